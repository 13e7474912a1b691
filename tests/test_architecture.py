"""The folder list is the architecture, and this holds it to its word."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from places import ROOT

PACKAGE = ROOT / "builder"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))

# One third-party library, one module.
LIBRARIES = {
    "anki": {"anki/engine"},
    "click": {"cli/__init__"},
    "defusedxml": {"sources/readers/word/docx"},
    "deflate": {"base/stablezip"},
    "genanki": {"anki/apkg/writer"},
    "markdown_it": {"text/markdown"},
    "mdit_py_plugins": {"text/markdown"},
    "nh3": {"sources/safehtml"},
    "pygments": {"text/highlight"},
    "pypinyin": {"sources/normalise"},
    "rich": {"cli/console"},
    "selectolax": {"sources/readers/html/element"},
    "yaml": {"cards/yamltree"},
    "zstandard": {"anki/apkg/reader"},
}

# Each stands on those before it alone; `cli` is on top.
LAYERS = [
    {"base/diagnostic", "base/cjk"},
    {
        "cards/yamltree",
        "anki/identity",
        "text/cloze",
        "anki/template",
        "base/atomicfiles",
        "base/stablezip",
        "anki/engine",
    },
    {"text/highlight", "cards/note", "anki/media", "versions/outcome"},
    {"cards/cardfile", "text/markdown"},
    {"anki/notetype", "starter"},
    {"anki/apkg/reader", "versions/worddiff"},
    {"versions/packagediff"},
    {"reports/diff"},
    {"anki/ankinote", "cards/project", "check/rules"},
    {"versions/lock", "anki/apkg/writer", "cards/newids"},
    {"packages", "versions/releasedtypes", "versions/changes", "anki/updatefile"},
    {"pipeline", "cli/console"},
    {"release"},
    {"plan"},
    {"comparison"},
    # The import stands on the same ground, and the build knows nothing of it.
    {
        "sources/items",
        "sources/makers/terms",
        "sources/safehtml",
        "sources/readers/lines",
        "sources/readers/names",
    },
    {"sources/readers/block"},
    {
        "sources/readers/html/tags",
        "sources/readers/html/page",
        "sources/readers/word/numbering",
    },
    {
        "sources/readers/encoding",
        "sources/readers/fences",
        "sources/language/wording",
        "sources/importlock",
    },
    {
        "sources/readers/entry",
        "sources/readers/html/element",
        "sources/readers/dialogue",
        "sources/language/boilerplate",
    },
    {
        "sources/readers/columns",
        "sources/readers/references",
        "sources/recognition/label",
    },
    {
        "sources/readers/html/furniture",
        "sources/readers/html/listing",
        "sources/readers/html/structured",
    },
    {"sources/readers/markdown"},
    {
        "sources/readers/html/webpage",
        "sources/recognition/rows",
        "sources/recognition/title",
    },
    {"sources/readers/markup", "sources/recognition/confirmation"},
    {
        "sources/readers/csv",
        "sources/readers/json",
        "sources/recognition/marks",
        "sources/recognition/choices",
    },
    {
        "sources/readers/plaintext",
        "sources/recognition/styles",
        "sources/recognition/notcontent",
    },
    {
        "sources/readers/word/docx",
        "sources/recognition/answer",
        "sources/recognition/answerkey",
    },
    {"sources/recognition/itemise"},
    {
        "sources/readers/__init__",
        "sources/recognition/spans",
        "sources/recognition/linebreaks",
    },
    {"sources/recognition/pattern", "sources/recognition/__init__", "sources/pictures"},
    {"sources/recognition/recognise", "sources/normalise"},
    {"cards/cardwriter", "sources/sourcefiles"},
    {"sources/reimport"},
    {"sources/targets"},
    {"importing"},
    {"reports/imports"},
    {"cli/__init__"},
    {"__init__", "__main__"},
]


# Whose modules are imported by name.
FOLDERS = {path.parent for path in MODULES}
PACKAGES = {
    ".".join(folder.relative_to(PACKAGE.parent).parts) for folder in FOLDERS
} - {"builder.cli"}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module in PACKAGES:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_has_one_module(path: Path) -> None:
    foreign = {
        module.split(".")[0]
        for module in imports(path)
        if module.split(".")[0] not in {*sys.stdlib_module_names, "builder"}
    }

    assert {
        library for library in foreign if name_of(path) not in LIBRARIES[library]
    } == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_downwards(path: Path) -> None:
    if path.stat().st_size < 200:
        pytest.skip("only says what its folder knows")
    level = next(n for n, names in enumerate(LAYERS) if name_of(path) in names)
    below = set().union(*LAYERS[:level])
    ours = {
        module.removeprefix("builder.").replace(".", "/")
        for module in imports(path)
        if module.startswith("builder.") and module != "builder.__version__"
    }
    ours.discard("__version__")
    ours = {
        "sources/readers/__init__" if name == "sources/readers" else name
        for name in ours
    }

    assert ours <= below


def test_the_engine_is_never_imported_by_the_core() -> None:
    for path in MODULES:
        if name_of(path) != "anki/engine":
            assert not any(module.split(".")[0] == "anki" for module in imports(path))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_knows(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))

    assert docstring
    assert docstring.splitlines()[0].endswith((".", ":", "?", "»"))


def test_the_clock_is_read_in_one_place() -> None:
    readers = [
        name_of(path)
        for path in MODULES
        if "time.time(" in path.read_text(encoding="utf-8")
    ]

    assert readers == ["pipeline"]
