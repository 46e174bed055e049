"""JUnit XML, for continuous integration: a suite for each part of the outline, a case for each item.

不达标 and 未见证据 are failures, 待人工核实 and 不适用 are skipped; a gap under a waiver is skipped, with the waiver in its words.
部分达标 passes and says so. A report that could not be used is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from engine.reporting.machine import TOOL, lines, moment
from engine.reporting.naming import reason_of
from engine.reporting.text import cited, clean, sourced
from engine.reporting.texts import load_texts
from engine.reporting.view import View, view
from engine.reporting.writers import Outcome, Writer
from engine.result import Result

_FAILING = ("not_met", "no_evidence")
_SKIPPED = ("needs_review", "not_applicable")
_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(result: Result, templates: Path | None = None) -> bytes:
    """The suites of one report."""
    return together([result], templates, False)


def together(outcomes: Sequence[Outcome], templates: Path | None, several: bool) -> bytes:
    """The suites of all reports."""
    texts = load_texts(templates)
    root = Element("testsuites", name=TOOL)
    for outcome in outcomes:
        if isinstance(outcome, Result):
            root.extend(_suites(outcome, view(outcome, texts)))
        else:
            root.append(_broken(str(outcome[0]), reason_of(outcome), moment()))
    for element in (root, *root):
        _count(element)
    ElementTree.indent(root, " ")
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _suites(result: Result, shown: View) -> Iterable[Element]:
    report, at = shown["report"]["path"], moment([result.document])
    if shown["message"]:
        yield _broken(report, shown["message"], at)
        return
    titles = {one.part.id: one.part.title for one in result.scorecard.parts} if result.scorecard else {}
    order = dict.fromkeys((*titles, *(row["part"] for row in shown["findings"])))
    for part in order:
        rows = [row for row in shown["findings"] if row["part"] == part]
        if rows:
            suite = _suite(report, titles.get(part, part), at)
            suite.extend(_case(row, f"{shown['checklist']['id']}.{part}") for row in rows)
            yield suite


def _suite(report: str, title: str, at: str) -> Element:
    return Element("testsuite", name=clean(f"{report}／{title}"), timestamp=at.removesuffix("Z"))


def _broken(report: str, reason: str, at: str) -> Element:
    suite = Element("testsuite", name=clean(report), timestamp=at.removesuffix("Z"))
    case = SubElement(suite, "testcase", name=clean(report), classname=TOOL, time="0")
    SubElement(case, "error", message=clean(reason), type="unusable")
    return suite


def _case(row: View, classname: str) -> Element:
    case = Element("testcase", name=clean(f"{row['id']} {row['title']}"), classname=classname, time="0")
    verdict, message = row["verdict"], f"{row['verdict_label']}：{row['reason']}"
    details = _details(row)
    if verdict in _FAILING and row["waived"]:
        waivers = (r["line"] for r in row["rulings"] if r["kind"] == "waiver" and r["counts"])
        SubElement(case, "skipped", message="；".join((message, *waivers)))
    elif verdict in _FAILING:
        SubElement(case, "failure", message=message, type=row["severity"]).text = details
        return case
    elif verdict in _SKIPPED:
        SubElement(case, "skipped", message=message)
    SubElement(case, "system-out").text = lines(message, *details.split("\n"))
    return case


def _details(row: View) -> str:
    """What stands behind the verdict: sentences, what persons said, sources, what to do."""
    return lines(
        *map(cited, (*row["evidence"], *row["contrary"])),
        *(ruling["line"] for ruling in row["rulings"]),
        *map(sourced, row["sources"]),
        row["remedy"],
    )


def _count(element: Element) -> None:
    element.set("tests", str(len(element.findall(".//testcase"))))
    for name, tag in _COUNTED.items():
        element.set(name, str(len(element.findall(f".//{tag}"))))
    element.set("time", "0")


WRITER = Writer(
    "结果",
    ".junit.xml",
    render,
    "junit",
    "JUnit XML，供持续集成：差距为失败，待核实、不适用为跳过",
    usual=False,
    text=True,
    together=together,
)
