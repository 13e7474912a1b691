"""What stands between questions and is none of them: buttons, adverts, badges."""

from __future__ import annotations

import re

from builder.sources.language.plain import IMAGE, plain
from builder.sources.language.wording import examples, phrases

# A longer piece is a text.
_LONGEST = 400
_NETWORK = (
    "facebook|twitter|linkedin|reddit|whatsapp|email|x|telegram|share|tweet|copy link"
)
_PRAISE = "点赞|收藏|分享|转发|评论|关注|举报|赞|在看"

# Buttons and links that are a piece of their own.
BUTTONS = phrases(
    "button",
    (
        r"(?:back|return|go|jump|scroll)\s*(?:to|up)*\s*(?:the\s*)?"
        "(?:top|toc|table of contents?|contents?|index|start|menu|list|questions)"
        r"(?:\s+of page)?",
        *examples(
            "Back to top | Back to top of page | return to the table of contents | "
            "Go to table of content | jump to contents | jump to content | "
            "Scroll up the start | back to toc | back to index | Back to menu | "
            "back to the list | back to questions"
        ),
    ),
    (
        "(?:返回|回到)(?:目录|顶部|首页|页首)",
        *examples("返回目录 | 回到顶部 | 返回首页 | 回到页首"),
    ),
    "back2top",
    ("advertisements?", "Advertisement", "Advertisements"),
    (
        "sponsored(?: content| links)?",
        "Sponsored",
        "sponsored content",
        "Sponsored links",
    ),
    (r"\d+\.\d+\s*分", "4.5 分"),
    (
        "(?:share|tweet|pin it|like|follow|email|print|save|reply|edit|copy|copied!?)"
        rf"(?: this| on| to)?(?:\W*(?:{_NETWORK}))*",
        "Share this",
        "Tweet",
        "Pin it",
        "Like",
        "Follow",
        "Email",
        "Print",
        "Save",
        "Reply",
        "Edit",
        "Copy",
        "Copied!",
        "Share on Facebook Twitter LinkedIn Reddit WhatsApp",
        "share to x telegram",
        "Print Email Share Tweet",
        "Edit | Copy link",
    ),
    (
        f"(?:{_PRAISE}|复制|展开全文|阅读全文|展开阅读全文|收起)"
        rf"(?:\W*(?:{_PRAISE}|到|微信|微博|qq空间|qq))*",
        *examples(
            "点赞 收藏 分享 转发 评论 关注 举报 赞 在看 | 收藏 点赞 | "
            "分享到微信 微博 qq空间 qq | 转发 | 评论 | 关注 | 举报 | 赞 | 在看 | "
            "复制 | 展开全文 | 阅读全文 | 展开阅读全文 | 收起"
        ),
    ),
    around=r"\A\W*(?:{})\W*\Z",
)
ADVERTS = phrases(
    "advert",
    ("广告", "广告：海图"),
    ("推广", "推广 | 海图"),
    ("赞助商?", "赞助: 某人", "赞助商：某人"),
    ("sponsor(?:ed)?(?: by)?", "Sponsor: Ann", "Sponsored by: Ann"),
    ("advertisement", "Advertisement: charts"),
    ("ad", "Ad | charts"),
    around=r"\A\W*(?:{})\s*[:：|]",
)
# A link alone on its line that sells something.
SELLERS = phrases(
    "seller",
    (r"\d+ ?% off", "50% off", "20 % off"),
    "discount",
    "enroll",
    (r"courses?\b", "a course", "our courses"),
    "masterclass",
    "bootcamp",
    "newsletter",
    ("utm_", "?utm_source=x"),
    "优惠",
    "限时",
    "课程",
    "领取",
    "加群",
    "训练营",
    "秒杀",
)
BADGES = phrases(
    "badge",
    ("badge", "badge.svg"),
    (r"shields\.io", "https://img.shields.io/x"),
    ("travis", "https://travis-ci.org/x"),
    ("codecov", "https://codecov.io/x"),
    ("opencollective", "https://opencollective.com/x"),
    ("ko-fi", "https://ko-fi.com/x"),
    ("buymeacoffee", "https://buymeacoffee.com/x"),
)
_LINK_ALONE = re.compile(r"\W*\[[^\[\]]+\]\([^()\s]+\)\W*")
_COUNTED = re.compile(r"\s*\d[\d,.]*\s*[万wWkK+]*")
_TO_TOP = re.compile(r"\[[\s\W]*\]\(#|href=[\"']#|[↑⬆↥🔝]")
_PICTURE = re.compile(
    r"!\[[^\[\]]{0,300}\]\(([^()]{0,500})\)|<img[^<>]{0,300}src=[\"']?([^\"'\s<>]+)"
)


def is_noise(text: str) -> bool:
    """Whether a short piece is a link to the top, an advertisement or a button."""
    if len(text) > _LONGEST:
        return False
    bare = plain(text)
    if ADVERTS.holds(bare) or (_LINK_ALONE.fullmatch(text) and SELLERS.holds(text)):
        return True
    if re.search(r"\d", bare) and re.search("[赞藏评转享]|(?i:like|share)", bare):
        bare = _COUNTED.sub("", bare)
    if not re.search(r"\w", bare):
        has_picture = "![" in text or "<img" in text.lower()
        is_mark = bool(_TO_TOP.search(text))
        return is_mark or (not has_picture and bool(text.strip()) and bare == "")
    return BUTTONS.holds(bare) and not re.fullmatch(r"\W*\w{1,3}[.!]?\W*", bare)


def is_badges(text: str) -> bool:
    """Whether a paragraph is only badges of build servers and shops."""
    pictures = _PICTURE.findall(text)
    if not pictures or re.search(r"\w", plain(IMAGE.sub("", text))):
        return False
    return all(BADGES.holds(one or other) for one, other in pictures)
