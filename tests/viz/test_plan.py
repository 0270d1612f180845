from __future__ import annotations

from fractions import Fraction

import pytest

from pairing.model.plan import LevelValue, Point
from tests.viz.areas import small
from tests.viz.plans import CHANGES, PINS, SUPPOSED, UNCOVERED, small_plan
from viz.curve import is_exact, metric, point_text, thinned
from viz.directory import directory_of
from viz.plan import LevelView, concerned, effect_text, plan_view, whole_name, worst


def said(**cells: object) -> list[str]:
    return [sentence.render("en") for sentence in plan_view(small_plan(**cells), small()).sentences]


def test_a_change_names_whom_it_is_about_by_the_roster() -> None:
    move = plan_view(small_plan(), small()).changes[2]
    assert (move.household.name, move.household.place, move.household.id) == ("王五", "白土庄", "H9")
    assert move.old is not None
    assert (move.old.name, move.old.place, move.old.phone) == ("张明哲", "刑侦", "0971-001")
    assert move.new is not None
    assert move.new.name == "单雄"
    assert (move.kind.render("en"), move.forced.render("en"), move.mark) == ("Move", "optional", "○")


def test_without_a_roster_the_plan_names_them_itself() -> None:
    add = plan_view(small_plan(), None).changes[0]
    assert (add.household.name, add.household.place) == ("钱七", "阿家庄")
    assert add.old is None
    assert add.new is not None
    assert (add.new.name, add.new.place, add.new.phone) == ("李四", "交警", "")


def test_who_is_not_known_is_called_by_his_id() -> None:
    unknown = CHANGES[0].model_copy(update={"to": "cadre:C99", "keys": ()})
    view = plan_view(small_plan(changes=(unknown,)), small())
    assert view.changes[0].new is not None
    assert whole_name(view.changes[0].new).render("zh") == "C99"


def test_an_order_is_of_one_who_helps_before_and_after() -> None:
    order = plan_view(small_plan(), small()).changes[4]
    assert order.old == order.new
    assert order.old is not None
    assert order.old.name == "张明哲"


def test_the_sentences_count_the_changes_and_say_what_is_proven() -> None:
    assert said() == [
        "Changes: 4, of which 2 required and 2 optional.",
        "Beside them 1 that only change the order of helpers.",
        "Gaps alone 2 changes; with full balance 4.",
        "The best found; what is not proven has its bound beside it.",
    ]


def test_what_was_supposed_and_allowed_is_said() -> None:
    supposed = said(what_if=SUPPOSED, max_changes=4)
    assert "No more than 4 changes were allowed." in supposed
    assert supposed[-1].startswith(
        "Supposed: without 单雄; with H77; 参与方式=按需. Changes because of it: 1; no longer"
    )
    assert supposed[-1].endswith("needed: 1; changes without it: 3.")


@pytest.mark.parametrize(
    ("mode", "status", "last"),
    [
        ("propose", "optimal", "Every level is proven: no plan does better, or as well with fewer changes."),
        ("undo", "inverse", "It undoes another plan and claims nothing."),
    ],
)
def test_what_is_no_repair_has_no_two_counts(mode: str, status: str, last: str) -> None:
    sentences = said(mode=mode, status=status, changes=CHANGES[:4])
    assert sentences == ["Changes: 4, of which 2 required and 2 optional.", last]


def level(**cells: object) -> LevelView:
    given = {"name": "overload", "today": Fraction(3), "value": Fraction(1), "proven": "certificate"}
    return LevelView(LevelValue(**(given | cells)))  # type: ignore[arg-type]


def test_a_level_says_whether_it_is_proven() -> None:
    proven, found = level(), level(proven="bound", bound=Fraction(1, 2))
    assert (proven.today, proven.value, proven.mark, proven.proven.render("en")) == ("3", "1", "✓", "proven")
    assert (found.mark, found.proven.render("en")) == ("≈", "best found; the bound is 0.5")


def test_changes_have_no_today_and_preference_no_hundredths() -> None:
    assert level(name="changes").today == "—"
    preferred = level(name="preference", value=Fraction(251770), today=Fraction(253210))
    assert (preferred.today, preferred.value) == ("2,532.1", "2,517.7")


def test_a_lens_is_held_against_before_and_attainable() -> None:
    load, support, strength = plan_view(small_plan(), small()).lenses
    assert [lens.trend for lens in (load, support, strength)] == ["attained", "better", "same"]
    assert [worst(summary) for _, summary in support.summaries] == ["0", "1", "—"]
    swapped = small_plan().balance.model_copy(
        update={"before": (support.after,), "after": (support.before,), "attainable": ()}
    )
    (worse,) = plan_view(small_plan(balance=swapped), small()).lenses
    assert (worse.trend, worse.mark, worse.verdict.render("en")) == ("worse", "▼", "worse")


def test_findings_are_compared_code_by_code() -> None:
    found = plan_view(small_plan(), small()).findings
    assert [(one.code, one.before, one.after) for one in found] == [
        *(("C201", 2, 0), ("C202", 1, 0), ("C204", 1, 0), ("C209", 0, 1), ("X001", 1, 1)),
    ]


def test_what_cannot_be_met_names_whom_it_concerns() -> None:
    directory = directory_of(small_plan(), small())
    assert [one.render("en") for one in concerned(UNCOVERED, directory)] == ["赵六子 (白土庄)"]
    assert [one.render("en") for one in concerned(PINS, directory)] == ["张明哲 (刑侦)–才让卓玛 (白土庄)"]


def test_a_suggestion_says_what_it_leaves() -> None:
    assert effect_text(UNCOVERED.suggestions[0]).render("en") == (
        "Twin 交警 with 白土庄 (then households without a helper: 0, cadres without a household: 0, households beyond "
        "quota: 1, changes: 5)"
    )


def test_of_a_point_the_levels_before_the_bounded_one_are_exact() -> None:
    point = small_plan().curve[3]
    assert [is_exact(point, name, "balance") for name in ("uncovered", "idle", "overload", "load")] == [
        *(True, True, True, False),
    ]
    assert point_text(point).render("en") == "best found; Largest load: bound 1"
    unbounded = point.model_copy(update={"bound": None})
    assert point_text(unbounded).render("en") == "best found; not proven from this on: Largest load"
    open_point = point.model_copy(update={"bounded": None, "bound": None})
    assert not is_exact(open_point, "uncovered", "balance")
    assert point_text(open_point).render("en") == "best found"
    assert metric(Point(changes=0, uncovered=0, idle=0, overload=0, exact=True), "load") is None


@pytest.mark.parametrize(("count", "room"), [(5, 9), (100, 7), (100, 1), (2, 1)])
def test_thinning_keeps_the_ends(count: int, room: int) -> None:
    places = thinned(count, room)
    assert len(places) == min(count, room)
    assert places[0] == 0
    assert room == 1 or places[-1] == count - 1
