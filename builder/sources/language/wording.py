"""What questions and the remarks beside them sound like, in two languages."""

from __future__ import annotations

import re

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.{0,500}?-->")
IMAGE = re.compile(r"!\[([^\[\]]{0,300})\]\([^()]{0,500}\)")
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]{0,99}\]){0,300})\]"
    r"(?:\([^()]{0,500}(?:\([^()]{0,99}\)[^()]{0,99}){0,3}\)|\[[^\[\]]{0,99}\])"
)
_EMPHASIS = re.compile(
    r"(\*\*\*|\*\*|(?<![_\w])__(?!_)|~~|==)(?=\S)(.+?)(?<=[^\s_])\1(?!_)"
)
_ITALIC = re.compile(
    r"(?<![\w*])\*(?=\S)([^*]+)(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)([^_]+)_(?!\w)"
)

_ASKS = re.compile(
    r"(?i)(?:what|what's|whats|how|why|when|where|who|whom|whose|which|explain|describe|"
    r"define|differentiate|distinguish|discuss|compare|tell me|can you|could you|"
    r"can|could|does|did|is it|is there|are there|should|would|is|are|do|do you|"
    r"have you|suppose|imagine|briefly|please|in what|in which|at what|under what|"
    r"for what|to what|on what|from what|given an?|true or false|if (?:you|i|we|a)|"
    r"difference|differences)\b"
)
_WONDERS = re.compile(
    r"(?i)(?:what|which|why|how|who|when|where|explain|predict)\b(?!\s+(?:to|ever)\b)"
)
_MAY_ASK = re.compile(
    r"(?i)(?:list|name|state|write|implement|give|mention|outline|find|design|draw|"
    r"enumerate|identify|illustrate|show|talk about|walk me|summari[sz]e|has|have|will|"
    r"create|convert|calculate|elaborate|provide|select|choose|complete|fill|consider)\b"
)
_ASKS_LATER = re.compile(
    r"(?i)(?:if|when|given|suppose|assum\w+|in|for|after|before|with|without|during|while|as|"
    r"you|your|imagine|consider)\b.{3,140}?[,.;:]\s*(?P<asks>what|how|why|which|where|who|"
    r"would|should|can|could|do|does|did|is|are|will)\b"
)
_GIVES_EXAMPLE = re.compile(r"(?i)for example|e\.g\.|such as|for instance|:\s+\S.{30}")
_COMPARES = re.compile(
    r"(?i)\bdifferences? between\b|\bvs\.?\b|\bversus\b|\bpros and cons\b"
)
_ASKS_CHINESE = re.compile(
    "什么|如何|怎么|怎样|为何|哪些|哪几|哪个|哪种|哪里|哪儿|哪一|几种|几个|几类|多少|是否|"
    "什麼|為何|怎麼|怎樣|哪裡|哪個|幾種|幾個|嗎|區別|差異|誰|是否|"
    "吗|呢|有何|能否|可否|能不能|是不是|可不可以|会不会|要不要|有没有|区别|谁|啥|多大|多久|何时|何种|何为|何谓"
)
_TELLS_CHINESE = re.compile(
    "(?:请|试|请你|请问|简要|简单|详细|分别|手动|用代码|你)?(?:的)?(?:简述|说说|说一|说出|说下|讲讲|讲一|讲述|讲下|"
    "谈谈|谈一|介绍|解释|描述|列举|阐述|说明|比较|对比|分析|写出|聊聊|概述|论述|"
    "簡述|說明|說說|解釋|介紹|描述|列舉|闡述|比較|對比|談談|請|"
    "举例|谈下|叙述|陈述|画出|请|举出|总结一下|了解|知道)"
)
# They ask in an exam, and tell the next step in a tutorial.
_MAY_TELL_CHINESE = re.compile("(?:编写|写一|实现|给出|计算|选择|判断|设计|手写)")
_TELLS_LATER = re.compile(
    "(?:^|[,，、;；。])(?:请|试|你)?(?:简述|简单描述|说一?下|说说|讲一?下|讲讲|谈谈|聊聊|介绍一?下|解释一?下|描述一?下)"
)
_ASIDE = re.compile(r"^[(（][^()（）]*[)）]$|[。.!！][(（][^()（）]*[)）]$")
_TOPIC_CHINESE = re.compile(
    "(?:区别|原理|作用|特点|特性|流程|过程|机制|优缺点|优点|缺点|异同|理解|用途|关系|含义|概念|策略|"
    "格式|场景|步骤|方法|方式|分类|类型|思路|定义|生命周期|优势|命令|用法|好处|注意事项|方案|区分|不同)$"
)
_LEADS_IN = re.compile(
    "(?:如下|以下|[0-9一二三四五六七八九十两几]+ "
    "?[种个点类步条项大]|包含|这么?几|有这|所以|综上|下面|"
    "下列|所述|分别是|包括|例如|比如|注意|特别说明|演示|结论|示例|说明|总结|小结|主要有|原因|例子)"
    "[^?？]{0,12}[:：]$|(?i:(?:as follows|following|example|note|e\\.g\\.|output|result|"
    "for instance|such as|syntax|usage|answer|solution|explanation|hint)[^?]{0,12}:$)"
)
_REPLIES = re.compile(
    r"(?i)(?:yes|no|because|it depends|ok|okay|sure|well|the answer)\b[ ,.:]"
)

