"""Changes to a plan in JSON, each of which makes some claim in it false; like those to a balance in :mod:`.tampering`.

What might leave all claims true is not among them: another sequence of changes, codes, another way to pair up those who
end and those who begin, and what only the planner knows (its solver and seed, the wording of reasons, suggestions).
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

from tests.pairing.verification import tampering
from tests.pairing.verification.tampering import EXACT, INDICES, NOWHERE, Value, lose, next_to, other, swap

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Change = Callable[[Value, Random], bool]

KINDS: Final = ("move", "add", "drop", "order")


def some_change(value: Value, random: Random, *kinds: str) -> Value | None:
    """Give a change of one of some kinds, if there is one."""
    found = [change for change in value["changes"] if change["kind"] in (kinds or KINDS)]
    return random.choice(found) if found else None


def summaries(value: Value) -> list[Value]:
    """Give every summary of the balances."""
    return [lens for lenses in value["balance"].values() for lens in lenses]


def day_beside(written: str, random: Random) -> str:
    """Give another day."""
    return (datetime.date.fromisoformat(written) + datetime.timedelta(random.choice((-1, 1, 400)))).isoformat()


# The plan -------------------------------------------------------------------------------------------------------------


def effective(value: Value, random: Random) -> bool:
    if not value["changes"]:
        return False
    value["effective"] = day_beside(value["effective"], random)
    return True


def mode(value: Value, random: Random) -> bool:
    value["mode"] = random.choice([one for one in ("repair", "propose", "undo") if one != value["mode"]])
    return True


def goal(value: Value, _: Random) -> bool:
    value["goal"] = "gaps" if value["goal"] == "balance" else "balance"
    return True


def status(value: Value, random: Random) -> bool:
    value["status"] = random.choice([one for one in ("optimal", "bounded", "inverse") if one != value["status"]])
    return True


def limit(value: Value, random: Random) -> bool:
    made = sum(change["kind"] != "order" for change in value["changes"])
    value["max_changes"] = random.choice((made - 1, -1))
    return True


def accepted_unknown(value: Value, _: Random) -> bool:
    value["accepted"].append(NOWHERE)
    return True


def accepted_twice(value: Value, random: Random) -> bool:
    if value["accepted"]:
        value["accepted"].append(random.choice(value["accepted"]))
    return bool(value["accepted"])


def count_of_goal(value: Value, random: Random) -> bool:
    name = "full" if value["goal"] == "balance" else "gaps_only"
    value["counts"][name] = next_to(value["counts"][name], random)
    return True


def counts_swapped(value: Value, _: Random) -> bool:
    counts = value["counts"]
    counts["gaps_only"], counts["full"] = counts["full"] + 1, counts["full"]
    return True


# Changes --------------------------------------------------------------------------------------------------------------


def change_lost(value: Value, random: Random) -> bool:
    if not value["changes"]:
        return False
    gone = value["changes"].pop(random.randrange(len(value["changes"])))
    value["accepted"].remove(gone["id"])
    return True


def change_twice(value: Value, random: Random) -> bool:
    if not value["changes"]:
        return False
    change = dict(random.choice(value["changes"]))
    change["id"] += random.choice(("", "x"))
    value["changes"].append(change)
    return True


def change_id(value: Value, random: Random) -> bool:
    change = some_change(value, random)
    if change is not None:
        change["id"] = random.choice((NOWHERE, *(one["id"] for one in value["changes"] if one is not change)))
    return change is not None


def change_group(value: Value, random: Random) -> bool:
    change = some_change(value, random)
    if change is None:
        return False
    groups = {one["group"] for one in value["changes"]} | {None, NOWHERE}
    same = [one for one in value["changes"] if one["group"] == change["group"] and one is not change]
    alone = change["group"] is not None and not same
    change["group"] = random.choice(sorted(groups - {change["group"]} - ({NOWHERE} if alone else set()), key=str))
    return True


def groups_merged(value: Value, random: Random) -> bool:
    groups = sorted({change["group"] for change in value["changes"]} - {None})
    if len(groups) < 2:
        return False
    one, another = random.sample(groups, 2)
    for change in value["changes"]:
        if change["group"] == another:
            change["group"] = one
    return True


def change_kind(value: Value, random: Random) -> bool:
    change = some_change(value, random)
    if change is not None:
        change["kind"] = random.choice([kind for kind in KINDS if kind != change["kind"]])
    return change is not None


def change_subject(value: Value, random: Random) -> bool:
    change = some_change(value, random)
    if change is not None:
        others = [one["subject"] for one in value["changes"] if one["subject"] != change["subject"]]
        change["subject"] = random.choice([*others, NOWHERE, f"household:{NOWHERE}", change["from"] or change["to"]])
    return change is not None


def change_cadre(value: Value, random: Random) -> bool:
    """Name somebody else whose pairing ends, or begins, or whose order it is."""
    change = some_change(value, random)
    if change is None:
        return False
    end = random.choice([end for end in ("from", "to") if change[end]])
    known = {one[end] for one in value["changes"] for end in ("from", "to") if one[end]}
    change[end] = random.choice([*sorted(known - {change[end]}), NOWHERE, f"cadre:{NOWHERE}", change["subject"], None])
    return True


def change_both(value: Value, random: Random) -> bool:
    """Let a pairing end that begins, and the other way round."""
    change = some_change(value, random, "move")
    if change is not None:
        change["from"], change["to"] = change["to"], change["from"]
    return change is not None


def change_ordinal(value: Value, random: Random) -> bool:
    change = some_change(value, random)
    if change is not None:
        change["ordinal"] = random.choice([n for n in (None, 0, 1, 2, 7, 2**70) if n != change["ordinal"]])
        return change["kind"] != "drop" or change["ordinal"] is not None
    return False


def change_date(value: Value, random: Random) -> bool:
    change = some_change(value, random)
    if change is not None:
        change["date"] = day_beside(change["date"], random)
    return change is not None


def change_until(value: Value, random: Random) -> bool:
    change = some_change(value, random)
    if change is not None:
        before = datetime.date.fromisoformat(value["effective"]) - datetime.timedelta(1)
        change["until"] = random.choice((before.isoformat(), "0001-01-01", "9999-12-31"))
    return change is not None


def change_forced(value: Value, random: Random) -> bool:
    change = some_change(value, random)
    if change is not None:
        change["forced"] = not change["forced"]
    return change is not None


def change_reason(value: Value, random: Random) -> bool:
    change = some_change(value, random)
    if change is not None:
        change["reason"][random.choice(("zh", "en"))] = random.choice(("", " \n"))
    return change is not None


def change_helpers(value: Value, random: Random) -> bool:
    change = some_change(value, random)
    if change is None:
        return False
    if change["helpers"] and random.random() < 0.5:
        return lose(change["helpers"], random)
    change["helpers"].append(random.choice((NOWHERE, f"cadre:{NOWHERE}", change["subject"])))
    return True


def change_key(value: Value, random: Random) -> bool:
    change = some_change(value, random)
    if change is None:
        return False
    key = random.choice(change["keys"])
    name = random.choice(("subject", "name", "place"))
    key[name] = NOWHERE if name == "subject" or key[name] is None else random.choice((None, key[name] + "x"))
    return True


def change_key_lost(value: Value, random: Random) -> bool:
    change = some_change(value, random)
    return change is not None and lose(change["keys"], random)


def change_key_twice(value: Value, random: Random) -> bool:
    change = some_change(value, random)
    if change is not None:
        change["keys"].append(random.choice(change["keys"]))
    return change is not None


# Levels and balances --------------------------------------------------------------------------------------------------


def level_figure(value: Value, random: Random) -> bool:
    level = random.choice(value["levels"])
    name = random.choice(("today", "value"))
    level[name] = other(level[name], random)
    return True


def level_proven(value: Value, random: Random) -> bool:
    random.choice(value["levels"])["proven"] = random.choice(("solver", "bound"))
    return True


def level_bound(value: Value, random: Random) -> bool:
    level = random.choice(value["levels"])
    level["bound"] = level["value"]
    return True


def level_lost(value: Value, random: Random) -> bool:
    return lose(value["levels"], random)


def level_order(value: Value, random: Random) -> bool:
    return swap(value["levels"], random)


def lens_figure(value: Value, random: Random) -> bool:
    lens = random.choice(summaries(value))
    name = random.choice(EXACT)
    lens[name] = None if random.random() < 0.2 else other(lens[name], random)
    return True


def lens_count(value: Value, random: Random) -> bool:
    lens = random.choice(summaries(value))
    lens["count"] = next_to(lens["count"], random)
    return True


def lens_index(value: Value, random: Random) -> bool:
    lens = random.choice(summaries(value))
    name = random.choice(INDICES)
    lens[name] = 0.0 if lens[name] is None else random.choice((None, lens[name] + 1e-6, -1.0))
    return True


def lens_value(value: Value, random: Random) -> bool:
    entry = random.choice(random.choice(summaries(value))["vector"])
    entry[0] = random.choice((other(entry[0], random), str(10**400), f"1/{10**400}"))
    return True


def lens_times(value: Value, random: Random) -> bool:
    entry = random.choice(random.choice(summaries(value))["vector"])
    entry[1] = random.choice((next_to(entry[1], random), 0, -1, 2**70))
    return True


def lens_entry(value: Value, random: Random) -> bool:
    return lose(random.choice(summaries(value))["vector"], random)


def lens_entry_order(value: Value, random: Random) -> bool:
    return swap(random.choice(summaries(value))["vector"], random)


def lens_lost(value: Value, random: Random) -> bool:
    return lose(random.choice(list(value["balance"].values())), random)


def lens_order(value: Value, random: Random) -> bool:
    return swap(random.choice(list(value["balance"].values())), random)


# What cannot be done --------------------------------------------------------------------------------------------------


def unmet_lost(value: Value, random: Random) -> bool:
    said = [unmet for unmet in value["unmet"] if unmet["kind"] == "uncovered"]
    if said:
        value["unmet"].remove(random.choice(said))
    return bool(said)


def unmet_subject(value: Value, random: Random) -> bool:
    said = [unmet for unmet in value["unmet"] if unmet["kind"] != "pins"]
    if said:
        subjects = random.choice(said)["subjects"]
        subjects[random.randrange(len(subjects))] = random.choice((NOWHERE, f"cadre:{NOWHERE}", f"household:{NOWHERE}"))
    return bool(said)


def unmet_kind(value: Value, random: Random) -> bool:
    said = [unmet for unmet in value["unmet"] if unmet["kind"] in {"uncovered", "pins"}]
    if said:
        unmet = random.choice(said)
        unmet["kind"] = random.choice([kind for kind in ("uncovered", "idle", "pins") if kind != unmet["kind"]])
    return bool(said)


# Proof ----------------------------------------------------------------------------------------------------------------


def row_weight(value: Value, random: Random) -> bool:
    term = random.choice(random.choice(value["proof"]["rows"]))
    term["weight"] = random.choice((0, -1, 2, 2**70, -(2**70)))
    return True


def row_rank(value: Value, random: Random) -> bool:
    term = random.choice(random.choice(value["proof"]["rows"]))
    term[random.choice(("at", "above"))] = random.choice((-1, 0, 1, 2, 2**70))
    return True


def row_level(value: Value, random: Random) -> bool:
    term = random.choice(random.choice(value["proof"]["rows"]))
    names = [level["name"] for level in value["levels"] if level["name"] != term["level"]]
    term["level"] = random.choice(names)
    return True


def row_further(value: Value, random: Random) -> bool:
    row = random.choice(value["proof"]["rows"])
    row.append(random.choice((row[0], {"level": "changes", "weight": 1})))
    return True


def row_lost(value: Value, random: Random) -> bool:
    return lose(value["proof"]["rows"], random)


def row_order(value: Value, random: Random) -> bool:
    return swap(value["proof"]["rows"], random)


def proof_lost(value: Value, _: Random) -> bool:
    value["proof"] = {"rows": [], "parts": []}
    return True


def in_proof(change: Change) -> Change:
    """Take a change to the parts of a balance for one to those of a plan."""

    def tampered(value: Value, random: Random) -> bool:
        return change(value["proof"], random)

    tampered.__name__ = change.__name__
    return tampered


CHANGES: Final[tuple[Change, ...]] = (
    tampering.of_roster, tampering.as_of, effective, mode, goal, status, limit, accepted_unknown, accepted_twice,
    count_of_goal, counts_swapped, change_lost, change_twice, change_id, change_group, groups_merged, change_kind,
    change_subject, change_cadre, change_both, change_ordinal, change_date, change_until, change_forced, change_reason,
    change_helpers, change_key, change_key_lost, change_key_twice, level_figure, level_proven, level_bound, level_lost,
    level_order, lens_figure, lens_count, lens_index, lens_value, lens_times, lens_entry, lens_entry_order, lens_lost,
    lens_order, unmet_lost, unmet_subject, unmet_kind, row_weight, row_rank, row_level, row_further, row_lost,
    row_order, proof_lost,
    *map(in_proof, (
        tampering.part_lost, tampering.part_order, tampering.part_today, tampering.part_member,
        tampering.part_member_order, tampering.pair_lost, tampering.pair_added, tampering.pair_twice,
        tampering.pair_order, tampering.pair_nowhere, tampering.potential, tampering.potential_far,
        tampering.potentials_shape,
    )),
)  # fmt: skip
"""Every way to make a plan false."""
