"""What mentions mean, over provinces, levels and kinds of bodies: a row a case, with its reason."""

from datetime import date

import pytest

from warehouse.registry import Context, Registry, compile_registry, extend, resolve

# place, name as printed, outcome, the unit's id (None where there is none), why
UNITS = [
    ("370406", "区行政审批服务局", "exact", "370406-xingzhengshenpifuwuju", "own name behind the class of the place"),
    ("370406", "区审批服务局", "variant", "370406-xingzhengshenpifuwuju", "a customary short form"),
    (
        "370406",
        "区人力资源社会保障局",
        "exact",
        "370406-renliziyuanheshehuibaozhangju",
        "和 dropped, as the State Council does",
    ),
    ("370406", "区人社局", "variant", "370406-renliziyuanheshehuibaozhangju", "a customary short form"),
    ("370406", "区发展改革委", "variant", "370406-fazhanhegaigeju", "another level's form: a county has a 局"),
    (
        "370306",
        "区人大监察和司法工作室",
        "variant",
        "370306-rendajianchahesifaweiyuanhui",
        "a county congress's office",
    ),
    ("370306", "周村规划管理办公室", "variant", "370306-guihuaguanlibangongshi", "the place's stem before an office"),
    ("370306", "区服务业发展中心", "exact", "370306-fuwuyefazhanzhongxin", "a body that many counties have"),
    ("370481", "市规划编制研究中心", "exact", "370481-guihuabianzhiyanjiuzhongxin", "a body that many places have"),
    ("370406", "区公安分局", "exact", "370406-gonganjufenju", "a district has a branch of its city's police"),
    ("370406", "市公安局山亭分局", "exact", "370406-gonganjufenju", "the branch's whole name, with the city's class"),
    ("370406", "枣庄市公安局山亭分局", "exact", "370406-gonganjufenju", "the branch's whole name"),
    ("370406", "公安分局", "variant", "370406-gonganjufenju", "no class of place: the document's own level"),
    ("370406", "税务局", "variant", "370406-guojiashuiwuzongjushuiwuju", "no class of place"),
    (
        "370406",
        "国家税务总局山亭区税务局",
        "exact",
        "370406-guojiashuiwuzongjushuiwuju",
        "a vertical body's whole name",
    ),
    (
        "370406",
        "国家税务总局枣庄市山亭区税务局",
        "exact",
        "370406-guojiashuiwuzongjushuiwuju",
        "with the city before the district",
    ),
    ("370406", "国家税务总局", "exact", "000000-guojiashuiwuzongju", "the national body itself"),
    ("370406", "财政部", "exact", "000000-caizhengbu", "a ministry"),
    ("370406", "市财政局", "exact", "370400-caizhengju", "市 in a district's document is its city"),
    ("370406", "省财政厅", "exact", "370000-caizhengting", "省 is the province"),
    ("370406", "省发展改革委", "exact", "370000-fazhanhegaigeweiyuanhui", "a province has a 委"),
    ("370406", "枣庄市财政局", "exact", "370400-caizhengju", "by the city's name"),
    ("370406", "枣庄市山亭区财政局", "exact", "370406-caizhengju", "by the whole path"),
    ("370406", "滕州市财政局", "exact", "370481-caizhengju", "a sister county by name"),
    (
        "370406",
        "住房公积金管理中心",
        "variant",
        "370406-zhufanggongjijinguanlizhongxinguanlibu",
        "a city body with a branch here",
    ),
    ("370406", "市住房公积金管理中心", "exact", "370400-zhufanggongjijinguanlizhongxin", "the city body"),
    ("370406", "山亭供电中心", "variant", "370406-guowanggongdiangongsi", "the place's stem before a utility"),
    ("370406", "区政府办公室（大数据局）", "exact", "370406-renminzhengfubangongshi", "a unit with its other name"),
    ("370406", "市委统战部〈市侨办〉", "exact", "370400-weitongzhanbu", "pointed brackets likewise"),
    ("370406", "中共山亭区委组织部", "exact", "370406-weizuzhibu", "中共 before a party body"),
    ("370406", "区委编办", "exact", "370406-weijigoubianzhiweiyuanhuibangongshi", "办 for 委员会办公室"),
    ("370406", "团区委", "exact", "370406-gongqingtuanweiyuanhui", "the class of the place inside the name"),
    ("370406", "店子镇人民政府", "exact", "370406-dianzizhen", "a town"),
    ("370406", "山城街道办事处", "exact", "370406-shanchengjiedao", "a subdistrict"),
    ("370406", "开发区管委会", "variant", "370406-shantingjingjikaifaqu", "the county's only zone"),
    ("370406", "区 教 体 局", "variant", "370406-jiaoyuju", "blanks of a broken line"),
    ("370481", "市财政局", "exact", "370481-caizhengju", "市 in a county-level city's document is itself"),
    ("370481", "枣庄市财政局", "exact", "370400-caizhengju", "its prefecture needs the name"),
    ("370481", "滕州海关", "exact", "370481-haiguan", "a customs office by the county's stem"),
    ("370481", "市海关", "exact", "370400-haiguan", "but the class of the place means the prefecture's"),
    ("370406", "杭州海关", "exact", "330100-haiguan", "of a place far away"),
    ("370481", "市消防救援大队", "exact", "370481-xiaofangjiuyuandadui", "a county's fire brigade"),
    ("370481", "人民银行滕州市支行", "exact", "370481-zhongguorenminyinhangzhixing", "the central bank's branch"),
    (
        "370481",
        "枣庄银保监分局滕州监管组",
        "variant",
        "370481-guojiajinrongjianduguanlizongjujianguanzhiju",
        "a former name",
    ),
    ("370481", "市法院", "exact", "370481-renminfayuan", "法院 for 人民法院"),
    ("370400", "市中级人民法院", "exact", "370400-zhongjirenminfayuan", "the level's own form"),
    ("370400", "市中院", "variant", "370400-zhongjirenminfayuan", "a customary short form"),
    ("370400", "区财政局", "ambiguous", None, "any district of the city"),
    ("370400", "滕州市", "variant", "370481-renminzhengfu", "a place alone is its government"),
    ("370400", "枣庄海关", "exact", "370400-haiguan", "the customs office by the city's stem"),
    (
        "370400",
        "枣庄高新区管委会",
        "variant",
        "370400-zaozhuanggaoxinjishuchanyekaifaqu",
        "a zone that a city mostly has",
    ),
    ("110105", "区发展改革委", "exact", "110105-fazhanhegaigeweiyuanhui", "districts of municipalities have 委"),
    ("110105", "市教委", "variant", "110000-jiaoyuju", "市 in such a district is the municipality"),
    ("110105", "北京市朝阳区市场监督管理局", "exact", "110105-shichangjianduguanliju", "the whole path"),
    ("310000", "市公安局", "exact", "310000-gonganju", "a municipality has 局 where provinces have 厅"),
    ("310000", "上海市高级人民法院", "exact", "310000-gaojirenminfayuan", "but a high court"),
    ("422800", "州财政局", "exact", "422800-caizhengju", "州 for an autonomous prefecture"),
    ("422800", "恩施州财政局", "exact", "422800-caizhengju", "by its short name"),
    ("422823", "州自然资源和规划局", "exact", "422800-ziranziyuanheguihuaju", "州 from a county"),
    ("422823", "县水利和湖泊局", "variant", "422823-shuiliju", "a province's own form"),
    ("422823", "恩施土家族苗族自治州财政局", "exact", "422800-caizhengju", "by its full name"),
    ("152500", "盟行署", "variant", "152500-renminzhengfu", "a league's government"),
    ("152500", "锡林郭勒盟公安局", "exact", "152500-gonganju", "a league's bureau"),
    ("150421", "旗农牧局", "variant", "150421-nongyenongcunju", "旗 for a banner; 农牧局 is the region's form"),
    ("150421", "自治区财政厅", "exact", "150000-caizhengting", "自治区 for the region"),
    ("450100", "自治区发展改革委", "exact", "450000-fazhanhegaigeweiyuanhui", "自治区 for the region"),
    ("450000", "广西壮族自治区财政厅", "exact", "450000-caizhengting", "by its full name"),
    ("330482", "省海洋经济发展厅", "undefined", None, "a body that only this province has"),
    ("330482", "市人力社保局", "variant", "330482-renliziyuanheshehuibaozhangju", "a short form of that province"),
    ("330482", "嘉兴市财政局", "exact", "330400-caizhengju", "the prefecture by name"),
    ("441900", "市城管和综合执法局", "undefined", None, "not a name that any place is known to use"),
    ("441900", "东莞供电局", "variant", "441900-guowanggongdiangongsi", "the southern grid's name"),
    ("429004", "省应急厅", "exact", "420000-yingjiguanliting", "a city directly under its province"),
    ("429004", "市应急局", "exact", "429004-yingjiguanliju", "itself"),
    ("653000", "州公安局", "exact", "653000-gonganju", "an autonomous prefecture"),
    ("000000", "发展改革委", "exact", "000000-guojiafazhanhegaigeweiyuanhui", "in the State Council's documents"),
    ("000000", "人力资源社会保障部", "exact", "000000-renliziyuanheshehuibaozhangbu", "a ministry's short form"),
    ("", "市财政局", "undefined", None, "whose document it is is not known"),
    ("", "教育部", "exact", "000000-jiaoyubu", "but national bodies are"),
]

