"""Headings that ask nothing: parts without a question, contents, groups of questions."""

from __future__ import annotations

import re

from builder.sources.language.asking import asks_by_words
from builder.sources.language.plain import plain, without_number
from builder.sources.language.wording import examples, phrases

_LONGEST = 100
_WHOLE = r"\A(?:{})\Z"

# Headings of parts that nobody learns from.
PARTS = phrases(
    "part",
    "目录",
    "目次",
    ("(?:文章|本文)目录", "文章目录", "本文目录"),
    "导航",
    "索引",
    "前言",
    "序言",
    "序",
    "引言",
    ("写在前面(?:的话)?", "写在前面", "写在前面的话"),
    "写在最后",
    "写在后面",
    "结语",
    "结束语",
    "后记",
    "最后",
    ("(?:全文)?总结", "总结", "全文总结"),
    ("(?:本章)?小结", "小结", "本章小结"),
    (
        "参考(?:资料|文献|链接|文章)?",
        *examples("参考 | 参考资料 | 参考文献 | 参考链接 | 参考文章"),
    ),
    ("(?:推荐|延伸|扩展)阅读", "推荐阅读", "延伸阅读", "扩展阅读"),
    (
        "相关(?:文章|阅读|推荐|链接|资源|内容|标签)",
        *examples(
            "相关文章 | 相关阅读 | 相关推荐 | 相关链接 | 相关资源 | 相关内容 | 相关标签"
        ),
    ),
    ("热门(?:文章|推荐|标签)", "热门文章", "热门推荐", "热门标签"),
    ("最新(?:文章|评论)", "最新文章", "最新评论"),
    "猜你喜欢",
    "大家都在看",
    "友情链接",
    "文章标签",
    ("[上下]一篇", "上一篇", "下一篇"),
    ("分享到?", "分享", "分享到"),
    ("评论(?:区|列表)?", "评论", "评论区", "评论列表"),
    "发表评论",
    "公众号",
    "打赏",
    "交流群",
    "赞助",
    ("(?:版权|免责)?声明", "声明", "版权声明", "免责声明"),
    ("许可证?", "许可", "许可证"),
    "更新日志",
    "更新记录",
    ("贡献(?:者|指南)?", "贡献", "贡献者", "贡献指南"),
    "如何贡献",
    ("关于(?:作者|我|本站|我们)", *examples("关于作者 | 关于我 | 关于本站 | 关于我们")),
    ("联系(?:方式|我们|我)", "联系方式", "联系我们", "联系我"),
    "使用说明",
    "阅读指南",
    "项目介绍",
    ("Star ?趋势", "Star 趋势", "Star趋势"),
    (
        "(?:没有|没)找到(?:想要的|您要的|你要的)?答案",
        *examples(
            "没有找到答案 | 没找到想要的答案 | 没有找到您要的答案 | 没有找到你要的答案"
        ),
    ),
    ("还有(?:其他)?(?:问题|疑问)", "还有问题", "还有其他疑问"),
    ("这?(?:对您|对你)?有帮助吗", "这有帮助吗", "对您有帮助吗", "对你有帮助吗"),
    "题目",
    "问题",
    "面试题",
    ("(?:练)?习题", "习题", "练习题"),
    ("(?:table of )?contents?", "Contents", "Content", "Table of Contents"),
    "toc",
    "index",
    "quick links",
    "on this page",
    "in this article",
    "preface",
    "foreword",
    "introduction",
    "conclusion",
    "wrapping up",
    ("final (?:thoughts|words)", "Final Thoughts", "final words"),
    "summary",
    (
        r"about(?: (?:this|the author|us|me)[\w ]*)?",
        *examples("About | About this site | about the author | about us | about me"),
    ),
    ("authors?", "Author", "Authors"),
    ("contact(?: us)?", "Contact", "Contact us"),
    ("references?", "Reference", "References"),
    "bibliography",
    ("resources?", "Resource", "Resources"),
    "useful links",
    ("(?:further|recommended) reading", "Further reading", "recommended reading"),
    (
        "related (?:posts?|articles?|links?|resources?|content|reading)",
        *examples(
            "Related post | related articles | Related links | Related resources | "
            "related content | related reading"
        ),
    ),
    "you may also like",
    "more questions",
    ("(?:popular|recent) posts", "Popular posts", "Recent posts"),
    "categories",
    "tags",
    "archives",
    "navigation",
    "menu",
    "advertisement",
    "community",
    "newsletter",
    "subscribe",
    "feedback",
    ("comments?", "Comment", "Comments"),
    ("leave a (?:reply|comment)", "Leave a reply", "Leave a comment"),
    (
        "share(?: this)?(?: post| article)?",
        *("Share", "Share this post", "share article"),
    ),
    ("licen[cs]e", "License", "Licence"),
    "copyright",
    "disclaimer",
    "code of conduct",
    ("change ?log", "Changelog", "Change log"),
    "roadmap",
    (
        "contribut(?:e|ing|ors?|ions?)",
        *examples("Contribute | Contributing | Contributors | Contribution"),
    ),
    "how to contribute",
    ("acknowledge?ments?", "Acknowledgements", "acknowledgment"),
    ("credits?", "Credits", "Credit"),
    (
        "support(?: (?:us|me|this project))?",
        *examples("Support | Support us | support me | Support this project"),
    ),
    ("(?:our )?sponsors", "Sponsors", "Our sponsors"),
    "sponsor",
    ("donat(?:e|ions?)", "Donate", "Donation", "Donations"),
    "backers",
    "star history",
    "stargazers",
    ("translations?", "Translation", "Translations"),
    "prerequisites",
    (r"how to use(?: this[\w ]*)?", "How to use", "How to use this guide"),
    "getting started",
    "installation",
    "quick start",
    "usage",
    (
        "why (?:this|the) (?:repo(?:sitory)?|project|guide|book)",
        *examples(
            "Why this repo | why the repository | Why this project | "
            "why this guide | Why the book"
        ),
    ),
    ("faqs?", "FAQ", "FAQs"),
    ("q ?& ?a", "Q&A", "Q & A"),
    (
        "(?:interview |sample |practice |quiz )?questions",
        *examples(
            "Questions | Interview questions | Sample questions | "
            "practice questions | Quiz questions"
        ),
    ),
    (
        r"(?:[\w.+#]+ )?(?:interview |sample |practice |quiz )?questions? (?:and|&) "
        "answers?",
        *examples(
            "Question and answer | Harbour interview questions & answers | "
            "sample questions and answers | Harbour sample questions and answers | "
            "Tides practice questions and answers | "
            "harbour quiz questions and answers"
        ),
    ),
    (
        r"(?:still |do you )?(?:have|got) (?:any |more |other )?questions\b.{0,40}",
        *examples(
            "Still have questions? | Do you have any questions | "
            "Got more questions? Write to us | have other questions"
        ),
    ),
    "no questions found",
    (
        "(?:didn't|did not|can't|cannot) find.{0,50}",
        *examples(
            "Didn't find your question | did not find it | Can't find an answer | "
            "cannot find it"
        ),
    ),
    (
        "was this (?:page|article|answer)? ?helpful",
        *examples(
            "Was this helpful | was this page helpful | Was this article helpful | "
            "was this answer helpful"
        ),
    ),
    around=_WHOLE,
)
CONTENTS_HEADINGS = phrases(
    "contents",
    "目录",
    "目次",
    ("(?:文章|本文)目录", "文章目录", "本文目录"),
    "索引",
    ("(?:题目|问题)列表", "题目列表", "问题列表"),
    ("questions? (?:list|index)", "Question list", "questions index"),
    ("list of (?:all )?questions", "List of questions", "List of all questions"),
    ("(?:table of )?contents?", "Contents", "Content", "Table of Contents"),
    "toc",
    "index",
    "quick links",
    "on this page",
    "in this article",
    around=_WHOLE,
)
# Headings of groups of questions.
GROUPS = phrases(
    "group",
    (
        r"[\w.+#/&' -]{0,70}\bquestions",
        *examples(
            "Questions | Harbour interview questions | General Questions: | "
            "Questions (part two)"
        ),
    ),
    (
        "questions? (?:about|on|for|regarding|related to|based on)"
        r"\b[\w.+#/&' -]{0,60}",
        *examples(
            "Questions about tides | Question on tides | questions for pilots | "
            "questions regarding tides | questions related to tides | "
            "questions based on charts"
        ),
    ),
    (r"[\w.+#/ -]{0,40}\bq\s?&\s?a", "Harbour Q&A", "Q & A"),
    (
        ".{0,21}(?:题库|真题|试题|练习题|选择题|判断题|简答题|填空题|问答题|论述题|计算题"
        "|分析题|名词解释|应用题|综合题)",
        *examples(
            "航海面试题 | 题库 | 历年真题 | 试题 | 练习题（第二部分） | 选择题 | "
            "判断题 | 简答题 | 填空题 | 问答题 | 论述题 | 计算题 | 分析题 | "
            "名词解释 | 应用题 | 综合题"
        ),
    ),
    around=r"\A(?:{})\s*(?:[(（【\[][^()（）]{0,40}[)）】\]])?\W*\Z",
)
# Lines above links to other pages.
LINKS = phrases(
    "links",
    (
        "相关(?:文章|阅读|推荐|链接|问题|内容)",
        *examples("相关文章 | 相关阅读 | 相关推荐 | 相关链接 | 相关问题 | 相关内容"),
    ),
    ("(?:推荐|延伸)阅读", "推荐阅读", "延伸阅读"),
    "猜你喜欢",
    "大家都在看",
    ("热门(?:文章|推荐|问题)", "热门文章", "热门推荐", "热门问题"),
    "最新文章",
    (
        "(?:related|popular|recent|recommended|similar|more|other|top) "
        "(?:articles?|posts?|reading|stories|links|tutorials?|pages?)",
        *examples(
            "Related articles | Popular posts | recent article | "
            "recommended reading | Similar stories | More links | other tutorials | "
            "Top pages"
        ),
    ),
    "related questions",
    "you may also like",
    "people also ask",
    "see also",
    "read next",
    "also read",
    around=_WHOLE,
)

