"""The figures of the dictionary by key, and which of them belong together.

Two figures belong together where the text leaves no choice: in one sentence each key stands once, or as often as the
other (then in order); across sentences of a paragraph, or of the document, every key stands only once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from engine.extraction.draft import Draft

Near = tuple[str, int, str | None, int | None]  # key, sentence, scope, year


class Pairing(NamedTuple):
    """A figure found for another; `sure`: no other could be meant."""

    draft: Draft
    sure: bool


class Figures:
    """What was done or falls short, by key."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._by_key: dict[str, list[Draft]] = defaultdict(list)
        self._in_sentence: dict[Near, list[Draft]] = defaultdict(list)
        self._in_paragraph: dict[tuple[str, int], list[Draft]] = defaultdict(list)
        self.year: int | None = None
        for draft in sorted(drafts, key=lambda draft: draft.at):
            self._in_paragraph[draft.key, draft.paragraph].append(draft)
            if draft.modality == "done" and self.year is None:
                self.year = draft.year
            if draft.modality in ("done", "problem"):
                self._by_key[draft.key].append(draft)
                self._in_sentence[_near(draft.key, draft)].append(draft)

    def of(self, key: str) -> list[Draft]:
        """The figures of a key, in text order."""
        return self._by_key.get(key, [])

    def partner(self, anchor: Draft, key: str, within: str) -> Pairing | None:
        """The figure of `key` that belongs to `anchor`."""
        near = self._in_sentence.get(_near(key, anchor))
        if near:
            return self._nearest(near, anchor)
        if within == "sentence":
            return None
        wide = self._in_paragraph.get((key, anchor.paragraph), [])
        own = self._in_paragraph.get((anchor.key, anchor.paragraph), [])
        if within == "document" and not wide:
            wide, own = self.of(key), self.of(anchor.key)
        alone = len(wide) == len(own) == 1 and _alike(wide[0], anchor)
        return Pairing(wide[0], True) if alone and wide[0].modality in ("done", "problem") else None

    def partners(self, anchor: Draft, keys: Sequence[str], within: str) -> list[Pairing] | None:
        """One for each key, or None; those of other sentences must stand together there and only there."""
        found = [pairing for key in keys if (pairing := self.partner(anchor, key, within)) is not None]
        if len(found) != len(keys):
            return None
        afar = any(pairing.draft.sentence != anchor.sentence for pairing in found)
        if afar and within == "paragraph":
            once = (len(self._in_paragraph[p.draft.key, anchor.paragraph]) == 1 for p in found)
            return found if all(once) else None
        return found

    def _nearest(self, near: list[Draft], anchor: Draft) -> Pairing:
        at = bisect_right(near, anchor.at, key=lambda draft: draft.at) - 1
        rivals = self._in_sentence.get(_near(anchor.key, anchor), [])
        if len(rivals) == len(near):
            return Pairing(near[bisect_left(rivals, anchor.at, key=lambda draft: draft.at)], True)
        return Pairing(near[max(at, 0)], False)


def _near(key: str, draft: Draft) -> Near:
    return key, draft.sentence, draft.scope, draft.year


def _alike(one: Draft, other: Draft) -> bool:
    return one.scope == other.scope and one.year == other.year