# Names that are nearly another's: they stay undefined, with the nearest known names.
NEARLY = [
    ("370406", "区公安分局局", "枣庄市公安局山亭分局", "a doubled character"),
    ("370406", "区场监管局", "山亭区市场监督管理局", "a character lost"),
    ("370406", "区供电部", "国网山亭区供电公司", "部 for 公司 or 中心"),
    ("370406", "人力资源保障局", "山亭区人力资源和社会保障局", "words lost in the middle"),
    ("370406", "区教育", "山亭区教育局", "broken off"),
    ("370406", "区商务局和投融资促进局", "山亭区商务局", "two names run together"),
    ("370481", "市消费救援大队", "滕州市消防救援大队", "a wrong character"),
    ("370406", "区气象服务中心", "山亭区气象局", "no such body is known, one of that trade is"),
]

# place, name as printed, outcome, id, how many members (None: not asked), why
COLLECTIVES = [
    ("370406", "各镇街", "collective", "370406-gezhenjie", 10, "towns and subdistricts of a district"),
    ("370406", "各镇（街）政府（办事处）", "collective", "370406-gezhenjie", 10, "brackets"),
    ("370406", "各镇(街道)", "collective", "370406-gezhenjie", 10, "half-width brackets"),
    ("370406", "各镇政府、街道办事处", "collective", "370406-gezhenjie", 10, "two words for one collective"),
    ("370406", "各镇人民政府", "collective", "370406-gezhen", 9, "towns without subdistricts"),
    ("370406", "各街道办事处", "collective", "370406-gejiedao", 1, "subdistricts without towns"),
    ("370406", "各镇街、开发区", "collective", "370406-gezhenjiehekaifaqu", 11, "with the zone"),
    ("370400", "各区（市）人民政府", "collective", "370400-gexianshiqu", 6, "counties of a city"),
    (
        "370406",
        "各区〈市〉政府",
        "collective",
        "370400-gexianshiqu",
        6,
        "of its city, in a document that a district forwards",
    ),
    ("422800", "各县市", "collective", "422800-gexianshiqu", 8, "of an autonomous prefecture"),
    ("152500", "各旗县市（区）", "collective", "152500-gexianshiqu", 12, "banners"),
    ("330000", "各市", "collective", "330000-geshi", 11, "cities of a province"),
    ("330000", "各县（市、区）", "collective", "330000-gexianshiqu", 90, "counties of a province"),
    ("450000", "各设区市", "collective", "450000-geshi", 14, "cities with districts"),
    ("441900", "各镇街", "collective", "441900-gezhenjie", 32, "a city without counties has towns"),
    ("370406", "区直相关部门", "open", "370406-youguanbumen", None, "nobody can say who"),
    ("370406", "市有关部门单位", "open", "370400-youguanbumen", None, "the city's"),
    ("370406", "省属及以上驻枣单位", "open", "370000-youguanbumen", None, "the province's"),
    ("370481", "市政府相关部门", "open", "370481-youguanbumen", None, "市政府 is not 市政"),
    ("370406", "专营单位", "open", "370406-youguanbumen", None, "utilities"),
    ("370406", "各金融机构", "open", "370406-jinrongjigou", None, "banks"),
    ("370406", "区国有企业", "open", "370406-youguanqiye", None, "enterprises"),
    (
        "370406",
        "区示例改革专项小组各成员",
        "open",
        "370406-qushiligaigezhuanxiangxiaozugechengyuan",
        None,
        "a group of its own",
    ),
    ("370406", "各股室", "open", "370406-gegushi", None, "of no bureau that is known"),
]


