"""Where a link of the page leads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a link leads: a scene and, in it, a node; both empty when there is nowhere to go."""

    href: str
    scene: str
    node: str


def goal_at(scene: str, node: str) -> Goal:
    """Lead to a node of a scene; nowhere when it is in none."""
    return Goal(f"#{scene}", scene, node) if scene else Goal("", "", "")
