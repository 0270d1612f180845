"""Edges checked over the whole table: dates in order (D108), no rows of one pair that overlap (D109)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from pairing.model.labels import Role
from pairing.model.table import TABLES
from pairing.reading.complaints import data_finding, heading, tie_subjects
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pairing.model.cell import TableName
    from pairing.model.finding import Finding
    from pairing.roster import Source

_FIRST_DAY, _LAST_DAY = pl.lit(datetime.date.min), pl.lit(datetime.date.max)
_SHARED_WITH_S105: Final = {Role.LEAD.value, Role.RESPONSIBLE.value}
"""Roles that one unit may not both have in one village. S105 says so; were it D109 too, S105 would never see it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows of a table that are used, and what is wrong with it."""

    frame: pl.DataFrame
    findings: tuple[Finding, ...]


def end_before_start(frame: pl.DataFrame, name: TableName, sources: tuple[Source, ...]) -> Iterator[Finding]:
    """Find rows that end before they start. They are kept: being active on no day, they count nowhere."""
    if "start_date" not in frame.columns:
        return
    for row in frame.filter(pl.col("end_date") < pl.col("start_date")).iter_rows(named=True):
        yield data_finding(
            "D108",
            text(
                "{field} {end} is before {start}.",
                field=heading(TABLES[name], "end_date"),
                end=row["end_date"].isoformat(),
                start=row["start_date"].isoformat(),
            ),
            source=sources[row["source"]],
            table=name,
            row=row["row"],
            field="end_date",
            value=row["end_date"].isoformat(),
            subjects=tie_subjects(name, row),
        )


def without_overlaps(
    frame: pl.DataFrame, name: TableName, sources: tuple[Source, ...], before: pl.DataFrame | None = None
) -> Checked:
    """Keep, of rows of one pair that overlap, the first as the planner wrote them; those of ``before`` come first.

    Void pairings overlap nothing. Constraints have no dates: two of one kind for one pair say a thing twice.
    """
    first = 0 if before is None else before.height
    numbered = (frame if before is None else pl.concat([before, frame], how="diagonal")).with_row_index("_line")
    suspects = _rows_of_repeated_pairs(numbered, name)
    found = dict(_repeats(suspects, name)) if suspects.height else {}
    repeats = {line: other for line, other in found.items() if line >= first}
    if not repeats:
        return Checked(frame, ())
    findings = _overlap_findings(numbered, repeats, name, sources)
    kept = numbered.slice(first).filter(~pl.col("_line").is_in(list(repeats)))
    return Checked(kept.select(frame.columns), tuple(findings))


def _rows_of_repeated_pairs(numbered: pl.DataFrame, name: TableName) -> pl.DataFrame:
    """Give the rows whose pair has another row: a quick look that most tables need nothing after."""
    pair = [f"{end}_key" for end in TABLES[name].key]
    live = numbered.filter(~pl.col("void")) if name == "pairings" else numbered
    if name == "constraints":
        return live.filter(pl.struct(*pair, "kind").is_duplicated())
    ordered = live.filter(~(pl.col("end_date") < pl.col("start_date")).fill_null(value=False)).with_columns(
        _start=pl.coalesce("start_date", _FIRST_DAY), _end=pl.coalesce("end_date", _LAST_DAY)
    )
    return _only_overlapping(ordered, pair)


def _only_overlapping(ordered: pl.DataFrame, pair: list[str]) -> pl.DataFrame:
    """Keep the pairs of which some row starts before an earlier one has ended."""
    repeated = ordered.filter(pl.struct(pair).is_duplicated())
    if not repeated.height:
        return repeated
    reach = pl.col("_end").cum_max().shift(1).over(pair)
    sorted_rows = repeated.sort("_start", "_line")
    touching = sorted_rows.filter(pl.col("_start") <= reach).select(pair).unique()
    return repeated.join(touching, on=pair, how="semi", maintain_order="left")


def _repeats(suspects: pl.DataFrame, name: TableName) -> Iterator[tuple[int, int]]:
    """Give each row to set aside, by line, with the line of the row it repeats."""
    pair = [f"{end}_key" for end in TABLES[name].key]
    for group in suspects.sort("_line").partition_by(pair):
        kept: list[Mapping[str, Any]] = []
        for row in group.iter_rows(named=True):
            first = next((other for other in kept if _clash(other, row, name)), None)
            if first is None:
                kept.append(row)
            else:
                yield row["_line"], first["_line"]


def _clash(one: Mapping[str, Any], other: Mapping[str, Any], name: TableName) -> bool:
    if name == "constraints":
        return bool(one["kind"] == other["kind"])
    if name == "twinnings" and {one["role"], other["role"]} == _SHARED_WITH_S105:
        return False
    return bool(one["_start"] <= other["_end"] and other["_start"] <= one["_end"])


def _overlap_findings(
    numbered: pl.DataFrame, repeats: Mapping[int, int], name: TableName, sources: tuple[Source, ...]
) -> Iterator[Finding]:
    involved = numbered.filter(pl.col("_line").is_in([*repeats, *repeats.values()]))
    rows = {row["_line"]: row for row in involved.iter_rows(named=True)}
    for later, first in repeats.items():
        row, other = rows[later], rows[first]
        source = sources[row["source"]]
        yield data_finding(
            "D109",
            _overlap_message(row, other, name, sources),
            source=source,
            table=name,
            row=row["row"],
            field=TABLES[name].key[0],
            value=row[TABLES[name].key[0]],
            subjects=tie_subjects(name, row),
        )


def _overlap_message(
    row: Mapping[str, object], other: Mapping[str, object], name: TableName, sources: tuple[Source, ...]
) -> Text:
    tail, head = TABLES[name].key
    message = (
        text("{tail} – {head}: the same is set in row {row}.", tail=row[tail], head=row[head], row=other["row"])
        if name == "constraints"
        else text(
            "{tail} – {head}: the dates overlap those of row {row}.", tail=row[tail], head=row[head], row=other["row"]
        )
    )
    if row["source"] == other["source"]:
        return message
    of, first = sources[int(str(row["source"]))], sources[int(str(other["source"]))]
    place = first.sheet if first.file == of.file and first.sheet else first.file
    return text("{message} ({place})", message=message, place=place)
