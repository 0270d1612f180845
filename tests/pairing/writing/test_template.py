"""The template is what a planner can fill in without a manual, and is itself a valid roster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from pairing.model.settings import Settings, setting_rows
from pairing.model.table import SETTINGS_SHEET, TABLES
from pairing.reading import read_roster
from pairing.writing.template import write_template

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

    from pairing.text import Language


@pytest.fixture
def template(tmp_path: Path) -> Workbook:
    return openpyxl.load_workbook(write_template(tmp_path / "模板.xlsx"))


def test_it_has_a_sheet_per_table_and_the_settings(template: Workbook) -> None:
    assert template.sheetnames == [*(table.chinese for table in TABLES.values()), SETTINGS_SHEET]


def test_every_header_carries_a_note_and_required_ones_a_star(template: Workbook) -> None:
    for table in TABLES.values():
        header = template[table.chinese][1]
        assert [cell.value for cell in header] == [
            column.chinese + ("*" if name in table.required else "") for name, column in table.columns.items()
        ]
        for cell in header:
            assert cell.comment is not None
            assert cell.comment.text


def test_references_and_labels_have_drop_downs(template: Workbook) -> None:
    lists = {
        name: {str(rule.sqref).split(":")[0]: rule.formula1 for rule in template[name].data_validations.dataValidation}
        for name in template.sheetnames
    }
    ranks = lists["干部"].pop("D2")
    assert {"正处", "四级高级警长", "科员"} < set(ranks.strip('"').split(","))
    assert lists["干部"] == {"C2": "'单位'!$B$2:$B$1048576", "E2": '"在岗,调离,退休,离岗"'}
    assert lists["单位结对"] == {
        "A2": "'单位'!$B$2:$B$1048576",
        "B2": "'村'!$B$2:$B$1048576",
        "C2": '"牵头,责任,共建,未定"',
    }
    assert lists["结对"] == {
        "A2": "'干部'!$A$2:$A$1048576",
        "B2": "'贫困户'!$A$2:$A$1048576",
        "F2": '"是,否"',
    }


def test_every_setting_is_there_with_its_default_and_meaning(template: Workbook) -> None:
    rows = [[cell.value for cell in row] for row in template[SETTINGS_SHEET].iter_rows(min_row=2)]
    assert rows == [[row.key, None, row.default or None, row.meaning.render("zh")] for row in setting_rows("zh")]
    assert {row.key.partition(".")[0] for row in setting_rows("zh")} == {
        (info.alias or "").removesuffix(".") for info in Settings.model_fields.values()
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_reads_back_without_a_finding(tmp_path: Path, language: Language) -> None:
    reading = read_roster(write_template(tmp_path / "模板.xlsx", language=language))
    assert reading.findings == ()
    assert reading.roster.settings == Settings()
    assert [reading.roster.tables[name].height for name in TABLES] == [1] * len(TABLES)
