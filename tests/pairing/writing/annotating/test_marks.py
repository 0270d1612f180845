"""What marks say and where they are put, whatever names are in the findings and whatever is in the sheets."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Border, Color, Font, PatternFill, Side

from pairing.errors import InputError
from pairing.model.finding import Severity
from pairing.roster import Source, roster_from_tables
from pairing.writing.annotating import annotate_workbook, clean_workbook, refuse_unmarkable
from pairing.writing.annotating.spots import Spot, Spots
from tests.pairing.writing.annotating.workbooks import FILE, NOBODY, SIGN, beside, found, parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pairing.model.finding import Finding

    Cells = Mapping[tuple[int, int], tuple[object, PatternFill | None, bool, bool]]

HOSTILE = [
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "<script>alert(1)</script>]]>&amp;",
    "_x0041_\x00\x07\ud800\ufffe",
    "第一行\n第二行\r",
    '"; DROP --',
    "长" * 40_000,
]
SAVED = [*HOSTILE]
SAVED[6] = "_x005F_x0041_"  # which spreadsheets read as _x0041_, and openpyxl as it stands


@pytest.mark.parametrize(("said", "saved"), [*zip(HOSTILE, SAVED, strict=True)])
def test_a_hostile_name_is_text_and_nothing_more(tmp_path: Path, said: str, saved: str) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "甲 & 'x'"
    book.save(tmp_path / FILE)
    annotate_workbook(tmp_path / FILE, tmp_path / "标.xlsx", [found("甲 & 'x'", 2, "B", message=said)], NOBODY, "zh")
    sheet, ours = openpyxl.load_workbook(tmp_path / "标.xlsx").worksheets
    cell = ours["E2"]
    assert (cell.data_type != "f", cell.number_format) == (True, "@")
    assert str(cell.value).replace("\r", "\n") == saved[:32_000].replace("\r", "\n")
    link = ours["D2"].hyperlink
    assert link is not None
    assert (link.location, link.target) == ("'甲 & ''x'''!B2", None)
    note = sheet["B2"].comment
    assert note is not None
    assert len(note.text) < 32_767
    assert note.text.startswith(SIGN)
    assert saved[:100].strip("\r") in note.text
    assert not any(
        b"<f>" in content for name, content in parts_of(tmp_path / "标.xlsx").items() if "worksheets" in name
    )


def test_the_sheet_of_findings_is_in_order_and_ready_to_print(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / FILE)
    findings = [
        found("Sheet", 3, "A", Severity.INFO, code="C207"),
        found("Sheet", 4, "B", Severity.WARNING, code="C205"),
        found(None, severity=Severity.ERROR, code="R401"),
        found("Sheet", 2, "A", Severity.ERROR, code="C201"),
    ]
    annotate_workbook(tmp_path / FILE, tmp_path / "标.xlsx", findings, NOBODY, "en")
    ours = openpyxl.load_workbook(tmp_path / "标.xlsx")["Findings"]
    assert [[cell.value for cell in row[:4]] for row in ours.iter_rows()] == [
        ["Code", "Severity", "Title", "Where"],
        ["C201", "Error", "缺人", "Sheet!A2"],
        ["R401", "Error", "缺人", None],
        ["C205", "Warning", "缺人", "Sheet!B4"],
        ["C207", "Note", "缺人", "Sheet!A3"],
    ]
    page = ours.page_setup
    assert (page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight) == ("landscape", 9, 1, 0)
    assert (ours.freeze_panes, ours.auto_filter.ref, ours.print_title_rows) == ("A2", "A1:F5", "$1:$1")
    assert not re.search(b"(?i)creator|lastModifiedBy", parts_of(tmp_path / "标.xlsx")["pairing/marks.xml"])


def test_nothing_found_is_said_too(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / FILE)
    done = annotate_workbook(tmp_path / FILE, tmp_path / "标.xlsx", [], NOBODY, "en")
    assert (done.cells, done.findings) == (0, 0)
    ours = openpyxl.load_workbook(tmp_path / "标.xlsx")["Findings"]
    assert ours["C2"].value == "Nothing was found that needs mending."


def test_one_cell_says_no_more_than_a_comment_can_hold(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / FILE)
    findings = [found("Sheet", 2, "A", message=f"{number} " + "长" * 1_000) for number in range(40)]
    annotate_workbook(tmp_path / FILE, tmp_path / "标.xlsx", findings, NOBODY, "en")
    note = openpyxl.load_workbook(tmp_path / "标.xlsx").worksheets[0]["A2"].comment
    assert note is not None
    assert note.text.endswith("And 33 more, which the sheet of findings has.")


def test_whom_a_finding_without_a_cell_is_about_is_found() -> None:
    source = Source(
        FILE, "户", {"households.head": ("C", "户主"), "households.id": ("B", "编号"), "units.id": ("A", "")}
    )
    households = pl.DataFrame({"id": ["H1", "H2"], "head": ["甲", "乙"], "village": ["V", "V"], "row": [4, 7]})
    villages = pl.DataFrame({"id": ["V"], "name": ["东"], "source": [1]})
    tables = {"households": households, "villages": villages}
    spots = Spots(FILE, roster_from_tables(tables, sources=(source, Source("别.xlsx", "村"))))  # type: ignore[arg-type]

    def of(**said: object) -> list[Spot]:
        return spots.of(found().model_copy(update=said))

    assert of(subjects=("household:H2", "household:H9", "village:V", "name", "household:H1")) == [
        Spot("户", 7, 3),
        Spot("户", 4, 3),
    ]
    assert of(file=FILE, sheet="户", row=5, table="households") == [Spot("户", 5, 2)]
    assert of(file=FILE, sheet="户", row=5, table="cadres") == [Spot("户", 5, 1)]
    assert of(file=FILE, sheet="户") == [Spot("户")]
    assert of(file=FILE, sheet="户", row=2_000_000, column="A") == [Spot("户")]
    assert of(file="--set", row=1, column="A") == of(file="别.xlsx", sheet="户", row=1, column="A") == []


FILLS = st.sampled_from(
    [
        None,
        PatternFill("solid", fgColor="FFFFEE00"),
        PatternFill("solid", fgColor=Color(theme=4, tint=0.4)),
        PatternFill("darkGrid", fgColor="FF112233", bgColor="FFAABBCC"),
    ]
)
VALUES = st.one_of(
    st.none(),
    st.integers(-1000, 1000),
    st.booleans(),
    st.dates(dt.date(1950, 1, 1), dt.date(2050, 1, 1)),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=5),
    st.sampled_from(["=SUM(A1:A3)", '=A1&"<x>"']),
)
CELLS = st.dictionaries(
    st.tuples(st.integers(1, 9), st.integers(1, 5)),
    st.tuples(VALUES, FILLS, st.booleans(), st.booleans()),
    max_size=12,
)
MARKS = st.lists(
    st.builds(
        lambda row, column, severity: found("Sheet", row, "ABCDEFG"[column], severity),
        st.integers(1, 12),
        st.integers(0, 6),
        st.sampled_from(Severity),
    ),
    max_size=8,
)


def build(path: Path, cells: Cells) -> None:
    """Write a workbook of cells, each with a value, a fill, whether it is bold and framed, and whether it is noted."""
    book = openpyxl.Workbook()
    for (row, column), (value, fill, bold, noted) in cells.items():
        cell = book.worksheets[0].cell(row, column)
        cell.value = value  # type: ignore[assignment]
        if fill is not None:
            cell.fill = fill
        if bold:
            cell.font, cell.border = Font(bold=True, color="FFFFFFFF"), Border(left=Side("thin"))
        if noted:
            cell.comment = Comment("她的\n批注", "她")
    book.save(path)


def looks(path: Path) -> dict[str, tuple[object, ...]]:
    """Give all that a cell is but its fill and comment."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {
        cell.coordinate: (cell.value, cell.data_type, cell.number_format, repr(cell.font), repr(cell.border))
        for row in sheet.iter_rows(1, 12, 1, 7)
        for cell in row
    }


