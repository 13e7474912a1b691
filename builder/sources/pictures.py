"""Pictures and sounds of a source: copied into media/, or told when they cannot be."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, unquote_to_bytes

from builder.base.ordinaryfile import FileKind, UnusableFileError, read_file
from builder.base.phrases import shortened
from builder.sources import safehtml
from builder.sources.items import Item

_GAP = r"[ \t]{0,9}\n?[ \t]{0,9}"
_PICTURE = re.compile(
    r"!\[(?P<alt>(?:[^\[\]\n]|\[[^\[\]\n]{0,99}\]){0,300})\]"
    rf"\({_GAP}(?:(?P<data>data:[^\s()<>]*)|<(?P<angle>[^<>\n]*)>"
    r"|(?P<bare>[^\s()]{0,2000}(?:\([^\s()]{0,99}\)[^\s()]{0,99}){0,5}))"
    rf"(?:[ \t\n]{_GAP}[\"'][^\n]{{0,300}}?[\"'])?{_GAP}\)"
)
_EMBED = re.compile(
    r"!\[\[(?P<target>[^\[\]|#\n]{1,300})(?P<part>#[^\[\]|\n]{0,300})?"
    r"(?:\\?\|(?P<label>[^\[\]\n]{0,300}))?\]\]"
)
_SHAPE = re.compile(r"(?:[\dx|]|left|right|center)*")
_REFERENCE = re.compile(r"!\[(?P<alt>[^\[\]\n]{0,300})\]\s?\[[^\[\]\n]{0,99}\]")
_SOUND = re.compile(r"\[sound:([^\[\]\n]*)\]")
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
        ".oga",
        ".opus",
        ".wav",
        ".m4a",
        ".flac",
        ".aac",
        ".mp4",
        ".webm",
    }
)
# What a picture may hold that stands in its own address, and how it begins.
_EMBEDDED: Mapping[str, tuple[str, tuple[bytes, ...]]] = {
    "image/png": (".png", (b"\x89PNG",)),
    "image/jpeg": (".jpg", (b"\xff\xd8",)),
    "image/jpg": (".jpg", (b"\xff\xd8",)),
    "image/gif": (".gif", (b"GIF8",)),
    "image/webp": (".webp", (b"RIFF",)),
    "image/svg+xml": (".svg", (b"<svg", b"<?xml", b"<!DOCTYPE svg", b"<!--")),
}
_RUNS = re.compile(
    rb"(?i)<script|<foreignobject|<!entity|\bon[a-z]+\s*=|(?:javascript|https?|data|file):(?!//www\.w3\.org/)"
)
_PROGRAM = re.compile(
    rb"(?i)<script|<foreignobject|<!entity|\son[a-z]+\s*=|javascript:"
)
# Of an address in a message.
_SHOWN = 120


@dataclass(frozen=True, slots=True)
class PictureSource:
    """Where the pictures of a source may come from: its folder, or the file itself."""

    folder: Path | None
    root: Path | None
    prefix: str
    embedded: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class Collected:
    """Files to be put into media/ by their path there, and what could not be.

    ``references`` are the paths by their folded spelling: media/ may stand on a disk
    that takes ``A.png`` and ``a.png`` for one.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)


def collect(item: Item, source: PictureSource, found: Collected) -> Item:
    """Return an item whose pictures and sounds are references into media/.

    One that is missing or remote becomes a link or a text, so that the deck builds and
    nothing is loaded from elsewhere.
    """

    def mended(text: str) -> str:
        if "![" not in text and "[sound:" not in text:
            return text
        return safehtml.outside_code(
            text, lambda part: _mended(part, item.line, source, found)
        )

    return replace(
        item,
        question=mended(item.question),
        answer=mended(item.answer),
        explanation=mended(item.explanation),
        extra=mended(item.extra),
        hint=mended(item.hint),
        choices=tuple(mended(choice) for choice in item.choices),
        fields=item.with_fields(mended),
    )


