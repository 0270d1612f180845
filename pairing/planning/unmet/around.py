"""Who is there for a village: by the twinnings of his unit, posted, or linked; and whether he can be sent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from pairing.counting import active_twinnings, cadres_with_quota, counting_liaisons, counting_postings
from pairing.eligibility import Pairs

if TYPE_CHECKING:
    from pairing.model.labels import ConstraintKind
    from pairing.planning.area import Area


@dataclass(frozen=True, eq=False)
class Around:
    """The surroundings of an area's villages, by their ids."""

    area: Area

    def units(self, village: str) -> list[str]:
        """Give the units twinned with a village."""
        return self._twinnings.filter(pl.col("village") == village)["unit"].unique().sort().to_list()

    def people(self, village: str) -> pl.DataFrame:
        """Give all who belong to these units, or are posted or linked there, those who have left too.

        ``id``, ``quota`` (null for one who has left), and whether he is ``able``: offered the village, if no exclusion
        stands against it; else what stands against it, which is one of ``left``, ``exempt``, ``elsewhere``.
        """
        posted = self._postings.filter(pl.col("village") == village)["cadre"]
        linked = self._liaisons.filter(pl.col("village") == village)["cadre"]
        here, with_link = pl.col("id").is_in(posted.implode()), pl.col("id").is_in(linked.implode())
        there = self._cadres.filter(here | with_link | pl.col("unit").is_in(self.units(village)))
        left, exempt = pl.col("quota").is_null(), pl.col("quota") == 0
        elsewhere = pl.col("posted") & ~here & ~left & ~exempt
        return there.select(
            "id", "quota", left=left, exempt=exempt.fill_null(value=False), elsewhere=elsewhere,
            able=~left & ~exempt & ~elsewhere,
        )  # fmt: skip

    @cached_property
    def _twinnings(self) -> pl.DataFrame:
        return active_twinnings(self.area.roster).select("unit", "village")

    @cached_property
    def _postings(self) -> pl.DataFrame:
        return counting_postings(self.area.roster).select("cadre", "village")

    @cached_property
    def _liaisons(self) -> pl.DataFrame:
        return counting_liaisons(self.area.roster).select("cadre", "village")

    @cached_property
    def _cadres(self) -> pl.DataFrame:
        quotas = cadres_with_quota(self.area.roster).select("id", "quota")
        posted = pl.col("id").is_in(self._postings["cadre"].unique().implode())
        cadres = self.area.roster.cadres.select("id", "unit")
        return cadres.join(quotas, on="id", how="left", maintain_order="left").with_columns(posted=posted)


def constrained(area: Area, kind: ConstraintKind) -> Pairs:
    """Give the pins or exclusions between active cadres and households in scope, as they are set."""
    cadres = pl.DataFrame({"cadre": area.cadre_ids}).with_row_index("c")
    households = pl.DataFrame({"household": area.household_ids}).with_row_index("h")
    rows = area.roster.constraints.filter(pl.col("kind") == kind.value).select("cadre", "household")
    both = rows.join(cadres, on="cadre").join(households, on="household")
    return Pairs(both["c"].cast(pl.Int64).to_numpy(), both["h"].cast(pl.Int64).to_numpy()).sorted()
