"""What tests of pages borrow: a visit, and the small area as a site with a page of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.visiting import Visit, visit_of
from tests.viz.sites import write_everything, write_small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Open a page; at the end it has asked no network, said nothing on the console and opened no dialog."""
    visit = visit_of(chromium)
    yield visit
    visit.context.close()
    assert visit.faults == []


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of a site in Chinese whose overview has a picture; not to be written into."""
    return write_small(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in English."""
    return write_small(tmp_path_factory.mktemp("english"), language="en")


@pytest.fixture(scope="session")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of a site that is told by counties: it has a page of every kind."""
    return write_everything(tmp_path_factory.mktemp("counties"))


@pytest.fixture(scope="session")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site in a single file."""
    return write_everything(tmp_path_factory.mktemp("single"), single=True)
