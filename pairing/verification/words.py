"""What lenses, levels and figures are called in a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.model.sentences import LENSES
from pairing.text import Text, text

if TYPE_CHECKING:
    from pairing.model.balance import LensName
    from pairing.model.plan import PlanLevel

LEVELS: Final[dict[PlanLevel, Text]] = {
    "uncovered": text("households without a helper"),
    "ineligible": text("pairings by cadres who may not help there"),
    "idle": text("cadres without a household"),
    "overload": text("households beyond quota"),
    "pairings": text("pairings"),
    "load": text("load"),
    "support": text("Σ helpers²"),
    "changes": text("changes"),
    "first": text("first helpers who stay"),
    "preference": text("Σ difficulty × level"),
}

FIGURES: Final[dict[str, Text]] = {
    "count": text("number of members"),
    "min": text("smallest value"),
    "max": text("largest value"),
    "mean": text("mean"),
    "spread": text("spread"),
    "cv": text("coefficient of variation"),
    "gini": text("Gini index"),
    "jain": text("Jain index"),
    "theil": text("Theil index"),
    "vector": text("vector"),
}
"""The figures of a summary."""


def lens_text(code: str, name: LensName) -> Text:
    """Name a lens: ``B301 load``."""
    return Text("{code} {lens}", {"code": code, "lens": LENSES[name]})


def within(whose: Text, further: Text) -> Text:
    """Name a part of something."""
    return Text("{whose}, {further}", {"whose": whose, "further": further}, chinese="{whose}，{further}")
