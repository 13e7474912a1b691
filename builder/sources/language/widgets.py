"""What pages say around their questions: before them, behind them, beside them."""

from __future__ import annotations

from builder.sources.language.wording import Phrases, examples, phrases

_OPENINGS: Phrases = (
    (
        "got (?:any |a )?questions?",
        *examples(
            "Got questions? | Got a question? | got any question | "
            "Got questions? We’ve got answers. | Got questions? We've got answers | "
            "Got questions? We have answers! | Got questions? Here are our answers | "
            "Got questions? Find your answer here"
        ),
    ),
    (
        "have (?:any |a )?questions?",
        *examples("Have questions? | Have a question? | Have any questions?"),
    ),
    "you have questions",
    (
        "(?:your |top |common )?questions?,? answered",
        *examples(
            "Questions answered | Your questions, answered | "
            "Top questions answered | Common questions answered | Question, answered"
        ),
    ),
    (
        "you ask(?:ed)?,? we answer(?:ed)?",
        "You ask, we answer",
        "You asked we answered",
    ),
    (
        "有(?:任何)?(?:疑问|问题)[?？,，!！]?我们?来?(?:解答|回答)",
        *examples("有疑问？我们来解答 | 有任何问题，我来回答"),
    ),
)
# Before the questions of a page, on a line of their own or with a promise behind them.
OPENS_QUESTIONS = phrases("opening", *_OPENINGS, around=r"\A\W*(?:{})\b")
ONLY_OPENS_QUESTIONS = phrases(
    "opening alone",
    *_OPENINGS,
    around=r"\A\W*(?:{})\b\W*(?:(?:we(?:['’])?(?:ve| have)|here are|find)\b.{0,40}answers?"
    r".{0,20})?\W*\Z",
)
ENDS_QUESTIONS = phrases(
    "end of the questions",
    (
        "(?:do you )?(?:still )?(?:have|got) (?:any |a |some )?"
        "(?:more|other|another|further) questions?",
        *examples(
            "Do you have any other questions? | Got more questions? | "
            "Have a further question? | have some other questions | "
            "Do you still have another question"
        ),
    ),
    (
        "still (?:have|got) (?:a |any |some |more |other )*(?:questions?|doubts)",
        *examples(
            "Still have questions? | Still got a question? | still have any doubts | "
            "Still have more doubts | still got other doubts | "
            "Still have some questions"
        ),
    ),
    (
        "still (?:need help|stuck|unsure|confused)",
        *examples("Still need help? | Still stuck? | Still unsure? | still confused"),
    ),
    (
        "(?:can(?:'|’|no)?t|couldn(?:'|’)?t|did(?:n(?:'|’)t| not)|don(?:'|’)t) "
        r"(?:you )?(?:find|see) (?:what|the|your|an)\b",
        *examples(
            "Can't find what you need? | Can’t see the answer | "
            "Cannot find your question | Couldn't find an answer | "
            "Couldn’t find an answer | Didn't find the answer | "
            "Didn’t find the answer | Did not find the answer | "
            "Don't see your question | Don’t you see your question"
        ),
    ),
    (
        "need (?:some |any )?(?:more |further |additional |extra )"
        "(?:help|information|assistance)",
        *examples(
            "Need more help? | Need some further information | "
            "need any additional help | Need extra assistance"
        ),
    ),
    (
        "no (?:matching )?(?:questions?|results?|faqs?|answers?|matches) "
        "(?:were |was )?found",
        *examples(
            "No questions found | No matching results were found | "
            "No FAQ was found | no answers found | No matches found"
        ),
    ),
    (
        r"(?:was|is|did|were|are) (?:this|these|our|the above)(?: \w+){0,3} "
        "(?:helpful|useful|help you|answer your question)",
        *examples(
            "Was this helpful? | Is this page useful? | Did this article help you? | "
            "Were these answers helpful? | Are our answers useful? | "
            "Did the above answer your question?"
        ),
    ),
    (
        r"did you find (?:this|what|the)\b",
        *examples(
            "Did you find this useful | Did you find what you need | "
            "did you find the answer"
        ),
    ),
    (
        "how (?:can|could) we (?:improve|make) this",
        *examples("How can we improve this page | How could we make this better"),
    ),
    (r"rate this \w+", "Rate this page"),
    (
        "没有?找到(?:您|你)?(?:想要|需要)?的?(?:答案|问题|内容)",
        *examples("没有找到您想要的答案 | 没找到你需要的内容 | 没有找到问题"),
    ),
    (
        "(?:未|没)能?解决(?:您|你)的问题",
        *examples("未能解决您的问题 | 没解决你的问题"),
    ),
    (
        "(?:您|你)?(?:还有|仍有|有其[他它])(?:其[他它]|别的|任何|更多)?(?:疑问|问题)",
        *examples(
            "您还有其他疑问 | 你仍有别的问题 | 有其他问题 | 还有任何疑问 | 还有更多问题"
        ),
    ),
    (
        "需要(?:更多|其他|进一步)的?帮助",
        *examples("需要更多帮助 | 需要其他帮助 | 需要进一步的帮助"),
    ),
    (
        "(?:以上|本文|此|这篇|这个|该|本)?(?:内容|文章|页面|答案|回答|文档|页)?(?:对[您你])?"
        "(?:是否|有没有)?有?所?帮助(?:了?吗|[?？])",
        *examples(
            "以上内容对您是否有帮助？ | 本文有帮助吗 | 此页面对你有没有帮助？ | "
            "该答案有所帮助吗 | 以上回答帮助了吗 | 该文档有帮助吗 | 本页有帮助吗 | "
            "该文章有帮助吗 | 这篇文章有帮助吗 | 这个页面有帮助吗"
        ),
    ),
    (
        "这(?:篇|个|条)?(?:内容|文章|页面|答案|回答|文档)?对[您你]?(?:是否|有没有)?有?(?:所)?"
        "(?:帮助|用)",
        *examples(
            "这篇文章对您有帮助 | 这个页面对你是否有用 | 这条回答对您有没有用 | "
            "这内容对你有所帮助 | 这个答案对您有用 | 这篇文档对您有用"
        ),
    ),
    around=r"\A\W*(?:{})",
)
RELATED = phrases(
    "related",
    (
        "related (?:questions?|articles?|posts?|topics?|faqs?|links?|content|pages?|"
        "reading)",
        *examples(
            "Related questions | Related articles | related posts | Related topics | "
            "Related FAQ | Related link | Related content | Related pages | "
            "Related reading"
        ),
    ),
    ("people also ask(?:ed)?", "People also ask", "People also asked"),
    (
        "(?:more|popular|recent|top|trending|similar|other|latest|hot|linked) "
        "(?:questions?|articles?|posts?|faqs?|topics?)(?: (?:from|on|in|like) .{0,40})?",
        *examples(
            "More questions | Popular articles | Recent posts | Top FAQs | "
            "Trending topics | Similar questions | Other articles from Ann | "
            "Latest posts on tides | Hot questions in ports | Linked posts like this"
        ),
    ),
    (
        "you (?:may|might) also (?:like|be interested in)",
        *examples("You may also like | You might also be interested in"),
    ),
    "on this page",
    "in this article",
    "quick links",
    (
        "相关(?:问题|推荐|文章|阅读|链接|题目|内容)",
        *examples(
            "相关问题 | 相关推荐 | 相关文章 | 相关阅读 | 相关链接 | 相关题目 | 相关内容"
        ),
    ),
    (
        "猜(?:你|您)(?:喜欢|想看|想问)",
        *examples("猜你喜欢 | 猜您想看 | 猜你想问"),
    ),
    (
        "(?:热门|最新|其他|推荐)(?:问题|文章|推荐|阅读)",
        *examples("热门问题 | 最新文章 | 其他推荐 | 推荐阅读"),
    ),
    (
        "大家(?:都|还)在(?:问|看|搜)",
        *examples("大家都在问 | 大家还在看 | 大家都在搜"),
    ),
    around=r"\A\W*(?:{})\W*\Z",
)
COMMENTS = phrases(
    "comments",
    (
        r"\d+ (?:comments?|replies|responses|thoughts on\b.*)",
        *examples("3 comments | 2 replies | 5 Responses | 7 thoughts on “Tides”"),
    ),
    (r"(?:comments?|replies) ?[(（]\d+[)）]", "Comments (3)", "Replies（2）"),
    ("leave a (?:reply|comment)", "Leave a reply", "Leave a comment"),
    "post a comment",
    (
        "(?:reader|user)s?(?:'|’)? comments?",
        *examples(
            "Reader comments | User comment | readers' comments | Users’ comments"
        ),
    ),
    "join the discussion",
    (
        r"(?:全部|网友|用户|最新|精彩|热门)?评论(?: ?[(（]\d+[)）]| ?\d+ ?条?|列表|区)",
        *examples(
            "全部评论(3) | 网友评论区 | 用户评论列表 | 最新评论 3 条 | 精彩评论区 | "
            "热门评论（12） | 评论列表"
        ),
    ),
    (r"\d+ ?条?评论", "12 条评论"),
    (
        "(?:发表|网友|全部|用户)评论",
        *examples("发表评论 | 网友评论 | 全部评论 | 用户评论"),
    ),
    around=r"\A\W*(?:{})\W*\Z",
)
STAMPS = phrases(
    "stamp",
    (
        r"(?:page )?last (?:updated?|modified|edited|reviewed|changed)\b",
        *examples(
            "Last updated: today | Page last modified | Last update | last edited | "
            "Last reviewed | last changed"
        ),
    ),
    (
        "(?:最后|最近|上次)(?:更新|编辑|修改)",
        *examples("最后更新 | 最近编辑 | 上次修改"),
    ),
    (
        r"(?:更新|发布|发表)(?:时间|日期|于)\W*\d",
        *examples("更新时间：2020 | 发布日期：2020 | 发表于 2020"),
    ),
    around=r"\A\W*(?:{})",
)
EDITS = phrases(
    "button of a page",
    (
        "edit(?: (?:this )?(?:page|section|source|on (?:github|gitlab)))?",
        *examples(
            "Edit | Edit this page | edit section | Edit source | Edit on GitHub | "
            "Edit this on GitLab"
        ),
    ),
    "improve this page",
    ("view (?:page )?source", "View source", "View page source"),
    ("suggest (?:an )?edits?", "Suggest edits", "Suggest an edit"),
    "permalink",
    (
        "copy(?: (?:link|code|snippet))?",
        *examples("Copy | Copy link | Copy code | copy snippet"),
    ),
    ("copied!?", "Copied!"),
    "run code",
    ("try it(?: yourself)?", "Try it", "Try it yourself"),
    ("复制(?:代码|链接)?", "复制", "复制代码", "复制链接"),
    ("编辑(?:此页|本页|页面)?", *examples("编辑 | 编辑此页 | 编辑本页 | 编辑页面")),
    (
        "在 ?github ?上编辑(?:此页|本页)?",
        *examples("在 GitHub 上编辑此页 | 在GitHub上编辑本页 | 在 GitHub 上编辑"),
    ),
    around=r"\A\W*(?:{})\W*\Z",
)
