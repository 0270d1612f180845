from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from viz.layout import Form, Layers, by_barycentre, layered, one_plus_one, spread

LAYERS = Layers(
    groups=[("u1", ["a", "b", "idle"]), ("u2", ["c"])],
    ends=["alone", "z", "y", "x"],
    ties=[("a", "x"), ("b", "y"), ("c", "z"), ("c", "y")],
)


def test_households_follow_their_helpers_and_those_with_nobody_come_last() -> None:
    positions = layered(LAYERS)
    ends = sorted(LAYERS.ends, key=lambda end: positions[end].y)
    assert ends == ["x", "y", "z", "alone"]


def test_a_cadre_who_helps_nobody_comes_last_in_his_unit() -> None:
    positions = layered(LAYERS)
    assert [*sorted(["a", "b", "idle", "c"], key=lambda node: positions[node].y)] == ["a", "b", "idle", "c"]


def test_layers_stand_from_left_to_right() -> None:
    positions = layered(LAYERS)
    assert positions["u1"].x == positions["u2"].x < positions["a"].x < positions["x"].x


def test_nothing_to_draw_is_no_fault() -> None:
    assert layered(Layers(groups=[], ends=[], ties=[])) == {}


MEMBERS = st.lists(st.integers(0, 60).map("m{}".format), unique=True, max_size=90)
ENDS = st.lists(st.integers(0, 60).map("e{}".format), unique=True, max_size=90)


@given(MEMBERS, ENDS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=80))
def test_no_two_nodes_share_a_place_and_the_same_input_gives_the_same_picture(
    members: list[str], ends: list[str], pairs: list[tuple[int, int]]
) -> None:
    ties = [(f"m{m}", f"e{e}") for m, e in pairs if f"m{m}" in members and f"e{e}" in ends]
    half = len(members) // 2
    layers = Layers(groups=[("g1", members[:half]), ("g2", members[half:])], ends=ends, ties=ties)
    positions = layered(layers)
    assert set(positions) >= {*members, *ends}
    assert len(set(positions.values())) == len(positions)
    assert layered(layers) == positions


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


def test_the_one_plus_one_form_has_villages_in_the_middle() -> None:
    form = Form(
        counties=[("county", ["v1", "v2"])],
        leads=["l2", "l1"],
        responsibles=["r1"],
        partners=["p1"],
        ties=[("l1", "v1"), ("l2", "v2"), ("r1", "v1"), ("p1", "v2")],
    )
    positions = one_plus_one(form)
    assert positions["l1"].x < positions["v1"].x < positions["r1"].x < positions["p1"].x
    assert positions["l1"].y == positions["v1"].y == positions["r1"].y
    assert positions["l1"].y < positions["l2"].y
