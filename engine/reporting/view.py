"""A result as plain data with labels: what templates, workbook and screen show.

In: a `Result` and the `Texts`. Out: dicts, lists, text and numbers; every text is one line without control
characters. Gaps are 不达标, 未见证据 and 部分达标, the most severe first; what needs a person's eye stands
apart, under `reviews`.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, get_args

from engine.checklist.models import Item, Severity, Verdict
from engine.documents.models import Document
from engine.extraction.models import Check, Evidence, Fact
from engine.reporting.actions import actions
from engine.reporting.contract import name_of, points_of, whole
from engine.reporting.numbers import amount, day
from engine.reporting.text import clean
from engine.reporting.texts import Texts
from engine.result import Result, Score
from engine.rules.models import Finding, Ruling
from engine.rules.support import keys_of_criterion

View = dict[str, Any]

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
GAPS: tuple[Verdict, ...] = ("not_met", "no_evidence", "partly")
UNSETTLED: tuple[Verdict, ...] = (*GAPS, "needs_review")
_FIGURES = 6
_WORST = 10  # gaps named before all others


def view(result: Result, texts: Texts) -> View:
    """All that the outputs show of `result`."""
    findings = [_finding(i, finding, result, texts) for i, finding in enumerate(result.findings, 1)]
    checks = [_check(check, texts) for check in result.extraction.checks]
    gaps = _by_severity(findings, GAPS, texts)
    reviews = [f for group in _by_severity(findings, ("needs_review",), texts) for f in group["findings"]]
    notices = dict.fromkeys((*result.notices, *result.document.notices))
    data = {
        "report": _report(result.document, texts),
        "checklist": _checklist(result),
        "message": result.message,
        "score": score_view(result.scorecard.total) if result.scorecard else None,
        "profile": (result.scorecard.title or result.scorecard.profile) if result.scorecard else None,
        "parts": _parts(result),
        "counts": _counts(findings, texts),
        "findings": findings,
        "gaps": gaps,
        "reviews": reviews,
        "worst": [f for group in gaps for f in group["findings"]][:_WORST],
        "actions": actions(gaps, reviews, texts.phrases),
        "met": [f for f in findings if f["verdict"] == "met"],
        "not_applicable": [f for f in findings if f["verdict"] == "not_applicable"],
        "checks": checks,
        "inconsistent": [c for c in checks if c["consistency"] == "no"],
        "undecided": [c for c in checks if c["consistency"] == "unknown"],
        "facts": [_fact(fact, texts) for fact in result.extraction.facts],
        "notices": list(notices),
        "flags_used": _flags(findings, texts),
        "verdicts": [{"verdict": v, **texts.verdicts[v].model_dump()} for v in VERDICTS],
        "texts": texts.phrases,
    }
    return {key: cleaned(value) for key, value in data.items()}


def cleaned(value: Any) -> Any:
    """`value` with every text in it on one line, without control characters."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: cleaned(one) for key, one in value.items()}
    return [cleaned(one) for one in value] if isinstance(value, list | tuple) else value


def _report(document: Document, texts: Texts) -> View:
    region = document.region
    dates = {name: getattr(document, name) for name in ("signed_on", "published_on", "submitted_on")}
    return {
        "file": PurePath(document.path.replace("\\", "/")).name,
        "path": document.path,
        "title": document.title,
        "issuer": document.issuer,
        "year": document.report_year,
        "kind": document.kind,
        "kind_label": texts.kinds[document.kind],
        "level": texts.levels[document.level] if document.level else None,
        "region": "".join(filter(None, (region.province, region.city, region.county))) or None,
        "outline": document.outline,
        **{name: day(value) if value else None for name, value in dates.items()},
        "provided": [texts.provided.get(name, name) for name in document.provided],
    }


def _checklist(result: Result) -> View:
    checklist = result.checklist
    return {
        "id": checklist.id,
        "title": checklist.title,
        "version": checklist.version,
        "hash": checklist.content_hash,
        "short_hash": checklist.content_hash.removeprefix("sha256:")[:12],
        "chain": list(checklist.chain),
        "chosen": checklist.chosen,
    }


def score_view(score: Score) -> View:
    """Sums of points as plain numbers, the ceiling's rate beside."""
    numbers = {
        name: whole(getattr(score, name)) for name in ("proved", "ceiling", "possible", "rate", "coverage")
    }
    ceiling_rate = 100 * score.ceiling / score.possible if score.possible else 0.0
    return {**numbers, "ceiling_rate": ceiling_rate, "grade": score.grade}


