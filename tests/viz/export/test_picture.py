"""The picture in a GEXF: nobody on top of another, the same each time, in the colours of the pages."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import combinations
from math import dist
from typing import TYPE_CHECKING

import pytest

from tests.cypher.small import HEALTHY
from tests.strategies.rosters import batch, to_roster, union
from tests.viz.areas import small, wide
from tests.viz.export.reading import from_gexf, gexf_of
from viz.export.looks import COLOURS, SIZES

if TYPE_CHECKING:
    from pairing.roster import Roster

MANY = to_roster(union(batch(3, 25)))


@pytest.mark.parametrize("roster", [MANY, wide(60), small()], ids=["many", "wide", "small"])
def test_nobody_stands_on_another(roster: Roster) -> None:
    drawn = [(known["viz"]["position"], known["viz"]["size"]) for known in from_gexf(gexf_of(roster))[0].values()]
    assert len(drawn) == sum(roster.tables[name].height for name in ("units", "villages", "cadres", "households"))
    for (one, large), (other, small_) in combinations(drawn, 2):
        assert dist((one["x"], one["y"]), (other["x"], other["y"])) > large + small_


def test_whoever_belongs_together_stands_together() -> None:
    nodes, edges = from_gexf(gexf_of(small()))
    places = {name: (known["viz"]["position"]["x"], known["viz"]["position"]["y"]) for name, known in nodes.items()}
    villages = {name: place for name, place in places.items() if name.startswith("village:")}
    for edge in edges.values():
        if edge["type"] == "LIVES_IN":
            home = places[edge["source"]]
            assert min(villages, key=lambda name: dist(villages[name], home)) == edge["target"]


def test_colours_are_those_of_the_pages() -> None:
    sheet = files("viz").joinpath("style", "site.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", sheet.partition("@media")[0]))
    assert {name: light[name] for name in COLOURS} == COLOURS
    nodes, edges = from_gexf(gexf_of(small()))
    colours = {name: painted(known["viz"]["color"]) for name, known in nodes.items()}
    assert colours == {
        "unit:U2": "lead",
        "unit:U10": "lead",
        "village:V1": "ink",
        "village:V2": "ink",
        "cadre:C1": "lead",
        "cadre:C2": "lead",
        "cadre:C3": "lead",
        "household:H10": "household",
        "household:H9": "household",
        "household:H2": "gap",
        "household:H1": "gap",
    }
    assert {known["viz"]["size"] for known in nodes.values()} == {*SIZES.values()}
    assert edges["HELPS:0"]["start"] == edges["HELPS:0"]["start_date"] == "2016-01-05"


def painted(colour: dict[str, int]) -> str:
    written = f"#{colour['r']:02x}{colour['g']:02x}{colour['b']:02x}"
    return next(name for name, value in COLOURS.items() if value == written)


def test_the_same_roster_makes_the_same_file() -> None:
    assert gexf_of(HEALTHY.roster()) == gexf_of(HEALTHY.roster())
