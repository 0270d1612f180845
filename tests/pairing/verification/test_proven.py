"""Which levels rows prove, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from pairing.model.plan import Term, levels_of
from pairing.verification.proven import Walk

if TYPE_CHECKING:
    from pairing.model.plan import PlanLevel

LEVELS: Final = levels_of("repair", "balance")
GAPS: Final = levels_of("repair", "gaps")
RANKS: Final = 5


def rows(written: str) -> list[tuple[Term, ...]]:
    """Read ``uncovered idle+2changes load@3 load>2``."""
    return [tuple(map(term, row.split("+"))) for row in written.split()]


def term(written: str) -> Term:
    weight = written[: len(written) - len(written.lstrip("-0123456789"))]
    name = written[len(weight) :]
    level, _, at = name.partition("@")
    level, _, above = level.partition(">")
    known: dict[str, int | None] = {"at": int(at) if at else None, "above": int(above) if above else None}
    return Term.model_validate({"level": level, "weight": int(weight or 1), **known})


def proven(written: str, levels: tuple[PlanLevel, ...] = LEVELS, *, spent: bool = True) -> int:
    """Count the levels that are proven; they are the first ones."""
    found = Walk(levels, RANKS, spent).through(rows(written))
    assert found == set(levels[: len(found)])
    return len(found)


BEFORE_LOAD: Final = "uncovered ineligible idle overload pairings "
LOAD: Final = LEVELS.index("load")


def test_plain_rows_prove_their_levels() -> None:
    assert proven(" ".join(LEVELS), spent=False) == len(LEVELS)
    assert proven(" ".join(GAPS), GAPS, spent=False) == len(GAPS)
    assert proven("3uncovered 2ineligible", spent=False) == 2
    assert proven("", spent=False) == 0


def test_nothing_is_proven_past_a_level_that_is_left_out() -> None:
    assert proven("uncovered idle ineligible") == 1
    assert proven("ineligible uncovered") == 0


def test_what_is_proven_may_come_again() -> None:
    assert proven("uncovered uncovered ineligible uncovered idle", spent=False) == 3


def test_a_level_with_changes_is_proven_where_there_may_be_no_more() -> None:
    assert proven("uncovered ineligible+2changes idle") == 3
    assert proven("uncovered ineligible+2changes idle", spent=False) == 1
    assert proven("uncovered 2uncovered+changes ineligible") == 2


def test_the_number_of_changes_is_known_then() -> None:
    rest = BEFORE_LOAD + "load support first preference"
    assert proven(rest.replace("idle", "idle+changes")) == len(LEVELS)
    assert proven(rest) == LEVELS.index("changes")
    assert proven("changes " + rest) == len(LEVELS)
    assert proven("changes " + rest, spent=False) == 0
    assert proven("uncovered ineligible idle+changes changes overload", GAPS) == 5


@pytest.mark.parametrize("row", ["uncovered+ineligible", "0uncovered", "-1uncovered", "uncovered+-1changes"])
def test_other_sums_prove_nothing(row: str) -> None:
    assert proven(f"{row} uncovered ineligible") == 0


@pytest.mark.parametrize(
    "load",
    [
        "load",
        "load@5 load@4 load@3 load@2 load@1",
        "load>2 load@2 load@1",
        "load@5 load>1 load@1",
        "load>3 load@3+2changes load",
        "load>3 load>2+changes load",
        "load@7 load@5+changes load@5 load",
        "load>0",
    ],
)
def test_load_is_proven_when_all_ranks_are(load: str) -> None:
    assert proven(f"{BEFORE_LOAD}{load} support") >= LEVELS.index("changes")


@pytest.mark.parametrize(
    "load",
    [
        "load@5 load@4 load@3 load@2",
        "load@4 load",
        "load>2 load@1 load",
        "load+changes load",
        "load>2+changes load",
        "load>3+changes load",
        "load>2",
    ],
)
def test_and_not_before(load: str) -> None:
    assert proven(f"{BEFORE_LOAD}{load} support") == LOAD


def test_a_load_that_nobody_can_have_is_proven_by_any_row() -> None:
    assert Walk(("load", "support"), 0, spent=True).through(rows("load+changes support")) == {"load", "support"}
