"""Write the page of who may see what, from the code that decides it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.model.table import NODE_TABLES, TABLES
from tests.docs.tables import table_of
from viz.audience import PUBLIC_FIELDS, TIE_FIELDS, masked
from viz.lists.columns import CARD_COLUMNS, SLIP_COLUMNS, UNIT_COLUMNS, VILLAGE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairing.model.table import Table
    from viz.lists.columns import ListColumn

_HEAD: Final = f"""# Who may see what

Written by `make docs` from `viz/audience.py`, the one place that decides it. `--audience internal`, the default, is
for the office; `--audience public` for everybody else. The public gets a roster of its own, made from a list of what is
allowed, so a field added later is not in it, and all that is derived from it (pinyin, search, order, file names) is
derived from what it may see. `tests/viz/test_audience.py` reads every output of the public for what must not be there.

- A household's head is masked: 张三 is {masked("张三")}, 才让卓玛 is {masked("才让卓玛")}.
- The planner's ids are replaced by numbers in the order of what is shown; whatever names a row, names it by that.
- Only what counts on D is there: no ended tie, no departed cadre, no household out of scope, no cadre without a tie.
- Findings, rules, files read, balance and plan are the office's own. Totals and coverage are for all.
- No document says who made it. Text that begins with `=`, `+`, `-`, `@`, a tab or a new line is never a formula; a code
  is text in every workbook and in the table of all pairings (`tests/viz/test_formulas.py`).

Pages are made from the same roster as lists and exports: a field that is dropped is on no page either. *Where* tells
whose columns a field is: *lists* are by village, unit and cadre, *cards* those of households, *exports* the roster
as sheets and as a graph. Titles and the table of all pairings name the place besides.
"""
_OF: Final = {
    "head": "households.head",
    "persons": "households.persons",
    "village": "villages.name",
    "cadre": "cadres.name",
    "unit": "units.name",
}
"""The field that a column of a list shows which stands in it unasked."""
_SHOWN: Final = {"lists": (*VILLAGE_COLUMNS, *UNIT_COLUMNS, *SLIP_COLUMNS), "cards": CARD_COLUMNS}
"""The columns of each kind of list."""


def audience_page() -> str:
    """Write the page: a section per table, a row per field."""
    return "\n".join([_HEAD, *map(_section, TABLES.values())])


def _section(table: Table) -> str:
    rows = [
        (column.chinese, f"`{name}`", "as it is", _public(table, name), _where(f"{table.name}.{name}"))
        for name, column in table.columns.items()
    ]
    headers = ("字段", "field", "internal", "public", "where")
    return f"## {table.chinese} `{table.name}`\n\n" + table_of(headers, rows)


def _public(table: Table, name: str) -> str:
    """Say what becomes of a field for the public."""
    field = f"{table.name}.{name}"
    if table.name in NODE_TABLES:
        allowed = name == "id" or field in PUBLIC_FIELDS
    else:
        allowed = table.name != "constraints" and (name in TIE_FIELDS or name in table.key)
    if not allowed:
        return "dropped"
    if name == "id" or name in table.references:
        return "a number of its own"
    return "masked" if field == "households.head" else "as it is"


def _where(field: str) -> str:
    return ", ".join([*(kind for kind, columns in _SHOWN.items() if field in _fields(columns)), "exports"])


def _fields(columns: Iterable[ListColumn]) -> set[str]:
    return {column.needs or _OF.get(column.attribute, "") for column in columns}
