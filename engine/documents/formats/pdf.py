"""PDF files with a text layer: lines of a paragraph joined again, page numbers and running heads left out.

`Raw.pages` holds where each page begins in the text. Scans without a text layer are refused with the mend.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from engine.documents.formats import Raw
from engine.documents.kinds import kind_by_title
from engine.documents.models import Page
from engine.documents.numerals import parse_date
from engine.documents.organs import is_organ
from engine.documents.words import words
from engine.errors import FazhiError

EXTENSIONS = (".pdf",)

_PAGE_NUMBER = re.compile(
    r"(?:[-—–－─·~]{0,3}\s*\d{1,4}\s*[-—–－─·~]{0,3}|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4})\Z"
)
_HEADING = re.compile(
    r"[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十百\d]{1,4}[)）]|\d{1,2}[.．、](?!\d)"
)
_LEAST_CHARS = 20
_WIDEST = 1.6  # times the left margin: more than that on the right is no margin
_MARGIN, _APART = 70.0, 1.15  # points, a little less than the inch of Word's own; times the usual distance
_UNSEEN = "\x00\x02\ufffe"
_OCR = "请先做文字识别（OCR），另存为可复制文字的 PDF 或 docx"


class Row(NamedTuple):
    """A printed line on a page (from 0): its text; its edges and height, and how far it is from the page's
    other edges, in points."""

    text: str
    left: float
    right: float
    height: float
    page: int
    from_top: float
    from_bottom: float
    from_right: float


def read(path: Path) -> Raw:
    """The text layer of a PDF. Raises `FazhiError`."""
    pages = _read_pages(path)
    rows = [row for page in pages for row in page]
    total = sum(len(row.text) for row in rows)
    if total < _LEAST_CHARS:
        raise FazhiError("PDF 是扫描图片，没有文字层", path=path, mend=_OCR)
    if sum(_is_garbage(c) for row in rows for c in row.text) > total * 0.3:
        raise FazhiError("PDF 的文字层是乱码", path=path, mend=_OCR)
    empty = [str(i + 1) for i, page in enumerate(pages) if not page]
    notices = (words().notices["empty_pages"].format(pages="、".join(empty[:20])),) if empty else ()
    text, spans = _compose(_without_furniture(pages))
    return Raw(text=text, pages=spans, notices=notices)


def _is_garbage(char: str) -> bool:
    return "\ue000" <= char <= "\uf8ff" or char in "\ufffd\ufffe"


def _read_pages(path: Path) -> list[list[Row]]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise FazhiError("PDF 加了密码", path=path, mend="请去掉打开密码后重试") from error
        raise FazhiError("PDF 损坏，打不开", path=path, mend="请重新下载，或用原软件另存") from error
    try:
        return [_rows(document[i], i) for i in range(len(document))]
    finally:
        document.close()


def _rows(page: Any, number: int) -> list[Row]:
    """The printed lines of a page, from pdfium's characters and their boxes."""
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    try:
        rows: list[Row] = []
        line: list[tuple[str, int]] = []
        for at in range(text_page.count_chars()):
            char = chr(raw.FPDFText_GetUnicode(text_page.raw, at))
            if char not in "\r\n":
                line.append((char, at))
            elif line:
                rows.append(_row(text_page, line, number))
                line = []
        if line:
            rows.append(_row(text_page, line, number))
        return [row for row in rows if row.text]
    finally:
        text_page.close()
        page.close()


def _row(text_page: Any, line: Sequence[tuple[str, int]], page: int) -> Row:
    inked = [at for char, at in line if not char.isspace()] or [line[0][1]]
    first, last = text_page.get_charbox(inked[0], loose=True), text_page.get_charbox(inked[-1], loose=True)
    height = max(1.0, first[3] - first[1])
    shown = (
        char
        for i, (char, _) in enumerate(line)
        if char not in _UNSEEN and not _is_gap(text_page, line, i, height)
    )
    width, top = text_page.page.get_size()
    text = "".join(shown).strip()
    return Row(text, first[0], last[2], height, page, top - first[3], first[1], width - last[2])


def _is_gap(text_page: Any, line: Sequence[tuple[str, int]], i: int, height: float) -> bool:
    """Whether a space is only the narrow gap that is set between a Chinese character and a figure."""
    if not line[i][0].isspace() or not 0 < i < len(line) - 1:
        return False
    (before, left), (after, right) = line[i - 1], line[i + 1]
    if before.isascii() and after.isascii():
        return False
    return bool(text_page.get_charbox(right)[0] - text_page.get_charbox(left)[2] < 0.6 * height)


