"""Results made by hand: every verdict, severity and kind, and texts that try to break out."""

from __future__ import annotations

from datetime import date
from typing import Any

from engine.checklist.models import Criterion, Item, Part, Severity, Source, Verdict
from engine.documents.models import Document, Page, Region
from engine.extraction.models import Check, Evidence, Extraction, Fact
from engine.profile import Grade, Profile
from engine.result import ChecklistRef, PartScore, Points, Result, Score, Scorecard
from engine.rules.models import Finding

POINTS: dict[Severity, float] = {"critical": 5.0, "major": 3.0, "minor": 1.0}
SHARE: dict[Verdict, float] = {"met": 1.0, "partly": 0.5}
RULES = Profile(
    id="sample",
    title="默认口径",
    points=POINTS,
    shares=SHARE,
    grades=(Grade(title="基本达标", at_least=0),),
)
OPEN: tuple[Verdict, ...] = ("partly", "no_evidence", "needs_review")

EVIL_FORMULA = '=cmd|"/c calc"!A1'
EVIL_HTML = "<script>alert(1)</script><img src=x onerror=alert(2)>"
EVIL_MARKDOWN = "|甲|乙| [点我](https://evil.example/x) **粗** `码` ![图](http://evil.example/y.png)"
EVIL_CONTROL = "甲\x00\x07\x1b[31m乙\u202e丙\r\n# 丁"
PLANNED = "下一步，将开展法治政府建设督察"
EVIL_TEMPLATE = "{{ 7 * 7 }}{% raw %}"


def quote(
    text: str, start: int = 0, section: str = "一、主要举措和成效", page: int | None = None
) -> Evidence:
    return Evidence(quote=text, start=start, end=start + len(text), section=section, page=page)


def stating(*keys: str) -> Criterion:
    """Met where the report states one of `keys` as done."""
    return Criterion.model_validate({"met": {"reported": keys}})


def item(number: int, title: str, severity: Severity = "major", **changes: Any) -> Item:
    fields: dict[str, Any] = {
        "id": f"cn.{number:02}.sample-{number}",
        "title": title,
        "article": number,
        "part": "a" if number < 10 else "b",
        "kind": "assertion",
        "sources": (Source(document="outline", article="（十五）", quote="全面严格落实行政执法公示制度"),),
        "criterion": Criterion(),
        "severity": severity,
        "remedy": "在报告相应部分补写具体做法、数量和成效，并附佐证材料。",
        "materials": ("制度文件", "年度统计表"),
        "holder": "司法行政机关",
    }
    return Item(**(fields | changes))


def finding(number: int, verdict: Verdict, severity: Severity = "major", **changes: Any) -> Finding:
    title = changes.pop("title", f"示例要求第{number}项")
    item_changes = changes.pop("item", {})
    fields: dict[str, Any] = {"reason": "报告中没有写到这一事项。", "facts": ()}
    made = item(number, title, severity, **item_changes)
    return Finding(item=made, verdict=verdict, severity=severity, **(fields | changes))


