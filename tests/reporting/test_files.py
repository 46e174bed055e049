"""Files: whole or not at all, under names that every system takes, and never outside the folder."""

import errno
import os
from pathlib import Path, PureWindowsPath

import pytest

from engine.errors import FazhiError
from engine.reporting import write_outputs
from engine.reporting.files import CHECKSUMS, SUMMARY, safe_stem, unique_stems
from tests.reporting import factory

ENDINGS = ["-原文对照.html", "-差距报告.docx", "-差距报告.html", "-差距报告.md", "-结果.json", "-评分表.xlsx"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_report_gives_a_file_of_each_format(tmp_path: Path) -> None:
    written = write_outputs([factory.result()], tmp_path / "新建" / "输出")
    assert sorted(path.name for path in written) == [f"示例县2024年报告{ending}" for ending in ENDINGS]
    assert names(tmp_path / "新建" / "输出") == sorted(path.name for path in written)
    assert all(path.stat().st_size > 500 for path in written)


def test_several_reports_give_a_summary_and_never_share_a_file(tmp_path: Path) -> None:
    results = [factory.result(path="甲/报告.docx"), factory.result(path="乙/报告.pdf"), factory.unusable()]
    written = write_outputs(results, tmp_path)
    assert len(written) == len(set(written)) == 3 * len(ENDINGS) + 1
    assert "汇总.xlsx" in names(tmp_path)
    assert {"报告-结果.json", "报告-2-结果.json", "通知-结果.json"} <= set(names(tmp_path))


def test_what_could_not_be_used_counts_as_a_report_of_the_summary(tmp_path: Path) -> None:
    failures = [(Path("坏.pdf"), "文件损坏")]
    write_outputs([factory.result()], tmp_path, failures=failures)
    assert "汇总.xlsx" in names(tmp_path)
    assert [path.name for path in write_outputs([], tmp_path / "空", failures=failures * 2)] == ["汇总.xlsx"]


def test_names_differ_also_where_case_does_not_count() -> None:
    assert unique_stems(["a.txt", "A.txt", "a-2.txt", "x/a.pdf"]) == ["a", "A-2", "a-2-2", "a-3"]


@pytest.mark.parametrize(
    "path",
    ["../../etc/passwd", "..\\..\\boot.ini", "C:\\报告.txt", "/", "..", "", "CON.txt", "nul", "com1.x.docx",
     ". .txt", "a\x00b\n.txt", 'a<b>:"|?*.txt', "字" * 300 + ".txt", "\u202etxt.exe", "报告 . .docx"],
)  # fmt: skip
def test_a_name_is_one_that_every_system_takes(path: str) -> None:
    stem = safe_stem(path)
    assert stem
    name = f"{stem}-差距报告.html"
    assert len(name.encode()) <= 255
    assert PureWindowsPath(name).name == name
    assert stem.split(".")[0].upper() not in {"CON", "NUL", "COM1"}
    assert not set(name) & set('<>:"/\\|?*\x00\n\u202e')
    assert not stem.startswith(".")


def test_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    write_outputs([factory.result(path="../../../危险.txt")], folder)
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path.parent != folder] == []


def test_a_failing_template_leaves_the_earlier_files_as_they_were(tmp_path: Path) -> None:
    folder, templates = tmp_path / "out", tmp_path / "templates"
    before = {path: path.read_bytes() for path in write_outputs([factory.result()], folder)}
    templates.mkdir()
    (templates / "gap-report.md.j2").write_text("{{ nirgends }}")
    with pytest.raises(FazhiError):
        write_outputs([factory.result(issuer="另一单位")], folder, templates)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_full_disk_leaves_the_earlier_files_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in write_outputs([factory.result()], tmp_path)}
    calls = []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FazhiError, match=r"磁盘空间.*磁盘已满"):
        write_outputs([factory.result(issuer="另一单位")], tmp_path)
    assert len(calls) == 3
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_file_held_open_is_told_and_no_rest_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(source: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(FazhiError, match="关闭正在使用它的程序"):
        write_outputs([factory.result()], tmp_path)
    assert names(tmp_path) == []


def test_a_file_held_open_hinders_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move = os.replace

    def held(source: Path, target: Path) -> None:
        if target.name == "示例县2024年报告-评分表.xlsx":
            raise PermissionError(errno.EACCES, "in use")
        move(source, target)

    monkeypatch.setattr(os, "replace", held)
    told: list[Path] = []
    with pytest.raises(
        FazhiError, match=r"示例县2024年报告-评分表[.]xlsx：文件不能替换.*没有权限，或别的程序正在使用"
    ):
        write_outputs([factory.result(), factory.result()], tmp_path, checksums=True, tell=told.append)
    assert sorted(path.name for path in told) == names(tmp_path)
    assert {"示例县2024年报告-2-评分表.xlsx", "示例县2024年报告-原文对照.html", SUMMARY} <= set(
        names(tmp_path)
    )
    assert "示例县2024年报告-评分表.xlsx" not in (tmp_path / CHECKSUMS).read_text("utf-8")


def test_a_link_in_the_folder_is_replaced_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("别动")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "示例县2024年报告-结果.json").symlink_to(outside)
    write_outputs([factory.result()], folder)
    assert outside.read_text() == "别动"
    assert not (folder / "示例县2024年报告-结果.json").is_symlink()


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(FazhiError, match="输出文件夹建不了"):
        write_outputs([factory.result()], tmp_path / "out")
