"""Who sees what (DESIGN §10): the one place that decides it, for lists and pages alike.

An audience is given a *sight*: a roster and a report in which nothing it may not see is left. For the public that is a
new roster, made from an allow-list of fields: heads masked, ids replaced by numbers of the list itself, only what
counts today. Whatever is derived from it later (pinyin, sort order, file names, search index) is derived from masked
values, so no writer has to remember anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from pairing import counting
from pairing.model.labels import ACTIVE, REGISTERED
from pairing.model.settings import Settings
from pairing.roster import roster_from_tables
from pairing.text import Text, text
from viz.ordering import places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pairing.model.balance import Balance
    from pairing.model.cell import TableName
    from pairing.model.plan import Plan
    from pairing.model.report import Report
    from pairing.reading.reading import ColumnRead
    from pairing.roster import Roster

Audience = Literal["internal", "public"]

NAMES: Final[dict[Audience, Text]] = {"internal": text("Internal use only"), "public": text("For the public")}

PUBLIC_FIELDS: Final[frozenset[str]] = frozenset(
    {
        *("units.name",),
        *("villages.name", "villages.prefecture", "villages.county", "villages.township"),
        *("cadres.name", "cadres.unit", "cadres.rank"),
        *("households.head", "households.village", "households.persons"),
    }
)
"""What of a person or place the public may see; heads only masked. All else is dropped, fields added later included."""
TIE_FIELDS: Final = ("role", "ordinal", "start_date", "end_date")
"""What the public may see of a tie that counts, besides its two ends."""

_MASK: Final = "*"
_NUMBER: Final = r"[0-9]{5,}"
"""A phone that somebody wrote into the cell of a name: no name has so many digits."""


@dataclass(frozen=True, eq=False)
class Sight:
    """A roster and its report as one audience may see them."""

    audience: Audience
    roster: Roster
    report: Report | None = None
    columns: tuple[ColumnRead, ...] = ()
    balance: Balance | None = None
    plan: Plan | None = None

    def shows(self, field: str) -> bool:
        """Tell whether a field (``households.cause``) is shown: this audience may see it and the input has it."""
        allowed = self.audience == "internal" or field in PUBLIC_FIELDS
        return allowed and self.roster.has(field)

    @property
    def plans(self) -> bool:
        """Tell whether this audience sees what is not in order: findings, idle cadres, overload, balance, plan."""
        return self.audience == "internal"


def sight(  # noqa: PLR0913, PLR0917 - a roster and all that was made of it
    roster: Roster,
    audience: Audience,
    report: Report | None = None,
    columns: tuple[ColumnRead, ...] = (),
    balance: Balance | None = None,
    plan: Plan | None = None,
) -> Sight:
    """Give what ``audience`` may see of a roster, its report, how its columns were read, its balance and its plan."""
    if audience == "internal":
        return Sight(audience, roster, report, columns, balance, plan)
    return Sight(audience, _public_roster(roster, _own_numbers(roster)), report and _public_report(report))


def masked(name: str) -> str:
    """Mask a name: first and last character of three or more stay (才**玛), the first of two (张*), none of one.

    A middle dot counts as a character and is masked too.
    """
    match len(name):
        case 0 | 1:
            return _MASK * len(name)
        case 2:
            return name[0] + _MASK
        case length:
            return name[0] + _MASK * (length - 2) + name[-1]


# For the public: its own numbers ---------------------------------------------------------------------------------


def _own_numbers(roster: Roster) -> Mapping[TableName, pl.DataFrame]:
    """Give the public's own numbers, in the order of what it sees: the planner's ids and their order leave no trace.

    Each frame has ``key`` (of the roster), ``id`` (the new one) and the public fields.
    """
    units = _numbered(roster.units.select("key", "name"), [places(roster.units["name"])])
    villages = _numbered(
        roster.villages.select("key", "name", "prefecture", "county", "township"),
        [places(roster.villages[column]) for column in ("prefecture", "county", "township", "name")],
    )
    cadres = _public_cadres(roster, units)
    return {
        "units": units,
        "villages": villages,
        "cadres": cadres,
        "households": _public_households(roster, villages, cadres),
    }


def _public_cadres(roster: Roster, units: pl.DataFrame) -> pl.DataFrame:
    """Give those who help, are posted or are linked to a village; who is idle is the office's own business."""
    ties = (counting.counting_pairings, counting.counting_postings, counting.counting_liaisons)
    named = pl.concat([tie(roster).select(key="cadre_key") for tie in ties]).unique()
    seen = (
        counting.active_cadres(roster)
        .join(named, on="key", how="semi", maintain_order="left")
        .select("key", pl.col("name").str.replace_all(_NUMBER, ""), "rank", "unit_key")
        .join(units.select(unit_key="key", unit="id", unit_place="place"), on="unit_key", how="left")
    )
    return _numbered(seen, [seen["unit_place"], places(seen["name"], person=True), places(seen["rank"])])


