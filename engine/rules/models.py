"""What the rules room hands on: a finding per item, and how it was reached."""

from __future__ import annotations

from datetime import date
from typing import Literal

from engine.checklist.models import Item, Severity, Verdict
from engine.extraction.models import Evidence
from engine.model import Model

RulingKind = Literal["review", "attestation", "waiver"]


class Ruling(Model):
    """What a person said of an item: the verdict on review, the proof attested, or the gap waived until a day.

    `verdict` is the person's, None for a waiver, which changes none; `replaced` the one that stood before it. `by` and
    `reason` are never empty. `file` and `digest` (sha256) are of what was handed in with it. `remarks` are Chinese sentences: expired,
    unused, contradicted by a fact.
    """

    item: str
    kind: RulingKind
    verdict: Verdict | None = None
    replaced: Verdict | None = None
    by: str
    reason: str
    on: date | None = None
    until: date | None = None
    file: str | None = None
    digest: str | None = None
    remarks: tuple[str, ...] = ()


class Finding(Model):
    """An item's verdict and what it rests on.

    `reason` is one or two plain Chinese sentences. `facts` are the keys that decided; `evidence` the
    sentences that carry the verdict, `contrary` those that speak against it or only plan it. `flags` are
    short remarks (未到期, 参考值, 未经双核比对). `severity` may be a step below the item's, before the
    item's own date. `rulings` are what persons said of it, in order; they are told wherever the verdict is.
    """

    item: Item
    verdict: Verdict
    severity: Severity
    reason: str
    facts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    contrary: tuple[Evidence, ...] = ()
    flags: tuple[str, ...] = ()
    rulings: tuple[Ruling, ...] = ()

    @property
    def waived(self) -> bool:
        """Whether a waiver in force bears on it; it keeps its verdict and its points."""
        return any(ruling.kind == "waiver" and not ruling.remarks for ruling in self.rulings)


class Judgement(Model):
    """The findings of one document, in checklist order.

    `kernels` names the kernels that computed them; empty where none was asked (a work plan). `notices` are
    Chinese sentences for the reader: what is unknown, what was not cross-checked, where two kernels differ.
    """

    findings: tuple[Finding, ...]
    kernels: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
