"""Arithmetic between figures of the dictionary, as declared under `checks`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from engine.extraction.checks.figures import Figures, Pairing
from engine.extraction.checks.ground import Found, Ground, Number
from engine.extraction.checks.printed import (
    Amount,
    Span,
    agrees,
    change,
    difference,
    rounded,
    share,
    show,
    surely_more,
    total,
)
from engine.extraction.draft import Draft
from engine.extraction.models import Check
from engine.extraction.relations import Relation

Spans = tuple[Span, Span]


def check_keyed(ground: Ground, figures: Figures) -> Found:
    """Every declared relation whose figures the text gives."""
    found: Found = []
    for relation in ground.relations.checks:
        reader = _READERS.get(relation.kind, _computed)
        lead = relation.claimed or (relation.parts[0] if relation.parts else None)
        for anchor in figures.of(lead) if lead else ():
            made = reader(Case(ground, figures, relation, anchor))
            if made is not None:
                found.append(made)
    return found


class Case(NamedTuple):
    """A relation at one of its figures."""

    ground: Ground
    figures: Figures
    relation: Relation
    anchor: Draft

    def operands(self, keys: Sequence[str]) -> tuple[list[Draft], bool] | None:
        """The figures of `keys` and whether they surely belong together; None where one lacks or is vague."""
        found = self.figures.partners(self.anchor, keys, self.relation.within)
        if found is None or not all(_firm(p.draft) for p in found):
            return None
        drafts = [p.draft for p in found]
        apart = len({d.at for d in (self.anchor, *drafts)}) == len(drafts) + 1
        return (drafts, all(p.sure for p in found)) if apart else None

    def base(self, numerator: Draft) -> Pairing | None:
        """The denominator of a ratio: the second part, or the first of the bases that the text gives."""
        for key in self.relation.parts[1:] + self.relation.bases:
            found = self.figures.partners(self.anchor, (numerator.key, key), self.relation.within)
            if found and _firm(found[1].draft) and found[1].draft.at not in (numerator.at, self.anchor.at):
                return found[1]
        return None

    def amount(self, draft: Draft) -> Amount:
        """As printed."""
        number = self.ground.at(draft.at)
        value = float(draft.value) if isinstance(draft.value, int | float) else 0.0
        return number.amount if number else Amount(value)

    def give(
        self,
        operands: list[Draft],
        consistent: bool | None,
        formula: str,
        claimed: Amount | None,
        computed: float,
        more: str = "",
    ) -> tuple[int, Check] | None:
        """The check; one that is not strict leaves open what does not fit."""
        if consistent is False and not self.relation.strict:
            consistent = None
        shown = [show(self.amount(d).value) for d in operands]
        fields = {"a": shown[0], "b": shown[1] if len(shown) > 1 else "", "parts": "、".join(shown)}
        places = list(dict.fromkeys((self.anchor, *operands)))
        return self.ground.make(
            self.relation, [*places], consistent, formula, claimed, computed, more=more, **fields
        )


def _firm(draft: Draft) -> bool:
    return draft.bound == "eq" and draft.per is None


def _ratio(case: Case) -> tuple[int, Check] | None:
    numerator = case.operands(case.relation.parts[:1])
    base = case.base(numerator[0][0]) if numerator and _firm(case.anchor) else None
    if numerator is None or base is None:
        return None
    a, claimed = numerator[0][0], case.amount(case.anchor)
    top, bottom = case.amount(a), case.amount(base.draft)
    if bottom.value <= 0:
        return None
    consistent: bool | None = agrees(claimed, *share(top, bottom))
    more = ""
    if not consistent and top.value > bottom.value:
        return None  # no part of that base: the two are not of one count
    if not consistent:
        others = _other_bases(case, a, base.draft, claimed)
        unread = any(o.at not in case.ground.labels for o in others)
        if unread or not (base.sure and numerator[1]) or _hidden_base(case, a, base.draft):
            return None
        if others:
            more = case.ground.relations.verdicts.other_base.format(
                label=case.ground.labels[others[0].at], value=show(others[0].value), unit=others[0].shown
            )
        consistent = None if any(case.ground.reads(o.at, case.relation.also) for o in others) else False
    formula = f"{show(top.value)}/{show(bottom.value)}"
    return case.give([a, base.draft], consistent, formula, claimed, top.value / bottom.value * 100, more)


def _other_bases(case: Case, a: Draft, b: Draft, claimed: Amount) -> list[Number]:
    """The other numbers of the sentence that would make the claimed rate."""
    ground, anchor = case.ground, case.ground.at(case.anchor.at)
    base = ground.at(b.at)
    if anchor is None or base is None:
        return []
    return [
        o
        for o in ground.sentence(anchor)
        if o.unit == base.unit
        and o.at not in (a.at, b.at, anchor.at)
        and o.value > 0
        and agrees(claimed, *share(case.amount(a), o.amount))
    ]


def _hidden_base(case: Case, a: Draft, b: Draft) -> bool:
    """Whether between the base and the rate a number stands that nothing reads and that may be the true base."""
    ground, base = case.ground, case.ground.at(b.at)
    return base is not None and any(
        o.unit == base.unit and o.at not in ground.labels and o.value >= case.amount(a).value
        for o in ground.between(b.at + 1, case.anchor.at)
    )


def _computed(case: Case) -> tuple[int, Check] | None:
    """reduction, sum, difference: a claimed figure and what follows from the parts."""
    found = case.operands(case.relation.parts) if _firm(case.anchor) else None
    if found is None:
        return None
    operands, sure = found
    amounts, claimed = [case.amount(d) for d in operands], case.amount(case.anchor)
    if case.relation.kind == "reduction" and amounts[0].value <= 0:
        return None
    spans, value, formula = _FORMULAS[case.relation.kind](amounts)
    consistent = agrees(claimed, *spans)
    if not consistent and (not sure or _further_part(case)):
        return None
    return case.give(operands, consistent, formula, claimed, value)


def _further_part(case: Case) -> bool:
    """Whether the sentence of a sum gives a part that not every text has."""
    if case.relation.kind != "sum":
        return False
    return any(case.figures.partner(case.anchor, key, "sentence") for key in case.relation.also)


def _sum(amounts: list[Amount]) -> tuple[Spans, float, str]:
    return total(amounts), sum(a.value for a in amounts), "+".join(show(a.value) for a in amounts)


def _difference(amounts: list[Amount]) -> tuple[Spans, float, str]:
    a, b = amounts[:2]
    return difference(a, b), a.value - b.value, f"{show(a.value)}-{show(b.value)}"


def _reduction(amounts: list[Amount]) -> tuple[Spans, float, str]:
    a, b = amounts[:2]
    near, below = change(a, b)
    fallen = Span(-near.high, -near.low), Span(-below.high, -below.low)
    return (
        fallen,
        (a.value - b.value) / a.value * 100,
        f"({show(a.value)}-{show(b.value)})/{show(a.value)}",
    )


_FORMULAS: dict[str, Callable[[list[Amount]], tuple[Spans, float, str]]] = {
    "sum": _sum,
    "difference": _difference,
    "reduction": _reduction,
}


def _at_most(case: Case) -> tuple[int, Check] | None:
    found = case.operands(case.relation.parts[1:]) if _firm(case.anchor) else None
    if found is None:
        return None
    a, b = case.amount(case.anchor), case.amount(found[0][0])
    more = surely_more((rounded(a), rounded(a)), b)
    if not found[1]:
        return None
    formula = f"{show(a.value)}<={show(b.value)}"
    return case.give([case.anchor, found[0][0]], not more, formula, None, b.value - a.value)


def _at_most_sum(case: Case) -> tuple[int, Check] | None:
    """Of the parts those that stand once in the sentence of the whole."""
    if not _firm(case.anchor):
        return None
    near = [case.figures.partner(case.anchor, key, "sentence") for key in case.relation.parts]
    parts = [pairing for pairing in near if pairing is not None]
    drafts = [pairing.draft for pairing in parts]
    if len(parts) < 2 or len({d.at for d in (case.anchor, *drafts)}) <= len(drafts):
        return None
    if not all(pairing.sure and _firm(pairing.draft) for pairing in parts):
        return None
    amounts, claimed = [case.amount(d) for d in drafts], case.amount(case.anchor)
    spans = total(amounts)
    more = surely_more(spans, claimed)
    if not more and not agrees(claimed, *spans):
        return None  # less than the whole: nothing is said
    _, value, formula = _sum(amounts)
    return case.give(drafts, not more, f"{formula}<={show(claimed.value)}", claimed, value)


def _limit(case: Case) -> tuple[int, Check] | None:
    value, most = case.amount(case.anchor), case.relation.most or 0.0
    if value.value <= most or not _firm(case.anchor):
        return None
    return case.give([case.anchor], False, f"{show(value.value)}<={show(most)}", value, most - value.value)


def _claim(case: Case) -> tuple[int, Check] | None:
    """A statement that all were reached; only a lower count speaks against it."""
    if case.anchor.modality != "done" or case.anchor.polarity != "yes":
        return None
    numerator = case.operands(case.relation.parts[:1])
    base = case.base(numerator[0][0]) if numerator else None
    if numerator is None or base is None:
        return None
    a, b = case.amount(numerator[0][0]), case.amount(base.draft)
    if b.value <= 0 or a.value > b.value or (a.value < b.value and not (base.sure and numerator[1])):
        return None
    if a.value < b.value and _hidden_base(case, numerator[0][0], base.draft):
        return None
    formula = f"{show(a.value)}/{show(b.value)}"
    operands = [numerator[0][0], base.draft]
    return case.give(operands, a.value == b.value, formula, Amount(100.0), a.value / b.value * 100)


def _more_than(case: Case) -> tuple[int, Check] | None:
    if case.anchor.modality != "done":
        return None
    found = case.operands(case.relation.parts)
    if found is None:
        return None
    a, b = (case.amount(d) for d in found[0])
    if a.value <= b.value and not found[1]:
        return None
    return case.give(found[0], a.value > b.value, f"{show(a.value)}>{show(b.value)}", None, a.value - b.value)


def _never(case: Case) -> None:
    """percent and unit are read elsewhere."""


_READERS: dict[str, Callable[[Case], tuple[int, Check] | None]] = {
    "ratio": _ratio,
    "at_most": _at_most,
    "at_most_sum": _at_most_sum,
    "limit": _limit,
    "claim": _claim,
    "more_than": _more_than,
    "percent": _never,
    "unit": _never,
}