def findings() -> tuple[Finding, ...]:
    """Ten findings, every verdict among them."""
    training = quote("确保执法人员每人每年参加培训不少于60学时", 40, page=3)
    return (
        finding(
            1,
            "not_met",
            "critical",
            title="行政机关负责人出庭应诉率",
            facts=("litigation.head_appearance_rate",),
            reason="报告写明出庭应诉率为78.5%，低于80%。",
            evidence=(quote("行政机关负责人出庭应诉率78.5%", 10, page=2),),
            flags=("参考值",),
            item={"kind": "quantity", "basis": "benchmark"},
        ),
        finding(2, "no_evidence", "critical", title="行政规范性文件合法性审核"),
        finding(
            3,
            "partly",
            "critical",
            title="行政执法人员每人每年不少于60学时培训",
            evidence=(training,),
            facts=("enforcement.training_hours_per_person",),
            reason="只重申要求，未写实际学时。",
            item={"kind": "quantity"},
        ),
        finding(
            4,
            "needs_review",
            "critical",
            title="年度报告在次年4月1日前向社会公开",
            item={"kind": "deadline"},
            reason="文中没有公开日期。",
        ),
        finding(
            5, "met", "critical", title="报告写明主要举措和成效", evidence=(quote("一、主要举措和成效"),)
        ),
        finding(
            6,
            "no_evidence",
            "major",
            title="法治政府建设督察",
            flags=("未到期",),
            item={"by": date(2025, 12, 31), "criterion": stating("supervision.inspection")},
            contrary=(quote(PLANNED, 80, "三、下一年度主要安排"),),
            reason="报告只写为下一年度计划。",
        ),
        finding(
            7,
            "met",
            "major",
            title="政府法律顾问、公职律师发挥作用",
            flags=("未经双核比对",),
            evidence=(quote("法律顾问参与审查合同35份", 100), quote("公职律师出具意见12件", 120)),
        ),
        finding(12, "not_met", "minor", title="人大代表建议、政协提案办结率"),
        finding(13, "partly", "minor", title="政务诚信建设", evidence=(quote("推进政务诚信建设", 150),)),
        finding(
            14,
            "not_applicable",
            "major",
            title="政府立法计划、公众参与与论证评估",
            reason="只适用于省级、市级。",
        ),
    )


def evil_findings() -> tuple[Finding, ...]:
    """Findings whose texts try to become formulas, markup, tables and terminal codes."""
    evidence = (quote(EVIL_FORMULA, 200, EVIL_HTML), quote(EVIL_MARKDOWN, 300), quote(EVIL_CONTROL, 400))
    return (
        finding(20, "partly", "critical", title=EVIL_HTML, reason=EVIL_MARKDOWN, evidence=evidence),
        finding(
            21, "not_met", "major", title="很长的要求" * 60, reason="+1" + EVIL_CONTROL, contrary=evidence
        ),
        finding(22, "met", "minor", title=EVIL_TEMPLATE, reason="-1", evidence=evidence),
        finding(23, "no_evidence", "minor", title=EVIL_FORMULA, reason="@SUM(A1)", flags=("=1+1",)),
    )


def facts() -> tuple[Fact, ...]:
    rate, hours = "litigation.head_appearance_rate", "enforcement.training_hours_per_person"
    return (
        Fact(
            key=rate,
            label="负责人出庭应诉率",
            value=78.5,
            unit="%",
            year=2024,
            evidence=(quote("行政机关负责人出庭应诉率78.5%", 10, page=2),),
        ),
        Fact(
            key=hours,
            label="执法人员人均培训学时",
            value=60,
            unit="学时",
            bound="ge",
            per="person",
            modality="required",
            evidence=(quote("确保执法人员每人每年参加培训不少于60学时", 40, page=3),),
        ),
        Fact(
            key="reconsideration.accepted",
            label="受理行政复议申请",
            value=120.0,
            unit="件",
            evidence=(quote("受理行政复议申请120件", 500, "（五）"),),
        ),
        Fact(
            key="report.signed_on",
            label="成文日期",
            value=date(2025, 2, 20),
            evidence=(quote("2025年2月20日", 900, ""),),
        ),
        Fact(
            key="decision.catalogue",
            label="决策事项目录",
            value=True,
            modality="planned",
            evidence=(quote("将公布重大行政决策事项目录", 700, "三、下一年度主要安排"),),
        ),
        Fact(
            key="supervision.inspection",
            label="法治督察",
            value=True,
            modality="planned",
            evidence=(quote(PLANNED, 80, "三、下一年度主要安排"),),
        ),
        Fact(
            key="evil.fact",
            label=EVIL_FORMULA,
            value=1,
            unit="+件",
            scope="@全市",
            evidence=(quote(EVIL_CONTROL, 400),),
        ),
    )


