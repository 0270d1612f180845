"""``pairing lists``: the lists of a roster to print, in the forms and for the audience that are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from pairing.text import text

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.cli.asking import Asked
    from pairing.cli.chain import Audience, Outputs
    from pairing.cli.terminal import Terminal


class Kind(StrEnum):
    """What is listed."""

    VILLAGE = "village"
    UNIT = "unit"
    CADRE = "cadre"
    HOUSEHOLD = "household"
    ALL = "all"


class Form(StrEnum):
    """What it is written as."""

    XLSX = "xlsx"
    CSV = "csv"
    PARQUET = "parquet"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class ListWish:
    """What is wanted of the lists."""

    audience: Audience
    kinds: tuple[Kind, ...] = ()
    """Nothing stands for by village."""
    forms: tuple[Form, ...] = ()
    """Nothing stands for the usual ones."""
    one_file: bool = False
    folders: bool = False


def make_lists(asked: Asked, to: Path, wish: ListWish, terminal: Terminal) -> int:
    """Write the lists of a roster into a folder."""
    from pairing.cli.asking import CommandError
    from pairing.cli.chain import LISTING, name_files, outputs_of, plans
    from pairing.cli.delivery import deliver

    if wish.one_file and wish.folders:
        raise CommandError(text("--one-file and --folders exclude each other."))
    with terminal.progress(3 + plans(wish.audience)) as steps:
        outputs = outputs_of(asked, wish.audience, terminal, steps)
        steps.step(LISTING)
        delivered = deliver(to, "lists", asked.inputs, partial(_write, outputs, wish))
    name_files(delivered, terminal)
    return 0


def _write(outputs: Outputs, wish: ListWish, folder: Path) -> None:
    from viz import write_lists
    from viz.lists import FORMS, KINDS, USUAL

    write_lists(
        outputs.reading.roster,
        folder,
        report=outputs.report,
        audience=outputs.audience,
        language=outputs.language,
        by=tuple(kind for kind in KINDS if kind in wish.kinds or Kind.ALL in wish.kinds) or "village",
        forms=tuple(form for form in FORMS if form in wish.forms) or USUAL,
        one_file=not wish.folders,
        balance=outputs.balance,
    )
