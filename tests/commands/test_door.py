"""The door: help, wrong calls, consoles of other encodings, and that nobody ever sees a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from tests.commands.conftest import Run

ROOT = Path(cli.__file__).parent


def fazhi(*arguments: str | Path, encoding: str = "utf-8", **more: str) -> subprocess.CompletedProcess[bytes]:
    """`fazhi` in a process of its own, on a console of `encoding`."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", **more}
    environment.pop("FAZHI_DEBUG", None)
    return subprocess.run(
        [sys.executable, ROOT / "cli.py", *arguments],
        capture_output=True,
        env=environment,
        timeout=60,
        check=False,
    )


def test_help_imports_neither_models_nor_readers() -> None:
    probe = "import sys, cli; cli.main(['--help']); print([m for m in ('pydantic','lxml','rich') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
    for verb in cli.VERBS:
        assert verb in ran.stdout


@pytest.mark.parametrize(
    "verb", [[], *([verb] for verb in cli.VERBS), ["checklist", "lint"], ["indicators", "test"]]
)
def test_every_verb_explains_itself_in_chinese(run: Run, verb: list[str]) -> None:
    ran = run(*verb, "--help")
    assert ran.code == 0
    assert ran.out.startswith("用法：")
    assert "<=" not in ran.out
    for english in ("Usage", "Options", "Commands", "Show ", "[OPTIONS]", "COMMAND", "required"):
        assert english not in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "没有命令“chek”，是否想写 check？"),
        (["checklist", "lnt"], "没有命令“lnt”，是否想写 lint？"),
        (["zzz"], "没有命令“zzz”。用"),
        (["check"], "缺少参数"),
        (
            ["schema"],
            "缺少参数 种类，可选：facts、check、review、compare、checklist、overlay、indicators、local-indicators、relations、scoring、ledger-columns、coverage、ledger-rules。用",
        ),
        (["check", ""], "不能为空，请写出路径"),
        (["check", "x", "--levle", "county"], "没有选项“--levle”，是否想写 --level？"),
        (["check", "x", "--level", "contry"], "“contry”不在可选范围内，是否想写 县级（county）？"),
        (
            ["check", "x", "--fail-on", "严重"],
            "“严重”不在可选范围内，可选：关键（critical）、重要（major）、一般（minor）",
        ),
        (
            ["check", "x", "--kind", "方案"],
            "可选：年度报告（annual_report）、工作要点（work_plan）、其他（other）",
        ),
        (["check", "x", "--format", "xml"], "“xml”不在可选范围内，可选："),
        (["check", "x", "--year", "今年"], "“今年”不是整数"),
        (["check", "x", "--year", "24"], "24 不在范围 1990—2100 内"),
        (["check", "x", "--published-on", "2025-02-30"], "“2025-02-30”不是日期"),
        (["check", "x", "--templates", "/nowhere"], "文件夹“/nowhere”不存在"),
        (["check", "x", "--year"], "选项“--year”后面要写一个值"),
        (["text", "a", "b"], "多出的参数：b"),
        (["schema", "fact"], "“fact”不在可选范围内"),
        (["check", "x", "--checklist", "nowhere"], "没有代号为“nowhere”的清单"),
        (["checklist", "show", "cn.99"], "清单 outline-2021-2025 中没有条目“cn.99”。用 fazhi"),
        (
            ["checklist", "show", "cn.15.discretoin"],
            "没有条目“cn.15.discretoin”。是否想写“cn.15.discretion”？",
        ),
        (["checklist", "show", "cn.22"], "同条的：cn.22.reconsideration-reform、"),
    ],
)
def test_a_wrong_call_is_one_chinese_line(run: Run, arguments: list[str], said: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_folder_of_the_environment_that_is_not_there_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_CHECKLISTS", "/nowhere")
    ran = run("checklist", "list")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "/nowhere：环境变量 FAZHI_CHECKLISTS 写的文件夹不存在" in ran.err


def test_a_file_that_begins_like_an_option_is_told_how_to_be_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "-甲.txt").write_text("")
    monkeypatch.chdir(tmp_path)
    assert "请写 ./-甲.txt" in run("check", "-甲.txt").err


