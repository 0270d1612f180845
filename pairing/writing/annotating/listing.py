"""The sheet of all findings: the worst first, each with a link to its cell, ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.model.finding import SEVERITIES, Severity
from pairing.reading.grid import letters
from pairing.text import text
from pairing.writing.annotating.book import MAIN, address
from pairing.writing.annotating.colours import mark_colour
from pairing.writing.annotating.markup import attribute_text, element_text
from pairing.writing.annotating.sheet import MOST_ROWS
from pairing.writing.annotating.wording import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pairing.model.finding import Finding
    from pairing.text import Language
    from pairing.writing.annotating.spots import Spot
    from pairing.writing.annotating.styles import Styles

COLUMNS: Final = (
    (text("Code"), 8),
    (text("Severity"), 9),
    (text("Title"), 26),
    (text("Where"), 18),
    (text("What was found"), 52),
    (text("What to do"), 44),
)
LAST: Final = letters(len(COLUMNS))
KEY_COLUMN: Final = len(COLUMNS) + 2
"""Hidden: the colours of marks that stand in the place of a fill, with that fill in the column after it."""
MOST_FINDINGS: Final = MOST_ROWS - 1
MOST_LINKS: Final = 65_000
"""A sheet can hold a few more."""
LONGEST: Final = 32_000
"""Characters; a cell can hold a few more."""
LINE: Final = 16.0
"""The height of a line in points."""
SLACK: Final = 3
"""Characters that a line may end short of its column's width, as none may begin with a full stop."""
HIGHEST: Final = 405.0
"""Of a row; a spreadsheet has none much higher."""
_TEXT: Final = 49
"""The number format of text: what begins with = stays text when somebody edits it."""
_WRAPPED: Final = '<alignment vertical="top" wrapText="1"/>'
_BORDER: Final = "".join(
    f'<{side} style="thin"><color rgb="FFBFBFBF"/></{side}>' for side in ("left", "right", "top", "bottom")
)
_FONT_PARTS: Final = ("name", "family", "charset", "scheme")
_PAGE: Final = (
    '<printOptions horizontalCentered="1"/>'
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>"
)
_FROZEN: Final = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
    'state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>'
)

Entry = tuple["Finding", "Spot | None"]


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles of the sheet."""

    header: int
    body: int
    link: int
    severities: dict[Severity, int]
    keys: list[tuple[int, int]]
    """The colour of a mark that stands in the place of a fill, and that fill."""

    @classmethod
    def of(cls, styles: Styles) -> Looks:
        """Add them to the styles of a workbook."""
        border = styles.add("borders", f"<border>{_BORDER}<diagonal/></border>")
        plain = {"borderId": border, "numFmtId": _TEXT, "applyAlignment": 1}
        head = {"fontId": _font(styles, "<b/>"), "fillId": styles.add_fill("FFE8EEF4")}
        return cls(
            header=styles.add_style(_WRAPPED, **plain, **head),
            body=styles.add_style(_WRAPPED, **plain, fontId=_font(styles)),
            link=styles.add_style(
                _WRAPPED, **plain, fontId=_font(styles, before="<u/>", colour='<color rgb="FF0563C1"/>')
            ),
            severities={
                severity: styles.add_style(_WRAPPED, **plain, fontId=_font(styles), fillId=_fill(styles, severity, 0))
                for severity in Severity
            },
            keys=[
                (styles.add_style(fillId=_fill(styles, Severity.INFO, number)), styles.add_style(fillId=former))
                for number, former in enumerate(styles.formers, 1)
            ],
        )


def _fill(styles: Styles, severity: Severity, former: int) -> int:
    return styles.add_fill(mark_colour(severity, former, under_light_text=False))


def _font(styles: Styles, before: str = "", colour: str = "") -> int:
    """Add a font as the workbook's first one is, without its own colour."""
    first = styles.listed("fonts")[0]
    parts = [first.find(name) for name in _FONT_PARTS]
    named = "".join(styles.content[part.start : part.end].decode() for part in parts if part)
    return styles.add("fonts", f'<font>{before}<sz val="11"/>{colour}{named.replace(first.prefix, "")}</font>')


