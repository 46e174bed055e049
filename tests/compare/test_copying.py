"""Passages taken over from the year before."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.compare.copying import copied
from engine.compare.likeness import Weighing, letters, pieces
from engine.compare.sentences import sentences_of
from engine.compare.settings import settings as limits
from tests.compare.making import both_years, checked, text_of

WORDS = st.text(
    st.sampled_from("依法行政执法监督复议普法宣传会议制度建设年度报告，0123456789。、"), max_size=60
)


def test_copies_are_told_apart_by_what_changed() -> None:
    copying = both_years().years[0].pairs[0].copying
    kinds = {copy.kind: copy for copy in reversed(copying.passages)}
    assert kinds["same"].after.quote.startswith("县司法局组织各乡镇综合行政执法队")
    assert "专题学习法律" in kinds["numbers"].after.quote
    assert [one.text for one in kinds["numbers"].after_pieces if not one.same] == ["5", "3"]
    assert copying.copied == sum(copying.by_kind.values()) == sum(c.characters for c in copying.passages)
    assert 0 < copying.share < 100


def test_the_stock_opening_and_titles_of_laws_are_no_copies() -> None:
    before = text_of(2023).replace(
        "(五)强化监督。", "(五)强化监督。贯彻《重大行政决策程序暂行条例》《行政规范性文件管理办法》。"
    )
    after = text_of(2024).replace(
        "(五)强化监督。", "(五)强化监督。贯彻《重大行政决策程序暂行条例》《行政规范性文件管理办法》。"
    )
    one, other = (sentences_of(checked(text)) for text in (before, after))
    passages = copied(one, other, limits().copying).passages
    assert not [c for c in passages if "《" in c.after.quote or "新时代中国特色" in c.after.quote]


def test_a_report_is_all_its_own_copy_but_for_what_is_too_short() -> None:
    sentences = sentences_of(checked(text_of(2023)))
    copying = copied(sentences, sentences, limits().copying)
    assert {copy.kind for copy in copying.passages} == {"same"}
    assert copying.share > 60


def test_different_reports_share_nothing() -> None:
    foreign = (
        "示例县人民政府2024年法治政府建设年度报告\n一、主要举措和成效\n"
        + "新建政务大厅一处,方便群众办事,实现多项业务同窗受理。"
    )
    one, other = (sentences_of(checked(text)) for text in (text_of(2023), foreign))
    assert copied(one, other, limits().copying).passages == ()


@given(WORDS, WORDS)
@settings(max_examples=60, deadline=None)
def test_pieces_are_the_whole_text_and_agree_where_they_say_so(one: str, other: str) -> None:
    first, second = pieces(one, other)
    assert ("".join(p.text for p in first), "".join(p.text for p in second)) == (one, other)
    same = ["".join(p.text for p in some if p.same) for some in (first, second)]
    assert same[0] == same[1]


@given(st.lists(WORDS, min_size=2, max_size=6))
@settings(max_examples=60, deadline=None)
def test_likeness_is_a_share_and_has_no_direction(texts: list[str]) -> None:
    weighing = Weighing(texts)
    one, other = texts[:2]
    assert 0 <= weighing.likeness(one, other) == weighing.likeness(other, one) <= 1


def test_figures_and_marks_count_for_nothing() -> None:
    assert letters("全年受理1,234件、办结98.5%。") == letters("全年受理7件 办结0%")
