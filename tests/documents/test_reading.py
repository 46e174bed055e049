"""Files of every format through the door; whatever is wrong with a file comes back as one line with the mend."""

from __future__ import annotations

import random
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.documents import Document, document_from_text, read_document
from engine.documents.formats import formats
from engine.errors import FazhiError
from tests.documents.build import REPORT, add, numbered, numbered_docx

FIXTURES = Path(__file__).parent / "fixtures"
needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") or shutil.which("libreoffice")), reason="no LibreOffice"
)


def save(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(FazhiError) as caught:
        read_document(path)
    line = str(caught.value)
    assert path.name in line and "\n" not in line and caught.value.mend
    return line


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "big5"]
)
def test_text_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    text = (
        "國務院令\n第一條 為了規範行政行為，保護公民權利，制定本條例。\n" * 20
        if encoding == "big5"
        else REPORT
    )
    document = read_document(save(tmp_path, "报告.txt", text.encode(encoding)))
    assert (document.format, document.text) == ("txt", text)


def test_a_text_with_broken_bytes_is_refused_and_not_garbled(tmp_path: Path) -> None:
    data = REPORT.encode()
    assert "编码" in refusal(save(tmp_path, "a.txt", data[:90] + b"\xff\xfe\xff" + data[90:]))
    assert "编码" in refusal(save(tmp_path, "b.txt", bytes(range(256)) * 20))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_line_of_the_first_bad_byte_is_named(tmp_path: Path, encoding: str) -> None:
    above, below = REPORT.split("一、主要举措")
    data = above.encode(encoding) + b"\xff\xff" + below.encode(encoding)
    assert f"a.txt:{above.count(chr(10)) + 1}：文字编码有损坏" in refusal(save(tmp_path, "a.txt", data))


def test_random_bytes_have_no_first_bad_line(tmp_path: Path) -> None:
    for seed in range(20):
        line = refusal(save(tmp_path, "a.txt", random.Random(seed).randbytes(3000)))
        assert "a.txt：认不出文件的文字编码" in line


@pytest.mark.parametrize("extension", [".docx", ".pdf", ".doc"])
def test_random_bytes_under_the_name_of_a_document_are_no_question_of_encoding(
    tmp_path: Path, extension: str
) -> None:
    line = refusal(save(tmp_path, f"a{extension}", random.Random(7).randbytes(3000)))
    assert "损坏或格式不符" in line and "编码" not in line


def test_a_text_with_windows_line_ends(tmp_path: Path) -> None:
    assert read_document(save(tmp_path, "a.txt", REPORT.replace("\n", "\r\n").encode("gbk"))).text == REPORT


def test_a_text_of_five_megabytes_in_one_line(tmp_path: Path) -> None:
    text = "（一）健全制度。清理文件12件，2023年但也存在，" * 75_000
    assert len(read_document(save(tmp_path, "a.txt", text.encode())).text) == len(text)


def test_a_page_that_was_saved_in_one_line(tmp_path: Path) -> None:
    page = "当前位置：首页>政务公开>年度报告 宜丰镇人民政府2024年法治政府建设情况报告 发布时间：2025-01-20 09:12 来源：宜丰镇 "
    body = "2024年，我镇坚持依法行政，清理文件12件。" * 20
    document = read_document(save(tmp_path, "a.txt", (page + body).encode()))
    assert document.title == "宜丰镇人民政府2024年法治政府建设情况报告"
    assert str(document.published_on) == "2025-01-20"


def test_a_page_of_a_government_site() -> None:
    document = read_document(FIXTURES / "page.html")
    assert document.format == "html"
    assert document.title == "青州市2023年法治政府建设年度报告"
    assert (str(document.published_on), str(document.signed_on)) == ("2024-03-15", "2024-02-20")
    assert document.region.code == "370781"
    assert document.text.splitlines() == [
        "青州市2023年法治政府建设年度报告",
        "发布时间：2024-03-15 16:20　来源：青州市司法局",
        "2023年，青州市坚持依法行政，现将情况报告如下：",
        "一、主要工作成效",
        "（一）健全制度。清理规范性文件12件，废止3件。",
        "项目\t数量",
        "培训\t5场",
        "二、存在问题及下一步打算",
        "虽有成效，但仍存在一些短板，人手不足。下一步，将加强培训，",
        "组织考试。",
        "青州市人民政府",
        "2024年2月20日",
    ]


