"""The planted gaps: small edits of the clean sample, each a thing that happens in an office.

Which findings they lead to, each with its subjects, is listed in ``tests/pairing/sample/planted.py``; a test holds that
list against what the rules find, so that it is complete.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pairing.model.labels import ConstraintKind, PostingRole, Role
from pairing.model.records import Constraint, Pairing, Posting, Twinning, Village
from pairing.sample.stock import Stock, stock_of
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pairing.sample.draft import Draft

ENDED: Final = date(2016, 9, 30)
BEGUN: Final = date(2016, 10, 1)


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that went wrong: the codes it is found by, what it is, and how it comes about."""

    codes: str
    what: Text
    make: Callable[[Draft, Stock], Draft]


def planted(draft: Draft) -> Draft:
    """Plant every gap in the clean sample."""
    stock = stock_of(draft)
    for edit in EDITS:
        draft = edit.make(draft, stock)
    return draft


# Twinnings, postings, links -----------------------------------------------------------------------------------------


def _role(draft: Draft, village: str, old: Role, new: Role) -> Draft:
    """Declare the first unit of a role in a village to have another one."""
    row = next(t for t in draft.twinnings if (t.village, t.role, t.end_date) == (village, old, None))
    changed = row.model_copy(update={"role": new})
    return replace(draft, twinnings=tuple(changed if t is row else t for t in draft.twinnings))


def _swap(draft: Draft, village: str, role: Role) -> Draft:
    """Declare the unit of a role a partner, and a partner the unit of that role."""
    partner = next(t for t in draft.twinnings if (t.village, t.role) == (village, Role.PARTNER))
    draft = _role(draft, village, role, Role.PARTNER)
    changed = partner.model_copy(update={"role": role})
    return replace(draft, twinnings=tuple(changed if t is partner else t for t in draft.twinnings))


def _no_lead(draft: Draft, _: Stock) -> Draft:
    return _role(draft, "V11", Role.LEAD, Role.PARTNER)


def _two_leads(draft: Draft, _: Stock) -> Draft:
    return _role(draft, "V01", Role.PARTNER, Role.LEAD)


def _no_responsible(draft: Draft, _: Stock) -> Draft:
    return _role(draft, "V12", Role.RESPONSIBLE, Role.PARTNER)


def _two_responsible(draft: Draft, _: Stock) -> Draft:
    return _role(draft, "V02", Role.PARTNER, Role.RESPONSIBLE)


def _both_roles(draft: Draft, _: Stock) -> Draft:
    lead = next(t for t in draft.twinnings if (t.village, t.role) == ("V03", Role.LEAD))
    draft = _role(draft, "V03", Role.RESPONSIBLE, Role.PARTNER)
    both = lead.model_copy(update={"role": Role.RESPONSIBLE})
    draft = replace(draft, twinnings=(*draft.twinnings, both))
    return _posting(draft, _is_posted("V03", PostingRole.RESIDENT_OFFICER), unit=lead.unit)


def _lead_did_not_send(draft: Draft, _: Stock) -> Draft:
    return _swap(draft, "V05", Role.LEAD)


def _responsible_did_not_send(draft: Draft, _: Stock) -> Draft:
    return _swap(draft, "V06", Role.RESPONSIBLE)


def _posting(draft: Draft, chosen: Callable[[Posting], bool], **changes: object) -> Draft:
    rows = (row.model_copy(update=changes) if chosen(row) else row for row in draft.postings)
    return replace(draft, postings=tuple(rows))


def _is_posted(village: str, role: PostingRole) -> Callable[[Posting], bool]:
    return lambda row: (row.village, row.role, row.end_date) == (village, role, None)


def _second_secretary(draft: Draft, stock: Stock) -> Draft:
    row = next(filter(_is_posted("V07", PostingRole.FIRST_SECRETARY), draft.postings))
    successor = stock.headed["V07"][0][0].cadre
    late = row.model_copy(update={"cadre": successor, "unit": None, "start_date": date(2016, 12, 1)})
    return replace(draft, postings=(*draft.postings, late))


def _secretary_recalled(draft: Draft, _: Stock) -> Draft:
    return _posting(draft, _is_posted("V09", PostingRole.FIRST_SECRETARY), end_date=date(2016, 11, 30))


def _officer_recalled(draft: Draft, _: Stock) -> Draft:
    return _posting(draft, _is_posted("V08", PostingRole.RESIDENT_OFFICER), end_date=date(2016, 10, 31))


def _secretary_of_low_rank(draft: Draft, _: Stock) -> Draft:
    row = next(filter(_is_posted("V10", PostingRole.FIRST_SECRETARY), draft.postings))
    return _cadre(draft, row.cadre, rank="正科")


def _officer_in_two_villages(draft: Draft, _: Stock) -> Draft:
    row = next(filter(_is_posted("V11", PostingRole.RESIDENT_OFFICER), draft.postings))
    second = row.model_copy(update={"village": "V12", "role": PostingRole.MEMBER, "start_date": BEGUN})
    return replace(draft, postings=(*draft.postings, second))


