"""Figures: slots, the indicator chosen for each, and how the figure is meant."""

from __future__ import annotations

import re

from engine.documents.models import Document
from engine.extraction.choose import Chooser, Match
from engine.extraction.draft import Draft
from engine.extraction.layout import Layout
from engine.extraction.lexicon import Lexicon
from engine.extraction.modality import ModalityReader
from engine.extraction.slots import mask

_WHOLE = ("全市", "全县", "全区", "全省", "全州", "全旗", "全镇")
_SCOPE = re.compile(
    r"全[市县区省州旗镇]|市本级|区本级|县本级|省本级|州本级|本级(?!政府|人大)|各县\(?市?、?区?\)?|各乡镇|各镇街|各部门|市直(?:各)?(?:单位|部门)|区直(?:单位|部门)|"
    r"县直(?:单位|部门)|市、县两级(?:政府|执法部门)?(?:和镇\(街道\))?|局机关"
)


def read_quantities(document: Document, text: str, layout: Layout, lexicon: Lexicon) -> list[Draft]:
    """All figures that the dictionary knows, in text order."""
    marks = mask(text, lexicon.names)
    slots = lexicon.slot_finder.find(text, document.text, marks, layout.starts)
    if not slots or not layout.clauses:
        return []
    hits = lexicon.quantity_book.find(text)
    chooser = Chooser(
        text,
        layout,
        slots,
        hits,
        lexicon.quantity_book,
        lexicon.quantities,
        lexicon.accepts,
        lexicon.own_units,
        _headings(document, layout),
    )
    reader = ModalityReader(lexicon.modality, document, text)
    return [
        draft
        for match in chooser.choose()
        if (draft := _draft(match, document, text, layout, lexicon, reader))
    ]


def _headings(document: Document, layout: Layout) -> list[tuple[tuple[int, int], ...]]:
    """For each clause the limits of the headings above it, innermost first."""
    return [
        tuple(
            (s.start, s.body) for s in reversed(document.headings_at(clause.start)) if s.body <= clause.start
        )
        for clause in layout.clauses
    ]


def _draft(
    match: Match, document: Document, text: str, layout: Layout, lexicon: Lexicon, reader: ModalityReader
) -> Draft | None:
    indicator, slot = lexicon.quantities[match.indicator], match.slot
    clause = layout.clauses[layout.index_at(slot.number)]
    span = document.role_at(slot.number)
    if indicator.roles and (span is None or span.role not in indicator.roles):
        return None
    sentence_start = layout.sentence_start[clause.sentence]
    decision = reader.of_number(clause, slot, sentence_start)
    printed = text[slot.unit_start : slot.unit_end] or "%"
    unit = printed if printed == "%" else document.text[slot.unit_start : slot.unit_end]
    return Draft(
        key=indicator.key,
        label=indicator.label,
        value=int(slot.value) if slot.value == int(slot.value) else slot.value,
        unit=unit,
        bound=slot.bound,
        per=lexicon.slot_finder.per_of(text[match.stretch.before : match.stretch.start])
        if match.shared
        else slot.per,
        scope=_scope(text[sentence_start : slot.start]),
        modality=decision.modality,
        polarity=decision.polarity,
        year=decision.year or document.report_year,
        why=(decision.why,),
        at=slot.number,
        far=max(sentence_start, min(match.first, clause.start)),
        start=clause.start,
        end=clause.end,
        sentence=clause.sentence,
        paragraph=clause.paragraph,
    )


def _scope(lead: str) -> str | None:
    """The part of the body (市本级, 各县区) that the words before a number last named; None for the whole."""
    named = _SCOPE.findall(lead)
    return named[-1] if named and named[-1] not in _WHOLE else None
