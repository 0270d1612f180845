"""Dates as the office writes them, for whoever asks for one outside a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError, PydanticUseDefault

from pairing.model import spelling

if TYPE_CHECKING:
    import datetime


def read_date(written: str, edge: spelling.Edge) -> datetime.date | None:
    """Read a date; a month or year alone is its first day as a start, its last as an end. None if it is none."""
    try:
        return spelling.day(written, edge)
    except (PydanticCustomError, PydanticUseDefault):
        return None
