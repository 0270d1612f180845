"""The sample, written once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pairing.sample import write_sample

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample as a workbook, without its gaps, and as a ledger; not to be written into."""
    folder = tmp_path_factory.mktemp("samples")
    write_sample(folder / "花名册.xlsx")
    write_sample(folder / "干净.xlsx", clean=True)
    write_sample(folder / "台账.xlsx", ledger=True)
    return folder
