"""The columns of each list: header, value, and the field an audience must be allowed to see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from pairing.text import Text, text
from viz.wording import ordinal_text, term_text

if TYPE_CHECKING:
    import datetime

    from pairing.text import Language
    from viz.audience import Sight
    from viz.lists.lines import Line

Side = Literal["household", "cadre", "pairing"]


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list."""

    attribute: str
    """Of :class:`Line`."""
    header: Text
    side: Side
    """Whose it is: the side a list is ordered by is written once in full, then in grey."""
    needs: str | None = None
    """``table.field`` that the audience must see and the input must have."""
    vocabulary: str | None = None
    centred: bool = False

    def value(self, line: Line, language: Language) -> str | int | datetime.date | None:
        """Give what a cell holds: text, number, date, or None for a blank one."""
        value: str | int | datetime.date | None = getattr(line, self.attribute)
        if value is None:
            return None
        if isinstance(value, int) and self.attribute == "ordinal":
            return ordinal_text(value).render(language)
        if self.vocabulary and isinstance(value, str):
            return term_text(self.vocabulary, value, language)
        return value


_NUMBER: Final = text("No.")
_HOUSEHOLD: Final = (
    ListColumn("head", text("Household head"), "household"),
    ListColumn("persons", text("Persons"), "household", centred=True),
    ListColumn("category", text("Category"), "household", "households.category", "category"),
    ListColumn("cause", text("Main cause"), "household", "households.cause", "cause"),
)
_ORDINAL: Final = ListColumn("ordinal", text("Order"), "pairing", "pairings.ordinal", centred=True)
_START: Final = ListColumn("start_date", text("Since"), "pairing", "pairings.start_date", centred=True)

VILLAGE_COLUMNS: Final = (
    ListColumn("number", _NUMBER, "household", centred=True),
    *_HOUSEHOLD,
    _ORDINAL,
    ListColumn("cadre", text("Helper"), "cadre"),
    ListColumn("unit", text("Unit"), "cadre"),
    ListColumn("rank", text("Rank"), "cadre", "cadres.rank"),
    ListColumn("phone", text("Phone"), "cadre", "cadres.phone"),
    _START,
)
UNIT_COLUMNS: Final = (
    ListColumn("number", _NUMBER, "cadre", centred=True),
    ListColumn("cadre", text("Helper"), "cadre"),
    ListColumn("rank", text("Rank"), "cadre", "cadres.rank"),
    ListColumn("phone", text("Phone"), "cadre", "cadres.phone"),
    ListColumn("village", text("Village"), "household"),
    *_HOUSEHOLD,
    _ORDINAL,
    _START,
)
SLIP_COLUMNS: Final = (
    ListColumn("village", text("Village"), "household"),
    *_HOUSEHOLD,
    _ORDINAL,
    _START,
)
"""Of one cadre's own table, behind the number of each row."""
CARD_COLUMNS: Final = (
    ListColumn("household_id", text("Household id"), "household", "households.id"),
    *_HOUSEHOLD,
    ListColumn("cadre", text("Helper"), "cadre"),
    ListColumn("unit", text("Unit"), "cadre"),
    ListColumn("rank", text("Rank"), "cadre", "cadres.rank"),
    ListColumn("phone", text("Phone"), "cadre", "cadres.phone"),
    _START,
)
"""What a card says of a household and of each of its helpers."""
_ALWAYS: Final = frozenset({"pairings.ordinal", "pairings.start_date"})
"""Of a pairing itself, which every audience sees."""


def shown_columns(columns: tuple[ListColumn, ...], sight: Sight) -> tuple[ListColumn, ...]:
    """Give the columns that this audience may see and this input has."""
    return tuple(column for column in columns if _is_shown(column.needs, sight))


def _is_shown(needs: str | None, sight: Sight) -> bool:
    if needs is None:
        return True
    return sight.roster.has(needs) if needs in _ALWAYS else sight.shows(needs)
