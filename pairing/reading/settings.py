"""Settings read: keys and values as a planner writes them, from the sheet 设置, a file, or ``--set``."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Final, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import PydanticCustomError, PydanticUseDefault

from pairing.errors import InputError
from pairing.model import spelling
from pairing.model.declared import declared_total
from pairing.model.labels import LABELS
from pairing.model.settings import MEANINGS, SEVERITY_LABELS, TOTAL_LABELS, Settings
from pairing.reading.complaints import data_finding, in_order_of_place, shown
from pairing.reading.files import first_bytes, grids_from_file
from pairing.roster import Source
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import polars as pl

    from pairing.model.finding import Finding
    from pairing.reading.grid import Grid

SETTINGS_NAMES: Final = frozenset({"设置", "settings", "配置", "参数"})
KEY_HEADERS: Final = frozenset({"键", "key", "设置", "setting", "名称"})
VALUE_HEADERS: Final = frozenset({"值", "value", "设定值"})
SET_OPTION: Final = Source("--set")
"""Where a setting stands that was given with the command."""
MOST_LEVELS: Final = 99
_LISTED: Final = re.compile("[、,;/|\n]+")
_FIELDS: Final = {
    spelling.folded(key): name
    for name, info in Settings.model_fields.items()
    for key in (name, info.alias or name)
    if not (info.alias or "").endswith(".")
}
_FAMILIES: Final = {
    spelling.folded(key).rstrip("."): name
    for name, info in Settings.model_fields.items()
    for key in (name, info.alias or name)
    if (info.alias or "").endswith(".")
}
_TOTALS: Final = {spelling.folded(key): total for total, label in TOTAL_LABELS.items() for key in (total, label)} | {
    "户数": "households",
    "贫困户": "households",
    "人数": "persons",
    "村数": "villages",
    "单位数": "units",
}
_SEVERITIES: Final = {
    spelling.folded(key): severity for severity, label in SEVERITY_LABELS.items() for key in (severity, label)
} | {"关闭": "off", "信息": "info"}


@dataclass(frozen=True, slots=True)
class SettingCell:
    """A key and its value as written, and where."""

    key: str
    value: str | None
    source: Source = SET_OPTION
    row: int | None = None
    letters: str | None = None
    """The column of the value."""


class _BadValueError(ValueError):
    """A setting's value is not what was expected; the message says what that is."""

    def __init__(self, expected: Text) -> None:
        super().__init__(expected.render("en"))
        self.expected = expected


def settings_from_pairs(pairs: Iterable[tuple[str, str]]) -> tuple[Settings, tuple[Finding, ...]]:
    """Read settings from keys and values; of one key the last counts, a blank value is the default.

    Keys are those of the 设置 sheet or the fields' English names, labels in either language. An unknown key or a bad
    value is D116, and the default stays.
    """
    return settings_from_cells(SettingCell(key, value) for key, value in pairs)


def settings_from_cells(cells: Iterable[SettingCell]) -> tuple[Settings, tuple[Finding, ...]]:
    """Read settings from cells that know where they stand; as :func:`settings_from_pairs`."""
    values: dict[str, object] = {}
    findings: list[Finding] = []
    for cell in cells:
        try:
            _take(cell, values)
        except _BadValueError as bad:
            message = text(
                'Setting {key}: "{value}" is not {expected}.',
                key=shown(cell.key),
                value=shown(cell.value or ""),
                expected=bad.expected,
            )
            findings.append(_bad_setting(cell, message))
        except KeyError:
            findings.append(_bad_setting(cell, _unknown_key(cell.key)))
    return Settings.model_validate(values), in_order_of_place(findings, ())


