from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from pairing.balance import measure_balance
from pairing.errors import OutputError
from tests.viz.areas import MARKUP, small, wide
from tests.viz.reports import report_of
from tests.viz.sites import KINDS, write_everything, write_hostile
from viz import write_site
from viz.pages import atlas

if TYPE_CHECKING:
    from pathlib import Path

PARTS = {"site.css", "site.js", "vis-network.js"}
INDEX = {"index.js", "index-1.js"}
PLACES = {"village-1.html", "village-2.html", "unit-1.html", "unit-2.html"}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def pages(folder: Path) -> dict[str, str]:
    """Read every page by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html"))
    }


def with_everything(folder: Path, *, single: bool = False) -> dict[str, str]:
    write_everything(folder, single=single)
    return pages(folder)


def test_a_site_is_a_page_each_and_what_they_share(tmp_path: Path) -> None:
    (index,) = write_site(small(), report_of(small()), tmp_path)
    assert index == tmp_path / "index.html"
    assert names(tmp_path) == {"index.html", "pages", "parts"}
    assert names(tmp_path / "pages") == PLACES | {"findings.html", "data.html"}
    assert names(tmp_path / "parts") == PARTS | INDEX


@pytest.mark.parametrize("single", [False, True])
def test_the_policy_of_every_page_lets_nothing_else_in(tmp_path: Path, single: bool) -> None:
    for name, page in with_everything(tmp_path, single=single).items():
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
        assert policy is not None, name
        (nonce,) = set(re.findall(r'nonce="([0-9a-f]{32})"', page))
        assert policy[1] == (
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src data: blob:; "
            "base-uri 'none'; form-action 'none'"
        )
        written = re.sub(r"<script nonce.*?</script>", "", page, flags=re.DOTALL)
        assert re.findall(r"https?://", written.replace("http://www.w3.org/", "")) == [], name
        assert re.findall(r"\son\w+=|\sstyle=|javascript:", written) == [], name


def test_every_link_leads_to_a_page_that_is_there(tmp_path: Path) -> None:
    written = with_everything(tmp_path)
    assert {name.removeprefix("pages/").removesuffix(".html") for name in written} >= set(KINDS)
    assert dead_links(tmp_path) == []
    assert re.search(r'<a href="village-1.html#household=H2"', written["pages/findings.html"])


def test_no_link_is_dead_where_one_county_has_too_many_villages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atlas, "MOST_VILLAGES", 1)
    write_site(small(), None, tmp_path)
    assert dead_links(tmp_path) == []


def dead_links(folder: Path) -> list[tuple[str, str]]:
    """Name the addresses of pages that lead to no file of their site, each with its page."""
    return [
        (name, address)
        for name, page in pages(folder).items()
        for address in sorted(set(re.findall(r'(?:href|src)="([^"]*)"', page)))
        if (path := urlsplit(address).path) and not (folder / name).parent.joinpath(path).is_file()
    ]


def test_a_single_file_has_every_page_and_every_link_stays_within(tmp_path: Path) -> None:
    folder = set(with_everything(tmp_path / "folder"))
    (page,) = with_everything(tmp_path / "one", single=True).values()
    assert names(tmp_path / "one") == {"index.html"}
    there = re.findall(r'<template id="page-([\w-]+)">', page)
    assert {f"{'' if key == 'index' else 'pages/'}{key}.html" for key in there} == folder
    body = re.sub(r"<script nonce.*?</script>", "", page, flags=re.DOTALL)
    for address in set(re.findall(r'href="([^"]*)"', body)):
        assert re.fullmatch(r"#main|#page=([\w-]+)(&amp;\w+=[^&]+)?", address), address
    assert set(re.findall(r'href="#page=([\w-]+)', body)) <= set(there)
    assert not re.search(r"<(link|img)\b|<script [^>]*src=", body)


def test_the_picture_of_a_page_is_json_in_it(tmp_path: Path) -> None:
    write_site(small(), None, tmp_path)
    page = (tmp_path / "pages" / "village-1.html").read_text(encoding="utf-8")
    (told,) = re.findall(r'<script type="application/json" class="scene">(.*?)</script>', page)
    scene = json.loads(told)
    assert (scene["key"], scene["title"], scene["plans"]) == ("village-1", "白土庄", True)
    nodes = {node["id"].partition("@")[0] for node in scene["nodes"]}
    assert {"unit:U2", "cadre:C1", "household:H2"} <= nodes
    assert set(scene["details"]) >= nodes


@pytest.mark.parametrize("single", [False, True])
def test_the_same_roster_gives_the_same_files(tmp_path: Path, single: bool) -> None:
    for name in ("one", "other"):
        write_site(small(), report_of(small()), tmp_path / name, balance=measure_balance(small()), single=single)
    one, other = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.*") if path.is_file()}
        for name in ("one", "other")
    )
    assert one == other


def test_nothing_of_an_earlier_site_is_left(tmp_path: Path) -> None:
    with_everything(tmp_path)
    (tmp_path / "hers.txt").touch()
    write_site(wide(1), None, tmp_path, audience="public")
    assert names(tmp_path / "parts") == PARTS | INDEX
    assert names(tmp_path / "pages") == {"village-1.html", "unit-1.html"}
    assert (tmp_path / "hers.txt").exists()


@pytest.mark.parametrize("single", [False, True])
def test_hostile_names_are_only_ever_text(tmp_path: Path, single: bool) -> None:
    index = write_hostile(tmp_path, single=single)
    written = [path for path in tmp_path.rglob("*.*") if path.is_file() and path.name not in PARTS]
    for path in written:
        assert path.parent in {tmp_path, tmp_path / "pages", tmp_path / "parts"}
        told = path.read_text(encoding="utf-8")
        assert MARKUP not in told, path
        assert "<img" not in told, path
        for script in re.findall(r"<script.*?</script>", told, flags=re.DOTALL) if path.suffix == ".html" else [told]:
            assert not set(script) & {"\u2028", "\u2029"}, path
    assert "村{{ 7*7 }}" in index.read_text(encoding="utf-8")


def test_a_folder_that_is_a_file_is_one_clear_fault(tmp_path: Path) -> None:
    (tmp_path / "site").touch()
    with pytest.raises(OutputError):
        write_site(small(), None, tmp_path / "site")


@pytest.mark.parametrize("single", [False, True])
def test_a_roster_without_anybody_still_has_a_page(tmp_path: Path, single: bool) -> None:
    (index,) = write_site(wide(0), None, tmp_path, language="en", single=single)
    assert "Paired assistance at a glance" in index.read_text(encoding="utf-8")


def test_whoever_waits_is_told_how_many_pages_are_written(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_site(small(), None, tmp_path, progress=lambda written, count: told.append((written, count)))
    assert (told[0], told[-1]) == ((1, 4), (4, 4))
