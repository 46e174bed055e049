"""The deriving room: a work plan -> a draft of the checklist that asks whether its tasks were done.

Door: `derive`. In: the plan as a `Document`, its facts, the lexicon, and the national checklist of its year. Out: a `Draft`.
Raises `FazhiError` for what is no plan, has no year, or has no tasks. What cannot be read is marked for a person.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from engine.checklist.models import Checklist
from engine.deriving.drafting import Entry, entries
from engine.deriving.models import Draft
from engine.deriving.tasks import find_tasks
from engine.deriving.words import words
from engine.deriving.writing import Head, written
from engine.documents.kinds import issued_title
from engine.documents.models import Document
from engine.errors import FazhiError
from engine.extraction import Extraction, Lexicon
from engine.extraction.unmapped import find_unmapped
from engine.text import plain

__all__ = ["Draft", "derive"]

_SPAN = re.compile(r"(20\d\d)年?[-~至到](20\d\d)年")
_OUTLINE = re.compile(r"《[^》]*纲要[^》]*》")


def derive(document: Document, extraction: Extraction, lexicon: Lexicon, national: Checklist) -> Draft:
    """A draft for every task of the plan."""
    year = _refuse_unfit(document)
    tasks = find_tasks(document)
    if not tasks:
        raise _error("no_tasks", document)
    unmapped = find_unmapped(document, lexicon)
    first, last = _years(document, year)
    made = entries(document, tasks, extraction, unmapped, national, first)
    head = _head(document, made, first, last)
    silent = [one for one in made if not one.criterion.partly and one.criterion.asked]
    return Draft(
        id=head.id,
        title=head.title,
        text=written(head, made),
        tasks=len(made),
        judged=sum(not entry.criterion.asked for entry in made),
        person=sum(entry.criterion.asked for entry in made),
        silent=len(silent),
        figures=sum(entry.figures for entry in made),
    )


def _refuse_unfit(document: Document) -> int:
    """The plan's year."""
    if document.kind != "work_plan":
        raise _error("not_plan", document)
    if document.report_year is None:
        raise _error("no_year", document)
    return document.report_year


def _error(name: str, document: Document) -> FazhiError:
    errors = words().errors
    return FazhiError(errors[name], path=document.path, mend=errors[f"{name}_mend"])


def _years(document: Document, year: int) -> tuple[int, int]:
    """The years of the plan: those of its title where it names several."""
    span = _SPAN.search(_OUTLINE.sub("", plain(document.title or "")))
    if span is None or not int(span[1]) <= year <= int(span[2]):
        return year, year
    return int(span[1]), int(span[2])


def _head(document: Document, made: tuple[Entry, ...], first: int, last: int) -> Head:
    texts = words().texts
    title = document.title or PurePath(document.path).stem
    title = issued_title(title) or title
    person = sum(entry.criterion.asked for entry in made)
    counts = {"title": title, "tasks": len(made), "judged": len(made) - person, "person": person}
    issued = next((day for day in (document.signed_on, document.published_on) if day), None)
    return Head(
        id="-".join(str(piece) for piece in ("plan", document.region.code, first) if piece),
        title=texts.checklist_title.format(title=title),
        plan=title,
        file=PurePath(document.path).name,
        from_year=first,
        to_year=last,
        in_force_from=issued.isoformat() if issued and issued.year <= first else None,
        comments=(
            *(line.format(**counts) for line in texts.head),
            texts.todo.format(text=texts.todo_examples),
        ),
        not_covered=tuple(line.format(title=title) for line in texts.not_covered),
    )