def _take(cell: SettingCell, values: dict[str, object]) -> None:
    """Put one setting among the values. Raises KeyError for an unknown key, _BadValueError for a bad value."""
    name, entry = _field(cell.key)
    written = spelling.seen(cell.value or "")
    if entry is None:
        values.pop(name, None)
        if written:
            values[name] = _checked(name, _value(name, written))
        return
    family = dict(_mapping(values.get(name)))
    key = _entry(name, entry)
    family.pop(key, None)
    if written:
        family[key] = _family_value(name, written)
    values[name] = family


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _field(key: str) -> tuple[str, str | None]:
    """Tell a key's field, and for a family the entry: 定额.正处 is (quotas, 正处)."""
    plain = spelling.seen(key).replace("\uff0e", ".").replace("\u3002", ".").replace("：", ".").replace(":", ".")
    if name := _FIELDS.get(spelling.folded(plain)):
        return name, None
    family, _, entry = plain.partition(".")
    if not spelling.seen(entry):
        raise KeyError(key)
    return _FAMILIES[spelling.folded(family)], spelling.seen(entry)


def _entry(name: str, entry: str) -> str:
    match name:
        case "quotas" | "levels":
            return spelling.rank(entry)
        case "totals":
            if spelling.folded(entry) not in _TOTALS:
                raise KeyError(entry)
            return _TOTALS[spelling.folded(entry)]
        case "severities":
            return spelling.narrow(entry).upper()
        case _:
            return entry


def _value(name: str, written: str) -> object:
    """Read a value as the field's type asks."""
    kind = _kind(Settings.model_fields[name].annotation)
    try:
        if name == "as_of":
            return spelling.day(written, "end")
        if name == "hard_case_rank":
            return spelling.rank(written)
        if name == "in_scope":
            states = (spelling.seen(part) for part in _LISTED.split(written.replace("\uff0c", ",").replace("；", ";")))
            return tuple(dict.fromkeys(spelling.term(state, "household_state") for state in states if state))
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return spelling.choice(written, kind)
        return spelling.count(written) if kind is int else spelling.amount(written)
    except (PydanticCustomError, PydanticUseDefault):
        raise _BadValueError(_expected(name)) from None


def _family_value(name: str, written: str) -> object:
    match name:
        case "quotas" | "levels":
            return _small_number(name, written)
        case "totals":
            try:
                declared_total(written)
            except ValueError:
                raise _BadValueError(text("a total such as 27, 700+, ≥700 or 约700")) from None
            return written
        case "severities":
            if spelling.folded(written) not in _SEVERITIES:
                raise _BadValueError(text("one of 错误, 警告, 提示, 关 (error, warning, info, off)"))
            return _SEVERITIES[spelling.folded(written)]
        case _:
            return _column_named(written)


def _small_number(name: str, written: str) -> int:
    most = 1000 if name == "quotas" else MOST_LEVELS
    expected = text("a whole number from {least} to {most}", least=0, most=most)
    try:
        number = spelling.count(written)
    except PydanticCustomError:
        raise _BadValueError(expected) from None
    if not 0 <= number <= most:
        raise _BadValueError(expected)
    return number


def _column_named(written: str) -> str:
    from pairing.reading.headers import fields_named  # noqa: PLC0415 - headers read settings
    from pairing.reading.ledger.words import field_from_setting  # noqa: PLC0415 - only where it is asked

    if not fields_named(written) and field_from_setting(written) is None:
        raise _BadValueError(text("a column of ours, such as 户主 or households.head"))
    return written


def _checked(name: str, value: object) -> object:
    """Pass a value on that lies within the field's bounds. Raises _BadValueError."""
    try:
        Settings.model_validate({name: value})
    except ValidationError:
        raise _BadValueError(_expected(name)) from None
    if name == "hard_case_rank" and value not in Settings().rank_table():
        raise _BadValueError(text("a rank known here, such as 副处"))
    return value


def _expected(name: str) -> Text:
    """Say what a setting's value should be."""
    kind = _kind(Settings.model_fields[name].annotation)
    if name == "as_of":
        return text("a date such as 2016-12-31")
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        chinese = "、".join(written[0] for written in LABELS[kind].values())
        english = ", ".join(written[1] for written in LABELS[kind].values())
        return Text(f"one of: {english}", chinese=f"以下之一：{chinese}")
    bounds = {k: v for mark in Settings.model_fields[name].metadata for k, v in _bound(mark)}
    if "gt" in bounds:
        return text("a number above {least}, up to {most}", least=bounds["gt"], most=bounds["le"])
    if "ge" in bounds and kind is int:
        return text("a whole number from {least} to {most}", least=bounds["ge"], most=bounds["le"])
    if "ge" in bounds:
        return text("a number from {least} to {most}", least=bounds["ge"], most=bounds["le"])
    return MEANINGS[name]


