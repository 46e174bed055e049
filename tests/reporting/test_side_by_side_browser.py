"""The page in a browser: jumping to a sentence and back, filters, search, keys, phone, dark, paper, no script."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.reporting.writers import side_by_side_html
from tests.reporting.chromium import CHROMIUM, Chromium
from tests.reporting.large import large

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")

SEEN = """(selector) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  return box.width > 0 && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth + 1;
}"""
TOO_WIDE = """[document.documentElement, ...document.querySelectorAll(".pane")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1).length"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    path = tmp_path_factory.mktemp("page") / "县报告-原文对照.html"
    path.write_bytes(side_by_side_html.render(large()))
    with Chromium() as chromium:
        chromium.media(prefers_reduced_motion="reduce")
        chromium.size(1440, 900)
        chromium.open(path)
        yield chromium


@pytest.fixture
def page(browser: Chromium) -> Chromium:
    """The page as if just opened, on a desktop."""
    browser.media(prefers_reduced_motion="reduce")
    browser.size(1440, 900)
    browser.open(Path(browser.evaluate("decodeURIComponent(location.pathname)")))
    return browser


def click(page: Chromium, selector: str) -> None:
    page.evaluate(f"document.querySelector({selector!r}).click()")
    settle(page)


def settle(page: Chromium) -> None:
    """Waits until the page has followed a change of its address."""
    page.evaluate("new Promise((done) => setTimeout(() => requestAnimationFrame(done), 60))")


def seen(page: Chromium, selector: str) -> bool:
    return bool(page.evaluate(f"({SEEN})({selector!r})"))


def text(page: Chromium, selector: str) -> str:
    return str(page.evaluate(f"document.querySelector({selector!r}).textContent"))


def type_in(page: Chromium, words: str) -> None:
    page.call("Input.insertText", text=words)


def test_an_item_jumps_to_its_sentence_and_back(page: Chromium) -> None:
    assert not seen(page, "#i120")
    page.evaluate("document.querySelector('#i120').scrollIntoView()")
    click(page, "#i120 summary")
    assert page.evaluate("document.querySelector('#i120').open")
    assert seen(page, "mark.here"), "a click on the item shows its sentence"
    assert text(page, "mark.here").startswith("第481件事")
    assert page.evaluate("document.querySelectorAll('mark.on').length") >= 2
    page.evaluate("document.querySelector('#text').scrollTop = 0")
    click(page, "#i120 .jump")
    assert seen(page, "mark.here")
    assert text(page, "#back") == "返回第120项"
    page.evaluate("document.querySelector('#items').scrollTop = 0")
    page.evaluate("history.back()")
    settle(page)
    assert seen(page, "#i120 summary"), "the browser's own way back"
    page.evaluate("document.querySelector('#items').scrollTop = 0")
    click(page, "#back")
    assert seen(page, "#i120 summary")
    assert page.evaluate("document.activeElement.closest('.item').id") == "i120"
    assert page.problems == []
    assert all(address.startswith(("file:", "about:")) for address in page.requests)


def test_a_sentence_leads_to_all_that_rest_on_it(page: Chromium) -> None:
    click(page, "#q1 + mark")  # of one item alone: at once
    assert page.evaluate("document.activeElement.closest('.item').id") == "i1"
    page.evaluate(
        "[...document.querySelectorAll('.report mark')].find((mark) => mark.dataset.m.includes(' ')).click()"
    )
    assert seen(page, ".panel")
    links = page.evaluate("[...document.querySelectorAll('.panel a')].map((a) => a.getAttribute('href'))")
    assert len(links) > 1
    page.press("Escape")
    assert page.evaluate("document.querySelector('.panel').hidden")
    click(page, f"sup a[href='{links[-1]}']")
    assert seen(page, f"{links[-1]} summary")


