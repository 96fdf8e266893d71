"""What a file is, whatever it is called; what is not read says what to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from documents.errors import (
    DamagedSource,
    EncryptedSource,
    ForeignFormat,
    NoTextLayer,
    NotText,
    OversizedSource,
    UnreadableSource,
    UnsupportedFormat,
)
from documents.formats import archive
from documents.formats.recognize import COMPOUND, suffixes
from documents.read import READERS, decoded_of, read_source
from documents.vocabulary import table
from tests.documents.formats import plan

OLD = (Path(__file__).parent / "files" / "plan.xls").read_bytes()
PAGE = "<!DOCTYPE html><p>一、推进共享。</p>".encode()
FRAGMENT = "<table><tr><td>序号<td>任务</tr><tr><td>1<td>推进共享</table>".encode()
TEXT = "一、推进共享。".encode("gb18030")


def zipped(**members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


def renamed(content: bytes, part: str, other: str) -> bytes:
    """The archive with a part under another name, as some servers write them."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {path: old.read(path) for path in old.namelist()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        for path, inside in parts.items():
            new.writestr(path.replace(part, other), inside.replace(part.encode(), other.encode()))
    return file.getvalue()


def compound(stream: str) -> bytes:
    """The beginning of an old Office file with this stream in its directory."""
    return COMPOUND + bytes(504) + (stream + "\0").encode("utf-16-le") + bytes(512)


@pytest.mark.parametrize(
    ("name", "content", "begins"),
    [
        ("plan.txt", plan.as_word(), "云岭市人民政府文件"),
        ("plan.doc", plan.as_word(), "云岭市人民政府文件"),
        ("plan.zip", plan.as_word(), "云岭市人民政府文件"),
        ("plan", plan.as_word(), "云岭市人民政府文件"),
        ("plan.DOCX", plan.as_word(), "云岭市人民政府文件"),
        ("plan.docx", renamed(plan.as_word(), "word/document.xml", "word/document2.xml"), "云岭市人民政府文件"),
        ("plan.docx", plan.as_workbook(), "云岭市社区养老服务重点项目清单"),
        ("plan.xls", plan.as_workbook(), "云岭市社区养老服务重点项目清单"),
        ("plan.xlsx", OLD, "任务清单"),
        ("plan.et", OLD, "任务清单"),
        ("plan.docx", PAGE, "一、推进共享。"),
        ("plan.doc", PAGE, "一、推进共享。"),
        ("plan.txt", b"\xef\xbb\xbf\n<?xml version='1.0'?><!-- x --><html><p>" + "推进".encode(), "推进"),
        ("plan.html", TEXT, "一、推进共享。"),
        ("plan.xls", FRAGMENT, "序号\t任务"),
        ("plan.xls", "序号\t任务\n1\t推进共享".encode("utf-16"), "序号\t任务"),
        ("plan.docx", TEXT, "一、推进共享。"),
        ("plan.pdf", TEXT, "一、推进共享。"),
        ("plan.md", "<div>一、推进</div>".encode(), "<div>"),
    ],
)
def test_a_file_is_read_as_what_it_is(name: str, content: bytes, begins: str):
    assert decoded_of(name, content).text.lstrip("\ufeff").startswith(begins)


