"""What a sheet lacks for rules and facts: columns, and values of the checklist.

In: the rules of a kind and the columns that a sheet has. Out: what cannot be checked or counted, told in Chinese.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from engine.ledgers.conditions import needed
from engine.ledgers.limits import Limits
from engine.ledgers.rules import KindRules, LedgerFact, RowRule, Where
from engine.ledgers.texts import ledger_texts


class Missing(NamedTuple):
    """The rules (by id) and the facts (by place) that must be left out, and the sentences that say so."""

    rules: frozenset[str]
    facts: frozenset[int]
    notices: tuple[str, ...]


def missing_of(
    rules: KindRules, columns: Mapping[str, str], limits: Limits, titles: Mapping[str, str]
) -> Missing:
    """What a sheet with these columns cannot be checked for."""
    texts = ledger_texts().notices
    by_columns: dict[tuple[str, ...], list[str]] = {}
    left: set[str] = set()
    notices = []
    for rule in rules.rules:
        lacking = tuple(key for key in dict.fromkeys(columns_of(rule)) if key not in columns)
        if lacking or _nobody(rule, columns):
            by_columns.setdefault(lacking or _nobody(rule, columns), []).append(rule.title)
            left.add(rule.id)
        elif rule.limit is not None and not limits.known(rule.limit):
            notices.append(texts["no_value"].format(title=rule.title))
            left.add(rule.id)
    named = [(_titled(keys, titles), "；".join(found)) for keys, found in by_columns.items()]
    said = [texts["no_column"].format(columns=keys, rules=found) for keys, found in named]
    facts = {i: lacking for i, fact in enumerate(rules.facts) if (lacking := _lacking(fact, columns, left))}
    by_facts: dict[tuple[str, ...], list[str]] = {}
    for i, lacking in facts.items():
        by_facts.setdefault(lacking, []).append(rules.facts[i].says)
    for keys, says in by_facts.items():
        if keys != _RULES:
            said.append(texts["no_column_facts"].format(columns=_titled(keys, titles), facts="；".join(says)))
    return Missing(frozenset(left), frozenset(facts), (*said, *notices))


_RULES = ("",)  # stands for columns where a fact lacks rules only, which are told already


def columns_of(rule: RowRule) -> Iterator[str]:
    """The columns without which a rule says nothing."""
    yield from needed(rule.when)
    if rule.within is not None:
        yield rule.within.to
    if rule.lasts is not None:
        yield from (rule.lasts.from_, rule.lasts.to)
    for one in (rule.is_, rule.valid, rule.amount, rule.total):
        if one is not None:
            yield one.column
    yield from rule.filled or ()


def _nobody(rule: RowRule, columns: Mapping[str, str]) -> tuple[str, ...]:
    """The columns of which an `order` lacks too many, a `within` has none to begin with, or a `total` none that tells one
    person from another."""
    if rule.order is not None and sum(key in columns for key in rule.order) < 2:
        return tuple(key for key in rule.order if key not in columns)
    if rule.within is not None:
        begins = rule.within.from_ if rule.within.limit is not None else None
        starts = tuple(key for key in (begins, rule.within.due) if key is not None)
        return () if any(key in columns for key in starts) else starts
    if rule.total is not None and not any(all(key in columns for key in group) for group in rule.total.by):
        return rule.total.by[0]
    return ()


def _lacking(fact: LedgerFact, columns: Mapping[str, str], left: set[str]) -> tuple[str, ...]:
    """The columns that a fact lacks; a stand-in where it lacks a rule."""
    keys = [key for where in _wheres(fact) for key in needed(where.columns)]
    if fact.span is not None:
        keys += [fact.span.from_, fact.span.to]
    if fact.sum is not None:
        keys.append(fact.sum.column)
    if fact.distinct is not None and not any(all(k in columns for k in group) for group in fact.distinct.by):
        keys += fact.distinct.by[0]
    lacking = tuple(key for key in dict.fromkeys(keys) if key not in columns)
    return lacking or (_RULES if _rules_of(fact, _wheres(fact)) & left else ())


def asked_of(fact: LedgerFact, rules: KindRules) -> frozenset[str]:
    """The columns whose cells a fact asks, itself or by its rules: one that is empty throughout answers nothing."""
    wheres = _wheres(fact)
    named = _rules_of(fact, wheres)
    told = (rule.is_ for rule in rules.rules if rule.id in named)
    by_rules = [one.column for one in told if one is not None and one.empty == "undecided"]
    return frozenset((*(key for where in wheres for key in needed(where.columns)), *by_rules))


def _wheres(fact: LedgerFact) -> list[Where]:
    share = fact.share or fact.proved
    spread = (fact.span, fact.distinct, fact.sum)
    wheres = [fact.count, *((share.of, share.with_) if share else ()), *(one.where for one in spread if one)]
    return [where for where in wheres if where is not None]


def _rules_of(fact: LedgerFact, wheres: list[Where]) -> set[str]:
    named = {rule for where in wheres for rule in (*where.kept, *where.unbroken, *where.judged)}
    return named | ({fact.totals.rule} if fact.totals else set())


def _titled(keys: tuple[str, ...], titles: Mapping[str, str]) -> str:
    return "、".join(titles.get(key, key) for key in keys)
