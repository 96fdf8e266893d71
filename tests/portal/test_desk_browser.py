"""The desk as a steward has it: in Chromium, over a warehouse that the real flows made, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright import sync_api as playwright

from tests.portal.made_desk import HOSTILE, MONDAY, desk_served, link, run, write_plans
from warehouse.connection import open_warehouse
from warehouse.granting import revoke

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("prefect_server")]
WIDTHS = {"desk": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


Visit = playwright.Page


def enter(browser: playwright.Browser, address: str, folder: Path, name: str = "陈一鸣", width: str = "desk") -> Visit:
    """A page of a browser of its own, signed in by a personal link; anything that speaks up fails the test at its end."""
    size = WIDTHS[width]
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}).new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.set_default_timeout(10_000)
    page.goto(f"{address}/desk/sign-in?token={link(folder / 'home', name)}")
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"{address}/desk/")
    return page


def open_finding(page: Visit, words: str) -> None:
    page.get_by_label("搜索").fill(words)
    page.get_by_role("button", name="筛选").click()
    page.locator(".findings tbody th a").first.click()


def choose(page: Visit, way: str) -> None:
    """Opens one of the ways to decide, where it is not open yet."""
    details = page.locator("details.fix", has=page.locator("summary", has_text=way))
    if details.get_attribute("open") is None:
        details.locator("summary").click()


def test_filter_open_mend_an_alias_run_and_see_it_closed(browser: playwright.Browser, address: str, folder: Path):
    page = enter(browser, address, folder)
    page.get_by_label("校验项目").select_option(label="单位名称查无此单位（2）")
    page.get_by_role("button", name="筛选").click()
    assert page.locator(".findings tbody tr").count() == 1, "likes are one row"
    assert "同样2处" in page.locator(".findings tbody tr").inner_text()
    page.locator(".findings tbody th a").click()
    assert page.locator("mark").first.inner_text() == "区便民食堂管理局"
    page.get_by_label("单位（全称）").or_(page.get_by_label("其他单位（全称）")).first.fill("东湖区民政局")
    page.get_by_role("button", name="预览：补充别名").click()
    assert "涉及这一地区文件中2处" in page.locator("main").inner_text()
    assert "2个问题应当关闭" in page.locator("main").inner_text()
    page.get_by_role("button", name="确定").click()
    assert "已保存。下次运行时生效" in page.locator("main").inner_text()
    page.goto(f"{address}/desk/?state=mended")
    assert "已改，待运行" in page.locator(".tabs [aria-current]").inner_text()
    assert "同样2处" in page.locator(".findings").inner_text()
    run(folder, MONDAY + timedelta(days=1))
    page.goto(f"{address}/desk/?state=closed&check=unit_undefined")
    assert "同样2处" in page.locator(".findings").inner_text()
    page.locator(".findings tbody th a").click()
    story = page.locator(".steps-taken").inner_text()
    assert "补充别名" in story
    assert "陈一鸣" in story
    assert "自动关闭" in story


def test_waive_with_a_reason_and_undo(browser: playwright.Browser, address: str, folder: Path):
    page = enter(browser, address, folder)
    open_finding(page, "印发时已过期")
    choose(page, "不予处理")
    page.get_by_role("button", name="预览：不予处理").click()
    assert "必须写明理由" in page.get_by_role("alert").inner_text()
    page.get_by_label("理由或说明").fill("经区政府同意，按原计划执行")
    page.get_by_label("到哪一天为止").fill((datetime.now(UTC) + timedelta(days=90)).date().isoformat())
    page.get_by_role("button", name="预览：不予处理").click()
    page.get_by_role("button", name="确定").click()
    assert "已保存。立即生效" in page.locator("main").inner_text()
    saved = page.url
    page.goto(f"{address}/desk/?state=waived")
    assert page.locator(".findings tbody tr").count() == 1
    page.goto(f"{address}/desk/decisions")
    assert "经区政府同意" in page.locator(".record").inner_text()
    page.goto(saved)
    page.get_by_role("button", name="撤销这次处置").click()
    assert "已撤销" in page.locator("main").inner_text()
    page.goto(f"{address}/desk/?state=waived")
    assert "这里没有问题" in page.locator("main").inner_text()


def test_the_second_steward_is_told(browser: playwright.Browser, address: str, folder: Path):
    first, second = (enter(browser, address, folder, name) for name in ("陈一鸣", "林小满"))
    for page in (first, second):
        open_finding(page, "时限晚于上级文件")
    for page in (first, second):
        choose(page, "确认为文件差错")
        page.get_by_role("button", name="预览：确认为文件差错").click()
        page.get_by_role("button", name="确定").click()
    told = second.get_by_role("alert").inner_text()
    assert "陈一鸣刚刚已对这个问题作了“确认为文件差错”" in told
    assert "陈一鸣" in second.locator(".steps-taken").inner_text()
    assert "林小满" not in second.locator(".steps-taken").inner_text()


def test_a_deadline_is_corrected_and_both_sides_are_shown(browser: playwright.Browser, address: str, folder: Path):
    page = enter(browser, address, folder)
    open_finding(page, "时限晚于上级文件")
    sides = page.locator(".sides .side")
    assert sides.count() == 2
    assert [mark.inner_text() for mark in page.locator("mark").all()] == ["2024年8月底前", "2024年6月底前"]
    assert "东政发〔2024〕9号" in sides.nth(0).inner_text()
    assert "示政发〔2024〕6号" in sides.nth(1).inner_text()
    choose(page, "更正时限")
    page.get_by_label("到期日").fill("2024-06-30")
    page.get_by_role("button", name="预览：更正时限").click()
    after = page.locator(".side.after")
    assert "2024年6月30日" in after.inner_text()
    page.get_by_role("button", name="确定").click()
    run(folder, MONDAY + timedelta(days=1))
    page.goto(f"{address}/desk/?state=closed&check=deadline_later_than_superior")
    assert page.locator(".findings tbody tr").count() == 1


def test_by_keyboard_alone(browser: playwright.Browser, address: str, folder: Path):
    page = enter(browser, address, folder)

    def tab_to(selector: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
        pytest.fail(f"{selector} cannot be reached")

    tab_to(".skip")
    tab_to(".findings tbody th a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/findings/*")
    tab_to("button[value=confirm]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/preview*")
    page.keyboard.press("Enter")  # 确定 has the focus
    page.wait_for_url("**/desk/decisions/*")
    assert "已保存" in page.locator("main").inner_text()


def test_a_hostile_title_does_no_harm(browser: playwright.Browser, tmp_path: Path):
    write_plans(tmp_path / "plans", HOSTILE)
    run(tmp_path)
    with desk_served(tmp_path / "out", tmp_path / "home") as address:
        page = enter(browser, address, tmp_path)
        assert page.locator("script").count() == 0
        page.locator(".findings tbody th a").first.click()
        assert page.locator("main script").count() == 0
        for path in ("/desk/", "/desk/matrix/documents", "/desk/decisions"):
            page.goto(address + path)
            assert page.locator("main script").count() == 0
        page.goto(f"{address}/desk/?words=%3Cscript%3E")
        assert page.locator(".findings tbody tr").count() > 0, "it is a text like any other"


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_screen(browser: playwright.Browser, address: str, folder: Path, width: str):
    page = enter(browser, address, folder, width=width)
    page.locator(".findings tbody th a").first.click()
    finding = page.url
    for path in (
        "/desk/",
        "/desk/?state=all",
        "/desk/matrix/documents",
        "/desk/matrix/units",
        "/desk/trend",
        "/desk/decisions",
    ):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width][0], path
    page.goto(finding)
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width][0]
    page.get_by_role("button", name="预览", exact=False).first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width][0]


def test_a_revoked_grant_ends_in_mid_work(browser: playwright.Browser, address: str, folder: Path):
    page = enter(browser, address, folder, "王离任")
    open_finding(page, "印发时已过期")
    with open_warehouse(folder / "home" / "warehouse", MONDAY) as connection:
        revoke(connection, "王离任", datetime.now(UTC))
    choose(page, "确认为文件差错")
    page.get_by_role("button", name="预览：确认为文件差错").click()
    assert "请用您的个人链接登录" in page.locator("main").inner_text()
