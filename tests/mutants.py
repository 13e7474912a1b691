"""Which small changes of the recognition no test notices: ``make mutants``.

Each mutant is the recognition with one number 20 % higher, one alternative of a pattern
removed, or one row of a table without effect. It goes through the examples of the
tables, the pieces and the samples, until one comes out otherwise. The words that name
columns and keys are left alone, each stands for itself; so are the bounds inside of
patterns, which keep them fast.

    python tests/mutants.py            all mutants
    python tests/mutants.py marks      those of modules with this word in their names
"""

from __future__ import annotations

import ast
import importlib
import importlib.abc
import importlib.machinery
import math
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FrameType, ModuleType
from typing import Any, ClassVar

from places import ROOT

EQUIVALENT = Path(__file__).with_name("mutants.txt")
SOURCES = ROOT / "builder" / "sources"
MUTATED = ("language", "recognition")
# What is loaded anew: for the examples of the tables, and for the samples.
_TABLES = ("builder.sources.language", "wordings")
_ALL = (
    "builder.sources",
    "builder.importing",
    "builder.reports",
    "wordings",
    "pieces",
    "samples",
)
_LONGEST = 20
# Nobody tunes these: an empty text, the first of a list, one of two.
_PLAIN_NUMBERS = frozenset({0, 1, 2})


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change."""

    module: str
    line: int
    change: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """How the list of equivalent mutants calls it, whatever stands above it."""
        return f"{self.module.removeprefix('builder.sources.')}: {self.change}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Return the mutants of a module."""
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    text = path.read_text(encoding="utf-8")
    for number in range(len(_changes(ast.parse(text)))):
        tree = ast.parse(text)
        node, change, apply = _changes(tree)[number]
        apply()
        yield Mutant(module, node.lineno, change, tree)


_Change = tuple[ast.expr, str, Callable[[], None]]


def _changes(tree: ast.Module) -> list[_Change]:
    spot = _Spot()
    spot.visit(tree)
    return spot.changes