_REMARK_WORD = re.compile(
    r"(?i)重点|常(?:考|问|见|用)|经常|会问|必(?:问|会|须|考|背|看|记|知)|牢记|记住|高频|中频|低频|了解|熟悉|掌握|"
    r"更新|补充|简单|困难|中等|基础|进阶|难点|难$|易$|易错|选做|可选|背诵|热门|概率|"
    r"^(?:important|frequently asked|common|must know|very important|easy|medium|hard|"
    r"beginner|intermediate|advanced|basic|senior|junior|optional|popular|tricky|difficult|"
    r"asked (?:often|frequently)|often asked|new|updated|bonus)$|^[★☆⭐*]+$"
)


# Longer texts are no titles, and are not looked at closely.
_MAXIMUM = 4_000
_MARKED_UP = re.compile(r"[*_~=<\[\]{]")


def plain(text: str) -> str:
    """Return a line of Markdown as a reader sees it, but for its inline code."""
    if len(text) > _MAXIMUM or not _MARKED_UP.search(text):
        return " ".join(text.split())
    text = re.sub(r"<code>([^`<>]*)</code>", r"`\1`", text)
    text = IMAGE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _TAG.sub(lambda tag: tag[0] if _is_placeholder_tag(tag[0]) else "", text)
    for _ in range(2):
        text = _EMPHASIS.sub(r"\2", text)
    text = _ITALIC.sub(lambda match: match[1] or match[2], text)
    text = re.sub(r"\s*\{#[\w-]+\}\s*$", "", text)
    return re.sub(r"\s+", " ", text).strip()


# fmt: off
_HTML_NAMES = frozenset(
    [
        "a", "abbr", "b", "big", "blockquote", "br", "body", "button", "center", "cite",
        "code", "dd", "del", "details", "div", "dl", "dt", "em", "font", "footer", "h1",
        "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "i", "img", "input", "ins",
        "kbd", "label", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "s", "samp",
        "section", "small", "span", "strike", "strong", "sub", "summary", "sup", "table",
        "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var",
    ]
)
# fmt: on


def _is_placeholder_tag(tag: str) -> bool:
    """Whether ``<name>`` stands for something, as in ``kubectl drain <node>``."""
    match = re.fullmatch(r"</?([A-Za-z][\w-]*)[^<>]*>", tag)
    return match is not None and match[1].lower() not in _HTML_NAMES


# ``push()`` is no gap; ``（）`` and ``(  )`` are.
_GAP = re.compile(
    r"_{3,}|(?:\\_){3,}|（[\s\u3000]*）|(?<![A-Za-z0-9_>\])}])\([\s\u3000]*\)|\([\s\u3000]+\)|[….]{6,}"
    r"|（\s*(?=[A-H])A?B?C?D?E?F?G?H?\s*）|\(\s*[A-H]\s*\)"
    r"|[(（]\s*(?:√|×|✓|✗|✔|✘|对|错)\s*[)）]"
)


def interrogation(text: str) -> float:
    """Return how surely a line asks: 1 for a question mark, 0 for a plain sentence."""
    bare = without_remarks(text).strip(" \t\"'“”‘’「」*_`~#-–—").strip()
    if not bare or len(bare) > 400:
        return 0.0
    if judgement(bare)[1]:
        return 0.85
    if _ASIDE.search(bare):
        return 0.0
    if re.search(r"[?？][)）\]】]?[\s\W]*$", bare):
        return 1.0
    if _GAP.search(bare) and len(bare) < 200:
        return 0.85
    if _REPLIES.match(bare) or (_LEADS_IN.search(bare) and not _WONDERS.match(bare)):
        return 0.05
    score = _wording(bare)
    if re.search(r"[?？]", bare) and len(bare) < 200:
        score = max(score, 0.9)
    if re.search(r"[:：]$", bare) and not _WONDERS.match(bare):
        score *= 0.6 if score > 0.7 else 0.95
    if re.search(r"[。；;,，、]$", bare) and not _TELLS_LATER.search(bare):
        score *= 0.5
    if len(bare) > 160:
        score *= 0.4
    return score