def _public_households(roster: Roster, villages: pl.DataFrame, cadres: pl.DataFrame) -> pl.DataFrame:
    first_helper = (
        counting.counting_pairings(roster)
        .join(cadres.select(cadre_key="key", cadre_place="place"), on="cadre_key")
        .group_by("household_key")
        .agg(helpers=pl.col("cadre_place").sort().cast(pl.String).str.join(" "))
    )
    seen = (
        counting.households_in_scope(roster)
        .select("key", "head", "persons", "village_key")
        .with_columns(head=_masked_all(pl.col("head").str.replace_all(_NUMBER, "")))
        .join(villages.select(village_key="key", village="id", village_place="place"), on="village_key", how="left")
        .join(first_helper.rename({"household_key": "key"}), on="key", how="left")
    )
    order = [seen["village_place"], places(seen["head"], person=True), seen["persons"], seen["helpers"]]
    return _numbered(seen, order)


def _masked_all(names: pl.Expr) -> pl.Expr:
    return names.map_batches(
        lambda heads: heads.replace_strict(
            list(distinct := heads.unique().drop_nulls()), [masked(name) for name in distinct], return_dtype=pl.String
        ),
        return_dtype=pl.String,
    )


def _numbered(frame: pl.DataFrame, order: list[pl.Series]) -> pl.DataFrame:
    """Sort by what is shown and number from 1; ``place`` is the number as an integer, ``id`` as a text."""
    keys = [f"by_{position}" for position in range(len(order))]
    ordered = frame.with_columns(series.alias(key) for series, key in zip(order, keys, strict=True))
    return (
        ordered.sort(keys, nulls_last=True, maintain_order=True)
        .drop(keys)
        .with_columns(place=pl.int_range(1, pl.len() + 1, dtype=pl.UInt32))
        .with_columns(id=pl.col("place").cast(pl.String))
    )


def _public_roster(roster: Roster, numbers: Mapping[TableName, pl.DataFrame]) -> Roster:
    """Give the public's roster, in which every household is registered: no state is told, nor which of them count."""
    tables: dict[TableName, pl.DataFrame] = {
        "units": numbers["units"].select("id", "name"),
        "villages": numbers["villages"].select("id", "name", "prefecture", "county", "township"),
        "cadres": numbers["cadres"].select("id", "name", "unit", "rank", state=pl.lit(ACTIVE)),
        "households": numbers["households"].select("id", "head", "village", "persons", state=pl.lit(REGISTERED)),
        "twinnings": _renamed(counting.active_twinnings(roster), numbers, unit="units", village="villages"),
        "postings": _renamed(counting.counting_postings(roster), numbers, cadre="cadres", village="villages"),
        "liaisons": _renamed(counting.counting_liaisons(roster), numbers, cadre="cadres", village="villages"),
        "pairings": _renamed(counting.counting_pairings(roster), numbers, cadre="cadres", household="households"),
    }
    shown = {name: frame for name, frame in tables.items() if name not in roster.absent}
    return roster_from_tables(shown, Settings(totals=roster.settings.totals), on=roster.on)


def _renamed(frame: pl.DataFrame, numbers: Mapping[TableName, pl.DataFrame], **ends: TableName) -> pl.DataFrame:
    """Give an edge table by the public's numbers, sorted by them, with nothing else but role, order and dates."""
    kept = [column for column in TIE_FIELDS if column in frame.columns]
    for end, table in ends.items():
        new = numbers[table].select(pl.col("key").alias(f"{end}_key"), pl.col("id").alias(f"new_{end}"), "place")
        frame = frame.join(new.rename({"place": f"{end}_place"}), on=f"{end}_key")
    return frame.sort([f"{end}_place" for end in ends], maintain_order=True).select(
        *(pl.col(f"new_{end}").alias(end) for end in ends), *kept
    )


def _public_report(report: Report) -> Report:
    """Keep the totals and the coverage; findings, rules and files are the office's own business."""
    return report.model_copy(update={"inputs": (), "rows_set_aside": 0, "rules": (), "findings": ()})
