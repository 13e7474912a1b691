"""Tables whose columns the author has chosen: what each becomes is known, not guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from builder.base.diagnostic import did_you_mean
from builder.sources.items import Item, LeftOut
from builder.sources.readers import columns, entry, markup, names, sheet
from builder.sources.readers import options as listed
from builder.sources.readers.block import Block, ColumnUse, Document, ReaderError
from builder.sources.readers.columns import Column
from builder.sources.readers.entry import SourceEntry
from builder.sources.readers.options import Option
from builder.sources.readers.sheet import NamedSheet, Row

_UNUSED = "column that becomes nothing (--map {name}=extra, say, takes it)"
_DEEPEST_HEAD = 12
_SAMPLE = 400
_MOST_NAMED = 12
_HOLLOW = frozenset({"rule", "comment", "open", "close"})
_TAGS = ("tags", "tag")
_CELL = re.compile(r"(?<!\\)\|")
_SOUND = re.compile(r"\[sound:[^\[\]\n]+\]")
_MEDIA = (
    (re.compile(r"(?i)[^<>\[\]\n]+\.(?:png|jpe?g|gif|svg|webp|bmp|avif)"), "![](<{}>)"),
    (
        re.compile(r"(?i)[^<>\[\]\n]+\.(?:mp3|ogg|oga|opus|wav|m4a|flac|aac)"),
        "[sound:{}]",
    ),
)


@dataclass(frozen=True, slots=True)
class ChosenColumns:
    """What columns become, by their names: a role of a question, or a field.

    ``fields`` are those of the note type that the notes have, where it is an own one;
    columns called as these need not be chosen.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    note_type: str = ""


class UnknownColumnError(ReaderError):
    """A column that a table does not have; ``column`` is its name.

    ``is_found_in_part`` tells that the table has others that were chosen.
    """

    def __init__(
        self, column: str, message: str, *, is_found_in_part: bool = False
    ) -> None:
        super().__init__(message)
        self.column = column
        self.is_found_in_part = is_found_in_part


@dataclass(frozen=True, slots=True)
class _Headed:
    """A table with its head and, by place, what each column becomes."""

    name: str
    head: Sequence[str]
    line: int
    rows: Sequence[Row]
    roles: Mapping[int, str]


def tables_in(blocks: Sequence[Block]) -> Iterator[NamedSheet]:
    """Yield the tables of a document that is more than those."""
    for block in blocks:
        if block.kind == "table":
            rows = [_cells(row) for row in block.text.split("\n")]
            numbered = list(enumerate(rows, start=block.line))
            yield NamedSheet("", [numbered[0], *numbered[2:]])


def document_in(document: Document, chosen: ChosenColumns) -> Document:
    """Return the questions of the tables in a document; all else in it is left out.

    Raises:
        ReaderError: No table in it has these columns.
    """
    found = document_of([*tables_in(document.blocks)], chosen)
    lines = {item.line for item in found.items}
    beside = (
        LeftOut(block.line, block.text, "beside the table that was chosen")
        for block in document.blocks
        if block.kind not in _HOLLOW
        and not (block.kind == "table" and lines & set(_lines_of(block)))
    )
    return replace(
        document,
        blocks=(),
        items=found.items,
        remarks=(*document.remarks, *found.remarks),
        left_out=(*document.left_out, *beside, *found.left_out),
        columns=found.columns,
    )


def _lines_of(block: Block) -> range:
    return range(block.line, block.line + block.text.count("\n") + 1)


def document_of(tables: Sequence[NamedSheet], chosen: ChosenColumns) -> Document:
    """Return the questions of tables by the columns that were chosen.

    Raises:
        ReaderError: No table has these columns.
    """
    filled = [one for one in tables if one.rows]
    if not filled:
        raise ReaderError("no table whose columns could be chosen")
    headed = _all_headed(filled, chosen)
    left_out = [
        LeftOut(one.rows[0][0], one.name, "sheet without the columns that were chosen")
        for one in filled
        if one.name and one.name not in {other.name for other in headed}
    ]
    items: list[Item] = []
    remarks: list[tuple[int, str]] = []
    for one in headed:
        section = (one.name,) if len(headed) > 1 and one.name else ()
        read, told, left = _read(one, chosen)
        items += [replace(item, section=section) for item in read]
        remarks += told
        left_out += left
    if not items:
        raise ReaderError("the columns that were chosen are empty")
    first = headed[0]
    return Document(
        items=tuple(items),
        remarks=tuple(remarks),
        left_out=tuple(left_out),
        columns=tuple(
            ColumnUse(first.head[at], role, "the author's word")
            for at, role in first.roles.items()
        ),
    )


