"""The review page opened from disk: read, walked through by keyboard, looked at by axe-core."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser.chromium import Open, without
from browser.conftest import PASSAGE, RULES

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = (360, 768, 1280)


def said(page: Page) -> str:
    """What a screen reader is told last."""
    return page.locator("#said").inner_text()


def test_no_request_leaves_the_page(written: Path, open_page: Open) -> None:
    watched = open_page(written.as_uri())
    for view in range(watched.page.locator("input[name=view]").count()):
        watched.page.locator("input[name=view]").nth(view).check()
    away = [url for url in watched.requests if not url.startswith("data:")]
    assert away == [written.as_uri()]


def test_a_click_on_a_passage_shows_where_it_comes_from(written: Path, open_page: Open) -> None:
    page = open_page(written.as_uri()).page
    page.locator(f".view:visible .region[data-passage={PASSAGE}] .line").first.click()
    about = page.locator(f"#about-{PASSAGE}")
    shown = about.inner_text()
    assert "issues/religious-freedom" in shown
    assert "seeds/issues/religious-freedom.yaml:6" in shown
    assert "${EDITOR:-nano} +6 seeds/issues/religious-freedom.yaml" in shown
    assert re.search(r"verified\s+2016-06", shown)
    assert "Say openly that the United States" in shown
    assert page.locator("[data-about]:visible").count() == 1


def test_a_finding_stands_with_its_passage(written: Path, open_page: Open) -> None:
    page = open_page(written.as_uri()).page
    page.keyboard.press("j")
    assert said(page).startswith("finding 1 of 1: Warning LK431 verified 2014-01")
    about = page.locator("[data-about]:visible")
    assert about.count() == 1
    assert "LK431" in about.inner_text()
    assert "issues/restrictive-laws" in about.inner_text()


def test_of_a_case_the_people_are_told_and_of_a_signatory_the_member(
    written: Path, open_page: Open
) -> None:
    page = open_page(written.as_uri()).page
    page.locator(".outline:visible a", has_text="Ilham Tohti").click()
    about = page.locator("[data-about]:visible").inner_text()
    assert re.search(r"people/\d", about)  # a person's file is counted, not named
    assert "ilham-tohti" not in about
    page.locator(".outline:visible a", has_text="Freedom House").click()
    assert "seeds/organisations/freedom-house.yaml" in page.locator("[data-about]:visible").inner_text()


def test_every_change_is_reached_by_keyboard(written: Path, open_page: Open) -> None:
    page = open_page(written.as_uri()).page
    page.keyboard.press("3")
    assert said(page).startswith("Redline since")
    count = page.locator(".changes:visible > li").count()
    assert count >= 2
    heard = []
    for number in range(1, count + 1):
        page.keyboard.press("n")
        heard.append(said(page))
        assert heard[-1].startswith(f"change {number} of {count}: ")
        assert page.locator(".changes:visible [aria-current]").count() == 1
    assert len(set(heard)) == count
    page.keyboard.press("n")
    assert said(page) == heard[0]
    page.keyboard.press("p")
    assert said(page) == heard[-1]


def test_a_passage_is_chosen_and_left_by_keyboard(written: Path, open_page: Open) -> None:
    page = open_page(written.as_uri()).page
    handle = page.locator(f".view:visible .region[data-passage={PASSAGE}] .handle")
    handle.focus()
    page.keyboard.press("Enter")
    focused = "document.activeElement.id"
    assert page.evaluate(focused) == f"about-{PASSAGE}-title"
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == handle.get_attribute("id")
    assert page.locator("[data-about]:visible").count() == 0


def test_the_tab_key_gets_everywhere_and_out_again(written: Path, open_page: Open) -> None:
    page = open_page(written.as_uri()).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    places = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        where = page.evaluate("document.activeElement.closest('header, nav, main, aside')?.tagName")
        if where is None:  # past the end, in the browser's own
            break
        places.add(where)
    else:
        pytest.fail("the focus does not leave the page")
    assert places >= {"HEADER", "NAV", "MAIN"}


def test_single_keys_can_be_turned_off(written: Path, open_page: Open) -> None:
    """WCAG 2.2, 2.1.4."""
    page = open_page(written.as_uri()).page
    page.locator(".more summary").click()
    page.locator("#keys").uncheck()
    page.keyboard.press("j")
    assert said(page) == ""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing(written: Path, open_page: Open, width: int, colours: str) -> None:
    if not RULES.is_file():
        without("no axe-core")
    page = open_page(written.as_uri(), width, color_scheme=colours, bypass_csp=True).page
    page.add_script_tag(path=RULES)
    for view in range(page.locator("input[name=view]").count()):
        page.locator("input[name=view]").nth(view).check()
        page.evaluate(f"document.querySelector('.outline [data-select={PASSAGE}]').click()")
        assert violations(page) == []


def violations(page: Page, within: str = "document") -> list[str]:
    """What axe-core finds by the rules of WCAG 2.2 A and AA, and by its own best practices."""
    tags = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
    found = page.evaluate(f"axe.run({within}, {{runOnly: {tags}}}).then((results) => results.violations)")
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_width_scrolls_sideways(written: Path, open_page: Open, width: int) -> None:
    page = open_page(written.as_uri(), width).page
    for zoom in ("fit", "100", "200"):
        page.locator("#zoom").select_option(zoom)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_words_lie_where_they_are_printed(written: Path, open_page: Open) -> None:
    page = open_page(written.as_uri()).page
    lines = page.locator(".view:visible .line")
    apart = lines.evaluate_all("""(lines) => lines.filter((line) => {
        const range = document.createRange();
        range.selectNodeContents(line);
        const [box, words] = [line.getBoundingClientRect(), range.getBoundingClientRect()];
        return words.width > box.width * 1.02 || Math.abs(words.left - box.left) > 2
          || words.top < box.top - 4 || words.bottom > box.bottom + 4;
    }).map((line) => line.textContent)""")
    assert apart == []


def test_without_scripts_pages_and_passages_can_be_read(written: Path, open_page: Open) -> None:
    page = open_page(written.as_uri(), java_script_enabled=False).page
    assert page.locator(".view:visible").count() == 3
    assert page.locator(".tools").is_hidden()
    page.locator(".outline a", has_text="Freedom of religion").first.click()
    assert page.url.endswith(PASSAGE)
    page.locator(f"#about-{PASSAGE}").scroll_into_view_if_needed()
    assert "seeds/issues/religious-freedom.yaml:6" in page.locator(f"#about-{PASSAGE}").inner_text()


def test_the_pages_alone_are_printed(written: Path, open_page: Open) -> None:
    from pypdfium2 import PdfDocument

    page = open_page(written.as_uri()).page
    pages = page.locator(".view:visible .page").count()
    with PdfDocument(page.pdf(prefer_css_page_size=True)) as document:
        assert len(document) == pages
        assert document.get_page_size(0) == (612, 792)
    page.locator(".more summary").click()
    page.locator("#print-findings").check()
    with PdfDocument(page.pdf(prefer_css_page_size=True)) as document:
        assert len(document) == pages + 1
        assert "LK431" in document[pages].get_textpage().get_text_range()


def test_the_colours_can_be_chosen(written: Path, open_page: Open) -> None:
    page = open_page(written.as_uri(), color_scheme="light").page
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.locator(".more summary").click()
    page.locator("#theme").select_option("dark")
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    assert page.evaluate(ground) == dark
