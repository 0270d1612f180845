"""What travels along with a graph: all of a reading that is no row, so that a report from a server is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ConfigDict

from pairing.model.cell import TableName
from pairing.model.finding import Finding
from pairing.model.report import Input
from pairing.model.settings import settings_to_pairs
from pairing.reading.reading import ColumnRead, Form, Reading
from pairing.reading.settings import SettingCell
from pairing.roster import Source
from pairing.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.model.settings import Settings
    from pairing.reading.opening import Given


_PAGE: Final = 200_000
"""Characters a node of the letter holds: a few of them make a small transaction."""
_SAID: Final = ("title", "message", "hint")


class SentenceLetter(BaseModel):
    """A Text: a value in it that is no Text is kept as it would be written."""

    model_config = ConfigDict(frozen=True)

    english: str
    values: dict[str, SentenceLetter | str] = {}
    chinese: str | None = None

    @classmethod
    def of(cls, said: Text) -> SentenceLetter:
        """Fold a sentence."""
        values = {name: cls.of(value) if isinstance(value, Text) else str(value) for name, value in said.values.items()}
        return cls(english=said.english, values=values, chinese=said.chinese)

    def unfold(self) -> Text:
        """Give the sentence again."""
        values = {
            name: value.unfold() if isinstance(value, SentenceLetter) else value for name, value in self.values.items()
        }
        return Text(self.english, values, self.chinese)


class FindingLetter(BaseModel):
    """A finding: its sentences, and the rest as it is."""

    model_config = ConfigDict(frozen=True)

    said: dict[str, SentenceLetter]
    rest: dict[str, Any]

    @classmethod
    def of(cls, finding: Finding) -> FindingLetter:
        """Fold a finding."""
        said = {name: SentenceLetter.of(getattr(finding, name)) for name in _SAID}
        return cls(said=said, rest=finding.model_dump(mode="json", exclude=set(_SAID), exclude_defaults=True))

    def unfold(self) -> Finding:
        """Give the finding again."""
        return Finding.model_validate({**self.rest, **{name: said.unfold() for name, said in self.said.items()}})


class SourceLetter(BaseModel):
    """Where rows came from."""

    model_config = ConfigDict(frozen=True)

    file: str
    sheet: str | None = None
    columns: dict[str, tuple[str, str]] = {}

    @classmethod
    def of(cls, source: Source) -> SourceLetter:
        """Fold a source."""
        return cls(file=source.file, sheet=source.sheet, columns=dict(source.columns))

    def unfold(self) -> Source:
        """Give the source again."""
        return Source(self.file, self.sheet, self.columns)


class Letter(BaseModel):
    """All of a reading but its rows."""

    model_config = ConfigDict(frozen=True)

    settings: tuple[tuple[str, str], ...]
    """Keys and values as the settings sheet has them."""
    sources: tuple[SourceLetter, ...]
    inputs: tuple[Input, ...]
    rows_set_aside: int
    form: Form
    absent: tuple[TableName, ...]
    findings: tuple[FindingLetter, ...]
    columns: tuple[ColumnRead, ...]
    counts: dict[str, int]
    """How many nodes or edges of each label or type the graph holds."""

    @classmethod
    def of(cls, reading: Reading, sources: Sequence[Source], counts: dict[str, int]) -> Letter:
        """Fold a reading; ``sources`` are those of its rows, and of rows that a server keeps beside them."""
        roster = reading.roster
        return cls(
            settings=tuple(settings_to_pairs(roster.settings)),
            sources=tuple(map(SourceLetter.of, sources)),
            inputs=reading.inputs,
            rows_set_aside=reading.rows_set_aside,
            form=reading.form,
            absent=tuple(sorted(roster.absent)),
            findings=tuple(map(FindingLetter.of, reading.findings)),
            columns=reading.columns,
            counts=counts,
        )

    @property
    def unfolded_sources(self) -> tuple[Source, ...]:
        """Give where rows came from."""
        return tuple(folded.unfold() for folded in self.sources)

    def settings_under(self, given: Given) -> Settings:
        """Give the settings that came along, under those given now."""
        made, _ = given.over(SettingCell(key, value) for key, value in self.settings)
        return made

    def pages(self) -> list[str]:
        """Write it on pages."""
        written = self.model_dump_json(exclude_defaults=True)
        return [written[start : start + _PAGE] for start in range(0, len(written), _PAGE)]

    @classmethod
    def from_pages(cls, pages: Sequence[str]) -> Letter:
        """Read it; raises pydantic's ValidationError for what is no letter."""
        return cls.model_validate_json("".join(pages))
