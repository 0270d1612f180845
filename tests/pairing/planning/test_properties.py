"""What holds of every plan: it is legal, no worse than today, the same whoever computes it, and can be undone."""

from __future__ import annotations

import dataclasses
import multiprocessing
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Final

import polars as pl
import pytest
from hypothesis import given

import pairing
from cypher import check
from pairing.counting import active_pairings, counting_pairings
from pairing.sample import sample_roster
from tests.pairing.balance.brute import TODAY, roster_of
from tests.pairing.balance.test_order import shuffled
from tests.pairing.planning.areas import LATER, areas
from tests.pairing.planning.brute import GOALS, Goal, order_of
from tests.pairing.planning.office import WholeOffice, bare, office_of
from tests.pairing.planning.outcome import misordered, misshapen, pairs_after
from tests.pairing.planning.result import broken_rules, reached
from tests.strategies.rosters import days, settings_drawn, small_rosters, to_roster

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from pairing.model.plan import Plan
    from pairing.model.settings import Settings
    from pairing.roster import Roster
    from tests.strategies.rosters import SmallRoster

TOGETHER: Final = 40
SEEDS: Final = range(3)
quick = pytest.mark.usefixtures("nothing_tried")


@cache
def many(seed: int, on: dt.date = TODAY) -> Roster:
    """Draw a roster of many tiny areas."""
    return roster_of(areas(Random(seed), TOGETHER, on))


def planned(seed: int, goal: Goal = "balance", on: dt.date = TODAY, *, anew: bool = False) -> Plan:
    """Plan many tiny areas, once for all of the quick tests."""
    return _planned(seed, goal, on, anew)


@cache
def _planned(seed: int, goal: Goal, on: dt.date, anew: bool) -> Plan:
    return (pairing.propose if anew else pairing.repair)(many(seed, on), goal=goal, effective=on)


@cache
def of_sample(goal: Goal) -> Plan:
    """Repair the sample, once for all tests."""
    return pairing.repair(sample_roster(), goal=goal)


@given(small_rosters(), settings_drawn(), days())
def test_every_plan_keeps_every_hard_rule_and_is_no_worse_than_today(
    small: SmallRoster, settings: Settings, day: dt.date
) -> None:
    roster = to_roster(small, settings, day)
    office = office_of(roster)
    for goal in GOALS:
        plan = pairing.repair(roster, goal=goal)
        is_well_made(office, plan)
        if not [*broken_rules(office, office.counting)]:
            order = order_of(goal)
            assert reached(office, pairs_after(office, plan)).by(order) <= reached(office, office.counting).by(order)


@given(small_rosters(), settings_drawn(), days())
def test_every_proposal_keeps_every_hard_rule(small: SmallRoster, settings: Settings, day: dt.date) -> None:
    roster = to_roster(small, settings)
    for goal in GOALS:
        is_well_made(office_of(roster, day), pairing.propose(roster, goal=goal, effective=day))


def is_well_made(office: WholeOffice, plan: Plan) -> None:
    assert not [*misshapen(office, plan), *misordered(office, plan)]
    assert not list(broken_rules(office, pairs_after(office, plan)))


@pytest.mark.parametrize("goal", GOALS)
def test_the_plan_of_the_sample_is_well_made(goal: Goal) -> None:
    office = office_of(sample_roster())
    is_well_made(office, of_sample(goal))
    is_well_made(office, pairing.propose(sample_roster(), goal=goal))


# The same roster, the same plan ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("goal", GOALS)
def test_the_order_of_the_rows_of_the_sample_is_nothing_to_a_plan(goal: Goal) -> None:
    for plan in (pairing.repair, pairing.propose):
        assert plan(shuffled(sample_roster(), 1), goal=goal).to_json() == plan(sample_roster(), goal=goal).to_json()


@quick
@pytest.mark.parametrize("goal", GOALS)
def test_the_order_of_the_rows_is_nothing_to_a_plan(goal: Goal) -> None:
    for seed in SEEDS:
        for anew, plan in enumerate((pairing.repair, pairing.propose)):
            again = plan(shuffled(many(seed), 1), goal=goal)
            assert again.to_json() == planned(seed, goal, anew=bool(anew)).to_json()


EXECUTORS: Final[dict[str, Callable[[], Executor]]] = {
    "threads": lambda: ThreadPoolExecutor(3),
    "processes": lambda: ProcessPoolExecutor(2, multiprocessing.get_context("spawn")),
}


@quick
@pytest.mark.parametrize("kind", EXECUTORS)
def test_whoever_computes_it_is_nothing_to_a_plan(kind: str) -> None:
    with EXECUTORS[kind]() as executor:
        for goal in GOALS:
            alone = [(sample_roster(), alone_on_sample(goal)), *((many(seed), planned(seed, goal)) for seed in SEEDS)]
            for roster, plan in alone:
                assert pairing.repair(roster, goal=goal, executor=executor).to_json() == plan.to_json()


@cache
def alone_on_sample(goal: Goal) -> Plan:
    """Repair the sample as the quick tests do."""
    return pairing.repair(sample_roster(), goal=goal)


@quick
def test_progress_is_told_step_by_step() -> None:
    """Each kind of work counts from 0 on, one by one."""
    told: list[tuple[int, int]] = []
    pairing.repair(many(0), progress=lambda done, whole: told.append((done, whole)))
    assert told
    assert all(done < whole for done, whole in told)
    assert all(done in {0, before + 1} for (before, _), (done, _) in pairwise([(-1, 0), *told]))


# Stability ------------------------------------------------------------------------------------------------------------


