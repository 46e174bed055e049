"""Local checklists for people: a skeleton to begin with, differences in words and as a workbook.

In: a place and its parent checklist, or two checklists. Out: text, lines, the bytes of an xlsx file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.checklist.comparing import Difference, differences
from engine.checklist.models import Applies, Checklist, Criterion
from engine.checklist.overlay import Change, Place
from engine.reporting.templating import render
from engine.reporting.texts import Texts
from engine.rules.criterion_text import Labels, describe_criterion


def skeleton(place: Place, identifier: str, parent: str, profiles: Sequence[str]) -> str:
    """A commented overlay that changes nothing yet."""
    region = {"code": place.code, "name": place.name}
    data = {"region": region, "id": identifier, "parent": parent, "profiles": list(profiles)}
    return render("pages/overlay.yaml.j2", data)


def compared(one: Checklist, other: Checklist, labels: Labels, texts: Texts) -> list[Difference]:
    """The differences of two checklists, fields in Chinese."""

    def show(value: object) -> str:
        match value:
            case None:
                return ""
            case Applies():
                return "、".join(texts.levels[level] for level in value.levels)
            case Criterion():
                said = describe_criterion(value, labels)
                return "；".join(f"{texts.verdicts[verdict].label}：{text}" for verdict, text in said.items())
            case tuple():
                return "；".join(map(str, value))
        return texts.severities.get(str(value)) or texts.bases.get(str(value)) or f"{value}"

    return differences(one, other, show)


def in_words(found: Sequence[Difference], texts: Texts) -> Iterator[str]:
    """A line for each difference."""
    nothing = f"（{texts.phrases['none']}）"
    for one in found:
        words = texts.differences[one.what]
        said = words.format(
            field=field_name(one.field, texts), before=one.before or nothing, after=one.after or nothing
        )
        yield f"{one.item}　{one.title}：{said}" + (f"（{one.why}）" if one.why else "")


def as_workbook(found: Sequence[Difference], one: Checklist, other: Checklist, texts: Texts) -> bytes:
    """The differences as a table."""
    from openpyxl import Workbook

    from engine.reporting import sheets
    from engine.reporting.sheets import Column

    book = Workbook()
    book.remove(book.worksheets[0])
    heads = texts.heads
    columns = [
        Column(heads["item"], 24, lambda row: row["item"]),
        Column(heads["title"], 32, lambda row: row["title"]),
        Column(heads["what"], 10, lambda row: row["what"], centred=True),
        Column(heads["field"], 12, lambda row: row["field"]),
        Column(one.title, 40, lambda row: row["before"]),
        Column(other.title, 40, lambda row: row["after"]),
        Column(heads["reason"], 32, lambda row: row["why"]),
    ]
    rows = [
        {
            **one._asdict(),
            "what": texts.differences[f"{one.what}_short"],
            "field": field_name(one.field, texts),
        }
        for one in found
    ]
    sheets.table_sheet(book, texts.sheets["differences"], columns, rows, frozen=2)
    return sheets.to_bytes(book)


def field_name(field: str, texts: Texts) -> str:
    """The Chinese name of a field of an item."""
    name, _, value = field.partition(".")
    if name == "values":
        return texts.heads["value"].format(name=value)
    described = Change.model_fields.get(name)
    if described and described.description:
        return described.description
    return texts.heads.get(name, field)
