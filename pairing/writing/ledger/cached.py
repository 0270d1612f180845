"""Values of formulas put back into a workbook: openpyxl writes a formula without its value, which then reads as blank.

Whoever opens the workbook in a spreadsheet sees the formulas worked out anew; a reader that works nothing out, as ours,
needs the values where a formula tells of a household or helper.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils.datetime import to_excel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FORMULA: Final = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(<f\b[^>]*(?:/>|>[^<]*</f>))(?:<v ?/>|<v></v>)</c>')
_KIND: Final = re.compile(r' t="[^"]*"')


def put_values_back(path: Path, to: Path, values: Mapping[str, Mapping[str, object]]) -> None:
    """Copy a workbook, with the values of formulas; ``values`` has them by the part of a sheet and the cell's name."""
    with ZipFile(path) as parts, ZipFile(to, "w", ZIP_DEFLATED) as copied:
        for part in parts.infolist():
            content = parts.read(part)
            if part.filename in values:
                content = _with_values(content.decode(), values[part.filename]).encode()
            copied.writestr(part, content)


def _with_values(written: str, values: Mapping[str, object]) -> str:
    def fill(match: re.Match[str]) -> str:
        value = values.get(match[1])
        if value is None:
            return match[0]
        kind, said = _typed(value)
        return f'<c r="{match[1]}"{_KIND.sub("", match[2])}{kind}>{match[3]}<v>{escape(said)}</v></c>'

    return _FORMULA.sub(fill, written)


def _typed(value: object) -> tuple[str, str]:
    """Give the mark of a cell's type, and its value as it is written."""
    match value:
        case bool():
            return ' t="b"', str(int(value))
        case int() | float():
            return "", repr(value)
        case dt.datetime() | dt.date() | dt.time() | dt.timedelta():
            return "", repr(to_excel(value))  # type: ignore[no-untyped-call]
        case _:
            return ' t="str"', str(value)
