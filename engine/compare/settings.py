"""The limits, words and sentences of this room: `checklists/compare.yaml`."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from pydantic import Field

from engine.model import Model
from engine.resources import shipped
from engine.yamlio import load_model


class ShortcomingSettings(Model):
    """Which sentences are shortcomings, and from which likeness on two of them are one."""

    least: int
    sure: float = Field(gt=0, le=1)
    likely: float = Field(gt=0, le=1)
    openings: tuple[str, ...]

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """Finds what only leads over to the shortcomings."""
        return either(self.openings)


class PlanSettings(Model):
    """Which sentences of a plan are looked for in the next report, and how."""

    least: int
    likely: float = Field(gt=0, le=1)
    share: float = Field(gt=0, le=1)
    never: tuple[str, ...]


class CopyingSettings(Model):
    """From which length and likeness on a sentence counts as copied."""

    least: int
    similar: float = Field(gt=0, le=1)
    shingle: int = Field(ge=2)
    common: int = Field(ge=1)
    longest: int = Field(ge=40)
    formulas: tuple[str, ...]

    @cached_property
    def formula(self) -> re.Pattern[str]:
        """Finds the set phrases that every report has, and titles of laws."""
        return either((r"《[^《》]*》", *self.formulas))


class GrowthSettings(Model):
    """How a report claims growth against the year before."""

    against: tuple[str, ...]
    against_year: tuple[str, ...]
    period: tuple[str, ...]
    fill: tuple[str, ...]
    points: str
    most_between: int
    last_year: tuple[str, ...]
    most_before: int


class DistributionSettings(Model):
    """Which figures are compared between places, and what lies far off."""

    least: int = Field(ge=4)
    fence: float = Field(gt=0)
    never: tuple[str, ...]


class Settings(Model):
    """All of the file."""

    shortcomings: ShortcomingSettings
    plans: PlanSettings
    copying: CopyingSettings
    growth: GrowthSettings
    distribution: DistributionSettings
    sentences: dict[str, str]
    errors: dict[str, str]

    def say(self, name: str, **values: object) -> str:
        """One of the sentences, filled in."""
        return self.sentences[name].format(**values)


def either(pieces: tuple[str, ...]) -> re.Pattern[str]:
    """The pieces of regular expressions as alternatives."""
    return re.compile("|".join(f"(?:{piece})" for piece in pieces) or r"(?!)")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The shipped settings. Raises `FazhiError` where the file is damaged."""
    return load_model(shipped("checklists") / "compare.yaml", Settings)
