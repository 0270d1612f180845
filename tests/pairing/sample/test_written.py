"""What is written is read back the same: nothing of the sample is lost in a file, and its files have no D finding."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from pairing.counting import active_on, counting_pairings, households_in_scope
from pairing.reading import read_roster
from pairing.sample import facts, sample_roster, write_sample
from pairing.totals import totals

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.roster import Roster


@pytest.mark.parametrize("clean", [True, False])
def test_workbook_is_read_back_without_a_finding(tmp_path: Path, clean: bool) -> None:
    reading = read_roster(write_sample(tmp_path / "sample.xlsx", clean=clean))
    assert (reading.form, reading.findings, reading.rows_set_aside) == ("workbook", (), 0)
    assert reading.roster.same_content(sample_roster(clean=clean))


def by_names(roster: Roster, pairings: pl.DataFrame) -> pl.DataFrame:
    """Give pairings by village, head, unit and name: all that a ledger knows of them."""
    villages = roster.villages.select(village_key="key", place="name")
    households = roster.households.join(villages, on="village_key").select("place", "head", household_key="key")
    units = roster.units.select(unit_key="key", unit_name="name")
    cadres = roster.cadres.join(units, on="unit_key").select("unit_name", "name", cadre_key="key")
    columns = ("place", "head", "unit_name", "name", "start_date", "end_date")
    named = pairings.join(households, on="household_key").join(cadres, on="cadre_key")
    return named.select(columns).sort(columns)


@pytest.mark.parametrize("clean", [True, False])
def test_ledger_is_read_back_with_the_same_pairings(tmp_path: Path, clean: bool) -> None:
    sample = sample_roster(clean=clean)
    reading = read_roster(write_sample(tmp_path / "ledger.xlsx", ledger=True, clean=clean))
    ledger = reading.roster.at(facts.AS_OF)
    assert (reading.form, reading.rows_set_aside) == ("ledger", 0)
    assert {finding.code for finding in reading.findings} == {"D113"}  # the identity column is dropped
    assert by_names(ledger, counting_pairings(ledger)).equals(by_names(sample, counting_pairings(sample)))
    read, made = totals(ledger), totals(sample)
    assert (read.households, read.persons, read.pairings, read.paired_cadres) == (
        made.households,
        made.persons,
        made.pairings,
        made.paired_cadres,
    )


def test_ledger_keeps_the_history_of_households_in_scope(tmp_path: Path) -> None:
    sample = sample_roster()
    ledger = read_roster(write_sample(tmp_path / "ledger.xlsx", ledger=True)).roster
    over = sample.pairings.filter(~pl.col("void") & ~active_on(sample.on)).join(
        households_in_scope(sample).select(household_key="key"), on="household_key", how="semi"
    )
    ended = ledger.pairings.filter(pl.col("end_date") < sample.on)
    assert by_names(ledger, ended).equals(by_names(sample, over))


def test_ledger_is_as_messy_as_in_the_field(tmp_path: Path) -> None:
    book = CalamineWorkbook.from_path(write_sample(tmp_path / "ledger.xlsx", ledger=True))
    assert book.sheet_names == ["湟中县", "化隆县", "循化县", "玉树市", "未列名"]
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][0] == "2016年度结对帮扶工作台账(示例)"
    assert rows[2] == [
        *("序号", "区县", "乡镇", "行政村", "户主姓名", "证件号码", "人口", "致贫原因"),
        *("帮扶责任人", "", "", "", "帮扶开始时间", "帮扶结束时间", "备注"),
    ]
    assert rows[3][8:12] == ["姓名", "单位", "职务/职级", "电话"]
    firsts = [row[0] for row in rows]
    assert (firsts.count("小计"), firsts.count("合计")) == (4, 1)
    assert [""] * 15 in rows
    assert str(rows[-1][0]).startswith("注：")
    cells = list(itertools.chain(*rows))
    assert any(str(cell).endswith("人") and str(cell)[0].isdigit() for cell in cells)
    assert {"３", "４"} <= set(cells)
    assert any("、" in str(row[8]) for row in rows)
    assert any(" " in str(row[4]) for row in rows)
    starts = [row[12] for row in rows[4:] if row[12] != ""]
    assert {type(start).__name__ for start in starts} == {"date", "str"}
    marks = {mark for mark in "/年." if any(mark in str(start) for start in starts)}
    assert marks == {"/", "年", "."}
    assert "20160118" in starts
