"""Draw the graph's schema: four labels with their properties, seven types between them, and what a server keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cypher.schema import EdgeTable, NodeTable, edge_tables, node_tables
from cypher.server.labels import Keeping
from pairing.graph import Label, Tie
from pairing.model.table import TABLES
from tests.docs.graph import TYPES, kept_on_a_server, lock_properties, roster_properties

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOX: Final = 240
_TITLE: Final = 36
_LINE: Final = 18
_PLACES: Final = {
    Label.UNIT: (30, 40),
    Label.VILLAGE: (830, 40),
    Label.CADRE: (30, 320),
    Label.HOUSEHOLD: (830, 320),
}
"""Where each label's box begins."""
_COURSES: Final = {
    Tie.BELONGS_TO: ((150, 320), (150, 152)),
    Tie.LIVES_IN: ((950, 320), (950, 242)),
    Tie.TWINNED_WITH: ((270, 78), (826, 78)),
    Tie.POSTED_TO: ((270, 335), (826, 150)),
    Tie.LINKED_TO: ((270, 380), (826, 215)),
    Tie.HELPS: ((270, 425), (826, 425)),
    Tie.CONSTRAINED: ((270, 468), (826, 468)),
}
"""Where each type's line begins and ends."""
_CHINESE: Final = {Tie.BELONGS_TO: "所在单位", Tie.LIVES_IN: "所在村"}
_FONT: Final = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"
_STYLE: Final = """
      .ground{fill:#fff}.box{fill:#e3edf6;stroke:#3d6a94}.kept{fill:none;stroke:#b58b3c;stroke-dasharray:5 4}
      .line{stroke:#4a5b6c;fill:none;marker-end:url(#to)}.tip{fill:#4a5b6c}text{fill:#1c2733}
      .quiet{fill:#5a6877;font-size:11px}.bold{font-weight:600}
      @media (prefers-color-scheme: dark){
        .ground{fill:#14191f}.box{fill:#1f3346;stroke:#6f9dc8}.kept{stroke:#c9a35c}
        .line{stroke:#a9b8c6}.tip{fill:#a9b8c6}text{fill:#e8eef4}.quiet{fill:#a9b8c6}
      }
    """


def graph_picture() -> str:
    """Draw it as SVG, for a light and a dark page."""
    ties, boxes = map(_tie, edge_tables()), map(_box, node_tables())
    return "".join([*_opening(), *_lines(ties), *_lines(boxes), *_lines([_server()]), "</svg>\n"])


def _opening() -> Iterator[str]:
    yield '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1100 640" font-size="13" role="img"\n'
    yield f'  font-family="{_FONT}"\n'
    yield '  aria-label="Four labels, seven types of relationships between them, and their properties">\n'
    yield '  <defs>\n    <marker id="to" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
    yield 'orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker>\n'
    yield f"    <style>{_STYLE}</style>\n  </defs>\n"
    yield '  <rect class="ground" width="1100" height="640"/>\n'


def _lines(groups: Iterator[list[str]] | list[list[str]]) -> Iterator[str]:
    for group in groups:
        yield from (f"  {line}\n" for line in group)


def _box(table: NodeTable) -> list[str]:
    x, y = _PLACES[table.label]
    height = _TITLE + _LINE * len(table.properties)
    drawn = [
        f'<rect class="box" x="{x}" y="{y}" width="{_BOX}" height="{height}" rx="8"/>',
        _text(x + 14, y + 24, f":{table.label} {TABLES[table.table].chinese}", "bold"),
    ]
    for number, each in enumerate(table.properties):
        line = y + _TITLE + 12 + _LINE * number
        drawn += [_text(x + 14, line, each.name), _text(x + _BOX - 14, line, TYPES[each.type], "quiet", "end")]
    return drawn


def _tie(table: EdgeTable) -> list[str]:
    (x1, y1), (x2, y2) = _COURSES[table.tie]
    x, y = (x1 + x2) // 2, (y1 + y2) // 2
    chinese = _CHINESE.get(table.tie) or TABLES[table.table].chinese
    properties = " · ".join(each.name for each in table.properties)
    wide = max(150, 16 + 28 * len(properties) // 5)
    return [
        f'<path class="line" d="M{x1} {y1} {x2} {y2}"/>',
        f'<rect class="ground" x="{x - wide // 2}" y="{y - 18}" width="{wide}" height="{36 if properties else 28}"/>',
        _text(x, y - 2, f":{table.tie} {chinese}", "bold", "middle"),
        *([_text(x, y + 13, properties, "quiet", "middle")] if properties else []),
    ]


def _server() -> list[str]:
    kept = kept_on_a_server()
    everywhere = " · ".join(name for name in kept if len(kept[name]) > 1)
    own = ", ".join(f"{name} (:{having[0]})" for name, having in kept.items() if len(having) == 1)
    roster = f":{Keeping.ROSTER} {{{', '.join(roster_properties())}}}"
    nodes = f"{roster} · :{Keeping.PAGE} {{id, text}} · :{Keeping.LOCK} {{{', '.join(lock_properties())}}}"
    return [
        '<rect class="kept" x="30" y="550" width="1040" height="74" rx="8"/>',
        _text(44, 573, "only on a server 仅服务器上有", "bold"),
        _text(44, 593, f"on rows: {everywhere} · {own}", "quiet"),
        _text(44, 612, f"beside them: {nodes}", "quiet"),
    ]


def _text(x: int, y: int, words: str, kind: str = "", anchor: str = "") -> str:
    kinds = f' class="{kind}"' if kind else ""
    anchors = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x}" y="{y}"{kinds}{anchors}>{words}</text>'
