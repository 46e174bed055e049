"""The Word report put together: title, then the declared sections in the declared order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from engine.reporting.view import VERDICTS, View
from engine.reporting.word import fields
from engine.reporting.word.blocks import Body
from engine.reporting.word.layout import Layout, Section, Table
from engine.reporting.word.page import new_document, to_bytes
from engine.reporting.word.wording import Values, filled, paragraphs


class Part(NamedTuple):
    """What a section is written from."""

    body: Body
    section: Section
    shown: View
    values: Values


def write_report(shown: View, layout: Layout) -> bytes:
    """The docx file of a shown result."""
    values = fields.values_of(shown, fields.REPORT)
    title = filled(layout.title, values)
    body = Body(new_document(layout, title.replace("\n", "")), layout)
    body.title(title)
    for line in paragraphs(layout.subtitle, values):
        body.paragraph(line, "subtitle")
    for name in layout.order:
        if shown["findings"] or name not in _OF_FINDINGS:
            _write(name, Part(body, layout.sections[name], shown, values), layout)
    return to_bytes(body.document)


def _write(name: str, part: Part, layout: Layout) -> None:
    section, body = part.section, part.body
    body.start(landscape=section.landscape)
    body.heading(1, filled(section.title, part.values))
    _SECTIONS.get(name, _text)(part, layout)


def _text(part: Part, layout: Layout) -> None:
    _say(part, part.section.intro)


def _overview(part: Part, layout: Layout) -> None:
    _text(part, layout)
    about = part.section.tables.get("about")
    if about:
        rows = [(filled(row.label, part.values), paragraphs(row.text, part.values)) for row in about.rows]
        part.body.pairs([row for row in rows if row[1]], filled(about.caption, part.values))
    _table(part, "worst", part.shown["worst"], fields.FINDING)
    parts = [p for p in part.shown["parts"] if p["possible"]]
    _table(part, "scores", [*parts, *_total(part)], fields.PART)
    counted = [p for p in part.shown["parts"] if any(p["verdicts"].values())]
    _table(part, "verdicts", [*counted, *_total(part)], fields.PART)


def _total(part: Part) -> list[View]:
    """The row of the whole, under those of the parts."""
    shown = part.shown
    if not shown["score"]:
        return []
    tally = {v: next(c["number"] for c in shown["counts"] if c["verdict"] == v) for v in VERDICTS}
    return [{"title": shown["texts"]["total"], **shown["score"], "verdicts": tally}]


def _gaps(part: Part, layout: Layout) -> None:
    if not part.shown["gaps"]:
        _say(part, part.section.empty)
        return
    _text(part, layout)
    for group in part.shown["gaps"]:
        found = group["findings"]
        values = _grouped(part, group["label"], len(found))
        part.body.heading(2, filled(part.section.group, values))
        _findings(part, found, part.section, group["label"])


def _reviews(part: Part, layout: Layout) -> None:
    _text(part, layout)
    found = part.shown["reviews"]
    if not found:
        _say(part, part.section.empty)
    # Written as gaps are, where nothing else is declared.
    lines = part.section.lines or layout.sections["gaps"].lines
    _findings(part, found, part.section.model_copy(update={"lines": lines}), "")


def _findings(part: Part, found: Sequence[View], section: Section, group: str) -> None:
    """Core items written out, then a table of the details."""
    for finding in (f for f in found if not f["detail"]):
        _finding(part, finding, section)
    details = [f for f in found if f["detail"]]
    if details:
        values = _grouped(part, group, len(details))
        for line in paragraphs(section.more, values):
            part.body.paragraph(line)
        _table(part, "details", details, fields.FINDING, values)


def _finding(part: Part, finding: View, section: Section) -> None:
    values = {**part.values, **fields.values_of(finding, fields.FINDING)}
    part.body.heading(3, filled(section.item, values))
    for line in section.lines:
        label = filled(line.label, values)
        for text in paragraphs(line.text, values):
            part.body.paragraph(text, line.style, f"{label}：" if label else "")
            label = ""


def _checks(part: Part, layout: Layout) -> None:
    _text(part, layout)
    _table(part, "checks", [*part.shown["inconsistent"], *part.shown["undecided"]], fields.CHECK)


def _notes(part: Part, layout: Layout) -> None:
    _text(part, layout)
    verdicts = [
        {"name": f"{v['symbol']} {v['label']}", "meaning": v["meaning"]} for v in part.shown["verdicts"]
    ]
    flags = [{"name": f"〔{f['flag']}〕", "meaning": f["meaning"]} for f in part.shown["flags_used"]]
    _table(part, "meanings", [*verdicts, *flags], fields.MEANING)


def _listing(name: str, makers: fields.Makers) -> Callable[[Part, Layout], None]:
    """A section that is one table of what the shown result has under `name`."""

    def write(part: Part, layout: Layout) -> None:
        rows = part.shown[name]
        if not rows:
            _say(part, part.section.empty)
            return
        _text(part, layout)
        _table(part, name, rows, makers)

    return write


def _say(part: Part, text: str) -> None:
    for line in paragraphs(text, part.values):
        part.body.paragraph(line)


def _table(part: Part, name: str, rows: Sequence[View], makers: fields.Makers, values: Values | None = None) -> None:  # fmt: skip
    """The table `name` of the section, where it is declared and there are rows."""
    table = part.section.tables.get(name, Table())
    if not table.columns or not rows:
        return
    around = values or part.values
    cells = []
    for row in rows:
        inner = {**part.values, **fields.values_of(row, makers)}
        cells.append([paragraphs(column.text, inner) for column in table.columns])
    titles = [filled(column.title, part.values) for column in table.columns]
    part.body.table(table.columns, titles, cells, filled(table.caption, around))


def _grouped(part: Part, label: str, number: int) -> Values:
    return {**part.values, "group": [label] if label else [], "number": [str(number)]}


_SECTIONS: dict[str, Callable[[Part, Layout], None]] = {
    "overview": _overview,
    "gaps": _gaps,
    "reviews": _reviews,
    "checks": _checks,
    "actions": _listing("actions", fields.ACTION),
    "met": _listing("met", fields.FINDING),
    "not_applicable": _listing("not_applicable", fields.FINDING),
    "notes": _notes,
}
_OF_FINDINGS = ("gaps", "reviews", "checks", "actions", "met", "not_applicable")
