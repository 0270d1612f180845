"""Balance as page and sheets show it: each lens by name, its verdict, and its vector in classes.

All in words that are in no language yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.balance.lenses import LARGEST_IS_WORST
from pairing.model.sentences import LENSES, figure
from pairing.text import Text, text
from viz.classes import value_classes

if TYPE_CHECKING:
    from fractions import Fraction

    from pairing.model.balance import Balance, Lens, LensName, Of, Status, Summary
    from viz.classes import ValueClass

FORMULAS: Final[dict[LensName, Text]] = {
    "load": text("households helped ÷ quota"),
    "support": text("cadres who help it"),
    "strength": text("cadres ÷ households"),
    "strength_by_need": text("cadres ÷ (persons × difficulty)"),
    "burden": text("households ÷ expected cadres"),
    "units": text("units twinned with it"),
}
WORTH: Final = text(
    "A cadre counts as 1, shared evenly among the households he helps; a household counts as 1, shared evenly among "
    "its helpers."
)
"""How cadres and households are counted where they are shared."""
CLASSES: Final = text("A class such as 0.6–0.7 holds the values above 0.6 and up to 0.7.")
LABELS: Final[dict[Status, Text]] = {
    "attained": text("as good as can be"),
    "improvable": text("could be better"),
    "not_comparable": text("not comparable"),
    "vacuous": text("nothing to compare"),
    "skipped": text("not measured"),
}
MARKS: Final[dict[Status, str]] = {
    "attained": "✓",
    "improvable": "▲",
    "not_comparable": "≠",
    "vacuous": "—",
    "skipped": "—",
}
"""What stands before a label, so that its colour is not the only mark."""
MOST_DECIMALS: Final = 9


@dataclass(frozen=True, slots=True)
class LensView:
    """One lens as it is shown."""

    lens: Lens
    """As measured; a summary of today's vector."""
    verdict: Text
    classes: tuple[ValueClass, ...]
    """Ascending; none when there is nothing to compare."""
    worst: Fraction | None
    """The worst value today."""
    attainable_worst: Fraction | None

    @property
    def title(self) -> Text:
        """Its name in the planner's words."""
        return LENSES[self.lens.name]

    @property
    def formula(self) -> Text:
        """How its values are made."""
        return FORMULAS[self.lens.name]

    @property
    def label(self) -> Text:
        """The verdict in a word or two."""
        return LABELS[self.lens.status]

    @property
    def mark(self) -> str:
        """The verdict as a sign."""
        return MARKS[self.lens.status]

    @property
    def largest_is_worst(self) -> bool:
        """Tell at which end of the vector the worst value is."""
        return self.lens.name in LARGEST_IS_WORST

    @property
    def sentences(self) -> tuple[Text, ...]:
        """What proves the attainable values."""
        return tuple(one.text for one in self.lens.proof.sentences) if self.lens.proof else ()

    @property
    def is_binned(self) -> bool:
        """Tell whether a class holds more than one value, so that its ends need a word."""
        return any(one.low is not None for one in self.classes)

    @property
    def at_worst(self) -> tuple[Of, ...]:
        """Those who have the worst value today, the few of them that the lens names."""
        ends = self.lens.most if self.largest_is_worst else self.lens.least
        return tuple(one for one in ends if one.value == self.worst)


def lens_views(balance: Balance) -> tuple[LensView, ...]:
    """Give all lenses as they are shown, in the order of their codes."""
    return tuple(map(_lens_view, balance.lenses))


def _lens_view(lens: Lens) -> LensView:
    worst, attainable_worst = (_worst(lens.name, one) for one in (lens, lens.attainable))
    classes = value_classes(lens.vector, lens.attainable.vector) if lens.attainable else ()
    return LensView(lens, _verdict(lens), classes, worst and worst[0], attainable_worst and attainable_worst[0])


def _worst(name: LensName, summary: Summary | None) -> tuple[Fraction, int] | None:
    """Give the worst value of a vector, and how often it is there."""
    if summary is None or not summary.vector:
        return None
    return summary.vector[-1 if name in LARGEST_IS_WORST else 0]


def _verdict(lens: Lens) -> Text:
    match lens.status:
        case "attained":
            return text("As balanced as the rules allow.")
        case "improvable":
            return _improvable(lens)
        case "not_comparable":
            return lens.reason or text("Not comparable with what is attainable.")
        case "vacuous" | "skipped":
            return lens.reason or text("Nothing to compare.")


def _improvable(lens: Lens) -> Text:
    """Say what could be better: the worst value, or how many have it, or only those after it."""
    today, best = _worst(lens.name, lens), _worst(lens.name, lens.attainable)
    if today is None or best is None:  # pragma: no cover - what is improvable has values
        return text("Could be better.")
    if today[0] != best[0]:
        now, then = told_apart(today[0], best[0])
        return text("The worst value is {now}; {then} is attainable.", now=now, then=then)
    if today[1] != best[1]:
        return text(
            "The worst value, {value}, has to be, but not {now} times: {then} is attainable.",
            value=figure(today[0]),
            now=today[1],
            then=best[1],
        )
    return text("The worst value, {value}, has to be; those after it could be better.", value=figure(today[0]))


def told_apart(one: Fraction, other: Fraction) -> tuple[str, str]:
    """Write two values with as few decimals as the house writes, or as many more as it takes to tell them apart."""
    for decimals in range(3, MOST_DECIMALS + 1):
        written = tuple(f"{float(value):,.{decimals}f}".rstrip("0").rstrip(".") for value in (one, other))
        if one == other or written[0] != written[1]:
            return written[0], written[1]
    return str(one), str(other)
