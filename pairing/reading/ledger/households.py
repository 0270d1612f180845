"""Which household each row means: by village and head, namesakes by what differs further."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.model.table import TABLES
from pairing.reading.complaints import data_finding, heading, shown
from pairing.reading.ledger.body import FILLED, HEAD, HOUSEHOLD_ID
from pairing.reading.ledger.codes import SEPARATOR
from pairing.reading.ledger.known import (
    RowAt,
    disagreements,
    read_known,
    rows_of,
    with_ids,
    without_borrowed_ids,
)
from pairing.reading.ledger.likeness import LIKENESS, TELLING, perhaps_two, taken_for_two, with_likeness
from pairing.reading.ledger.members import IDENTITY, with_members_folded
from pairing.reading.ledger.namesakes import BASE, Apart, tell_apart
from pairing.reading.ledger.places import UNSURE, VILLAGE, with_villages
from pairing.reading.ledger.words import GROUP
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pairing.model.finding import Finding
    from pairing.roster import Source

HOUSEHOLD: Final = "household"
"""The column that is given to rows: the household's id."""
ABOUT: Final = "about"
"""The column that is given to rows: whether they are about a household at all, even one that cannot be known."""
APART: Final = Apart(
    by=(HOUSEHOLD_ID, IDENTITY, GROUP, LIKENESS),
    binding=frozenset({HOUSEHOLD_ID, IDENTITY}),
    hidden=frozenset({IDENTITY}),
    soft=frozenset({LIKENESS}),
)
"""Two heads of one name in one village have two ids or identity numbers, live in two 组, or have little in common."""
_KNOWN_BY: Final = (HOUSEHOLD_ID, HEAD)
_TOLD: Final = {VILLAGE: "households.village"} | {
    field: field
    for field in (
        "households.category",
        "households.difficulty",
        "households.state",
        "households.left_poverty_in",
    )
}
"""What rows tell of a household, and must tell alike."""
_TELLING: Final = {field: field for field in TELLING}
"""What they must tell alike too, or there are two households of the same name."""


@dataclass(frozen=True, slots=True)
class Households:
    """The rows of a ledger with the household and the village that each means."""

    rows: pl.DataFrame
    """With ``village``, ``household`` and ``about``."""
    villages: pl.DataFrame
    findings: tuple[Finding, ...]
    aside: frozenset[RowAt]
    """Rows about a household of which it cannot be said which."""


def households_of(given: pl.DataFrame, sources: Sequence[Source]) -> Households:
    """Find out which household each row means, report what cannot be known, and what rows tell in two ways."""
    folded = with_members_folded(given)
    about = means_household(folded).alias(ABOUT)
    known, bad_names = read_known(folded.with_columns(about), _KNOWN_BY, sources)
    places = with_villages(known, sources)
    unreadable = [*bad_names, *places.findings]
    natural = with_natural_keys(places.rows)
    told = tell_apart(natural, APART, content_columns(places.rows))
    coded = with_ids(places.rows, told, "H", HOUSEHOLD_ID, HOUSEHOLD)
    rows, borrowed = without_borrowed_ids(coded, HOUSEHOLD, HEAD, HOUSEHOLD_ID, sources)
    unsure = pl.int_range(pl.len()).is_in(list(told.unsure)).alias("unsure")
    lost = rows.with_columns(unsure).filter(pl.col(ABOUT) & pl.col(HOUSEHOLD).is_null())
    said = rows_of([*unreadable, *borrowed], sources)
    own = frozenset(rows[HOUSEHOLD_ID].drop_nulls()) if HOUSEHOLD_ID in rows.columns else frozenset()
    return Households(
        rows=rows,
        villages=places.villages,
        findings=(
            *unreadable,
            *borrowed,
            *_doubts(lost, said, sources),
            *taken_for_two(natural, told, sources),
            *disagreements(rows, HOUSEHOLD, _TOLD, sources),
            *(perhaps_two(found, own) for found in disagreements(rows, HOUSEHOLD, _TELLING, sources)),
        ),
        aside=frozenset(lost.select("source", "row").iter_rows()),
    )


def _doubts(lost: pl.DataFrame, said: frozenset[RowAt], sources: Sequence[Source]) -> Iterator[Finding]:
    """Say why a row's household cannot be known, unless a cell's own finding has said it."""
    for row in lost.iter_rows(named=True):
        if (row["source"], row["row"]) in said:
            continue
        village, head = row.get("villages.name"), row.get(HEAD)
        if row[UNSURE]:
            code, field, value = "D114", "village", village
            message = text(
                'Several villages are called "{value}", and nothing says which is meant; the row was set aside.',
                value=shown(village),
            )
        elif row["unsure"]:
            code, field, value = "D114", "head", head
            message = text(
                'Several households of the village have the head "{value}", and nothing says which is meant; '
                "the row was set aside.",
                value=shown(head),
            )
        else:
            code, field, value = "D103", "head", None
            message = text("{header} is blank.", header=heading(TABLES["households"], "head"))
        yield data_finding(
            code, message, source=sources[row["source"]], table="households", row=row["row"], field=field, value=value
        )


def with_natural_keys(rows: pl.DataFrame) -> pl.DataFrame:
    """Give the natural key of the household that each row means, BASE; and LIKENESS, where that tells namesakes."""
    natural = pl.concat_str(pl.col(VILLAGE).fill_null(""), HEAD, separator=SEPARATOR)
    base = pl.when(pl.col(HEAD).is_not_null() & ~pl.col(UNSURE)).then(natural)
    return with_likeness(_with_base_by_id(rows.with_columns(base.alias(BASE))))


def _with_base_by_id(rows: pl.DataFrame) -> pl.DataFrame:
    """Let a row that has an id and no head mean the household that has that id elsewhere, else one of its own."""
    if HOUSEHOLD_ID not in rows.columns:
        return rows
    known = (
        rows.select(HOUSEHOLD_ID, pl.col(BASE).alias("known"))
        .drop_nulls()
        .unique(HOUSEHOLD_ID, keep="first", maintain_order=True)
    )
    own = pl.concat_str(pl.lit(SEPARATOR), HOUSEHOLD_ID)
    return (
        rows.join(known, on=HOUSEHOLD_ID, how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col(BASE).is_null() & ~pl.col(UNSURE))
            .then(pl.coalesce("known", own))
            .otherwise(BASE)
            .alias(BASE)
        )
        .drop("known")
    )


def content_columns(rows: pl.DataFrame) -> list[str]:
    """Give the columns that may put namesakes in order: what the planner wrote, but nothing that is never kept."""
    told = [c for c in rows.columns if "." in c and not c.startswith(FILLED) and "identity" not in c]
    return sorted(told)


def means_household(rows: pl.DataFrame) -> pl.Series:
    """Tell which rows are about a household, even one whose head is missing or cannot be read."""
    told = [c for c in rows.columns if c.startswith("households.")]
    return rows.select(pl.any_horizontal(pl.col(told).is_not_null()) if told else pl.lit(value=False)).to_series()
