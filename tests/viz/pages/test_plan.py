from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from pairing.model.plan import Point
from tests.viz.areas import hostile, small
from tests.viz.plans import CHANGES, CURVE, SUPPOSED, hostile_plan, small_plan
from viz import write_site
from viz.audience import sight
from viz.pages.atlas import Atlas, atlas
from viz.pages.goal import Goal
from viz.pages.panorama import panorama
from viz.pages.plan import MOST_CHANGES, PersonView, plan_section
from viz.pages.plan_curve import HEIGHT, MOST_POINTS, Dot, curve_view

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.model.plan import Plan
    from pairing.roster import Roster
    from viz.pages.plan import PlanSection


def charted(roster: Roster) -> Atlas:
    return atlas(panorama(sight(roster, "internal")), "en")


def section_of(**cells: object) -> PlanSection:
    return plan_section(small_plan(**cells), small(), charted(small()))


def page_of(folder: Path, plan: Plan, roster: Roster | None = None, **chosen: str) -> str:
    (index,) = write_site(roster or small(), None, folder, language="en", plan=plan, **chosen)  # type: ignore[arg-type]
    return index.read_text(encoding="utf-8")


def test_a_change_leads_to_whom_it_is_about() -> None:
    row = section_of().changes[2]
    assert row.household == PersonView("王五", "白土庄", Goal("#village-1", "village-1", "household:H9"))
    assert row.old is not None
    assert (row.old.name, row.old.place, row.old.goal.node) == ("张明哲", "刑侦", "cadre:C1")
    assert (row.kind_label, row.forced, row.forced_label, row.mark) == ("Move", False, "optional", "○")
    assert row.date == "2017-01-01 to 2017-06-30"
    assert (row.reason, row.codes) == (CHANGES[2].reason.render("en"), ())
    assert section_of().changes[0].codes == ("C202",)


def test_changes_are_filtered_by_what_tells_them_apart() -> None:
    filters = {one.name: dict(one.choices) for one in section_of().filters}
    assert filters == {
        "kind": {"move": "Move", "add": "Add", "drop": "End", "order": "Order"},
        "forced": {"yes": "required", "no": "optional"},
        "village": {"阿家庄": "阿家庄", "白土庄": "白土庄"},
        "group": {"A": "A"},
    }
    assert section_of(changes=CHANGES[2:3]).filters == ()


def test_what_is_done_because_of_what_is_supposed_says_so() -> None:
    section = section_of(what_if=SUPPOSED)
    assert [row.is_supposed for row in section.changes] == [False, True, False, False, False]
    assert section.spared == ("赵六子: add 单雄",)


def test_only_what_changes_is_listed_of_the_findings() -> None:
    assert [(one.code, one.title, one.is_more) for one in section_of().findings] == [
        ("C201", "Household with no helper", False),
        ("C202", "Expected cadre with no household", False),
        ("C204", "Cadre over quota", False),
        ("C209", "Hard case without a helper of the rank asked for", True),
    ]


def test_of_very_many_changes_the_first_are_listed() -> None:
    many = tuple(CHANGES[0].model_copy(update={"id": str(number)}) for number in range(MOST_CHANGES + 7))
    section = section_of(changes=many)
    assert len(section.changes) == MOST_CHANGES
    assert section.more == "7 more are in the workbook of the plan."


# The curve ----------------------------------------------------------------------------------------------------------


def test_each_thing_that_improves_has_a_picture() -> None:
    curve = section_of().curve
    assert curve is not None
    assert [line.title for line in curve.lines] == [
        *("Without a helper", "Without a household", "Beyond quota", "Largest load"),
    ]
    load = curve.lines[3]
    assert [dot.exact for dot in load.dots] == [True, True, True, False, True]
    assert load.dots[3].bound is not None
    assert load.dots[3].bound > load.dots[3].y
    assert load.alternative.startswith("Largest load: 2 without changes, 1 with 4 changes.")
    assert curve.rows[3].values == ("0", "0", "0", "1.5")
    assert (curve.rows[3].mark, curve.rows[3].proven) == ("○", "best found; Largest load: bound 1")


def test_pictures_stay_within_their_frame() -> None:
    curve = section_of().curve
    assert curve is not None
    dots = [dot for line in curve.lines for dot in line.dots]
    assert [dot.x for dot in curve.lines[0].dots] == [44, 110, 175, 240, 306]
    assert all(12 <= dot.y <= HEIGHT - 24 for dot in dots)


def test_a_single_point_is_a_picture_too() -> None:
    plan = small_plan(curve=(Point(changes=0, uncovered=0, idle=0, overload=0, exact=True),))
    curve = curve_view(plan, charted(small()))
    assert [line.title for line in curve.lines] == ["Without a helper", "Without a household", "Beyond quota"]
    assert curve.lines[0].dots == (Dot(44, HEIGHT - 24, exact=True, bound=None),)


def test_of_very_many_points_some_are_left_out() -> None:
    points = tuple(CURVE[0].model_copy(update={"changes": number, "worst_load": Fraction(5)}) for number in range(1000))
    curve = curve_view(small_plan(curve=points), charted(small()))
    assert (len(curve.rows), curve.rows[0].changes, curve.rows[-1].changes) == (MOST_POINTS, 0, 999)


# The page -----------------------------------------------------------------------------------------------------------


def test_the_page_shows_the_plan(tmp_path: Path) -> None:
    page = page_of(tmp_path, small_plan(what_if=SUPPOSED))
    section = page.split('<section id="plan"')[1].split("</section>")[0]
    assert '<a href="#plan">Plan</a>' in page
    assert section.count("<tr data-kind=") == 5
    assert section.count("<svg") == 4
    assert "Nobody may help 赵六子." in section
    assert "only because of what is supposed" in section
    assert re.findall(r"\son\w+=|\sstyle=", section) == []


def test_a_bare_plan_has_a_section_too(tmp_path: Path) -> None:
    bare = small_plan(changes=(), levels=(), findings={}, balance={}, unmet=(), curve=())
    section = page_of(tmp_path, bare).split('<section id="plan"')[1].split("</section>")[0]
    assert "<table" not in section
    assert "Changes: 0" in section


def test_the_public_page_has_no_plan(tmp_path: Path) -> None:
    page = page_of(tmp_path, small_plan(), audience="public")
    assert "#plan" not in page
    assert "赵六子" not in page


def test_hostile_names_are_text_in_the_plan_too(tmp_path: Path) -> None:
    page = page_of(tmp_path, hostile_plan(), hostile())
    assert "<img" not in page
    assert 'id="plan"' in page
