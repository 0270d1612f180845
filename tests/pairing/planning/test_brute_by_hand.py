"""The brute force itself, on areas whose best is plain to see; and that the areas drawn have all there is in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Final

from tests.pairing.planning.areas import Area, Desk, areas
from tests.pairing.planning.brute import GOALS, Tried, order_of
from tests.pairing.planning.result import broken_rules, reached

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.pairing.balance.brute import Pair

EMPTY: Final = Area(
    units=("U",),
    villages=("V",),
    cadres={},
    households={},
    twinned=frozenset({("U", "V")}),
    posted=frozenset(),
    linked=frozenset(),
    paired=frozenset(),
    pins=frozenset(),
    exclusions=frozenset(),
    everyone=True,
    helpers=4,
    ranks={},
    difficulties={},
    ordinals={},
    dates={},
    beside=(),
)


def area(quotas: dict[str, int], households: str, paired: str = "", **more: object) -> Area:
    """Put cadres and households of one village into an area; pairs are written ``Ah Bi``."""
    pairs = spelled(paired)
    made = replace(
        EMPTY,
        cadres={cadre: ("U", quota, "在岗") for cadre, quota in quotas.items()},
        households=dict.fromkeys(households, ("V", "在册")),
        paired=pairs,
        ranks=dict.fromkeys(quotas, "科员"),
        difficulties=dict.fromkeys(households),
        ordinals=dict.fromkeys(pairs),
        dates=dict.fromkeys(pairs, (None, None)),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def spelled(pairs: str) -> frozenset[Pair]:
    return frozenset((pair[0], pair[1]) for pair in pairs.split())


def best(given: Area, goal: str = "balance") -> tuple[set[str], int]:
    """Give the pairs of the only best repair, and how many changes it takes."""
    tried = Tried(Desk(given))
    (number,) = tried.all_best(order_of("gaps" if goal == "gaps" else "balance"))
    pairs = tried.pairs(number)
    return {"".join(pair) for pair in pairs}, reached(tried.desk, pairs).changes


def test_what_is_well_stays() -> None:
    assert best(area({"A": 1, "B": 1}, "hi", "Ah Bi")) == ({"Ah", "Bi"}, 0)


def test_a_household_without_a_helper_gets_the_idle_cadre() -> None:
    assert best(area({"A": 1, "B": 1}, "hi", "Ah")) == ({"Ah", "Bi"}, 1)


def test_one_move_serves_an_idle_cadre_and_takes_what_is_beyond_a_quota() -> None:
    assert best(area({"A": 1, "B": 1}, "hi", "Ah Ai", ordinals={("A", "h"): 1, ("A", "i"): None})) == ({"Ah", "Bi"}, 1)


def test_a_second_helper_is_kept_as_a_pairing() -> None:
    """Two pairings count today; the second helper of one household goes to the one that has none."""
    assert best(area({"A": 1, "B": 1}, "hi", "Ah Bh", ordinals={("A", "h"): 1, ("B", "h"): 2})) == ({"Ah", "Bi"}, 2)


def test_gaps_alone_leave_an_uneven_load() -> None:
    """A helps three where B might share, but nobody is without: nothing to do for gaps, one move for balance."""
    given = area({"A": 2, "B": 2}, "hijk", "Ah Ai Aj Bk")
    assert best(given, "gaps")[1] == 0
    tried = Tried(Desk(given))
    assert tried.best("balance").load == (Fraction(1), Fraction(1))
    assert tried.best("balance").changes == 1


def test_who_may_not_help_gives_way() -> None:
    given = area({"A": 1, "B": 1}, "h", "Ah", cadres={"A": ("X", 1, "在岗"), "B": ("U", 1, "在岗")}, everyone=False)
    assert best(replace(given, units=("U", "X"))) == ({"Bh"}, 1)


def test_who_may_not_help_stays_where_there_is_nobody_else() -> None:
    given = area({"A": 1}, "h", "Ah", cadres={"A": ("X", 1, "在岗")}, units=("U", "X"))
    assert best(given) == ({"Ah"}, 0)


def test_an_exclusion_ends_what_is_there_though_nobody_follows() -> None:
    assert best(area({"A": 1}, "h", "Ah", exclusions=spelled("Ah"))) == (set(), 1)


def test_an_exclusion_beats_a_pin() -> None:
    assert best(area({"A": 1}, "h", pins=spelled("Ah"), exclusions=spelled("Ah"))) == (set(), 0)


def test_pins_are_kept_over_limit_quota_and_reach() -> None:
    given = area({"A": 0, "B": 1}, "h", pins=spelled("Ah Bh"), helpers=1, twinned=frozenset())
    assert best(given) == ({"Ah", "Bh"}, 2)


def test_a_household_over_the_limit_gives_helpers_up() -> None:
    given = area({"A": 1, "B": 1}, "h", "Ah Bh", helpers=1, ordinals={("A", "h"): 1, ("B", "h"): 2})
    assert best(given) == ({"Ah"}, 1)


def test_difficulty_is_a_matter_of_level() -> None:
    given = area({"A": 1, "B": 1}, "hi", ranks={"A": "正处", "B": "科员"}, difficulties={"h": "1", "i": "2"})
    assert best(given) == ({"Ai", "Bh"}, 2)


def test_fewer_changes_than_are_needed_do_the_best_they_can() -> None:
    tried = Tried(Desk(area({"A": 1, "B": 1, "C": 1}, "hij")))
    within = [tried.best_within("balance", changes) for changes in range(4)]
    assert [one.uncovered for one in within if one] == [3, 2, 1, 0]
    assert [one.changes for one in within if one] == [0, 1, 2, 3]


def test_where_a_pin_is_missing_nothing_is_legal_without_a_change() -> None:
    tried = Tried(Desk(area({"A": 1}, "h", pins=spelled("Ah"))))
    assert tried.best_within("balance", 0) is None
    assert tried.best_within("balance", 1) is not None


def test_the_levels_of_every_set_are_what_counting_says() -> None:
    for given in areas(Random(7), 30):
        tried = Tried(Desk(given))
        numbers = sorted({Random(7).randrange(tried.count) for _ in range(20)})
        found = [reached(tried.desk, tried.pairs(number)) for number in numbers]
        for name in order_of("balance"):
            values, counted = tried.levels[name][numbers].tolist(), [getattr(one, name) for one in found]
            places = {value: at for at, value in enumerate(sorted(set(counted)))}
            if name == "load":
                ranks = {value: at for at, value in enumerate(sorted(set(values)))}
                assert [ranks[value] for value in values] == [places[value] for value in counted]
            else:
                assert values == counted, name


def test_what_is_best_is_legal_and_no_worse_than_today() -> None:
    for given in areas(Random(8), 50):
        desk = Desk(given)
        for goal in GOALS:
            tried = Tried(desk)
            number = tried.all_best(order_of(goal))[0]
            assert not list(broken_rules(desk, tried.pairs(number)))
            if not list(broken_rules(desk, desk.today)):
                assert tried.best(goal).by(order_of(goal)) <= reached(desk, desk.today).by(order_of(goal))


def test_the_areas_have_all_there_is_in_them() -> None:
    seen = Counter(what for seed in range(8) for given in areas(Random(seed), 50) for what in what_is_in(Desk(given)))
    rare = {what for what in EVERYTHING if seen[what] < 4}
    assert not rare, seen


EVERYTHING: Final = (
    "second helper", "knot", "C203", "C203 pinned", "pin", "pin over limit", "pin over quota", "pin out of reach",
    "exclusion", "exclusion of today", "pin excluded", "exempt", "exempt helping", "left", "left helping", "posted",
    "linked", "over limit", "no first", "two firsts", "difficulty", "several levels", "unit unknown",
    "village unknown", "several parts", "out of scope helped", "overload",
)  # fmt: skip


def what_is_in(desk: Desk) -> Iterator[str]:
    """Name what a planner might stumble over in an area."""
    given, counting = desk.area, desk.counting
    loads, helpers = Counter(c for c, _ in counting), Counter(h for _, h in counting)
    pinned, firsts = Counter(h for _, h in desk.pins), Counter(h for _, h in desk.firsts)
    several = {h for h, count in helpers.items() if count > 1}
    exempt = {c for c in desk.active if not desk.quota(c)}
    left = set(given.cadres) - set(desk.active)
    stranger = desk.today - desk.eligible
    found = {
        "second helper": several,
        "knot": any(loads[c] > 1 and helpers[h] > 1 for c, h in counting),
        "C203": stranger - desk.pins,
        "C203 pinned": stranger & desk.pins,
        "pin": desk.pins,
        "pin over limit": any(count > given.helpers for count in pinned.values()),
        "pin over quota": any(count > desk.quota(c) for c, count in Counter(c for c, _ in desk.pins).items()),
        "pin out of reach": desk.pins - desk.eligible,
        "exclusion": desk.excluded,
        "exclusion of today": desk.excluded & counting,
        "pin excluded": given.pins & desk.excluded,
        "exempt": exempt,
        "exempt helping": exempt & set(loads),
        "left": left,
        "left helping": left & {c for c, _ in given.paired},
        "posted": given.posted,
        "linked": given.linked,
        "over limit": any(count > desk.room(h) for h, count in helpers.items()),
        "no first": any(not firsts[h] for h in several),
        "two firsts": any(firsts[h] > 1 for h in several),
        "difficulty": any(given.difficulty(h) != 1 for h in desk.scope),
        "several levels": len({given.level(c) for c in desk.active}) > 1,
        "unit unknown": any(not given.cadres[c][0] for c in desk.active),
        "village unknown": any(not given.households[h][0] for h in desk.scope),
        "several parts": len(desk.parts()) > 1,
        "out of scope helped": any(h not in desk.scope for _, h in given.paired),
        "overload": any(count > desk.quota(c) for c, count in loads.items()),
    }
    return (what for what, there in found.items() if there)
