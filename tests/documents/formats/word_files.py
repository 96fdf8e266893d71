"""Word files written by hand: the least that Word opens, with what one feature needs."""

from __future__ import annotations

import io
import zipfile

from documents.formats import word

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "header": "hdr"}


def word_file(body: str, **parts: str) -> bytes:
    """A Word file with this body and these parts (styles, numbering, footnotes, header), as little as Word opens."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        relations = [f'<Relationship Id="r{kind}" Type="{RELATION}/{kind}" Target="{kind}.xml"/>' for kind in parts]
        dangling = f'<Relationship Id="r9" Type="{RELATION}/image" Target="NULL"/>'
        main = f'<Relationship Id="r1" Type="{RELATION}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", f"<Relationships>{main}</Relationships>")
        archive.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        archive.writestr(
            "word/_rels/document.xml.rels", f"<Relationships>{''.join(relations)}{dangling}</Relationships>"
        )
        for kind, content in parts.items():
            archive.writestr(f"word/{kind}.xml", f"<w:{PARTS[kind]} {NAMES}>{content}</w:{PARTS[kind]}>")
    return file.getvalue()


def altered(content: bytes, *changes: tuple[str, str], **more: str) -> bytes:
    """The archive with words in its parts replaced by others, and with more parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for path in old.namelist():
            part = old.read(path).decode()
            for before, after in changes:
                part = part.replace(before, after)
            new.writestr(path, part)
        for path, part in more.items():
            new.writestr(path, part)
    return file.getvalue()


def lines(body: str, **parts: str) -> list[str]:
    return word.read("plan.docx", word_file(body, **parts)).text.split("\n")


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int = 0, num: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


HEADINGS = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Plain"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Contents"><w:pPr><w:tabs>'
    '<w:tab w:val="right" w:leader="dot" w:pos="8296"/></w:tabs></w:pPr></w:style>'
)


def styled(text: str, style: str) -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>')


def level(i: int, kind: str, label: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{label}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'
