"""The product's own check finds the planted gaps, all of them and nothing else."""

from __future__ import annotations

from collections import Counter

import cypher
from pairing.sample import sample_roster
from tests.pairing.sample.planted import PLANTED, UNPLANTED


def test_clean_sample_passes_every_rule() -> None:
    report = cypher.check(sample_roster(clean=True))
    assert [finding.code for finding in report.findings] == list(UNPLANTED)
    assert report.coverage.rate == 1
    checked = {outcome.code: outcome.status for outcome in report.rules if outcome.code[0] in "SCR"}
    assert set(checked.values()) == {"passed"}
    assert checked.keys() == {planted.code for planted in PLANTED if planted.code[0] in "SCR"}


def test_planted_gaps_are_found_and_no_others() -> None:
    report = cypher.check(sample_roster())
    found = Counter(
        (finding.code, frozenset(finding.subjects)) for finding in report.findings if finding.code not in UNPLANTED
    )
    assert found == Counter((planted.code, frozenset(planted.subjects)) for planted in PLANTED)