def _mended(text: str, line: int, source: PictureSource, found: Collected) -> str:
    def picture(match: re.Match[str]) -> str:
        address = (match["data"] or match["angle"] or match["bare"] or "").strip()
        alt = match["alt"].strip()
        kept = _kept(address, source, found)
        if kept:
            return f"![{alt}]({kept})"
        found.problems.append((line, _problem(address, "picture")))
        address = _without_content(address)
        if _is_remote(address):
            return (
                f"[{alt or 'picture'}](<{address.replace('<', '').replace('>', '')}>)"
            )
        return f"\\[{alt or 'picture'}: {_as_code(address)}\\]"

    def sound(match: re.Match[str]) -> str:
        address = match[1].strip()
        kept = _kept(address, source, found)
        if kept:
            return f"![]({kept})"
        found.problems.append((line, _problem(address, "sound")))
        return f"\\[sound: {_as_code(address)}\\]"

    def reference(match: re.Match[str]) -> str:
        found.problems.append(
            (line, f"the picture `{shortened(match[0], _SHOWN)}` has no address here")
        )
        return f"\\[{match['alt'] or 'picture'}\\]"

    def embed(match: re.Match[str]) -> str:
        target, label = match["target"].strip(), match["label"] or ""
        if PurePosixPath(target).suffix.lower() not in _SUFFIXES:
            shown = match[0].removeprefix("!")
            what = f"`{shortened(match[0], _SHOWN)}` embeds what no card can show"
            found.problems.append((line, f"{what}: its name is shown"))
            return shown
        if _SHAPE.fullmatch(label):
            name = PurePosixPath(target).stem
            label = f"{name}|{label}" if label else name
        return f"![{label}](<{target}>)"

    text = _PICTURE.sub(picture, _EMBED.sub(embed, text))
    text = _REFERENCE.sub(reference, text)
    text = re.sub(r"!\[(?=[^\]\n]{0,300}\]\()", r"\\![", text) if _left(text) else text
    return _SOUND.sub(sound, text)


def _problem(address: str, kind: str) -> str:
    why = "not found beside the source, or holds a program"
    if _is_remote(address):
        why = "remote: download it into media/"
    elif _is_embedded(address):
        why = "embedded, and no picture that cards can show"
    return f"the {kind} `{shortened(_without_content(address), _SHOWN)}` is {why}"


def _is_remote(address: str) -> bool:
    return bool(re.match(r"(?i)(?:https?:)?//", address))


def _is_embedded(address: str) -> bool:
    return address[:5].lower() == "data:"


def _without_content(address: str) -> str:
    """Return an address without the content of a picture that stands in it."""
    return address.partition(",")[0] if _is_embedded(address) else address


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
    if _is_embedded(address):
        return _unpacked(address, source, found)
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
        if not path.is_relative_to(source.root.resolve()):
            return ""
        content = read_file(path, FileKind.MEDIA)
    except (OSError, ValueError, UnusableFileError):
        return ""
    return _put(name, content, source, found) if content else ""


def _unpacked(address: str, source: PictureSource, found: Collected) -> str:
    """Take a picture into media/ whose content stands in its own address."""
    head, comma, content = address.partition(",")
    kind, *settings = head[5:].lower().split(";")
    suffix, begins = _EMBEDDED.get(kind.strip(), ("", ()))
    if not comma or not suffix:
        return ""
    decoded = unquote_to_bytes(content)
    if "base64" in settings:
        packed = decoded.translate(None, b" \t\r\n").rstrip(b"=")
        try:
            decoded = base64.b64decode(
                packed + b"=" * (-len(packed) % 4), validate=True
            )
        except ValueError:
            return ""
    if suffix == ".svg" and _RUNS.search(decoded):
        return ""
    if not decoded.lstrip().startswith(begins) or len(decoded) > FileKind.MEDIA.limit:
        return ""
    name = f"picture-{hashlib.sha256(decoded).hexdigest()[:8]}{suffix}"
    return _put(name, decoded, source, found)


def _put(name: str, content: bytes, source: PictureSource, found: Collected) -> str:
    bare = PurePosixPath(name.replace("\\", "/"))
    stem = re.sub(r"[^\w.-]+", "-", bare.stem).strip("-.") or "picture"
    suffix = re.sub(r"[^\w.]", "", bare.suffix).lower()
    if suffix == ".svg" and _PROGRAM.search(content):
        return ""
    reference = f"{source.prefix}/{stem[:60]}{suffix}"
    twin = found.references.get(reference.casefold())
    if twin is not None and found.files[twin] != content:
        mark = hashlib.sha256(content).hexdigest()[:6]
        reference = f"{source.prefix}/{stem[:60]}-{mark}{suffix}"
    elif twin is not None:
        reference = twin
    found.files[reference] = content
    found.references.setdefault(reference.casefold(), reference)
    return reference
