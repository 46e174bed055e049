"""Numbers that no indicator reads: what the dictionary could still learn.

In: a document and the lexicon. Out: each such number with its unit, clause and the words it counts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from engine.documents.models import Document
from engine.extraction.evidence import Quoter
from engine.extraction.lexicon import Lexicon
from engine.extraction.models import Evidence
from engine.extraction.quantities import read_quantities
from engine.extraction.reading import Reading
from engine.extraction.slots import Slot
from engine.model import Model

_NOUN = re.compile(r"[一-龥A-Za-z“”+·]{1,12}\Z")
_AFTER = re.compile(r"[一-龥]{1,8}")
_TAIL = re.compile(r"(?:共计|累计|合计|分别|均|共有|共|达到|达|为|约|已|了|有|等|各类|近|超过?|总数)+\Z")
_QUOTES = str.maketrans("", "", "“”")


class Unmapped(Model):
    """A number without a fact. `noun` is what stands before it, or behind it where nothing does."""

    noun: str
    unit: str
    number: str
    value: int | float
    evidence: Evidence


class Gap(Model):
    """Unmapped numbers of one noun and unit, with how often they occur."""

    noun: str
    unit: str
    times: int
    examples: tuple[Unmapped, ...]


def find_unmapped(document: Document, lexicon: Lexicon) -> list[Unmapped]:
    """The numbers with a unit that gave no fact, in text order."""
    reading, quoter = Reading(document, lexicon), Quoter(document)
    read = {draft.at for draft in read_quantities(reading)}
    return [_describe(slot, reading, quoter) for slot in reading.slots if slot.number not in read]


def group_by_noun(found: list[Unmapped]) -> list[Gap]:
    """The most frequent first; equal ones by noun."""
    groups: dict[tuple[str, str], list[Unmapped]] = defaultdict(list)
    for one in found:
        groups[one.noun, one.unit].append(one)
    counted = Counter({key: len(ones) for key, ones in groups.items()})
    ordered = sorted(counted, key=lambda key: (-counted[key], key))
    return [Gap(noun=k[0], unit=k[1], times=counted[k], examples=tuple(groups[k])) for k in ordered]


def _describe(slot: Slot, reading: Reading, quoter: Quoter) -> Unmapped:
    clause = reading.layout.clauses[reading.layout.index_at(slot.number)]
    text, printed = reading.text, reading.document.text
    return Unmapped(
        noun=_noun(text[clause.start : slot.start], text[slot.end : clause.end]),
        unit=printed[slot.unit_start : slot.unit_end] or "%",
        number=printed[slot.number : slot.end],
        value=int(slot.value) if slot.value == int(slot.value) else slot.value,
        evidence=quoter.quote(clause.start, clause.end, slot.number),
    )


def _noun(lead: str, behind: str) -> str:
    """The last words before the number, without fillers; else the first behind it."""
    before = _NOUN.search(_TAIL.sub("", lead))
    if before:
        return before[0].translate(_QUOTES)[-8:]
    after = _AFTER.match(behind)
    return after[0] if after else ""
