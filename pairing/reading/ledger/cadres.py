"""Which cadre each mention of a helper means: by unit and name, namesakes by what differs further."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from pairing.model.table import TABLES
from pairing.reading.columns import read_column
from pairing.reading.complaints import data_finding, heading, shown
from pairing.reading.ledger.codes import SEPARATOR
from pairing.reading.ledger.columns import HELPER_NAME
from pairing.reading.ledger.helpers import AND, MISMATCHED
from pairing.reading.ledger.known import (
    RowAt,
    disagreements,
    read_known,
    rows_of,
    split_field,
    with_ids,
    without_borrowed_ids,
)
from pairing.reading.ledger.namesakes import BASE, Apart, Told, grouped, tell_apart
from pairing.reading.ledger.words import POST
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pairing.model.finding import Finding
    from pairing.model.settings import Settings
    from pairing.roster import Source

Person = tuple[str | None, int | None]
"""What a cadre is known by, and which of those that only a number tells apart."""
UNIT_NAME: Final = "units.name"
CADRE: Final = "cadre"
UNIT: Final = "unit"
"""The columns that are given to mentions: the ids of cadre and unit."""
RANK: Final = "cadres.rank"
MOSTLY: Final = 0.5
"""The share of the posts that must be ranks for 职务 to be read as the rank."""
DESCRIPTION: Final = "description"
"""职级, or 职务 where there is none: what tells namesakes apart last."""
APART: Final = Apart(
    by=("cadres.id", "cadres.identity", "cadres.phone", DESCRIPTION),
    binding=frozenset({"cadres.id", "cadres.identity", "cadres.phone"}),
    hidden=frozenset({"cadres.identity"}),
    soft=frozenset({DESCRIPTION}),
)
"""Two 李伟 of one unit have two numbers, two phones, or at least two ranks.

Ranks are written in many ways, so whoever is told apart by his alone is worth a look.
"""
_SURE: Final = ("cadres.id", "cadres.identity", "cadres.phone")


_KNOWN_BY: Final = ("units.id", UNIT_NAME, "cadres.id", HELPER_NAME, "cadres.phone", RANK)
_TOLD: Final = {UNIT_NAME: "cadres.unit"} | {field: field for field in (RANK, "cadres.state", "cadres.quota")}
"""What mentions tell of a cadre, and must tell alike."""


@dataclass(frozen=True, slots=True)
class Cadres:
    """The mentions of helpers with the cadre and the unit that each means."""

    mentions: pl.DataFrame
    """With ``cadre`` and ``unit``."""
    findings: tuple[Finding, ...]
    aside: frozenset[RowAt]
    """Rows of mentions of which it cannot be said whom they mean."""
    posts_are_ranks: bool


def cadres_of(given: pl.DataFrame, content: Sequence[str], sources: Sequence[Source], settings: Settings) -> Cadres:
    """Find out whom each mention means, report who cannot be known, and what mentions tell in two ways.

    ``given`` are mentions with ``source`` and ``row``; ``content`` are the columns that put namesakes in order.
    """
    ranked, posts_are_ranks = _with_posts_as_ranks(given, settings)
    known, unreadable = read_known(ranked, _KNOWN_BY, sources)
    told = cadres_meant(known, content)
    coded = with_ids(known, told, "C", "cadres.id", CADRE)
    own, borrowed = without_borrowed_ids(coded, CADRE, HELPER_NAME, "cadres.id", sources)
    mentions = _with_units(own)
    unsure = pl.int_range(pl.len()).is_in(list(told.unsure)).alias("unsure")
    lost = mentions.with_columns(unsure).filter(pl.col(CADRE).is_null())
    said = rows_of([*unreadable, *borrowed], sources)
    return Cadres(
        mentions=mentions,
        findings=(
            *unreadable,
            *borrowed,
            *_doubts(lost, said, sources),
            *_told_softly(mentions, told, sources),
            *_mismatched(mentions, sources),
            *disagreements(mentions, CADRE, _TOLD, sources),
        ),
        aside=frozenset(lost.select("source", "row").iter_rows()),
        posts_are_ranks=posts_are_ranks,
    )


def _with_posts_as_ranks(mentions: pl.DataFrame, settings: Settings) -> tuple[pl.DataFrame, bool]:
    """Read 职务 as the rank where there is no 职级 and most of the posts are ranks: 处长 is a post, 正处 a rank."""
    if POST not in mentions.columns or RANK in mentions.columns:
        return mentions, False
    posts = read_column(mentions[POST], TABLES["cadres"], "rank").values
    told = posts.drop_nulls()
    known = told.is_in(list(settings.rank_table())).sum()
    if not told.len() or known <= MOSTLY * told.len():
        return mentions, False
    return mentions.with_columns(posts.alias(RANK)), True


def _with_units(mentions: pl.DataFrame) -> pl.DataFrame:
    if UNIT_NAME not in mentions.columns:
        return mentions.with_columns(pl.lit(None, pl.String).alias(UNIT))
    nth = pl.repeat(None, mentions.height, dtype=pl.UInt32, eager=True)
    return with_ids(mentions, Told(mentions[UNIT_NAME], nth), "U", "units.id", UNIT)


def _doubts(lost: pl.DataFrame, said: frozenset[RowAt], sources: Sequence[Source]) -> Iterator[Finding]:
    """Say why it cannot be known whom a mention means, unless a cell's own finding has said it."""
    for row in lost.iter_rows(named=True):
        if (row["source"], row["row"]) in said:
            continue
        if row["unsure"]:
            code, value = "D114", row[HELPER_NAME]
            message = text(
                'Several cadres are called "{value}", and nothing says which is meant; the pairing was set aside, and '
                "the household may count as uncovered.",
                value=shown(value),
            )
        else:
            code, value = "D103", None
            message = text("{header} is blank.", header=heading(TABLES["cadres"], "name"))
        yield data_finding(
            code, message, source=sources[row["source"]], table="cadres", row=row["row"], field="name", value=value
        )


