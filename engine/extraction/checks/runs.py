"""Lists of parts behind a whole: `320件,其中市场监管150件、交通运输120件、城管60件`.

In: the numbers of a text. Out: `Run`s, each a whole with the parts that stand behind it, read from the sentence alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from engine.extraction.checks.ground import Ground, Number
from engine.extraction.checks.printed import Amount
from engine.extraction.patterns import either

Opening = Literal["within", "complete", "bracket"]
_FURTHEST = 60  # characters from the whole to its first part
_BRACKET = re.compile(r"\([^()]*\)")
_JOINED = re.compile(r"[、]|(?:和(?![解谐])|以及|及(?![时格])|与)")
_NAMES = re.compile(r"、|和(?![解谐])|以及|及(?![时格])|与")
_LABEL = r"(?:[^,。:;()\n]|\([^,。:;()\d\n]{1,6}\))"  # 镇(街): a short bracket is of the name


class Part(NamedTuple):
    """A member of a list: what it counts, how much, and what stands behind its number."""

    number: Number
    label: str
    amount: Amount
    tail: str


class Run(NamedTuple):
    """`tight`: how many of the parts are joined by 、 or 和 from the first on. `ended`: nothing of the kind follows.
    `rest`: the last part is what remains. `open`: the list says that it is not all. `inserted`: it stands in brackets
    right behind its whole."""

    whole: Number
    whole_tail: str
    opening: Opening
    parts: tuple[Part, ...]
    tight: int
    ended: bool
    rest: bool
    open: bool
    inserted: bool


class RunReader:
    """Reads the lists of one text."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.words = ground, ground.relations.list_words
        self._patterns = _patterns(
            self.words.within, self.words.complete, self.words.totals, self.words.open, self.words.each
        )

    def runs(self) -> Iterator[Run]:
        """Every list that its sentence announces."""
        numbers = self.ground.numbers
        for first in numbers[1:]:
            opened = self._opening(first) if first.unit not in self.words.not_added else None
            if opened is not None:
                yield self._run(*opened, first)

    def _opening(self, first: Number) -> tuple[Number, str, Opening, bool, str] | None:
        """The whole before a first part, what stands behind it, how the list is announced, whether in brackets, the
        part's label."""
        ground = self.ground
        before = ground.numbers[first.place - 1]
        if before.paragraph != first.paragraph or first.slot.start - before.slot.end > _FURTHEST:
            return None
        found = self._patterns.opener.fullmatch(ground.text, before.slot.end, first.slot.start)
        if found is None:
            return None
        label = found["label"]
        word, mark = found["word"], found["mark"] or ""
        opening: Opening
        if word in self.words.within or (word and word.startswith(self.words.within)):
            opening = "within"
        elif word or mark in (":", "-", "--"):
            opening = "complete"
        elif mark == "(":
            opening = "bracket"
        else:
            return None
        whole = self._whole(before, first, mark)
        if whole is None:
            return None
        return whole, found["tail"] if whole is before else "", opening, mark == "(", label

    def _whole(self, before: Number, first: Number, mark: str) -> Number | None:
        """The nearest number of the first part's unit; of a sentence before only where it is the only one."""
        if "。" in mark or before.sentence != first.sentence:
            alike = [n for n in self.ground.sentence(before) if n.unit == first.unit]
            return alike[0] if len(alike) == 1 and alike[0] is before else None
        if before.unit == first.unit:
            return before
        number = before
        while number.place and self.ground.numbers[number.place - 1].sentence == first.sentence:
            number = self.ground.numbers[number.place - 1]
            if number.unit == first.unit:
                return number
        return None

    def _run(
        self, whole: Number, whole_tail: str, opening: Opening, inserted: bool, label: str, first: Number
    ) -> Run:
        ground, text = self.ground, self.ground.text
        parts: list[Part] = []
        tight, loose, ended = 0, False, False
        number = first
        while True:
            limit, tail, following = self._behind(number)
            part = self._part(number, label, tail)
            if part is None:
                break
            parts.append(part)
            tight += not loose
            joined = _JOINED.match(text, limit)
            comma = text.startswith(",", limit)
            if following is None or following.sentence != number.sentence or not (joined or comma):
                ended = (
                    following is None
                    or following.sentence != number.sentence
                    or text[limit : limit + 1] in ");"
                )
                break
            label = text[joined.end() if joined else limit + 1 : following.slot.start]
            if following.unit != first.unit or not self._patterns.label.fullmatch(label):
                ended = comma and not any(
                    n.unit == first.unit for n in ground.sentence(number) if n.place > number.place
                )
                break
            loose = loose or (comma and not self._is_rest(label))
            number = following
        last = parts[-1] if parts else None
        said = " ".join(p.label + p.tail for p in parts)
        return Run(
            whole=whole,
            whole_tail=whole_tail,
            opening=opening,
            parts=tuple(parts),
            tight=tight,
            ended=ended,
            rest=last is not None and self._is_rest(last.label),
            open=bool(self._patterns.open.search(said)),
            inserted=inserted,
        )

    def _behind(self, number: Number) -> tuple[int, str, Number | None]:
        """Where what belongs to a part ends, the words right behind it, and the next number that is not in its
        brackets."""
        text, numbers = self.ground.text, self.ground.numbers
        found = self._patterns.tail.match(text, number.slot.end, number.slot.end + _FURTHEST)
        tail, at = (found[0], found.end()) if found else ("", number.slot.end)
        index = number.place + 1
        bracket = _BRACKET.match(text, at, at + 4 * _FURTHEST)
        if bracket is not None:
            at = bracket.end()
            while index < len(numbers) and numbers[index].at < at:
                index += 1
        return at, tail, numbers[index] if index < len(numbers) else None

    def _part(self, number: Number, label: str, tail: str) -> Part | None:
        if not number.firm or any(word in label + tail for word in self.words.another):
            return None
        names = self._patterns.each.search(label)
        if names is None:
            return Part(number, label, number.amount, tail)
        count = len(_NAMES.split(label[: names.start()]))
        if count < 2:
            return None
        return Part(number, label, Amount(number.value * count, number.amount.step * count), tail)

    def _is_rest(self, label: str) -> bool:
        return label.strip().startswith(self.words.rest)


