"""The review page as a file: what it holds and leaves out, and that nothing of the workspace's runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from conftest import REPOSITORY, Repository, Small, released
from letterkit.campaign.render import Order
from letterkit.library.workspace import Workspace
from letterkit.review.document import CannotPrintError
from letterkit.review.static_page import static_page

OPENING = "seeds/framing/opening.yaml"
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'`&amp;"


def page(small: Small, *since: str, campaign: str = "talks") -> str:
    """The review page of the letter."""
    order = Order(small.workspace, campaign, ("letter",))
    return static_page(order, "letter", since, lambda message: None).decode()


def words_of(html: str) -> str:
    """What can be read on the page, and in its attributes, without the pictures."""
    shown = re.sub(r"<(style|script).*?</\1>|data:image/[^\"]*", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"</?[a-z][^\s>]*|>", " ", shown).split())


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the text of those of some names."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of the elements of that name."""
        return [attributes for name, attributes in self.found if name == tag]


def test_the_page_needs_nothing_beside_it(small: Small) -> None:
    html = page(small)
    elements = Elements(html)
    assert elements.of("link") == [{"rel": "icon", "href": "data:,"}]
    assert all((image["src"] or "").startswith("data:image/png;base64,") for image in elements.of("img"))
    assert "src" not in elements.of("script")[0]
    assert "url(" not in html
    assert "@import" not in html


def test_its_policy_allows_its_own_style_and_script_alone(small: Small) -> None:
    (policy,) = (
        each["content"] or ""
        for each in Elements(page(small)).of("meta")
        if each.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_every_line_of_the_letter_is_in_it(starter: Small) -> None:
    from letterkit.campaign.sources import assets_of
    from letterkit.writers import write

    letter, _ = starter.assemble("2016-sed")
    assert letter is not None
    text = (write("txt", released(letter), assets_of(starter.workspace))[0] or b"").decode()
    shown = words_of(page(starter, campaign="2016-sed"))
    for words in ("Say in public that the United States", "Respectfully,", "The Honorable John F. Kerry"):
        assert words in " ".join(text.split())
        assert words in shown


@pytest.mark.parametrize("hostile", [HOSTILE, "<!--", "]]>", "javascript:alert(1)", "</style><b>"])
def test_hostile_words_stay_words(small: Small, hostile: str) -> None:
    quoted = "'" + hostile.replace("'", "''") + "'"
    plain = Elements(page(small))
    small.change("seeds/issues/release.yaml", "title: Release", f"title: {quoted}")
    small.change("seeds/people/jane-doe.yaml", "name: Jane Doe", f"name: {quoted}")
    small.change("seeds/organisations/rights-now.yaml", "name: Rights Now", f"name: {quoted}")
    small.change("seeds/addresses/minister.yaml", "office: Minister of State", f"office: {quoted}")
    small.change(
        OPENING,
        "title: Opening",
        f"title: {quoted}\nsources:\n  - {{title: 'a\u2028b', publisher: {quoted}, url: 'https://e.org/\"><script>alert(1)</script>'}}",
    )
    spoilt = Elements(page(small))
    template = (REPOSITORY / "templates/review/page.html.jinja").read_text(encoding="utf-8")
    assert {tag for tag, _ in spoilt.found} <= set(re.findall(r"<([a-z]+[1-6]?)\b", template))
    assert len(spoilt.of("img")) == len(plain.of("img"))
    assert len(spoilt.of("script")) == len(plain.of("script"))
    assert len(spoilt.of("style")) == len(plain.of("style"))
    assert [a for _, a in spoilt.found if any(name.startswith("on") for name in a)] == []
    assert [a for a in spoilt.of("a") if (a.get("href") or "").startswith("javascript")] == []


def test_of_a_person_nothing_is_told_but_what_the_letter_prints_and_how_it_was_checked(
    small: Small,
) -> None:
    small.change(
        "seeds/people/jane-doe.yaml",
        "consent: public",
        "born: 1980-05-06\nnote: her sister in Lyon told us\nconsent: letter",
    )
    html = words_of(page(small))
    assert "Jane Doe" in html
    for secret in ("1980", "sister", "2018-02"):
        assert secret not in html
    assert "may be named in letters" in html


def test_a_person_who_may_not_be_named_is_not(small: Small) -> None:
    small.change("seeds/people/jane-doe.yaml", "consent: public", "consent: none")
    assert "Jane Doe" not in page(small)


def test_a_person_who_may_no_longer_be_named_is_not_in_the_redline_either(repository: Repository) -> None:
    small = repository.small
    small.change("seeds/people/jane-doe.yaml", "consent: public", "consent: none")
    small.change(OPENING, "we write to you", "we write again")
    assert "Jane Doe" not in page(small, "HEAD")


def test_a_letter_that_cannot_be_made_is_told(small: Small) -> None:
    small.change(OPENING, "text: |", "txt: |")
    with pytest.raises(CannotPrintError) as told:
        page(small)
    assert {problem.location.file for problem in told.value.problems} == {OPENING}


def test_without_git_there_is_no_redline(small: Small, no_git_settings: None) -> None:
    assert "Redline" not in page(small)


def test_the_last_commit_that_changed_the_letter_is_compared_with(repository: Repository) -> None:
    small = repository.small
    small.change(OPENING, "we write to you", "we write again")
    repository.commit("Write again")
    small.write("notes.txt", "nothing of the letter's")
    repository.commit("Take a note")
    html = page(small)
    assert html.count('class="view"') == 3
    assert "was <del>to you</del>" in html
    small.change(OPENING, "we write again", "we call")
    assert "was <del>write again</del>" in page(small)


def test_any_revisions_may_be_named(repository: Repository) -> None:
    small = repository.small
    small.change(OPENING, "we write to you", "we write again")
    repository.commit("Write again")
    html = page(small, "HEAD", "HEAD~1", "no-such-revision")
    assert html.count('class="view"') == 5
    assert "No word of the letter differs." in html
    assert "there is no revision &#39;no-such-revision&#39;" in html


def test_its_template_cannot_be_replaced(small: Small) -> None:
    for name in ("page.html.jinja", "page.css", "page.js"):
        small.write(f"templates/review/{name}", "the workspace's own")
    assert "the workspace's own" not in page(small)


def test_the_script_names_no_word_of_a_letter() -> None:
    """It is one file for all letters: the page's policy knows it by its digest."""
    template = (REPOSITORY / "templates/review/page.html.jinja").read_text(encoding="utf-8")
    assert re.findall(r"<script>(.*?)</script>", template, re.DOTALL) == ["{{ script }}"]
    assert re.findall(r"<style[^>]*>(.*?)</style>", template) == ["{{ style }}", "{{ places }}"]


def test_a_workspace_can_be_anywhere(tmp_path: Path, small: Small) -> None:
    moved = tmp_path / "a folder <b>&'\""
    small.root.rename(moved)
    order = Order(Workspace(moved), "talks", ("letter",))
    assert str(moved) not in static_page(order, "letter", (), lambda message: None).decode()