def _told_softly(mentions: pl.DataFrame, told: Told, sources: Sequence[Source]) -> Iterator[Finding]:
    """Say who was taken for two cadres only because of a rank or post."""
    for number, _ in told.softly:
        row = mentions.row(number, named=True)
        yield data_finding(
            "D119",
            text(
                '"{name}" has different ranks or posts in this unit, and was read as different cadres. If it is one '
                "person, write them alike.",
                name=shown(row[HELPER_NAME]),
            ),
            source=sources[row["source"]],
            table="cadres",
            row=row["row"],
            field="name",
            value=row[HELPER_NAME],
            subjects=(f"cadre:{row[CADRE]}",),
        )


def _mismatched(mentions: pl.DataFrame, sources: Sequence[Source]) -> Iterator[Finding]:
    """Say that a cell beside several names has another number of entries: whose they are is not known."""
    several = mentions.filter(pl.col(MISMATCHED).list.len() > 0).explode(MISMATCHED)
    for source, row, mismatched in several.select("source", "row", MISMATCHED).unique(maintain_order=True).iter_rows():
        column, _, value = mismatched.partition(AND)
        table, field = split_field(column)
        if field not in TABLES[table].columns:
            continue
        yield data_finding(
            "D119",
            text(
                "The row names several helpers, and {header} has not one entry for each; it was not read.",
                header=heading(TABLES[table], field),
            ),
            source=sources[source],
            table=table,
            row=row,
            field=field,
            value=value,
            hint=text("Write one entry for each name, in their order and with 、 between them, or one row for each."),
        )