def checks() -> tuple[Check, ...]:
    return (
        Check(
            id="rate.head",
            claimed=100.0,
            computed=95.24,
            consistent=False,
            formula="40 ÷ 42 = 95.24%",
            message="报告称出庭应诉率100%，按所列件数计算为95.24%。",
            evidence=(quote("应出庭42件，负责人出庭40件", 520),),
        ),
        Check(
            id="parts.total",
            claimed=120.0,
            computed=120.0,
            consistent=True,
            formula="80 + 40 = 120",
            message="各分项之和与总数相符。",
            evidence=(quote("受理120件，其中甲类80件、乙类40件", 560),),
        ),
        Check(id="unknown.total", consistent=None, formula="|a| + <b>", message="文中未写明口径，无法核对。"),
    )


def document(**changes: Any) -> Document:
    fields: dict[str, Any] = {
        "path": "某处/示例县2024年报告.docx",
        "format": "docx",
        "text": "正文" * 600,
        "kind": "annual_report",
        "title": "示例县2024年法治政府建设年度报告",
        "issuer": "示例县人民政府",
        "level": "county",
        "region": Region(province="示例省", city="示例市", county="示例县"),
        "report_year": 2024,
        "outline": "2021-2025",
        "signed_on": date(2025, 2, 20),
        "provided": ("published_on",),
        "published_on": date(2025, 3, 15),
        "pages": (Page(number=1, start=0, end=1200),),
        "notices": ("成文日期与公开日期相距较远，请核对。",),
    }
    return Document(**(fields | changes))


def checklist() -> ChecklistRef:
    return ChecklistRef(
        id="outline-2021-2025",
        version="1.0.0",
        title="法治政府建设实施纲要（2021－2025年）核验清单",
        chain=("outline-2021-2025",),
        content_hash="0123456789abcdef" * 4,
        chosen="依报告年度自动选用",
        documents={"outline": "法治政府建设实施纲要（2021－2025年）"},
    )


def score(found: tuple[Finding, ...]) -> Score:
    """Summed by the book: half for 部分达标, nothing for the rest."""
    applicable = [f for f in found if f.verdict != "not_applicable"]
    possible = sum(POINTS[f.item.severity] for f in applicable)
    proved = sum(POINTS[f.item.severity] * SHARE.get(f.verdict, 0.0) for f in applicable)
    left = sum(
        POINTS[f.item.severity] * (1 - SHARE.get(f.verdict, 0.0)) for f in applicable if f.verdict in OPEN
    )
    known = [f for f in applicable if f.verdict not in ("no_evidence", "needs_review")]
    verdicts: dict[str, int] = {}
    for one in found:
        verdicts[one.verdict] = verdicts.get(one.verdict, 0) + 1
    return Score(
        proved=proved,
        ceiling=proved + left,
        possible=possible,
        verdicts=verdicts,
        grade="基本达标",
        rate=100 * proved / possible if possible else 0.0,
        coverage=100 * len(known) / len(applicable) if applicable else 0.0,
    )


def scorecard(found: tuple[Finding, ...]) -> Scorecard:
    parts = (Part(id="a", title="依法全面履行政府职能"), Part(id="b", title="严格规范公正文明执法"))
    by_part = tuple(
        PartScore(part=p, score=score(tuple(f for f in found if f.item.part == p.id))) for p in parts
    )
    points = {
        f.item.id: Points(
            points=POINTS[f.item.severity] * SHARE.get(f.verdict, 0.0), possible=POINTS[f.item.severity]
        )
        for f in found
        if f.verdict != "not_applicable"
    }
    return Scorecard(profile="默认口径", total=score(found), parts=by_part, items=points, rules=RULES)


def result(found: tuple[Finding, ...] | None = None, **changes: Any) -> Result:
    """A whole result; fields of the document may be changed by name."""
    chosen = findings() + evil_findings() if found is None else found
    return Result(
        document=document(**changes),
        extraction=Extraction(facts=facts(), checks=checks()),
        checklist=checklist(),
        findings=chosen,
        scorecard=scorecard(chosen),
        notices=("部分数值由使用者提供。",),
    )


def unusable() -> Result:
    """A document that is no report."""
    return Result(
        document=document(
            kind="other", path="通知.txt", title=None, issuer=None, report_year=None, level=None
        ),
        extraction=Extraction(),
        checklist=checklist(),
        message="这份文件不是法治政府建设年度报告或工作计划，未核验。",
    )
