"""What of a workspace is there: a line for each thing to put in, and how far it has come.

In: a workspace. Out: a `Status`. Nothing is written.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from engine.audit.models import Audit
from engine.audit.running import Wanted, audited
from engine.audit.words import audit_texts
from engine.audit.workspace import Workspace
from engine.errors import FazhiError
from engine.ledgers.declaration import LedgerKind
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
    """All lines; `done` of `of` are there. `missing` are materials that no file, ledger or word stands for, by item title."""

    lines: tuple[Line, ...]
    missing: tuple[tuple[str, str], ...]
    problems: int

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
        return Status(lines=(report,), missing=(), problems=0)
    document = audit.result.document
    report = Line(
        name=texts["report"],
        state="partly" if audit.result.message else "there",
        said=audit.result.message or (document.title or document.path),
    )
    lines = (report, *_ledgers(audit, kinds), *_words(audit), _materials(audit))
    missing = [m for m in audit.materials if m.presence in _NOT_THERE]
    titles = {finding.item.id: finding.item.title for finding in audit.result.findings}
    problems = len(audit.problems) + sum(len(ledger.problems) for ledger in audit.ledgers)
    return Status(
        lines=lines, missing=tuple((titles[one.item], one.name) for one in missing), problems=problems
    )


def _ledgers(audit: Audit, kinds: dict[str, LedgerKind]) -> list[Line]:
    texts = audit_texts().phrases
    lines = []
    for kind in kinds.values():
        own = [ledger for ledger in audit.ledgers if ledger.kind == kind.id]
        used, lost = sum(ledger.used for ledger in own), sum(ledger.lost for ledger in own)
        state: State = "missing" if not used else "partly" if lost else "there"
        said = texts["ledger_rows"].format(used=used, lost=lost) if used or lost else texts["ledger_empty"]
        lines.append(Line(name=kind.title, state=state, said=said))
    return lines


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
