"""The commands ``sample`` and ``generate``: rosters that are made up."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from pairing.cli.delivery import refuse_existing
from pairing.cli.importing import refuse_other_than_xlsx
from pairing.text import text

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.cli.terminal import Terminal
    from pairing.generate import Size


def make_sample(path: Path, terminal: Terminal, *, ledger: bool, clean: bool) -> int:
    """Write the sample as a workbook, or as a flat ledger."""
    from pairing.sample import write_sample

    refuse_other_than_xlsx(path)
    refuse_existing(path, text("{path} exists already; choose another name.", path=path))
    write_sample(path, ledger=ledger, clean=clean, language=terminal.language)
    terminal.say(text("Written: {path}", path=path))
    return 0


def make_roster(size: Size, to: Path, seed: int, gaps: int | None, terminal: Terminal) -> int:
    """Write a roster of any size as a folder of Parquet."""
    from pairing.generate import write_generated

    refuse_existing(to, text("{path} exists already; choose another name.", path=to))
    with terminal.progress(None) as steps:
        steps.step(text("Generating"))

        def tell(done: int, whole: int) -> None:
            steps.step(text("Generating: {done} of {whole} villages", done=done, whole=whole))

        planted = write_generated(to, size, seed, gaps, tell)
    terminal.say(text("Written: {path}", path=to))
    codes = ", ".join(f"{code}×{count:,}" for code, count in asdict(planted).items() if count)
    terminal.say(text("Gaps put in: {codes}", codes=codes))
    return 0
