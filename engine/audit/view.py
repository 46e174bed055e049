"""An audit as plain data with labels: what its workbook, page and screen show.

In: an `Audit`. Out: dicts and lists of text and numbers, every text one line without control characters; it holds the view of
the result under `result`.
"""

from __future__ import annotations

from collections import Counter

from engine.audit.models import Audit, Difference, Material, Question, Step, Turned
from engine.audit.words import AuditTexts
from engine.extraction.models import Evidence, Fact
from engine.ledgers.models import LedgerResult, Problem, RowFinding, RuleTally
from engine.reporting.numbers import amount, day
from engine.reporting.texts import Texts
from engine.reporting.view import SEVERITIES, View, cleaned, quote_view, view


def audit_view(audit: Audit, texts: Texts, own: AuditTexts) -> View:
    """All that the outputs of an audit show."""
    result = view(audit.result, texts)
    items = {finding["id"]: finding for finding in result["findings"]}
    # Core items first; a sort keeps the order of the checklist.
    wanted = sorted(audit.materials, key=lambda one: items[one.item]["detail"])
    materials = [_material(one, items[one.item], own) for one in wanted]
    rows = [finding for ledger in audit.ledgers for finding in ledger.findings]
    data: View = {
        "on": day(audit.on),
        "ledgers": [_ledger(one) for one in audit.ledgers if one.used or one.lost or one.problems],
        "tallies": [
            _tally(ledger, tally)
            for ledger in audit.ledgers
            for tally in ledger.tallies
            if tally.checked or tally.undecided
        ],
        "counted": [_counted(ledger, fact, texts) for ledger in audit.ledgers for fact in ledger.facts],
        "rows": [_row(one, texts) for one in sorted(rows, key=lambda one: SEVERITIES.index(one.severity))],
        "problems": [problem.model_dump() for problem in _problems(audit)],
        "differences": [_difference(one, own) for one in audit.differences],
        "steps": [_step(n, step, items[step.item], own) for n, step in enumerate(audit.steps, 1)],
        "materials": materials,
        "presences": _presences(materials, own),
        "wanted": _wanted(materials, result["findings"]),
        "questions": [_question(n, one, items[one.item]) for n, one in enumerate(audit.questions, 1)],
        "words": [
            ruling | {"title": f["title"], "number": f["number"], "used_label": _used(ruling, own)}
            for f in result["findings"]
            for ruling in f["rulings"]
        ],
        "grounds": _grounds(result, own),
        "turned": _turned(audit, texts, own),
        "baseline": _baseline(audit),
        "alone": _alone(audit, result, texts),
        "audit_notices": _notices(audit),
        "overview": _overview(audit, result, own),
        "audit_texts": dict(own.phrases),
    }
    shown: View = cleaned(data)
    return result | shown


def _overview(audit: Audit, result: View, own: AuditTexts) -> list[View]:
    """What the first sheet of the workbook says, a line each."""
    said, report, score = own.overview, result["report"], result["score"]
    counts = "，".join(f"{c['symbol']} {c['label']} {c['number']}" for c in result["counts"] if c["number"])
    lines = [
        (said["issuer"], report["issuer"]),
        (said["year"], str(report["year"] or "")),
        (said["report"], report["path"]),
        (said["on"], day(audit.on)),
        (said["checklist"], f"{result['checklist']['title']}（{result['checklist']['version']}）"),
        (said["score"], score and own.phrases["score_line"].format(**score)),
        (said["counts"], counts),
        (said["grounds"], "，".join(f"{g['label']} {g['number']}" for g in _grounds(result, own))),
        (said["notices"], "\n".join(_notices(audit))),
        (said["scope"], own.phrases["scope_note"]),
    ]
    return [{"name": name, "value": value} for name, value in lines if value]


def _notices(audit: Audit) -> list[str]:
    """What holds for the whole audit: of the workspace, and of the report against its settings."""
    return [*audit.notices, *audit.result.document.notices]


def _problems(audit: Audit) -> list[Problem]:
    return [*audit.problems, *(problem for ledger in audit.ledgers for problem in ledger.problems)]


def _ledger(ledger: LedgerResult) -> View:
    total = ledger.used + ledger.lost
    return {
        "title": ledger.title,
        "file": ledger.file,
        "sheet": ledger.sheet,
        "used": ledger.used,
        "lost": ledger.lost,
        "lost_share": 100 * ledger.lost / total if total else 0.0,
        "digest": ledger.digest,
        "notices": list(ledger.notices) if ledger.used else [],
        "facts": len(ledger.facts),
        "short": sum(tally.short for tally in ledger.tallies),
    }


def _counted(ledger: LedgerResult, fact: Fact, texts: Texts) -> View:
    """What the ledgers of a kind say, and where it was counted."""
    evidence = fact.evidence[0] if fact.evidence else Evidence(quote="", start=0, end=0)
    files = dict.fromkeys(one.file or "" for one in fact.evidence)
    return {
        "ledger": ledger.title,
        "label": fact.label,
        "text": amount(fact, texts.bounds, texts.periods),
        "quote": evidence.quote,
        "file": "、".join(files),
        "cell": "、".join(one.cell or "" for one in fact.evidence),
    }


