"""A criterion in plain Chinese, and a fact in a few words.

In: a condition or a fact, and the labels of fact keys (key to Chinese name; a key without one stands as it
is). Out: a phrase without a final stop. Used in reasons, explanations, reports and generated documentation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import get_args

from engine.checklist.models import (
    LIMITS,
    AllOf,
    AnyOf,
    Asked,
    Condition,
    Criterion,
    Dated,
    Issued,
    Measured,
    Reported,
    Unreported,
    Verdict,
)
from engine.documents.models import Level
from engine.extraction.models import Fact, Modality, Polarity
from engine.rules.texts import rule_texts

Labels = Mapping[str, str]

_QUOTE = 60
# A quote stands in “ ” itself: its own marks go one level down.
_INNER = str.maketrans("“”‘’", "‘’“”")
_BARE = str.maketrans("", "", "“”")
_FACTS = 5
_ALTERNATIVES = 7  # a longer list of them is shortened in reasons


def describe_criterion(criterion: Criterion, labels: Labels) -> dict[Verdict, str]:
    """The conditions of `criterion` in the order in which they are tried, as phrases."""
    conditions: list[tuple[Verdict, Condition | None]] = [
        ("not_met", criterion.not_met),
        ("met", criterion.met),
        ("partly", criterion.partly),
        ("needs_review", criterion.needs_review),
    ]
    return {verdict: describe(condition, labels) for verdict, condition in conditions if condition}


def describe(condition: Condition, labels: Labels, *, briefly: bool = False) -> str:
    """`condition` as a phrase: 行政复议调解率不低于20%；并且写明已做到…… Of a long list of alternatives `briefly` names the first."""
    words = rule_texts().conditions
    match condition:
        case AllOf():
            return words["and"].join(_part(part, labels, briefly) for part in condition.all)
        case AnyOf():
            return words["or"].join(_part(part, labels, briefly) for part in condition.any)
        case Reported():
            names = [_label(key, labels) for key in condition.reported]
            keys = _counted(names, condition.number, briefly)
            return _stated(keys, condition.as_, condition.polarity)
        case Unreported():
            keys = _counted([_label(key, labels) for key in condition.unreported], 1, briefly)
            return words["negated"].format(condition=_stated(keys, condition.as_, condition.polarity))
        case Measured():
            return _measured(condition, labels)
        case Dated():
            kind, day = (
                ("before", condition.before) if condition.before else ("not_before", condition.not_before)
            )
            month, of_month = (int(part) for part in (day or "").split("-"))
            return words[kind].format(label=_label(condition.date, labels), month=month, day=of_month)
        case Issued():
            return words["issuer"].format(levels=levels_text(condition.issuer))
        case Asked():
            return words["person"].format(text=condition.person.rstrip("。").translate(_INNER))


def describe_facts(facts: Iterable[Fact]) -> str:
    """The facts in a few words, each once, at most five of them."""
    words = rule_texts().facts
    said = list(dict.fromkeys(describe_fact(fact) for fact in facts))
    text = words["separator"].join(said[:_FACTS])
    return words["and_more"].format(facts=text) if len(said) > _FACTS else text


def told_by(facts: Iterable[Fact]) -> str:
    """Who says so, in words: report, ledgers or both."""
    sources = {fact.source == "ledger" for fact in facts}
    kind = "said_both" if len(sources) == 2 else "said_ledger" if sources == {True} else "said_text"
    return rule_texts().facts[kind]


def admitted_by(facts: Iterable[Fact]) -> str:
    """Who says that it is not so: the report of itself, or ledgers alone."""
    ledgers = {fact.source == "ledger" for fact in facts} == {True}
    return rule_texts().facts["admits_ledger" if ledgers else "admits_text"]


def describe_fact(fact: Fact) -> str:
    """`fact` as a phrase: 受理行政复议申请198件; what is not reported as done says so."""
    texts = rule_texts()
    if isinstance(fact.value, bool):
        said = texts.facts["statement"].format(label=fact.label)
    elif isinstance(fact.value, date):
        day = fact.value
        said = texts.facts["date"].format(label=fact.label, year=day.year, month=day.month, day=day.day)
    else:
        said = texts.facts["number"].format(
            label=fact.label,
            period=texts.periods[fact.per] if fact.per else "",
            bound=texts.bounds[fact.bound],
            number=number_text(fact.value),
            unit=fact.unit or "",
        )
    if fact.modality != "problem" and fact.polarity != "yes":
        said = texts.facts[fact.polarity].format(fact=said)
    if fact.scope:
        said = texts.facts["with_scope"].format(fact=said, scope=fact.scope)
    if fact.modality != "done":
        said = texts.facts["with_modality"].format(fact=said, modality=texts.modalities[fact.modality])
    return said


def labels_of(keys: Iterable[str], labels: Labels) -> tuple[str, ...]:
    """The labels of `keys`, each once."""
    return tuple(dict.fromkeys(_label(key, labels) for key in keys))


def labels_text(keys: Iterable[str], labels: Labels) -> str:
    """The labels of `keys`, at most five of them."""
    words = rule_texts().facts
    names = labels_of(keys, labels)
    text = words["separator"].join(names[:_FACTS])
    return words["and_more"].format(facts=text) if len(names) > _FACTS else text


def levels_text(levels: Iterable[Level]) -> str:
    """The levels, joined by 、."""
    texts = rule_texts()
    return texts.facts["separator"].join(texts.levels[level] for level in levels)


def number_text(number: float) -> str:
    """A number as a report prints it: no exponent, no needless decimals."""
    return str(int(number)) if float(number).is_integer() else format(number, "f").rstrip("0")


def quoted(facts: Iterable[Fact]) -> str:
    """The first quote of `facts`, shortened, to stand between “ and ”; the first label where none has a quote."""
    known = list(facts)
    quotes = (one.quote for fact in known for one in fact.evidence)
    text = next(quotes, known[0].label if known else "")
    return (text if len(text) <= _QUOTE else text[: _QUOTE - 1] + "…").translate(_INNER)


def _label(key: str, labels: Labels) -> str:
    return labels.get(key, key)


def _part(part: Condition, labels: Labels, briefly: bool) -> str:
    text = describe(part, labels, briefly=briefly)
    compound = isinstance(part, AllOf | AnyOf) and len(part.all if isinstance(part, AllOf) else part.any) > 1
    return rule_texts().conditions["group"].format(text=text) if compound else text


def _counted(names: list[str], number: int, briefly: bool) -> str:
    texts = rule_texts()
    if number in (1, len(names)):  # keys of one label are one to the reader, unless they are counted
        every, names = number == len(names), list(dict.fromkeys(names))
        number = len(names) if every else 1
    few = number < len(names) and briefly and len(names) > _ALTERNATIVES
    shown = names[: _ALTERNATIVES - 1] if few else names
    keys = texts.facts["separator"].join(f"“{name.translate(_INNER)}”" for name in shown)
    if few:
        keys = texts.conditions["among"].format(keys=keys, total=len(names))
    if len(names) == 1:
        return keys
    if number == len(names):
        return texts.conditions["all_of"].format(keys=keys)
    template = texts.conditions["any_of" if number == 1 else "number_of"]
    return template.format(keys=keys, number=number)


def _stated(keys: str, as_: tuple[Modality, ...], polarity: tuple[Polarity, ...]) -> str:
    words = rule_texts().conditions
    if as_ == ("problem",):
        # Of any extent: not a duty left undone, but something said of shortcomings, such as their causes.
        if len(set(polarity)) == len(get_args(Polarity)):
            return words["problem_told"].format(keys=keys.translate(_BARE))
        return words["problem_no" if polarity == ("no",) else "problem"].format(keys=keys)
    if len(as_) == 1:
        text = words[as_[0]].format(keys=keys)
    else:
        text = words["mixed"].format(keys=keys, modalities=_modalities(as_))
    extents = {("yes",): "entirely", ("partial",): "partially", ("no",): "denied"}
    return text + (words[extents[polarity]] if polarity in extents else "")


def _measured(condition: Measured, labels: Labels) -> str:
    words = rule_texts().conditions
    label = _label(condition.value, labels)
    if condition.per:
        label += rule_texts().periods[condition.per]
    other = condition.more_than_value or condition.at_most_value
    if other:
        kind = "more_than_value" if condition.more_than_value else "at_most_value"
        text = words[kind].format(label=label, other=_label(other, labels))
    else:
        kind = next(k for k in LIMITS if getattr(condition, k) is not None)
        # Fact keys say that they are rates; every rate is in percent.
        unit = "%" if condition.value.endswith("_rate") else ""
        text = words[kind].format(label=label, number=number_text(condition.limit) + unit)
    if condition.as_ == ("done",):
        return text
    return words["figure_modality"].format(condition=text, modalities=_modalities(condition.as_))


def _modalities(as_: tuple[Modality, ...]) -> str:
    texts = rule_texts()
    return texts.facts["separator"].join(texts.modalities[modality] for modality in as_)
