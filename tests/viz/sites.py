"""The small area as a site that has every kind of page, for what is asserted of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from pairing.balance import measure_balance
from pairing.model.finding import Severity
from pairing.roster import Roster
from tests.viz.areas import DAY, hostile, small
from tests.viz.plans import hostile_plan, small_plan
from tests.viz.reports import COLUMNS, NO_HELPER, WRONG, report_of
from viz import write_site
from viz.pages import atlas, findings

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.model.finding import Finding
    from pairing.model.plan import Plan
    from pairing.text import Language

KINDS = ("index", "findings", "findings-2", "balance", "plan", "data", "area-1", "village-1", "unit-1")
"""A page of every kind, and the second of a kind that may have several."""


def in_two_counties() -> Roster:
    """Give the small area with its villages in a county each."""
    roster = small()
    villages = roster.villages.with_columns(county=pl.Series(["互助县", "湟中县"]))
    return Roster({**roster.tables, "villages": villages}, roster.settings, roster.sources).at(DAY)


def write_everything(folder: Path, *, single: bool = False) -> Path:
    """Write a site with a page of every kind: two villages count as many, and two findings as many; give its index."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(atlas, "MOST_VILLAGES", 1)
        patched.setattr(findings, "MOST_ITEMS", 2)
        return _written(in_two_counties(), small_plan(), folder, *[NO_HELPER] * 3, single=single)


def write_hostile(folder: Path, *, single: bool = False) -> Path:
    """Write a site whose every name, reason and message wants a page to do something; give its index."""
    plan = hostile_plan()
    said = plan.changes[0].reason
    finding = NO_HELPER.model_copy(
        update={"title": said, "message": said, "hint": said, "subjects": ("household:h2",), "sheet": said.english}
    )
    return _written(hostile(), plan, folder, finding, single=single)


def write_small(folder: Path, *, language: Language = "zh") -> Path:
    """Write the small area as a department's site, whose overview has a picture; give its index."""
    also = WRONG.model_copy(update={"severity": Severity.INFO})  # of one code, but another severity
    return _written(small(), small_plan(), folder, also, language=language)


def _written(
    roster: Roster, plan: Plan, folder: Path, *findings: Finding, language: Language = "zh", single: bool = False
) -> Path:
    report, balance = report_of(roster, *findings), measure_balance(roster)
    (index,) = write_site(
        roster, report, folder, language=language, columns=COLUMNS, balance=balance, plan=plan, single=single
    )
    return index
