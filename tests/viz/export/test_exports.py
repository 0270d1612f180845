"""What is in an export, and who may see it."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

import polars as pl
import pytest

from pairing import read_roster
from pairing.errors import PairingError
from tests.cypher.small import HEALTHY, pairing
from tests.viz.areas import small
from viz.export import FORMS, WHOLE, Form, write_export
from viz.export.counted import counted

if TYPE_CHECKING:
    from pathlib import Path

SECRETS = ("0971", "因病", "因学", "低保", "五保", "卓", "H10", "U10", "C2", "V2", "9.5", "950")
"""Of the office: phones, causes, categories, the middle of a masked name, difficulty, its own codes, states."""


def written(folder: Path, form: Form, **options: object) -> str:
    """Export the small area; give all that can be read in it as text."""
    roster = small()
    households = roster.households.with_columns(difficulty=pl.lit("9.5").cast(roster.households["difficulty"].dtype))
    path = folder / "out"
    told = type(roster)({**roster.tables, "households": households}, roster.settings, roster.sources, on=roster.on)
    write_export(told, path, form, **options)  # type: ignore[arg-type]
    if form == "xlsx":
        return text_of_sheets(path)
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    if form == "parquet":
        return "".join(str(pl.read_parquet(file).rows()) for file in files)
    return "".join(file.read_text(encoding="utf-8") for file in files)


def text_of_sheets(path: Path) -> str:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - it reads one form

    book = CalamineWorkbook.from_path(path)
    return "".join(str(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


@pytest.mark.parametrize("form", FORMS)
def test_the_public_sees_nothing_that_is_the_office_s(tmp_path: Path, form: Form) -> None:
    internal, public = written(tmp_path / "office", form), written(tmp_path, form, audience="public")
    assert [word for word in SECRETS if word in public] == []
    assert [word for word in ("0971", "才让卓玛", "H10") if word not in internal] == []
    assert "张明哲" in public
    assert "才**玛" in public


def test_the_public_sees_no_history(tmp_path: Path) -> None:
    with pytest.raises(PairingError, match="no history"):
        write_export(small(), tmp_path / "x.gexf", "gexf", audience="public", history=True)
    assert write_export(small(), tmp_path / "x.xlsx", "xlsx", audience="public").history is False


@pytest.mark.parametrize("form", FORMS)
def test_a_roster_in_another_form_is_whole_and_a_graph_has_what_counts(tmp_path: Path, form: Form) -> None:
    told = write_export(HEALTHY.roster(), tmp_path / "x", form)
    assert (told.history, told.nodes) == ((True, 12) if form in WHOLE else (False, 10))
    other = write_export(HEALTHY.roster(), tmp_path / "y", form, history=not told.history)
    assert (other.history, other.nodes) == (not told.history, 22 - told.nodes)


def test_what_counts_is_what_the_rules_count() -> None:
    roster = counted(HEALTHY.adding("constraints", {"cadre": "C9", "household": "H1", "kind": "pin"}).roster())
    assert set(roster.cadres["id"]) == {"C1", "C2", "C3", "C4"}
    assert set(roster.households["id"]) == {"H1", "H2", "H3"}
    assert roster.pairings.select("cadre", "household").rows() == [
        ("C1", "H1"),
        ("C4", "H1"),
        ("C2", "H2"),
        ("C3", "H3"),
    ]
    assert roster.constraints.height == 2
    assert counted(roster).same_content(roster)
    assert counted(HEALTHY.lacking("postings").roster()).absent == {"postings"}


@pytest.mark.parametrize("form", ["xlsx", "csv", "parquet"])
def test_a_roster_in_another_form_comes_back_the_same(tmp_path: Path, form: Form) -> None:
    roster = HEALTHY.roster()
    path = write_export(roster, tmp_path / ("x.xlsx" if form == "xlsx" else "x"), form).path
    assert read_roster(path).roster.same_content(roster)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_roster_makes_the_same_bytes(tmp_path: Path, form: Form) -> None:
    ended = HEALTHY.adding("pairings", pairing("C4", "H2", end_date=datetime.date(2016, 1, 31))).roster()
    one, other = (written_bytes(write_export(ended, tmp_path / name, form).path) for name in ("one", "other"))
    assert one == other


def written_bytes(path: Path) -> list[bytes]:
    return [file.read_bytes() for file in (sorted(path.iterdir()) if path.is_dir() else [path])]


def test_an_empty_cell_is_not_there(tmp_path: Path) -> None:
    path = write_export(small(), tmp_path / "x.json", "json").path
    nodes = {node["id"]: node for node in json.loads(path.read_text(encoding="utf-8"))["nodes"]}
    assert nodes["cadre:C3"] == {
        "id": "cadre:C3",
        "label": "李四",
        "own_id": "C3",
        "kind": "cadre",
        "name": "李四",
        "unit": "U10",
        "rank": "民警",
        "state": "在岗",
    }
