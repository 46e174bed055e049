"""Facts that follow from others, as declared in relations.yaml; what must hold between figures is checked in `checks`."""

from __future__ import annotations

from engine.extraction.checks.figures import Figures
from engine.extraction.checks.printed import show
from engine.extraction.draft import Draft
from engine.extraction.models import Evidence, Fact
from engine.extraction.relations import Derived, Relations


def derive(figures: Figures, relations: Relations, evidence: dict[Draft, Evidence]) -> list[Fact]:
    """The declared rates that the text does not print, from counts that it does; the first way that works counts."""
    found: dict[str, list[Fact]] = {}
    for derived in relations.derived:
        printed = any(d.modality == "done" and d.year == figures.year for d in figures.of(derived.key))
        if not printed and not found.get(derived.key):
            found[derived.key] = _derive(derived, figures, relations.verdicts.derived, evidence)
    return [fact for facts in found.values() for fact in facts]


def _derive(derived: Derived, figures: Figures, why: str, evidence: dict[Draft, Evidence]) -> list[Fact]:
    for a in figures.of(derived.ratio[0]):
        others = [figures.partner(a, key, "sentence") for key in derived.plus]
        pairing = figures.partner(a, derived.ratio[1], "paragraph")
        if pairing is None or any(other is None for other in others):
            continue
        b, counted = pairing.draft, [a, *(other.draft for other in others if other is not None)]
        total = sum(map(_number, counted))
        if (
            not _number(b)
            or total > _number(b)
            or any(d.modality != "done" or d.bound != "eq" for d in counted)
        ):
            continue
        fact = Fact(
            key=derived.key,
            label=derived.label,
            value=round(total / _number(b) * 100, 2),
            unit="%",
            scope=a.scope,
            modality="done",
            year=a.year,
            source="derived",
            evidence=tuple(dict.fromkeys(evidence[draft] for draft in (b, *counted))),
            why=(
                why.format(
                    a="、".join(f"{draft.label}{show(_number(draft))}" for draft in counted),
                    b=f"{b.label}{show(_number(b))}",
                ),
            ),
        )
        return [fact]
    return []


def _number(draft: Draft) -> float:
    return float(draft.value) if isinstance(draft.value, int | float) else 0.0
