"""Lists and bulletin as HTML to print: the same content as the workbooks, in a page that runs and loads nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from markupsafe import Markup

from pairing.text import text
from viz.figures import figures
from viz.html import NONCE, TAGS, environment, sealed
from viz.lists.bulletin import ISSUED, sections
from viz.lists.bulletin import TITLE as BULLETIN
from viz.lists.cards import NOTED, SIGNED, TITLE, cards_of, helper_fields, helper_headers
from viz.lists.chapter import state_of, sums_said
from viz.lists.register import SIGNATURE
from viz.lists.register_book import subtitle_of
from viz.lists.slips import slip_centred, slip_headers, slips_of
from viz.lists.summary import AGREES, contents_row, coverage_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import PurePath

    from jinja2 import Environment

    from pairing.text import Language, Text
    from viz.audience import Sight
    from viz.lists.book import Value
    from viz.lists.chapter import Chapter, PairingList, State
    from viz.lists.columns import ListColumn

_STYLE: Final = files("viz") / "style" / "print.css"


@dataclass(frozen=True, slots=True)
class _ChapterView:
    """A chapter, ready for its template; of what its body consists its layout says."""

    anchor: str
    title: str
    about: str
    ties: str
    counts: str
    back: str
    """The address of the summary; empty where it stands on the same page."""
    body: Sequence[object]
    sums: Sequence[str]


@dataclass(frozen=True, slots=True)
class _FigureView:
    label: str
    counted: str
    declared: str
    compared: str
    differs: bool


@dataclass(frozen=True, slots=True)
class _RowView:
    """A chapter's row in the summary."""

    address: str
    name: str
    values: Sequence[str]
    alone: bool


@dataclass(frozen=True, slots=True)
class _SummaryView:
    figures: Sequence[_FigureView]
    coverage: str
    headers: Sequence[str]
    rows: Sequence[_RowView]
    sums: Sequence[str]


@dataclass(frozen=True, slots=True)
class _CardView:
    title: str
    number: str
    place: str
    facts: Sequence[tuple[str, str]]
    ties: Sequence[tuple[str, str]]
    helpers: Sequence[Sequence[str]]
    note: str
    alone: bool
    noted: Sequence[str]
    blank: int
    signed: str