@pytest.mark.parametrize(("place", "surface", "outcome", "unit_id", "why"), UNITS, ids=[row[4] for row in UNITS])
def test_a_name_means_a_unit(country: Registry, place, surface, outcome, unit_id, why):
    found = resolve(surface, "responsible", False, Context(place), country)
    assert (found.resolution, found.unit_id) == (outcome, unit_id), why


@pytest.mark.parametrize(("place", "surface", "nearest", "why"), NEARLY, ids=[row[3] for row in NEARLY])
def test_what_is_nearly_a_name_is_not_corrected(country: Registry, place, surface, nearest, why):
    found = resolve(surface, "lead", False, Context(place), country)
    assert (found.resolution, found.unit_id) == ("undefined", None), why
    assert found.nearest[0] == nearest


@pytest.mark.parametrize(
    ("place", "surface", "outcome", "unit_id", "count", "why"), COLLECTIVES, ids=[row[5] for row in COLLECTIVES]
)
def test_a_collective(country: Registry, place, surface, outcome, unit_id, count, why):
    found = resolve(surface, "responsible", True, Context(place), country)
    assert (found.resolution, found.unit_id) == (outcome, unit_id), why
    assert count is None or len(country.collective_members[unit_id]) == count


def test_a_section_of_a_bureau_is_its_child():
    registry = compile_registry(["370406"])
    context = Context("370406", "370406-xingzhengshenpifuwuju")
    found = [resolve(name, "responsible", False, context, registry) for name in ("市场准入组", "政策法规室", "办公室")]
    assert [answer.resolution for answer in found] == ["child"] * 3
    assert [answer.new_unit["name"] for answer in found if answer.new_unit] == [
        "山亭区行政审批服务局市场准入组",
        "山亭区行政审批服务局政策法规室",
        "山亭区行政审批服务局办公室",
    ]
    everyone = resolve("各股室（组）", "responsible", True, context, registry)
    grown = extend(registry, [answer.new_unit for answer in (*found, everyone) if answer.new_unit])
    assert everyone.resolution == "collective"
    assert set(grown.collective_members[str(everyone.unit_id)]) == {answer.unit_id for answer in found}
    assert resolve("市场准入组", "lead", False, context, grown).new_unit is None


