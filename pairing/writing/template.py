"""The empty workbook a planner starts from: drop-downs, a note on each header, one example row a sheet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.model.labels import ConstraintKind, PostingRole, Role
from pairing.roster import roster_from_tables
from pairing.writing.workbook import write_empty_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.model.cell import TableName
    from pairing.text import Language

_START: Final = date(2016, 1, 1)
EXAMPLES: Final[dict[TableName, dict[str, object]]] = {
    "units": {"id": "示例U1", "name": "示例单位", "category": "机关"},
    "villages": {"id": "示例V1", "name": "示例村", "county": "示例县", "township": "示例乡"},
    "cadres": {
        "id": "示例C1",
        "name": "示例干部",
        "unit": "示例U1",
        "rank": "正处",
        "phone": "0971-0000000",
    },
    "households": {
        "id": "示例H1",
        "head": "示例户主",
        "village": "示例V1",
        "persons": 4,
        "category": "一般",
        "cause": "缺技术",
    },
    "twinnings": {
        "unit": "示例U1",
        "village": "示例V1",
        "role": Role.LEAD.value,
        "start_date": _START,
    },
    "postings": {
        "cadre": "示例C1",
        "village": "示例V1",
        "role": PostingRole.FIRST_SECRETARY.value,
        "start_date": _START,
    },
    "liaisons": {"cadre": "示例C1", "village": "示例V1", "start_date": _START},
    "pairings": {"cadre": "示例C1", "household": "示例H1", "ordinal": 1, "start_date": _START},
    "constraints": {
        "cadre": "示例C1",
        "household": "示例H1",
        "kind": ConstraintKind.PIN.value,
        "reason": "示例",
    },
}
"""One row a table, which agree with each other: obviously made up, and to be overwritten."""


def write_template(path: Path, *, language: Language = "zh") -> Path:
    """Write the workbook a planner fills in; its example rows make a valid roster of one household."""
    examples = {name: pl.DataFrame([row]) for name, row in EXAMPLES.items()}
    roster = roster_from_tables(examples, on=_START)
    return write_empty_workbook(path, roster, language)
