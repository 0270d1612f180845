from __future__ import annotations

import subprocess
import sys

import pytest

from tests.bench.__main__ import amount, main
from tests.bench.measurement import Measurement, compare, measure, peak_memory


def test_a_bound_is_on_ours_over_the_peer() -> None:
    slower = Measurement("read", ours=3.0, peer="bare read", peer_value=2.0, at_most=1.4)
    assert (slower.ratio, slower.bound, slower.met) == (1.5, "≤ 1.4×", False)
    assert Measurement("read", ours=1.0, peer="bare read", peer_value=2.0, at_most=0.5).met


def test_measuring_repeats_the_action() -> None:
    turns: list[str] = []
    assert measure(lambda: turns.append("ours"), repeats=3) >= 0
    assert turns == ["ours"] * 3


def test_comparing_takes_turns() -> None:
    turns: list[str] = []
    compared = compare("x", lambda: turns.append("a"), "y", lambda: turns.append("b"), at_most=1, repeats=2)
    assert turns == ["a", "b", "a", "b"]
    assert (compared.name, compared.peer, compared.unit) == ("x", "y", "s")


def test_peak_memory_is_the_commands_own() -> None:
    ballast = bytearray(b"x") * 300_000_000
    small = peak_memory([sys.executable, "-c", "pass"])
    large = peak_memory([sys.executable, "-c", "b'x' * 100_000_000"])
    assert small < len(ballast) // 3 < large


def test_a_failing_command_has_no_peak() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        peak_memory([sys.executable, "-c", "raise SystemExit(3)"])


def test_an_unknown_bench_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flying"]) == 2
    assert "No such bench: flying." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [(0.0123, "s", "12.3 ms"), (2.5, "s", "2.5 s"), (1.5e9, "B", "1,500 MB"), (222_000, "B", "0.222 MB")],
)
def test_amounts_read_easily(value: float, unit: str, written: str) -> None:
    assert amount(value, unit) == written
