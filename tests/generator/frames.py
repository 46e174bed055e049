"""The frames: how reports write the figure of each key, and what stands around it. Read from `frames/*.yaml`.

A frame is a template. `(甲|乙|)` is a choice; `<n:件|宗>` is a number with one of these units and stands for the key it
is listed under; `<closed:件>` is another key of the same family, `<audit.projects:个>` of another one, `<x:棵>` has no
key. `&` joins keys that share one number, `/` separates keys that are equally right, `?` adds one
that may be read besides; a leading `-` keeps the number at
or below the one before. `@Y @P @N` are the report's year, the one before and the next.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from engine.extraction.models import Modality
from engine.model import Model
from engine.yamlio import load_model

FOLDER = Path(__file__).parent / "frames"
Write = Literal["any", "digits", "chinese"]
Kind = Literal[
    "plain", "number first", "list", "carried", "respectively", "shared", "of which", "before and after"
]

_SLOT = re.compile(r"<(-?)([^<>:?]+)(?:\?([^<>:]+))?:([^<>]+)>")


class Slot(NamedTuple):
    """A place for a number: its keys (each with what is equally right), its units; `falling`: not above the last."""

    keys: tuple[tuple[str, ...], ...]
    tolerated: tuple[str, ...]
    units: tuple[str, ...]
    falling: bool


class Choice(NamedTuple):
    """One of several sequences."""

    options: tuple[tuple[str | Slot | Choice, ...], ...]


Part = str | Slot | Choice
Template = tuple[Part, ...]


class KeyFrames(Model):
    """How one key is written. `acts` can be planned or demanded, `norms` demanded; `names` name a rate."""

    frames: tuple[str, ...]
    range: tuple[float, float] | None = None
    write: Write = "any"
    modality: tuple[Modality, ...] = ("done",)
    acts: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class Topic(Model):
    """Keys that stand together in a report, and the headings they stand under."""

    headings: tuple[str, ...]
    keys: dict[str, KeyFrames]


class Context(Model):
    """What stands around the frames."""

    leads: tuple[str, ...]
    joints: tuple[str, ...]
    fillers: tuple[str, ...]
    openers: tuple[str, ...]
    distractors: tuple[str, ...]
    heading_marks: tuple[str, ...]
    achievement_heads: tuple[str, ...]
    problem_heads: tuple[str, ...]
    plan_heads: tuple[str, ...]
    plan_openers: tuple[str, ...]
    moods: dict[str, tuple[str, ...]]


class Frame(NamedTuple):
    """A template under its key, parsed."""

    key: str
    source: str
    template: Template
    kind: Kind


@lru_cache(maxsize=1)
def topics() -> tuple[Topic, ...]:
    """All topics, by file name."""
    return tuple(load_model(path, Topic) for path in sorted(FOLDER.glob("[!_]*.yaml")))


@lru_cache(maxsize=1)
def context() -> Context:
    """What stands around the frames."""
    return load_model(FOLDER / "_context.yaml", Context)


@lru_cache(maxsize=1)
def units() -> dict[str, str]:
    """The usual unit of each key that the frames cover."""
    return dict(json.loads((FOLDER / "units.json").read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def settings() -> dict[str, KeyFrames]:
    """The entry of each key."""
    return {key: entry for topic in topics() for key, entry in topic.keys.items()}


def frames_of(topic: Topic) -> tuple[Frame, ...]:
    """Every frame of a topic."""
    return tuple(frame(key, source) for key, entry in topic.keys.items() for source in entry.frames)


@cache
def frame(key: str, source: str) -> Frame:
    """The template `source` under `key`, parsed."""
    template, rest = _sequence(source, 0, key)
    assert rest == len(source), f"{key}: {source}"
    return Frame(key, source, template, _kind(source))


def slots(template: Template) -> list[Slot]:
    """Every number place of a template, whatever is chosen."""
    found: list[Slot] = []
    for part in template:
        if isinstance(part, Slot):
            found.append(part)
        elif isinstance(part, Choice):
            found += [slot for option in part.options for slot in slots(option)]
    return found


def _sequence(source: str, at: int, key: str) -> tuple[Template, int]:
    parts: list[Part] = []
    while at < len(source) and source[at] not in "|)":
        if source[at] == "(":
            part, at = _choice(source, at + 1, key)
            parts.append(part)
        elif source[at] == "<":
            found = _SLOT.match(source, at)
            assert found, f"{key}: {source}"
            parts.append(_slot(found, key))
            at = found.end()
        else:
            end = at
            while end < len(source) and source[end] not in "(<|)":
                end += 1
            parts.append(source[at:end])
            at = end
    return tuple(parts), at


def _choice(source: str, at: int, key: str) -> tuple[Choice, int]:
    options: list[Template] = []
    while True:
        option, at = _sequence(source, at, key)
        options.append(option)
        assert at < len(source), f"{key}: {source}"
        at += 1
        if source[at - 1] == ")":
            return Choice(tuple(options)), at


def _slot(found: re.Match[str], key: str) -> Slot:
    falling, names, tolerated, unit_names = found.groups()
    keys = (
        ()
        if names == "x"
        else tuple(tuple(_full(name, key) for name in group.split("/")) for group in names.split("&"))
    )
    return Slot(keys, (tolerated,) if tolerated else (), tuple(unit_names.split("|")), bool(falling))


def _full(name: str, key: str) -> str:
    if name == "n":
        return key
    return name if "." in name else f"{key.split('.')[0]}.{name}"


def _kind(source: str) -> Kind:
    keyed = [m for m in _SLOT.finditer(source) if m.group(2) != "x"]
    if "&" in source:
        return "shared"
    if "分别" in source:
        return "respectively"
    if any("_before" in m.group(2) or "_after" in m.group(2) for m in keyed) and len(keyed) > 1:
        return "before and after"
    if "其中" in source and len(keyed) > 1:
        return "of which"
    if len(keyed) > 1:
        return "carried" if "，" in source[keyed[0].end() : keyed[-1].start()] else "list"
    after = source[keyed[0].end() :].lstrip("(|了") if keyed else ""
    return "number first" if after and after[0] not in "，、以" else "plain"
