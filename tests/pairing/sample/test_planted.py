from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pairing.balance import balance_findings, measure_balance
from pairing.model.codes import TOTALS_CODES
from pairing.sample import sample_roster
from pairing.sample.edits import EDITS
from pairing.totals import totals_findings
from tests.oracle import RULES, answers
from tests.pairing.sample.planted import PLANTED, UNPLANTED
from tests.pairing.sample.records import world_of

if TYPE_CHECKING:
    from pairing.roster import Roster

Found = tuple[str, frozenset[str]]


def found_in(roster: Roster) -> Counter[Found]:
    """Every finding of an S or C code by the oracle, and of a B or R code by the product."""
    rules = (
        (code, subjects)
        for code, answer in answers(world_of(roster)).items()
        for (subjects, _severity) in answer.violations.elements()
    )
    uneven = (
        (finding.code, frozenset(finding.subjects))
        for finding in balance_findings(roster, measure_balance(roster))[0]
        if finding.code not in UNPLANTED
    )
    sums = ((finding.code, frozenset(finding.subjects)) for finding in totals_findings(roster)[0])
    return Counter([*rules, *uneven, *sums])


def test_clean_sample_passes_every_rule() -> None:
    clean = sample_roster(clean=True)
    assert {answer.status for answer in answers(world_of(clean)).values()} == {"passed"}
    assert {outcome.status for outcome in totals_findings(clean)[1]} == {"passed"}


def test_planted_list_is_what_the_rules_find() -> None:
    listed = Counter((planted.code, frozenset(planted.subjects)) for planted in PLANTED)
    assert found_in(sample_roster()) == listed


def test_every_code_is_planted() -> None:
    assert {planted.code for planted in PLANTED if planted.code[0] != "B"} == {*RULES, *TOTALS_CODES}


def test_edits_name_all_their_codes() -> None:
    named = {code for edit in EDITS for code in edit.codes.split()}
    assert named == {planted.code for planted in PLANTED}
