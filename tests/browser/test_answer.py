"""The partner's page opened from disk: read, commented, answered, by mouse and by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from browser.chromium import Open, without
from browser.conftest import RULES, begun
from browser.test_page import violations
from letterkit.library.workspace import Workspace
from letterkit.partners.approvals.parties import party_named
from letterkit.partners.approvals.standing import sign_on
from letterkit.partners.received.receive import Asked, CameAs
from letterkit.partners.received.record import REPLY
from letterkit.partners.replies.asking import page_for
from letterkit.partners.replies.mail_form import reply_in_mail
from letterkit.partners.replies.receiving import receive_reply
from letterkit.partners.replies.reply import parse_reply

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

WORDS = "is concerned about limits on the freedom of religion"


@pytest.fixture(scope="session")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a letter that changed since the last commit, for one who signs; in its workspace."""
    root = tmp_path_factory.mktemp("asked")
    of = sign_on(begun(root).workspace, "2016-sed", "letter")
    party = party_named(of.library, "freedom-house")
    page = page_for(of, party, since="HEAD", answer_to="desk@example.org")
    assert page.content is not None
    file = root / "answer.html"
    file.write_bytes(page.content)
    return file


def passage(page: Page, words: str = WORDS) -> Locator:
    return page.locator(".passage", has_text=words).first


def answered(page: Page) -> None:
    """A comment on a passage, other words for another, and a condition."""
    passage(page).locator(".say").click()
    passage(page).locator(".words").fill("openly")
    passage(page).locator(".comment").fill("Since when? </script><b>刘晓波")
    passage(page).locator(".done").click()
    other = passage(page, "Dear Secretary")
    other.locator(".say").click()
    other.locator(".wording").fill("Dear friends,")
    page.keyboard.press("Escape")
    page.check("input[value=condition]")
    page.fill("#note", "if it says since when")
    page.locator("#about label", has_text="Say openly").locator("input").check()
    page.fill("#name", "Maya Tenzin, Director")


def test_what_she_writes_is_saved_and_received(asked: Path, open_page: Open) -> None:
    watched = open_page(asked.as_uri(), accept_downloads=True)
    page = watched.page
    page.click("#save")
    assert page.inner_text("#status") == "Please write your name."
    answered(page)
    page.click("#mail")
    assert "do not fit into a mail link" in page.inner_text("#status")
    with page.expect_download() as download:
        page.click("#save")
    assert download.value.suggested_filename.startswith("2016-sed-freedom-house-")
    assert "attach this file to a mail to desk@example.org" in page.inner_text("#status")
    content = download.value.path().read_bytes()
    away = [url for url in watched.requests if not url.startswith("blob:")]
    assert away == [asked.as_uri()]
    workspace = Workspace(asked.parent)
    came = CameAs("answer.json", content, REPLY)
    read = receive_reply(Asked(workspace, "2016-sed", "2016-05-20"), parse_reply(content), came)
    record, answer = read.file.record, read.answer
    [change], [comment] = record.changes, record.comments
    assert (change.went, change.came) == ("Secretary Kerry and Secretary Lew", "friends")
    assert (comment.words, comment.text) == ("openly", "Since when? </script><b>刘晓波")
    assert comment.place is not None
    assert comment.place.block == "issues/religious-freedom"
    assert (answer.reply.answer, answer.parts) == ("condition", ("issues/religious-freedom",))


def test_unsaved_notes_are_there_again(asked: Path, open_page: Open) -> None:
    page = open_page(asked.as_uri()).page
    answered(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert "is here again" in page.inner_text("#status")
    assert "Since when?" in passage(page).locator(".said").inner_text()
    assert page.input_value("#note") == "if it says since when"
    assert page.locator("#about input:checked").count() == 1
    passage(page).locator(".say").click()
    passage(page).locator(".back").click()
    assert passage(page).locator(".said").count() == 0


def test_a_short_answer_is_a_mail_and_a_long_one_a_file(asked: Path, open_page: Open) -> None:
    page = open_page(asked.as_uri()).page
    page.check("input[value=approve]")
    page.fill("#name", "Maya Tenzin")
    passage(page).locator(".say").click()
    passage(page).locator(".comment").fill("x" * 1_600)
    page.click("#mail")
    assert "too long for a mail link" in page.inner_text("#status")
    passage(page).locator(".comment").fill("Since\nwhen?")
    with page.expect_request(lambda request: request.url.startswith("mailto:"), timeout=500) as sent:
        page.click("#mail")
    address = urlsplit(sent.value.url)
    assert (address.path, len(sent.value.url) <= 1_600) == ("desk@example.org", True)
    reply = reply_in_mail(parse_qs(address.query)["body"][0])
    assert reply is not None
    assert (reply.answer, reply.name) == ("approve", "Maya Tenzin")
    assert [each.comment for each in reply.comments] == ["Since when?"]


def test_what_changed_is_shown_or_not(asked: Path, open_page: Open) -> None:
    page = open_page(asked.as_uri()).page
    gone = passage(page).locator("del").first
    assert gone.is_visible()
    page.check("#view-now")
    assert not gone.is_visible()
    passage(page).locator(".say").click()
    assert passage(page).locator(".wording").input_value().startswith("Say openly that")


def test_the_keyboard_comments_and_finds_the_answer(asked: Path, open_page: Open) -> None:
    page = open_page(asked.as_uri()).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    button = passage(page).locator(".say")
    label = button.get_attribute("aria-label")
    assert label is not None
    assert "Say openly that" in label
    button.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "comment"
    page.keyboard.type("Since when?")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "say"
    assert "Since when?" in passage(page).inner_text()
    assert page.locator("#so-far").inner_text().startswith("comments: 1 · proposed words: 0")


@pytest.mark.parametrize(("width", "colours"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    asked: Path, open_page: Open, width: int, colours: str
) -> None:
    if not RULES.is_file():
        without("no axe-core")
    page = open_page(asked.as_uri(), width, color_scheme=colours, bypass_csp=True).page
    page.add_script_tag(path=RULES)
    assert violations(page) == []
    answered(page)
    passage(page, "Respectfully").locator(".say").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_it_is_read_and_answered_by_mail(asked: Path, open_page: Open) -> None:
    page = open_page(asked.as_uri(), java_script_enabled=False).page
    assert passage(page).is_visible()
    assert not page.locator("#save").is_visible()
    link = page.locator(".no-script a").first
    assert link.is_visible()
    reply = reply_in_mail(parse_qs(urlsplit(link.get_attribute("href") or "").query)["body"][0], "Maya")
    assert reply is not None
    assert (reply.answer, reply.organisation) == ("approve", "freedom-house")
