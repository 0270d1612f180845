"""Who and what a ledger's rows mean: villages, households, units and cadres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.reading.complaints import data_finding
from pairing.reading.ledger.cadres import CADRE, cadres_of
from pairing.reading.ledger.helpers import LINE, mentions_of
from pairing.reading.ledger.households import ABOUT, HOUSEHOLD, content_columns, households_of
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pairing.model.finding import Finding
    from pairing.model.settings import Settings
    from pairing.reading.ledger.sheets import Sheets
    from pairing.roster import Source

_IDENTITIES: Final = r"^[a-z]+\.identity(@\d+)?$"
_PLACE: Final = ("villages.name", "households.head")


@dataclass(frozen=True, slots=True)
class People:
    """The rows of a ledger, and whom they mean."""

    rows: pl.DataFrame
    """With the ids ``village`` and ``household``, null where none is meant or several could be."""
    mentions: pl.DataFrame
    """Of helpers, with ``source``, ``row``, and the ids ``unit``, ``cadre`` and ``household``."""
    villages: pl.DataFrame
    findings: tuple[Finding, ...]
    rows_set_aside: int
    posts_are_ranks: bool
    some_idle: bool
    """Whether some row has a helper and no household: the ledger lists more cadres than those who help."""


def people_of(sheets: Sheets, settings: Settings) -> People:
    """Find out whom each row means; those of whom that cannot be said are reported, and their rows set aside."""
    households = households_of(_comparable(sheets.rows), sheets.sources)
    mentions = _with_rows(mentions_of(households.rows), households.rows)
    content = content_columns(mentions)
    cadres = cadres_of(mentions, content, sheets.sources, settings)
    keyless = frozenset(sheets.keyless.iter_rows())
    idle = cadres.mentions.filter(pl.col(CADRE).is_not_null() & ~pl.col(ABOUT)).height > 0
    return People(
        rows=households.rows.drop(pl.selectors.matches(_IDENTITIES)),
        mentions=cadres.mentions.drop(pl.selectors.matches(_IDENTITIES)),
        villages=households.villages,
        findings=(*households.findings, *cadres.findings, *_nobody(sheets.keyless, sheets.sources)),
        rows_set_aside=len(households.aside | cadres.aside | keyless),
        posts_are_ranks=cadres.posts_are_ranks,
        some_idle=idle and bool(households.rows[ABOUT].any()),
    )


def _comparable(rows: pl.DataFrame) -> pl.DataFrame:
    """Write identity numbers in one way, so that the same number is the same."""
    return rows.with_columns(pl.selectors.matches(_IDENTITIES).str.replace_all(r"[\s']", "").str.to_uppercase())


def _with_rows(mentions: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Give each mention what its row says of where it stands and of the household."""
    told = ["source", "row", ABOUT, HOUSEHOLD, *(column for column in _PLACE if column in rows.columns)]
    return mentions.with_columns(rows.select(told).select(pl.all().gather(mentions[LINE])))


def _nobody(keyless: pl.DataFrame, sources: Sequence[Source]) -> Iterator[Finding]:
    for source, row in keyless.iter_rows():
        yield data_finding(
            "D103",
            text("The row names neither a household nor a helper; it was set aside."),
            source=sources[source],
            table="households",
            row=row,
            field="head",
        )
