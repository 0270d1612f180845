"""Run the benches and print their ratios: ``python -m tests.bench [NAME…]``."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from tests import bench

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.measurement import Measurement

PREFIX = "bench_"


def main(names: Sequence[str]) -> int:
    """Run the benches named, or all; give 1 when a bound is not met and 2 when a name is unknown."""
    known = bench_names()
    if unknown := sorted(set(names) - set(known)):
        print(f"No such bench: {', '.join(unknown)}. There are: {', '.join(known) or 'none yet'}.", file=sys.stderr)
        return 2
    measurements = [measurement for name in names or known for measurement in run_bench(name)]
    Console(width=None if sys.stdout.isatty() else 120).print(table_of(measurements))
    return 0 if all(measurement.met for measurement in measurements) else 1


def bench_names() -> list[str]:
    """List the benches by the names of their modules, without the prefix."""
    modules = iter_modules(bench.__path__)
    return sorted(module.name.removeprefix(PREFIX) for module in modules if module.name.startswith(PREFIX))


def run_bench(name: str) -> list[Measurement]:
    """Import one bench and run it."""
    print(f"{name} …", file=sys.stderr, flush=True)
    measurements: list[Measurement] = import_module(f"tests.bench.{PREFIX}{name}").run()
    return measurements


def table_of(measurements: Sequence[Measurement]) -> Table:
    """Lay the measurements out, one a row."""
    table = Table("measured", "ours", "peer", "peer's", "ratio", "bound", "")
    for column in table.columns[1:2] + table.columns[3:6]:
        column.justify = "right"
    for one in measurements:
        ours, theirs = amount(one.ours, one.unit), amount(one.peer_value, one.unit)
        verdict = "[green]met[/]" if one.met else "[bold red]NOT MET[/]"
        table.add_row(
            one.name,
            ours,
            one.peer,
            theirs,
            f"{one.ratio:.2f}×" if one.ratio >= 0.1 else f"{one.ratio:.2g}×",
            one.bound,
            verdict,
        )
    return table


def amount(value: float, unit: str) -> str:
    """Write seconds or bytes with three figures."""
    if unit == "B":
        return f"{value / 1e6:,.0f} MB" if value >= 1e8 else f"{value / 1e6:.3g} MB"
    return f"{value * 1e3:.3g} ms" if value < 1 else f"{value:.3g} s"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
