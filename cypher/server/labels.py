"""The labels of what a server keeps beside the graph itself."""

from __future__ import annotations

from enum import StrEnum


class Keeping(StrEnum):
    """Nodes that tell what the graph is; none of them is part of it."""

    ROSTER = "PairingRoster"
    """The one node that says which roster the graph holds, and whether it is whole."""
    PAGE = "PairingPage"
    """A page of what travels along: settings, sources, findings."""
    LOCK = "PairingLock"
    """What a sync holds as long as it lives, and the gate to it."""
