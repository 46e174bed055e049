"""A new workspace with all that an office fills in: settings, templates of every kind of ledger, of attestations and waivers."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from engine.audit import settings as settings_file
from engine.audit.ledgers import kinds_of, word_kinds
from engine.audit.settings import Settings
from engine.audit.words import audit_texts
from engine.audit.workspace import made
from engine.documents.models import Level
from engine.ledgers.templates import template_bytes


def start(root: Path, region: str, year: int, level: str | None) -> list[Path]:
    """Makes the workspace `root` and gives the files written. Raises `FazhiError` where there is one already."""
    settings_file.refuse_unknown(region)
    folders = audit_texts().folders
    settings = Settings(region=region, year=year, level=cast("Level | None", level))
    files = {folders.settings: settings_file.written(settings).encode()}
    for kind in kinds_of().values():
        files[f"{folders.ledgers}/{kind.title}.xlsx"] = template_bytes(kind)
    for name, folder in (("attestations", folders.attestations), ("waivers", folders.waivers)):
        kind = word_kinds()[name]
        files[f"{folder}/{kind.title}.xlsx"] = template_bytes(kind)
    return made(root, files)
