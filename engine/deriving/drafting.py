"""Tasks into draft items: id, title, sources, holder, criterion, and what a person must still see to.

In: a plan and what its tasks demand. Out: `Entry`s, ready to be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engine.checklist.models import Checklist, Item
from engine.deriving.criteria import MARKS, Drafted, criterion, short
from engine.deriving.demands import Demanded, Plan, demanded
from engine.deriving.relating import Looser, National
from engine.deriving.task import Task
from engine.deriving.units import holder_of
from engine.deriving.words import words
from engine.documents.models import Document
from engine.extraction import Extraction
from engine.extraction.unmapped import Unmapped
from engine.rules.criterion_text import number_text

QUOTE = 160
_LEAST = 12
_STOPS = ".．、 \t"
_INNER = str.maketrans("“”", "‘’")
_PIECES = re.compile(r"[^\n\t]+")
_CUT = re.compile(r".*[，,。；;、：:]", re.DOTALL)


class Cited(NamedTuple):
    """Where a task stands."""

    article: str
    quote: str


class Entry(NamedTuple):
    """A draft item. `todo` says what a person must see to; `group` is the heading above the task."""

    id: str
    title: str
    group: str | None
    kind: str
    severity: str
    sources: tuple[Cited, ...]
    criterion: Drafted
    figures: int
    remedy: str
    materials: tuple[str, ...]
    holder: str
    note: str
    todo: tuple[str, ...]


def entries(
    document: Document,
    tasks: Sequence[Task],
    extraction: Extraction,
    unmapped: Sequence[Unmapped],
    national: Checklist,
    year: int,
) -> tuple[Entry, ...]:
    """An entry for every task."""
    plan, known = Plan(document.text, extraction.facts, unmapped), National(national)
    width = max(2, len(str(len(tasks))))
    made = []
    for number, task in enumerate(tasks, 1):
        asked = demanded(task, plan)
        made.append(_entry(f"plan{year}.{number:0{width}}", task, asked, document, known))
    return tuple(made)


def _entry(id_: str, task: Task, asked: Demanded, document: Document, national: National) -> Entry:
    texts = words().texts
    sources = tuple(_sources(task, asked, document))
    drafted = criterion(
        asked, document.text, short(sources[0].quote.removeprefix(task.number).lstrip(_STOPS))
    )
    items = national.related(asked)
    holder = holder_of(task.named)
    labels = tuple(dict.fromkeys(figure.label for figure in asked.figures))
    title = task.title.strip()
    return Entry(
        id=id_,
        title=title,
        group=task.group,
        kind="quantity" if asked.figures else "assertion",
        severity=items[0].severity if items else "major",
        sources=sources,
        criterion=drafted,
        figures=len(asked.figures),
        remedy=texts.remedy,
        materials=(
            texts.material_measures.format(title=title.translate(_INNER)),
            *(texts.material_figures.format(label=label) for label in labels),
        ),
        holder=holder or texts.no_units,
        note=_note(asked, items),
        todo=tuple(_todo(asked, drafted, national.looser(asked, items), document, holder)),
    )


def _sources(task: Task, asked: Demanded, document: Document) -> Iterator[Cited]:
    """The beginning of the task, and each clause with a figure that does not stand in it."""
    first = _quote(document.text, task)
    yield Cited(task.number, first)
    quoted = [first]
    clauses = [*(figure.quote for figure in asked.figures), *(q for s in asked.sentences for q in s.unread)]
    for clause in dict.fromkeys(clauses):
        line = next((piece[0] for piece in _PIECES.finditer(clause) if len(piece[0]) == len(clause)), "")
        if line and not any(line in quote for quote in quoted):
            quoted.append(line)
            yield Cited(task.number, line[:QUOTE])


def _quote(text: str, task: Task) -> str:
    """The first line of the task that says something, without its units, cut behind a mark."""
    named = [one.start for one in task.named if task.start < one.start < one.end]
    stretch = text[task.start : min([task.end, *named])]
    pieces = [piece[0].strip() for piece in _PIECES.finditer(stretch)]
    told = next((piece for piece in pieces if len(piece) >= _LEAST), max(pieces, key=len, default=""))
    return _cut(told or text[task.start : task.end].strip(), QUOTE)


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    cut = _CUT.match(text[:limit])
    return cut[0].rstrip(MARKS) if cut and len(cut[0]) > _LEAST else text[:limit]


def _note(asked: Demanded, items: Sequence[Item]) -> str:
    """What the criterion does not say: the national items, deadlines, frequencies, sentences that it leaves out."""
    texts, said = words().texts, []
    if items:
        named = "、".join(f"{item.id}（{item.title}）" for item in items)
        said.append(texts.sharpens.format(items=named))
    if asked.deadlines:
        said.append(texts.deadline.format(deadlines=_quoted(asked.deadlines)))
    if asked.frequencies:
        said.append(texts.frequency.format(frequencies=_quoted(asked.frequencies)))
    return "；".join(said)


def _quoted(clauses: Sequence[str]) -> str:
    return "、".join(f"“{short(clause)}”" for clause in clauses)


def _todo(
    asked: Demanded, drafted: Drafted, looser: Sequence[Looser], document: Document, holder: str | None
) -> Iterator[str]:
    texts = words().texts
    if holder is None:
        yield texts.todo_units
    if not asked.figures and not asked.measures:
        if drafted.asked:
            yield texts.todo_task
        return
    for quote in dict.fromkeys(quote for sentence in asked.sentences for quote in sentence.unread):
        yield texts.todo_number.format(quote=short(quote))
    for sentence in asked.sentences:
        if sentence.silent:
            yield texts.todo_unread.format(quote=short(document.text[sentence.start : sentence.end]))
    for one in looser:
        yield texts.todo_lower.format(
            value=f"{one.figure.label} {number_text(one.figure.number)}",
            item=one.item.id,
            national=number_text(one.national),
        )
