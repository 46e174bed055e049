"""The example workspace, audited once for all tests, and a small one to change."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook

from engine.audit.ledgers import kinds_of
from engine.audit.models import Audit
from engine.audit.package import WORKBOOK, packaged
from engine.audit.running import Wanted, audited
from engine.audit.workspace import Workspace, opened
from engine.ledgers.reading import read_tables
from tests.commands.conftest import run

__all__ = ["run"]

EXAMPLE = Path(__file__).parents[2] / "examples" / "audit"
BASELINE = EXAMPLE / "上次基线.json"
ON = date(2025, 3, 10)


class Done(NamedTuple):
    """An audit with its package."""

    audit: Audit
    files: dict[str, bytes]

    def text(self, ending: str) -> str:
        """The one file of that ending."""
        (name,) = (name for name in self.files if name.endswith(ending))
        return self.files[name].decode()


def of(workspace: Workspace, **wanted: object) -> Audit:
    """An audit as of the day of the example."""
    return audited(workspace, Wanted.model_validate({"on": ON, **wanted}), lambda progress: None)


def parts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """The texts in a file: itself, or each part of a workbook or archive."""
    if not zipfile.is_zipfile(BytesIO(content)):
        yield name, unescape(content.decode())
        return
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for part in archive.namelist():
            yield from parts(f"{name}/{part}", archive.read(part))


@pytest.fixture(scope="session")
def space(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example where an audit may write."""
    root = tmp_path_factory.mktemp("audit") / "自查 文件夹"
    shutil.copytree(EXAMPLE, root)
    return root


@pytest.fixture(scope="session")
def done(space: Path) -> Done:
    """The example, audited against its baseline."""
    audit = of(opened(space), baseline=BASELINE)
    return Done(audit, packaged(audit))


@pytest.fixture(scope="session")
def private() -> set[str]:
    """Every private value of the example's ledgers."""
    kinds = kinds_of()
    found: set[str] = set()
    for path in opened(EXAMPLE).ledgers():
        for table in read_tables(path, kinds):
            keys = [one.key for one in kinds[table.kind].columns if one.private] if table.kind else []
            found |= {str(row.values[key]) for row in table.rows for key in keys if row.values.get(key)}
    return found


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A workspace with a report and nothing else; nothing of it is shared."""
    root = tmp_path / "自查"
    for name in ("报告", "台账", "证明", "豁免", "材料"):
        (root / name).mkdir(parents=True)
    for name in ("自查设置.yaml", "报告/示例县2024年法治政府建设年度报告.txt"):
        shutil.copy(EXAMPLE / name, root / name)
    return root


@pytest.fixture(scope="session")
def tables(done: Done) -> dict[str, list[list[object]]]:
    """The rows of each sheet of the audit workbook; no sheet is hidden."""
    book = load_workbook(BytesIO(done.files[WORKBOOK]), read_only=True)
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets)
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets
    }
