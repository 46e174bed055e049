"""The steps of an audit in a row: a workspace in, an `Audit` out.

report -> ledgers -> merged -> rules -> rulings -> scoring -> materials, plan, questions -> baseline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from engine.audit import baseline
from engine.audit.inspecting import questions_of
from engine.audit.ledgers import Reader
from engine.audit.materials import materials_of, unplaced
from engine.audit.merging import merged
from engine.audit.models import Audit, Comparison, Difference, Material, Step
from engine.audit.persons import Name, Persons, Said, from_yaml
from engine.audit.planning import steps_of
from engine.audit.words import audit_texts
from engine.audit.workspace import Workspace
from engine.ledgers.masking import Masker
from engine.ledgers.models import LedgerResult, Problem
from engine.ledgers.rows import Listener
from engine.model import Model
from engine.pipeline import check_facts, checklist_in_force, read_facts, with_rulings
from engine.result import Result
from engine.rules import Ruling

_NAMED = 5  # of files that stand for nothing, so many are named


class Wanted(Model):
    """What the caller chooses. `on` is the day as of which deadlines and expiries count."""

    on: date
    baseline: Path | None = None
    ignore_waivers: bool = False
    unmask: bool = False
    checklists: Path | None = None


class _Judged(NamedTuple):
    """What report, ledgers and persons give together."""

    result: Result
    alone: Result
    ledgers: tuple[LedgerResult, ...]
    differences: tuple[Difference, ...]
    rulings: tuple[Ruling, ...]
    problems: tuple[Problem, ...]


def audited(workspace: Workspace, wanted: Wanted, progress: Listener) -> Audit:
    """Everything that the workspace gives. Raises `FazhiError` where the report, the settings or a declaration cannot be used."""
    texts = audit_texts()
    earlier = baseline.read_baseline(wanted.baseline) if wanted.baseline else None
    judged = _judged(workspace, wanted, progress)
    result = judged.result
    files = [workspace.name(path) for path in workspace.materials()]
    materials = materials_of(result.findings, files)
    return Audit(
        result=result,
        on=wanted.on,
        unmasked=wanted.unmask,
        report_alone={finding.item.id: finding.verdict for finding in judged.alone.findings},
        ledgers=judged.ledgers,
        differences=judged.differences,
        rulings=judged.rulings,
        unused=_unused(result),
        materials=tuple(one for rows in materials.values() for one in rows),
        steps=_steps(result, materials),
        questions=questions_of(result.findings, result.checklist, materials, texts),
        comparison=_compared(earlier, result, judged.ledgers, wanted),
        problems=judged.problems,
        notices=(
            *((texts.notices["unmasked"],) if wanted.unmask else ()),
            *_notices(judged, unplaced(result.findings, materials, files)),
        ),
    )


def _judged(workspace: Workspace, wanted: Wanted, progress: Listener) -> _Judged:
    """The report with what ledgers count in the place of its claims, and then with what persons say."""
    options = workspace.settings.options(workspace.root, wanted.checklists)
    path = workspace.report()
    document, extraction = read_facts(path, options)
    masker, checklist = Masker(unmask=wanted.unmask), checklist_in_force(document, options)
    reader = Reader(workspace, checklist, wanted.on, masker, progress, options.checklists)
    ledgers = tuple(reader.ledgers())
    counted = [fact for ledger in ledgers for fact in ledger.facts]
    both = merged(extraction, counted, workspace.settings.year, audit_texts())
    result = check_facts(document, both.extraction, options)
    persons = Persons(workspace, {finding.item.id: finding.item.title for finding in result.findings})
    rulings = tuple(persons.rulings(_said(workspace, reader, wanted)))
    result = with_rulings(result, rulings, wanted.on)
    within = document.model_copy(update={"path": workspace.name(path)})
    return _Judged(
        result=result.model_copy(update={"document": within}),
        alone=check_facts(document, extraction, options),
        ledgers=ledgers,
        differences=both.differences,
        rulings=rulings,
        problems=(*_in_order(reader.problems), *persons.problems),
    )


def _said(workspace: Workspace, reader: Reader, wanted: Wanted) -> Iterator[Said]:
    """What persons said, attestations first; a waiver may then turn out to be needless."""
    names: tuple[Name, ...] = ("attestations",) if wanted.ignore_waivers else ("attestations", "waivers")
    for name in names:
        reader.strangers(name)
        for path in workspace.words(name):
            if path.suffix.lower() in (".yaml", ".yml"):
                yield from from_yaml(path, name, workspace.name(path))
            else:
                yield from reader.said(path, name)


def _steps(result: Result, materials: dict[str, list[Material]]) -> tuple[Step, ...]:
    if result.scorecard is None:
        return ()
    return steps_of(result.findings, result.scorecard, materials, audit_texts())


def _unused(result: Result) -> tuple[Ruling, ...]:
    """Rulings that were not followed; their remarks say why."""
    return tuple(ruling for finding in result.findings for ruling in finding.rulings if ruling.remarks)


def _compared(
    earlier: baseline.Baseline | None, result: Result, ledgers: tuple[LedgerResult, ...], wanted: Wanted
) -> Comparison | None:
    if earlier is None or wanted.baseline is None:
        return None
    now = baseline.baseline_of(result, ledgers, wanted.on, unmasked=wanted.unmask)
    return baseline.compared(earlier, now, wanted.baseline)


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.file, problem.sheet))


def _notices(judged: _Judged, left: Sequence[str]) -> Iterator[str]:
    texts = audit_texts().notices
    if not any(ledger.used for ledger in judged.ledgers):
        yield texts["alone"]
    if judged.result.document.kind == "work_plan":
        yield texts["plan"]
    if left:
        names = "、".join(left[:_NAMED]) + ("……" if len(left) > _NAMED else "")
        yield texts["unplaced"].format(number=len(left), files=names)
