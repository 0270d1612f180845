"""A scene as its page carries it: the same, in little room, for a province has half a million details.

Objects become arrays, words in two languages are written once and referred to by number, and a page's own key is 0.
``unpacked`` in ``site.js`` is the way back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from viz.pages.scene import Detail, Remark, Scene, Tie
    from viz.words import Words

    Word = Callable[[Words], str | int]


def packed(scene: Scene) -> dict[str, object]:
    """Pack a scene."""
    table: dict[tuple[str, str], int] = {}

    def word(words: Words) -> str | int:
        return words if isinstance(words, str) else table.setdefault(words, len(table))

    details = {node: _detail(detail, scene.key, word) for node, detail in scene.details.items()}
    return {
        "key": scene.key,
        "title": scene.title,
        "subtitle": scene.subtitle,
        "notes": scene.notes,
        "plans": scene.plans,
        "nodes": scene.nodes,
        "edges": scene.edges,
        "words": list(table),
        "details": details,
    }


def _detail(detail: Detail, own: str, word: Word) -> list[object]:
    return [
        word(detail.kind),
        detail.name,
        [[word(label), word(value)] for label, value in detail.facts],
        word(detail.state),
        detail.mark,
        [_tie(tie, own, word) for tie in detail.ties],
        [_remark(remark, word) for remark in detail.remarks],
        0 if detail.page == own else detail.page,
    ]


def _tie(tie: Tie, own: str, word: Word) -> list[object]:
    page = 0 if tie.page == own else tie.page
    return [word(tie.relation), tie.name, tie.node, page, word(tie.note), tie.since, tie.until]


def _remark(remark: Remark, word: Word) -> list[object]:
    said = (remark.label, remark.title, remark.message, remark.hint)
    return [remark.severity, remark.code, *map(word, said)]
