"""What questions, remarks, placeholders and boilerplate sound like, in two languages."""

from __future__ import annotations

import re

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.{0,500}?-->")
_IMAGE = re.compile(r"!\[([^\[\]]{0,300})\]\([^()]{0,500}\)")
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]{0,99}\]){0,300})\]"
    r"(?:\([^()]{0,500}(?:\([^()]{0,99}\)[^()]{0,99}){0,3}\)|\[[^\[\]]{0,99}\])"
)
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__|~~|==)(?=\S)(.+?)(?<=\S)\1")
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
_COMPARES = re.compile(
    r"(?i)\bdifferences? between\b|\bvs\.?\b|\bversus\b|\bpros and cons\b"
)
_ASKS_CHINESE = re.compile(
    "什么|如何|怎么|怎样|为何|哪些|哪几|哪个|哪种|哪里|哪儿|哪一|几种|几个|几类|多少|是否|"
    "吗|呢|有何|能否|可否|能不能|是不是|可不可以|会不会|要不要|有没有|区别|谁|啥|多大|多久|何时|何种|何为|何谓"
)
_TELLS_CHINESE = re.compile(
    "(?:请|试|请你|请问|简要|简单|详细|分别|手动|用代码|你)?(?:的)?(?:简述|说说|说一|说出|说下|讲讲|讲一|讲述|讲下|"
    "谈谈|谈一|介绍|解释|描述|列举|阐述|说明|比较|对比|分析|写出|聊聊|概述|论述|"
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

_BOILERPLATE = re.compile(
    r"(?i)(?:目录|目次|导航|索引|前言|序言|序|引言|写在前面|写在最后|写在前面的话|结语|结束语|后记|最后|总结|小结|全文总结|本章小结|写在后面|"
    r"参考(?:资料|文献|链接|文章)?|相关(?:文章|阅读|推荐|链接|资源|内容|标签)|推荐阅读|延伸阅读|扩展阅读|版权声明|"
    r"免责声明|更新日志|更新记录|贡献(?:者|指南)?|如何贡献|赞助|关于(?:作者|我|本站|我们)|联系(?:方式|我们|我)|"
    r"公众号|打赏|热门(?:文章|推荐|标签)|最新(?:文章|评论)|猜你喜欢|大家都在看|评论(?:区|列表)?|文章目录|本文目录|"
    r"声明|许可证?|友情链接|文章标签|发表评论|上一篇|下一篇|"
    r"分享到?|使用说明|阅读指南|项目介绍|Star ?趋势|交流群|"
    r"(?:table of )?contents?|toc|index|quick links|on this page|in this article|preface|foreword|"
    r"introduction|about(?: (?:this|the author|us|me)[\w ]*)?|references?|bibliography|"
    r"resources?|useful links|further reading|related (?:posts?|"
    r"articles?|links?|resources?|content|reading)|"
    r"licen[cs]e|copyright|contribut(?:e|ing|ors?|ions?)|how to contribute|acknowledge?ments?|"
    r"credits?|support(?: (?:us|me|this project))?|sponsors?|our sponsors|donat(?:e|ions?)|backers|"
    r"star history|stargazers|change ?log|disclaimer|feedback|newsletter|subscribe|"
    r"comments?|leave a (?:reply|comment)|share(?: this)?(?: post| article)?|you may also like|"
    r"conclusion|wrapping up|final (?:thoughts|words)|summary|how to use(?: this[\w ]*)?|"
    r"getting started|installation|quick start|code of conduct|authors?|contact(?: us)?|"
    r"translations?|prerequisites|recommended reading|more questions|popular posts|"
    r"recent posts|categories|tags|archives|navigation|"
    r"menu|advertisement|community|faq|faqs|q ?& ?a|"
    r"(?:[\w.+#]+ )?(?:interview |sample |practice |quiz )?questions?(?: (?:and|&) answers?)|"
    r"(?:interview |sample |practice |quiz )?questions|roadmap|usage|why (?:this|the) (?:repo(?:sitory)?|project|guide|book)|"
    r"(?:still |do you )?(?:have|got) (?:any |more |other )?questions\b.{0,40}|no questions found|"
    r"(?:didn't|did not|can't|cannot) find.{0,50}|was this (?:page|article|answer)? ?helpful|"
    r"(?:没有|没)找到(?:想要的|您要的|你要的)?答案|还有(?:其他)?(?:问题|疑问)|这?(?:对您|对你)?有帮助吗|"
    r"题目|问题|面试题|习题|练习题)"
)
_CONTENTS = re.compile(
    r"(?i)(?:目录|目次|文章目录|本文目录|索引|题目列表|问题列表|question(?:s)? (?:list|index)|"
    r"list of (?:all )?questions|(?:table of )?contents?|"
    r"toc|index|quick links|on this page|in this article)"
)
_NOISE = re.compile(
    r"(?i)(?:\W|\b)*(?:(?:back|return|go|jump|scroll)\s*(?:to|up)*\s*(?:the\s*)?"
    r"(?:top|toc|table of contents?|contents?|index|start|menu|list|questions)(?:\s+of page)?|"
    r"返回(?:目录|顶部|首页|页首)|回到(?:目录|顶部|首页|页首)|回顶部|back2top|top|"
    r"advertisements?|sponsored(?: content| links)?|ad|广告|"
    r"(?:share|tweet|pin it|like|follow|email|print|"
    r"save|reply|edit|copy|copied!?)(?: this| on| to)?"
    r"(?:\W*(?:facebook|twitter|linkedin|reddit|whatsapp|email|x|telegram|share|tweet|copy link))*|"
    r"(?:点赞|收藏|分享|转发|评论|关注|举报|赞|在看|复制|展开全文|阅读全文|展开阅读全文|收起)(?:\W*(?:点赞|收藏|分享|转发|评论|关注|举报|赞|在看|到|微信|微博|qq空间|qq))*"
    r")\W*"
)
_ADVERT = re.compile(
    r"(?i)\W*(?:广告|推广|赞助商?|sponsor(?:ed)?(?: by)?|advertisement|ad)\s*[:：|]"
)
_TAIL = re.compile(
    r"(?i)到此这篇|本文(?:转载|转自|作者|链接|地址|来源|由|首发|章来自)|版权声明|版权所有|转载请|著作权|"
    r"未经(?:许可|授权)|扫码|扫描.{0,6}二维码|关注.{0,12}公众号|欢迎(?:关注|扫码|加入|star)|"
    r"(?:如果|觉得).{0,20}(?:点个赞|点赞|star|有帮助|关注|收藏)|"
    r"all rights reserved|(?:licensed|distributed|released) under|creative commons|"
    r"^(?:相关(?:文章|阅读|推荐|内容)|推荐阅读|猜你喜欢|热门推荐|大家都在看|related (?:posts?|articles?)|you may also like)$|"
    r"(?:text|content)\W+public domain|^\W*(?:完|全文完|the end|end of (?:file|document|faq|text)|eof)\W*$|"
    r"^(?:©|\(c\)\s|copyright\s+(?:\(c\)|©|\d))|展开阅读全文|试卷.{0,6}结束|到此结束|祝.{0,12}(?:顺利|成功|愉快|好运|进步)|^第\s*\d+\s*页|^(?:made|built|powered) (?:with|by)\b|"
    r"\b(?:subscribe|sign up)\b.{0,40}\b(?:newsletter|channel|updates)|buy me a coffee|"
    r"(?:give|leave) (?:it|this|us|me)?.{0,20}(?:⭐|"
    r"a star)|star (?:this|the) repo|follow (?:me|us) on|"
    r"happy (?:coding|learning|interviewing|hacking)|"
    r"good luck (?:with|on|in)|thanks? (?:you )?for reading|"
    r"(?:that's|that is) (?:it|all)(?: for| folks)|hope (?:this|you).{0,30}(?:help|enjoy|useful)|"
    r"leave a comment|join our|check out our|still have (?:a )?questions|didn't find|喜欢的话"
)
# They end an answer; where there is none yet they may begin it.
_FAINT_TAIL = re.compile(
    r"(?i)^(?:相关(?:文章|阅读|推荐|内容)|推荐阅读|猜你喜欢|上一篇|下一篇|声明|文章标签|标签|分类|来源|作者|原文链接|阅读量?|点击量|发布(?:于|时间))\s*[:：]|"
    r"^copyright\b|"
    r"^(?:posted (?:in|on|by)|filed under|tagged|tags|"
    r"share this|related (?:posts?|articles?)|about the author|"
    r"(?:previous|next)(?: (?:post|article|page))?|see also|written by)\b\W*(?:[:：]|$)"
)
_PLACEHOLDER = re.compile(
    r"(?i)[\W_]*(?:(?:不懂|不会|暂时?|还)?[\s,，。、]*(?:未完(?:成|待续)?|待(?:补充|完善|更新|续|完成|整理|解答|回答|定)|"
    r"暂无(?:答案|内容|解答|回答)?|暂缺|略|无|没有答案|补充中|整理中|更新中|持续更新中?|占位|"
    r"空|不懂|不会|不知道|先占个?坑|稍后(?:补充|更新))|"
    r"todo|to[- ]?do|tbd|tba|tbc|wip|n/?a|fixme|pending|"
    r"(?:work )?in progress|coming soon|placeholder|"
    r"to be (?:completed|done|added|continued|determined|"
    r"written|updated|filled)(?: in| soon| later| out)?|"
    r"(?:add|write|fill|insert|put|your)(?: in)?(?: (?:your|the|an))? answer(?: here)?|"
    r"(?:no|not) (?:answer(?:ed)?|available)(?: yet)?|"
    r"answer (?:coming soon|pending|needed|me|here)|"
    r"under construction|not yet (?:written|answered|"
    r"available)|unanswered|none|help wanted|\?+|-+|\.+|…+)"
    r"(?:[\s\W_]*(?:未完|待补充|待完善|todo|tbd|soon|yet))*[\W_]*"
)
_PRIOR = re.compile(
    r"(?i)question|\bfaqs?\b|q\s*&\s*a|\bqa\b|\bquiz|exam\b|trivia|flash ?cards?|"
    r"题|问答|问题|八股|自测|必问|必会|考点|答疑|q_a|assessment"
)
_FAINT_PRIOR = re.compile(r"(?i)interview|面试|mianshi|常见|考前|复习|review|study guide")
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
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _TAG.sub(lambda tag: tag[0] if _is_placeholder_tag(tag[0]) else "", text)
    for _ in range(2):
        text = _EMPHASIS.sub(r"\2", text)
    text = _ITALIC.sub(lambda match: match[1] or match[2], text)
    text = re.sub(r"\s*\{#[\w-]+\}\s*$", "", text)
    return re.sub(r"\s+", " ", text).strip()


_HTML_NAMES = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "blockquote",
        "br",
        "body",
        "button",
        "center",
        "cite",
        "code",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "font",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "li",
        "main",
        "mark",
        "nav",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
    ]
)


