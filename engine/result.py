"""The whole result of checking one document: what the pipeline returns and the reporting room prints."""

from __future__ import annotations

from datetime import date
from typing import Literal

from engine.checklist.models import Part
from engine.documents.models import Document
from engine.extraction.models import Extraction
from engine.model import Model
from engine.profile import Profile
from engine.rules.models import Finding


class Points(Model):
    """Points of one item: earned and obtainable."""

    points: float
    possible: float


class Score(Model):
    """Sums of points. `rate` and `coverage` are percentages; `ceiling` is what could still be reached.

    `bonus` is in `proved`; `remarks` say in Chinese which bonuses and vetoes counted.
    """

    proved: float
    ceiling: float
    possible: float
    rate: float
    coverage: float
    grade: str
    verdicts: dict[str, int]
    bonus: float = 0
    remarks: tuple[str, ...] = ()


class PartScore(Model):
    """The score of one part of the outline."""

    part: Part
    score: Score


class Scorecard(Model):
    """Score as a whole, by part, and per item (keyed by item id), with the rules that made it, so that it can be made anew.

    `graded` is false where the document earns no grade (a work plan).
    """

    profile: str
    title: str = ""
    total: Score
    parts: tuple[PartScore, ...]
    items: dict[str, Points]
    rules: Profile
    graded: bool = True


class ChecklistRef(Model):
    """Which checklist was applied, why, and its content hash."""

    id: str
    version: str
    title: str
    chain: tuple[str, ...]
    content_hash: str
    chosen: str
    documents: dict[str, str]


ActionStatus = Literal["open", "doing", "done", "paused"]


class Action(Model):
    """What people plan for the gap of an item. `unit` None: as suggested; empty: nobody is named."""

    item: str
    unit: str | None = None
    due: date | None = None
    status: ActionStatus = "open"
    note: str = ""


class Result(Model):
    """One document checked. `findings` is empty, and `message` says why, when it is no report.

    `actions` is the action plan as people filled it in.
    """

    document: Document
    extraction: Extraction
    checklist: ChecklistRef
    findings: tuple[Finding, ...] = ()
    scorecard: Scorecard | None = None
    message: str | None = None
    notices: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
