"""Links in double brackets, as Obsidian writes them: ``[[page]]``, ``![[p.png|300]]``.

https://help.obsidian.md/links and https://help.obsidian.md/embeds
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from markdown_it.rules_inline import StateInline

from builder.base.code import Code
from builder.text import cloze
from builder.text.markdown.deletions import refuse_in_attribute
from builder.text.markdown.fieldtext import FieldText
from builder.text.markdown.pictures import SIDES

_LINK = re.compile(r"\[\[(?P<target>[^\[\]|\n]+)(?:\|(?P<label>[^\[\]\n]*))?\]\](?!\()")
# What programmers write, `x[[1]]`, `x[["name"]]`, `[[ -f file ]]`, and Anki itself.
_NO_PAGE = re.compile(r"\s.*|.*\s|[\d,:]+|([\"']).*\1|type:.*|c\d+::.*")
_DELETION = re.compile(r"\{\{c\d|==\S")
_ELSEWHERE = re.compile(r"[\w.+-]+:|[/\\]")
_FILE = re.compile(r"\.(?!md$)[A-Za-z0-9]{2,5}$")


def embed(state: StateInline, silent: bool) -> bool:
    """``![[picture.png|300]]`` is a picture, of what else there is the name is shown."""
    match = _LINK.match(state.src, state.pos + 1, state.posMax)
    if match is None:
        return False
    if not silent:
        target, _, part = match["target"].strip().partition("#")
        if _FILE.search(target):
            _picture(state, target, part, match["label"] or "")
        else:
            field: FieldText = state.env["field"]
            message = (
                f"`![[{match['target']}]]` embeds a page, which a card cannot: its name "
                "is shown; write here what the card is to show"
            )
            field.warn(field.offset(state.src, state.pos), Code.MEDIA_LINK, message)
            state.push("text", "", 0).content = _shown(match)
    state.pos = match.end()
    return True


def _picture(state: StateInline, target: str, part: str, label: str) -> None:
    field: FieldText = state.env["field"]
    marker = cloze.OPEN.search(label) if field.mode == "deletions" else None
    if marker:
        refuse_in_attribute(field, marker.group(), "the description of a picture")
        label = ""
    token = state.push("image", "img", 0)
    token.attrs = {"src": target}
    parts = [one for one in (label, part if part in SIDES else "") if one]
    if not label or re.fullmatch(r"[\dx|]*", label) or label in SIDES:
        parts.insert(0, PurePosixPath(target).stem)
    token.meta = {"description": "|".join(parts)}
    token.children = []


def page_link(state: StateInline, silent: bool) -> bool:
    """``[[page|text]]`` is its text; a file of media/ is linked."""
    match = _LINK.match(state.src, state.pos, state.posMax)
    if match is None or _NO_PAGE.fullmatch(match["target"]):
        return False
    if not silent:
        field: FieldText = state.env["field"]
        target = match["target"].partition("#")[0].strip()
        is_path = _FILE.search(target) and not _ELSEWHERE.match(target)
        is_file = bool(is_path) and isinstance(
            field.find_media(target, is_unseen=True), str
        )
        if is_file:
            state.push("link_open", "a", 1).attrs = {"href": target}
        if field.mode == "deletions" and _DELETION.search(match.group()):
            _tokenize(state, match)
        else:
            state.push("text", "", 0).content = _shown(match)
        if is_file:
            state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _tokenize(state: StateInline, match: re.Match[str]) -> None:
    """Read the text of a link that has a deletion in it."""
    limit = state.posMax
    state.pos, state.posMax = match.span("label" if match["label"] else "target")
    state.md.inline.tokenize(state)
    state.posMax = limit


def _shown(match: re.Match[str]) -> str:
    """Return what Obsidian shows: the text, or the page and the heading in it."""
    if match["label"]:
        return match["label"].strip()
    page, _, heading = match["target"].strip().partition("#")
    steps = [page.removesuffix(".md"), *heading.lstrip("^").split("#")]
    return " > ".join(step.strip() for step in steps if step.strip())
