"""Today's gaps against those of an earlier package: new, fixed, remaining.

In: the `基线.json` of a package (or the folder or zip that holds it). Out: a `Comparison`. Nothing that a baseline names disappears
from the totals.
"""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from engine.audit.models import Comparison, Turned
from engine.documents.archive import read_part
from engine.errors import FazhiError
from engine.ledgers.models import LedgerResult
from engine.model import Model
from engine.result import Result

NAME = "基线.json"
_LIMIT = 50_000_000
_GAPS = ("not_met", "no_evidence", "partly", "needs_review")
_MEND = "请指向上一次自查的结果文件夹、压缩包或其中的基线.json"


class Gap(Model):
    """A gap of that day: an item, or the rows that fall short of a ledger rule."""

    id: str
    title: str
    state: str
    number: int = 1


class Baseline(Model):
    """What a package leaves for the next audit."""

    on: date
    year: int | None
    checklist: str
    rate: float | None
    gaps: tuple[Gap, ...]


def baseline_of(result: Result, ledgers: Iterable[LedgerResult], on: date) -> Baseline:
    """The gaps of an audit."""
    items = [
        Gap(id=finding.item.id, title=finding.item.title, state=finding.verdict)
        for finding in result.findings
        if finding.verdict in _GAPS
    ]
    card = result.scorecard
    return Baseline(
        on=on,
        year=result.document.report_year,
        checklist=result.checklist.content_hash,
        rate=card.total.rate if card else None,
        gaps=(*items, *_rows(ledgers)),
    )


def _rows(ledgers: Iterable[LedgerResult]) -> Iterable[Gap]:
    """Rows by rule and subject: line numbers change when a ledger grows."""
    known: Counter[tuple[str, str]] = Counter()
    titles = {}
    for ledger in ledgers:
        for finding in ledger.findings:
            known[finding.rule, finding.subject] += 1
            titles[finding.rule] = finding.title
    for (rule, subject), number in known.items():
        yield Gap(id=f"{rule}|{subject}", title=f"{titles[rule]}：{subject}", state="short", number=number)


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
        raise FazhiError("基线文件读不出", path=file, mend=f"{_MEND}（{error.strerror}）") from error


def compared(earlier: Baseline, now: Baseline, file: str) -> Comparison:
    """What turned from `earlier` to `now`."""
    before, after = ({gap.id: gap for gap in one.gaps} for one in (earlier, now))
    turned = [
        Turned(
            id=gap.id,
            title=gap.title,
            turn="remaining" if gap.id in before else "new",
            before=before[gap.id].state if gap.id in before else None,
            now=gap.state,
        )
        for gap in now.gaps
    ]
    turned += [
        Turned(id=gap.id, title=gap.title, turn="fixed", before=gap.state)
        for gap in earlier.gaps
        if gap.id not in after
    ]
    return Comparison(file=file, on=earlier.on, rate=earlier.rate, turned=tuple(turned))
