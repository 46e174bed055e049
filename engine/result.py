"""The whole result of checking one document: what the pipeline returns and the reporting room prints."""

from __future__ import annotations

from engine.checklist.models import Part
from engine.documents.models import Document
from engine.extraction.models import Extraction
from engine.model import Model
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
    """Score as a whole, by part, and per item (keyed by item id)."""

    profile: str
    title: str = ""
    total: Score
    parts: tuple[PartScore, ...]
    items: dict[str, Points]


class ChecklistRef(Model):
    """Which checklist was applied, why, and its content hash."""

    id: str
    version: str
    title: str
    chain: tuple[str, ...]
    content_hash: str
    chosen: str
    documents: dict[str, str]


class Result(Model):
    """One document checked. `findings` is empty, and `message` says why, when it is no report."""

    document: Document
    extraction: Extraction
    checklist: ChecklistRef
    findings: tuple[Finding, ...] = ()
    scorecard: Scorecard | None = None
    message: str | None = None
    notices: tuple[str, ...] = ()
