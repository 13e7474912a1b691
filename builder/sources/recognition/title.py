"""The text of a block taken apart: the title that asks, and what follows it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.sources.language import answerwords, questionwords, remarks
from builder.sources.language.asking import asks_by_words, interrogation
from builder.sources.language.askingon import CLAUSES, asking_length
from builder.sources.language.codewords import COMMAND_LINES
from builder.sources.language.confidence import LIKELY
from builder.sources.language.plain import masked, plain
from builder.sources.recognition import label

_BOLD = re.compile(
    r"(?P<mark>\*\*\*|\*\*|__)(?=\S)(?P<text>.+?)(?<=\S)(?P=mark)(?P<rest>.*)$",
    re.DOTALL,
)
_SPAN = re.compile(
    r"(?P<mark>`)(?P<text>[^`]+)`(?P<rest>)$|(?P<open>[*_])(?P<inner>[^*_]+)(?P=open)$"
)
_HTML_BOLD = re.compile(r"(?is)<(b|strong|em|i|u)>(.{1,600}?)</\1>")
# A question, with a remark or another question behind it, and what follows it.
_ASKED = re.compile(
    r"(.{4,160}?[?？؟](?:\s*[(（【][^()（）【】]{1,20}[)）】])?(?:[^?？؟]{0,60}[?？؟])*)\s*(\S.*)$"
)
# A question goes on over so many rows.
_MOST_ROWS = 4
# An answer this short says yes or no, or is none.
_SHORT_ANSWER = 12


def split_title(text: str) -> tuple[str, str, bool]:
    """Return title, the rest of the text, and whether the title stood out in bold."""
    text = _HTML_BOLD.sub(lambda match: f"**{match[2].strip()}**", text).strip()
    text = re.sub(
        r"^(?:<(?:p|span|div|font)\b[^>]*>)+|^<a\s[^>]*>\s*</a>", "", text
    ).strip()
    head = re.match(r"(?:[\w第]+\s*[.、)）:：]\s*)?", text)
    start = head.end() if head else 0
    covered = masked(text)
    bold = _BOLD.match(covered, start) or _BOLD.match(covered)
    if bold is not None:
        title, body, is_bold = _bold_title(text, bold)
        return *_asked_on(title, body), is_bold
    whole = _SPAN.match(text)
    if whole is not None:
        return plain(whole["text"] or whole["inner"]), "", True
    title, body = _asked_on(*_first_sentence(text))
    return plain(title), body, False


def _bold_title(text: str, bold: re.Match[str]) -> tuple[str, str, bool]:
    prefix, rest = text[: bold.start()], text[bold.start("rest") :]
    inner = text[slice(*bold.span("text"))]
    title = f"{prefix}{inner}"
    stripped = rest.strip()
    if label.has_answer_label(inner) or not stripped.strip(":：.。?？*_ "):
        tail = (
            stripped.strip("*_ ") if re.fullmatch(r"[?？؟:：.。*_ ]*", stripped) else ""
        )
        return plain(title + tail), "", True
    first, _, more = rest.partition("\n")
    if questionwords.BOLD_LABELS.holds(inner.strip()):
        inner_title, inner_body, _ = split_title(rest.strip())
        return plain(f"{title} {inner_title}"), inner_body, True
    if not first.strip():
        return plain(title), more.strip("\n"), True
    if remarks.taken_off(f"x{first.strip()}")[0] == "x":
        return plain(f"{title}{first.strip()}"), more.strip("\n"), True
    ends = re.search(r"[?？؟:：.。]\W*$", bold["text"])
    if ends or re.match(r"\s*(?:[-–—:：]|<br)", first):
        body = re.sub(r"^\s*(?:[-–—:：]|<br\s*/?>)\s*", "", rest)
        return plain(title), body.strip(), True
    if re.search(r"[?？؟]\W*$", first):
        return plain(f"{title}{first}"), more, False
    plain_title, body = _first_sentence(f"{title}{rest}")
    return plain(plain_title), body, False


def _first_sentence(text: str) -> tuple[str, str]:
    """Return the question a paragraph begins with, and what follows it."""
    rows = text.split("\n")
    for count in range(1, min(_MOST_ROWS, len(rows)) + 1):
        row = rows[count - 1]
        if re.search(r"[?？؟][\s)）*_\"”]*$", row.rstrip()):
            end = count + _asks_on(rows[count : count + 2])
            return joined(rows[:end]), "\n".join(rows[end:])
        if re.search(r"[.。:：;；!！]\s*$", row):
            break
    first = rows[0]
    asked = _ASKED.match(masked(first))
    if asked:
        behind = first[asked.start(2) :]
        end = asking_length(behind, asked[1])
        answer = re.sub(r"^(?:[-–—:：]\s+|——\s*)", "", behind[end:])
        if answer and _is_statement(behind[end:]):
            title = first[: asked.start(2) + end] if end else first[: asked.end(1)]
            return title.rstrip(), "\n".join([answer, *rows[1:]])
    return first, "\n".join(rows[1:])


def split_behind_mark(title: str) -> tuple[str, str]:
    """Take what stands behind the question mark of a title apart, unless it asks."""
    asked = _ASKED.match(masked(title))
    if asked is None:
        return title, ""
    behind = title[asked.start(2) :]
    end = asking_length(behind, asked[1])
    return title[: asked.start(2) + end].strip(), behind[end:]


def _asked_on(title: str, body: str) -> tuple[str, str]:
    """Return a question with the requests behind its mark, and what is left."""
    if not body or not re.search(r"[?？؟]\W*$", masked(title)):
        return title, body
    first, _, more = body.partition("\n")
    end = asking_length(first, title)
    if end < len(first):
        return title, body
    return _asked_on(joined([title, first]), more)


def _asks_on(rows: Sequence[str]) -> int:
    """Return how many more rows belong to a question that asks twice."""
    joined = ""
    for count, row in enumerate(rows, start=1):
        joined = f"{joined} {row.strip()}".strip()
        if re.search(r"[?？؟]\W*$", row) and asks_by_words(joined):
            return count
        if re.search(r"[.。!！:：]\s*$", row):
            break
    return 0


def _is_statement(text: str) -> bool:
    """Whether what follows a question mark answers, rather than asks on."""
    if remarks.taken_off(f"x{text}")[1]:
        return False
    if COMMAND_LINES.holds(text) or re.match(r"(?:[-–—]\s+|——\s*)\S", text):
        return True
    if len(text) < _SHORT_ANSWER:
        return bool(re.match(r"(?i)(?:yes|no|true|false)\b", text))
    return bool(re.search(r"[.。!！;；]", text)) and (
        interrogation(text) < LIKELY or CLAUSES.holds(text)
    )


def split_answer(title: str, body: str) -> tuple[str, str]:
    """Take an answer that stands on the line of its question apart."""
    match = answerwords.INLINE.pattern.search(masked(title))
    if match is None or not match.start():
        return title, body
    rest = title[match.start() :].strip()
    return title[: match.start()].strip(" *_|/"), f"{rest}\n{body}".strip()


def joined(rows: Sequence[str]) -> str:
    """Return wrapped rows as one line; Chinese needs no space between them."""
    text = rows[0].strip()
    for row in rows[1:]:
        is_chinese = bool(re.search(r"[\u3000-\u9fff]$", text))
        text += ("" if is_chinese else " ") + row.strip()
    return text