@dataclass(frozen=True, slots=True)
class Listing:
    """The sheet, in a language."""

    entries: Sequence[Entry]
    language: Language
    looks: Looks
    frozen: bool
    """Whether the workbook has a window for the view to be of."""

    @property
    def last_row(self) -> int:
        """The last row of the list."""
        return max(2, len(self.entries) + 1)

    def names(self) -> dict[str, str]:
        """Name what is filtered, and what is printed on top of each page."""
        cells = f"$A$1:${LAST}${self.last_row}"
        return {"_xlnm._FilterDatabase": cells, "_xlnm.Print_Titles": "$1:$1"}

    def content(self) -> bytes:
        """Write the part."""
        rows = "".join(self._rows())
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
            '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            f"{_FROZEN if self.frozen else ''}"
            f'<sheetFormatPr defaultRowHeight="15"/>{_columns()}<sheetData>{rows}</sheetData>'
            f'<autoFilter ref="A1:{LAST}{self.last_row}"/>{self._links()}{_PAGE}</worksheet>'
        ).encode()

    def _rows(self) -> Iterator[str]:
        headers = [(header.render(self.language), self.looks.header) for header, _ in COLUMNS]
        yield _row(1, headers)
        for number in range(2, max(self.last_row, len(self.looks.keys) + 1) + 1):
            at = number - 2
            cells = self._cells(*self.entries[at]) if at < len(self.entries) else self._nothing(number)
            keys = self.looks.keys[at] if at < len(self.looks.keys) else ()
            yield _row(number, cells, keys)

    def _nothing(self, number: int) -> list[tuple[str, int]]:
        if self.entries or number > 2:  # noqa: PLR2004 - below the header
            return []
        said = text("Nothing was found that needs mending.").render(self.language)
        return [("", self.looks.body)] * 2 + [(said, self.looks.body)]

    def _cells(self, finding: Finding, spot: Spot | None) -> list[tuple[str, int]]:
        severity, title, what, remedy = (
            said.render(self.language)
            for said in (SEVERITIES[finding.severity], finding.title, finding.message, finding.hint)
        )
        looks = self.looks
        return [
            (finding.code, looks.body),
            (severity, looks.severities[finding.severity]),
            (title, looks.body),
            (place_of(spot), looks.link if spot else looks.body),
            (what, looks.body),
            (remedy, looks.body),
        ]

    def _links(self) -> str:
        linked = [(number, spot) for number, (_, spot) in enumerate(self.entries, 2) if spot][:MOST_LINKS]
        column = letters(1 + [header.english for header, _ in COLUMNS].index("Where"))
        links = "".join(
            f'<hyperlink ref="{column}{number}" location="{attribute_text(target_of(spot))}" '
            f'display="{attribute_text(place_of(spot))}"/>'
            for number, spot in linked
        )
        return f"<hyperlinks>{links}</hyperlinks>" if links else ""


def place_of(spot: Spot | None) -> str:
    """Write where a cell is, as a person does: 贫困户!B7."""
    return "" if spot is None else "!".join(filter(None, (spot.sheet, _name(spot))))


def target_of(spot: Spot) -> str:
    """Write where a link goes to."""
    return address(spot.sheet, _name(spot) or "A1")


def _name(spot: Spot) -> str:
    return f"{letters(spot.column)}{spot.row}" if spot.row and spot.column else ""


def _columns() -> str:
    shown = "".join(
        f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>' for i, (_, width) in enumerate(COLUMNS, 1)
    )
    return f'<cols>{shown}<col min="{KEY_COLUMN}" max="{KEY_COLUMN + 1}" width="2" hidden="1" customWidth="1"/></cols>'


def _height(cells: Sequence[tuple[str, int]]) -> float:
    """Give the points in which every cell shows all its lines: not every program works that out."""
    lines = [lines_of(words, width - SLACK) for (words, _), (_, width) in zip(cells, COLUMNS, strict=False)]
    return min(HIGHEST, LINE * max(lines, default=1))


def _row(number: int, cells: Sequence[tuple[str, int]], keys: Iterable[int] = ()) -> str:
    said = "".join(_cell(f"{letters(column)}{number}", words, style) for column, (words, style) in enumerate(cells, 1))
    kept = "".join(f'<c r="{letters(column)}{number}" s="{style}"/>' for column, style in enumerate(keys, KEY_COLUMN))
    return f'<row r="{number}" ht="{_height(cells)}" customHeight="1">{said}{kept}</row>'


def _cell(name: str, words: str, style: int) -> str:
    if not words:
        return f'<c r="{name}" s="{style}"/>'
    said = element_text(words[:LONGEST])
    return f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'
