from __future__ import annotations

from tests.viz.areas import small
from tests.viz.reports import COLUMNS, report_of
from viz.audience import Audience, sight
from viz.pages.atlas import atlas
from viz.pages.data import DataBody, data_page
from viz.pages.page import frame_of
from viz.pages.panorama import panorama
from viz.words import shown_first


def body_of(audience: Audience = "internal") -> DataBody:
    seen = sight(small(), audience, report_of(small()), COLUMNS)
    body = data_page(seen, atlas(panorama(seen), "en")).body
    assert isinstance(body, DataBody)
    return body


def test_inputs_are_named_without_their_folders() -> None:
    assert body_of().inputs == ("名册.xlsx", "b.csv")


def test_rules_that_were_not_checked_are_said() -> None:
    rules = body_of().rules
    assert rules is not None
    assert shown_first(rules.sentence) == "Rules passed: 1; nothing to check: 0; could not be checked: 1."
    assert [(rule.code, rule.reason) for rule in rules.skipped] == [("S106", ("No table 驻村.", "没有“驻村”表。"))]


def test_columns_are_told_as_they_were_read() -> None:
    assert [(one.where, one.header, one.read_as, one.known) for one in body_of().columns] == [
        ("Sheet1!D", "户主姓名", ("households.head", "贫困户 · 户主"), True),
        ("Sheet1!E", "证件号码", "—", False),
    ]


def test_rows_set_aside_are_the_offices_business() -> None:
    said = [sight(small(), audience, report_of(small())) for audience in ("internal", "public")]
    told = [shown_first(frame_of(seen, atlas(panorama(seen), "en")).rows_set_aside) for seen in said]
    assert told == ["3 rows were set aside and are not counted.", ""]


def test_the_public_is_told_of_no_file_no_rule_and_no_column() -> None:
    assert body_of("public") == DataBody((), None, ())
