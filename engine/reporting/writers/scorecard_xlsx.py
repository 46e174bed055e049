"""The scorecard workbook: a sheet for each question that a reader asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from engine.reporting import sheets
from engine.reporting.numbers import fraction, number, percent
from engine.reporting.sheets import Column
from engine.reporting.text import quoted
from engine.reporting.texts import Texts, load_texts
from engine.reporting.view import View, view
from engine.reporting.writers import Writer
from engine.result import Result

_WORST = 12
_WIDE = 150


def render(result: Result, templates: Path | None = None) -> bytes:
    """The xlsx file. Raises `FazhiError` where a user's `texts.yaml` cannot be used."""
    texts = load_texts(templates)
    shown = view(result, texts)
    book = Workbook()
    book.remove(book.worksheets[0])
    _overview(book.create_sheet(texts.sheets["overview"]), shown)
    sheets.table_sheet(book, texts.sheets["items"], ITEMS, shown["findings"], frozen=4)
    gaps = [f for group in shown["gaps"] for f in group["findings"]] + shown["reviews"]
    sheets.table_sheet(book, texts.sheets["gaps"], GAPS, gaps, frozen=3)
    sheets.table_sheet(book, texts.sheets["checks"], CHECKS, shown["checks"], frozen=1)
    sheets.table_sheet(book, texts.sheets["facts"], FACTS, shown["facts"], frozen=1)
    _notes(book.create_sheet(texts.sheets["notes"]), shown, texts)
    return sheets.to_bytes(book)


WRITER = Writer("评分表", ".xlsx", render, "xlsx", "评分表工作簿；几份报告时另有汇总.xlsx")


def _verdict(row: View) -> str:
    return f"{row['symbol']} {row['verdict_label']}"


def _sources(row: View) -> str:
    return "\n".join(f"{s['document']}{s['article']}：{quoted(s['quote'])}" for s in row["sources"])


def _quotes(quotes: list[View]) -> str:
    """The quotes with their places, a line each; one that proves nothing says so before it."""
    return "\n".join(
        (f"〔{q['label']}〕" if q["label"] else "")
        + quoted(q["quote"])
        + (f"（{q['place']}）" if q["place"] else "")
        for q in quotes
    )


def _report_text(row: View) -> str:
    return _quotes([*row["evidence"], *row["contrary"]])


def _value(row: View) -> float | None:
    """A figure as a number; dates and statements are told in words beside it."""
    value = row["value"]
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


_NUMBER = Column("序号", 6, lambda f: f["number"], centred=True)
_SEVERITY = Column("严重程度", 9, lambda f: f["severity_label"], tone="severity", centred=True)
_VERDICT = Column("结论", 13, _verdict, tone="verdict", centred=True)
_TITLE = Column("要求", 24, lambda f: f["title"])
_SOURCES = Column("出处和要求原文", 32, _sources)
_BASIS = Column("依据性质", 11, lambda f: f["basis_label"])
_FLAGS = Column("标记", 10, lambda f: "、".join(f["flags"]))

ITEMS = [
    _NUMBER,
    Column("条款", 8, lambda f: f"第{f['article']}条" if f["article"] else "", centred=True),
    _TITLE,
    _VERDICT,
    Column("得分", 6, lambda f: f["points"], centred=True),
    Column("满分", 6, lambda f: f["possible"], centred=True),
    _SEVERITY,
    Column("理由", 28, lambda f: f["reason"]),
    Column("报告原文", 40, _report_text),
    _FLAGS,
    _SOURCES,
    _BASIS,
    Column("编号", 16, lambda f: f["id"]),
]
GAPS = [
    _NUMBER,
    _SEVERITY,
    _TITLE,
    _VERDICT,
    Column("尚差分值", 9, lambda f: f["possible"] - f["points"], centred=True),
    Column("问题", 28, lambda f: f["reason"]),
    Column("整改建议", 32, lambda f: f["remedy"]),
    Column("应备材料", 22, lambda f: "\n".join(f["materials"])),
    Column("材料通常由谁掌握", 12, lambda f: f["holder"]),
    _SOURCES,
    _BASIS,
    _FLAGS,
]
CHECKS = [
    Column("结果", 10, lambda c: c["consistency_label"], tone="consistency", centred=True),
    Column("说明", 40, lambda c: c["message"]),
    Column("报告所称", 11, lambda c: c["claimed"], centred=True),
    Column("重新计算", 11, lambda c: c["computed"], centred=True),
    Column("算式", 26, lambda c: c["formula"]),
    Column("报告原文", 50, lambda c: _quotes(c["evidence"])),
    Column("编号", 18, lambda c: c["id"]),
]
FACTS = [
    Column("指标", 22, lambda f: f["label"]),
    Column("数值", 10, _value, centred=True),
    Column("单位", 7, lambda f: f["unit"], centred=True),
    Column("读作", 15, lambda f: f["text"]),
    Column("语气", 7, lambda f: f["modality_label"], centred=True),
    Column("年度", 7, lambda f: f["year"], centred=True),
    Column("范围", 10, lambda f: f["scope"]),
    Column("来源", 8, lambda f: f["source_label"], centred=True),
    Column("所在部分", 26, lambda f: f["place"]),
    Column("报告原文", 46, lambda f: f["quote"]),
    Column("指标代号", 26, lambda f: f["key"]),
]


