"""The Chinese sentences of checking ledgers: `checklists/texts/ledger_rules.yaml`."""

from __future__ import annotations

from functools import lru_cache

from engine.model import Model
from engine.resources import shipped
from engine.yamlio import load_model


class LedgerTexts(Model):
    """Sentences by group. Braces hold what is filled in."""

    quotes: dict[str, str]
    notices: dict[str, str]
    days: str
    benchmark: str


@lru_cache(maxsize=1)
def ledger_texts() -> LedgerTexts:
    """The shipped texts. Raises `FazhiError` where the file is damaged."""
    return load_model(shipped("checklists") / "texts" / "ledger_rules.yaml", LedgerTexts)


def number(value: float) -> str:
    """A number as one writes it: 60, 7.5."""
    return f"{value:.12g}"
