"""Statements: clauses that say something was done, is planned, is required, or falls short.

A phrase matches where its own words stand in one clause and its context words in reach; each key gives at most one fact
a sentence and modality, the best supported one.
"""

from __future__ import annotations

from engine.documents.models import Document
from engine.extraction.draft import Draft
from engine.extraction.layout import Clause, Layout
from engine.extraction.lexicon import Lexicon
from engine.extraction.modality import ModalityReader
from engine.extraction.phrases import Hits, Phrase


def read_assertions(document: Document, text: str, layout: Layout, lexicon: Lexicon) -> list[Draft]:
    """All statements that the dictionary knows, in text order."""
    if not layout.clauses:
        return []
    book = lexicon.assertion_book
    hits = book.find(text)
    reader = ModalityReader(lexicon.modality, document, text)
    best: dict[tuple[str, int, str], tuple[int, Draft]] = {}
    seen: set[tuple[int, int]] = set()
    for start, word in hits.triggers():
        at = layout.index_at(start)
        for number in book.by_trigger[word]:
            if (at, number) in seen:
                continue
            seen.add((at, number))
            phrase = book.phrases[number]
            span = _span(layout, at, phrase, hits, text, document)
            if span is None:
                continue
            draft = _draft(phrase, span, layout.clauses[at], document, layout, lexicon, reader)
            if draft is None:
                continue
            weight = sum(min(book.lengths[w] for w in group.words) for group in phrase.groups)
            slot = (draft.key, draft.sentence, draft.modality)
            if slot not in best or weight > best[slot][0]:
                best[slot] = (weight, draft)
    return sorted((draft for _, draft in best.values()), key=lambda d: d.at)


def _span(
    layout: Layout, at: int, phrase: Phrase, hits: Hits, text: str, document: Document
) -> tuple[int, int, int] | None:
    """First and last offset of the phrase's words in the sentence and the trigger's place, or None."""
    clause = layout.clauses[at]
    if clause.heading:
        return None
    sentence = layout.sentence_start[clause.sentence]
    first, last = clause.end, clause.start
    for group in phrase.groups:
        words = hits.present(group.words)
        found = _place(layout, clause, sentence, words, group.reach, hits, document) if words else None
        if found is None:
            if group.optional:
                continue
            return None
        if found[0] >= sentence:
            first, last = min(first, found[0]), max(last, found[1])
    whole = text[layout.clauses[layout.index_at(min(first, clause.start))].start : clause.end]
    return None if any(word in whole for word in phrase.forbidden) else (first, last, first)


def _place(
    layout: Layout,
    clause: Clause,
    sentence: int,
    words: tuple[int, ...],
    reach: str,
    hits: Hits,
    document: Document,
) -> tuple[int, int] | None:
    for word in words:
        if hit := hits.first_after(word, clause.start, clause.end):
            return hit
    if reach == "clause":
        return None
    for word in words:
        if hit := hits.last_before(word, sentence, clause.start):
            return hit
    if reach == "sentence":
        return None
    paragraph = layout.paragraph_start[clause.paragraph]
    for word in words:
        if hit := hits.last_before(word, paragraph, sentence):
            return hit
    for section in reversed(document.headings_at(clause.start)):
        for word in words:
            if hit := hits.last_before(word, section.start, section.body):
                return hit
    return None


def _draft(
    phrase: Phrase,
    span: tuple[int, int, int],
    clause: Clause,
    document: Document,
    layout: Layout,
    lexicon: Lexicon,
    reader: ModalityReader,
) -> Draft | None:
    indicator = lexicon.assertions[phrase.indicator]
    role = document.role_at(clause.start)
    if indicator.roles and (role is None or role.role not in indicator.roles):
        return None
    first = min(span[0], clause.start)
    start = layout.clauses[layout.index_at(first)].start
    limits = (layout.sentence_start[clause.sentence], _sentence_end(layout, clause))
    decision = reader.of_statement(start, clause.end, clause, limits)
    return Draft(
        key=indicator.key,
        label=indicator.label,
        value=True,
        unit=None,
        bound="eq",
        per=None,
        scope=None,
        modality=decision.modality,
        polarity=decision.polarity,
        year=decision.year or document.report_year,
        why=(decision.why,),
        at=span[2],
        far=start,
        start=start,
        end=clause.end,
        sentence=clause.sentence,
        paragraph=clause.paragraph,
    )


def _sentence_end(layout: Layout, clause: Clause) -> int:
    following = clause.sentence + 1
    return layout.sentence_start[following] if following < len(layout.sentence_start) else clause.end
