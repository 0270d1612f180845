"""The names of ``pairing`` that scripts use, loaded only when they are asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import pairing
from pairing.reading import read_roster


def test_names_are_those_of_their_modules() -> None:
    assert pairing.read_roster is read_roster
    assert {name: getattr(pairing, name).__name__ for name in pairing.__all__} == {n: n for n in pairing.__all__}
    assert set(pairing.__all__) <= set(dir(pairing))


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(AttributeError, match="no attribute 'no_such_thing'"):
        _ = pairing.no_such_thing


def test_importing_pairing_loads_nothing_heavy() -> None:
    heavy = ("polars", "pydantic", "networkx")
    script = f"import sys, pairing, pairing.reading; print([name for name in {heavy} if name in sys.modules])"

    said = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout

    assert said.strip() == "[]"
