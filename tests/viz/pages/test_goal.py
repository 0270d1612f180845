"""Addresses: from every page to every other, as a site and as one file."""

from __future__ import annotations

import pytest

from viz.pages.goal import NOWHERE, Goal, goal_at, href, href_within


@pytest.mark.parametrize(
    ("origin", "goal", "address"),
    [
        ("index", Goal("village-1", "household:H0123"), "pages/village-1.html#household=H0123"),
        ("index", Goal("index", "unit:U1"), "#unit=U1"),
        ("index", Goal("index"), "#"),
        ("unit-3", Goal("index"), "../index.html"),
        ("unit-3", Goal("village-1", "cadre:C1"), "village-1.html#cadre=C1"),
        ("unit-3", Goal("unit-3", "cadre:C1"), "#cadre=C1"),
        ("unit-3", Goal("index", "unit:户 1&=#:%</b>"), "../index.html#unit=%E6%88%B7%201%26%3D%23%3A%25%3C%2Fb%3E"),
    ],
)  # fmt: skip
def test_an_address_as_seen_from_a_page(origin: str, goal: Goal, address: str) -> None:
    assert href(goal, origin) == address


def test_an_address_within_one_file_names_the_page() -> None:
    assert href_within(Goal("village-1", "household:H 1")) == "#page=village-1&household=H%201"
    assert href_within(Goal("plan")) == "#page=plan"


def test_who_is_on_no_page_leads_nowhere() -> None:
    assert goal_at("", "household:H1") is NOWHERE
