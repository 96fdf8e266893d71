"""What the program says to a person where it cannot go on, and what can be wrong with a source before it is read.

    ShixianError
    ├── UnreadableSource
    │   ├── EmptySource          no character in it
    │   ├── NotText              a binary, or a format that is not text though its name says so
    │   ├── UnknownEncoding      bytes that no encoding in use reads
    │   └── UnsupportedFormat    a format that no reader is there for
    ├── warehouse.connection.WarehouseError, warehouse.registry.LocalFileError
    ├── calendars.errors.CalendarError
    └── flows.errors.ServerError, flows.errors.PublicationHeldError

Each message is a Chinese sentence that says what is wrong and what to do.
"""

from __future__ import annotations


class ShixianError(Exception):
    """Something that a person can mend: the message is a Chinese sentence for whoever started the run."""


class UnreadableSource(ShixianError):  # noqa: N818 - named for what it tells, as the rest of the tree
    """A source could not be read; the message says why and what to do, in Chinese."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"{name}：{reason}")


class EmptySource(UnreadableSource):
    """The file holds no bytes, or nothing but blanks."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "文件是空的，没有任何文字。请确认上传完整后重新放入来源文件夹。")


class NotText(UnreadableSource):
    """The bytes are not text: control characters, an image, an archive or a program."""

    def __init__(self, name: str, found: str) -> None:
        super().__init__(name, f"内容不是文字（{found}）。请换成文字版文件（.txt、.md 或 .html）后再试。")


class UnknownEncoding(UnreadableSource):
    """No encoding in use (UTF-8, GB18030, UTF-16) turns the bytes into Chinese text."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "无法识别文字编码。请另存为 UTF-8 编码的文本文件后再试。")


class UnsupportedFormat(UnreadableSource):
    """The suffix names a format for which there is no reader."""

    def __init__(self, name: str, suffix: str, allowed: tuple[str, ...]) -> None:
        shown = "、".join(allowed)
        super().__init__(name, f"暂不支持 {suffix or '没有扩展名'} 格式。可以读取的格式：{shown}；请转换后再试。")
