"""The audit package: every file into one folder, all linked from one page, and the same as one zip.

In: an `Audit`. Out: files by name. The usual outputs of a result are among them, with ledger evidence and rulings in them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from engine.audit import baseline, workbook
from engine.audit.models import Audit
from engine.audit.view import audit_view
from engine.audit.words import AuditTexts, audit_texts
from engine.reporting.files import safe_stem
from engine.reporting.templating import render
from engine.reporting.texts import load_texts
from engine.reporting.view import View
from engine.reporting.writers import writers
from engine.reporting.writers.side_by_side_html import WRITER as SIDES

INDEX, QUESTIONS, MATERIALS = "自查首页.html", "模拟督察问答.html", "材料清单.html"
WORKBOOK, ZIP = "自查工作簿.xlsx", "自查包.zip"
_PAGES = {INDEX: "audit.html.j2", QUESTIONS: "audit-questions.html.j2", MATERIALS: "audit-materials.html.j2"}
_SHOWN = 60
# Zip files know no earlier day; a fixed one keeps the bytes the same.
_STAMP = (1980, 1, 1, 0, 0, 0)


def packaged(audit: Audit, templates: Path | None = None) -> dict[str, bytes]:
    """All files of the package by name, the zip of the others last. Raises `FazhiError` for a template that cannot be used."""
    stem = safe_stem(audit.result.document.path)
    known = {f"{stem}-{w.name}{w.suffix}": w for w in writers() if w.usual}
    files = {name: w.render(audit.result, templates) for name, w in known.items()}
    own = audit_texts()
    shown = audit_view(audit, load_texts(templates), own)
    files[WORKBOOK] = workbook.rendered(shown, own)
    now = baseline.baseline_of(audit.result, audit.ledgers, audit.on, unmasked=audit.unmasked)
    files[baseline.NAME] = baseline.written(now)
    names = [WORKBOOK, QUESTIONS, MATERIALS, *known, baseline.NAME]
    sides = next((name for name, w in known.items() if w is SIDES and shown["findings"]), "")
    shown |= _links(names, sides, own)
    for name, template in _PAGES.items():
        files[name] = render(template, shown, templates).encode()
    return files | {ZIP: zipped(files)}


def _links(names: Iterable[str], sides: str, own: AuditTexts) -> View:
    """What pages need to refer to one another; `sides` is the page where items stand beside the report."""
    about = {name: next((a for part, a in own.contents.items() if part in name), "") for name in names}
    return {
        "files": [{"name": name, "href": quote(name), "about": about[name]} for name in names],
        "sides": quote(sides),
        "index_href": quote(INDEX),
        "questions_href": quote(QUESTIONS),
        "materials_href": quote(MATERIALS),
        "workbook_href": quote(WORKBOOK),
        "most": _SHOWN,
        "zip_name": ZIP,
    }


def zipped(files: Mapping[str, bytes]) -> bytes:
    """One archive of `files`, the same bytes every time."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name])
    return buffer.getvalue()
