"""What became of the shortcomings that the earlier report admits.

A shortcoming is still named where the later report admits one of the same matter, by what was read in both (keys) or
by wording. It counts as acted on only where the later report states something of the same key as done; of silence only
silence is said.
"""

from __future__ import annotations

from typing import NamedTuple

from engine.compare.likeness import Weighing, letters
from engine.compare.models import Shortcoming
from engine.compare.sentences import Sentence
from engine.compare.settings import ShortcomingSettings
from engine.extraction.models import Evidence, Fact
from engine.result import Result

_MOST = 3


class Later(NamedTuple):
    """What is looked through for an answer; `known`: keys that the earlier report already had as done."""

    admitted: list[Sentence]
    done: dict[str, list[Fact]]
    known: set[str]


class _Match(NamedTuple):
    """A later shortcoming of the same matter."""

    shared: bool
    likeness: float
    quote: Evidence


def admitted(sentences: tuple[Sentence, ...], limits: ShortcomingSettings) -> list[Sentence]:
    """The sentences that admit a shortcoming: those of the section on problems, and others with a fact of one."""
    return [
        one
        for one in sentences
        if not (one.heading and not _problems(one))
        and len(letters(one.plain)) >= limits.least
        and (_problems(one) or (one.role == "problems" and not limits.opening.search(one.plain)))
    ]


def _problems(sentence: Sentence) -> tuple[Fact, ...]:
    return tuple(fact for fact in sentence.facts if fact.modality == "problem")


def followed(
    before: list[Sentence],
    after: list[Sentence],
    results: tuple[Result, Result],
    weighing: Weighing,
    limits: ShortcomingSettings,
) -> tuple[tuple[Shortcoming, ...], tuple[Evidence, ...]]:
    """Each earlier shortcoming with what the later report says of it; and the later ones that are new."""
    later = Later(after, done_by_key(results[1]), set(done_by_key(results[0])))
    named: set[int] = set()
    found = tuple(_answered(one, later, weighing, limits, named) for one in before)
    fresh = tuple(one.quote for one in after if one.quote.start not in named)
    return found, fresh


def done_by_key(result: Result) -> dict[str, list[Fact]]:
    """What a report states as done, by key."""
    found: dict[str, list[Fact]] = {}
    for fact in result.extraction.facts:
        if fact.modality == "done" and fact.polarity != "no" and fact.evidence:
            found.setdefault(fact.key, []).append(fact)
    return found


def _answered(
    one: Sentence, later: Later, weighing: Weighing, limits: ShortcomingSettings, named: set[int]
) -> Shortcoming:
    """One shortcoming; the later sentences that name it again are noted in `named`."""
    keys = {fact.key for fact in _problems(one)}
    again = []
    for other in later.admitted:
        shared = bool(keys & {fact.key for fact in _problems(other)})
        likeness = weighing.likeness(one.plain, other.plain)
        if shared or likeness >= limits.likely:
            again.append(_Match(shared, likeness, other.quote))
    named.update(match.quote.start for match in again)
    return _still(one, again, limits) if again else _acted_on(one, keys, later)


def _still(one: Sentence, again: list[_Match], limits: ShortcomingSettings) -> Shortcoming:
    """Named again: by the same key, by wording, or by both."""
    again.sort(key=lambda match: (-match.shared, -match.likeness))
    shared, likeness = any(match.shared for match in again), max(match.likeness for match in again)
    alike = likeness >= limits.likely
    return Shortcoming(
        quote=one.quote,
        labels=_labels(one),
        state="still",
        by=(*(("key",) if shared else ()), *(("text",) if alike else ())),
        likeness=likeness,
        sure=likeness >= limits.sure or (shared and alike),
        also_before=False,
        answers=tuple(match.quote for match in again[:_MOST]),
    )


def _acted_on(one: Sentence, keys: set[str], later: Later) -> Shortcoming:
    """Stated as done, or no longer mentioned."""
    done = [fact for key in sorted(keys) for fact in later.done.get(key, ())]
    return Shortcoming(
        quote=one.quote,
        labels=_labels(one),
        state="done" if done else "unmentioned",
        by=("key",) if done else (),
        likeness=None,
        sure=False,
        also_before=bool(done) and all(fact.key in later.known for fact in done),
        answers=tuple({fact.evidence[0].start: fact.evidence[0] for fact in done}.values())[:_MOST],
    )


def _labels(one: Sentence) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.label for fact in _problems(one)))
