from __future__ import annotations

from itertools import combinations, pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from viz.layout import Again, Form, Layers, Point, Positions, layered, one_plus_one
from viz.layout.bands import by_barycentre
from viz.layout.positions import again_name, reached, spread
from viz.pages.drawing import drawn

LAYERS = Layers(
    groups=[("u1", ["a", "b", "idle"]), ("u2", ["c"])],
    ends=["alone", "z", "y", "x"],
    ties=[("a", "x"), ("b", "y"), ("c", "z"), ("c", "y")],
)


# Bands ------------------------------------------------------------------------------------------------------------


def test_a_unit_heads_the_band_of_its_cadres_and_of_those_they_help() -> None:
    at = layered(LAYERS).points
    assert at["u1"].y < at["a"].y == at["x"].y < at["b"].y == at["y"].y < at["idle"].y < at["u2"].y
    assert at["u2"].y < at["c"].y < at["alone"].y
    assert at["u1"].x < at["a"].x < at["x"].x


def test_whom_another_unit_helps_too_stands_there_again() -> None:
    positions = layered(LAYERS)
    again = positions.again["c", "y", ""]
    assert (again.node, again.name) == ("y", again_name("y", "u2"))
    assert again.at.x == positions.points["z"].x
    assert abs(again.at.y - positions.points["c"].y) < 26
    assert set(positions.again) == {("c", "y", "")}


def test_threads_go_along_the_head_of_the_band_and_down_to_each_cadre() -> None:
    positions = layered(LAYERS)
    down, across = positions.bends["u1", "b", ""]
    assert down.y == positions.points["u1"].y
    assert across.y == positions.points["b"].y
    assert down.x == across.x < positions.points["b"].x


def test_the_forms_of_pairing_stand_one_after_the_other() -> None:
    ties = [("one", "h1"), ("fan", "h2"), ("fan", "h3"), ("m1", "h4"), ("m2", "h4")]
    ties += [("k1", "h5"), ("k1", "h6"), ("k2", "h6")]
    members = ["idle", "one", "fan", "m1", "m2", "k1", "k2"]
    at = layered(Layers([("u", members)], [f"h{number}" for number in range(1, 7)], ties)).points
    order = ["k1", "k2", "m1", "m2", "fan", "one", "idle"]
    assert sorted(members, key=lambda member: at[member].y) == order
    assert at["fan"].y == (at["h2"].y + at["h3"].y) // 2


def test_the_bands_of_a_unit_are_its_villages() -> None:
    layers = Layers(
        groups=[("u", ["a", "b", "idle"])],
        ends=["x", "y", "z"],
        ties=[("a", "x"), ("a", "y"), ("b", "y"), ("a", "z")],
        far=[("v1", ["x", "z"]), ("v2", ["y"])],
    )
    positions = layered(layers)
    at = positions.points
    assert at["u"].y < at["v1"].y < at["a"].y < at["v2"].y < at["b"].y < at["idle"].y
    assert positions.again["a", "y", ""].node == "a"
    assert at["v2"].y < positions.again["a", "y", ""].at.y < at["idle"].y


def test_many_rows_stand_in_columns_that_are_about_as_long() -> None:
    members = [f"c{number}" for number in range(90)]
    ends = [f"h{number}" for number in range(90)]
    at = layered(Layers([("u", members)], ends, list(zip(members, ends, strict=True)))).points
    columns = {x: [node for node in members if at[node].x == x] for x in {at[node].x for node in members}}
    assert sorted(map(len, columns.values())) == [30, 30, 30]


def test_nothing_to_draw_is_no_fault() -> None:
    assert layered(Layers(groups=[], ends=[], ties=[])) == Positions()


MEMBERS = st.lists(st.integers(0, 60).map("m{}".format), unique=True, max_size=90)
ENDS = st.lists(st.integers(0, 60).map("e{}".format), unique=True, max_size=90)


@given(MEMBERS, ENDS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=80), st.booleans())
def test_no_tie_is_long_no_two_share_a_place_and_the_same_input_gives_the_same_picture(
    members: list[str], ends: list[str], pairs: list[tuple[int, int]], by_village: bool
) -> None:
    ties = [(f"m{m}", f"e{e}") for m, e in pairs if f"m{m}" in members and f"e{e}" in ends]
    half, part = len(members) // 2, len(ends) // 3
    far = [("v1", ends[:part]), ("v2", ends[part : 2 * part]), ("", ends[2 * part :])] if by_village else []
    layers = Layers([("g1", members[:half]), ("g2", members[half:])], ends, ties, far)
    positions = layered(layers)
    assert set(positions.points) == {*members, *ends, "g1", "g2", *(name for name, _ in far if name)}
    names = {again.name: again.at for again in positions.again.values()}
    places = [*positions.points.values(), *names.values()]
    assert len(set(places)) == len(places)
    for member, end in ties:
        point, stand = _ends(positions, member, end)
        assert stand.x - point.x == 74
    assert layered(layers) == positions


def _ends(positions: Positions, member: str, end: str) -> tuple[Point, Point]:
    """Give where a tie begins and ends, which is beside each other."""
    again = positions.again.get((member, end, ""))
    at = {node: again.at if again and again.node == node else positions.points[node] for node in (member, end)}
    return at[member], at[end]


# What the layouts share ----------------------------------------------------------------------------------------------


@given(st.lists(st.floats(-1e4, 1e4), max_size=40), st.integers(1, 60))
def test_what_is_spread_keeps_its_order_and_its_distance(wishes: list[float], pitch: int) -> None:
    wanted = [(wish, str(number)) for number, wish in enumerate(wishes)]
    placed = spread(wanted, pitch)
    ordered = [placed[name] for _, name in sorted(wanted, key=lambda entry: entry[0])]
    assert all(lower - upper >= pitch - 1 for upper, lower in pairwise(ordered))


