"""The desk's pages on the registry: browsed and searched, and a unit with the passages behind it."""

from __future__ import annotations

from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from pypinyin import Style, lazy_pinyin
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Route

from expectations.checks import checks
from portal.desk.access import visitor
from portal.desk.data import desk
from portal.desk.pages import draw
from portal.desk.paging import page_of
from summaries.passages import passage
from warehouse.connection import frame

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Row = dict[str, Any]
KINDS = {
    "institution": "机构",
    "government": "政府",
    "town": "乡镇街道、开发区",
    "section": "内设机构",
    "collective": "统称（成员明确）",
    "open_collective": "统称（成员不明）",
}
SCOPES = {"": "全部", "named": "文件提到的", "presumed": "未见于文件的", "ended": "已停用"}
RESOLUTIONS = {"exact": "规范名称", "variant": "别名或异写", "child": "内设机构", "collective": "统称", "open": "统称"}
MOST_CACHED = 100_000


def routes() -> list[BaseRoute]:
    """The addresses of these pages, below /desk."""
    return [
        Route("/units/", listed),
        Route("/units/unknown", unknown),
        Route("/units/{unit_id}", shown),
    ]


def units(request: Request) -> list[Row]:
    """The units that the visitor may see, as rows of warehouse/sql/desk_units.sql: those covered and those above."""
    rows = desk(request).cached("units", lambda connection: frame(connection, "desk_units").to_dicts())
    asking = visitor(request)
    seen = {code for code in {row["jurisdiction"] for row in rows} if asking.may_read(code)}
    return [row for row in rows if row["jurisdiction"] in seen]


def listed(request: Request) -> Response:
    """The registry by place and kind, searched by name, alias or the first letters of its pinyin."""
    asked = {name: request.query_params.get(name, "") for name in ("q", "place", "kind", "scope")}
    everything = units(request)
    rows = [row for row in everything if _fits(row, asked)]
    return draw(
        request,
        "units.html",
        page=page_of(request, rows),
        asked=asked,
        total=len(everything),
        places=dict(
            sorted({row["jurisdiction"]: row["jurisdiction_name"] or row["jurisdiction"] for row in everything}.items())
        ),
        kinds=KINDS,
        scopes=SCOPES,
        today=desk(request).today(),
    )


def _fits(row: Row, asked: dict[str, str]) -> bool:
    if asked["place"] and row["jurisdiction"] != asked["place"]:
        return False
    if asked["kind"] and row["kind"] != asked["kind"]:
        return False
    scope = asked["scope"]
    if (scope == "named" and not row["mentions"]) or (scope == "presumed" and row["standing"] != "presumed"):
        return False
    if scope == "ended" and not row["valid_to"]:
        return False
    return not asked["q"] or any(called(name, asked["q"]) for name in (row["name"], *(row["aliases"] or ())))


def called(name: str, words: str) -> bool:
    """Whether a name holds the words, or the pinyin of its characters (whole, or their first letters) holds the letters."""
    wanted = "".join(words.split()).casefold()
    return wanted in name.casefold() or (wanted.isascii() and any(wanted in spelt for spelt in _spelt(name)))


@lru_cache(maxsize=MOST_CACHED)
def _spelt(name: str) -> tuple[str, str]:
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)), "".join(lazy_pinyin(name))


def unit(request: Request, unit_id: str) -> Row:
    """A unit by its id. Raises HTTPException 404 where there is none that this visitor may see."""
    for row in units(request):
        if row["unit_id"] == unit_id:
            return row
    raise HTTPException(HTTPStatus.NOT_FOUND)


def shown(request: Request) -> Response:
    """A unit: its names, place, standing and term, and all that documents say to it."""
    row, asking = unit(request, request.path_params["unit_id"]), visitor(request)
    given = {"unit_id": row["unit_id"]}
    with desk(request).reading() as connection:
        members, collectives, spellings, passages, findings = (
            frame(connection, f"unit_{part}", given).to_dicts()
            for part in ("members", "collectives", "spellings", "passages", "findings")
        )
    page = page_of(request, [one for one in passages if asking.covers(one["jurisdiction"])])
    return draw(
        request,
        "unit.html",
        unit=row,
        page=page,
        pieces=[passage(one["text"] or "", one["surface"]) for one in page.rows],
        members=members,
        collectives=collectives,
        spellings=spellings,
        findings=[one for one in findings if asking.covers(one["jurisdiction"])],
        titles={check.id: check.title for check in checks()},
        kinds=KINDS,
        resolutions=RESOLUTIONS,
    )


def unknown(request: Request) -> Response:
    """Names in documents that no unit is known by, or several are: what the registry lacks."""
    asking = visitor(request)
    rows = desk(request).cached("unresolved", lambda connection: frame(connection, "unresolved_names").to_dicts())
    return draw(
        request,
        "units_unknown.html",
        page=page_of(request, [row for row in rows if asking.covers(row["jurisdiction"])]),
    )
