"""What is installed is locked by hash, the same for everyone, agrees with pyproject.toml, and may be passed on."""

import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LICENCES = tomllib.loads((ROOT / "packaging/licences.toml").read_text(encoding="utf-8"))
LOCKS = ["run", "test", "tools"]
MAY_SHIP = {"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "LGPL-3.0-only", "ISC", "OFL-1.1", "PSF-2.0", "Zlib"}
FAMILIES = {"LGPL-3.0-only": "LGPL-3.0-only", "MPL-2.0": "MPL|Mozilla"}
"""What a package's own words must hold, where that is not the first part of SPDX's name."""


def text(kind: str) -> str:
    return (ROOT / "packaging" / f"{kind}.lock").read_text(encoding="utf-8")


def locked(kind: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text(kind), re.MULTILINE))


def named(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-") for requirement in requirements}


@pytest.mark.parametrize("kind", LOCKS)
def test_no_lock_file_names_an_index(kind: str) -> None:
    assert not re.search(r"://|--(extra-)?index-url|--find-links|@ file:", text(kind))


@pytest.mark.parametrize("kind", LOCKS)
def test_each_package_is_pinned_and_hashed(kind: str) -> None:
    entries = re.split(r"^(?=[\w-])", re.sub(r"^\s*#.*\n", "", text(kind), flags=re.MULTILINE), flags=re.MULTILINE)
    for entry in filter(None, entries):
        assert re.match(r"[\w.-]+==[\w.]+( ; [^\\]+)? \\\n", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_both_environments_hold_the_same_versions() -> None:
    assert locked("run").items() <= locked("test").items()


def test_the_lock_files_hold_what_the_project_asks_for() -> None:
    groups = PROJECT["dependency-groups"]

    assert named(PROJECT["project"]["dependencies"] + groups["build"]) <= locked("run").keys()
    assert named(groups["test"]) <= locked("test").keys()
    assert named(groups["tools"]) == locked("tools").keys()


@pytest.mark.parametrize("requirement", PROJECT["project"]["dependencies"])
def test_a_locked_version_is_one_the_project_allows(requirement: str) -> None:
    from packaging.requirements import Requirement

    asked = Requirement(requirement)

    assert asked.specifier.contains(locked("run")[asked.name.lower().replace("_", "-")])


def test_every_package_has_its_licence_listed() -> None:
    assert LICENCES["ships"].keys() | LICENCES["installs"].keys() == locked("run").keys()


@pytest.mark.parametrize("package", LICENCES["ships"])
def test_what_ships_may_ship(package: str) -> None:
    assert set(re.split(r" AND | OR ", LICENCES["ships"][package])) <= MAY_SHIP


@pytest.mark.parametrize("package", ALL := LICENCES["ships"] | LICENCES["installs"])
def test_a_package_says_the_same_of_itself(package: str) -> None:
    told = metadata(package)
    classified = [line for line in told.get_all("Classifier", []) if line.startswith("License ::")]
    said = " ".join([*told.get_all("License-Expression", []), *told.get_all("License", []), *classified])
    if not said:
        assert package == "sqlcipher3", "read its licence file and add it here"
        return
    for licence in re.split(r" AND | OR ", ALL[package]):
        family = FAMILIES.get(licence, licence.split("-")[0])
        assert re.search(family, said, re.IGNORECASE), f"{licence}: {said}"
