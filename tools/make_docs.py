"""Writes what is generated: docs/checklists/, docs/coverage.md, checklists/schema/. Run by `make docs`; a test keeps it current."""

from __future__ import annotations

from pathlib import Path

from engine.checklist.coverage import load_coverage
from engine.checklist.loading import available
from engine.commands.schema import FILES, schema_text
from engine.pipeline import DEFAULT_CHECKLIST, checklist_of, lexicon
from engine.reporting.pages import checklist_pages, coverage_page

ROOT = Path(__file__).resolve().parent.parent
NATIONAL = ROOT / "checklists" / "national"


def generated() -> dict[Path, str]:
    """Every generated file with its text."""
    files: dict[Path, str] = {}
    for name in available([NATIONAL]):
        pages = checklist_pages(checklist_of(name, (NATIONAL,)), lexicon().labels)
        files |= {ROOT / "docs" / "checklists" / name / page: text for page, text in pages.items()}
    loaded = checklist_of(DEFAULT_CHECKLIST, (NATIONAL,))
    folder = NATIONAL / DEFAULT_CHECKLIST / "coverage"
    coverage = load_coverage(folder, {item.id for item in loaded.checklist.items})
    files[ROOT / "docs" / "coverage.md"] = coverage_page(loaded, coverage)
    files |= {ROOT / "checklists" / "schema" / f"{name}.json": schema_text(name) for name in FILES}
    return files


def main() -> None:
    """Writes them, and removes pages of what is no longer there."""
    files = generated()
    for path in (ROOT / "docs" / "checklists").rglob("*.md"):
        if path not in files:
            path.unlink()
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
