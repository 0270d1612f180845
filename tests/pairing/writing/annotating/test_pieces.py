"""The pieces that marks are made of, where workbooks differ from what is usual."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pairing.model.finding import Severity
from pairing.writing.annotating import annotate_workbook, clean_workbook, is_as_annotated, writer
from pairing.writing.annotating.colours import MOST, former_of, is_light, mark_colour
from pairing.writing.annotating.comments import Comments
from pairing.writing.annotating.package import Package
from pairing.writing.annotating.splices import Splice, reversing, spliced
from pairing.writing.annotating.styles import Styles
from tests.pairing.writing.annotating.workbooks import (
    FILE,
    MAIN,
    NOBODY,
    STYLES,
    found,
    odd_parts,
    odd_workbook,
    parts_of,
    write_parts,
)

if TYPE_CHECKING:
    from pathlib import Path


SPOKEN = ("<r><t>字</t></r>", '<rPh sb="0" eb="1"><t>zi</t></rPh>')
"""Text, and how it is read."""


def test_changes_stand_in_their_order_and_lead_back() -> None:
    changes = [Splice(3, 3, b"+"), Splice(5, 7, b""), Splice(3, 4, b"DD"), Splice(0, 0, b"<")]
    assert spliced(b"abcdefgh", changes) == b"<abc+DDeh"
    assert spliced(b"<abc+DDeh", reversing(b"abcdefgh", changes)) == b"abcdefgh"
    with pytest.raises(ValueError, match="Splice"):
        spliced(b"abcd", [Splice(0, 3, b""), Splice(2, 4, b"")])


def test_a_colour_says_which_fill_was_there() -> None:
    said = {
        (mark_colour(severity, number, under_light_text=light), number)
        for severity in Severity
        for number in range(MOST + 1)
        for light in (False, True)
    }
    assert len({colour for colour, _ in said}) == 6 * (MOST + 1)
    assert all(former_of(colour) == number for colour, number in said)
    usual = (
        "FFFFC7CE",
        "FFFFEB9C",
        "FFF8CBAD",
        "FFFFD966",
        "FFBDD7EE",
        "FFFFFF00",
        "FFFF0000",
        "FFC00000",
        "",
        "theme",
    )
    assert [former_of(colour) for colour in usual] == [None] * len(usual)
    assert [is_light(rgb) for rgb in ("FFFFFFFF", "D9D9D9", "FF000000", "FF1F4E79", "auto")] == [
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("colour", "is_dark"),
    [
        ('<color rgb="FFFFFFFF"/>', True),
        ('<color rgb="FF000000"/>', False),
        ('<color indexed="9"/>', True),
        ("", False),
    ],
)
def test_a_mark_is_dark_under_light_text_only(tmp_path: Path, colour: str, is_dark: bool) -> None:
    parts = {**odd_parts(), "xl/styles.xml": STYLES.replace('<color theme="0"/>', colour)}
    styles = Styles.of(Package(write_parts(tmp_path / FILE, parts)), "xl/workbook.xml")
    styles.marked(2, Severity.ERROR)
    added = b"".join(splice.new for splice in styles.splices())
    assert (b"FFA92020" in added, b"FFF1A8A8" in added) == (is_dark, not is_dark)
    assert styles.style(99) is styles.style(0)


@pytest.mark.parametrize(
    ("inside", "marked"),
    [
        ("", "<authors><author>pairing</author></authors><commentList>{new}</commentList>"),
        ("<commentList/>", "<authors><author>pairing</author></authors><commentList>{new}</commentList>"),
        (
            '<commentList><comment ref="A1" authorId="0"/></commentList>',
            '<commentList><comment ref="A1" authorId="0"><text>{run}</text></comment></commentList>',
        ),
        (
            '<commentList><comment ref="A1" authorId="0"><text/></comment></commentList>',
            '<commentList><comment ref="A1" authorId="0"><text>{run}</text></comment></commentList>',
        ),
        (
            f'<commentList><comment ref="A1"><text>{SPOKEN[0]}{SPOKEN[1]}</text></comment></commentList>',
            f'<commentList><comment ref="A1"><text>{SPOKEN[0]}{{run}}{SPOKEN[1]}</text></comment></commentList>',
        ),
    ],
)
def test_comments_are_added_wherever_they_belong(inside: str, marked: str) -> None:
    content = f'<comments xmlns="{MAIN}">{inside}</comments>'.encode()
    looks = '<rPr><sz val="9"/><color indexed="81"/><rFont val="宋体"/></rPr><t xml:space="preserve">'
    new = f'<comment ref="A1" authorId="0"><text><r>{looks}说</t></r></text></comment>'
    run = f"<r>{looks}\n说</t></r>"
    expected = f'<comments xmlns="{MAIN}">{marked.format(new=new, run=run)}</comments>'
    assert spliced(content, Comments(content).adding({(1, 1): "说"})).decode() == expected


def test_more_cells_than_a_sheet_can_have_comments_are_coloured_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MOST_NOTES", 1)
    findings = [found("贫困户", 5, "B", Severity.INFO), found("贫困户", 1, "B")]
    done = annotate_workbook(odd_workbook(tmp_path), tmp_path / "标.xlsx", findings, NOBODY, "en")
    assert done.notes[-1].render("en") == "贫困户: only the worst 1 cells have a comment; no more fit."
    assert done.cells == 2
    assert parts_of(tmp_path / "标.xlsx")["xl/comments1.xml"].count(b"\xe2\x80\x94 pairing \xe2\x80\x94") == 1


def test_marks_are_found_without_the_sheet_of_findings(tmp_path: Path) -> None:
    """She deleted it: the marks go, and with them the fills that only it knew."""
    annotate_workbook(odd_workbook(tmp_path), tmp_path / "标.xlsx", [found("贫困户", 1, "B")], NOBODY, "zh")
    marked = parts_of(tmp_path / "标.xlsx")
    gone = {name: content for name, content in marked.items() if name != "xl/worksheets/sheet1.xml"}
    gone["xl/workbook.xml"] = marked["xl/workbook.xml"].replace("'问题清单'!$A$1".encode(), b"#REF!")
    saved = write_parts(tmp_path / "存.xlsx", gone)
    assert not is_as_annotated(saved)
    assert clean_workbook(saved, tmp_path / "净.xlsx")
    clean = parts_of(tmp_path / "净.xlsx")
    assert b"_pairing" not in clean["xl/workbook.xml"]
    assert "———— pairing".encode() not in clean["xl/comments1.xml"]
    assert not is_as_annotated(tmp_path / "没有.xlsx")
