"""The steps in a row: a file in, a `Result` out. The only module that knows every room.

documents -> extraction -> checklist -> rules -> scoring. It also runs a checklist's own examples.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from engine.checklist.choosing import Choice, choose
from engine.checklist.dating import DatedChecklist, for_year
from engine.checklist.loading import LoadedChecklist, load_checklist
from engine.checklist.models import Checklist, Item
from engine.documents import Document, Given, document_from_text, read_document
from engine.extraction import Extraction, Lexicon, extract, load_lexicon
from engine.model import Model
from engine.resources import shipped
from engine.result import ChecklistRef, Result
from engine.rules import judge
from engine.scoring import Profile, find_profile, score

DEFAULT_CHECKLIST = "outline-2021-2025"
EXAMPLE_YEAR = 2024
NO_REPORT = "这份文件不是法治政府建设年度报告或工作安排，未作判定。如确为年度报告，请加 --as annual_report"


class Options(Model):
    """What the caller may choose: a checklist and a scoring profile by id or file, a folder of own ones, and facts of
    the document."""

    checklist: str | None = None
    scoring: str | None = None
    checklists: Path | None = None
    given: Given = Given()

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where checklists are looked for, the user's own folder first."""
        own = (self.checklists,) if self.checklists else ()
        return (*own, shipped("checklists") / "national")


@lru_cache(maxsize=2)
def lexicon() -> Lexicon:
    """The shipped dictionary, loaded once a process."""
    return load_lexicon(shipped("checklists"))


@lru_cache(maxsize=8)
def checklist_of(name: str, folders: tuple[Path, ...]) -> LoadedChecklist:
    """A checklist by id or file, its fact keys checked against the dictionary."""
    return load_checklist(name, folders, lexicon().labels)


@lru_cache(maxsize=32)
def checklist_for(name: str, folders: tuple[Path, ...], year: int | None, by_name: bool) -> DatedChecklist:
    """That checklist with the law of a report's year."""
    return for_year(checklist_of(name, folders).checklist, year, by_name=by_name)


@lru_cache(maxsize=32)
def chosen_for(year: int | None) -> Choice:
    """The national checklist for a report's year."""
    return choose(year, (shipped("checklists") / "national",))


def choice(options: Options, year: int | None) -> Choice:
    """Which checklist counts, and why: the user's word, else the report's year."""
    return Choice(options.checklist, "由使用者指定") if options.checklist else chosen_for(year)


@lru_cache(maxsize=8)
def profile_of(name: str, own: Path | None) -> Profile:
    """A scoring profile by id or file; the user's own folder is searched first."""
    owns = (own / "scoring", own) if own else ()
    return find_profile(name, (*owns, shipped("checklists") / "scoring"))


def read_facts(path: Path, options: Options) -> tuple[Document, Extraction]:
    """The first two steps."""
    document = read_document(path, options.given)
    return document, extract(document, lexicon())


def check_report(path: Path, options: Options) -> Result:
    """All steps for one file. Raises `FazhiError` where the file or the checklist cannot be used."""
    document, extraction = read_facts(path, options)
    return check_facts(document, extraction, options)


def check_facts(document: Document, extraction: Extraction, options: Options) -> Result:
    """The steps after extraction."""
    chosen, by_name = choice(options, document.report_year), options.checklist is not None
    loaded = checklist_of(chosen.id, options.folders)
    checklist = checklist_for(chosen.id, options.folders, document.report_year, by_name)
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
    judgement = judge(document, extraction, checklist, by_name=by_name, labels=lexicon().labels)
    profile = profile_of(options.scoring or checklist.scoring, options.checklists)
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


def try_item_examples(checklist: Checklist) -> list[ExampleMiss]:
    """The examples of a checklist's items that get another verdict than they must."""
    usual = min(max(EXAMPLE_YEAR, checklist.from_year), checklist.to_year)
    return [miss for item in checklist.items for miss in _misses(item, checklist, usual)]


def _misses(item: Item, checklist: Checklist, usual: int) -> Iterator[ExampleMiss]:
    alone = checklist.model_copy(update={"items": (item,)})
    dated = {year: for_year(alone, year, by_name=True) for year in {e.year or usual for e in item.examples}}
    for example in item.examples:
        year = example.year or usual
        given = Given(year=year, kind=example.kind, level=example.level or item.applies.levels[0])
        document = document_from_text(example.text, given=given)
        extraction = extract(document, lexicon())
        judged = judge(document, extraction, dated[year], by_name=True, labels=lexicon().labels).findings[0]
        if judged.verdict != example.verdict:
            yield ExampleMiss(
                item=item.id,
                text=example.text,
                expected=example.verdict,
                found=judged.verdict,
                reason=judged.reason,
            )
