"""From a Roster to a planner's file: a workbook, a folder of CSV or Parquet, an empty template.

What is written and read again is the same roster (``Roster.same_content``), whatever the form.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pairing.roster import Roster
    from pairing.text import Language


def write_roster(
    roster: Roster,
    path: str | Path,
    *,
    language: Language = "zh",
    files: Literal["csv", "parquet"] = "csv",
) -> Path:
    """Write a roster: an ``.xlsx`` workbook, or a folder with a file per table where ``path`` has no such ending.

    Raises OutputError when it cannot be written, or has more rows than a sheet can hold.
    """
    path = Path(path)
    if path.suffix.lower() == ".xlsx":
        from pairing.writing.workbook import write_workbook  # noqa: PLC0415 - a lazy heavy import

        return write_workbook(roster, path, language=language)
    from pairing.writing.folder import write_folder  # noqa: PLC0415 - a lazy heavy import

    return write_folder(roster, path, language=language, files=files)
