"""Attestations and waivers from the workspace's tables and YAML files into rulings.

In: rows by column (`item`, `by`, `on`, …), where each stands, and the items that there are. Out: rulings and problems. What lacks a
reason, a name or an expiry is refused, and said with its place; a file that is named must lie in the workspace, and its digest is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import Field

from engine.audit.materials import digest_of
from engine.audit.words import audit_texts
from engine.audit.workspace import Workspace
from engine.checklist.models import Verdict
from engine.ledgers.models import Problem
from engine.model import Model
from engine.near import nearest
from engine.rules.models import Ruling
from engine.rules.texts import rule_texts
from engine.yamlio import Places, read_yaml, validate

Name = Literal["attestations", "waivers"]
_KINDS: dict[Name, Literal["attestation", "waiver"]] = {"attestations": "attestation", "waivers": "waiver"}
_VERDICTS: tuple[Verdict, ...] = ("met", "partly")
_REASON: dict[Name, str] = {"attestations": "statement", "waivers": "reason"}


class Said(NamedTuple):
    """A row or an entry: its values by column, and where it stands."""

    name: Name
    values: Mapping[str, Any]
    file: str
    sheet: str
    cells: Mapping[str, str]


class _Entry(Model):
    item: str = Field(min_length=1)
    by: str = Field(min_length=1)
    on: date | None = None
    file: str | None = None


class _Attested(_Entry):
    statement: str = Field(min_length=1)
    on: date
    verdict: str | None = None


class _Waived(_Entry):
    reason: str = Field(min_length=1)
    until: date


class _Attestations(Model):
    attestations: tuple[_Attested, ...]


class _Waivers(Model):
    waivers: tuple[_Waived, ...]


def from_yaml(path: Path, name: Name, shown: str) -> Iterator[Said]:
    """The entries of a YAML file under `attestations:` or `waivers:`. Raises `FazhiErrors` with lines."""
    data, places = read_yaml(path)
    file: _Attestations | _Waivers
    if name == "attestations":
        file = validate(data, places, path, _Attestations)
        entries: tuple[_Entry, ...] = file.attestations
    else:
        file = validate(data, places, path, _Waivers)
        entries = file.waivers
    for i, entry in enumerate(entries):
        values = entry.model_dump()
        yield Said(name, values, shown, "", {key: _line(places, name, i, key) for key in values})


def _line(places: Places, name: str, i: int, key: str) -> str:
    return audit_texts().phrases["line"].format(line=places.of((name, i, key))[0])


class Persons:
    """Turns what was said into rulings on the items of a checklist; `titles` gives their titles by id."""

    def __init__(self, workspace: Workspace, titles: Mapping[str, str]) -> None:
        self._workspace, self._titles = workspace, titles
        self._by_title = {title: item for item, title in titles.items()}
        self._files = {self._workspace.name(path): path for path in workspace.materials()}
        self.problems: list[Problem] = []

    def rulings(self, said: Iterable[Said]) -> list[Ruling]:
        """A ruling for each that can be used; the others are among `problems`."""
        return [ruling for one in said if (ruling := self._ruling(one)) is not None]

    def _ruling(self, one: Said) -> Ruling | None:
        item = self._item(one)
        if item is None:
            return None
        given = str(one.values.get("verdict") or _VERDICTS[0])
        verdict = _verdicts().get(given)
        if one.name == "attestations" and verdict is None:
            texts = audit_texts().notices
            self._complain(
                one, "verdict", texts["unknown_verdict"].format(verdict=given), texts["verdict_mend"]
            )
            return None
        file, digest, remarks = self._file(one)
        return Ruling(
            item=item,
            kind=_KINDS[one.name],
            verdict=verdict if one.name == "attestations" else None,
            by=str(one.values["by"]),
            reason=str(one.values[_REASON[one.name]]),
            on=_day(one.values.get("on")),
            until=_day(one.values.get("until")),
            file=file,
            digest=digest,
            remarks=remarks,
        )

    def _item(self, one: Said) -> str | None:
        written = str(one.values["item"]).strip()
        found = written if written in self._titles else self._by_title.get(written) or self._numbered(written)
        if found is None:
            near = nearest(written, self._titles)
            texts = audit_texts().notices
            mend = texts["near_item"].format(item=near) if near else texts["item_mend"]
            self._complain(one, "item", texts["unknown_item"].format(item=written), mend)
        return found

    def _numbered(self, written: str) -> str | None:
        """The item of that number in the checklist."""
        number = int(written) if written.isascii() and written.isdigit() and len(written) < 5 else 0
        return [*self._titles][number - 1] if 0 < number <= len(self._titles) else None

    def _file(self, one: Said) -> tuple[str | None, str | None, tuple[str, ...]]:
        """The file that was handed in, its digest, and a remark where it is not there."""
        written = str(one.values.get("file") or "").strip()
        if not written:
            return None, None, ()
        folder = audit_texts().folders.materials
        wanted = written.replace("\\", "/").removeprefix(f"{folder}/")
        found = [name for name in self._files if name == f"{folder}/{wanted}" or name.endswith(f"/{wanted}")]
        if len(found) == 1:
            return found[0], digest_of(self._files[found[0]]), ()
        texts = audit_texts().notices
        missing = texts["file_missing" if not found else "file_twice"].format(file=written)
        self._complain(one, "file", missing, texts["file_mend"])
        return written, None, (missing,)

    def _complain(self, one: Said, key: str, message: str, mend: str) -> None:
        cell = one.cells.get(key, "")
        self.problems.append(
            Problem(file=one.file, sheet=one.sheet, cell=cell, message=message, mend=mend, lost=True)
        )


@lru_cache(maxsize=1)
def _verdicts() -> dict[str, Verdict]:
    """What an attestation may find, as it is written: the verdict itself or its Chinese."""
    labels = rule_texts().verdicts
    return {word: verdict for verdict in _VERDICTS for word in (verdict, labels[verdict])}


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None
