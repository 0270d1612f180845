"""B301 to B306: a lens that is worse than attainable beyond the tolerance; else a note that says why it is not."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from pairing.balance.indices import Vector, cv_exceeds
from pairing.balance.lenses import LARGEST_IS_WORST
from pairing.model.codes import BALANCE_CODES
from pairing.model.finding import Finding
from pairing.model.report import RuleOutcome, outcome_of
from pairing.model.sentences import LENSES, figure
from pairing.names import names_of
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from pairing.model.balance import Balance, Lens, Of, Summary
    from pairing.model.codes import Code
    from pairing.model.report import Status
    from pairing.roster import Roster

NAMED: Final = 3
"""How many of those with the worst (and best) value a finding names."""
_SWITCHED_OFF: Final = text("Switched off in the settings.")


def balance_findings(roster: Roster, balance: Balance) -> tuple[tuple[Finding, ...], tuple[RuleOutcome, ...]]:
    """Compare each lens with what is attainable: findings, and what became of each code, B301 to B306."""
    names = names_of(roster, {one.subject for lens in balance.lenses for one in (*lens.most, *lens.least)})
    findings, outcomes = [], []
    for lens in balance.lenses:
        code = BALANCE_CODES[lens.code]
        finding, outcome = _judged(roster, lens, code, names)
        outcomes.append(outcome)
        if finding is not None:
            findings.append(finding)
    return tuple(findings), tuple(outcomes)


def _judged(roster: Roster, lens: Lens, code: Code, names: Mapping[str, str]) -> tuple[Finding | None, RuleOutcome]:
    if code.is_off(roster.settings):
        return None, outcome_of(code, roster.settings, "skipped", _SWITCHED_OFF)
    if exceeds(lens, roster.settings.balance_tolerance):
        return _finding(roster, lens, code, names), outcome_of(code, roster.settings, "violated")
    status: Status = {"vacuous": "vacuous", "skipped": "skipped", "not_comparable": "skipped"}.get(  # type: ignore[assignment]
        lens.status, "passed"
    )
    return None, outcome_of(code, roster.settings, status, note(lens))


def exceeds(lens: Lens, tolerance: Decimal) -> bool:
    """Tell whether a lens is worse than attainable by more than a tolerance: at its worst end, or in its CV.

    The worst value by more than that share of the attainable one; the CV by more than that difference. Exact.
    """
    if lens.status != "improvable" or lens.attainable is None:
        return False
    allowed = Fraction(tolerance)
    ours, theirs = worst(lens, lens), worst(lens, lens.attainable)
    beyond = ours > theirs * (1 + allowed) if _largest(lens) else ours < theirs * (1 - allowed)
    return beyond or cv_exceeds(Vector.of(lens.vector), Vector.of(lens.attainable.vector), allowed)


def worst(lens: Lens, summary: Summary) -> Fraction:
    """Give the value at the worst end of a lens' vector, or of the attainable one; there is one."""
    value = summary.max if _largest(lens) else summary.min
    if value is None:
        raise ValueError(f"{lens.name} has no values")
    return value


def note(lens: Lens) -> Text | None:
    """Say why a lens raises no finding: what forces its value, or why it is not compared."""
    if lens.status == "improvable":
        return text("No more uneven than 均衡容差 allows.")
    if lens.status != "attained" or lens.proof is None or not lens.proof.sentences:
        return lens.reason
    return text("As even as it can be. {why}", why=lens.proof.sentences[0].text)


def _finding(roster: Roster, lens: Lens, code: Code, names: Mapping[str, str]) -> Finding:
    bad, good = (lens.most, lens.least) if _largest(lens) else (lens.least, lens.most)
    attainable = lens.attainable
    if attainable is None:
        raise ValueError(f"{lens.name} has nothing to be compared with")
    at_worst = [one for one in bad if one.value == bad[0].value]
    low, high = sorted((worst(lens, attainable), _other_end(lens, attainable)))
    message = text(
        "{lens}: {value} for {who}, {best_value} for {best}; attainable is {low} to {high}. "
        "CV {cv}, attainable {cv_attainable}.",
        lens=LENSES[lens.name],
        who=_named(lens, bad, names),
        value=figure(bad[0].value),
        best=_named(lens, good, names),
        best_value=figure(good[0].value),
        low=figure(low),
        high=figure(high),
        cv=_index(lens.cv),
        cv_attainable=_index(attainable.cv),
    )
    return Finding(
        code=code.code,
        severity=code.severity_under(roster.settings),
        title=code.title,
        message=message,
        hint=code.hint,
        value=str(bad[0].value),
        subjects=tuple(one.subject for one in at_worst),
    )


def _named(lens: Lens, some: tuple[Of, ...], names: Mapping[str, str]) -> Text | str:
    """Name the first few at one end, and say how many share its value."""
    alike = [one for one in some if one.value == some[0].value][:NAMED]
    count = dict(lens.vector)[some[0].value]
    listed = "、".join(names.get(one.subject, one.subject.partition(":")[2]) for one in alike)
    if count <= len(alike):
        return listed
    return text("{names} and others, {count} in all", names=listed, count=count)


def _other_end(lens: Lens, summary: Summary) -> Fraction:
    value = summary.min if _largest(lens) else summary.max
    return Fraction(0) if value is None else value


def _index(value: float | None) -> str:
    return "—" if value is None else f"{value:.2f}"


def _largest(lens: Lens) -> bool:
    return lens.name in LARGEST_IS_WORST
