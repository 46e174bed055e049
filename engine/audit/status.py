"""What of a workspace is there: a line for each thing to put in, and how far it has come.

In: a workspace. Out: a `Status`. Nothing is written.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from engine.audit.models import Audit
from engine.audit.running import Wanted, audited
from engine.audit.unread import unread
from engine.audit.words import audit_texts
from engine.audit.workspace import Workspace
from engine.errors import FazhiError
from engine.ledgers.declaration import LedgerKind
from engine.ledgers.fingerprints import KnownRows
from engine.ledgers.models import Problem
from engine.ledgers.reading import read_tables
from engine.ledgers.rows import Listener
from engine.model import Model

_NOT_THERE = ("missing", "report")
State = Literal["there", "partly", "missing"]


class Line(Model):
    """One thing: its name, whether it is there, and what there is to say."""

    name: str
    state: State
    said: str


class Status(Model):
    """All lines; `done` of `of` are there. `missing` are materials that no file, ledger or word stands for, by item title;
    `unread` tells of each file why nothing of it was read."""

    lines: tuple[Line, ...]
    missing: tuple[tuple[str, str], ...]
    problems: int
    unread: tuple[Problem, ...] = ()

    @property
    def done(self) -> int:
        return sum(line.state == "there" for line in self.lines)


def status_of(workspace: Workspace, kinds: dict[str, LedgerKind], progress: Listener) -> Status:
    """The status of a workspace; where no report can be read, that of its other files."""
    texts = audit_texts().phrases
    try:
        audit = audited(workspace, Wanted(on=workspace.settings.on or date.today()), progress)
    except FazhiError as error:
        report = Line(name=texts["report"], state="missing", said=str(error))
        return _without_report(workspace, kinds, report, progress)
    document = audit.result.document
    report = Line(
        name=texts["report"],
        state="partly" if audit.result.message else "there",
        said=audit.result.message or "；".join((document.title or document.path, *document.notices)),
    )
    lines = (report, *_ledgers(audit, kinds), *_words(audit), _materials(audit))
    missing = [m for m in audit.materials if m.presence in _NOT_THERE]
    titles = {finding.item.id: finding.item.title for finding in audit.result.findings}
    problems = len(audit.problems) + sum(len(ledger.problems) for ledger in audit.ledgers)
    return Status(
        lines=lines,
        missing=tuple((titles[one.item], one.name) for one in missing),
        problems=problems,
        unread=unread(audit.problems, {ledger.file for ledger in audit.ledgers}),
    )


def _without_report(
    workspace: Workspace, kinds: dict[str, LedgerKind], report: Line, progress: Listener
) -> Status:
    """What the ledgers hold; nothing can be checked yet."""
    rows: dict[str, tuple[int, int]] = {}
    problems: list[Problem] = []
    files: set[str] = set()
    mapping, seen = workspace.ledger_map(kinds), KnownRows()
    for path in workspace.ledgers():
        for table in read_tables(path, kinds, mapping, progress, seen):
            for _ in table.rows:
                pass
            used, lost = rows.get(table.kind, (0, 0))
            rows[table.kind] = used + table.used, lost + table.lost
            name = workspace.name(path)
            files |= {name} if table.kind else set()
            problems += (one.model_copy(update={"file": name}) for one in table.problems)
    lines = [_ledger(kind, *rows.get(kind.id, (0, 0))) for kind in kinds.values()]
    number = len(workspace.materials())
    said = audit_texts().phrases["files"].format(number=number)
    materials = Line(name=audit_texts().folders.materials, state="partly" if number else "missing", said=said)
    return Status(
        lines=(report, *lines, materials), missing=(), problems=len(problems), unread=unread(problems, files)
    )


def _ledgers(audit: Audit, kinds: dict[str, LedgerKind]) -> list[Line]:
    lines = []
    for kind in kinds.values():
        own = [ledger for ledger in audit.ledgers if ledger.kind == kind.id]
        lines.append(_ledger(kind, sum(one.used for one in own), sum(one.lost for one in own)))
    return lines


def _ledger(kind: LedgerKind, used: int, lost: int) -> Line:
    texts = audit_texts().phrases
    state: State = "missing" if not used else "partly" if lost else "there"
    said = texts["ledger_rows"].format(used=used, lost=lost) if used or lost else texts["ledger_empty"]
    return Line(name=kind.title, state=state, said=said)


def _words(audit: Audit) -> list[Line]:
    texts = audit_texts().phrases
    counts = {kind: sum(r.kind == kind for r in audit.rulings) for kind in ("attestation", "waiver")}
    return [
        Line(name=texts[kind], state="there", said=texts["number"].format(number=number))
        for kind, number in counts.items()
        if number
    ]


def _materials(audit: Audit) -> Line:
    total = len(audit.materials)
    there = sum(material.presence not in _NOT_THERE for material in audit.materials)
    state: State = "there" if there == total else "partly" if there else "missing"
    said = audit_texts().phrases["materials_said"].format(there=there, total=total)
    return Line(name=audit_texts().folders.materials, state=state, said=said)
