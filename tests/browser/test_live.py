"""The review page served live: it follows the files, and says what is wrong with them."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import pytest

from browser.chromium import Open
from browser.conftest import ISSUE, PASSAGE
from conftest import Served
from letterkit.library.workspace import packaged

if TYPE_CHECKING:
    from playwright.sync_api import Page


def text_of(page: Page) -> str:
    """The words of the passage, as the page shows them."""
    return page.locator(f"#about-{PASSAGE} blockquote").text_content() or ""


def state_of(page: Page) -> int:
    """The number of the state that is shown."""
    return int(page.evaluate("document.documentElement.dataset.live"))


def after(page: Page, change: Callable[[], object], seconds: float = 30) -> None:
    """Change something, and wait until the page shows another state, so many seconds at the most."""
    before, began = state_of(page), time.perf_counter()
    change()
    while state_of(page) == before:
        assert time.perf_counter() - began < seconds, "the page shows nothing new"
        time.sleep(0.005)


def test_it_shows_every_save(served: Served, open_page: Open) -> None:
    page = open_page(served.url).page
    words = "Say openly"
    for number in range(1, 6):
        new = f"Say for the {number}. time"
        after(page, partial(served.small.change, ISSUE, words, new))
        words = new
        assert words in text_of(page)


def test_what_one_looks_at_stays(served: Served, open_page: Open) -> None:
    page = open_page(served.url).page
    page.locator("#show-2").check()
    page.locator(f".view:visible .region[data-passage={PASSAGE}] .line").first.click()
    scrolled = page.evaluate("scrollY")
    assert scrolled > 0
    after(page, lambda: served.small.change(ISSUE, "Say openly", "Say again"))
    assert page.locator("#show-2").is_checked()
    assert page.evaluate("scrollY") == scrolled
    assert page.locator("[data-about]:visible").get_attribute("id") == f"about-{PASSAGE}"
    assert "Say again" in text_of(page)


def test_a_broken_file_is_told_and_the_last_good_letter_stays(served: Served, open_page: Open) -> None:
    page = open_page(served.url).page
    assert page.locator(".problems").count() == 0
    after(page, lambda: served.small.change(ISSUE, "text: |", "txt: |"))
    assert "seeds/issues/religious-freedom.yaml:" in page.locator(".problems").inner_text()
    assert "did you mean 'text'?" in page.locator(".problems").inner_text()
    assert page.locator("#said").inner_text() == "A file is broken: the last good letter is shown"
    assert "Say openly" in text_of(page)
    after(page, lambda: served.small.change(ISSUE, "txt: |", "text: |"))
    assert page.locator(".problems").count() == 0
    assert page.locator("#said").inner_text() == "The letter is whole again"


def test_files_that_come_and_go_are_seen(served: Served, open_page: Open) -> None:
    page = open_page(served.url).page
    own = "campaigns/2016-sed/blocks/issues/religious-freedom.yaml"
    library = (served.small.root / ISSUE).read_text(encoding="utf-8")
    after(page, lambda: served.small.write(own, library.replace("Say openly", "Say for once")))
    assert "Say for once" in text_of(page)
    assert f"{own}:" in (page.locator(f"#about-{PASSAGE}").text_content() or "")
    after(page, (served.small.root / own).unlink)
    assert "Say openly" in text_of(page)
    style = (packaged("templates") / "letter.css").read_text(encoding="utf-8")
    style = style.replace("size: letter;", "size: legal;", 1)
    after(page, lambda: served.small.write("templates/letter.css", style))
    assert page.locator(".page img").first.get_attribute("height") == "1008.0"


def test_a_redline_is_made_when_it_is_asked_for(served: Served, open_page: Open) -> None:
    page = open_page(served.url).page
    assert page.locator("#since").count() == 0
    page.locator("input[value=redline]").check()
    page.locator("#since").wait_for()
    assert "Begin the letter" in page.locator("#since").inner_text()
    assert page.locator(".changes:visible > li").count() >= 2
    page.keyboard.press("n")
    assert page.locator("#said").inner_text().startswith("change 1 of")


def test_a_commit_changes_what_the_version_is_called(served: Served, open_page: Open) -> None:
    page = open_page(served.url).page
    stamp = page.locator(".stamp")
    before = stamp.inner_text()
    assert "+" in before
    after(page, lambda: served_commit(served))
    assert stamp.inner_text() != before
    assert "+" not in stamp.inner_text()


def served_commit(served: Served) -> None:
    from conftest import Repository

    Repository(served.small.root, served.small, commits=1).commit("Change the letter")


@pytest.mark.parametrize("name", [".religious-freedom.yaml.swp", "religious-freedom.yaml~", "4913"])
def test_what_editors_leave_beside_a_file_is_nothing(served: Served, open_page: Open, name: str) -> None:
    page = open_page(served.url).page
    before = state_of(page)
    served.small.write(f"seeds/issues/{name}", "x")
    time.sleep(0.5)
    assert state_of(page) == before
