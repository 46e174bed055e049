"""Web pages saved from government sites: title, date and source line, and the article without the page around.

Nothing is fetched, no entity of the file's own is expanded. Selectors and words come from `documents.yaml`.
"""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree, html

from engine.documents import dates
from engine.documents.formats import Raw
from engine.documents.formats.txt import decode
from engine.documents.lines import head_lines, tail_lines
from engine.documents.words import any_of, words
from engine.errors import FazhiError

EXTENSIONS = (".html", ".htm", ".xhtml", ".shtml")

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I)
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "br",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "section",
        "article",
        "ul",
        "ol",
    }
    | {"dd", "dt", "dl", "center", "blockquote", "pre", "hr", "title", "main"}
)
_CELLS = frozenset({"td", "th"})
_HEADINGS = frozenset({"h1", "h2", "h3"})
_SPACES = re.compile(r"[ \t\r\n\f\xa0\u200b\ufeff]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_RUNNING = frozenset({"header", "footer"})  # how LibreOffice marks the running head and foot of a page
_LEAST_SHARE = 0.5
_META = {"PubDate": "发布时间", "ContentSource": "来源"}


def read(path: Path) -> Raw:
    """The text of a saved page. Raises `FazhiError`."""
    data = path.read_bytes()
    text = _decoded(data)
    if text is None:
        raise FazhiError("认不出网页的文字编码", path=path, mend="请在浏览器中另存为网页，或复制正文存为 txt")
    root = _parsed(text)
    if root is None:
        raise FazhiError("网页里没有内容", path=path, mend="请在浏览器中打开后重新保存")
    meta = {label: _meta(root, name) for name, label in _META.items()}
    title = _meta(root, "ArticleTitle")
    _drop_furniture(root)
    article = _article(root)
    head, body = _lines(root, article)
    if title and title not in head and title not in body[:5]:
        head.insert(0, title)
    head += _untold(meta, "\n".join((*head, *body)))
    return Raw(text="\n".join((*head, *body)))


def _untold(meta: dict[str, str], text: str) -> list[str]:
    """The lines of date and source from the page's head that its text does not say itself."""
    lines = [*head_lines(text), *tail_lines(text)]
    told = {"发布时间": dates.published(lines), "来源": dates.source(lines)}
    return [f"{label}：{value}" for label, value in meta.items() if value and not told[label]]


def _decoded(data: bytes) -> str | None:
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name in ("gb2312", "gbk", "gb18030"):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            return decode(data)
    return decode(data)


def _parsed(text: str) -> html.HtmlElement | None:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return None


def _meta(root: html.HtmlElement, name: str) -> str:
    for element in root.iter("meta"):
        if (element.get("name") or "").lower() == name.lower():
            return " ".join((element.get("content") or "").split())
    return ""


def _size(element: html.HtmlElement) -> int:
    return sum(len(piece.strip()) for piece in element.itertext())


def _drop_furniture(root: html.HtmlElement) -> None:
    """Take out what is no text; a block that holds most of the page is never taken out by its name."""
    furniture = words().furniture
    for element in [e for e in root.iter() if e.tag in ("script", "style", "noscript", "template", "head")]:
        _take_out(element)
    whole = max(1, _size(root))
    names = any_of(furniture.drop_names)
    for element in list(root.iter()):
        if element is root or element.getroottree().getroot() is not root:
            continue
        label = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        hidden = bool(_HIDDEN.search(element.get("style") or ""))
        running = (element.get("title") or "").lower() in _RUNNING
        named = label.strip() and names.search(label)
        unwanted = element.tag in furniture.drop or hidden or running or named
        if unwanted and _size(element) < whole * (1 - _LEAST_SHARE):
            _take_out(element)


def _take_out(element: html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _article(root: html.HtmlElement) -> html.HtmlElement:
    """The element that holds the article, or the whole page."""
    least = _size(root) * _LEAST_SHARE
    for selector in words().furniture.article:
        for element in root.xpath(selector):
            if _size(element) >= max(least, 1):
                return element
    return root


class _Page:
    """Lines of a page in three parts: before the article, the article, and after it."""

    def __init__(self) -> None:
        self.parts: tuple[list[str], list[str], list[str]] = ([], [], [])
        self.part = 0
        self.named_title = False
        self._line: list[str] = []

    def add(self, piece: str | None) -> None:
        """More text of the line at hand, white space as a browser shows it."""
        if piece:
            self._line.append(_SPACES.sub(" ", piece))

    def end_cell(self) -> None:
        """Part a cell from the next."""
        self._line.append("\t")

    def end_line(self) -> None:
        """Keep the line at hand, where it belongs to the text."""
        line = _clean("".join(self._line))
        self._line = []
        if line and (self.part == 1 or self.named_title or _is_labelled(line)):
            self.parts[self.part].append(line)


def _lines(root: html.HtmlElement, article: html.HtmlElement) -> tuple[list[str], list[str]]:
    """Lines kept from around the article (title, date and source), and the lines of the article."""
    page = _Page()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS or element is article:
            page.end_line()
        if event == "start":
            page.part = 1 if element is article else page.part
            page.named_title = _is_title(element) if tag in _BLOCKS else page.named_title
            page.add(element.text)
            continue
        if element is article:
            page.part = 2
        if tag in _CELLS:
            page.end_cell()
        page.named_title = page.named_title and tag not in _BLOCKS
        page.add(element.tail if element is not root else None)
    page.end_line()
    before, inside, after = page.parts
    return before, inside + after


def _is_title(element: etree._Element) -> bool:
    label = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return element.tag in _HEADINGS or "title" in label or "biaoti" in label


def _is_labelled(line: str) -> bool:
    known = words().dates
    labels = (*known.published, *known.signed, *known.published_plain, *known.source)
    return len(line) <= 200 and bool(any_of(labels, after=r"\s{0,4}[:：]").search(line))


def _clean(line: str) -> str:
    """A line without tool bars; empty for one that is nothing else."""
    furniture = words().furniture
    text = any_of(furniture.inline).sub("", line).strip(" \t\u3000")
    return "" if any_of(furniture.lines).search(text) else text
