"""The extraction room: Document -> facts and checks.

Door: `extract(document, lexicon)`. Each text fact quotes the clause that states it; offsets count in `document.text`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.documents.models import Document
from engine.extraction.arithmetic import derive
from engine.extraction.assertions import read_assertions
from engine.extraction.checks import check
from engine.extraction.checks.figures import Figures
from engine.extraction.draft import Draft
from engine.extraction.evidence import Quoter
from engine.extraction.lexicon import Lexicon, load_lexicon
from engine.extraction.models import Evidence, Extraction, Fact
from engine.extraction.quantities import read_quantities
from engine.extraction.reading import Reading
from engine.extraction.structure import structure_facts
from engine.model import made

__all__ = ["Extraction", "Fact", "Lexicon", "extract", "load_lexicon"]


def extract(document: Document, lexicon: Lexicon) -> Extraction:
    """Everything that the document states and the lexicon knows, in text order."""
    reading = Reading(document, lexicon)
    drafts = [*read_quantities(reading), *read_assertions(reading)]
    quoter = Quoter(document, reading.outline)
    evidence = {draft: quoter.within(draft.far, draft.start, draft.end, draft.at) for draft in drafts}
    facts = [_fact(draft, evidence[draft]) for draft in drafts]
    figures = Figures(drafts)
    facts += derive(figures, lexicon.relations, evidence)
    facts += structure_facts(document, lexicon.labels, facts, quoter)
    checks = tuple(check(reading, drafts, figures, facts, quoter))
    facts += [_fact(wide, evidence[draft]) for draft, wide in _widened(drafts, lexicon)]
    facts.sort(key=lambda fact: fact.evidence[0].start if fact.evidence else len(document.text))
    return made(Extraction, {"facts": tuple(facts), "checks": checks})


def _widened(drafts: list[Draft], lexicon: Lexicon) -> Iterator[tuple[Draft, Draft]]:
    """Each figure that counts for a wider indicator too, and the same under that one; nothing is computed with these."""
    for draft in drafts:
        if key := lexicon.wider.get(draft.key):
            yield draft, draft._replace(key=key, label=lexicon.labels[key])


def _fact(draft: Draft, evidence: Evidence) -> Fact:
    key, label, value, unit, bound, per, scope, modality, polarity, year, why, *_ = draft
    return made(
        Fact,
        {
            "key": key,
            "label": label,
            "value": value,
            "unit": unit,
            "bound": bound,
            "per": per,
            "scope": scope,
            "modality": modality,
            "year": year,
            "source": "text",
            "evidence": (evidence,),
            "polarity": polarity,
            "why": why,
        },
    )
