"""A deed counted beside what there was to do, with its rate or the claim that all was done: 受理N件,办结M件,全部办结."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from engine.extraction.checks.ground import MOST, Found, Ground, Number, Placed
from engine.extraction.checks.printed import Amount, Span, agrees, share, show
from engine.extraction.patterns import any_word, either
from engine.extraction.relations import PairRelation


class Said(NamedTuple):
    """A rate or claim: its place, its clause, and in percent what it says."""

    at: int
    start: int
    end: int
    sentence: int
    paragraph: int
    amount: Amount


def check_pairs(ground: Ground, taken: set[int]) -> Found:
    """Every declared pair that stands with its rate or claim in one sentence; not for the offsets in `taken`."""
    numbers: dict[int, list[Number]] = defaultdict(list)
    for number in ground.numbers:
        numbers[number.sentence].append(number)
    found: Found = []
    for reader in [PairReader(ground, relation) for relation in ground.relations.pairs]:
        for said in reader.said():
            if said.at not in taken:
                found += reader.judge(said, numbers.get(said.sentence, []))
    return found


@cache
def _verb(words: tuple[str, ...], most: int) -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words)})[^,、。;:\d]{{0,{most}}}\Z")


@cache
def _named(rates: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{either(rates)})(?:均|都|也)?(?:为|达到|达|是|:)?\Z")


class PairReader:
    """Reads one relation."""

    def __init__(self, ground: Ground, relation: PairRelation) -> None:
        self.ground, self.relation = ground, relation
        self._done, self._whole = _verb(relation.done, 10), _verb(relation.whole, 14)
        self._refused = any_word(("不予", "未", "没有", "尚", "不", *relation.not_))
        self._rate = _named(relation.rates) if relation.rates else None

    def said(self) -> list[Said]:
        """The rates and claims of the text."""
        ground = self.ground
        found = [
            Said(n.at, n.start, n.end, n.sentence, n.paragraph, n.amount)
            for n in ground.numbers
            if n.unit == "%" and n.firm and self._is_rate(n)
        ]
        layout = ground.reading.layout
        for claim in self.relation.claims:
            at = ground.text.find(claim)
            while at >= 0:
                clause = layout.clauses[layout.index_at(at)]
                if not self._refused.search(ground.text[max(clause.start, at - 6) : at]):
                    place = (at, clause.start, clause.end, clause.sentence, clause.paragraph)
                    found.append(Said(*place, Amount(100.0)))
                at = ground.text.find(claim, at + 1)
        return found

    def _is_rate(self, number: Number) -> bool:
        if self._rate is None:
            return False
        stretch = self.ground.stretch(number)
        found = self._rate.search(stretch)
        return found is not None and not self._refused.search(stretch) and self.ground.reported(number)

    def judge(self, said: Said, numbers: list[Number]) -> Found:
        """The check, where the sentence has one count of the deed before and one or more of what there was to do."""
        if len(numbers) > MOST:
            return []
        before = [n for n in numbers if n.at < said.at and n.unit != "%"]
        done = [n for n in numbers if n.unit != "%" and self._counts(n, self._done)]
        if len(done) != 1 or done[0].at > said.at:
            return []
        part = done[0]
        wholes = [
            n for n in before if n.at < part.at and n.unit == part.unit and self._counts(n, self._whole)
        ]
        if not wholes or not part.firm or not all(n.firm and n.value > 0 for n in wholes):
            return []
        fitting = [n for n in wholes if self._fits(said, part, n)]
        whole = fitting[-1] if fitting else wholes[-1]
        others = [n for n in before if n.unit == part.unit and n is not part]
        if not fitting and (part.value > whole.value or len(others) != len(wholes) or len(wholes) > 2):
            return []
        formula, computed = f"{show(part.value)}/{show(whole.value)}", part.value / whole.value * 100
        fields = {"a": show(part.value), "b": show(whole.value)}
        places: list[Placed] = [said, part, whole]
        made = self.ground.make(
            self.relation, places, bool(fitting), formula, said.amount, computed, part.shown, **fields
        )
        return [made]

    def _fits(self, said: Said, part: Number, whole: Number) -> bool:
        exact = said.amount.step == 0
        return part.value == whole.value if exact else agrees(said.amount, *_share(part, whole))

    def _counts(self, number: Number, pattern: re.Pattern[str]) -> bool:
        stretch = self.ground.stretch(number)
        found = pattern.search(stretch)
        return found is not None and not self._refused.search(
            stretch[max(0, found.start() - 3) : found.start() + 1]
        )


def _share(part: Number, whole: Number) -> tuple[Span, Span]:
    return share(part.amount, whole.amount)