def _is_placeholder_tag(tag: str) -> bool:
    """Whether ``<name>`` stands for something, as in ``kubectl drain <node>``."""
    match = re.fullmatch(r"</?([A-Za-z][\w-]*)[^<>]*>", tag)
    return match is not None and match[1].lower() not in _HTML_NAMES


# ``push()`` is no gap; ``（）`` and ``(  )`` are.
_GAP = re.compile(
    r"_{3,}|(?:\\_){3,}|（[\s\u3000]*）|(?<![A-Za-z0-9_>\])}])\([\s\u3000]*\)|\([\s\u3000]+\)|[….]{6,}"
)


def interrogation(text: str) -> float:
    """Return how surely a line asks: 1 for a question mark, 0 for a plain sentence."""
    bare = without_remarks(text).strip(" \t\"'“”‘’「」*_`~#-–—").strip()
    if not bare or len(bare) > 400 or _ASIDE.search(bare):
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


def is_imperative(bare: str) -> bool:
    """Whether a sentence tells the reader to explain something."""
    return bool(
        re.match(
            r"(?i)explain|describe|define|differ|disting|discuss|compare|tell|briefly",
            bare,
        )
    )


_PART = re.compile(
    r"(?i)(?:[\w.+#/&' -]{0,60}\b(?:interview |quiz |practice |general |common |technical )?questions|"
    r"questions? (?:about|on|for|regarding|related to|based on)\b[\w.+#/&' -]{0,60}|"
    r"[\w.+#/ -]{0,40}\bq\s?&\s?a|.{0,20}(?:面试题|题库|真题|试题|练习题|选择题|判断题|简答题|填空题))\W*"
)


