"""What several tests of formats share: Chromium, which prints pages to PDF as a browser or an office does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

Print = Callable[..., bytes]


@pytest.fixture(scope="module")
def printed(chromium: str) -> Iterator[Print]:
    """A function that prints a page of HTML to PDF; for tests marked `browser`.

    It ends with the module: while Playwright's loop runs, no other test can have one.
    """
    from playwright import sync_api as playwright

    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])

        def to_pdf(page: str, **options: object) -> bytes:
            tab = browser.new_page()
            tab.set_content(page)
            content = tab.pdf(prefer_css_page_size=True, **options)
            tab.close()
            return content

        yield to_pdf
        browser.close()
