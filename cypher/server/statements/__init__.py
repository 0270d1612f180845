"""The statements that keep a roster on a server: a ``.cypher`` file each.

A name in backticks stands for a label or type, which only an enum gives; every value is a parameter.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enum import StrEnum


@cache
def statement(name: str, **labels: StrEnum) -> str:
    """Load the statement of a file, each name in backticks replaced by its label or type."""
    text = files(__name__).joinpath(f"{name}.cypher").read_text(encoding="utf-8")
    for placeholder, label in labels.items():
        text = text.replace(f"`{placeholder}`", label.value)
    return text
