"""The Chinese labels that all outputs share: `texts.yaml` of the templates, a user's changes laid over it."""

from __future__ import annotations

from pathlib import Path

from engine.model import Model
from engine.reporting.declared import load_declared

NAME = "texts.yaml"


class VerdictText(Model):
    """How a verdict is written; `symbol` is of the GBK set, so that every console can print it."""

    label: str
    symbol: str
    meaning: str


class CompareTexts(Model):
    """Labels of comparisons; the keys are the values of the models' literals."""

    changes: dict[str, VerdictText]
    answers: dict[str, str]
    by: dict[str, str]
    responses: dict[str, str]
    reached: dict[str, str]
    likenesses: dict[str, str]
    rechecks: dict[str, str]
    sheets: dict[str, str]
    heads: dict[str, str]
    phrases: dict[str, str]


class Texts(Model):
    """Labels by group; the keys are the values of the models' literals."""

    verdicts: dict[str, VerdictText]
    severities: dict[str, str]
    modalities: dict[str, str]
    contrary: dict[str, str]
    kinds: dict[str, str]
    levels: dict[str, str]
    bases: dict[str, str]
    bounds: dict[str, str]
    periods: dict[str, str]
    sources: dict[str, str]
    rulings: dict[str, str]
    provided: dict[str, str]
    flags: dict[str, str]
    consistencies: dict[str, str]
    differences: dict[str, str]
    sheets: dict[str, str]
    heads: dict[str, str]
    spans: dict[str, str]
    screen: dict[str, str]
    marks: dict[str, VerdictText]
    side_by_side: dict[str, str]
    phrases: dict[str, str]
    compare: CompareTexts


def load_texts(templates: Path | None = None) -> Texts:
    """The shipped labels, overlaid with those of the folder `templates`.

    Raises `FazhiError`, also where a file of that folder replaces nothing: every output asks for the labels.
    """
    return load_declared(NAME, Texts, templates, closed=True).value
