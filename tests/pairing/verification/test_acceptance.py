"""What is measured is accepted, on rosters of many tiny areas that have everything a rule speaks of."""

from __future__ import annotations

from random import Random

import pytest

import pairing
from tests.pairing.balance.brute import roster_of, tinies


@pytest.mark.parametrize("seed", range(8))
def test_a_balance_of_many_tiny_areas_is_accepted(seed: int) -> None:
    roster = roster_of(tinies(Random(seed), 50))
    verdict = pairing.verify(roster, pairing.measure_balance(roster))
    assert [fault.render("en") for fault in verdict.faults] == []
    assert verdict.claims > 1000