def _parts(result: Result) -> list[View]:
    parts = result.scorecard.parts if result.scorecard else ()
    return [
        {
            "id": one.part.id,
            "title": one.part.title,
            **score_view(one.score),
            "verdicts": {v: one.score.verdicts.get(v, 0) for v in VERDICTS},
        }
        for one in parts
    ]


def _counts(findings: list[View], texts: Texts) -> list[View]:
    """How many items have each verdict, in the order of the verdicts, zeros included."""
    return [
        {
            "verdict": verdict,
            "label": texts.verdicts[verdict].label,
            "symbol": texts.verdicts[verdict].symbol,
            "number": sum(f["verdict"] == verdict for f in findings),
        }
        for verdict in VERDICTS
    ]


def _by_severity(findings: list[View], verdicts: tuple[Verdict, ...], texts: Texts) -> list[View]:
    """Groups of findings with these verdicts, the most severe first, details last in each, empty ones left out."""
    groups = []
    for severity in SEVERITIES:
        chosen = [f for f in findings if f["severity"] == severity and f["verdict"] in verdicts]
        chosen.sort(key=lambda finding: (finding["detail"], verdicts.index(finding["verdict"])))
        groups.append({"severity": severity, "label": texts.severities[severity], "findings": chosen})
    return [group for group in groups if group["findings"]]


def _finding(index: int, finding: Finding, result: Result, texts: Texts) -> View:
    item = finding.item
    points, possible = points_of(item.id, result.scorecard)
    machine = (finding.rulings[0].replaced if finding.rulings else None) or finding.verdict
    return {
        "number": index,
        "id": item.id,
        "title": item.title,
        "article": item.article,
        "part": item.part,
        "kind": item.kind,
        "detail": item.detail,
        "verdict": finding.verdict,
        "verdict_label": texts.verdicts[finding.verdict].label,
        "symbol": texts.verdicts[finding.verdict].symbol,
        "machine": machine,
        "severity": finding.severity,
        "severity_label": texts.severities[finding.severity],
        "points": points,
        "possible": possible,
        "basis": item.basis,
        "basis_label": texts.bases[item.basis],
        "measured": item.kind in ("quantity", "deadline") or item.basis == "benchmark",
        "by": day(item.by) if item.by else None,
        "sources": [
            {
                "document": _titled(name_of(s.document, result.checklist)),
                "article": s.article,
                "quote": s.quote,
            }
            for s in item.sources
        ],
        "reason": finding.reason,
        "evidence": [quote_view(quote) for quote in finding.evidence],
        "contrary": [_contrary(quote, finding, result.extraction.facts, texts) for quote in finding.contrary],
        "figures": _figures(finding, result.extraction.facts, texts),
        "flags": list(finding.flags),
        "rulings": [_ruling(ruling, texts) for ruling in finding.rulings],
        "waived": finding.waived,
        "action": _action(item, result),
        "grounds": _grounds(finding, result.extraction.facts, texts),
        "materials": list(item.materials),
        "holder": item.holder,
        "remedy": item.remedy,
        "note": item.note,
    }


def _action(item: Item, result: Result) -> View | None:
    """What people plan for the item's gap; the unit that holds the materials is suggested."""
    action = next((one for one in result.actions if one.item == item.id), None)
    if action is None:
        return None
    unit = item.holder if action.unit is None else action.unit
    return {"unit": unit, "due": action.due, "status": action.status, "note": action.note}


def _ruling(ruling: Ruling, texts: Texts) -> View:
    """A person's word in one line's parts; `counts` tells whether it was followed."""
    labels = {v: texts.verdicts[v].label for v in (ruling.verdict, ruling.replaced) if v}
    return {
        "kind": ruling.kind,
        "kind_label": texts.rulings[ruling.kind],
        "verdict_label": labels.get(ruling.verdict) if ruling.verdict else None,
        "replaced_label": labels.get(ruling.replaced) if ruling.replaced else None,
        "by": ruling.by,
        "reason": ruling.reason,
        "on": day(ruling.on) if ruling.on else None,
        "until": day(ruling.until) if ruling.until else None,
        "file": ruling.file,
        "digest": ruling.digest,
        "remarks": list(ruling.remarks),
        "counts": not ruling.remarks,
        "line": _ruling_line(ruling, labels, texts),
    }


