"""Changes to a balance in JSON, each of which makes some claim in it false.

A change takes the value and a source of chance; it changes the value and tells whether it could. What might leave all
claims true (another assignment that is just as good) is not among them.
"""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from pairing.model.sentences import OVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

Value = dict[str, Any]
Change = "Callable[[Value, Random], bool]"
EXACT: Final = ("min", "max", "mean", "spread")
INDICES: Final = ("cv", "gini", "jain", "theil")
SENTENCE_LISTS: Final = ("cadres", "households", "villages", "units")
NOWHERE: Final = "no such id"


# What can be changed --------------------------------------------------------------------------------------------------


def measured(value: Value) -> list[Value]:
    """Give the lenses that measure something."""
    return [lens for lens in value["lenses"] if lens["status"] not in {"skipped", "vacuous"}]


def summaries(value: Value) -> list[Value]:
    """Give every summary: of lenses, groups, and what is attainable."""
    return [
        summary
        for lens in measured(value)
        for summary in (lens, lens["attainable"], *lens["groups"])
        if summary["vector"]
    ]


def sentences(value: Value) -> list[Value]:
    """Give every sentence."""
    return [
        *(sentence for lens in measured(value) for sentence in lens["proof"]["sentences"]),
        *(shortage["sentence"] for shortage in value["shortages"]),
    ]


def chains(value: Value) -> list[Value]:
    """Give the proofs with blocks."""
    return [lens["proof"] for lens in measured(value) if lens["proof"]["blocks"]]


def shares(value: Value) -> list[Value]:
    """Give every share."""
    return [share for proof in chains(value) for share in proof["shares"]]


def twinnings(value: Value) -> list[list[str]]:
    """Give the twinnings."""
    found: list[list[str]] = next(
        (lens["proof"]["twinnings"] for lens in measured(value) if lens["name"] == "units"), []
    )
    return found


def other(written: str, random: Random) -> str:
    """Give another fraction, written."""
    return str(Fraction(written) + random.choice((1, Fraction(1, 2), Fraction(1, 7))))


def next_to(number: int, random: Random) -> int:
    """Give a number beside another."""
    return number + random.choice((-1, 1))


# How ------------------------------------------------------------------------------------------------------------------


def of_roster(value: Value, random: Random) -> bool:
    kept = value["roster_sha256"]
    at = random.randrange(len(kept))
    value["roster_sha256"] = kept[:at] + ("0" if kept[at] != "0" else "1") + kept[at + 1 :]
    return True


def as_of(value: Value, random: Random) -> bool:
    day = datetime.date.fromisoformat(value["as_of"]) + datetime.timedelta(random.choice((-1, 1, 365)))
    value["as_of"] = day.isoformat()
    return True


def lens_lost(value: Value, random: Random) -> bool:
    value["lenses"].pop(random.randrange(len(value["lenses"])))
    return True


def lenses_swapped(value: Value, random: Random) -> bool:
    return swap(value["lenses"], random)


def lens_name(value: Value, random: Random) -> bool:
    lens = random.choice(value["lenses"])
    lens["name"] = random.choice([name for name in OVER if name != lens["name"]])
    return True


def lens_code(value: Value, random: Random) -> bool:
    random.choice(value["lenses"])["code"] += "0"
    return True


def lens_over(value: Value, random: Random) -> bool:
    random.choice(value["lenses"])["over"] += "s"
    return True


def figure(value: Value, random: Random) -> bool:
    summary = random.choice(summaries(value))
    name = random.choice(EXACT)
    summary[name] = None if random.random() < 0.2 else other(summary[name], random)
    return True


def count(value: Value, random: Random) -> bool:
    summary = random.choice(summaries(value))
    summary["count"] = next_to(summary["count"], random)
    return True


def index(value: Value, random: Random) -> bool:
    summary = random.choice(summaries(value))
    name = random.choice(INDICES)
    summary[name] = 0.0 if summary[name] is None else random.choice((None, summary[name] + 1e-6, -1.0))
    return True


def vector_value(value: Value, random: Random) -> bool:
    entry = random.choice(random.choice(summaries(value))["vector"])
    entry[0] = other(entry[0], random)
    return True


def vector_count(value: Value, random: Random) -> bool:
    entry = random.choice(random.choice(summaries(value))["vector"])
    entry[1] = next_to(entry[1], random)
    return True


def vector_entry(value: Value, random: Random) -> bool:
    return lose(random.choice(summaries(value))["vector"], random)


