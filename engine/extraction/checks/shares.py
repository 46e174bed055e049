"""Shares: 其中维持20件,占40% against its whole, and shares or rates of one whole that make more than all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from engine.extraction.checks.ground import Found, Ground, Number
from engine.extraction.checks.printed import Amount, agrees, share, show, surely_more, total
from engine.extraction.models import Check
from engine.extraction.patterns import any_word, either
from engine.extraction.relations import ListWords, ShareRelation

_SHARE = re.compile(
    r"[^,。:;()、\d]{0,6}[,(、]?\s*占(?:比|比为|比达|总数的?|总量的?|全部的?)?(?:约为|达到|达|为)?"
)
_TAKES = re.compile(r"占(?:比|总数的?|总量的?)?(?:为|达到|达)?\Z")
_WHOLE = Amount(100.0)
_REACH = 600  # characters before a share in which its whole may stand


def check_shares(ground: Ground) -> Found:
    """Everything that the shares of a text show."""
    found: Found = []
    overlap = any_word(ground.relations.list_words.overlapping)
    for relation in ground.relations.shares:
        if relation.kind == "share":
            found += _shares_of_counts(ground, relation)
        else:
            found += _listed(ground, relation, overlap)
            found += _rates(ground, relation)
    return found


def _shares_of_counts(ground: Ground, relation: ShareRelation) -> Iterator[tuple[int, Check]]:
    """The share that stands right behind a part, against the wholes that may be meant."""
    words = ground.relations.list_words
    for rate in ground.numbers[1:]:
        part = ground.numbers[rate.place - 1]
        near = rate.unit == "%" and part.unit != "%" and part.sentence == rate.sentence
        if not near or not (rate.firm and part.firm and part.value > 0):
            continue
        if not _SHARE.fullmatch(ground.text, part.slot.end, rate.slot.start):
            continue
        made = _share_of_count(ground, relation, words, part, rate)
        if made is not None:
            yield made


def _share_of_count(
    ground: Ground, relation: ShareRelation, words: ListWords, part: Number, rate: Number
) -> tuple[int, Check] | None:
    """Only where the sentence has one whole before 其中 is a share that fits no number of its paragraph wrong."""
    sentence = ground.sentence(rate)
    start = sentence[0].start
    opened = max(ground.text.rfind(word, start, part.at) for word in words.within)
    wholes = [n for n in sentence if n.unit == part.unit and n.at < opened]
    if not wholes:
        return None
    whole = wholes[-1]
    formula = f"{show(part.value)}/{show(whole.value)}"
    fitting = agrees(rate.amount, *share(part.amount, whole.amount))
    if not fitting:
        paragraph = ground.reading.layout.paragraph_start[rate.paragraph]
        low = max(paragraph, rate.at - _REACH)
        rivals = [n for n in ground.between(low, rate.at) if n.unit == part.unit and n.value > 0]
        if (
            len(wholes) > 1
            or not whole.firm
            or whole.value <= 0
            or ground.text.count("其中", start, part.at) > 1
        ):
            return None
        if any(agrees(rate.amount, *share(part.amount, n.amount)) for n in rivals if n is not part):
            return None
    computed = part.value / whole.value * 100
    fields = {"a": show(part.value), "b": show(whole.value)}
    return ground.make(
        relation, [rate, part, whole], fitting, formula, rate.amount, computed, part.shown, **fields
    )


def _listed(ground: Ground, relation: ShareRelation, overlap: re.Pattern[str]) -> Iterator[tuple[int, Check]]:
    """`A占40%、B占35%、C占30%`."""
    run: list[Number] = []
    for number in [*ground.numbers, None]:
        if number is not None and _continues(ground, run, number):
            run.append(number)
            continue
        if len(run) > 1 and not any(overlap.search(ground.stretch(n)) for n in run):
            yield from _too_much(ground, relation, run)
        run = [number] if number is not None and _takes(ground, number) else []


def _takes(ground: Ground, number: Number) -> bool:
    return number.unit == "%" and number.firm and bool(_TAKES.search(ground.stretch(number)))


def _continues(ground: Ground, run: list[Number], number: Number) -> bool:
    if not run or run[-1].sentence != number.sentence or not _takes(ground, number):
        return False
    between = ground.text[run[-1].slot.end : number.slot.start]
    return between.startswith("、") and "," not in between and "(" not in between


def _rates(ground: Ground, relation: ShareRelation) -> Iterator[tuple[int, Check]]:
    """Rates that exclude each other, by their names, in one sentence."""
    names = {name: i for i, group in enumerate(relation.rates) for name in group}
    if not names:
        return
    pattern = _named(tuple(names))
    by_sentence: dict[tuple[int, int], list[tuple[str, Number]]] = {}
    for number in ground.numbers:
        found = pattern.search(ground.stretch(number).lstrip("、,")) if number.unit == "%" else None
        if found and number.firm:
            by_sentence.setdefault((number.sentence, names[found[1]]), []).append((found[1], number))
    for pairs in by_sentence.values():
        if len(pairs) > 1 and len({name for name, _ in pairs}) == len(pairs):
            yield from _too_much(ground, relation, [number for _, number in pairs])


@cache
def _named(names: tuple[str, ...]) -> re.Pattern[str]:
    spelled = either(sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![一-龥])(?:其中)?(?:行政复议|案件)?({spelled})[为达到是:]{{0,3}}\Z")


def _too_much(ground: Ground, relation: ShareRelation, run: list[Number]) -> Iterator[tuple[int, Check]]:
    more = surely_more(total(n.amount for n in run), _WHOLE)
    summed = sum(n.value for n in run)
    if not more and abs(summed - 100) > 1e-9:
        return
    shown = [show(n.value) for n in run]
    formula = f"{'+'.join(shown)}<=100"
    made = ground.make(relation, [*run], not more, formula, None, summed, "%", parts="%、".join(shown) + "%")
    yield made
