"""What partners propose, decided on the live review page: by keyboard, as axe-core would have it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.chromium import Open, without
from browser.conftest import RULES
from browser.test_page import violations
from conftest import SMALL, Served, Small, serving
from partners.answers import answer

WORDS = "we write to you"


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The small letter, served live, with what two partners want who contradict each other."""
    small = Small(tmp_path_factory.mktemp("proposed"))
    for path, text in SMALL.items():
        small.write(path, text)
    answer(small, "rights-now", {WORDS: "we turn to you"}, comments={WORDS: "Too weak?"}, by="Ana")
    answer(small, "open-courts", {WORDS: "we appeal to you", "Jane Doe": "Jane Dow"})
    with serving(small) as served:
        yield served


def own_copy(served: Served) -> Path:
    return served.small.root / "campaigns/talks/blocks/framing/opening.yaml"


def test_it_is_decided_by_keyboard(proposed: Served, open_page: Open) -> None:
    page = open_page(proposed.url).page
    assert page.locator("#proposals-title").inner_text() == "Partners: 4 of 4 to decide"
    row = page.locator(".contradicting .proposal")
    assert row.count() == 2
    assert row.nth(0).bounding_box()["y"] == row.nth(1).bounding_box()["y"]  # type: ignore[index]
    while "turn" not in "".join(page.locator("[data-proposal][aria-current]").all_inner_texts()):
        page.keyboard.press("v")
    assert page.locator("#said").inner_text().startswith("proposal ")
    page.keyboard.press("a")
    page.locator("#decided", has_text="is accepted; and the text is changed").wait_for()
    page.locator(".line", has_text="we turn to you").first.wait_for(state="attached")
    assert "we turn to you" in own_copy(proposed).read_text(encoding="utf-8")
    assert page.locator(".proposal", has_text="another one was accepted").count() == 1
    taken = page.locator(".proposal", has_text="turn").first
    taken.focus()
    page.keyboard.press("u")
    page.locator("#decided", has_text="is taken back").wait_for()
    assert not own_copy(proposed).exists()


def test_a_comment_is_answered_and_what_is_typed_elsewhere_stays(
    proposed: Served, open_page: Open
) -> None:
    page = open_page(proposed.url).page
    page.locator(".proposal", has_text="Dow").locator("textarea").fill("I will ask")
    page.locator(".proposal", has_text="Too weak?").focus()
    page.keyboard.press("w")
    page.keyboard.type("No: it is as strong as ours can be. a r u")
    page.locator(".proposal", has_text="Too weak?").get_by_role("button", name="Answer").click()
    page.locator("#decided", has_text="is answered").wait_for()
    assert "Answered: No: it is" in page.locator(".proposal", has_text="Too weak?").inner_text()
    assert page.locator(".proposal", has_text="Dow").locator("textarea").input_value() == "I will ask"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(proposed: Served, open_page: Open, scheme: str) -> None:
    if not RULES.exists():
        without("no axe-core")
    page = open_page(proposed.url, color_scheme=scheme, bypass_csp=True).page
    page.keyboard.press("v")
    page.add_script_tag(path=RULES)
    assert violations(page, "'.proposals'") == []


def test_it_fits_a_small_screen(proposed: Served, open_page: Open) -> None:
    page = open_page(proposed.url, width=320, height=800).page
    page.keyboard.press("v")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
