"""Figures: slots, the indicator chosen for each, and how the figure is meant."""

from __future__ import annotations

import re

from engine.extraction.choose import Chooser, Match
from engine.extraction.draft import Draft
from engine.extraction.reading import Reading

_WHOLE = ("全市", "全县", "全区", "全省", "全州", "全旗", "全镇")
# The first character stands apart, so that the expression looks at few places of a text.
_SCOPE = re.compile(
    r"[全市区县省州本各局](?:(?<=全)[市县区省州旗镇]|(?<=[市区县省州])本级|(?<=本)级(?!政府|人大)"
    r"|(?<=各)(?:县\(?市?、?区?\)?|乡镇|镇街|部门)|(?<=市)直(?:各)?(?:单位|部门)(?!为被告)|(?<=[区县])直(?:单位|部门)(?!为被告)"
    r"|(?<=市)、县两级(?:政府|执法部门)?(?:和镇\(街道\))?|(?<=局)机关)"
)
_JOINED = ("政府及", "政府和", "政府、", "政府及其", "政府与")
_ASIDE = re.compile(
    r"\([^()\d]*\d[^()]*\)"
)  # a figure of one level in brackets tells nothing of those behind


def read_quantities(reading: Reading) -> list[Draft]:
    """All figures that the dictionary knows, in text order."""
    if not reading.slots or not reading.layout.clauses:
        return []
    return [draft for match in Chooser(reading).choose() if (draft := _draft(match, reading))]


def _draft(match: Match, reading: Reading) -> Draft | None:
    lexicon, layout, text, slot = reading.lexicon, reading.layout, reading.text, match.slot
    indicator, clause = lexicon.quantities[match.indicator], layout.clauses[match.clause]
    if indicator.roles:
        span = reading.outline.role(slot.number)
        if span is None or span.role not in indicator.roles:
            return None
    sentence_start = layout.sentence_start[clause.sentence]
    decision = reading.modality.of_number(clause, slot, sentence_start)
    printed = reading.document.text[slot.unit_start : slot.unit_end]
    return Draft(
        key=indicator.key,
        label=indicator.label,
        value=int(slot.value) if slot.value == int(slot.value) else slot.value,
        unit=printed if text[slot.unit_start : slot.unit_end] not in ("", "%") else "%",
        bound=slot.bound,
        per=lexicon.slot_finder.per_of(text[match.stretch.before : match.stretch.start])
        if match.shared
        else slot.per,
        scope=_scope(text, sentence_start, slot.start),
        modality=decision.modality,
        polarity=decision.polarity,
        year=decision.year or reading.document.report_year,
        why=(decision.why,),
        at=slot.number,
        far=max(sentence_start, min(match.first, clause.start)),
        start=clause.start,
        end=clause.end,
        sentence=clause.sentence,
        paragraph=clause.paragraph,
    )


def _scope(text: str, start: int, end: int) -> str | None:
    """The part of the body (市本级, 各县区) that `text[start:end]` last named; None for the whole."""
    said = _ASIDE.sub("", text[start:end])
    # 区政府及区直部门 is the whole, not the part named last
    named = ["" if said[: m.start()].endswith(_JOINED) else m[0] for m in _SCOPE.finditer(said)]
    return named[-1] if named and named[-1] and named[-1] not in _WHOLE else None
