"""A command and what it is for: the purpose asks for the command.

Yes: `kubectl get pods # list the Pods`, a fence of one command below its sentence.
No: output and settings, a purpose that says the command already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.cards.gate import is_stop_word, size, weight
from builder.sources.items import Item
from builder.sources.language.plain import plain
from builder.sources.makers.answerblocks import AnswerBlock, blocks_of
from builder.sources.makers.labelled import lead_of
from builder.sources.makers.maker import Candidate
from builder.sources.makers.phrases import phrase
from builder.sources.makers.questionnote import can_ask, cloze_note, has_marks

_LONGEST, _LONGEST_PURPOSE, _SHORTEST_PURPOSE, _MOST = 90, 60, 3, 12
_SHELLS = frozenset(
    ["sh", "bash", "shell", "console", "zsh", "shell-session", "powershell", "cmd"]
)
_NAMES = (
    "kubectl|docker|docker-compose|git|npm|npx|yarn|pnpm|pip|pip3|python|python3|go|cargo|mvn|"
    "gradle|java|javac|node|systemctl|service|journalctl|apt|apt-get|yum|dnf|brew|ssh|scp|"
    "rsync|curl|wget|tar|zip|unzip|grep|find|sed|awk|ls|cd|cp|mv|rm|mkdir|chmod|chown|cat|"
    "tail|head|less|ps|top|kill|df|du|free|netstat|ss|ip|ping|dig|nslookup|helm|terraform|"
    "ansible|ansible-playbook|vagrant|aws|gcloud|az|redis-cli|mysql|psql|mongo|etcdctl|"
    "openssl|iptables|sudo|crontab|useradd|usermod|passwd|mount|umount|lsof|tcpdump|strace|"
    "make|cmake|gcc|rails|bundle|gem|composer|php|adb|flutter|dotnet|sort|uniq|wc|cut|xargs|"
    "echo|export|env|which|man|history|alias|ln|touch|diff|nohup|screen|tmux|vim|nano"
)
_COMMAND = re.compile(rf"^(?:\$\s+)?(?P<one>(?:sudo\s+)?(?:{_NAMES})(?:\s+\S.*|$))")
_COMMENT = re.compile(r"(?P<before>.*?)(?:(?<=\s)|^)(?:#+|//)\s?(?P<told>[^\s#!/].*)$")
_IS_NO_FACT = re.compile(
    r"命令(?:或者?|和)|\bor (?:the )?`|(?i:\b(?:more common|another way|also|alternative|"
    r"can't|cannot|won't|don't|not|for example|e\.g\.|like)\b)|比如|例如"
)
_NO_PURPOSE = re.compile(
    r"(?i)^(?:output|result|输出|结果|or|或者?|例如|example.*|file:?.*|[\d.]+.*)$"
    r"|!$|也可以|也可|亦可|\bit\b|\balso\b|都可以|可以这样|这样|如下|同上|^(?:也|还|另|则|"
    r"此时|再|这|那|如果|默认|一般|注意)|^(?:then|also|same|this|these|will|copied|it|"
    r"they|that|which|now|you|"
    r"we|first|here|subsequently|finally|next|after|if|note|by default|default)\b"
)
_ASKS_HOW = re.compile(
    r"^(?:如何|怎么)(?!.*命令)|(?i:^how (?:to|do you|can you|would you) (?!.*\bcommand))"
)
_VERBS = re.compile(
    r"查看|查询|查找|查|看|创建|新建|删除|启动|停止|关闭|重启|进入|列出|安装|卸载|更新|升级|回滚|"
    r"扩容|缩容|修改|设置|配置|添加|增加|复制|拷贝|移动|导出|导入|拉取|推送|构建|运行|执行|登录|切换|"
    r"合并|提交|撤销|恢复|备份|清理|清空|检查|测试|打包|解压|搜索|显示|获取|统计|监控|监听|打开|挂载|"
    r"驱逐|标记|暂停|生成|编译|下载|上传|保存|加载|连接|替换|过滤|排序|杀|发送|转发"
)
_LEADS = re.compile(rf"(?i)to [a-z]+ \S|(?:{_VERBS.pattern})")
_INLINE_CHINESE = re.compile(
    rf"(?:使用|通过|执行|运行|"
    rf"用)\s*(?P<tick>`?)(?P<one>(?:{_NAMES})\s[^`\u3400-\u9fff,，。;；、]{{1,50}}?)(?P=tick)\s*命令(?:来|可以|去|进行)?"
    r"(?P<told>[\u3400-\u9fff][^，。；;]{3,30})"
)
_INLINE_ENGLISH = re.compile(
    rf"(?i)\b(?:use|run|using|running|with|execute|executing|via|"
    rf"through)\s+(?:the\s+)?(?:command\s+)?(?P<tick>`)(?P<one>(?:{_NAMES})\s[^`\n]{{1,50}})`"
)


def candidates(item: Item) -> Iterator[Candidate]:
    """Yield a note for each command whose purpose an answer tells."""
    if not can_ask(item):
        return
    blocks = blocks_of(item.answer)
    found: dict[str, str] = {}
    for place, block in enumerate(blocks):
        if block.kind == "fence":
            for purpose, command in _of_fence(block, _lead(item, blocks, place)):
                found.setdefault(command, purpose)
    purposes = list(found.values())
    if len(found) <= _MOST:
        for command, purpose in found.items():
            if purposes.count(purpose) == 1:
                front = phrase("command", purpose, like=f"{purpose} {item.question}")
                back = f"```sh\n{command}\n```"
                yield Candidate("basic", {"front": front, "back": back}, command)
    yield from _in_sentences(item, blocks)


def _lead(item: Item, blocks: Sequence[AnswerBlock], place: int) -> str:
    """Return what says what the command of a fence is for.

    It is a step that stands above it, the sentence that leads into it, or the question
    for a command whose only one it is.
    """
    before = blocks[place - 1] if place else None
    if before and before.is_ordered and len(before.entries) == 1:
        entry = before.entries[0]
        return "" if entry.below else entry.text
    lead = lead_of(blocks, place)
    if _LEADS.match(lead):
        return lead
    fences = [block for block in blocks if block.kind == "fence"]
    told = weight(item.answer) - sum(weight(block.text) for block in fences)
    is_asked = len(fences) == 1 and told > _LONGEST and _ASKS_HOW.search(item.question)
    return item.question.rstrip("?？ ") if is_asked else ""


def _of_fence(block: AnswerBlock, lead: str) -> Iterator[tuple[str, str]]:
    if block.language and block.language not in _SHELLS:
        return
    lines = [line.strip() for line in block.text.split("\n") if line.strip()]
    if len(lines) == 1 and "#" not in lines[0]:
        yield from _told(lead, lines[0])
        return
    above = ""
    for place, line in enumerate(lines):
        match = _COMMENT.fullmatch(line)
        if match and match["before"].strip():
            yield from _told(match["told"], match["before"])
            above = ""
        elif match:
            above = match["told"]
        else:
            is_alone = place + 1 == len(lines) or lines[place + 1].startswith("#")
            if above and is_alone:
                yield from _told(above, line)
            above = ""


def _told(purpose: str, line: str) -> Iterator[tuple[str, str]]:
    match = _COMMAND.match(line.strip())
    bare = plain(purpose).strip(" :：。.,，;；#")
    if match is None or not _is_purpose(bare) or has_marks(match["one"]):
        return
    command = match["one"].strip()
    is_short = len(command) <= _LONGEST and not re.search(
        r"\\$|\[\w+@|[\u3400-\u9fff]", command
    )
    if is_short and " " in command and not command.endswith(("{", "(", "=", ";")):
        yield bare, command


def _is_purpose(text: str) -> bool:
    if is_stop_word(text) or _NO_PURPOSE.search(text) or has_marks(text):
        return False
    if re.search(r"[\u3400-\u9fff]", text) and not _VERBS.search(text):
        return False
    return size(text) >= _SHORTEST_PURPOSE and weight(text) <= _LONGEST_PURPOSE


def _in_sentences(item: Item, blocks: tuple[AnswerBlock, ...]) -> Iterator[Candidate]:
    """Yield one note with the sentences that name a command for a purpose."""
    rows: list[str] = []
    number = 0
    for block in blocks:
        texts = [entry.text for entry in block.entries] or [block.text]
        if block.kind not in {"paragraph", "list"}:
            continue
        for sentence in (
            one
            for text in texts
            for one in re.split(r"(?<=[。；;])|(?<=[.!?])\s+|\n", text)
        ):
            match = _INLINE_CHINESE.search(sentence) or _INLINE_ENGLISH.search(sentence)
            if match is None or has_marks(sentence) or _IS_NO_FACT.search(sentence):
                continue
            if weight(sentence) > _LONGEST_PURPOSE * 1.5:
                continue
            is_english = match.re is _INLINE_ENGLISH
            if is_english and not re.search(
                r"(?i)\bto [a-z]+", sentence.replace(match["one"], "")
            ):
                continue
            if size(sentence.replace(match["one"], "")) < _SHORTEST_PURPOSE * 2:
                continue
            number += 1
            start, end = match.span("one")
            one = match["one"].rstrip()
            left = match["one"][len(one) :]
            rows += [
                "",
                f"{sentence[:start]}{{{{c{number}::{one}}}}}{left}{sentence[end:]}".strip(),
            ]
    if rows:
        yield cloze_note(item, rows[1:])
