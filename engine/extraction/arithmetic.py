"""Facts that follow from others, and arithmetic that must hold, as declared in relations.yaml.

Figures are joined only within one scope: the nearest in the sentence, else in the paragraph (or the document where the
relation says so). A rounded or truncated last printed digit is right.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from engine.documents.models import Document
from engine.extraction.draft import Draft
from engine.extraction.evidence import quote_within
from engine.extraction.models import Check, Evidence, Fact
from engine.extraction.relations import Derived, Relation, Relations

_QUOTE = 160
_MONEY = {"亿元": 10_000.0, "万元": 1.0, "元": 1e-4}


def derive(drafts: list[Draft], relations: Relations, evidence: dict[Draft, Evidence]) -> list[Fact]:
    """The declared rates that the text does not print, from counts that it does; the first way that works counts."""
    figures = _by_key(drafts)
    year = _year(figures)
    found: dict[str, list[Fact]] = {}
    for derived in relations.derived:
        printed = any(d.modality == "done" and d.year == year for d in figures[derived.key])
        if not printed and not found.get(derived.key):
            found[derived.key] = _derive(derived, figures, evidence)
    return [fact for facts in found.values() for fact in facts]


def _year(figures: dict[str, list[Draft]]) -> int | None:
    return next((d.year for drafts in figures.values() for d in drafts if d.modality == "done"), None)


def _derive(derived: Derived, figures: dict[str, list[Draft]], evidence: dict[Draft, Evidence]) -> list[Fact]:
    facts = []
    for a in figures[derived.ratio[0]]:
        b = _partner(a, figures[derived.ratio[1]], "paragraph")
        if b is None or not _number(b) or a.modality != "done" or a.bound != "eq" or _number(a) > _number(b):
            continue
        facts.append(
            Fact(
                key=derived.key,
                label=derived.label,
                value=round(_number(a) / _number(b) * 100, 2),
                unit="%",
                scope=a.scope,
                modality="done",
                year=a.year,
                source="derived",
                evidence=tuple(dict.fromkeys((evidence[b], evidence[a]))),
                why=(f"由{a.label}{_number(a):g}÷{b.label}{_number(b):g}算出",),
            )
        )
    return facts[:1]


def check(
    drafts: list[Draft], relations: Relations, document: Document, evidence: dict[Draft, Evidence]
) -> list[Check]:
    """Every declared relation whose figures the text gives, in text order."""
    figures = _by_key(drafts)
    found: list[tuple[int, Check]] = []
    for relation in relations.checks:
        if relation.kind in ("percent", "unit"):
            found += _single(relation, drafts, evidence)
            continue
        lead = relation.claimed or relation.parts[0]
        parts = relation.parts if relation.claimed else relation.parts[1:]
        for anchor in figures[lead]:
            operands = [_partner(anchor, figures[key], relation.within) for key in parts]
            if not relation.claimed:
                operands.insert(0, anchor)
            made = _relate(
                relation, anchor, [o for o in operands if o is not None], len(relation.parts), document
            )
            if made is not None:
                found.append((anchor.at, made))
    return [made for _, made in sorted(found, key=lambda pair: pair[0])]


def _by_key(drafts: Iterable[Draft]) -> dict[str, list[Draft]]:
    figures: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.modality in ("done", "problem"):
            figures[draft.key].append(draft)
    return figures


def _partner(anchor: Draft, others: list[Draft], within: str) -> Draft | None:
    """The figure of the same scope that belongs to `anchor`: same sentence, then same paragraph, nearest first."""
    same = [o for o in others if o.scope == anchor.scope and o.at != anchor.at and o.year == anchor.year]
    for near in (
        [o for o in same if o.sentence == anchor.sentence],
        [o for o in same if o.paragraph == anchor.paragraph],
    ):
        if near:
            return min(near, key=lambda o: (o.at > anchor.at, abs(o.at - anchor.at)))
    return same[0] if within == "document" and len(same) == 1 else None


def _relate(
    relation: Relation, anchor: Draft, operands: list[Draft], wanted: int, document: Document
) -> Check | None:
    if len(operands) != wanted or any(o.bound != "eq" for o in operands) or anchor.bound != "eq":
        return None
    values = [_number(o) for o in operands]
    result = _compute(relation.kind, values, anchor)
    if result is None:
        return None
    claimed, computed, consistent, formula = result
    message = relation.message.format(
        claimed=_show(claimed),
        computed=_show(computed),
        a=_show(values[0]),
        b=_show(values[1]) if len(values) > 1 else "",
        parts="、".join(_show(v) for v in values),
    )
    return Check(
        id=relation.id,
        claimed=claimed,
        computed=computed,
        consistent=consistent,
        formula=formula,
        message=message + ("，相符" if consistent else "，不相符"),
        evidence=_quotes([anchor, *operands], document),
    )


def _compute(kind: str, values: list[float], anchor: Draft) -> tuple[float | None, float, bool, str] | None:
    a, b = values[0], values[1] if len(values) > 1 else 0.0
    if (kind in ("ratio", "claim") and not b) or (kind == "reduction" and not a):
        return None
    if kind == "claim":
        return 100.0, round(a / b * 100, 2), a == b, f"{_show(a)}/{_show(b)}"
    if kind == "more_than":
        return None, a - b, a > b, f"{_show(a)}>{_show(b)}"
    if kind == "at_most":
        return None, b - a, a <= b, f"{_show(a)}<={_show(b)}"
    claimed = _number(anchor)
    if kind == "ratio":
        computed, formula = a / b * 100, f"{_show(a)}/{_show(b)}"
    elif kind == "reduction":
        computed, formula = (a - b) / a * 100, f"({_show(a)}-{_show(b)})/{_show(a)}"
    elif kind == "sum":
        computed, formula = sum(values), "+".join(map(_show, values))
    else:
        computed, formula = a - b, f"{_show(a)}-{_show(b)}"
    return claimed, round(computed, 2), same_as_printed(claimed, computed), formula


def same_as_printed(claimed: float, computed: float) -> bool:
    """Whether `computed`, rounded or cut to the digits that `claimed` was printed with, is `claimed`."""
    digits = max(0, -int(Decimal(repr(claimed)).normalize().as_tuple().exponent))
    step: float = 10.0**-digits
    truncated = math.floor(computed / step + 1e-9) * step
    return abs(computed - claimed) <= step / 2 + 1e-9 or abs(truncated - claimed) < 1e-9


def _single(
    relation: Relation, drafts: list[Draft], evidence: dict[Draft, Evidence]
) -> list[tuple[int, Check]]:
    found = []
    for draft in drafts:
        rate = draft.key.rsplit(".", 1)[-1].endswith("_rate") and draft.unit == "%"
        if relation.kind == "percent" and not (rate and _number(draft) > 100):
            continue
        if relation.kind == "unit" and not (
            draft.key in relation.parts and draft.unit in relation.suspicious
        ):
            continue
        made = Check(
            id=relation.id,
            claimed=_number(draft),
            consistent=False,
            formula="x<=100" if relation.kind == "percent" else f"单位 {draft.unit}",
            message=relation.message.format(
                claimed=f"{_show(_number(draft))}{draft.unit}", computed="", a="", b="", parts=""
            ),
            evidence=(evidence[draft],),
        )
        found.append((draft.at, made))
    return found


def _quotes(drafts: list[Draft], document: Document) -> tuple[Evidence, ...]:
    """One quote over all figures where it fits, else one for each."""
    start, end = min(d.start for d in drafts), max(d.end for d in drafts)
    if end - start <= _QUOTE and len({d.paragraph for d in drafts}) == 1:
        return (quote_within(document, start, start, end, drafts[0].at, _QUOTE),)
    quotes = {d.at: quote_within(document, d.start, d.start, d.end, d.at, _QUOTE) for d in drafts}
    return tuple(dict.fromkeys(quotes[at] for at in sorted(quotes)))


def _number(draft: Draft) -> float:
    value = float(draft.value) if isinstance(draft.value, int | float) else 0.0
    return value * _MONEY.get(draft.unit or "", 1.0)


def _show(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
