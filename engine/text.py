"""One spelling for matching, of the same length as the text, so that offsets stay true."""

import re

_FULL = "".join(chr(c) for c in range(0xFF01, 0xFF5F))
_HALF = "".join(chr(c) for c in range(0x21, 0x7F))
_WIDTHS = dict(zip(_FULL, _HALF, strict=True))
_CHINESE_MARKS = "！（），：；？"  # full-width is their usual form, and a sign of a Chinese sentence
_OTHER = {
    "　": " ", "\t": " ", "﹪": "%", "﹑": "、", "·": "·", "－": "-", "–": "-", "—": "-", "―": "-", "〜": "~",
    "〇": "〇", "○": "〇", "Ｏ": "O", "′": "'", "︰": ":", "﹕": ":", "﹐": ",", "﹔": ";", "「": "“", "」": "”",
    "『": "“", "』": "”", "‘": "“", "’": "”", "＂": '"', "﹙": "(", "﹚": ")", "〈": "《", "〉": "》", "㎡": "㎡",
    "µ": "μ", "³": "3", "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u200b": " ", "\ufeff": " ",
}  # fmt: skip
_PLAIN = {**_WIDTHS, **_OTHER}
_OTHERWISE = re.compile(f"[{re.escape(''.join(c for c, plain in _PLAIN.items() if c != plain))}]")
_FIGURES = str.maketrans({f: h for f, h in _WIDTHS.items() if f not in _CHINESE_MARKS} | {"　": " "})


def plain(text: str) -> str:
    """`text` in half-width forms and one kind of dash, quote and blank; never longer or shorter."""
    at = 0
    while found := _OTHERWISE.search(text, at):  # far fewer kinds of characters than characters
        text, at = text.replace(found[0], _PLAIN[found[0]]), found.end()
    return text


def is_plain(text: str) -> bool:
    """Whether `plain` leaves `text` as it is."""
    return _OTHERWISE.search(text) is None


def half_width(text: str) -> str:
    """`text` with half-width figures, letters, signs and blanks, its Chinese marks kept; of the same length."""
    return text.translate(_FIGURES)
