"""Small planning areas that the tests of viz look at. Everybody in them is invented."""

from __future__ import annotations

import datetime

import polars as pl

from pairing.model.settings import Settings
from pairing.roster import Roster, Source, roster_from_tables

DAY = datetime.date(2016, 12, 31)
START = datetime.date(2016, 1, 5)

MARKUP = "</script><img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://example.invalid")'
SEPARATORS = "u\u2028v\u2029w"


def small() -> Roster:
    """Two units, two villages, three cadres; of four households one has no helper, one has two helpers."""
    return roster_from_tables(
        {
            "units": pl.DataFrame({"id": ["U2", "U10"], "name": ["刑侦", "交警"]}),
            "villages": pl.DataFrame(
                {"id": ["V1", "V2"], "name": ["白土庄", "阿家庄"], "county": ["湟中县", "湟中县"]}
            ),
            "cadres": pl.DataFrame(
                {
                    "id": ["C1", "C2", "C3"],
                    "name": ["张明哲", "单雄", "李四"],
                    "unit": ["U2", "U2", "U10"],
                    "rank": ["民警", "正科", "民警"],
                    "phone": ["0971-001", "0971-002", None],
                }
            ),
            "households": pl.DataFrame(
                {
                    "id": ["H10", "H9", "H2", "H1"],
                    "head": ["才让卓玛", "王五", "赵六子", "钱七"],
                    "village": ["V1", "V1", "V1", "V2"],
                    "persons": [3, 2, 5, 4],
                    "cause": ["因病", "因学", None, "因残"],
                    "category": ["低保", None, "一般", "五保"],
                }
            ),
            "twinnings": pl.DataFrame(
                {
                    "unit": ["U2", "U10", "U10"],
                    "village": ["V1", "V1", "V2"],
                    "role": ["lead", "responsible", "lead"],
                    "start_date": [START] * 3,
                }
            ),
            "postings": pl.DataFrame({"cadre": ["C2"], "village": ["V1"], "role": ["first_secretary"]}),
            "pairings": pl.DataFrame(
                {
                    "cadre": ["C1", "C1", "C2"],
                    "household": ["H9", "H10", "H10"],
                    "ordinal": [None, 2, 1],
                    "start_date": [START, START, None],
                }
            ),
        },
        Settings(totals={"units": "2", "villages": "3"}),
        on=DAY,
    )


def hostile() -> Roster:
    """One of each, named by people who want a page or a sheet to do something."""
    return roster_from_tables(
        {
            "units": pl.DataFrame({"id": [MARKUP], "name": [MARKUP]}),
            "villages": pl.DataFrame(
                {"id": ["../../V", "v2", "v3"], "name": ["../../[a]:b*?/\\", f"村{MARKUP}", "村{{ 7*7 }}"]}
            ),
            "cadres": pl.DataFrame({"id": ["-1"], "name": [FORMULA], "unit": [MARKUP], "phone": ["+86 971"]}),
            "households": pl.DataFrame(
                {
                    "id": ["@H", "h2", "h3"],
                    "head": [f"javascript:alert(1){MARKUP}", SEPARATORS, "\t=1+1"],
                    "village": ["../../V", "v2", "v2"],
                    "persons": [1, 2, 3],
                }
            ),
            "twinnings": pl.DataFrame({"unit": [MARKUP], "village": ["v2"], "role": ["lead"]}),
            "pairings": pl.DataFrame({"cadre": ["-1", "-1"], "household": ["h2", "@H"]}),
        },
        on=DAY,
    )


def of_ledger() -> Roster:
    """The small area as a ledger gives it: codes that we made, so that no reader knows them."""
    known = small()
    columns = {"households.head": ("D", "户主姓名"), "households.village": ("C", "行政村")}
    return roster_from_tables(
        {
            name: frame.select([column for column in frame.columns if column not in {"key", "source", "row"}])
            for name, frame in known.tables.items()
            if name in {"units", "villages", "cadres", "households", "pairings"}
        },
        on=DAY,
        sources=(Source("台账.xlsx", "Sheet1", columns),),
    )


def wide(villages: int) -> Roster:
    """Make an area of many villages, a county for every hundred, each with a household that nobody helps."""
    numbers = [str(number) for number in range(villages)]
    return roster_from_tables(
        {
            "units": pl.DataFrame({"id": ["U"], "name": ["单位"]}),
            "villages": pl.DataFrame(
                {"id": numbers, "name": [f"村{n}" for n in numbers], "county": [f"县{int(n) // 100}" for n in numbers]}
            ),
            "cadres": pl.DataFrame({"id": ["C"], "name": ["张三"], "unit": ["U"]}),
            "households": pl.DataFrame(
                {"id": numbers, "head": ["王五"] * villages, "village": numbers, "persons": [1] * villages}
            ),
            "pairings": pl.DataFrame(schema={"cadre": pl.String, "household": pl.String}),
        },
        on=DAY,
    )
