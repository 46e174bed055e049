"""A checklist's files into one checked `Checklist`.

In: an id or a path, and the folders to look in. Out: `LoadedChecklist`. A head file holds what `Checklist`
does and may `include` files beside it, each with `items`; one that `extends` others is an overlay. Every mistake is found
at once and placed in its file: YAML, misspelt or missing entries, a repeated item id, an unknown fact key, document,
part, parent or item to change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from engine.checklist.files import (
    Source,
    available,
    beside,
    content_hash,
    find,
    included,
    lies_in,
    model_of,
    read,
)
from engine.checklist.layers import Layer, conflicts, declared_by, misfits
from engine.checklist.likeness import completed, items_of, named_in
from engine.checklist.models import Checklist, Item
from engine.checklist.overlay import Overlay, apply
from engine.checklist.references import dangling, repeated
from engine.errors import FazhiError, FazhiErrors
from engine.extraction.local import load_local
from engine.model import Model
from engine.yamlio import Path_, suggest


class Head(Checklist):
    """What a head file holds: a checklist whose items may stand in other files."""

    include: tuple[str, ...] = Field((), description="条目所在的其他文件，相对本文件的路径")
    items: tuple[Item, ...] = Field((), description="条目")


class ItemFile(Model):
    """What an included file holds."""

    items: tuple[Item, ...] = Field(description="条目")


class LoadedChecklist(NamedTuple):
    """A checklist with what tells one state of it from another.

    `content_hash` changes with every change of its files; `chain` names the checklist, then its parents;
    `files` are its head file, those that it includes, and those of its parents. Of an overlay, `layers` are the overlays
    from the national checklist down to itself, `base` is that checklist, and `indicators` are their indicator files.
    """

    checklist: Checklist
    content_hash: str
    chain: tuple[str, ...]
    path: Path
    files: tuple[Source, ...]
    layers: tuple[Layer, ...] = ()
    base: Checklist | None = None
    indicators: tuple[Path, ...] = ()

    def remark(self, item: str | None, where: Path_, message: str, mend: str | None = None) -> FazhiError:
        """Something to say of an entry of an item, or of the head file."""
        for file in self.files if item else ():
            for place, written in items_of(file.data):
                if written.get("id") == item:
                    return file.error((*place, *where), message, mend)
        return self.files[0].error(where, message, mend)


def load_checklist(
    id_or_path: str,
    folders: Iterable[Path],
    known_keys: Collection[str] | None = None,
    below: tuple[str, ...] = (),
) -> LoadedChecklist:
    """The checklist with this id in `folders` (earlier ones first), or the one in this file.

    Fact keys are checked where `known_keys` are given. `below` are the overlays that are being loaded and rest on this one.
    Raises `FazhiErrors` with all mistakes of its files.
    """
    folders = tuple(folders)
    path = find(id_or_path, folders)
    errors: list[FazhiError] = []
    source = read(path, errors)
    if source is None:
        raise FazhiErrors(errors)
    sources = [source, *included(source, errors)]
    if isinstance(source.data, dict) and "extends" in source.data:
        return load_overlay(sources, folders, known_keys, below, errors)
    others = _named(sources, folders)
    sources = [_completed(one, others, errors) for one in sources]
    head, items = model_of(sources[0], Head, errors), _items(sources[1:], errors)
    errors += repeated(sources)
    errors += dangling(sources, known_keys)
    if errors or head is None:
        raise _sorted(errors)
    items = (*head.items, *items)
    if not items:
        raise FazhiError("清单里没有条目", path=path, mend="请在 items 或 include 的文件里写条目")
    return LoadedChecklist(
        checklist=Checklist(**{name: getattr(head, name) for name in _FIELDS}, items=items),
        content_hash=content_hash([*sources, *(file for one in others.values() for file in one.files)]),
        chain=(head.id, *others),
        path=path,
        files=tuple(sources),
    )


def _items(sources: Iterable[Source], errors: list[FazhiError]) -> tuple[Item, ...]:
    """The items of included files."""
    files = [model_of(source, ItemFile, errors) for source in sources]
    return tuple(item for file in files if file for item in file.items)


def _sorted(errors: Iterable[FazhiError]) -> FazhiErrors:
    return FazhiErrors(sorted(errors, key=lambda error: (str(error.path), error.line or 0)))


def load_overlay(
    sources: list[Source],
    folders: tuple[Path, ...],
    known_keys: Collection[str] | None,
    below: tuple[str, ...],
    errors: list[FazhiError],
) -> LoadedChecklist:
    """The overlay whose files these are, applied to its parents. Raises `errors` with its own."""
    source = sources[0]
    overlay, items = model_of(source, Overlay, errors), _items(sources[1:], errors)
    if overlay is None:
        raise _sorted(errors)
    overlay = overlay.model_copy(update={"items": (*overlay.items, *items)})
    parents = _parents(overlay, source, folders, known_keys, below)
    indicators = beside(source, "indicators", overlay.indicators, errors)
    indicators = list(dict.fromkeys((*(path for one in parents for path in one.indicators), *indicators)))
    if known_keys is not None:
        known_keys = {*known_keys, *(i.key for path in indicators for i in load_local(path)[0].indicators)}
    layers = (*_layers(parents), Layer(overlay, source))
    base = _root(parents)
    errors += conflicts(layers)
    errors += misfits(layers, base)
    below_files = list({file.path: file for parent in parents for file in parent.files}.values())
    errors += repeated([*below_files, *sources])
    errors += dangling(sources, known_keys, declared_by(layers, base))
    if errors:
        raise _sorted(errors)
    return LoadedChecklist(
        checklist=_laid(base, layers),
        content_hash=content_hash([*sources, *below_files]),
        chain=(*(layer.overlay.id for layer in reversed(layers)), base.id),
        path=source.path,
        files=(*sources, *below_files),
        layers=layers,
        base=base,
        indicators=tuple(indicators),
    )


def _parents(
    overlay: Overlay,
    source: Source,
    folders: tuple[Path, ...],
    known_keys: Collection[str] | None,
    below: tuple[str, ...],
) -> list[LoadedChecklist]:
    """The checklists that an overlay extends. Raises for an unknown one and for a circle."""
    known = available(folders)
    parents = []
    for i, name in enumerate(overlay.extends):
        where = ("extends", i) if isinstance(source.data["extends"], list) else ("extends",)
        if name in (overlay.id, *below):
            stack = (*below, overlay.id)
            circle = " → ".join((*stack[stack.index(name) :], name))
            raise source.error(where, f"清单互相沿用，成了一圈：{circle}", "请改正其中一个 extends")
        if name not in known:
            raise source.error(where, f"没有代号为“{name}”的上级清单", _where_to_find(name, source, known))
        parents.append(load_checklist(name, folders, known_keys, (*below, overlay.id)))
    return parents


def _where_to_find(name: str, source: Source, known: Collection[str]) -> str:
    """How to name the parent `name`: its folder, where it lies beside the overlay."""
    folder = source.path.parent
    if lies_in(name, folder):
        return f"它与这个文件在同一文件夹里，请加 --checklists {folder}"
    near = suggest(name, sorted(known)) or f"可选：{'、'.join(sorted(known))}；"
    return f"{near}在自己的文件夹里的，请加 --checklists 文件夹"


def beneath(overlay: Overlay, source: Source, folders: tuple[Path, ...]) -> Checklist:
    """The checklist that an overlay's changes are laid over: its parents as one."""
    parents = _parents(overlay, source, folders, None, ())
    return _laid(_root(parents), _layers(parents))


