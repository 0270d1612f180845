"""The sample: the Qinghai department's pairing programme of 2016, its facts as published and the rest invented.

``sample_roster()`` has planted gaps, ``sample_roster(clean=True)`` has none. Both are the same on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.roster import Roster
    from pairing.text import Language

__all__ = ["sample_roster", "write_sample"]


def sample_roster(*, clean: bool = False) -> Roster:
    """Build the sample as of 2016-12-31, with planted gaps unless ``clean``."""
    from pairing.sample.edits import planted  # noqa: PLC0415 - polars costs 0.1 s to import
    from pairing.sample.whole import clean_draft, sample_settings  # noqa: PLC0415 - as above

    draft = clean_draft()
    return (draft if clean else planted(draft)).to_roster(sample_settings())


def write_sample(path: Path, *, ledger: bool = False, clean: bool = False, language: Language = "zh") -> Path:
    """Write the sample as a workbook with a sheet 说明 that tells facts from inventions, or as a messy flat ledger.

    Raises OutputError when the file cannot be written.
    """
    roster = sample_roster(clean=clean)
    if ledger:
        from pairing.sample.ledger import write_sample_ledger  # noqa: PLC0415 - as above

        return write_sample_ledger(path, roster)
    from pairing.sample.about import about_sheet  # noqa: PLC0415 - as above
    from pairing.writing.workbook import write_workbook  # noqa: PLC0415 - as above

    title, rows = about_sheet(language, clean=clean)
    return write_workbook(roster, path, language=language, extra_sheets={title: rows})
