"""What ends a document, and an answer with it: thanks, rights, calls to follow."""

from __future__ import annotations

import re

from builder.sources.language.plain import plain
from builder.sources.language.wording import examples, phrases

# A paragraph of this length speaks of its subject.
_LONGEST = 399

FAREWELLS = phrases(
    "farewell",
    "到此这篇",
    (
        "本文(?:转载|转自|作者|链接|地址|来源|由|首发|章来自)",
        *examples(
            "本文转载于某处 | 本文转自某处 | 本文作者：某人 | 本文链接：x | "
            "本文地址：x | 本文来源：x | 本文由某人整理 | 本文首发于某处 | "
            "本文章来自某处"
        ),
    ),
    ("^版权声明", "版权声明：x"),
    "版权所有",
    "转载请",
    ("^著作权", "著作权归作者"),
    ("未经(?:许可|授权)", "未经许可不得转载", "未经授权"),
    "扫码",
    ("扫描.{0,6}二维码", "扫描下方二维码"),
    ("关注.{0,12}公众号", "关注我的公众号"),
    ("欢迎(?:关注|加入|star)", "欢迎关注", "欢迎加入", "欢迎star"),
    (
        "(?:如果|觉得).{0,20}(?:点个?赞|star|有帮助|关注|收藏)",
        *examples(
            "如果喜欢就点赞 | 觉得好点个赞 | 如果喜欢请 star | 觉得有帮助 | "
            "如果喜欢请关注 | 如果喜欢请收藏"
        ),
    ),
    "喜欢的话",
    "展开阅读全文",
    (
        "^相关(?:文章|阅读|推荐|内容)$",
        *examples("相关文章 | 相关阅读 | 相关推荐 | 相关内容"),
    ),
    ("^推荐阅读$", "推荐阅读"),
    ("^猜你喜欢$", "猜你喜欢"),
    ("^热门推荐$", "热门推荐"),
    ("^大家都在看$", "大家都在看"),
    ("试卷.{0,6}结束", "试卷到这里结束"),
    "到此结束",
    (
        "祝.{0,12}(?:顺利|成功|愉快|好运|进步)",
        *examples("祝考试顺利 | 祝你成功 | 祝学习愉快 | 祝大家好运 | 祝学习进步"),
    ),
    (r"^第\s*\d+\s*页", "第 3 页"),
    (r"^\W*(?:全文)?完\W*$", "（完）", "—— 全文完 ——"),
    (
        "^(?:[上下]一[篇章]|previous|next)\\s*[:：]",
        *examples(
            "上一篇：潮汐 | 下一篇：潮汐 | 上一章：潮汐 | 下一章：潮汐 | "
            "Previous: tides | Next: tides"
        ),
    ),
    ("^posted @", "posted @ 2020"),
    (r"阅读\s*[(（]\d+[)）]\s*评论", "阅读(12) 评论(3)"),
    (
        "^(?:打印|更新|发布|发表|整理|修改)(?:时间|日期|于)\\s*[:：]",
        *examples(
            "打印时间：早上 | 更新于：今天 | 发布日期：今天 | 发表于：今天 | "
            "整理时间：今天 | 修改时间：今天"
        ),
    ),
    (
        r"^\W*(?:the end|end of (?:the )?"
        r"(?:file|document|faq|text|quiz|test|exam|page)|eof)\b",
        *examples(
            "The End | End of file | --- End of the document --- | end of faq | "
            "End of text | End of quiz | End of the test | End of exam | "
            "End of page | EOF"
        ),
    ),
    "all rights reserved",
    (
        r"^(?:©|\(c\)\s|copyright\s+(?:\(c\)|©|\d))",
        *examples(
            "© 2020 Ann | (c) 2020 Ann | Copyright (c) Ann | Copyright © Ann | "
            "Copyright 2020"
        ),
    ),
    (
        "(?:licensed|distributed|released) under",
        "Licensed under MIT",
        "Is distributed under MIT",
        "released under MIT",
    ),
    "creative commons",
    (
        r"(?:text|content)\W+public domain",
        "Text: public domain",
        "content - public domain",
    ),
    (
        r"^(?:made|built|powered) (?:with|by)\b",
        "Made with love",
        "Built by Ann",
        "powered by a mill",
    ),
    ("^related (?:posts?|articles?)$", "Related posts", "related article"),
    ("^you may also like$", "You may also like"),
    (
        r"\b(?:subscribe|sign up)\b.{0,40}\b(?:newsletter|channel|updates)",
        "Subscribe to our newsletter",
        "sign up for updates",
        "Subscribe to my channel",
    ),
    "buy me a coffee",
    (
        "(?:give|leave) .{0,24}(?:⭐|a star)",
        "Give it a ⭐",
        "leave this a star",
    ),
    ("star (?:this|the) repo", "Star this repo", "star the repo"),
    ("follow (?:me|us) on", "Follow me on the sea", "follow us on land"),
    "leave a comment",
    "join our",
    "check out our",
    (
        "happy (?:coding|learning|interviewing|hacking)",
        *examples(
            "Happy coding! | happy learning | Happy interviewing | Happy hacking"
        ),
    ),
    (
        "good luck (?:with|on|in)",
        "Good luck with it",
        "good luck on it",
        "Good luck in it",
    ),
    ("thanks? (?:you )?for reading", "Thanks for reading", "Thank you for reading"),
    (
        "(?:that's|that is) (?:it|all)(?: for| folks)",
        "That's it for today",
        "That is all folks",
    ),
    (
        "hope (?:this|you).{0,30}(?:help|enjoy|useful)",
        "Hope this helps",
        "I hope you enjoyed it",
        "Hope this was useful",
    ),
    ("still have (?:a )?questions", "Still have questions", "still have a questions"),
    "didn't find",
)
# They end an answer; where there is none yet they may begin it.
FAINT_FAREWELLS = phrases(
    "faint farewell",
    (
        "相关(?:文章|阅读|推荐|内容)\\s*[:：]",
        *examples("相关文章：x | 相关阅读：x | 相关推荐：x | 相关内容：x"),
    ),
    ("(?:推荐阅读|猜你喜欢)\\s*[:：]", "推荐阅读：x", "猜你喜欢：x"),
    ("[上下]一篇\\s*[:：]", "上一篇：x", "下一篇：x"),
    (
        "(?:声明|来源|作者|原文链接)\\s*[:：]",
        *examples("声明：x | 来源：x | 作者：x | 原文链接：x"),
    ),
    ("(?:文章标签|标签|分类)\\s*[:：]", "文章标签：x", "标签：x", "分类：x"),
    ("(?:阅读量?|点击量)\\s*[:：]", "阅读：12", "阅读量：12", "点击量：12"),
    ("发布(?:于|时间)\\s*[:：]", "发布于：今天", "发布时间：今天"),
    (r"copyright\b", "Copyright Ann"),
    (
        r"(?:posted (?:in|on|by)|filed under|tagged|tags|written by)\b\W*(?:[:：]|$)",
        *examples(
            "Posted in: | posted on | Posted by | Filed under: | Tagged | Tags: x | "
            "Written by"
        ),
    ),
    (
        r"(?:share this|about the author|see also|related (?:posts?|articles?))\b"
        r"\W*(?:[:：]|$)",
        *examples(
            "Share this | About the author | See also: x | Related posts | "
            "related article:"
        ),
    ),
    (
        r"(?:previous|next)(?: (?:post|article|page))?\b\W*(?:[:：]|$)",
        *examples("Previous | Next: x | next post | Previous article | Next page"),
    ),
    around="^(?:{})",
)


def is_farewell(text: str, *, is_answered: bool) -> bool:
    """Whether a paragraph says good-bye, sells something or speaks of rights."""
    bare = plain(text)
    if len(bare) > _LONGEST:
        return False
    is_sentence = bool(re.search(r"[.。!！?？]$", bare))
    return FAREWELLS.holds(bare) or (
        is_answered and not is_sentence and FAINT_FAREWELLS.holds(bare)
    )
