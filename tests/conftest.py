"""What tests borrow: a browser, an office, a Neo4j, a planner's desk; and how hard Hypothesis looks."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import polars as pl
import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

from tests.browser.visiting import launched
from tests.neo4j.beside import Lent, address_of_generation, generations, lent, why_missing
from tests.neo4j.installation import LTS, MissingError
from tests.neo4j.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser

IN_CI = os.environ.get("CI") == "true"

# At the desk: few examples and new ones each time. In CI: many, and always the same, so that a red run can be repeated.
# No deadlines and no complaint of slowness: two cores are shared with a browser and an office.
settings.register_profile("dev", max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("dev"), max_examples=40, derandomize=True, print_blob=True)
settings.load_profile("ci" if IN_CI else "dev")

# A tenth of the time went into looking for garbage among what stays: tests and modules, by the hundred thousand.
gc.set_threshold(50_000, 20, 50)

# The frames of a test are small: threads would cost each of them more than they do for it, and there is a worker on
# each core already. Polars takes their number when it first works; a command that is run apart has them all.
with pytest.MonkeyPatch.context() as patched:
    patched.setenv("POLARS_MAX_THREADS", "1")
    pl.thread_pool_size()

MEANWHILE = 150
"""Tests to run while a server starts."""
OVER_AND_OVER = {
    "test_a_balance_of_many_tiny_areas_is_accepted",
    "test_a_false_claim_is_found",
    "test_a_greedy_repair_keeps_the_same_hard_rules",
    "test_a_plan_is_what_trying_everything_finds",
    "test_a_server_reports_what_is_read_back_of_it",
    "test_a_server_reports_what_the_file_reports",
    "test_applying_leads_where_the_plan_says_and_needs_no_repair",
    "test_attainable_is_what_trying_everything_finds",
    "test_both_counts_and_the_balance_are_of_the_same_roster",
    "test_bringing_a_later_roster_equals_bringing_it_afresh",
    "test_every_plan_keeps_every_hard_rule_and_is_no_worse_than_today",
    "test_every_proposal_keeps_every_hard_rule",
    "test_every_store_and_the_oracle_agree_over_many_small_rosters",
    "test_fewer_changes_leave_more_open",
    "test_killed_anywhere_in_an_update_that_prunes_the_next_run_completes_it",
    "test_killed_anywhere_in_the_first_sync_the_next_run_completes_it",
    "test_lists_and_pages_are_those_of_the_file",
    "test_plans_of_many_tiny_areas_are_accepted",
    "test_plans_of_rosters_with_everything_missing_and_their_undoing_are_accepted",
    "test_plans_with_a_limit_are_accepted",
    "test_rules_of_ours_and_of_a_planner_give_one_report_on_every_store",
    "test_somebody_who_leaves_changes_nothing_beyond_his_part",
    "test_the_best_is_accepted_and_nothing_else",
    "test_the_best_with_so_many_changes",
    "test_the_order_of_the_rows_is_nothing_to_a_plan",
    "test_the_order_of_the_rows_of_the_sample_is_nothing_to_a_plan",
    "test_undoing_gives_the_active_pairings_there_were",
    "test_undoing_is_exact_whatever_the_roster",
    "test_what_is_measured_of_small_rosters_is_accepted",
    "test_what_is_read_back_is_what_was_brought",
    "test_whatever_stands_in_a_balance_raises_nothing",
    "test_whoever_computes_it_is_nothing_to_a_plan",
    "test_with_as_many_changes_as_theirs_ours_is_better",
}
"""Tests that do one thing over and over, as those of Hypothesis do."""
SEEN_ALREADY = (
    "browser/",
    "cli/test_chain.py",
    "cli/test_help.py",
    "contract/",
    "cypher/test_rules.py",
    "docs/",
    "pairing/planning/test_greedy.py",
    "pairing/planning/test_properties.py",
    "pairing/sample/",
    "strategies/",
)
"""Rooms and modules whose tests run hardly a line that others do not run."""
MARKER_OF_FIXTURE = {
    "chromium": "browser",
    "soffice": "libreoffice",
    "neo4j_server": "neo4j",
    "neo4j_lts": "neo4j",
    "spare_neo4j": "neo4j",
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by the tools it asks for, before ``-m`` selects: nobody has to remember it.

    And by ``no_cover`` where coverage, which costs two fifths of a test's time, would learn nothing that others do not
    tell it: what is done over and over, what the older generation of a server has shown already, what others run too.
    """
    seen_already = tuple(f"tests/{place}" for place in SEEN_ALREADY)
    for item in items:
        if (
            getattr(item, "originalname", None) in OVER_AND_OVER
            or is_hypothesis_test(getattr(item, "obj", None))
            or server_of(item) in generations()[1:]
            or item.nodeid.startswith(seen_already)
        ):
            item.add_marker("no_cover")
        for fixture in set(MARKER_OF_FIXTURE).intersection(getattr(item, "fixturenames", ())):
            item.add_marker(MARKER_OF_FIXTURE[fixture])
    items[:] = in_turn(items)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Take what has been collected, and all that it imported, for what stays to the end."""
    gc.collect()
    gc.freeze()


def in_turn(items: list[pytest.Item]) -> list[pytest.Item]:
    """Put the tests of each server into a half of all, behind others that run while it starts.

    Two workers begin with a half each and take from the end of the other's: so neither waits for a server the other
    has, and the tests that start servers of their own, which come first, are not parted.
    """
    by_server: dict[str | None, list[pytest.Item]] = {None: [], **{name: [] for name in generations()}}
    for item in items:
        by_server[server_of(item)].append(item)
    others = sorted(by_server.pop(None), key=lambda item: "spare_neo4j" not in getattr(item, "fixturenames", ()))
    nothing: list[pytest.Item] = []
    turns = zip_longest((others[: len(others) // 2], others[len(others) // 2 :]), by_server.values(), fillvalue=nothing)
    return [item for half, there in turns for item in (*half[:MEANWHILE], *there, *half[MEANWHILE:])]


def server_of(item: pytest.Item) -> str | None:
    """Tell which of the servers that run beside the tests a test asks for."""
    if "neo4j_lts" in getattr(item, "fixturenames", ()):
        return generations()[0]
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return next((name for name in generations() if name in map(str, parameters)), None)


def found(tool: str, *commands: str) -> Path:
    """Find the first of ``commands``; without any, skip the test, or fail it in CI, where nothing may be missing."""
    path = next(filter(None, map(shutil.which, commands)), None)
    if path is None:
        lacking(f"{tool} is not installed (no {' or '.join(commands)} on the PATH)")
    return Path(path)


def lacking(reason: str) -> NoReturn:
    """Skip the test, or fail it in CI, where nothing may be missing."""
    if IN_CI:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Lend Debian's Chromium, headless: open a context or a page of it and close that again."""
    with launched(found("Chromium", "chromium", "chromium-browser", "google-chrome")) as browser:
        yield browser


