"""What changes because of a supposition, and what is spared, told apart by comparing two repairs."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from pairing.model.plan import Change, Counts, NaturalKey, Plan
from pairing.planning.because import because
from pairing.text import text

if TYPE_CHECKING:
    from pairing.model.plan import ChangeKind

DAY = datetime.date(2016, 6, 15)
KEYS = (
    NaturalKey(subject="household:H1", name="甲户", place="东村"),
    NaturalKey(subject="household:H2", name="乙户", place=None),
    NaturalKey(subject="cadre:C1", name="张三", place="一处"),
    NaturalKey(subject="cadre:C2", name="李四", place="二处"),
    NaturalKey(subject="cadre:C3", name=None, place="二处"),
)


def change(kind: ChangeKind, home: str, old: str | None = None, new: str | None = None, number: str = "1") -> Change:
    return Change(
        id=number,
        kind=kind,
        subject=f"household:{home}",
        from_=old and f"cadre:{old}",
        to=new and f"cadre:{new}",
        date=DAY,
        forced=False,
        reason=text("Because."),
        keys=KEYS,
    )


def plan(*changes: Change) -> Plan:
    return Plan(
        roster_sha256="0",
        as_of=DAY,
        effective=DAY,
        mode="repair",
        goal="balance",
        solver="none",
        status="optimal",
        changes=changes,
        counts=Counts(gaps_only=0, full=len(changes)),
    )


MOVE = change("move", "H1", "C1", "C2")


def spared(base: Change, *made: Change, **said: object) -> str:
    what = because(plan(base), plan(*made), **said)  # type: ignore[arg-type]
    (sentence,) = what.spared
    return str(sentence)


def test_a_change_is_the_same_whatever_its_number_and_reason() -> None:
    other = MOVE.model_copy(update={"id": "7", "group": "2", "reason": text("Why not."), "forced": True})
    what = because(plan(MOVE), plan(other, change("add", "H2", new="C2", number="8")), ["cadre:C9"])
    assert what.because == ("8",)
    assert what.spared == ()
    assert what.without == ("cadre:C9",)
    assert what.base_changes == 1


def test_what_concerns_one_who_joined_is_because_of_it() -> None:
    what = because(plan(), plan(change("add", "H9", new="C1")), joining=["household:H9"], settings={"参与方式": "按需"})
    assert what.because == ("1",)
    assert what.joining == ("household:H9",)
    assert what.settings == {"参与方式": "按需"}


def test_changes_of_order_are_not_counted() -> None:
    assert because(plan(MOVE, change("order", "H1", new="C2")), plan()).base_changes == 1


@pytest.mark.parametrize(
    ("kind", "old", "new", "sentence"),
    [
        ("move", "C1", "C2", "甲户 (东村) stays with 张三, and does not go over to 李四."),
        ("add", None, "C3", "C3 does not begin to help 甲户 (东村)."),
        ("drop", "C1", None, "张三 goes on helping 甲户 (东村)."),
        ("order", None, "C2", "李四 keeps the place in the order of the helpers of 甲户 (东村)."),
    ],
)
def test_what_is_spared_where_nothing_else_changes(kind: ChangeKind, old: str, new: str, sentence: str) -> None:
    assert spared(change(kind, "H1", old, new)) == sentence


@pytest.mark.parametrize(
    ("kind", "new", "sentence"),
    [
        ("move", "C2", "甲户 (东村) does not go over from 张三 to 李四."),
        ("drop", None, "张三 need not be released from helping 甲户 (东村)."),
    ],
)
def test_who_may_have_gone_is_not_said_to_stay(kind: ChangeKind, new: str | None, sentence: str) -> None:
    base = change(kind, "H1", "C1", new)
    assert spared(base, change("add", "H1", new="C3")) == sentence
    assert spared(base, without=["cadre:C1"]) == sentence
    assert spared(base, without=["unit:U1"], gone=["unit:U1", "cadre:C1"]) == sentence
    assert spared(base, settings={"在帮范围": "在册"}) == sentence


def test_whoever_leaves_is_named() -> None:
    assert spared(MOVE, without=["household:H1"]) == "甲户 (东村) leaves, and with it what was to change there."
    assert spared(MOVE, without=["cadre:C2"]) == "李四 leaves, and does not begin to help 甲户 (东村)."
    assert spared(change("add", "H2", new="C2")) == "李四 does not begin to help 乙户 (–)."


def test_a_sentence_is_there_in_both_languages() -> None:
    what = because(plan(MOVE), plan())
    assert [one.render("zh") for one in what.spared] != [one.render("en") for one in what.spared]
