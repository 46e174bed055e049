"""Major decisions and normative documents."""

from __future__ import annotations

from datetime import date

from tools.audit_example.books import Cell, filled

_GOVERNMENT = "示例县人民政府办公室"
_DECISION: dict[str, Cell] = {
    "in_catalogue": "是",
    "public_participation": "是",
    "expert_argument": "是",
    "risk_assessment": "是",
    "review_done": "是",
    "review_passed": "是",
    "discussed": "是",
    "decided": "是",
    "announced": "是",
}
_DOCUMENT: dict[str, Cell] = {
    "unit": _GOVERNMENT,
    "comment": "是",
    "review_done": "是",
    "review_passed": "是",
    "fair_competition_reviewed": "是",
    "discussed": "是",
    "published": "是",
    "filed": "是",
    "status": "有效",
}


def _days(**on: tuple[int, int]) -> dict[str, Cell]:
    """Days of 2024 by column: month and day."""
    return {key: date(2024, *day) for key, day in on.items()}


def decisions() -> bytes:
    """Major decisions: one in order, the others each out of order somewhere."""
    rows: list[dict[str, Cell]] = [
        {"title": "示例县农村饮水工程规划", "unit": "示例县水利局", **_DECISION}
        | _days(consultation_from=(3, 1), consultation_to=(4, 5), expert_date=(4, 10), risk_date=(4, 12), review_received=(4, 15), review_date=(4, 28), discussed_on=(5, 15), decided_on=(5, 15), announced_on=(5, 20)),
        {"title": "示例县城区停车收费方案", "unit": "示例县发展和改革局", **_DECISION, "in_catalogue": "否", "expert_argument": "否", "risk_assessment": "否"}
        | _days(consultation_from=(5, 6), consultation_to=(5, 20), expert_date=(7, 2), risk_date=(7, 3), review_received=(6, 24), review_date=(6, 28), discussed_on=(6, 26), decided_on=(7, 8), announced_on=(7, 5)),
        {"title": "示例县公园改造方案", "unit": "示例县住房和城乡建设局", **_DECISION, "public_participation": "否", "review_passed": "退回", "discussed": None}
        | _days(consultation_from=(8, 1), consultation_to=(9, 2), review_received=(8, 12), review_date=(8, 26), discussed_on=(9, 18), decided_on=(9, 18), announced_on=(9, 24)),
        {"title": "示例县学校布局调整", "unit": "示例县教育局", **_DECISION, "review_done": "否", "review_passed": None}
        | _days(consultation_from=(9, 2), consultation_to=(10, 8), discussed_on=(10, 22), decided_on=(10, 22), announced_on=(10, 28)),
        {"title": "示例县垃圾处理费调整", "unit": "示例县城市管理局", **_DECISION, "discussed": "否"}
        | _days(consultation_from=(10, 8), consultation_to=(11, 8), review_received=(11, 11), review_date=(11, 25), decided_on=(12, 6), announced_on=(12, 10)),
    ]  # fmt: skip
    return filled("decisions", rows)


def documents() -> bytes:
    """Normative documents: one in order, the others each out of order somewhere."""
    rows: list[dict[str, Cell]] = [
        {"title": "示例县河道管理办法", "number": "示政规〔2024〕1号", "valid_until": date(2029, 5, 31), **_DOCUMENT}
        | _days(comment_from=(3, 1), comment_to=(4, 1), review_date=(4, 12), discussed_on=(4, 18), issued_on=(4, 22), published_on=(4, 23), effective_on=(6, 1), filed_on=(4, 30)),
        {"title": "示例县养犬管理规定", "number": "示政规〔2024〕2号", "valid_until": date(2029, 7, 31), **_DOCUMENT}
        | _days(comment_from=(5, 6), comment_to=(5, 20), review_date=(6, 14), discussed_on=(6, 5), issued_on=(6, 20), published_on=(6, 24), effective_on=(6, 22), filed_on=(7, 25)),
        {"title": "示例县招商奖励办法", "number": "示政规〔2024〕3号", "valid_until": date(2025, 1, 31), **_DOCUMENT, "fair_competition_reviewed": "否", "review_passed": "不予通过", "discussed": "否", "filed": "否"}
        | _days(comment_from=(7, 1), comment_to=(7, 31), review_date=(8, 9), issued_on=(8, 15), published_on=(8, 16), effective_on=(9, 1)),
        {"title": "示例县户外广告规定", "number": "示政规〔2024〕4号", **_DOCUMENT, "review_done": "否", "review_passed": None, "published": "否"}
        | _days(comment_from=(9, 2), comment_to=(10, 8), discussed_on=(10, 16), issued_on=(10, 21), effective_on=(12, 1), filed_on=(10, 30)),
    ]  # fmt: skip
    return filled("normative_documents", rows)