@pytest.mark.parametrize(
    ("name", "content", "error", "words"),
    [
        ("a.doc", compound("WordDocument"), ForeignFormat, "旧版 Word 或 WPS 文字文件，不能直接读取。请用 Word 或 WPS 打开，另存为 .docx"),
        ("a.wps", compound("WordDocument"), ForeignFormat, "另存为 .docx"),
        ("a.docx", compound("WordDocument"), ForeignFormat, "旧版 Word"),
        ("a.docx", compound("EncryptedPackage"), EncryptedSource, "取消密码"),
        ("a.xlsx", compound("EncryptedPackage"), EncryptedSource, "取消密码"),
        ("a.doc", compound("Else"), DamagedSource, "Office 文件"),
        ("a.xls", compound("Workbook"), DamagedSource, "Excel 工作簿"),
        ("a.doc", bytes(range(256)), ForeignFormat, "旧版 Word"),
        ("a.ppt", compound("PowerPoint Document"), ForeignFormat, "演示文稿"),
        ("a.pptx", zipped(ppt__presentation_xml="x"), ForeignFormat, "演示文稿"),
        ("a.ofd", zipped(OFD_xml="x"), ForeignFormat, "OFD 版式文件"),
        ("a.ods", zipped(content_xml="x"), ForeignFormat, "OpenDocument 文件"),
        ("a.docx", zipped(content_xml="x"), ForeignFormat, "OpenDocument 文件"),
        ("a.zip", zipped(a_txt="x"), ForeignFormat, "压缩包，不能直接读取。请解压"),
        ("a.xml", b"<?xml version='1.0'?><?mso-application progid='Word.Document'?>", ForeignFormat, "Office 2003 的 XML"),
        ("a.rtf", b"{\\rtf1 x}", ForeignFormat, "RTF 文件"),
        ("a.docx", b"{\\rtf1 x}", ForeignFormat, "RTF 文件"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(9), ForeignFormat, "PNG 图片，不能直接读取。请用文字识别（OCR）"),
        ("a.docx", b"\xff\xd8\xff" + bytes(9), ForeignFormat, "JPEG 图片"),
        ("a.bmp", b"BM" + bytes(9), ForeignFormat, "图片"),
        ("a.docx", plan.as_word()[:900], DamagedSource, "不能作为Word 文件打开"),
        ("a.xlsx", b"PK\x03\x04" + bytes(90), DamagedSource, "Excel 工作簿"),
        ("a.docx", zipped(word__document_xml="<w:document"), DamagedSource, "Word 文件"),
        ("a.docx", zipped(word__document_xml="<x/>"), DamagedSource, "Word 文件"),
        ("a.docx", bytes(100) + b"x", DamagedSource, "Word 文件"),
        ("a.pdf", bytes(100) + b"x", DamagedSource, "PDF 文件"),
        ("a.pdf", b"%PDF-1.7\n" + bytes(100), DamagedSource, "PDF 文件"),
        ("a.xyz", b"x", UnsupportedFormat, ".docx、"),
        ("a.txt", bytes(range(256)) * 9, NotText, ".docx、"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("a.") else None,
)  # fmt: skip
def test_what_is_not_read_says_what_to_do(name: str, content: bytes, error: type[UnreadableSource], words: str):
    with pytest.raises(error) as raised:
        read_source(name, content)
    assert words in raised.value.reason
    assert raised.value.reason.endswith("。")


def test_a_word_file_of_pictures_only():
    picture = (
        "<w:r><w:drawing><a:blip xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'/></w:drawing></w:r>"
    )
    names = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    content = zipped(word__document_xml=f"<w:document {names}><w:body><w:p>{picture}</w:p></w:body></w:document>")
    with pytest.raises(NoTextLayer, match="文件里只有图片"):
        read_source("scan.docx", content)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "LARGEST_PART", 10_000)
    with pytest.raises(OversizedSource, match="上限"):
        read_source("bomb.docx", zipped(word__document_xml=" " * 100_000))


def test_entities_are_not_resolved():
    """Neither a file of this machine nor a billion laughs."""
    names = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    kind = "<!DOCTYPE x [<!ENTITY a 'laugh'><!ENTITY b SYSTEM 'file:///etc/hostname'>]>"
    body = f"<w:body><w:p><w:r><w:t>甲&a;&b;乙</w:t></w:r></w:p><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:body>"  # noqa: F541
    content = zipped(word__document_xml=f"{kind}<w:document {names}>{body}</w:document>")
    assert decoded_of("a.docx", content).text == "甲\n丙"


def test_every_reader_of_the_table_is_there_and_every_format_is_named():
    assert {row["reader"] for row in table("formats")["format"]} == set(READERS)
    assert len(suffixes()) == len(set(suffixes()))


def test_what_was_not_read_is_a_problem_for_the_steward():
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["任务清单"])
    book.create_sheet("选项").sheet_state = "hidden"
    problems = read_source("plan.xlsx", plan.saved(book)).problems
    assert [p.detail for p in problems if p.kind == "source_incomplete"] == [
        "工作表“选项”是隐藏的，没有读取；其中有任务的，请取消隐藏后再试。"
    ]
