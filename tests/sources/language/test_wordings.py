"""Every row of every table of wording decides its own examples, and no others."""

from __future__ import annotations

import pytest
import wordings

from builder.sources.language.languages import LANGUAGES, Language
from builder.sources.language.wording import Wordings
from builder.sources.readers import names


def test_there_are_many_rows() -> None:
    assert len(list(wordings.rows())) >= 400


@pytest.mark.parametrize(
    "table",
    [pytest.param(table, id=name) for name, table in wordings.tables().items()],
)
def test_every_row_decides_its_own_examples(table: Wordings) -> None:
    assert [row.name for row in table.rows if not row.yes] == []
    assert {
        row.name: wrong
        for row in table.rows
        if (wrong := wordings.wrong_examples(table, row))
    } == {}


def test_labels_of_all_languages_are_known() -> None:
    assert wordings.unlabelled() == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.name)
def test_names_of_columns_have_their_roles(language: Language) -> None:
    meant_otherwise = {
        name: names.role_of(name)
        for role, written in language.columns.items()
        for name in written.split()
        if names.role_of(name) != role
    }

    assert meant_otherwise == {}
