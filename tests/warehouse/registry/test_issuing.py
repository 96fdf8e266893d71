"""Whose a document is, by issuer, title, number and text."""

import pytest

from warehouse.registry import LocalEntry, compile_registry, jurisdiction_of

CASES = [
    ("周政字〔2021〕22号", "", "周村区人民政府", "", "370306", "county", "the issuer says it"),
    ("", "", "山亭区行政审批服务局", "", "370406", "county", "a bureau of a district"),
    ("", "", "国家税务总局周村区税务局", "", "370306", "county", "a vertical body is its place's"),
    ("", "", "中共枣庄市委办公室、枣庄市人民政府办公室", "", "370400", "city", "the first of two issuers"),
    ("", "", "枣庄市市中区人民政府办公室", "", "370402", "county", "a path"),
    ("", "", "市中区人民政府办公室", "", "", "", "five places are called so"),
    (
        "",
        "",
        "市中区人民政府办公室",
        "枣庄市市中区人民政府办公室文件",
        "370402",
        "county",
        "the letterhead writes the path",
    ),
    (
        "",
        "",
        "市中区人民政府办公室",
        "根据乐山市人民政府的部署",
        "511102",
        "county",
        "the city above is named in the text",
    ),
    ("", "", "市中区人民政府", "枣庄市、乐山市结为友好城市", "", "", "two of the cities above are named"),
    ("", "山亭区促进消费若干措施", "", "", "370406", "county", "the title, where there is no issuer"),
    ("", "关于转发《枣庄市人民政府办公室印发若干措施》的通知", "", "", "", "", "what is forwarded is another's"),
    (
        "",
        "关于转发《枣庄市若干措施》的通知",
        "山亭区人民政府",
        "",
        "370406",
        "county",
        "the issuer, not what it forwards",
    ),
    ("国办发〔2024〕1号", "关于印发若干措施的通知", "", "", "000000", "nation", "the State Council's number"),
    ("鲁政发〔2021〕6号", "关于印发若干措施的通知", "", "", "370000", "province", "a province's number"),
    ("", "", "教育部等七部门", "", "000000", "nation", "a ministry"),
    ("", "", "国务院办公厅", "", "000000", "nation", "the State Council's office"),
    ("", "", "发展改革委", "", "", "", "any place has one"),
    ("", "", "滕州经济开发区管委会", "", "370481", "county", "a zone with its place's stem"),
    ("", "", "青岛海关", "", "370200", "city", "a customs office with its place's stem"),
    ("", "", "北京市朝阳区人民政府", "", "110105", "county", "a municipality's district"),
    ("", "", "恩施州人民政府", "", "422800", "city", "a short form"),
    ("", "", "", "", "", "", "nothing at all"),
]


@pytest.mark.parametrize(
    ("number", "title", "issuer", "text", "code", "level", "why"), CASES, ids=[row[6] for row in CASES]
)
def test_jurisdiction_of(number, title, issuer, text, code, level, why):
    assert jurisdiction_of(number, title, issuer, (), None, text) == (code, level), why


def test_addressees_help_where_the_issuer_does_not():
    assert jurisdiction_of("", "", "市中区人民政府", ("枣庄市薛城区人民政府",))[0] == "370402"


def test_places_met_elsewhere_help():
    assert jurisdiction_of("", "", "市中区人民政府", (), compile_registry(["370402"]))[0] == "370402"


def test_places_of_local_additions():
    local = (
        LocalEntry("示例市", "区划", "990100"),
        LocalEntry("东湖区", "区划", "990102", parent="示例市"),
    )
    registry = compile_registry((), local)
    assert jurisdiction_of("", "", "示例市东湖区人民政府", (), registry) == ("990102", "county")
    assert jurisdiction_of("", "", "示例市人民政府", (), registry) == ("990100", "city")