def _without_furniture(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """Pages without page numbers, running heads and feet.

    A first or last line is one when it comes back on most pages, or when it stands in the margin apart from
    the body: on two pages at least, or on the only page where it does not read like part of the text.
    """
    numberless = [_trimmed(page, lambda row: bool(_PAGE_NUMBER.match(row.text))) for page in pages]
    edges = Counter(_shape(row.text) for page in numberless for row in {*page[:1], *page[-1:]})
    repeated = {shape for shape, count in edges.items() if count >= 3 and count > len(pages) / 2}
    margin = [row for page in numberless for row in _in_margin(page)]
    shapes = Counter(_shape(row.text) for row in margin)
    outside = {row for row in margin if shapes[_shape(row.text)] > 1 or _is_outside(row, pages)}
    return [_trimmed(page, lambda row: _shape(row.text) in repeated or row in outside) for page in numberless]


def _trimmed(page: Sequence[Row], unwanted: Callable[[Row], bool]) -> list[Row]:
    rows = list(page)
    for at in (0, -1):
        while rows and (_PAGE_NUMBER.match(rows[at].text) or unwanted(rows[at])):
            rows.pop(at)
    return rows


def _in_margin(page: Sequence[Row]) -> Iterator[Row]:
    """The first and last line, where they are in the margin and further from the body than its lines usually."""
    gaps = [below.from_top - above.from_top for above, below in pairwise(page)]
    if len(gaps) < 3:
        return
    apart = _APART * median(gaps)
    title = kind_by_title(page[0].text) or is_organ(page[0].text)
    begins = page[0].page == 0 and title and not page[1].text.startswith(page[0].text)
    if page[0].from_top < _MARGIN and gaps[0] > apart and not begins:
        yield page[0]
    if page[-1].from_bottom < _MARGIN and gaps[-1] > apart:
        yield page[-1]


def _is_outside(row: Row, pages: Sequence[Sequence[Row]]) -> bool:
    """Whether a line in the margin of the only page is neither a sentence, a heading nor a signature."""
    if len(pages) > 1 or row.text.endswith(("。", "；", "：", "，")) or _HEADING.match(row.text):
        return False
    return row.from_top < _MARGIN or not (is_organ(row.text) or parse_date(row.text))


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _compose(pages: Sequence[Sequence[Row]]) -> tuple[str, tuple[Page, ...]]:
    """The text with broken lines joined, and the span of each page in it."""
    rows = [row for page in pages for row in page]
    left, right = _margins(rows)
    pieces: list[str] = []
    starts: dict[int, int] = {}
    length = 0
    for above, row in zip([None, *rows], rows, strict=False):
        joiner = "" if above is None else _joiner(above, row, left, right)
        pieces += (joiner, row.text)
        starts.setdefault(row.page, length + len(joiner))
        length += len(joiner) + len(row.text)
    return "".join(pieces), tuple(_spans(starts, len(pages), length))


def _margins(rows: Sequence[Row]) -> tuple[float, float]:
    """The left and right edge of the body: where most lines begin, how far the longest usual ones reach.

    Where no line is full, as on a page of short ones, the right margin is taken to be like the left one.
    """
    lefts = Counter(round(row.left) for row in rows if len(row.text) > 10)
    if not lefts:
        return 0.0, max((row.right for row in rows), default=0.0)
    left = float(lefts.most_common(1)[0][0])
    reached = sorted(row.right for row in rows)[int(len(rows) * 0.9)]
    width = rows[0].right + rows[0].from_right
    return left, max(reached, width - _WIDEST * left)


def _joiner(above: Row, row: Row, left: float, right: float) -> str:
    """What stands between two lines: nothing or a space within a paragraph, else a line end."""
    slack = (
        1.6 if above.text.endswith(("。", "；", "：")) else 2.6
    )  # no line begins with a mark, so some are cut short
    full = above.right > right - slack * above.height
    indented = row.left > left + 1.2 * row.height
    if not full or indented or _HEADING.match(row.text):
        return "\n"
    latin = (
        above.text[-1:].isascii()
        and above.text[-1:].isalpha()
        and row.text[:1].isascii()
        and row.text[:1].isalpha()
    )
    return " " if latin else ""


def _spans(starts: dict[int, int], count: int, length: int) -> Iterator[Page]:
    """A page without text begins and ends where the next one begins."""
    ends = length
    spans: list[Page] = []
    for page in reversed(range(count)):
        start = starts.get(page, ends)
        spans.append(Page(number=page + 1, start=start, end=ends))
        ends = start
    yield from reversed(spans)
