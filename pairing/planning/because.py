"""What-if: which changes a repair has only because of what is supposed, and which it is spared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.model.plan import WhatIf
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pairing.model.plan import Change, ChangeKind, Plan

    Essence = tuple[str, str, str | None, str | None]


_WORDS: Final[dict[ChangeKind, tuple[Text, Text]]] = {
    "move": (
        text("{household} ({village}) does not go over from {old} to {new}."),
        text("{household} ({village}) stays with {old}, and does not go over to {new}."),
    ),
    "add": (text("{new} does not begin to help {household} ({village})."),) * 2,
    "drop": (
        text("{old} need not be released from helping {household} ({village})."),
        text("{old} goes on helping {household} ({village})."),
    ),
    "order": (text("{new} keeps the place in the order of the helpers of {household} ({village})."),) * 2,
}
"""What is said of a change that is not made, and of one where everything certainly stays as it is."""


def because(  # noqa: PLR0913, PLR0917 - all that is supposed
    base: Plan,
    supposed: Plan,
    without: Sequence[str] = (),
    joining: Sequence[str] = (),
    settings: Mapping[str, str] | None = None,
    gone: Collection[str] | None = None,
) -> WhatIf:
    """Compare the repair of a supposed roster with that of the roster as it is.

    ``without``, ``joining`` and ``settings`` say what is supposed; ``gone`` has everybody who leaves, with a unit its
    people too, and is ``without`` unless it is given. A change is the same in both if it is of one kind, for one
    household, from and to the same cadre; so whatever concerns somebody who joins is there because of it.
    """
    known, still = set(map(_essence, base.changes)), set(map(_essence, supposed.changes))
    spared = [change for change in base.changes if _essence(change) not in still]
    saying = _Saying(supposed.changes, frozenset(without if gone is None else gone), moved=bool(settings))
    return WhatIf(
        without=tuple(without),
        joining=tuple(joining),
        settings=dict(settings or {}),
        base_changes=len(base.counted),
        because=tuple(change.id for change in supposed.changes if _essence(change) not in known),
        spared=tuple(map(saying.spared, spared)),
    )


def _essence(change: Change) -> Essence:
    return change.kind, change.subject, change.from_, change.to


class _Saying:
    """Says of changes that they are not made."""

    def __init__(self, made: Iterable[Change], gone: frozenset[str], *, moved: bool) -> None:
        self._touched = {change.subject for change in made}
        self._gone = gone
        self._moved = moved  # whether not only people are supposed to be otherwise

    def spared(self, change: Change) -> Text:
        """Say that a change is not made, and why where that is plain."""
        return Text(self._words(change).english, _named(change))

    def _words(self, change: Change) -> Text:
        if change.subject in self._gone:
            return text("{household} ({village}) leaves, and with it what was to change there.")
        if change.to in self._gone:
            return text("{new} leaves, and does not begin to help {household} ({village}).")
        plain, staying = _WORDS[change.kind]
        return staying if self._stays(change) else plain

    def _stays(self, change: Change) -> bool:
        """Tell whether who helps a household today certainly goes on: nothing changes there, and he is still there."""
        return not self._moved and change.subject not in self._touched and change.from_ not in self._gone


def _named(change: Change) -> dict[str, str]:
    """Give the names in a change."""
    keys = {key.subject: key for key in change.keys}

    def name(subject: str | None) -> str:
        key = keys.get(subject or "")
        return (key and key.name) or (subject or "").partition(":")[2]

    household = keys.get(change.subject)
    return {
        "household": name(change.subject),
        "village": (household and household.place) or "–",
        "old": name(change.from_),
        "new": name(change.to),
    }
