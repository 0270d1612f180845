"""The sentences of a proof, in words: a kind, its numbers and the names of the places (DESIGN §6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.text import Text, joined, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from pairing.model.balance import LensName, SentenceKind

NAMED: Final = 6
"""How many places a sentence names; the others it counts."""

TEMPLATES: Final[dict[SentenceKind, Text]] = {
    "unreachable": text(
        "Nobody may help these {households} households ({villages}): no unit with a cadre to send is twinned with "
        "their village, and nobody is posted or linked there."
    ),
    "coverage": text(
        "These {households} households ({villages}) need {needed} pairings, which only these {cadres} cadres ({units}) "
        "can give; below {load} times their quotas they can give {room}."
    ),
    "participation": text(
        "Of these {cadres} cadres ({units}), for whom one household is a load of {load} or more, only {idle} can sit "
        "out."
    ),
    "pairings": text(
        "There are to be {pairings} pairings here ({villages}), as many as the rules before this one ask for; below "
        "{load} times their quotas the {cadres} cadres have room for {room}."
    ),
    "exchange": text(
        "Among {cadres} cadres and {households} households ({villages}) no chain of hand-overs leads to a better "
        "value than {value}."
    ),
    "few": text("These {households} households ({villages}) have no more than {helpers} cadres who may help them."),
    "shared": text("{pairings} pairings for {households} households ({villages}): too few for {more} each."),
    "served": text("Only {cadres} cadres ({units}) can serve {villages}, with {weight} {of}: {value} each at best."),
    "carried": text(
        "Only cadres of {units}, {cadres} expected ones in all, can help these {households} households ({villages}): "
        "{value} a cadre at least."
    ),
    "spread": text("{twinnings} twinnings for {villages_count} villages: {value} for the least at best."),
    "overload": text(
        "These {households} households ({villages}) need {needed} pairings, which only these {cadres} cadres ({units}) "
        "can give; their quotas add up to {quota}: {short} too few."
    ),
    "idle": text(
        "These {cadres} cadres ({units}) may help only these {households} households ({villages}), which have room "
        "for {room} helpers: {idle} stay without."
    ),
    "unplaced": text(
        "These {cadres} cadres ({units}) may help nobody: no village with a household in scope is open to them."
    ),
}
"""What each kind says; ``{villages}`` and ``{units}`` are names, all else are numbers."""
WEIGHTS: Final = {
    "strength": text("households"),
    "strength_by_need": text("of need (persons × difficulty)"),
}
"""What ``{of}`` says in a sentence of kind *served*."""


LENSES: Final[dict[LensName, Text]] = {
    "load": text("Load of a cadre"),
    "support": text("Helpers of a household"),
    "strength": text("Strength in a village"),
    "strength_by_need": text("Strength by need"),
    "burden": text("Burden of a unit"),
    "units": text("Units of a village"),
}
"""What each lens is called."""

OVER: Final[dict[LensName, Text]] = {
    "load": text("expected cadres"),
    "support": text("households in scope"),
    "strength": text("villages with a household in scope"),
    "strength_by_need": text("villages with need"),
    "burden": text("units with an expected cadre"),
    "units": text("villages"),
}
"""What each lens is over."""

INCOMPARABLE: Final[dict[str, Text]] = {
    "uncovered": text("{n} households that could have a helper have none"),
    "ineligible": text("{n} pairings are by cadres who may not help there, and others may"),
    "idle": text("{n} cadres who could take part have no household"),
    "overload": text("{n} households are beyond quota that need not be"),
    "excluded": text("{n} pairings are excluded"),
    "crowded": text("{n} households have more helpers than the policy"),
    "pinned": text("{n} pinned pairs are not in force"),
    "exempt": text("{n} pairings are by cadres whose quota is 0"),
}
"""Why today may look better than what is attainable: rules that it breaks, how often each."""


def incomparable_text(broken: Mapping[str, int]) -> Text:
    """Say which rules today's pairings break, in the order of INCOMPARABLE; those broken 0 times are left out."""
    parts = [Text(words.english, {"n": broken[name]}) for name, words in INCOMPARABLE.items() if broken.get(name)]
    if not parts:
        return text("Today’s pairings are not among those that the rules allow.")
    return text("It looks better only because {reasons}.", reasons=joined(text("{one}; {other}"), parts))


def sentence_text(
    kind: SentenceKind,
    numbers: Mapping[str, Fraction],
    villages: Sequence[str],
    units: Sequence[str],
    of: Text | None = None,
) -> Text:
    """Write a sentence; ``villages`` and ``units`` are names, in the order of their ids."""
    written = {name: figure(number) for name, number in numbers.items()}
    return Text(
        TEMPLATES[kind].english,
        {**written, "villages": names_text(villages), "units": names_text(units), "of": of or ""},
    )


def figure(number: Fraction) -> str:
    """Write a number as a planner reads it: whole, or with up to three decimals."""
    return f"{float(number):,.3f}".rstrip("0").rstrip(".")


def names_text(names: Sequence[str]) -> Text | str:
    """Write the first few names, and how many there are if they are more."""
    listed = "、".join(names[:NAMED])
    if len(names) <= NAMED:
        return listed
    return text("{names} and others, {count} in all", names=listed, count=len(names))
