"""Text from documents on its way into iCalendar: hostile, and to come back as it was.

RFC 5545 §3.1 forbids the control characters %x00-08, %x0A-1F and %x7F in a content line, and UTF-8 has no lone
surrogates: these are dropped. A line break has one spelling in a TEXT value (§3.3.11), so every kind becomes a line
feed; U+0085, U+2028 and U+2029 too, because clients that split lines the Unicode way would otherwise see a calendar
line of the document's own making. All else stays.

A title, a name or a tag is one line, and shows all that it is made of: it loses the marks that turn the direction of
writing, which no Chinese document needs and which can make one title read as another, and other letters that nobody sees.
"""

from __future__ import annotations

import re

from icalendar.prop import vText

LINE_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# Unicode's format characters (category Cf) that a text of any kind may hold, but for the two that join (U+200C, U+200D),
# and the control characters that RFC 5545 allows (C1).
UNSEEN = re.compile(
    "[\x80-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Commas and backslashes in a tag are read wrongly by widely used clients, escaped or not; a tag can do without them.
TAG_LETTERS = str.maketrans({",": "，", ";": "；", "\\": "＼"})


def clean(text: str) -> str:
    """`text` as a TEXT value carries it: line breaks as line feeds, forbidden characters gone, the rest unchanged."""
    return FORBIDDEN.sub("", LINE_BREAK.sub("\n", text))


def one_line(text: str) -> str:
    """`text`, cleaned, each run of blanks (line breaks included) as one space, nothing unseen: for titles, names, tags."""
    return " ".join(UNSEEN.sub("", clean(text)).split())


def tag(text: str) -> str:
    """`text` as one CATEGORIES value: one line, with comma, semicolon and backslash in their full-width forms."""
    return one_line(text).translate(TAG_LETTERS)


class ExactText(vText):
    r"""A TEXT value that is read back as it was given.

    The library turns a backslash with a capital N in the text itself (a path such as `D:\New`) into a line break before
    it escapes; RFC 5545 §3.3.11 wants the backslash doubled.
    """

    def to_ical(self) -> bytes:
        """The value, escaped once, as UTF-8. The text must be `clean`."""
        return self.replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n").encode()
