"""A copy's page by its form is the page that the template gives, whatever the copy's words are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from conftest import Small
from letterkit import letter as lt
from letterkit.campaign.sources import assets_of
from letterkit.values import replace
from letterkit.writers import Assets
from letterkit.writers.html import own_files, prints_words_as_they_are, to_html
from letterkit.writers.pdf import forms
from letterkit.writers.pdf.skeleton import PageSkeleton, skeleton

WORDS = (
    "Virginia",
    "Health & “Labour” <Trade>",
    "O'Brien's seat, and Zoë Łukasiewicz-Ångström",
    "the Talks in Geneva",
    "Ann Poe and Jane Doe",
    "刘晓波",
    "https://www.example.org/a/long/address/of/a/page?with=words",
    "what follows:",
    "Bilateral Talks",
    "a b",
    "5 May 2020, at 10 a.m.",
)


def copies(letter: lt.Letter, words: Sequence[str]) -> list[lt.Letter]:
    """The letter with each of these words in its own parts; all else is the same object."""
    return [_copy(letter, each) for each in words]


def _copy(letter: lt.Letter, word: str) -> lt.Letter:
    (passage, *rest) = letter.body
    assert isinstance(passage, lt.Passage)
    said = lt.Text(passage.origin, f"That concerns {word}.")
    last = lt.Text(passage.origin, f"Ask {word}")
    own = (lt.Paragraph(passage.origin, (said, lt.Emphasis(passage.origin, (last,)))),)
    (who,) = letter.addressees
    address = replace(who.address, lines=(word, *who.address.lines))
    return replace(
        letter,
        title=f"To {word}",
        running_head=word,
        addressees=(replace(who, name=word, organisation=word, address=address),),
        salutation=replace(letter.salutation, text=f"Dear {word},"),
        body=(replace(passage, children=(*passage.children, *own)), *rest),
        names=(*letter.names, word),
    )


@pytest.fixture
def letter(small: Small) -> lt.Letter:
    """The small workspace's letter."""
    made, _ = small.assemble()
    assert made is not None
    return made


def by_template(copy: lt.Letter, assets: Assets) -> object:
    page, _ = to_html(copy, assets, paged=True)
    return None if page is None else skeleton(page)


def _with_forms(trees: Sequence[lt.Letter], assets: Assets) -> list[PageSkeleton | None]:
    has_forms = prints_words_as_they_are(own_files("letter.html.jinja", assets))
    return list(forms.skeletons(trees, assets, has_forms=has_forms))


def test_a_form_gives_the_templates_page(
    letter: lt.Letter, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    assets = assets_of(small.workspace, "talks")
    trees = copies(letter, WORDS)
    wanted = [by_template(each, assets) for each in trees]
    by_itself: list[lt.Letter] = []
    original = forms._filled_in

    def filled_in(copy: lt.Letter, assets: Assets) -> object:
        by_itself.append(copy)
        return original(copy, assets)

    monkeypatch.setattr(forms, "_filled_in", filled_in)
    assert _with_forms(trees, assets) == wanted
    alone = [each.running_head for each in by_itself[1:]]  # besides the first of the form
    assert {"刘晓波", "what follows:", WORDS[6]} <= set(alone)
    assert not {WORDS[1], WORDS[2], WORDS[9], WORDS[10]} & set(alone)


def test_a_template_of_the_workspaces_own_is_filled_in_for_each(letter: lt.Letter, small: Small) -> None:
    """It may print what it likes of a word, and ask what it is."""
    assets = assets_of(small.workspace, "talks")
    packaged = (assets.templates[-1] / "letter.html.jinja").read_text(encoding="utf-8")
    asking = '{% if "Ek" in document.salutation.text %}<p>You alone</p>{% endif %}<p class="salutation"'
    small.write("templates/letter.html.jinja", packaged.replace('<p class="salutation"', asking))
    trees = copies(letter, ("Poe", "Ek", "Roe"))
    pages = _with_forms(trees, assets)
    assert pages == [by_template(each, assets) for each in trees]
    alone = [any(text[:3] == "You" for text in each.texts) for each in pages if each]
    assert alone == [False, True, False]
