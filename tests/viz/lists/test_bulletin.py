"""The bulletin, sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pairing.balance import measure_balance
from pairing.model.balance import Remedy, Sentence, Shortage
from pairing.model.labels import Participation
from pairing.text import Text
from tests.viz.areas import small, wide
from tests.viz.lists.test_lists import BAD_CELL, report_of, told
from tests.viz.plans import small_plan
from viz import write_lists
from viz.audience import sight
from viz.lists.bulletin import MOST_ROWS, sections

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.roster import Roster
    from pairing.text import Language
    from viz.lists.bulletin import Section


BURDEN = (
    "Burden of a unit: not comparable. It looks better only because 2 households that could have a helper have none; "
    "1 cadres who could take part have no household; 1 households are beyond quota that need not be."
)
TURNS = "Households without a helper 2 → 0; Cadres without a household 1 → 0; Households beyond quota 1 → 0"


def told_of(roster: Roster, language: Language = "en", **made: Any) -> dict[str, list[str]]:  # noqa: ANN401
    """Give the sentences of each section by its title."""
    return {
        heading.render(language): [sentence.render(language) for sentence in section.sentences]
        for heading, section in sections(sight(roster, "internal", **made), language)
    }


def tables_of(roster: Roster) -> Section:
    _, (_, problems), *_ = sections(sight(roster, "internal"), "en")
    return problems


def test_all_of_it_is_in_sentences_that_can_be_counted() -> None:
    roster = small()
    assert told_of(roster, report=report_of(roster, BAD_CELL), balance=measure_balance(roster)) == {
        "1. Overall": [
            "2 units are twinned; there are 2 villages, and 4 households with 14 persons are in scope.",
            "2 cadres help 2 of them in 3 pairings: households covered: 50 %.",
            "Of 2 declared totals 1 differ (Villages: 2 counted, 3 declared).",
        ],
        "2. What is not in order": [
            "2 households have no helper; they are in 2 villages.",
            "1 cadres who should help have no household; they are in 1 units.",
            "The quotas of cadres are exceeded by 1 households in all.",
            "The check of the data found 1 errors and 0 warnings.",
        ],
        "3. How balanced it is": [
            "Load of a cadre: could be better. The worst value is 2; 1 is attainable.",
            "Helpers of a household: could be better. The worst value is 0; 1 is attainable.",
            "Strength in a village: could be better. The worst value is 0; 0.75 is attainable.",
            "Strength by need: could be better. The worst value is 0; 0.214 is attainable.",
            BURDEN,
            "Units of a village: as good as can be. As balanced as the rules allow.",
        ],
        "4. What is proposed": [
            f"With the cadres and twinnings that there are, this can be attained: {TURNS}.",
        ],
    }


def test_a_plan_is_what_is_proposed_and_what_it_cannot_do_is_said() -> None:
    *_, (_, sentences) = told_of(small(), plan=small_plan()).items()
    assert sentences[:3] == [
        "4 changes are proposed from 1 January 2017 on, 2 of them required and 2 optional.",
        f"With them: {TURNS}.",
        "Nobody may help 赵六子.",
    ]
    *_, (_, sentences) = told_of(small(), plan=small_plan(changes=(), unmet=())).items()
    assert sentences == ["Nothing needs to be changed."]


def test_a_shortage_is_told_with_what_would_loosen_it_and_others_are_counted() -> None:
    sentence = Sentence(kind="overload", text=Text("Three too few.", chinese="少三名。"))
    remedy = Remedy(kind="cadres", text=Text("Three more.", chinese="增加三名。"))
    short = measure_balance(small()).model_copy(
        update={"shortages": (Shortage(sentence=sentence, remedies=(remedy, remedy)),) * 3}
    )
    *_, (_, sentences) = told_of(small(), balance=short).items()
    assert sentences[1:] == [*["Three too few.", "Remedy: Three more."] * 2, "1 more cannot be met."]


def test_it_reads_as_the_office_writes() -> None:
    assert list(told_of(small(), "zh", balance=measure_balance(small()))) == [
        *("一、总体情况", "二、存在问题", "三、均衡情况", "四、调整建议"),
    ]


def test_the_places_with_most_gaps_come_first_and_the_rest_is_counted() -> None:
    (uncovered, idle) = tables_of(wide(9)).tables
    assert len(uncovered.said("en")) == MOST_ROWS
    assert uncovered.said("en")[0] == ("村0", 1, 1)
    assert uncovered.said("en")[-1] == ("4 villages more", 4, 4)
    assert idle.said("en") == [("单位", 1, 1)]


def test_nobody_is_idle_where_only_as_many_take_part_as_are_needed() -> None:
    roster = small()
    needed = roster.with_settings(roster.settings.model_copy(update={"participation": Participation.AS_NEEDED}))
    assert [table.headers[0].render("en") for table in tables_of(needed.at(roster.on)).tables] == ["Village"]


def test_where_nothing_is_open_it_says_so() -> None:
    roster = small()
    closed = roster.with_settings(
        roster.settings.model_copy(update={"in_scope": ("无",), "participation": Participation.AS_NEEDED})
    ).at(roster.on)
    told = told_of(closed, balance=measure_balance(closed))
    assert told["1. Overall"][1] == "No household is in scope."
    assert told["2. What is not in order"][0].startswith("No household is without a helper")
    assert told["4. What is proposed"] == ["No gap is open."]


def test_the_public_is_told_the_totals_alone(tmp_path: Path) -> None:
    roster = small()
    *_, bulletin = write_lists(roster, tmp_path, language="en", audience="public", report=report_of(roster, BAD_CELL))
    rows = told(bulletin, "Bulletin")
    assert rows[:3] == [
        ["Bulletin on the pairing programme"],
        ["As of 31 December 2016 · For the public"],
        ["1. Overall"],
    ]
    assert len(rows) == 7
    assert rows[-1][0].startswith("Issued by:")
