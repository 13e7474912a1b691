"""What HTML's tags, and the names that pages give to their parts, stand for."""

from __future__ import annotations

import re

# fmt: off
UNSEEN = frozenset(
    (
        "script", "style", "noscript", "template", "svg", "canvas", "head", "meta",
        "link", "map", "area", "source", "track", "param", "datalist",
    )
)
EMBEDDED = frozenset(
    (
        "iframe", "object", "embed", "audio", "video", "frame", "applet",
    )
)
NOISE = frozenset(
    (
        "nav", "aside", "footer", "form", "dialog", "select", "textarea", "address",
    )
)
BLOCKS = frozenset(
    (
        "p", "div", "section", "article", "main", "header", "figure", "figcaption",
        "address", "fieldset", "center", "body", "html", "details", "summary", "dl",
        "dt", "dd", "ul", "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "td",
        "th", "pre", "blockquote", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "form",
        "nav", "aside", "footer", "button", "label", "hgroup", "caption", "dialog",
        "menu", "dir", "legend", "search", "amp-accordion", "frameset", "xmp",
        "listing", "plaintext",
    )
)
MARKS = {
    "b": "**",
    "strong": "**",
    "em": "*",
    "i": "*",
    "del": "~~",
    "s": "~~",
    "strike": "~~",
}
CODE_TAGS = frozenset(
    (
        "code", "kbd", "samp", "tt", "var",
    )
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
TITLES = frozenset(("h2", "h3", "h4", "h5", "h6", "dt", "summary"))
LOOSE = frozenset(
    (
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option",
        "optgroup", "br", "hr", "img", "input", "meta", "link", "col", "wbr", "area",
        "base", "embed", "source", "track", "param", "colgroup", "html", "body",
    )
)
# Attributes of what opens an answer when it is clicked.
OPENING = (
    "data-toggle", "data-bs-toggle", "data-target", "data-bs-target", "aria-expanded",
)
NOISE_ROLES = frozenset(
    (
        "navigation", "search", "contentinfo", "dialog", "alertdialog", "menu",
        "menubar", "toolbar",
    )
)
# fmt: on


def _named(words: str) -> re.Pattern[str]:
    """Return what finds one of these words in the names of an element."""
    return re.compile(rf"(?:^|[\s-])(?:{'|'.join(words.split())})(?:$|[\s-])")


NOISE_NAME = _named(
    r"nav navbar navheader navfooter navigation menu sidebar \w+sidebar breadcrumbs? "
    r"crumbs? footer \w*-footer share sharing social related comments? commentlist "
    r"respond disqus advert\w* ads? adsense banner cookies? consent gdpr newsletter "
    r"subscribe\w* toc table-of-contents pagination pager prev-next author-(?:box|bio) "
    r"skip-(?:link|to\S*) copyright recommend\w* sponsor\w* promo cta call-to-action "
    r"back-to-top backtotop search searchbox no-results noresults topbar top-bar "
    r"site-(?:header|title|branding|name|logo) masthead login-\w+ footnotes? "
    r"post-(?:meta|copyright|nav\w*|tags|footer) entry-(?:meta|footer) article-copyright"
)
# These may hold the very questions, and are noise all the same.
NEVER_QUESTIONS = _named(
    r"toc table-of-contents related comments? commentlist respond sidebar \w+sidebar "
    r"recommend\w* navheader navfooter breadcrumbs? cookies? footnotes?"
)
# Noise when it is short and holds nothing but words.
SLIGHT_NAME = _named(
    r"meta byline vote votes voting rating rate helpful was-this-helpful feedback "
    r"toolbar code-(?:header|lang\w*|toolbar|title|copy) code-block-header copy\S* "
    r"clipboard\S* hljs-button \S+-toolbar article-info\S* post-info entry-info "
    r"reading-time read-more permalink edit-\S+ editsection mw-editsection reactions? "
    r"like-\S+ cat-\S+ categories filters? tab-nav \S+-tab-nav tabs-nav"
)
# Noise when it is mostly links.
LINKED_NAME = _named(
    r"header top side bar left right links? tags? tag-list user author tools actions "
    r"buttons? widget \S+-widget langs? languages? menu-\S+ \S+-bar \S+-links contents"
)
# Small things on the line of a title or of code.
INLINE_NAME = _named(
    r"headerlink header-anchor hash-link anchorjs-link permalink mw-editsection "
    r"editsection edit-(?:link|page|this-page) skip-link sr-only visually-hidden "
    r"screen-reader-text visuallyhidden copy-\S+ copybtn btn-copy clipboard\S* "
    r"hljs-button footnote-backref reversefootnote"
)
GUTTER_NAME = _named(
    r"gutter gutter-\S+ lineno linenos linenodiv line-numbers? line-numbers-rows ln ln-num "
    r"hljs-ln-numbers blob-num rouge-gutter pre-numbering lnt crayon-nums copy-\S+ "
    r"copybtn hljs-button toolbar \S+-toolbar"
)
NOTE_NAME = _named(
    r"admonition \S*-admonition note notice tip hint callout\S* \S+-callout alert "
    r"alert-\S+ warning important caution info \S+-aside"
)
ICON_NAME = _named(
    r"\S*icon \S*-icon-\S+ \S*badge \S*letter \S*prefix \S*label \S*mark \S*num "
    r"\S*number \S*index \S*caret \S*arrow \S*chevron \S*toggle q a fa fas"
)
QUESTION_NAME = re.compile(
    r"(?:^|[\s-])(?:"
    r"(?:question|ques)(?:-(?:title|text|name|body|heading|header|label|inner|btn|button|row))?"
    r"|(?:faqs?|accordions?|acc|toggle|collaps\w*|expander|qa|qna|spoiler|disclosure|elementor)"
    r"(?:-[\w]+)*-(?:q|title|header|head|heading|trigger|toggle|toggler|button|btn|label|summary|text)"
    r"|q-text|card-front|front|toggle-title|accordion|collapsible)(?=\s|$)"
)
# What pages say around their questions: before them, behind them, beside them.
OPENS_QUESTIONS = re.compile(
    r"(?i)\W*(?:got (?:any |a )?questions?|have (?:any |a )?questions?|"
    r"you have questions|(?:your |top |common )?questions?,? answered|"
    r"you ask(?:ed)?,? we answer(?:ed)?|"
    r"有(?:任何)?(?:疑问|问题)[?？,，!！]?我们?来?(?:解答|回答))\b\W*"
    r"(?:(?:we(?:'|’)?(?:ve| have)|here are|find)\b.{0,40}answers?.{0,20})?\W*"
)
ENDS_QUESTIONS = re.compile(
    r"(?i)\W*(?:(?:do you )?(?:still )?(?:have|got) (?:any |a |some )?"
    r"(?:more|other|another|further) questions?|"
    r"still (?:have|got) (?:a |any |some |more |other )*(?:questions?|doubts)|"
    r"still (?:need help|stuck|unsure|confused)|"
    r"(?:can(?:'|’|no)?t|couldn(?:'|’)?t|did(?:n(?:'|’)t| not)|don(?:'|’)t) "
    r"(?:you )?(?:find|see) (?:what|the|your|an)\b|"
    r"need (?:some |any )?(?:more |further |additional |extra )"
    r"(?:help|information|assistance)|"
    r"no (?:matching )?(?:questions?|results?|faqs?|answers?|matches) "
    r"(?:were |was )?found|"
    r"(?:was|is|did|were|are) (?:this|these|our|the above)(?: \w+){0,3} "
    r"(?:helpful|useful|help you|answer your question)|"
    r"did you find (?:this|what|the)\b|how (?:can|could) we (?:improve|make) this|"
    r"rate this \w+|"
    r"没有?找到(?:您|你)?(?:想要|需要)?的?(?:答案|问题|内容)|(?:未|没)能?解决(?:您|你)的问题|"
    r"(?:您|你)?(?:还有|仍有|有其[他它])(?:其[他它]|别的|任何|更多)?(?:疑问|问题)|"
    r"需要(?:更多|其他|进一步)的?帮助|"
    r"(?:以上|本文|此|这篇|这个|该|本)?(?:内容|文章|页面|答案|回答|文档|页)?(?:对[您你])?"
    r"(?:是否|有没有)?有?所?帮助(?:了?吗|[?？])|"
    r"这(?:篇|个|条)?(?:内容|文章|页面|答案|回答|文档)?对[您你]?(?:是否|有没有)?有?(?:所)?"
    r"(?:帮助|用))"
)
RELATED = re.compile(
    r"(?i)\W*(?:related (?:questions?|articles?|posts?|topics?|faqs?|links?|content|"
    r"pages?|reading)|people also ask(?:ed)?|"
    r"(?:more|popular|recent|top|trending|similar|other|latest|hot|linked) "
    r"(?:questions?|articles?|posts?|faqs?|topics?)(?: (?:from|on|in|like) .{0,40})?|"
    r"you (?:may|might) also (?:like|be interested in)|on this page|in this article|"
    r"quick links|相关(?:问题|推荐|文章|阅读|链接|题目|内容)|"
    r"猜(?:你|您)(?:喜欢|想看|想问)|(?:热门|最新|其他|推荐)(?:问题|文章|推荐|阅读)|"
    r"大家(?:都|还)在(?:问|看|搜))\W*"
)
COMMENTS = re.compile(
    r"(?i)\W*(?:\d+ (?:comments?|replies|responses|thoughts on\b.*)|"
    r"(?:comments?|replies) ?[(（]\d+[)）]|leave a (?:reply|comment)|"
    r"post a comment|(?:reader|user)s?(?:'|’)? comments?|join the discussion|"
    r"(?:全部|网友|用户|最新|精彩|热门)?评论(?: ?[(（]\d+[)）]| ?\d+ ?条?|列表|区)|"
    r"\d+ ?条?评论|(?:发表|网友|全部|用户)评论)\W*"
)
STAMP = re.compile(
    r"(?i)\W*(?:(?:page )?last (?:updated?|modified|edited|reviewed|changed)\b|"
    r"(?:最后|最近|上次)(?:更新|编辑|修改)|(?:更新|发布|发表)(?:时间|日期|于)\W*\d)"
)
EDITS = re.compile(
    r"(?i)\W*(?:edit(?: (?:this )?(?:page|section|source|on (?:github|gitlab)))?|"
    r"improve this page|view (?:page )?source|suggest (?:an )?edits?|permalink|"
    r"copy(?: (?:link|code|snippet))?|copied!?|run code|try it(?: yourself)?|"
    r"复制(?:代码|链接)?|编辑(?:此页|本页|页面)?|在 ?github ?上编辑(?:此页|本页)?)\W*"
)
