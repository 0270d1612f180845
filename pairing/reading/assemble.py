"""From raw tables to a Roster: cells validated, ids unique, references resolved, edges checked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from pairing.model.table import EDGE_TABLES, NODE_TABLES, TABLES
from pairing.reading.complaints import data_finding, heading, in_order_of_place, node_subjects, shown
from pairing.reading.constraints import check_constraints
from pairing.reading.reading import Reading
from pairing.reading.references import Target, resolve_references
from pairing.reading.repeated import without_repeated_nodes, without_repeated_ties
from pairing.reading.ties import end_before_start, without_overlaps
from pairing.reading.validation import validate_table
from pairing.reading.vocabulary import unknown_labels, with_ranks_of_settings
from pairing.roster import Roster, empty_table, schema
from pairing.text import text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping, Sequence

    from pairing.model.cell import TableName
    from pairing.model.finding import Finding
    from pairing.model.report import Input
    from pairing.model.settings import Settings
    from pairing.reading.raw import RawTable
    from pairing.reading.reading import ColumnRead, Form
    from pairing.reading.validation import Validated
    from pairing.roster import Source


def reading_from_raw(  # noqa: PLR0913 - all that a form of input knows of itself, by name
    raw: Mapping[TableName, RawTable],
    sources: tuple[Source, ...],
    settings: Settings,
    *,
    on: datetime.date,
    form: Form,
    absent: frozenset[TableName] = frozenset(),
    findings: Sequence[Finding] = (),
    columns: tuple[ColumnRead, ...] = (),
    inputs: tuple[Input, ...] = (),
    rows_set_aside: int = 0,
    onto: Roster | None = None,
) -> Reading:
    """Validate raw tables and build the Roster; what is wrong becomes findings, added to those given.

    The caller has reported what concerns whole sheets and columns (D101, D102, D113, D115, D118), the settings (D116)
    and, for a ledger, D114 and D119, and may have set rows aside itself. Here each cell is read (D103, D104, D105,
    D112, D117), ids are made unique (D106), references resolved by id or by a name that only one row has (D107, D114),
    and edges checked (D108, D109, D110, D111).

    ``absent`` names the tables that the input does not have at all. A table that is neither in ``raw`` nor absent is
    empty.

    With a roster to go ``onto``, its rows come before those read, which may refer to them; ``sources`` begins with its
    sources. What it has already is not read again, and an id that stands for something else there is D106.
    """
    work = _Work(raw, sources, settings, onto.tables if onto else {})
    with ThreadPoolExecutor(1) as beside:  # the cells of edges need nothing of the nodes
        edges = {name: beside.submit(validate_table, raw[name], sources) for name in EDGE_TABLES if name in raw}
        for name in NODE_TABLES:
            work.read_nodes(name)
        for name in EDGE_TABLES:
            work.read_edges(name, edges[name].result() if name in edges else None)
    roster = Roster(tables=work.tables, settings=settings, sources=sources, absent=absent, on=on)
    known = list(check_constraints(onto)) if onto else []
    found = [*findings, *work.findings, *(one for one in check_constraints(roster) if one not in known)]
    return Reading(
        roster=roster,
        findings=in_order_of_place(found, sources),
        inputs=inputs,
        rows_set_aside=rows_set_aside + work.set_aside,
        form=form,
        columns=columns,
    )


@dataclass(slots=True)
class _Work:
    """The roster as far as it has been built, nodes before the edges between them."""

    raw: Mapping[TableName, RawTable]
    sources: tuple[Source, ...]
    settings: Settings
    there: Mapping[TableName, pl.DataFrame]
    """The tables that rows are added to."""
    tables: dict[TableName, pl.DataFrame] = field(default_factory=dict)
    targets: dict[TableName, Target] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    set_aside: int = 0

    def read_nodes(self, name: TableName) -> None:
        """Read a table of nodes: each id once, references to nodes read before resolved."""
        raw = self.raw.get(name)
        if raw is None:
            self._keep(name, empty_table(name).drop("key"))
            self.targets[name] = Target.of(name, self.tables[name], empty_table(name), usable=name in self.there)
            return
        read = validate_table(raw, self.sources)
        self.findings.extend(read.findings)
        resolved = resolve_references(read.frame, name, self.targets, self.sources)
        self.findings.extend(resolved.findings)
        frame = with_ranks_of_settings(resolved.frame, self.settings) if name == "cadres" else resolved.frame
        self.findings.extend(unknown_labels(frame, name, self.settings, self.sources))
        if name in self.there:
            new = without_repeated_nodes(frame, raw, self.there[name], self.sources)
            self.findings.extend(new.findings)
            frame = new.frame
        used = frame["kept"] & frame["id"].is_first_distinct()
        self.findings.extend(_duplicate_ids(frame.filter("kept"), name, self.sources))
        self._keep(name, frame.filter(used))
        dropped = frame.filter(~used)
        self.set_aside += dropped.height
        usable = name in self.there or "id" in raw.fields
        self.targets[name] = Target.of(name, self.tables[name], dropped, usable=usable)

    def read_edges(self, name: TableName, read: Validated | None) -> None:
        """Keep of a table of edges as read: both ends exist, dates can be read, no two rows of a pair overlap."""
        if read is None:
            self._keep(name, empty_table(name).drop("key"))
            return
        resolved = resolve_references(read.frame, name, self.targets, self.sources)
        self.findings.extend([*read.findings, *resolved.findings])
        self.findings.extend(end_before_start(resolved.frame, name, self.sources))
        ends = pl.all_horizontal(pl.col(f"{end}_key").is_not_null() for end in TABLES[name].key)
        found = resolved.frame.filter(pl.col("kept") & ends)
        before = self.there.get(name)
        new = found if before is None else without_repeated_ties(found, before, name)
        checked = without_overlaps(new, name, self.sources, before)
        self.findings.extend(checked.findings)
        self.set_aside += read.frame.height - found.height + new.height - checked.frame.height
        self._keep(name, checked.frame)

    def _keep(self, name: TableName, rows: pl.DataFrame) -> None:
        """Put rows behind those that are there."""
        first = self.there[name].height if name in self.there else 0
        key = pl.int_range(first, first + pl.len(), dtype=pl.UInt32()).alias("key")
        kept = (key if column == "key" else pl.col(column).cast(dtype) for column, dtype in schema(name).items())
        made = rows.select(kept)
        self.tables[name] = (pl.concat([self.there[name], made]) if name in self.there else made).rechunk()


def _duplicate_ids(kept: pl.DataFrame, name: TableName, sources: tuple[Source, ...]) -> Iterator[Finding]:
    """Find ids that an earlier row has: the first row stays."""
    repeated = kept.filter(pl.col("id").is_duplicated())
    first: dict[str, Mapping[str, object]] = {}
    for row in repeated.iter_rows(named=True):
        earlier = first.setdefault(row["id"], row)
        if earlier is row:
            continue
        yield data_finding(
            "D106",
            text(
                '{header} "{value}" is already that of row {row}.',
                header=heading(TABLES[name], "id"),
                value=shown(row["id"]),
                row=earlier["row"],
            ),
            source=sources[row["source"]],
            table=name,
            row=row["row"],
            field="id",
            value=row["id"],
            subjects=node_subjects(name, row["id"]),
        )
