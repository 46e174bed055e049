"""Training, decisions made public, inspections of enterprises, review of case files."""

from __future__ import annotations

from datetime import date

from tools.audit_example.books import Cell, Drawn, drawn, filled, separated

_OFFICES = ("示例县市场监督管理局", "示例县交通运输局", "示例县城市管理局")
# hours, end of the certificate, examination, remark on the identity number
_PEOPLE: tuple[tuple[str, float, date, str], ...] = (
    ("示例甲", 64, date(2027, 12, 31), "是"),
    ("示例乙", 60, date(2026, 6, 30), "是"),
    ("示例丙", 48, date(2026, 6, 30), "是"),
    ("示例丁", 62, date(2024, 11, 30), "是"),
    ("示例戊", 40, date(2027, 12, 31), "否"),
    ("示例己", 66, date(2027, 12, 31), "是"),
    ("示例庚", 72, date(2025, 12, 31), "是"),
    ("示例辛", 36, date(2026, 6, 30), "是"),
)


def training() -> bytes:
    """Our template filled in, with its example rows left; hours in words, a number that lost its last digits, a person without a name."""
    rows: list[dict[str, Cell]] = [
        {
            "name": name,
            "id_number": f"00000019000101{number:04}",
            "unit": _OFFICES[number % 3],
            "certificate_no": f"SL{number:07}",
            "certificate_valid_until": until,
            "year": 2024,
            "hours": hours,
            "exam_passed": exam,
        }
        for number, (name, hours, until, exam) in enumerate(_PEOPLE, 1)
    ]
    more: list[dict[str, Cell]] = [
        {"name": "示例壬", "unit": _OFFICES[0], "certificate_no": "SL0000009", "year": 2024, "hours": "六十学时"},
        {"name": "示例癸", "unit": _OFFICES[1], "certificate_no": "SL0000010", "year": 2024, "hours": "达标"},
        {"name": "示例子", "unit": _OFFICES[2], "id_number": 1.90001010011e17, "certificate_no": "SL0000011", "year": 2024, "hours": 61, "certificate_valid_until": "长期"},
        {"name": None, "unit": _OFFICES[2], "certificate_no": "SL0000012", "year": 2024, "hours": 60},
        {"name": "示例丑", "unit": _OFFICES[2], "certificate_no": "SL0000013", "year": 2024, "hours": 60, "exam_passed": "补考中", "certificate_valid_until": "3024-12-31"},
        {"name": "示例寅", "unit": _OFFICES[0], "certificate_no": "SL0000014", "year": 2023, "hours": 60},
    ]  # fmt: skip
    return filled("training", [*rows, *more], examples=True)


def publicity() -> bytes:
    """Decisions made public: a cell of an error, a formula without result, merged numbers, a second column of the same meaning."""
    header = ["决定书文号", "执法机关", "行政相对人", "类别", "案由", "立案日期", "决定日期", "公示日期", "公开日期", "执法人员数", "执法人员", "是否重大", "法制审核情况", "法制审核日期", "是否听证", "不公开的理由"]  # fmt: skip
    market, traffic = _OFFICES[:2]
    rows: list[list[Cell]] = [
        ["示市监罚〔2024〕1号", market, "示例甲", "行政处罚", "经营过期食品", "2024-01-10", "2024-03-04", "2024-03-11", None, 2, "示例丙、示例丁", "否", "/", None, "否", None],
        ["示市监罚〔2024〕2号", market, "示例乙", "处罚", "虚假宣传", "2024-02-01", "2024-04-01", "2024-04-22", None, 2, "示例丙、示例丁", "否", "/", None, "否", None],
        ["示市监罚〔2024〕3号", market, "示例食品有限公司", "处罚", "无证经营", "2024-02-05", "2024-06-20", "2024-06-25", None, 1, "示例丙", "是", "是", "2024-06-10", "是", None],
        ["示市监罚〔2024〕4号", market, "示例丙", "处罚", "计量违法", "2024-05-06", "2024-06-28", None, None, 2, "示例丙、示例丁", "是", None, None, "否", None],
        ["示交罚〔2024〕1号", traffic, "示例丁", "处罚", "超限运输", "2024-05-13", "2024-07-01", "2024-07-05", None, 2, "示例戊、示例己", "是", "是", "2024-07-08", "否", None],
        ["示交罚〔2024〕2号", traffic, "示例戊", "处罚", "非法营运", "2024-07-01", "2024-08-15", "2024-08-20", None, "#VALUE!", "示例戊、示例己", "否", "/", None, "否", None],
        ["示交许〔2024〕1号", traffic, "示例运输有限公司", "行政许可", "道路运输经营许可", "2024-03-01", "2024-03-12", "2024-03-18", None, 2, "示例戊", "否", "/", None, "/", None],
        ["示城强〔2024〕1号", _OFFICES[2], "示例己", "行政强制", "查封施工现场", "2024-04-01", "2024-04-08", "2024-06-12", None, 2, "示例庚、示例辛", "否", "/", None, "/", None],
        ["示城检〔2024〕1号", _OFFICES[2], "示例庚", "巡查", "占道经营", None, "2024-09-02", "2024-09-09", None, 2, "示例庚、示例辛", "否", "/", None, "/", None],
        ["示市监罚〔2024〕5号", market, "示例辛", "处罚", "侵犯商业秘密", "2024-08-01", "2024-10-10", None, None, 2, "示例丙、示例丁", "否", "/", None, "否", "涉及商业秘密"],
        ["示市监罚〔2024〕6号", market, "示例壬", "处罚", "价格欺诈", "2024-10-08", "2024-12-02、2024-12-03", "2024-12-09", None, '=COUNTA(K5:K6)', "示例丙、示例丁", "否", "/", None, "否", None],
        ["示市监罚〔2024〕7号", market, "示例癸", "处罚", "商标侵权", "2024-11-04", "2024-12-16", "2024-12-20", None, 2, "示例丙、示例丁", "否", "/", None, "否", None],
        [None, None, "示例子", None, None, None, None, None, None, None, None, None, None, None, None, None],
    ]  # fmt: skip
    return drawn(Drawn("双公示", ["行政执法决定公示台账"], [header], rows, merged=("A14:A15",)))


