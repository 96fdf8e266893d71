"""What the program says to a person where it cannot go on, and what can be wrong with a source before it is read.

    ShixianError
    ├── UnreadableSource
    │   ├── EmptySource          no character in it
    │   ├── NotText              a binary, or a format that is not text though its name says so
    │   ├── UnknownEncoding      bytes that no encoding in use reads
    │   ├── UnsupportedFormat    a suffix that no reader is there for
    │   ├── ForeignFormat        a format that is known and must be saved as another first (.doc, .ofd, a picture)
    │   ├── NoTextLayer          a scan: pictures of pages without their text
    │   ├── GarbledText          text whose fonts do not say which characters they show
    │   ├── EncryptedSource      it opens with a password only
    │   ├── DamagedSource        broken off or mangled: it is no whole file of its format
    │   └── OversizedSource      larger, or unpacking to more, than any plan is
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
        super().__init__(name, f"内容不是文字（{found}）。请换成文字版文件（如 .docx、.pdf、.xlsx、.txt）后再试。")


class UnknownEncoding(UnreadableSource):
    """No encoding in use (UTF-8, GB18030, UTF-16) turns the bytes into Chinese text."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "无法识别文字编码。请另存为 UTF-8 编码的文本文件后再试。")


class UnsupportedFormat(UnreadableSource):
    """The suffix names a format for which there is no reader."""

    def __init__(self, name: str, suffix: str, allowed: tuple[str, ...]) -> None:
        shown = "、".join(allowed)
        super().__init__(name, f"暂不支持 {suffix or '没有扩展名'} 格式。可以读取的格式：{shown}；请转换后再试。")


class ForeignFormat(UnreadableSource):
    """A known format that is not read itself; `found` says what it is, `remedy` how to make a readable file of it."""

    def __init__(self, name: str, found: str, remedy: str) -> None:
        super().__init__(name, f"这是{found}，不能直接读取。{remedy}")


class NoTextLayer(UnreadableSource):
    """A file of pictures only: a scan, or pages pasted into a document as images."""

    def __init__(self, name: str, shown: str) -> None:
        remedy = "请用文字识别（OCR）软件转成文字版，或向发文单位索取电子版（.docx 或可以复制文字的 .pdf）后再试。"
        super().__init__(name, f"{shown}，没有可以读取的文字，可能是扫描件。{remedy}")


class GarbledText(UnreadableSource):
    """Text whose fonts do not say which characters they show: what can be copied out of it is no text."""

    def __init__(self, name: str) -> None:
        remedy = "请向发文单位索取 .docx 版，或用文字识别（OCR）软件转成文字版后再试。"
        super().__init__(name, f"文件的字体没有编码信息，读出来全是乱码。{remedy}")


class EncryptedSource(UnreadableSource):
    """The file opens with a password only."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "文件加了密码，无法打开。请用原来的软件输入密码打开，取消密码后另存，再放入来源文件夹。")


class DamagedSource(UnreadableSource):
    """The bytes begin as a file of a format does, but are no whole file of it. `found` names the format."""

    def __init__(self, name: str, found: str) -> None:
        remedy = "请重新下载或传送一次；在原来的软件里能打开的，打开后另存一次再试。"
        super().__init__(name, f"文件已损坏或不完整，不能作为{found}打开。{remedy}")


class OversizedSource(UnreadableSource):
    """The file holds more than is read of one source; `found` says what is too large, and the limit."""

    def __init__(self, name: str, found: str) -> None:
        super().__init__(name, f"{found}。请拆成几个文件，或删去多余的内容（如表格末尾的大片空行）后再试。")
