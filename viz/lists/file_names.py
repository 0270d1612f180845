"""Names of files and folders that every system takes, made of names of places and people."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST: Final = 60
"""Characters of a name: three bytes each and an ending are well below the 255 of a file system."""
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*#%]')
"""What Windows does not take, and what a link to a file would read as something else."""
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])( *\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, with whatever ending."""


def safe_name(name: str) -> str:
    """Make a name that Windows, macOS and Linux take for a file or folder; an ending may be added."""
    seen = "".join(character for character in unicodedata.normalize("NFC", name) if _is_seen(character))
    plain = _FORBIDDEN.sub("·", seen)[:LONGEST].strip(" .") or "—"
    return f"_{plain}" if _DEVICES.match(plain) else plain


def safe_names(wanted: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Make such names in order, each once whatever its case; ``taken`` are used already."""
    used = {folded(name) for name in taken}
    names = []
    for name in map(safe_name, wanted):
        free = _free(name, used)
        used.add(folded(free))
        names.append(free)
    return names


def folded(name: str) -> str:
    """Give what two names have in common that a system without regard to case takes for one."""
    return unicodedata.normalize("NFKC", name).casefold()


def _free(name: str, used: set[str]) -> str:
    free, number = name, 1
    while folded(free) in used:
        number += 1
        free = f"{name}({number})"
    return free


def _is_seen(character: str) -> bool:
    """Tell whether a character shows; a lone half of one cannot even be written."""
    return not unicodedata.category(character).startswith("C")
