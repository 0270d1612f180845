"""The command ``balance``: read, measure, show the lenses, write the proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.cli.checking import measured
from pairing.cli.delivery import json_files, refuse_overwriting_inputs, write_json
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pairing.cli.asking import Asked
    from pairing.cli.terminal import Terminal
    from pairing.model.balance import Balance
    from pairing.roster import Roster


def run_balance(asked: Asked, json: str | None, terminal: Terminal) -> int:
    """Measure the balance of a roster; always 0: how balanced it is, is no error."""
    refuse_overwriting_inputs(json_files(json), asked.inputs)
    with terminal.progress(2) as steps:
        steps.step(text("Reading"))
        reading = asked.read()
        balance = measured(reading, steps)
    if json is not None:
        write_json(balance.to_json(terminal.language), json)
    if json != "-" and not terminal.quiet:
        from pairing.cli.balance_screen import Facts, balance_screen

        facts = Facts(
            terminal.language, asked.title, reading.roster.settings.balance_tolerance, _names(reading.roster, balance)
        )
        terminal.show(lambda width, height: balance_screen(balance, facts, width, height and height - 1))
    return 0


def _names(roster: Roster, balance: Balance) -> Mapping[str, str]:
    from pairing.names import names_of

    return names_of(roster, {one.subject for lens in balance.lenses for one in (*lens.most, *lens.least)})
