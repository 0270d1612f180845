"""The house keeps its own rules: locks, bounds, commands, catalogues."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).parents[1]
LOCKS = ["requirements.lock", "requirements-dev.lock"]
PACKAGES = ["pairing", "cypher", "viz"]
VOCABULARY = ["bench", "check", "clean", "demo", "format", "help", "lock", "messages", "test"]


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
    explained = re.findall(r"(?m)^([a-z]+):.*## \S", (HOUSE / "Makefile").read_text("utf-8"))
    assert sorted(explained) == VOCABULARY


def test_every_message_of_the_code_has_its_chinese() -> None:
    assert not {message for message in messages_of_the_code() if not catalogue("zh").get(message)}, "make messages"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_translation_has_the_fields_of_its_message(language: str) -> None:
    for message, translation in catalogue(language).items():
        assert not translation or fields(translation) == fields(message), message


def messages_of_the_code() -> set[str]:
    mappings = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    keywords = {**DEFAULT_KEYWORDS, "text": None}
    found = [one for package in PACKAGES for one in extract_from_dir(HOUSE / package, methods, keywords=keywords)]
    return {message for _, _, message, _, _ in found if isinstance(message, str)}


def catalogue(language: str) -> dict[str, str]:
    """Read what is translated: English words to the language's."""
    with (HOUSE / "pairing/locale" / language / "LC_MESSAGES/pairing.po").open("rb") as written:
        entries = [(entry.id, entry.string) for entry in read_po(written, locale=language) if not entry.fuzzy]
    return {key: value for key, value in entries if key and isinstance(key, str) and isinstance(value, str)}


def fields(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_compiled_catalogue_is_the_written_one(language: str, tmp_path: Path) -> None:
    folder = HOUSE / "pairing/locale" / language / "LC_MESSAGES"
    compiled = tmp_path / "pairing.mo"
    with (folder / "pairing.po").open("rb") as written, compiled.open("wb") as out:
        write_mo(out, read_po(written, locale=language))
    assert compiled.read_bytes() == (folder / "pairing.mo").read_bytes(), "make messages"
