"""What code and commands look like between the lines of a text."""

from __future__ import annotations

from builder.sources.language.wording import examples, phrases

_KEYWORDS = (
    "select|insert|update|import|from|def|class|public|const|let|var|function|return|if|"
    "for|while"
)
# A title that is code asks nothing.
CODE_LINES = phrases(
    "code",
    (r"^\$ ", "$ moor"),
    (r"^[>#](?=[\s!])", "> moor", "# moor", "#!/bin/sh"),
    (r"^\[\w+@", "[ann@quay ~]"),
    (
        rf"^(?:kubectl|docker|git|npm|yarn|pip|sudo|curl|wget|cd|apt|yum|systemctl|helm|"
        rf"{_KEYWORDS})\s[\w\s./<>{{}}()\[\]=;:,'\"*@$-]*$",
        *examples(
            "kubectl get pods | docker run x | git push | npm i x | yarn add x | "
            "pip install x | sudo su | curl x | wget x | cd quay | apt update | "
            "yum install x | systemctl stop x | helm list | select * from quay | "
            "insert into quay | update quay set x=1 | import quay | "
            "from quay import x | def moor | class Quay | public void moor | "
            "const x = 1 | let x = 1 | var x = 1 | function moor | return x | "
            "if (x) | for (x in y) | while (x)"
        ),
    ),
    (r"[{};]\s*$", "moor {", "}", "moor();"),
    ("=>", "x => y"),
    (r"^[A-Za-z_][A-Za-z0-9_.]*\([^)]*\);?$", "quay.moor(boat)"),
    (r"^https?://\S+$", "https://example.org/quay"),
    around="(?-i:{})",
)
# Programs whose names begin a command; each part of an import knows some of them.
_COMMON = "kubectl|docker|git|npm|yarn|sudo|curl|wget|apt|yum|systemctl|helm"
_TOLD = (
    rf"{_COMMON}|pip3?|ps|ls|df|du|free|top|netstat|lsof|ss|grep|find|cat|tail|head|kill|"
    "chmod|chown|tar|ssh|mount|crontab|awk|sed|ip|ping|redis-cli|mysql|etcdctl"
)
# A command that answers the question before it on the same line.
COMMAND_LINES = phrases(
    "command",
    (
        rf"(?:[$#] )?(?:{_TOLD})(?:\s+[-\w./'\"<>|:]+)+",
        *examples(
            "$ kubectl get pods | docker ps | git push | npm test | yarn add x | "
            "pip install x | pip3 install x | sudo ls | curl x | wget x | "
            "apt update | yum update | systemctl stop x | helm list | ps aux | "
            "ls -l | df -h | du -s | free -m | top -b | netstat -a | lsof -i | "
            "ss -t | grep x | find x | cat x | tail x | head x | kill 1 | "
            "chmod 1 x | chown x y | tar x | ssh x | mount x | crontab -l | awk x | "
            "sed x | ip a | ping x | redis-cli ping | mysql -u x | etcdctl get x | "
            "# ls x"
        ),
    ),
    around=r"\A(?-i:{})",
)
# They begin a line of a shell in scraped text.
PROGRAMS = (
    rf"{_COMMON}|docker-compose|npx|pnpm|pip|pip3|apt-get|dnf|etcdctl|kubeadm|grep|ps|cat|"
    "ls|cd|mkdir|rm|cp|mv|tar|ssh|scp|chmod|chown|service|redis-cli|mysql|psql|mvn|"
    "gradle|java|python|python3|node|go|cargo|terraform|ansible|echo|vim|vi"
)
LINK_WITH_COMMENT = r"https?:\S+\s+#"
SHELL_LINES = phrases(
    "line of a shell",
    (
        rf"^(?:[#$] ?)?(?:{PROGRAMS})\s+[-\w./<>$\"'\\]",
        *examples(
            "kubectl get pods | docker ps | git push | npm test | yarn add x | "
            "sudo ls | curl x | wget x | apt update | yum update | "
            "systemctl stop x | helm list | docker-compose up | npx x | pnpm add x | "
            "pip install x | pip3 install x | apt-get update | dnf install x | "
            "etcdctl get x | kubeadm init | grep x y | ps -ef | cat x | ls -l | "
            "cd x | mkdir x | rm x | cp x y | mv x y | tar xf x | ssh x | scp x y | "
            "chmod 700 x | chown x y | service x stop | redis-cli ping | "
            "mysql -u x | psql x | mvn test | gradle x | java -jar x | python x | "
            "python3 x | node x | go build | cargo build | terraform plan | "
            "ansible x | echo $x | vim x | vi x | $ ls 'x' | # ls \"x\" | echo \\x"
        ),
    ),
    (rf"^{LINK_WITH_COMMENT}", "https://example.org/x # a chart"),
    (rf"^#[^\s#]+\s+(?:{PROGRAMS})\s+[-\w./<>]", "#列出文件 ls -l"),
    around="(?-i:{})",
)