def _bound(mark: object) -> Iterator[tuple[str, object]]:
    for name in ("ge", "gt", "le"):
        if (value := getattr(mark, name, None)) is not None:
            yield name, value


def _kind(annotation: object) -> object:
    """Give the type inside ``X | None``."""
    if isinstance(annotation, UnionType) or get_origin(annotation) is not None:
        kinds = [part for part in get_args(annotation) if part is not NoneType]
        return kinds[0] if isinstance(annotation, UnionType) else annotation
    return annotation


def _unknown_key(key: str) -> Text:
    known = [info.alias or name for name, info in Settings.model_fields.items()]
    english = [f"{name}." if (info.alias or "").endswith(".") else name for name, info in Settings.model_fields.items()]
    near = difflib.get_close_matches(key, [*known, *english], n=1, cutoff=0.4)
    if near:
        return text("There is no setting {key}; perhaps {near} is meant.", key=shown(key), near=near[0])
    return text("There is no setting {key}.", key=shown(key))


def _bad_setting(cell: SettingCell, message: Text) -> Finding:
    source = None if cell.source is SET_OPTION else cell.source
    column = (cell.letters, "值") if cell.letters else None
    return data_finding("D116", message, source=source, row=cell.row, column=column, value=cell.value)


def is_settings_name(name: str) -> bool:
    """Tell whether a sheet or file is called as the settings are."""
    return spelling.folded(name) in SETTINGS_NAMES


def cells_from_grid(grid: Grid) -> list[SettingCell]:
    """Read the keys and values of a 设置 sheet: the columns headed 键 and 值, else the first two."""
    if grid.cells.width < 2:  # noqa: PLR2004 - a key and a value
        return []
    top, key, value = _key_and_value(grid.cells)
    source = Source(grid.file, grid.sheet)
    rows = grid.cells.slice(top).select(key, value).rows()
    return [
        SettingCell(written, cell, source, number, value)
        for number, (written, cell) in enumerate(rows, top + 1)
        if written is not None
    ]


def _key_and_value(cells: pl.DataFrame) -> tuple[int, str, str]:
    for number, row in enumerate(cells.head(10).rows(), 1):
        words = [spelling.folded(cell or "") for cell in row]
        keys = [at for at, word in enumerate(words) if word in KEY_HEADERS]
        values = [at for at, word in enumerate(words) if word in VALUE_HEADERS]
        if keys and values:
            return number, cells.columns[keys[0]], cells.columns[values[0]]
    return 0, cells.columns[0], cells.columns[1]


def cells_from_file(path: str | Path) -> list[SettingCell]:
    """Read a file of settings: a workbook (its sheet 设置, else its first), CSV, TOML or JSON of keys and values.

    Raises InputError for a file that cannot be read.
    """
    path = Path(path)
    if path.suffix.lower() in {".toml", ".json"}:
        return list(_cells_from_mapping(_parsed(path), Source(path.name)))
    grids = grids_from_file(path)
    named = [grid for grid in grids if is_settings_name(grid.sheet or "")]
    return cells_from_grid((named or list(grids))[0])


def _parsed(path: Path) -> Mapping[str, object]:
    first_bytes(path)
    try:
        content = path.read_text(encoding="utf-8-sig")
        parsed = tomllib.loads(content) if path.suffix.lower() == ".toml" else json.loads(content)
    except (ValueError, RecursionError, OSError) as error:
        raise InputError(
            text("{file}: cannot be read as settings ({reason}).", file=path.name, reason=error)
        ) from error
    if not isinstance(parsed, dict):
        raise InputError(text("{file}: holds no keys and values.", file=path.name))
    return parsed


def _cells_from_mapping(values: Mapping[str, object], source: Source, prefix: str = "") -> Iterator[SettingCell]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _cells_from_mapping(value, source, f"{prefix}{key}.")
        elif isinstance(value, list):
            yield SettingCell(prefix + key, "、".join(map(str, value)), source)
        else:
            yield SettingCell(prefix + key, None if value is None else str(value), source)
