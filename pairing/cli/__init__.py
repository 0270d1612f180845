"""The command line: parse, run small tasks, render, return an exit code (DESIGN §14).

Nothing heavy is imported until a command runs, so that ``pairing --help`` answers at once.
"""

from pairing.cli.entry import main

__all__ = ["main"]
