"""Parts and wholes from the structure of a sentence: a part larger than its whole, lists that miss it, totals behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from engine.extraction.checks.ground import MOST, Found, Ground, Number
from engine.extraction.checks.printed import agrees, cut, rounded, show, surely_more, total
from engine.extraction.checks.runs import Part, Run, RunReader
from engine.extraction.models import Check
from engine.extraction.patterns import any_word, either
from engine.extraction.relations import ListRelation


def check_lists(ground: Ground) -> Found:
    """Everything that the lists of a text show."""
    lists = Lists(ground)
    found = [made for run in RunReader(ground).runs() for made in lists.of_run(run)]
    return found + list(lists.totals())


class Lists:
    """Judges lists by the declared relations."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.words = ground, ground.relations.list_words
        self._relations: dict[str, ListRelation] = {r.kind: r for r in ground.relations.lists}
        self._overlap = any_word(self.words.overlapping)
        self._change, self._total = _changing(self.words.changes), _summing(self.words.totals)

    def of_run(self, run: Run) -> Iterator[tuple[int, Check]]:
        """The checks of one list: the first part that is too large, else the sum."""
        if not run.parts or not run.whole.firm or self._is_change(run.whole):
            return
        large = next((p for p in run.parts[: run.tight] if self._larger(p, run)), None)
        made = self._part(run, large) if large else self._sum(run)
        if made is not None:
            yield made

    def _is_change(self, number: Number) -> bool:
        return bool(self._change.search(self.ground.text[number.start : number.slot.start]))

    def _larger(self, part: Part, run: Run) -> bool:
        return surely_more((rounded(part.amount), rounded(part.amount)), run.whole.amount)

    def _part(self, run: Run, part: Part) -> tuple[int, Check] | None:
        """A single part beyond the whole; open where an earlier number may be the whole."""
        if not self._same_thing(run, (part,)) or run.opening == "bracket":
            return None
        whole = run.whole
        consistent = None if self._other_whole(run, part.amount.value) else False
        return self.ground.make(
            self._relations["part"],
            [part.number, whole],
            consistent,
            f"{show(part.amount.value)}<={show(whole.value)}",
            part.amount,
            whole.value,
            whole.shown,
            a=show(part.amount.value),
            b=show(whole.value),
            part=_name(part),
        )

    def _sum(self, run: Run) -> tuple[int, Check] | None:
        """What the parts make together: equal, too much, or for a complete list too little."""
        run = self._with_fitting_whole(run)
        whole = run.whole.amount
        everything = total(p.amount for p in run.parts)
        if len(run.parts) > 1 and agrees(whole, *everything):
            return self._told(run, run.parts, "adds_up" if self._complete(run) else "exceeds", True)
        if self._complete(run) and self._apart(run, run.parts):
            if not self._same_thing(run, run.parts) or self._other_whole(run, _sum(run.parts)):
                return None
            return self._told(run, run.parts, "adds_up", False)
        parts = run.parts[: run.tight]
        if len(parts) < 2 or not surely_more(total(p.amount for p in parts), whole):
            return None
        if not self._apart(run, parts) or not self._same_thing(run, parts):
            return None
        return self._told(run, parts, "exceeds", None if self._other_whole(run, _sum(parts)) else False)

    def _told(
        self, run: Run, parts: Sequence[Part], kind: str, consistent: bool | None
    ) -> tuple[int, Check] | None:
        shown = [show(p.amount.value) for p in parts]
        sign = "<=" if kind == "exceeds" else "="
        return self.ground.make(
            self._relations[kind],
            [run.whole, *(p.number for p in parts)],
            consistent,
            f"{'+'.join(shown)}{sign}{show(run.whole.value)}",
            run.whole.amount,
            _sum(parts),
            run.whole.shown,
            parts="、".join(shown),
        )

    def _complete(self, run: Run) -> bool:
        """Whether the list names all: it says so, its last part is what remains, or its parts are the levels there are."""
        if run.open or not run.ended or len(run.parts) < 2:
            return False
        loose = run.tight < len(run.parts)
        return run.rest or (run.opening == "complete" and not loose) or self._all_levels(run)

    def _all_levels(self, run: Run) -> bool:
        names = [p.label for p in run.parts]
        return any(
            len(levels) == len(names)
            and all(any(word in name for word in level) for level, name in zip(levels, names, strict=True))
            for levels in self.words.levels
        )

    def _apart(self, run: Run, parts: Sequence[Part]) -> bool:
        """Whether nothing is likely to be counted in two of the parts."""
        names = [p.label + p.tail for p in parts]
        if any(self._overlap.search(name) for name in names):
            return False
        for one, others in self.words.nested.items():
            if any(one in name for name in names) and any(o in name for o in others for name in names):
                return False
        return True

    def _same_thing(self, run: Run, parts: Sequence[Part]) -> bool:
        """Whether parts and whole count the same: a unit for anything needs the whole's noun, or no noun at all."""
        if run.whole.unit not in self.words.loose_units:
            return True
        noun = run.whole_tail.strip("的已均都 ")[-2:]
        return all(noun in p.label + p.tail if noun else not p.tail for p in parts)

    def _other_whole(self, run: Run, value: float) -> bool:
        """Whether an earlier number of the sentence is large enough to be the whole."""
        if run.inserted:
            return False
        first = self.ground.sentence(run.whole)[0].place
        return any(
            n.unit == run.whole.unit and n.value >= value
            for n in self.ground.numbers[first : run.whole.place]
        )

    def _with_fitting_whole(self, run: Run) -> Run:
        """The list with the number of its sentence, the nearest or an earlier one, that its parts make."""
        first = self.ground.sentence(run.whole)[0].place
        before = self.ground.numbers[first : run.whole.place + 1]
        spans = total(p.amount for p in run.parts)
        fitting = [n for n in before if n.unit == run.whole.unit and n.firm and agrees(n.amount, *spans)]
        return run._replace(whole=fitting[-1]) if fitting and len(run.parts) > 1 else run

    def totals(self) -> Iterator[tuple[int, Check]]:
        """`A 150件、B 120件、C 50件,共计320件`: what stands before a total in its sentence."""
        for number in self.ground.numbers[1:]:
            before = self.ground.numbers[number.place - 1]
            if before.sentence == number.sentence and number.firm:
                found = self._total.fullmatch(self.ground.text, before.slot.end, number.slot.start)
                made = self._of_total(number) if found else None
                if made is not None:
                    yield made

    def _of_total(self, number: Number) -> tuple[int, Check] | None:
        ground = self.ground
        first = ground.sentence(number)[0].place
        earlier = [n for n in ground.numbers[first : number.place] if n.unit == number.unit]
        if not 2 <= len(earlier) <= MOST or not all(n.firm for n in earlier):
            return None
        near, below = total(())
        for start in range(len(earlier) - 1, -1, -1):
            last = earlier[start].amount
            near, below = near.plus(rounded(last)), below.plus(cut(last))
            if start < len(earlier) - 1 and agrees(number.amount, near, below):
                return self._told_total(number, earlier[start:], True)
            if near.low > number.value + number.amount.step:
                break
        if len(earlier) != number.place - first or not self._one_list(earlier):
            return None
        return self._told_total(number, earlier, False)

    def _one_list(self, numbers: list[Number]) -> bool:
        """Whether the numbers are one list joined by 、 that begins the sentence, and nothing before them counts too."""
        text = self.ground.text
        for one, other in pairwise(numbers):
            between = text[one.slot.end : other.slot.start]
            if not between.startswith(("、", "和", "及")) or re.search(r"[,:;()\d]", between):
                return False
        names = [self.ground.stretch(n) + self.ground.tail(n) for n in numbers]
        if any(self._overlap.search(name) for name in names) or self._is_change(numbers[0]):
            return False
        before = numbers[0].place - 1
        earlier = self.ground.numbers[before] if before >= 0 else None
        return earlier is None or earlier.paragraph != numbers[0].paragraph

    def _told_total(self, number: Number, parts: list[Number], consistent: bool) -> tuple[int, Check] | None:
        shown = [show(n.value) for n in parts]
        return self.ground.make(
            self._relations["total"],
            [number, *parts],
            consistent,
            f"{'+'.join(shown)}={show(number.value)}",
            number.amount,
            sum(n.value for n in parts),
            number.shown,
            parts="、".join(shown),
        )


@cache
def _changing(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words)})了?\Z")


@cache
def _summing(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf",?(?:{either(words)})(?:为|有|是)?")


def _sum(parts: Sequence[Part]) -> float:
    return sum(p.amount.value for p in parts)


def _name(part: Part) -> str:
    return (part.label or part.tail).strip("有为是的各 ") or show(part.amount.value)
