"""A contact card (帮扶明白卡): who the household is, who helps it and how they are reached, and room to write in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pairing.text import Language, Text
    from viz.lists.book import Value
    from viz.lists.chapter import Chapter, PairingList, Tie
    from viz.lists.columns import ListColumn
    from viz.lists.lines import Line

TITLE: Final = text("Contact card")
SIGNED: Final = text("Household: __________    Helper: __________")
NOTED: Final = (text("Date"), text("What was done"), text("Helper signs"))
"""The columns of the rows that are left blank."""
ROWS: Final = 6
"""Rows of helpers and rows to write in together: what there is more of the one, there is less of the other."""
MOST_HELPERS: Final = 5
FEWEST_HELPERS: Final = 2


@dataclass(frozen=True, slots=True)
class Card:
    """One household's card."""

    number: Text
    """Its number in its village, with the planner's code where there is one."""
    place: str
    facts: Sequence[tuple[Text, Value]]
    helpers: Sequence[Sequence[Value]]
    """A row each, in the columns of :func:`helper_headers`."""
    note: Text | None
    """Below them: how many there is no room for, or that there is none."""
    alone: bool
    ties: Sequence[Tie]
    """Of the village, the same on all its cards."""

    @property
    def blank(self) -> int:
        """How many rows there are to write in."""
        return ROWS - self.named

    @property
    def named(self) -> int:
        """How many rows there are for helpers."""
        return max(FEWEST_HELPERS, len(self.helpers) + (self.note is not None))


def helper_headers(pairing_list: PairingList) -> tuple[Text, ...]:
    """Give the headers of the helpers on every card: a rank stands beside the unit."""
    return tuple(
        text("Unit, rank") if column.attribute == "unit" else column.header for column in _of_helpers(pairing_list)
    )


def helper_fields(pairing_list: PairingList) -> tuple[str, ...]:
    """Give the attributes that these columns are of."""
    return tuple(column.attribute for column in _of_helpers(pairing_list))


def cards_of(pairing_list: PairingList, chapter: Chapter, language: Language) -> Iterator[Card]:
    """Give the cards of a village's households."""
    ties = [tie for tie in chapter.ties if tie.on_cards]
    for lines in chapter.one_by_one():
        first = lines[0]
        shown = lines if len(lines) <= MOST_HELPERS else lines[: MOST_HELPERS - 1]
        yield Card(
            number=_number(pairing_list, first),
            place=f"{chapter.place} {chapter.name}".strip(),
            facts=[(column.header, column.value(first, language)) for column in _facts(pairing_list)],
            helpers=[_helper(pairing_list, line, language) for line in shown if not line.alone],
            note=pairing_list.alone if first.alone else _more(len(lines) - len(shown)),
            alone=first.alone,
            ties=ties,
        )


def _number(pairing_list: PairingList, line: Line) -> Text:
    if any(column.attribute == "household_id" for column in pairing_list.columns):
        return text("Card {number} · {code}", number=line.number, code=line.household_id)
    return text("Card {number}", number=line.number)


def _more(count: int) -> Text | None:
    return text("and {count} helpers more", count=count) if count else None


def _facts(pairing_list: PairingList) -> list[ListColumn]:
    return [
        column for column in pairing_list.columns if column.side == "household" and column.attribute != "household_id"
    ]


def _of_helpers(pairing_list: PairingList) -> list[ListColumn]:
    return [column for column in pairing_list.columns if column.side != "household" and column.attribute != "rank"]


def _helper(pairing_list: PairingList, line: Line, language: Language) -> list[Value]:
    place = "　".join(filter(None, (line.unit, line.rank)))
    columns = _of_helpers(pairing_list)
    return [place if one.attribute == "unit" else pairing_list.value(one, line, language) for one in columns]
