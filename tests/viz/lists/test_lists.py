from __future__ import annotations

import datetime
import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from pairing.balance import measure_balance
from pairing.errors import OutputError, PairingError
from pairing.model.codes import DATA_CODES
from pairing.model.finding import Finding
from pairing.model.report import Coverage, Report
from pairing.roster import Roster
from pairing.text import text
from pairing.totals import totals
from tests.viz.areas import DAY, FORMULA, hostile, of_ledger, small
from viz import write_lists
from viz.lists import KINDS
from viz.lists.lines import codes_are_made

if TYPE_CHECKING:
    from pathlib import Path

START = datetime.date(2016, 1, 5)


def rows(path: Path, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def told(path: Path, sheet: str) -> list[list[Any]]:
    """Give the rows that say something, without the blank cells at their ends."""
    kept = []
    for row in rows(path, sheet):
        while row and row[-1] == "":
            row.pop()
        if row:
            kept.append(row)
    return kept


def report_of(roster: Roster, *findings: Finding) -> Report:
    return Report(
        as_of=roster.on,
        inputs=(),
        rows_set_aside=0,
        totals=totals(roster),
        coverage=Coverage(households=4, covered=2),
        rules=(),
        findings=findings,
    )


BAD_CELL = Finding(
    code="D105",
    severity=DATA_CODES["D105"].severity,
    title=DATA_CODES["D105"].title,
    message=text("Persons must be at least {least}: {value}", least=1, value="=-3"),
    hint=DATA_CODES["D105"].hint,
    file="名册.xlsx",
    sheet="贫困户",
    row=7,
    column="D",
)


def test_a_village_has_a_sheet_with_every_household_and_its_helpers_in_order(tmp_path: Path) -> None:
    workbook, *_ = write_lists(small(), tmp_path, language="en")
    header, *lines = told(workbook, "白土庄")[4:-2]
    assert header == [
        *("No.", "Household head", "Persons", "Category", "Main cause", "Order"),
        *("Helper", "Unit", "Rank", "Phone", "Since"),
    ]
    assert lines == [
        [1, "赵六子", 5, "general", "", "", "▲ no helper yet"],
        [2, "王五", 2, "", "schooling", "", "张明哲", "刑侦", "民警", "0971-001", START],
        [3, "才让卓玛", 3, "subsistence allowance", "illness", "First", "单雄", "刑侦", "正科", "0971-002"],
        [3, "才让卓玛", 3, "subsistence allowance", "illness", "Second", "张明哲", "刑侦", "民警", "0971-001", START],
    ]


def test_above_the_table_stands_whose_it_is_and_below_it_who_signs(tmp_path: Path) -> None:
    workbook, *_ = write_lists(small(), tmp_path, language="en")
    title, subtitle, ties, counts, *_, signatures = told(workbook, "白土庄")
    assert title[0] == "Pairing list of 白土庄"
    assert subtitle == ["湟中县 · As of 31 December 2016 · Internal use only"]
    assert ties == ["Lead unit: 刑侦　　Responsible unit: 交警　　First secretary: 单雄"]
    assert counts == ["3 households, 10 persons; 2 households with a helper, 1 without."]
    assert signatures[0].startswith("Made by:")


def test_the_summary_sets_what_counts_beside_what_is_declared(tmp_path: Path) -> None:
    workbook, *_ = write_lists(small(), tmp_path, language="en")
    assert told(workbook, "Summary") == [
        ["Pairing list by village"],
        ["As of 31 December 2016 · Internal use only"],
        ["No.", "Total", "Counted", "Declared", "Compared"],
        [1, "Units twinned", 2, "2", "✓ agrees"],
        [2, "Villages", 2, "3", "✗ differs"],
        [3, "Cadres who help", 2, "—", "—"],
        [4, "Households", 4, "—", "—"],
        [5, "Persons", 14, "—", "—"],
        [6, "Pairings", 3, "—", "—"],
        ["2 of 4 households have a helper: 50 %. Without one: 2."],
        ["No.", "Village", "County", "Units", "Cadres who help", "Households", "Persons", "Without a helper"],
        [1, "白土庄", "湟中县", 2, 2, 3, 10, 1],
        [2, "阿家庄", "湟中县", 1, 0, 1, 4, 1],
        ["", "In all", "", "", "", 4, 14, 2],
    ]


def test_the_list_by_unit_marks_cadres_without_a_household(tmp_path: Path) -> None:
    workbook, *_ = write_lists(small(), tmp_path, language="en", by="unit")
    assert workbook.name == "Pairing list by unit.xlsx"
    assert told(workbook, "交警")[5:-2] == [[1, "李四", "民警", "", "", "△ no household yet"]]
    assert [row[:2] for row in told(workbook, "刑侦")[5:-2]] == [[1, "单雄"], [2, "张明哲"], [2, "张明哲"]]


def test_below_a_table_stands_what_it_adds_up_to(tmp_path: Path) -> None:
    workbook, *_ = write_lists(small(), tmp_path, language="en")
    sums = ["In all", "3 households", 10, "", "", "", "2 cadres"]
    assert told(workbook, "白土庄")[-2] == sums
    by_unit, *_ = write_lists(small(), tmp_path, language="en", by="unit")
    assert told(by_unit, "刑侦")[-2] == ["In all", "2 cadres", "", "", "", "2 households", 5]


def test_what_is_listed_adds_up_to_the_totals(tmp_path: Path) -> None:
    cards, by_village = (write_lists(small(), tmp_path, language="en", by=by)[0] for by in ("household", "village"))
    for path in (cards, by_village):
        summary = told(path, "Summary")
        counted = {row[1]: row[2] for row in summary[3:9]}
        header, *rows = summary[10:13]
        for name in ("Households", "Persons"):
            assert sum(row[header.index(name)] for row in rows) == counted[name]


def test_only_those_who_plan_are_told_that_nobody_is_idle(tmp_path: Path) -> None:
    workbook, *_ = write_lists(small(), tmp_path, language="en", by="unit", audience="public")
    assert told(workbook, "Summary")[-2:] == [
        ["No.", "Unit", "Villages", "Cadres who help", "Households"],
        [1, "刑侦", "白土庄", 2, 2],
    ]
    assert ["2 cadres help 2 households."] in told(workbook, "刑侦")


def test_every_sheet_is_linked_from_the_summary_and_back(tmp_path: Path) -> None:
    roster = small()
    made = {"report": report_of(roster, BAD_CELL), "balance": measure_balance(roster)}
    for path in write_lists(roster, tmp_path, language="en", by=KINDS, forms=("xlsx",), **made)[:-1]:  # type: ignore[arg-type]
        book = openpyxl.load_workbook(path)
        links = {
            sheet.title: {cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
            for sheet in book.worksheets
        }
        assert links.pop("Summary") == {f"'{name}'!A1" for name in links}
        assert set(map(frozenset, links.values())) == {frozenset({"'Summary'!A1"})}


def test_the_public_list_has_no_private_column(tmp_path: Path) -> None:
    workbook, table, _ = write_lists(small(), tmp_path, language="en", audience="public")
    assert told(workbook, "白土庄")[4] == [
        *("No.", "Household head", "Persons", "Order", "Helper", "Unit", "Rank", "Since"),
    ]
    assert table.read_text(encoding="utf-8-sig").splitlines()[1] == "湟中县,阿家庄,钱*,4,,,,,,"


def test_findings_have_a_sheet_of_their_own(tmp_path: Path) -> None:
    roster = small()
    workbook, *_ = write_lists(roster, tmp_path, language="en", report=report_of(roster, BAD_CELL))
    assert told(workbook, "Findings")[2:] == [
        ["No.", "Code", "Severity", "Title", "Where", "What was found", "What to do"],
        [
            *(1, "D105", "Error", "Out of range", "贫困户!D7", "Persons must be at least 1: =-3"),
            "Correct the value, which must lie within the bounds named.",
        ],
    ]


def test_the_public_gets_no_findings(tmp_path: Path) -> None:
    roster = small()
    workbook, *_ = write_lists(roster, tmp_path, audience="public", language="en", report=report_of(roster, BAD_CELL))
    assert CalamineWorkbook.from_path(workbook).sheet_names == ["Summary", "阿家庄", "白土庄"]


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    roster = hostile()
    made: dict[str, Any] = {"report": report_of(roster, BAD_CELL), "balance": measure_balance(roster)}
    *workbooks, table, bulletin = write_lists(roster, tmp_path, by=KINDS, **made)
    for path in (*workbooks, bulletin):
        cells = [cell for sheet in openpyxl.load_workbook(path).worksheets for row in sheet.iter_rows() for cell in row]
        filled = [cell for cell in cells if cell.value is not None]
        assert {cell.data_type for cell in filled} <= {"s", "n", "d"}, path
        suspect = [cell for cell in filled if str(cell.value).strip().startswith(("=", "+", "@"))]
        assert all(cell.quotePrefix for cell in suspect), path
        assert path == bulletin or FORMULA in "".join(str(cell.value) for cell in suspect), path
    fields = [field for line in table.read_text(encoding="utf-8-sig").splitlines()[1:] for field in line.split(",")]
    assert [field for field in fields if field.strip('"').lstrip().startswith(("=", "+", "-", "@"))] == []


CODES = ["007", "630122199001011234", "1E5", "3-4"]


def test_codes_stay_as_they_are_written(tmp_path: Path) -> None:
    known = small()
    households = known.households.with_columns(id=pl.Series(CODES))
    roster = Roster({**known.tables, "households": households}, known.settings, known.sources, known.absent, known.on)
    chosen: dict[str, Any] = {"by": "household", "forms": ("xlsx", "csv", "parquet")}
    cards, comma, typed, _ = write_lists(roster, tmp_path, language="en", **chosen)
    texts = [cell for row in [*told(cards, "白土庄"), *told(cards, "阿家庄")] for cell in row if isinstance(cell, str)]
    assert [code for code in CODES if not any(text.endswith(f"· {code}") for text in texts)] == []
    written = pl.read_csv(comma, infer_schema=False)["Household id"]
    assert set(written) == {f"'{code}" for code in CODES}
    frame = pl.read_parquet(typed)
    assert set(frame["household_id"]) == set(CODES)
    assert [frame.schema[name] for name in ("persons", "start_date")] == [pl.Int32(), pl.Date()]
    assert set(frame["category"]) == {"低保", "一般", "五保", None}


def test_sheets_are_named_so_that_excel_accepts_them(tmp_path: Path) -> None:
    written = write_lists(hostile(), tmp_path)
    names = CalamineWorkbook.from_path(written[0]).sheet_names
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in written)


def test_a_sheet_prints_on_a4_with_its_header_on_each_page(tmp_path: Path) -> None:
    workbook, *_ = write_lists(small(), tmp_path, language="en")
    sheet = openpyxl.load_workbook(workbook)["白土庄"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.page_setup.fitToHeight == 0
    assert (sheet.print_title_rows, sheet.freeze_panes, sheet.auto_filter.ref) == ("$5:$5", "C6", "A5:K9")
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.center.text == "Page &P of &N"


def test_document_properties_name_nobody(tmp_path: Path) -> None:
    workbook, *_ = write_lists(small(), tmp_path)
    properties = openpyxl.load_workbook(workbook).properties
    assert (properties.creator, properties.lastModifiedBy) == (None, None)
    assert properties.created == datetime.datetime.combine(DAY, datetime.time())


def test_the_same_roster_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = (write_lists(small(), tmp_path / name) for name in ("one", "other"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_households_with_codes_of_ours_are_listed_by_name(tmp_path: Path) -> None:
    roster = of_ledger()
    assert codes_are_made(roster)
    assert not codes_are_made(small())
    workbook, *_ = write_lists(roster, tmp_path, language="en")
    assert [row[1] for row in told(workbook, "白土庄")[4:-2]] == ["才让卓玛", "才让卓玛", "王五", "赵六子"]


def test_households_of_no_known_village_are_not_lost(tmp_path: Path) -> None:
    known = small()
    lost = known.households.with_columns(village=pl.lit(None, pl.String), village_key=pl.lit(None, pl.UInt32))
    tables = {**known.tables, "households": lost}
    roster = type(known)(tables, known.settings, known.sources, known.absent, known.on)
    workbook, *_ = write_lists(roster, tmp_path, language="en")
    assert [row[1] for row in told(workbook, "Village not known")[4:-2]] == [
        *("钱七", "赵六子", "王五", "才让卓玛", "才让卓玛"),
    ]
    assert told(workbook, "Summary")[-1] == ["", "In all", "", "", "", 4, 14, 2]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"by": "county"}, "There is no list by county; there are: village, unit, cadre, household."),
        ({"forms": ("pdf",)}, "A list is not written as pdf; known are: xlsx, csv, parquet, html."),
    ],
)
def test_what_is_not_there_is_refused_plainly(chosen: dict[str, Any], said: str, tmp_path: Path) -> None:
    with pytest.raises(PairingError, match=re.escape(said)):
        write_lists(small(), tmp_path, **chosen)
    assert list(tmp_path.iterdir()) == []


def test_an_old_list_stays_whole_when_a_new_one_cannot_be_written(tmp_path: Path) -> None:
    workbook, table, bulletin = write_lists(small(), tmp_path)
    table.unlink()
    table.mkdir()
    (table / "kept").touch()
    before = workbook.read_bytes()
    with pytest.raises(OutputError):
        write_lists(small(), tmp_path)
    assert workbook.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([workbook.name, table.name, bulletin.name])


def test_a_workbook_is_a_sound_archive(tmp_path: Path) -> None:
    workbook, *_ = write_lists(hostile(), tmp_path)
    with zipfile.ZipFile(workbook) as archive:
        assert archive.testzip() is None
        assert [name for name in archive.namelist() if "vba" in name or "external" in name] == []
