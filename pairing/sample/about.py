"""The sheet 说明 of the sample: what is fact, what is invented, and which gaps are planted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.sample import facts
from pairing.sample.edits import EDITS
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pairing.text import Language

FACT: Final = text("fact")
INVENTED: Final = text("invented")
PLANTED: Final = text("planted")
SOURCE: Final = text(
    "Published account of {published} of the Qinghai Provincial Public Security Department's targeted help in 2016.",
    published=facts.PUBLISHED,
)

FACTS: Final = (
    (text("Units whose party organisations were twinned"), text("{count}", count=facts.UNITS)),
    (text("Villages helped"), text("{count}", count=len(facts.VILLAGES))),
    (
        text("Cadres paired with households"),
        text("over {count}; the exact number is not published", count=facts.MORE_CADRES_THAN),
    ),
    (text("Poor households on file"), text("{count}", count=facts.HOUSEHOLDS)),
    (text("Persons in them"), text("{count}", count=facts.PERSONS)),
    (
        text("First secretaries sent"),
        text("{count}, one a village, all of division rank", count=len(facts.VILLAGES)),
    ),
    (text("Resident officers sent"), text("{count}, one a village", count=len(facts.VILLAGES))),
    (
        text("Form for a village"),
        text("1+1帮1: the lead unit sent the first secretary, the responsible unit the resident officer"),
    ),
    (
        text("Forms for households"),
        text("one-to-one, one-to-many, many-to-one (一帮一, 一帮多, 多帮一)"),
    ),
    (
        text("Rule for deployment"),
        text("科学调配力量、保持相当均衡: deploy strength by need and keep it fairly balanced"),
    ),
    (
        text("Leaders and their villages"),
        text("Each member of the department's leadership has villages linked to him."),
    ),
    (
        text("Names of ten villages, with county and township"),
        text("The prefectures are geography. Two villages are not named in the account."),
    ),
)
"""What the account tells."""

INVENTIONS: Final = (
    (text("Each unit"), text("Their names, marked 示例, their sizes, and which village each is twinned with.")),
    (
        text("Each person"),
        text("Everybody. Given names are pairs of the sexagenary cycle (甲子, 乙丑 …); phones cannot exist."),
    ),
    (text("Each household"), text("Size, category, cause, difficulty and state of each; only their totals are facts.")),
    (text("Number of cadres"), text("How many over 700 there are.")),
    (text("Each tie"), text("Who is posted where, which leader is linked to which village, who helps whom.")),
    (text("Each date"), text("Every day within 2016.")),
)
"""What nobody published."""


def about_rows(language: Language, *, clean: bool = False) -> list[tuple[str, str, str]]:
    """Give the rows of the sheet: kind, what, and more about it; the first is the header."""
    head = (text("fact or invented"), text("about what"), text("what is told"))
    return [_rendered(row, language) for row in (head, *_rows(clean=clean))]


def about_sheet(language: Language, *, clean: bool = False) -> tuple[str, list[tuple[str, str, str]]]:
    """Give the sheet's name and rows, for the workbook's writer."""
    return text("About the sample").render(language), about_rows(language, clean=clean)


def _rows(*, clean: bool) -> Iterator[tuple[Text, Text, Text]]:
    yield text("where from"), text("Where the facts come from"), SOURCE
    yield from ((FACT, what, more) for what, more in FACTS)
    yield from ((INVENTED, what, more) for what, more in INVENTIONS)
    if not clean:
        for edit in EDITS:
            yield PLANTED, edit.what, text("found by {codes}", codes=edit.codes)


def _rendered(row: tuple[Text, Text, Text], language: Language) -> tuple[str, str, str]:
    kind, what, more = (cell.render(language) for cell in row)
    return kind, what, more
