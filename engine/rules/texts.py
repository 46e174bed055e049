"""The Chinese sentences of this room: `checklists/texts/rules.yaml`."""

from __future__ import annotations

from functools import lru_cache

from engine.model import Model
from engine.resources import shipped
from engine.yamlio import load_model


class RuleTexts(Model):
    """Sentences and words by group. Braces hold what is filled in."""

    own_level: str
    reasons: dict[str, str]
    conditions: dict[str, str]
    facts: dict[str, str]
    flags: dict[str, str]
    notices: dict[str, str]
    changes: dict[str, str]
    modalities: dict[str, str]
    bounds: dict[str, str]
    periods: dict[str, str]
    verdicts: dict[str, str]
    levels: dict[str, str]
    rulings: dict[str, str]


@lru_cache(maxsize=1)
def rule_texts() -> RuleTexts:
    """The shipped texts. Raises `FazhiError` where the file is damaged."""
    return load_model(shipped("checklists") / "texts" / "rules.yaml", RuleTexts)
