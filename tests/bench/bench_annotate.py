"""A county's ledger, 12,000 households in 14 columns: its findings marked, beside openpyxl's own load and save."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from cypher import check
from pairing import read_roster
from pairing.writing.annotating import annotate_workbook
from tests.bench.measurement import Measurement, compare
from tests.bench.peers.ledger import write_county_ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.model.finding import Finding
    from pairing.roster import Roster

TURNS = 3


def run() -> list[Measurement]:
    """Write the ledger and mark it: with what a check finds, and then with as many findings as there are households."""
    with TemporaryDirectory() as folder:
        ledger = Path(folder, "county.xlsx")
        write_county_ledger(ledger)
        reading = read_roster(ledger)
        findings = check(reading, skip=["B", "R"]).findings
        return [
            _beside_openpyxl("mark a county's ledger", ledger, findings, reading.roster),
            _beside_openpyxl("mark every row of it", ledger, everywhere(findings, reading.roster), reading.roster),
        ]


def everywhere(findings: Sequence[Finding], roster: Roster) -> list[Finding]:
    """Make a finding of each household, like one of those there are."""
    like = findings[0]
    places = (roster.place("households", key, "head") for key in range(roster.households.height))
    return [like.model_copy(update=place.model_dump(exclude={"header"})) for place in places]


def _beside_openpyxl(name: str, ledger: Path, findings: Sequence[Finding], roster: Roster) -> Measurement:
    return compare(
        f"{name}, {len(findings):,} findings",
        partial(annotate_workbook, ledger, ledger.with_name("marked.xlsx"), findings, roster, "zh"),
        "openpyxl, load and save",
        lambda: load_workbook(ledger).save(ledger.with_name("saved.xlsx")),
        at_most=1.5,
        repeats=TURNS,
    )
