"""What goes wrong in a template, told in Chinese with file, line and the right name where one is near."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError

from engine.errors import FazhiError
from engine.reporting.sandbox import Exhausted
from engine.reporting.template_syntax import in_chinese
from engine.yamlio import suggest

_ENDING = ".j2"
_FAILED = (
    (ZeroDivisionError, "除以零"),
    (OverflowError, "数太大"),
    (TypeError, "文字、数、列表混在一起算，或过滤器的参数不对"),
    (ValueError, "值的写法不对"),
)
_CHECK = "请检查拼写；可用的名称见 docs/templates.md"


def explained(error: Exception, name: str, data: dict[str, Any]) -> FazhiError:
    """`error`, raised while the template `name` was filled with `data`, as an error for the user."""
    path, line = _place(error, name)
    message, mend = reason(error, data, _line(path, line))
    return FazhiError(message, path=path, line=line, mend=mend)


def _place(error: Exception, name: str) -> tuple[str, int | None]:
    """The template and line nearest to what went wrong; Jinja puts template lines into the traceback."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename or error.name or name, error.lineno
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(_ENDING)]
    return (frames[-1].filename, frames[-1].lineno) if frames else (name, None)


def _line(path: str, number: int | None) -> str:
    """That line of the template; empty where it cannot be read."""
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    return lines[number - 1] if number and number <= len(lines) else ""


def reason(error: Exception, data: dict[str, Any], line: str) -> tuple[str, str]:
    """What is wrong and the mend; `line` is the text where it happened."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        said = in_chinese(str(error.message))
        return f"模板语法有误{f'（{said}）' if said else ''}", "请检查这一行的花括号、引号和 end 标记"
    if isinstance(error, jinja2.TemplateNotFound):
        return f"找不到模板“{error.message}”", "请检查 include、extends、import 后的文件名"
    if isinstance(error, jinja2.UndefinedError):
        return _unknown(str(error.message), data, line)
    if isinstance(error, SecurityError):
        return "模板用了不允许的操作", "模板里只能读取数据，不能改动数据或调用内部功能"
    if isinstance(error, Exhausted):
        return "模板运行太久，已停止", "请检查这里的循环和宏，不要层层嵌套很长的循环"
    if isinstance(error, RecursionError):
        return "模板互相引用，没有尽头", "请检查 include、extends；引用自带模板请写 shipped/ 开头的名称"
    why = next((said for kind, said in _FAILED if isinstance(error, kind)), None)
    return f"模板这一行无法执行{f'（{why}）' if why else ''}", "请检查这一行的运算和过滤器"


def _unknown(message: str, data: dict[str, Any], line: str) -> tuple[str, str]:
    """From Jinja's "'x' is undefined" or "'dict object' has no attribute 'x'"."""
    missing = (message.split("'")[1::2] or [message])[-1]
    alone = message.endswith("is undefined")
    field = re.search(rf"\b{re.escape(missing)}\.(\w+)", line) if alone else None
    written = f"{missing}.{field[1]}" if field else missing
    near = _path_to(field[1] if field else missing, data)
    mend = f"是否想写“{near}”？" if near else suggest(missing, _others(missing, data, alone)) or _CHECK
    return f"模板用了不存在的名称“{written}”", mend


def _path_to(name: str, data: dict[str, Any]) -> str | None:
    """Where `name` stands in `data`, as a template writes it (report.issuer): not inside lists, nor twice."""
    paths = [path for path in _paths(data) if path.rpartition(".")[2] == name]
    return paths[0] if len(paths) == 1 else None


def _paths(data: dict[str, Any], before: str = "") -> Iterator[str]:
    for key, value in data.items():
        yield f"{before}{key}"
        if isinstance(value, dict):
            yield from _paths(value, f"{before}{key}.")


def _others(missing: str, data: dict[str, Any], alone: bool) -> list[str]:
    """The names that may have been meant: those at the top for one that stands alone; none for a right one."""
    names = _names(data)
    return [] if missing in names else sorted(set(data) if alone else names)


def _names(data: Any) -> set[str]:
    """Every key anywhere in `data`."""
    if isinstance(data, dict):
        return set(data).union(*map(_names, data.values()))
    return set().union(*map(_names, data)) if isinstance(data, list) else set()