def _tally(ledger: LedgerResult, tally: RuleTally) -> View:
    return {"ledger": ledger.title, "file": ledger.file, "sheet": ledger.sheet, **tally.model_dump()}


def _row(finding: RowFinding, texts: Texts) -> View:
    return {
        "rule": finding.rule,
        "title": finding.title,
        "kind": finding.kind,
        "file": finding.file,
        "cells": "、".join(finding.cells),
        "subject": finding.subject,
        "message": finding.message,
        "by": finding.by,
        "unit": finding.unit,
        "basis_label": texts.bases[finding.basis],
        "source": finding.source,
        "severity": finding.severity,
        "severity_label": texts.severities[finding.severity],
        "mend": finding.mend,
        "item": finding.item,
    }


def _difference(one: Difference, own: AuditTexts) -> View:
    sides = {name: getattr(one, name) for name in ("claimed", "counted")}
    return {
        "label": one.label,
        "agreement": one.agreement,
        "agreement_label": own.agreement_labels[one.agreement],
        "message": one.message,
        "unit": one.claimed.unit,
        **{name: fact.value for name, fact in sides.items()},
        **{f"{name}_evidence": [quote_view(q) for q in fact.evidence] for name, fact in sides.items()},
    }


def _step(number: int, step: Step, finding: View, own: AuditTexts) -> View:
    return {
        "number": number,
        "id": step.item,
        "gain": step.gain,
        "effort": step.effort,
        "effort_label": own.efforts[step.effort],
        "why": step.why,
        "finding": finding,
    }


def _material(material: Material, finding: View, own: AuditTexts) -> View:
    return {
        "id": material.item,
        "item_number": finding["number"],
        "title": finding["title"],
        "name": material.name,
        "files": list(material.files),
        "presence": material.presence,
        "presence_label": own.presences[material.presence],
        "presence_symbol": own.presence_symbols[material.presence],
        "detail": finding["detail"],
        "holder": finding["holder"],
        "verdict": finding["verdict"],
        "verdict_label": finding["verdict_label"],
        "symbol": finding["symbol"],
    }


def _presences(materials: list[View], own: AuditTexts) -> list[View]:
    """How many pieces of material there are of each presence."""
    numbers = Counter(material["presence"] for material in materials)
    return [
        {"presence": one, "label": label, "symbol": own.presence_symbols[one], "number": numbers[one]}
        for one, label in own.presences.items()
        if numbers[one]
    ]


def _wanted(materials: list[View], findings: list[View]) -> list[View]:
    """The items that ask for material, each with its `materials`."""
    by_item: dict[str, list[View]] = {}
    for material in materials:
        by_item.setdefault(material["id"], []).append(material)
    known = {finding["id"]: finding for finding in findings}
    return [{"finding": known[item], "materials": of} for item, of in by_item.items()]


def _used(ruling: View, own: AuditTexts) -> str:
    return own.phrases["followed" if ruling["counts"] else "not_followed"]


def _question(number: int, one: Question, finding: View) -> View:
    return {
        "number": number,
        "id": one.item,
        "question": one.question,
        "places": list(one.places),
        "finding": finding,
    }


def _grounds(result: View, own: AuditTexts) -> list[View]:
    """How many verdicts rest on what: ledgers, the report, a person's word, nothing."""
    counts: dict[str, int] = {}
    for finding in result["findings"]:
        if finding["verdict"] == "not_applicable":
            continue
        name = "、".join(finding["grounds"]) or own.phrases["no_ground"]
        counts[name] = counts.get(name, 0) + 1
    return [{"label": label, "number": number} for label, number in counts.items()]


def _turned(audit: Audit, texts: Texts, own: AuditTexts) -> list[View]:
    turned = audit.comparison.turned if audit.comparison else ()
    order = list(own.turns)
    return [_turn(one, texts, own) for one in sorted(turned, key=lambda one: order.index(one.turn))]


def _turn(one: Turned, texts: Texts, own: AuditTexts) -> View:
    def label(state: str | None) -> str:
        known = texts.verdicts.get(state) if state else None
        return known.label if known else (own.phrases["short"] if state else "")

    return {
        "title": one.title,
        "turn": one.turn,
        "turn_label": own.turns[one.turn],
        "number": one.number,
        "before": label(one.before),
        "now": label(one.now),
    }


def _baseline(audit: Audit) -> View | None:
    comparison = audit.comparison
    if comparison is None:
        return None
    return {
        "file": comparison.file,
        "on": day(comparison.on) if comparison.on else None,
        "rate": comparison.rate,
        **{str(turn): number for turn, number in comparison.counts.items()},
    }


def _alone(audit: Audit, result: View, texts: Texts) -> list[View]:
    """Items whose verdict ledgers or persons changed."""
    return [
        {
            "id": finding["id"],
            "number": finding["number"],
            "title": finding["title"],
            "before": texts.verdicts[alone].label,
            "now": finding["verdict_label"],
            "verdict": finding["verdict"],
            "grounds": "、".join(finding["grounds"]),
        }
        for finding in result["findings"]
        if (alone := audit.report_alone.get(finding["id"])) not in (None, finding["verdict"])
    ]