def _all_headed(tables: Sequence[NamedSheet], chosen: ChosenColumns) -> list[_Headed]:
    """Return the tables that have all of the columns."""
    headed: list[_Headed] = []
    refusal: ReaderError = _unknown(tables, chosen)
    for one in tables:
        try:
            found = _headed(one, chosen)
        except UnknownColumnError as error:
            refusal = error
            continue
        headed += [found] if found is not None else []
    if not headed:
        raise refusal
    return headed


def _cells(row: str) -> list[str]:
    bare = re.sub(r"<br\s*/?>", "\n", row.strip().strip("|"))
    bare = re.sub(r"\\\[sound:([^\[\]\n\\]+)\\?\]", r"[sound:\1]", bare)
    return [cell.strip().replace("\\|", "|") for cell in _CELL.split(bare)]


def _headed(table: NamedSheet, chosen: ChosenColumns) -> _Headed | None:
    """Return a table with the row that names the columns, if any row does."""
    best, most = 0, 0
    for index, (_, row) in enumerate(table.rows[:_DEEPEST_HEAD]):
        known = len(_roles(row, chosen))
        if known > most:
            best, most = index, known
    if most:
        line, head = table.rows[best]
        missing = [name for name in chosen.roles if not _places(name, head)]
        if missing:
            message = _untold(missing[0], head)
            raise UnknownColumnError(missing[0], message, is_found_in_part=True)
        rows = table.rows[best + 1 :]
        return _Headed(table.name, head, line, rows, _roles(head, chosen))
    width = max(len(row) for _, row in table.rows)
    if chosen.roles and all(
        name.isdecimal() and 0 < int(name) <= width for name in chosen.roles
    ):
        roles = {int(name) - 1: role for name, role in chosen.roles.items()}
        has_head = names.are_names(table.rows[0][1])
        head = [str(number) for number in range(1, width + 1)]
        line = table.rows[0][0]
        rows = table.rows[1:] if has_head else table.rows
        return _Headed(table.name, head, line, rows, roles)
    return None


def _roles(head: Sequence[str], chosen: ChosenColumns) -> dict[int, str]:
    """Return what each column becomes, in the order in which they were chosen."""
    roles: dict[int, str] = {}
    for name, role in chosen.roles.items():
        roles |= dict.fromkeys(_places(name, head), role)
    for one in chosen.fields:
        places = [at for at in _places(one, head) if at not in roles]
        if one not in roles.values():
            roles |= dict.fromkeys(places, one)
    if chosen.fields and "tags" not in roles.values():
        tagged = (at for name in _TAGS for at in _places(name, head))
        roles |= dict.fromkeys((at for at in tagged if at not in roles), "tags")
    return roles


def _places(name: str, head: Sequence[str]) -> list[int]:
    """Return where columns of a name stand; its exact spelling counts most."""
    exact = [at for at, one in enumerate(head) if one.strip() == name.strip()]
    wanted = name.strip().casefold()
    return exact or [
        at for at, one in enumerate(head) if one.strip().casefold() == wanted
    ]


def _unknown(tables: Sequence[NamedSheet], chosen: ChosenColumns) -> ReaderError:
    head = tables[0].rows[0][1]
    if chosen.roles:
        first = next(iter(chosen.roles))
        return UnknownColumnError(first, _untold(first, head))
    told = _listed(chosen.fields)
    return UnknownColumnError(
        "", f"no column is called as a field ({told}): {_are(head)}"
    )


def _untold(name: str, head: Sequence[str]) -> str:
    known = [one for one in head if one.strip()]
    return f"no column `{name}`{did_you_mean(name, known)}: {_are(head)}"


def _are(head: Sequence[str]) -> str:
    known = [one for one in head if one.strip()]
    return f"the columns are {_listed(known)}"


def _listed(words: Sequence[str]) -> str:
    told = ", ".join(f"`{one}`" for one in words[:_MOST_NAMED])
    return f"{told}, …" if len(words) > _MOST_NAMED else told