def names_part(title: str) -> bool:
    """Whether a heading names a group of questions: ``General Questions:``."""
    bare = without_number(plain(title)).strip()
    if re.search(r"[?？]", bare) or _ASKS.match(bare):
        return False
    return bool(_PART.fullmatch(bare))


def is_boilerplate(title: str) -> bool:
    """Whether a heading names a part that no reader learns from."""
    if len(title) > 100:
        return False
    bare = re.sub(r"^[\W_]+|[\W_]+$", "", without_number(plain(title)))
    bare = re.sub(r"^附录?\s*[:：]?\s*", "", bare)
    return bool(_BOILERPLATE.fullmatch(bare))


def is_contents(title: str) -> bool:
    """Whether a heading announces a table of contents."""
    bare = re.sub(r"^[\W_]+|[\W_]+$", "", plain(title))
    return bool(_CONTENTS.fullmatch(bare))


def is_noise(text: str) -> bool:
    """Whether a short piece is a link to the top, an advertisement or a button."""
    if len(text) > 400:
        return False
    bare = plain(text)
    if _ADVERT.match(bare):
        return True
    if re.search(r"\d", bare) and re.search("[赞藏评转享]|(?i:like|share)", bare):
        bare = re.sub(r"\s*\d[\d,.]*\s*[万wWkK+]*", "", bare)
    if not re.search(r"\w", bare):
        has_picture = "![" in text or "<img" in text.lower()
        is_mark = bool(re.search(r"\[[\s\W]*\]\(#|href=[\"']#|[↑⬆↥🔝]", text))
        return is_mark or (not has_picture and bool(text.strip()) and bare == "")
    return bool(_NOISE.fullmatch(bare)) and not re.fullmatch(
        r"\W*\w{1,3}[.!]?\W*", bare
    )


