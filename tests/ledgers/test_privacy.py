"""No private value of a row stands in any text that reading or checking gives."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.checklist.loading import load_checklist
from engine.extraction.models import Evidence
from engine.ledgers.checking import Checker
from engine.ledgers.limits import Limits
from engine.ledgers.masking import Masker
from engine.ledgers.models import LedgerResult
from engine.ledgers.reading import read_tables
from engine.ledgers.rulebook import Rulebook, load_rulebook
from engine.pipeline import lexicon
from tests.ledgers.making import csv, kinds, only, texts_of, training

_CHECKLISTS = Path(__file__).resolve().parents[2] / "checklists"


def test_a_name_in_a_wrong_column_is_masked(tmp_path: Path) -> None:
    done = only(training(tmp_path / "a.xlsx", ("示例甲", None, "示例局", "王小明", "示例甲", "是")))
    assert done.at("D2") == ["“王**”不是数"] and "示例甲" not in texts_of([done])


def test_names_among_other_words_and_of_several_are_masked(tmp_path: Path) -> None:
    rows = [("示例甲、示例乙", None, "示例局", "60（示例乙）", "示例甲已参加", "是")]
    assert "甲" not in (said := texts_of([only(training(tmp_path / "a.xlsx", *rows))])) and "乙" not in said


def test_a_name_with_a_remark_or_blanks_is_masked(tmp_path: Path) -> None:
    rows = [("示例甲", None, "示例局", "王小明（缺考）", "2024-03-05", "王 明")]
    done = only(training(tmp_path / "a.xlsx", *rows))
    assert "王**(" in done.at("D2")[0] and "“王*”" in done.at("F2")[0]


def test_dates_and_numbers_in_words_are_shown(tmp_path: Path) -> None:
    done = only(training(tmp_path / "a.xlsx", ("示例甲", None, "示例局", "约60", "三月五日", "是")))
    assert "三月五日" in done.at("E2")[0] and "约60" in done.at("D2")[0]


@lru_cache(maxsize=1)
def _rules() -> tuple[Rulebook, Limits]:
    checklist = load_checklist("outline-2021-2025", [_CHECKLISTS / "national"]).checklist
    path = _CHECKLISTS / "ledgers" / "litigation" / "rules.yaml"
    return load_rulebook(path, lexicon().indicators, checklist), Limits(checklist)


def _result(text: str) -> LedgerResult:
    kind = kinds()["litigation"]
    with TemporaryDirectory() as folder:
        (table,) = read_tables(csv(Path(folder) / "行政应诉.csv", text), kinds())
        checker = Checker(*_rules(), on=date(2025, 1, 15), year=2024, masker=Masker().by_key(kind))
        checker.check(table)
        return checker.results()[0].model_copy(update={"file": ""})


_NAME = st.text(st.sampled_from("龘靐齉爨彧翀"), min_size=2, max_size=4)
_SPOILT = st.sampled_from(["{}", "{}诉某局案", "（2024）{}1号", "60{}", "2024-02-30{}", "{}、某某", "/"])


@settings(max_examples=25, deadline=None)
@given(_NAME, _NAME, st.lists(_SPOILT, min_size=6, max_size=6))
def test_nothing_private_is_said(plaintiff: str, head: str, forms: list[str]) -> None:
    case, received, opened, outcome, carried, due = (form.format(plaintiff) for form in forms)
    rows = [
        "案号,原告,收到起诉状日期,开庭日期,负责人是否出庭,出庭负责人姓名,裁判结果,是否履行裁判,履行期限",
        f"{case},{plaintiff},{received},{opened},{head},{head},{outcome},{carried},{due}",
        f"甲{case},{plaintiff},2024-03-04,2024-04-10,否,{head},败诉,否,2024-02-01",
    ]
    said = _result("\n".join(rows)).model_dump_json()
    assert plaintiff not in said and head not in said


def test_what_was_counted_is_told_without_names() -> None:
    head = "案号,原告,开庭日期,负责人是否出庭"
    result = _result(f"{head}\n1,示例甲,2024-04-10,是\n")
    quotes: list[Evidence] = [quote for fact in result.facts for quote in fact.evidence]
    assert quotes and all("示例甲" not in quote.quote for quote in quotes)
