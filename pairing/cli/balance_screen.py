"""The balance as a screen: each lens with a picture of its vector today and attainable, and the verdict.

Pure: from a Balance to lines. Where there is room, the sentences that prove what is attainable follow each lens; on a
low screen they are left to ``--json`` and the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.console import Group as Stack
from rich.text import Text as Line

from pairing.balance.findings import exceeds
from pairing.model.sentences import figure
from pairing.text import Language, Text, text
from viz.balance import lens_views

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from pairing.model.balance import Balance, Of, Summary
    from viz.balance import LensView

BLOCKS: Final = " ▁▂▃▄▅▆▇█"
"""Heights of a bar: the first is nobody, the second at least one."""
STYLES: Final = {"attained": "green", "improvable": "yellow"}
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
    title = _title(balance, facts, width)
    whole = [line for view in views for line in _lens(view, facts, proven=True)]
    brief = [line for view in views for line in _lens(view, facts, proven=False)]
    short = [_wrapped(one.sentence.text, facts, "  ") for one in balance.shortages]
    if height is None or _height(whole + short, width) + 3 <= height:
        return Stack(title, *whole, *_shortages(short, facts), _hint(facts))
    room = height - _height(brief, width) - 3
    return Stack(title, *(_cut(line) for line in brief), *_shortages(short[: max(0, room - 1)], facts), _hint(facts))


def _title(balance: Balance, facts: Facts, width: int) -> Line:
    day = text("as of {day}", day=balance.as_of.isoformat()).render(facts.language)
    gap = max(1, width - cell_len(facts.source) - cell_len(day))
    return Line.assemble((facts.source, "bold"), " " * gap, (day, "dim"), no_wrap=True, overflow="ellipsis")


def _lens(view: LensView, facts: Facts, *, proven: bool) -> list[Line]:
    lens, language = view.lens, facts.language
    style = STYLES.get(lens.status, "dim")
    members = text("{count} {over}", count=f"{lens.count:,}", over=lens.over).render(language) if lens.count else ""
    head = Line.assemble(
        (f"{view.mark} ", style),
        (view.title.render(language), "bold"),
        f"  {view.formula.render(language)}  ",
        (members, "dim"),
        no_wrap=True,
        overflow="ellipsis",
    )
    lines = [head]
    if lens.attainable:
        lines += [
            _summary(text("today"), lens, [one.today for one in view.classes], language),
            _summary(text("attainable"), lens.attainable, [one.attainable for one in view.classes], language),
        ]
    lines.append(_verdict(view, facts))
    if proven:
        lines += [_wrapped(sentence, facts, "    ") for sentence in view.sentences]
    return lines


def _summary(label: Text, summary: Summary, counts: Sequence[int], language: Language) -> Line:
    """Draw a vector in one line: its classes as bars, then its ends, mean and indices."""
    name = label.render(language)
    ends = [figure(value) for value in (summary.min, summary.mean, summary.max) if value is not None]
    words = text("least {least}  mean {mean}  most {most}", least=ends[0], mean=ends[1], most=ends[2])
    indices = "".join(f"  {index} {value:.3f}" for index, value in _indices(summary, language) if value is not None)
    return Line.assemble(
        "  ",
        (name + " " * max(0, 10 - cell_len(name)), "dim"),
        (bars(counts), "cyan"),
        f"  {words.render(language)}",
        (indices, "dim"),
        no_wrap=True,
        overflow="ellipsis",
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


def _verdict(view: LensView, facts: Facts) -> Line:
    words = view.verdict.render(facts.language)
    lens = view.lens
    if lens.status == "improvable":
        separator = "、" if facts.language == "zh" else ", "
        worst = separator.join(facts.names.get(one.subject, one.subject) for one in view.at_worst[:NAMED])
        who = text("Worst today: {who}.", who=worst + ("…" if _more(view.at_worst, lens) else ""))
        words = f"{words} {who.render(facts.language)}"
        if not exceeds(lens, facts.tolerance):
            words = f"{words} {text('Within the tolerance.').render(facts.language)}"
    return Line(f"  → {words}", style=STYLES.get(lens.status, "dim"))


def _more(named: tuple[Of, ...], lens: Summary) -> bool:
    counts = dict(lens.vector)
    return bool(named) and counts.get(named[0].value, 0) > NAMED


def _shortages(lines: list[Line], facts: Facts) -> list[Line]:
    if not lines:
        return []
    return [Line(text("What cannot be met:").render(facts.language), style="bold"), *lines]


def _hint(facts: Facts) -> Line:
    hint = text("The proof: --json FILE; whoever has the roster can check it: `pairing verify ROSTER FILE`.")
    return Line(hint.render(facts.language), style="dim", no_wrap=True, overflow="ellipsis")


def _wrapped(words: Text, facts: Facts, margin: str) -> Line:
    return Line(f"{margin}{words.render(facts.language)}", style="italic")


def _cut(line: Line) -> Line:
    line.no_wrap, line.overflow = True, "ellipsis"
    return line


def _height(lines: Sequence[Line], width: int) -> int:
    return sum(1 if line.no_wrap else max(1, -(-line.cell_len // width)) for line in lines)
