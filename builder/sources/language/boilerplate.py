"""What stands around questions in two languages: headings of no use, buttons, farewells.

Each table is a list of phrases, compiled as one pattern; a phrase may be a small
pattern of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.sources.language.wording import IMAGE, asks_by_words, plain, without_number

_BADGES = re.compile(
    r"(?i)badge|shields\.io|travis|codecov|opencollective|ko-fi|buymeacoffee"
)


def _any_of(phrases: Iterable[str], around: str = "(?:{})") -> re.Pattern[str]:
    return re.compile("(?i)" + around.replace("{}", "|".join(phrases), 1))


# Headings of parts that nobody learns from.
_HEADINGS = _any_of(
    (
        "目录|目次|文章目录|本文目录|导航|索引",
        "前言|序言|序|引言|写在前面(?:的话)?|写在最后|写在后面|结语|结束语|后记|最后",
        "总结|小结|全文总结|本章小结",
        "参考(?:资料|文献|链接|文章)?|推荐阅读|延伸阅读|扩展阅读",
        "相关(?:文章|阅读|推荐|链接|资源|内容|标签)|热门(?:文章|推荐|标签)|最新(?:文章|评论)",
        "猜你喜欢|大家都在看|友情链接|文章标签|上一篇|下一篇|分享到?",
        "评论(?:区|列表)?|发表评论|公众号|打赏|交流群|赞助",
        "版权声明|免责声明|声明|许可证?|更新日志|更新记录",
        "贡献(?:者|指南)?|如何贡献|关于(?:作者|我|本站|我们)|联系(?:方式|我们|我)",
        "使用说明|阅读指南|项目介绍|Star ?趋势",
        "(?:没有|没)找到(?:想要的|您要的|你要的)?答案|还有(?:其他)?(?:问题|疑问)|这?(?:对您|对你)?有帮助吗",
        "题目|问题|面试题|习题|练习题",
        "(?:table of )?contents?|toc|index|quick links|on this page|in this article",
        "preface|foreword|introduction|conclusion|wrapping up|final (?:thoughts|words)",
        r"summary|about(?: (?:this|the author|us|me)[\w ]*)?|authors?|contact(?: us)?",
        "references?|bibliography|resources?|useful links|further reading",
        "recommended reading|related (?:posts?|articles?|links?|resources?|content|reading)",
        "you may also like|more questions|popular posts|recent posts|categories|tags",
        "archives|navigation|menu|advertisement|community|newsletter|subscribe|feedback",
        "comments?|leave a (?:reply|comment)|share(?: this)?(?: post| article)?",
        "licen[cs]e|copyright|disclaimer|code of conduct|change ?log|roadmap",
        "contribut(?:e|ing|ors?|ions?)|how to contribute|acknowledge?ments?|credits?",
        "support(?: (?:us|me|this project))?|sponsors?|our sponsors|donat(?:e|ions?)",
        "backers|star history|stargazers|translations?|prerequisites",
        r"how to use(?: this[\w ]*)?|getting started|installation|quick start|usage",
        "why (?:this|the) (?:repo(?:sitory)?|project|guide|book)",
        "faqs?|q ?& ?a|(?:interview |sample |practice |quiz )?questions",
        r"(?:[\w.+#]+ )?(?:interview |sample |practice |quiz )?questions? (?:and|&) answers?",
        r"(?:still |do you )?(?:have|got) (?:any |more |other )?questions\b.{0,40}",
        "no questions found|(?:didn't|did not|can't|cannot) find.{0,50}",
        "was this (?:page|article|answer)? ?helpful",
    )
)
_CONTENTS = _any_of(
    (
        "目录|目次|文章目录|本文目录|索引|题目列表|问题列表",
        "questions? (?:list|index)|list of (?:all )?questions",
        "(?:table of )?contents?|toc|index|quick links|on this page|in this article",
    )
)
# Headings of groups of questions.
_GROUPS = _any_of(
    (
        r"[\w.+#/&' -]{0,60}\b"
        "(?:interview |quiz |practice |general |common |technical )?questions",
        "questions? (?:about|on|for|regarding|related to|based on)"
        r"\b[\w.+#/&' -]{0,60}",
        r"[\w.+#/ -]{0,40}\bq\s?&\s?a",
        ".{0,20}(?:面试题|题库|真题|试题|练习题|选择题|判断题|简答题|填空题|问答题|论述题|计算题"
        "|分析题|名词解释|应用题|综合题)",
    ),
    r"(?:{})\s*(?:[(（【\[][^()（）]{0,40}[)）】\]])?\W*",
)
_NETWORK = (
    "facebook|twitter|linkedin|reddit|whatsapp|email|x|telegram|share|tweet|copy link"
)
_PRAISE = "点赞|收藏|分享|转发|评论|关注|举报|赞|在看"
# Buttons and links that are a piece of their own.
_BUTTONS = _any_of(
    (
        r"(?:back|return|go|jump|scroll)\s*(?:to|up)*\s*(?:the\s*)?"
        "(?:top|toc|table of contents?|contents?|index|start|menu|list|questions)"
        r"(?:\s+of page)?",
        "返回(?:目录|顶部|首页|页首)|回到(?:目录|顶部|首页|页首)|回顶部|back2top|top",
        r"advertisements?|sponsored(?: content| links)?|ad|广告|\d+\.\d+\s*分",
        "(?:share|tweet|pin it|like|follow|email|print|save|reply|edit|copy|copied!?)"
        rf"(?: this| on| to)?(?:\W*(?:{_NETWORK}))*",
        f"(?:{_PRAISE}|复制|展开全文|阅读全文|展开阅读全文|收起)"
        rf"(?:\W*(?:{_PRAISE}|到|微信|微博|qq空间|qq))*",
    ),
    r"(?:\W|\b)*(?:{})\W*",
)
_ADVERT = _any_of(
    ("广告|推广|赞助商?|sponsor(?:ed)?(?: by)?|advertisement|ad",),
    r"\W*(?:{})\s*[:：|]",
)
_ABOVE_LINKS = _any_of(
    (
        "相关(?:文章|阅读|推荐|链接|问题|内容)|推荐阅读|猜你喜欢|大家都在看|热门(?:文章|推荐|问题)",
        "最新文章|延伸阅读",
        "(?:related|popular|recent|recommended|similar|more|other|top) "
        "(?:articles?|posts?|reading|stories|links|tutorials?|pages?)|related questions",
        "you may also like|people also ask|see also|read next|also read",
    )
)
_LINK_ALONE = re.compile(r"\W*\[[^\[\]]+\]\([^()\s]+\)\W*")
_SELLS = _any_of(
    (
        r"\d+ ?% off|discount|enroll|courses?\b|masterclass|bootcamp|newsletter|utm_",
        "优惠|限时|课程|领取|加群|训练营|秒杀",
    )
)
# What ends a document, and an answer with it.
_FAREWELLS = _any_of(
    (
        "到此这篇|本文(?:转载|转自|作者|链接|地址|来源|由|首发|章来自)",
        "^版权声明|版权所有|转载请|^著作权|未经(?:许可|授权)",
        "扫码|扫描.{0,6}二维码|关注.{0,12}公众号|欢迎(?:关注|扫码|加入|star)",
        "(?:如果|觉得).{0,20}(?:点个赞|点赞|star|有帮助|关注|收藏)|喜欢的话|展开阅读全文",
        "^(?:相关(?:文章|阅读|推荐|内容)|推荐阅读|猜你喜欢|热门推荐|大家都在看)$",
        "试卷.{0,6}结束|到此结束|祝.{0,12}(?:顺利|成功|愉快|好运|进步)",
        r"^第\s*\d+\s*页|^\W*(?:完|全文完)\W*$",
        r"^(?:上一篇|下一篇|上一章|下一章|previous|next)\s*[:：]",
        r"^posted @|阅读\s*[(（]\d+[)）]\s*评论",
        r"^(?:打印|更新|发布|发表|整理|修改)(?:时间|日期|于)\s*[:：]",
        r"^\W*(?:the end|end of (?:the )?(?:file|document|faq|text|quiz|test|exam|page)|eof)\b",
        r"all rights reserved|^(?:©|\(c\)\s|copyright\s+(?:\(c\)|©|\d))",
        "(?:licensed|distributed|released) under|creative commons",
        r"(?:text|content)\W+public domain|^(?:made|built|powered) (?:with|by)\b",
        "^(?:related (?:posts?|articles?)|you may also like)$",
        r"\b(?:subscribe|sign up)\b.{0,40}\b(?:newsletter|channel|updates)",
        "buy me a coffee|(?:give|leave) (?:it|this|us|me)?.{0,20}(?:⭐|a star)",
        "star (?:this|the) repo|follow (?:me|us) on|leave a comment|join our|check out our",
        "happy (?:coding|learning|interviewing|hacking)|good luck (?:with|on|in)",
        "thanks? (?:you )?for reading|(?:that's|that is) (?:it|all)(?: for| folks)",
        "hope (?:this|you).{0,30}(?:help|enjoy|useful)",
        "still have (?:a )?questions|didn't find",
    )
)
# They end an answer; where there is none yet they may begin it.
_FAINT_FAREWELLS = _any_of(
    (
        "(?:相关(?:文章|阅读|推荐|内容)|推荐阅读|猜你喜欢|上一篇|下一篇|声明|文章标签|标签"
        r"|分类|来源|作者|原文链接|阅读量?|点击量|发布(?:于|时间))\s*[:：]",
        r"copyright\b",
        "(?:posted (?:in|on|by)|filed under|tagged|tags|share this|about the author"
        "|related (?:posts?|articles?)|(?:previous|next)(?: (?:post|article|page))?"
        r"|see also|written by)\b\W*(?:[:：]|$)",
    ),
    "^(?:{})",
)
_PLACEHOLDERS = _any_of(
    (
        r"(?:不懂|不会|暂时?|还)?[\s,，。、]*(?:未完(?:成|待续)?"
        "|待(?:补充|完善|更新|续|完成|整理|解答|回答|定)"
        "|暂无(?:答案|内容|解答|回答)?|暂缺|略|无|没有答案|补充中|整理中|更新中|持续更新中?"
        "|占位|空|不懂|不会|不知道|先占个?坑|稍后(?:补充|更新))",
        "todo|to[- ]?do|tbd|tba|tbc|wip|n/?a|fixme|pending|(?:work )?in progress",
        "coming soon|placeholder|under construction|unanswered|none|help wanted",
        "to be (?:completed|done|added|continued|determined|written|updated|filled)"
        "(?: in| soon| later| out)?",
        "(?:add|write|fill|insert|put|your)(?: in)?(?: (?:your|the|an))? answer(?: here)?",
        "(?:no|not) (?:answer(?:ed)?|available)(?: yet)?",
        "not yet (?:written|answered|available)",
        "answer (?:coming soon|pending|needed|me|here)",
        r"\?+|-+|\.+|…+",
    ),
    r"[\W_]*(?:{})(?:[\s\W_]*(?:未完|待补充|待完善|todo|tbd|soon|yet))*[\W_]*",
)
# ``TODO: find the paper``, ``To be completed (waiting for …)``.
_EXPLAINED_PLACEHOLDERS = _any_of(
    ("todo|tbd|fixme|未完成?|待补充|待完善|to be (?:completed|done|added|written)",),
    r"[\W_]*(?:{})\s*[:：(（,，]",
)
_PROMISES = _any_of(
    (
        r"question|\bfaqs?\b|q\s*&\s*a|\bqa\b|\bquiz|exam\b|trivia|flash ?cards?|assessment",
        "题|问答|问题|八股|自测|必问|必会|考点|答疑|q_a",
    )
)
_DENIALS = _any_of(
    (
        "会议(?:纪要|记录)|周报|月报|日报|复盘|教程|更新日志|发布说明",
        r"meeting (?:notes|minutes)|\bminutes\b|post ?mortem|retrospective|tutorial",
        "change ?log|release notes|news(?:letter)?|blog post|essay",
    )
)
_FAINT_PROMISES = _any_of(("interview|面试|mianshi|常见|考前|复习|review|study guide",))


def is_boilerplate(title: str) -> bool:
    """Whether a heading names a part that no reader learns from."""
    if len(title) > 100:
        return False
    bare = re.sub(r"^[\W_]+|[\W_]+$", "", without_number(plain(title)))
    bare = re.sub(r"^附录?\s*[:：]?\s*", "", bare)
    return bool(_HEADINGS.fullmatch(bare))


def is_contents(title: str) -> bool:
    """Whether a heading announces a table of contents."""
    bare = re.sub(r"^[\W_]+|[\W_]+$", "", plain(title))
    return bool(_CONTENTS.fullmatch(bare))


def names_group(title: str) -> bool:
    """Whether a heading names a group of questions: ``General Questions:``."""
    bare = without_number(plain(title)).strip()
    if re.search(r"[?？]", bare) or asks_by_words(bare):
        return False
    return bool(_GROUPS.fullmatch(bare))


def heads_links(text: str) -> bool:
    """Whether a line stands above links to other pages: *Related articles*."""
    return bool(_ABOVE_LINKS.fullmatch(plain(text).strip(" :：#*-—")))


def is_noise(text: str) -> bool:
    """Whether a short piece is a link to the top, an advertisement or a button."""
    if len(text) > 400:
        return False
    bare = plain(text)
    if _ADVERT.match(bare) or (_LINK_ALONE.fullmatch(text) and _SELLS.search(text)):
        return True
    if re.search(r"\d", bare) and re.search("[赞藏评转享]|(?i:like|share)", bare):
        bare = re.sub(r"\s*\d[\d,.]*\s*[万wWkK+]*", "", bare)
    if not re.search(r"\w", bare):
        has_picture = "![" in text or "<img" in text.lower()
        is_mark = bool(re.search(r"\[[\s\W]*\]\(#|href=[\"']#|[↑⬆↥🔝]", text))
        return is_mark or (not has_picture and bool(text.strip()) and bare == "")
    return bool(_BUTTONS.fullmatch(bare)) and not re.fullmatch(
        r"\W*\w{1,3}[.!]?\W*", bare
    )


def is_badges(text: str) -> bool:
    """Whether a paragraph is only badges of build servers and shops."""
    pictures = re.findall(
        r"!\[[^\[\]]{0,300}\]\(([^()]{0,500})\)|<img[^<>]{0,300}src=[\"']?([^\"'\s<>]+)",
        text,
    )
    if not pictures or re.search(r"\w", plain(IMAGE.sub("", text))):
        return False
    return all(_BADGES.search(one or other) for one, other in pictures)


def is_farewell(text: str, *, is_answered: bool) -> bool:
    """Whether a paragraph says good-bye, sells something or speaks of rights."""
    bare = plain(text)
    if len(bare) >= 400:
        return False
    is_sentence = bool(re.search(r"[.。!！?？]$", bare))
    return bool(_FAREWELLS.search(bare)) or (
        is_answered and not is_sentence and bool(_FAINT_FAREWELLS.search(bare))
    )


def is_placeholder(text: str) -> bool:
    """Whether an answer only says that there is none yet."""
    bare = plain(text).strip()
    if "\n" in text.strip() or len(bare) >= 60:
        return False
    return bool(_PLACEHOLDERS.fullmatch(bare) or _EXPLAINED_PLACEHOLDERS.match(bare))


def promises_questions(*names: str) -> bool:
    """Whether the title or file name of a document speaks of questions."""
    return any(_PROMISES.search(_words(name)) for name in names)


def may_promise_questions(*names: str) -> bool:
    """Whether it speaks of what questions are asked in: an interview, an exam."""
    return any(_FAINT_PROMISES.search(_words(name)) for name in names)


def denies_questions(*names: str) -> bool:
    """Whether a title or file name says that the document is something else."""
    return any(_DENIALS.search(_words(name)) for name in names)


def _words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")
