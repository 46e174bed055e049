"""What stands in one cell for something of several parts: examples, criteria, lists, scopes.

In: models. Out: the text of a cell, and for what may be filled in, the way back as plain data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from unicodedata import normalize

import yaml

from engine.checklist.models import Applies, Criterion, Example, NamedValue, Part, Reported
from engine.model import Model
from engine.reporting.text import clean
from engine.workbooks.layout import layout, words

_BREAK = "⏎"  # a line end within an example
_ARROW = re.compile(r"\s*(?:→|->|=>)\s*")
_ENDING = re.compile(r"^([^〔〕\[\]]*?)\s*(?:[〔\[]([^〔〕\[\]]*)[〕\]])?$")
_YEAR = re.compile(r"(\d{4})年?")
SEPARATORS = re.compile(r"[、，,；;\s]+")


def tidy(text: str) -> str:
    """`text` as a cell keeps it: each line without control characters and outer blanks, no empty lines around it."""
    return "\n".join(clean(line) for line in re.split(r"\r\n|[\r\n]", text)).strip("\n")


def number(value: float) -> float | int:
    """60.0 as 60."""
    return int(value) if float(value).is_integer() and abs(value) < 1e15 else value


def joined(names: Iterable[str], labels: Mapping[str, str]) -> str:
    """The words for `names`, with 、 between."""
    return "、".join(labels[name] for name in names)


def kinds_text(applies: Applies) -> str:
    """The kinds of document."""
    return joined(applies.kinds, words().kinds) or layout().nothing


def scope_text(applies: Applies) -> str:
    """The whole scope, a line for each aspect."""
    spans = layout().spans
    begin = spans["since_year"].format(year=applies.from_year) if applies.from_year else ""
    end = spans["until_year"].format(year=applies.to_year) if applies.to_year else ""
    levels = joined(applies.levels, words().levels) or layout().nothing
    lines = [levels, kinds_text(applies), begin + end, applies.why or ""]
    return tidy("\n".join(line for line in lines if line))


def value_text(value: NamedValue) -> str:
    """The entries of a value, a line each, with those of overlays that replace them."""
    entries = value.overrides[-1].dated if value.overrides else value.dated
    unit = value.unit or ""
    return "\n".join(f"{number(one.value)}{unit}{_period(one.from_, one.until)}" for one in entries)


def _period(begin: date | None, end: date | None) -> str:
    if begin is None and end is None:
        return ""
    spans = layout().spans
    said = spans["since"].format(day=begin) if begin else ""
    said += spans["until"].format(day=end) if end else ""
    return f"（{said}）"


def parts_text(parts: Iterable[Part]) -> str:
    """A part a line."""
    return "\n".join(f"{part.id} {part.title}" for part in parts)


def parts_from(line: str) -> dict[str, str]:
    """A part of such a line."""
    name, _, title = line.partition(" ")
    return {"id": name, "title": title.strip()}


def examples_text(examples: Iterable[Example]) -> str:
    """An example a line: passage → verdict〔kind、level、year〕."""
    return "\n".join(_example(example) for example in examples)


def _example(example: Example) -> str:
    said = [words().kinds[example.kind]] if example.kind != "annual_report" else []
    said += [words().levels[example.level]] if example.level else []
    said += [str(example.year)] if example.year is not None else []
    ending = f"〔{'、'.join(said)}〕" if said else ""
    passage = clean(example.text.strip("\n").replace("\n", _BREAK))
    return f"{passage} → {words().verdicts[example.verdict]}{ending}"


def example_from(line: str) -> dict[str, Any]:
    """The data of such a line. Raises `ValueError` with what is wrong and the mend."""
    parts = [(found.start(), found.end()) for found in _ARROW.finditer(line)]
    if not parts:
        raise ValueError("示例里没有“→”", "请写成“片段 → 结论”，如：受理行政复议申请3件。 → 部分达标")
    ending = _ENDING.match(line[parts[-1][1] :].strip())
    verdict = meaning(ending[1].strip(), words().verdicts) if ending else None
    if ending is None or verdict is None:
        choices = "、".join(words().verdicts.values())
        raise ValueError("示例的结论看不懂", f"“→”后写一种结论：{choices}")
    passage = line[: parts[-1][0]].strip()
    if not passage:
        raise ValueError("示例没有写片段", "请在“→”前写一段报告文字")
    found: dict[str, Any] = {"text": passage.replace(_BREAK, "\n"), "verdict": verdict}
    for said in filter(None, SEPARATORS.split((ending[2] or "").strip())):
        if kind := meaning(said, words().kinds):
            found["kind"] = kind
        elif level := meaning(said, words().levels):
            found["level"] = level
        elif year := _YEAR.fullmatch(said):
            found["year"] = year[1]
        else:
            raise ValueError(
                f"示例里的“{said}”看不懂", "〔〕里只写文种、层级、年度，如〔工作计划、县级、2022〕"
            )
    return found


def meaning(word: str, labels: Mapping[str, str]) -> str | None:
    """The name that a word stands for, full-width or not; the name itself is taken too."""
    plain = normalize("NFKC", word).strip()
    return next((name for name, label in labels.items() if plain in (normalize("NFKC", label), name)), None)


def common_form(criterion: Criterion) -> tuple[str, str] | None:
    """The fact keys of 达标 and 部分达标, where the criterion says nothing else."""
    keys = []
    for condition in (criterion.met, criterion.partly):
        if condition is None:
            keys.append("")
        elif isinstance(condition, Reported) and condition == Reported(reported=condition.reported):
            keys.append("、".join(condition.reported))
        else:
            return None
    plain = criterion.model_copy(update={"met": None, "partly": None}) == Criterion()
    return (keys[0], keys[1]) if plain and keys[0] else None


def yaml_text(model: Model | Mapping[str, Model]) -> str:
    """A model as one line of YAML."""
    data = (
        {name: written(one) for name, one in model.items()} if isinstance(model, Mapping) else written(model)
    )
    return yaml.dump(
        data, Dumper=_Dumper, default_flow_style=True, allow_unicode=True, width=10**6, sort_keys=False
    ).strip()


def written(model: Model) -> dict[str, Any]:
    """A model as a file would say it: what is not said by itself, and whole numbers without a point."""
    plain: dict[str, Any] = _plain(model.model_dump(by_alias=True, exclude_defaults=True))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return number(value) if isinstance(value, float) else value


class _Dumper(yaml.SafeDumper):
    """Without anchors, which our reader refuses."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