def vector_order(value: Value, random: Random) -> bool:
    return swap(random.choice(summaries(value))["vector"], random)


def end_value(value: Value, random: Random) -> bool:
    of = random.choice(random.choice(measured(value))[random.choice(("most", "least"))])
    of["value"] = other(of["value"], random)
    return True


def end_subject(value: Value, random: Random) -> bool:
    of = random.choice(random.choice(measured(value))[random.choice(("most", "least"))])
    of["subject"] = random.choice((NOWHERE, of["subject"] + "x"))
    return True


def end_lost(value: Value, random: Random) -> bool:
    return lose(random.choice(measured(value))[random.choice(("most", "least"))], random)


def end_order(value: Value, random: Random) -> bool:
    return swap(random.choice(measured(value))[random.choice(("most", "least"))], random)


def group_subject(value: Value, random: Random) -> bool:
    groups = random.choice(measured(value))["groups"]
    if not groups:
        return False
    random.choice(groups)["subject"] += "x"
    return True


def group_lost(value: Value, random: Random) -> bool:
    return lose(random.choice(measured(value))["groups"], random)


def group_order(value: Value, random: Random) -> bool:
    return swap(random.choice(measured(value))["groups"], random)


def status(value: Value, random: Random) -> bool:
    lens = random.choice(value["lenses"])
    known = ("attained", "improvable", "not_comparable", "vacuous", "skipped")
    lens["status"] = random.choice([one for one in known if one != lens["status"]])
    return True


def reason(value: Value, random: Random) -> bool:
    lens = random.choice(measured(value))
    lens["reason"] = "x" if lens["reason"] is None else random.choice((None, lens["reason"] + "x"))
    return True


def attainable_lost(value: Value, random: Random) -> bool:
    random.choice(measured(value))[random.choice(("attainable", "proof"))] = None
    return True


def block_value(value: Value, random: Random) -> bool:
    if not chains(value):
        return False
    block = random.choice(random.choice(chains(value))["blocks"])
    block["value"] = other(block["value"], random)
    return True


def block_lost(value: Value, random: Random) -> bool:
    return bool(chains(value)) and lose(random.choice(chains(value))["blocks"], random)


def block_order(value: Value, random: Random) -> bool:
    return bool(chains(value)) and swap(random.choice(chains(value))["blocks"], random)


def block_member(value: Value, random: Random) -> bool:
    if not chains(value):
        return False
    blocks = random.choice(chains(value))["blocks"]
    here, there = random.choice(blocks), random.choice(blocks)
    member = here["members"].pop(random.randrange(len(here["members"])))
    if here is not there:
        there["members"] = sorted([*there["members"], member])
    return True


def share_count(value: Value, random: Random) -> bool:
    if not shares(value):
        return False
    share = random.choice(shares(value))
    share["count"] = next_to(share["count"], random)
    return True


def share_worth(value: Value, random: Random) -> bool:
    if not shares(value):
        return False
    entry = random.choice(random.choice(shares(value))["split"])
    entry[1] = random.choice(("0", "-1", other(entry[1], random)))
    return True


def share_place(value: Value, random: Random) -> bool:
    if not shares(value):
        return False
    random.choice(random.choice(shares(value))["split"])[0] = NOWHERE
    return True


def share_moved(value: Value, random: Random) -> bool:
    """Give some of a share to another place of its choice, and no less in all."""
    wide = [share for share in shares(value) if len(share["choice"]) > 1]
    if not wide:
        return False
    share = random.choice(wide)
    split = {place: Fraction(worth) for place, worth in share["split"]}
    giver = random.choice(list(split))
    taker = random.choice([place for place in share["choice"] if place != giver])
    some = split[giver] / random.choice((1, 2))
    split[giver] -= some
    split[taker] = split.get(taker, Fraction(0)) + some
    share["split"] = [[place, str(split[place])] for place in share["choice"] if split.get(place)]
    return True


def share_choice(value: Value, random: Random) -> bool:
    if not shares(value):
        return False
    share = random.choice(shares(value))
    return lose(share["choice"], random)


def share_lost(value: Value, random: Random) -> bool:
    return bool(shares(value)) and lose(
        random.choice([proof for proof in chains(value) if proof["shares"]])["shares"], random
    )


def share_order(value: Value, random: Random) -> bool:
    return bool(shares(value)) and swap(random.choice(chains(value))["shares"], random)


