"""How large the letters of a drawing are on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

# A phone is 390 pixels wide, and a card keeps 16 on both sides for itself.
PHONE = 358
_DEFAULT = 16.0
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[\w:-]+)(?P<about>[^<>]*?)(?P<alone>/?)>")
_SIZE = re.compile(r"font-size\s*[=:]\s*[\"']?\s*([\d.]+)\s*(px|pt|em|rem|%)?")
_CLASS = re.compile(r"class\s*=\s*[\"']([^\"']*)[\"']")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_STYLE = re.compile(r"(?s)<style\b[^>]*>(.*?)</style>")
_VIEW_BOX = re.compile(r"viewBox\s*=\s*[\"']\s*[\d.-]+[\s,]+[\d.-]+[\s,]+([\d.]+)")
_WIDTH = re.compile(r"\bwidth\s*=\s*[\"']\s*([\d.]+)(?:px)?\s*[\"']")
_SCALE = re.compile(r"\bscale\(\s*([\d.]+)")
_UNITS = {"pt": 4 / 3, "rem": _DEFAULT}
_SHOWING = frozenset({"text", "tspan", "textPath"})
_UNSEEN = re.compile(r"(?s)<!--.*?-->|<style\b.*?</style>|<title\b.*?</title>")


def smallest_letters(drawing: str) -> float | None:
    """Return the size of the smallest letters in pixels; nothing where there are none."""
    root = re.search(r"<svg\b[^>]*>", drawing)
    if root is None:
        return None
    sizes = list(_sizes(drawing))
    return min(sizes) * _scale(root.group()) if sizes else None


def _scale(root: str) -> float:
    """Return how much smaller a phone shows a drawing than it was drawn."""
    box, width = _VIEW_BOX.search(root), _WIDTH.search(root)
    drawn = float(box[1]) if box else float(width[1]) if width else 0.0
    shown = min(PHONE, float(width[1])) if width else PHONE
    return shown / drawn if drawn else 1.0


def _sizes(drawing: str) -> Iterator[float]:
    """Yield the size of each text, as drawn."""
    styles = _styles(drawing)
    open_elements: list[tuple[str, float, float]] = [("", _DEFAULT, 1.0)]
    for tag in _TAG.finditer(_UNSEEN.sub("", drawing)):
        name = tag["name"].rpartition(":")[2]
        if tag["end"]:
            while len(open_elements) > 1 and open_elements.pop()[0] != name:
                pass
            continue
        _, outer, scale = open_elements[-1]
        size = _size(tag["about"], name, outer, styles)
        found = _SCALE.search(tag["about"])
        scale *= float(found[1]) if found else 1.0
        if name in _SHOWING and not tag["alone"]:
            yield size * scale
        if not tag["alone"]:
            open_elements.append((name, size, scale))


def _styles(drawing: str) -> dict[str, str]:
    """Return what a style sheet in a drawing says, by selector."""
    return {
        selector.strip(): rule
        for sheet in _STYLE.findall(drawing)
        for selectors, rule in _RULE.findall(sheet)
        for selector in selectors.split(",")
    }


def _size(about: str, name: str, outer: float, styles: Mapping[str, str]) -> float:
    classes = _CLASS.search(about)
    names = [name, *(f".{one}" for one in (classes[1].split() if classes else ()))]
    said = [about, *(styles[one] for one in reversed(names) if one in styles)]
    for text in said:
        found = _SIZE.search(text)
        if found:
            number, unit = float(found[1]), found[2] or "px"
            if unit in {"em", "%"}:
                return outer * number / (100 if unit == "%" else 1)
            return number * _UNITS.get(unit, 1)
    return outer
