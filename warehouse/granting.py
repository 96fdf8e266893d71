"""Grants: who may use the desk. A personal link carries a token, of which the warehouse keeps the hash alone."""

from __future__ import annotations

import hmac
import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import duckdb
import polars as pl
from rapidfuzz import fuzz, process

from documents.errors import ShixianError
from warehouse.connection import append, frame, read_sql, retrying, transaction
from warehouse.registry.jurisdictions import NATION, choose, divisions, leading, towns
from warehouse.tables import table

TOKEN_BYTES = 32
ROLES = {"steward": "数据管理员", "coordinator": "督办员"}
NEAR = 3
LEAST_LIKENESS = 50.0


class GrantError(ShixianError):
    """A grant that cannot be given or taken back; the message says why and what may be written, in Chinese."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Who someone is at the desk: a `role` of ROLES, for these jurisdictions (GB/T 2260 codes; none: for all)."""

    grant_id: str
    name: str
    role: str
    jurisdictions: tuple[str, ...]

    @property
    def decides(self) -> bool:
        """Whether this person may decide about findings, documents and the registry; others only look."""
        return self.role == "steward"

    def covers(self, jurisdiction: str) -> bool:
        """Whether a place ("" for one that nobody could tell) is one of the grant's or lies in one of them."""
        return not self.jurisdictions or any(jurisdiction.startswith(_stem(code)) for code in self.jurisdictions)


def grant(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    role: str,
    jurisdictions: Sequence[str],
    at: datetime,
    expires_on: date | None = None,
) -> tuple[Grant, str]:
    """Gives a person access, up to the day `expires_on` inclusive; returns it with the token of the personal link.

    The token is told this once and kept nowhere. Raises GrantError for a role that is none, or no name.
    """
    if role not in ROLES:
        raise GrantError(f"没有“{role}”这种角色；可填：{'、'.join(ROLES.values())}。")
    if not name.strip():
        raise GrantError("必须写明姓名：处置记录要写上是谁作的。")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    given = Grant(uuid.uuid4().hex, name.strip(), role, tuple(jurisdictions))
    row = {
        "grant_id": given.grant_id,
        "name": given.name,
        "role": role,
        "jurisdictions": list(jurisdictions),
        "token_sha256": _digest(token),
        "granted_at": _utc(at),
        "expires_on": expires_on,
    }

    def attempt() -> None:
        with transaction(connection):
            append(connection, "grants", table("grants", [row]))

    retrying(attempt)
    return given, token


def granted(connection: duckdb.DuckDBPyConnection, token: str, today: date) -> Grant | None:
    """The grant that a token carries, None where there is none, or it was revoked, or its last day is over.

    Every hash is compared in constant time, so that how long the answer takes says nothing.
    """
    given, found = _digest(token), None
    for row in frame(connection, "standing_grants", {"today": today}).iter_rows(named=True):
        if hmac.compare_digest(row["token_sha256"], given):
            found = _grant(row)
    return found


def grants(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """All grants, the newest first: grant_id, name, role, jurisdictions, granted_at (UTC), expires_on, revoked_at (UTC)."""
    return frame(connection, "grants_shown")


def revoke(connection: duckdb.DuckDBPyConnection, who: str, at: datetime) -> tuple[Grant, ...]:
    """Takes back the grant with an id, or all that a person of that name holds; returns them. Raises GrantError for none."""

    def attempt() -> tuple[Grant, ...]:
        with transaction(connection):
            standing = frame(connection, "grants_to_revoke", {"who": who})
            if standing.is_empty():
                raise GrantError(f"没有“{who}”可以收回的授权。shixian grants 列出全部授权。")
            connection.execute(
                read_sql("revoke_grants"), {"grants": standing["grant_id"].to_list(), "revoked_at": _utc(at)}
            )
            return tuple(_grant(row) for row in standing.iter_rows(named=True))

    return retrying(attempt)


def jurisdiction_named(connection: duckdb.DuckDBPyConnection, text: str) -> str:
    """The code of the place that a name or code means: of GB/T 2260, its towns, or the registry's own divisions.

    Raises GrantError for one that is unknown, with the nearest names, or that several places bear, with their codes.
    """
    wanted = text.strip()
    own = dict(frame(connection, "jurisdiction_names").select("jurisdiction_name", "jurisdiction").iter_rows())
    if wanted in (NATION, *divisions(), *own.values()) or _is_town(wanted):
        return wanted
    if wanted in own:
        return str(own[wanted])
    codes, end = leading(wanted)
    place = choose(codes) if end == len(wanted) else None
    if place is not None:
        return place.code
    raise GrantError(_unknown(wanted, codes if end == len(wanted) else (), own))


def _unknown(wanted: str, several: Sequence[str], own: Mapping[str, str]) -> str:
    if several:
        shown = "、".join(f"{_path(code)}（{code}）" for code in several)
        return f"叫“{wanted}”的地方不止一个：{shown}。请写上级地名加地名，或写代码。"
    names = {place.name: place.code for place in divisions().values() if place.ended is None} | dict(own)
    near = process.extract(wanted, list(names), scorer=fuzz.ratio, limit=NEAR, score_cutoff=LEAST_LIKENESS)
    shown = "、".join(f"{name}（{names[name]}）" for name, _, _ in near)
    return f"没有名称或代码是“{wanted}”的地方。" + (f"相近的有：{shown}。" if shown else "请写行政区划的全称或代码。")


def _path(code: str) -> str:
    place = divisions()[code]
    above = divisions().get(place.parent)
    return f"{above.name if above and above.parent else ''}{place.name}"


def _is_town(code: str) -> bool:
    return len(code) == 9 and code.isdigit() and any(place.code == code for place in towns(code[:6]))


def _stem(code: str) -> str:
    """What the codes of all places in a place begin with (GB/T 2260: two digits a province, four a city, six a county)."""
    if len(code) != len(NATION):
        return code
    for ending in (NATION, "0000", "00"):
        if code.endswith(ending):
            return code.removesuffix(ending)
    return code


def _grant(row: Mapping[str, Any]) -> Grant:
    return Grant(row["grant_id"], row["name"], row["role"], tuple(row["jurisdictions"] or ()))


def _digest(token: str) -> str:
    return sha256(token.encode("utf8", "surrogatepass")).hexdigest()


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
