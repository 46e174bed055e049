"""Before and after: 由A减少到B,压缩X%, 较去年的A增长X%, 高于去年的A, from the structure of the sentence alone."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache
from typing import NamedTuple

from engine.extraction.checks.ground import Found, Ground, Number
from engine.extraction.checks.printed import Amount, Span, agrees, amount, change, difference, show
from engine.extraction.models import Check
from engine.extraction.numerals import arabic
from engine.extraction.patterns import either
from engine.extraction.relations import ChangeRelation, ChangeWords

_LAST = r"(?:去年|上年|上一年度?|前年|20\d\d年)(?:同期|全年|度)?(?P<of>的)?"
_NUM = r"(\d[\d,]*(?:\.\d+)?(?:万|亿)?)"
_SCALE = {"万": 1e4, "亿": 1e8}
_FAR = 16


@cache
def _expressions(
    up: tuple[str, ...], down: tuple[str, ...], above: tuple[str, ...], below: tuple[str, ...]
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A change that is named, the word between two figures, and last year's figure behind this year's."""
    said = re.compile(
        rf"(?P<between>(?:[同环]比|[^\d。;:()较比由从平]){{0,{_FAR}}}?)(?P<word>{either((*up, *down))})"
        r"(?P<fill>(?:了|率|幅度|幅|比例|达到|达|为|约|近|超过|超|到|至)*)"
        rf"(?P<number>{_NUM})(?P<unit>个百分点|[^\d\s,。;:()、以左]{{1,3}}|%)(?P<behind>以上|左右|以内|以下)?"
    )
    arrow = re.compile(rf"[^\d,。;]*?(?P<word>{either((*up, *down))})(?:至|到|为|成)")
    last = re.compile(
        rf"[,(]?(?:同比)?(?P<lead>较|比|与)?(?P<over>{either((*above, *below))})?了?{_LAST}"
        rf"(?P<figure>{_NUM})(?P<unit>[^\d\s,。;:()、]{{1,4}}?)(?:相比)?,?(?:有所)?"
        rf"(?=(?P<word>{either((*up, *down))})|[,。;)、\n]|\Z)"
    )
    return said, arrow, last


class Pair(NamedTuple):
    """Two figures of one thing, before and after. `number` is the latter, `end` where both are told."""

    before: Amount
    after: Amount
    unit: str
    number: Number
    end: int


def check_changes(ground: Ground, taken: Container[int]) -> Found:
    """Everything that the changes of a text show; not again for the numbers at `taken`."""
    return list(Changes(ground, taken).found())


