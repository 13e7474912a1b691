"""Signs that decide at once whether a line asks: marks, gaps, replies, lead-ins."""

from __future__ import annotations

from builder.sources.language.confidence import CERTAIN, HARDLY, NONE, SURE
from builder.sources.language.wording import Wording, Wordings, examples, phrases

# With a gap in it, a longer line is a text.
LONGEST_WITH_MARK = 199

SIGNS = Wordings(
    "sign",
    (
        Wording(
            "remark in brackets",
            NONE,
            r"^[(（][^()（）]*[)）]$|[。.!！][(（][^()（）]*[)）]$",
            ("(what follows is old)", "It was so.(why not?)", "他走了。（为什么？）"),
            ("What is it (in short)?",),
        ),
        Wording(
            "question mark at the end",
            CERTAIN,
            # The Greek one looks like a semicolon.
            r"(?:[?？؟]|(?<=[\u0370-\u03ff\u1f00-\u1fff])[»\")]*[;\u037e])"
            r"[)）\]】]?[\s\W]*$",
            examples(
                "Really? | 码头是什么？ | Is it (or not?) | 他走了（真的？） | "
                "[really?] | بندر چیست؟ | Τι είναι ο φάρος;"
            ),
            ("Really? Yes.", "It is so;"),
        ),
        Wording(
            "gap to fill",
            SURE,
            r"_{3,}|(?:\\_){3,}|（[\s\u3000]*）|(?<![A-Za-z0-9_>\])}])\([\s\u3000]*\)"
            r"|\([\s\u3000]+\)|[….]{6,}"
            r"|（\s*(?-i:(?=[A-H])A?B?C?D?E?F?G?H?)\s*）|\(\s*(?-i:[A-H])\s*\)"
            r"|[(（]\s*(?:√|×|✓|✗|✔|✘|对|错)\s*[)）]",
            examples(
                "A ___ lies at the quay | A \\_\\_\\_ lies at the quay | "
                "船停靠在（\u3000）里 | 船停靠在 () 里 | "
                "A boat lies at(  ) the quay | A boat lies at ...... | "
                "首都是（B）城 | 首都是（ACD）城 | The harbour is (B) here | "
                "地球（√）是圆的 | 地球(×)是方的 | 地球（✓）是圆的 | "
                "地球（✗）是方的 | 地球（✔）是圆的 | 地球（✘）是方的 | "
                "地球（对）是圆的 | 地球（错）是方的"
            ),
            ("Call push() twice", "首都是（a）城", "wait ..."),
            longest=LONGEST_WITH_MARK,
        ),
        Wording(
            "reply",
            HARDLY,
            r"\A(?:yes|no|because|it depends|ok|okay|sure|well|the answer)\b[ ,.:]",
            examples(
                "Yes, it does | No. What else | Because it can | "
                "It depends on what you do | ok, do it | Okay: is it | "
                "sure, which one | Well, how | The answer is what you think"
            ),
            ("Notable differences", "Oklahoma"),
        ),
    ),
)
# Before a colon they are no term that is explained.
NO_TERMS = phrases(
    "no term",
    "注意",
    "例如",
    "比如",
    "参考",
    "答",
    "总结",
    "小结",
    "note",
    "see",
    ("https?", "http", "https"),
    "ps",
    around=r"\A(?:{})\W*$",
)
WONDERS = r"(?:what|which|why|how|who|when|where|explain|predict)\b(?!\s+(?:to|ever)\b)"
# Before a colon they announce what comes; a question word in front asks all the same.
LEAD_INS = phrases(
    "lead-in",
    ("as follows|following", "They are as follows:", "Can be one of the following:"),
    (
        "example|e\\.g\\.|for instance|such as",
        *examples(
            "Is used in this example: | Does many things, e.g.: | "
            "Does many things, for instance: | Ports such as:"
        ),
    ),
    ("note", "Please note:"),
    ("output|result", "Does print this output:", "Does give the result:"),
    ("syntax|usage", "Do use this syntax:", "Is the usage:"),
    (
        "answer|solution|explanation|hint",
        *examples("Compare the answer: | The solution: | An explanation: | A hint:"),
    ),
    around=rf"\A(?!{WONDERS})[\s\S]*?(?:{{}})[^?]{{0,12}}:$",
    confidence=HARDLY,
)
LEAD_INS_CHINESE = phrases(
    "Chinese lead-in",
    (
        "如下|以下|下面|下列|所述",
        *examples("区别如下： | 是否有以下： | 看下面的： | 下列方法： | 上文所述："),
    ),
    (
        "[0-9一二三四五六七八九十两几]+ ?[种个点类步条项大]",
        *examples(
            "有哪3种： | 有什么 两 点： | 分为哪四类： | 有哪些 5 步： | 共六条： | "
            "七项： | 八大方法： | 几个作用："
        ),
    ),
    ("包含|包括|分别是", "哪些包含：", "包括：", "分别是："),
    ("这么?几|有这", "就这几：", "这么几：", "有这些方法："),
    ("所以|综上", "所以呢：", "综上："),
    (
        "例如|比如|例子|示例|演示",
        *examples("例如： | 比如： | 看例子： | 示例： | 演示："),
    ),
    ("注意|说明", "注意：", "特别说明："),
    ("结论|总结|小结", "结论：", "总结：", "小结："),
    ("主要有|原因", "主要有：", "为什么的原因："),
    around=rf"\A(?!{WONDERS})[\s\S]*?(?:{{}})[^?？]{{0,12}}[:：]$",
    confidence=HARDLY,
)