def _wording(bare: str) -> float:
    words = len(bare.split())
    is_stop = bare.endswith(".")
    is_sentence = is_stop and words > 12
    if _ASKS.match(bare):
        return 0.5 if is_sentence and not is_imperative(bare) else 0.85
    later = _ASKS_LATER.match(bare)
    if later and (later["asks"].lower()[:2] in {"wh", "ho"} or not is_stop):
        return 0.8
    if _MAY_ASK.match(bare) and _GIVES_EXAMPLE.search(bare):
        return 0.3
    if _MAY_ASK.match(bare):
        return 0.75 if words >= 4 else 0.3
    if _ASKS_CHINESE.search(bare):
        return 0.9
    if _TELLS_CHINESE.match(bare):
        return 0.85
    if _COMPARES.search(bare):
        return 0.75
    if _MAY_TELL_CHINESE.match(bare):
        return 0.7
    if _TELLS_LATER.search(bare):
        return 0.85
    if _TOPIC_CHINESE.search(bare.rstrip(":：")):
        return 0.65
    return 0.0


def asks_by_words(bare: str) -> bool:
    """Whether a line begins with a word that asks."""
    return bool(_ASKS.match(bare) or _ASKS_CHINESE.search(bare))


_JUDGED = re.compile(
    r"\s*(?:[(（]\s*(?P<mark>√|×|✓|✗|✔|✘|对|错|正确|错误|T|F|True|False)\s*[)）]"
    r"|(?<=[.。?？])\s*(?P<word>True|False))[\s.。]*$"
)
_SPELT_OUT = {"T": "True", "F": "False", "√": "对", "✓": "对", "✔": "对"}
_SPELT_OUT |= {"×": "错", "✗": "错", "✘": "错"}


def judgement(title: str) -> tuple[str, str]:
    """Return a statement without the judgement behind it, and the judgement."""
    match = _JUDGED.search(title)
    if match is None or not title[: match.start()].strip():
        return title, ""
    said = match["mark"] or match["word"]
    return title[: match.start()].strip(), _SPELT_OUT.get(said, said)


def is_imperative(bare: str) -> bool:
    """Whether a sentence tells the reader to explain something."""
    return bool(
        re.match(
            r"(?i)explain|describe|define|differ|disting|discuss|compare|tell|briefly",
            bare,
        )
    )


_TRAILING_REMARK = re.compile(r"\s*(?:[(（\[【]([^()（）\[\]【】]{1,40})[)）\]】])\s*$")
_POINTS = re.compile(
    r"^\s*(?:[(（【\[]\s*(?:(?:单选|多选|不定项选择|选择|判断|填空|简答|问答)题?)?[,，\s]*"
    r"(?:\d+(?:\.\d+)?\s*分)?\s*[)）】\]]\s*)+(?=\S)"
)
_LEADING_REMARK = re.compile(r"^\s*[【\[(（]([^()（）\[\]【】]{1,20})[)）\]】]\s*")


def remarks(title: str) -> tuple[str, tuple[str, ...]]:
    """Return a title without remarks such as ``(重点,经常问)``, and the remarks."""
    found: list[str] = []
    points = _POINTS.match(title)
    if points is not None and re.search(r"题|分", points[0]):
        title = title[points.end() :]
    for pattern in (_TRAILING_REMARK, _LEADING_REMARK):
        match = pattern.search(title)
        if match is None:
            continue
        parts = [part.strip() for part in re.split(r"[,，、;；/|]+", match[1])]
        parts = [part for part in parts if part]
        if parts and any(_REMARK_WORD.search(part) for part in parts):
            found += parts
            title = title[: match.start()] + title[match.end() :]
    stars = re.search(r"\s*[★☆⭐]+\s*$", title)
    if stars:
        title = title[: stars.start()]
    return title.strip(), tuple(found)


def without_remarks(title: str) -> str:
    """Return a title without its remarks."""
    return remarks(title)[0]


def without_number(title: str) -> str:
    """Return a title without a number before it."""
    return re.sub(
        r"^\s*(?:\d{1,4}(?:\.\d+)*\s*[.、)）:：]?\s+|\d{1,4}[.、)）]|[一二三四五六七八九十]+[、.])",
        "",
        title,
    )
