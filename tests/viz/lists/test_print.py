"""The workbook as a planner prints it, through LibreOffice."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tests.viz.areas import small
from viz import write_lists

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Office


def pages_of(pdf: Path) -> list[str]:
    """Give the words of each page."""
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True)
    return done.stdout.removesuffix("\f").split("\f")


def test_each_sheet_prints_on_a_page_of_its_own(soffice: Office, tmp_path: Path) -> None:
    workbook, _ = write_lists(small(), tmp_path, language="en")
    summary, first, second = pages_of(soffice.to_pdf(workbook, tmp_path / "pdf"))
    assert "Page 1 of 3" in summary
    assert "Pairing list of 白土庄" in first
    assert "▲ no helper yet" in first
    assert "Made by" in first
    assert "← Summary" not in first
    assert "Page 3 of 3" in second
