"""The planner: the fewest changes that close the gaps, why each is made, and what applying them leaves (DESIGN §7)."""

from pairing.planning.applying import Applied, apply_plan
from pairing.planning.repairing import propose, repair

__all__ = ["Applied", "apply_plan", "propose", "repair"]