def twinning_end(value: Value, random: Random) -> bool:
    if not twinnings(value):
        return False
    random.choice(twinnings(value))[random.choice((0, 1))] = NOWHERE
    return True


def twinning_lost(value: Value, random: Random) -> bool:
    return lose(twinnings(value), random)


def twinning_order(value: Value, random: Random) -> bool:
    return swap(twinnings(value), random)


def twinning_twice(value: Value, random: Random) -> bool:
    found = twinnings(value)
    if found:
        found.append(random.choice(found))
        found.sort()
    return bool(found)


def sentence_number(value: Value, random: Random) -> bool:
    sentence = random.choice(sentences(value))
    name = random.choice(list(sentence["numbers"]))
    sentence["numbers"][name] = random.choice((str(10**30), other(sentence["numbers"][name], random)))
    return True


def sentence_names(value: Value, random: Random) -> bool:
    sentence = random.choice(sentences(value))
    name = random.choice(list(sentence["numbers"]))
    number = sentence["numbers"].pop(name)
    if random.random() < 0.5:
        sentence["numbers"][name + "x"] = number
    return True


def sentence_text(value: Value, random: Random) -> bool:
    sentence = random.choice(sentences(value))
    digits = [at for at, character in enumerate(sentence["text"]) if character.isdigit()]
    at = random.choice(digits)
    sentence["text"] = sentence["text"][:at] + str((int(sentence["text"][at]) + 1) % 10) + sentence["text"][at + 1 :]
    return True


def sentence_kind(value: Value, random: Random) -> bool:
    sentence = random.choice(sentences(value))
    kinds = ("coverage", "exchange", "few", "served", "spread", "overload", "idle", "unplaced", "unreachable")
    sentence["kind"] = random.choice([kind for kind in kinds if kind != sentence["kind"]])
    return True


def sentence_id(value: Value, random: Random) -> bool:
    ids = [sentence[name] for sentence in sentences(value) for name in SENTENCE_LISTS if sentence[name]]
    if not ids:
        return False
    some = random.choice(ids)
    at = random.randrange(len(some))
    random.choice((lambda: some.pop(at), lambda: some.__setitem__(at, NOWHERE), lambda: some.append(some[at])))()
    return True


def sentence_order(value: Value, random: Random) -> bool:
    ids = [sentence[name] for sentence in sentences(value) for name in SENTENCE_LISTS if len(sentence[name]) > 1]
    return bool(ids) and swap(random.choice(ids), random)


def sentence_lost(value: Value, random: Random) -> bool:
    said = [lens["proof"]["sentences"] for lens in measured(value) if lens["proof"]["sentences"]]
    return bool(said) and lose(random.choice(said), random)


def sentence_twice(value: Value, random: Random) -> bool:
    said = [lens["proof"]["sentences"] for lens in measured(value) if lens["proof"]["sentences"]]
    if said:
        some = random.choice(said)
        some.append(some[0])
    return bool(said)


def shortage_twice(value: Value, random: Random) -> bool:
    if not value["shortages"]:
        return False
    value["shortages"].append(random.choice(value["shortages"]))
    return True


def remedy(value: Value, random: Random) -> bool:
    if not value["shortages"]:
        return False
    said = {"kind": "twinning", random.choice(("unit", "village")): NOWHERE, "text": "x"}
    random.choice(value["shortages"])["remedies"].append(said)
    return True


def level(value: Value, random: Random) -> bool:
    judged = random.choice(value["levels"])
    name = random.choice(("today", "attained"))
    judged[name] = next_to(judged[name], random)
    return True


def level_order(value: Value, random: Random) -> bool:
    return swap(value["levels"], random) if random.random() < 0.5 else lose(value["levels"], random)


def part_lost(value: Value, random: Random) -> bool:
    return lose(value["parts"], random)


def part_order(value: Value, random: Random) -> bool:
    return swap(value["parts"], random)


def part_today(value: Value, random: Random) -> bool:
    if not value["parts"]:
        return False
    part = random.choice(value["parts"])
    part["pairings_today"] = next_to(part["pairings_today"], random)
    return True


def part_member(value: Value, random: Random) -> bool:
    if not value["parts"]:
        return False
    members = random.choice(value["parts"])[random.choice(("cadres", "households"))]
    at = random.randrange(len(members))
    random.choice((lambda: members.pop(at), lambda: members.__setitem__(at, NOWHERE), lambda: members.append("x")))()
    return True


