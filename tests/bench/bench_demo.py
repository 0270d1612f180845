"""``pairing demo`` from start to end, beside the seconds that the product may take of ``make demo``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measurement import Measurement, measure

ROOT = Path(__file__).parents[2]
LIMIT = 10.0


def run() -> list[Measurement]:
    """Run the demo, each time into a folder of its own."""
    return [Measurement("pairing demo, whole process", measure(run_demo, repeats=3), "limit", LIMIT, at_most=1)]


def run_demo() -> None:
    """Make the demo's files and throw them away."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pairing", "demo", "--to", str(Path(folder, "demo"))]
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
