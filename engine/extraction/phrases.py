"""The pattern language of the dictionary, compiled: `written` lines become `Phrase`s over one set of words.

In: indicators. Out: a `PhraseBook`, which tells the phrases that the words in and around a clause allow. Nothing of a pattern is ever
run as code or as a regular expression.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Literal, NamedTuple

from engine.errors import FazhiError
from engine.extraction.dictionary import Indicator
from engine.extraction.nearby import Nearby
from engine.extraction.words import Vocabulary, Word, is_spelled, spelled

Reach = Literal["clause", "sentence", "context"]
_SIGILS: dict[str, Reach] = {"~": "sentence", "@": "context"}
OPTIONAL = 0.5  # what a word counts for that need not be there
_SHORTEST = attrgetter("shortest")
_FRAMES = {"〔前〕": "before", "〔后〕": "after"}


class Group(NamedTuple):
    """Alternatives of which one must be there (or may, when `optional`).

    Groups of the same words and reach have the same `number`; `needed`: one must be there in the clause itself.
    `shortest` and `longest` count the characters of its words.
    """

    words: tuple[int, ...]
    reach: Reach
    optional: bool
    number: int
    needed: bool
    known: frozenset[int]
    shortest: int
    longest: int

    def within(self, nearby: Nearby) -> Collection[int]:
        """Those of the group's words that stand in its reach, in the order in which they are written."""
        if self.reach == "clause":
            return self.ordered(self.known & nearby.clause)
        if self.reach == "sentence":
            return self.ordered(self.known & nearby.sentence)
        return self.ordered((self.known & nearby.paragraph) | (self.known & nearby.headings))

    def ordered(self, found: frozenset[int]) -> Collection[int]:
        """Words of the group in the order in which they are written."""
        return found if len(found) < 2 else [word for word in self.words if word in found]


class Phrase(NamedTuple):
    """One line of `written`, the `number`th of its book. `own` are the groups that the clause itself must have, `trigger` the longest of them;
    `weight` counts the shortest words, `most` the longest, each group by how far it counts."""

    number: int
    indicator: int
    groups: tuple[Group, ...]
    own: tuple[Group, ...]
    forbidden: tuple[str, ...]
    frame: str
    trigger: Group
    weight: int
    most: float


class ParsedLine(NamedTuple):
    """A line of `written` before its words are numbered: (alternatives, reach, optional) for each group."""

    groups: tuple[tuple[tuple[Word, ...], Reach, bool], ...]
    forbidden: tuple[str, ...]
    frame: str


@cache
def parse_line(line: str) -> ParsedLine:
    """The groups of one line. Raises `FazhiError` (without a place) for a line that can never match."""
    groups: list[tuple[tuple[Word, ...], Reach, bool]] = []
    forbidden: list[str] = []
    frame = ""
    for token in line.split():
        if token in _FRAMES:
            frame = _FRAMES[token]
        elif token[0] == "-" and len(token) > 1:
            forbidden += [spelled(word) for word in token[1:].split("|") if word]
        else:
            groups.append(_group(token, line))
    if not any(reach == "clause" and not optional for _, reach, optional in groups):
        raise FazhiError(f"写法“{line}”没有本分句里的词", mend="至少写一个不带 @、~、? 的词")
    return ParsedLine(tuple(groups), tuple(forbidden), frame)


def _group(token: str, line: str) -> tuple[tuple[Word, ...], Reach, bool]:
    optional = token.startswith("?")
    body = token[1:] if optional else token
    reach: Reach = _SIGILS.get(body[:1], "clause")
    body = body[1:] if body[:1] in _SIGILS else body
    as_is = is_spelled(body)
    words = tuple([_word(alternative, as_is) for alternative in body.split("|")])
    if not all(word.pieces for word in words):
        raise FazhiError(f"写法“{line}”里有空词“{token}”", mend="请删去多余的 | 或 …")
    return words, reach, optional


def _word(written: str, as_is: bool) -> Word:
    """A word of the pieces between …; `as_is`: nothing in them is to be spelled otherwise."""
    if "…" not in written and as_is:
        return Word((written,) if written else ())
    pieces = written.split("…")
    return Word(tuple([word for piece in pieces if (word := piece if as_is else spelled(piece))]))


