"""Today's gaps against those of an earlier package: new, fixed, remaining, not looked at.

In: the `基线.json` of a package (or the folder or zip that holds it). Out: a `Comparison`. Nothing that a baseline names disappears
from the totals.
"""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from pydantic import Field, ValidationError

from engine.audit.models import Comparison, Turn, Turned
from engine.documents.archive import read_part
from engine.errors import FazhiError, why
from engine.ledgers.models import LedgerResult
from engine.model import Model
from engine.reporting.view import UNSETTLED
from engine.result import Result

NAME = "基线.json"
_LIMIT = 50_000_000
_SHORT = "short"
_MEND = "请指向上一次自查的结果文件夹、压缩包或其中的基线.json"


class Gap(Model):
    """A gap of that day: an item (`group` is its id), or `number` rows that fall short of a ledger rule (`group`)."""

    id: str
    group: str
    title: str
    state: str
    number: int = Field(1, ge=1)


class Baseline(Model):
    """What a package leaves for the next audit. `looked_at` are the items and rules that applied to something that day."""

    on: date
    year: int | None
    checklist: str
    rate: float | None
    unmasked: bool = False
    looked_at: tuple[str, ...]
    gaps: tuple[Gap, ...]


def baseline_of(result: Result, ledgers: Iterable[LedgerResult], on: date, *, unmasked: bool) -> Baseline:
    """The gaps of an audit."""
    ledgers = tuple(ledgers)
    items = [finding for finding in result.findings if finding.verdict != "not_applicable"]
    gaps = [
        Gap(id=finding.item.id, group=finding.item.id, title=finding.item.title, state=finding.verdict)
        for finding in items
        if finding.verdict in UNSETTLED
    ]
    rules = {_rule(one.kind, tally.rule) for one in ledgers for tally in one.tallies if tally.checked}
    card = result.scorecard
    return Baseline(
        on=on,
        year=result.document.report_year,
        checklist=result.checklist.content_hash,
        rate=card.total.rate if card else None,
        unmasked=unmasked,
        looked_at=(*(finding.item.id for finding in items), *sorted(rules)),
        gaps=(*gaps, *_rows(ledgers)),
    )


def _rule(kind: str, rule: str) -> str:
    return f"{kind}.{rule}"


def _rows(ledgers: Iterable[LedgerResult]) -> Iterator[Gap]:
    """Rows by rule and subject: line numbers change when a ledger grows. Those that were only counted stand as one."""
    known: Counter[tuple[str, str]] = Counter()
    titles = {}
    for ledger in ledgers:
        for tally in ledger.tallies:
            group = _rule(ledger.kind, tally.rule)
            listed = Counter(one.subject for one in ledger.findings if one.rule == tally.rule)
            titles[group] = f"{ledger.title}／{tally.title}"
            for subject, number in listed.items():
                known[group, subject] += number
            known[group, ""] += max(0, tally.short - listed.total())
    for (group, subject), number in known.items():
        if number:
            title = f"{titles[group]}：{subject}" if subject else titles[group]
            yield Gap(id=f"{group}|{subject}", group=group, title=title, state=_SHORT, number=number)


def written(baseline: Baseline) -> bytes:
    """The file that a package holds."""
    data = baseline.model_dump(mode="json")
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def read_baseline(path: Path) -> Baseline:
    """The baseline at `path`: the file, or the folder or zip that holds it. Raises `FazhiError`."""
    try:
        return Baseline.model_validate_json(_bytes(path))
    except ValidationError as error:
        raise FazhiError("这不是自查留下的基线文件，或已损坏", path=path, mend=_MEND) from error


def _bytes(path: Path) -> bytes:
    file = path / NAME if path.is_dir() else path
    try:
        if zipfile.is_zipfile(file):
            part = read_part(file, NAME)
            if part is None:
                raise FazhiError("压缩包里没有基线文件", path=path, mend=_MEND)
            return part
        if file.stat().st_size > _LIMIT:
            raise FazhiError("基线文件过大", path=file, mend=_MEND)
        return file.read_bytes()
    except OSError as error:
        raise FazhiError("基线文件读不出", path=file, mend=f"{_MEND}（{why(error)}）") from error


def compared(earlier: Baseline, now: Baseline, path: Path) -> Comparison:
    """What turned from `earlier` to `now`. Raises `FazhiError` where one names persons and the other masks them: rows cannot be
    told from one another then."""
    if earlier.unmasked != now.unmasked:
        mend = f"请{'加上' if earlier.unmasked else '去掉'} --unmask，与上一次一致"
        raise FazhiError("上次的姓名、证件号遮蔽与这次不同，不能逐行比较", path=path, mend=mend)
    before, after = ({gap.id: gap for gap in one.gaps} for one in (earlier, now))
    looked_at = frozenset(now.looked_at)
    turned = [
        turn
        for id_ in dict.fromkeys((*after, *before))
        for turn in _turns(before.get(id_), after.get(id_), looked_at)
    ]
    return Comparison(file=path.name, on=earlier.on, rate=earlier.rate, turned=tuple(turned))


def _turns(before: Gap | None, after: Gap | None, looked_at: frozenset[str]) -> Iterator[Turned]:
    """What became of one gap: of several rows some may be fixed and others remain."""
    gap = after or before
    if gap is None:
        return
    was, is_ = (one.number if one else 0 for one in (before, after))
    gone: Turn = "fixed" if gap.group in looked_at else "unchecked"
    turns: tuple[tuple[Turn, int], ...] = (
        ("new", is_ - was),
        ("remaining", min(was, is_)),
        (gone, was - is_),
    )
    for turn, number in turns:
        if number > 0:
            yield Turned(
                id=gap.id,
                title=gap.title,
                turn=turn,
                number=number,
                before=before.state if before and turn != "new" else None,
                now=after.state if after and turn in ("new", "remaining") else None,
            )
