from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.viz.areas import small
from tests.viz.reports import NO_HELPER, WRONG, report_of
from viz.audience import sight
from viz.pages import findings
from viz.pages.atlas import atlas
from viz.pages.findings import Action, FindingsBody, Item, actions_of, findings_pages
from viz.pages.goal import NOWHERE, Goal
from viz.pages.panorama import panorama

if TYPE_CHECKING:
    from viz.pages.atlas import Atlas


@pytest.fixture(name="charted")
def _charted() -> Atlas:
    return atlas(panorama(sight(small(), "internal")), "en")


def bodies(actions: tuple[Action, ...], charted: Atlas) -> list[FindingsBody]:
    return [page.body for page in findings_pages(actions, charted) if isinstance(page.body, FindingsBody)]


def test_what_to_do_comes_worst_first_and_leads_to_its_place(charted: Atlas) -> None:
    message = ("赵六子 has no helper.", "赵六子没有帮扶人。")
    assert actions_of(report_of(small()).findings, charted) == (
        Action(
            code="C201",
            severity="error",
            label=("Error", "错误"),
            title=("No helper", "无人帮扶"),
            hint=("Pair it.", "请安排帮扶人。"),
            count=1,
            items=(Item(message, "贫困户!4", Goal("village-1", "household:H2")),),
            goal=Goal("findings", "code:C201"),
        ),
        Action(
            code="S115",
            severity="warning",
            label=("Warning", "警告"),
            title=("Wrong", "有误"),
            hint=("Mend it.", "请改正。"),
            count=1,
            items=(Item(("Wrong", "有误"), "", NOWHERE),),
            goal=Goal("findings", "code:S115"),
        ),
    )


def test_many_findings_fill_several_pages_and_none_is_lost(charted: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "MOST_ITEMS", 3)
    actions = actions_of([*[NO_HELPER] * 4, *[WRONG] * 3], charted)
    pages = bodies(actions, charted)
    assert [[(one.code, one.count, len(one.items)) for one in page.actions] for page in pages] == [
        [("C201", 4, 3)],
        [("C201", 4, 1), ("S115", 3, 2)],
        [("S115", 3, 1)],
    ]
    assert [link.goal.page for link in pages[0].pages] == ["findings", "findings-2", "findings-3"]
    assert [action.goal for action in actions] == [Goal("findings", "code:C201"), Goal("findings-2", "code:S115")]


def test_nothing_found_still_has_its_page(charted: Atlas) -> None:
    assert bodies((), charted) == [FindingsBody((), ())]
