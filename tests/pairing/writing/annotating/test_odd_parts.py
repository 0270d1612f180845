"""A workbook with some of everything that other programs lose: nothing but the marks changes, part by part."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

import openpyxl
import pytest

from pairing.errors import InputError
from pairing.model.finding import Severity
from pairing.writing.annotating import annotate_workbook, clean_workbook, is_as_annotated
from tests.pairing.writing.annotating.workbooks import (
    FILE,
    MAIN,
    NOBODY,
    SHEET,
    SIGN,
    STYLES,
    UNTOUCHED,
    beside,
    found,
    odd_parts,
    odd_workbook,
    parts_of,
    relations,
    without_styles,
    write_parts,
)

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from pairing.model.finding import Finding

SECOND = "it's <&>"
FINDINGS = [
    found("贫困户", 1, "A"),
    found("贫困户", 2, "D", Severity.WARNING),  # in the block C1:D2
    found("贫困户", 2, "B", Severity.INFO),
    found("贫困户", 2, "F"),
    found("贫困户", 3, "B"),
    found("贫困户", 4, "A"),
    found("贫困户", 5, "B", Severity.WARNING),
    found("贫困户", 6, "A"),
    found("贫困户", 1, "B", Severity.INFO),
    found("贫困户", 1, "B", Severity.ERROR),
    found("贫困户", 99, "XFD"),
    found(SECOND, 3, "A"),
    found(SECOND, 1, None),
    found("图", 1, "A"),
    found("没有", 1, "A"),
    found("贫困户"),
    found(),
]
REL = "xl/_rels/workbook.xml.rels"
OURS = {
    "xl/worksheets/sheet1.xml",
    "xl/comments2.xml",
    "xl/drawings/vmlDrawing2.vml",
    "xl/worksheets/_rels/Second.xml.rels",
    "pairing/marks.xml",
}
CHANGED = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/worksheets/sheet3.xml",
    "xl/worksheets/Second.xml",
    "xl/comments1.xml",
    "xl/drawings/vmlDrawing1.vml",
}


def annotate(path: Path, to: Path, findings: list[Finding] = FINDINGS) -> dict[str, bytes]:
    annotate_workbook(path, to, findings, NOBODY, "zh")
    return parts_of(to)


def first_sheet(path: Path) -> Worksheet:
    """Read a sheet as another program does, which warns of what it would lose."""
    with warnings.catch_warnings(action="ignore"):
        sheet: Worksheet = openpyxl.load_workbook(path).worksheets[0]
        return sheet


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    return odd_workbook(tmp_path)


def test_nothing_but_the_marks_changes_and_they_come_out_to_the_byte(odd: Path, tmp_path: Path) -> None:
    before, after = parts_of(odd), annotate(odd, tmp_path / "标.xlsx")
    assert set(after) - set(before) == OURS
    assert {name for name in before if before[name] != after[name]} == CHANGED
    assert not CHANGED & UNTOUCHED.keys()
    assert list(after)[: len(before)] == list(before)
    assert clean_workbook(tmp_path / "标.xlsx", tmp_path / "净.xlsx")
    assert list(parts_of(tmp_path / "净.xlsx").items()) == list(before.items())


def test_cells_keep_everything_but_their_fill(odd: Path, tmp_path: Path) -> None:
    after = annotate(odd, tmp_path / "标.xlsx")
    marked = after["xl/worksheets/sheet3.xml"].replace(b' spans="1:6"', b' spans="1:2"')
    emptied = SHEET.replace('<row r="4" s="3" customFormat="1"/>', '<row r="4" s="3" customFormat="1"></row>')
    assert without_styles(marked) == without_styles(emptied.encode())
    styles = after["xl/styles.xml"].decode()
    originals, listed = (
        re.findall("<xf [^>]*/>|<xf .*?</xf>", said.partition("<cellXfs")[2]) for said in (STYLES, styles)
    )
    assert listed[:4] == originals[:4]
    cells = dict(re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"', marked.decode()))
    assert re.sub(r' (fillId|applyFill)="\d+"', "", listed[int(cells["B2"])]) == (
        '<xf numFmtId="164" fontId="0" borderId="0" applyNumberFormat="1"><alignment wrapText="1"/></xf>'
    )
    # What is put in looks as its row or else its column does: C is of style 1, row 4 of style 3, F of none.
    assert 'numFmtId="164"' in listed[int(cells["C1"])]
    assert listed[int(cells["A4"])].startswith("<xf fillId=")
    assert 'numFmtId="0"' in listed[int(cells["F2"])]
    assert f'count="{len(listed)}"' in re.findall("<cellXfs[^>]*>", styles)[0]


def test_each_cell_is_coloured_and_says_why(odd: Path, tmp_path: Path) -> None:
    annotate_workbook(odd, tmp_path / "标.xlsx", FINDINGS, NOBODY, "en")
    sheet = first_sheet(tmp_path / "标.xlsx")
    colours = {name: sheet[name].fill.fgColor.rgb for name in ("A1", "B1", "C1", "B2", "B3", "A4", "B5")}
    assert colours == {
        "A1": "FFA92020",  # under white text, so dark; the last bits number the fill it stands in the place of
        "B1": "FFF2A8A8",
        "C1": "FFF8D880",
        "B2": "FFB0D8F0",
        "B3": "FFF0A8A8",
        "A4": "FFF2A8A8",
        "B5": "FFF8D880",
    }
    assert sheet["B3"].comment is not None
    assert sheet["B3"].comment.text == f"{SIGN}\n[Error] C201 缺人\n没有帮扶人。\nWhat to do: 补上。"
    both = sheet["B1"].comment
    assert both is not None
    assert (both.author, re.findall(r"\[\w+\]", both.text)) == ("pairing", ["[Error]", "[Note]"])


def test_her_comments_stay_and_ours_come_below(odd: Path, tmp_path: Path) -> None:
    after = annotate(odd, tmp_path / "标.xlsx")
    texts = {
        each.get("ref"): "".join(piece.text or "" for piece in each.iter(f"{{{MAIN}}}t"))
        for each in fromstring(after["xl/comments1.xml"]).iter(f"{{{MAIN}}}comment")  # noqa: S314 - ours
    }
    assert texts["A1"].startswith(f"王：核实 & 改\n{SIGN}\n")
    assert texts["B2"].startswith(f"平\n{SIGN}\n")
    assert texts["A6"] == "[Threaded comment]"
    drawn = after["xl/drawings/vmlDrawing1.vml"].decode()
    assert drawn.count('ObjectType="Note"') == 1 + len({"B1", "C1", "F2", "B3", "A4", "B5", "XFD99"})
    assert 'data="1,2"' in drawn
    assert 'data="3"' in after["xl/drawings/vmlDrawing2.vml"].decode()
    numbers = re.findall(r"_x0000_s(\d+)", drawn + after["xl/drawings/vmlDrawing2.vml"].decode())
    assert len(set(numbers)) == len(numbers)


def test_what_could_not_be_done_as_usual_is_said(odd: Path, tmp_path: Path) -> None:
    done = annotate_workbook(odd, tmp_path / "标.xlsx", FINDINGS, NOBODY, "en")
    assert (done.cells, done.findings) == (12, len(FINDINGS))
    assert [note.render("en") for note in done.notes] == [
        "The sheet 贫困户 is protected; the marks are in, and so it stays.",
        "贫困户: comments in threads were left alone; 1 cells with one are coloured and listed.",
    ]


def test_marking_again_is_marking_once(odd: Path) -> None:
    marked = beside(odd, "标")
    once = annotate(odd, marked)
    assert annotate(marked, beside(odd, "再标")) == once
    # Other findings take the place of these, wherever it is written: here onto itself.
    other = annotate(odd, beside(odd, "另标"), [found("贫困户", 1, "B")])
    assert annotate(marked, marked, [found("贫困户", 1, "B")]) == other
    assert is_as_annotated(marked)
    assert not is_as_annotated(odd)


def test_without_marks_there_is_nothing_to_clean(odd: Path, tmp_path: Path) -> None:
    assert not clean_workbook(odd, tmp_path / "净.xlsx")
    assert not (tmp_path / "净.xlsx").exists()


def test_marks_in_a_workbook_that_was_saved_since_are_known_by_their_looks(odd: Path, tmp_path: Path) -> None:
    """As another program would: our sheet moved to the front and renamed, other changes, our record gone."""
    marked = annotate(odd, tmp_path / "标.xlsx")
    book = marked["xl/workbook.xml"].decode()
    ours = re.findall(r'<sheet name="问题清单"[^>]*>', book)[0]
    moved = book.replace(ours, "").replace("<sheets>", "<sheets>" + ours.replace("问题清单", "单子"))
    moved = re.sub(r'localSheetId="(\d)"', lambda match: f'localSheetId="{(int(match[1]) + 1) % 4}"', moved)
    moved = moved.replace("'问题清单'!", "单子!").replace('activeTab="1"', 'activeTab="2"')
    saved = {name: content for name, content in marked.items() if name != "pairing/marks.xml"}
    saved["xl/workbook.xml"] = moved.encode()
    for name in (REL, "[Content_Types].xml"):
        saved[name] = re.sub(b"<[^>]*pairing/marks.xml[^>]*>", b"", saved[name])
    assert clean_workbook(write_parts(tmp_path / "存.xlsx", saved), tmp_path / "净.xlsx")
    before, clean = parts_of(odd), parts_of(tmp_path / "净.xlsx")
    assert clean["xl/workbook.xml"] == before["xl/workbook.xml"]
    # What stood in no run of its own stays in the one that it was given.
    expected = before["xl/comments1.xml"].replace("<t>平</t>".encode(), "<r><t>平</t></r>".encode())
    assert clean["xl/comments1.xml"].replace(b"<author>pairing</author>", b"") == expected
    assert "xl/comments2.xml" not in clean
    assert b"legacyDrawing" not in clean["xl/worksheets/Second.xml"]
    drawn = before["xl/drawings/vmlDrawing1.vml"].replace(b'data="1"', b'data="1,2"')
    assert clean["xl/drawings/vmlDrawing1.vml"] == drawn
    assert clean["[Content_Types].xml"] == before["[Content_Types].xml"]
    looks = first_sheet(tmp_path / "净.xlsx")
    were = first_sheet(odd)
    for name in ("A1", "B1", "A2", "B2", "B5", "A6"):
        assert repr(looks[name].fill) == repr(were[name].fill), name
        assert looks[name].number_format == were[name].number_format, name


def test_a_signature_that_no_longer_holds_is_said(tmp_path: Path) -> None:
    path = write_parts(tmp_path / FILE, {**odd_parts(), "_xmlsignatures/sig1.xml": "<Signature/>"})
    done = annotate_workbook(path, tmp_path / "标.xlsx", [], NOBODY, "en")
    assert [note.render("en") for note in done.notes] == [
        "The workbook was signed; with marks in it, the signature no longer holds."
    ]


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/workbook.xml": "<workbook xmlns='http://purl.oclc.org/ooxml/spreadsheetml/main'/>"},
        {"_rels/.rels": relations(("officeDocument", "xl/workbook.bin")), "xl/workbook.bin": b"\x00"},
        {"_rels/.rels": relations()},
        {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"/>'},
        {"xl/styles.xml": STYLES.replace("UTF-8", "GBK")},
        {"xl/styles.xml": STYLES.encode("utf-16")},
        {"xl/styles.xml": STYLES[:-9]},
        {"xl/styles.xml": "<!DOCTYPE x>" + STYLES.partition("?>")[2]},
        {"xl/worksheets/sheet3.xml": SHEET.replace('r="2"', 'r="two"')},
        {"xl/worksheets/sheet3.xml": SHEET.replace('<row r="6"', '<row r="1"')},
        {"xl/worksheets/sheet3.xml": f'<worksheet xmlns="{MAIN}"/>'},
        {"xl/drawings/vmlDrawing1.vml": "<xml>"},
    ],
)
def test_what_is_no_ordinary_workbook_inside_is_said_in_a_line(tmp_path: Path, parts: dict[str, bytes | str]) -> None:
    path = write_parts(tmp_path / FILE, {**odd_parts(), **parts})
    with pytest.raises(InputError, match="cannot be marked as it is"):
        annotate(path, tmp_path / "标.xlsx")
    assert sorted(each.name for each in tmp_path.iterdir()) == [FILE]


@pytest.mark.parametrize("record", [b"", b"<marks/>", b"<marks>{}</marks>", b'<marks>{"parts": [{"name": 1}]}</marks>'])
def test_a_record_that_is_none_is_no_trap(odd: Path, tmp_path: Path, record: bytes) -> None:
    marked = annotate(odd, tmp_path / "标.xlsx")
    spoilt = write_parts(tmp_path / "坏.xlsx", {**marked, "pairing/marks.xml": record})
    assert not is_as_annotated(spoilt)
    assert clean_workbook(spoilt, tmp_path / "净.xlsx")
    clean = parts_of(tmp_path / "净.xlsx")
    assert "pairing/marks.xml" not in clean
    assert b"pairing" not in clean["[Content_Types].xml"] + clean[REL]
