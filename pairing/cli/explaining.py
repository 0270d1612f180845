"""The command ``explain``: a rule in words, all rules in a line each, or all settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Group as Stack
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from cypher.explanation import Explanation, explain, explanations
from pairing.cli.columns import needed_text
from pairing.cli.screen import MARKS, SEVERITY_WORDS, STYLES
from pairing.model.settings import setting_rows
from pairing.text import Language, Text, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from pairing.cli.terminal import Terminal

SETTINGS_WORDS: Final = frozenset({"设置", "settings"})


def explain_code(wanted: str | None, terminal: Terminal) -> int:
    """Explain a code, or all in a line each; or list the settings. Raises UnknownNameError for a code there is not."""
    language = terminal.language
    drawing: RenderableType
    if wanted is None:
        drawing = overview(explanations(), language)
    elif wanted.strip().lower() in SETTINGS_WORDS:
        drawing = settings_table(language)
    else:
        drawing = page(explain(wanted), language)
    terminal.show(lambda _width, _height: drawing)
    return 0


def page(explanation: Explanation, language: Language) -> RenderableType:
    """Draw one explanation."""
    severity = explanation.severity
    title = Line.assemble(
        (f"{explanation.code}  {explanation.title.render(language)}", "bold"),
        "  ",
        (f"{MARKS[severity]} {SEVERITY_WORDS[severity].render(language)}", STYLES[severity]),
    )
    change = text(
        "To change its severity, or switch it off: --set 规则.{code}=提示 (错误, 警告, 关)", code=explanation.code
    )
    parts = [part for label, words in _paragraphs(explanation, language) for part in _paragraph(label, words, language)]
    return Stack(title, *parts, Line(change.render(language), style="dim"))


def _paragraphs(explanation: Explanation, language: Language) -> Iterable[tuple[Text, str]]:
    yield text("what it looks at"), explanation.over.render(language) if explanation.over else ""
    yield text("where it comes from"), explanation.source.render(language)
    yield text("what to do"), explanation.hint.render(language)
    groups = (" / ".join(needed_text(need, language) for need in group) for group in explanation.needs)
    yield text("needs, or it is skipped"), ("、" if language == "zh" else ", ").join(groups)


def _paragraph(label: Text, words: str, language: Language) -> list[RenderableType]:
    if not words:
        return []
    return [Line(label.render(language), style="dim"), Padding(Line(words), (0, 0, 0, 2))]


def overview(known: Iterable[Explanation], language: Language) -> Table:
    """Draw every code in a line."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for each in known:
        word = f"{MARKS[each.severity]} {SEVERITY_WORDS[each.severity].render(language)}"
        table.add_row(
            Line(each.code, style="bold"),
            Line(word, style=STYLES[each.severity]),
            Line(each.title.render(language)),
        )
    return table


def settings_table(language: Language) -> Table:
    """Draw every setting with its default and meaning."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in (text("key"), text("default"), text("meaning")):
        table.add_column(title.render(language), overflow="fold")
    for row in setting_rows(language):
        table.add_row(Line(row.key, style="cyan"), Line(row.default), Line(row.meaning.render(language)))
    return table
