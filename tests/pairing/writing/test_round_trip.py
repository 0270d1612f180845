"""What is written and read again is the same roster, whatever the form and the language."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from pairing.model.table import TABLES
from pairing.reading import read_roster
from pairing.writing import write_roster
from tests.strategies.rosters import batch, settings_drawn, small_rosters, to_roster, union

if TYPE_CHECKING:
    from pairing.model.settings import Settings
    from pairing.roster import Roster
    from pairing.text import Language
    from tests.strategies.rosters import SmallRoster

FORMS = [("花名册.xlsx", "csv"), ("花名册", "csv"), ("花名册", "parquet")]


def assert_equal_when_read_again(
    roster: Roster, name: str, files: Literal["csv", "parquet"], language: Language
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_roster(roster, Path(folder) / name, language=language, files=files)
        again = read_roster(path).roster
    assert again.absent == roster.absent
    for table, frame in roster.tables.items():
        fields = list(TABLES[table].columns)
        assert again.tables[table].select(fields).rows() == frame.select(fields).rows(), table
    assert again.settings == roster.settings
    assert again.same_content(roster)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("name", "files"), FORMS, ids=["workbook", "csv", "parquet"])
@given(seed=st.integers(0, 2**32), settings=settings_drawn())
@effort(max_examples=3)
def test_thirty_rosters_in_one_are_read_again_equal(
    seed: int, settings: Settings, name: str, files: Literal["csv", "parquet"], language: Language
) -> None:
    assert_equal_when_read_again(to_roster(union(batch(seed, 30)), settings), name, files, language)


@given(small=small_rosters())
@effort(max_examples=10)
def test_tables_that_are_absent_stay_absent(small: SmallRoster) -> None:
    assert_equal_when_read_again(to_roster(small), "花名册", "csv", "zh")