def fills_and_notes(path: Path) -> dict[str, tuple[str, str | None]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {
        cell.coordinate: (repr(cell.fill), cell.comment.text if cell.comment else None)
        for row in sheet.iter_rows(1, 12, 1, 7)
        for cell in row
    }


@settings(max_examples=12)
@given(cells=CELLS, first=MARKS, then=MARKS)
def test_whatever_is_in_a_sheet_and_found_of_it(
    tmp_path_factory: pytest.TempPathFactory, cells: Cells, first: list[Finding], then: list[Finding]
) -> None:
    path = tmp_path_factory.mktemp("册") / FILE
    build(path, cells)
    marked, again, clean, saved, washed = (beside(path, name) for name in ("标", "再", "净", "存", "洗"))
    done = annotate_workbook(path, marked, first, NOBODY, "zh")
    assert looks(marked) == looks(path)
    before, after = fills_and_notes(path), fills_and_notes(marked)
    places = {f"{finding.column}{finding.row}" for finding in first}
    assert done.cells == len(places)
    for name, (fill, note) in after.items():
        if name not in places:
            assert (fill, note) == before[name]
        else:
            assert fill != before[name][0]
            assert note is not None
            assert note.startswith(f"{before[name][1]}\n{SIGN}" if before[name][1] else SIGN)
    # Marks are replaced, and come out to the byte.
    annotate_workbook(path, clean, then, NOBODY, "zh")
    annotate_workbook(marked, again, then, NOBODY, "zh")
    assert parts_of(again) == parts_of(clean)
    assert clean_workbook(again, clean)
    assert parts_of(clean) == parts_of(path)
    # Another program saves it; then they are known by what they look like.
    openpyxl.load_workbook(marked).save(saved)
    assert clean_workbook(saved, washed)
    assert looks(washed) == looks(path)
    assert fills_and_notes(washed) == before
    assert not clean_workbook(washed, clean)


@pytest.mark.parametrize("name", ["册.xls", "册.csv", "册.xlsb"])
def test_what_cannot_be_marked_is_refused_with_what_can_be_done(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(InputError, match=r"save it as \.xlsx and check that; --json FILE lists all findings"):
        refuse_unmarkable(tmp_path / name)
