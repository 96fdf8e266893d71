"""The portal as its user has it: in Chromium, by mouse, by keyboard, on a phone, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright import sync_api as playwright

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desk", "phone"])
def page(browser: playwright.Browser, request: pytest.FixtureRequest) -> Iterator[playwright.Page]:
    """A page that fails the test when anything is blocked, missing, or speaks up (a download ends a request early)."""
    width, height = request.param
    page = browser.new_page(viewport={"width": width, "height": height})
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda dialog: troubles.append(dialog.message))
    page.on("requestfailed", lambda asked: troubles.append(asked.url) if not asked.url.endswith(".ics") else None)
    yield page
    page.close()
    assert troubles == []


def test_from_the_start_page_to_everything(page: playwright.Page, portal: str) -> None:
    page.goto(portal)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(163, 22, 26)"
    page.get_by_role("link", name="本期周报").click()
    assert page.get_by_role("heading", level=1).inner_text() == "重点任务时限周报"
    page.get_by_role("link", name="需要关注").click()
    assert page.url.endswith("#attention")
    page.get_by_role("link", name="返回首页").click()
    assert page.url == f"{portal}/"
    page.get_by_role("link", name="校验问题清单").click()
    assert page.locator("mark").filter(has_text="9月底前").count() == 2


def test_a_feed_downloads_under_its_chinese_name(page: playwright.Page, portal: str, out: Path) -> None:
    page.goto(portal)
    with page.expect_download() as download:
        page.get_by_role("link", name="示例市东湖区民政局的日历文件").click()
    assert download.value.suggested_filename == "示例市东湖区民政局重点任务时限.ics"
    assert Path(download.value.path()).read_bytes() == (out / "current/calendars/990102-04.ics").read_bytes()


@pytest.mark.parametrize(
    "path", ["/", "/findings.html", "/summaries/", "/summaries/2021-09-06.html", "/summaries/none"]
)
def test_nothing_runs_over_the_edge(browser: playwright.Browser, portal: str, path: str) -> None:
    for width in (320, 390, 800, 1280):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(portal + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


def test_hostile_titles_are_words(page: playwright.Page, portal: str) -> None:
    page.goto(f"{portal}/summaries/2021-09-06.html")
    assert page.locator("script").count() == 0
    assert page.get_by_text("<script>alert('周报')</script>").count() > 0
    assert page.locator("body").is_visible()


def test_by_keyboard(page: playwright.Page, portal: str) -> None:
    page.goto(f"{portal}/findings.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/findings.html#main")  # the jump is the browser's own, after the key


def test_text_stands_out_from_its_ground(page: playwright.Page, portal: str) -> None:
    """Contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3) for every element that has words of its own."""
    for path in ("/", "/findings.html", "/summaries/2021-09-06.html"):
        page.goto(portal + path)
        assert page.evaluate(CONTRAST) == []


def test_the_summary_prints_to_a4(browser: playwright.Browser, portal: str, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(f"{portal}/summaries/2021-09-06.html")
    printed = page.pdf(path=tmp_path / "summary.pdf", prefer_css_page_size=True)
    page.close()
    assert printed.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594" in printed or b"/MediaBox [0 0 595" in printed


CONTRAST = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const channel = value => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parts(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (![...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())) continue;
    const [one, two] = [light(parts(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (two + 0.05);
    if (ratio < 4.5) weak.push(`${element.tagName} ${element.className} ${ratio.toFixed(2)}`);
  }
  return [...new Set(weak)];
}"""
