"""What is worth doing first: a step for every gap, by the points that it may still give and the work that it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.audit.models import Material, Step
from engine.audit.words import AuditTexts
from engine.reporting.view import UNSETTLED
from engine.result import Scorecard
from engine.rules.models import Finding


def steps_of(
    findings: Iterable[Finding], card: Scorecard, materials: Mapping[str, list[Material]], texts: AuditTexts
) -> tuple[Step, ...]:
    """The action plan: most points for the least work first; of equals the graver, then the order of the checklist."""
    gaps = [finding for finding in findings if finding.verdict in UNSETTLED]
    steps = [_step(finding, card, materials.get(finding.item.id, []), texts) for finding in gaps]
    return tuple(sorted(steps, key=lambda step: (-step.gain / step.effort, step.effort, -step.gain)))


def _step(finding: Finding, card: Scorecard, materials: list[Material], texts: AuditTexts) -> Step:
    points = card.items.get(finding.item.id)
    gain = round(points.possible - points.points, 2) if points else 0.0
    there = any(material.files for material in materials)
    rule = next(
        (
            rule
            for rule in texts.effort_rules
            if finding.verdict in rule.verdicts and (rule.material is None or rule.material == there)
        ),
        texts.effort_rules[-1],
    )
    return Step(item=finding.item.id, gain=gain, effort=rule.effort, why=rule.why)
