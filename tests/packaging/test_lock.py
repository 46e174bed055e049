"""The locked requirements: pinned, hashed, complete, and free of any index address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("build", "run", "dev", "bench")
PINNED = re.compile(r"^([a-z0-9.-]+)==\S+( ;.*)? \\$")


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")


def pins(name: str) -> dict[str, str]:
    """Package to version."""
    found = re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", lock(name), re.MULTILINE)
    return {package.replace(".", "-"): version for package, version in found}


def project() -> dict[str, list[str]]:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    table = data["project"]
    return {
        "build": data["build-system"]["requires"],
        "run": table["dependencies"],
        "bench": [*table["dependencies"], *table["optional-dependencies"]["bench"]],
        "dev": [*table["dependencies"], *table["optional-dependencies"]["dev"]],
    }


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_pinned_and_hashed(name: str) -> None:
    entries = re.split(r"\n(?=[a-z])", lock(name).strip())
    for entry in entries:
        assert PINNED.match(entry.splitlines()[0]), entry
        assert "--hash=sha256:" in entry


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_stands_in_a_lock(name: str) -> None:
    assert not re.search(r"://|--index|--find-links|--extra", lock(name))


@pytest.mark.parametrize("name", LOCKS)
def test_what_the_project_asks_for_is_locked(name: str) -> None:
    asked = {re.split(r"[<>=;\s]", line)[0].lower().replace(".", "-") for line in project()[name]}
    assert asked <= set(pins(name))


def test_the_locks_agree() -> None:
    merged: dict[str, str] = {}
    for name in LOCKS:
        for package, version in pins(name).items():
            assert merged.setdefault(package, version) == version


def test_the_source_package_stays_away_where_it_cannot_work() -> None:
    line = next(line for line in lock("run").splitlines() if line.startswith("durable-rules=="))
    assert "python_full_version < '3.13'" in line and "sys_platform != 'win32'" in line
    assert {"setuptools", "wheel"} <= set(pins("build"))
