"""What a bench measures, and with what."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

# Run between us and the command: a child's peak starts at its parent's size, and ours may be large by then.
_WITNESS = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One figure of ours beside its peer's, both measured in the same run.

    ``at_most`` bounds the ratio ours ÷ peer: 2 for "no more than twice the peer", 0.5 for "at least twice as fast".
    A fixed budget, of memory say, is a peer too.
    """

    name: str
    ours: float
    peer: str
    peer_value: float
    at_most: float
    unit: Literal["s", "B"] = "s"

    @property
    def ratio(self) -> float:
        """Ours ÷ peer: below 1 is better than the peer."""
        return self.ours / self.peer_value

    @property
    def bound(self) -> str:
        """The bound as a person reads it."""
        return f"≤ {self.at_most:g}×"

    @property
    def met(self) -> bool:
        """Tell whether the ratio is within its bound."""
        return self.ratio <= self.at_most


def measure(action: Callable[[], object], repeats: int = 5) -> float:
    """Time ``action`` and give the median in seconds; what it returns is dropped before the next turn."""
    return median(_seconds(action) for _ in range(repeats))


def compare(
    name: str,
    ours: Callable[[], object],
    peer: str,
    theirs: Callable[[], object],
    *,
    at_most: float,
    repeats: int = 5,
) -> Measurement:
    """Time both sides in turns, so that a busy moment of the machine falls on both, and compare the medians."""
    turns = [(_seconds(ours), _seconds(theirs)) for _ in range(repeats)]
    mine, other = (median(side) for side in zip(*turns, strict=True))
    return Measurement(name, mine, peer, other, at_most)


def peak_memory(argv: Sequence[str | Path]) -> int:
    """Run a command to its end and give the largest resident size it had, in bytes.

    Raises subprocess.CalledProcessError when the command fails: what did not run has no peak.
    """
    witness = [sys.executable, "-c", _WITNESS, *argv]
    done = subprocess.run(witness, stdout=subprocess.PIPE, text=True, check=True)
    return int(done.stdout) * 1024


def _seconds(action: Callable[[], object]) -> float:
    start = perf_counter()
    action()
    return perf_counter() - start
