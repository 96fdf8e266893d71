"""Registries of places all over the country, compiled once a session."""

import pytest

from warehouse.registry import Registry, compile_registry

MET = (
    "370406",  # 山亭区, a district
    "370481",  # 滕州市, a county-level city
    "370400",  # 枣庄市
    "370306",  # 周村区
    "110105",  # 朝阳区 of 北京市, a municipality's district
    "310000",  # 上海市
    "422800",  # 恩施土家族苗族自治州
    "422823",  # 巴东县
    "152500",  # 锡林郭勒盟
    "150421",  # 阿鲁科尔沁旗
    "450100",  # 南宁市 in an autonomous region
    "450000",  # 广西壮族自治区
    "330000",  # 浙江省
    "330482",  # 平湖市
    "441900",  # 东莞市, a city without counties
    "429004",  # 仙桃市, directly under its province
    "130171",  # 石家庄高新技术产业开发区
    "653000",  # 克孜勒苏柯尔克孜自治州
)


@pytest.fixture(scope="session")
def country() -> Registry:
    return compile_registry(MET)