@dataclass(frozen=True)
class Office:
    """LibreOffice without a window, with a profile of its own so that workers and a user's office do not meet."""

    program: Path
    profile: Path

    def to_pdf(self, document: Path, folder: Path) -> Path:
        """Print ``document`` as its planner would, into ``folder``."""
        self._convert(document, folder, "pdf")
        return folder / f"{document.stem}.pdf"

    def saved(self, document: Path, folder: Path, form: str = "xlsx") -> Path:
        """Open ``document`` and save it into ``folder``, as a workbook of a form."""
        self._convert(document, folder, form)
        return folder / f"{document.stem}.{form}"

    def to_png(self, document: Path, folder: Path, dpi: int = 60) -> list[Path]:
        """Print ``document`` and take a picture of each page, in order."""
        pdf = self.to_pdf(document, folder)
        painter = found("poppler-utils", "pdftoppm")
        subprocess.run([painter, "-png", "-r", str(dpi), pdf, folder / document.stem], check=True)
        return sorted(folder.glob(f"{document.stem}-*.png"))

    def _convert(self, document: Path, folder: Path, form: str) -> None:
        profile = f"-env:UserInstallation={self.profile.as_uri()}"
        command: list[str | Path] = [self.program, profile, "--headless", "--norestore", "--convert-to", form]
        command += ["--outdir", folder, document]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        # soffice exits 0 even when it could not load the document.
        if not (folder / f"{document.stem}.{form}").is_file():
            pytest.fail(f"LibreOffice made no {form} of {document.name}: {done.stdout}{done.stderr}", pytrace=False)


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Lend LibreOffice, which prints a workbook: ``soffice.to_pdf(workbook, tmp_path)``."""
    return Office(found("LibreOffice", "soffice", "libreoffice"), tmp_path_factory.mktemp("soffice-profile"))


def borrowed(generation: str) -> AbstractContextManager[Lent]:
    """Borrow the server of a generation, which nobody else has meanwhile and whose database is empty."""
    address = address_of_generation(generation)
    if address is None:
        lacking(why_missing())
    return lent(generation, address)


@pytest.fixture(params=generations())
def neo4j_server(request: pytest.FixtureRequest) -> Iterator[Lent]:
    """Lend a server of each generation in turn: ``neo4j_server.address``."""
    with borrowed(request.param) as server:
        yield server


@pytest.fixture
def neo4j_lts() -> Iterator[Lent]:
    """Lend a server of one generation, to a test for which it makes no difference."""
    with borrowed(generations()[0]) as server:
        yield server


@pytest.fixture(scope="module")
def spare_neo4j() -> Iterator[Callable[..., Server]]:
    """Start servers of a module's own: ``spare_neo4j(LTS, {"a.setting": "value"})``; they end with the module."""
    with ExitStack() as running:

        def start(version: str = LTS, settings: dict[str, str] | None = None, port: int | None = None) -> Server:
            try:
                server = Server(version, settings, port, brief=True)
                running.callback(server.remove)
                return server.start()
            except MissingError as error:
                lacking(str(error))

        yield start


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample as a workbook, without its gaps, and as a ledger; not to be written into."""
    from pairing.sample import write_sample  # noqa: PLC0415 - only tests that use it pay for it

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