def _read(
    table: _Headed, chosen: ChosenColumns
) -> tuple[list[Item], list[tuple[int, str]], list[LeftOut]]:
    """Return the questions of a table, what is doubtful, and what is left out."""
    known = [
        Column(name, sheet.cells_of([row for _, row in table.rows[:_SAMPLE]], at))
        for at, name in enumerate(table.head)
    ]
    roles = [table.roles.get(at, "") for at in range(len(known))]
    has_words = columns.hold_words(known, roles) or _are_words(known, roles)
    forms = {at: form for at in table.roles if (form := _form(known[at]))}
    left = [
        LeftOut(table.line, one.name, _UNUSED.format(name=one.name))
        for at, one in enumerate(known)
        if at not in table.roles and one.filled and one.name
    ]
    has_entities = markup.uses_entities(cell for _, row in table.rows for cell in row)
    items: list[Item] = []
    asked: list[SourceEntry] = []
    for line, row in table.rows:
        values: dict[str, list[str]] = {}
        for at, role in table.roles.items():
            cell = row[at].strip() if at < len(row) else ""
            if cell and at in forms and forms[at][0].fullmatch(cell):
                values.setdefault(role, []).append(forms[at][1].format(cell))
            elif cell:
                text = sheet.shown(cell, has_entities=has_entities, has_lines=True)
                values.setdefault(role, []).append(text)
        if not any(values.values()):
            continue
        item = _item(values, line, chosen, has_words=has_words)
        if item is None:
            told = ", ".join(one for one in row if one.strip())
            left.append(LeftOut(line, told, _nothing_in(table, chosen)))
        elif "option" in values:
            asked.append(_entry(item, values))
        else:
            items.append(item)
    chosen_items, remarks = entry.items_of(asked)
    items += chosen_items
    return _with_sure_keys(sorted(items, key=lambda one: one.line)), list(remarks), left


def _are_words(known: Sequence[Column], roles: Sequence[str]) -> bool:
    """Whether tags are parted by blanks, as Anki parts them: small words, no list."""
    tagged = [one for one, role in zip(known, roles, strict=True) if role == "tags"]
    return all(one.name.casefold() in _TAGS for one in tagged) and all(
        re.fullmatch(r"[^\W\d_A-Z][\w:/-]*(?: [^\W\d_A-Z][\w:/-]*)*", cell.strip())
        for one in tagged
        for cell in one.filled
    )


def _form(column: Column) -> tuple[re.Pattern[str], str] | None:
    """Return what the file names of a column show or play, when it holds such."""
    bare = [cell for cell in column.filled if not _SOUND.fullmatch(cell.strip())]
    others = Column(column.name, bare)
    return next((one for one in _MEDIA if bare and others.is_mostly(one[0])), None)


def _nothing_in(table: _Headed, chosen: ChosenColumns) -> str:
    wanted = chosen.fields[0] if chosen.note_type else "question"
    asked = [table.head[at] for at, role in table.roles.items() if role == wanted]
    return f"nothing in {_listed(asked or [wanted])}"


def _item(
    values: Mapping[str, Sequence[str]],
    line: int,
    chosen: ChosenColumns,
    *,
    has_words: bool,
) -> Item | None:
    """Return the item of a row; none when what is asked first is blank."""

    def text(role: str) -> str:
        return "\n\n".join(values.get(role, ()))

    tags = tuple(
        tag.strip()
        for cell in values.get("tags", ())
        for tag in re.split(
            r"\s+" if has_words else r"[,;，；|\n]\s*|\s+(?=\S+::)", cell
        )
    )
    item = Item(
        text("question"),
        text("answer"),
        line,
        tags,
        extra=text("explanation"),
        hint=text("hint"),
        key=text("key"),
        deck=text("deck"),
    )
    if chosen.note_type:
        filled = tuple((one, text(one)) for one in chosen.fields if text(one))
        if not filled or filled[0][0] != chosen.fields[0]:
            return None
        answer = "\n\n".join(value for _, value in filled[1:])
        return replace(
            item,
            question=filled[0][1],
            answer=answer,
            fields=filled,
            note_type=chosen.note_type,
        )
    return item if item.question else None


def _entry(item: Item, values: Mapping[str, Sequence[str]]) -> SourceEntry:
    """Return a row that offers options, whose right ones are to be told."""
    options: list[Option] = []
    cells = values["option"]
    for cell in cells:
        options += listed.options_in(cell) if len(cells) == 1 else [Option(cell)]
    letters = "ABCDEFGH"
    if len(cells) > 1:
        options = [
            replace(one, name=letters[at : at + 1]) for at, one in enumerate(options)
        ]
    return SourceEntry(
        {
            "question": [item.question],
            "answer": [item.answer],
            "explanation": [item.extra],
            "hint": [item.hint],
        },
        item.line,
        options,
        key=item.key,
        deck=item.deck,
        tags=item.tags,
    )


def _with_sure_keys(items: list[Item]) -> list[Item]:
    """Return items without their keys where two have the same."""
    counts = Counter(item.key for item in items if item.key)
    is_sure = all(number == 1 for number in counts.values())
    return items if is_sure else [replace(item, key="") for item in items]
