"""What is generated is current, and every data file names its schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.make_docs import ROOT, generated, schema_of

GENERATED = generated()
DATA = sorted(path for path in (ROOT / "checklists").rglob("*.yaml") if schema_of(path))


@pytest.mark.parametrize("path", GENERATED, ids=[p.relative_to(ROOT).as_posix() for p in GENERATED])
def test_file_is_current(path: Path) -> None:
    assert path.is_file() and path.read_text("utf-8") == GENERATED[path], "请运行 make docs"


def test_no_page_is_left_of_what_is_gone() -> None:
    assert set((ROOT / "docs" / "checklists").rglob("*.md")) <= set(GENERATED)


@pytest.mark.parametrize("path", DATA, ids=[p.relative_to(ROOT).as_posix() for p in DATA])
def test_data_file_names_its_schema(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema="), "请运行 make docs"
    assert (path.parent / first.partition("=")[2]).resolve() == schema_of(path)
