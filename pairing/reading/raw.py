"""Tables as they were found: each cell still the planner's text, each row knowing where it stands.

The meeting point of every form of input. A workbook, a folder and a ledger each make raw tables; from there one way
leads to the Roster (:func:`pairing.reading.assemble.reading_from_raw`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

    from pairing.model.cell import TableName

ORIGIN: Final = ("source", "row")


@dataclass(frozen=True, slots=True)
class RawTable:
    """The rows of one table before anything is known of them.

    ``frame`` has, in any order:

    ``source``   UInt16, index into the sources given beside it
    ``row``      UInt32, the row there as the spreadsheet counts (1 is the first); several rows may share one
    a column named for each field of the record that the input has; a field that is not there is *absent*, which is not
    the same as blank: no finding comes of it here. String, or already of the roster's type (``pairing.roster.schema``),
    as Parquet has it. Null and blank mean the same. A reference holds an id or a name.

    A cell's letters and header are looked up in ``Source.columns["table.field"]``.
    """

    name: TableName
    frame: pl.DataFrame
    read: frozenset[str] = frozenset()
    """Fields whose cells have been read already, by ``read_column``, or are codes that were made here."""

    @property
    def fields(self) -> list[str]:
        """The fields of the record that the input has."""
        return [column for column in self.frame.columns if column not in ORIGIN]