def cadres_meant(mentions: pl.DataFrame, content: Sequence[str]) -> Told:
    """Say whom each mention means: by unit and name, namesakes by what differs further.

    A helper without a unit is the only cadre of that name, if there is one; of several, the one with the same number or
    phone; else it could be any of them. Where no unit has that name he is a cadre whose unit is not known.
    """
    named = pl.col(HELPER_NAME).is_not_null()
    unit = pl.col(UNIT_NAME).fill_null("") if UNIT_NAME in mentions.columns else pl.lit("")
    base = pl.when(named).then(pl.concat_str(unit, HELPER_NAME, separator=SEPARATOR))
    rows = mentions.with_columns(base.alias(BASE), description(mentions.columns).alias(DESCRIPTION))
    told = tell_apart(rows, APART, content)
    return _without_unit(rows, told)


def description(columns: Sequence[str]) -> pl.Expr:
    """Give a mention's rank, else the post."""
    known = [column for column in ("cadres.rank", "cadres.post") if column in columns]
    return pl.coalesce(known) if known else pl.lit(None, pl.String)


def _without_unit(rows: pl.DataFrame, told: Told) -> Told:
    """Find out whom the mentions without a unit mean."""
    if UNIT_NAME not in rows.columns:
        return told
    lost = pl.col(UNIT_NAME).is_null() & pl.col(HELPER_NAME).is_not_null()
    names = rows.filter(lost)[HELPER_NAME].unique()
    if names.is_empty():
        return told
    known = [column for column in _SURE if column in rows.columns]
    namesakes = (
        rows.with_row_index("number")
        .with_columns(told.who.alias("who"), told.nth.alias("nth"), lost.alias("lost"))
        .filter(pl.col(HELPER_NAME).is_in(names.implode()))
        .select("number", HELPER_NAME, "who", "nth", "lost", *known)
    )
    return _resettled(told, namesakes, known)


def _resettled(told: Told, namesakes: pl.DataFrame, known: Sequence[str]) -> Told:
    moved: dict[int, Person] = {}
    unsure = set(told.unsure)
    for group in grouped(namesakes.iter_rows(named=True), HELPER_NAME).values():
        people = _Namesakes(group, known)
        for row in group:
            if not row["lost"]:
                continue
            found = people.meant(row)
            if len(found) == 1:
                moved[row["number"]] = next(iter(found))
                unsure.discard(row["number"])
            elif found:
                unsure.add(row["number"])
    taken = dict.fromkeys(unsure, (None, None)) | moved
    numbers = pl.Series(list(taken), dtype=pl.UInt32)
    who = pl.Series([person[0] for person in taken.values()], dtype=pl.String)
    nth = pl.Series([person[1] for person in taken.values()], dtype=pl.UInt32)
    return replace(
        told,
        who=told.who.clone().scatter(numbers, who),
        nth=told.nth.clone().scatter(numbers, nth),
        unsure=tuple(sorted(unsure)),
    )


class _Namesakes:
    """Everybody of one name who has a unit, with the ids, numbers and phones known of each."""

    def __init__(self, group: Sequence[Mapping[str, Any]], known: Sequence[str]) -> None:
        self._known = known
        self._all: set[Person] = set()
        self._having: dict[tuple[str, str], set[Person]] = {}
        self._told: dict[str, set[Person]] = {column: set() for column in known}
        self._unlike: dict[tuple[str, ...], set[Person]] = {}
        for row in group:
            if row["lost"] or row["who"] is None:
                continue
            person = (row["who"], row["nth"])
            self._all.add(person)
            for column in known:
                if row[column] is not None:
                    self._having.setdefault((column, row[column]), set()).add(person)
                    self._told[column].add(person)

    def meant(self, row: Mapping[str, Any]) -> set[Person]:
        """Give those whom a mention can mean: who shares a number or phone with it, else who contradicts it in none."""
        told = tuple(column for column in self._known if row[column] is not None)
        sharing: set[Person] = set()
        for column in told:
            sharing |= self._having.get((column, str(row[column])), set())
        if not sharing and told not in self._unlike:
            self._unlike[told] = self._all.difference(*(self._told[column] for column in told))
        return sharing or self._unlike[told]
