"""Pictures of a source: copied into media/, or told when they cannot be."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from builder.items import Item

_CODE = re.compile(
    r"(?ms)^ *(`{3,}|~{3,})[^\n]*\n.*?(?:^ *\1[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(`+)(?!`).{1,2000}?(?<!`)\2(?!`)"
)
_PICTURE = re.compile(
    r"!\[(?P<alt>(?:[^\[\]\n]|\[[^\[\]\n]{0,99}\]){0,300})\]"
    r"\(\s{0,9}(?:<(?P<angle>[^<>\n]{0,2000})>"
    r"|(?P<bare>[^\s()]{0,2000}(?:\([^\s()]{0,99}\)[^\s()]{0,99}){0,5}))"
    r"(?:\s{1,9}[\"'][^\n]{0,300}?[\"'])?\s{0,9}\)"
)
_REFERENCE = re.compile(r"!\[(?P<alt>[^\[\]\n]{0,300})\]\s?\[[^\[\]\n]{0,99}\]")
_SOUND = re.compile(r"\[sound:([^\]\n]*)\]")
_SUFFIXES = frozenset(
    {
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".svg",
        ".webp",
        ".bmp",
        ".avif",
        ".tif",
        ".tiff",
        ".ico",
        ".mp3",
        ".ogg",
        ".wav",
        ".mp4",
        ".webm",
    }
)
_MAXIMUM = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PictureSource:
    """Where the pictures of a source may come from: its folder, or the file itself."""

    folder: Path | None
    root: Path | None
    prefix: str
    embedded: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class Collected:
    """Files to be put into media/ by their path there, and what could not be."""

    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)


def collect(item: Item, source: PictureSource, found: Collected) -> Item:
    """Return an item whose pictures are references into media/.

    A picture that is missing or remote becomes a link, so that the deck builds and
    nothing is loaded from elsewhere.
    """

    def mended(text: str) -> str:
        return _outside_code(text, lambda part: _mended(part, item.line, source, found))

    return replace(
        item,
        question=mended(item.question),
        answer=mended(item.answer),
        explanation=mended(item.explanation),
        choices=tuple(mended(choice) for choice in item.choices),
    )


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    if "![" not in text and "[sound:" not in text:
        return text
    parts: list[str] = []
    end = 0
    for match in _CODE.finditer(text):
        parts += [change(text[end : match.start()]), match[0]]
        end = match.end()
    parts.append(change(text[end:]))
    return "".join(parts)


def _mended(text: str, line: int, source: PictureSource, found: Collected) -> str:
    def picture(match: re.Match[str]) -> str:
        address = (
            match["angle"] if match["angle"] is not None else match["bare"]
        ).strip()
        alt = match["alt"].strip()
        kept = _kept(address, source, found)
        if kept:
            return f"![{alt}]({kept})"
        is_remote = bool(re.match(r"(?i)(?:https?:)?//", address))
        why = (
            "remote: download it into media/"
            if is_remote
            else "not found beside the source"
        )
        found.problems.append((line, f"the picture `{address[:120]}` is {why}"))
        if is_remote:
            return (
                f"[{alt or 'picture'}](<{address.replace('<', '').replace('>', '')}>)"
            )
        return f"\\[{alt or 'picture'}: {_as_code(address)}\\]"

    def reference(match: re.Match[str]) -> str:
        found.problems.append(
            (line, f"the picture `{match[0][:80]}` has no address here")
        )
        return f"\\[{match['alt'] or 'picture'}\\]"

    text = _PICTURE.sub(picture, text)
    text = _REFERENCE.sub(reference, text)
    text = re.sub(r"!\[(?=[^\]\n]{0,300}\]\()", r"\\![", text) if _left(text) else text
    return _SOUND.sub(lambda match: f"\\[sound: {match[1]}\\]", text)


def _left(text: str) -> bool:
    """Whether a picture stands that was neither kept nor understood."""
    kept = len(re.findall(r"!\[", text))
    return kept != len(_PICTURE.findall(text))


def _as_code(address: str) -> str:
    return f"`{address.replace('`', '')}`" if address.strip("` ") else ""


def _kept(  # noqa: PLR0911 -- one for each reason to refuse
    address: str, source: PictureSource, found: Collected
) -> str:
    """Take a picture into media/ and return the reference to it, or nothing."""
    name = unquote(address.partition("#")[0].partition("?")[0])
    if name in source.embedded:
        return _put(name, source.embedded[name], source, found)
    if source.folder is None or source.root is None or not name or "\x00" in name:
        return ""
    if re.match(r"(?i)[a-z][a-z0-9+.-]*:|//", name):
        return ""
    if PurePosixPath(name).suffix.lower() not in _SUFFIXES:
        return ""
    try:
        path = (source.folder / name).resolve()
        if name.startswith("/"):
            path = (source.root / name.lstrip("/")).resolve()
        if not path.is_relative_to(source.root.resolve()) or not path.is_file():
            return ""
        if not 0 < path.stat().st_size <= _MAXIMUM:
            return ""
        content = path.read_bytes()
    except (OSError, ValueError):
        return ""
    return _put(name, content, source, found)


def _put(name: str, content: bytes, source: PictureSource, found: Collected) -> str:
    bare = PurePosixPath(name.replace("\\", "/"))
    stem = re.sub(r"[^\w.-]+", "-", bare.stem).strip("-.") or "picture"
    suffix = re.sub(r"[^\w.]", "", bare.suffix).lower()
    reference = f"{source.prefix}/{stem[:60]}{suffix}"
    folded = {key.casefold(): key for key in found.files}
    twin = folded.get(reference.casefold())
    if twin is not None and found.files[twin] != content:
        mark = hashlib.sha256(content).hexdigest()[:6]
        reference = f"{source.prefix}/{stem[:60]}-{mark}{suffix}"
    elif twin is not None:
        reference = twin
    found.files[reference] = content
    return reference
