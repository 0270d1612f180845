"""The sheets of balance in the workbooks of lists."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from pairing.balance import measure_balance
from pairing.model.labels import Role
from pairing.roster import Roster
from tests.viz.areas import FORMULA, hostile, small, wide
from tests.viz.lists.test_lists import told
from viz import write_lists
from viz.lists.heat import HeatCell, heat

if TYPE_CHECKING:
    from pathlib import Path


def workbook_of(roster: Roster, folder: Path, **chosen: Any) -> Path:  # noqa: ANN401 - what write_lists takes by name
    return write_lists(roster, folder, **{"language": "en", "balance": measure_balance(roster), **chosen})[0]


@pytest.mark.parametrize("by", ["village", "unit"])
def test_both_sheets_stand_behind_all_others(tmp_path: Path, by: str) -> None:
    names = CalamineWorkbook.from_path(workbook_of(small(), tmp_path, by=by)).sheet_names
    assert names[-2:] == ["Balance", "Units × villages"]


def test_the_public_gets_neither(tmp_path: Path) -> None:
    workbook = workbook_of(small(), tmp_path, audience="public")
    assert CalamineWorkbook.from_path(workbook).sheet_names == ["Summary", "阿家庄", "白土庄"]


def test_the_summary_links_them(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(workbook_of(small(), tmp_path))["Summary"]
    links = {cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert {"'Balance'!A1", "'Units × villages'!A1"} <= links


def test_a_lens_has_two_rows_and_a_verdict(tmp_path: Path) -> None:
    rows = told(workbook_of(small(), tmp_path), "Balance")
    assert rows[2] == [
        *("Lens", "Whose", "Count", "Smallest", "Largest", "Mean", "Spread", "CV", "Gini", "Jain", "Theil", "Verdict"),
    ]
    today, attainable = rows[5:7]
    assert today[:7] == ["Helpers of a household\ncadres who help it", "today", 4, 0, 2, 0.75, 2]
    assert attainable[1:8] == ["attainable", 4, 1, 1, 1, 0, 0]
    assert today[-1] == "▲ could be better: The worst value is 0; 1 is attainable."


def test_a_vector_stands_in_classes_written_out_and_proven(tmp_path: Path) -> None:
    rows = told(workbook_of(small(), tmp_path), "Balance")
    start = rows.index(["Helpers of a household: cadres who help it"])
    assert rows[start + 1 : start + 7] == [
        ["Value", "Today", "Attainable"],
        *(["0", 2, 0], ["1", 1, 4], ["2", 1, 0]),
        *(["Today: 0 × 2, 1 × 1, 2 × 1"], ["Attainable: 1 × 4"]),
    ]
    assert rows[start + 7][0].startswith("Why not better: ")


def test_a_long_vector_is_not_written_out_to_its_end(tmp_path: Path) -> None:
    roster = small()
    measured = measure_balance(roster)
    long = tuple((Fraction(number, 7), 1) for number in range(1, 71))
    lens = measured.lens("burden").model_copy(update={"vector": long})
    workbook = workbook_of(roster, tmp_path, balance=measured.model_copy(update={"lenses": (lens,)}))
    (written,) = [row[0] for row in told(workbook, "Balance") if str(row[0]).startswith("Today: ")]
    assert written.endswith("8.571 × 1 and 10 values more")


def test_every_measured_lens_has_a_chart(tmp_path: Path) -> None:
    roster = small()
    measured = [lens for lens in measure_balance(roster).lenses if lens.attainable]
    sheet = openpyxl.load_workbook(workbook_of(roster, tmp_path))["Balance"]
    assert len(sheet._charts) == len(measured)  # type: ignore[attr-defined]  # noqa: SLF001 - nothing public says it


def test_a_roster_that_lacks_tables_says_why_a_lens_is_not_measured(tmp_path: Path) -> None:
    rows = told(workbook_of(wide(1), tmp_path), "Balance")
    assert rows[3][-1].startswith("— not measured: Needs twinnings")


def test_no_name_becomes_a_formula(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook_of(hostile(), tmp_path))
    cells = [cell for name in ("Balance", "Units × villages") for row in book[name].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n"}
    assert FORMULA not in {cell.value for cell in cells}


def test_the_same_balance_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = (workbook_of(small(), tmp_path / name) for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


# Units × villages -------------------------------------------------------------------------------------------------


def test_households_are_counted_by_unit_and_village() -> None:
    counted = heat(small(), "en")
    assert counted is not None
    assert counted.places == ("白土庄", "阿家庄")
    assert [(row.name, row.cells, row.total) for row in counted.rows] == [
        ("刑侦", (HeatCell(2, (Role.LEAD,)), HeatCell(0)), 2),
        ("交警", (HeatCell(0, (Role.RESPONSIBLE,)), HeatCell(0, (Role.LEAD,))), 0),
    ]
    assert (counted.totals, counted.total) == ((2, 0), 2)


def test_a_number_stays_a_number_beside_its_mark(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(workbook_of(small(), tmp_path, language="zh")).worksheets[-1]
    cells = [(cell.value, cell.number_format) for cell in sheet[5][1:4]]
    assert cells == [(2, '0"牵"'), (None, "General"), (2, "General")]
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["B5:C6"]


@pytest.mark.parametrize(("villages", "one_page"), [(40, True), (41, False)])
def test_a_wide_table_goes_on_over_several_pages(tmp_path: Path, villages: int, one_page: bool) -> None:
    sheet = openpyxl.load_workbook(workbook_of(wide(villages), tmp_path))["Units × villages"]
    assert (sheet.print_title_cols, sheet.page_setup.scale) == ((None, None) if one_page else ("$A:$A", 70))


def test_many_villages_are_counted_by_county(tmp_path: Path) -> None:
    roster = wide(201)
    counted = heat(roster, "en")
    assert counted is not None
    assert counted.places == ("县0", "县1", "县2")
    assert "this table is by county" in told(workbook_of(roster, tmp_path), "Units × villages")[2][0]


def test_too_many_counties_are_left_out_in_a_sentence(tmp_path: Path) -> None:
    known = wide(201)
    villages = known.villages.with_columns(county="id")
    roster = Roster({**known.tables, "villages": villages}, known.settings, known.sources, known.absent, known.on)
    assert heat(roster, "en") is None
    assert told(workbook_of(roster, tmp_path), "Units × villages")[2:] == [
        ["There are more than 200 counties, more than this table can show."]
    ]
