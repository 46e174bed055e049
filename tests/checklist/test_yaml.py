"""Mistakes in YAML are said in Chinese with a mend; what would fill the memory is refused before it is built."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import engine
from engine import yamlio
from engine.errors import FazhiError
from engine.model import Model
from engine.yamlio import parse_yaml, validate
from engine.yamlwords import written

BOMB = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 11))


def refusal(text: str) -> str:
    with pytest.raises(FazhiError) as caught:
        parse_yaml(text, Path("x.yaml"))
    return str(caught.value)


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: @x", "不能用这个字符开头"),
        ("a:\n\t- b", "缩进请用空格"),
        ("a: b: c", "一行里有两个“键: 值”"),
        ("a:\n  b: 1\n c: 2", "缩进与上面的键不齐"),
        ("- a\nb: 1", "没有对齐"),
        ("a: [1, 2", "方括号没有配对"),
        ("a: {x: 1", "花括号没有配对"),
        ("a: 'x", "引号没有配对"),
        ('a: "\\q"', "反斜线"),
        ("a: *x", "“*”开头的文字请加引号"),
        ("a: 1\n---\nb: 2", "只能有一份内容"),
        ("a: !x!y z", "YAML 格式有误。请检查这一行"),
    ],
)
def test_yaml_mistakes_are_said_in_chinese(
    text: str, said: str, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yamlio, "_Loader", getattr(yaml, loader))
    line = refusal(text)
    if loader == "CSafeLoader" or "没有对齐" not in said:
        assert said in line
    assert line.startswith("x.yaml:")
    assert not re.search("[a-z]{3}", line.removeprefix("x.yaml"))


@pytest.mark.parametrize("text", [BOMB, "a: &x 1\nb: *x", "a: &x 1", "a: &x {b: 1}\nc: {<<: *x}"])
def test_anchors_are_refused(text: str) -> None:
    assert "不支持 YAML 锚点和引用" in refusal(text)


def test_a_sign_in_a_text_is_no_anchor() -> None:
    assert parse_yaml('a: R&D 2*3\nb: "*x &y"', Path("x.yaml"))[0] == {"a": "R&D 2*3", "b": "*x &y"}


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_an_alias_bomb_takes_neither_memory_nor_time(tmp_path: Path) -> None:
    (tmp_path / "bomb.yaml").write_text(BOMB, "utf-8")
    probe = (
        "import resource, sys; from pathlib import Path; from engine.yamlio import read_yaml\n"
        "resource.setrlimit(resource.RLIMIT_AS, (400_000_000, 400_000_000))\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (5, 5))\n"
        "try: read_yaml(Path(sys.argv[1]))\n"
        "except Exception as error: print(type(error).__name__)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", probe, tmp_path / "bomb.yaml"],
        capture_output=True,
        text=True,
        cwd=Path(engine.__file__).parents[1],
        timeout=30,
        check=False,
    )
    assert ran.stdout == "FazhiError\n", ran.stderr[-500:]


class Shape(Model):
    """One value of each kind that mistakes are made in."""

    year: int = 1
    rate: float = 1
    name: str = ""
    many: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("year: 去年", "“year”应为整数。请写成数字，如 2024"),
        ("rate: 多", "“rate”应为数字。请写成数字，如 10 或 0.5"),
        ("name: [甲]", "“name”应为文字。请在冒号后写一段文字"),
        ("many: 甲", "“many”应为列表。请写成 [甲, 乙]"),
        ("other: 甲", "没有“other”这一项。请删去"),
    ],
)
def test_a_wrong_value_gets_a_mend(text: str, said: str) -> None:
    data, places = parse_yaml(text, Path("x.yaml"))
    with pytest.raises(FazhiError, match=re.escape(said)):
        validate(data, places, Path("x.yaml"), Shape)


def test_every_pattern_of_a_model_is_put_in_words() -> None:
    for module in pkgutil.walk_packages(engine.__path__, "engine."):
        importlib.import_module(module.name)
    ours = [model for model in models(Model) if model.__module__.startswith("engine.")]
    found = {pattern for model in ours for pattern in patterns(model.model_json_schema())}
    assert len(found) >= 3
    assert [pattern for pattern in found if not written(pattern)] == []


def models(base: type[Model]) -> Iterator[type[Model]]:
    for model in base.__subclasses__():
        yield model
        yield from models(model)


def patterns(schema: Any) -> Iterator[str]:
    """Every pattern in a JSON Schema."""
    if isinstance(schema, list):
        for part in schema:
            yield from patterns(part)
    elif isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        for part in schema.values():
            yield from patterns(part)
