from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from pairing.sample import write_sample
from pairing.sample.about import about_rows
from pairing.sample.edits import EDITS
from pairing.text import LANGUAGES, Language

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_tell_facts_inventions_and_planted_gaps(language: Language) -> None:
    rows = about_rows(language)
    assert len(about_rows(language, clean=True)) == len(rows) - len(EDITS)
    assert all(all(row) for row in rows)
    assert len({row[0] for row in rows}) == 5  # header, source, fact, invented, planted


def test_facts_carry_their_figures() -> None:
    facts = {what: more for kind, what, more in about_rows("en") if kind == "fact"}
    assert facts["Units whose party organisations were twinned"] == "27"
    assert facts["Villages helped"] == "12"
    assert facts["Poor households on file"] == "539"
    assert facts["Persons in them"] == "2023"
    assert facts["Cadres paired with households"].startswith("over 700")


def test_workbook_begins_with_the_sheet(tmp_path: Path) -> None:
    path = write_sample(tmp_path / "sample.xlsx", language="en")
    book = CalamineWorkbook.from_path(path)
    sheet = book.get_sheet_by_index(0).to_python()
    assert book.sheet_names[0] == "About the sample"
    assert [tuple(map(str, row)) for row in sheet] == about_rows("en")
