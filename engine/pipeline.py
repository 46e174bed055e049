"""The steps in a row: a file in, a `Result` out. The only module that knows every room.

documents -> extraction -> checklist -> rules -> scoring. It also runs a checklist's own examples.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from engine.checklist.choosing import Choice, choose, reasons
from engine.checklist.comparing import is_off
from engine.checklist.dating import DatedChecklist, for_year
from engine.checklist.files import available, read_head
from engine.checklist.loading import LoadedChecklist, load_checklist
from engine.checklist.models import Checklist, Example, Item
from engine.checklist.overlay import LocalItem, Overlay
from engine.documents import Document, Given, document_from_text, read_document
from engine.documents.models import Level, Region
from engine.errors import FazhiError
from engine.extraction import Extraction, Lexicon, extract, load_lexicon
from engine.extraction.examples import Miss, try_examples
from engine.extraction.local import extended, load_local
from engine.model import Model
from engine.profile import Profile, find_profile
from engine.resources import shipped
from engine.result import ChecklistRef, Result
from engine.rules import Ruling, judge, ruled
from engine.scoring import score

OWN_FOLDER = "FAZHI_CHECKLISTS"  # names a folder of own checklists
BESIDE = ".fazhi"  # such a folder beside a report
DEFAULT_CHECKLIST = "outline-2021-2025"
EXAMPLE_YEAR = 2024
NO_REPORT = "这份文件不是法治政府建设年度报告或工作安排，未作判定。如确为年度报告，请加 --as 年度报告"


_NOWHERE = Region()


class Options(Model):
    """What the caller may choose: a checklist and a scoring profile by id or file, a folder of own ones, and facts of
    the document."""

    checklist: str | None = None
    scoring: str | None = None
    checklists: Path | None = None
    given: Given = Given()

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where checklists are looked for, the user's own first."""
        return self.folders_for(None)

    def folders_for(self, report: Path | None) -> tuple[Path, ...]:
        """The same for a report: one named by option, one named by environment, `.fazhi` beside the report, the shipped.

        Raises `FazhiError` where the environment names what is no folder.
        """
        beside = report.parent / BESIDE if report is not None else None
        own = [self.checklists, _named_by_environment(), beside]
        data = shipped("checklists")
        found = [folder for folder in own if folder is not None and folder.is_dir()]
        return (*dict.fromkeys(found), data / "provinces", data / "national")


def _named_by_environment() -> Path | None:
    named = os.environ.get(OWN_FOLDER)
    if named and not Path(named).is_dir():
        raise FazhiError(
            f"环境变量 {OWN_FOLDER} 写的文件夹不存在", path=named, mend="请改正路径，或删去这个环境变量"
        )
    return Path(named) if named else None


@lru_cache(maxsize=2)
def lexicon() -> Lexicon:
    """The shipped dictionary, loaded once a process."""
    return load_lexicon(shipped("checklists"))


@lru_cache(maxsize=32)
def checklist_of(name: str, folders: tuple[Path, ...]) -> LoadedChecklist:
    """A checklist by id or file, its fact keys checked against the dictionary."""
    return load_checklist(name, folders, lexicon().labels)


@lru_cache(maxsize=32)
def lexicon_with(indicators: tuple[Path, ...]) -> Lexicon:
    """The shipped dictionary with those indicator files of a checklist's own."""
    return extended(lexicon(), indicators) if indicators else lexicon()


@lru_cache(maxsize=32)
def checklist_for(name: str, folders: tuple[Path, ...], year: int | None, by_name: bool) -> DatedChecklist:
    """That checklist with the law of a report's year."""
    return for_year(checklist_of(name, folders).checklist, year, by_name=by_name)


@lru_cache(maxsize=64)
def chosen_for(
    year: int | None, region: Region = _NOWHERE, level: Level | None = None, folders: tuple[Path, ...] = ()
) -> Choice:
    """The checklist for a report's year, place and level."""
    return choose(year, region, level, folders or Options().folders)


def choice(options: Options, document: Document) -> Choice:
    """Which checklist counts, and why: the user's word, else what is known of the report."""
    if options.checklist:
        return Choice(options.checklist, reasons().given)
    folders = options.folders_for(Path(document.path))
    return chosen_for(document.report_year, document.region, document.level, folders)


@lru_cache(maxsize=8)
def profile_of(name: str, folders: tuple[Path, ...]) -> Profile:
    """A scoring profile by id or file; the user's own folders are searched first."""
    data = shipped("checklists")
    own = [
        place for folder in folders if data not in folder.parents for place in (folder / "scoring", folder)
    ]
    return find_profile(name, (*own, data / "scoring"))


def read_facts(path: Path, options: Options) -> tuple[Document, Extraction]:
    """The first two steps, with the indicators of the checklist that counts."""
    document = read_document(path, options.given)
    return document, extract(document, lexicon_with(_own_indicators(document, options)))


def _own_indicators(document: Document, options: Options) -> tuple[Path, ...]:
    """The indicator files of the checklist that counts; a national one has none and is not loaded for that."""
    head = available(options.folders_for(Path(document.path))).get(choice(options, document).id)
    if head is not None and not isinstance(read_head(head), Overlay):
        return ()
    return _loaded(document, options).indicators


