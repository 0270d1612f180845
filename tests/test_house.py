"""The house keeps its own rules: locks, bounds, commands."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from dataclasses import dataclass
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).parents[1]
LOCKS = ["requirements.lock", "requirements-dev.lock"]
PACKAGES = ["pairing", "cypher", "viz"]
VOCABULARY = ["bench", "check", "clean", "demo", "docs", "format", "help", "lock", "messages", "neo4j", "test"]


@dataclass(frozen=True)
class Pin:
    requirement: Requirement
    hashes: int

    @property
    def version(self) -> str:
        return next(iter(self.requirement.specifier)).version


def pins_of(lock: str) -> dict[str, Pin]:
    """Read a lock: one pin a name, with how many hashes it has."""
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^ *#.*\n?", "", (HOUSE / lock).read_text("utf-8")))
    pins = [pin_of(entry) for entry in entries if entry.strip()]
    return {canonicalize_name(pin.requirement.name): pin for pin in pins}


def pin_of(entry: str) -> Pin:
    requirement, *_ = entry.split("\\", maxsplit=1)
    return Pin(Requirement(requirement.strip()), entry.count("--hash=sha256:"))


def declared(*groups: str) -> dict[str, Requirement]:
    """Read the direct dependencies of the product, or of groups of tools."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
    product: list[str] = project["project"]["dependencies"]
    tools: dict[str, list[str]] = project["dependency-groups"]
    lines = [line for group in groups for line in (product if group == "product" else tools[group])]
    return {canonicalize_name(requirement.name): requirement for requirement in map(Requirement, lines)}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    assert "://" not in (HOUSE / lock).read_text("utf-8")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_exact_and_hashed(lock: str) -> None:
    for name, pin in pins_of(lock).items():
        assert [one.operator for one in pin.requirement.specifier] == ["=="], name
        assert pin.hashes, name


@pytest.mark.parametrize(
    ("lock", "groups"),
    [("requirements.lock", ["product", "build"]), ("requirements-dev.lock", ["product", "build", "dev"])],
)
def test_a_lock_holds_what_is_declared_within_its_bounds(lock: str, groups: list[str]) -> None:
    pins = pins_of(lock)
    for name, requirement in declared(*groups).items():
        assert name in pins, f"{name} is not in {lock}: make lock"
        assert requirement.specifier.contains(pins[name].version), f"{name} {pins[name].version}: make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_is_whole(lock: str) -> None:
    """It is installed without looking at what its packages ask for, so that must all be in it."""
    pins = pins_of(lock)
    for name, pin in pins.items():
        for asked in asked_by(name, pin):
            wanted = canonicalize_name(asked.name)
            assert wanted in pins, f"{name} asks for {wanted}, which is not in {lock}: make lock"
            assert asked.specifier.contains(pins[wanted].version, prereleases=True), f"{name} asks for {asked}"


def asked_by(name: str, pin: Pin) -> list[Requirement]:
    """Read what an installed package asks for here; nothing of one that is for another system."""
    if pin.requirement.marker is not None and not pin.requirement.marker.evaluate():
        return []
    lines = map(Requirement, requires(name) or [])
    return [line for line in lines if line.marker is None or line.marker.evaluate({"extra": ""})]


def test_what_is_declared_has_both_bounds() -> None:
    for name, requirement in declared("product", "build", "dev").items():
        assert {one.operator for one in requirement.specifier} == {">=", "<"}, name


def test_tools_are_tried_on_the_versions_the_product_ships_with() -> None:
    everything = {name: pin.version for name, pin in pins_of("requirements-dev.lock").items()}
    product = {name: pin.version for name, pin in pins_of("requirements.lock").items()}
    assert product.items() <= everything.items()


def test_the_build_backend_is_locked() -> None:
    system = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["build-system"]
    assert [str(Requirement(line)) for line in system["requires"]] == [str(one) for one in declared("build").values()]


def test_the_product_imports_only_what_it_declares() -> None:
    # pydantic-core is where pydantic documents its custom errors and schemas, and pydantic pins it exactly.
    allowed = {*declared("product"), "pairing", "pydantic-core"}
    owners = packages_distributions()
    for name in imported(PACKAGES) - sys.stdlib_module_names - {*PACKAGES}:
        distributions = {canonicalize_name(owner) for owner in owners.get(name, [name])}
        assert distributions & allowed, f"{name} is imported and not among the dependencies of pyproject.toml"


def imported(packages: list[str]) -> set[str]:
    """Collect the first names of everything that the packages import."""
    nodes = [
        node
        for package in packages
        for path in (HOUSE / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    sourced = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.partition(".")[0] for name in plain | sourced}


def test_the_makefile_explains_its_whole_vocabulary() -> None:
    explained = re.findall(r"(?m)^([a-z0-9]+):.*## \S", (HOUSE / "Makefile").read_text("utf-8"))
    assert sorted(explained) == VOCABULARY
