"""Names on a page: marked for a screen, joined for the PDF, the words the same."""

from __future__ import annotations

import html
import re

import pytest

from conftest import Small, released
from letterkit import letter as lt
from letterkit.values import replace
from letterkit.writers.unbroken import JOINER, kept_together


@pytest.fixture
def document(small: Small) -> lt.Letter:
    letter, _ = small.assemble()
    assert letter is not None
    return replace(letter, names=("Jane Doe", "Students & Scholars"))


def joined(words: str, document: lt.Letter) -> str:
    """Words of a page's body as the PDF has them, `_` for a joiner."""
    page = kept_together(
        f"<head><title>Jane Doe</title></head><body>{words}</body>", document, paged=True
    )
    assert page.startswith("<head><title>Jane Doe</title></head><body>")
    return page.partition("<body>")[2].removesuffix("</body>").replace(JOINER, "_")


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("<p>we name Jane Doe in every one of these letters</p>", "Jane _Doe"),
        ("<p>we name <strong>Jane</strong> Doe in every one of these letters</p>", "</strong> _Doe"),
        ("<p>of Students &amp; Scholars in every one of these letters</p>", "Students _&amp; _Scholars"),
        ("<p>they say it in every year.</p>", "in every _year."),
        ("<p>so it is in every <em>year.</em></p>", "in every <em>_year.</em>"),
        ("<p>so it is in every<br>year.</p>", "every<br>year."),
        (
            '<p>a call<sup class="call"><a>1</a></sup><span class="note">1 it is so.</span> for us.</p>',
            "it _is _so.",
        ),
        ("<p>at www.example.org/long/<wbr>page.</p>", "long/_page."),
    ],
)
def test_lines_do_not_end_there(words: str, made: str, document: lt.Letter) -> None:
    assert made in joined(words, document)


def test_the_same_words_are_marked_by_the_names_of_each_document(document: lt.Letter) -> None:
    """Copies of a letter share what was found in their words, but not whose names they know."""
    words = "<p>we ask that anna of the hill be heard in every one of these letters</p>"
    known = replace(document, names=("anna of the hill",))
    for _ in range(2):
        assert "anna of the hill" in joined(words, document)
        assert "anna _of _the _hill" in joined(words, known)


def test_a_guess_breaks_no_name_that_is_known(document: lt.Letter) -> None:
    name = "U.S.–China Human Rights Dialogue"
    federation = "Independent Federation of Chinese Students"
    known = replace(document, names=(federation, name))
    made = joined(f"<p>we ask the {federation} {name} why it was so in each of these years</p>", known)
    assert "U.S.–_China _Human _Rights _Dialogue" in made


def test_no_run_is_longer_than_its_line(document: lt.Letter) -> None:
    """Two names that meet, in a column of a signature block: neither is broken in a word."""
    words = "Freedom House East Turkestan and Hong Kong 27"
    names = ("Freedom House", "East Turkestan and Hong Kong")
    page = f'<div class="signatures"><p class="signatory"><span>{words}</span></p></div>'
    made = joined(page, replace(document, names=names))
    longest = max(len(run) for run in re.sub("<[^>]*>", "", made).replace(" _", "_").split(" "))
    assert longest <= 18


def test_a_screen_has_elements_and_the_same_words(document: lt.Letter) -> None:
    page = "<body><p>we name <em>Jane</em> Doe &amp; others, and Hong Kong</p></body>"
    made = kept_together(page, document, paged=False)
    assert '<span class="unbroken">Hong Kong</span>' in made
    assert '<em><span class="unbroken">Jane</span></em><span class="unbroken"> Doe</span>' in made
    words = [html.unescape(re.sub("<[^>]*>", "", each)) for each in (page, made)]
    assert words[0] == words[1]


def test_text_and_json_know_nothing_of_it(small: Small) -> None:
    from letterkit.campaign.sources import assets_of
    from letterkit.writers import write

    letter, _ = small.assemble()
    assert letter is not None
    assert "Jane Doe" in letter.names
    assets = assets_of(small.workspace)
    for form in ("txt", "json"):
        assert write(form, released(letter), assets) == write(
            form, released(replace(letter, names=())), assets
        )
        assert JOINER not in (write(form, released(letter), assets)[0] or b"").decode()
