"""Labels of open vocabularies that nobody told us of: one finding a label and column (D112)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from pairing.model.cell import Rank, Term
from pairing.model.labels import OPEN_LABELS, RANK_SUFFIXES
from pairing.model.table import TABLES
from pairing.reading.complaints import data_finding, heading, shown
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pairing.model.cell import Column, TableName
    from pairing.model.finding import Finding
    from pairing.model.settings import Settings
    from pairing.roster import Source


def with_ranks_of_settings(frame: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Write a rank as the settings name it, where it differs from theirs by its ending only (正科级 and 正科)."""
    known = settings.rank_table()
    written = frame["rank"].drop_nulls().unique().to_list()
    renamed = {
        rank: rank.removesuffix(ending)
        for rank in written
        if rank not in known
        for ending in RANK_SUFFIXES
        if rank.removesuffix(ending) in known
    }
    return frame.with_columns(pl.col("rank").replace(renamed)) if renamed else frame


def unknown_labels(
    frame: pl.DataFrame, name: TableName, settings: Settings, sources: tuple[Source, ...]
) -> Iterator[Finding]:
    """Find labels outside their vocabulary, with how many rows have them and where the first stands."""
    for field, column in TABLES[name].columns.items():
        known = _known(column, settings)
        if known is None:
            continue
        strange = frame.filter(pl.col(field).is_not_null() & ~pl.col(field).is_in(known))
        counted = strange.group_by(field, maintain_order=True).agg(
            pl.len().alias("count"), pl.col("source").first(), pl.col("row").first()
        )
        for row in counted.iter_rows(named=True):
            yield data_finding(
                "D112",
                _message(name, field, row[field], row["count"], known),
                source=sources[row["source"]],
                table=name,
                row=row["row"],
                field=field,
                value=row[field],
            )


def _known(column: Column, settings: Settings) -> list[str] | None:
    match column.kind:
        case Rank():
            return list(settings.rank_table())
        case Term("household_state"):
            return list(dict.fromkeys([*OPEN_LABELS["household_state"], *settings.in_scope]))
        case Term(vocabulary):
            return list(OPEN_LABELS[vocabulary])
        case _:
            return None


def _message(name: TableName, field: str, label: str, count: int, known: list[str]) -> Text:
    header, value = heading(TABLES[name], field), shown(label)
    if isinstance(TABLES[name].columns[field].kind, Rank):
        return text(
            '{header} "{value}" is no rank known here ({count} rows); its quota is taken as 1, its level as unknown.',
            header=header,
            value=value,
            count=count,
        )
    if name == "cadres":
        return text(
            '{header} "{value}" is no label known here ({count} rows); whatever is not 在岗 counts as left.',
            header=header,
            value=value,
            count=count,
        )
    return text(
        '{header} "{value}" is no label known here ({count} rows). Known are: {known}.',
        header=header,
        value=value,
        count=count,
        known="、".join(known),
    )
