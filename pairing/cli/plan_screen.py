"""A plan as a screen: how many changes, what they reach, the first of them with their reasons, what cannot be done.

Pure: from a Plan to lines. On a screen of known height there is room for some changes only, and for the curve and the
balance where the changes leave it; a file gets all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size
from rich.console import Group as Stack
from rich.text import Text as Line

from pairing.cli.folding import folded
from pairing.cli.plan_chart import chart
from pairing.text import Language, Text, text
from viz.plan import UNMET, concerned, effect_text, plan_view, whole_name, worst
from viz.wording import ordinal_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pairing.model.plan import Plan, Unmet
    from pairing.roster import Roster
    from viz.directory import Entry
    from viz.plan import ChangeView, LensChange, PlanView

FEWEST: Final = 8
"""Lines that the curve and the balance leave to changes and to what cannot be done."""
FEWEST_UNMET, SHARE = 3, 3
"""On a screen what cannot be done gets one line in so many, but not fewer than these."""
TRENDS: Final = {"attained": "green", "better": "green", "same": "dim", "worse": "yellow"}
"""The colours of how a lens stands after the plan."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the screen needs to know beside the plan."""

    language: Language
    source: str
    roster: Roster | None = None
    """Whose names are shown; without it those that the plan has itself."""
    whole: Text | None = None
    """Where the whole plan is, or how to get it."""


