"""An overlay into the YAML files of a folder.

In: the overlay, the folder, the folders with checklists. Out: the text of each file that changes, by its path in the folder. What is to be
written is read again and must say the same; nothing is written here.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

from engine.checklist.files import available
from engine.checklist.loading import LoadedChecklist, load_checklist
from engine.checklist.overlay import Overlay
from engine.errors import FazhiError
from engine.workbooks.forms import written
from engine.workbooks.patching import patched, same
from engine.workbooks.rendering import block

_ORDER = (
    "id", "version", "title", "extends", "region", "levels", "scoring", "documents", "parts", "not_covered",
    "indicators", "include", "changes", "items",
)  # fmt: skip


class Saved(NamedTuple):
    """The texts by path in the folder, and remarks on what they no longer say."""

    texts: dict[str, str]
    remarks: list[FazhiError]


def saved(overlay: Overlay, folder: Path, folders: tuple[Path, ...], known_keys: Collection[str]) -> Saved:
    """The texts to write."""
    gone: list[FazhiError] = []
    head = available([folder]).get(overlay.id) if folder.is_dir() else None
    if head is None:
        name = f"{overlay.id}.yaml"
        if (folder / name).exists():
            mend = "请移走这个文件，或换一个文件夹"
            raise FazhiError("已有同名文件，内容不是这份清单", path=folder / name, mend=mend)
        texts = {name: block(_ordered(written(overlay)))}
    else:
        loaded = load_checklist(str(head), (folder, *folders))
        if not loaded.layers:
            raise FazhiError("同代号的文件是全国清单，不能覆盖", path=head, mend="请另起代号，或换一个文件夹")
        texts = _updated(overlay, loaded, folder)
        gone = _gone(loaded.layers[-1].overlay, overlay, head)
    _check(overlay, texts, head, folder, folders, known_keys)
    return Saved(texts, gone)


def _gone(before: Overlay, after: Overlay, head: Path) -> list[FazhiError]:
    """A remark where the workbook leaves out what the files say: it may have been begun anew from the parent."""
    changed = {change.item for change in before.changes} - {change.item for change in after.changes}
    added = {item.id for item in before.items} - {item.id for item in after.items}
    names = sorted(changed | added)
    if not names:
        return []
    some = "、".join(names[:5]) + ("等" if len(names) > 5 else "")
    mend = "如非本意，请用 fazhi checklist export 导出已有的清单再改"
    return [FazhiError(f"工作簿里没有已有清单的 {len(names)} 条，随之删去：{some}", path=head, mend=mend)]


def _ordered(data: dict[str, Any]) -> dict[str, Any]:
    found = {name: data[name] for name in _ORDER if name in data}
    if list(found.get("extends", ())) and len(found["extends"]) == 1:
        found["extends"] = found["extends"][0]
    return found


def _updated(overlay: Overlay, loaded: LoadedChecklist, folder: Path) -> dict[str, str]:
    """The texts of the files that the overlay has, where they change. Added items go to the head file."""
    before = loaded.layers[-1].overlay
    own = loaded.files[: 1 + len(before.include)]
    old, new = written(before), written(overlay)
    homes = {str(item["id"]): n for n, file in enumerate(own) for item in file.data.get("items") or ()}
    texts = {}
    for n, file in enumerate(own):
        olds = [item for item in old.get("items", []) if homes[item["id"]] == n]
        news = [item for item in new.get("items", []) if homes.get(item["id"], 0) == n]
        if n == 0:
            include = {"include": list(before.include)} if before.include else {}
            was, will = old | {"items": olds}, new | include | {"items": news}
            was, will = ({k: v for k, v in data.items() if v or k != "items"} for data in (was, will))
        else:
            was, will = {"items": olds}, {"items": news}
        if not _alike(was, will):
            text = file.path.read_bytes().decode("utf-8")
            texts[file.path.relative_to(folder).as_posix()] = patched(text, was, will)
    return texts


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two states say the same; the order of changes and items is the file's own affair."""
    return same(_sorted(one), _sorted(other))


def _sorted(data: dict[str, Any]) -> dict[str, Any]:
    return data | {
        name: sorted(data[name], key=lambda one: str(one[key]))
        for name, key in (("changes", "item"), ("items", "id"))
        if name in data
    }


def _check(
    overlay: Overlay,
    texts: dict[str, str],
    head: Path | None,
    folder: Path,
    folders: tuple[Path, ...],
    known_keys: Collection[str],
) -> None:
    """Reads what would be written. Raises `FazhiError` where it says something else."""
    with tempfile.TemporaryDirectory(prefix="fazhi-") as place:
        trial = Path(place) / "trial"
        if head is not None:
            shutil.copytree(folder, trial, ignore=lambda _, names: [n for n in names if _foreign(n)])
        for name, text in texts.items():
            (trial / name).parent.mkdir(parents=True, exist_ok=True)
            (trial / name).write_bytes(text.encode())
        try:
            read = load_checklist(overlay.id, (trial, *folders), known_keys).layers[-1].overlay
        except FazhiError as error:
            raise _unfit(folder) from error
    will, is_ = written(overlay), written(read)
    is_.pop("include", None)
    if not _alike(will, is_):
        raise _unfit(folder)


def _foreign(name: str) -> bool:
    return "." in name and not name.endswith((".yaml", ".yml"))


def _unfit(folder: Path) -> FazhiError:
    return FazhiError(
        "已有文件的写法太特别，改不了",
        path=folder,
        mend="请把原文件移到别处，再导入一次，会写成新的文件",
    )