class PhraseBook:
    """All phrases of some indicators, over the words of `vocabulary`."""

    def __init__(self, indicators: tuple[Indicator, ...], vocabulary: Vocabulary) -> None:
        self.lengths = vocabulary.lengths
        self.ranks: dict[int, int] = {}  # words in the order in which the dictionary names them
        self._vocabulary = vocabulary
        self._numbers: dict[tuple[tuple[int, ...], Reach], int] = {}
        self._groups: dict[tuple[tuple[int, ...], Reach, bool], Group] = {}
        self.phrases: list[Phrase] = []
        for number, indicator in enumerate(indicators):
            forbidden = tuple(spelled(word) for word in indicator.not_)
            for line in indicator.written:
                self.phrases.append(self._phrase(number, parse_line(line), forbidden))
        self._own: list[tuple[frozenset[int], ...]] = []
        self._beyond: list[tuple[tuple[frozenset[int], bool], ...]] = []  # True: in the sentence
        self._by_word = self._index()
        self._first = frozenset(self._by_word)

    def possible(self, nearby: Nearby) -> list[int]:
        """The phrases of which every group that must be there has a word in its reach. In no order."""
        own, beyond, result = self._own, self._beyond, []
        clause, sentence, paragraph, headings = nearby
        for number in set().union(*map(self._by_word.__getitem__, clause & self._first)):
            for group in own[number]:
                if group.isdisjoint(clause):
                    break
            else:
                for group, near in beyond[number]:
                    if group.isdisjoint(sentence if near else paragraph) and (
                        near or group.isdisjoint(headings)
                    ):
                        break
                else:
                    result.append(number)
        return result

    def starts_in(self, clause: set[int]) -> bool:
        """Whether any phrase may stand in a clause of these words."""
        return not self._first.isdisjoint(clause)

    def _phrase(self, indicator: int, line: ParsedLine, forbidden: tuple[str, ...]) -> Phrase:
        groups = tuple(self._group(*group) for group in line.groups)
        own = tuple(group for group in groups if group.needed)
        return Phrase(
            len(self.phrases),
            indicator,
            groups,
            own,
            forbidden + line.forbidden,
            line.frame,
            max(own, key=_SHORTEST),
            sum([group.shortest for group in groups]),
            sum([group.longest * (OPTIONAL if group.optional else 1.0) for group in groups]),
        )

    def _group(self, words: tuple[Word, ...], reach: Reach, optional: bool) -> Group:
        """A group; those that are alike are one, for many are."""
        numbers = tuple(map(self._vocabulary.add, words))
        known = self._groups.get((numbers, reach, optional))
        if known is not None:
            return known
        for word in numbers:
            self.ranks.setdefault(word, len(self.ranks))
        lengths = [self.lengths[word] for word in numbers]
        number = self._numbers.setdefault((numbers, reach), len(self._numbers))
        needed = reach == "clause" and not optional
        made = Group(numbers, reach, optional, number, needed, frozenset(numbers), min(lengths), max(lengths))
        self._groups[numbers, reach, optional] = made
        return made

    def _index(self) -> dict[int, list[int]]:
        """Phrases by the words of that own group which fewest phrases have; for each its other needs, in the clause
        and around it."""
        common = Counter(chain.from_iterable(group.known for phrase in self.phrases for group in phrase.own))
        counts = {
            group.number: sum([common[word] for word in group.known]) for group in self._groups.values()
        }
        by_word: dict[int, list[int]] = defaultdict(list)
        for number, phrase in enumerate(self.phrases):
            rarest = min(phrase.own, key=lambda group: counts[group.number])
            for word in rarest.known:
                by_word[word].append(number)
            self._own.append(tuple([group.known for group in phrase.own if group is not rarest]))
            needs = (group for group in phrase.groups if not group.optional and not group.needed)
            self._beyond.append(tuple([(group.known, group.reach == "sentence") for group in needs]))
        return dict(by_word)
