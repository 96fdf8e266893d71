"""A local unit that the file writes as people of the place do (区…) is shown by its full name, and known by both."""

from __future__ import annotations

import pytest

from warehouse.registry import Context, LocalEntry, Registry, compile_registry, resolve

PLACES = (
    LocalEntry("示例省", "区划", "990000"),
    LocalEntry("示例市", "区划", "990100", "示例省"),
    LocalEntry("东湖区", "区划", "990102", "示例市"),
    LocalEntry("石桥镇", "乡镇", "990102101", "东湖区"),
    LocalEntry("望湖街道", "街道", "990102002", "东湖区"),
)
NAMES = [
    ("区国有资产服务中心", "单位", "东湖区", "东湖区国有资产服务中心", "the district's"),
    ("市城建集团", "单位", "示例市", "示例市城建集团", "the city's"),
    ("省水利投资公司", "单位", "示例省", "示例省水利投资公司", "the province's"),
    ("东湖区城建集团", "单位", "东湖区", "东湖区城建集团", "it is full already"),
    ("东湖自来水有限公司", "单位", "东湖区", "东湖自来水有限公司", "its name has the place's stem"),
    ("国网东湖供电公司", "单位", "东湖区", "国网东湖供电公司", "it is nobody's by its name"),
    ("区域协作专班", "单位", "东湖区", "区域协作专班", "区域 is no district"),
    ("市场服务中心", "单位", "示例市", "市场服务中心", "市场 is no city"),
    ("区安委会各成员单位", "开放集合", "东湖区", "东湖区安委会各成员单位", "a collective"),
    ("镇水利站", "单位", "石桥镇", "石桥镇水利站", "a town's"),
    ("街道综合文化站", "单位", "望湖街道", "望湖街道综合文化站", "a subdistrict's"),
]


def registry(*entries: LocalEntry) -> Registry:
    return compile_registry(["990102"], [*PLACES, *entries])


@pytest.mark.parametrize(("written", "kind", "above", "full", "reason"), NAMES)
def test_a_name_is_full(written: str, kind: str, above: str, full: str, reason: str) -> None:
    known = registry(LocalEntry(written, kind, parent=above))
    meant = {resolve(name, "lead", False, Context("990102"), known).unit_id for name in (written, full)}
    (unit_id,) = meant
    assert unit_id is not None
    assert known.entries[unit_id].name == full, reason
    assert (written in known.entries[unit_id].aliases) == (written != full)


def test_its_id_is_not_its_full_names() -> None:
    """Ids stay what they were: what was published under them goes on."""
    known = registry(LocalEntry("区国有资产服务中心", "单位", parent="东湖区"))
    assert "990102-guoyouzichanfuwuzhongxin" in known.entries
