"""The reviewed plan read back: which changes the planner accepts, from the column 采纳 of the workbook of a plan.

Any program may have saved it since, rows may be sorted, filtered or deleted, columns moved, the sheet renamed. What it
must still have is the hidden sheet that says which plan it is of, and beside it the plan's JSON as it was written.

是 accepts a change, 否 does not, 锁定 accepts it and fixes the new pairing as 必须. A filter only hides rows: what is
in them counts. An emptied cell and a deleted row count as 否: the workbook is handed out with 是 in every row, so
whoever takes that away does not want the change. Both are named in ``Reviewed``, so that it can be said.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pairing.errors import InputError
from pairing.model.review import REVIEW
from pairing.model.spelling import FLAGS, folded, seen
from pairing.reading.complaints import shown
from pairing.reading.files import grids_from_file
from pairing.reading.reviewed import MOST_NAMED, Reviewed, ReviewError, plan_of
from pairing.text import LANGUAGES, Language, Text, joined, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pairing.model.plan import Decision, Plan
    from pairing.reading.grid import Grid

CARRIER: Final = "_plan"
"""The hidden sheet: two columns, what is meant and its value."""
FORM: Final = REVIEW
"""The form of the workbook, which that sheet names."""
ID: Final = Text("No.", chinese="序号")
ACCEPT: Final = Text("Accept", chinese="采纳")
"""The headers of the two columns that are read: never translated otherwise, or workbooks handed out were lost."""
WORDS: Final[Mapping[Language, Mapping[Decision, str]]] = {
    "zh": {"yes": "是", "no": "否", "lock": "锁定"},
    "en": {"yes": "yes", "no": "no", "lock": "lock"},
}
"""What the drop-down offers."""
_SPELLINGS: Final[Mapping[str, Decision]] = {
    **{spelt: "yes" if flag else "no" for spelt, flag in FLAGS.items()},
    **dict.fromkeys(("采纳", "同意", "接受", "accept", "accepted", "ok", "\u2714"), "yes"),
    **dict.fromkeys(("不采纳", "不同意", "不接受", "reject", "rejected", "x", "\u2717", "\u2718"), "no"),
    **dict.fromkeys(("锁定", "锁", "必须", "lock", "locked"), "lock"),
}
"""What planners write instead of choosing."""


def read_decisions(path: str | Path) -> Reviewed:
    """Read the workbook of a plan that was reviewed, with the plan's JSON beside it.

    Raises ReviewError for cells that cannot be understood, and InputError for a workbook that is none of a plan, whose
    JSON is missing or another one than it was made from, or that cannot be read at all.
    """
    path = Path(path)
    grids = grids_from_file(path)
    carried = _carried(grids, path)
    plan_file, written = _plan_file(path, carried)
    plan = plan_of(written, plan_file.name)
    rows = tuple(_rows(grids, path))
    return _reviewed(path, plan_file, carried["sha256"], plan, rows)


# Which plan it is -----------------------------------------------------------------------------------------------------


def _carried(grids: tuple[Grid, ...], path: Path) -> Mapping[str, str]:
    """Give what the hidden sheet says."""
    carrier = next((grid for grid in grids if grid.sheet == CARRIER), None)
    pairs = {} if carrier is None else {row[0]: row[1] for row in carrier.cells.iter_rows() if len(row) > 1}
    carried = {key: seen(value) for key, value in pairs.items() if key and value}
    if not {"form", "plan", "sha256"} <= set(carried):
        raise InputError(
            text(
                "{file}: not the workbook of a plan: its hidden sheet {sheet} is missing or incomplete. Give the "
                "workbook that `pairing plan --to` wrote, or the plan's JSON.",
                file=path.name,
                sheet=CARRIER,
            )
        )
    if carried["form"] != FORM:
        raise InputError(
            text(
                "{file}: its form is {form}, expected is {expected}. Make the plan again with this version.",
                file=path.name,
                form=shown(carried["form"]),
                expected=FORM,
            )
        )
    return carried


def _plan_file(path: Path, carried: Mapping[str, str]) -> tuple[Path, bytes]:
    """Find the JSON: of the same name as the workbook, or of the name it had when it was written."""
    names = dict.fromkeys((path.with_suffix(".json").name, Path(carried["plan"].replace("\\", "/")).name))
    found = [file for name in names if (file := path.parent / name).is_file()]
    if not found:
        raise InputError(
            text(
                "{file}: the plan it reviews is not beside it: {names} is missing in {folder}. Put the JSON that was "
                "written with the workbook there; without it nothing can be applied.",
                file=path.name,
                names=joined(text("{one} or {other}"), [Text(name, chinese=name) for name in names]),
                folder=path.parent,
            )
        )
    for file in found:
        written = file.read_bytes()
        if hashlib.sha256(written).hexdigest() == carried["sha256"]:
            return file, written
    raise InputError(
        text(
            "{file}: {plan} is not the plan this workbook was made from: one of them was written again or changed "
            "since. Review the workbook that was written together with the JSON.",
            file=path.name,
            plan=found[0].name,
        )
    )


# What was decided -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the sheet of changes."""

    sheet: str
    row: int
    id: str
    """Empty where the cell is."""
    said: str
    at_id: str
    at_said: str
    """The letters of the two columns."""

    def place(self, column: str) -> str:
        """Say where a cell is: 变更!S7."""
        return f"{self.sheet}!{column}{self.row}"


