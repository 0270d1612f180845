"""The totals of a roster beside the ones the office declares: what every list and page begins with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.model.declared import declared_total
from pairing.text import Text, text
from pairing.totals import coverage, percent_rounded_down, totals

if TYPE_CHECKING:
    from pairing.model.report import Coverage, Totals
    from pairing.model.settings import Total
    from viz.audience import Sight


@dataclass(frozen=True, slots=True)
class Figure:
    """One total: what counts on D, what is declared, and whether the two agree (None: nothing to compare)."""

    name: str
    """Its field in ``Totals``."""
    label: Text
    counted: int
    declared: str | None
    agrees: bool | None


_FIGURES: Final[tuple[tuple[str, Total | None, Text], ...]] = (
    ("units", "units", text("Units twinned")),
    ("villages", "villages", text("Villages")),
    ("paired_cadres", "cadres", text("Cadres who help")),
    ("households", "households", text("Households")),
    ("persons", "persons", text("Persons")),
    ("pairings", None, text("Pairings")),
)


def figures(sight: Sight) -> tuple[Figure, ...]:
    """Give the totals as of D beside the declared ones, in the order of the account."""
    counted = sight_totals(sight)
    return tuple(
        _figure(name, label, getattr(counted, name), sight.roster.settings.totals.get(total) if total else None)
        for name, total, label in _FIGURES
    )


def sight_totals(sight: Sight) -> Totals:
    """Give the report's totals, or count them when there is no report."""
    return sight.report.totals if sight.report else totals(sight.roster)


def sight_coverage(sight: Sight) -> Coverage:
    """Give the report's coverage, or measure it when there is no report."""
    return sight.report.coverage if sight.report else coverage(sight.roster)


def percent_covered(measured: Coverage) -> str | None:
    """Write the share of households covered, rounded down (538/539 is 99.8); None when there are none."""
    return percent_rounded_down(measured.covered, measured.households) if measured.households else None


def _figure(name: str, label: Text, counted: int, written: str | None) -> Figure:
    return Figure(name, label, counted, written, None if written is None else _agrees(written, counted))


def _agrees(written: str, counted: int) -> bool | None:
    try:
        return declared_total(written).agrees_with(counted)
    except ValueError:
        return None
