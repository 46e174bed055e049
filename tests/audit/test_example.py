"""The example shows every kind of finding, and its tables are current."""

from __future__ import annotations

from engine.audit.ledgers import rulebooks
from tests.audit.conftest import EXAMPLE, Done
from tools.make_audit_example import tables


def test_the_tables_are_current() -> None:
    made = tables()
    assert [path.name for path, content in made.items() if path.read_bytes() != content] == []
    kept = {path for path in EXAMPLE.rglob("*") if path.suffix in (".xlsx", ".csv", ".xls")}
    assert kept == set(made)
    assert sum(path.stat().st_size for path in EXAMPLE.rglob("*") if path.is_file()) < 400_000


def test_every_rule_finds_something(done: Done) -> None:
    fired = {(one.kind, tally.rule) for one in done.audit.ledgers for tally in one.tallies if tally.short}
    assert {(kind, rule.id) for kind, book in rulebooks().items() for rule in book.rules.rules} == fired
    kinds = {finding.basis for one in done.audit.ledgers for finding in one.findings}
    assert kinds == {"law", "benchmark"}


def test_report_and_ledgers(done: Done) -> None:
    agreement = {one.key: one.agreement for one in done.audit.differences}
    assert set(agreement.values()) == {"agrees", "differs", "unclear"}
    assert agreement["litigation.head_appearance_rate"] == "differs"
    assert agreement["enforcement.trained_people"] == "unclear"  # 人次 and 人
    assert agreement["npc_proposal.handled"] == "agrees"
    assert agreement["enforcement.training_hours_per_person"] == "differs"  # 人均
    for one in done.audit.differences:
        assert one.claimed.evidence[0].quote and one.counted.evidence[0].file


def test_ledgers_move_verdicts_both_ways(done: Done) -> None:
    now = {finding.item.id: finding.verdict for finding in done.audit.result.findings}
    turned = {item: (old, now[item]) for item, old in done.audit.report_alone.items() if now[item] != old}
    assert turned["cn.34.training-60h"] == ("met", "not_met")
    assert turned["cn.27.on-request"] == ("no_evidence", "met")
    # What the report claims of all is not so of some: the claim no longer counts.
    assert turned["cn.09.filed-in-time"] == ("met", "partly")


def test_a_word_is_followed_or_refused(done: Done) -> None:
    said = {ruling.item: ruling for f in done.audit.result.findings for ruling in f.rulings}
    now = {finding.item.id: finding.verdict for finding in done.audit.result.findings}
    followed = said["cn.22.committee"]
    assert now["cn.22.committee"] == "met" and not followed.remarks and len(followed.digest or "") == 64
    against = said["cn.34.training-60h"]
    assert now["cn.34.training-60h"] == "not_met" and "与已有事实相反" in against.remarks[0]
    assert "平台截图.png" in said["cn.29.platform"].remarks[0]
    assert now["cn.27.results"] == "partly"  # 认定 部分达标
    assert "到期" in said["cn.05.cross-province"].remarks[0]
    assert "不需要" in said["cn.26.case-review"].remarks[0]
    assert {ruling.item for ruling in done.audit.unused} == {item for item, r in said.items() if r.remarks}


def test_new_fixed_and_remaining(done: Done) -> None:
    comparison = done.audit.comparison
    assert comparison and all(comparison.number(turn) for turn in ("new", "fixed", "remaining"))


def test_problems_are_told_with_place_and_mend(done: Done) -> None:
    problems = [*done.audit.problems, *(p for one in done.audit.ledgers for p in one.problems)]
    told = "\n".join(f"{one.file} {one.cell} {one.message}" for one in problems)
    for message in (
        "没有“2024-02-30”这一天",
        "没有写年份",
        "没有写到日",
        "两个日期",
        "不是数",
        "看不出是或否",
        "不在可选范围内",
        "长号码存成了数字",
        "错误值",
        "公式没有算出",
        "重复，没有重复计",
        "续行",
        "没有填，这一行没有用",
        "都像是“公示日期”",
        "工作表是隐藏的",
        "认不出文件的文字编码",
        "文件损坏",
        "行起损坏",
        "不是表格文件",
        "其实是网页",
        "不读这种表格格式",
        "认不出这是哪种台账",
        "打开密码",
        "像是几种台账",
        "没有找到表头",
        "文件是空的",
        "缺少“案号”一列",
        "清单里没有条目“cn.22.comittee”",
    ):
        assert message in told, message
    assert all(one.mend for one in problems)
    (cases,) = (one for one in done.audit.ledgers if one.file == "台账/2024年行政复议案件登记表.xlsx")
    assert (cases.used, cases.lost) == (14, 2)
