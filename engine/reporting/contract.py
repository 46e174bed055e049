"""The published shapes of `facts` and `check`, and the functions that fill them.

In: a `Document` with its `Extraction`, or a whole `Result`. Out: plain data, ready for `json.dumps`.
Quotes stay exactly as they stand in the text. Keys are only ever added to these shapes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import Field

from engine.checklist.models import Severity, Verdict
from engine.documents.models import Document, Kind, Level, Region
from engine.extraction.models import (
    Bound,
    Check,
    Evidence,
    Extraction,
    Fact,
    FactSource,
    Modality,
    Per,
    Polarity,
)
from engine.model import Model
from engine.result import ActionStatus, ChecklistRef, Result, Score, Scorecard
from engine.rules.models import Finding, Ruling, RulingKind

Number = int | float


class DocumentOut(Model):
    """The document as far as it is known."""

    path: str = Field(description="报告文件")
    kind: Kind = Field(description="文种：annual_report 年度报告、work_plan 工作计划、other 其他")
    title: str | None = Field(description="标题")
    issuer: str | None = Field(description="发文机关")
    level: Level | None = Field(description="层级")
    region: Region = Field(description="行政区划")
    report_year: int | None = Field(description="报告年度")
    outline: str | None = Field(description="所属纲要期间，如 2021-2025")
    signed_on: date | None = Field(description="成文日期")
    published_on: date | None = Field(description="公开日期")
    submitted_on: date | None = Field(None, description="报送日期")
    format: str = Field("", description="文件格式")
    provided: tuple[str, ...] = Field((), description="由使用者提供的字段")


class EvidenceOut(Model):
    """A quote: `text[start:end]`, exactly."""

    start: int = Field(description="起始位置，自 0 计")
    end: int = Field(description="结束位置（不含）")
    quote: str = Field(description="原文摘句，逐字")
    section: str = Field(description="所在标题")
    page: int | None = Field(None, description="页码；文件无页码时为空")
    file: str | None = Field(None, description="出自另一份文件（台账、证明）时的文件名")
    cell: str | None = Field(None, description="在那份文件里的位置，如 培训!D7")


class FactOut(Model):
    """One fact."""

    key: str = Field(description="事实键")
    label: str = Field(description="名称")
    value: bool | Number | date = Field(description="数值、日期（ISO）；陈述为 true")
    unit: str | None = Field(description="单位，照原文")
    bound: Bound = Field(description="eq 等于、ge 不少于、le 不超过、approx 约")
    per: Per | None = Field(description="频次或人均的周期")
    scope: str | None = Field(description="范围")
    modality: Modality = Field(
        description="语气：done 已做、planned 计划、required 要求、problem 不足、background 背景"
    )
    year: int | None = Field(description="年度")
    source: FactSource = Field(
        description="来源：text 正文、derived 推算、ledger 台账、attested 证明、given 使用者提供"
    )
    evidence: tuple[EvidenceOut, ...] = Field(description="原文")
    polarity: Polarity = Field("yes", description="说到什么程度：yes、partial、no")


class CheckOut(Model):
    """One recomputed relation between figures."""

    id: str = Field(description="编号")
    claimed: Number | None = Field(description="报告所称")
    computed: Number | None = Field(description="重新计算")
    consistent: bool | None = Field(description="是否相符；空为文中无法判断")
    formula: str = Field(description="算式")
    message: str = Field(description="说明")
    evidence: tuple[EvidenceOut, ...] = Field(description="原文")


class ChecklistOut(Model):
    """The checklist that was applied."""

    id: str = Field(description="清单代号")
    version: str = Field(description="清单版本")
    title: str = Field(description="清单名称")
    chain: tuple[str, ...] = Field(description="本清单，其后是它沿用的上级清单")
    content_hash: str = Field("", description="清单内容的校验值")
    chosen: str = Field("", description="为何用这份清单")


class ScoreOut(Model):
    """Sums of points; `rate` and `coverage` in percent."""

    proved: Number = Field(description="已证得分")
    ceiling: Number = Field(description="得分上限")
    possible: Number = Field(description="满分")
    rate: Number = Field(description="得分率，%")
    grade: str = Field(description="等次")
    coverage: Number = Field(description="证据覆盖率，%")
    verdicts: dict[str, int] = Field({}, description="各结论的项数")
    bonus: Number = Field(0, description="其中的加分")
    remarks: tuple[str, ...] = Field((), description="加分、一票否决的说明")


class SourceOut(Model):
    """Where a requirement stands."""

    document: str = Field(description="文件全称")
    article: str = Field(description="条款")
    quote: str = Field(description="原文摘句")


class RulingOut(Model):
    """What a person said of the item."""

    kind: RulingKind = Field(description="review 人工复核、attestation 证明、waiver 豁免")
    verdict: Verdict | None = Field(description="人定的结论；豁免不改结论")
    replaced: Verdict | None = Field(description="此前的结论")
    by: str = Field(description="何人")
    reason: str = Field(description="理由")
    on: date | None = Field(description="何时")
    until: date | None = Field(description="有效期至")
    file: str | None = Field(description="所附文件")
    digest: str | None = Field(description="所附文件的 SHA-256")
    remarks: tuple[str, ...] = Field(description="未采用的原因等")


class FindingOut(Model):
    """One item's verdict."""

    item: str = Field(description="条目编号")
    title: str = Field(description="要求")
    article: int | None = Field(description="纲要条号")
    verdict: Verdict = Field(description="结论")
    severity: Severity = Field(description="严重程度")
    points: Number = Field(description="得分")
    possible: Number = Field(description="满分")
    reason: str = Field(description="理由")
    remedy: str = Field(description="整改建议")
    facts: tuple[str, ...] = Field(description="据以判定的事实键")
    evidence: tuple[EvidenceOut, ...] = Field(description="据以判定的原文")
    contrary: tuple[EvidenceOut, ...] = Field((), description="相关但不足以证明、或与结论相反的原文")
    flags: tuple[str, ...] = Field((), description="标记")
    rulings: tuple[RulingOut, ...] = Field((), description="人的判断：复核、证明、豁免，依次列出")
    basis: str = Field("law", description="law 法定依据、benchmark 考评参考值、plan 工作要点自定")
    part: str = Field("", description="纲要部分代号")
    sources: tuple[SourceOut, ...] = Field((), description="出处")
    materials: tuple[str, ...] = Field((), description="应备材料")
    holder: str = Field("", description="材料通常由谁掌握")
    detail: bool = Field(False, description="是否细项：纲要逐句对照的要求，分值按评分口径折算")


