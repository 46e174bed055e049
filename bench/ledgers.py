"""Reading a ledger of 200,000 rows, against openpyxl reading the same file: time, memory, and how both grow.

The workbook is written for the purpose, as Excel writes: twelve columns, shared texts, dates as numbers.
"""

from __future__ import annotations

import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook

ROWS = (50_000, 200_000)
_HEADERS = (
    "序号", "姓名", "身份证号", "单位", "执法证号", "执法证有效期至", "岗位", "学时", "培训日期", "培训内容", "考试是否合格", "是否脱产",
)  # fmt: skip
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

# openpyxl keeps texts in their cells, Excel in a part of its own.
_TEXTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_ADDED = {
    b"</Types>": f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TEXTS}"/>'.encode(),
    b"</Relationships>": b'<Relationship Id="rIdTexts" Target="sharedStrings.xml" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>',
}


def lines(report: Path) -> Iterator[str]:
    """A table; the unit of each size is openpyxl, read-only and values alone."""
    yield "台账（12 列；以 openpyxl 只读同一文件为 1；CPU 时间）"
    ours: dict[int, float] = {}
    with TemporaryDirectory() as folder:
        for rows in ROWS:
            path = Path(folder) / f"{rows}.xlsx"
            write(path, rows)
            unit, unit_peak = _measured("openpyxl", path)
            ours[rows], peak = _measured("ours", path)
            yield _line(f"{rows} 行，openpyxl", unit, unit, unit_peak)
            yield _line(f"{rows} 行，读台账（认列、取值、查重）", ours[rows], unit, peak)
    few, many = ROWS
    yield f"{many // few} 倍的行，{ours[many] / ours[few]:.2f} 倍的时间"


def _line(name: str, seconds: float, unit: float, peak: float) -> str:
    return f"{name:<40}{seconds:>9.2f} s{seconds / unit:>9.2f} ×{peak:>9.0f} MB"


def _measured(how: str, path: Path) -> tuple[float, float]:
    """Seconds of processor time, and the peak of memory in MB, of reading the file in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.ledgers", how, str(path)], capture_output=True, check=True
    )
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def write(path: Path, rows: int) -> None:
    """A workbook with so many rows of training."""
    texts: dict[str, int] = {}

    def text(at: str, value: str) -> str:
        return f'<c r="{at}" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'

    def row(i: int) -> str:
        y = i + 2
        return (
            f'<row r="{y}"><c r="A{y}"><v>{i + 1}</v></c>{text(f"B{y}", f"示例{i % 5000}")}{text(f"C{y}", f"{i:018}")}'
            f'{text(f"D{y}", f"示例{i % 50}局")}{text(f"E{y}", f"SL{i:08}")}<c r="F{y}" s="1"><v>{46000 + i % 900}</v></c>'
            f'{text(f"G{y}", "一线执法")}<c r="H{y}"><v>{10 + i % 80}</v></c><c r="I{y}" s="1"><v>{45292 + i % 360}</v></c>'
            f"{text(f'J{y}', '行政处罚法专题')}{text(f'K{y}', '是')}{text(f'L{y}', '否')}</row>"
        )

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in _around():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            head = "".join(text(f"{chr(65 + x)}1", header) for x, header in enumerate(_HEADERS))
            part.write(f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1">{head}</row>'.encode())
            for i in range(rows):
                part.write(row(i).encode())
            part.write(b"</sheetData></worksheet>")
        items = "".join(f"<si><t>{one}</t></si>" for one in texts)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{items}</sst>')


def _around() -> Iterator[tuple[str, bytes]]:
    """The parts of a workbook around its one sheet and its texts: style 1 is that of dates."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "执法人员培训"
    sheet["A1"], sheet["B1"] = date(2024, 1, 1), "文字"
    made = BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            for end, added in _ADDED.items():
                part = (
                    part.replace(end, added + end)
                    if name.endswith(("Types].xml", "workbook.xml.rels"))
                    else part
                )
            if not name.endswith("sheet1.xml"):
                yield name, part


def _openpyxl(path: Path) -> int:
    book = load_workbook(path, read_only=True, data_only=True)
    return sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True)) - 1


def _ours(path: Path) -> int:
    from engine.console import collect_seldom
    from engine.ledgers.declaration import load_kinds
    from engine.ledgers.reading import read_tables
    from engine.resources import shipped

    collect_seldom()
    return sum(1 for table in read_tables(path, load_kinds([shipped("checklists")])) for _ in table.rows)


def _peak() -> float:
    """The most memory that this process has held, in MB; what it was forked from does not count."""
    status = Path("/proc/self/status")
    if status.is_file():
        return float(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    read = {"openpyxl": _openpyxl, "ours": _ours}[sys.argv[1]]
    before = time.process_time()
    counted = read(Path(sys.argv[2]))
    print(time.process_time() - before, _peak())
    assert counted == int(Path(sys.argv[2]).stem)
