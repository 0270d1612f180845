"""What counts on D, against the oracle's own reading of DESIGN §2, and the boundaries by hand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given

from pairing import counting
from pairing.model.settings import Settings
from pairing.roster import Roster
from tests.oracle import Record, World, world_from_records
from tests.strategies.rosters import (
    BASE,
    SmallRoster,
    days,
    settings_drawn,
    small_rosters,
    to_roster,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.oracle.world import Edge

DAY = dt.timedelta(1)


def pairs(frame: pl.DataFrame, tail: str, head: str) -> list[tuple[str, str]]:
    return sorted((f"{tail}:{a}", f"{head}:{b}") for a, b in frame.select(tail, head).iter_rows())


def ends(edges: Iterable[Edge]) -> list[tuple[str, str]]:
    return sorted((edge.tail, edge.head) for edge in edges)


def names(frame: pl.DataFrame, kind: str) -> list[str]:
    return sorted(f"{kind}:{identity}" for identity in frame["id"])


@given(small_rosters(), settings_drawn(), days())
def test_edges_that_count_are_the_oracles(small: SmallRoster, settings: Settings, day: dt.date) -> None:
    world, roster = world_from_records(small.records, settings, day), to_roster(small, settings, day)
    found = {
        "active pairings": pairs(counting.active_pairings(roster), "cadre", "household"),
        "pairings": pairs(counting.counting_pairings(roster), "cadre", "household"),
        "postings": pairs(counting.counting_postings(roster), "cadre", "village"),
        "liaisons": pairs(counting.counting_liaisons(roster), "cadre", "village"),
        "twinnings": pairs(counting.active_twinnings(roster), "unit", "village"),
    }
    assert found == {
        "active pairings": ends(world.active("pairings")),
        "pairings": ends(world.pairings),
        "postings": ends(world.postings),
        "liaisons": ends(world.liaisons),
        "twinnings": ends(world.twinnings),
    }


@given(small_rosters(), settings_drawn(), days())
def test_people_who_count_are_the_oracles(small: SmallRoster, settings: Settings, day: dt.date) -> None:
    world, roster = world_from_records(small.records, settings, day), to_roster(small, settings, day)
    assert names(counting.active_cadres(roster), "cadre") == sorted(world.cadres)
    assert names(counting.households_in_scope(roster), "household") == sorted(world.households)
    assert names(counting.expected_cadres(roster), "cadre") == sorted(world.expected)


@given(small_rosters(), settings_drawn(), days())
def test_quota_level_and_sender_are_the_oracles(small: SmallRoster, settings: Settings, day: dt.date) -> None:
    world, roster = world_from_records(small.records, settings, day), to_roster(small, settings, day)
    told = counting.cadres_with_quota(roster).select("id", "level", "quota")
    assert sorted(told.iter_rows()) == sorted(
        (name.removeprefix("cadre:"), world.level(name), world.quota(name)) for name in world.cadres
    )
    assert _senders(roster) == sorted((edge.tail, str(world.sender(edge))) for edge in world.postings)


def _senders(roster: Roster) -> list[tuple[str, str]]:
    unit_of = dict(enumerate(roster.units["id"]))
    rows = counting.counting_postings(roster).select("cadre", "sent_by_key").iter_rows()
    return sorted((f"cadre:{cadre}", "None" if key is None else f"unit:{unit_of[key]}") for cadre, key in rows)


@pytest.mark.parametrize(
    ("start", "end", "counts"),
    [
        (None, None, True),
        (BASE, None, True),
        (BASE + DAY, None, False),
        (None, BASE, True),  # the end is the last day that counts
        (None, BASE - DAY, False),
        (BASE, BASE, True),
        (BASE - DAY, BASE + DAY, True),
    ],
)
def test_a_dated_row_is_active_from_its_start_through_its_end(
    start: dt.date | None, end: dt.date | None, counts: bool
) -> None:
    pairing: Record = {"cadre": "C1", "household": "H1", "start_date": start, "end_date": end}
    assert counting.counting_pairings(_one_pair(pairing)).height == counts


def _one_pair(pairing: Record, settings: Settings | None = None) -> Roster:
    records = {
        "cadres": [{"id": "C1", "name": "张一", "unit": None}],
        "households": [{"id": "H1", "head": "王一", "village": None}],
        "pairings": [pairing],
    }
    return to_roster(SmallRoster(records), settings)  # type: ignore[arg-type]


def _posted(cadre: Record, settings: Settings) -> Roster:
    records = {
        "villages": [{"id": "V1", "name": "东村"}],
        "cadres": [{"id": "C1", "name": "张一", **cadre}],
        "postings": [{"cadre": "C1", "village": "V1", "role": "member", "end_date": BASE}],
    }
    return to_roster(SmallRoster(records), settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cadre", "posted_quota", "day", "quota"),
    [
        ({"rank": "正科"}, None, BASE, 3),
        ({"rank": "正科"}, 0, BASE, 0),
        ({"rank": "正科"}, 0, BASE + DAY, 3),  # no longer posted
        ({"rank": "正科", "quota": 2}, 0, BASE, 2),  # his own comes first
        ({"rank": "神仙"}, None, BASE, 1),
        ({}, None, BASE, 1),
    ],
)
def test_quota_comes_from_the_cadre_then_the_posting_then_the_rank(
    cadre: Record, posted_quota: int | None, day: dt.date, quota: int
) -> None:
    roster = _posted(cadre, Settings(posted_quota=posted_quota)).at(day)
    assert counting.cadres_with_quota(roster)["quota"].to_list() == [quota]


@pytest.mark.parametrize("read", [counting.expected_cadres, counting.counting_pairings])
def test_an_empty_roster_counts_nothing(read: Callable[[Roster], pl.DataFrame]) -> None:
    assert read(to_roster(SmallRoster())).is_empty()


def test_an_exempt_cadre_is_not_expected_and_his_pairing_still_counts() -> None:
    roster = _one_pair({"cadre": "C1", "household": "H1"}, Settings(quotas={"一般": 0}))
    exempt = roster.cadres.with_columns(quota=pl.lit(0, pl.Int32))
    seen = Roster({**roster.tables, "cadres": exempt}, roster.settings, roster.sources, on=roster.on)
    assert counting.expected_cadres(seen).is_empty()
    assert counting.counting_pairings(seen).height == 1


def test_worlds_differ_by_scope() -> None:
    records = {"households": [{"id": "H1", "head": "王一", "state": "已脱贫"}]}
    only: World = world_from_records(records, Settings(in_scope=("在册",)), BASE)  # type: ignore[arg-type]
    assert only.households == []
    assert counting.households_in_scope(
        to_roster(SmallRoster(records), Settings(in_scope=("在册",)))  # type: ignore[arg-type]
    ).is_empty()
