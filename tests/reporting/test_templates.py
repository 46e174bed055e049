"""A user's own templates: they win, they cannot break out, and their mistakes are told with file and line."""

import os
from pathlib import Path

import pytest

from engine.errors import FazhiError
from engine.reporting import sandbox, templating
from engine.reporting.writers import findings_csv, gap_html, gap_markdown, scorecard_xlsx
from tests.reporting import factory


def write(folder: Path, text: str, name: str = "gap-report.md.j2") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def rendered(folder: Path) -> str:
    return gap_markdown.render(factory.result(), folder).decode()


def refused(folder: Path) -> str:
    with pytest.raises(FazhiError) as caught:
        rendered(folder)
    return str(caught.value)


def test_a_users_template_wins_and_the_others_stay_ours(tmp_path: Path) -> None:
    write(tmp_path, "本局格式：{{ report.issuer }}，{{ gaps[0].findings|length }} 项关键差距")
    assert rendered(tmp_path) == "本局格式：示例县人民政府，4 项关键差距"
    assert "差距与整改" in gap_html.render(factory.result(), tmp_path).decode()


def test_a_users_template_can_change_one_block_of_ours(tmp_path: Path) -> None:
    write(tmp_path, '{% extends "shipped/gap-report.md.j2" %}{% block title %}# 本局题头\n{% endblock %}')
    text = rendered(tmp_path)
    assert text.lstrip().startswith("# 本局题头")
    assert "差距与整改" in text


def test_a_users_words_win_in_every_output(tmp_path: Path) -> None:
    write(tmp_path, "verdicts:\n  met: {label: 合格}\n", "texts.yaml")
    assert "√ 合格" in rendered(tmp_path)
    assert "√ 合格" in gap_html.render(factory.result(), tmp_path).decode()
    assert scorecard_xlsx.render(factory.result(), tmp_path)


def test_a_users_words_name_the_columns_of_the_csv(tmp_path: Path) -> None:
    write(tmp_path, "heads:\n  title: 考核内容\n", "texts.yaml")
    head = findings_csv.render(factory.result(), tmp_path).decode("utf-8-sig").splitlines()[0]
    assert head.startswith("报告文件,发文机关,年度,编号,条款,考核内容,结论")


def test_a_wrong_word_file_is_told_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, "verdicts:\n  met: {lable: 合格}\n", "texts.yaml")
    message = refused(tmp_path)
    assert "texts.yaml:2" in message
    assert "label" in message


def test_a_misspelt_word_is_told_with_its_line_and_own_words_of_a_template_are_not(tmp_path: Path) -> None:
    write(tmp_path, "phrases:\n  gap_report: 清单\n  gap_reprot: 整改\n  bureau: 某局\n", "texts.yaml")
    write(tmp_path, "{{ texts.bureau }}：{{ texts.gap_report }}")
    message = refused(tmp_path)
    assert "texts.yaml:3:3" in message and "“gap_reprot”" in message and "是否想写“gap_report”" in message
    write(tmp_path, "phrases: {gap_report: 清单, bureau: 某局}\n", "texts.yaml")
    assert rendered(tmp_path) == "某局：清单"


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("第一行\n{{ report.isuer }}", 2, "是否想写“issuer”"),
        ("\n\n{% for f in gaps %}", 3, "模板语法有误（模板到末尾还没有写“endfor”）"),
        ("{% fro f in gaps %}", 1, "没有“fro”这种标记"),
        ("{% if gaps %}{% endfor %}", 1, "“endfor”写错，或前面的“if”还没有写 end 标记"),
        ("{{ report issuer }}", 1, "此处应为“}}”，写的是“issuer”"),
        ("{{ report|upperr }}", 1, "没有“upperr”这个过滤器"),
        ("{{ 1 // 0 }}", 1, "无法执行（除以零）"),
        ("\n{% include 'nichts.j2' %}", 2, "找不到模板“nichts.j2”"),
        ("\n{{ ''.__class__.__mro__ }}", 2, "不允许的操作"),
        ("{{ gaps.append(1) }}", 1, "不允许的操作"),
        ("{{ 'a' * 999999999 }}", 1, "不允许的操作"),
        ('{% extends "gap-report.md.j2" %}', 1, "没有尽头"),
        ("{{ document.issuer }}", 1, "“document.issuer”。是否想写“report.issuer”？"),
        ("{{ issuer }}", 1, "“issuer”。是否想写“report.issuer”？"),
        ("{{ finding }}", 1, "“finding”。是否想写“findings”？"),
        ("{{ report.quote }}", 1, "“quote”。请检查拼写；可用的名称见 docs/templates.md"),
    ],
)
def test_a_mistake_is_told_in_chinese_with_file_and_line(
    tmp_path: Path, template: str, line: int, words: str
) -> None:
    message = refused(write(tmp_path, template))
    assert f"gap-report.md.j2:{line}：" in message
    assert words in message
    assert "\n" not in message


