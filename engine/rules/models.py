"""What the rules room hands on: a finding per item, and how it was reached."""

from __future__ import annotations

from engine.checklist.models import Item, Severity, Verdict
from engine.extraction.models import Evidence
from engine.model import Model


class Finding(Model):
    """An item's verdict and what it rests on.

    `reason` is one or two plain Chinese sentences. `facts` are the keys that decided; `evidence` the
    sentences that carry the verdict, `contrary` those that speak against it or only plan it. `flags` are
    short remarks (未到期, 参考值, 未经双核比对). `severity` may be a step below the item's, before the
    item's own date.
    """

    item: Item
    verdict: Verdict
    severity: Severity
    reason: str
    facts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    contrary: tuple[Evidence, ...] = ()
    flags: tuple[str, ...] = ()


class Judgement(Model):
    """The findings of one document, in checklist order.

    `kernels` names the kernels that computed them; empty where none was asked (a work plan). `notices` are
    Chinese sentences for the reader: what is unknown, what was not cross-checked, where two kernels differ.
    """

    findings: tuple[Finding, ...]
    kernels: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
