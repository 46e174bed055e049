"""Writes the tables of `examples/audit/` and the baseline of its earlier run: `python -m tools.make_audit_example`.

The report, the settings and the other texts there are written by hand. The same bytes every time; a test keeps the tables
current. The baseline is that of a first draft: without attestations and waivers, a paragraph and some rows of ledgers.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from engine.audit.baseline import baseline_of, written
from engine.audit.running import Wanted, audited
from engine.audit.workspace import opened
from tools.audit_example import broken, disputes, enforcement, rulemaking, words

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "audit"
BASELINE = "上次基线.json"
_DRAFT_ON = date(2025, 1, 20)
_LATER = "（七）"  # the paragraph that the first draft lacked begins so
# What some cells held at first: faults that were mended since.
_FIRST: dict[str, dict[str, str | float]] = {
    "行政执法人员培训.xlsx": {"I9": 30, "I10": 45},
    "建议提案和司法检察建议.xlsx": {"H3": "2024-07-01"},
    "行政规范性文件.xlsx": {"V2": "2024-06-30"},
}
_TABLES: dict[str, Callable[[], bytes]] = {
    "台账/行政执法人员培训.xlsx": enforcement.training,
    "台账/执法决定公示（双公示）.xlsx": enforcement.publicity,
    "台账/涉企检查导出.csv": enforcement.inspections,
    "台账/案卷评查情况.xlsx": enforcement.case_files,
    "台账/2024年行政复议案件登记表.xlsx": disputes.reconsideration,
    "台账/行政应诉台账.xlsx": disputes.litigation,
    "台账/依申请公开.csv": disputes.disclosure,
    "台账/建议提案和司法检察建议.xlsx": disputes.meetings,
    "台账/重大行政决策.xlsx": rulemaking.decisions,
    "台账/行政规范性文件.xlsx": rulemaking.documents,
    "台账/读不成的/办公用品领用.xlsx": broken.stationery,
    "台账/读不成的/没有案号.xlsx": broken.nameless,
    "台账/读不成的/没有表头.xlsx": broken.headless,
    "台账/读不成的/传坏了.xlsx": broken.cut_short,
    "台账/读不成的/加了密码.xlsx": broken.locked,
    "台账/读不成的/其实是网页.xls": broken.page,
    "台账/读不成的/其实是文档.xlsx": broken.document,
    "台账/读不成的/别的程序的表格.xlsx": broken.other_program,
    "台账/读不成的/乱码.csv": broken.garbage,
    "台账/读不成的/拿不准的.xlsx": broken.undecided,
    "台账/读不成的/半张表.xlsx": broken.cut_sheet,
    "台账/读不成的/空文件.csv": bytes,
    "证明/书面证明.xlsx": words.attestations,
    "豁免/豁免.xlsx": words.waivers,
}


def tables() -> dict[Path, bytes]:
    """Every table with its bytes."""
    return {EXAMPLE / name: make() for name, make in _TABLES.items()}


def baseline() -> bytes:
    """The gaps of the first draft."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft"
        shutil.copytree(EXAMPLE, draft)
        for name in ("证明", "豁免", "自查结果"):
            shutil.rmtree(draft / name, ignore_errors=True)
        (draft / "台账对照.yaml").unlink(missing_ok=True)
        for report in (draft / "报告").iterdir():
            lines = report.read_text("utf-8").splitlines(keepends=True)
            report.write_text("".join(line for line in lines if not line.startswith(_LATER)), "utf-8")
        for name in ("案卷评查情况", "行政应诉台账"):
            _shorten(draft / "台账" / f"{name}.xlsx")
        for name, cells in _FIRST.items():
            _set(draft / "台账" / name, cells)
        workspace = opened(draft)
        audit = audited(workspace, Wanted(on=_DRAFT_ON), lambda progress: None)
        return written(baseline_of(audit.result, audit.ledgers, _DRAFT_ON, unmasked=False))


def _shorten(path: Path) -> None:
    """Takes the last three rows from a table."""
    book = load_workbook(BytesIO(path.read_bytes()))
    sheet = book.worksheets[0]
    sheet.delete_rows(sheet.max_row - 2, 3)
    book.save(path)


def _set(path: Path, cells: Mapping[str, str | float]) -> None:
    """Writes cells of the first sheet."""
    book = load_workbook(BytesIO(path.read_bytes()))
    for place, value in cells.items():
        book.worksheets[0][place] = value
    book.save(path)


def write_tables() -> None:
    """Writes the tables, without the baseline."""
    for path, content in tables().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def main() -> None:
    """Writes them all."""
    write_tables()
    (EXAMPLE / BASELINE).write_bytes(baseline())


if __name__ == "__main__":
    main()