def _rows(grids: tuple[Grid, ...], path: Path) -> Iterator[_Row]:
    """Give the rows of changes, from whatever sheet has both headers."""
    headed = [(grid, *head) for grid in grids if grid.sheet != CARRIER and (head := _head(grid))]
    if not headed:
        raise InputError(
            text(
                "{file}: no sheet has the columns {id} and {accept}; they say which change is accepted. Put the "
                "headers back as they were.",
                file=path.name,
                id=ID,
                accept=ACCEPT,
            )
        )
    grid, header, at_id, at_said = headed[0]
    cells = grid.cells.select(at_id, at_said)
    for row, (identity, said) in enumerate(cells[header + 1 :].iter_rows(), header + 2):
        if identity or said:
            yield _Row(grid.sheet or grid.file, row, seen(identity or ""), seen(said or ""), at_id, at_said)


def _head(grid: Grid) -> tuple[int, str, str] | None:
    """Find the row of headers, and the letters of the two columns."""
    ids, accepts = ({folded(words.render(language)) for language in LANGUAGES} for words in (ID, ACCEPT))
    for row, cells in enumerate(grid.cells.iter_rows()):
        written = dict(zip(map(folded, (cell or "" for cell in cells)), grid.cells.columns, strict=True))
        at_id, at_said = (next((written[name] for name in names if name in written), None) for names in (ids, accepts))
        if at_id and at_said:
            return row, at_id, at_said
    return None


def _reviewed(path: Path, plan_file: Path, sha256: str, plan: Plan, rows: tuple[_Row, ...]) -> Reviewed:
    known = {change.id for change in plan.changes}
    ours = tuple(row for row in rows if row.id in known)
    problems = (*_unreadable(rows, known), *_contradictions(ours))
    if problems:
        raise _refused(path, problems)
    decided: dict[str, Decision] = {row.id: _decision(row.said) or "no" for row in reversed(ours)}
    emptied = {row.id for row in ours if not row.said}
    blank = tuple(change.id for change in plan.changes if change.id in emptied)
    deleted = tuple(change.id for change in plan.changes if change.id not in decided)
    decisions = {change.id: decided.get(change.id, "no") for change in plan.changes}
    return Reviewed(plan_file, sha256, plan, decisions, blank, deleted, _notes(blank, deleted))


def _notes(blank: tuple[str, ...], deleted: tuple[str, ...]) -> tuple[Text, ...]:
    said = (
        (blank, text("Changes with nothing in the column {column}: {changes}. They count as not accepted.")),
        (deleted, text("Changes whose row was deleted: {changes}. They count as not accepted.")),
    )
    return tuple(Text(words.english, {"column": ACCEPT, "changes": _listed(some)}) for some, words in said if some)


def _refused(path: Path, problems: tuple[Text, ...]) -> ReviewError:
    return ReviewError(
        text(
            "{file}: {count} cells of the review cannot be understood, so nothing was done:",
            file=path.name,
            count=len(problems),
        ),
        problems,
    )


def _decision(said: str) -> Decision | None:
    """Read a cell; None where it is blank or not understood."""
    return _SPELLINGS.get(folded(said))


def _unreadable(rows: tuple[_Row, ...], known: set[str]) -> Iterator[Text]:
    """Tell of decisions on changes that the plan does not have, and of words that are none."""
    for row in rows:
        if row.id not in known:
            if row.said:
                yield _unknown_change(row)
        elif row.said and _decision(row.said) is None:
            yield text(
                '{place}: {column} of change {id} is "{value}"; expected is {expected}. Choose one from the list.',
                place=row.place(row.at_said),
                column=ACCEPT,
                id=row.id,
                value=shown(row.said),
                expected=_expected(),
            )


def _unknown_change(row: _Row) -> Text:
    if not row.id:
        return text(
            '{place}: "{value}" stands in a row without a number; expected is the number of a change. Put the number '
            "back, or empty the row.",
            place=row.place(row.at_said),
            value=shown(row.said),
        )
    return text(
        '{place}: the plan has no change "{value}"; expected are the numbers as they were written. Put the number '
        "back, or delete the row.",
        place=row.place(row.at_id),
        value=shown(row.id),
    )


def _contradictions(rows: tuple[_Row, ...]) -> Iterator[Text]:
    """Tell of changes that stand in several rows and are decided differently."""
    first: dict[str, _Row] = {}
    for row in rows:
        before = first.setdefault(row.id, row)
        if _decision(before.said) != _decision(row.said):
            yield text(
                '{place}: change {id} is "{value}" here and "{other}" in row {row}; expected is one decision. Delete '
                "one of the rows.",
                place=row.place(row.at_said),
                id=row.id,
                value=shown(row.said),
                other=shown(before.said),
                row=before.row,
            )


def _expected() -> Text:
    return Text("one of: " + ", ".join(WORDS["en"].values()), chinese="以下之一：" + "、".join(WORDS["zh"].values()))


def _listed(ids: tuple[str, ...]) -> Text | str:
    listed = "、".join(ids[:MOST_NAMED])
    if len(ids) <= MOST_NAMED:
        return listed
    return text("{names} and others, {count} in all", names=listed, count=len(ids))