@pytest.mark.parametrize(
    ("surface", "outcome", "why"),
    [
        ("区政务服务中心", "exact", "an institution of the district, though the bureau runs it"),
        ("区示例事务中心", "undefined", "区 before it: not the bureau's own"),
        ("信息技术示例专班", "child", "a section ending"),
        ("甲乙丙", "undefined", "no section ending"),
    ],
)
def test_what_is_no_section(country: Registry, surface, outcome, why):
    context = Context("370406", "370406-xingzhengshenpifuwuju")
    assert resolve(surface, "responsible", False, context, country).resolution == outcome, why


@pytest.mark.parametrize(
    ("surface", "issued", "outcome", "why"),
    [
        ("区工商局", date(2015, 5, 8), "exact", "the right name at the time"),
        ("区工商局", date(2023, 5, 8), "variant", "the successor has its duties"),
        ("区扶贫办", date(2020, 5, 8), "exact", "until 2021"),
        ("区卫计委", date(2024, 5, 8), "variant", "since 2019 卫生健康局"),
    ],
)
def test_former_names(country: Registry, surface, issued, outcome, why):
    found = resolve(surface, "responsible", False, Context("370406", None, issued), country)
    assert (found.resolution, found.new_unit) == (outcome, None), why
    assert found.unit_id is not None


def test_a_name_of_two_units_is_ambiguous(country: Registry):
    found = resolve("市金融监管局", "responsible", False, Context("370400"), country)
    assert found.resolution == "ambiguous"
    assert len(found.nearest) == 2


def test_a_unit_of_a_place_not_met_comes_with_its_row(country: Registry):
    found = resolve("青岛市财政局", "cooperating", False, Context("370406"), country)
    assert (found.resolution, found.unit_id) == ("exact", "370200-caizhengju")
    assert found.new_unit is not None
    assert set(found.new_unit) == set(country.units().columns)


def test_a_long_name_costs_no_more_a_character(country: Registry):
    for text in ("（" * 100_000, "、" * 100_000, "各镇街" * 30_000, "区" * 100_000, "1" * 100_000):
        assert resolve(text, "other", False, Context("370406"), country).unit_id is None
