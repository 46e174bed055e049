"""Why an item has its verdict: sources, criterion, facts, the rule that fired, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.checklist.dating import for_year
from engine.checklist.models import Checklist, Item, LegalDocument, Verdict
from engine.documents.models import Document
from engine.errors import FazhiError
from engine.extraction.models import Evidence, Extraction, Fact, Modality, Polarity
from engine.model import Model
from engine.rules.criterion_text import (
    Labels,
    describe,
    describe_criterion,
    describe_fact,
    labels_of,
    labels_text,
)
from engine.rules.findings import condition_of
from engine.rules.judging import judge
from engine.rules.kernel import STANCES, VERDICTS, Kernel, Outcome, shortcoming
from engine.rules.models import Finding
from engine.rules.panel import available_kernels
from engine.rules.reference import ReferenceKernel, holds
from engine.rules.statements import Statements
from engine.rules.support import holding, keys_of_criterion, lacking
from engine.rules.texts import rule_texts
from engine.yamlio import suggest


class SourceText(Model):
    """Where the requirement stands; `title` and `number` are those of the document."""

    title: str
    number: str | None
    article: str
    quote: str


class CriterionLine(Model):
    """A verdict and its condition in Chinese."""

    verdict: Verdict
    text: str


class ConsideredFact(Model):
    """A fact that the criterion reads. `counted` tells whether it carries the verdict."""

    key: str
    text: str
    modality: Modality
    polarity: Polarity
    why: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    counted: bool


class Change(Model):
    """What is lacking for a better verdict, as Chinese phrases."""

    verdict: Verdict
    missing: tuple[str, ...]


class Explanation(Model):
    """All that decided one item. `rule` is the condition that fired, in Chinese; None where none did.

    `lowered_by` names what, admitted as not done, lowers met to partly.
    """

    item: Item
    sources: tuple[SourceText, ...]
    criterion: tuple[CriterionLine, ...]
    lowered_by: tuple[str, ...]
    facts: tuple[ConsideredFact, ...]
    finding: Finding
    rule: str | None
    changes: tuple[Change, ...]
    kernels: tuple[str, ...]
    notices: tuple[str, ...]


def explain(
    document: Document,
    extraction: Extraction,
    checklist: Checklist,
    item_id: str,
    kernels: Sequence[Kernel] | None = None,
    *,
    by_name: bool = False,
    labels: Labels | None = None,
) -> Explanation:
    """The explanation of `item_id`; arguments as of `judge`. Raises `FazhiError` for an unknown item."""
    checklist = for_year(checklist, document.report_year, by_name=by_name)
    item = _item(checklist, item_id)
    alone = checklist.model_copy(update={"items": (item,)})
    asked = available_kernels() if kernels is None else kernels
    judgement = judge(document, extraction, alone, asked, by_name=by_name, labels=labels)
    finding = judgement.findings[0]
    names = {**{fact.key: fact.label for fact in extraction.facts}, **(labels or {})}
    statements = Statements(document, extraction)
    judged = bool(judgement.kernels) and finding.verdict != "not_applicable"
    outcome = _outcome(alone, statements) if judged else None
    return Explanation(
        item=item,
        sources=tuple(_sources(item, checklist)),
        criterion=tuple(
            CriterionLine(verdict=verdict, text=text)
            for verdict, text in describe_criterion(item.criterion, names).items()
        ),
        lowered_by=labels_of(item.criterion.lowered_by, names),
        facts=tuple(_considered(item, statements, finding)),
        finding=finding,
        rule=_rule(item, outcome, statements, names),
        changes=tuple(_changes(finding, outcome, document, statements, names)),
        kernels=judgement.kernels,
        notices=judgement.notices,
    )


def _item(checklist: Checklist, item_id: str) -> Item:
    for item in checklist.items:
        if item.id == item_id:
            return item
    mend = suggest(item_id, [item.id for item in checklist.items])
    raise FazhiError(
        f"清单 {checklist.id} 中没有条目“{item_id}”", mend=mend or "请用 fazhi checklist show 查看条目编号"
    )


def _sources(item: Item, checklist: Checklist) -> Iterator[SourceText]:
    for source in item.sources:
        law = checklist.documents.get(source.document, LegalDocument(title=source.document))
        yield SourceText(title=law.title, number=law.number, article=source.article, quote=source.quote)


def _considered(item: Item, statements: Statements, finding: Finding) -> Iterator[ConsideredFact]:
    carried = {(one.start, one.end) for one in finding.evidence}
    for fact in statements.about(keys_of_criterion(item.criterion)):
        yield ConsideredFact(
            key=fact.key,
            text=describe_fact(fact),
            modality=fact.modality,
            polarity=fact.polarity,
            why=fact.why,
            evidence=fact.evidence,
            counted=fact.key in finding.facts and _carries(fact, carried),
        )


def _carries(fact: Fact, carried: set[tuple[int, int]]) -> bool:
    return not fact.evidence or any((one.start, one.end) in carried for one in fact.evidence)


def _outcome(checklist: Checklist, statements: Statements) -> Outcome | None:
    fired = {outcome for _, outcome in ReferenceKernel().fired(checklist, checklist.items, statements)}
    return next((outcome for outcome in VERDICTS if outcome in fired), None)


def _rule(item: Item, outcome: Outcome | None, statements: Statements, names: Labels) -> str | None:
    condition = condition_of(item, outcome) if outcome else None
    if outcome is None or condition is None:
        return None
    held = holding(condition, STANCES[outcome], statements)
    lowering = shortcoming(item.criterion) if outcome == "lowered" else None
    parts = [describe(leaf, names) for leaf in (*held, *([lowering] if lowering else []))]
    return rule_texts().conditions["and"].join(parts)


def _changes(
    finding: Finding, outcome: Outcome | None, document: Document, statements: Statements, names: Labels
) -> Iterator[Change]:
    if finding.verdict in ("met", "not_applicable"):
        return
    criterion = finding.item.criterion
    better: list[tuple[Verdict, Outcome]] = [("met", "met")]
    if finding.verdict != "partly":
        better.append(("partly", "partly"))
    for verdict, wanted in better:
        condition = condition_of(finding.item, wanted)
        if condition is None:
            continue
        missing = [*_obstacles(finding, outcome, document, statements, names)]
        needed = lacking(condition, "for", statements)
        if needed is not None:
            missing.append(rule_texts().changes["now"].format(condition=describe(needed, names)))
        if verdict == "met" and (lowering := shortcoming(criterion)) and holds(lowering, "for", statements):
            missing.append(
                rule_texts().changes["lowered"].format(labels=labels_text(criterion.lowered_by, names))
            )
        if verdict == "met":
            missing += (rule_texts().changes["asked"].format(text=text) for text in criterion.asked)
        yield Change(verdict=verdict, missing=tuple(missing))


def _obstacles(
    finding: Finding, outcome: Outcome | None, document: Document, statements: Statements, names: Labels
) -> Iterator[str]:
    """What stands in the way of any better verdict."""
    changes, flags, against = rule_texts().changes, rule_texts().flags, finding.item.criterion.not_met
    if document.kind == "work_plan":
        yield changes["work_plan"]
    if outcome == "not_met" and against:
        held = holding(against, "against", statements)
        text = rule_texts().conditions["and"].join(describe(leaf, names) for leaf in held)
        yield changes["not_met"].format(condition=text)
    if flags["inconsistent"] in finding.flags:
        yield changes["inconsistent"]
    if flags["kernels_differ"] in finding.flags:
        yield changes["kernels_differ"]
