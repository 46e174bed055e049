"""What persons said: attestations and waivers in our templates; more of them stand in YAML beside."""

from __future__ import annotations

from datetime import date

from tools.audit_example.books import Cell, filled


def attestations() -> bytes:
    """One that is followed, one against a fact, one without its file, one of an item that does not exist."""
    rows: list[dict[str, Cell]] = [
        {
            "item": "cn.22.committee",
            "statement": "示例县行政复议委员会已于2024年3月成立，印发文件见附件。",
            "by": "示例甲（司法局副局长）",
            "on": date(2025, 2, 10),
            "file": "cn.22.committee 复议委员会成立文件.txt",
        },
        {
            "item": "cn.34.training-60h",
            "statement": "全县行政执法人员均已完成60学时培训。",
            "by": "示例乙（执法监督股股长）",
            "on": date(2025, 2, 11),
        },
        {
            "item": "cn.29.platform",
            "statement": "一体化政务服务平台已投入使用。",
            "by": "示例丙（政务办主任）",
            "on": date(2025, 2, 12),
            "file": "平台截图.png",
        },
        {
            "item": "cn.22.comittee",
            "statement": "编号写错的一条。",
            "by": "示例甲（司法局副局长）",
            "on": date(2025, 2, 12),
        },
        {"item": "cn.11.archive", "statement": "没有写证明人的一条。", "by": None, "on": date(2025, 2, 12)},
    ]
    return filled("attestations", rows)


def waivers() -> bytes:
    """One in force, one expired, one that is needless, one without who approved it."""
    rows: list[dict[str, Cell]] = [
        {
            "item": "cn.15.discretion",
            "reason": "上级正在统一制定裁量权基准，县级暂缓。",
            "by": "示例丁（分管副县长）",
            "on": date(2025, 1, 15),
            "until": date(2025, 12, 31),
            "file": "豁免批复.txt",
        },
        {
            "item": "cn.05.cross-province",
            "reason": "上级统建平台尚未开通。",
            "by": "示例戊（依法治县办主任）",
            "on": date(2024, 1, 15),
            "until": date(2024, 12, 31),
        },
        {
            "item": "cn.26.case-review",
            "reason": "原以为做不完案卷评查。",
            "by": "示例戊（依法治县办主任）",
            "on": date(2025, 1, 15),
            "until": date(2025, 12, 31),
        },
        {"item": "cn.30.data-sharing", "reason": "没有写批准人的一条。", "until": date(2025, 12, 31)},
    ]
    return filled("waivers", rows)
