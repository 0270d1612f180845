"""A third opinion: every S and C rule of DESIGN §5 in plain networkx, one small function a rule.

The oracle reads the design by itself and shares nothing with the product but ``pairing.model`` (an import contract
holds that): it builds its own graph from plain rows, and says for each code what became of it and whom it is about.

Whom a finding is about, its *subjects*:

================================================  =====================================================
S101 S103 S106 S107 S108 S109 S110 S113           the village
S102 S104                                         the village and its units in the role
S105                                              the village and the unit
S111                                              the village and its first secretary
S112 S115                                         the unit
S114                                              the cadre who has left
S116                                              the cadre and the villages
C201 C205 C206 C209                               the household
C202 C204                                         the cadre
C203 C207 C208 C210 C211                          the cadre and the household
================================================  =====================================================
"""

from __future__ import annotations

from tests.oracle import coverage, structure
from tests.oracle.rule import RULES, Answer, Violation, answer
from tests.oracle.world import Record, Records, World, seen_otherwise, world_from_records

__all__ = [
    "RULES",
    "Answer",
    "Record",
    "Records",
    "Violation",
    "World",
    "answers",
    "coverage",
    "seen_otherwise",
    "structure",
    "world_from_records",
]


def answers(world: World) -> dict[str, Answer]:
    """Answer every rule."""
    return {code: answer(rule, world) for code, rule in sorted(RULES.items())}