def plan_screen(plan: Plan, facts: Facts, width: int, height: int | None) -> Stack:
    """Lay a plan out in lines of at most ``width`` cells, and in ``height`` lines when there is one."""
    page = _Page(plan_view(plan, facts.roster), facts.language, width)
    head = [*page.title(facts.source), *page.sentences(), *page.levels(), *page.findings()]
    tail = page.hint(facts.whole)
    balance, curve = page.balance(), page.curve()
    if height is None:
        parts = [*balance, *page.headed(CHANGES, _flat(page.changes()))]
        return Stack(*head, *parts, *page.headed(UNMET_HEAD, _flat(page.unmet())), *curve, *tail)
    room = height - len(head) - len(tail)
    shown = []
    for part in (curve, balance):
        if room - len(part) >= FEWEST:
            shown.append(part)
            room -= len(part)
    left_out = page.briefly_unmet(max(FEWEST_UNMET, room // SHARE))
    return Stack(*head, *page.first_changes(room - len(left_out)), *left_out, *_flat(shown[::-1]), *tail)


CHANGES: Final = text("Changes (● required, ○ optional):")
UNMET_HEAD: Final = text("What cannot be met:")


@dataclass(frozen=True, slots=True)
class _Page:
    """A plan in a language on lines of a width; each line is given as it stands, none wraps any more."""

    view: PlanView
    language: Language
    width: int

    def say(self, words: Text) -> str:
        """Write a Text in the reader's language."""
        return words.render(self.language)

    # The head ------------------------------------------------------------------------------------------------------

    def title(self, source: str) -> list[Line]:
        """Name the input, and the day from which on the plan holds."""
        day = self.say(text("in force from {day}", day=self.view.plan.effective.isoformat()))
        gap = max(1, self.width - cell_len(source) - cell_len(day))
        return [_cut(Line.assemble((source, "bold"), " " * gap, (day, "dim")))]

    def sentences(self) -> list[Line]:
        """Say what there is to know first, and what is done because of what was supposed."""
        between = "" if self.language == "zh" else " "
        lines = self.wrapped(between.join(map(self.say, self.view.sentences)), "bold")
        supposed = self.view.plan.what_if
        if supposed is None:
            return lines
        if supposed.because:
            because = self.say(text("Because of it: {changes}", changes="、".join(supposed.because)))
            lines.append(_cut(Line(because)))
        for spared in supposed.spared:
            lines += self.wrapped(self.say(text("No longer needed: {change}", change=spared)), "dim", 2)
        return lines

    def levels(self) -> list[Line]:
        """Give every level in its order, today and with the plan, marked by whether it is proven."""
        return self.flow(
            Line.assemble(
                (one.mark, "green" if one.is_proven else "yellow"),
                f" {self.say(one.name)} ",
                (one.value if one.level.name == "changes" else f"{one.today}→{one.value}", "bold"),
            )
            for one in self.view.levels
        )

    def findings(self) -> list[Line]:
        """Give the findings of each code, before and after."""
        said = [f"{one.code} {one.before}→{one.after}" for one in self.view.findings if one.before != one.after]
        if not said:
            return []
        head = Line(self.say(text("findings:")), style="dim")
        return self.flow([head, *(Line(one) for one in said)])

    # Balance and curve -----------------------------------------------------------------------------------------------

    def balance(self) -> list[Line]:
        """Give each lens in a line: its worst value and CV before and after, and what is attainable."""
        titles = [self.say(lens.title) for lens in self.view.lenses]
        widest = max(map(cell_len, titles), default=0)
        return [
            self._lens(lens, set_cell_size(title, widest)) for lens, title in zip(self.view.lenses, titles, strict=True)
        ]

    def _lens(self, lens: LensChange, title: str) -> Line:
        values = [worst(one) for _, one in lens.summaries]
        indices = ["—" if one is None or one.cv is None else f"{one.cv:.3f}" for _, one in lens.summaries]
        words = text("worst {before} → {after} (attainable {best})", before=values[0], after=values[1], best=values[2])
        return _cut(
            Line.assemble(
                (f"{lens.mark} ", TRENDS[lens.trend]),
                (f"{title}  ", "bold"),
                self.say(words),
                (f"  CV {indices[0]} → {indices[1]} ({indices[2]})", "dim"),
            )
        )

    def curve(self) -> list[Line]:
        """Draw what is reached against the number of changes."""
        if not self.view.plan.curve:
            return []
        return [_cut(line) for line in chart(self.view.plan.curve, self.language, self.width)]

    # Changes, and what cannot be done ------------------------------------------------------------------------------

    def changes(self) -> Iterator[list[Line]]:
        """Draw each change with its reason; those of one group stand together."""
        widest = max((len(seen.change.id) for seen in self.view.changes), default=0)
        for seen in _grouped(self.view.changes):
            yield [self._change(seen, widest), *self.wrapped(self.say(seen.change.reason), "italic", 4)]

    def _change(self, seen: ChangeView, widest: int) -> Line:
        group = self.say(text(" group {group}", group=seen.change.group)) if seen.change.group else ""
        return _cut(
            Line.assemble(
                (f"{seen.mark} ", "bold red" if seen.change.forced else "dim"),
                (f"{seen.change.id.rjust(widest)} {self.say(seen.kind)} ", "bold"),
                f"{self.say(whole_name(seen.household))}  {self._helpers(seen)}",
                (f"  {' '.join(seen.change.codes)}{group}", "dim"),
            )
        )

    def _helpers(self, seen: ChangeView) -> str:
        if seen.change.kind == "order":
            order = ordinal_text(seen.change.ordinal) if seen.change.ordinal else text("without an order")
            return self.say(text("{label}: {names}", label=self._who(seen.new), names=order))
        return f"{self._who(seen.old)} → {self._who(seen.new)}"

    def _who(self, entry: Entry | None) -> str:
        return self.say(whole_name(entry)) if entry else "—"

    def unmet(self) -> Iterator[list[Line]]:
        """Draw each thing that cannot be done with its reason, and what would loosen it."""
        for unmet in self.view.plan.unmet:
            yield list(self._unmet(unmet))

    def _unmet(self, unmet: Unmet) -> Iterator[Line]:
        who = "、".join(map(self.say, concerned(unmet, self.view.directory)))
        yield _cut(Line.assemble(("✗ ", "bold red"), (self.say(UNMET[unmet.kind]), "bold"), f"  {who}"))
        yield from self.wrapped(self.say(unmet.reason), "italic", 4)
        for suggestion in unmet.suggestions:
            tried = text("→ what would do (tried): {suggestion}", suggestion=effect_text(suggestion))
            yield from self.wrapped(self.say(tried), margin=4)

    def first_changes(self, room: int) -> list[Line]:
        """Draw as many changes as there is room for below a heading, and say how many more there are."""
        shown: list[Line] = []
        whole = len(self.view.changes)
        for drawn, lines in enumerate(self.changes()):
            if len(shown) + len(lines) + 1 + (drawn + 1 < whole) > room:
                return self.headed(CHANGES, [*shown, *self._more(whole - drawn)])
            shown += lines
        return self.headed(CHANGES, shown)

    def briefly_unmet(self, room: int) -> list[Line]:
        """Draw what cannot be done with reasons, or without where they do not go into the room, or the first of it."""
        parts = list(self.unmet())
        for lines in (_flat(parts), [part[0] for part in parts]):
            if len(lines) < room:
                return self.headed(UNMET_HEAD, lines)
        heads = [part[0] for part in parts[: room - 2]]
        return self.headed(UNMET_HEAD, [*heads, *self._more(len(parts) - len(heads))])

    def _more(self, count: int) -> list[Line]:
        return [Line(self.say(text("… {count} more", count=count)), style="dim")]

    def headed(self, head: Text, lines: list[Line]) -> list[Line]:
        """Put a heading over lines, if there are any."""
        return [Line(self.say(head), style="bold"), *lines] if lines else []

    def hint(self, whole: Text | None) -> list[Line]:
        """Say where the whole plan is."""
        return [_cut(Line(self.say(whole), style="dim"))] if whole else []

    # Lines ---------------------------------------------------------------------------------------------------------

    def wrapped(self, words: str, style: str = "", margin: int = 0) -> list[Line]:
        """Break a text into the lines it needs, each behind a margin."""
        return [Line(f"{' ' * margin}{line}", style=style) for line in folded(words, max(1, self.width - margin))]

    def flow(self, words: Iterable[Line]) -> list[Line]:
        """Set words one beside the other, on as many lines as they need."""
        lines: list[Line] = []
        for word in words:
            if lines and lines[-1].cell_len + word.cell_len + 2 <= self.width:
                lines[-1].append("  ").append_text(word)
            else:
                lines.append(word.copy())
        return [_cut(line) for line in lines]


def _grouped(changes: Sequence[ChangeView]) -> list[ChangeView]:
    """Bring the changes of each group to where its first one stands."""
    first: dict[str, int] = {}
    places = [first.setdefault(seen.change.group, at) if seen.change.group else at for at, seen in enumerate(changes)]
    return [changes[at] for at in sorted(range(len(changes)), key=places.__getitem__)]


def _flat(parts: Iterable[Iterable[Line]]) -> list[Line]:
    return [line for part in parts for line in part]


def _cut(line: Line) -> Line:
    line.no_wrap, line.overflow = True, "ellipsis"
    return line
