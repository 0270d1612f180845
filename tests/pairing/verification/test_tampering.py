"""A true balance is accepted; with any claim in it made false it is not; and nothing in it raises."""

from __future__ import annotations

import dataclasses
import json
from contextlib import suppress
from functools import cache, cached_property
from random import Random
from typing import TYPE_CHECKING, Final, cast

import polars as pl
import pytest
from pydantic import ValidationError

from pairing.balance import measure_balance
from pairing.model.balance import Balance, Lens
from pairing.model.table import EDGE_TABLES, TABLES
from pairing.reading import read_roster
from pairing.text import LANGUAGES
from pairing.verification import verify
from tests.pairing.verification.tampering import CHANGES, HOSTILE, Value, leaves, put
from tests.strategies.rosters import COMPLETE, day, settings, shape, small_roster, to_roster

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pairing.model.cell import TableName
    from pairing.roster import Roster
    from pairing.text import Language

SMALL: Final = (0, 4, 7, 70, 72, 91, 101, 124, 253, 258)
"""Seeds of rosters that have parts, and most kinds of sentences between them."""
AGREED = 40


@dataclasses.dataclass(frozen=True, eq=False)
class Case:
    """A roster and its balance."""

    roster: Roster
    balance: Balance

    @classmethod
    def of(cls, roster: Roster) -> Case:
        return cls(roster, measure_balance(roster))

    @cached_property
    def _json(self) -> str:
        return self.balance.to_json("zh")

    def written(self) -> Value:
        """Give the balance as a JSON value."""
        return cast("Value", json.loads(self._json))

    @cached_property
    def _read(self) -> tuple[Value, Balance]:
        return self.written(), Balance.model_validate_json(self._json)

    def read(self, value: Value) -> Balance | None:
        """Read a balance; what is as it was is not read again. None where the model refuses it, or nothing differs."""
        value_before, before = self._read
        if value == value_before:
            return None
        known = {
            name: getattr(before, name)
            for name in ("levels", "shortages", "parts")
            if value[name] == value_before[name]
        }
        lenses = [_known(lens, value_before["lenses"], before) for lens in value["lenses"]]
        try:
            return Balance.model_validate({**value, **known, "lenses": lenses})
        except (ValidationError, ArithmeticError):
            return None


def _known(lens: Value, lenses: list[Value], balance: Balance) -> Value | Lens:
    return balance.lenses[lenses.index(lens)] if lens in lenses else lens


@cache
def drawn(seed: int) -> Roster:
    random = Random(seed)
    return to_roster(small_roster(random, shape(random) if seed % 2 else COMPLETE), settings(random), day(random))


@cache
def small(seed: int) -> Case:
    return Case.of(drawn(seed))


@pytest.fixture(scope="module")
def sample(samples: Path) -> Case:
    return Case.of(read_roster(samples / "花名册.xlsx").roster)


@pytest.fixture(scope="module")
def clean(samples: Path) -> Case:
    return Case.of(read_roster(samples / "干净.xlsx").roster)


def faults(roster: Roster, balance: Balance) -> list[str]:
    return [fault.render("en") for fault in verify(roster, balance).faults]


def tampered(case: Case, change: Callable[[Value, Random], bool], random: Random) -> Balance | None:
    """Make one claim false; None where that cannot be done, or makes no difference."""
    value = case.written()
    return case.read(value) if change(value, random) else None


# Accepted -------------------------------------------------------------------------------------------------------------


def test_what_is_true_of_the_sample_is_accepted(sample: Case, clean: Case) -> None:
    for case in (sample, clean):
        verdict = verify(case.roster, case.balance)
        assert verdict.faults == ()
        assert verdict.holds
        assert verdict.claims > 10_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_in_either_language_is_accepted(sample: Case, language: Language) -> None:
    assert faults(sample.roster, Balance.model_validate_json(sample.balance.to_json(language))) == []


def test_what_is_measured_of_small_rosters_is_accepted() -> None:
    found = {seed: faults(small(seed).roster, small(seed).balance) for seed in range(AGREED)}
    assert {seed: said for seed, said in found.items() if said} == {}


# Rejected -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_false_claim_is_found(sample: Case, change: Callable[[Value, Random], bool]) -> None:
    random = Random(change.__name__)
    cases = [sample, *(small(seed) for seed in SMALL)]
    tried = [(case, balance) for case in cases if (balance := tampered(case, change, random)) is not None]
    assert tried
    assert [balance for case, balance in tried if verify(case.roster, balance).holds] == []


def test_a_balance_of_another_roster_is_none_of_this_one(sample: Case, clean: Case) -> None:
    for case, stranger in ((sample, clean), (clean, sample)):
        disguised = stranger.balance.model_copy(update={"roster_sha256": case.roster.sha256})
        assert faults(case.roster, stranger.balance) != []
        assert faults(case.roster, disguised) != []


@pytest.mark.parametrize("table", TABLES)
def test_a_row_less_is_another_roster(sample: Case, table: TableName) -> None:
    changed = without_last_row(sample.roster, table)
    assert "another roster" in faults(changed, sample.balance)[0]


@pytest.mark.parametrize("table", ["cadres", "households", "pairings", "twinnings", "postings"])
def test_what_changed_in_a_roster_is_found_without_its_hash(sample: Case, table: TableName) -> None:
    found = []
    for row in (3, 4, 5):
        changed = without_row(sample.roster, table, row)
        found.append(faults(changed, sample.balance.model_copy(update={"roster_sha256": changed.sha256})))
    assert any(found)


def without_last_row(roster: Roster, table: TableName) -> Roster:
    return without_row(roster, table, roster.tables[table].height - 1)


def without_row(roster: Roster, table: TableName, row: int) -> Roster:
    """Leave a row out, and the edges that end in it; keys stay those of the rows."""
    gone = roster.tables[table]["id"][row] if "id" in roster.tables[table].columns else None
    frames = {name: frame.select(list(TABLES[name].columns)) for name, frame in roster.tables.items()}
    frames[table] = frames[table].with_row_index().filter(pl.col("index") != row).drop("index")
    for edges in EDGE_TABLES:
        for column, target in TABLES[edges].references.items():
            if target == table and gone is not None:
                frames[edges] = frames[edges].filter(pl.col(column).ne_missing(gone))
    from pairing.roster import roster_from_tables  # noqa: PLC0415

    return roster_from_tables(frames, roster.settings, on=roster.on)


# Never raises ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SMALL)
def test_whatever_stands_in_a_balance_raises_nothing(seed: int) -> None:
    case, random = small(seed), Random(seed)
    ways = list(leaves(case.written()))
    for _ in range(40):
        value = case.written()
        put(value, random.choice(ways), random.choice(HOSTILE))
        with suppress(ValidationError, ArithmeticError):
            verify(case.roster, Balance.model_validate(value))


def test_an_empty_balance_raises_nothing(sample: Case) -> None:
    empty = Balance(roster_sha256=sample.roster.sha256, as_of=sample.roster.on, lenses=())
    assert len(faults(sample.roster, empty)) >= 3
