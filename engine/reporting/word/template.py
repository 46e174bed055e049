"""A province's own Word file, filled by docxtpl within our sandbox.

The marks are Jinja's, with docxtpl's `{%p %}` and `{%tr %}`; the names are those of the other templates.
Everything from the report is escaped: it becomes text and never part of the document's structure.
"""

from __future__ import annotations

import re
import traceback
from io import BytesIO
from pathlib import Path
from typing import Any

import jinja2
from lxml import etree
from markupsafe import Markup

from engine.errors import FazhiError
from engine.reporting import folder, numbers
from engine.reporting.sandbox import Environment, budget
from engine.reporting.stable import stable
from engine.reporting.template_errors import reason
from engine.reporting.templating import limited
from engine.reporting.text import cut, quoted
from engine.reporting.view import View
from engine.reporting.word.guard import refuse_harmful

# They give out text as it is, or as links: what a report says could become structure.
_UNFIT = ("safe", "urlize", "tojson", "xmlattr", "forceescape")


def own_file(templates: Path | None) -> Path | None:
    """The Word file of a user's template folder, where there is one. Raises `FazhiError` for a symbolic link."""
    return folder.find(templates, folder.WORD) if templates else None


def fill(path: Path, shown: View) -> bytes:
    """The Word file at `path`, filled with a shown result. Raises `FazhiError`, one line with the mend."""
    template_class = _docxtpl(path)
    refuse_harmful(path)
    template = template_class(BytesIO(path.read_bytes()))
    try:
        with budget():
            template.render(shown, _environment())
        filled = BytesIO()
        template.save(filled)
    except FazhiError:
        raise
    except etree.XMLSyntaxError as error:
        mend = "if、for 与 end 要成对：整段用 {%p %}，整行用 {%tr %}，放在同一级"
        raise FazhiError("模板填写后结构不完整", path=path, mend=mend) from error
    except Exception as error:  # a template is user input: whatever goes wrong in it is told with its place
        raise _told(error, path, shown, template.source) from error
    return stable(filled.getvalue())


def _docxtpl(path: Path) -> Any:
    """The class that fills; it does not mend broken structure in silence."""
    try:
        from docxtpl import DocxTemplate
    except ImportError as error:
        mend = "请在 .venv 里运行 python -m pip install docxtpl，或从模板文件夹里移走这个文件"
        raise FazhiError("填写 Word 模板需要 docxtpl", path=path, mend=mend) from error

    class Strict(DocxTemplate):  # type: ignore[misc]
        source = ""

        def render_xml_part(self, src_xml: str, *args: Any, **kwargs: Any) -> Any:
            """Keeps what is filled, a paragraph a line as docxtpl numbers them, to tell where it failed."""
            self.source = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)
            return super().render_xml_part(src_xml, *args, **kwargs)

        def fix_tables(self, xml: str) -> Any:
            """Structure that is broken is an error before docxtpl repairs it by leaving things out."""
            etree.fromstring(xml.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))
            return super().fix_tables(xml)

    return Strict


class _Template(jinja2.Template):
    """Its output is limited, as that of the other templates is."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        return limited(self.generate(*args, **kwargs), self.name or folder.WORD)


def _environment() -> Environment:
    environment = Environment(undefined=jinja2.StrictUndefined, autoescape=True, finalize=_spelt)
    environment.template_class = _Template
    environment.filters.update(number=numbers.number, percent=numbers.percent, cut=cut, quoted=quoted)
    for name in _UNFIT:
        environment.filters.pop(name, None)
    return environment


def _spelt(value: Any) -> Any:
    """Nothing for None, as an empty field of a form."""
    return Markup("") if value is None else value


def _told(error: Exception, path: Path, shown: View, source: str) -> FazhiError:
    """`error` with the words of the paragraph where it happened: a Word file has no lines."""
    lines = source.splitlines()
    number = _line_of(error)
    line = lines[number - 1] if number and number <= len(lines) else ""
    words = " ".join(re.sub(r"<[^>]*>", " ", line).split())
    message, mend = reason(error, shown, words)
    place = f"，在“{cut(words, 60)}”附近" if words else ""
    return FazhiError(f"{message}{place}", path=path, mend=mend)


def _line_of(error: Exception) -> int | None:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.lineno
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == "<template>"]
    return frames[-1].lineno if frames else None
