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