def test_filters_and_search_narrow_the_list_and_tell_how_far(page: Chromium) -> None:
    assert text(page, ".shown") == "显示 300 项，共 300 项"
    click(page, "[name=verdict][value=not_met]")
    assert text(page, ".shown") == "显示 50 项，共 300 项"
    click(page, "[name=verdict][value=met]")
    click(page, "[name=severity][value=critical]")
    assert text(page, ".shown") == "显示 100 项，共 300 项"
    page.evaluate("document.querySelector('[name=part]').value = 'a'")
    page.evaluate("document.querySelector('[name=part]').dispatchEvent(new Event('change', {bubbles: true}))")
    assert text(page, ".shown") == "显示 50 项，共 300 项"
    assert text(page, "label.chip:nth-of-type(1) b") == "25"
    page.press("/")
    type_in(page, "第４81件事 执法")  # full-width digits count as half-width ones
    assert text(page, ".shown") == "显示 1 项，共 300 项"
    type_in(page, "没有这样的话")
    assert seen(page, ".nothing")
    page.press("Escape")
    assert text(page, ".shown") == "显示 50 项，共 300 项"
    click(page, "sup a[href='#i299']")
    assert seen(page, "#i299 summary"), "an item that a sentence leads to is shown though filtered out"
    click(page, "[data-do=clear]")
    assert text(page, ".shown") == "显示 300 项，共 300 项"


def address(page: Chromium) -> str:
    return str(page.evaluate("decodeURIComponent(location.hash)"))


def go_back(page: Chromium) -> None:
    page.evaluate("history.back()")
    settle(page)


def test_the_address_keeps_what_is_chosen_through_a_reload_and_back(page: Chromium) -> None:
    shown = text(page, ".shown")
    click(page, "[name=verdict][value=not_met]")
    click(page, "[name=severity][value=critical]")
    page.press("/")
    for letter in "481":
        type_in(page, letter)
    type_in(page, "件")
    assert address(page) == "#query=481件&verdict=not_met&severity=critical"
    go_back(page)
    assert (address(page), page.evaluate("document.querySelector('[name=query]').value")) == (
        "#verdict=not_met&severity=critical",
        "",
    ), "what was typed in one go is one step"
    narrowed = text(page, ".shown")
    click(page, ".item:not([hidden]) summary")
    opened = page.evaluate("document.querySelector('.item.now').id")
    assert address(page) == f"#{opened}&verdict=not_met&severity=critical"
    page.call("Page.reload")
    settle(page)
    settle(page)
    assert text(page, ".shown") == narrowed != shown
    assert page.evaluate("document.querySelector('[name=severity][value=critical]').checked")
    assert page.evaluate("document.querySelector('.item[open].now').id") == opened
    assert seen(page, f"#{opened} summary")
    click(page, f"#{opened} .jump")
    assert address(page).endswith(f"&verdict=not_met&severity=critical&item={opened}")
    for _ in range(2):
        go_back(page)
    assert address(page) == "#verdict=not_met"
    assert page.evaluate("document.querySelector('.item.now')") is None
    go_back(page)
    assert (address(page), text(page, ".shown")) == ("", shown)
    assert page.evaluate("document.querySelectorAll('.chip.chosen').length") == 0
    assert page.problems == []


@pytest.mark.parametrize("width", [1440, 390])
def test_a_link_opens_the_same_view(page: Chromium, width: int) -> None:
    path = Path(page.evaluate("decodeURIComponent(location.pathname)"))
    page.size(width, 844)
    sentence = page.evaluate("document.querySelector('#i120').dataset.marks.split(' ')[0]")
    page.open(path, f"#q{sentence}&part=a&verdict=met&verdict=partly&item=i120")
    assert text(page, ".shown") == "显示 50 项，共 300 项"
    assert page.evaluate("document.querySelector('[name=part]').value") == "a"
    assert page.evaluate("document.querySelector('#i120.now').open")
    assert text(page, "#back") == "返回第120项"
    assert seen(page, "mark.here")
    click(page, "#back")
    assert seen(page, "#i120 summary")
    page.open(path, "#i120")
    assert page.evaluate("!!document.querySelector('mark.here')") == (width == 1440), (
        "with its sentence beside"
    )
    click(page, "[data-do=clear]")
    assert address(page) == "#i120"


