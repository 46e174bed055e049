"""The words that tell how a clause is meant, as data: checklists/extraction/modality/, a file for each mood.

In: the folder. Out: `ModalityWords`, each group of cues made ready to search. What they decide is `modality`'s.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from engine.errors import FazhiError
from engine.extraction.models import Modality
from engine.extraction.patterns import any_of
from engine.extraction.scanning import Signs, literals
from engine.model import Model
from engine.yamlio import load_model

Expression = Annotated[str, AfterValidator(lambda written: re.sub(r"\s+", "", written))]
"""A regular expression as it was written, over one line or several: its blanks count nothing."""


class Wording(Model):
    """Words that tell; `patterns` are regular expressions.

    It must be found in each of its `examples` and in none of its `counterexamples`."""

    words: tuple[str, ...] = ()
    patterns: tuple[Expression, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()

    def begins(self, text: str) -> str | None:
        """The word that `text` begins with."""
        found = with_patterns(any_of(self.words), self.patterns).match(text)
        return found[0] if found else None


class Cue(Wording):
    """Words that tell, unless they stand within one of the phrases of `except`."""

    except_: tuple[str, ...] = Field((), alias="except")

    @cached_property
    def needs(self) -> frozenset[str]:
        """Pieces of text of which one must be there for the cue to be found."""
        return frozenset(self.words).union(*map(literals, self.patterns))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return with_patterns(any_of(self.except_, self.words), self.patterns)

    @cached_property
    def _excepted(self) -> frozenset[str]:
        return frozenset(self.except_)

    def find(self, text: str) -> str | None:
        """The first word found."""
        found = self._pattern.search(text)
        while found is not None and found[0] in self._excepted:
            found = self._pattern.search(text, max(found.end(), found.start() + 1))
        return found[0] if found else None

    def begins(self, text: str) -> str | None:
        """The word that `text` begins with."""
        found = self._pattern.match(text)
        return found[0] if found and found[0] not in self._excepted else None


class Topic(Model):
    """A clause that only names what it is about: how it begins and ends."""

    starts: tuple[str, ...]
    ends: tuple[str, ...]


class Others(Model):
    """Other bodies and places, for issuers of one level; the patterns of `bodies` find further ones by their form (省…厅)."""

    bodies: Wording
    wholes: tuple[str, ...]


class Carried(Model):
    """How far another body stays the subject of a sentence.

    `own`: what a clause begins with where it is about the issuer; `joint`: behind the other body, the issuer
    as partner; `single`: in its clause, what makes it the subject of that one alone; `back`: in a later clause, what the
    issuer did upon it."""

    own: Wording
    joint: tuple[Cue, ...]
    single: tuple[Cue, ...]
    back: tuple[Cue, ...]


class OtherBodies(Model):
    """Who is another body, by the issuer's level; `own` are words for the issuer's own place,
    `provincial` are in the names of bodies of a province.

    `followed`: behind 全省 these make a rank or a title of it, no place (全省先进)."""

    all: Others
    prefecture: Others
    county: Others
    own: tuple[str, ...]
    provincial: tuple[str, ...]
    followed: tuple[str, ...]
    carried: Carried


class Frame(Model):
    """What a clause says for those behind it: `opens` begins it, `back` ends it (where
    it has none, `results`), `unless` in a clause of the rest of the
    sentence takes it back; `behind`: the clause that opens it is not in it;
    `later`: only behind a year after the report's. `despite`: the group of `slight` that it belongs to, for indicators that count it."""

    modality: Modality
    because: str
    despite: str | None = None
    behind: bool = False
    later: bool = False
    opens: tuple[Cue, ...]
    back: tuple[Cue, ...] = ()
    unless: tuple[Cue, ...] = ()