def is_badges(text: str) -> bool:
    """Whether a paragraph is only badges of build servers and shops."""
    pictures = re.findall(
        r"!\[[^\[\]]{0,300}\]\(([^()]{0,500})\)|<img[^<>]{0,300}src=[\"']?([^\"'\s<>]+)",
        text,
    )
    if not pictures or re.search(r"\w", plain(_IMAGE.sub("", text))):
        return False
    return all(
        re.search(
            r"(?i)badge|shields\.io|travis|codecov|opencollective|ko-fi|buymeacoffee",
            a or b,
        )
        for a, b in pictures
    )


def is_tail(text: str, *, is_answered: bool) -> bool:
    """Whether a paragraph says good-bye, sells something or speaks of rights."""
    bare = plain(text)
    if len(bare) >= 400:
        return False
    is_sentence = bool(re.search(r"[.。!！?？]$", bare))
    return bool(_TAIL.search(bare)) or (
        is_answered and not is_sentence and bool(_FAINT_TAIL.search(bare))
    )


def is_placeholder(text: str) -> bool:
    """Whether an answer only says that there is none yet."""
    bare = plain(text).strip()
    return len(bare) < 60 and bool(_PLACEHOLDER.fullmatch(bare))


def promises_questions(*names: str) -> bool:
    """Whether the title or file name of a document speaks of questions."""
    return any(_PRIOR.search(_words(name)) for name in names)


def may_promise_questions(*names: str) -> bool:
    """Whether it speaks of what questions are asked in: an interview, an exam."""
    return any(_FAINT_PRIOR.search(_words(name)) for name in names)


def _words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")


_TRAILING_REMARK = re.compile(r"\s*(?:[(（\[【]([^()（）\[\]【】]{1,40})[)）\]】])\s*$")
_LEADING_REMARK = re.compile(r"^\s*[【\[(（]([^()（）\[\]【】]{1,20})[)）\]】]\s*")


def remarks(title: str) -> tuple[str, tuple[str, ...]]:
    """Return a title without remarks such as ``(重点,经常问)``, and the remarks."""
    found: list[str] = []
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
