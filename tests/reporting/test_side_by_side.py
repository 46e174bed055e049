"""The page with items and text side by side: whole text, every sentence once, nothing that breaks out."""

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.documents.models import Section
from engine.extraction.models import Evidence, Extraction, Fact
from engine.pipeline import Options, check_report
from engine.reporting.marked_text import blocks_of
from engine.reporting.marks import KINDS, Claim, Mark
from engine.reporting.side_by_side import side_by_side
from engine.reporting.text import clean, harmless
from engine.reporting.texts import load_texts
from engine.reporting.view import view
from engine.reporting.writers import side_by_side_html
from engine.result import Result
from engine.rules.models import Ruling
from tests.reporting import factory
from tests.reporting.large import large

EXAMPLES = Path(__file__).parents[2] / "examples"
ONE_LINE = "我县持续开展法治督察。" * 3 + "行政执法培训60学时，" + "下一步，将健全制度。" * 3


class Page(HTMLParser):
    """What a reader sees of the report's text, and the marks in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marks: dict[str, str] = {}
        self.kinds: dict[str, set[str]] = {}
        self.text = self.words = ""
        self._inside: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "input"):
            self._inside.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._inside.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        names = [tag for tag, _ in self._inside]
        self.words += data
        if "article" not in names or "sup" in names or ("p", {"class": "page"}) in self._inside:
            return
        self.text += data
        tag, attributes = self._inside[-1]
        for number in str(attributes["data-m"]).split() if tag == "mark" else ():
            self.marks[number] = self.marks.get(number, "") + data
            self.kinds.setdefault(number, set()).add(str(attributes["class"]))

    def ids(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.tags if "id" in attributes]


def html(result: Result) -> str:
    return side_by_side_html.render(result).decode()


def report(name: str) -> Result:
    return check_report(EXAMPLES / name, Options())


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    names = ("beipiao-2024.txt", "weinan-2024-plan.txt")
    return {name: report(name) for name in names} | {"large": large(), "made": factory.result()}


@pytest.mark.parametrize("name", ["beipiao-2024.txt", "weinan-2024-plan.txt", "large", "made"])
def test_the_text_is_whole_and_every_sentence_marked_once(results: dict[str, Result], name: str) -> None:
    result = results[name]
    page = Page(html(result))
    assert squeezed(page.text) == squeezed(result.document.text)
    data = side_by_side(result, load_texts())
    quotes = [
        quote for finding in data["findings"] for quote in finding["evidence"] + finding["contrary"]
    ] + [quote for check in data["doubtful"] for quote in check["evidence"]]
    marked = {str(quote["mark"]): quote["quote"] for quote in quotes if quote["mark"]}
    assert page.marks == marked
    # The quotes of a made-up result stand nowhere in its text; those of a checked report all do.
    assert all(quote["mark"] for quote in quotes) == (name != "made")
    ids = page.ids()
    assert len(ids) == len(set(ids))
    links = {a["href"] for tag, a in page.tags if tag == "a" and a.get("class") == "jump"}
    assert links == {f"#q{number}" for number in marked}
    assert {str(a["href"])[1:] for tag, a in page.tags if tag == "a" and a.get("href")} <= {*ids}


def test_each_mark_leads_back_to_all_that_rest_on_it(results: dict[str, Result]) -> None:
    result = results["large"]
    back = Counter(re.findall(r'<a href="#i(\d+)" ', html(result)))
    for number, finding in enumerate(result.findings, 1):
        assert back[str(number)] == len({(e.start, e.end) for e in finding.evidence + finding.contrary})


def test_sentences_that_prove_plan_admit_and_miscount_differ_by_more_than_colour() -> None:
    proof, plan, lack = "开展法治督察", "将健全制度", "监督还不到位"
    text = f"{proof}。{plan}。{lack}。"
    quotes = {word: factory.quote(word, text.index(word)) for word in (proof, plan, lack)}
    facts = tuple(
        Fact(key="a.x", label="督察", value=True, modality=m, evidence=(quotes[w],))
        for w, m in ((plan, "planned"), (lack, "problem"))
    )
    met = factory.finding(
        1,
        "partly",
        evidence=(quotes[proof],),
        contrary=(quotes[plan], quotes[lack]),
        item={"criterion": factory.stating("a.x")},
    )
    worse = factory.finding(2, "not_met", evidence=(quotes[proof],))
    result = factory.result((met, worse), text=text).model_copy(
        update={"extraction": Extraction(facts=facts, checks=())}
    )
    page = html(result)
    assert Page(page).kinds == {"1": {"against"}, "2": {"planned"}, "3": {"problem"}}
    assert ">×<a" in page and ">√<a" in page and ">计划<a" in page and ">不足<a" in page
    style = page.split("<style>")[1].split("</style>")[0]
    rules = [rule for rule in style.split("}") if "text-decoration-color" in rule]
    lines = {
        kind: re.findall("wavy|dashed|double", next(rule for rule in rules if f"mark.{kind}" in rule))
        for kind in ("supports", "planned", "problem", "check")
    }
    assert lines == {"supports": [], "planned": ["dashed"], "problem": ["wavy"], "check": ["double"]}


def test_evidence_of_another_file_is_shown_without_a_jump() -> None:
    there = Evidence(quote="60", start=0, end=0, file="培训台账.xlsx", cell="培训!D7")
    lost = factory.quote("别处的话", 3)
    result = factory.result((factory.finding(1, "met", evidence=(there, lost)),))
    page = html(result.model_copy(update={"extraction": Extraction()}))
    assert "培训台账.xlsx" in page and "培训!D7" in page
    assert 'class="jump"' not in page
    assert page.count("原句不在报告文字里") == 1


def test_what_persons_said_is_told() -> None:
    ruling = Ruling(
        item="cn.01.sample-1", kind="review", verdict="met", replaced="partly", by="示例甲", reason="已核对"
    )
    page = html(factory.result((factory.finding(1, "met", rulings=(ruling,)),)))
    assert "〔人工复核〕" in page
    assert (
        view(factory.result((factory.finding(1, "met", rulings=(ruling,)),)), load_texts())["findings"][0][
            "rulings"
        ][0]["line"]
        in page
    )


EVIL = "".join(
    (
        factory.EVIL_HTML,
        factory.EVIL_TEMPLATE,
        "</script><!--",
        "\"'&amp;</mark></article>",
        factory.EVIL_CONTROL,
    )
)


def test_nothing_in_a_report_breaks_out() -> None:
    found = tuple(
        factory.finding(n, "met", title=EVIL, reason=EVIL, evidence=(factory.quote(EVIL[a:b], a),))
        for n, (a, b) in enumerate([(0, 30), (10, 60), (20, len(EVIL)), (0, len(EVIL))], 1)
    )
    page = Page(html(factory.result(found, text=EVIL, title=EVIL, issuer=EVIL)))
    names = [name for name, _ in page.tags]
    assert names.count("script") == 1
    assert not {*names} & {"img", "iframe", "link", "object", "base"}
    assert not any(key.startswith("on") for _, attributes in page.tags for key in attributes)
    assert squeezed(page.text) == squeezed(harmless(EVIL.replace("\r", "\n")))
    assert page.marks["1"].startswith("<script>")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e]", page.words)


def test_the_page_asks_for_nothing_and_allows_only_its_own_script() -> None:
    page = html(factory.result())
    tags = Page(page).tags
    assert all(str(a["href"]).startswith("#") for _, a in tags if "href" in a)
    assert not any(key in ("src", "srcset", "action", "style") for _, a in tags for key in a)
    assert "url(" not in page.split("<style>")[1].split("</style>")[0]
    assert not re.search(r"https?:|@import", page.replace(clean(factory.EVIL_MARKDOWN), ""))
    policy = next(str(a["content"]) for _, a in tags if a.get("http-equiv"))
    script = page.split("<script>")[1].split("</script>")[0]
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")


def test_the_same_input_gives_the_same_bytes(results: dict[str, Result]) -> None:
    for result in (factory.result(), results["beipiao-2024.txt"]):
        copy = result.model_copy(deep=True)
        assert side_by_side_html.render(result) == side_by_side_html.render(copy)


def test_fifty_pages_and_three_hundred_items_stay_small_and_quick(results: dict[str, Result]) -> None:
    began = perf_counter()
    size = len(side_by_side_html.render(results["large"]))
    assert size < 2_000_000
    assert perf_counter() - began < 5


def test_a_document_that_is_no_report_shows_the_reason_and_its_text() -> None:
    page = Page(html(factory.unusable()))
    assert "未核验" in page.words
    assert page.text.strip().startswith("正文正文")
    assert "form" not in [name for name, _ in page.tags]
    assert "这份文件没有文字" in html(
        factory.unusable().model_copy(update={"document": factory.document(text="")})
    )


def test_a_users_script_is_allowed_by_its_own_hash(tmp_path: Path) -> None:
    (tmp_path / "side-by-side.js.j2").write_text("document.title += '甲';", encoding="utf-8")
    page = side_by_side_html.render(factory.result(), tmp_path).decode()
    digest = b64encode(sha256("document.title += '甲';".encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page and "<script>document.title += '甲';</script>" in page


def test_very_many_lines_end_in_one_paragraph() -> None:
    blocks = blocks_of(factory.document(text="字\n" * 30_000, pages=()), [])
    assert len(blocks) <= 20_001
    assert squeezed("".join(block["pieces"][0]["text"] for block in blocks)) == "字" * 30_000


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark], tuple[Section, ...]]:
    """A text, marks anywhere in it, and sections that begin anywhere and whose headings may run over lines."""
    text = draw(st.text(st.sampled_from("甲乙丙，。\n 　\t"), min_size=1, max_size=60))
    places = st.integers(0, len(text))
    spans = draw(st.sets(st.tuples(places, places), max_size=12))
    marks = [
        Mark(a, b, n, [Claim(draw(st.sampled_from(KINDS)), f"i{n}")])
        for n, (a, b) in enumerate(sorted(spans), 1)
        if a < b and not text[a].isspace() and not text[b - 1].isspace()
    ]
    starts = sorted(draw(st.sets(st.integers(0, len(text) - 1), max_size=4)))
    sections = tuple(
        Section(rank=draw(st.integers(1, 5)), number="一", title="甲", start=a,
                body=draw(st.integers(a + 1, len(text))), end=len(text))
        for a in starts
    )  # fmt: skip
    return text, marks, sections


@given(marked_texts())
@settings(max_examples=150, deadline=None)
def test_pieces_put_together_are_the_text_and_each_mark_its_sentence(
    made: tuple[str, list[Mark], tuple[Section, ...]],
) -> None:
    text, marks, sections = made
    blocks = blocks_of(factory.document(text=text, sections=sections, pages=()), marks)
    pieces: list[dict[str, Any]] = [piece for block in blocks for piece in block["pieces"]]
    assert squeezed("".join(piece["text"] for piece in pieces)) == squeezed(text)
    for mark in marks:
        over = [piece["text"] for piece in pieces if mark.number in piece["marks"]]
        assert squeezed("".join(over)) == squeezed(text[mark.start : mark.end])
        assert sum(mark.number in piece["begin"] for piece in pieces) == 1
        owners = [owner for piece in pieces for end in piece["ends"] for owner in end["owners"]]
        assert owners.count(f"i{mark.number}") == 1
    anchors = [block["anchor"] for block in blocks if block["anchor"]]
    assert len(anchors) == len(set(anchors))


def test_headings_are_found_also_where_the_report_is_one_line() -> None:
    heading = Section(rank=2, number="（一）", title="培训", start=33, body=36, end=len(ONE_LINE))
    blocks = blocks_of(factory.document(text=ONE_LINE, sections=(heading,), pages=()), [])
    assert [block["rank"] for block in blocks] == [None, 2, None]