class Changes:
    """Finds pairs of figures and what the text says of their change, but for the numbers at `taken`."""

    def __init__(self, ground: Ground, taken: Container[int]) -> None:
        self.ground, self.taken, words = ground, taken, ground.relations.change_words
        self.words: ChangeWords = words
        self.relations: dict[str, ChangeRelation] = {r.kind: r for r in ground.relations.changes}
        self._said, self._arrow, self._last = _expressions(words.up, words.down, words.above, words.below)

    def found(self) -> Iterator[tuple[int, Check]]:
        """The checks, in text order."""
        numbers = self.ground.numbers
        for i, number in enumerate(numbers):
            if not number.firm:
                continue
            if i and number.slot.frame == "after" and numbers[i - 1].slot.frame == "before":
                yield from self._framed(numbers[i - 1], number)
            else:
                yield from self._against_last(number)

    def _framed(self, first: Number, second: Number) -> Iterator[tuple[int, Check]]:
        """由A减少到B: the direction of the word, and the change named behind."""
        if first.unit != second.unit or not first.firm:
            return
        pair = Pair(first.amount, second.amount, first.unit, second, second.slot.end)
        said = self._arrow.fullmatch(self.ground.text, first.slot.end, second.slot.start)
        if said and first.value != second.value and second.slot.bound_word == "":
            yield from self._direction(pair, said["word"] in self.words.up)
        yield from self._named(pair, first)

    def _against_last(self, number: Number) -> Iterator[tuple[int, Check]]:
        """B件,较去年的A件增长X%; B件,高于去年的A件."""
        found = self._last.match(self.ground.text, number.slot.end)
        if (
            found is None
            or not (found["lead"] or (found["over"] and found["of"]))  # 超过去年100件: by 100
            or self.ground.kind(found["unit"]) != number.unit
        ):
            return
        figure = found["figure"]
        value = arabic(figure.rstrip("万亿")) * _SCALE.get(figure[-1], 1.0)
        before = amount(figure, value, found["unit"])
        pair = Pair(before, number.amount, number.unit, number, found.end())
        if found["over"]:
            yield from self._direction(pair, found["over"] in self.words.above)
        elif found["word"]:
            yield from self._direction(pair, found["word"] in self.words.up)
            yield from self._named(pair, None)

    def _direction(self, pair: Pair, up: bool) -> Iterator[tuple[int, Check]]:
        """More where more is said, less where less is."""
        if any(word in self.ground.text[pair.number.start : pair.number.at] for word in self.words.ranks):
            return
        right = pair.after.value > pair.before.value if up else pair.after.value < pair.before.value
        sign = ">" if up else "<"
        yield from self._make(
            "direction", pair, right, f"{show(pair.after.value)}{sign}{show(pair.before.value)}"
        )

    def _named(self, pair: Pair, first: Number | None) -> Iterator[tuple[int, Check]]:
        """The change that is named right behind a pair, in percent or in the pair's own unit."""
        text = self.ground.text
        found = self._said.match(text, pair.end)
        if (
            found is None
            or found["behind"]
            or re.search("约|近|超|[到至]$", found["fill"].replace("达到", ""))
        ):
            return
        at = found.start("number")
        if at in self.taken or not self._about_it(found["between"], pair, first):
            return
        pair = pair._replace(number=pair.number._replace(at=at), end=found.end("number"))
        up, figure = found["word"] in self.words.up, found["number"]
        unit = found["unit"]
        value = arabic(figure.rstrip("万亿")) * _SCALE.get(figure[-1], 1.0)
        if unit == "%":
            yield from self._rate(pair, amount(figure, value, "%"), up)
        elif self.ground.kind(unit) == pair.unit or (unit == "个百分点" and pair.unit == "%"):
            claimed = amount(figure, value, unit)
            spans = _turned(difference(pair.after, pair.before), up)
            formula = _written(pair, up)
            computed = abs(pair.after.value - pair.before.value)
            yield from self._make("amount", pair, agrees(claimed, *spans), formula, claimed, computed)

    def _rate(self, pair: Pair, claimed: Amount, up: bool) -> Iterator[tuple[int, Check]]:
        if pair.before.value <= 0:
            return
        right = agrees(claimed, *_turned(change(pair.before, pair.after), up))
        if not right and pair.unit == "%":  # from 80% to 90%: 提高10%, loosely
            right = agrees(claimed, *_turned(difference(pair.after, pair.before), up))
        computed = (pair.after.value - pair.before.value) / pair.before.value * (100 if up else -100)
        formula = f"({_written(pair, up)})/{show(pair.before.value)}"
        yield from self._make("rate", pair, right, formula, claimed, computed)

    def _about_it(self, between: str, pair: Pair, first: Number | None) -> bool:
        """Whether what stands between the pair and its change names nothing new."""
        rest = re.sub(either(sorted(self.words.fillers, key=len, reverse=True)), "", between).strip("、,( ")
        if not rest:
            return True
        lead = self.ground.text[(first or pair.number).start : (first or pair.number).slot.start]
        return len(rest) > 1 and rest in lead

    def _make(
        self,
        kind: str,
        pair: Pair,
        right: bool,
        formula: str,
        claimed: Amount | None = None,
        computed: float | None = None,
    ) -> Iterator[tuple[int, Check]]:
        relation = self.relations[kind]
        number = pair.number
        place = number._replace(end=self._clause_end(max(number.end, pair.end)))
        fields = {"a": show(pair.before.value), "b": show(pair.after.value)}
        yield self.ground.make(
            relation, [place], right, formula, claimed, computed, pair.number.shown, **fields
        )

    def _clause_end(self, offset: int) -> int:
        layout = self.ground.reading.layout
        return max(offset, layout.clauses[layout.index_at(offset)].end)


def _turned(spans: tuple[Span, Span], up: bool) -> tuple[Span, Span]:
    near, below = spans
    return spans if up else (Span(-near.high, -near.low), Span(-below.high, -below.low))


def _written(pair: Pair, up: bool) -> str:
    first, second = (pair.after, pair.before) if up else (pair.before, pair.after)
    return f"{show(first.value)}-{show(second.value)}"