def inspections() -> bytes:
    """Inspections of enterprises, as UTF-8 text."""
    header = ["被检查企业", "统一社会信用代码", "检查机关", "检查日期", "检查事项", "是否计划内", "检查类型", "检查人员数", "检查人员", "扫码入企", "检查通知书", "结果是否公开", "是否重复检查"]  # fmt: skip
    rows = [
        ["示例食品有限公司", "000000000000000001", _OFFICES[0], "2024-03-05", "食品经营", "是", "日常", "2", "示例丙、示例丁", "是", "是", "是", "否"],
        ["示例食品有限公司", "000000000000000001", _OFFICES[0], "2024-04-12", "食品经营", "否", "日常", "2", "示例丙、示例丁", "否", "是", "是", "是"],
        ["示例运输有限公司", "000000000000000002", _OFFICES[1], "2024-05-16", "车辆技术", "是", "双随机", "1", "示例戊", "是", "否", "否", "否"],
        ["示例建材有限公司", "000000000000000003", _OFFICES[0], "2024-06-18", "产品质量", "是", "专项", "2", "示例丙、示例丁", "是", "是", "是", "否"],
        ["示例商贸有限公司", "000000000000000004", _OFFICES[0], "2024-09-10", "价格行为", "否", "投诉举报", "2", "示例丙、示例丁", "是", "是", "是", "否"],
        ["示例商贸有限公司", "000000000000000004", _OFFICES[0], "2024-11-31", "价格行为", "是", "暗访", "二人", "示例丙、示例丁", "大概", "是", "是", "否"],
    ]  # fmt: skip
    return separated([header, *rows], "utf-8-sig")


def case_files() -> bytes:
    """Review of case files."""
    header = ["案卷编号", "被评查单位", "类别", "评查日期", "评查专家", "得分", "等次", "存在问题", "是否整改"]  # fmt: skip
    day = date(2024, 9, 10)
    rows: list[list[Cell]] = [
        ["示市监罚〔2024〕1号", _OFFICES[0], "处罚", day, "示例甲", 92, "优秀", None, "/"],
        ["示市监罚〔2024〕2号", _OFFICES[0], "处罚", day, "示例甲", 81, "合格", "送达回证缺签收日期", "是"],
        ["示交许〔2024〕1号", _OFFICES[1], "许可", day, "示例乙", 76, "合格", "缺现场照片", "否"],
        ["示交罚〔2024〕1号", _OFFICES[1], "处罚", day, "示例乙", 52, "不合格", "法制审核在决定之后", None],
        ["示城强〔2024〕1号", _OFFICES[2], "强制", day, "示例乙", 55, None, "文书不全", "是"],
    ]
    return drawn(Drawn("评查结果", ["2024年度行政执法案卷评查情况"], [header], rows))
