"""Flows that are best in several respects, one after the other, and the potentials that prove it.

Knows nothing of rosters: a network in, a flow and its certificate out.
"""

from pairing.flow.network import Network
from pairing.flow.solve import Solution, solve

__all__ = ["Network", "Solution", "solve"]
