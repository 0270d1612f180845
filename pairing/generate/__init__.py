"""Rosters of any size for benches and trials: columnar, the same for the same seed, with a known number of gaps.

Everything is computed from row numbers and hashes of them, so that no row is ever visited in Python. Villages are made
in batches that know nothing of each other: a province is one batch, a nation 64, and the memory is that of one.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import polars as pl

from pairing.generate.batch import make_batch
from pairing.generate.scale import SCALES, Gaps, Scale, Size, plan_of, settings_of
from pairing.model.settings import settings_to_pairs
from pairing.roster import roster_from_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from pairing.generate.scale import Plan
    from pairing.model.cell import TableName
    from pairing.roster import Roster

__all__ = ["SCALES", "Gaps", "Scale", "Size", "generate_roster", "write_generated"]

BATCH = 2000
"""Villages made at once."""


def generate_roster(size: Size, seed: int, gaps: int | None = None) -> Roster:
    """Generate a whole roster in memory; ``gaps`` households are uncovered, one in a hundred if None.

    A nation does not fit: write it with :func:`write_generated`. Raises InputError where there is no room for ``gaps``.
    """
    plan = plan_of(size, seed, gaps)
    batches = [batch for _, batch in _batches(plan)]
    tables = {name: pl.concat(batch[name] for batch in batches) for name in batches[0]}
    return roster_from_tables(tables, settings_of(plan))


def write_generated(
    folder: Path,
    size: Size,
    seed: int,
    gaps: int | None = None,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Gaps:
    """Write a generated roster as a folder of Parquet, with ``gaps.json``: how many findings of each code it has.

    ``progress`` is told after each batch how many villages of how many are made. Raises InputError where there is no
    room for ``gaps``, OutputError when the folder cannot be written.
    """
    from pairing.writing.atomic import replacing_folder  # noqa: PLC0415 - not needed to generate in memory

    plan = plan_of(size, seed, gaps)
    with replacing_folder(folder) as draft:
        _write_tables(draft, plan, progress)
        pairs = settings_to_pairs(settings_of(plan))
        settings = pl.DataFrame(pairs, schema={"key": pl.String, "value": pl.String}, orient="row")
        settings.write_parquet(draft / "settings.parquet")
        (draft / "gaps.json").write_text(json.dumps(asdict(plan.gaps)) + "\n", encoding="utf-8")
    return plan.gaps


def _batches(plan: Plan) -> Iterator[tuple[int, Mapping[TableName, pl.DataFrame]]]:
    for first in range(0, plan.villages.height, BATCH):
        batch = make_batch(plan, plan.villages.slice(first, BATCH))
        yield min(first + BATCH, plan.villages.height), batch


def _write_tables(folder: Path, plan: Plan, progress: Callable[[int, int], None]) -> None:
    """Append each batch to the tables' files as a row group."""
    from pyarrow import parquet  # noqa: PLC0415 - costs 0.1 s, and only this writes row group by row group

    writers: dict[TableName, Any] = {}
    try:
        for done, batch in _batches(plan):
            for name, frame in batch.items():
                rows = frame.to_arrow()
                if name not in writers:
                    writers[name] = parquet.ParquetWriter(folder / f"{name}.parquet", rows.schema)
                writers[name].write_table(rows)
            progress(done, plan.villages.height)
    finally:
        for writer in writers.values():
            writer.close()
