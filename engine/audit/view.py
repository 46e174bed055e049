"""An audit as plain data with labels: what its workbook, page and screen show.

In: an `Audit`. Out: dicts and lists of text and numbers, every text one line without control characters; it holds the view of
the result under `result`.
"""

from __future__ import annotations

from typing import Any

from engine.audit.models import Audit, Difference, Material, Question, Step, Turned
from engine.audit.words import AuditTexts
from engine.ledgers.models import LedgerResult, Problem, RowFinding
from engine.reporting.numbers import day
from engine.reporting.texts import Texts
from engine.reporting.view import View, cleaned, quote_view, view


def audit_view(audit: Audit, texts: Texts, own: AuditTexts) -> View:
    """All that the outputs of an audit show."""
    result = view(audit.result, texts)
    items = {finding["id"]: finding for finding in result["findings"]}
    rows = [finding for ledger in audit.ledgers for finding in ledger.findings]
    data: View = {
        "on": day(audit.on),
        "ledgers": [_ledger(ledger) for ledger in audit.ledgers],
        "tallies": [_tally(ledger, tally) for ledger in audit.ledgers for tally in ledger.tallies],
        "rows": [_row(finding, texts) for finding in rows],
        "problems": [_problem(problem) for problem in _problems(audit)],
        "differences": [_difference(one, own) for one in audit.differences],
        "steps": [_step(n, step, items[step.item], own) for n, step in enumerate(audit.steps, 1)],
        "materials": [_material(material, items[material.item], own) for material in audit.materials],
        "questions": [_question(n, one, items[one.item]) for n, one in enumerate(audit.questions, 1)],
        "words": [ruling | {"title": f["title"]} for f in result["findings"] for ruling in f["rulings"]],
        "unused": [
            {"item": ruling.item, "by": ruling.by, "reason": ruling.reason, "remarks": list(ruling.remarks)}
            for ruling in audit.unused
        ],
        "grounds": _grounds(result, own),
        "turned": _turned(audit, texts, own),
        "baseline": _baseline(audit),
        "alone": _alone(audit, result, texts),
        "audit_notices": list(audit.notices),
        "audit_texts": {**own.phrases},
    }
    shown: View = cleaned(data)
    return result | shown


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
        "notices": list(ledger.notices),
        "facts": [
            {
                "label": fact.label,
                "value": fact.value,
                "unit": fact.unit,
                "quote": fact.evidence[0].quote if fact.evidence else "",
                "cell": fact.evidence[0].cell if fact.evidence else "",
            }
            for fact in ledger.facts
            if not isinstance(fact.value, bool)
        ],
    }


def _tally(ledger: LedgerResult, tally: Any) -> View:
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


def _problem(problem: Problem) -> View:
    return problem.model_dump()


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
        "holder": finding["holder"],
        "verdict": finding["verdict"],
        "verdict_label": finding["verdict_label"],
        "symbol": finding["symbol"],
    }


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
    return [_turn(one, texts, own) for one in turned]


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
        **comparison.counts,
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
