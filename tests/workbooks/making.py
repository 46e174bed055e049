"""A national checklist with named values, a provincial overlay with comments, and workbooks to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from engine.checklist.loading import LoadedChecklist, load_checklist
from engine.checklist.overlay import Overlay
from engine.workbooks.drawing import drawn
from engine.workbooks.filling import filled
from engine.workbooks.importing import Imported, imported
from engine.workbooks.saving import saved

KEYS = frozenset({"court.rate", "court.present", "training.hours", "training.held"})

NATIONAL = """\
id: national
version: "1.0"
title: 全国清单
from_year: 2021
to_year: 2025
documents:
  outline: {title: 纲要}
  rules: {title: 若干规定, in_force_from: 2020-07-01}
parts:
  - {id: disputes, title: 化解争议}
  - {id: people, title: 队伍}
items:
  - id: cn.court
    title: 行政机关负责人出庭应诉
    part: disputes
    kind: quantity
    sources:
      - {document: outline, article: 第一条, quote: 认真做好出庭应诉工作}
      - {document: rules, article: 第二条, quote: 负责人应当出庭应诉}
    values:
      rate:
        label: 出庭率
        unit: "%"
        dated:
          - {value: 60, source: {document: rules, article: 第二条, quote: 出庭率不低于六成}}
      hours:
        label: 培训学时
        unit: 小时
        basis: benchmark
        dated: [{value: 40, until: 2022-12-31}, {value: 60, from: 2023-01-01}]
    criterion:
      met: {all: [{value: court.rate, at_least: rate}, {value: training.hours, at_least: hours}]}
      partly: {reported: [court.present]}
    severity: critical
    remedy: 写明出庭率
    materials: [台账, 庭审笔录]
    holder: 司法局
    note: 学时为考评参考值。
    examples:
      - {text: 出庭率100%。, verdict: met}
      - {text: 负责人出庭应诉。, verdict: partly}
  - id: cn.training
    title: 执法人员培训
    part: people
    kind: assertion
    sources: [{document: outline, article: 第三条, quote: 加强培训}]
    applies: {levels: [province, county], kinds: [annual_report], from_year: 2022, why: 县级以上}
    criterion: {met: {reported: [training.held]}}
    severity: minor
    weight: 2
    remedy: "=写明培训"
    materials: [培训记录]
    holder: 司法局
    examples: [{text: 开展培训。, verdict: met}, {text: 没有。, verdict: no_evidence}]
"""

LOCAL = """\
# 辽宁省
id: liaoning   # 代号
version: "1.0"
title: 辽宁省清单
extends: [national]
region: {code: "210000", name: 辽宁省}
documents:
  # 省政府规章
  ln-rules:
    title: 辽宁省规定
    in_force_from: 2022-03-01

changes:
  # 培训在前
  - item: cn.training
    reason: 本省另行考核   # 见纪要
    sources:
      - {document: ln-rules, article: 第五条, quote: 另行考核}
    off: true

  # 出庭
  - item: cn.court
    reason: 本省要求更高
    sources:
      - {document: ln-rules, article: 第三条, quote: 出庭率不低于八成}
      - document: ln-rules   # 第二处
        article: 第四条
        quote: 应当公布
    severity: major
    values:
      rate: {dated: [{value: 80}]}
      hours:
        dated:
          - {value: 50, until: 2023-12-31}   # 旧
          - value: 70
            from: 2024-01-01
            source: {document: ln-rules, article: 第六条, quote: 不少于七十小时}

# 新增
items:
  - id: liaoning.hearing
    title: 听证
    part: people
    kind: assertion
    sources:
      - {document: ln-rules, article: 第九条, quote: 应当听证}
    criterion:
      # 只看这一项
      met: {reported: [training.held]}
    severity: minor
    remedy: 写明听证
    materials: [听证笔录]
    holder: 司法厅
    examples:
      - {text: 开展培训。, verdict: met}
      - {text: 没有。, verdict: no_evidence, kind: work_plan, level: county, year: 2022}
"""


def write(folder: Path, local: str | None = LOCAL) -> Path:
    """Both checklists in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "national.yaml").write_text(NATIONAL, "utf-8")
    if local is not None:
        (folder / "liaoning.yaml").write_text(local, "utf-8")
    return folder


def load(name: str, folder: Path) -> LoadedChecklist:
    """One of them."""
    return load_checklist(name, (folder,), KEYS)


def overlay_of(loaded: LoadedChecklist) -> Overlay:
    """The overlay itself."""
    return loaded.layers[-1].overlay


def export(name: str, folder: Path, book: Path) -> Path:
    """The workbook of a checklist."""
    book.write_bytes(drawn(filled(load(name, folder))))
    return book


def read(book: Path, folder: Path) -> Imported:
    """The workbook read."""
    return imported(book, (folder,), KEYS)


def save(book: Path, folder: Path, into: Path) -> dict[str, str]:
    """The workbook written into a folder; the texts of the files that changed."""
    texts = saved(read(book, folder).overlay, into, (folder,), KEYS).texts
    into.mkdir(exist_ok=True)
    for name, text in texts.items():
        (into / name).write_bytes(text.encode())
    return texts


def column(sheet: Worksheet, title: str) -> int:
    """The number of the column with this title."""
    titles = ["".join(str(cell.value).split()) for cell in sheet[1]]
    return titles.index(title) + 1


def fill(book: Path, sheet: str, row: int | str, values: Mapping[str, Any]) -> None:
    """Fills in a row, given by its number or by what stands in its first column."""
    made = load_workbook(book)
    page = made[sheet]
    if isinstance(row, str):
        row = [cell.value for cell in page["A"]].index(row) + 1
    for title, value in values.items():
        cell = page.cell(row, column(page, title))
        assert isinstance(cell, Cell)
        cell.value = value
        if isinstance(value, str) and not value.startswith("=1"):
            cell.data_type = "s"
    made.save(book)


def head(book: Path, **values: Any) -> None:
    """Fills in the head of an overlay."""
    for title, value in values.items():
        fill(book, "基本信息", title, {"内容": value})


def started(folder: Path, book: Path) -> Path:
    """The national workbook with a head and a document."""
    book.write_bytes(_started((folder / "national.yaml").read_text("utf-8")))
    return book


@cache
def _started(national: str) -> bytes:
    """Drawn once for each text of the checklist."""
    with TemporaryDirectory() as place:
        (Path(place) / "national.yaml").write_text(national, "utf-8")
        book = export("national", Path(place), Path(place) / "book.xlsx")
        head(book, 代号="jilin", 名称="吉林省清单", 地区代码="２２００００", 地区名称="吉林省")
        fill(book, "地方文件", 2, {"代号": "jl-rules", "全称": "吉林省规定", "施行日期": "2022年5月1日"})
        return book.read_bytes()


SOURCE = {"理由": "本省更严", "依据文件代号": "jl-rules", "条款": "第一条", "原文": "应当更严"}


def cells(book: Path) -> dict[str, dict[str, Any]]:
    """Every cell with something in it, by sheet."""
    made = load_workbook(book)
    return {
        sheet.title: {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value}
        for sheet in made
    }
