"""An area with more of everything than fits into one piece. Everybody in it is invented."""

from __future__ import annotations

import polars as pl

from pairing.roster import Roster, roster_from_tables
from tests.viz.areas import DAY, START

HELPERS = 7


def crowd() -> Roster:
    """A village of nine households, the first with seven helpers, the last with none; another of one household."""
    homes = [str(number) for number in range(1, 11)]
    helpers = [f"C{number}" for number in range(1, HELPERS + 1)]
    paired = [("1", cadre) for cadre in helpers] + [(home, "C1") for home in homes[1:8]] + [("10", "C2")]
    return roster_from_tables(
        {
            "units": pl.DataFrame({"id": ["U1"], "name": ["高速公路管理支队第一大队"]}),
            "villages": pl.DataFrame(
                {
                    "id": ["V1", "V2"],
                    "name": ["白土庄", "阿家庄"],
                    "prefecture": ["海东市", "西宁市"],
                    "county": ["互助县", "湟中县"],
                }
            ),
            "cadres": pl.DataFrame(
                {
                    "id": helpers,
                    "name": [f"干部{number}" for number in "一二三四五六七"],
                    "unit": ["U1"] * HELPERS,
                    "rank": ["一级主任科员"] * HELPERS,
                    "phone": [f"097100000{number}" for number in range(HELPERS)],
                }
            ),
            "households": pl.DataFrame(
                {
                    "id": homes,
                    "head": [f"户主{home}" for home in homes],
                    "village": ["V1"] * 9 + ["V2"],
                    "persons": [3] * 10,
                    "category": ["低保"] * 10,
                    "cause": ["因病"] * 10,
                }
            ),
            "twinnings": pl.DataFrame({"unit": ["U1"], "village": ["V1"], "role": ["lead"]}),
            "postings": pl.DataFrame({"cadre": ["C1"], "village": ["V1"], "role": ["first_secretary"]}),
            "pairings": pl.DataFrame(
                {
                    "cadre": [cadre for _, cadre in paired],
                    "household": [home for home, _ in paired],
                    "start_date": [START] * len(paired),
                }
            ),
        },
        on=DAY,
    )