# The head of a column of pages: a table with one is an index.
PAGES = phrases(
    "column of pages",
    (
        r"pages?(?: n(?:o|umber)s?\.?)?",
        *examples("Page | pages | Page no. | page numbers"),
    ),
    (r"pp?\.?", "p.", "pp."),
    ("页码?数?", "页码", "页", "页数"),
    ("頁", "頁"),
    ("ページ", "ページ"),
    ("쪽|페이지", "쪽", "페이지"),
    ("seiten?", "Seite", "Seiten"),
    (r"стр(?:аница|\.)?", "Страница", "стр."),
    ("p[áa]ginas?", "Página", "pagina"),
    ("strona|stran[aé]", "Strona", "strana"),
    ("sid[ae]r?n?", "Sida", "side"),
    ("sayfa", "Sayfa"),
    ("oldal", "Oldal"),
    ("σελίδα", "Σελίδα"),
    ("صفحة|صفحه", "صفحة", "صفحه"),
    ("पृष्ठ", "पृष्ठ"),
    ("halaman", "Halaman"),
    ("trang", "Trang"),
    around=_WHOLE,
)

# They sum up an answer that goes over a whole document, and belong to it.
SUMMARIES = phrases(
    "summary", "总结", "小结", "结论", ("summary", "In summary"), "conclusion"
)
# What stands below a heading of a section and leads up to its questions.
INTRODUCTIONS = phrases(
    "introduction",
    (r"questions?\b", "Some questions", "One question of tides"),
    (r"\b(?:section|part|chapter)\b", "In this section", "A part", "this chapter"),
    (r"\bcovers?\b", "It covers tides", "These cover tides"),
    "below",
    "following",
    "问题",
    "本节",
    "本章",
    "部分",
    "以下",
    "如下",
    "面试题",
    ("[:：]$", "Tides:", "潮汐："),
)


def is_boilerplate(title: str) -> bool:
    """Whether a heading names a part that no reader learns from."""
    if len(title) > _LONGEST:
        return False
    bare = _bare(without_number(plain(title)))
    return PARTS.holds(re.sub(r"^附录?\s*[:：]?\s*", "", bare))


def is_contents(title: str) -> bool:
    """Whether a heading announces a table of contents."""
    return CONTENTS_HEADINGS.holds(_bare(plain(title)))


def names_group(title: str) -> bool:
    """Whether a heading names a group of questions: ``General Questions:``."""
    bare = without_number(plain(title)).strip()
    if re.search(r"[?？]", bare) or asks_by_words(bare):
        return False
    return GROUPS.holds(bare)


def heads_pages(text: str) -> bool:
    """Whether a column of this name holds the numbers of pages."""
    return PAGES.holds(plain(text).strip())


def heads_links(text: str) -> bool:
    """Whether a line stands above links to other pages: *Related articles*."""
    return LINKS.holds(plain(text).strip(" :：#*-—"))


def _bare(title: str) -> str:
    return re.sub(r"^[\W_]+|[\W_]+$", "", title)
