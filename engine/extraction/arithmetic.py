"""Facts that follow from others, and arithmetic that must hold, as declared in relations.yaml.

Figures are joined only within one scope: the nearest in the sentence, else in the paragraph (or the document where the
relation says so). A rounded or truncated last printed digit is right.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from decimal import Decimal

from engine.extraction.draft import Draft
from engine.extraction.evidence import Quoter
from engine.extraction.models import Check, Evidence, Fact
from engine.extraction.relations import Derived, Relation, Relations

_QUOTE = 160
_MONEY = {"亿元": 10_000.0, "万元": 1.0, "元": 1e-4}


def derive(drafts: list[Draft], relations: Relations, evidence: dict[Draft, Evidence]) -> list[Fact]:
    """The declared rates that the text does not print, from counts that it does; the first way that works counts."""
    figures = Figures(drafts)
    found: dict[str, list[Fact]] = {}
    for derived in relations.derived:
        printed = any(d.modality == "done" and d.year == figures.year for d in figures.of(derived.key))
        if not printed and not found.get(derived.key):
            found[derived.key] = _derive(derived, figures, evidence)
    return [fact for facts in found.values() for fact in facts]


def _derive(derived: Derived, figures: Figures, evidence: dict[Draft, Evidence]) -> list[Fact]:
    for a in figures.of(derived.ratio[0]):
        b = figures.partner(a, derived.ratio[1], "paragraph")
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
            why=(f"由{a.label}{_number(a):g}÷{b.label}{_number(b):g}算出",),
        )
        return [fact]
    return []


def check(
    drafts: list[Draft], relations: Relations, quoter: Quoter, evidence: dict[Draft, Evidence]
) -> list[Check]:
    """Every declared relation whose figures the text gives, in text order."""
    figures = Figures(drafts)
    found: list[tuple[int, Check]] = []
    for relation in relations.checks:
        if relation.kind in ("percent", "unit"):
            found += _single(relation, drafts, evidence)
            continue
        lead = relation.claimed or relation.parts[0]
        parts = relation.parts if relation.claimed else relation.parts[1:]
        for anchor in figures.of(lead):
            operands = [figures.partner(anchor, key, relation.within) for key in parts]
            if not relation.claimed:
                operands.insert(0, anchor)
            made = _relate(
                relation, anchor, [o for o in operands if o is not None], len(relation.parts), quoter
            )
            if made is not None:
                found.append((anchor.at, made))
    return [made for _, made in sorted(found, key=lambda pair: pair[0])]


class Figures:
    """What was done or falls short, by key."""

    def __init__(self, drafts: list[Draft]) -> None:
        self._by_key: dict[str, list[Draft]] = defaultdict(list)
        self._alike: dict[tuple[str, str | None, int | None], list[Draft]] = defaultdict(list)
        for draft in sorted(drafts, key=_place):
            if draft.modality in ("done", "problem"):
                self._by_key[draft.key].append(draft)
                self._alike[draft.key, draft.scope, draft.year].append(draft)
        done = (d for d in drafts if d.modality == "done")
        self.year = next((d.year for d in done), None)

    def of(self, key: str) -> list[Draft]:
        """The figures of a key, in text order."""
        return self._by_key.get(key, [])

    def partner(self, anchor: Draft, key: str, within: str) -> Draft | None:
        """The figure of the same scope that belongs to `anchor`: same sentence, then same paragraph, nearest first."""
        alike = self._alike.get((key, anchor.scope, anchor.year), [])
        low, high = bisect_left(alike, anchor.at, key=_place), bisect_right(alike, anchor.at, key=_place)
        nearest = [*alike[max(0, low - 1) : low], *alike[high : high + 1]]
        for near in (
            [o for o in nearest if o.sentence == anchor.sentence],
            [o for o in nearest if o.paragraph == anchor.paragraph],
        ):
            if near:
                return near[0]
        return nearest[0] if within == "document" and low + len(alike) - high == 1 else None


def _place(draft: Draft) -> int:
    return draft.at


def _relate(
    relation: Relation, anchor: Draft, operands: list[Draft], wanted: int, quoter: Quoter
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
        evidence=_quotes([anchor, *operands], quoter),
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
        if relation.kind == "percent" and not (
            draft.unit == "%" and draft.key.endswith("_rate") and _number(draft) > 100
        ):
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


def _quotes(drafts: list[Draft], quoter: Quoter) -> tuple[Evidence, ...]:
    """One quote over all figures where it fits, else one for each."""
    start, end = min(d.start for d in drafts), max(d.end for d in drafts)
    if end - start <= _QUOTE and len({d.paragraph for d in drafts}) == 1:
        return (quoter.quote(start, end, drafts[0].at, _QUOTE),)
    quotes = {d.at: quoter.quote(d.start, d.end, d.at, _QUOTE) for d in drafts}
    return tuple(dict.fromkeys(quotes[at] for at in sorted(quotes)))


def _number(draft: Draft) -> float:
    value = float(draft.value) if isinstance(draft.value, int | float) else 0.0
    return value * _MONEY.get(draft.unit or "", 1.0)


def _show(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
