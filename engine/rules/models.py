"""What the rules room hands on: a finding per item."""

from __future__ import annotations

from engine.checklist.models import Item, Severity, Verdict
from engine.extraction.models import Evidence
from engine.model import Model


class Finding(Model):
    """An item's verdict and what it rests on.

    `reason` is one or two plain Chinese sentences. `facts` are the keys that decided; `evidence` the sentences that
    carry the verdict, `contrary` those that speak against it or only plan it. `flags` are short remarks
    (未到期, 参考值, 未经双核比对). `severity` may be a step below the item's, before the item's own date.
    """

    item: Item
    verdict: Verdict
    severity: Severity
    reason: str
    facts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    contrary: tuple[Evidence, ...] = ()
    flags: tuple[str, ...] = ()