class FactsOutput(Model):
    """What `fazhi facts --format json` prints."""

    document: DocumentOut
    facts: tuple[FactOut, ...]
    checks: tuple[CheckOut, ...]
    notices: tuple[str, ...] = Field((), description="提示")


class CheckOutput(Model):
    """What `fazhi check --format json` prints for one report; `score` is null where nothing was scored."""

    document: DocumentOut
    checklist: ChecklistOut
    score: ScoreOut | None
    findings: tuple[FindingOut, ...]
    checks: tuple[CheckOut, ...]
    message: str | None = Field(None, description="未能核验的原因")
    notices: tuple[str, ...] = Field((), description="提示")


class OverrideOut(Model):
    """A verdict that a reviewer changed or confirmed."""

    item: str = Field(description="条目编号")
    title: str = Field(description="要求")
    before: Verdict = Field(description="原结论")
    after: Verdict = Field(description="复核结论")
    by: str = Field(description="复核人")
    on: date | None = Field(None, description="复核日期；没有填的为空")
    reason: str = Field(description="复核理由")


class ActionOut(Model):
    """What is planned for a gap."""

    item: str = Field(description="条目编号")
    unit: str | None = Field(description="责任单位；空为照建议")
    due: date | None = Field(description="完成期限")
    status: ActionStatus = Field(description="open 未开始、doing 进行中、done 已完成、paused 暂缓")
    note: str = Field(description="备注")


class ReviewOutput(CheckOutput):
    """What `fazhi review --format json` prints: the result after the review, and what the review changed."""

    before: ScoreOut | None = Field(description="复核前的得分")
    overrides: tuple[OverrideOut, ...] = Field(description="本次改判")
    actions: tuple[ActionOut, ...] = Field(description="整改安排")


def to_json(result: Result) -> dict[str, Any]:
    """The `check` contract of one result."""
    output = CheckOutput(
        document=_document(result.document),
        checklist=_checklist(result.checklist),
        score=_score(result.scorecard.total) if result.scorecard else None,
        findings=tuple(_finding(finding, result) for finding in result.findings),
        checks=tuple(map(_check, result.extraction.checks)),
        message=result.message,
        notices=_unique(result.notices + result.document.notices),
    )
    return output.model_dump(mode="json")


