"""The door of the room: a document, its facts and a checklist in; findings in checklist order out."""

from __future__ import annotations

from collections.abc import Sequence

from engine.checklist.dating import for_year
from engine.checklist.models import Checklist, Item
from engine.documents.models import Document
from engine.extraction.models import Extraction
from engine.rules.applicability import exemption, scope_notices
from engine.rules.criterion_text import Labels
from engine.rules.findings import Ground, found, not_applicable, only_planned
from engine.rules.kernel import Kernel
from engine.rules.models import Finding, Judgement
from engine.rules.panel import Answers, ask, available_kernels
from engine.rules.statements import Statements
from engine.rules.texts import rule_texts


def judge(
    document: Document,
    extraction: Extraction,
    checklist: Checklist,
    kernels: Sequence[Kernel] | None = None,
    *,
    by_name: bool = False,
    labels: Labels | None = None,
) -> Judgement:
    """A finding for every item of `checklist`.

    `kernels` are those of this installation unless given. `by_name` tells that the user named the checklist,
    which is then applied whatever its period. A checklist without a day is taken as of the report's year. `labels` are Chinese names of fact keys; those of the facts are
    added. Raises `FazhiError` where the checklist cannot be compiled.
    """
    checklist = for_year(checklist, document.report_year, by_name=by_name)
    statements = Statements(document, extraction)
    names = {**{fact.key: fact.label for fact in extraction.facts}, **(labels or {})}
    notices = scope_notices(document, checklist, by_name=by_name)
    exempt = {item.id: exemption(item, document, checklist) for item in checklist.items}
    asked = [item for item in checklist.items if exempt[item.id] is None]

    if document.kind == "work_plan":
        ground = Ground(statements, extraction.checks, names, cross_checked=True)
        planned = {item.id: only_planned(item, ground) for item in asked}
        return Judgement(findings=_in_order(checklist, exempt, planned), notices=notices)

    answers = ask(available_kernels() if kernels is None else kernels, checklist, asked, statements)
    ground = Ground(statements, extraction.checks, names, answers.cross_checked)
    judged = {item.id: found(item, answers.outcomes(item), answers.agree(item), ground) for item in asked}
    return Judgement(
        findings=_in_order(checklist, exempt, judged),
        kernels=tuple(answers.by_kernel),
        notices=(*_warning(asked, answers), *answers.notices, *notices),
    )


def _in_order(
    checklist: Checklist, exempt: dict[str, str | None], findings: dict[str, Finding]
) -> tuple[Finding, ...]:
    return tuple(
        findings[item.id] if (reason := exempt[item.id]) is None else not_applicable(item, reason)
        for item in checklist.items
    )


def _warning(items: Sequence[Item], answers: Answers) -> tuple[str, ...]:
    contested = [item.id for item in items if not answers.agree(item)]
    if not contested:
        return ()
    text = rule_texts().notices["kernels_differ"]
    return (text.format(number=len(contested), items="、".join(contested)),)
