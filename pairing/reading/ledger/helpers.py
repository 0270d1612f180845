"""The helpers a ledger's rows name: one mention each, however many stand in a row or in a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.reading.ledger.body import FILLED, HEAD, slotted
from pairing.reading.ledger.columns import ANY_SLOT, HELPER_NAME, OF_ALL_HELPERS

if TYPE_CHECKING:
    from collections.abc import Sequence

LINE: Final = "line"
"""The number of a mention's row among all rows."""
CONTINUES: Final = "continues"
"""Whether household and helper both only continue merged cells: the row says nothing new of the pair."""
MISMATCHED: Final = "mismatched"
"""The cells with another number of entries than the names beside them: each a field and, behind AND, the cell."""
AND: Final = "\x1f"
"""Between the field and the text of a mismatched cell; no cell that can be seen holds it."""
HELPER_FIELDS: Final = (
    "cadres.name",
    "cadres.id",
    "cadres.phone",
    "cadres.rank",
    "cadres.post",
    "cadres.identity",
    "cadres.state",
    "cadres.quota",
    "units.name",
    "units.category",
    "units.id",
    "pairings.ordinal",
    "pairings.start_date",
    "pairings.end_date",
    "pairings.void",
)
_BETWEEN: Final = r"[、,，;；/／|\r\n]+"
"""What stands between names in one cell. A space does not: 张 三 is one person."""
_DIGITS: Final = "[0-9０-９]"
_PHONE: Final = f"{_DIGITS}[0-9０-９-]{{5,12}}{_DIGITS}"
_CALLED: Final = r"(?:联系电话|电话|手机号?)?[:：\s]*"
_LONG: Final = f"{_CALLED}({_DIGITS}[0-9０-９-]{{6,}})"
_BEHIND: Final = rf"(\p{{Han}}|[)）])[、,，;；/／|\s:：-]*(?:[(（]{_LONG}[)）]|{_LONG})"
"""A number behind a name, whatever stands between: 李一（13800000000), 李一/13800000000, 李一 电话：13800000000."""
_NUMBERED: Final = rf"^([^0-9０-９]*[\p{{Han}})）])({_PHONE})$"
_BETWEEN_DATES: Final = r"[、,，;；|\r\n]+"
_EDGES: Final = "、,，;；/／|\r\n "
_DATES: Final = frozenset({"pairings.start_date", "pairings.end_date"})


def mentions_of(rows: pl.DataFrame) -> pl.DataFrame:
    """Give a row for each helper named, in order of the rows: LINE, what is told of him, CONTINUES, MISMATCHED."""
    prefix = f"{HELPER_NAME}@"
    slots = sorted(int(column.removeprefix(prefix)) for column in rows.columns if column.startswith(prefix))
    fields = [f for f in HELPER_FIELDS if any(slotted(f, slot) in rows.columns for slot in (0, *slots))]
    lines = [_of_slot(rows, slot, fields) for slot in slots]
    if not lines:
        nobody = {LINE: pl.UInt32(), CONTINUES: pl.Boolean(), MISMATCHED: pl.List(pl.String), HELPER_NAME: pl.String()}
        return pl.DataFrame(schema=nobody)
    named = pl.concat(lines) if len(lines) == 1 else pl.concat(lines).sort(LINE, maintain_order=True)
    return _with_phones_apart(_one_name_each(_with_phones_behind(named), fields))


def _with_phones_behind(named: pl.DataFrame) -> pl.DataFrame:
    """Put each number directly behind the name it follows, so that it is not taken for a name of its own."""
    if not _any_numbered(named):
        return named
    return named.with_columns(pl.col(HELPER_NAME).str.replace_all(_BEHIND, "$1$2$3"))


def _with_phones_apart(named: pl.DataFrame) -> pl.DataFrame:
    """Read 李一13800000000 as 李一 and his phone, unless the phone's own cell says another."""
    if not _any_numbered(named):
        return named
    told = pl.col("cadres.phone") if "cadres.phone" in named.columns else pl.lit(None, pl.String)
    behind = pl.col(HELPER_NAME).str.extract(_NUMBERED, 2)
    apart = behind.is_not_null() & (told.is_null() | (told == behind))
    return named.with_columns(
        pl.when(apart).then(pl.col(HELPER_NAME).str.extract(_NUMBERED, 1)).otherwise(HELPER_NAME).alias(HELPER_NAME),
        pl.when(apart).then(behind).otherwise(told).alias("cadres.phone"),
    )


