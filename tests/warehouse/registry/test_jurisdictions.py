"""Divisions: codes, levels, chains, and the places that texts name."""

import pytest

from warehouse.registry.jurisdictions import chain, children, divisions, find, short_names, stem, towns, within


@pytest.mark.parametrize(
    ("code", "names", "levels", "why"),
    [
        ("370406", "山亭区 枣庄市 山东省 国家", "county city province nation", "a district"),
        ("110105", "朝阳区 北京市 国家", "county province nation", "a municipality's district has no city between"),
        ("429004", "仙桃市 湖北省 国家", "county province nation", "a city directly under its province"),
        (
            "422823",
            "巴东县 恩施土家族苗族自治州 湖北省 国家",
            "county city province nation",
            "an autonomous prefecture",
        ),
        ("130171", "石家庄高新技术产业开发区 石家庄市 河北省 国家", "zone city province nation", "a functional zone"),
        ("370406101", "店子镇 山亭区 枣庄市 山东省 国家", "town county city province nation", "a town"),
        ("371202", "莱城区 莱芜市 山东省 国家", "county city province nation", "abolished in 2019"),
        ("500157", "两江新区 重庆市 国家", "county province nation", "made in 2025"),
        ("000000", "国家", "nation", "the nation"),
    ],
)
def test_chain(code, names, levels, why):
    places = chain(code)
    assert " ".join(place.name for place in places) == names, why
    assert " ".join(place.level for place in places) == levels, why


def test_an_unknown_code_is_an_error():
    for code in ("999999", "370406999"):
        with pytest.raises(KeyError):
            chain(code)


def test_every_division_reaches_the_nation():
    assert all(chain(code)[-1].code == "000000" for code in divisions())


@pytest.mark.parametrize(
    ("text", "hint", "code", "why"),
    [
        ("周村区人民政府", None, "370306", "one county of that name"),
        ("淄博市周村区人民政府", None, "370306", "a path"),
        ("淄博周村区", None, "370306", "a stem before a name that lies in it"),
        ("枣庄市市中区人民政府办公室", None, "370402", "a path tells namesakes apart"),
        ("市中区人民政府", None, None, "five places are called so"),
        ("市中区人民政府", "370406", "370402", "the one in the same city"),
        ("朝阳区", "110000", "110105", "the one in the municipality"),
        ("关于印发山亭区若干措施的通知", None, "370406", "in the middle of a title"),
        ("关于加强全市城区管理的通知", None, None, "城区 is a common word there"),
        ("恩施州人民政府", None, "422800", "a short form"),
        ("内蒙古自治区党委", None, "150000", "a region"),
        ("新疆维吾尔自治区", None, "650000", "with its people's name"),
        ("吉林省吉林市", None, "220200", "the city, not the province"),
        ("江干区", None, "330104", "abolished in 2021"),
        ("三元区", None, "350404", "recoded: the code in force"),
        ("周村优化营商环境", None, None, "a stem alone says nothing"),
        ("", None, None, "nothing"),
    ],
)
def test_find(text, hint, code, why):
    place = find(text, hint)
    assert (place.code if place else None) == code, why


@pytest.mark.parametrize(
    ("name", "bare", "short", "why"),
    [
        ("山亭区", "山亭", (), "a class of one character"),
        ("泗县", "泗县", (), "one character says nothing"),
        ("恩施土家族苗族自治州", "恩施", ("恩施州",), "two peoples"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江", ("双江县",), "four"),
        ("伊犁哈萨克自治州", "伊犁", ("伊犁州",), "a people without 族"),
        ("广西壮族自治区", "广西", ("广西",), "a region"),
        ("鄂温克族自治旗", "鄂温克族", ("鄂温克族旗",), "the people's name is the place's"),
    ],
)
def test_stems(name, bare, short, why):
    assert (stem(name), short_names(name)) == (bare, short), why


def test_what_lies_below():
    assert [place.name for place in children("370400")] == [
        "市中区",
        "薛城区",
        "峄城区",
        "台儿庄区",
        "山亭区",
        "滕州市",
    ]
    assert "石家庄高新技术产业开发区" in {place.name for place in children("130100", "zone")}
    assert {place.level for place in towns("370406")} == {"town", "zone"}
    assert within("370406", "370000")
    assert not within("370406", "330000")
