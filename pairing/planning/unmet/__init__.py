"""What no plan can do, why, and what would loosen it: tried by solving again."""

from pairing.planning.unmet.answer import unmet

__all__ = ["unmet"]
