"""What the extraction room hands on: facts with their quotes, and arithmetic checks."""

from __future__ import annotations

from datetime import date
from typing import Literal

from engine.model import Model

Modality = Literal["done", "planned", "required", "problem", "background"]
Bound = Literal["eq", "ge", "le", "approx"]
Per = Literal["year", "half", "quarter", "month", "term", "person"]
FactSource = Literal["text", "derived", "ledger", "attested", "given"]
Polarity = Literal["yes", "partial", "no"]
Value = bool | int | float | date


class Evidence(Model):
    """A quote: `Document.text[start:end]`, exactly. `section` is the path of headings, outermost first.

    Of another file (a ledger, an attestation) `file` is its name, `cell` the place in it (培训!D7), `start` and `end` are 0.
    """

    quote: str
    start: int
    end: int
    section: str = ""
    page: int | None = None
    file: str | None = None
    cell: str | None = None


class Fact(Model):
    """A number, a date or a statement (`value` true) that the document gives.

    `polarity` tells how far a statement goes: `yes`, `partial` (探索, 试点; in a shortcoming: 有待提升),
    `no` (a shortcoming that the duty is unfulfilled: 不到位, 尚未建立). `why` names the cues that decided the modality.
    """

    key: str
    label: str
    value: Value
    unit: str | None = None
    bound: Bound = "eq"
    per: Per | None = None
    scope: str | None = None
    modality: Modality = "done"
    year: int | None = None
    source: FactSource = "text"
    evidence: tuple[Evidence, ...] = ()
    polarity: Polarity = "yes"
    why: tuple[str, ...] = ()


class Check(Model):
    """A relation between figures that was recomputed. `consistent` is None where the text does not decide it."""

    id: str
    claimed: float | None = None
    computed: float | None = None
    consistent: bool | None = None
    formula: str
    message: str
    evidence: tuple[Evidence, ...] = ()


class Extraction(Model):
    """All that was read out of one document, in text order."""

    facts: tuple[Fact, ...] = ()
    checks: tuple[Check, ...] = ()
