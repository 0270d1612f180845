"""A flat ledger written back: what a plan changes in it, and all else as its planner has it (DESIGN §14)."""

from pairing.writing.ledger.edits import LedgerError
from pairing.writing.ledger.writer import Written, refuse_name, suffix_for, write_ledger

__all__ = ["LedgerError", "Written", "refuse_name", "suffix_for", "write_ledger"]
