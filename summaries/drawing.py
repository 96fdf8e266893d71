"""Drawing pages: one set of templates, one style sheet, everything that comes from a document escaped."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from summaries import dates
from summaries.wording import word

if TYPE_CHECKING:
    from collections.abc import Sequence

UNSEEN = dict.fromkeys(
    character
    for first, last in (
        *((0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F)),
        *((0x061C, 0x061C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069)),
    )
    for character in range(first, last + 1)
)
"""What no page may hold: control characters, which are errors in HTML text (WHATWG HTML, 13.2.2), and the marks that
turn the direction of writing, which no Chinese document needs and which can make a text read as another one."""


def draw(template: str, package: str = "summaries", **given: object) -> str:
    """The page that `template`, a file of the package's folder `templates`, makes of what is given.

    A page carries its style and a policy that allows nothing else (no script, no address outside), so that it is as
    safe opened from a folder or a mail as it is at the portal.
    """
    return _environment(package).get_template(template).render(given)


def style_policy(style: str) -> str:
    """The Content-Security-Policy under which only this style sheet has effect (CSP 3, section 2.3.1: hash-source)."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


def shorten(text: str, limit: int = 90) -> str:
    """`text` in at most `limit` characters; what was cut is shown by ……."""
    return text if len(text) <= limit else f"{text[: limit - 2]}……"


def names(all_names: Sequence[str], limit: int = 6, measure: str = "个单位", place: str = "") -> str:
    """Names in a row; of more than `limit` the first ones and how many there are: `甲、乙等9个单位`.

    Units of `place` are written as at home, without its name: `财政局` for `示例市东湖区财政局` in 示例市东湖区.
    """
    shown = [name.removeprefix(place) or name for name in all_names[:limit]]
    rest = f"等{len(all_names)}{measure}" if len(all_names) > limit else ""
    return f"{'、'.join(shown)}{rest}"


def feed_address(feed: str) -> str:
    """The address of a feed beside the start page, "" where the unit has none; no name leads out of the folder."""
    return f"calendars/{quote(feed, safe='')}" if feed.strip(".") else ""


def _visible(value: object) -> object:
    """What a template prints, without the characters that no page may hold."""
    return value.translate(UNSEEN) if isinstance(value, str) else value


@cache
def _environment(package: str) -> Environment:
    """Templates of `package`, which may extend those of this one."""

    def load(name: str) -> str | None:
        for folder in (package, "summaries"):
            template = files(folder).joinpath("templates", name)
            if template.is_file():
                return template.read_text(encoding="utf-8")
        return None

    environment = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = files("summaries").joinpath("templates", "page.css").read_text(encoding="utf-8")
    sheet = Markup(style)  # noqa: S704 - our own file, and no character of a document is in it
    environment.globals.update(style=sheet, policy=style_policy(style))
    environment.filters.update(
        long_day=dates.long_day,
        names=names,
        plain_day=dates.plain_day,
        shorten=shorten,
        tone=_tone,
        word=_word,
    )
    return environment


def _word(value: str, kind: str) -> str:
    """`{{ severity | word("severity") }}`."""
    return word(kind, value)


def _tone(status: str) -> str:
    """The class that colours a status."""
    return word("tone", status, unknown="plain")