def test_an_address_of_another_file_or_of_nobody_does_no_harm(page: Chromium) -> None:
    path = Path(page.evaluate("decodeURIComponent(location.pathname)"))
    for fragment in ("#i9999&item=text", "#%E0%A4%A&part=nowhere&verdict=%22%5D", "#&&==&keys=x", "#verdict"):
        page.open(path, fragment)
        assert text(page, ".shown") == "显示 300 项，共 300 项"
        assert page.evaluate("document.querySelector('.item.now')") is None
    page.open(path, "#query=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    assert seen(page, ".nothing")
    assert page.evaluate("document.images.length") == 0
    assert page.problems == []


def test_the_keyboard_reaches_everything(page: Chromium) -> None:
    focused = "(document.activeElement.closest('.item') || {}).id"
    for key in "jjk":
        page.press(key)
    assert page.evaluate(focused) == "i1"
    page.press("Enter")
    settle(page)
    assert page.evaluate("document.querySelector('#i1').open")
    assert seen(page, "mark.here")
    for key in "nnp":
        page.press(key)
        settle(page)
    before = page.evaluate("location.hash")
    page.press("Escape")
    settle(page)
    assert (before, page.evaluate(focused)) == ("#q4&item=i1", "i1")
    click(page, "[name=keys]")
    page.press("j")
    assert page.evaluate(focused) == "i1", "switched off"


def test_the_tabulator_begins_with_the_ways_past_the_head(page: Chromium) -> None:
    ways = []
    for _ in range(2):
        page.press("Tab")
        ways.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert ways == ["#items", "#text"]
    assert seen(page, ".skip a:focus")
    page.press("Enter")
    settle(page)
    assert page.evaluate("document.activeElement.id") == "text"


def test_nothing_is_wider_than_the_screen(page: Chromium) -> None:
    click(page, "[data-do=expand]")
    for width in (1440, 1000, 390, 320):
        page.size(width, 844)
        assert page.evaluate(TOO_WIDE) == 0, width


def test_a_phone_shows_one_pane_at_a_time(page: Chromium) -> None:
    page.size(390, 844)
    assert page.evaluate("document.querySelector('#text').offsetParent === null")
    page.evaluate("document.querySelector('#i2').open = true")
    click(page, "#i2 .jump")
    assert page.evaluate("document.querySelector('#items').offsetParent === null")
    assert seen(page, "mark.here")
    assert seen(page, ".switch [data-pane=text][aria-current]")
    click(page, "#back")
    assert seen(page, "#i2 summary")


def test_dark_is_dark_and_paper_is_white_with_every_pane(page: Chromium) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.media(prefers_color_scheme="dark")
    assert page.evaluate(ground) == "rgb(20, 25, 31)"
    page.call("Emulation.setEmulatedMedia", media="print", features=[])
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('#text')).overflow") == "visible"
    assert page.evaluate("getComputedStyle(document.querySelector('.filters')).display") == "none"


def test_paper_tells_what_the_list_is_narrowed_by(page: Chromium) -> None:
    path = Path(page.evaluate("decodeURIComponent(location.pathname)"))
    page.open(path, "#query=481&verdict=met&part=a")
    assert not seen(page, ".told"), "on a desktop the choices themselves are in sight"
    page.call("Emulation.setEmulatedMedia", media="print", features=[])
    try:
        assert seen(page, ".told") and seen(page, ".shown")
        assert text(page, ".told") == "筛选：√ 达标、依法全面履行政府职能、481"
        assert page.evaluate("document.querySelector('.facets').offsetParent") is None
    finally:
        page.call("Emulation.setEmulatedMedia", media="", features=[])


def test_without_a_script_the_links_still_lead(page: Chromium) -> None:
    path = Path(page.evaluate("decodeURIComponent(location.pathname)"))
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(path, "#q40")
        assert page.evaluate("document.documentElement.className") == ""
        assert page.evaluate("document.querySelector('.filters').hidden")
        assert page.evaluate("document.querySelector('.overview').open")
        assert seen(page, "#q40 + mark")
    finally:
        page.call("Emulation.setScriptExecutionDisabled", value=False)
