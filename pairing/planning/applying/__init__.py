"""A plan carried out: rows that end and begin, as a whole or in part, on a roster that may have changed, and undone."""

from pairing.planning.applying.applied import Applied, apply_plan, check_known

__all__ = ["Applied", "apply_plan", "check_known"]
