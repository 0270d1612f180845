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


@pytest.fixture
def desk(tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the planner's with the samples, where she stands."""
    for path in samples.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    return tmp_path
