"""What all checks stand on: the numbers of a text in order, with their units made comparable, and how a check is made."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from engine.extraction.checks.printed import MONEY, Amount, amount, show
from engine.extraction.draft import Draft
from engine.extraction.evidence import Quoter
from engine.extraction.models import Check, Evidence
from engine.extraction.reading import Reading
from engine.extraction.relations import Relations, Ruled
from engine.extraction.slots import Slot

_QUOTE = 160
MOST = 40  # numbers of a sentence; no report writes more


class Placed(Protocol):
    """What a check can quote: a stretch of the text, and the place of its number."""

    @property
    def at(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def paragraph(self) -> int: ...


class Number(NamedTuple):
    """A slot with its place. `start`..`end` are its clause's; `unit` stands for all of its kind, `shown` is
    its own (money in 万元); `firm`: an exact statement."""

    place: int
    slot: Slot
    amount: Amount
    unit: str
    shown: str
    firm: bool
    at: int
    start: int
    end: int
    sentence: int
    paragraph: int

    @property
    def value(self) -> float:
        return self.amount.value


class Ground:
    """Made once for a document."""

    def __init__(self, reading: Reading, drafts: list[Draft], quoter: Quoter) -> None:
        self.reading, self.drafts, self.text, self.quoter = reading, drafts, reading.text, quoter
        self.relations: Relations = reading.lexicon.relations
        self._units = {unit: group[0] for group in self.relations.same_units for unit in group}
        slots = reading.slots if reading.layout.clauses else []
        self.numbers = [self._number(index, slot) for index, slot in enumerate(slots)]  # all, in text order
        self._places = [number.at for number in self.numbers]
        self.labels = {d.at: d.label for d in drafts if d.unit}  # of each number that the dictionary reads
        self._keys = {(draft.at, draft.key) for draft in drafts}

    def reads(self, offset: int, keys: tuple[str, ...]) -> bool:
        """Whether the number at an offset is a figure of one of these keys."""
        return any((offset, key) in self._keys for key in keys)

    def unit(self, unit: str) -> str:
        """One unit for all that may be added to each other."""
        return self._units.get(unit, unit)

    def kind(self, unit: str) -> str:
        """As `unit`, with all money in 万元."""
        return "万元" if unit in MONEY else self.unit(unit)

    def at(self, offset: int) -> Number | None:
        """The number at an offset."""
        found = bisect_left(self._places, offset)
        return self.numbers[found] if found < len(self._places) and self._places[found] == offset else None

    def between(self, low: int, high: int) -> list[Number]:
        """The numbers from `low` up to `high`."""
        return self.numbers[bisect_left(self._places, low) : bisect_left(self._places, high)]

    def sentence(self, number: Number) -> list[Number]:
        """The numbers of a number's sentence; of one beyond all measure only those near by."""
        first = last = number.place
        lowest, highest = max(0, first - MOST), min(len(self.numbers) - 1, first + MOST)
        while first > lowest and self.numbers[first - 1].sentence == number.sentence:
            first -= 1
        while last < highest and self.numbers[last + 1].sentence == number.sentence:
            last += 1
        return self.numbers[first : last + 1]

    def stretch(self, number: Number) -> str:
        """The words before a number in its clause, from the number before it on."""
        low = number.start
        if number.place:
            low = max(low, self.numbers[number.place - 1].slot.end)
        return self.text[low : number.slot.start]

    def tail(self, number: Number) -> str:
        """The words behind a number in its clause, up to the number behind it."""
        high = number.end
        if number.place + 1 < len(self.numbers):
            high = min(high, self.numbers[number.place + 1].slot.start)
        return self.text[number.slot.end : high]

    def reported(self, number: Number) -> bool:
        """Whether a number tells what was, not what is planned, required or elsewhere."""
        layout = self.reading.layout
        clause = layout.clauses[layout.index_at(number.at)]
        start = layout.sentence_start[clause.sentence]
        return self.reading.modality.of_number(clause, number.slot, start).modality in ("done", "problem")

    def make(
        self,
        relation: Ruled,
        places: Sequence[Placed],
        consistent: bool | None,
        formula: str,
        claimed: Amount | None = None,
        computed: float | None = None,
        unit: str = "",
        more: str = "",
        **fields: str,
    ) -> tuple[int, Check]:
        """A check of a relation, with where it belongs in the text.

        The first of `places` is what the report claims. `unit` is one of those that amounts are kept in.
        """
        verdicts = self.relations.verdicts
        verdict = {True: verdicts.consistent, False: verdicts.inconsistent, None: verdicts.open}[consistent]
        value = round(claimed.value, 6) if claimed else None
        found = None if computed is None else round(computed, 2)
        shown = {"claimed": show(value), "computed": show(found), "unit": unit} | fields
        check = Check(
            id=relation.id,
            claimed=value,
            computed=found,
            consistent=consistent,
            formula=formula,
            message=relation.message.format(**shown) + more + verdict,
            evidence=self._quotes(places),
        )
        return places[0].at, check

    def _quotes(self, places: Sequence[Placed]) -> tuple[Evidence, ...]:
        """One quote over all figures where it fits, else one for each."""
        start, end = min(p.start for p in places), max(p.end for p in places)
        if end - start <= _QUOTE and len({p.paragraph for p in places}) == 1:
            return (self.quoter.quote(start, end, places[0].at, _QUOTE),)
        quotes = {p.at: self.quoter.quote(p.start, p.end, p.at, _QUOTE) for p in places}
        return tuple(dict.fromkeys(quotes[at] for at in sorted(quotes)))

    def _number(self, index: int, slot: Slot) -> Number:
        layout, text = self.reading.layout, self.text
        clause = layout.clauses[layout.index_at(slot.number)]
        unit = text[slot.unit_start : slot.unit_end] or "%"
        figure = amount(text[slot.number : slot.unit_start], slot.value, unit)
        kind = self.kind(unit)
        firm = slot.bound == "eq" and slot.per is None
        place = (slot.number, clause.start, clause.end, clause.sentence, clause.paragraph)
        return Number(index, slot, figure, kind, kind if unit in MONEY else unit, firm, *place)


Found = list[tuple[int, Check]]
