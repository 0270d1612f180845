"""In a notebook a roster, a village and a plan show their page, which brings everything it needs."""

from __future__ import annotations

import html
import re

import pytest
from IPython.core.interactiveshell import InteractiveShell

import viz
from pairing.errors import InputError
from tests.viz.areas import small
from tests.viz.plans import small_plan
from tests.viz.reports import report_of

SOURCE = re.compile(r'<iframe srcdoc="([^"]*)"')


def page_in(shown: str) -> str:
    found = SOURCE.match(shown)
    assert found is not None
    return html.unescape(found[1])


@pytest.fixture
def shell() -> InteractiveShell:
    shell = InteractiveShell()  # type: ignore[no-untyped-call] # IPython has no types
    viz.load_ipython_extension(shell)
    return shell


def shown_by(shell: InteractiveShell, value: object) -> dict[str, str]:
    formatter = shell.display_formatter
    assert formatter is not None
    shown: dict[str, str] = formatter.format(value)[0]  # type: ignore[no-untyped-call] # as above
    return shown


def test_a_roster_a_report_and_a_plan_at_the_end_of_a_cell_are_their_pages(shell: InteractiveShell) -> None:
    for value, name in ((small(), "张明哲"), (small_plan(), "赵六子"), (report_of(small()), "赵六子")):
        page = page_in(shown_by(shell, value)["text/html"])
        assert name in page
        assert "default-src 'none'" in page
        assert not re.search(r"(?:src|href)=\"(?!#)", page), "it loads something from elsewhere"


def test_what_is_not_ours_is_shown_as_before(shell: InteractiveShell) -> None:
    assert list(shown_by(shell, [1, 2])) == ["text/plain"]


def test_a_village_alone_leads_nowhere_else() -> None:
    village = small().villages["id"][0]
    page = page_in(viz.show(small(), village=village, language="en")._repr_html_())
    assert 'data-key="village-1"' in page
    assert not re.search(r'href="[^"]*(?:village-2|unit-)', page)
    assert 'href="#page=village-1&amp;household=' in page


def test_only_the_page_of_a_plan_brings_the_plans_file() -> None:
    village = small().villages["id"][0]
    assert 'pairing.part("plan-file"' in page_in(viz.show(small(), plan=small_plan())._repr_html_())
    shown = page_in(viz.show(small(), village=village, plan=small_plan())._repr_html_())
    assert 'pairing.part("plan-file"' not in shown


def test_a_village_that_is_not_there_is_said() -> None:
    with pytest.raises(InputError, match="No village of the roster has the id V99"):
        viz.show(small(), village="V99")
