"""Facts that follow from others, as declared in relations.yaml; what must hold between figures is checked in `checks`."""

from __future__ import annotations

from engine.extraction.checks.figures import Figures
from engine.extraction.draft import Draft
from engine.extraction.models import Evidence, Fact
from engine.extraction.relations import Derived, Relations


def derive(drafts: list[Draft], relations: Relations, evidence: dict[Draft, Evidence]) -> list[Fact]:
    """The declared rates that the text does not print, from counts that it does; the first way that works counts."""
    figures = Figures(drafts)
    found: dict[str, list[Fact]] = {}
    for derived in relations.derived:
        printed = any(d.modality == "done" and d.year == figures.year for d in figures.of(derived.key))
        if not printed and not found.get(derived.key):
            found[derived.key] = _derive(derived, figures, relations.verdicts.derived, evidence)
    return [fact for facts in found.values() for fact in facts]


def _derive(derived: Derived, figures: Figures, why: str, evidence: dict[Draft, Evidence]) -> list[Fact]:
    for a in figures.of(derived.ratio[0]):
        pairing = figures.partner(a, derived.ratio[1], "paragraph")
        b = pairing.draft if pairing else None
        if b is None or not _number(b) or a.modality != "done" or a.bound != "eq" or _number(a) > _number(b):
            continue
        fact = Fact(
            key=derived.key,
            label=derived.label,
            value=round(_number(a) / _number(b) * 100, 2),
            unit="%",
            scope=a.scope,
            modality="done",
            year=a.year,
            source="derived",
            evidence=tuple(dict.fromkeys((evidence[b], evidence[a]))),
            why=(why.format(a=f"{a.label}{_number(a):g}", b=f"{b.label}{_number(b):g}"),),
        )
        return [fact]
    return []


def _number(draft: Draft) -> float:
    return float(draft.value) if isinstance(draft.value, int | float) else 0.0