class _Spot(ast.NodeVisitor):
    """Finds what can be changed in a module."""

    def __init__(self) -> None:
        self.changes: list[_Change] = []
        self.owner = ""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        outer, self.owner = self.owner, node.name
        self.generic_visit(node)
        self.owner = outer

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        outer, self.owner = self.owner, node.name
        self.generic_visit(node)
        self.owner = outer

    def visit_Assign(self, node: ast.Assign) -> None:
        self.assigned(node.targets[0], node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.assigned(node.target, node.value)

    def assigned(self, target: ast.expr, value: ast.expr | None) -> None:
        outer = self.owner
        if isinstance(target, ast.Name) and not isinstance(value, ast.Name):
            self.owner = f"{outer} {target.id}".strip()
        if value is not None:
            if not outer and _is_text(value):
                self.pattern(value)
            else:
                self.visit(value)
        self.owner = outer

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        value = node.value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return
        if value in _PLAIN_NUMBERS:
            return
        higher = value * 1.2 if isinstance(value, float) else math.ceil(value * 1.2)

        def apply() -> None:
            node.value = round(higher, 6) if isinstance(higher, float) else higher

        self.add(node, f"{value} is {round(higher, 6)}", apply)

    def visit_Call(self, node: ast.Call) -> None:
        called = ast.unparse(node.func)
        if called in {"phrases", "Wording"}:
            self.table(node, called)
        elif called == "Language":
            self.language(node)
        elif re.fullmatch(r"re\.(?!escape)\w+", called):
            self.pattern(node.args[0])
            for argument in node.args[1:]:
                self.visit(argument)
        elif called != "examples":
            self.generic_visit(node)

    def table(self, node: ast.Call, called: str) -> None:
        """Change a row of a table, or all rows of a table of phrases."""
        for keyword in node.keywords:
            if keyword.arg == "around":
                self.pattern(keyword.value)
            elif keyword.arg not in {"yes", "no"}:
                self.visit(keyword.value)
        if called == "Wording":
            self.visit(node.args[1])
            self.pattern(node.args[2], of=_shown(node.args[0]), is_row=True)
            return
        for row in node.args[1:]:
            self.row(row, node)

    def row(self, row: ast.expr, call: ast.Call) -> None:
        """Change the pattern of a row of phrases; its examples stay."""
        if isinstance(row, ast.Starred):
            return
        if isinstance(row, ast.Tuple):
            self.pattern(row.elts[0], of=_shown(row.elts[-1]), is_row=True)
            return
        place = call.args.index(row)

        def apply() -> None:
            never = ast.copy_location(ast.Constant("(?!)"), row)
            call.args[place] = ast.copy_location(
                ast.Tuple([never, row], ast.Load()), row
            )

        self.add(row, f"no {_shown(row)}", apply)

    def language(self, node: ast.Call) -> None:
        """Change labels and phrases of a language; words of columns stay."""
        outer, self.owner = self.owner, f"{self.owner} {_shown(node.args[0])}".strip()
        for keyword in node.keywords:
            if isinstance(keyword.value, ast.Tuple) and keyword.arg != "examples":
                for row in keyword.value.elts:
                    assert isinstance(row, ast.Tuple)
                    shown = f"{keyword.arg} {_shown(row.elts[-1])}"
                    self.pattern(row.elts[0], of=shown, is_row=True)
            elif keyword.arg in _LABELS and _is_text(keyword.value):
                self.pattern(keyword.value, of=keyword.arg)
        self.owner = outer

    def pattern(self, node: ast.expr, *, of: str = "", is_row: bool = False) -> None:
        """Take each alternative out of a pattern, and the whole where it is a row."""
        if isinstance(node, ast.BinOp):
            self.pattern(node.left, of=of)
            self.pattern(node.right, of=of)
            return
        if not _is_text(node):
            self.visit(node)
            return
        text, parts = _joined(node)
        for start, end in _alternatives(text):
            gone = re.sub("[\ue000-\uf8ff]", "…", text[start:end]).strip("|")
            if re.search(r"[^…\s]", gone):
                shorter = text[:start] + text[end:]
                self.add(node, _told(of, gone), _writes(node, shorter, parts))
        if is_row:
            self.add(node, _told(of, "whole row"), _writes(node, "(?!)", parts))

    def add(self, node: ast.expr, change: str, apply: Callable[[], None]) -> None:
        told = f"{self.owner}: {change}" if self.owner else change
        count = sum(one[1].split(" #")[0] == told for one in self.changes)
        self.changes.append((node, f"{told} #{count + 1}" if count else told, apply))


_LABELS = frozenset(
    {
        "question",
        "question_noun",
        "question_sign",
        "lone_question",
        "asker",
        "answer",
        "answer_sign",
        "answerer",
    }
)


def _told(of: str, gone: str) -> str:
    return f"{of} without `{gone}`" if of else f"without `{gone}`"


def _shown(node: ast.expr) -> str:
    found = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
    return repr(str(found[0]).split(" | ")[0]) if found else ast.unparse(node)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _joined(node: ast.expr) -> tuple[str, list[ast.expr]]:
    """Return the text of a string, with a character of its own for each value in it."""
    if isinstance(node, ast.Constant):
        return str(node.value), []
    assert isinstance(node, ast.JoinedStr)
    text = ""
    parts: list[ast.expr] = []
    for one in node.values:
        if isinstance(one, ast.Constant):
            text += str(one.value)
        else:
            text += chr(0xE000 + len(parts))
            parts.append(one)
    return text, parts


def _writes(node: ast.expr, text: str, parts: Sequence[ast.expr]) -> Callable[[], None]:
    def apply() -> None:
        if isinstance(node, ast.Constant):
            node.value = text
            return
        assert isinstance(node, ast.JoinedStr)
        values: list[ast.expr] = []
        for piece in re.split("([\ue000-\uf8ff])", text):
            if re.fullmatch("[\ue000-\uf8ff]", piece):
                values.append(parts[ord(piece) - 0xE000])
            elif piece:
                values.append(ast.copy_location(ast.Constant(piece), node))
        node.values = values

    return apply


_OPENING = re.compile(r"\((?:\?(?:P<\w+>|[aiLmsux-]+:|[:=!>]|<[=!]))?")


def _alternatives(pattern: str) -> list[tuple[int, int]]:
    """Return what to cut from a pattern to take one alternative out of it."""
    found: list[tuple[int, int]] = []
    groups: list[list[int]] = [[0]]
    position = 0
    while position < len(pattern):
        sign = pattern[position]
        if sign == "\\":
            position += 2
        elif sign == "[":
            position = _class_end(pattern, position)
        elif sign == "(":
            opening = _OPENING.match(pattern, position)
            assert opening is not None
            if pattern.startswith("(?i)", position):
                position += 4
                groups[-1][0] = position
                continue
            position = opening.end()
            groups.append([position])
        elif sign == "|":
            position += 1
            groups[-1].append(position)
        elif sign == ")":
            found += _branches(groups.pop(), position)
            position += 1
        else:
            position += 1
    found += _branches(groups.pop(), len(pattern))
    return sorted(found)


def _class_end(pattern: str, position: int) -> int:
    match = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]").match(pattern, position)
    assert match is not None
    return match.end()