class Cues(Model):
    """Cues by how much of the text they look at; `own`: what a plan says of itself;
    `remark`: what makes a statement a mere remark; `starts`: how a clause begins; `topic`: a clause of mere scope;
    `follow`: the clause and the next one together; `lead`: the sentence as far as the clause;
    `number`: the clause of a number; `since`: since when a number counts, `stock`: words of a state, not of a period."""

    near: tuple[Cue, ...] = ()
    clause: tuple[Cue, ...] = ()
    own: tuple[Cue, ...] = ()
    remark: tuple[Cue, ...] = ()
    starts: tuple[Cue, ...] = ()
    follow: tuple[Cue, ...] = ()
    lead: tuple[Cue, ...] = ()
    number: tuple[Cue, ...] = ()
    since: tuple[Cue, ...] = ()
    stock: tuple[str, ...] = ()
    topic: Topic | None = None


class Surpassed(Model):
    """A threshold that a result is compared with: a word before the number and one behind it."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class Problem(Model):
    """Words of shortcomings, by how far they go, and the words that turn a sentence of achievements into one.

    A clause that has a word of `plain` or ends with one of `bare` is one without any turn, unless its sentence tells of mending (`mended`)."""

    near: tuple[Cue, ...]
    no: tuple[Cue, ...]
    follow: tuple[Cue, ...] = ()
    partial: tuple[Cue, ...]
    turn: tuple[str, ...]
    plain: tuple[Cue, ...] = ()
    bare: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()


class Slight(Model):
    """What is less than the act itself (研究部署, 讲解), by names that an indicator may list in `despite`; `follow`: of a
    clause and the next one together."""

    clause: dict[str, tuple[Cue, ...]]
    follow: dict[str, tuple[Cue, ...]]


class FrameWords(Model):
    """What governs the clauses behind it; `results`: what speaks of results again."""

    results: tuple[Cue, ...]
    frames: tuple[Frame, ...]


class ModalityWords(Model):
    """The files of checklists/extraction/modality/, each under its name."""

    required: Cues
    planned: Cues
    background: Cues
    surpassed: Surpassed
    problem: Problem
    partial: Cues
    slight: Slight
    frames: FrameWords
    others: OtherBodies

    @cached_property
    def signs(self) -> Signs:
        """Finds what any cue needs that may stand anywhere in a clause."""
        moods = (*self.required, *self.planned, *self.background, *self.problem, *self.partial)
        every = (*moods, *self.slight.clause.items(), *self.slight.follow.items())
        found = (cue for name, cues in every if name != "starts" and isinstance(cues, tuple) for cue in cues)
        cues = [cue for cue in found if isinstance(cue, Cue)]
        cues += [cue for frame in self.frames.frames for cue in frame.opens]
        patterns = tuple(pattern for cue in cues for pattern in cue.patterns)
        try:
            return Signs([word for cue in cues for word in cue.words], patterns)
        except re.error as error:
            raise _unreadable(patterns) from error


def load_modality(folder: Path) -> ModalityWords:
    """The words in the files of a folder. Raises `FazhiErrors`, one error for each mistake."""
    return ModalityWords(
        required=load_model(folder / "required.yaml", Cues),
        planned=load_model(folder / "planned.yaml", Cues),
        background=load_model(folder / "background.yaml", Cues),
        surpassed=load_model(folder / "surpassed.yaml", Surpassed),
        problem=load_model(folder / "problem.yaml", Problem),
        partial=load_model(folder / "partial.yaml", Cues),
        slight=load_model(folder / "slight.yaml", Slight),
        frames=load_model(folder / "frames.yaml", FrameWords),
        others=load_model(folder / "others.yaml", OtherBodies),
    )


def with_patterns(words: re.Pattern[str], patterns: tuple[str, ...]) -> re.Pattern[str]:
    """The words or, where none stands, one of the patterns."""
    try:
        return re.compile("|".join((words.pattern, *patterns))) if patterns else words
    except re.error as error:
        raise _unreadable(patterns) from error


def mistake_in(pattern: str) -> str | None:
    """What makes a regular expression unreadable."""
    try:
        re.compile(pattern)
    except re.error as error:
        return f"正则表达式“{pattern[:30]}”写错了（{error}）"
    return None


def _unreadable(patterns: tuple[str, ...]) -> FazhiError:
    mistake = next(filter(None, map(mistake_in, patterns)), "正则表达式写错了")
    return FazhiError(mistake, path="extraction/modality", mend="请运行 fazhi indicators test，看是哪一行")