def _ruling_line(ruling: Ruling, labels: dict[Verdict, str], texts: Texts) -> str:
    """The ruling in one sentence."""
    phrases = texts.phrases
    pieces = [
        "，".join(filter(None, (ruling.by, day(ruling.on) if ruling.on else ""))),
        phrases["ruling_verdict"].format(label=labels[ruling.verdict]) if ruling.verdict else "",
        phrases["ruling_until"].format(until=day(ruling.until)) if ruling.until else "",
        phrases["ruling_reason"].format(reason=ruling.reason),
        phrases["ruling_file"].format(file=ruling.file) if ruling.file else "",
        *(phrases["ruling_off"].format(remark=remark) for remark in ruling.remarks),
    ]
    return f"{texts.rulings[ruling.kind]}：{'；'.join(filter(None, pieces))}"


def _grounds(finding: Finding, facts: tuple[Fact, ...], texts: Texts) -> list[str]:
    """What the verdict rests on: a person's word where one was followed, else the sources of its facts."""
    words = [r.kind for r in finding.rulings if r.verdict and not r.remarks]
    if words:
        return [texts.rulings[words[-1]]]
    used = {fact.source for fact in facts if fact.key in finding.facts}
    return [label for source, label in texts.sources.items() if source in used]


def _contrary(quote: Evidence, finding: Finding, facts: tuple[Fact, ...], texts: Texts) -> View:
    """A quote with what it is instead of a proof: `stance` is a key of `texts.contrary`, `label` its words."""
    stance = _stance(quote, finding, facts)
    known = stance if stance in texts.contrary else "other"
    return quote_view(quote) | {"stance": known, "label": texts.contrary[known]}


def _stance(quote: Evidence, finding: Finding, facts: tuple[Fact, ...]) -> str:
    """Why `quote` proves nothing, as far as the facts of the item read from it tell."""
    keys = keys_of_criterion(finding.item.criterion)
    span = (quote.start, quote.end)
    found = {f.modality for f in facts if f.key in keys and any((e.start, e.end) == span for e in f.evidence)}
    # A shortcoming weighs most: it alone can lower a verdict.
    return "problem" if "problem" in found else found.pop() if len(found) == 1 else "other"


def _titled(name: str) -> str:
    """A law's name in book-title marks, once."""
    return name if "《" in name else f"《{name}》"


def quote_view(evidence: Evidence) -> View:
    """A quote with its place in words."""
    page = f"第{evidence.page}页" if evidence.page else ""
    section = evidence.section.replace(" > ", "／")
    place = "，".join(filter(None, (evidence.file, evidence.cell, section, page)))
    return {
        "quote": evidence.quote,
        "label": None,
        "stance": None,
        "section": section,
        "page": evidence.page,
        "start": evidence.start,
        "end": evidence.end,
        "file": evidence.file,
        "cell": evidence.cell,
        "place": place,
    }


def _figures(finding: Finding, facts: tuple[Fact, ...], texts: Texts) -> list[View]:
    """The figures and dates that the finding rests on: those in its quotes, or else all with its keys."""
    known = [f for f in facts if f.key in finding.facts and not isinstance(f.value, bool)]
    spans = [(e.start, e.end) for e in finding.evidence + finding.contrary]
    quoted = [f for f in known if any(s < e.end and e.start < t for e in f.evidence for s, t in spans)]
    return [_fact(fact, texts) for fact in (quoted or known)[:_FIGURES]]


def _fact(fact: Fact, texts: Texts) -> View:
    first = fact.evidence[0] if fact.evidence else Evidence(quote="", start=0, end=0)
    return {
        "key": fact.key,
        "value": fact.value,
        "text": amount(fact, texts.bounds, texts.periods),
        "unit": fact.unit,
        "scope": fact.scope,
        "modality": fact.modality,
        "modality_label": texts.modalities[fact.modality],
        "year": fact.year,
        "source_label": texts.sources[fact.source],
        **quote_view(first),
        "label": fact.label,
    }


def _check(check: Check, texts: Texts) -> View:
    consistency = {True: "yes", False: "no", None: "unknown"}[check.consistent]
    return {
        "id": check.id,
        "consistency": consistency,
        "consistency_label": texts.consistencies[consistency],
        "claimed": None if check.claimed is None else whole(check.claimed),
        "computed": None if check.computed is None else whole(check.computed),
        "formula": check.formula,
        "message": check.message,
        "evidence": [quote_view(quote) for quote in check.evidence],
    }


def _flags(findings: list[View], texts: Texts) -> list[View]:
    """The flags that occur, with their meaning; a flag may say more after its name."""
    used = {flag for finding in findings for flag in finding["flags"]}
    return [
        {"flag": name, "meaning": meaning}
        for name, meaning in texts.flags.items()
        if any(flag.startswith(name) for flag in used)
    ]
