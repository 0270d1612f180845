"""The codes of bad data (D), balance (B) and totals that do not add up (R); S and C codes live in ``cypher/rules``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.model.finding import Severity
from pairing.text import Text, text

if TYPE_CHECKING:
    from pairing.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Code:
    """What every finding of one code shares: severity unless the settings change it, title, and the remedy."""

    code: str
    severity: Severity
    title: Text
    hint: Text

    def is_off(self, settings: Settings) -> bool:
        """Tell whether the settings switch the code off."""
        return settings.severities.get(self.code) == "off"

    def severity_under(self, settings: Settings) -> Severity:
        """Give the severity that the settings choose, else its own."""
        chosen = settings.severities.get(self.code)
        return self.severity if chosen in {None, "off"} else Severity(chosen)


def _codes(*codes: Code) -> dict[str, Code]:
    return {code.code: code for code in codes}


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

DATA_CODES: Final = _codes(
    Code("D101", _E, text("Missing sheet"),
         text("Add the sheet, or the file, with this name; `pairing template` writes an empty one.")),
    Code("D102", _E, text("Missing column"),
         text("Add the column, or name the one that holds it in the settings: headers.<your header> = <ours>.")),
    Code("D103", _E, text("Missing value"), text("Fill in the cell.")),
    Code("D104", _E, text("Wrong type"), text("Write the cell in one of the forms named.")),
    Code("D105", _E, text("Out of range"), text("Correct the value, which must lie within the bounds named.")),
    Code("D106", _E, text("Duplicate id"),
         text("Give each row its own id. The first row is used, the later one set aside.")),
    Code("D107", _E, text("Unknown reference"),
         text("Add the row to the table named, or correct the reference.")),
    Code("D108", _E, text("End before start"), text("Correct one of the two dates.")),
    Code("D109", _E, text("Overlapping rows of one pair"),
         text("End the earlier row before the later one starts, or delete one. The first row is used.")),
    Code("D110", _E, text("Pin contradicts exclusion"),
         text("Keep one of the two; until then the exclusion holds.")),
    Code("D111", _E, text("Pin names somebody gone"),
         text("Take the pin out, or correct the state of the cadre or household.")),
    Code("D112", _W, text("Unknown label"),
         text("Use one of the labels named, or leave it if it is meant: it is kept as written.")),
    Code("D113", _I, text("Sensitive column dropped"),
         text("Nothing to do: identity and bank numbers are never kept. Best delete the column.")),
    Code("D114", _E, text("Name could mean several people"),
         text("Write the id, or tell them apart in another column; until then neither is linked.")),
    Code("D115", _W, text("Unknown column"),
         text("Nothing to do if it is not needed; else name it in the settings: headers.<your header> = <ours>.")),
    Code("D116", _E, text("Bad setting"),
         text("Correct the key or value; `pairing explain settings` lists them. The default is used.")),
    Code("D117", _E, text("Unreadable cell"),
         text("Retype the cell; it holds an error value or more text than a name or number can have.")),
    Code("D118", _E, text("Duplicate header"),
         text("Rename or delete one of the columns. The first one is read.")),
    Code("D119", _W, text("Rows that disagree"),
         text("Correct the rows so that they say the same; the first is used.")),
)  # fmt: skip
"""Every code of bad data. D119 is the ledger's: two rows tell a different number of persons for one household."""

BALANCE_CODES: Final = _codes(
    Code("B301", _W, text("Load less even than it can be"),
         text("Give households of the most loaded to cadres below their quota; see `pairing balance`.")),
    Code("B302", _W, text("Support less even than it can be"),
         text("Give households with few helpers one of those with many.")),
    Code("B303", _I, text("Villages less evenly strong than they can be"),
         text("Give the weakest villages more cadres, or cadres more of their households there.")),
    Code("B304", _I, text("Strength follows need less than it can"),
         text("Give the villages with most need for each cadre more cadres.")),
    Code("B305", _I, text("Units less evenly burdened than they can be"),
         text("Pass households of the most burdened units to cadres of the least burdened who may help there.")),
    Code("B306", _I, text("Twinnings less evenly spread than they can be"),
         text("Twin units of villages that have many with villages that have few.")),
)  # fmt: skip
"""Every code of balance: a lens worse than what is attainable, beyond 均衡容差."""

TOTALS_CODES: Final = _codes(
    Code("R401", _W, text("Units do not add up"),
         text("Correct totals.units in the settings, or the twinnings that count.")),
    Code("R402", _W, text("Villages do not add up"),
         text("Correct totals.villages in the settings, or the table of villages.")),
    Code("R403", _W, text("Paired cadres do not add up"),
         text("Correct totals.cadres in the settings, or the pairings that count.")),
    Code("R404", _W, text("Households do not add up"),
         text("Correct totals.households in the settings, or the households in scope.")),
    Code("R405", _W, text("Persons do not add up"),
         text("Correct totals.persons in the settings, or the persons of the households in scope.")),
    Code("R406", _I, text("Coverage below 100 %"),
         text("Pair the households that C201 lists.")),
)  # fmt: skip
"""Every code of declared totals that do not add up, and of coverage below the whole."""