def _unit_withdrawn(draft: Draft, _: Stock) -> Draft:
    rows = (t.model_copy(update={"end_date": date(2016, 11, 30)}) if t.unit == "U27" else t for t in draft.twinnings)
    return replace(draft, twinnings=tuple(rows))


def _third_village(draft: Draft, _: Stock) -> Draft:
    third = Twinning(unit="U01", village="V12", role=Role.PARTNER, start_date=BEGUN)
    return replace(draft, twinnings=(*draft.twinnings, third))


def _link_ended(draft: Draft, _: Stock) -> Draft:
    rows = (
        row.model_copy(update={"end_date": date(2016, 6, 30)}) if row.village == "V04" else row
        for row in draft.liaisons
    )
    return replace(draft, liaisons=tuple(rows))


def _village_twice(draft: Draft, _: Stock) -> Draft:
    twin = next(v for v in draft.villages if v.name == "冶一村")
    again = Village.model_validate({**twin.model_dump(), "id": "V13", "name": "冶一"})
    return replace(draft, villages=(*draft.villages, again))


# Cadres and households ----------------------------------------------------------------------------------------------


def _cadre(draft: Draft, identity: str, **changes: object) -> Draft:
    rows = (c.model_copy(update=changes) if c.id == identity else c for c in draft.cadres)
    return replace(draft, cadres=tuple(rows))


def _household(draft: Draft, identity: str, **changes: object) -> Draft:
    rows = (h.model_copy(update=changes) if h.id == identity else h for h in draft.households)
    return replace(draft, households=tuple(rows))


def _helpers_left(draft: Draft, stock: Stock) -> Draft:
    alone, second = stock.single["V04"][0], stock.shared["V04"][0][1]
    draft = _cadre(draft, alone.cadre, state="调离")
    return _cadre(draft, second.cadre, state="退休")


def _household_moved(draft: Draft, stock: Stock) -> Draft:
    return _household(draft, stock.headed["V09"][0][1].household, state="已迁出")


def _household_struck(draft: Draft, stock: Stock) -> Draft:
    return _household(draft, stock.single["V02"][0].household, difficulty=Decimal("1.8"))


# Pairings -----------------------------------------------------------------------------------------------------------


def _changed(draft: Draft, rows: Iterable[Pairing], **changes: object) -> Draft:
    chosen = {(row.cadre, row.household, row.start_date) for row in rows}
    return draft.changing_pairings(
        lambda row: (row.cadre, row.household, row.start_date) in chosen,
        lambda row: row.model_copy(update=changes),
    )


def _added(draft: Draft, *rows: Pairing) -> Draft:
    return replace(draft, pairings=(*draft.pairings, *rows))


def _begun(cadre: str, household: str, ordinal: int | None = None) -> Pairing:
    return Pairing(cadre=cadre, household=household, ordinal=ordinal, start_date=BEGUN)


_ENDED_WITHOUT_SUCCESSOR: Final = (
    ("V03", 0), ("V05", 0), ("V05", 1), ("V07", 0), ("V07", 1), ("V08", 0), ("V10", 0), ("V10", 1), ("V12", 0),
)  # fmt: skip
_HEADS_WHO_STOPPED: Final = (("V06", 0), ("V06", 1), ("V08", 0), ("V11", 0))
_PASSED_ON: Final = ((("V09", 1), 0), (("V09", 2), 0), (("V09", 3), 1), (("V01", 1), 2))
_TAKERS: Final = (("V09", 4), ("V09", 5), ("V01", 2))


def _ended_alone(draft: Draft, stock: Stock) -> Draft:
    rows = [stock.single[village][n] for village, n in _ENDED_WITHOUT_SUCCESSOR]
    return _changed(draft, rows, end_date=ENDED)


def _head_stopped(draft: Draft, stock: Stock) -> Draft:
    rows = [stock.headed[village][n][1] for village, n in _HEADS_WHO_STOPPED]
    return _changed(draft, rows, end_date=ENDED)


def _passed_on(draft: Draft, stock: Stock) -> Draft:
    takers = [stock.single[village][n].cadre for village, n in _TAKERS]
    rows = [stock.single[village][n] for (village, n), _ in _PASSED_ON]
    draft = _changed(draft, rows, end_date=ENDED)
    taken = [_begun(takers[taker], row.household) for row, (_, taker) in zip(rows, _PASSED_ON, strict=True)]
    for taker in takers:
        draft = _cadre(draft, taker, rank="二级警员")
    return _added(draft, *taken)


def _crowd(draft: Draft, stock: Stock) -> Draft:
    crowded, *others = stock.shared["V07"][:4]
    draft = _changed(draft, [rows[1] for rows in others], end_date=ENDED)
    draft = _changed(draft, [rows[0] for rows in others], ordinal=None)
    household = crowded[0].household
    return _added(draft, *(_begun(rows[1].cadre, household, n) for n, rows in enumerate(others, start=3)))


