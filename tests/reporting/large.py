"""A result as large and as awkward as reports come: 300 items, 50 pages of text, titles without end."""

from __future__ import annotations

from itertools import pairwise

from engine.checklist.models import Severity, Verdict
from engine.documents.models import Page, Section
from engine.extraction.models import Extraction
from engine.result import Result
from engine.rules.models import Finding
from tests.reporting import factory

_SENTENCE = "第{number}件事：组织开展行政执法人员培训{number}期，参训{number}人次，办结率达到{rate}%，"
_PER_PAGE, _PAGES, _ITEMS = 26, 50, 300
_VERDICTS: tuple[Verdict, ...] = ("met", "partly", "no_evidence", "not_met", "needs_review", "not_applicable")
_SEVERITIES: tuple[Severity, ...] = ("critical", "major", "minor")


def large() -> Result:
    """Each item rests on a sentence of its own and on one that it shares and that overlaps with the next."""
    sentences = [_SENTENCE.format(number=n, rate=n % 100) for n in range(1, _PER_PAGE * _PAGES + 1)]
    pages = ["".join(sentences[p * _PER_PAGE : (p + 1) * _PER_PAGE]) for p in range(_PAGES)]
    lines = [f"（{p + 1}）第{p + 1}部分的工作\n{page}" for p, page in enumerate(pages)]
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines] + [len(text)]
    sections = tuple(
        Section(rank=2, number=f"（{p + 1}）", title="工作", start=a, body=text.index("\n", a) + 1, end=b)
        for p, (a, b) in enumerate(pairwise(starts))
    )
    numbered = tuple(Page(number=s + 1, start=one.start, end=one.end) for s, one in enumerate(sections))
    found = tuple(_finding(number, text, sentences) for number in range(1, _ITEMS + 1))
    result = factory.result(found, text=text, sections=sections, pages=numbered)
    return result.model_copy(update={"extraction": Extraction()})


def _finding(number: int, text: str, sentences: list[str]) -> Finding:
    verdict = _VERDICTS[number % len(_VERDICTS)]
    own, shared = sentences[number * 4].rstrip("，"), sentences[number // 7 * 4 + 1]
    halves = shared[8:], shared[:-4]
    quotes = (
        factory.quote(own, text.index(own)),
        factory.quote(halves[number % 2], text.index(halves[number % 2])),
    )
    title = "行政执法公示、执法全过程记录、重大执法决定法制审核" * (20 if number % 50 == 0 else 1)
    return factory.finding(
        number,
        verdict,
        _SEVERITIES[number % 3],
        title=f"{title}（{number}）",
        reason="报告写明了这一事项的做法、数量和成效，" * 6,
        evidence=quotes[: 1 + (verdict == "met")],
        contrary=quotes[1:] if verdict in ("no_evidence", "partly") else (),
        item={"part": "a" if number <= _ITEMS // 2 else "b"},
    )
