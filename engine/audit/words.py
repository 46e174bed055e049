"""The Chinese of this room, and what it weighs work by: `checklists/audit/audit.yaml`."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field

from engine.audit.models import Agreement, Presence, Turn
from engine.checklist.models import Verdict
from engine.model import Model
from engine.resources import shipped
from engine.yamlio import load_model


class Folders(Model):
    """Names in a workspace."""

    report: str
    ledgers: str
    attestations: str
    waivers: str
    materials: str
    results: str
    checklists: str
    settings: str
    mapping: str


class Units(Model):
    """What tells units that measure different things apart; `scales` are what a unit may begin with."""

    working: str
    times: str
    rounds: tuple[str, ...]
    scales: dict[str, float]


class Effort(Model):
    """How much work a gap is, 1 to 3, and why; the first that fits counts."""

    verdicts: tuple[Verdict, ...] = Field(min_length=1)
    material: bool | None = None
    effort: int = Field(ge=1, le=3)
    why: str


class AuditTexts(Model):
    """Sentences and labels by group. Braces hold what is filled in."""

    folders: Folders
    units: Units
    agreements: dict[Agreement, str]
    agreement_labels: dict[Agreement, str]
    agreement_symbols: dict[Agreement, str]
    presences: dict[Presence, str]
    presence_symbols: dict[Presence, str]
    contents: dict[str, str]
    turns: dict[Turn, str]
    efforts: dict[int, str]
    effort_rules: tuple[Effort, ...] = Field(min_length=1)
    questions: dict[str, str]
    places: dict[str, str]
    notices: dict[str, str]
    settings_head: str
    overview: dict[str, str]
    sheets: dict[str, str]
    columns: dict[str, str]
    phrases: dict[str, str]


@lru_cache(maxsize=1)
def audit_texts() -> AuditTexts:
    """The shipped texts. Raises `FazhiError` where the file is damaged."""
    return load_model(shipped("checklists") / "audit" / "audit.yaml", AuditTexts)
