"""Statements: clauses that say something was done, is planned, is required, or falls short.

A phrase matches where its own words stand in one clause and its context words in reach; each key gives at most one fact
a sentence, modality and polarity, the best supported one.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from engine.extraction.draft import Draft
from engine.extraction.modality import Decision
from engine.extraction.nearby import Nearby
from engine.extraction.phrases import Group, Phrase
from engine.extraction.reading import Reading


class Statement(NamedTuple):
    """What a phrase makes of a clause: where its words begin in the sentence, where the clause of the first begins,
    and how it is meant."""

    clause: ClauseReader
    number: int
    phrase: Phrase
    first: int
    start: int
    decision: Decision


def read_assertions(reading: Reading) -> list[Draft]:
    """All statements that the dictionary knows, in text order; at one place in the dictionary's."""
    book, indicators, clauses = (
        reading.lexicon.assertion_book,
        reading.lexicon.assertions,
        reading.hits.clauses,
    )
    best: dict[tuple[str, int, str, str], Statement] = {}
    for at, clause in enumerate(reading.layout.clauses):
        if clause.heading or not book.starts_in(clauses[at]):
            continue
        nearby = reading.surroundings.of(at)
        possible = book.possible(nearby)
        if not possible:
            continue
        reader = ClauseReader(reading, at, nearby)
        for number in possible:
            statement = reader.read(number)
            if statement is not None:
                key = indicators[statement.phrase.indicator].key
                decision = statement.decision
                slot = (key, clause.sentence, decision.modality, decision.polarity)
                if slot not in best or _better(statement, best[slot]):
                    best[slot] = statement
    ordered = sorted(best.values(), key=lambda statement: (statement.first, statement.number))
    return [_draft(statement, reading) for statement in ordered]


def _better(one: Statement, other: Statement) -> bool:
    """Whether a statement is better supported than one before; of equal ones the first in the text counts."""
    if one.phrase.weight != other.phrase.weight or one.clause is not other.clause:
        return one.phrase.weight > other.phrase.weight
    return one.clause.order(one.number) < other.clause.order(other.number)


def _draft(statement: Statement, reading: Reading) -> Draft:
    indicator, decision = reading.lexicon.assertions[statement.phrase.indicator], statement.decision
    clause = statement.clause.clause
    year, first, start = decision.year or reading.document.report_year, statement.first, statement.start
    meant = decision.modality, decision.polarity, year, (decision.why,)
    place = first, start, start, clause.end, clause.sentence, clause.paragraph
    return Draft(indicator.key, indicator.label, True, None, "eq", None, None, *meant, *place)


class ClauseReader:
    """Reads the statements of one clause."""

    def __init__(self, reading: Reading, at: int, nearby: Nearby) -> None:
        self.clause = reading.layout.clauses[at]
        self._reading, self._words, self._hits = reading, nearby, reading.hits
        self._at = at
        self._phrases = reading.lexicon.assertion_book.phrases
        self._sentence = reading.layout.sentence_start[self.clause.sentence]
        self._places: dict[int, int | None] = {}
        self._decisions: dict[tuple[int, tuple[str, ...]], Decision] = {}

    def read(self, number: int) -> Statement | None:
        """What a phrase makes of the clause; None where it does not match or does not read this part."""
        phrase, clause, places = self._phrases[number], self.clause, self._places
        first = clause.end
        for group in phrase.groups:
            place = places[group.number] if group.number in places else self._find(group)
            if place is None:
                if not group.optional:
                    return None
            elif self._sentence <= place < first:
                first = place
        start = clause.start if first >= clause.start else self._clause_start(first)
        if phrase.forbidden:
            whole = self._reading.text[start : clause.end]
            for word in phrase.forbidden:
                if word in whole:
                    return None
        indicator = self._reading.lexicon.assertions[phrase.indicator]
        if indicator.roles:
            role = self._reading.outline.role(clause.start)
            if role is None or role.role not in indicator.roles:
                return None
        case = (start, indicator.despite)
        decision = self._decisions[case] if case in self._decisions else self._decide(*case)
        if indicator.admits:
            if decision.modality != "problem":
                return None
            decision = decision._replace(polarity="no")
        return Statement(self, number, phrase, first, start, decision)

    def order(self, number: int) -> tuple[int, int, int]:
        """What orders the phrases of a clause: where the trigger stands, its rank in the dictionary, the phrase's."""
        ranks, phrase = self._reading.lexicon.assertion_book.ranks, self._phrases[number]
        start, rank = min(
            (hit[0], ranks[word])
            for word in phrase.trigger.known & self._words.clause
            if (hit := self._hits.first_in(word, self._at, self.clause.end))
        )
        return start, rank, number

    def _clause_start(self, offset: int) -> int:
        layout = self._reading.layout
        return layout.clauses[layout.index_at(offset)].start

    def _decide(self, start: int, despite: tuple[str, ...]) -> Decision:
        starts, following = self._reading.layout.sentence_start, self.clause.sentence + 1
        limits = (self._sentence, starts[following] if following < len(starts) else self.clause.end)
        decision = self._reading.modality.of_statement(start, self.clause, limits, despite)
        self._decisions[start, despite] = decision
        return decision

    def _find(self, group: Group) -> int | None:
        """Where a word of a group stands: in the clause, or as far before it as the group reaches."""
        place = None
        found = group.known & self._words.clause
        for word in group.ordered(found) if found else ():
            if hit := self._hits.first_in(word, self._at, self.clause.end):
                place = hit[0]
                break
        if place is None and group.reach != "clause":
            place = self._before(group.within(self._words), group.reach == "sentence")
        self._places[group.number] = place
        return place

    def _before(self, words: Collection[int], sentence_only: bool) -> int | None:
        limits = [(self._sentence, self.clause.start)]
        if not sentence_only:
            limits.append((self._reading.layout.paragraph_start[self.clause.paragraph], self._sentence))
            limits += self._reading.outline.headings(self.clause.start)
        for low, high in limits:
            for word in words:
                if hit := self._hits.last_before(word, low, high):
                    return hit[0]
        return None
