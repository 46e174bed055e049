"""The steps in a row: a file in, a `Result` out. The only module that knows every room.

documents -> extraction -> checklist -> rules -> scoring. It also runs a checklist's own examples.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from engine.checklist.loading import LoadedChecklist, load_checklist
from engine.checklist.models import Checklist
from engine.documents import Document, Given, document_from_text, read_document
from engine.extraction import Extraction, Lexicon, extract, load_lexicon
from engine.model import Model
from engine.resources import shipped
from engine.result import ChecklistRef, Result
from engine.rules import judge
from engine.scoring import Profile, load_profile, score

DEFAULT_CHECKLIST = "outline-2021-2025"
EXAMPLE_YEAR = 2024
NO_REPORT = "这份文件不是法治政府建设年度报告或工作安排，未作判定。如确为年度报告，请加 --as annual_report"


class Options(Model):
    """What the caller may choose: a checklist by id or file, a folder of own checklists, and facts of the document."""

    checklist: str | None = None
    checklists: Path | None = None
    given: Given = Given()

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where checklists are looked for, the user's own folder first."""
        national = shipped("checklists") / "national"
        return (self.checklists, national) if self.checklists else (national,)


@lru_cache(maxsize=2)
def lexicon() -> Lexicon:
    """The shipped dictionary, loaded once a process."""
    return load_lexicon(shipped("checklists"))


@lru_cache(maxsize=8)
def checklist_of(name: str, folders: tuple[Path, ...]) -> LoadedChecklist:
    """A checklist by id or file, its fact keys checked against the dictionary."""
    return load_checklist(name, folders, lexicon().labels)


@lru_cache(maxsize=2)
def profile() -> Profile:
    """The shipped scoring profile."""
    return load_profile(shipped("checklists") / "scoring" / "default.yaml")


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
    loaded = checklist_of(options.checklist or DEFAULT_CHECKLIST, options.folders)
    checklist = loaded.checklist
    reference = ChecklistRef(
        id=checklist.id,
        version=checklist.version,
        title=checklist.title,
        chain=loaded.chain,
        content_hash=loaded.content_hash,
        chosen="由使用者指定" if options.checklist else "默认使用全国清单",
        documents={key: law.title for key, law in checklist.documents.items()},
    )
    if document.kind == "other":
        return Result(document=document, extraction=extraction, checklist=reference, message=NO_REPORT)
    judgement = judge(
        document, extraction, checklist, by_name=options.checklist is not None, labels=lexicon().labels
    )
    return Result(
        document=document,
        extraction=extraction,
        checklist=reference,
        findings=judgement.findings,
        scorecard=score(judgement.findings, profile(), checklist.parts, graded=document.kind != "work_plan"),
        notices=(*document.notices, *judgement.notices),
    )


class ExampleMiss(Model):
    """An item's example that does not get its verdict."""

    item: str
    text: str
    expected: str
    found: str
    reason: str


def try_item_examples(checklist: Checklist) -> list[ExampleMiss]:
    """The examples of a checklist's items that get another verdict than they must."""
    misses = []
    for item in checklist.items:
        one = checklist.model_copy(update={"items": (item,)})
        for example in item.examples:
            given = Given(year=EXAMPLE_YEAR, kind=example.kind, level=example.level or item.applies.levels[0])
            document = document_from_text(example.text, given=given)
            judged = judge(document, extract(document, lexicon()), one, by_name=True).findings[0]
            if judged.verdict != example.verdict:
                misses.append(
                    ExampleMiss(
                        item=item.id,
                        text=example.text,
                        expected=example.verdict,
                        found=judged.verdict,
                        reason=judged.reason,
                    )
                )
    return misses
