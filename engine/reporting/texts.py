"""The Chinese labels that all outputs share: `texts.yaml` of the templates, a user's changes laid over it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.model import Model
from engine.reporting.folder import find, refuse_strangers
from engine.resources import shipped
from engine.yamlio import Places, read_yaml, validate

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
    marks: dict[str, VerdictText]
    side_by_side: dict[str, str]
    phrases: dict[str, str]
    compare: CompareTexts


def load_texts(templates: Path | None = None) -> Texts:
    """The shipped labels, overlaid with those of the folder `templates`.

    Raises `FazhiError`, also where a file of that folder replaces nothing: every output asks for the labels.
    """
    path = shipped("templates") / NAME
    data, places = read_yaml(path)
    own = find(templates, NAME) if templates else None
    if templates:
        refuse_strangers(templates, shipped("templates"))
    if own is None:
        return validate(data, places, path, Texts)
    changes, own_places = read_yaml(own)
    return validate(_overlaid(data, changes), _or_first(own_places), own, Texts)


def _overlaid(base: Any, changes: Any) -> Any:
    if isinstance(base, dict) and isinstance(changes, dict):
        return base | {key: _overlaid(base.get(key), value) for key, value in changes.items()}
    return base if changes is None else changes


def _or_first(places: Places) -> Places:
    """Places of a file that may be empty."""
    places.values.setdefault((), (1, 1))
    return places