def _loaded(document: Document, options: Options) -> LoadedChecklist:
    """The checklist that counts for a document."""
    return checklist_of(choice(options, document).id, options.folders_for(Path(document.path)))


def checklist_in_force(document: Document, options: Options) -> Checklist:
    """That checklist with all its dated values, for what happened on other days than the last of the year."""
    return _loaded(document, options).checklist


def check_report(path: Path, options: Options) -> Result:
    """All steps for one file. Raises `FazhiError` where the file or the checklist cannot be used."""
    document, extraction = read_facts(path, options)
    return check_facts(document, extraction, options)


def check_facts(document: Document, extraction: Extraction, options: Options) -> Result:
    """The steps after extraction."""
    chosen, by_name = choice(options, document), options.checklist is not None
    folders = options.folders_for(Path(document.path))
    loaded = _loaded(document, options)
    checklist = checklist_for(chosen.id, folders, document.report_year, by_name)
    reference = ChecklistRef(
        id=checklist.id,
        version=checklist.version,
        title=checklist.title,
        chain=loaded.chain,
        content_hash=loaded.content_hash,
        chosen=chosen.why,
        documents={key: law.title for key, law in checklist.documents.items()},
    )
    if document.kind == "other":
        return Result(document=document, extraction=extraction, checklist=reference, message=NO_REPORT)
    labels = lexicon_with(loaded.indicators).labels
    judgement = judge(document, extraction, checklist, by_name=by_name, labels=labels)
    profile = profile_of(options.scoring or checklist.scoring, folders)
    card = score(judgement.findings, profile, checklist.parts, graded=document.kind != "work_plan")
    return Result(
        document=document,
        extraction=extraction,
        checklist=reference,
        findings=judgement.findings,
        scorecard=card,
        notices=(
            *card.total.remarks,
            *document.notices,
            *judgement.notices,
            *checklist.not_covered,
            *_unknown_items(profile, checklist),
        ),
    )


def with_rulings(result: Result, rulings: Iterable[Ruling], on: date) -> Result:
    """`result` with what persons said as of a day, scored anew by the same profile."""
    before = result.scorecard
    if before is None:
        return result
    findings = ruled(result.findings, rulings, on, result.extraction.facts)
    card = score(findings, before.rules, tuple(one.part for one in before.parts), graded=before.graded)
    told = [notice for notice in result.notices if notice not in before.total.remarks]
    notices = (*card.total.remarks, *told)
    return result.model_copy(update={"findings": findings, "scorecard": card, "notices": notices})


def _unknown_items(profile: Profile, checklist: Checklist) -> tuple[str, ...]:
    """What a profile would veto or reward, and the checklist does not ask."""
    unknown = set(profile.items) - {item.id for item in checklist.items}
    said = f"评分规则“{profile.title}”提到的条目不在清单中，没有计入：{'、'.join(sorted(unknown))}"
    return (said,) if unknown else ()


class ExampleMiss(Model):
    """An item's example that does not get its verdict."""

    item: str
    text: str
    expected: str
    found: str
    reason: str


def try_item_examples(loaded: LoadedChecklist, only: Collection[str] | None = None) -> list[ExampleMiss]:
    """The examples of a checklist's items, or of some by id, that get another verdict than they must."""
    checklist, known = loaded.checklist, lexicon_with(loaded.indicators)
    usual = min(max(EXAMPLE_YEAR, checklist.from_year), checklist.to_year)
    return [
        miss
        for item in checklist.items
        if only is None or item.id in only
        if not is_off(item) and not (isinstance(item, LocalItem) and item.untested)
        for miss in _misses(item, checklist, usual, known)
    ]


def try_own_indicators(loaded: LoadedChecklist) -> list[Miss]:
    """The examples of a checklist's own indicators that fail, read with all of them."""
    keys = {key for path in loaded.indicators for _, key, _ in load_local(path)[0].entries}
    known = lexicon_with(loaded.indicators)
    return try_examples(known, tuple(i for i in known.indicators if i.key in keys))


def _misses(item: Item, checklist: Checklist, usual: int, known: Lexicon) -> Iterator[ExampleMiss]:
    alone = checklist.model_copy(update={"items": (item,)})
    dated: dict[int, DatedChecklist] = {}
    for example in item.examples:
        document = _example(example, item, usual)
        year = document.report_year or usual
        dated.setdefault(year, for_year(alone, year, by_name=True))
        extraction = extract(document, known)
        judged = judge(document, extraction, dated[year], by_name=True, labels=known.labels).findings[0]
        if judged.verdict != example.verdict:
            yield ExampleMiss(
                item=item.id,
                text=example.text,
                expected=example.verdict,
                found=judged.verdict,
                reason=judged.reason,
            )


def _example(example: Example, item: Item, usual: int) -> Document:
    """A passage as a document of its year: the one that it prints, or the usual one."""
    own = Given(year=example.year, kind=example.kind, level=example.level or item.applies.levels[0])
    document = document_from_text(example.text, given=own)
    if document.report_year is not None:
        return document
    return document_from_text(example.text, given=own.model_copy(update={"year": usual}))
