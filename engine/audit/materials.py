"""Which materials an item asks for, and which were put there.

A file belongs to an item where its name, or that of a folder it lies in, begins with the item's id or with the number that the
checklist gives it (12 or 012), or where a ruling names it.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from engine.audit.models import Material, Presence
from engine.rules.models import Finding

_NUMBER = re.compile(r"0*(\d{1,3})(?=[-._ 、．号项]|\Z)")
_CHUNK = 1 << 20


def materials_of(findings: Sequence[Finding], files: Iterable[str]) -> dict[str, list[Material]]:
    """By item id, a row for each material that it asks for; files that no name tells apart go to the first."""
    there = _by_item(findings, files)
    found: dict[str, list[Material]] = {}
    for finding in findings:
        if finding.verdict == "not_applicable":
            continue
        own = [
            *there.get(finding.item.id, ()),
            *(r.file for r in finding.rulings if r.file and r.kind != "waiver" and not r.remarks),
        ]
        found[finding.item.id] = _rows(finding, list(dict.fromkeys(own)))
    return found


def unplaced(
    findings: Iterable[Finding], materials: Mapping[str, Iterable[Material]], files: Iterable[str]
) -> list[str]:
    """The files that stand for no item."""
    used = {file for rows in materials.values() for material in rows for file in material.files}
    used |= {ruling.file for finding in findings for ruling in finding.rulings if ruling.file}
    return [file for file in files if file not in used]


def _rows(finding: Finding, files: Sequence[str]) -> list[Material]:
    left = list(files)
    rows = []
    for name in finding.item.materials:
        fitting = tuple(file for file in left if _means(file, name))
        left = [file for file in left if file not in fitting]
        rows.append((name, fitting))
    if rows and left:
        rows[0] = (rows[0][0], (*rows[0][1], *left))
    return [
        Material(item=finding.item.id, name=name, files=own, presence=_presence(finding, own))
        for name, own in rows
    ]


def _means(file: str, material: str) -> bool:
    stem = PurePosixPath(file).stem
    return material in stem or (len(stem) >= 4 and stem in material)


def _presence(finding: Finding, files: Sequence[str]) -> Presence:
    if files:
        return "file"
    if any(ruling.verdict and not ruling.remarks for ruling in finding.rulings):
        return "attested"
    if finding.verdict in ("met", "partly") and finding.evidence:
        return "ledger" if any(evidence.file for evidence in finding.evidence) else "report"
    return "missing"


def _by_item(findings: Sequence[Finding], files: Iterable[str]) -> Mapping[str, list[str]]:
    ids = {finding.item.id: finding.item.id for finding in findings}
    numbers = {number: finding.item.id for number, finding in enumerate(findings, 1)}
    found: dict[str, list[str]] = defaultdict(list)
    for file in files:
        for step in PurePosixPath(file).parts[1:]:
            item = next((known for known in ids if _begins(step, known)), None)
            digits = _NUMBER.match(step)
            item = item or (numbers.get(int(digits[1])) if digits else None)
            if item:
                found[item].append(file)
                break
    return found


def _begins(name: str, item: str) -> bool:
    """Whether `name` begins with the whole of an id."""
    rest = name[len(item) :]
    return name.startswith(item) and not re.match(r"-?[a-z0-9]", rest)


def digest_of(path: Path) -> str:
    """The sha256 of a file, read piece by piece."""
    sum_ = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            sum_.update(chunk)
    return sum_.hexdigest()