def part_member_order(value: Value, random: Random) -> bool:
    return bool(value["parts"]) and swap(random.choice(value["parts"])[random.choice(("cadres", "households"))], random)


def pair_lost(value: Value, random: Random) -> bool:
    return bool(value["parts"]) and lose(random.choice(value["parts"])["pairs"], random)


def pair_added(value: Value, random: Random) -> bool:
    if not value["parts"]:
        return False
    part = random.choice(value["parts"])
    pair = [random.randrange(len(part["cadres"])), random.randrange(len(part["households"]))]
    if pair in part["pairs"]:
        return False
    part["pairs"] = sorted([*part["pairs"], pair])
    return True


def pair_twice(value: Value, random: Random) -> bool:
    if not value["parts"]:
        return False
    part = random.choice(value["parts"])
    part["pairs"] = sorted([*part["pairs"], random.choice(part["pairs"])])
    return True


def pair_order(value: Value, random: Random) -> bool:
    return bool(value["parts"]) and swap(random.choice(value["parts"])["pairs"], random)


def pair_nowhere(value: Value, random: Random) -> bool:
    if not value["parts"]:
        return False
    part = random.choice(value["parts"])
    side = random.choice((0, 1))
    whole = len(part[("cadres", "households")[side]])
    random.choice(part["pairs"])[side] = random.choice((-1, whole, 2**40, 2**70, -(2**70)))
    return True


def potential(value: Value, random: Random) -> bool:
    if not value["parts"]:
        return False
    row = random.choice(random.choice(value["parts"])["potentials"])
    at = random.randrange(len(row))
    row[at] = next_to(row[at], random)
    return True


def potential_far(value: Value, random: Random) -> bool:
    if not value["parts"]:
        return False
    row = random.choice(random.choice(value["parts"])["potentials"])
    row[random.randrange(len(row))] = random.choice((2**62, -(2**62), 2**63 - 1, -(2**63), 2**80, -(2**80)))
    return True


def potentials_shape(value: Value, random: Random) -> bool:
    if not value["parts"]:
        return False
    rows = random.choice(value["parts"])["potentials"]
    return lose(rows if random.random() < 0.5 else random.choice(rows), random)


def swap(items: list[Any], random: Random) -> bool:
    """Exchange two different entries."""
    places = [(i, j) for i in range(min(len(items), 60)) for j in range(i) if items[i] != items[j]]
    if not places:
        return False
    i, j = random.choice(places)
    items[i], items[j] = items[j], items[i]
    return True


def lose(items: list[Any], random: Random) -> bool:
    """Leave one entry out."""
    if not items:
        return False
    items.pop(random.randrange(len(items)))
    return True


CHANGES: Final[tuple[Callable[[Value, Random], bool], ...]] = (
    of_roster, as_of, lens_lost, lenses_swapped, lens_name, lens_code, lens_over, figure, count, index, vector_value,
    vector_count, vector_entry, vector_order, end_value, end_subject, end_lost, end_order, group_subject, group_lost,
    group_order, status, reason, attainable_lost, block_value, block_lost, block_order, block_member, share_count,
    share_worth, share_place, share_moved, share_choice, share_lost, share_order, twinning_end, twinning_lost,
    twinning_order, twinning_twice, sentence_number, sentence_names, sentence_text, sentence_kind, sentence_id,
    sentence_order, sentence_lost, sentence_twice, shortage_twice, remedy, level, level_order, part_lost, part_order,
    part_today, part_member, part_member_order, pair_lost, pair_added, pair_twice, pair_order, pair_nowhere, potential,
    potential_far, potentials_shape,
)  # fmt: skip
"""Every way to make a balance false."""


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401 - any JSON
    """Give the way to everything within a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in inner:
        yield (*path, key)
        yield from leaves(entry, (*path, key))


HOSTILE: Final[tuple[object, ...]] = (
    0, 1, -1, 2**31, 2**63, -(2**63), 2**70, 10**400, "", "0", "-1", "1/3", f"1/{10**400}", str(10**400), "x" * 1000,
    "\x1b[2J\n", "{villages}", [], [[]], {}, None, True, 0.5, 1e308, float("inf"), float("nan"),
)  # fmt: skip
"""What anything may be replaced by."""


def put(value: Value, path: tuple[str | int, ...], entry: object) -> None:
    """Replace what a way leads to."""
    *way, last = path
    inner: Any = value
    for key in way:
        inner = inner[key]
    inner[last] = entry