def _overview(sheet: Worksheet, shown: View) -> None:
    report, texts = shown["report"], shown["texts"]
    name = f"{report['issuer'] or texts['unknown_issuer']}{report['kind_label']}{texts['scorecard']}"
    sheets.line(sheet, 1, name, 11, sheets.TITLE, _WIDE)
    year = f"{report['year']}年度" if report["year"] else texts["unknown_year"]
    checklist = f"{shown['checklist']['title']}（{shown['checklist']['version']}版）"
    sheets.line(sheet, 2, f"{year}　{report['file']}　核验依据：{checklist}", 11, width=_WIDE)
    row = 4
    if shown["message"]:
        sheets.line(sheet, row, shown["message"], 11, sheets.BOLD, _WIDE)
        row += 2
    if shown["score"]:
        row = _score_rows(sheet, row, shown)
    row = _count_rows(sheet, row, shown)
    _worst_rows(sheet, row, shown)
    sheets.widths(sheet, [30, 11, 11, 11, 11, 11, 13, 13, 13, 13, 13])
    sheets.page(sheet)


def _score_rows(sheet: Worksheet, row: int, shown: View) -> int:
    """The score as a whole and by part; gives the next free row."""
    whole = {
        "title": "合计",
        **shown["score"],
        "verdicts": {c["verdict"]: c["number"] for c in shown["counts"]},
    }
    columns = [
        Column("部分", 30, lambda p: p["title"]),
        Column("已证得分", 11, lambda p: p["proved"], centred=True),
        Column("得分上限", 11, lambda p: p["ceiling"], centred=True),
        Column("满分", 11, lambda p: p["possible"], centred=True),
        _share("得分率", "rate"),
        _share("证据覆盖率", "coverage"),
        *(_tally(count) for count in shown["counts"] if count["verdict"] != "not_applicable"),
    ]
    texts, score = shown["texts"], shown["score"]
    head = (
        f"{texts['proved']} {number(score['proved'])} 分，{texts['ceiling']} {number(score['ceiling'])} 分，"
        f"{texts['possible']} {number(score['possible'])} 分；{texts['rate']} {percent(score['rate'])}，"
        f"{texts['grade']}：{score['grade']}；{texts['coverage']} {percent(score['coverage'])}。"
    )
    sheets.line(sheet, row, head, 11, sheets.BOLD, _WIDE)
    return sheets.table(sheet, columns, [whole, *shown["parts"]], row + 1) + 2


def _share(title: str, name: str) -> Column:
    """The column of a percentage, where there is anything to have a share of."""
    return Column(
        title,
        11,
        lambda p: fraction(p[name]) if p["possible"] else "—",
        centred=True,
        form=sheets.PERCENT,
    )


def _tally(count: View) -> Column:
    """The column of one verdict's number of items."""
    verdict = count["verdict"]
    return Column(f"{count['symbol']} {count['label']}", 13, lambda p: p["verdicts"][verdict], centred=True)


def _count_rows(sheet: Worksheet, row: int, shown: View) -> int:
    """How many items have each verdict; gives the next free row."""
    columns = [
        Column("结论", 30, lambda c: f"{c['symbol']} {c['label']}", tone="verdict"),
        Column("项数", 11, lambda c: c["number"], centred=True),
    ]
    return sheets.table(sheet, columns, shown["counts"], row) + 2


def _worst_rows(sheet: Worksheet, row: int, shown: View) -> None:
    worst = [f for group in shown["gaps"] for f in group["findings"]][:_WORST]
    if not shown["findings"]:
        return
    sheets.line(sheet, row, "最应先补的差距" if worst else shown["texts"]["no_gaps"], 11, sheets.BOLD, _WIDE)
    for finding in worst:
        row += 1
        text = f"【{finding['severity_label']}】{finding['title']}——{_verdict(finding)}：{finding['reason']}"
        sheets.line(sheet, row, text, 11, width=_WIDE)


def _notes(sheet: Worksheet, shown: View, texts: Texts) -> None:
    rows = [(title, text) for title, text in _note_rows(shown, texts) if text]
    sheets.table(
        sheet,
        [Column("事项", 24, lambda r: r["title"]), Column("内容", 110, lambda r: r["text"])],
        [{"title": title, "text": text} for title, text in rows],
    )
    sheets.widths(sheet, [24, 110])
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheets.page(sheet)


def _note_rows(shown: View, texts: Texts) -> list[tuple[str, str]]:
    report, checklist, phrases = shown["report"], shown["checklist"], shown["texts"]
    dates = [
        ("signed_on", report["signed_on"]),
        ("published_on", report["published_on"]),
        ("submitted_on", report["submitted_on"]),
    ]
    facts: list[tuple[str, Any]] = [
        ("报告文件", report["file"]),
        ("标题", report["title"]),
        ("发文机关", report["issuer"]),
        ("层级", report["level"]),
        ("行政区划", report["region"]),
        *((texts.provided[name], value) for name, value in dates),
        ("由使用者提供", "、".join(report["provided"])),
        ("核验清单", checklist["title"]),
        ("清单代号", "，沿用 ".join(checklist["chain"])),
        ("清单版本", checklist["version"]),
        ("清单校验值", checklist["hash"]),
        ("选用理由", checklist["chosen"]),
        ("评分口径", shown["profile"]),
        ("怎样计分", phrases["points_note"]),
        ("怎样看得分", phrases["score_note"]),
        ("怎样看覆盖率", phrases["coverage_note"]),
        ("怎样定等次", phrases["grade_note"]),
        *((f"{v['symbol']} {v['label']}", v["meaning"]) for v in shown["verdicts"]),
        *((f"标记：{f['flag']}", f["meaning"]) for f in shown["flags_used"]),
        *((f"提示 {i}", notice) for i, notice in enumerate(shown["notices"], 1)),
        ("适用范围", phrases["scope_note"]),
    ]
    return [(title, str(value or "")) for title, value in facts]
