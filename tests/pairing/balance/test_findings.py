"""B301 to B306: found where a better balance is attainable, beyond the tolerance, and comparable; else a reason."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

import pytest

from cypher import check
from pairing.balance import balance_findings, measure_balance
from pairing.model.finding import Severity
from pairing.model.sentences import figure
from tests.cypher.small import HEALTHY, Records, cadre, household, pairing

if TYPE_CHECKING:
    from pairing.model.balance import Lens
    from pairing.model.finding import Finding
    from pairing.model.report import RuleOutcome

CODES: Final = ("B301", "B302", "B303", "B304", "B305", "B306")


def twinned(unit: str, village: str) -> dict[str, object]:
    return {"unit": unit, "village": village, "role": "partner"}


def helped(*pairs: str) -> tuple[dict[str, object], ...]:
    """Write pairings as ``C1-H1``."""
    return tuple(dict(pairing(*pair.split("-"))) for pair in pairs)


def area(cadres: str, households: str, twinnings: str, pairings: str) -> Records:
    """Write a roster in words: cadres ``C1@U1``, households ``H1@V1``, twinnings ``U1-V1``, pairings ``C1-H1``."""
    working, living = ([tuple(one.split("@")) for one in some.split()] for some in (cadres, households))
    ties = [one.split("-") for one in twinnings.split()]
    units = sorted({unit for _, unit in working} | {unit for unit, _ in ties})
    villages = sorted({village for _, village in living} | {village for _, village in ties})
    return Records(
        {
            "units": tuple({"id": unit, "name": f"{unit}处"} for unit in units),
            "villages": tuple({"id": village, "name": f"{village}村"} for village in villages),
            "cadres": tuple(cadre(who, unit, quota=1) for who, unit in working),
            "households": tuple(household(who, village) for who, village in living),
            "twinnings": tuple(twinned(unit, village) for unit, village in ties),
            "pairings": helped(*pairings.split()),
        }
    )


UNEVEN: Final = {
    # One has both households, the other none.
    "B301": area("C1@U1 C2@U1", "H1@V1 H2@V1", "U1-V1", "C1-H1 C1-H2"),
    # One household has three of four helpers.
    "B302": area("C1@U1 C2@U1 C3@U1 C4@U1", "H1@V1 H2@V1", "U1-V1", "C1-H1 C2-H1 C3-H1 C4-H2"),
    # Three cadres are in one village and one in the other; all might be in both.
    "B303": area("C1@U1 C2@U1 C3@U1 C4@U1", "H1@V1 H2@V2", "U1-V1 U1-V2", "C1-H1 C2-H1 C3-H1 C4-H2"),
    # Two cadres each, though in one village there are three times as many people.
    "B304": area("C1@U1 C2@U1 C3@U1 C4@U1", "H1@V1 H2@V2", "U1-V1 U1-V2", "C1-H1 C2-H1 C3-H2 C4-H2").changing(
        "households", {"id": "H1"}, persons=9
    ),
    # One unit has three of four households, and as many cadres as the other.
    "B305": area("C1@U1 C2@U1 C3@U2 C4@U2", "H1@V1 H2@V1 H3@V1 H4@V1", "U1-V1 U2-V1", "C1-H1 C1-H2 C2-H3 C3-H4"),
    # One village has both units, the other none.
    "B306": area("C1@U1", "H1@V1", "U1-V1 U2-V1", "C1-H1").adding("villages", {"id": "V2", "name": "V2村"}),
}
EVEN: Final = area("C1@U1 C2@U2", "H1@V1 H2@V2", "U1-V1 U2-V2", "C1-H1 C2-H2")
"""On which no lens can be better."""
SUBJECTS: Final = {
    "B301": ("cadre:C1",),
    "B302": ("household:H2",),
    "B303": ("village:V2",),
    "B304": ("village:V1",),
    "B305": ("unit:U1",),
    "B306": ("village:V2",),
}


def judged(records: Records) -> tuple[dict[str, Finding], dict[str, RuleOutcome], dict[str, Lens]]:
    roster = records.roster()
    balance = measure_balance(roster)
    findings, outcomes = balance_findings(roster, balance)
    return (
        {finding.code: finding for finding in findings},
        {outcome.code: outcome for outcome in outcomes},
        {lens.code: lens for lens in balance.lenses},
    )


@cache
def uneven(code: str) -> tuple[Finding | None, RuleOutcome, Lens]:
    findings, outcomes, lenses = judged(UNEVEN[code])
    return findings.get(code), outcomes[code], lenses[code]


def outcome(records: Records, code: str) -> tuple[str, int, str | None]:
    """Give what became of a code: status, how many findings, and the reason."""
    findings, outcomes, _ = judged(records)
    one = outcomes[code]
    assert (code in findings) == bool(one.count)
    return one.status, one.count, one.reason.render("en") if one.reason else None


# Found ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_a_lens_worse_than_attainable_is_found(code: str) -> None:
    finding, result, _ = uneven(code)
    assert finding is not None
    assert (finding.subjects, result.status, result.count) == (SUBJECTS[code], "violated", 1)


@pytest.mark.parametrize("code", CODES)
def test_a_finding_gives_its_worst_value_exactly(code: str) -> None:
    finding, _, lens = uneven(code)
    assert finding is not None
    assert finding.value == str(lens.max if code in {"B301", "B305"} else lens.min)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_finding_says_its_numbers_in_words(code: str, language: str) -> None:
    finding, _, lens = uneven(code)
    assert finding is not None
    assert lens.attainable is not None
    said = finding.message.render(language)  # type: ignore[arg-type]
    assert f"{lens.cv:.2f}" in said
    assert f"{lens.attainable.cv:.2f}" in said
    assert lens.attainable.min is not None
    assert lens.attainable.max is not None
    low, high = (figure(end) for end in (lens.attainable.min, lens.attainable.max))
    assert f"{low} 至 {high}" in said or f"{low} to {high}" in said
    assert "{" not in said


def test_those_with_the_worst_value_are_all_named() -> None:
    both = area("C1@U1 C2@U1 C3@U1 C4@U1", "H1@V1 H2@V1 H3@V1 H4@V1", "U1-V1", "C1-H1 C1-H2 C4-H3 C4-H4")
    assert judged(both)[0]["B301"].subjects == ("cadre:C1", "cadre:C4")


# Not found ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_where_nothing_better_is_attainable_the_reason_is_the_proof_s(code: str) -> None:
    _, outcomes, lenses = judged(EVEN)
    result, proof = outcomes[code], lenses[code].proof
    assert (result.status, result.count) == ("passed", 0)
    assert proof is not None
    assert result.reason is not None
    assert proof.sentences[0].text.render("en") in result.reason.render("en")


def test_a_load_that_is_uneven_for_a_reason_is_not_found() -> None:
    """The unit of C1 alone may help in V1, and nobody else there."""
    forced = area("C1@U1 C2@U2", "H1@V1 H2@V1 H3@V2", "U1-V1 U2-V2", "C1-H1 C1-H2 C2-H3")
    status, count, reason = outcome(forced, "B301")
    assert (status, count) == ("passed", 0)
    assert "V1村" in str(reason)


def test_on_the_healthy_roster_of_the_rules_nothing_is_found() -> None:
    findings, outcomes, _ = judged(HEALTHY)
    assert (findings, {one.status for one in outcomes.values()}) == ({}, {"passed"})


def test_what_is_only_a_little_better_is_no_finding_and_says_so() -> None:
    status, count, reason = outcome(UNEVEN["B301"].under(balance_tolerance=Decimal(1)), "B301")
    assert (status, count) == ("passed", 0)
    assert "均衡容差" in str(reason)


# Tolerance ------------------------------------------------------------------------------------------------------------

BEFORE: Final = Decimal("0.000001")
BOUNDARIES: Final = [
    # The largest load is 2 instead of 1, the CV 1 instead of 0: both at 1.
    pytest.param("B301", Decimal(1), UNEVEN["B301"], id="load, both"),
    # The least support is 1 instead of 2, the CV 1/2 instead of 0: both at 1/2.
    pytest.param("B302", Decimal("0.5"), UNEVEN["B302"], id="support, both"),
    # The largest burden is 3/2 instead of 1, the CV 1/2 instead of 0: both at 1/2.
    pytest.param("B305", Decimal("0.5"), UNEVEN["B305"], id="burden, both"),
    # The least number of units is 0 instead of 1, which no tolerance below 1 allows.
    pytest.param("B306", Decimal(1), UNEVEN["B306"], id="units, both"),
]


@pytest.mark.parametrize(("code", "tolerance", "records"), BOUNDARIES)
def test_at_the_tolerance_nothing_is_found(code: str, tolerance: Decimal, records: Records) -> None:
    assert outcome(records.under(balance_tolerance=tolerance), code)[:2] == ("passed", 0)


@pytest.mark.parametrize(("code", "tolerance", "records"), BOUNDARIES)
def test_next_to_the_tolerance_it_is_found(code: str, tolerance: Decimal, records: Records) -> None:
    assert outcome(records.under(balance_tolerance=tolerance - BEFORE), code)[:2] == ("violated", 1)


OTHERS_UNEVEN: Final = area("C1@U1 C2@U2 C3@U2", "H1@V1 H2@V1 H3@V2 H4@V2", "U1-V1 U2-V2", "C1-H1 C1-H2 C2-H3 C2-H4")
"""C1 must have 2; C2 has 2 and C3 none. CV is √(1/2), attainable √(1/8): 0.35355… less."""


@pytest.mark.parametrize(("tolerance", "status"), [("0.3535", "violated"), ("0.3536", "passed")])
def test_a_cv_above_the_attainable_one_is_found_though_the_worst_value_is_the_same(tolerance: str, status: str) -> None:
    assert outcome(OTHERS_UNEVEN.under(balance_tolerance=Decimal(tolerance)), "B301")[0] == status


# Not comparable -------------------------------------------------------------------------------------------------------

INCOMPARABLE: Final = {
    "a household is left out": (
        area("C1@U1", "H1@V1 H2@V1", "U1-V1", "C1-H1"),
        ["B301", "B305"],
        "1 households that could have a helper have none",
    ),
    "one who may not help lends his strength": (
        area("C1@U1 C2@U2 C3@U2", "H1@V1 H2@V1 H3@V2", "U1-V1 U2-V2", "C1-H1 C3-H2 C2-H3"),
        ["B301", "B303", "B304", "B305"],
        "1 pairings are by cadres who may not help there, and others may",
    ),
    "one is idle": (
        area("C1@U1 C2@U1", "H1@V1", "U1-V1", "C1-H1"),
        ["B301"],
        "1 cadres who could take part have no household",
    ),
    "a pairing is excluded": (
        area("C1@U1 C2@U1 C3@U1", "H1@V1 H2@V1", "U1-V1", "C1-H1 C3-H2 C2-H2").adding(
            "constraints",
            {"cadre": "C3", "household": "H2", "kind": "exclusion"},
            {"cadre": "C3", "household": "H1", "kind": "exclusion"},
        ),
        ["B302"],
        "1 pairings are excluded",
    ),
}


@pytest.mark.parametrize("name", INCOMPARABLE)
def test_what_looks_better_by_breaking_a_rule_is_skipped_and_says_which(name: str) -> None:
    records, codes, reason = INCOMPARABLE[name]
    findings, outcomes, _ = judged(records)
    for code in codes:
        said = outcomes[code].reason
        assert (outcomes[code].status, code in findings) == ("skipped", False), code
        assert said is not None
        assert reason in said.render("en")


# Settings -------------------------------------------------------------------------------------------------------------


def test_what_is_switched_off_is_skipped_and_says_so() -> None:
    off = UNEVEN["B301"].under(severities={"B301": "off"})
    assert outcome(off, "B301") == ("skipped", 0, "Switched off in the settings.")


def test_what_is_switched_off_leaves_the_others() -> None:
    off = UNEVEN["B305"].under(severities={"B301": "off"})
    assert outcome(off, "B305")[0] == "violated"


@pytest.mark.parametrize(("code", "own"), [("B301", "warning"), ("B303", "info")])
def test_a_severity_is_the_code_s_own_or_that_of_the_settings(code: str, own: str) -> None:
    records = UNEVEN[code]
    found = [judged(some)[0][code] for some in (records, records.under(severities={code: "error"}))]
    assert [finding.severity for finding in found] == [Severity(own), Severity.ERROR]


def test_an_outcome_has_the_severity_of_the_settings() -> None:
    assert judged(EVEN.under(severities={"B302": "error"}))[1]["B302"].severity == Severity.ERROR


# In a check -----------------------------------------------------------------------------------------------------------


def test_a_check_finds_the_same() -> None:
    roster = UNEVEN["B301"].roster()
    report = check(roster, only=["B"])
    findings, outcomes = balance_findings(roster, measure_balance(roster))
    assert {finding.code for finding in report.findings} == {finding.code for finding in findings}
    assert [one for one in report.rules if one.code.startswith("B")] == list(outcomes)
