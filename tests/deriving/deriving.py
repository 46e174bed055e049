"""Derives checklists from texts, and loads what was written, as a user would."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.checklist.loading import LoadedChecklist, load_checklist
from engine.checklist.models import Checklist, Item
from engine.deriving import Draft, derive
from engine.documents import Document, Given, document_from_text, read_document
from engine.extraction import extract
from engine.pipeline import Options, checklist_for, chosen_for, lexicon

WEINAN = Path(__file__).parents[2] / "examples" / "weinan-2024-plan.txt"


def draft_of(document: Document) -> Draft:
    """The draft for a plan."""
    year = document.report_year
    national = checklist_for(chosen_for(year).id, Options().folders, year, False)
    return derive(document, extract(document, lexicon()), lexicon(), national)


def plan(text: str) -> Document:
    """A plan of this text."""
    return document_from_text(text, given=Given(kind="work_plan"))


@lru_cache(maxsize=16)
def checklist_of(text: str) -> Checklist:
    """The derived checklist, loaded from its file with every fact key checked."""
    return loaded(draft_of(plan(text))).checklist


@lru_cache(maxsize=1)
def weinan() -> tuple[Document, Draft, Checklist]:
    """The real plan."""
    document = read_document(WEINAN, Given())
    draft = draft_of(document)
    return document, draft, loaded(draft).checklist


def loaded(draft: Draft) -> LoadedChecklist:
    """The draft as its file is read."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        path.write_text(draft.text, encoding="utf-8")
        return load_checklist(str(path), [], lexicon().labels)


def item(checklist: Checklist, number: int) -> Item:
    """The item of a task, counted from 1."""
    return checklist.items[number - 1]
