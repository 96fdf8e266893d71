"""Bytes → text: UTF-8 with or without mark, UTF-16, GB18030; what is no text is refused with a reason."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from documents.errors import EmptySource, NotText, UnknownEncoding
from documents.model import Place

# The first bytes of formats that are often renamed to .txt by hand. Source: the formats' own specifications.
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "压缩包或 Office 文件"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文件"),
    (b"\x89PNG\r\n", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"Rar!", "RAR 压缩包"),
    (b"\x7fELF", "程序"),
    (b"MZ\x90", "程序"),
    (b"{\\rtf", "RTF 文件"),
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Characters that no text holds; tab, line ends and form feed are text.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# A text may carry a stray control character from an extractor; a binary carries many.
MOST_CONTROL = 0.005


@dataclass(frozen=True, slots=True)
class Decoded:
    """A source's text, the encoding or format it was in, and where in the source its parts stood (pages, sheets).

    `notices` are Chinese sentences on what of the source was not read (a page without text, a hidden sheet), for a steward.
    `furniture` are the beginnings of lines that are heads or feet of pages, where the format tells.
    """

    text: str
    encoding: str
    places: tuple[Place, ...] = ()
    notices: tuple[str, ...] = ()
    furniture: frozenset[int] = frozenset()


def decode(name: str, content: bytes) -> Decoded:
    """Text of a source. Raises EmptySource, NotText or UnknownEncoding; `name` is for their messages."""
    if not content.strip():
        raise EmptySource(name)
    for magic, found in MAGIC:
        if content.startswith(magic):
            raise NotText(name, found)
    decoded = _marked(content) or _wide(content) or _narrow(content)
    if decoded is None:
        raise NotText(name, "二进制数据") if b"\x00" in content[:4096] else UnknownEncoding(name)
    if not decoded.text.strip():
        raise EmptySource(name)
    if _control_share(decoded.text) > MOST_CONTROL:
        raise NotText(name, "含有大量控制字符")
    return decoded


def _marked(content: bytes) -> Decoded | None:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            try:
                return Decoded(content.decode(encoding), encoding)
            except UnicodeDecodeError:
                return None
    return None


def _wide(content: bytes) -> Decoded | None:
    """UTF-16 without a mark: the order of bytes in which it comes out as Chinese; the other makes rare characters of it."""
    if b"\x00" not in content or len(content) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_chinese(text) and "\x00" not in text:
            return Decoded(text, encoding)
    return None


def _narrow(content: bytes) -> Decoded | None:
    if b"\x00" in content:
        return None
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _looks_chinese(text):
            return Decoded(text, encoding)
    return _guessed(content)


def _guessed(content: bytes) -> Decoded | None:
    """What charset-normalizer makes of the rest, when it comes out as Chinese (Big5, or text with a few damaged bytes)."""
    from charset_normalizer import from_bytes  # late: it is seldom needed

    best = from_bytes(content[:200_000], cp_isolation=["big5", "cp950", "gb18030", "utf_16"]).best()
    if best is not None:
        text = content.decode(best.encoding, errors="replace")
        if _looks_chinese(text):
            return Decoded(text, best.encoding)
    for encoding in ("utf-8", "gb18030"):
        text = content.decode(encoding, errors="replace")
        if text.count("\ufffd") <= len(text) * 0.01 and _looks_chinese(text):
            return Decoded(text, encoding)
    return None


def _looks_chinese(text: str) -> bool:
    """Most of a sample are characters in common use: GB18030 decodes nearly any bytes, into rare ones."""
    sample = text[:20_000]
    common = sum("\u4e00" <= c <= "\u9fff" or c.isascii() or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef"
                 or c in "“”‘’—…·•－〔〕①②③④⑤⑥⑦⑧⑨⑩" for c in sample)  # fmt: skip
    return common >= 0.9 * len(sample)


def _control_share(text: str) -> float:
    return len(CONTROL.findall(text, 0, 100_000)) / min(len(text), 100_000)