@quick
@pytest.mark.parametrize("goal", GOALS)
def test_somebody_who_leaves_changes_nothing_beyond_his_part(goal: Goal) -> None:
    for seed in SEEDS:
        before = many(seed)
        office, plan = office_of(before), planned(seed, goal)
        for cadre in Random(seed).sample(office.active, 3):
            after = pairing.repair(without(before, cadre), goal=goal)
            beyond = set(office.scope).difference(*parts_of(office, cadre))
            assert about(after, beyond) == about(plan, beyond), (seed, cadre)


def test_somebody_who_leaves_the_sample_changes_nothing_beyond_his_part() -> None:
    before = sample_roster()
    office, plan = office_of(before), of_sample("balance")
    assert len(office.parts()) > 1
    for part in office.parts():
        cadre = min(bare(node) for node in part if node.startswith("cadre:"))
        after = pairing.repair(without(before, cadre))
        assert about(after, set(office.scope) - part) == about(plan, set(office.scope) - part)


def parts_of(office: WholeOffice, cadre: str) -> list[AbstractSet[str]]:
    """Give the parts of a cadre and of the households he helps, which are others where an exclusion ends that."""
    his = {household for c, household in office.counting if c == cadre}
    return [his, *(part for part in office.parts() if f"cadre:{cadre}" in part or his & part)]


def without(roster: Roster, cadre: str) -> Roster:
    """Let a cadre leave."""
    state = pl.when(pl.col("id") == cadre).then(pl.lit("调离")).otherwise("state").alias("state")
    return dataclasses.replace(roster, tables={**roster.tables, "cadres": roster.cadres.with_columns(state)})


def about(plan: Plan, households: set[str]) -> list[object]:
    """Give the changes of some households, but for their numbers."""
    chosen = [change for change in plan.changes if bare(change.subject) in households]
    return [change.model_dump(exclude={"id", "group"}) for change in chosen]


# Applying -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("goal", GOALS)
def test_applying_and_checking_the_sample_gives_what_was_promised(goal: Goal) -> None:
    roster, plan = sample_roster(), of_sample(goal)
    report = check(pairing.apply_plan(roster, plan).roster)
    found = {outcome.code: outcome.count for outcome in report.rules}
    level = {level.name: level.value for level in plan.levels}
    promised = {"C201": level["uncovered"], "C202": level["idle"], "C203": level["ineligible"]}
    assert {code: found[code] for code in promised} == promised
    assert not any(found[code] for code in ("C205", "C206", "C210", "C211"))
    assert bool(found["C204"]) == bool(level["overload"])
    if goal == "balance":
        assert not any(found[code] for code in ("B301", "B302"))


@quick
@pytest.mark.parametrize("on", [TODAY, LATER])
@pytest.mark.parametrize("goal", GOALS)
def test_applying_leads_where_the_plan_says_and_needs_no_repair(goal: Goal, on: dt.date) -> None:
    for seed in SEEDS:
        roster, plan = many(seed, on), planned(seed, goal, on)
        after = pairing.apply_plan(roster, plan).roster
        assert office_of(after, on).counting == pairs_after(office_of(roster, on), plan)
        assert not pairing.repair(after, goal=goal, effective=on).changes, seed


@quick
def test_applying_overwrites_and_deletes_no_row() -> None:
    for seed in SEEDS:
        roster = many(seed, LATER)
        after = pairing.apply_plan(roster, planned(seed, on=LATER)).roster
        kept = ("key", "cadre", "household", "ordinal", "start_date")
        rows = roster.pairings.height
        assert after.pairings.head(rows).select(kept).equals(roster.pairings.select(kept))
        ended = after.pairings.head(rows).filter(~pl.col("void") & (pl.col("end_date") < pl.col("start_date")))
        assert not ended.height
        assert after.pairings.tail(-rows)["start_date"].unique().to_list() in ([LATER], [])


@quick
@pytest.mark.parametrize("on", [TODAY, LATER])
def test_undoing_gives_the_active_pairings_there_were(on: dt.date) -> None:
    for seed in SEEDS:
        roster = many(seed, on)
        for plan in (planned(seed, on=on), planned(seed, on=on, anew=True)):
            is_undone(roster, plan)
            is_undone(roster, plan.model_copy(update={"accepted": some_of(plan, seed)}))


def test_undoing_the_plan_of_the_sample_gives_the_active_pairings_there_were() -> None:
    for goal in GOALS:
        is_undone(sample_roster(), of_sample(goal))


@given(small_rosters(), settings_drawn(), days())
def test_undoing_is_exact_whatever_the_roster(small: SmallRoster, settings: Settings, day: dt.date) -> None:
    roster = to_roster(small, settings)
    is_undone(roster, pairing.repair(roster, effective=day))


def some_of(plan: Plan, seed: int) -> tuple[str, ...]:
    return tuple(change.id for change in plan.changes if Random(f"{seed} {change.id}").random() < 0.5)


def is_undone(roster: Roster, plan: Plan) -> None:
    applied = pairing.apply_plan(roster, plan)
    back = pairing.apply_plan(applied.roster, applied.undo).roster
    assert active(back, plan.effective) == active(roster, plan.effective)
    assert counting(back, plan.effective) == counting(roster, plan.effective)


def active(roster: Roster, on: dt.date) -> list[tuple[object, ...]]:
    rows = active_pairings(roster.at(on)).select("cadre", "household", "ordinal", "end_date")
    return sorted(rows.iter_rows(), key=str)


def counting(roster: Roster, on: dt.date) -> set[tuple[object, ...]]:
    return set(counting_pairings(roster.at(on)).select("cadre", "household").iter_rows())