def test_what_has_room_stands_where_it_wants() -> None:
    assert spread([(0, "a"), (100, "b"), (104, "c")], 44) == {"a": 0, "b": 80, "c": 124}


def test_barycentre_keeps_the_order_of_equals() -> None:
    assert by_barycentre(["p", "q", "r"], {"q": ["m"], "r": ["m"]}, {"m": 1.0}) == ["q", "r", "p"]


def test_what_is_reached_comes_nearest_first_and_once() -> None:
    assert reached("a", {"a": ["b", "b", "c"], "c": ["d", "a"], "b": ["d"]}) == ["a", "b", "c", "d"]


# The 1+1 form ---------------------------------------------------------------------------------------------------------


def test_the_one_plus_one_form_has_villages_in_the_middle() -> None:
    form = Form(
        counties=[("county", ["v1", "v2"])],
        leads=["l2", "l1"],
        responsibles=["r1"],
        partners=["p1"],
        ties=[("l1", "v1"), ("l2", "v2"), ("r1", "v1"), ("p1", "v2")],
    )
    positions = one_plus_one(form)
    at = positions.points
    assert at["l1"].x < at["v1"].x < at["r1"].x < at["p1"].x
    assert at["l1"].y == at["v1"].y == at["r1"].y
    assert at["l1"].y < at["l2"].y
    assert positions.again == {}


def test_a_unit_stands_again_in_another_role_and_at_a_village_further_away() -> None:
    form = Form(
        counties=[("c1", ["v1", "v2", "v3"]), ("c2", ["v4"])],
        leads=["u"],
        responsibles=["r"],
        partners=[],
        ties=[("u", "v1"), ("u", "v4"), ("r", "v2")],
        further=[("u", "v1", "responsible"), ("r", "v3", "partner")],
    )
    positions = one_plus_one(form)
    assert {tie: (again.node, again.at.y) for tie, again in positions.again.items()} == {
        ("u", "v4", "lead"): ("u", positions.points["v4"].y),
        ("u", "v1", "responsible"): ("u", positions.points["v1"].y),
        ("r", "v3", "partner"): ("r", positions.points["v3"].y),
    }
    assert positions.again["u", "v1", "responsible"].at.x > 0 > positions.points["u"].x


def test_villages_that_share_a_unit_in_one_role_stand_together() -> None:
    form = Form([("c", ["v1", "v2", "v3"])], ["u", "w"], [], [], [("u", "v1"), ("w", "v2"), ("u", "v3")])
    positions = one_plus_one(form)
    at = positions.points
    assert at["v1"].y < at["v3"].y < at["v2"].y
    assert at["u"].y == (at["v1"].y + at["v3"].y) // 2
    assert positions.again == {}


def test_an_area_of_200_units_and_100_villages_has_no_long_tie_and_no_box_on_another() -> None:
    villages = [f"v{number}" for number in range(100)]
    leads, others = [f"l{number}" for number in range(100)], [f"o{number}" for number in range(100)]
    form = Form(
        counties=[(f"county{start}", villages[start : start + 25]) for start in range(0, 100, 25)],
        leads=leads,
        responsibles=others,
        partners=[],
        ties=[*zip(leads, villages, strict=True), *zip(others, villages, strict=True)],
        further=[(leads[number], villages[(number + 50) % 100], "partner") for number in range(100)],
    )
    positions = one_plus_one(form)
    boxes = [positions.points[node] for node in (*leads, *others)] + [one.at for one in positions.again.values()]
    assert all(one.x != other.x or abs(one.y - other.y) >= 32 for one, other in combinations(boxes, 2))
    assert all(abs(one.at.y - positions.points[village].y) <= 32 for (_, village, _), one in positions.again.items())


def test_a_partners_tie_passes_beside_the_responsible_units() -> None:
    form = Form([("c", ["v"])], [], ["r1", "r2"], ["p1", "p2"], [(unit, "v") for unit in ("r1", "r2", "p1", "p2")])
    positions = one_plus_one(form)
    passed = [positions.points[unit].y for unit in ("r1", "r2")]
    for partner in ("p1", "p2"):
        bends = positions.bends[partner, "v", "partner"]
        lanes = [one.y for one, other in pairwise(bends) if one.y == other.y and one.x > positions.points["r1"].x]
        assert lanes
        assert all(abs(lane - y) > 13 for lane in lanes for y in passed)


# Drawing -------------------------------------------------------------------------------------------------------------


def test_a_second_place_is_a_node_of_its_own_in_the_role_of_its_tie() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("u", label="刑侦", sub="lead", group="unit-lead", shape="box")
    graph.add_node("v", label="白土庄", group="village", shape="box")
    graph.add_edge("u", "v", group="tie-lead", sub="牵头")
    graph.add_edge("u", "v", group="tie-partner", sub="共建")
    positions = Positions(
        points={"u": Point(-9, 0, "right"), "v": Point(0, 70)},
        again={("u", "v", "partner"): Again("u", "again:u", Point(9, 70, "left"))},
        bends={("u", "v", "partner"): (Point(5, 70),)},
    )
    drawing = drawn(graph, positions)
    _, _, second = drawing.nodes
    looks = ("id", "of", "label", "sub", "group", "x", "y", "align")
    assert [second[name] for name in looks] == ["again:u", "u", "刑侦", "共建", "unit-partner", 9, 70, "left"]
    assert drawing.edges == (
        {"from": "u", "to": "v", "group": "tie-lead"},
        {"from": "again:u", "to": "v", "group": "tie-partner", "bends": [[5, 70]]},
    )