def test_a_mistake_in_an_included_file_names_that_file(tmp_path: Path) -> None:
    write(tmp_path, "甲\n乙\n{{ nirgends }}", "mine.j2")
    write(tmp_path, "{% include 'mine.j2' %}")
    assert "mine.j2:3：" in refused(tmp_path)


@pytest.mark.parametrize("name", ["../secret.j2", "a/../../secret.j2", "/etc/passwd", "sub\\..\\secret.j2"])
def test_a_template_cannot_read_outside_its_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.j2").write_text("SECRET")
    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(FazhiError):
        rendered(write(inside, "{% include " + repr(name) + " %}"))


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no symbolic links here")
@pytest.mark.parametrize("name", ["gap-report.md.j2", "texts.yaml", "parts/finding.md.j2"])
def test_symbolic_links_are_refused(tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("phrases: {none: SECRET}\n")
    inside = tmp_path / "inside"
    (inside / name).parent.mkdir(parents=True)
    (inside / name).symlink_to(outside / "file")
    assert "符号链接" in refused(inside)


def test_output_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templating, "LIMIT", 10_000)
    write(tmp_path, "{% for a in range(99999) %}{% for b in range(99999) %}字{% endfor %}{% endfor %}")
    assert "过大" in refused(tmp_path)


@pytest.mark.parametrize(
    "template",
    [
        "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
        "{% for a in range(90000) if range(90000)|sum %}{% for b in range(90000) if 0 %}{% endfor %}{% endfor %}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
        "{% for a in range(90000) recursive %}{% if loop.depth < 3 %}{{ loop(range(90000)) }}{% endif %}{% endfor %}",
        "{% for a in [1, 2] * 60000 %}{% for b in [1, 2] * 60000 %}{% set c = b %}{% endfor %}{% endfor %}",
    ],
)
def test_work_without_end_is_stopped_also_where_nothing_comes_out(
    tmp_path: Path, template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 3.0)
    message = refused(write(tmp_path, template))
    assert "gap-report.md.j2:1：模板运行太久，已停止" in message


def test_many_steps_are_stopped_before_time_runs_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 1e9)
    monkeypatch.setattr(sandbox, "STEPS", 10_000)
    assert "运行太久" in refused(write(tmp_path, "{% for a in range(10001) %}{% endfor %}"))
    write(tmp_path, "{% for a in range(9999) %}{{ loop.length if loop.last }}{% else %}无{% endfor %}")
    assert rendered(tmp_path) == "9999"


def test_text_of_the_report_is_escaped_in_a_users_template_too(tmp_path: Path) -> None:
    write(tmp_path, "{% for f in findings %}{{ f.title }}\n{% endfor %}")
    assert "<script>" not in rendered(tmp_path)
    write(tmp_path, "{% for f in findings %}{{ f.title }}\n{% endfor %}", "gap-report.html.j2")
    assert "<script>" not in gap_html.render(factory.result(), tmp_path).decode()


def test_a_changed_template_is_read_anew(tmp_path: Path) -> None:
    write(tmp_path, "旧")
    assert rendered(tmp_path) == "旧"
    path = write(tmp_path, "新") / "gap-report.md.j2"
    os.utime(path, ns=(1, 1))
    assert rendered(tmp_path) == "新"


def test_a_missing_folder_and_a_wrong_encoding_are_told(tmp_path: Path) -> None:
    assert "模板文件夹不存在" in refused(tmp_path / "nirgends")
    (tmp_path / "gap-report.md.j2").write_bytes("差距".encode("gbk"))
    assert "UTF-8" in refused(tmp_path)


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("gap_report.md.j2", "gap-report.md.j2"),
        ("gap-report.html", "gap-report.html.j2"),
        ("finding.md.j2", "parts/finding.md.j2"),
        ("text.yaml", "texts.yaml"),
        ("texts.yml", "texts.yaml"),
        ("parts/findings.html.j2", "parts/finding.html.j2"),
    ],
)
def test_a_file_that_replaces_nothing_is_told_with_the_right_name(
    tmp_path: Path, name: str, right: str
) -> None:
    (tmp_path / "parts").mkdir()
    message = refused(write(tmp_path, "甲", name))
    assert f"是否想写“{right}”？" in message
    assert str(tmp_path / name) in message


def test_a_template_of_another_name_that_nobody_asks_for_is_told_too(tmp_path: Path) -> None:
    assert "可替换的文件：" in refused(write(tmp_path, "甲", "封面.j2"))


def test_other_files_may_lie_beside_the_templates(tmp_path: Path) -> None:
    write(tmp_path, "{% include 'mine.j2' %}")
    for name in (
        "mine.j2",
        "README.md",
        "本县清单.yaml",
        ".DS_Store",
        "gap-report.md.j2~",
        "gap-report.md.j2.bak",
    ):
        write(tmp_path, "甲", name)
    assert rendered(tmp_path) == "甲"


def test_templates_whose_names_are_made_later_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "{% set kind = 'plan' %}{% include 'cover-' ~ kind ~ '.j2' %}")
    write(tmp_path, "封面", "cover-plan.j2")
    assert rendered(tmp_path) == "封面"
