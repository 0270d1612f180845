"""The balance as a screen: each lens with a picture of its vector today and attainable, and the verdict.

Pure: from a Balance to lines. Where there is room, the sentences that prove what is attainable follow each lens; on a
low screen they are left to ``--json`` and the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.console import Group as Stack
from rich.padding import Padding
from rich.text import Text as Line

from pairing.balance.findings import exceeds
from pairing.model.sentences import figure
from pairing.text import Language, Text, joined, text
from viz.balance import lens_views

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from rich.console import RenderableType

    from pairing.model.balance import Balance, Of, Shortage, Summary
    from viz.balance import LensView

BLOCKS: Final = " ▁▂▃▄▅▆▇█"
"""Heights of a bar: the first is nobody, the second at least one."""
STYLES: Final = {"attained": "green", "improvable": "yellow"}
LABEL: Final = 11
"""Cells for the words before a picture."""
SPARE: Final = 3
"""Lines for the title, the heading of shortages and the hint."""
NAMED: Final = 3
"""How many of those with the worst value are named."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the screen needs to know beside the balance."""

    language: Language
    source: str
    tolerance: Decimal
    names: Mapping[str, str] = field(default_factory=dict)


def balance_screen(balance: Balance, facts: Facts, width: int, height: int | None) -> Stack:
    """Lay the balance out in lines of at most ``width`` cells; briefly, if the whole would not go into ``height``."""
    views = lens_views(balance)
    whole = [part for view in views for part in _lens(view, facts)]
    short = [part for shortage in balance.shortages for part in _shortage(shortage, facts)]
    ends = _title(balance, facts, width), _hint(facts)
    if height is None or _height(whole + short, width) + SPARE <= height:
        return Stack(ends[0], *whole, *_shortages(short, facts), ends[1])
    brief = [line for view in views for line in _brief(view, facts)]
    room = max(0, height - len(brief) - SPARE)
    return Stack(ends[0], *brief, *_shortages(short[:room], facts), ends[1])


def _title(balance: Balance, facts: Facts, width: int) -> Line:
    day = text("as of {day}", day=balance.as_of.isoformat()).render(facts.language)
    gap = max(1, width - cell_len(facts.source) - cell_len(day))
    return Line.assemble((facts.source, "bold"), " " * gap, (day, "dim"), no_wrap=True, overflow="ellipsis")


def _lens(view: LensView, facts: Facts) -> list[RenderableType]:
    """Draw a lens with its verdict and the sentences that prove what is attainable."""
    lens, language = view.lens, facts.language
    members = text("{count} {over}", count=f"{lens.count:,}", over=lens.over).render(language) if lens.count else ""
    head = _cut(
        Line.assemble(
            (f"{view.mark} ", _style(view)),
            (view.title.render(language), "bold"),
            f"  {view.formula.render(language)}  ",
            (members, "dim"),
        )
    )
    verdict = Line(f"→ {_verdict(view, facts)}", style=_style(view))
    sentences = [_within(Line(sentence.render(language), style="italic"), 4) for sentence in view.sentences]
    return [head, *_pictures(view, language), _within(verdict, 2), *sentences]


def _brief(view: LensView, facts: Facts) -> list[Line]:
    """Draw a lens in three lines, the verdict beside its name."""
    name = view.title.render(facts.language)
    head = Line.assemble((f"{view.mark} ", _style(view)), (name, "bold"), f"  {_verdict(view, facts)}")
    return [_cut(head), *map(_cut, _pictures(view, facts.language))]


def _pictures(view: LensView, language: Language) -> list[Line]:
    lens = view.lens
    if lens.attainable is None:
        return []
    return [
        _summary(text("today"), lens, [one.today for one in view.classes], language),
        _summary(text("attainable"), lens.attainable, [one.attainable for one in view.classes], language),
    ]


def _style(view: LensView) -> str:
    return STYLES.get(view.lens.status, "dim")


def _summary(label: Text, summary: Summary, counts: Sequence[int], language: Language) -> Line:
    """Draw a vector in one line: its classes as bars, then its ends, mean and indices."""
    name = label.render(language)
    ends = [figure(value) for value in (summary.min, summary.mean, summary.max) if value is not None]
    words = text("least {least}  mean {mean}  most {most}", least=ends[0], mean=ends[1], most=ends[2])
    indices = "".join(f"  {index} {value:.3f}" for index, value in _indices(summary, language) if value is not None)
    return Line.assemble(
        "  ",
        (name + " " * max(1, LABEL - cell_len(name)), "dim"),
        (bars(counts), "cyan"),
        f"  {words.render(language)}",
        (indices, "dim"),
    )


def _indices(summary: Summary, language: Language) -> list[tuple[str, float | None]]:
    return [
        ("CV", summary.cv),
        (text("Gini").render(language), summary.gini),
        ("Jain", summary.jain),
        ("Theil", summary.theil),
    ]


def bars(counts: Sequence[int]) -> str:
    """Draw counts as bars of one line; one that is not 0 is seen however small it is."""
    tallest = max(counts, default=0)
    top = len(BLOCKS) - 2
    return "".join(BLOCKS[0] if not count else BLOCKS[1 + count * top // tallest] for count in counts)


def _verdict(view: LensView, facts: Facts) -> str:
    parts = [view.verdict]
    if view.lens.status == "improvable":
        parts.append(text("Worst today: {who}.", who=_worst(view, facts)))
        if not exceeds(view.lens, facts.tolerance):
            parts.append(text("Within the tolerance."))
    return ("" if facts.language == "zh" else " ").join(part.render(facts.language) for part in parts)


def _worst(view: LensView, facts: Facts) -> str:
    separator = "、" if facts.language == "zh" else ", "
    named = separator.join(facts.names.get(one.subject, one.subject) for one in view.at_worst[:NAMED])
    return named + ("…" if _more(view.at_worst, view.lens) else "")


def _more(named: tuple[Of, ...], lens: Summary) -> bool:
    counts = dict(lens.vector)
    return bool(named) and counts.get(named[0].value, 0) > NAMED


def _shortage(shortage: Shortage, facts: Facts) -> list[RenderableType]:
    lines: list[RenderableType] = [_within(Line(shortage.sentence.text.render(facts.language)), 2)]
    if shortage.remedies:
        either = joined(text("{one} or {other}"), [remedy.text for remedy in shortage.remedies])
        said = text("What would do (tried): {remedies}.", remedies=either).render(facts.language)
        lines.append(_within(Line(f"→ {said}", style="italic"), 4))
    return lines


def _shortages(lines: list[RenderableType], facts: Facts) -> list[RenderableType]:
    if not lines:
        return []
    return [Line(text("What cannot be met:").render(facts.language), style="bold"), *lines]


def _hint(facts: Facts) -> Line:
    hint = text("The proof: --json FILE; whoever has the roster can check it: `pairing verify ROSTER FILE`.")
    return _cut(Line(hint.render(facts.language), style="dim"))


def _within(line: Line, margin: int) -> Padding:
    return Padding(line, (0, 0, 0, margin), expand=False)


def _cut(line: Line) -> Line:
    line.no_wrap, line.overflow = True, "ellipsis"
    return line


def _height(parts: Sequence[RenderableType], width: int) -> int:
    return sum(_lines(part, width) for part in parts)


def _lines(part: RenderableType, width: int) -> int:
    match part:
        case Padding(renderable=Line() as line, left=margin):
            return -(-line.cell_len // max(1, width - margin - 2))
        case Line(no_wrap=None) as line:
            return max(1, -(-line.cell_len // width))
        case _:
            return 1
