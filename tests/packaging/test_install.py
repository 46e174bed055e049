"""Building and installing: wheel and source package carry the data, and what is missing is said in one line."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = (
    "checklists",
    "Makefile",
    "cli.py",
    "engine",
    "pyproject.toml",
    "README.md",
    "README.en.md",
    "requirements",
    "templates",
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="make and sh")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The project's files alone."""
    folder = tmp_path / "a clone"
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            folder.mkdir(exist_ok=True)
            shutil.copy(source, folder / name)
    return folder


def wheel(source: Path, target: Path) -> Path:
    """The wheel built from a folder or a source package, without network."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-build-isolation",
    ]
    subprocess.run([*command, "-w", str(target), str(source)], check=True, capture_output=True)
    return next(target.glob("fazhi-*.whl"))


def test_wheel_and_source_package_carry_the_same_data(clone: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path / "sdist")],
        cwd=clone,
        check=True,
        capture_output=True,
    )
    direct = set(zipfile.ZipFile(wheel(clone, tmp_path / "direct")).namelist())
    packed = next((tmp_path / "sdist").glob("*.tar.gz"))
    assert set(zipfile.ZipFile(wheel(packed, tmp_path / "packed")).namelist()) == direct
    for folder in ("checklists", "templates"):
        files = {path.relative_to(clone).as_posix() for path in (clone / folder).rglob("*") if path.is_file()}
        assert files and {f"engine/_data/{name}" for name in files} <= direct
    assert "cli.py" in direct


def test_an_unpacked_wheel_finds_its_data(clone: Path, tmp_path: Path) -> None:
    place = tmp_path / "site"
    zipfile.ZipFile(wheel(clone, tmp_path / "built")).extractall(place)
    ran = subprocess.run(
        [sys.executable, "-c", "import sys, cli; sys.exit(cli.main(['indicators', 'show']))"],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(place)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "reconsideration.accepted" in ran.stdout


def install(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHON": sys.executable}
    return subprocess.run(
        ["sh", "requirements/install.sh", "run"],
        cwd=folder,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def make(folder: Path, target: str, **variables: str) -> subprocess.CompletedProcess[str]:
    words = [f"{name}={value}" for name, value in variables.items()]
    return subprocess.run(
        ["make", "--no-print-directory", target, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_missing_python_is_one_line_that_names_the_package(clone: Path) -> None:
    tools = clone / "tools"
    tools.mkdir()
    for name in ("dirname", "rm"):
        (tools / name).symlink_to(shutil.which(name) or "")
    ran = subprocess.run(
        [shutil.which("sh") or "sh", "requirements/install.sh", "run"],
        cwd=clone,
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert len(ran.stderr.splitlines()) == 1
    assert "Python 3.11" in ran.stderr and "apt install python3.12" in ran.stderr and "dnf" in ran.stderr
    assert not (clone / ".venv").exists()


def interpreter(path: Path, version: str | None) -> Path:
    """A script that stands for a python of `version`, or for the shim of one that is not active."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shim = "echo 'pyenv: command not found' >&2; echo more >&2; exit 127"
    path.write_text(f"#!/bin/sh\n{f'echo {version}; exit 0' if version else shim}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("present", [False, True])
def test_a_chosen_python_that_cannot_run_is_named(clone: Path, present: bool) -> None:
    shim = interpreter(clone / "my shims" / "python3.13", None)
    if present:
        interpreter(clone / ".venv" / "bin" / "python", "3.12")
    for ran in (install(clone, PYTHON=str(shim)), make(clone, "chosen", PYTHON=str(shim))):
        assert ran.returncode == 2
        said = [line for line in ran.stderr.splitlines() if not line.startswith("make")]
        assert len(said) == 1
        assert f"PYTHON={shim} 运行不了" in said[0] and "apt" not in said[0]


def test_a_chosen_python_that_is_too_old_is_named(clone: Path) -> None:
    old = clone / "python3.9"
    old.write_text("#!/bin/sh\ncase $2 in *print*) echo 3.9;; *) exit 1;; esac\n")
    old.chmod(0o755)
    ran = install(clone, PYTHON=str(old))
    assert (ran.returncode, len(ran.stderr.splitlines())) == (2, 1)
    assert "是 Python 3.9" in ran.stderr


def test_an_environment_of_another_version_is_said_in_one_line(clone: Path) -> None:
    chosen = interpreter(clone / "python3.13", "3.13")
    interpreter(clone / ".venv" / "bin" / "python", "3.12")
    ran = make(clone, "chosen", PYTHON=str(chosen))
    assert (ran.returncode, len(ran.stderr.splitlines())) == (0, 1)
    assert ".venv 是 Python 3.12" in ran.stderr and "make clean" in ran.stderr
    interpreter(clone / ".venv" / "bin" / "python", "3.13")
    assert make(clone, "chosen", PYTHON=str(chosen)).stderr == ""
    assert make(clone, "chosen").stderr == ""


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="no compiler is needed there")
@pytest.mark.parametrize(
    ("script", "said"),
    [
        (None, "缺少 C 编译器"),
        ("exit 1", "缺少 C 头文件 stdio.h"),
        ('grep -q Python.h "$3" && exit 1; exit 0', "缺少 C 头文件 Python.h"),
    ],
)
def test_a_missing_compiler_or_header_is_one_line(clone: Path, script: str | None, said: str) -> None:
    compiler = clone / "cc"
    if script:
        compiler.write_text(f"#!/bin/sh\n{script}\n")
        compiler.chmod(0o755)
    ran = install(clone, CC=shlex.quote(str(compiler)))
    assert ran.returncode == 2
    assert len(ran.stderr.splitlines()) == 1
    assert said in ran.stderr and "sudo apt install" in ran.stderr
    assert not (clone / ".venv").exists()


def test_a_failed_installation_leaves_no_stamp(clone: Path) -> None:
    compiler = clone / "cc"
    compiler.write_text("#!/bin/sh\nexit 0\n")
    compiler.chmod(0o755)
    ran = install(clone, CC=shlex.quote(str(compiler)), PIP_NO_INDEX="1", PIP_CONFIG_FILE=os.devnull)
    assert ran.returncode == 1
    assert "安装没有完成" in ran.stderr
    assert not list((clone / ".venv").glob(".fazhi-*"))
