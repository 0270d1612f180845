"""The words of a command line, taken apart."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from pairing.cli.asking import Asked, CommandError, day_of, pairs_of


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (None, None),
        ("2016-12-31", datetime.date(2016, 12, 31)),
        ("2016年3月1日", datetime.date(2016, 3, 1)),
        ("20160301", datetime.date(2016, 3, 1)),
        ("2016.3", datetime.date(2016, 3, 31)),
        ("2016", datetime.date(2016, 12, 31)),
    ],
)
def test_a_day_is_read_as_the_office_writes_it(written: str | None, day: datetime.date | None) -> None:
    assert day_of(written) == day


@pytest.mark.parametrize("written", ["", "yesterday", "2016-02-30", "2016-13-01"])
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(CommandError, match="is not a date"):
        day_of(written)


def test_pairs_of_keys_and_values() -> None:
    written = ["参与方式=按需", "总数.干部 = 700+", "定额.正处＝3", "x=a=b", "x=c"]
    assert pairs_of("--set", written) == {
        "参与方式": "按需",
        "总数.干部": "700+",
        "定额.正处": "3",
        "x": "c",
    }


@pytest.mark.parametrize("written", ["参与方式", "=按需", ""])
def test_what_is_no_pair_is_refused(written: str) -> None:
    with pytest.raises(CommandError, match=r"--param: .* is not of the form"):
        pairs_of("--param", [written])


def test_the_settings_file_is_an_input_too() -> None:
    alone = Asked.of("a")
    both = Asked.of("a", as_of="2016", settings=Path("b"), changes=["x=1"])
    assert alone == Asked(Path("a"))
    assert alone.inputs == (Path("a"),)
    assert both == Asked(Path("a"), datetime.date(2016, 12, 31), Path("b"), {"x": "1"})
    assert both.inputs == (Path("a"), Path("b"))


def test_further_ledgers_are_inputs_too() -> None:
    assert Asked.of("a", "b", settings=Path("c")).inputs == (Path("a"), Path("b"), Path("c"))
