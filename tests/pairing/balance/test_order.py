"""The order of the planner's rows is nothing to a balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.balance import measure_balance
from pairing.model.table import TABLES
from pairing.roster import roster_from_tables
from pairing.sample import sample_roster

if TYPE_CHECKING:
    from pairing.roster import Roster


def shuffled(roster: Roster, seed: int) -> Roster:
    """Put the rows of every table into another order."""
    frames = {
        name: roster.tables[name].select(list(table.columns)).sample(fraction=1, shuffle=True, seed=seed)
        for name, table in TABLES.items()
        if name not in roster.absent
    }
    return roster_from_tables(frames, roster.settings, on=roster.on)


def test_the_balance_of_the_sample_is_the_same_whatever_the_order_of_its_rows() -> None:
    roster = sample_roster()
    assert measure_balance(shuffled(roster, 1)).to_json("en") == measure_balance(roster).to_json("en")
