"""YAML into models, with the place of every mistake.

In: a YAML file and a pydantic model. Out: the model, or `FazhiErrors` with file, line, column and the nearest right
name. Only plain maps, lists, text and true/false are read: no tags, no anchors, no guessing of numbers, dates or yes/no.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from engine.errors import FazhiError, FazhiErrors, why
from engine.near import nearest
from engine.yamlwords import MISTAKES, TOO_DEEP, UNKNOWN_MISTAKE, written, yaml_problem

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

M = TypeVar("M", bound=BaseModel)
Place = tuple[int, int]
Path_ = tuple[str | int, ...]

_QUOTED = ("'", '"', "|", ">")
_LIMIT = 8_000_000
_DEPTH = 40


class Places:
    """Line and column (from 1) of every key and value of a YAML document, by path."""

    def __init__(self) -> None:
        self.keys: dict[Path_, Place] = {}
        self.values: dict[Path_, Place] = {}

    def of(self, path: Path_) -> Place:
        """The place of `path`, or of the nearest thing around it."""
        while path:
            found = self.keys.get(path) or self.values.get(path)
            if found:
                return found
            path = path[:-1]
        return self.values.get((), (1, 1))


def read_yaml(path: Path) -> tuple[Any, Places]:
    """The data of a YAML file and its places. Raises `FazhiError`."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise FazhiError("文件读不出", path=path, mend=f"请检查文件是否存在、可读（{why(error)}）") from error
    if len(text) > _LIMIT:
        raise FazhiError("YAML 文件过大", path=path, mend="单个文件不得超过 8 MB，请拆分")
    try:
        return parse_yaml(text.decode("utf-8-sig"), path)
    except UnicodeDecodeError as error:
        raise FazhiError("文件不是 UTF-8 编码", path=path, mend="请用编辑器另存为 UTF-8") from error


def parse_yaml(text: str, path: Path) -> tuple[Any, Places]:
    """As `read_yaml`, for text at hand; `path` is only named in errors."""
    places = Places()
    try:
        _refuse_deep_or_anchored(text, path)
        loader = _Loader(text)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        message, mend = yaml_problem(error.problem)
        raise FazhiError(
            message,
            path=path,
            line=mark.line + 1 if mark else None,
            column=mark.column + 1 if mark else None,
            mend=mend,
        ) from error
    except yaml.YAMLError as error:
        raise FazhiError("YAML 中有不能使用的字符", path=path, mend="请删去控制字符后重试") from error
    return (None if node is None else _build(node, (), places, path, 0)), places


def _refuse_deep_or_anchored(text: str, path: Path) -> None:
    """Events are read one by one, where composing would crash on deep nesting or fill the memory with aliases.

    Deep nesting needs many brackets or a long line, and every alias needs the `&` of its anchor.
    """
    long = max(map(len, text.splitlines()), default=0) >= 1000
    if "&" not in text and not long and text.count("[") + text.count("{") < 1000:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            mend = "请直接写出内容；以 & 或 * 开头的文字请加引号"
            raise FazhiError("不支持 YAML 锚点和引用", path=path, line=line, mend=mend)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEPTH:
            raise FazhiError(TOO_DEEP[0], path=path, line=line, mend=TOO_DEEP[1])


def _build(node: yaml.Node, where: Path_, places: Places, path: Path, depth: int) -> Any:
    mark = node.start_mark
    if depth > _DEPTH:
        raise FazhiError(TOO_DEEP[0], path=path, line=mark.line + 1, mend=TOO_DEEP[1])
    places.values[where] = (mark.line + 1, mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(getattr(key_node, "value", ""))
            line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
            if key in result:
                raise FazhiError(f"“{key}”重复", path=path, line=line, column=column, mend="请删去其中一个")
            places.keys[(*where, key)] = (line, column)
            result[key] = _build(value_node, (*where, key), places, path, depth + 1)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*where, i), places, path, depth + 1) for i, child in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: Any) -> str | bool | None:
    """Text stays text, so that 12345 may be a word; the models make numbers of it where they want them."""
    text = str(node.value)
    if node.style in _QUOTED:
        return text
    if text in ("", "~", "null"):
        return None
    return text == "true" if text in ("true", "false") else text


def load_model(path: Path, model: type[M]) -> M:
    """The model in a YAML file. Raises `FazhiErrors`, one error for each mistake."""
    data, places = read_yaml(path)
    return validate(data, places, path, model)


def validate(data: Any, places: Places, path: Path, model: type[M]) -> M:
    """`data` as `model`; mistakes are placed by `places`."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        mistakes = _own_mistakes(error.errors())
        raise FazhiErrors([_explain(mistake, model, data, places, path) for mistake in mistakes]) from error


def _own_mistakes(errors: list[Any]) -> list[Any]:
    """Without the lists that count as empty only because what stands in them is wrong."""
    wrong = [error["loc"] for error in errors if error["type"] != "too_short"]
    return [
        error
        for error in errors
        if error["type"] != "too_short" or not any(loc[: len(error["loc"])] == error["loc"] for loc in wrong)
    ]


def _explain(error: Any, model: type[BaseModel], data: Any, places: Places, path: Path) -> FazhiError:
    where = _real(error["loc"], data)
    named = [step for step in error["loc"] if isinstance(step, str) and not step.startswith("<")]
    name = named[-1] if named else "文件"
    kind = error["type"]
    line, column = places.of(where)
    words, mend = MISTAKES.get(kind, UNKNOWN_MISTAKE)
    message = words.format(name=name)
    if kind == "extra_forbidden":
        mend = suggest(name, sorted(_field_names(model))) or mend
    elif kind == "literal_error":
        message = f"“{name}”的值“{error['input']}”不在可选范围内"
        choices = re.findall(r"'([^']+)'", str(error["ctx"]["expected"]))
        mend = suggest(str(error["input"]), choices) or "可选：" + "、".join(choices)
    elif kind == "value_error":
        message = str(error["ctx"]["error"])
    elif kind == "string_pattern_mismatch":
        mend = written(error["ctx"]["pattern"])
    elif mend:
        mend = mend.format(**error.get("ctx", {}))
    return FazhiError(message, path=path, line=line, column=column, mend=mend)


def _real(loc: tuple[Any, ...], data: Any) -> Path_:
    """`loc` without the steps that pydantic adds for unions; a last step that is missing in the data is kept out."""
    real: list[str | int] = []
    for step in loc:
        in_map = isinstance(data, dict) and step in data
        in_list = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if in_map or in_list:
            data = data[step]
            real.append(step)
    return tuple(real)


def _field_names(model: type[BaseModel]) -> set[str]:
    names: set[str] = set()
    schema = model.model_json_schema(by_alias=True)
    for part in [schema, *schema.get("$defs", {}).values()]:
        names.update(part.get("properties", {}))
    return names


def suggest(name: str, known: list[str]) -> str | None:
    """“是否想写 …？” for the known name that was meant, or None."""
    near = nearest(name, known)
    return f"是否想写“{near}”？" if near else None
