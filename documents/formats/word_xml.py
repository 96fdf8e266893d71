"""The names of WordprocessingML and how its switches are read (ISO/IEC 29500-1, 17)."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def value_of(parent: etree._Element | None, name: str) -> str:
    """The value of a child property, `<w:name w:val="…"/>`; "" where it is absent."""
    child = parent.find(W + name) if parent is not None else None
    return child.get(W + "val", "") if child is not None else ""


def on(parent: etree._Element | None, name: str) -> bool:
    """Whether a switch is set: present, and not said to be off (17.17.4 ST_OnOff)."""
    child = parent.find(W + name) if parent is not None else None
    return child is not None and child.get(W + "val", "1") not in ("0", "false", "off")
