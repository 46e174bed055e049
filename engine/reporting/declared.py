"""What is declared in YAML beside the templates: the shipped file, a user's changes laid over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from engine.errors import FazhiError, FazhiErrors
from engine.model import Model
from engine.reporting.folder import find, mentioned, refuse_strangers
from engine.resources import shipped
from engine.yamlio import Path_, Places, read_yaml, suggest, validate

M = TypeVar("M", bound=Model)


class Declared(NamedTuple, Generic[M]):
    """A declaration and the file, with its places, that mistakes in it are told of."""

    value: M
    path: Path
    places: Places


def load_declared(
    name: str, model: type[M], templates: Path | None = None, *, closed: bool = False
) -> Declared[M]:
    """The shipped file `name`, overlaid with that of the folder `templates`: maps key by key, all else whole.

    Of a `closed` one the user's file may have no key that the shipped has not, but for those that a template of the
    folder uses. Raises `FazhiError`, also where a file of that folder replaces nothing: every output asks for the labels.
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
    value = validate(_overlaid(data, changes), own_places, own, model)
    if closed and templates and (mistakes := [*_strange(data, changes, own, own_places, templates)]):
        raise FazhiErrors(mistakes)
    return Declared(value, own, own_places)


def _strange(
    base: Any, changes: Any, own: Path, places: Places, templates: Path, where: Path_ = ()
) -> Iterator[FazhiError]:
    """An error for each key of `changes` that replaces none of `base`: most likely misspelt."""
    if not (isinstance(base, dict) and isinstance(changes, dict)):
        return
    for key, value in changes.items():
        if key in base:
            yield from _strange(base[key], value, own, places, templates, (*where, key))
        elif not mentioned(templates, key):
            line, column = places.of((*where, key))
            mend = suggest(key, sorted(base)) or "请检查拼写；自带的用语见 templates/texts.yaml"
            yield FazhiError(f"没有“{key}”这个用语", path=own, line=line, column=column, mend=mend)


def _overlaid(base: Any, changes: Any) -> Any:
    if isinstance(base, dict) and isinstance(changes, dict):
        return base | {key: _overlaid(base.get(key), value) for key, value in changes.items()}
    return base if changes is None else changes
