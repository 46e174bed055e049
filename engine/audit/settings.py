"""The settings of a workspace: `自查设置.yaml`, written by `fazhi init`, changed by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import Field

from engine.audit.words import audit_texts
from engine.documents.models import Given, Level
from engine.documents.region import given_region
from engine.errors import FazhiError
from engine.model import Model
from engine.pipeline import Options
from engine.yamlio import read_yaml, validate


class Settings(Model):
    """Whose audit it is, and what it goes by."""

    region: str = Field(description="地区全称")
    year: int = Field(description="报告年度", ge=1990, le=2100)
    level: Level | None = Field(None, description="层级")
    report: str | None = Field(None, description="报告文件，相对本文件夹")
    checklist: str | None = Field(None, description="清单代号或文件")
    scoring: str | None = Field(None, description="评分规则代号或文件")
    on: date | None = Field(None, description="以哪一天判断逾期、到期")

    def options(self, root: Path, checklists: Path | None) -> Options:
        """What the pipeline gets; own checklists may lie in the workspace."""
        own = root / audit_texts().folders.checklists
        return Options(
            checklist=self.checklist,
            scoring=self.scoring,
            checklists=checklists or (own if own.is_dir() else None),
            given=Given(year=self.year, level=self.level, region=self.region),
        )


def read_settings(path: Path) -> Settings:
    """The settings in a file. Raises `FazhiErrors` with each mistake's line."""
    data, places = read_yaml(path)
    settings = validate(data, places, path, Settings)
    line, column = places.of(("region",))
    refuse_unknown(settings.region, path, line, column)
    return settings


def refuse_unknown(
    region: str, path: Path | None = None, line: int | None = None, column: int | None = None
) -> None:
    """Raises `FazhiError` for a place that is not known."""
    try:
        given_region(region)
    except FazhiError as error:
        mend = f"{error.mend}；开发区等不在区划表里的，写所在的市或省，并写明层级"
        raise FazhiError(error.message, path=path, line=line, column=column, mend=mend) from error


def written(settings: Settings) -> str:
    """The file of `settings`, with what each entry means."""
    values = settings.model_dump(mode="json", exclude_none=True)
    lines = [f"{name}: {value}" for name, value in values.items()]
    open_ = [f"# {name}:" for name in Settings.model_fields if name not in values]
    return "\n".join((audit_texts().settings_head.rstrip(), "", *lines, *open_, ""))
