"""An audit, or the status of a workspace, on the screen: to be read in half a minute; glyphs of GBK only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from engine.audit.models import Audit
from engine.audit.status import Status
from engine.audit.unread import unread
from engine.audit.words import audit_texts
from engine.ledgers.models import Problem
from engine.reporting.numbers import number, percent
from engine.reporting.screen import print_result, say
from engine.reporting.text import clean

_SIGNS = {"there": "√", "partly": "△", "missing": "○"}
_MOST = 12
_UNREAD = 5


def print_audit(console: Console, audit: Audit, templates: Path | None = None) -> None:
    """The result as `check` shows it, then what ledgers, persons and the baseline add."""
    texts = audit_texts().phrases
    print_result(console, audit.result, templates)
    for ledger in (one for one in audit.ledgers if one.used or one.lost):
        short = sum(tally.short for tally in ledger.tallies)
        line = texts["ledger_line"].format(
            title=ledger.title, file=ledger.file, used=ledger.used, lost=ledger.lost, short=short
        )
        _say(console, line)
    for one in audit.differences:
        if one.agreement != "agrees":
            _say(console, f"{audit_texts().agreement_symbols[one.agreement]} {one.message}")
    titles = {finding.item.id: finding.item.title for finding in audit.result.findings}
    for step in audit.steps[:_MOST]:
        _say(console, texts["step_line"].format(gain=number(step.gain), title=titles[step.item]))
    if audit.comparison:
        _say(console, texts["baseline_line"].format(**audit.comparison.counts))
    waived = sum(finding.waived for finding in audit.result.findings)
    if waived:
        _say(console, texts["waived_line"].format(number=waived))
    for unused in audit.unused:
        name = f"{titles[unused.item]}（{unused.item}）" if unused.item in titles else unused.item
        _say(console, f"{texts['unused']}{name}：{'；'.join(unused.remarks)}")
    for notice in audit.notices:
        _say(console, notice)
    _say_unread(console, unread(audit.problems, {ledger.file for ledger in audit.ledgers}))
    problems = len(audit.problems) + sum(len(ledger.problems) for ledger in audit.ledgers)
    if problems:
        _say(console, texts["problem_line"].format(number=problems))


def print_status(console: Console, status: Status) -> None:
    """A table of what is there, the first missing materials, and how far it has come."""
    texts = audit_texts().phrases
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for line in status.lines:
        table.add_row(_SIGNS[line.state], clean(line.name), clean(line.said))
    console.print(table)
    for title, name in status.missing[:_MOST]:
        _say(console, texts["missing_line"].format(title=title, name=name))
    if len(status.missing) > _MOST:
        _say(console, texts["missing_more"].format(number=len(status.missing) - _MOST))
    _say_unread(console, status.unread)
    if status.problems:
        _say(console, texts["problem_line"].format(number=status.problems))
    share = 100 * status.done / len(status.lines) if status.lines else 0.0
    _say(console, texts["done_line"].format(done=status.done, of=len(status.lines), share=percent(share)))


def _say_unread(console: Console, files: Sequence[Problem]) -> None:
    """The files of which nothing was read, each with the reason; of many only the first."""
    texts = audit_texts().phrases
    for one in files[:_UNREAD]:
        _say(console, texts["unread_line"].format(file=one.file, message=one.message, mend=one.mend))
    if len(files) > _UNREAD:
        _say(console, texts["unread_more"].format(number=len(files) - _UNREAD))


def _say(console: Console, line: str) -> None:
    say(console, clean(line))
