"""A plan reviewed, in one file: the plan as it was written, and what was decided on its changes (``pairing.review/1``).

The workbook of a plan has the plan beside it; a page that opens by double click can hand over one file only.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from pairing.model.plan import Decision, Plan

if TYPE_CHECKING:
    from collections.abc import Mapping

REVIEW: Final = "pairing.review/1"
"""The form of a review: of this file, and of the workbook of a plan."""


class Review(BaseModel):
    """What was decided on every change of a plan, and the plan."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["pairing.review/1"] = Field(default=REVIEW, alias="schema")
    plan_sha256: str
    """Of the bytes of the plan: a plan that was changed since is not the one that was reviewed."""
    decisions: dict[str, Decision]
    """By the id of the change; every change of the plan stands here once."""
    plan: str = Field(json_schema_extra={"contentMediaType": "application/json"})
    """The file of the plan (pairing.plan/1) as one text, character by character as it was written: neither a browser,
    which has no whole numbers beyond 2⁵³, nor a program that indents it can change it."""

    @classmethod
    def of(cls, plan: Plan, decisions: Mapping[str, Decision]) -> Review:
        """Review a plan; changes that ``decisions`` leaves out are accepted if they are among ``plan.accepted``."""
        written = as_written(plan)
        accepted = frozenset(plan.accepted)
        decided: dict[str, Decision] = {one.id: "yes" if one.id in accepted else "no" for one in plan.changes}
        return cls(plan_sha256=sha256_of(written), decisions=decided | dict(decisions), plan=written)

    def to_json(self) -> str:
        """Write it as JSON, a decision a line."""
        return self.model_dump_json(by_alias=True, indent=1)


def as_written(plan: Plan) -> str:
    """Give the text of a plan's file."""
    return f"{plan.to_json()}\n"


def sha256_of(written: str) -> str:
    """Give the digest by which a plan's file is known."""
    return hashlib.sha256(written.encode()).hexdigest()
