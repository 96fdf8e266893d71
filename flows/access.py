"""Access to the desk from the command line: personal links given, listed and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from rich.markup import escape
from rich.table import Table

from flows.errors import WrongUsageError
from flows.settings import Settings, today
from warehouse.connection import frame, open_warehouse
from warehouse.granting import ROLES, Grant, grant, grants, jurisdiction_named, revoke

SIGN_IN = "desk/sign-in"


def give(
    settings: Settings, name: str, role: str, places: Sequence[str], expires_on: date | None, url: str
) -> tuple[Grant, str]:
    """Gives a person access; returns the grant and the personal link, which is shown this once.

    `role` and `places` may be Chinese names or codes; `url` is the address under which the desk is reached, "" for the
    one of the settings.
    """
    address = _address(settings, url)
    with open_warehouse(settings.warehouse, today()) as connection:
        codes = list(dict.fromkeys(jurisdiction_named(connection, place) for place in places))
        given, token = grant(connection, name, role_named(role), codes, datetime.now(UTC), expires_on)
    return given, f"{address}/{SIGN_IN}?{urlencode({'token': token})}"


def listed(settings: Settings) -> Table:
    """All grants as a table; what a link opens with is known to nobody any more."""
    table = Table("编号", "姓名", "角色", "范围", "发放", "有效期至", "状态")
    with open_warehouse(settings.warehouse, today()) as connection:
        rows = grants(connection)
        names = dict(frame(connection, "jurisdiction_names").select("jurisdiction", "jurisdiction_name").iter_rows())
    for row in rows.iter_rows(named=True):
        table.add_row(*(escape(cell) for cell in _cells(row, names)))
    return table


def take_back(settings: Settings, who: str) -> tuple[Grant, ...]:
    """Takes back the grant with an id, or all of a person of that name."""
    with open_warehouse(settings.warehouse, today()) as connection:
        return revoke(connection, who, datetime.now(UTC))


def role_named(text: str) -> str:
    """The role that a Chinese or English word means. Raises WrongUsageError, which names them all."""
    by_word = {word: role for role, title in ROLES.items() for word in (role, title)}
    if text.strip() not in by_word:
        allowed = "、".join(f"{title}（{role}）" for role, title in ROLES.items())
        raise WrongUsageError(f"没有“{text}”这种角色；可填：{allowed}。")
    return by_word[text.strip()]


def place_name(code: str, known: dict[str, str]) -> str:
    """The name of a division by its code: the registry's own, else GB/T 2260's, else the code."""
    from warehouse.registry.jurisdictions import divisions

    place = divisions().get(code)
    return known.get(code) or (place.name if place else code)


def _cells(row: dict[str, Any], names: dict[str, str]) -> tuple[str, ...]:
    scope = "、".join(place_name(code, names) for code in row["jurisdictions"]) or "全部"
    until = row["expires_on"].isoformat() if row["expires_on"] else "长期"
    state = "有效" if row["holds"] else "已收回" if row["revoked_at"] else "已过期"
    given = row["granted_at"].strftime("%Y-%m-%d")
    return row["grant_id"], row["name"], ROLES.get(row["role"], row["role"]), scope, given, until, state


def _address(settings: Settings, url: str) -> str:
    if not url:
        return f"http://{settings.host}:{settings.port}"
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise WrongUsageError(f"“{url}”不是网址，请写成 https://例子.gov.cn 的样子。")
    return url.rstrip("/")
