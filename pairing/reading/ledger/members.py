"""Ledgers with a row for each member of a household: the members' rows say more of their head's household."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.reading.ledger.body import HEAD, HOUSEHOLD_ID
from pairing.reading.ledger.words import GROUP, MEMBER_NAME, RELATION

if TYPE_CHECKING:
    from collections.abc import Sequence

IDENTITY: Final = "households.identity"
_MEMBER_IDENTITY: Final = "members.identity"
_PLACES: Final = "villages."
IS_HEAD: Final = r"(?i)^(户主|本人|户主本人|本人或户主|head|self)$"
"""How 与户主关系 says that the row is the head's own."""


def with_members_folded(rows: pl.DataFrame) -> pl.DataFrame:
    """Give the rows of a household's members the household of their head, so that no member is taken for a household.

    A member's row is one whose 与户主关系 is not the head's own. Where there is no column for the head, he is the
    member who is said to be the head, and the members are those below him. Identity numbers other than the head's are
    taken out.
    """
    if RELATION not in rows.columns and MEMBER_NAME not in rows.columns:
        return _with_heads(rows)
    marked = _with_heads(rows.with_columns(is_member=_is_member(rows.columns)))
    above = (
        pl.when(~pl.col("is_member") & pl.col(HEAD).is_not_null())
        .then(pl.int_range(pl.len(), dtype=pl.UInt32))
        .forward_fill()
        .over("source", mapping_strategy="group_to_rows")
    )
    below = pl.col("is_member") & pl.col(HEAD).is_null()
    told = [c for c in marked.columns if c in {HEAD, HOUSEHOLD_ID, GROUP} or c.startswith(_PLACES)]
    from_above = marked.select(above.alias("above"))["above"]
    filled = marked.with_columns(
        pl.when(below & pl.col(column).is_null())
        .then(marked[column].gather(from_above))
        .otherwise(pl.col(column))
        .alias(column)
        for column in told
    )
    return _with_heads_identity(filled).drop("is_member")


def _is_member(columns: Sequence[str]) -> pl.Expr:
    if RELATION in columns:
        relation = pl.col(RELATION).str.replace_all(r"\s", "")
        return (relation.is_not_null() & ~relation.str.contains(IS_HEAD)).fill_null(value=False)
    if HEAD in columns:
        return (pl.col(MEMBER_NAME) != pl.col(HEAD)).fill_null(value=False)
    return pl.lit(value=False)


def _with_heads(rows: pl.DataFrame) -> pl.DataFrame:
    if HEAD in rows.columns or RELATION not in rows.columns:
        return rows if HEAD in rows.columns else rows.with_columns(pl.lit(None, pl.String).alias(HEAD))
    is_head = pl.col(RELATION).str.replace_all(r"\s", "").str.contains(IS_HEAD)
    return rows.with_columns(pl.when(is_head).then(pl.col(MEMBER_NAME)).alias(HEAD))


def _with_heads_identity(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep only the head's identity number for comparison: a member's would make two households of one."""
    known = [column for column in (IDENTITY, _MEMBER_IDENTITY) if column in rows.columns]
    if not known:
        return rows
    mine = pl.when(~pl.col("is_member")).then(pl.coalesce(known))
    return rows.with_columns(mine.alias(IDENTITY)).drop(_MEMBER_IDENTITY, strict=False)
