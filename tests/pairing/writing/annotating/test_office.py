"""A ledger made in LibreOffice, marked, and opened, printed and saved there again."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from cypher import check
from pairing.reading import read_roster
from pairing.writing.annotating import annotate_workbook, clean_workbook
from tests.conftest import found
from tests.pairing.writing.annotating.workbooks import SIGN, parts_of, without_styles

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Office

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def cell(said: str, style: str = "", more: str = "", inside: str = "") -> str:
    look = f' table:style-name="{style}"' if style else ""
    text = f"<text:p>{said}</text:p>" if said else ""
    return f'<table:table-cell{look} office:value-type="string"{more}>{inside}{text}</table:table-cell>'


def number(value: str, style: str = "", formula: str = "") -> str:
    look = f' table:style-name="{style}"' if style else ""
    worked = f' table:formula="of:={formula}"' if formula else ""
    return f'<table:table-cell{look}{worked} office:value-type="float" office:value="{value}"/>'


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


COVERED = "<table:covered-table-cell/>"
NOTE = "<office:annotation><dc:creator>王</dc:creator><text:p>请核实</text:p></office:annotation>"
LISTED = cell("甲局", more=' table:content-validation-name="v1"')
ROWS = (
    row(cell("结对帮扶台账(示例)", "head", ' table:number-columns-spanned="5"'), COVERED * 4),
    row(*(cell(name, "head") for name in ("行政村", "户主姓名", "人口", "帮扶单位", "帮扶责任人"))),
    row(cell("东村", "", ' table:number-rows-spanned="2"'), cell("甲"), number("3"), LISTED, cell("张三")),
    row(COVERED, cell("乙", "warm", "", NOTE), number("4"), cell(""), cell("")),
    row(cell("西村"), cell("丙", "warm"), number("2", "red"), cell(""), cell("")),
    row(cell("合计"), cell(""), number("9", "red", "SUM([.C3:.C5])"), cell(""), cell("")),
)  # fmt: skip
STYLES = "".join(
    f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties {cells}/>'
    f"<style:text-properties {letters}/></style:style>"
    for name, cells, letters in (
        ("head", 'fo:background-color="#1f4e79" fo:border="0.5pt solid #000000"', 'fo:color="#ffffff"'),
        ("warm", 'fo:background-color="#fff2cc"', 'fo:font-weight="bold"'),
        ("red", 'fo:wrap-option="wrap"', 'fo:color="#c00000"'),
    )
)
NAMED = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())
LEDGER = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NAMED} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:spreadsheet>
<table:content-validations><table:content-validation table:name="v1"
 table:condition="of:cell-content-is-in-list(&quot;甲局&quot;;&quot;乙局&quot;)" table:base-cell-address="台账.D3"/>
</table:content-validations>
<table:table table:name="台账">{"".join(ROWS)}</table:table>
</office:spreadsheet></office:body></office:document>"""


@pytest.fixture(scope="module")
def ledger(soffice: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger as LibreOffice saves it."""
    folder = tmp_path_factory.mktemp("办公")
    written = folder / "台账.fods"
    written.write_text(LEDGER, encoding="utf-8")
    return soffice.saved(written, folder)


def mark(ledger: Path, to: Path) -> dict[str, bytes]:
    reading = read_roster(ledger)
    annotate_workbook(ledger, to, check(reading, only=["C"]).findings, reading.roster, "zh")
    return parts_of(to)


def cells(path: Path) -> dict[str, dict[str, Any]]:
    """Give all of each cell of the first sheet."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    shown = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    return {
        each.coordinate: {
            "value": each.value,
            "shown": shown[each.coordinate].value,
            "looks": [repr(look) for look in (each.font, each.border, each.alignment, each.number_format)],
            "fill": repr(each.fill),
            "note": each.comment.text if each.comment else None,
        }
        for row in sheet.iter_rows()
        for each in row
    }


def test_it_survives_cell_for_cell(ledger: Path, tmp_path: Path) -> None:
    before, after = parts_of(ledger), mark(ledger, tmp_path / "标.xlsx")
    (sheet,) = (name for name in before if "worksheets/sheet" in name and name.endswith(".xml"))
    plain = re.sub(rb"<legacyDrawing [^>]*/>", b"", after[sheet])
    assert without_styles(plain) == without_styles(re.sub(rb"<legacyDrawing [^>]*/>", b"", before[sheet]))
    assert b"<mergeCell ref=" in plain
    assert b"<dataValidation " in plain
    were, are = cells(ledger), cells(tmp_path / "标.xlsx")
    assert are.keys() == were.keys()
    marked = {name for name, each in are.items() if each["fill"] != were[name]["fill"]}
    assert marked == {"B4", "B5"}
    assert {name for name, each in are.items() if each["note"] != were[name]["note"]} == marked
    assert are["B4"]["note"].startswith(f"请核实\n{SIGN}\n")
    assert (are["C6"]["value"], are["C6"]["shown"]) == ("=SUM(C3:C5)", 9)
    for name, each in are.items():
        assert {key: each[key] for key in ("value", "shown", "looks")} == {
            key: were[name][key] for key in ("value", "shown", "looks")
        }


def test_libreoffice_prints_it_and_what_it_saves_is_cleaned(soffice: Office, ledger: Path, tmp_path: Path) -> None:
    mark(ledger, tmp_path / "标.xlsx")
    pdf = soffice.to_pdf(tmp_path / "标.xlsx", tmp_path)
    said = subprocess.run([found("poppler-utils", "pdftotext"), pdf, "-"], capture_output=True, text=True, check=True)
    assert all(words in said.stdout for words in ("合计", "C201", "台账!B4", "2/2"))
    (tmp_path / "存").mkdir()
    saved = soffice.saved(tmp_path / "标.xlsx", tmp_path / "存")
    assert [cells(saved)[name]["note"].count(SIGN) for name in ("B4", "B5")] == [1, 1]
    assert clean_workbook(saved, tmp_path / "净.xlsx")
    were, are = cells(ledger), cells(tmp_path / "净.xlsx")
    for key in ("value", "shown", "note"):
        assert {name: each[key] for name, each in are.items()} == {name: each[key] for name, each in were.items()}
    for name, each in are.items():
        colours = [re.findall(r"rgb='(\w+)'", fill)[:1] for fill in (each["fill"], were[name]["fill"])]
        assert colours[0] == colours[1], name
    assert openpyxl.load_workbook(tmp_path / "净.xlsx").sheetnames == ["台账"]
