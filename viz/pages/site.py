"""The site as files: one page, and beside it what it loads when asked: style, script, pictures, search index.

Everything is a classic script or a style sheet, which is what works on ``file://`` under a strict policy (DESIGN §9).
The page names its scripts by a nonce; what the script adds later carries the same one, and nothing else may run.
"""

from __future__ import annotations

import hashlib
from dataclasses import astuple
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import TypeAdapter

from pairing.text import text
from pairing.writing.atomic import replacing, replacing_folder
from viz.pages.atlas import atlas
from viz.pages.drawing import options
from viz.pages.embedding import embedded, script_call
from viz.pages.index import index_page
from viz.pages.panorama import panorama
from viz.pages.scene import Scene
from viz.pages.scenes import area_scene, unit_scene, village_scene
from viz.pages.search import search_entries
from viz.pages.words import script_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pairing.text import Language
    from viz.audience import Sight
    from viz.pages.atlas import Atlas
    from viz.pages.index import IndexPage

PAGE: Final = "index.html"
PARTS: Final = "parts"
"""The folder beside the page; it is replaced as a whole, so that nothing of an earlier audience is left in it."""
VIS: Final = ("lib", "vis-9.1.2", "vis-network.min.js")
"""vis-network in the wheel of pyvis, under both the Apache and the MIT licence."""


def write_pages(seen: Sight, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the page and its parts; give the page."""
    charted = atlas(panorama(seen), language)
    page = index_page(seen, charted)
    with replacing_folder(folder / PARTS) as parts:
        digest = _write_parts(parts, charted)
    with replacing(folder / PAGE) as draft:
        draft.write_text(_page_text(page, charted, digest), encoding="utf-8", newline="\n")
    return (folder / PAGE,)


def _write_parts(parts: Path, charted: Atlas) -> str:
    """Write style, scripts, search index and scenes; give a digest of all that depends on the roster."""
    _write_shared(parts)
    digest = hashlib.sha256()
    adapter = TypeAdapter(Scene)
    scripts = chain(
        [("search", script_call("pairing.entries", _entries(charted)))],
        ((scene.key, script_call("pairing.scene", embedded(scene, adapter))) for scene in _scenes(charted)),
    )
    for name, script in scripts:
        written = script.encode()
        digest.update(written)
        (parts / f"{name}.js").write_bytes(written)
    return digest.hexdigest()


def _write_shared(parts: Path) -> None:
    ours = files("viz")
    (parts / "site.css").write_bytes((ours / "style" / "site.css").read_bytes())
    (parts / "site.js").write_bytes((ours / "script" / "site.js").read_bytes())
    (parts / "vis-network.js").write_bytes(files("pyvis").joinpath("templates", *VIS).read_bytes())


def _scenes(charted: Atlas) -> Iterator[Scene]:
    yield from (area_scene(charted, area) for area in charted.areas)
    yield from (village_scene(charted, village) for village in charted.panorama.villages)
    yield from (unit_scene(charted, unit) for unit in charted.panorama.units)


def _entries(charted: Atlas) -> str:
    return embedded([astuple(entry) for entry in search_entries(charted)])


def _page_text(page: IndexPage, charted: Atlas, digest: str) -> str:
    data = {
        "words": script_words(charted.language),
        "options": options(),
        "first": charted.areas[0].scene if charted.areas else "",
        "scenes": [choice.scene for group in page.choices for choice in group.choices],
    }
    nonce = hashlib.sha256(f"{digest}{page}".encode()).hexdigest()[:32]
    template = _environment(charted.language).get_template(PAGE)
    return template.render(page=page, data=embedded(data), nonce=nonce, parts=PARTS)


def _environment(language: Language) -> Environment:
    """Templates escape everything, fail on a name they do not know, and say their words in the reader's language."""
    environment = Environment(
        loader=PackageLoader("viz"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["text"] = lambda english, **values: text(english, **values).render(language)
    return environment
