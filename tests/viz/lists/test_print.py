"""The workbooks as a planner prints them, through LibreOffice, which is started once for all of them."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from pairing.balance import measure_balance
from tests.viz.areas import small
from tests.viz.lists.crowds import crowd
from tests.viz.plans import small_plan
from viz import write_lists

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.conftest import Office


def pages_of(pdf: Path) -> list[str]:
    """Give the words of each page."""
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True)
    return done.stdout.removesuffix("\f").split("\f")


def print_all(soffice: Office, documents: Sequence[Path], folder: Path) -> None:
    """Print documents by one start of the program."""
    profile = f"-env:UserInstallation={soffice.profile.as_uri()}"
    command: list[str | Path] = [soffice.program, profile, "--headless", "--norestore", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", folder, *documents], capture_output=True, timeout=120, check=True)


@pytest.fixture(scope="module")
def printed(soffice: Office, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Every kind of workbook as it is printed: the words of each page, by the name of the file."""
    roster, folder = small(), tmp_path_factory.mktemp("printed")
    made = {"language": "en", "balance": measure_balance(roster), "plan": small_plan()}
    documents = list(write_lists(roster, folder, by=("village", "cadre"), forms=("xlsx",), **made))  # type: ignore[arg-type]
    documents += write_lists(crowd(), folder, by="household", forms=("xlsx",), language="en", audience="public")
    print_all(soffice, [path for path in documents if path.suffix == ".xlsx"], folder)
    return {path.stem: pages_of(path) for path in folder.glob("*.pdf")}


def test_each_village_prints_on_a_page_of_its_own(printed: dict[str, list[str]]) -> None:
    summary, first, second, *_ = printed["Pairing list by village"]
    assert "Page 1 of 8" in summary
    assert "Pairing list of 白土庄" in first
    assert "▲ no helper yet" in first
    assert "Made by" in first
    assert "← Summary" not in first
    assert "Page 3 of 8" in second


def test_the_sheets_of_balance_print(printed: dict[str, list[str]]) -> None:
    pages = printed["Pairing list by village"]
    assert any("Verdict" in page and "Theil" in page for page in pages)
    assert "Units × villages" in pages[-1]


def test_the_cadres_of_a_unit_print_below_each_other(printed: dict[str, list[str]]) -> None:
    _, first, second, *_ = printed["Pairing list by cadre"]
    assert "helps 2 households" in first
    assert "△ no household yet" in second


def test_four_cards_print_on_a_page(printed: dict[str, list[str]]) -> None:
    _, *cards = printed["Contact cards, public"]
    assert [page.count("Contact card") for page in cards] == [4, 4, 1, 1]
    assert "Page 5 of 5" in cards[-1]


def test_the_bulletin_prints_on_one_page(printed: dict[str, list[str]]) -> None:
    (page,) = printed["Bulletin"]
    assert "4. What is proposed" in page
    assert "Issued by:" in page
    assert len(printed["Bulletin, public"]) == 1


def test_the_plan_prints(printed: dict[str, list[str]]) -> None:
    first, numbers, *_, curve = printed["plan"]
    assert "Page 1 of 5" in first
    assert "Accept" in first
    assert "proven by the solver" in numbers
    assert "Curve" in curve