def _order_unclear(draft: Draft, stock: Stock) -> Draft:
    draft = _changed(draft, stock.shared["V09"][0], ordinal=1)
    return _changed(draft, stock.shared["V02"][0], ordinal=None)


def _knots(draft: Draft, stock: Stock) -> Draft:
    for village in ("V05", "V10"):
        helped, helper = stock.single[village][3], stock.headed[village][1][0]
        draft = _changed(draft, [helped], ordinal=1)
        draft = _added(draft, _begun(helper.cadre, helped.household, 2))
    return draft


def _strangers(draft: Draft, stock: Stock) -> Draft:
    """Exchange the helpers of two villages; one of the two pairs is pinned."""
    one, other = stock.single["V03"][1], stock.single["V10"][2]
    draft = _changed(draft, [one, other], end_date=ENDED)
    draft = _added(draft, _begun(other.cadre, one.household), _begun(one.cadre, other.household))
    return _constrained(draft, one.cadre, other.household, ConstraintKind.PIN, "示例：户主要求继续帮扶")


def _constrained(draft: Draft, cadre: str, household: str, kind: ConstraintKind, reason: str) -> Draft:
    row = Constraint(cadre=cadre, household=household, kind=kind, reason=reason)
    return replace(draft, constraints=(*draft.constraints, row))


def _excluded(draft: Draft, stock: Stock) -> Draft:
    row = stock.single["V06"][0]
    return _constrained(draft, row.cadre, row.household, ConstraintKind.EXCLUSION, "示例：亲属回避")


def _pin_not_in_force(draft: Draft, stock: Stock) -> Draft:
    head, household = stock.headed["V12"][0][0], stock.single["V12"][1].household
    return _constrained(draft, head.cadre, household, ConstraintKind.PIN, "示例：联系领导指定")


EDITS: Final = (
    Edit("S101", text("The lead unit of a village was entered as partner."), _no_lead),
    Edit("S102", text("A partner of a village was entered as lead unit."), _two_leads),
    Edit("S103", text("The responsible unit of a village was entered as partner."), _no_responsible),
    Edit("S104", text("A partner of a village was entered as responsible unit."), _two_responsible),
    Edit(
        "S105",
        text("The lead unit of a village sent the resident officer too, and is entered in both roles."),
        _both_roles,
    ),
    Edit("S106", text("A unit that did not send the first secretary was entered as lead unit."), _lead_did_not_send),
    Edit(
        "S107",
        text("A unit that did not send the resident officer was entered as responsible."),
        _responsible_did_not_send,
    ),
    Edit("S108", text("A first secretary's successor is there, and his own posting was not ended."), _second_secretary),
    Edit("S108 S110", text("A first secretary was recalled, and nobody sent in his place."), _secretary_recalled),
    Edit("S109", text("A resident officer was recalled, and nobody sent in his place."), _officer_recalled),
    Edit(
        "S111 C209",
        text("A first secretary is only a section head; so the hard case he helps has no senior helper."),
        _secretary_of_low_rank,
    ),
    Edit(
        "S112 C203 R401", text("A unit withdrew from its only village; its cadres still help there."), _unit_withdrawn
    ),
    Edit("S113", text("A leader's link to a village ended, and no other leader took it over."), _link_ended),
    Edit(
        "S114 C201",
        text("Two helpers left, their pairings not ended; one household had no other helper."),
        _helpers_left,
    ),
    Edit("S115", text("A unit that has two villages took on a third one."), _third_village),
    Edit("S116", text("A resident officer is posted in a second village."), _officer_in_two_villages),
    Edit(
        "R402 S101 S103 S108 S109 S110 S113 B306",
        text("A village stands in the table twice, once by a shorter name."),
        _village_twice,
    ),
    Edit(
        "C201 C202 R406 B302",
        text("Pairings ended in September: the households have nobody, the cadres no household."),
        _ended_alone,
    ),
    Edit("C201", text("Division heads ended one of their two pairings, and nobody followed."), _head_stopped),
    Edit(
        "C202 C204 R403 B301",
        text("Some cadres passed their households on to colleagues, who now have too many."),
        _passed_on,
    ),
    Edit("C205", text("Three colleagues joined a household that had two helpers already."), _crowd),
    Edit("C206", text("One household has two first helpers, another has none."), _order_unclear),
    Edit("C207", text("Division heads became second helpers of households elsewhere in their village."), _knots),
    Edit("C208 R404 R405", text("A household moved away, and its pairing was not ended."), _household_moved),
    Edit("C209", text("Misfortune struck a household that is helped by a junior cadre."), _household_struck),
    Edit(
        "C203",
        text("Two cadres exchanged households in villages their units are not twinned with; one pair is pinned."),
        _strangers,
    ),
    Edit("C210 C203", text("A pair that is in force was excluded."), _excluded),
    Edit("C211", text("A pair that was pinned never came about."), _pin_not_in_force),
)
"""Every planted gap, with all the codes it is found by."""
