"""Households of one village and head whom what is told of them shows to be two: other persons and another cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.model.table import TABLES
from pairing.reading.columns import read_column
from pairing.reading.complaints import data_finding, shown
from pairing.reading.ledger.body import HEAD
from pairing.reading.ledger.namesakes import BASE
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pairing.model.finding import Finding
    from pairing.reading.ledger.namesakes import Told
    from pairing.roster import Source

LIKENESS: Final = "likeness"
"""The column that is given to rows: what tells a household from its namesakes, null where nothing does."""
TELLING: Final = ("households.persons", "households.cause")
"""What shows two households of one name to be two, where both differ."""

_TWO: Final = text(
    "If they are two, write their ids (户编号) to keep them apart; if they are one, correct the rows to say the same."
)

Alike = tuple[str | None, str | None]
"""Persons and cause, as told in a row."""


def with_likeness(rows: pl.DataFrame) -> pl.DataFrame:
    """Give rows of one natural key another LIKENESS where they differ in both persons and cause.

    Rows that agree in one of the two are alike, and so are those that each agree with a third: one of them may be
    mistaken. A row that tells only one is like those it agrees with. ``rows`` has BASE.
    """
    if not set(TELLING) <= set(rows.columns):
        return rows
    pairs = rows.select(BASE, *TELLING).drop_nulls().unique()
    bases = pairs.filter(pl.col(BASE).is_duplicated())[BASE].unique()
    if bases.is_empty():
        return rows
    likeness = _likeness(rows.filter(pl.col(BASE).is_in(bases.implode())).select(BASE, *TELLING).unique())
    return rows.join(likeness, on=[BASE, *TELLING], how="left", nulls_equal=True, maintain_order="left")


def _likeness(told: pl.DataFrame) -> pl.DataFrame:
    """Give LIKENESS for each distinct row of BASE, persons and cause."""
    read = [read_column(told[of], TABLES["households"], of.partition(".")[2]).values.cast(pl.String) for of in TELLING]
    alike: dict[str, list[Alike]] = {}
    for base, persons, cause in zip(told[BASE], *read, strict=True):
        alike.setdefault(base, []).append((persons, cause))
    groups = {base: _groups(pairs) for base, pairs in alike.items()}
    marks = [_mark(groups[base], pair) for base, *pair in zip(told[BASE], *read, strict=True)]
    return told.with_columns(pl.Series(LIKENESS, marks, dtype=pl.String))


def _groups(pairs: Collection[Alike]) -> list[set[Alike]]:
    """Put those together that agree in persons or cause, directly or through others."""
    groups: list[set[Alike]] = []
    for pair in sorted({(persons, cause) for persons, cause in pairs if persons and cause}):
        near = [group for group in groups if any(pair[0] == one[0] or pair[1] == one[1] for one in group)]
        groups = [group for group in groups if group not in near] + [{pair}.union(*near)]
    return groups


def _mark(groups: Sequence[set[Alike]], pair: Sequence[str | None]) -> str | None:
    """Give the mark of the one group that a row fits; null where there is no other, or where it fits several."""
    fitting = [
        group
        for group in groups
        if any(told is not None and told in {one[at] for one in group} for at, told in enumerate(pair))
    ]
    if len(groups) < 2 or len(fitting) != 1:  # noqa: PLR2004 - a group alone is told from nobody
        return None
    return "·".join(str(told) for told in min(fitting[0]))


def taken_for_two(rows: pl.DataFrame, told: Told, sources: Sequence[Source]) -> Iterator[Finding]:
    """Say who was taken for two households only because persons and cause differ; ``rows`` has BASE and LIKENESS."""
    for number in dict.fromkeys(number for number, column in told.softly if column == LIKENESS):
        base = rows[BASE][number]
        alike = rows.with_columns(told.who.alias("who")).filter((pl.col(BASE) == base) & pl.col("who").is_not_null())
        first, *others = alike.unique("who", keep="first", maintain_order=True).iter_rows(named=True)
        for other in others:
            yield data_finding(
                "D119",
                text(
                    'The households of "{head}" here and in row {row} differ in both persons and cause, and were read '
                    "as two households of the same name.",
                    head=shown(other[HEAD]),
                    row=first["row"],
                ),
                source=sources[other["source"]],
                table="households",
                row=other["row"],
                field="head",
                value=other[HEAD],
                hint=_TWO,
            )


def perhaps_two(finding: Finding, own_ids: Collection[str]) -> Finding:
    """Add to a disagreement about persons or cause that there may be two households, unless an id says it is one."""
    if {subject.partition(":")[2] for subject in finding.subjects} & set(own_ids):
        return finding
    message = text("{said} There may also be two households of the same name.", said=finding.message)
    return finding.model_copy(update={"message": message, "hint": _TWO})
