"""The worked example of docs/balance.md is run, and what it says of a shortage is so."""

from __future__ import annotations

import doctest
from typing import Final

from pairing.balance import measure_balance
from tests.cypher.small import Records, cadre, household
from tests.docs.pages import DOCS

PAGE: Final = DOCS / "balance.md"
SHORT: Final = Records(
    {
        "units": ({"id": "U1", "name": "一处"},),
        "villages": ({"id": "V1", "name": "东村"},),
        "cadres": (cadre("C1"), cadre("C2")),
        "households": tuple(household(f"H{number}") for number in range(7)),
        "twinnings": ({"unit": "U1", "village": "V1", "role": "lead"},),
        "pairings": (),
    }
)
"""Seven households, two cadres with quota 1."""


def test_the_worked_example_is_so() -> None:
    outcome = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8", globs={})
    assert outcome.attempted > 3
    assert outcome.failed == 0


def test_the_sentence_quoted_is_the_one_that_is_said() -> None:
    proof = measure_balance(SHORT.roster()).lens("load").proof
    assert proof is not None
    quoted = " ".join(PAGE.read_text("utf-8").replace("\n> ", " ").split())
    assert proof.sentences[0].text.render("en") in quoted
