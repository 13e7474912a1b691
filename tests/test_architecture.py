"""The folder list is the architecture, and this holds it to its word."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "builder"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))

# One third-party library, one module.
LIBRARIES = {
    "anki": {"engine"},
    "click": {"cli"},
    "defusedxml": {"readers/docx"},
    "deflate": {"archive"},
    "genanki": {"package"},
    "markdown_it": {"render"},
    "mdit_py_plugins": {"render"},
    "nh3": {"safehtml"},
    "pygments": {"highlight"},
    "pypinyin": {"normalise"},
    "rich": {"console"},
    "selectolax": {"readers/element"},
    "yaml": {"cardfile"},
    "zstandard": {"apkg"},
}

# Each stands on those before it alone; `cli` is on top.
LAYERS = [
    {"diagnostic", "script"},
    {"cardfile", "identity", "cloze", "template", "output", "archive", "engine"},
    {"highlight", "note", "media", "outcome"},
    {"schema", "render"},
    {"notetype", "starter"},
    {"apkg", "words"},
    {"diff"},
    {"difftext"},
    {"ankinote", "project", "lint"},
    {"lock", "package", "newids"},
    {"compiled", "guard", "changes", "updatefile"},
    {"pipeline", "console"},
    {"release"},
    {"plan"},
    {"comparison"},
    # The import stands on the same ground, and the build knows nothing of it.
    {"items", "terms", "safehtml", "readers/lines", "readers/names"},
    {"readers/block"},
    {"readers/tags", "readers/page", "readers/numbering"},
    {"readers/encoding", "readers/fences", "recognition/wording", "importlock"},
    {"readers/entry", "readers/element", "readers/labels", "recognition/boilerplate"},
    {"readers/columns", "readers/references", "recognition/label"},
    {"readers/furniture", "readers/listing", "readers/structured"},
    {"readers/markdown"},
    {"readers/webpage", "recognition/rows", "recognition/title"},
    {"readers/markup", "recognition/confirmation"},
    {"readers/tables", "readers/records", "recognition/marks", "recognition/choices"},
    {"readers/plaintext", "recognition/styles", "recognition/contents"},
    {"readers/docx", "recognition/answer", "recognition/answerkey"},
    {"recognition/itemise"},
    {"readers/__init__", "recognition/walk", "recognition/repair"},
    {"recognition/pattern", "recognition/__init__", "pictures"},
    {"recognition/recognise", "normalise"},
    {"cardwriter", "sources"},
    {"merging"},
    {"placing"},
    {"importing"},
    {"importreport"},
    {"cli"},
    {"__init__", "__main__"},
]


# Whose modules are imported by name.
PACKAGES = {"builder", "builder.readers", "builder.recognition"}


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
    level = next(n for n, names in enumerate(LAYERS) if name_of(path) in names)
    below = set().union(*LAYERS[:level])
    ours = {
        module.removeprefix("builder.").replace(".", "/")
        for module in imports(path)
        if module.startswith("builder.") and module != "builder.__version__"
    }
    ours.discard("__version__")
    ours = {"readers/__init__" if name == "readers" else name for name in ours}

    assert ours <= below


def test_the_engine_is_never_imported_by_the_core() -> None:
    for path in MODULES:
        if name_of(path) != "engine":
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