def _laid(checklist: Checklist, layers: Iterable[Layer]) -> Checklist:
    for layer in layers:
        checklist = apply(checklist, layer.overlay)
    return checklist


def _layers(parents: Iterable[LoadedChecklist]) -> tuple[Layer, ...]:
    """All overlays of the parents from the national checklist down, each once."""
    return tuple({layer.overlay.id: layer for parent in parents for layer in parent.layers}.values())


def _root(parents: Sequence[LoadedChecklist]) -> Checklist:
    """The national checklist below all overlays. Raises where the parents rest on different ones."""
    roots = {root.id: root for root in (parent.base or parent.checklist for parent in parents)}
    if len(roots) > 1:
        message = f"几个上级清单不是同一份全国清单的地方清单：{'、'.join(sorted(roots))}"
        raise FazhiError(message, path=parents[0].path, mend="extends 只能写同一份全国清单之下的")
    return next(iter(roots.values()))


_FIELDS = [name for name in Checklist.model_fields if name != "items"]


def _named(sources: Iterable[Source], folders: tuple[Path, ...]) -> dict[str, LoadedChecklist]:
    """The checklists whose items are taken over; one that is not there is told where it is named."""
    known = available(folders)
    names = dict.fromkeys(name for source in sources for name in named_in(source.data))
    return {name: load_checklist(name, folders) for name in names if name in known}


def _completed(source: Source, others: dict[str, LoadedChecklist], errors: list[FazhiError]) -> Source:
    """`source` with what its items take over from those of other checklists."""
    written = {
        name: {item["id"]: item for file in one.files for _, item in items_of(file.data)}
        for name, one in others.items()
    }

    def complain(where: Path_, message: str, mend: str | None) -> None:
        errors.append(source.error(where, message, mend))

    return source._replace(data=completed(source.data, written, complain))
