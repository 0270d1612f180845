"""A roster for other tools: spreadsheets to fill in by hand, graphs for Gephi, igraph, networkx and Neo4j.

A roster in another form keeps all of its rows. A graph to look at has what counts on D, unless its history is asked
for. What an audience may see is decided where it is for pages and lists (:mod:`viz.audience`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from pairing.errors import PairingError
from pairing.text import text

if TYPE_CHECKING:
    from pairing.roster import Roster
    from pairing.text import Language
    from viz.audience import Audience

Form = Literal["xlsx", "csv", "parquet", "graphml", "gexf", "json", "cypher"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)
FOLDERS: Final[frozenset[Form]] = frozenset({"csv", "parquet"})
"""What is a folder of files, a file a table."""
WHOLE: Final[frozenset[Form]] = frozenset({"xlsx", "csv", "parquet", "cypher"})
"""What is the roster itself in another form, of which nothing is left out unasked."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    path: Path
    history: bool
    """Whether it holds all rows; else what counts on D."""
    nodes: int
    edges: int


def write_export(  # noqa: PLR0913 - three values, and what the planner chooses by name
    roster: Roster,
    path: str | Path,
    form: Form,
    *,
    audience: Audience = "internal",
    history: bool | None = None,
    language: Language = "zh",
) -> Exported:
    """Write a roster in a form that another tool opens; ``history`` is whether all rows are in it, or what counts on D.

    By default a roster in another form, and a Cypher script, have all rows, a graph to look at what counts.
    ``language`` is that of headings and comments. What is at ``path`` is replaced, a folder as a whole. Raises
    PairingError for a public export with history, which nobody but the office sees, and OutputError when it cannot be
    written.
    """
    # Imported here because polars and networkx cost 0.4 s.
    from viz.audience import sight  # noqa: PLC0415 - as above
    from viz.export.counted import counted  # noqa: PLC0415 - as above
    from viz.export.writing import write  # noqa: PLC0415 - as above

    path = Path(path)
    if audience == "public" and history:
        raise PairingError(text("The public sees what counts today and no history."))
    whole = audience == "internal" and (form in WHOLE if history is None else history)
    seen = sight(roster if whole or audience == "public" else counted(roster), audience)
    write(seen, path, form, language)
    return Exported(path, whole, *_counts(seen.roster))


def _counts(roster: Roster) -> tuple[int, int]:
    """Count nodes and edges: somebody's unit and a household's village are edges too."""
    from pairing.model.table import EDGE_TABLES, NODE_TABLES  # noqa: PLC0415 - as above

    belonging = roster.cadres["unit_key"].count() + roster.households["village_key"].count()
    nodes, edges = (sum(roster.tables[name].height for name in names) for names in (NODE_TABLES, EDGE_TABLES))
    return nodes, edges + belonging
