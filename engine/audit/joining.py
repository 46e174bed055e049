"""One figure from several tables of one kind of ledger, and the statements that rows disprove.

In: the results of all tables, and the rules of their kinds. Out: at most one fact of a key. The counts of offices that keep a
table each are added; a share, an average or a proved statement of each table says nothing of all of them and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from engine.audit.words import AuditTexts
from engine.extraction.models import Bound, Evidence, Fact
from engine.ledgers.models import LedgerResult
from engine.ledgers.rulebook import Rulebook
from engine.rules.statements import is_number


class Joined(NamedTuple):
    """The facts of all ledgers, and by kind's title the labels of those that were left out."""

    facts: tuple[Fact, ...]
    apart: Mapping[str, tuple[str, ...]]


def joined(ledgers: Iterable[LedgerResult], books: Mapping[str, Rulebook], texts: AuditTexts) -> Joined:
    """The facts of `ledgers`, those of several tables of one kind as one."""
    by_kind: dict[str, list[LedgerResult]] = defaultdict(list)
    for ledger in ledgers:
        if ledger.facts:
            by_kind[ledger.kind].append(ledger)
    facts: list[Fact] = []
    apart: dict[str, tuple[str, ...]] = {}
    for kind, tables in by_kind.items():
        against = {fact.key: fact for table in tables for fact in _disproved(table, books[kind], texts)}
        found, left = _of_kind(tables, books[kind])
        facts += [fact for fact in found if fact.key not in against]
        facts += against.values()
        if left:
            apart[tables[0].title] = left
    return Joined(tuple(facts), apart)


def _of_kind(tables: Sequence[LedgerResult], book: Rulebook) -> tuple[list[Fact], tuple[str, ...]]:
    """The facts of the tables of a kind, and the labels of those that cannot be joined."""
    found = [fact for table in tables for fact in table.facts]
    if len(tables) == 1:
        return found, ()
    counts = {fact.key for fact in book.rules.facts if fact.count or fact.sum}
    added = [_added(key, found) for key in dict.fromkeys(fact.key for fact in found) if key in counts]
    return added, tuple(dict.fromkeys(fact.label for fact in found if fact.key not in counts))


def _added(key: str, facts: Iterable[Fact]) -> Fact:
    """The facts of a key as one, each with its evidence; a lower bound where one of them is."""
    own = [fact for fact in facts if fact.key == key]
    value = sum(fact.value for fact in own if is_number(fact.value))
    bound: Bound = "ge" if any(fact.bound == "ge" for fact in own) else "eq"
    evidence = tuple(quote for fact in own for quote in fact.evidence)
    return own[0].model_copy(update={"value": value, "bound": bound, "evidence": evidence})


def _disproved(table: LedgerResult, book: Rulebook, texts: AuditTexts) -> Iterator[Fact]:
    """A shortcoming for each statement (all in time) that rows of a table fall short of."""
    short = {tally.rule: tally for tally in table.tallies if tally.short}
    cells = {finding.rule: finding.cells[0] for finding in reversed(table.findings) if finding.cells}
    for fact in book.rules.facts:
        rule = next((rule for rule in fact.proved.with_.kept if rule in short), None) if fact.proved else None
        if rule is None:
            continue
        quote = texts.phrases["disproved"].format(
            title=short[rule].title, checked=short[rule].checked, short=short[rule].short
        )
        yield Fact(
            key=fact.key,
            label=book.names[fact.key].label,
            value=True,
            modality="problem",
            polarity="no",
            source="ledger",
            evidence=(Evidence(quote=quote, start=0, end=0, file=table.file, cell=cells.get(rule)),),
        )
