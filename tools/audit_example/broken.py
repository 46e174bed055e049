"""Files that are no ledgers: what an office may put among them by mistake."""

from __future__ import annotations

from tools.audit_example.books import Drawn, drawn, separated

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def stationery() -> bytes:
    """A table of something else."""
    return drawn(Drawn("领用", ["办公用品领用登记"], [["品名", "数量", "领用科室"]], [["复印纸", 10, "示例科"]]))


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


def unclosed() -> bytes:
    """Separated values with a quote that never ends."""
    rows = [["案卷编号", "得分", "等次"], ["示市监罚〔2024〕9号", '"88', "合格"]]
    return separated(rows, "utf-8")