def test_a_page_in_gb2312_with_its_date_in_its_head_only(tmp_path: Path) -> None:
    page = (
        '<html><head><meta charset="gb2312"><meta name="PubDate" content="2024-03-01"></head><body>'
        f"<div id='zoom'>{''.join(f'<p>{line}</p>' for line in REPORT.splitlines())}</div></body></html>"
    )
    document = read_document(save(tmp_path, "a.htm", page.encode("gb18030")))
    assert str(document.published_on) == "2024-03-01"
    assert document.title == "清源县人民政府关于2023年度法治政府建设情况的报告"


def test_a_page_fetches_and_expands_nothing(tmp_path: Path) -> None:
    secret = save(tmp_path, "secret.txt", "机密".encode())
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>报告&x;正文</p></body></html>'
    assert "机密" not in read_document(save(tmp_path, "a.html", page.encode())).text


@needs_office
def test_pdf_and_old_word_files(tmp_path: Path) -> None:
    long = "全年组织行政执法人员培训12次，评查案卷40份，" * 12 + "办结率100%。"
    numbered_docx(
        tmp_path / "a.docx",
        [("清源县2023年法治政府建设年度报告", None), ("成效", 0), (long, None), ("问题", 0)],
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for target in ("pdf", "doc", "rtf"):
        subprocess.run(
            [
                "soffice",
                profile,
                "--headless",
                "--convert-to",
                target,
                "--outdir",
                tmp_path,
                tmp_path / "a.docx",
            ],
            check=True,
            capture_output=True,
            timeout=60,
        )
    if not (tmp_path / "a.pdf").is_file():
        pytest.skip("LibreOffice without Writer")
    pdf = read_document(tmp_path / "a.pdf")
    assert long in pdf.text
    assert [s.title for s in pdf.sections] == ["成效", "问题"]
    assert pdf.page_at(pdf.text.index("培训")) == 1
    for old in ("a.doc", "a.rtf"):
        document = read_document(tmp_path / old)
        assert document.format == "doc"
        assert long in document.text and "成效" in document.text
        assert old == "a.rtf" or "一、成效" in document.text


@needs_office
def test_a_pdf_of_several_pages_has_no_running_heads_and_whole_paragraphs(tmp_path: Path) -> None:
    long = "全年组织行政执法人员培训12次，评查案卷40份，发出意见书3份，" * 90 + "办结率100%。"
    document = numbered_docx(tmp_path / "a.docx", [("清源县2023年法治政府建设年度报告", None), ("成效", 0)])
    for _ in range(2):
        add(document, long)
    document.sections[0].header.paragraphs[0].text = "清源县人民政府文件"
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run("— ")
    footer._p.append(parse_xml(field))
    footer.add_run(" —")
    document.save(str(tmp_path / "a.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "a.docx"],
        check=True,
        capture_output=True,
        timeout=60,
    )
    pdf = read_document(tmp_path / "a.pdf")
    assert pdf.text.splitlines()[2:] == [long, long]
    assert "清源县人民政府文件" not in pdf.text
    assert [page.number for page in pdf.pages] == list(range(1, len(pdf.pages) + 1)) and len(pdf.pages) >= 3
    assert pdf.page_at(len(pdf.text) - 1) == len(pdf.pages)


def test_an_old_word_file_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "LibreOffice" in refusal(
        save(tmp_path, "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    )


def test_a_wrong_extension_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_text(REPORT, encoding="utf-8")
    document = read_document(path)
    assert (document.format, document.text) == ("txt", REPORT)
    assert any("扩展名" in notice for notice in document.notices)
    moved = numbered(tmp_path / "b.docx").rename(tmp_path / "b.txt")
    assert read_document(moved).format == "docx"


def archive(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/") + ".xml", data)
    return path


WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    assert "不存在" in refusal(tmp_path / "none.txt")
    assert "文件夹" in refusal(tmp_path)
    assert "空的" in refusal(save(tmp_path, "empty.txt", b""))
    assert "没有文字" in refusal(save(tmp_path, "blank.txt", b" \n\n"))
    assert "密码" in refusal(
        save(
            tmp_path,
            "locked.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        )
    )
    assert "图片" in refusal(save(tmp_path, "scan.pdf", b"\x89PNG\r\n\x1a\n"))
    assert "损坏" in refusal(save(tmp_path, "half.docx", numbered(tmp_path / "a.docx").read_bytes()[:3000]))
    assert "损坏" in refusal(save(tmp_path, "half.pdf", b"%PDF-1.7\n1 0 obj\n<<"))
    assert "压缩包" in refusal(archive(tmp_path / "table.docx", xl__workbook=b"<a/>"))
    assert "损坏" in refusal(archive(tmp_path / "cut.docx", word__document=WORD[:60]))


def test_files_that_are_too_large(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(51_000_000)
    assert "过大" in refusal(path)
    assert "200万字" in refusal(save(tmp_path, "long.txt", "依法行政".encode() * 500_001))
    assert "异常" in refusal(archive(tmp_path / "bomb.docx", word__document=WORD % (b" " * 30_000_000)))


def test_entities_in_a_word_document_are_refused(tmp_path: Path) -> None:
    bomb = (
        b'<!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;">]>'
        + WORD % b"<w:p><w:r><w:t>&y;</w:t></w:r></w:p>"
    )
    assert "实体" in refusal(archive(tmp_path / "a.docx", word__document=bomb))
    names = [f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "lol"}">' for i in range(10)]
    nested = f"<!DOCTYPE a [{''.join(names)}]>".encode() + WORD % b'<w:p w:rsidR="&e9;"/>'
    assert "实体" in refusal(archive(tmp_path / "b.docx", word__document=nested))


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path, "a.txt", b"abc")

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "open", denied)
    assert "读不出" in refusal(path)


def test_a_reader_that_breaks_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("inside")

    monkeypatch.setattr("engine.documents.reading.analyse", broken)
    assert "损坏或格式不符" in refusal(save(tmp_path, "a.txt", REPORT.encode()))


HEADS = (b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html><body>", b"{\\rtf1", b"\xff\xfe", b"\xef\xbb\xbf")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    head=st.sampled_from(HEADS),
    body=st.binary(max_size=400),
    extension=st.sampled_from([".txt", ".pdf", ".html"]),
)
def test_no_bytes_crash_a_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, head: bytes, body: bytes, extension: str
) -> None:
    monkeypatch.setenv("PATH", "")  # no office program is started for random bytes
    path = save(tmp_path, f"random{extension}", head + body)
    try:
        document = read_document(path)
    except FazhiError as error:
        assert path.name in str(error)
    else:
        assert isinstance(document, Document) and document.text.strip()


PIECES = st.sampled_from(
    [
        "一、",
        "（一）",
        "1.",
        "(1)",
        "一是",
        "下一步，",
        "但仍存在不足。",
        "2024年",
        "\n",
        "县",
        "报告",
        "1月",
        "　",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=60).map("".join))
def test_any_text_gives_a_document_whose_spans_fit(text: str) -> None:
    document = document_from_text(text)
    bounds = [0, *(span.end for span in document.roles)]
    assert [span.start for span in document.roles] == bounds[:-1] and bounds[-1] == len(document.text)
    assert all(s.start <= s.body <= len(document.text) and s.start <= s.end for s in document.sections)


def test_formats_are_found_by_their_place() -> None:
    assert set(formats()) == {"txt", "html", "docx", "doc", "pdf"}
