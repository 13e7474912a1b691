"""The folder list is the architecture, and this holds it to its word."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from places import ROOT

PACKAGE = ROOT / "builder"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))

# From the ground up: a wing stands on those before it and knows none behind it.
WINGS = [
    "base",
    "text",
    "cards",
    "anki",
    "versions",
    "check",
    "sources/items",
    "sources/language",
    "sources/readers",
    "sources/recognition",
    "sources/makers",
    "sources",
    "jobs",
    "reports",
    "editor",
    "preview",
    "cli",
]
# The order of things: the modules that lie beside the wings.
JOBS = "jobs"

# One third-party library, one module or one folder.
LIBRARIES = {
    "anki": {"anki/engine"},
    "click": {"cli"},
    "defusedxml": {"sources/readers/xmltree"},
    "deflate": {"base/stablezip"},
    "filelock": {"base/exclusive"},
    "emoji": {"text/emojis"},
    "genanki": {"anki/apkg/writer"},
    "imagesize": {"anki/occlusion/placing"},
    "markdown_it": {"text/markdown"},
    "mdit_py_plugins": {"text/markdown"},
    "nh3": {"sources/safehtml"},
    "lsprotocol": {"editor/server"},
    "platformdirs": {"base/cachefolder"},
    "pygls": {"editor/server"},
    "pygments": {"text/highlight"},
    "pypinyin": {"sources/slug"},
    "rich": {"cli/console"},
    "starlette": {"preview/server"},
    "selectolax": {"sources/readers/html/element"},
    "pypdfium2": {"sources/readers/pdf/pages"},
    "python_calamine": {"sources/readers/spreadsheet"},
    "svgelements": {"anki/occlusion/drawing"},
    "uvicorn": {"preview/server"},
    "watchfiles": {"cli/staying", "preview/server"},
    "yaml": {"cards/yamltree"},
    "zstandard": {"anki/apkg/reader"},
}

# Files are opened here and in the jobs, nowhere else.
OPENING = {
    "anki/apkg/reader",
    "anki/notetypefolders",
    "base/atomicfiles",
    "base/cachefolder",
    "base/journal",
    "base/ordinaryfile",
    "base/placement",
    "base/streams",
    "base/transaction",
    "base/treehash",
    "preview/assetfiles",
    "reports/replay",
    "sources/readers/zipped",
}
_OPENING_CALLS = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}


def name_of(path: Path) -> str:
    name = path.relative_to(PACKAGE).with_suffix("").as_posix()
    return name.removesuffix("/__init__") if name != "__init__" else name


NAMES = {name_of(path): path for path in MODULES}


def wing_of(name: str) -> str:
    found = [wing for wing in WINGS if f"{name}/".startswith(f"{wing}/")]
    return max(found, key=len, default=JOBS)


def imports(path: Path) -> Iterator[str]:
    """Yield what a module imports, by dotted name, as exactly as it can be told."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                is_module = inner.removeprefix("builder.").replace(".", "/") in NAMES
                yield inner if is_module else node.module


def ours(path: Path) -> set[str]:
    found = {
        module.removeprefix("builder.").replace(".", "/")
        for module in imports(path)
        if module.startswith("builder.")
    }
    return found - {name_of(path)}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_has_one_module(path: Path) -> None:
    name = name_of(path)
    foreign = {
        module.split(".")[0]
        for module in imports(path)
        if module.split(".")[0] not in {*sys.stdlib_module_names, "builder"}
    }

    assert {
        library
        for library in foreign
        if not any(_is_below(name, place) for place in LIBRARIES[library])
    } == set()


def _is_below(name: str, place: str) -> bool:
    return f"{name}/".startswith(f"{place}/")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_down_from_wing_to_wing(path: Path) -> None:
    if path == PACKAGE / "__main__.py":
        return  # `python -m builder` is the command
    level = WINGS.index(wing_of(name_of(path)))
    upwards = {name for name in ours(path) if WINGS.index(wing_of(name)) > level}

    assert upwards == set()


def test_no_imports_go_in_a_circle() -> None:
    graph = {
        name: ours(path) & set(NAMES)
        for name, path in NAMES.items()
        if name != "__init__"
    }
    try:
        circle: list[str] = []
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = error.args[1]

    assert circle == []


def test_every_folder_says_what_it_knows() -> None:
    folders = {path.parent for path in MODULES}

    assert {folder for folder in folders if not (folder / "__init__.py").is_file()} == (
        set()
    )


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_knows(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))

    assert docstring
    assert docstring.splitlines()[0].endswith((".", ":", "?", "»"))


def test_the_clock_is_read_in_one_place() -> None:
    readers = [
        name for name, path in NAMES.items() if "time.time(" in path.read_text("utf-8")
    ]

    assert readers == ["base/clock"]


def test_files_are_opened_in_few_places() -> None:
    opening = {
        name
        for name, path in NAMES.items()
        if wing_of(name) != JOBS and _opens_files(path)
    }

    assert opening - OPENING == set()
    assert OPENING - opening == set()


def _opens_files(path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr in _OPENING_CALLS:
            return True
        if isinstance(called, ast.Name) and called.id == "open":
            return True
    return False


def test_no_public_name_stands_for_two_things() -> None:
    """A class or constant has one meaning in the whole package.

    Functions are called with their module's name before them (`markdown.read`,
    `csv.read`), so these may share a verb.
    """
    found: dict[str, list[str]] = {}
    for name, path in NAMES.items():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            for defined in _defined(node):
                found.setdefault(defined, []).append(name)

    assert {key: names for key, names in found.items() if len(names) > 1} == {}


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
        yield node.name
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign):
        targets = [node.target]
    for target in targets:
        if isinstance(target, ast.Name) and not target.id.startswith("_"):
            yield target.id
