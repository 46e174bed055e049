"""`fazhi checklist derive`: a work plan into a draft of the checklist that asks whether its tasks were done."""

from __future__ import annotations

from pathlib import Path

import click

from engine.commands.group import ChineseCommand
from engine.commands.outputs import say_written
from engine.commands.parameters import PATH, about_document
from engine.commands.texts import said
from engine.deriving import Draft, derive
from engine.deriving.words import words
from engine.documents.models import Given
from engine.errors import FazhiError
from engine.pipeline import Options, checklist_for, chosen_for, lexicon, read_facts
from engine.reporting.files import write_texts


@click.command("derive", cls=ChineseCommand)
@click.argument("plan", metavar="工作要点", type=PATH)
@click.option("-o", "--output", metavar="文件", type=PATH, required=True, help="清单写到这里，如 plan.yaml")
@click.option("--force", is_flag=True, help="文件已经存在也覆盖")
@about_document
def command(plan: Path, output: Path, force: bool, given: Given) -> int:
    """由工作要点（工作安排）拟出清单草稿，一项任务一条，由人核定。

    核定后用 fazhi check 报告 --checklist 清单，看报告写明兑现了哪些任务。
    """
    _refuse_taken(output, force)
    draft = draft_of(plan, given)
    _refuse_taken(output, force)
    for path in write_texts(output.parent, {output.name: draft.text}):
        say_written(path)
    click.echo(said("derived", **draft.model_dump()))
    return 0


def draft_of(plan: Path, given: Given) -> Draft:
    """The draft for a plan's file, set against the national checklist of its year. Raises `FazhiError`."""
    document, extraction = read_facts(plan, Options(given=given))
    year = document.report_year
    national = checklist_for(chosen_for(year).id, Options().folders, year, False)
    return derive(document, extraction, lexicon(), national)


def _refuse_taken(output: Path, force: bool) -> None:
    """Raises for a file that is there already, and for a name that would be no checklist."""
    errors = words().errors
    if output.suffix not in (".yaml", ".yml"):
        raise FazhiError(errors["ending"], path=output, mend=errors["ending_mend"])
    if output.is_dir() or (output.exists() and not force):
        raise FazhiError(errors["exists"], path=output, mend=errors["exists_mend"])
