"""A checklist as Markdown pages that people read: an index, a page for each part; and the outline sentence by sentence.

In: a loaded checklist and the labels of fact keys. Out: file names and texts.
"""

from __future__ import annotations

from engine.checklist.coverage import Coverage
from engine.checklist.loading import LoadedChecklist
from engine.reporting.checklist_view import checklist_view
from engine.reporting.templating import render
from engine.reporting.texts import load_texts
from engine.rules.criterion_text import Labels


def checklist_pages(loaded: LoadedChecklist, labels: Labels) -> dict[str, str]:
    """index.md, and PART.md for each part."""
    shown = checklist_view(loaded, labels, load_texts())
    pages = {"index.md": render("pages/checklist.md.j2", {"checklist": shown})}
    for part in shown["parts"]:
        pages[f"{part['id']}.md"] = render("pages/part.md.j2", {"checklist": shown, "part": part})
    return pages


def coverage_page(loaded: LoadedChecklist, coverage: Coverage) -> str:
    """Each sentence of the outline with its items, or why it has none."""
    checklist = loaded.checklist
    items = {item.id: {"id": item.id, "title": item.title, "part": item.part} for item in checklist.items}
    articles = [
        {
            "at": article.at,
            "title": article.title,
            "sentences": [
                {
                    "begins": sentence.begins,
                    "items": [items[name] for name in sentence.items],
                    "reason": coverage.reasons[sentence.why_not] if sentence.why_not else "",
                    "note": sentence.note,
                }
                for sentence in article.sentences
            ],
        }
        for article in coverage.articles
    ]
    sentences = [sentence for article in coverage.articles for sentence in article.sentences]
    return render(
        "pages/coverage.md.j2",
        {
            "checklist": {"id": checklist.id, "title": checklist.title},
            "articles": articles,
            "total": len(sentences),
            "covered": sum(bool(sentence.items) for sentence in sentences),
        },
    )
