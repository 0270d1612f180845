"""A county's ledger, 12,000 households in 14 columns: read, understood and validated, beside only reading its cells."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from pairing import read_roster
from tests.bench.measurement import Measurement, compare
from tests.bench.peers.ledger import write_county_ledger

if TYPE_CHECKING:
    from collections.abc import Sequence


def run() -> list[Measurement]:
    """Write the ledger, then read it both ways."""
    with TemporaryDirectory() as folder:
        ledger = Path(folder, "county.xlsx")
        write_county_ledger(ledger)
        return [
            compare(
                "read and validate a county's ledger",
                partial(read_roster, ledger),
                "bare python-calamine",
                partial(cells_of, ledger),
                at_most=2,
            )
        ]


def cells_of(path: Path) -> Sequence[object]:
    """Read every cell of every sheet as calamine gives it."""
    with CalamineWorkbook.from_path(path) as book:
        return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
