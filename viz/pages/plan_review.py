"""What it takes to decide on a plan's page: the words of the script, the command that follows, and the plan's own file.

The file of a county's plan has three megabytes: it is a part of the site, which the page loads when it is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from pairing.model.review import REVIEW, as_written, sha256_of
from pairing.reading.decisions import ACCEPT, WORDS
from pairing.text import Text, text
from viz.pages.embedding import embedded, part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markupsafe import Markup

    from pairing.model.plan import Plan
    from pairing.roster import Roster
    from viz.pages.atlas import Atlas
    from viz.words import Words

__all__ = ["ACCEPT", "DECIDED", "HOW", "SUPPOSED", "ReviewView", "review_view"]

FILE: Final = Text("plan-review.json", chinese="方案-采纳.json")
"""What the browser calls the file it saves."""
DECIDED: Final[Mapping[str, Text]] = {
    "open": text("not looked at yet"),
    "no": text("not accepted"),
    "yes": text("accepted"),
    "lock": text("pinned"),
}
"""By what is decided the changes can be filtered."""
CHOICES: Final[Mapping[str, Text]] = {
    value: Text(WORDS["en"][value], chinese=WORDS["zh"][value]) for value in WORDS["en"]
}
"""The words of the workbook."""
PART: Final = "plan-file"
"""The part of the site that has the plan's own file."""
HOW: Final = text(
    "“{yes}” accepts a change, “{no}” does not, “{lock}” accepts it and pins the new pairing. Without a change that is "
    "required (●) a gap or an error stays; changes of one group belong together. This browser keeps what you choose, "
    "also while the page is closed.",
    **CHOICES,
)
SUPPOSED: Final = text(
    "This plan is of a roster that is only supposed, and is not applied to the real one: there is nothing to decide."
)
_SCRIPT: Final[Mapping[str, Text]] = {
    "question": text("{accept} change {id}? {household}: {before} → {after}", accept=ACCEPT),
    "count": text("{accepted} of {all} changes accepted, {no} not."),
    "pinned": text("Pinned: {count}."),
    "open": text("Not looked at yet: {count}."),
    "forced": text("Not accepted though required: {changes}. Each leaves a gap or an error."),
    "split": text("Group {group} is taken apart: {made} accepted, {left} not. They belong together."),
    "more": text("and {count} more"),
    "saved": text("Saved as {file}, where this browser puts what it downloads. Put it beside the roster, then:"),
    "unsaved": text("When you have saved it, put the file beside the roster, then:"),
    "unkept": text("This browser keeps nothing between visits. Save before you close the page."),
    "copied": text("Copied."),
    "selected": text("Selected; copy it with Ctrl+C."),
}
"""What the script says by itself; it fills in the ``{fields}``."""
_PLAIN: Final = re.compile(r"\w[\w.\-]*")
_QUOTED: Final = re.compile(r"""\w[^"'$`\\!%^&|<>\x00-\x1f]*""")
"""Names that mean themselves to every shell: as they are, or between quotation marks."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What is needed to decide."""

    title: Words
    command: Words
    data: Markup
    """For the script: the name of the file to save, the choices and the words."""


def review_view(plan: Plan, roster: Roster, atlas: Atlas) -> ReviewView | None:
    """Make it; None where there is nothing to decide."""
    if not _is_decided(plan):
        return None
    return ReviewView(
        title=atlas.say(ACCEPT),
        command=atlas.say(_command(roster)),
        data=embedded(
            {
                "schema": REVIEW,
                "file": atlas.say(FILE),
                "choices": [(value, atlas.say(label)) for value, label in CHOICES.items()],
                "words": {name: atlas.say(words) for name, words in _SCRIPT.items()},
            }
        ),
    )


def review_script(plan: Plan | None) -> Iterator[tuple[str, str]]:
    """Give the plan's file and its digest as a part of the site; nothing where there is nothing to decide."""
    if plan and _is_decided(plan):
        written = as_written(plan)
        yield part(PART, {"sha256": sha256_of(written), "plan": written})


def _is_decided(plan: Plan) -> bool:
    """Tell whether a planner decides on it: not on one of a roster that is only supposed, which is never applied."""
    return bool(plan.changes) and not plan.what_if


def _command(roster: Roster) -> Text:
    """Write the command that applies what is saved, by the name of the roster's own file where it has one."""
    command = "pairing apply {roster} {review} --to {result}"
    name = _workbook_of(roster)
    before, after = (text("roster.xlsx"), text("new-roster.xlsx")) if name is None else _named(name)
    return Text(command, {"roster": before, "review": FILE, "result": after}, command)


def _workbook_of(roster: Roster) -> str | None:
    """Name the one workbook that a roster was read from; None for what else it may be, or a name a shell would act on.

    A roster that is changed is written as a workbook, or as a folder, which has no name here.
    """
    names = {PurePath(source.file).name for source in roster.sources}
    name = names.pop() if len(names) == 1 else ""
    return name if name.lower().endswith(".xlsx") and _QUOTED.fullmatch(name) else None


def _named(name: str) -> tuple[Text, Text]:
    """Name a workbook, and the one that comes of it."""
    chinese, english = _shown(f"新{name}"), _shown(f"new-{name}")
    return Text(_shown(name), chinese=_shown(name)), Text(english, chinese=chinese)


def _shown(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else f'"{name}"'
