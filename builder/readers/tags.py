"""What HTML's tags, and the names that pages give to their parts, stand for."""

from __future__ import annotations

import re

# fmt: off
DROPPED = frozenset(
    (
        "script", "style", "noscript", "template", "iframe", "object", "embed", "svg",
        "canvas", "select", "textarea", "input", "form-control", "head", "meta", "link",
        "map", "area", "audio", "video", "source", "track", "dialog",
    )
)
NOISE = frozenset(
    (
        "nav", "aside", "footer", "form",
    )
)
BLOCKS = frozenset(
    (
        "p", "div", "section", "article", "main", "header", "figure", "figcaption",
        "address", "fieldset", "center", "body", "html", "details", "summary", "dl",
        "dt", "dd", "ul", "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "td",
        "th", "pre", "blockquote", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "form",
        "nav", "aside", "footer", "button", "label", "hgroup", "caption",
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
CODE = frozenset(
    (
        "code", "kbd", "samp", "tt", "var",
    )
)
NOISE_NAME = re.compile(
    r"(?i)(?:^|[\s_-])(?:nav|navbar|navigation|menu|sidebar|breadcrumbs?|footer|share|sharing|social|related|"
    r"comments?|advert\w*|ads?|adsense|banner|cookie|newsletter|subscribe|toc|table-of-contents|pagination|"
    r"author-(?:box|bio)|skip-link|copyright|recommend\w*|sponsor\w*|promo)(?:$|[\s_-])"
)
NEVER_QUESTIONS = re.compile(
    r"(?i)toc|table-of-contents|related|comments|sidebar|recommend"
)
QUESTION_NAME = re.compile(
    r"(?i)(?:^|[\s_-])(?:question(?:-?(?:title|text|name|body))?|faq-?(?:question|title|q|header|heading)|"
    r"accordion-?(?:title|header|button|heading|toggle|trigger)|q(?:uestion)?-?text|card-front|front|toggle-title)(?:$|[\s_-])"
)
LOOSE = frozenset(
    (
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option",
        "optgroup", "br", "hr", "img", "input", "meta", "link", "col", "wbr", "area",
        "base", "embed", "source", "track", "param", "colgroup", "html", "body",
    )
)
# fmt: on
