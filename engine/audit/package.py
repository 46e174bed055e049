"""The audit package: every file into one folder, all linked from one page, and the same as one zip.

In: an `Audit`. Out: files by name. The usual outputs of a result are among them, with ledger evidence and rulings in them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from engine.audit import baseline, workbook
from engine.audit.models import Audit
from engine.audit.view import audit_view
from engine.audit.words import audit_texts
from engine.reporting.files import safe_stem
from engine.reporting.templating import render
from engine.reporting.texts import load_texts
from engine.reporting.writers import writers

INDEX, WORKBOOK, ZIP = "自查首页.html", "自查工作簿.xlsx", "自查包.zip"
_SHOWN = 60
# Zip files know no earlier day; a fixed one keeps the bytes the same.
_STAMP = (1980, 1, 1, 0, 0, 0)


def packaged(audit: Audit, templates: Path | None = None) -> dict[str, bytes]:
    """All files of the package by name, the zip of the others last. Raises `FazhiError` for a template that cannot be used."""
    stem = safe_stem(audit.result.document.path)
    files = {f"{stem}-{w.name}{w.suffix}": w.render(audit.result, templates) for w in writers()}
    own = audit_texts()
    shown = audit_view(audit, load_texts(templates), own)
    files[WORKBOOK] = workbook.rendered(shown, own)
    names = [WORKBOOK, *(name for name in files if name != WORKBOOK), baseline.NAME]
    shown |= {
        "files": [{"name": name, "href": quote(name)} for name in names],
        "most": _SHOWN,
        "waived": sum(finding["waived"] for finding in shown["findings"]),
    }
    files[INDEX] = render("audit.html.j2", shown, templates).encode()
    files[baseline.NAME] = baseline.written(baseline.baseline_of(audit.result, audit.ledgers, audit.on, unmasked=audit.unmasked))
    return files | {ZIP: zipped(files)}


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
