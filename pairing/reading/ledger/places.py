"""Which village a row means: a name alone does not identify a place (刚察乡 in 循化县 is not 刚察县).

Rows may tell a place more or less fully. One that leaves out the township means the village it fits, if there is only
one; where several fit, it could mean any of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.reading.ledger.codes import SEPARATOR, codes_of
from pairing.reading.ledger.known import read_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.model.finding import Finding
    from pairing.roster import Source

PLACE_FIELDS: Final = ("id", "prefecture", "county", "township", "name")
"""The fields that say which village is meant, the name last."""
VILLAGE: Final = "village"
"""The column that is given to rows: the village's id."""
UNSURE: Final = "village_unsure"
"""The column that is given to rows: whether several villages could be meant."""

Place = tuple[str | None, ...]
Mask = tuple[bool, ...]
"""Which fields of a place are told."""


@dataclass(frozen=True, slots=True)
class Places:
    """The rows with their village, and the villages."""

    rows: pl.DataFrame
    villages: pl.DataFrame
    """``id``, the fields of a village, ``source``, ``row``: the first row that tells it fully."""
    findings: tuple[Finding, ...]


def with_villages(rows: pl.DataFrame, sources: Sequence[Source]) -> Places:
    """Say which village each row means; places are in columns ``villages.<field>``, as written.

    Each different place is read once; a cell that cannot be read is reported in every row that has it.
    """
    columns = [column for field in PLACE_FIELDS if (column := f"villages.{field}") in rows.columns]
    if not columns:
        nowhere = rows.with_columns(pl.lit(None, pl.String).alias(VILLAGE), pl.lit(value=False).alias(UNSURE))
        return Places(nowhere, pl.DataFrame(schema={"id": pl.String(), "source": pl.UInt16(), "row": pl.UInt32()}), ())
    written = rows.select("source", "row", *columns).unique(subset=columns, keep="first", maintain_order=True)
    read, unreadable = read_known(written, columns, sources)
    places = _places(read)
    fitting = _fitting(places)
    meant = [fits[0] if len(fits) == 1 else None for fits in fitting]
    ids = _ids(list(dict.fromkeys(place for place in meant if place is not None)))
    known = written.with_columns(
        pl.Series(VILLAGE, [ids[place] if place else None for place in meant], dtype=pl.String),
        pl.Series(UNSURE, [len(fits) > 1 for fits in fitting], dtype=pl.Boolean),
    )
    joined = rows.join(known.drop("source", "row"), on=columns, how="left", nulls_equal=True, maintain_order="left")
    findings = read_known(rows, columns, sources)[1] if unreadable else []
    return Places(joined, _villages(known, meant, joined), tuple(findings))


def _places(read: pl.DataFrame) -> list[Place]:
    """Give the places told, each with all of PLACE_FIELDS, null where nothing is told."""
    fields = [f"villages.{field}" for field in PLACE_FIELDS]
    lacking = [pl.lit(None, pl.String).alias(column) for column in fields if column not in read.columns]
    return read.with_columns(lacking).select(fields).rows()


def _villages(known: pl.DataFrame, meant: Sequence[Place | None], rows: pl.DataFrame) -> pl.DataFrame:
    """Give one row a village, from the fullest that is told of it."""
    full = pl.DataFrame(
        [place or (None,) * len(PLACE_FIELDS) for place in meant],
        schema=dict.fromkeys(PLACE_FIELDS, pl.String),
        orient="row",
    )
    villages = (
        full.with_columns(known[VILLAGE].alias("id"), known["source"], known["row"])
        .drop_nulls("id")
        .unique("id", keep="first", maintain_order=True)
    )
    if "villages.code" not in rows.columns:
        return villages
    codes = rows.select(id=VILLAGE, code="villages.code").drop_nulls().unique("id", keep="first")
    return villages.join(codes, on="id", how="left", maintain_order="left")


def _fitting(places: Sequence[Place]) -> list[list[Place]]:
    """Give for each place the villages it fits: the places that nothing tells more fully."""
    named = [place for place in dict.fromkeys(places) if place[-1]]
    by_mask = {mask: _by_known(named, mask) for mask in {_mask(place) for place in named}}
    alike = {place: by_mask[_mask(place)][_known(place, _mask(place))] for place in named}
    fullest = {place for place, fits in alike.items() if fits == [place]}
    return [[fit for fit in alike.get(place, ()) if fit in fullest] for place in places]


def _mask(place: Place) -> Mask:
    return tuple(part is not None for part in place)


def _known(place: Place, mask: Mask) -> Place:
    return tuple(part for part, known in zip(place, mask, strict=True) if known)


def _by_known(places: Sequence[Place], mask: Mask) -> dict[Place, list[Place]]:
    """Group places by what they tell of the fields in ``mask``; those that leave one of them out fit none of it."""
    groups: dict[Place, list[Place]] = {}
    for place in places:
        known = _known(place, mask)
        if None not in known:
            groups.setdefault(known, []).append(place)
    return groups


def _ids(villages: Sequence[Place]) -> dict[Place, str]:
    """Give each village its own id, else a code of county, township and name, and of the prefecture if need be."""
    keys = [SEPARATOR.join(part or "" for part in place[2:]) for place in villages]
    twice = {key for key, count in Counter(keys).items() if count > 1}
    told = [
        SEPARATOR.join(part or "" for part in place) if key in twice else key
        for place, key in zip(villages, keys, strict=True)
    ]
    codes = codes_of("V", pl.Series(told, dtype=pl.String))
    return {place: place[0] or code for place, code in zip(villages, codes, strict=True)}
