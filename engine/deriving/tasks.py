"""The tasks of a plan: numbered sections, rows of a table, or paragraphs with responsible units.

In: a `Document`. Out: `Task`s in the order of the text, each with its number, title, group, and who is responsible.
Where units are named, they tell on which level of the headings the tasks stand; where none are, the level below the first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from engine.deriving.tables import table_rows
from engine.deriving.task import Task
from engine.deriving.units import find_units
from engine.deriving.words import pattern, words
from engine.documents.models import Document, Section
from engine.text import plain

_TITLE = 40
_SOFT = re.compile(r"[,;:(\[〔【。]")
_MARKS = " \t\n,。;:、．."
_LIST = 5  # the rank of 一是


def find_tasks(document: Document) -> tuple[Task, ...]:
    """The tasks; none where the text has neither numbers nor units."""
    text = plain(document.text)
    rows = tuple(_of_rows(document.text, text))
    tasks = rows or tuple(_of_sections(text, document)) or tuple(_of_paragraphs(text))
    return _told_apart(tasks, document)


class _Tree:
    """The sections with their children, and the units that stand in each."""

    def __init__(self, text: str, document: Document) -> None:
        self.text, self.sections = text, document.sections
        self.children: dict[int | None, list[int]] = {}
        for i, section in enumerate(self.sections):
            if not self._is_back(document, section):
                self.children.setdefault(section.parent, []).append(i)
        self.named = [find_units(text, one.start, one.end) for one in self.sections]
        self.any_named = any(self._units(i) for i in range(len(self.sections)))

    @staticmethod
    def _is_back(document: Document, section: Section) -> bool:
        role = document.role_at(section.start)
        return role is not None and role.role == "back"

    def tasks(self, at: int | None = None, depth: int = 0) -> Iterator[int]:
        """The sections below `at` that are tasks."""
        for child in self.children.get(at, ()):
            if self._is_none(child):
                continue
            if self._goes_deeper(child, depth):
                yield from self.tasks(child, depth + 1)
            else:
                yield child

    def _units(self, i: int) -> bool:
        return bool(self.named[i])

    def _is_none(self, i: int) -> bool:
        """Whether a section only speaks of the whole: 总体要求."""
        if self._units(i):
            return False
        title = plain(self.sections[i].title)
        beside = words().not_tasks_beside if self.any_named else ()
        return pattern((*words().not_tasks, *beside)).search(title) is not None

    def _goes_deeper(self, i: int, depth: int) -> bool:
        """Whether the tasks stand below this section."""
        children = self.children.get(i, [])
        if not children:
            return False
        with_units = [child for child in children if self._units(child)]
        if not with_units:
            return not self._units(i) and depth == 0
        if len(children) > 1 and with_units == children[-1:]:
            # Units at the end of the last of several: they are those of the whole.
            last = self.sections[children[-1]]
            below = self.children.get(children[-1], [])
            return bool(below) and self._goes_deeper(children[-1], depth + 1) and last.rank < _LIST
        return True


def _of_sections(text: str, document: Document) -> Iterator[Task]:
    tree = _Tree(text, document)
    for i in tree.tasks():
        section = tree.sections[i]
        parent = tree.sections[section.parent] if section.parent is not None else None
        group = plain(parent.title).strip(_MARKS) if parent else None
        title, end = _title(text, section), _end(section, parent)
        alone = text[section.body - 1 : section.body] in ("。", "\n") and section.rank < _LIST
        named = find_units(text, section.start, end)
        body = section.body if alone else section.start + len(section.number)
        yield Task(section.number.strip(_MARKS), title, group, section.start, body, end, named)


def _end(section: Section, parent: Section | None) -> int:
    """A list item ends with its line; what names the units of all in a line of its own is not lost."""
    if parent is None or section.rank < _LIST:
        return section.end
    return min(section.end, parent.end)


def _title(text: str, section: Section) -> str:
    """The heading without who is responsible; of a sentence its first clause."""
    title = plain(section.title)
    for one in find_units(title, 0, len(title)):
        title = title[: one.start] if one.start < one.end else title
    title = title.strip(_MARKS)
    if len(title) > _TITLE:
        title = _SOFT.split(title)[0].strip(_MARKS)[:_TITLE]
    return title or text[section.start : section.end].strip(_MARKS)[:_TITLE]


def _of_rows(original: str, text: str) -> Iterator[Task]:
    for row in table_rows(original, text):
        title = row.title if len(row.title) <= _TITLE else _SOFT.split(row.title)[0][:_TITLE]
        yield row._replace(title=title)


def _of_paragraphs(text: str) -> Iterator[Task]:
    """Lines that name units, where nothing has a number."""
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        named = find_units(text, start, end)
        opens = named and named[0].start > start + 4
        if opens and any(one.start < one.end for one in named):
            title = _SOFT.split(line.strip(_MARKS))[0][:_TITLE]
            yield Task("", title, None, start, start, end, named)
        start = end


def _told_apart(tasks: tuple[Task, ...], document: Document) -> tuple[Task, ...]:
    """Numbers that occur twice with the number of the group before them; those that are missing by counting."""
    counted = Counter(task.number for task in tasks)
    sections = {section.start: section for section in document.sections}
    result = []
    for i, task in enumerate(tasks, 1):
        number = task.number
        if not number:
            number = words().texts.number.format(number=i)
        elif counted[number] > 1:
            number = f"{_group_number(sections.get(task.start), document)}{number}"
        result.append(task._replace(number=number))
    return tuple(result)


def _group_number(section: Section | None, document: Document) -> str:
    numbers = []
    while section is not None and section.parent is not None:
        section = document.sections[section.parent]
        numbers.append(section.number if section.rank != 1 else f"{section.number.strip(_MARKS)}、")
    return "".join(reversed(numbers))
