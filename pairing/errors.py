"""Faults of the caller or the environment: one root, one clear line, exit code 2. A traceback is a bug."""

from __future__ import annotations

import errno
from typing import Final

from pairing.text import Text, text


class PairingError(Exception):
    """The root of every fault that is not the code's own: no such file, not a workbook, server down."""

    def __init__(self, message: Text) -> None:
        """Keep the message as a Text, so that the terminal says it in the reader's language."""
        super().__init__(message.render("en"))
        self.message = message


class InputError(PairingError):
    """An input cannot be read at all: missing, encrypted, not a workbook, empty."""


class OutputError(PairingError):
    """An output cannot be written: no room, no right, or it would overwrite a source."""


class RuleError(PairingError):
    """A rule file is malformed, or a query is not read-only; the message names the file and line."""


class UnknownNameError(PairingError):
    """A name asked for matches nobody, or several people, who are then listed."""


_REASONS: Final = {
    errno.ENOENT: text("there is no such file or folder"),
    errno.EACCES: text("no permission, or it is open in another program"),
    errno.EPERM: text("no permission, or it is open in another program"),
    errno.EROFS: text("nothing can be written there"),
    errno.ENOSPC: text("no room is left there"),
    errno.EDQUOT: text("no room is left there"),
    errno.EISDIR: text("it is a folder"),
    errno.ENOTDIR: text("a part of the path is not a folder"),
    errno.EEXIST: text("it is there already"),
    errno.ENAMETOOLONG: text("the name is too long"),
}


def reason_of(error: OSError) -> Text:
    """Say why the system refused, in the reader's language where the reason is a common one."""
    return _REASONS.get(error.errno or 0) or Text(error.strerror or type(error).__name__)
