"""Writes what is generated: docs/checklists/, docs/coverage.md, checklists/schema/, the checklists of examples/plan/,
the Word template of examples/templates/, and the line of each data file that names its schema. Run by `make docs`; a test keeps it current."""

from __future__ import annotations

from pathlib import Path

from engine.checklist.coverage import load_coverage
from engine.checklist.files import available
from engine.commands.derive import draft_of
from engine.commands.schema import FILES, schema_text
from engine.documents.models import Given
from engine.ledgers.declaration import COLUMNS
from engine.ledgers.rulebook import RULES, load_rulebook, rule_files
from engine.pipeline import DEFAULT_CHECKLIST, checklist_of, lexicon
from engine.reporting.pages import checklist_pages, coverage_page
from tools import make_word_template
from tools.ledger_page import ledger_rules_page
from tools.make_audit_example import write_tables

ROOT = Path(__file__).resolve().parent.parent
CHECKLISTS = ROOT / "checklists"
NATIONAL = CHECKLISTS / "national"
PROVINCES = CHECKLISTS / "provinces"
LEDGERS = CHECKLISTS / "ledgers"
EXAMPLES = ROOT / "examples"
# Checklists derived from the plans among the examples.
_DRAFTS = {"plan/plan.txt": "plan.yaml", "weinan-2024-plan.txt": "weinan-2024.yaml"}
_SERVER = "# yaml-language-server: $schema="
# Data files by folder; in `national` all but the coverage are checklists.
_SCHEMAS = {"indicators": "indicators", "scoring": "scoring", "coverage": "coverage"}


def schema_of(path: Path) -> Path | None:
    """The schema of a data file, where there is one."""
    if path.name == "reasons.yaml":
        return None
    if path.name == COLUMNS:
        return CHECKLISTS / "schema" / "ledger-columns.json"
    name = _SCHEMAS.get(path.parent.name) or ("checklist" if path.is_relative_to(NATIONAL) else None)
    if path.is_relative_to(PROVINCES):
        name = "overlay" if path.parent == PROVINCES else "local-indicators"
    name = "relations" if "relations" in (path.stem, path.parent.name) else name
    name = "ledger-rules" if path.is_relative_to(LEDGERS) and path.name == RULES else name
    return CHECKLISTS / "schema" / f"{name}.json" if name else None


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
    books = [load_rulebook(path, lexicon().indicators, loaded.checklist) for path in rule_files(LEDGERS)]
    files[ROOT / "docs" / "ledgers-rules.md"] = ledger_rules_page(books, loaded.checklist)
    for plan, draft in _DRAFTS.items():
        files[EXAMPLES / "plan" / draft] = draft_of(EXAMPLES / plan, Given()).text
    return files


def main() -> None:
    """Writes them, and removes pages of what is no longer there."""
    make_word_template.TARGET.write_bytes(make_word_template.template())
    files = generated()
    for path in (ROOT / "docs" / "checklists").rglob("*.md"):
        if path not in files:
            path.unlink()
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    write_tables()
    for path in CHECKLISTS.rglob("*.yaml"):
        _name_schema(path)


def _name_schema(path: Path) -> None:
    schema = schema_of(path)
    if schema is None:
        return
    lines = path.read_text("utf-8").splitlines(keepends=True)
    rest = lines[1:] if lines[0].startswith(_SERVER) else lines
    up = "../" * (len(path.relative_to(CHECKLISTS).parts) - 1)
    path.write_text(f"{_SERVER}{up}schema/{schema.name}\n" + "".join(rest), encoding="utf-8")


if __name__ == "__main__":
    main()
