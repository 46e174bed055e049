"""Files that are no ledgers: what an office may put among them by mistake."""

from __future__ import annotations

import zipfile
from io import BytesIO

from tools.audit_example.books import Drawn, drawn

_STAMP = (2020, 1, 1, 0, 0, 0)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def stationery() -> bytes:
    """A table of something else."""
    return drawn(
        Drawn("领用", ["办公用品领用登记"], [["品名", "数量", "领用科室"]], [["复印纸", 10, "示例科"]])
    )


def nameless() -> bytes:
    """Reconsideration without the column of case numbers."""
    return drawn(
        Drawn(
            "行政复议",
            [],
            [["申请人", "被申请人", "收到申请日期", "受理日期", "结案日期"]],
            [["示例甲", "示例县公安局", "2024-03-04", "2024-03-07", "2024-04-25"]],
        )
    )


def headless() -> bytes:
    """Figures without a header."""
    return drawn(Drawn("Sheet1", [], [[1.0]], [[2.0], [3.0]]))


def cut_short() -> bytes:
    """A workbook of which only the first half arrived."""
    whole = stationery()
    return whole[: len(whole) // 2]


def locked() -> bytes:
    """What a workbook with a password looks like from outside."""
    return _OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def page() -> bytes:
    """A page of the web that calls itself a workbook."""
    return "<html><body><table><tr><td>案号</td></tr></table></body></html>".encode()


def document() -> bytes:
    """A document that calls itself a workbook."""
    return b"%PDF-1.4\n% invented example\n"


def other_program() -> bytes:
    """A workbook of another program."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("content.xml", _STAMP), "<office/>")
    return buffer.getvalue()


def garbage() -> bytes:
    """Text in no known encoding."""
    return bytes([0xFF, 0x00, 0x81, 0xFE, 0x00, 0xD8, 0xFF, 0xFF, 0x00]) * 7


def undecided() -> bytes:
    """A table that may be of several kinds."""
    header = ["编号", "承办单位", "收到日期", "答复日期"]
    return drawn(Drawn("Sheet1", [], [header], [["1", "示例县公安局", "2024-03-04", "2024-04-25"]]))


def cut_sheet() -> bytes:
    """A workbook whose sheet ends in the middle of a row."""
    whole = drawn(Drawn("案卷评查", [], [["案卷名称", "得分"]], []))
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                part = part.replace(b"</sheetData>", b'<row r="2"><c r="A2"><v>1</v>')
            new.writestr(zipfile.ZipInfo(entry.filename, _STAMP), part)
    return made.getvalue()
