"""Plans made by hand, as the planner would make them, for what is shown of them."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pairing.balance import measure_balance
from pairing.model.plan import (
    Change,
    Counts,
    FindingCounts,
    LensSummary,
    LevelValue,
    NaturalKey,
    Plan,
    PlanBalance,
    Point,
    Suggestion,
    Unmet,
    WhatIf,
)
from pairing.text import Text
from tests.viz.areas import DAY, FORMULA, MARKUP, small

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pairing.model.balance import LensName
    from pairing.model.plan import ChangeKind, PlanLevel, Proven

FROM = datetime.date(2017, 1, 1)

NAMES: Mapping[str, tuple[str, str]] = {
    "household:H1": ("钱七", "阿家庄"),
    "household:H2": ("赵六子", "白土庄"),
    "household:H9": ("王五", "白土庄"),
    "household:H10": ("才让卓玛", "白土庄"),
    "cadre:C1": ("张明哲", "刑侦"),
    "cadre:C2": ("单雄", "刑侦"),
    "cadre:C3": ("李四", "交警"),
}


def both(english: str, chinese: str) -> Text:
    return Text(english, chinese=chinese)


def change(
    identity: str,
    kind: ChangeKind,
    household: str,
    cadres: tuple[str | None, str | None],
    reason: Text,
    **cells: Any,  # noqa: ANN401 - whatever a change has besides
) -> Change:
    """A change of the small area, with the names of all it is about."""
    before, after = (one and f"cadre:{one}" for one in cadres)
    subject = f"household:{household}"
    named = [(one, *NAMES[one]) for one in (subject, before, after) if one and one in NAMES]
    given: dict[str, Any] = {
        "id": identity,
        "kind": kind,
        "subject": subject,
        "from": before,
        "to": after,
        "date": FROM,
        "forced": False,
        "reason": reason,
        "keys": tuple(NaturalKey(subject=one, name=name, place=place) for one, name, place in named),
    }
    return Change(**(given | cells))


CHANGES = (
    change(
        "1",
        "add",
        "H1",
        (None, "C3"),
        both(
            "钱七 has no helper; only 李四 may help in 阿家庄 (C201).", "钱七无人帮扶；阿家庄只有李四可以帮扶（C201）。"
        ),
        forced=True,
        codes=("C201", "C202"),
        group="A",
    ),
    change(
        "2",
        "add",
        "H2",
        (None, "C2"),
        both("赵六子 has no helper; 单雄 is below his quota (C201).", "赵六子无人帮扶；单雄未满定额（C201）。"),
        forced=True,
        codes=("C201",),
        group="A",
    ),
    change(
        "3",
        "move",
        "H9",
        ("C1", "C2"),
        both(
            "张明哲 is over his quota of 1; 单雄 takes over (C204).", "张明哲超定额（定额 1 户），由单雄接替（C204）。"
        ),
        codes=("C204",),
        until=datetime.date(2017, 6, 30),
    ),
    change(
        "4",
        "drop",
        "H10",
        ("C2", None),
        both("才让卓玛 keeps one helper; others need 单雄 more.", "才让卓玛保留一名帮扶人，单雄转帮更需要的户。"),
    ),
    change(
        "5",
        "order",
        "H10",
        (None, "C1"),
        both("张明哲 becomes the first helper (C206).", "张明哲改为第一责任人（C206）。"),
        forced=True,
        ordinal=1,
        codes=("C206",),
    ),
)

LEVELS: tuple[tuple[PlanLevel, int, Fraction | int, Proven, Fraction | None], ...] = (
    ("uncovered", 2, 0, "certificate", None),
    ("ineligible", 0, 0, "certificate", None),
    ("idle", 1, 0, "certificate", None),
    ("overload", 1, 0, "certificate", None),
    ("pairings", 3, 4, "certificate", None),
    ("load", 2, 1, "certificate", None),
    ("support", 5, 4, "certificate", None),
    ("changes", 0, 4, "bound", Fraction(3)),
    ("first", 1, 0, "solver", None),
    ("preference", 0, Fraction(3, 2), "certificate", None),
)

CURVE = (
    Point(changes=0, uncovered=2, idle=1, overload=1, worst_load=Fraction(2), exact=True),
    Point(changes=1, uncovered=1, idle=0, overload=1, worst_load=Fraction(2), exact=True),
    Point(changes=2, uncovered=0, idle=0, overload=1, worst_load=Fraction(2), exact=True),
    Point(
        changes=3,
        uncovered=0,
        idle=0,
        overload=0,
        worst_load=Fraction(3, 2),
        exact=False,
        bounded="load",
        bound=Fraction(1),
    ),
    Point(changes=4, uncovered=0, idle=0, overload=0, worst_load=Fraction(1), exact=True),
)

PINS = Unmet(
    kind="pins",
    subjects=("cadre:C1", "household:H10"),
    reason=both("张明哲 is pinned to 才让卓玛 and excluded from it.", "张明哲对才让卓玛既有“必须”又有“禁止”。"),
    pins=(("cadre:C1", "household:H10"),),
)
UNCOVERED = Unmet(
    kind="uncovered",
    subjects=("household:H2",),
    reason=both("Nobody may help 赵六子.", "没有人可以帮扶赵六子。"),
    suggestions=(
        Suggestion(
            text=both("Twin 交警 with 白土庄", "交警与白土庄结对共建"), uncovered=0, idle=0, overload=1, changes=5
        ),
    ),
)
SUPPOSED = WhatIf(
    without=("cadre:C2",),
    joining=("household:H77",),
    settings={"参与方式": "按需"},
    base_changes=3,
    because=("2",),
    spared=(both("赵六子: add 单雄", "赵六子：新增单雄"),),
)


def small_plan(**cells: Any) -> Plan:  # noqa: ANN401 - whatever a plan has
    """A plan for the small area with a change of every kind."""
    given: dict[str, Any] = {
        "roster_sha256": small().sha256,
        "as_of": DAY,
        "effective": FROM,
        "mode": "repair",
        "goal": "balance",
        "solver": "by hand",
        "status": "bounded",
        "changes": CHANGES,
        "accepted": tuple(one.id for one in CHANGES),
        "counts": Counts(gaps_only=2, full=4),
        "levels": tuple(
            LevelValue(name=name, today=Fraction(today), value=Fraction(value), proven=proven, bound=bound)
            for name, today, value, proven, bound in LEVELS
        ),
        "findings": FindingCounts(before={"C201": 2, "C202": 1, "C204": 1, "X001": 1}, after={"C209": 1, "X001": 1}),
        "balance": small_balance(),
        "unmet": (UNCOVERED, PINS),
        "curve": CURVE,
    }
    return Plan(**(given | cells))


def small_balance() -> PlanBalance:
    """The load is as good as can be after the plan, support is better; strength is as before."""
    measured = measure_balance(small())

    def part(name: LensName, *, best: bool) -> LensSummary:
        lens = measured.lens(name)
        found = lens.attainable if best and lens.attainable else lens
        return LensSummary(
            name=name, **{field: getattr(found, field) for field in LensSummary.model_fields if field != "name"}
        )

    return PlanBalance(
        before=(part("load", best=False), part("support", best=False), part("strength", best=False)),
        after=(part("load", best=True), part("support", best=True), part("strength", best=False)),
        attainable=(part("load", best=True), part("strength", best=True)),
    )


def hostile_plan() -> Plan:
    """A plan whose every text wants a page or a sheet to do something."""
    said = Text(f"{FORMULA}{MARKUP}", chinese=f"{FORMULA}{MARKUP}")
    one = change(
        "=1+1",
        "move",
        "h2",
        ("-1", "+86"),
        said,
        group="@A",
        forced=True,
        codes=("=C201",),
        keys=(NaturalKey(subject="cadre:+86", name=f"{FORMULA}{MARKUP}", place="-处"),),
    )
    unmet = Unmet(kind="uncovered", subjects=("household:@H",), reason=said)
    return small_plan(changes=(one,), accepted=("=1+1",), unmet=(unmet,))
