"""Workbooks to mark, and what the parts of one are."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Final

from pairing.model.finding import Finding, Severity
from pairing.roster import roster_from_tables
from pairing.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE: Final = "册.xlsx"
NOBODY: Final = roster_from_tables({})
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWN: Final = "http://schemas.openxmlformats.org/drawingml/2006"
SIGN: Final = "———— pairing ————"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'


def found(
    sheet: str | None = None,
    row: int | None = None,
    column: str | None = None,
    severity: Severity = Severity.ERROR,
    message: str = "没有帮扶人。",
    **other: object,
) -> Finding:
    """Make a finding about a cell."""
    said = {"title": Text("缺人"), "message": Text(message), "hint": Text("补上。"), "code": "C201", **other}
    place = {"file": FILE if sheet else None, "sheet": sheet, "row": row, "column": column}
    return Finding.model_validate({"severity": severity, **place, **said})


def beside(path: Path, folder: str) -> Path:
    """Give a place for another workbook of the same name: findings know their file by its name."""
    other = path.parent / folder
    other.mkdir()
    return other / path.name


def parts_of(path: Path) -> dict[str, bytes]:
    """Give every part of a package."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_parts(path: Path, parts: Mapping[str, bytes | str]) -> Path:
    """Write a package."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def relations(*each: tuple[str, str]) -> str:
    """Write relations rId1, rId2 … of kinds and targets; a kind with a colon is a whole type."""
    inside = "".join(
        f'<Relationship Id="rId{n}" Type="{kind if ":" in kind else f"{OFFICE}/{kind}"}" Target="{target}"/>'
        for n, (kind, target) in enumerate(each, 1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_XML}<Relationships xmlns="{space}">{inside}</Relationships>'


def _types(*overrides: tuple[str, str]) -> str:
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    inside = "".join(f'<Override PartName="/{name}" ContentType="{sheet}.{kind}+xml"/>' for name, kind in overrides)
    kinds = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "vml": "application/vnd.openxmlformats-officedocument.vmlDrawing",
        "bin": "application/vnd.ms-office.vbaProject",
        "png": "image/png",
    }
    defaults = "".join(f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'{_XML}<Types xmlns="{space}">{defaults}{inside}</Types>'


WORKBOOK: Final = (
    f'{_XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x15">'
    '<fileVersion appName="xl"/><workbookPr codeName="ThisWorkbook"/><mc:AlternateContent><mc:Choice Requires="x15"/>'
    '</mc:AlternateContent><bookViews><workbookView activeTab="1"/></bookViews>'
    '<sheets><sheet name="贫困户" sheetId="3" r:id="rId1"/><sheet name="图" sheetId="9" r:id="rId4"/>'
    """<sheet name="it's &lt;&amp;&gt;" sheetId="4" state="hidden" r:id="rId2"/></sheets>"""
    '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="2">贫困户!$A$1:$C$9</definedName></definedNames>'
    '<calcPr calcId="191029"/><extLst><ext uri="{x}"/></extLst></workbook>'
)
STYLES: Final = (
    f'{_XML}<styleSheet xmlns="{MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font>'
    '<font><b/><sz val="11"/><color theme="0"/><name val="宋体"/></font></fonts>'
    '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor theme="4" tint="-0.5"/></patternFill></fill>'
    '<fill><gradientFill degree="90"><stop position="0"><color rgb="FFFFFFFF"/></stop></gradientFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"><alignment wrapText="1"/></xf>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" applyFill="1"/><xf fillId="3"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles><dxfs count="0"/></styleSheet>'
)
SHEET: Final = (
    f'{_XML}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}" '
    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
    '<sheetPr codeName="Sheet1"/><dimension ref="A1:C6"/><cols><col min="2" max="3" width="9" style="1"/></cols>'
    "<sheetData>"
    '<row r="1" spans="1:3" x14ac:dyDescent="0.2"><c r="A1" s="2" t="s"><v>0</v></c><c r="B1" s="3" t="s"><v>1</v></c>'
    '</row><row r="2" spans="1:2"><c r="A2"><f>SUM(B2:B5)</f><v>7</v></c><c r="B2" s="1"><v>42000</v></c></row>'
    "<!-- <row r='3'><c r='B3'/></row> -->"
    '<row r="4" s="3" customFormat="1"/>'
    '<row><c t="inlineStr"><is><t><![CDATA[<c r="A5"/>]]></t></is></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    '<row r="6"><c r="A6" t="str"><f t="shared" ref="A6:A6" si="0">A1&amp;"&lt;x"</f><v>户&lt;x</v></c></row>'
    '</sheetData><sheetProtection sheet="1"/><mergeCells count="1"><mergeCell ref="C1:D2"/></mergeCells>'
    '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>1</formula></cfRule>'
    '</conditionalFormatting><dataValidations count="1"><dataValidation type="list" sqref="B2"><formula1>"是,否"'
    '</formula1></dataValidation></dataValidations><pageMargins left="1" right="1" top="1" bottom="1" header="0" '
    'footer="0"/><pageSetup paperSize="9" r:id="rId5"/><headerFooter><oddFooter>&amp;C&amp;P</oddFooter></headerFooter>'
    '<drawing r:id="rId4"/><legacyDrawing r:id="rId3"/><legacyDrawingHF r:id="rId1"/><extLst>'
    '<ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:sparklineGroups/></ext></extLst>'
    "</worksheet>"
)
PREFIXED: Final = (
    f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>'
    '<x:row r="3"><x:c r="B3" t="n"><x:v>1</x:v></x:c></x:row></x:sheetData>'
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
    'Requires="x14"><x:controls/></mc:Choice></mc:AlternateContent></x:worksheet>'
)
COMMENTS: Final = (
    f'{_XML}<comments xmlns="{MAIN}"><authors><author>王</author><author>tc={{GUID}}</author></authors><commentList>'
    '<comment ref="A1" authorId="0"><text><r><rPr><b/></rPr><t>王：</t></r>'
    '<r><t xml:space="preserve">核实 &amp; 改</t></r></text></comment>'
    '<comment ref="B2" authorId="0"><text><t>平</t></text></comment>'
    '<comment ref="A6" authorId="1"><text><t>[Threaded comment]</t></text></comment></commentList></comments>'
)
DRAWING: Final = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    '</o:shapelayout><v:shapetype id="_x0000_t202"></v:shapetype>'
    '<v:shape id="_x0000_s1025" type="#_x0000_t201"><v:textbox><div><font>按钮<br></font></div></v:textbox>'
    '<x:ClientData ObjectType="Button"><x:Row>1</x:Row><x:Column>2</x:Column></x:ClientData></v:shape>'
    '<v:shape id="_x0000_s1026" type="#_x0000_t202"><x:ClientData ObjectType="Note"><x:Row>0</x:Row>'
    "<x:Column>0</x:Column></x:ClientData></v:shape></xml>"
)
THREADS: Final = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="A6" id="{1}"><text>在吗</text></threadedComment></ThreadedComments>'
)
STRINGS: Final = (
    f'{_XML}<sst xmlns="{MAIN}" count="2" uniqueCount="2"><si><r><rPr><b/></rPr><t>户</t></r><r><t>主</t></r></si>'
    "<si><t>日期</t></si></sst>"
)
UNTOUCHED: Final[dict[str, bytes | str]] = {
    "xl/sharedStrings.xml": STRINGS,
    "xl/threadedComments/threadedComment1.xml": THREADS,
    "xl/drawings/vmlDrawing9.vml": "<xml><o:idmap data='1'/></xml>",
    "xl/persons/person.xml": "<personList/>",
    "xl/cellimages.xml": '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>',
    "xl/media/image1.png": b"\x89PNG\r\n\x1a\n\x00\xff",
    "xl/drawings/drawing1.xml": f'<wsDr xmlns="{DRAWN}/spreadsheetDrawing"/>',
    "xl/printerSettings/printerSettings1.bin": b"\x00\x01\x02",
    "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros",
    "xl/calcChain.xml": '<calcChain><c r="A2" i="3"/></calcChain>',
    "xl/chartsheets/sheet1.xml": f'<chartsheet xmlns="{MAIN}"><sheetViews/></chartsheet>',
    "xl/chartsheets/_rels/sheet1.xml.rels": relations(),
    "customXml/item1.xml": "<mine/>",
    "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
}
"""Parts that nothing is to happen to."""


def odd_parts() -> dict[str, bytes | str]:
    """Give the parts of a workbook with some of everything that other programs lose."""
    pairing_sheet = "xl/worksheets/sheet3.xml"
    return {
        "[Content_Types].xml": _types(
            ("xl/workbook.xml", "sheet.main"),
            (pairing_sheet, "worksheet"),
            ("xl/worksheets/Second.xml", "worksheet"),
            ("xl/styles.xml", "styles"),
            ("xl/sharedStrings.xml", "sharedStrings"),
            ("xl/comments1.xml", "comments"),
        ),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet3.xml"),
            ("worksheet", "/xl/worksheets/second.xml"),
            ("styles", "styles.xml"),
            ("chartsheet", "chartsheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("calcChain", "calcChain.xml"),
            ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"),
            ("http://schemas.microsoft.com/office/2017/10/relationships/person", "persons/person.xml"),
            ("http://www.wps.cn/officeDocument/2020/cellImage", "cellimages.xml"),
        ),
        pairing_sheet: SHEET,
        "xl/worksheets/_rels/sheet3.xml.rels": relations(
            ("vmlDrawing", "../drawings/vmlDrawing9.vml"),
            ("comments", "../comments1.xml"),
            ("vmlDrawing", "../drawings/vmlDrawing1.vml"),
            ("drawing", "../drawings/drawing1.xml"),
            ("printerSettings", "../printerSettings/printerSettings1.bin"),
            (
                "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
                "../threadedComments/threadedComment1.xml",
            ),
        ),
        "xl/worksheets/Second.xml": PREFIXED,
        "xl/styles.xml": STYLES,
        "xl/comments1.xml": COMMENTS,
        "xl/drawings/vmlDrawing1.vml": DRAWING,
        **UNTOUCHED,
    }


def odd_workbook(folder: Path) -> Path:
    """Write that workbook."""
    return write_parts(folder / FILE, odd_parts())


def without_styles(sheet: bytes) -> bytes:
    """Give a sheet without the numbers of its cells' styles, and without cells and rows that have nothing else."""
    plain = re.sub(rb'(<(?:\w+:)?c\b[^>]*?) s="\d+"', rb"\1", sheet)
    blank = re.sub(rb'<(?:\w+:)?c r="[A-Z]+\d+"/>', b"", plain)
    return re.sub(rb'<((?:\w+:)?)row r="\d+"></\1row>', b"", blank)
