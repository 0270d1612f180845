"""A plan reviewed on its page, read back: one file that holds the plan and what was decided (``pairing.review/1``).

Nobody writes it by hand, so nothing in it is guessed at: every change is decided, once and in the words of the form,
and the plan is the one that was reviewed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

from pydantic import ValidationError

from pairing.errors import InputError
from pairing.model.plan import Decision
from pairing.model.review import REVIEW, Review, sha256_of
from pairing.reading.complaints import shown
from pairing.reading.reviewed import Reviewed, ReviewError, plan_of
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pairing.model.plan import Plan


class _Parsed(NamedTuple):
    """The file as JSON."""

    value: dict[str, object]
    decisions: Mapping[str, object]
    repeated: tuple[str, ...]
    """Names that stand twice in one object; JSON itself keeps the last of them and says nothing."""


def is_review(path: str | Path) -> bool:
    """Tell a reviewed plan from a plan, and from anything else, by what the file says it is."""
    written = Path(path).read_bytes()
    if REVIEW.encode() not in written:  # a plan may be long, and is read as a plan anyway
        return False
    try:
        value = json.loads(written)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and value.get("schema") == REVIEW


def read_review(path: str | Path) -> Reviewed:
    """Read the file that the page of a plan saved.

    Raises ReviewError for decisions that cannot be understood, and InputError for a file that is no review, or whose
    plan is not the one that was reviewed.
    """
    path = Path(path)
    parsed = _parsed(path)
    review = _review(path, parsed)
    if sha256_of(review.plan) != review.plan_sha256:
        raise InputError(
            text(
                "{file}: the plan in it is not the one that was reviewed: it was changed since. Save the review once "
                "more from the page of the plan.",
                file=path.name,
            )
        )
    plan = plan_of(review.plan, path.name)
    if problems := tuple(_problems(parsed, plan)):
        raise _refused(path, problems)
    decisions = {change.id: _WORDS[str(parsed.decisions[change.id])] for change in plan.changes}
    return Reviewed(path, review.plan_sha256, plan, decisions)


_WORDS: Final[Mapping[str, Decision]] = {word: word for word in get_args(Decision)}


# The file -------------------------------------------------------------------------------------------------------------


def _parsed(path: Path) -> _Parsed:
    repeated: list[str] = []

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        names = [name for name, _ in pairs]
        repeated.extend(dict.fromkeys(name for name in names if names.count(name) > 1))
        return dict(pairs)

    try:
        value = json.loads(path.read_bytes(), object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise _no_review(path, text("it is not JSON")) from error
    if not isinstance(value, dict):
        raise _no_review(path, text("it is something else"))
    decisions = value.get("decisions")
    if not isinstance(decisions, dict):
        raise _no_review(path, text("decisions is missing or wrong"))
    return _Parsed(value, decisions, tuple(repeated))


def _review(path: Path, parsed: _Parsed) -> Review:
    """Check all but the decisions, of which more is said than that they are wrong."""
    try:
        return Review.model_validate(parsed.value | {"decisions": {}})
    except ValidationError as error:
        where = "、".join(dict.fromkeys(str(one["loc"][0]) for one in error.errors(include_url=False)))
        raise _no_review(path, text("{where} is missing or wrong", where=shown(where))) from error


def _no_review(path: Path, reason: Text) -> InputError:
    return InputError(
        text(
            "{path}: {reason}; expected is a reviewed plan (pairing.review/1), as the page of a plan saves it.",
            path=path.name,
            reason=reason,
        )
    )


# What was decided -----------------------------------------------------------------------------------------------------


def _problems(parsed: _Parsed, plan: Plan) -> Iterator[Text]:
    """Tell of names that stand twice, of changes there are not, of words that are none, and of changes left out."""
    known = {change.id for change in plan.changes}
    for name in parsed.repeated:
        yield text('"{name}" stands there twice; expected is one of each. Delete one of them.', name=shown(name))
    for name, said in parsed.decisions.items():
        if name not in known:
            yield text('decisions: the plan has no change "{value}". Delete it.', value=shown(name))
        elif not isinstance(said, str) or said not in _WORDS:
            yield text(
                'decisions: change {id} is "{value}"; expected is one of: {words}.',
                id=name,
                value=shown(said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)),
                words=Text(", ".join(_WORDS.values()), chinese="、".join(_WORDS.values())),
            )
    for change in plan.changes:
        if change.id not in parsed.decisions:
            yield text("decisions: change {id} is missing; every change is decided.", id=change.id)


def _refused(path: Path, problems: tuple[Text, ...]) -> ReviewError:
    return ReviewError(
        text(
            "{file}: {count} decisions of the review cannot be understood, so nothing was done:",
            file=path.name,
            count=len(problems),
        ),
        problems,
    )
