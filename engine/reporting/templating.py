"""Jinja, fenced in: plain data in, text out.

Templates come from a user's folder first and from ours as fallback; ours are always there as `shipped/NAME`,
to be extended. Every expression is escaped for the format. Refused, as a `FazhiError` with file and line:
unknown names, templates outside the folder, what the sandbox forbids, and output beyond `LIMIT` characters.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from engine.errors import FazhiError
from engine.reporting import folder as folders
from engine.reporting import numbers
from engine.reporting.text import cut, escape_markdown
from engine.resources import shipped
from engine.yamlio import suggest

LIMIT = 20_000_000
_ENDING = ".j2"


def render(name: str, data: dict[str, Any], templates: Path | None = None) -> str:
    """The template `name` filled with `data`, which must be plain (dicts, lists, text, numbers)."""
    escape = escape_markdown if name.endswith(".md.j2") else None
    environment = _environment(templates, escape)
    try:
        return _limited(environment.get_template(name).generate(data), name)
    except FazhiError:
        raise
    except Exception as error:  # a template is user input: whatever goes wrong in it is told with its place
        _explain(error, name, data)


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, without repetitions that would fill the memory in one expression."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        for one, other in ((left, right), (right, left)):
            if hasattr(one, "__len__") and isinstance(other, int) and len(one) * other > LIMIT:
                raise SecurityError("repetition")
        if operator == "**":
            raise SecurityError("power")
        return super().call_binop(context, operator, left, right)


class _FolderLoader(jinja2.BaseLoader):
    """Templates of one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        path = folders.find(self.root, template)
        if path is None:
            raise jinja2.TemplateNotFound(template)
        stamp = path.stat().st_mtime_ns
        return folders.read(path), str(path), lambda: path.is_file() and path.stat().st_mtime_ns == stamp


@lru_cache(maxsize=8)
def _environment(templates: Path | None, escape: Callable[[str], str] | None) -> jinja2.Environment:
    ours = _FolderLoader(shipped("templates"))
    own = [_FolderLoader(templates)] if templates else []
    environment = _Environment(
        loader=jinja2.ChoiceLoader([*own, ours, jinja2.PrefixLoader({"shipped": ours})]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        finalize=_escaper(escape) if escape else None,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(number=numbers.number, percent=numbers.percent, cut=cut)
    return environment


def _escaper(escape: Callable[[str], str]) -> Callable[[Any], Any]:
    """What Jinja calls for every expression: `Markup` comes from our macros, anything else from the data."""

    def finalize(value: Any) -> Any:
        known = isinstance(value, Markup | jinja2.Undefined)
        return value if known else Markup(escape(str(value)))

    return finalize


def _limited(pieces: Iterable[str], name: str) -> str:
    parts: list[str] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LIMIT:
            raise FazhiError("模板生成的内容过大", path=name, mend="请检查模板里的循环")
        parts.append(piece)
    return "".join(parts)


def _explain(error: Exception, name: str, data: dict[str, Any]) -> NoReturn:
    path, line = _place(error, name)
    message, mend = _reason(error, data)
    raise FazhiError(message, path=path, line=line, mend=mend) from error


def _place(error: Exception, name: str) -> tuple[str, int | None]:
    """The template and line nearest to what went wrong; Jinja puts template lines into the traceback."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename or error.name or name, error.lineno
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(_ENDING)]
    return (frames[-1].filename, frames[-1].lineno) if frames else (name, None)


def _reason(error: Exception, data: dict[str, Any]) -> tuple[str, str]:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"模板语法有误（{error.message}）", "请检查这一行的花括号、引号和 end 标记"
    if isinstance(error, jinja2.TemplateNotFound):
        return f"找不到模板“{error.message}”", "请检查 include、extends、import 后的文件名"
    if isinstance(error, jinja2.UndefinedError):
        missing = _missing(str(error.message))
        return f"模板用了不存在的名称“{missing}”", suggest(missing, sorted(_names(data))) or "请检查拼写"
    if isinstance(error, SecurityError):
        return "模板用了不允许的操作", "模板里只能读取数据，不能改动数据或调用内部功能"
    if isinstance(error, RecursionError):
        return "模板互相引用，没有尽头", "请检查 include、extends；引用自带模板请写 shipped/ 开头的名称"
    return f"模板这一行无法执行（{error}）", "请检查这一行的运算和过滤器"


def _missing(message: str) -> str:
    """The name in Jinja's "'x' is undefined" or "'dict object' has no attribute 'x'"."""
    quoted = message.split("'")[1::2]
    return quoted[-1] if quoted else message


def _names(data: Any) -> set[str]:
    """Every key anywhere in `data`."""
    if isinstance(data, dict):
        return set(data).union(*map(_names, data.values()))
    return set().union(*map(_names, data)) if isinstance(data, list) else set()