def review_json(before: Result, after: Result, rulings: Sequence[Ruling]) -> dict[str, Any]:
    """The `review` contract: the `check` contract of the result after it, and what changed."""
    earlier = {finding.item.id: finding for finding in before.findings}
    output = ReviewOutput(
        **to_json(after),
        before=_score(before.scorecard.total) if before.scorecard else None,
        overrides=tuple(
            OverrideOut(
                item=ruling.item,
                title=earlier[ruling.item].item.title,
                before=earlier[ruling.item].verdict,
                after=ruling.verdict or earlier[ruling.item].verdict,
                by=ruling.by,
                on=ruling.on,
                reason=ruling.reason,
            )
            for ruling in rulings
        ),
        actions=tuple(ActionOut(**action.model_dump()) for action in after.actions),
    )
    return output.model_dump(mode="json")


def facts_json(document: Document, extraction: Extraction) -> dict[str, Any]:
    """The `facts` contract of one document."""
    output = FactsOutput(
        document=_document(document),
        facts=tuple(map(_fact, extraction.facts)),
        checks=tuple(map(_check, extraction.checks)),
        notices=_unique(document.notices),
    )
    return output.model_dump(mode="json")


def whole(value: float) -> Number:
    """`value` as an int where it is one."""
    return int(value) if float(value).is_integer() else value


def _document(document: Document) -> DocumentOut:
    return DocumentOut(**{name: getattr(document, name) for name in DocumentOut.model_fields})


def _checklist(reference: ChecklistRef) -> ChecklistOut:
    return ChecklistOut(**{name: getattr(reference, name) for name in ChecklistOut.model_fields})


def _score(score: Score) -> ScoreOut:
    return ScoreOut(
        proved=whole(score.proved),
        ceiling=whole(score.ceiling),
        possible=whole(score.possible),
        rate=whole(score.rate),
        grade=score.grade,
        coverage=whole(score.coverage),
        verdicts=score.verdicts,
        bonus=whole(score.bonus),
        remarks=score.remarks,
    )


def _finding(finding: Finding, result: Result) -> FindingOut:
    item = finding.item
    points, possible = points_of(item.id, result.scorecard)
    return FindingOut(
        item=item.id,
        title=item.title,
        article=item.article,
        verdict=finding.verdict,
        severity=finding.severity,
        points=points,
        possible=possible,
        reason=finding.reason,
        remedy=item.remedy,
        facts=finding.facts,
        evidence=_evidence(finding.evidence),
        contrary=_evidence(finding.contrary),
        flags=finding.flags,
        rulings=tuple(RulingOut(**ruling.model_dump(exclude={"item"})) for ruling in finding.rulings),
        basis=item.basis,
        part=item.part,
        sources=tuple(
            SourceOut(document=name_of(s.document, result.checklist), article=s.article, quote=s.quote)
            for s in item.sources
        ),
        materials=item.materials,
        holder=item.holder,
        detail=item.detail,
    )


def points_of(item: str, scorecard: Scorecard | None) -> tuple[Number, Number]:
    """Points earned and obtainable; an item without points (not applicable, nothing scored) has none."""
    points = scorecard.items.get(item) if scorecard else None
    return (whole(points.points), whole(points.possible)) if points else (0, 0)


def name_of(document: str, checklist: ChecklistRef) -> str:
    """The full title of the law that a checklist calls `document`."""
    return checklist.documents.get(document, document)


def _fact(fact: Fact) -> FactOut:
    plain = isinstance(fact.value, bool | date)
    return FactOut(
        **fact.model_dump(exclude={"value", "evidence", "why"}),
        value=fact.value if plain else whole(fact.value),  # type: ignore[arg-type]
        evidence=_evidence(fact.evidence),
    )


def _check(check: Check) -> CheckOut:
    return CheckOut(
        id=check.id,
        claimed=_finite(check.claimed),
        computed=_finite(check.computed),
        consistent=check.consistent,
        formula=check.formula,
        message=check.message,
        evidence=_evidence(check.evidence),
    )


def _finite(value: float | None) -> Number | None:
    return whole(value) if value is not None and math.isfinite(value) else None


def _evidence(quotes: tuple[Evidence, ...]) -> tuple[EvidenceOut, ...]:
    return tuple(EvidenceOut(**quote.model_dump()) for quote in quotes)


def _unique(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))
