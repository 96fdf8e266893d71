"""What is served, found by name: the current publication, its feeds, and the summaries that were kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from icalendar import Calendar
from icalendar.parser import unescape_backslash

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Publication:
    """The folder of results: `current/` is the publication, whole or not there at all; `summaries/` keeps them all."""

    out: Path

    @property
    def exists(self) -> bool:
        """Whether anything was published yet."""
        return (self.out / "current" / "index.html").is_file()

    def page(self, name: str) -> bytes | None:
        """A page of the current publication, such as `index.html`; None where there is none of this name."""
        return _read(self.out / "current", name, ".html")

    def feed(self, name: str) -> bytes | None:
        """A unit's calendar; None where there is none of this name."""
        return _read(self.out / "current" / "calendars", name, ".ics")

    def summary(self, name: str) -> bytes | None:
        """A kept summary; None where there is none of this name."""
        return _read(self.out / "summaries", name, ".html")

    def summaries(self) -> list[tuple[str, str]]:
        """File name and title of each kept summary, the newest (by name, which is a day) first."""
        folder = self.out / "summaries"
        found = sorted((path.name for path in folder.glob("*.html")), reverse=True) if folder.is_dir() else []
        pages = ((name, self.summary(name)) for name in found)
        return [(name, page_title(page) or name) for name, page in pages if page is not None]


def _read(folder: Path, name: str, suffix: str) -> bytes | None:
    """The bytes of the file called `name` that lies directly in `folder`; None for everything else.

    A name is no path: separators, a leading dot, NUL and links that lead out of the folder find nothing.
    """
    if not name.endswith(suffix) or name.startswith(".") or any(mark in name for mark in "/\\\0"):
        return None
    try:
        # The folder is found once: it may be a link that the next publication moves while this one is being read.
        place = folder.resolve(strict=True)
        path = (place / name).resolve(strict=True)
        return path.read_bytes() if path.parent == place and path.is_file() else None
    except OSError:  # not there, or too long a name: for the reader all the same
        return None


def etag(body: bytes) -> str:
    """A strong entity tag of these bytes and no others (RFC 9110, 8.8.3)."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def matches(header: str, tag: str) -> bool:
    """Whether an If-None-Match header names `tag`, by weak comparison as it must be here (RFC 9110, 13.1.2)."""
    return any(given.strip().removeprefix("W/") in (tag, "*") for given in header.split(","))


def calendar_name(feed: bytes) -> str:
    """The name that a feed gives itself (X-WR-CALNAME, or NAME of RFC 7986), "" where it has none or cannot be read."""
    head = feed.split(b"BEGIN:VEVENT", 1)[0].split(b"BEGIN:VTODO", 1)[0]
    whole = head if b"END:VCALENDAR" in head else head + b"END:VCALENDAR\r\n"
    try:
        calendar = Calendar.from_ical(whole)
    except ValueError:
        return ""
    return str(unescape_backslash(str(calendar.get("X-WR-CALNAME") or calendar.get("NAME") or "")))


class _Title(HTMLParser):
    """Collects the text of the first <title>."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self._inside = False
        self._done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._inside = tag == "title" and not self._done

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._inside, self._done = False, True

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.title += data


def page_title(page: bytes) -> str:
    """The title of an HTML page, "" where it has none; only the head is read."""
    reader = _Title()
    reader.feed(page.split(b"</head>", 1)[0].decode("utf-8", "replace"))
    return reader.title.strip()