def _branches(starts: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    if len(starts) < 2:
        return
    ends = [*(start - 1 for start in starts[1:]), end]
    for number, (start, stop) in enumerate(zip(starts, ends, strict=True)):
        if stop > start:
            yield (start, stop + 1) if number == 0 else (start - 1, stop)


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads what was compiled before, or a mutant."""

    codes: ClassVar[dict[str, CodeType]] = {}
    mutant: ClassVar[tuple[str, CodeType]] = ("", compile("", "", "exec"))

    def get_code(self, fullname: str) -> CodeType | None:
        if fullname == self.mutant[0]:
            return self.mutant[1]
        if fullname not in self.codes:
            code = super().get_code(fullname)
            assert code is not None
            self.codes[fullname] = code
        return self.codes[fullname]


class _Finder(importlib.abc.MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: Any = None
    ) -> importlib.machinery.ModuleSpec | None:
        if not fullname.startswith(_ALL[:3]):
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = _Loader(fullname, spec.origin)
        return spec


def _loaded(mutant: Mutant | None, names: tuple[str, ...], test: str) -> ModuleType:
    """Return a test with what it needs loaded anew, changed or not."""
    for name in [one for one in sys.modules if one.startswith(names)]:
        del sys.modules[name]
    if mutant is None:
        _Loader.mutant = ("", compile("", "", "exec"))
    else:
        tree = ast.fix_missing_locations(mutant.tree)
        _Loader.mutant = (mutant.module, compile(tree, mutant.module, "exec"))
    return importlib.import_module(test)


class Tests:
    """The quick tests of recognition, those first that noticed something last."""

    def __init__(self) -> None:
        samples = _loaded(None, _ALL, "samples")
        assert importlib.import_module("wordings").all_wrong() == []
        pieces = importlib.import_module("pieces")
        self.pieces = {path.stem: pieces.pieces(path) for path in pieces.FILES}
        self.folder = TemporaryDirectory()
        self.files: list[Path] = list(self._written(samples))
        self.expected = {path: _found(samples, path) for path in self.files}

    def _written(self, samples: ModuleType) -> Iterator[Path]:
        """Write the source of each sample into a folder of its own."""
        for sample in samples.samples():
            folder = Path(self.folder.name, sample.path.stem)
            folder.mkdir()
            yield sample.write(folder)

    def notice(self, mutant: Mutant) -> str:
        """Return what notices a mutant, or nothing."""
        try:
            is_word = mutant.module.startswith(_TABLES[0])
            wordings = _loaded(mutant, _TABLES if is_word else _ALL, "wordings")
            wrong = wordings.all_wrong()
            if wrong:
                return str(wrong[0])
            pieces = _loaded(mutant, _ALL, "pieces")
            for name, rows in self.pieces.items():
                if found := pieces.wrong(name, rows):
                    return f"{name}: {found[0]}"
            samples = importlib.import_module("samples")
            for path in self.files:
                if _found(samples, path) != self.expected[path]:
                    self.files.remove(path)
                    self.files.insert(0, path)
                    return path.name
        except Exception as error:  # noqa: BLE001 -- a mutant may do anything
            return f"{type(error).__name__}: {error}"
        return ""


def _found(samples: ModuleType, path: Path) -> str:
    found = samples.preview([path], samples.ImportOptions()).sources[0]
    return str(samples.told(found))


def _overdue(_: int, __: FrameType | None) -> None:
    raise TimeoutError


def main() -> int:
    """Run the mutants and tell which were not noticed."""
    re._MAXCACHE = 100_000  # type: ignore[attr-defined]  # noqa: SLF001 -- a mutant compiles one pattern
    sys.meta_path.insert(0, _Finder())
    signal.signal(signal.SIGALRM, _overdue)
    tests = Tests()
    known = _equivalent()
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    started = time.monotonic()
    total, unnoticed, resolved = 0, [], set()
    for folder in MUTATED:
        for path in sorted((SOURCES / folder).rglob("*.py")):
            if wanted not in path.as_posix():
                continue
            for mutant in mutants(path):
                total += 1
                signal.alarm(_LONGEST)
                noticed = tests.notice(mutant)
                signal.alarm(0)
                if not noticed:
                    unnoticed.append(mutant)
                elif mutant.name in known:
                    resolved.add(mutant.name)
    new = [one for one in unnoticed if one.name not in known]
    for one in new:
        print(f"{one.module}:{one.line}: {one.change}")
    for name in sorted(resolved):
        print(f"noticed after all, take it off {EQUIVALENT.name}: {name}")
    share = 100 * len(unnoticed) / max(1, total)
    print(
        f"{total} mutants, {len(unnoticed)} unnoticed ({share:.0f} %), "
        f"{len(new)} of them not known as equivalent; "
        f"{time.monotonic() - started:.0f} s"
    )
    return int(bool(new or resolved))


def _equivalent() -> set[str]:
    """Return the names of mutants that are known to change nothing."""
    if not EQUIVALENT.exists():
        return set()
    rows = EQUIVALENT.read_text(encoding="utf-8").splitlines()
    return {row for row in rows if row and not row.startswith("#")}


if __name__ == "__main__":
    sys.exit(main())
