"""Every code of bad data has a small broken file of its own (D119 is the ledger's)."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from pairing.model.codes import DATA_CODES
from pairing.reading import read_roster
from tests.pairing.reading.books import GOOD, Rows, changed, save_book, told

if TYPE_CHECKING:
    from pathlib import Path

TIES = ["单位", "村", "角色", "开始", "结束"]
POSTS = ["干部", "村", "角色", "派出单位", "开始", "结束"]
BOUNDS = ["干部", "户", "类型", "原因"]

BROKEN: dict[str, tuple[dict[str, Rows], list[str], int]] = {
    "D101": (
        {name: rows for name, rows in GOOD.items() if name != "结对"},
        ["D101 error book.xlsx: There is no sheet pairings."],
        0,
    ),
    "D102": (
        changed("贫困户", ["H1", "甲户", "V1"], ["H2", "乙户", "V2"], columns=["户编号", "户主", "村"]),
        ["D102 error 贫困户!1: The column persons is missing."],
        0,
    ),
    "D103": (
        changed("贫困户", ["H9", None, "V1", 2], [None, "无号户", "V1", 2]),
        ["D103 error 贫困户!B5: head is blank.", "D103 error 贫困户!A6: id is blank."],
        1,
    ),
    "D104": (
        changed("贫困户", ["H9", "丁户", "V1", "三"]),
        ['D104 error 贫困户!D5: persons "三" is not a whole number from 1 to 99.'],
        0,
    ),
    "D105": (
        changed("贫困户", ["H9", "丁户", "V1", -3], ["H10", "戊户", "V1", "−3人"]),
        [
            'D105 error 贫困户!D5: persons "-3" is not a whole number from 1 to 99.',
            'D105 error 贫困户!D6: persons "−3人" is not a whole number from 1 to 99.',
        ],
        0,
    ),
    "D106": (
        changed("干部", ["C1", "赵六", "U1"]),
        ['D106 error 干部!A5: id "C1" is already that of row 2.'],
        1,
    ),
    "D107": (
        changed("干部", ["C9", "赵六", "U-7"]),
        ['D107 error 干部!C5: unit "U-7" is not in the table units.'],
        0,
    ),
    "D108": (
        changed("结对", ["C2", "H1", "2016-05", "2016-04"]),
        ["D108 error 结对!D4: end_date 2016-04-30 is before 2016-05-01."],
        0,
    ),
    "D109": (
        changed("结对", ["张三", "甲户", "2017", None]),
        ["D109 error 结对!A4: C1 – H1: the dates overlap those of row 2."],
        1,
    ),
    "D110": (
        {**GOOD, "限制": [BOUNDS, ["C1", "H1", "必须"], ["C1", "H1", "禁止"]]},
        ["D110 error 限制!C2: C1 – H1 is pinned here and excluded in row 3."],
        0,
    ),
    "D111": (
        {**GOOD, "限制": [BOUNDS, ["C3", "H1", "必须"], ["C1", "H3", "必须"]]},
        [
            'D111 error 限制!C2: C3 is "退休" and cannot be pinned.',
            'D111 error 限制!C3: H3 is "已迁出" and cannot be pinned.',
        ],
        0,
    ),
    "D112": (
        changed("干部", ["C8", "赵六", "U1", "处长", "借调"], ["C9", "钱七", "U1", "处长"]),
        [
            (
                'D112 warning 干部!D5: rank "处长" is no rank known here (2 rows); its quota is taken as 1, its level '
                "as unknown."
            ),
            'D112 warning 干部!E5: state "借调" is no label known here (1 rows); whatever is not 在岗 counts as left.',
        ],
        0,
    ),
    "D113": (
        changed("村", ["V1", "东村", "x"], columns=["村编号", "村名", "书记身份证号"])
        | {"贫困户": GOOD["贫困户"][:2]}
        | {"结对": GOOD["结对"][:2]},
        [
            (
                'D113 info 村!C1: The column "书记身份证号" may hold identity or bank numbers or what else is not '
                "kept; it was not read."
            ),
        ],
        0,
    ),
    "D114": (
        changed("干部", ["C9", "张三", "U1"]) | {"结对": [GOOD["结对"][0], ["张三", "H2", None]]},
        ['D114 error 结对!A2: cadre "张三" could mean 2 rows of the table cadres: C1, C9.'],
        1,
    ),
    "D115": (
        changed("单位", ["U1", "一处", 12], ["U2", "二处", 9], columns=["单位编号", "单位名称", "办公室"]),
        ['D115 warning 单位!C1: The column "办公室" is not known and was not read.'],
        0,
    ),
    "D116": (
        {**GOOD, "设置": [["键", "值"], ["每户最多帮扶", 3], ["均衡容差", "很小"], ["总数.干部", "700+"]]},
        [
            "D116 error 设置!B2: There is no setting 每户最多帮扶; perhaps 每户最多帮扶人 is meant.",
            'D116 error 设置!B3: Setting 均衡容差: "很小" is not a number from 0 to 10.',
        ],
        0,
    ),
    "D117": (
        changed("贫困户", ["H9", "长" * 300, "V1", 2], ["H10", "#REF!", "V1", 2]),
        [
            "D117 error 贫困户!B5: head holds 300 characters; at most 200 can be right.",
            'D117 error 贫困户!B6: head holds the error value "#REF!".',
        ],
        0,
    ),
    "D118": (
        changed("单位", ["U1", "一处", "壹处"], ["U2", "二处", None], columns=["单位编号", "单位名称", "单位名称"]),
        ['D118 error 单位!C1: There is another column "单位名称"; this one was not read.'],
        0,
    ),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_file_gives_its_findings_and_no_others(tmp_path: Path, code: str) -> None:
    sheets, expected, set_aside = BROKEN[code]

    reading = read_roster(save_book(tmp_path / "book.xlsx", sheets))

    assert (told(reading), reading.rows_set_aside) == (expected, set_aside)


def test_every_code_of_a_tidy_roster_has_its_file() -> None:
    assert set(BROKEN) == set(DATA_CODES) - {"D119"}


def test_a_good_file_has_no_finding(tmp_path: Path) -> None:
    reading = read_roster(save_book(tmp_path / "book.xlsx", GOOD), as_of=datetime.date(2016, 12, 31))

    assert told(reading) == []
    assert {name: frame.height for name, frame in reading.roster.tables.items()} == {
        "units": 2,
        "villages": 2,
        "cadres": 3,
        "households": 3,
        "twinnings": 0,
        "postings": 0,
        "liaisons": 0,
        "pairings": 2,
        "constraints": 0,
    }
    assert reading.roster.absent == {"twinnings", "postings", "liaisons", "constraints"}
    assert reading.roster.pairings["household"].to_list() == ["H1", "H2"]


def test_a_finding_says_everything_about_its_cell(tmp_path: Path) -> None:
    reading = read_roster(save_book(tmp_path / "book.xlsx", changed("干部", ["C9", "赵六", "U-7"])))

    (finding,) = reading.findings
    assert finding.model_dump(mode="json", context={"language": "en"}) == {
        "code": "D107",
        "severity": "error",
        "title": "Unknown reference",
        "message": 'unit "U-7" is not in the table units.',
        "hint": "Add the row to the table named, or correct the reference.",
        "table": "cadres",
        "file": "book.xlsx",
        "sheet": "干部",
        "row": 5,
        "column": "C",
        "header": "单位",
        "value": "U-7",
        "subjects": ["cadre:C9"],
    }


class TestWhatABadCellCosts:
    def test_a_bad_cell_is_blank_and_its_row_stays(self, tmp_path: Path) -> None:
        sheets = changed("贫困户", ["H9", "丁户", "V-9", "三"])

        household = read_roster(save_book(tmp_path / "book.xlsx", sheets)).roster.households.row(3, named=True)

        assert (household["id"], household["persons"], household["village"], household["village_key"]) == (
            "H9",
            None,
            None,
            None,
        )

    def test_a_row_with_an_unreadable_date_is_set_aside(self, tmp_path: Path) -> None:
        reading = read_roster(save_book(tmp_path / "book.xlsx", changed("结对", ["C2", "H1", "2016-02-30"])))

        assert told(reading) == [
            'D104 error 结对!C4: start_date "2016-02-30" is written as a date, but there is no such day.',
        ]
        assert (reading.rows_set_aside, reading.roster.pairings.height) == (1, 2)

    def test_what_refers_to_a_row_set_aside_raises_no_second_finding(self, tmp_path: Path) -> None:
        sheets = changed("干部", [None, "无号", "U1"]) | {"结对": [GOOD["结对"][0], ["无号", "H1", None]]}

        reading = read_roster(save_book(tmp_path / "book.xlsx", sheets))

        assert told(reading) == ["D103 error 干部!A5: id is blank."]
        assert reading.rows_set_aside == 2

    def test_a_missing_sheet_is_said_once_and_not_by_everyone_who_refers_to_it(self, tmp_path: Path) -> None:
        sheets = {name: rows for name, rows in GOOD.items() if name != "干部"}

        reading = read_roster(save_book(tmp_path / "book.xlsx", sheets))

        assert told(reading) == ["D101 error book.xlsx: There is no sheet cadres."]
        assert (reading.rows_set_aside, reading.roster.pairings.height) == (2, 0)

    def test_a_missing_id_column_is_said_once(self, tmp_path: Path) -> None:
        sheets = changed("村", ["东村"], ["西村"], columns=["村名"])

        reading = read_roster(save_book(tmp_path / "book.xlsx", sheets))

        assert told(reading) == ["D102 error 村!1: The column id is missing."]
        assert reading.rows_set_aside == 2


class TestOverlaps:
    def test_rows_that_follow_each_other_do_not_overlap(self, tmp_path: Path) -> None:
        sheets = changed("结对", ["C1", "H2", "2016-03", "2016-05-31"], ["C1", "H2", "2016-06", None])

        assert told(read_roster(save_book(tmp_path / "book.xlsx", sheets))) == []

    def test_the_last_day_counts(self, tmp_path: Path) -> None:
        sheets = changed("结对", ["C1", "H2", "2016-06", None], ["C1", "H2", "2016-03", "2016-06-01"])

        assert told(read_roster(save_book(tmp_path / "book.xlsx", sheets))) == [
            "D109 error 结对!A5: C1 – H2: the dates overlap those of row 4."
        ]

    def test_a_void_pairing_overlaps_nothing(self, tmp_path: Path) -> None:
        sheets = changed("结对", ["C1", "H1", "2016-03-01", None, "是"])

        reading = read_roster(save_book(tmp_path / "book.xlsx", sheets))

        assert (told(reading), reading.roster.pairings.height) == ([], 3)

    def test_lead_and_responsible_of_one_village_are_left_to_s105(self, tmp_path: Path) -> None:
        rows: Rows = [TIES, ["U1", "V1", "牵头"], ["U1", "V1", "责任"], ["U1", "V1", "共建"]]

        reading = read_roster(save_book(tmp_path / "book.xlsx", {**GOOD, "单位结对": rows}))

        assert told(reading) == ["D109 error 单位结对!A4: U1 – V1: the dates overlap those of row 2."]
        assert reading.roster.twinnings["role"].to_list() == ["lead", "responsible"]

    def test_a_constraint_said_twice(self, tmp_path: Path) -> None:
        rows: Rows = [BOUNDS, ["C1", "H1", "禁止"], ["C1", "H1", "禁止"]]

        assert told(read_roster(save_book(tmp_path / "book.xlsx", {**GOOD, "限制": rows}))) == [
            "D109 error 限制!A3: C1 – H1: the same is set in row 2."
        ]


def test_an_unknown_closed_label_is_of_the_wrong_type(tmp_path: Path) -> None:
    rows: Rows = [POSTS, ["C1", "V1", "队长", None, None, None]]

    reading = read_roster(save_book(tmp_path / "book.xlsx", {**GOOD, "驻村": rows}))

    assert told(reading) == [
        'D104 error 驻村!C2: role "队长" is not one of: first secretary, resident officer, member.'
    ]
    assert reading.roster.postings["role"].to_list() == [None]


def test_remedies_fit_what_is_wrong(tmp_path: Path) -> None:
    sheets = changed("结对", ["C2", "H1", "2016-02-30"], ["C2", "H2", "#FORMULA?"], ["C2", "H2", "春天"])
    reading = read_roster(save_book(tmp_path / "book.xlsx", sheets))
    assert [(found.code, str(found.place), str(found.message), str(found.hint)) for found in reading.findings] == [
        (
            "D104",
            "结对!C4",
            'start_date "2016-02-30" is written as a date, but there is no such day.',
            "Correct the day, month or year.",
        ),
        (
            "D117",
            "结对!C5",
            "start_date holds a formula without a result: it was never calculated.",
            "Open the file in Excel or WPS, let it calculate (F9), and save it.",
        ),
        (
            "D104",
            "结对!C6",
            'start_date "春天" is not a date such as 2016-03-01, 2016/3/1, 2016年3月1日 or 2016.3.',
            "Write the cell in one of the forms named.",
        ),
    ]


def test_a_table_without_rows_is_said_once(tmp_path: Path) -> None:
    bare = {name: rows[:1] for name, rows in GOOD.items() if name in {"村", "贫困户", "结对"}}
    optional = {"联点": [["干部", "村"]]}
    reading = read_roster(save_book(tmp_path / "book.xlsx", {**GOOD, **bare, **optional}))
    assert told(reading) == [
        "D103 warning 村: The table villages has its header and no row.",
        "D103 warning 贫困户: The table households has its header and no row.",
        "D103 info 结对: The table pairings has its header and no row.",
    ]
