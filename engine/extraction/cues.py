"""The words that tell how a clause is meant, as data: checklists/extraction/modality.yaml.

In: the file. Out: `ModalityWords`, each group of cues made ready to search. What they decide is `modality`'s.
"""

from __future__ import annotations

import re
from functools import cached_property

from pydantic import Field

from engine.extraction.models import Modality
from engine.extraction.patterns import any_of
from engine.extraction.scanning import Signs, literals
from engine.model import Model


class Cue(Model):
    """Words that tell, unless they stand within one of the phrases of `except`; `patterns` are regular expressions."""

    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
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
    """Other bodies and places, for issuers of one level; `patterns` find further bodies by their form (省…厅)."""

    bodies: tuple[str, ...]
    patterns: tuple[str, ...] = ()
    wholes: tuple[str, ...]


class Carried(Model):
    """How far another body stays the subject of a sentence.

    `own`: expressions that a clause begins with where it is about the issuer; `joint`: behind the other body, the issuer
    as partner; `single`: in its clause, what makes it the subject of that one alone; `back`: in a later clause, what the
    issuer did upon it."""

    own: tuple[str, ...]
    joint: tuple[Cue, ...]
    single: tuple[Cue, ...]
    back: tuple[Cue, ...]


class OtherBodies(Model):
    """Who is another body, by the issuer's level; `own` are words for the issuer's own place.

    `followed`: behind 全省 these make a rank or a title of it, no place (全省先进)."""

    all: Others
    prefecture: Others
    county: Others
    own: tuple[str, ...]
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


class ModalityWords(Model):
    """checklists/extraction/modality.yaml.

    `slight`: what is less than the act itself (研究部署, 讲解), by names that an indicator may list in `despite`;
    `slight_follow`: the same of a clause and the next one together. `frames`: what governs the clauses behind it;
    `results`: what speaks of results again."""

    required: Cues
    planned: Cues
    background: Cues
    surpassed: Surpassed
    problem: Problem
    partial: tuple[Cue, ...]
    slight: dict[str, tuple[Cue, ...]] = Field(default_factory=dict)
    slight_follow: dict[str, tuple[Cue, ...]] = Field(default_factory=dict)
    frames: tuple[Frame, ...] = ()
    results: tuple[Cue, ...] = ()
    others: OtherBodies

    @cached_property
    def signs(self) -> Signs:
        """Finds what any cue needs that may stand anywhere in a clause."""
        groups = (*self.required, *self.planned, *self.background, *self.problem, ("", self.partial))
        every = (*groups, *self.slight.items(), *self.slight_follow.items())
        found = (cue for name, cues in every if name != "starts" and isinstance(cues, tuple) for cue in cues)
        cues = [cue for cue in found if isinstance(cue, Cue)]
        cues += [cue for frame in self.frames for cue in frame.opens]
        words = [word for cue in cues for word in cue.words]
        return Signs(words, [pattern for cue in cues for pattern in cue.patterns])


def with_patterns(words: re.Pattern[str], patterns: tuple[str, ...]) -> re.Pattern[str]:
    """The words or, where none stands, one of the patterns."""
    return re.compile("|".join((words.pattern, *patterns))) if patterns else words
