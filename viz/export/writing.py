"""Each form to its file or folder: written beside its target and put in its place when it is whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pairing.writing.atomic import replacing
from pairing.writing.folder import write_folder
from pairing.writing.workbook import write_workbook
from viz.export.disclosed import disclosed
from viz.export.gexf import gexf
from viz.export.graphml import graphml
from viz.export.network import network_of
from viz.export.node_link import node_link
from viz.export.script import script

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pairing.roster import Roster
    from pairing.text import Language
    from viz.audience import Sight
    from viz.export import Form


def write(seen: Sight, path: Path, form: Form, language: Language) -> None:
    """Write what an audience sees; lines are written as they are made, so that no whole file is ever in memory."""
    match form:
        case "xlsx":
            write_workbook(_to_be_filled_in(seen), path, language=language)
        case "csv" | "parquet":
            write_folder(disclosed(seen), path, language=language, files=form)
        case "graphml" | "gexf" | "json" | "cypher":
            with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as stream:
                stream.writelines(_lines(seen, form, language))


def _to_be_filled_in(seen: Sight) -> Roster:
    """Give the office a sheet of pins, though its input had none: where it is empty, nothing is set."""
    roster = disclosed(seen)
    return replace(roster, absent=roster.absent - {"constraints"}) if seen.audience == "internal" else roster


def _lines(seen: Sight, form: Form, language: Language) -> Iterable[str]:
    match form:
        case "gexf":
            return gexf(network_of(seen), seen.roster)
        case "json":
            return node_link(network_of(seen))
        case "cypher":
            return script(seen, language)
        case _:
            return graphml(network_of(seen))
