"""What is declared in YAML beside the templates: the shipped file, a user's changes laid over it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from engine.model import Model
from engine.reporting.folder import find, refuse_strangers
from engine.resources import shipped
from engine.yamlio import Places, read_yaml, validate

M = TypeVar("M", bound=Model)


class Declared(NamedTuple, Generic[M]):
    """A declaration and the file, with its places, that mistakes in it are told of."""

    value: M
    path: Path
    places: Places


def load_declared(name: str, model: type[M], templates: Path | None = None) -> Declared[M]:
    """The shipped file `name`, overlaid with that of the folder `templates`: maps key by key, all else whole.

    Raises `FazhiError`, also where a file of that folder replaces nothing: every output asks for the labels.
    """
    path = shipped("templates") / name
    data, places = read_yaml(path)
    own = find(templates, name) if templates else None
    if templates:
        refuse_strangers(templates, shipped("templates"))
    if own is None:
        return Declared(validate(data, places, path, model), path, places)
    changes, own_places = read_yaml(own)
    own_places.values.setdefault((), (1, 1))  # the file may be empty
    return Declared(validate(_overlaid(data, changes), own_places, own, model), own, own_places)


def _overlaid(base: Any, changes: Any) -> Any:
    if isinstance(base, dict) and isinstance(changes, dict):
        return base | {key: _overlaid(base.get(key), value) for key, value in changes.items()}
    return base if changes is None else changes
