"""Flat ledgers: a title, a header of one row or two, a row per pairing, notes below; no codes (DESIGN §4)."""

from pairing.reading.ledger.reader import reading_from_ledger

__all__ = ["reading_from_ledger"]
