"""The ledgers of a workspace, and its tables of attestations and waivers, read and checked.

In: a workspace and the checklist that counts. Out: a `LedgerResult` for each table; what is no ledger is among `problems`. Files are named as
within the workspace, and how columns were understood is noted there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from engine.audit.materials import digest_of
from engine.audit.persons import Name, Said
from engine.audit.words import audit_texts
from engine.audit.workspace import Workspace
from engine.checklist.models import Checklist
from engine.ledgers.checking import Checker
from engine.ledgers.declaration import LedgerKind, load_kinds
from engine.ledgers.fingerprints import KnownRows
from engine.ledgers.limits import Limits
from engine.ledgers.masking import Masker
from engine.ledgers.models import LedgerResult, Problem
from engine.ledgers.reading import read_tables
from engine.ledgers.rows import Listener
from engine.ledgers.rulebook import Rulebook, load_rulebook, rule_files
from engine.pipeline import lexicon
from engine.reporting.files import write_file
from engine.resources import shipped


@lru_cache(maxsize=4)
def kinds_of(own: Path | None = None) -> dict[str, LedgerKind]:
    """The kinds of ledger, a folder of own checklists first."""
    return load_kinds(_folders(own))


@lru_cache(maxsize=1)
def word_kinds() -> dict[str, LedgerKind]:
    """The tables in which persons write: attestations and waivers."""
    return load_kinds([shipped("checklists") / "audit"])


@lru_cache(maxsize=4)
def rulebooks(own: Path | None = None) -> dict[str, Rulebook]:
    """The rules of every kind of ledger, by kind."""
    books: dict[str, Rulebook] = {}
    for path in (path for folder in _folders(own) for path in rule_files(folder / "ledgers")):
        if path.parent.name not in books:
            books[path.parent.name] = load_rulebook(path, lexicon().indicators, None)
    return books


def _folders(own: Path | None) -> list[Path]:
    return [*([own] if own else []), shipped("checklists")]


class Reader:
    """Reads what a workspace holds; `problems` are those of tables that are no ledger."""

    def __init__(
        self,
        workspace: Workspace,
        checklist: Checklist,
        on: date,
        masker: Masker,
        progress: Listener,
        own: Path | None = None,
    ) -> None:
        self._workspace, self._limits, self._on = workspace, Limits(checklist), on
        self._masker, self._progress, self._own = masker, progress, own
        self._checkers: dict[str, Checker] = {}
        self.problems: list[Problem] = []

    def ledgers(self) -> Iterator[LedgerResult]:
        """What each table of each ledger file gives; an untouched template gives nothing."""
        kinds = kinds_of(self._own)
        mapping, rows = self._workspace.ledger_map(kinds), KnownRows()
        order: list[str] = []
        for path in self._workspace.ledgers():
            name, digest = self._workspace.name(path), digest_of(path)
            for table in read_tables(path, kinds, mapping, self._progress, rows):
                table.file = name
                if table.kind:
                    order.append(table.kind)
                    self._checker(kinds[table.kind]).check(table, digest)
                else:
                    self.problems += self._named(table.problems, name)
        results = {kind: iter(checker.results()) for kind, checker in self._checkers.items()}
        for result in (next(results[kind]) for kind in order):
            named = tuple(self._named(result.problems, result.file))
            yield result.model_copy(update={"problems": named})
        self._note_strangers("ledgers", "not_table")
        if mapping.changed:
            write_file(self._workspace.mapping, mapping.text().encode())

    def _checker(self, kind: LedgerKind) -> Checker:
        """What checks all tables of a kind together."""
        if kind.id not in self._checkers:
            self._checkers[kind.id] = Checker(
                rulebooks(self._own)[kind.id],
                self._limits,
                on=self._on,
                year=self._workspace.settings.year,
                masker=self._masker.by_key(kind),
                titles={column.key: column.title for column in kind.columns},
            )
        return self._checkers[kind.id]

    def strangers(self, name: Name) -> None:
        """Notes the files among attestations or waivers that cannot be any."""
        self._note_strangers(name, "not_words")

    def _note_strangers(self, name: str, said: str) -> None:
        texts = audit_texts().notices
        self.problems += [
            Problem(
                file=self._workspace.name(path),
                sheet="",
                message=texts[said],
                mend=texts[f"{said}_mend"],
                lost=True,
            )
            for path in self._workspace.strangers(name)
        ]

    def said(self, path: Path, name: Name) -> Iterator[Said]:
        """The rows of a table of attestations or waivers."""
        file = self._workspace.name(path)
        for table in read_tables(path, {name: word_kinds()[name]}):
            for row in table.rows:
                cells = {key: f"{letter}{row.number}" for key, letter in table.letters.items()}
                yield Said(name, row.values, file, table.sheet, cells)
            self.problems += self._named(table.problems, file)

    def _named(self, problems: Iterable[Problem], file: str) -> list[Problem]:
        return [problem.model_copy(update={"file": file}) for problem in problems]
