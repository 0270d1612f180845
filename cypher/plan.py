"""Whether the embedded engine would answer a query wrongly, told from the plan it makes.

LadybugDB 0.21 and 0.22 follow several relationships of one MATCH in one go where they can (its pull request 859). If a
relationship that is followed further is filtered, and so is the node it starts from or there is a third relationship,
the next one is read at the wrong rows: some answers are missing and others are false, without a word. One relationship
a MATCH, with WITH between two, is planned otherwise and answered rightly; our own rules are written so, and any other
query is held against its plan. (Of 2,400 random paths of two and three relationships, 623 were answered wrongly; all of
them are told here, and none of those with WITH between.)
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

_BOX: Final = re.compile(r"┌[─┴]+┐")
"""The top of an operator's box: all are of one width, and what an operator reads from stands below it."""
_OPERATOR: Final = re.compile(r"([A-Z_]{4,})\[\d+\]")
_IN_STEP: Final = frozenset({"SCAN_REL_TABLE", "FILTER", "SCAN_NODE_TABLE", "PROJECTION", "SEMI_MASKER"})
"""Operators that pass rows on as they come; any other gathers them first, and what is above it is safe."""
_WRONG: Final = re.compile(r"[FR].*RF+R|RF+R.*R")
"""A filtered relationship (R, F) between two that are read, or over a filtered node: from what reads first."""


def is_answered_wrongly(drawing: str) -> bool:
    """Tell whether a plan, as EXPLAIN draws it, follows a filtered relationship further in one go."""
    return any(_is_wrong(chain) for chain in _chains(drawing))


def _chains(drawing: str) -> list[list[str]]:
    """Give the operators of each column of the drawing, from what reads first to what reads last."""
    width = max(len(box) for box in _BOX.findall(drawing))
    columns: dict[int, list[str]] = {}
    for line in drawing.split("\n"):
        for found in _OPERATOR.finditer(line):
            columns.setdefault(found.start() // width, []).insert(0, found.group(1))
    return list(columns.values())


def _is_wrong(chain: list[str]) -> bool:
    reading = list(takewhile(_IN_STEP.__contains__, chain))
    tied = "".join({"SCAN_REL_TABLE": "R", "FILTER": "F"}.get(operator, "") for operator in reading)
    return _WRONG.search(tied) is not None
