"""The report of a check: what was read, what was checked, what was found (``pairing.report/1``)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from pairing.model.finding import Finding, Said, Severity

if TYPE_CHECKING:
    from pairing.model.codes import Code
    from pairing.model.settings import Settings
    from pairing.text import Language, Text

Status = Literal["violated", "passed", "vacuous", "skipped"]


class Input(BaseModel):
    """A file that was read, with the hash of its bytes."""

    model_config = ConfigDict(frozen=True)

    path: str
    sha256: str


class Totals(BaseModel):
    """Distinct people and places as counted on D: never edges."""

    model_config = ConfigDict(frozen=True)

    units: int
    villages: int
    cadres: int
    """Active cadres."""
    paired_cadres: int
    """Distinct cadres with a counting pairing."""
    households: int
    """Households in scope."""
    persons: int
    """Persons of the households in scope; unreadable ones are left out."""
    pairings: int
    """Pairings that count on D."""


class Coverage(BaseModel):
    """How many of the households in scope have a counting pairing."""

    model_config = ConfigDict(frozen=True)

    households: int
    covered: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def rate(self) -> float | None:
        """Covered ÷ households, null when there are none; rounding is the reader's, and always down."""
        return self.covered / self.households if self.households else None


class RuleOutcome(BaseModel):
    """What became of one rule: nothing to check (*vacuous*) and could not check (*skipped*) are not *passed*."""

    model_config = ConfigDict(frozen=True)

    code: str
    title: Said
    severity: Severity
    status: Status
    reason: Said | None = None
    count: int = 0


def outcome_of(code: Code, settings: Settings, status: Status, reason: Text | None = None) -> RuleOutcome:
    """Say what became of a code that finds one thing or nothing."""
    return RuleOutcome(
        code=code.code,
        title=code.title,
        severity=code.severity_under(settings),
        status=status,
        reason=reason,
        count=int(status == "violated"),
    )


class Report(BaseModel):
    """What a check says of a roster (DESIGN §5, §14)."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_: Literal["pairing.report/1"] = Field(default="pairing.report/1", alias="schema")
    as_of: date
    inputs: tuple[Input, ...]
    rows_set_aside: int
    totals: Totals
    declared: dict[str, str] = Field(default_factory=dict)
    """Totals as the planner declared them, by the same names as in ``totals``."""
    coverage: Coverage
    rules: tuple[RuleOutcome, ...]
    findings: tuple[Finding, ...]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def valid(self) -> bool:
        """Tell whether no finding is an error."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each code."""
        return dict(sorted(Counter(finding.code for finding in self.findings).items()))

    def to_json(self, language: Language) -> str:
        """Write the report as JSON in a language."""
        return self.model_dump_json(by_alias=True, indent=2, context={"language": language})