class Patterns(NamedTuple):
    """The words of lists as expressions. `opener`: from the whole to its first part; `label`: what names a part behind
    the first, no total and no list of its own; `tail`: the words right behind a number; `open`: the list goes on, or has
    figures that are no parts; `each`: the number counts for each of the names before it."""

    opener: re.Pattern[str]
    label: re.Pattern[str]
    tail: re.Pattern[str]
    open: re.Pattern[str]
    each: re.Pattern[str]


@cache
def _patterns(
    within_: tuple[str, ...],
    complete_: tuple[str, ...],
    totals_: tuple[str, ...],
    open_: tuple[str, ...],
    each_: tuple[str, ...],
) -> Patterns:
    within, complete, totals = either(within_), either(complete_), either(totals_)
    return Patterns(
        opener=re.compile(
            r"(?P<tail>[^,。:;()、\n-]{0,14}?)\s*(?P<mark>[,(:]|。|--?)?\s*"
            rf"(?P<word>(?:{within})(?:包括|包含|含|有)?|{complete})?[,:]?\s*(?P<label>{_LABEL}{{0,24}})"
        ),
        label=re.compile(rf"(?!(?:{totals})|.*(?:{within})){_LABEL}{{0,16}}"),
        tail=re.compile(r"(?!和|及|与|以及)[^,。:;()、\n\d]{0,12}"),
        open=re.compile(rf"{either(open_)}|\d"),
        each=re.compile(rf"(?:{either(each_)})\Z"),
    )
