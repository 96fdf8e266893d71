"""The desk's pages that mend the registry: an alias for a unit, an entry of the local list, and what each would change."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import polars as pl
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Route

from portal.desk.access import require_decider, visitor
from portal.desk.data import desk
from portal.desk.pages import draw, leave_for, posting
from portal.desk.paging import page_of
from portal.desk.telling import told_details
from portal.desk.units import Row, unit, units
from warehouse.connection import frame
from warehouse.deciding import decide
from warehouse.decisions import Decision, DecisionError, kinds
from warehouse.registering import LOCAL_KINDS, current_entries, entries_with, require_usable, values_of
from warehouse.registry import LocalEntry
from warehouse.registry.local import COLUMNS, KINDS
from warehouse.resolving import foreseen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from warehouse.connection import Connection

LONGEST_CELL = 2000
MOST_SHOWN = 200
HINTS = {
    "名称": "文件中的规范名称",
    "代码": "区划代码，或留空",
    "上级": "区划代码、区划名称或单位名称",
    "别名": "几个之间用“、”",
    "成员": "统称的成员，用“、”分开",
    "启用日期": "如 2021-07-01，或留空",
    "停用日期": "撤并的日期，或留空",
    "继任": "撤并后由哪个单位承接",
}


@dataclass(frozen=True, slots=True)
class Effect:
    """What decisions would change of one name as documents write it: units before and after, "" for none."""

    surface: str
    before: str
    after: str
    mentions: int
    documents: int


def routes() -> list[BaseRoute]:
    """The addresses of these pages, below /desk."""
    return [
        Route("/registry/", listed),
        Route("/registry/alias", alias_form),
        Route("/registry/entry", entry_form),
        *(
            Route(f"/registry/{what}/{step}", posting(work), methods=["POST"])
            for what, works in {
                "alias": (alias_previewed, alias_decided),
                "entry": (entry_previewed, entry_decided),
                "remove": (removal_previewed, removal_decided),
            }.items()
            for step, work in zip(("preview", "decide"), works, strict=True)
        ),
    ]


def listed(request: Request) -> Response:
    """The local list as the next run will use it, and what people decided about it."""
    with desk(request).reading() as connection:
        held = current_entries(connection)
        decisions = frame(connection, "registry_decisions").to_dicts()
    return draw(
        request,
        "registry.html",
        page=page_of(request, held.entries),
        problems=held.problems,
        decisions=decisions,
        told=told_details,
        kept="kept" in request.query_params,
        kind_titles={name: kind.title for name, kind in kinds().items()},
    )


def effects(connection: Connection, decisions: Sequence[Decision]) -> list[Effect]:
    """What the decisions would change of the mentions, name by name, the most frequent first.

    Raises DecisionError where the next run could not follow them.
    """
    require_usable(connection, decisions)
    keys = ["mention_id", "document_id", "surface"]
    before = foreseen(connection, current_entries(connection).entries)
    after = foreseen(connection, entries_with(connection, decisions).entries)
    changed = before.join(after, on=keys, suffix="_after").filter(
        pl.col("unit_name").ne_missing(pl.col("unit_name_after"))
        | ((pl.col("resolution") != pl.col("resolution_after")) & pl.col("unit_name").is_null())
    )
    rows = (
        changed.with_columns(pl.col("unit_name", "unit_name_after").fill_null(""))
        .group_by("surface", "unit_name", "unit_name_after")
        .agg(pl.len().alias("mentions"), pl.col("document_id").n_unique().alias("documents"))
        .sort("mentions", "surface", descending=[True, False])
    )
    return [Effect(*row) for row in rows.iter_rows()]


def require_covered(request: Request, decisions: Sequence[Decision]) -> None:
    """Raises HTTPException 403 where the grant does not cover a place whose registry would change."""
    asking = visitor(request)
    if asking.covers(""):
        return
    known = {row["name"]: row["jurisdiction"] for row in units(request)}
    with desk(request).connection() as connection:
        known |= {name: code for code, name in frame(connection, "jurisdiction_names").iter_rows()}
    for decision in decisions:
        said = decision.details
        parent = str(said.get("jurisdiction") or said.get("parent") or said.get("entry", {}).get("上级", ""))
        if not asking.covers(known.get(parent, parent if parent.isdigit() else "")):
            raise HTTPException(HTTPStatus.FORBIDDEN, f"“{parent or '全国'}”不在您的授权范围之内，没有保存。")


def alias_form(request: Request) -> Response:
    """The form for an alias, of a unit (by its id) or of a name that no unit is known by."""
    require_decider(request)
    row = unit(request, request.query_params["unit"]) if "unit" in request.query_params else {}
    place = row.get("jurisdiction") or request.query_params.get("place", "")
    fields = {"alias": request.query_params.get("alias", ""), "unit": row.get("name", ""), "place": place, "reason": ""}
    return _alias_page(request, fields)


def alias_previewed(request: Request, given: FormData) -> Response:
    """Which mentions an alias would give to its unit."""
    fields = _fields(given, ("alias", "unit", "place", "reason"))
    return _previewed(request, lambda **shown: _alias_page(request, fields, **shown), lambda: [_alias(request, fields)])


def alias_decided(request: Request, given: FormData) -> Response:
    """Keeps an alias."""
    return _decided(request, [_alias(request, _fields(given, ("alias", "unit", "place", "reason")))])


def _alias(request: Request, fields: Mapping[str, str]) -> Decision:
    if not fields["alias"] or not fields["unit"]:
        raise DecisionError("别名和单位都要填写。")
    rows = [row for row in units(request) if row["name"] == fields["unit"]]
    here = [row for row in rows if row["jurisdiction"] == fields["place"]] or rows
    if len(here) != 1:
        raise DecisionError(f"名录里{'没有' if not here else '不止一个'}“{fields['unit']}”，请从提示中选择全称。")
    if fields["alias"] == fields["unit"] or fields["alias"] in (here[0]["aliases"] or ()):
        raise DecisionError(f"“{fields['alias']}”已经是“{fields['unit']}”的名称。")
    said = {"alias": fields["alias"], "unit": fields["unit"], "jurisdiction": here[0]["jurisdiction"]}
    return Decision("unit_alias", unit_id=here[0]["unit_id"], details=said, reason=fields["reason"])


def _alias_page(request: Request, fields: Mapping[str, str], **shown: Any) -> Response:
    names = sorted(
        {row["name"] for row in units(request) if row["jurisdiction"] == fields["place"] or not fields["place"]}
    )
    return _draw(request, "registry_alias.html", fields=fields, names=names[: MOST_SHOWN * 10], **shown)


def entry_form(request: Request) -> Response:
    """The form for an entry of the local list: a new one, or one for a unit that is there (by its id)."""
    require_decider(request)
    asked = request.query_params
    with desk(request).reading() as connection:
        entries = current_entries(connection).entries
    if "unit" in asked:
        row = unit(request, asked["unit"])
        entry, held = _entry_of(row, entries)
    else:
        held = next((e for e in entries if (e.name, e.parent) == (asked.get("name"), asked.get("parent"))), None)
        entry = held or LocalEntry(asked.get("name", ""), "单位", parent=asked.get("place", ""))
    was = {"was_name": held.name if held else "", "was_parent": held.parent if held else ""}
    return _entry_page(request, {**values_of(entry), **was, "reason": ""})


def _entry_of(row: Row, entries: Sequence[LocalEntry]) -> tuple[LocalEntry, LocalEntry | None]:
    """The entry that makes a unit, and whether the list has it; else one that would make the same."""
    names = (row["name"], *(row["aliases"] or ()))
    places = (row["jurisdiction"], row["jurisdiction_name"], row["parent_name"])
    held = next((e for e in entries if e.name in names and e.parent in places and e.kind != "区划"), None)
    if held:
        return held, held
    town = "街道" if "街道" in row["name"] else "乡镇"
    kind = town if row["kind"] == "town" else LOCAL_KINDS.get(row["kind"], "单位")
    parent = row["parent_name"] if row["kind"] == "section" else row["jurisdiction"]
    days = (row["valid_from"], row["valid_to"], row["successor_name"] or "")
    # Its aliases stay the registry's own: most are what every place calls such a body.
    return LocalEntry(row["name"], kind, "", parent or "", (), (), *days), None


def entry_previewed(request: Request, given: FormData) -> Response:
    """Which mentions an entry would change."""
    fields = _fields(given, ENTRY)
    return _previewed(request, lambda **shown: _entry_page(request, fields, **shown), lambda: _entry(fields))


def entry_decided(request: Request, given: FormData) -> Response:
    """Keeps an entry."""
    return _decided(request, _entry(_fields(given, ENTRY)))


ENTRY = (*COLUMNS, "was_name", "was_parent", "reason")


def _entry(fields: Mapping[str, str]) -> list[Decision]:
    """The decisions that make an entry what the form says; one that is called otherwise takes the place of the old one."""
    entry = {column: fields[column] for column in COLUMNS}
    new = Decision("unit_entry", details={"entry": entry}, reason=fields["reason"])
    was = (fields["was_name"], fields["was_parent"])
    if not was[0] or was == (entry["名称"], entry["上级"]):
        return [new]
    gone = Decision("unit_remove", details=dict(zip(("name", "parent"), was, strict=True)), reason=fields["reason"])
    return [gone, new]


def _entry_page(request: Request, fields: Mapping[str, str], **shown: Any) -> Response:
    return _draw(request, "registry_entry.html", fields=fields, columns=COLUMNS, kinds=KINDS, hints=HINTS, **shown)


def removal_previewed(request: Request, given: FormData) -> Response:
    """Which mentions lose their unit when an entry goes."""
    fields = _fields(given, ("name", "parent", "reason"))
    page = lambda **shown: _draw(request, "registry_remove.html", fields=fields, **shown)  # noqa: E731 - as the others
    return _previewed(request, page, lambda: [_removal(fields)])


def removal_decided(request: Request, given: FormData) -> Response:
    """Takes an entry off the list."""
    return _decided(request, [_removal(_fields(given, ("name", "parent", "reason")))])


def _removal(fields: Mapping[str, str]) -> Decision:
    said = {"name": fields["name"], "parent": fields["parent"]}
    return Decision("unit_remove", details=said, reason=fields["reason"])


def _previewed(
    request: Request, page: Callable[..., Response], decisions: Callable[[], Sequence[Decision]]
) -> Response:
    """A page with what decisions would change, or with what is wrong with them."""
    try:
        asked = decisions()
        require_covered(request, asked)
        with desk(request).connection() as connection:
            found = effects(connection, asked)
    except DecisionError as error:
        return page(wrong=str(error))
    return page(effects=found)


def _decided(request: Request, decisions: Sequence[Decision]) -> Response:
    require_covered(request, decisions)
    at = desk(request)
    with at.connection() as connection:
        require_usable(connection, decisions)
        decide(connection, decisions, visitor(request).name, at.clock())
    return leave_for("/desk/registry/?kept=1")


def _fields(given: FormData, names: Sequence[str]) -> dict[str, str]:
    return {name: str(given.get(name, "")).strip()[:LONGEST_CELL] for name in names}


def _draw(
    request: Request, template: str, wrong: str = "", effects: Sequence[Effect] | None = None, **given: Any
) -> Response:
    return draw(request, template, wrong=wrong, effects=effects, most=MOST_SHOWN, **given)
