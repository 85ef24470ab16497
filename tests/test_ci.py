"""On a new machine `.ci/run` installs what is missing, and says what it leaves out."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.people import ROOT

EVERYTHING = ("python3", "chromium", "fc-list", "npm")

FAKE_APT = """#!/bin/sh
for last; do :; done
echo "$1 $last" >>"{log}"
case "$1 $last" in
  "install {refused}") echo "nodejs : Conflicts: npm" >&2; exit 100 ;;
  "install "*) ln -s "{yes}" "{bin}/$last" 2>/dev/null || : ;;
esac
"""


class Machine:
    """A machine on which nothing can be run but what stands in one folder."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self._log = folder / "log"
        self._yes = shutil.which("true")
        for tool in ("bash", "dirname", "ln"):
            (self.bin / tool).symlink_to(str(shutil.which(tool)))

    def has(self, *tools: str) -> None:
        for tool in tools:
            (self.bin / tool).symlink_to(str(self._yes))

    def has_apt(self, *, refused: str = "nothing") -> None:
        apt = self.bin / "apt-get"
        apt.write_text(FAKE_APT.format(log=self._log, refused=refused, yes=self._yes, bin=self.bin))
        apt.chmod(0o755)

    def prepares(self) -> str:
        """Run the part that installs, and return what it says."""
        done = subprocess.run(
            [ROOT / ".ci" / "run", "--prepare"],
            env={**os.environ, "PATH": str(self.bin)},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stderr

    @property
    def asked(self) -> list[str]:
        """What its package manager was asked for."""
        return self._log.read_text().splitlines() if self._log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_where_nothing_is_missing_nothing_is_installed_or_said(machine: Machine):
    machine.has(*EVERYTHING)
    machine.has_apt()

    assert machine.prepares() == ""
    assert machine.asked == []


def test_where_the_browser_is_missing_nothing_else_is_installed(machine: Machine):
    machine.has("python3", "fc-list", "npm")
    machine.has_apt()

    said = machine.prepares()

    assert machine.asked == ["update -qq", "install chromium"]
    assert said == ".ci/run: installing chromium.\n"


def test_where_npm_is_refused_the_accessibility_checks_are_skipped_and_nothing_else(
    machine: Machine,
):
    machine.has("python3", "fc-list", "node")
    machine.has_apt(refused="npm")

    said = machine.prepares()

    assert machine.asked == ["update -qq", "install chromium", "install npm"]
    assert "no npm: the page's accessibility is not checked" in said
    assert "no Chromium" not in said


def test_where_nothing_can_be_installed_it_says_what_is_skipped(machine: Machine):
    machine.has("python3")

    said = machine.prepares().splitlines()

    assert said == [
        ".ci/run: no Chromium: the sandbox's page is not tried in a browser.",
        ".ci/run: no npm: the page's accessibility is not checked.",
    ]


LISTS = ("requirements", "requirements-dev", "requirements-tools")
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[\w+\])?==([\w.]+)", re.MULTILINE)


def pinned_in(name: str) -> dict[str, str]:
    found = PINNED.findall((ROOT / name).read_text())
    return {package.lower().replace("_", "-"): version for package, version in found}


@pytest.mark.parametrize("name", LISTS)
def test_everything_that_is_installed_is_pinned_with_its_hashes(name: str):
    wanted, locked = pinned_in(f"{name}.in"), pinned_in(f"{name}.txt")
    assert wanted
    assert wanted.items() <= locked.items(), "make lock was forgotten"

    for one in re.split(r"\n(?=\S)", (ROOT / f"{name}.txt").read_text()):
        assert one.startswith("#") or "--hash=sha256:" in one, one
        assert "://" not in one, "nobody's own mirror stands in the list"


def test_who_works_on_preiep_runs_the_versions_that_districts_run():
    assert pinned_in("requirements.txt").items() <= pinned_in("requirements-dev.txt").items()


def test_nothing_is_installed_without_its_hash_and_known_weaknesses_are_asked_for():
    makefile = (ROOT / "Makefile").read_text()
    installs = [line for line in makefile.splitlines() if "pip install" in line]
    assert len(installs) == 3
    assert all("--require-hashes" in line for line in installs)
    assert "make audit" in (ROOT / ".github/workflows/ci.yml").read_text()