@dataclass(frozen=True, slots=True)
class Printer:
    """Writes the pages of one list."""

    sight: Sight
    pairing_list: PairingList
    language: Language

    def whole(self) -> bytes:
        """Write one page: the summary, and every chapter from a new sheet on."""
        chapters = self.pairing_list.chapters
        addresses = [f"#c{at}" for at in range(1, len(chapters) + 1)]
        views = [self._chapter(chapter, address[1:]) for chapter, address in zip(chapters, addresses, strict=True)]
        return self._written(self.pairing_list.title, views, self._summary(addresses))

    def contents(self, places: Sequence[PurePath]) -> bytes:
        """Write the summary alone, which leads to a file for each chapter."""
        return self._written(self.pairing_list.title, [], self._summary([quote(one.as_posix()) for one in places]))

    def chapter(self, chapter: Chapter, back: PurePath) -> bytes:
        """Write one chapter alone, with a link back to the summary."""
        return self._written(chapter.title, [self._chapter(chapter, "c1", quote(back.as_posix()))], None)

    def _written(self, title: Text, chapters: Sequence[_ChapterView], summary: _SummaryView | None) -> bytes:
        return written(
            "list.html",
            self.language,
            title=self._say(title),
            subtitle=subtitle_of(self.sight, self.language),
            layout=self.pairing_list.layout,
            headers=[self._say(header) for header in self._headers()],
            fields=helper_fields(self.pairing_list) if self.pairing_list.layout == "cards" else (),
            empty=self._say(self.pairing_list.empty),
            signature=self._say(SIGNATURE),
            chapters=chapters,
            summary=summary,
        )

    def _headers(self) -> Sequence[Text]:
        match self.pairing_list.layout:
            case "register":
                return [column.header for column in self.pairing_list.columns]
            case "slips":
                return slip_headers(self.pairing_list)
            case "cards":
                return helper_headers(self.pairing_list)

    def _say(self, words: Text) -> str:
        return words.render(self.language)

    # The summary

    def _summary(self, addresses: Sequence[str]) -> _SummaryView:
        listed = self.pairing_list
        return _SummaryView(
            figures=[
                _FigureView(
                    self._say(figure.label),
                    said(figure.counted),
                    figure.declared or self._say(AGREES[None]),
                    self._say(AGREES[figure.agrees]),
                    figure.agrees is False,
                )
                for figure in figures(self.sight)
            ],
            coverage=self._say(coverage_sentence(self.sight)),
            headers=[self._say(header) for header in (text("No."), *listed.headers)],
            rows=[
                _RowView(address, chapter.name, said_all(contents_row(chapter)[1:]), bool(chapter.alone))
                for address, chapter in zip(addresses, listed.chapters, strict=True)
            ],
            sums=said_all(listed.totals),
        )

    # Chapters

    def _chapter(self, chapter: Chapter, anchor: str, back: str = "") -> _ChapterView:
        return _ChapterView(
            anchor=anchor,
            title=self._say(chapter.title),
            about=chapter.about(subtitle_of(self.sight, self.language)),
            ties=chapter.ties_said(self.language),
            counts=self._say(chapter.counts),
            back=back,
            body=list(self._body(chapter)),
            sums=said_all(sums_said(chapter, self.pairing_list.columns, self.language)),
        )

    def _body(self, chapter: Chapter) -> Iterator[object]:
        match self.pairing_list.layout:
            case "register":
                return self._rows(chapter)
            case "slips":
                return self._slips(chapter)
            case "cards":
                return self._cards(chapter)

    def _rows(self, chapter: Chapter) -> Iterator[Sequence[tuple[str, str]]]:
        listed = self.pairing_list
        states: tuple[State, ...] = ("first", "again", "alone")
        looks = {state: [self._look(column, state) for column in listed.columns] for state in states}
        for line in chapter.lines:
            values = [said(listed.value(column, line, self.language)) for column in listed.columns]
            yield list(zip(values, looks[state_of(line)], strict=True))

    def _look(self, column: ListColumn, state: State) -> str:
        """Name the classes of a cell."""
        shown = {"first": False, "again": self.pairing_list.repeats(column), "alone": True}[state]
        return " ".join([*(["c"] if column.centred else []), *([state] if shown else [])])

    def _slips(self, chapter: Chapter) -> Iterator[dict[str, object]]:
        looks = ["c" if centred else "" for centred in slip_centred(self.pairing_list)]
        for slip in slips_of(self.pairing_list, chapter, self.language):
            rows = [list(zip(said_all(row), looks, strict=True)) for row in slip.rows]
            yield {"head": slip.head, "rows": rows, "alone": slip.alone}

    def _cards(self, chapter: Chapter) -> Iterator[_CardView]:
        for card in cards_of(self.pairing_list, chapter, self.language):
            yield _CardView(
                title=self._say(TITLE),
                number=self._say(card.number),
                place=card.place,
                facts=[(self._say(label), said(value)) for label, value in card.facts],
                ties=[(self._say(tie.label), "、".join(tie.names)) for tie in card.ties],
                helpers=[said_all(helper) for helper in card.helpers],
                note=self._say(card.note) if card.note else "",
                alone=card.alone,
                noted=[self._say(header) for header in NOTED],
                blank=card.blank,
                signed=self._say(SIGNED),
            )


def bulletin_page(sight: Sight, language: Language) -> bytes:
    """Write the bulletin."""
    return written(
        "bulletin.html",
        language,
        title=BULLETIN.render(language),
        subtitle=subtitle_of(sight, language),
        issued=ISSUED.render(language),
        sections=[
            {
                "title": heading.render(language),
                "sentences": [sentence.render(language) for sentence in section.sentences],
                "tables": [
                    {"headers": [header.render(language) for header in table.headers], "rows": table.said(language)}
                    for table in section.tables
                ],
            }
            for heading, section in sections(sight, language)
        ],
    )


def written(template: str, language: Language, **given: object) -> bytes:
    """Write a page."""
    page = (
        _environment(language)
        .get_template(template)
        .render(
            given,
            tag=TAGS[language],
            nonce=NONCE,
            pages=_page_numbers(language),
            style=Markup(_STYLE.read_text(encoding="utf-8")),  # noqa: S704 - our own
        )
    )
    return sealed(page)


@cache
def _environment(language: Language) -> Environment:
    made = environment("templates/lists")
    made.globals["text"] = lambda english, **values: text(english, **values).render(language)
    return made


def _page_numbers(language: Language) -> Markup:
    """Write "page x of y" as the value of ``content``, which a browser that numbers pages fills in."""
    words = text("Page {page} of {pages}", page="\0page\0", pages="\0pages\0").render(language).split("\0")
    parts = [
        f"counter({word})" if word in {"page", "pages"} else json.dumps(word, ensure_ascii=False)
        for word in words
        if word
    ]
    return Markup(" ".join(parts))  # noqa: S704 - a sentence of ours


def said(value: Value) -> str:
    """Write a value as a cell shows it."""
    return "" if value is None else str(value)


def said_all(values: Sequence[Value]) -> list[str]:
    """Write the values of a row."""
    return list(map(said, values))
