"""Jinja, fenced in: plain data in, text out.

Templates come from a user's folder first and from ours as fallback; ours are always there as `shipped/NAME`,
to be extended. Every expression is escaped for the format. Refused, as a `FazhiError` with file and line:
unknown names, templates outside the folder, what the sandbox forbids, work without end, and output beyond
`LIMIT` characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from engine.errors import FazhiError
from engine.reporting import folder as folders
from engine.reporting import numbers
from engine.reporting.sandbox import LIMIT, Environment, budget
from engine.reporting.template_errors import explained
from engine.reporting.text import cut, escape_markdown, quoted
from engine.resources import shipped


def render(name: str, data: dict[str, Any], templates: Path | None = None) -> str:
    """The template `name` filled with `data`, which must be plain (dicts, lists, text, numbers)."""
    escape = escape_markdown if name.endswith(".md.j2") else None
    environment = _environment(templates, escape)
    try:
        with budget():
            return limited(environment.get_template(name).generate(data), name)
    except FazhiError:
        raise
    except Exception as error:  # a template is user input: whatever goes wrong in it is told with its place
        raise explained(error, name, data) from error


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
    environment = Environment(
        loader=jinja2.ChoiceLoader([*own, ours, jinja2.PrefixLoader({"shipped": ours})]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        finalize=_escaper(escape) if escape else None,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(number=numbers.number, percent=numbers.percent, cut=cut, quoted=quoted)
    return environment


def _escaper(escape: Callable[[str], str]) -> Callable[[Any], Any]:
    """What Jinja calls for every expression: `Markup` comes from our macros, anything else from the data."""

    def finalize(value: Any) -> Any:
        known = isinstance(value, Markup | jinja2.Undefined)
        return value if known else Markup(escape(str(value)))

    return finalize


def limited(pieces: Iterable[str], name: str) -> str:
    """`pieces` joined. Raises `FazhiError` where they are more than `LIMIT` characters."""
    parts: list[str] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LIMIT:
            raise FazhiError("模板生成的内容过大", path=name, mend="请检查模板里的循环")
        parts.append(piece)
    return "".join(parts)
