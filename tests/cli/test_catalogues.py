"""Every message has both languages: the code and the catalogues are compared, whole."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from pairing.text import LANGUAGES, Language

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "pairing" / "locale"
FIELD = re.compile(r"\{\w*\}")
RULES = sorted((ROOT / "cypher" / "rules").glob("*.cypher"))


def folder(language: Language) -> Path:
    return LOCALE / language / "LC_MESSAGES"


@cache
def catalogue(language: Language) -> Catalog:
    with (folder(language) / "pairing.po").open("rb") as stream:
        return read_po(stream, locale=language)


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Every message in the code, as `make messages` finds them."""
    template = tmp_path_factory.mktemp("messages") / "pairing.pot"
    subprocess.run(
        [
            *(sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract"),
            *("--mapping-file=pyproject.toml", "--keywords=text", "--no-location"),
            *(f"--output-file={template}", "pairing", "cypher", "viz"),
        ],
        cwd=ROOT,
        check=True,
        timeout=60,
    )
    with template.open("rb") as stream:
        return frozenset(str(message.id) for message in read_po(stream) if message.id)


def entries(language: Language) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalogue(language) if message.id}


def test_the_code_has_messages(messages: frozenset[str]) -> None:
    assert len(messages) > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_message_and_no_other(language: Language, messages: frozenset[str]) -> None:
    known = entries(language)
    assert sorted(messages - known.keys()) == []
    assert sorted(known.keys() - messages) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: Language) -> None:
    lacking = [message for message, words in entries(language).items() if not words]
    assert lacking == []
    assert [str(message.id) for message in catalogue(language) if message.id and message.fuzzy] == []


def test_english_is_the_key() -> None:
    assert {message: words for message, words in entries("en").items() if message != words} == {}


def test_a_translation_has_the_fields_of_its_message() -> None:
    differing = {
        message: words
        for message, words in entries("zh").items()
        if words and sorted(FIELD.findall(message)) != sorted(FIELD.findall(words))
    }
    assert differing == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: Language) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    assert (folder(language) / "pairing.mo").read_bytes() == compiled.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_names_no_place_in_the_code(language: Language) -> None:
    written = (folder(language) / "pairing.po").read_text(encoding="utf-8")
    assert re.findall(r"^#:.*$", written, flags=re.MULTILINE) == []


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule_speaks_both_languages(path: Path) -> None:
    header = re.findall(r"^// (\w+)\.(zh|en): *(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    said = {(key, language) for key, language, words in header if words}
    keys = {"title", "message", "hint", "source"} | {key for key, _ in said}
    assert {(key, language) for key in keys for language in LANGUAGES} - said == set()


def test_there_are_rules() -> None:
    assert len(RULES) >= 20


def test_chinese_is_written_with_chinese_marks() -> None:
    half = re.compile("[\u4e00-\u9fff\u201d][,;?!]|[,;?!][\u4e00-\u9fff\u201c]|[\u4e00-\u9fff]:")
    assert [message.string for message in catalogue("zh") if half.search(str(message.string))] == []
