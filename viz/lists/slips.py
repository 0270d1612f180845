"""What a cadre carries with him: who he is, whom he helps, and room for what he notes on a visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pairing.text import Language, Text
    from viz.lists.book import Value
    from viz.lists.chapter import Chapter, PairingList
    from viz.lists.lines import Line

NUMBER: Final = text("No.")
NOTED: Final = (text("Visited on"), text("Household signs"))
"""Columns that are left blank."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One cadre's table."""

    head: str
    """Name, rank and phone, as far as they are shown, and how many he helps."""
    rows: Sequence[Sequence[Value]]
    alone: bool
    """Whether he has no household; then there are no rows."""


def slip_headers(pairing_list: PairingList) -> tuple[Text, ...]:
    """Give the headers of every slip of a list."""
    return (NUMBER, *(column.header for column in pairing_list.columns), *NOTED)


def slip_centred(pairing_list: PairingList) -> tuple[bool, ...]:
    """Tell which of these columns are centred."""
    return (True, *(column.centred for column in pairing_list.columns), *(False for _ in NOTED))


def slips_of(pairing_list: PairingList, chapter: Chapter, language: Language) -> Iterator[Slip]:
    """Give the slips of a unit's cadres."""
    for lines in chapter.one_by_one():
        alone = lines[0].alone
        rows = [] if alone else [_row(pairing_list, at, line, language) for at, line in enumerate(lines, 1)]
        yield Slip(_head(pairing_list, lines, language), rows, alone)


def _head(pairing_list: PairingList, lines: Sequence[Line], language: Language) -> str:
    first = lines[0]
    counted = pairing_list.alone if first.alone else text("helps {count} households", count=len(lines))
    return "　".join(part for part in (first.cadre, first.rank, first.phone, counted.render(language)) if part)


def _row(pairing_list: PairingList, number: int, line: Line, language: Language) -> list[Value]:
    return [number, *(column.value(line, language) for column in pairing_list.columns), *(None for _ in NOTED)]