def _any_numbered(named: pl.DataFrame) -> bool:
    return bool(named[HELPER_NAME].str.contains(f"{_DIGITS}[0-9０-９-]{{6}}").any())


def _of_slot(rows: pl.DataFrame, slot: int, fields: Sequence[str]) -> pl.DataFrame:
    told = [_source_of(field, slot, rows.columns).alias(field) for field in fields]
    continues = [column for column in (FILLED + HEAD, FILLED + slotted(HELPER_NAME, slot)) if column in rows.columns]
    both = pl.all_horizontal(pl.col(continues).fill_null(value=False)) if len(continues) > 1 else pl.lit(value=False)
    named = rows.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias(LINE), both.alias(CONTINUES), *told)
    return named.filter(pl.any_horizontal(pl.col([HELPER_NAME, *_own(fields)]).is_not_null()))


def _own(fields: Sequence[str]) -> list[str]:
    """Give the fields that only a helper can have: where one is filled and his name is not, the name is missing."""
    return [field for field in fields if field in {"cadres.id", "cadres.phone"}]


def _source_of(field: str, slot: int, columns: Sequence[str]) -> pl.Expr:
    own, shared = slotted(field, slot), slotted(field, ANY_SLOT.number)
    if own in columns and shared in columns and field in OF_ALL_HELPERS and slot:
        return pl.coalesce(own, shared)
    if own in columns:
        return pl.col(own)
    return pl.col(shared) if shared in columns and field in OF_ALL_HELPERS else pl.lit(None, pl.String)


def _one_name_each(named: pl.DataFrame, fields: Sequence[str]) -> pl.DataFrame:
    """Split cells with several names; what stands beside them is split alike where the numbers agree."""
    several = named[HELPER_NAME].str.strip_chars(_EDGES).str.contains(_BETWEEN).fill_null(value=False)
    none = pl.lit([], pl.List(pl.String)).alias(MISMATCHED)
    if not several.any():
        return named.with_columns(none)
    split = named.filter(several).with_columns(_parts(field) for field in fields)
    count = pl.col(HELPER_NAME).list.len()
    agreeing = split.with_columns(
        pl.concat_list(pl.when((pl.col(f).list.len() != count) & ~_shared(f)).then(_with_cell(f)) for f in fields)
        .list.drop_nulls()
        .alias(MISMATCHED),
        *[
            pl.when(pl.col(f).list.len() == count)
            .then(pl.col(f))
            .when(_shared(f))
            .then(pl.col(f).list.first().repeat_by(count))
            .otherwise(pl.lit(None, pl.String).repeat_by(count))
            for f in fields
        ],
    )
    each = agreeing.explode(fields)
    return pl.concat([named.filter(~several).with_columns(none), each]).sort(LINE, maintain_order=True)


def _parts(field: str) -> pl.Expr:
    """Split a cell into its entries; a blank one has a single entry, which is blank."""
    between = _BETWEEN_DATES if field in _DATES else _BETWEEN
    if field == "cadres.phone":
        between = r"[、,，;；/／|\s]+"
    cell = pl.col(field).str.strip_chars(_EDGES)
    return (
        pl.when(cell.is_null())
        .then(pl.lit([None], pl.List(pl.String)))
        .otherwise(cell.str.replace_all(between, "\n").str.split("\n"))
        .alias(field)
    )


def _with_cell(field: str) -> pl.Expr:
    return pl.concat_str(pl.lit(field + AND), pl.col(field).list.join("、", ignore_nulls=True))


def _shared(field: str) -> pl.Expr:
    """Tell whether the one entry of a cell is true of all names beside it: a unit is, a phone is not."""
    alone = pl.col(field).list.len() == 1
    if field in OF_ALL_HELPERS:
        return alone
    return alone & pl.col(field).list.first().is_null()