def test_a_defect_is_one_line_and_a_traceback_only_on_request(
    run: Run, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def defective(arguments: list[str]) -> int:
        raise KeyError("inside")

    monkeypatch.setattr(cli, "_run", defective)
    monkeypatch.delenv("FAZHI_DEBUG", raising=False)
    ran = run("text", report)
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert "FAZHI_DEBUG=1" in ran.err
    monkeypatch.setenv("FAZHI_DEBUG", "1")
    with pytest.raises(KeyError):
        run("text", report)


@pytest.mark.parametrize(
    ("raised", "code"), [(KeyboardInterrupt(), 130), (BrokenPipeError(), 141), (OSError(28, "full"), 2)]
)
def test_interruptions_have_their_codes(
    run: Run, raised: BaseException, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(arguments: list[str]) -> int:
        raise raised

    monkeypatch.setattr(cli, "_run", interrupted)
    ran = run("--help")
    assert ran.code == code
    assert "Traceback" not in ran.err


def test_a_gbk_console_gets_gbk(report: Path, own: tuple[str, ...]) -> None:
    ran = fazhi("check", report, *own, encoding="gbk")
    assert ran.returncode == 0
    assert "√ 达标 2" in ran.stdout.decode("gbk")


def test_an_ascii_console_is_no_error(report: Path, own: tuple[str, ...]) -> None:
    ran = fazhi("check", report, *own, encoding="ascii")
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_json_and_text_are_utf8_on_a_gbk_console(report: Path, own: tuple[str, ...]) -> None:
    shown = json.loads(
        fazhi("check", report, *own, "--format", "json", encoding="gbk").stdout.decode("utf-8")
    )
    assert shown["document"]["issuer"] == "示例县人民政府"
    report.write_text(report.read_text("utf-8") + "㊙𠮷", "utf-8")
    assert fazhi("text", report, encoding="gbk").stdout == report.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_reader_who_has_gone_causes_no_complaint(report: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, str(ROOT / "cli.py"), "text", str(report)]
    ran = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (141, b"")


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
@pytest.mark.parametrize("verb", ["check", "facts", "explain", "indicators"])
def test_a_reader_who_leaves_a_table_does_not_look_like_fail_on(
    report: Path, own: tuple[str, ...], verb: str
) -> None:
    arguments: dict[str, list[str | Path]] = {
        "check": [report, *own],
        "facts": [report],
        "explain": [report, "sample.committee", *own],
        "indicators": ["show"],
    }
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, str(ROOT / "cli.py"), verb, *map(str, arguments[verb])]
    ran = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (141, b"")


def in_shell(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """`script` with `fazhi` and the arguments as its words."""
    words = [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)]
    return subprocess.run(["sh", "-c", script, "sh", *words], capture_output=True, timeout=60, check=False)


@pytest.mark.skipif(os.name == "nt", reason="shell of POSIX")
@pytest.mark.parametrize("more", [(), ("--format", "json")])
def test_a_closed_standard_output_is_said(report: Path, own: tuple[str, ...], more: tuple[str, ...]) -> None:
    ran = in_shell('"$@" >&-', "check", report, *own, *more)
    assert ran.returncode == 2
    assert ran.stderr.decode("utf-8").splitlines() == [
        "标准输出已关闭，结果无处显示。请让它接到屏幕或文件后重试"
    ]


@pytest.mark.skipif(os.name == "nt", reason="shell of POSIX")
def test_a_closed_standard_error_does_not_soil_the_output(tmp_path: Path) -> None:
    ran = in_shell('"$@" 2>&-', "text", tmp_path / "没有.txt")
    assert (ran.returncode, ran.stdout) == (2, b"")


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_limit_of_file_size_is_one_line(report: Path, own: tuple[str, ...], tmp_path: Path) -> None:
    ran = in_shell('ulimit -f 2; exec "$@"', "check", report, *own, "-o", tmp_path / "out")
    assert ran.returncode == 2
    assert len(ran.stderr.decode("utf-8").splitlines()) == 1
    assert "文件写不进去" in ran.stderr.decode("utf-8")
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said(report: Path) -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            [sys.executable, ROOT / "cli.py", "text", report],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.returncode == 2
    assert "磁盘" in ran.stderr.decode("utf-8")
    assert b"Traceback" not in ran.stderr


def test_control_characters_of_a_file_name_do_not_reach_the_screen(run: Run, tmp_path: Path) -> None:
    assert "\x1b" not in run("text", tmp_path / "\x1b[2Jevil.txt").err


def test_signs_that_a_console_lacks_become_the_nearest() -> None:
    probe = "import cli; from engine.console import prepare; prepare(); print('✓✗•😀')"
    ran = subprocess.run(
        [sys.executable, "-c", probe],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
        check=True,
    )
    assert ran.stdout.decode("gbk").strip() == "√×·?"
