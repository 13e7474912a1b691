"""What the page and the frames of cards may load: Content-Security-Policies.

Scripts of cards may do in their frame what they like, and nothing beyond it: the frame
has an origin of its own, and asks nobody for anything. The page hands it what it shows.
https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
"""

from __future__ import annotations

from collections.abc import Mapping

_NOTHING = "'none'"
_INLINE = "'unsafe-inline'"

_FRAME = {
    "default-src": _NOTHING,
    "script-src": f"{_INLINE} data:",
    "style-src": f"{_INLINE} data:",
    "img-src": "data:",
    "media-src": "data:",
    "font-src": "data:",
    "base-uri": _NOTHING,
    "form-action": _NOTHING,
}

SITE_POLICY: Mapping[str, str] = {
    **_FRAME,
    "script-src": f"{_INLINE} data: 'self' file:",
    "style-src": f"{_INLINE} data: 'self' file:",
    "img-src": "'self' file: data:",
    "worker-src": "'self'",
    "manifest-src": "'self' file:",
}
"""Of a site, which may be opened as a file.

A browser lets the frame of a card into a page of a file only as a text of that page. It
inherits the policy of the page, and cards have scripts of their own.
"""

SINGLE_POLICY: Mapping[str, str] = _FRAME
"""Of a page of one file, with its frames."""

SERVED_FRAME_POLICY = "sandbox allow-scripts; " + "; ".join(
    f"{name} {value}" for name, value in {**_FRAME, "frame-ancestors": "'self'"}.items()
)
"""Of a card's frame that the preview serves."""

SERVED_PAGE_POLICY = "; ".join(
    f"{name} {value}"
    for name, value in {
        "default-src": _NOTHING,
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "frame-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": _NOTHING,
        "form-action": _NOTHING,
        "frame-ancestors": _NOTHING,
    }.items()
)
"""Of the page that the preview serves."""

ANSWER_POLICY = "default-src 'none'; frame-ancestors 'none'"
"""Of an answer that is no page."""


def written(policy: Mapping[str, str]) -> str:
    """Return a policy as it is written."""
    return "; ".join(f"{name} {value}" for name, value in policy.items())
