"""What a server holds beside what a roster has: which rows to write, which are no longer in the roster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from cypher.server.rows import Rows


@dataclass(frozen=True, slots=True)
class Difference:
    """What is to be done with the rows of one label or type."""

    rows: Rows
    new: pl.DataFrame
    """Rows of the roster that the server does not have."""
    changed: pl.DataFrame
    """Rows of the roster that are otherwise on the server."""
    left: pl.DataFrame
    """Memberships on the server whose cadre or household is in the roster and has none there: part of a changed row."""
    gone: pl.DataFrame
    """Rows of the server that the roster does not have any more: what they are known by, ``key``, ``row_hash``."""

    @property
    def unsettled(self) -> pl.DataFrame:
        """Give those gone that do not stand behind the roster's own rows yet, with the ``key`` they are to have.

        A row that stays on the server may not share its key with one of the roster's, for rules tell rows by it. Its
        hash becomes 0, so that it is written anew should it come back.
        """
        if self.rows.is_membership:
            return self.gone.clear()
        behind = pl.int_range(pl.len()) + self.rows.frame.height
        settled = (pl.col("key") == behind) & (pl.col("row_hash") == 0)
        return self.gone.with_columns(key=behind).filter(~self.gone.select(settled.fill_null(value=False)).to_series())


def difference(rows: Rows, held: pl.DataFrame) -> Difference:
    """Compare the rows of a roster with those held, by what they are known by, their key and their hash."""
    known, frame = rows.name, rows.frame
    telling = [known, "row_hash", *(["key"] if "key" in frame.columns else [])]
    differing = frame.join(held, on=telling, how="anti", maintain_order="left")
    missing = held.join(frame, on=known, how="anti").sort(known)
    is_left = pl.col(known).is_in(list(rows.owners)) if rows.owners else pl.lit(value=False)
    return Difference(
        rows,
        new=differing.join(held, on=known, how="anti", maintain_order="left"),
        changed=differing.join(held, on=known, how="semi", maintain_order="left"),
        left=missing.filter(is_left),
        gone=missing.filter(~is_left),
    )
