"""What an inspector is likely to ask, item by item, and where the answer stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.audit.models import Material, Question
from engine.audit.words import AuditTexts
from engine.extraction.models import Evidence
from engine.reporting.text import quoted
from engine.reporting.view import SEVERITIES
from engine.result import ChecklistRef
from engine.rules.models import Finding


def questions_of(
    findings: Iterable[Finding],
    checklist: ChecklistRef,
    materials: Mapping[str, list[Material]],
    texts: AuditTexts,
) -> tuple[Question, ...]:
    """A question for every item that applies, the gravest first as an inspector would begin."""
    asked = [finding for finding in findings if finding.verdict != "not_applicable"]
    asked.sort(key=lambda finding: (finding.item.detail, SEVERITIES.index(finding.severity)))
    return tuple(
        Question(
            item=finding.item.id,
            question=_question(finding, checklist, texts),
            places=tuple(_places(finding, materials.get(finding.item.id, []), texts)),
        )
        for finding in asked
    )


def _question(finding: Finding, checklist: ChecklistRef, texts: AuditTexts) -> str:
    item = finding.item
    source = item.sources[0]
    name = checklist.documents.get(source.document, source.document)
    law = f"{name if '《' in name else f'《{name}》'}{source.article}"
    form = texts.questions.get(f"{item.kind}_{finding.verdict}") or texts.questions[item.kind]
    return form.format(title=item.title, law=law, quote=source.quote, reason=finding.reason.rstrip("。"))


def _places(finding: Finding, materials: list[Material], texts: AuditTexts) -> Iterable[str]:
    for evidence in finding.evidence:
        yield _place(evidence, texts)
    for ruling in finding.rulings:
        if ruling.file and not ruling.remarks:
            yield texts.places["attested"].format(file=ruling.file, by=ruling.by)
    for material in materials:
        for file in material.files:
            yield texts.places["file"].format(file=file)


def _place(evidence: Evidence, texts: AuditTexts) -> str:
    if evidence.file:
        return texts.places["ledger"].format(
            file=evidence.file, cell=evidence.cell or "", quote=evidence.quote
        )
    section = evidence.section.replace(" > ", "／") or texts.places["text"]
    page = texts.places["page"].format(page=evidence.page) if evidence.page else ""
    return texts.places["report"].format(section=section, page=page, quote=quoted(evidence.quote))
