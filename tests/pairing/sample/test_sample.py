from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import polars as pl
import pytest

from pairing.counting import (
    active_twinnings,
    cadres_with_quota,
    counting_liaisons,
    counting_pairings,
    counting_postings,
    expected_cadres,
    households_in_scope,
)
from pairing.model.report import Totals
from pairing.sample import sample_roster
from pairing.totals import totals

if TYPE_CHECKING:
    from pairing.roster import Roster

DIVISION = 4


@pytest.fixture(scope="module")
def clean() -> Roster:
    return sample_roster(clean=True)


def test_totals_are_the_published_ones(clean: Roster) -> None:
    assert totals(clean) == Totals(
        units=27,
        villages=12,
        cadres=715,
        paired_cadres=712,
        households=539,
        persons=2023,
        pairings=782,
    )
    assert clean.units.height == 27
    assert clean.on == datetime.date(2016, 12, 31)


def test_villages_are_the_published_ones_and_two_are_not_named(clean: Roster) -> None:
    places = clean.villages.select("prefecture", "county", "township", "name").rows()
    assert places == [
        ("西宁市", "湟中县", "鲁沙尔镇", "白土庄"),
        ("西宁市", "湟中县", "鲁沙尔镇", "阿家庄"),
        ("西宁市", "湟中县", "鲁沙尔镇", "朱家庄"),
        ("西宁市", "湟中县", "鲁沙尔镇", "东村"),
        ("海东市", "化隆县", "石大仓乡", "支哈堂村"),
        ("海东市", "化隆县", "沙连堡乡", "冶一村"),
        ("海东市", "循化县", "刚察乡", "岗察村"),
        ("海东市", "循化县", "刚察乡", "卡索村"),
        ("玉树州", "玉树市", "上拉秀乡", "日玛村"),
        ("玉树州", "玉树市", "上拉秀乡", "玛龙村"),
        (None, None, None, "未列名村一"),
        (None, None, None, "未列名村二"),
    ]


def test_totals_are_declared_as_published(clean: Roster) -> None:
    assert clean.settings.totals == {
        "units": "27",
        "villages": "12",
        "cadres": "700+",
        "households": "539",
        "persons": "2023",
    }


def test_every_village_has_a_first_secretary_of_division_rank_and_a_resident_officer(
    clean: Roster,
) -> None:
    level = cadres_with_quota(clean).select(cadre_key="key", level="level")
    posted = counting_postings(clean).join(level, on="cadre_key")
    secretaries = posted.filter(role="first_secretary")
    assert secretaries.height == secretaries["village"].n_unique() == 12
    assert secretaries.filter(pl.col("level") < DIVISION).is_empty()
    officers = posted.filter(role="resident_officer")
    assert officers.height == officers["village"].n_unique() == 12


def test_lead_and_responsible_units_are_those_that_sent_them(clean: Roster) -> None:
    sent = counting_postings(clean).filter(pl.col("role") != "member")
    by_role = {"first_secretary": "lead", "resident_officer": "responsible"}
    senders = sent.select("village", role=pl.col("role").replace(by_role), unit_key="sent_by_key").sort(
        "village", "role"
    )
    declared = active_twinnings(clean).filter(pl.col("role") != "partner")
    assert senders.equals(declared.select("village", "role", "unit_key").sort("village", "role"))


def test_units_have_one_village_or_two(clean: Roster) -> None:
    per_unit = active_twinnings(clean).group_by("unit").len()["len"]
    assert (per_unit.len(), per_unit.min(), per_unit.max()) == (27, 1, 2)


def test_every_village_is_linked_to_a_leader(clean: Roster) -> None:
    assert counting_liaisons(clean)["village"].n_unique() == 12


def test_pairings_have_the_three_forms_and_no_other(clean: Roster) -> None:
    pairings = counting_pairings(clean).with_columns(
        households=pl.len().over("cadre"), helpers=pl.len().over("household")
    )
    forms = pairings.select(
        one_to_one=(pl.col("households") == 1) & (pl.col("helpers") == 1),
        one_to_many=(pl.col("households") > 1) & (pl.col("helpers") == 1),
        many_to_one=(pl.col("households") == 1) & (pl.col("helpers") > 1),
    ).sum()
    assert forms.rows() == [(173, 136, 473)]


def test_history_is_there(clean: Roster) -> None:
    over = clean.pairings.filter(pl.col("end_date") < clean.on)
    assert over.height == 36
    assert clean.pairings["void"].sum() == 2
    repeated = clean.pairings.filter(~pl.col("void")).group_by("cadre", "household").len()
    assert repeated.filter(pl.col("len") > 1).height == 3
    ends_today = clean.pairings.filter(pl.col("end_date") == clean.on)
    assert ends_today.height > 10
    assert clean.pairings["start_date"].dt.year().unique().to_list() == [2016]


def test_every_village_has_strength_by_need(clean: Roster) -> None:
    """Nobody idle, nobody beyond quota, and cadres per need within two in a hundred of each other."""
    loads = counting_pairings(clean).group_by("cadre_key").len()
    quotas = expected_cadres(clean).select(cadre_key="key", quota="quota")
    loaded = quotas.join(loads, on="cadre_key", how="left")
    assert loaded["len"].null_count() == 0
    assert loaded.filter(pl.col("len") > pl.col("quota")).is_empty()
    worth = counting_pairings(clean).select("household_key", worth=1 / pl.len().over("cadre_key"))
    by_village = (
        households_in_scope(clean)
        .join(worth, left_on="key", right_on="household_key")
        .group_by("village")
        .agg(pl.col("worth").sum())
    )
    need = (
        households_in_scope(clean)
        .group_by("village")
        .agg(need=(pl.col("persons") * pl.col("difficulty")).sum().cast(pl.Float64))
    )
    ratio = by_village.join(need, on="village").select(pl.col("worth") / pl.col("need")).to_series()
    assert ratio.min() / ratio.max() > 0.97  # type: ignore[operator]


@pytest.mark.parametrize(
    ("clean", "sha256"),
    [
        (True, "891cd7cb64f3e6120bf9b20e5de4e35241ca14a39457b805559e7cc0de16071c"),
        (False, "6e2b588d100025c609e7aeeb7d2fc3c65158d7db39ac94918fdf10dd56ba8104"),
    ],
)
def test_sample_is_the_same_everywhere(clean: bool, sha256: str) -> None:
    assert sample_roster(clean=clean).sha256 == sha256
    assert sample_roster(clean=clean).sha256 == sha256
