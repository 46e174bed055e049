"""Passages of a report that stood in the one before, and how much of it they are.

Sentences that may be alike are found by stretches of characters that both have, so that only few pairs are compared
in full. Titles of laws and set phrases that every report has do not make a sentence a copy.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from engine.compare.likeness import exact, letters, pieces, resemblance
from engine.compare.models import Copy, Copying, Likeness
from engine.compare.sentences import Sentence
from engine.compare.settings import CopyingSettings
from engine.documents.models import Role

_BODY: frozenset[Role] = frozenset(("achievements", "problems", "plan", "first_responsibility"))
_CANDIDATES = 3
_LEAST_SHARED = 0.25  # of a sentence's stretches; fewer can not make it alike
KINDS: tuple[Likeness, ...] = ("same", "numbers", "reworded")


class _Text(NamedTuple):
    """A sentence and its characters; `bare` is how many are left without titles and set phrases."""

    sentence: Sentence
    letters: str
    bare: int


def copied(before: tuple[Sentence, ...], after: tuple[Sentence, ...], limits: CopyingSettings) -> Copying:
    """What `after` took over from `before`, the longest passages first."""
    earlier, later = _texts(before, limits), _texts(after, limits)
    finder = _Finder(earlier, limits)
    found = [copy for text in later if (copy := finder.find(text))]
    total = sum(len(text.letters) for text in later)
    taken = sum(copy.characters for copy in found)
    found.sort(key=lambda copy: (-copy.characters, copy.after.start))
    return Copying(
        characters=total,
        copied=taken,
        share=round(100 * taken / total, 1) if total else 0.0,
        by_kind={kind: sum(copy.characters for copy in found if copy.kind == kind) for kind in KINDS},
        passages=tuple(found),
    )


def _texts(sentences: tuple[Sentence, ...], limits: CopyingSettings) -> list[_Text]:
    """The sentences of the body; headings alone are no text."""
    return [
        _Text(one, letters(one.plain[: limits.longest]), len(letters(limits.formula.sub("", one.plain))))
        for one in sentences
        if one.role in _BODY and not one.heading
    ]


class _Finder:
    """The earlier report's sentences by the stretches that stand in them."""

    def __init__(self, texts: list[_Text], limits: CopyingSettings) -> None:
        self._texts, self._limits = texts, limits
        self._places: dict[str, list[int]] = defaultdict(list)
        for index, text in enumerate(texts):
            for stretch in set(self._stretches(text)):
                self._places[stretch].append(index)

    def _stretches(self, text: _Text) -> Iterator[str]:
        size = self._limits.shingle
        return (text.letters[at : at + size] for at in range(len(text.letters) - size + 1))

    def find(self, text: _Text) -> Copy | None:
        """The earlier sentence that `text` repeats, where there is one."""
        if text.bare < self._limits.least:
            return None
        best: tuple[float, int, int] | None = None
        for index in self._candidates(text):
            likeness, same = resemblance(text.letters, self._texts[index].letters)
            if likeness >= self._limits.similar and (best is None or likeness > best[0]):
                best = likeness, same, index
        return _copy(self._texts[best[2]].sentence, text.sentence, best[0], best[1]) if best else None

    def _candidates(self, text: _Text) -> list[int]:
        """The few earlier sentences that share most stretches with `text`."""
        stretches = set(self._stretches(text))
        shared: Counter[int] = Counter()
        for stretch in stretches:
            places = self._places.get(stretch, [])
            if len(places) <= self._limits.common:
                shared.update(places)
        likely = [
            (-count, index) for index, count in shared.items() if count >= _LEAST_SHARED * len(stretches)
        ]
        return [index for _, index in sorted(likely)[:_CANDIDATES]]


def _copy(before: Sentence, after: Sentence, likeness: float, same: int) -> Copy:
    kind: Likeness = "reworded"
    if letters(before.plain) == letters(after.plain):
        kind = "same" if exact(before.plain) == exact(after.plain) else "numbers"
    ones, others = pieces(before.quote.quote, after.quote.quote)
    return Copy(
        kind=kind,
        likeness=round(likeness, 3),
        characters=same,
        before=before.quote,
        after=after.quote,
        before_pieces=ones,
        after_pieces=others,
    )
