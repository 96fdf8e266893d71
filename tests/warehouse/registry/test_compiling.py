"""The registry as a whole: ids, columns, standing, local additions that stand for standard units."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.registry import (
    Context,
    LocalEntry,
    LocalFileError,
    Registry,
    addressed,
    attest,
    compile_registry,
    resolve,
)
from warehouse.registry.institutions import RANKS, forms_by_name, institutions
from warehouse.registry.jurisdictions import divisions
from warehouse.registry.names import pinyin, unique

CODES = sorted(code for code, place in divisions().items() if place.level in ("county", "city", "province", "zone"))
HANZI = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(CODES), min_size=1, max_size=4))
def test_ids_are_unique_and_do_not_depend_on_the_other_places(codes):
    together = compile_registry(codes)
    ids = together.units()["unit_id"].to_list()
    assert len(ids) == len(set(ids))
    alone = compile_registry(codes[:1])
    assert set(alone.entries) <= set(together.entries)
    assert all(together.entries[unit_id].name == unit.name for unit_id, unit in alone.entries.items())


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(CODES), st.permutations(["370406", "330482", "422823"]))
def test_the_order_of_places_changes_nothing(code, others):
    first, second = compile_registry([code, *others]), compile_registry([*sorted(others), code])
    assert first.units().sort("unit_id").equals(second.units().sort("unit_id"))
    assert first.members().sort(pl.all()).equals(second.members().sort(pl.all()))


@given(st.lists(HANZI, max_size=20))
def test_an_id_is_given_once(names):
    taken: set[str] = set()
    given_ids = [unique(pinyin(name), taken) for name in names]
    assert len(set(given_ids)) == len(names)
    assert all(part.isascii() and part.replace("-", "").isalnum() for part in given_ids)


def test_columns(country: Registry):
    units, members = country.units(), country.members()
    assert units.columns == [
        "unit_id", "name", "aliases", "jurisdiction", "kind", "standing", "parent_id", "valid_from", "valid_to",
        "successor_id",
    ]  # fmt: skip
    assert members.columns == ["collective_id", "unit_id"]
    known = set(units["unit_id"])
    assert set(members["collective_id"]) | set(members["unit_id"]) <= known
    assert set(units["parent_id"].drop_nulls()) <= known


def test_only_places_met_are_made():
    registry = compile_registry(["370406"])
    places = set(registry.units().filter(pl.col("kind") == "institution")["jurisdiction"])
    assert places == {"370406", "370400", "370000", "000000"}


def test_no_code_or_an_unknown_one_gives_the_nation():
    assert set(compile_registry(["", "999999"]).units()["jurisdiction"]) == {"000000"}


def test_canonical_names_mean_their_own_unit(country: Registry):
    """Every presumed institution of a place is found again by its name."""
    for unit in country.entries.values():
        if unit.kind == "institution":
            found = resolve(unit.name, "lead", False, Context(unit.jurisdiction), country)
            assert (found.unit_id, found.resolution) == (unit.unit_id, "exact"), unit.name


def test_the_table_gives_no_name_to_two_institutions_but_where_it_is_so():
    doubtful = {"督查室", "金融监管局"}  # 党委 and 政府 have one each; the local bureau and the national branch
    for rank in RANKS:
        for name, known in forms_by_name(rank).items():
            assert len({key for key, _ in known}) == 1 or name in doubtful, (rank, name)


def test_the_table_names_only_known_kinds():
    assert {row.kind for row in institutions().values()} == {
        "党委", "党委部门", "政府", "政府部门", "直属事业", "人大政协法检", "垂管", "群团", "企业", "议事机构",
    }  # fmt: skip


def test_attested_units():
    registry = attest(compile_registry(["370406"]), ["370406-caizhengju"])
    assert registry.entries["370406-caizhengju"].standing == "attested"
    assert registry.entries["370406-shenjiju"].standing == "presumed"


def test_addressees_attest_towns_and_zones():
    names = ("各镇人民政府", "山城街道办事处", "山亭经济开发区管委会", "区政府各部门单位", "各大企业")
    entries = addressed(names, "370406")
    assert [(entry.name, entry.kind) for entry in entries] == [
        ("山城街道办事处", "街道"),
        ("山亭经济开发区管委会", "开发区"),
    ]
    registry = compile_registry(["370406"], entries)
    assert registry.entries["370406-shanchengjiedao"].standing == "attested"
    assert registry.entries["370406-shantingjingjikaifaqu"].standing == "attested"
    assert registry.entries["370406-dianzizhen"].standing == "presumed"


LOCAL = (
    LocalEntry("枣庄高新区", "开发区", parent="370400"),
    LocalEntry("区行政审批服务局", "单位", parent="山亭区", aliases=("区一窗办",)),
    LocalEntry("区示例事务中心", "单位", parent="370406", valid_from=date(2020, 1, 1), valid_to=date(2023, 12, 31),
               successor="区行政审批服务局"),
    LocalEntry("区国资中心", "单位", parent="山亭区"),
    LocalEntry("重点镇街", "集合", parent="370406", members=("店子镇", "山城街道", "区示例事务中心")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("place", "surface", "outcome", "unit_id", "why"),
    [
        ("370406", "区行政审批服务局", "exact", "370406-xingzhengshenpifuwuju", "the standard unit, attested"),
        ("370406", "区一窗办", "variant", "370406-xingzhengshenpifuwuju", "an alias of the addition"),
        ("370406", "区示例事务中心", "exact", "370406-shilishiwuzhongxin", "a unit that only the addition knows"),
        ("370406", "区国资中心", "exact", "370406-guozizhongxin", "a customary name becomes a unit of its own"),
        ("370406", "区国资局", "exact", "370406-guoyouzichanjianduguanliju", "and is not the bureau any more"),
        ("370400", "枣庄高新区管委会", "exact", "370400-zaozhuanggaoxinjishuchanyekaifaqu", "the presumed zone, named"),
        ("370406", "重点镇街", "collective", "370406-zhongdianzhenjie", "a collective of the addition"),
    ],
)
def test_local_additions(place, surface, outcome, unit_id, why):
    registry = compile_registry(["370406"], LOCAL)
    found = resolve(surface, "lead", False, Context(place), registry)
    assert (found.resolution, found.unit_id) == (outcome, unit_id), why
    assert (registry.entries[unit_id].standing == "attested") == (surface != "区国资局")


def test_successor_days_and_members_of_additions():
    registry = compile_registry(["370406"], LOCAL)
    unit = registry.entries["370406-shilishiwuzhongxin"]
    assert (unit.valid_from, unit.valid_to) == (date(2020, 1, 1), date(2023, 12, 31))
    assert unit.successor_id == "370406-xingzhengshenpifuwuju"
    assert registry.collective_members["370406-zhongdianzhenjie"] == (
        "370406-dianzizhen",
        "370406-shanchengjiedao",
        "370406-shilishiwuzhongxin",
    )


@pytest.mark.parametrize(
    ("entry", "words", "why"),
    [
        (LocalEntry("示例中心", "单位", parent="没有这个地方"), "上级“没有这个地方”", "no such place"),
        (LocalEntry("示例中心", "单位", parent="市中区"), "同名的有几个", "several places of that name"),
        (LocalEntry("示例区", "区划", "12"), "6位代码", "a division without a code"),
        (LocalEntry("示例组", "集合", parent="370406", members=("无此单位",)), "成员“无此单位”", "an unknown member"),
        (
            LocalEntry("示例中心", "单位", parent="370406", successor="无此单位"),
            "继任“无此单位”",
            "an unknown successor",
        ),
    ],
)
def test_an_addition_that_fits_nowhere_is_an_error(entry, words, why):
    with pytest.raises(LocalFileError, match=words):
        compile_registry(["370406"], (entry,))
