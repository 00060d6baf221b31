"""The words of the languages' files as patterns."""

from __future__ import annotations

import re

import pytest

from letterkit.language import words


def test_words_of_all_languages_are_known_together() -> None:
    assert {"director", "porte-parole", "portavoz", "sprecherin"} <= words.TITLE_WORDS
    assert "parole" not in words.TITLE_WORDS
    assert {"watch", "ligue", "red", "verein", "associação"} <= words.ORGANISATION_WORDS
    assert "总统" in words.CJK_TITLES
    assert "协会" in words.CJK_ORGANISATIONS


@pytest.mark.parametrize(
    ("field", "meaning"),
    [("from", "from"), ("von", "from"), ("à", "to"), ("fecha", "date"), ("re", "subject"), ("cc", "cc")],
)
def test_a_field_of_a_memorandum_has_its_meaning(field: str, meaning: str) -> None:
    assert words.HEAD_FIELDS[field] == meaning


@pytest.mark.parametrize(
    ("line", "is_field"),
    [("From: Ada", True), ("**Sent:** today", True), ("Envoyé : hier", True), ("Talks: today", False)],
)
def test_a_field_of_a_mail(line: str, is_field: bool) -> None:
    assert (words.HEAD_FIELD.match(line) is not None) is is_field


@pytest.mark.parametrize("line", ["To: Ada", "Attn: Ada", "À l’attention de : Ada", "An die: Ada"])
def test_what_stands_before_an_address(line: str) -> None:
    assert words.ADDRESSED_TO.sub("", line) == "Ada"


def test_small_words_of_names_are_of_every_language() -> None:
    assert {"de", "bin", "von", "af"} <= set(words.NAME_PARTICLES)
    assert {"de", "bin", "von", "zu"} <= words.PARTICLES_ON_LINES
    assert {"of", "pour", "gegen", "&"} <= words.JOINING_WORDS


@pytest.mark.parametrize(
    "line", ["3", "- 3 -", "Page 3 of 7", "p. 3", "Pág. 3/7", "Seite 3 von 7", "第 3 页"]
)
def test_the_number_of_a_page(line: str) -> None:
    assert words.PAGE_NUMBER.fullmatch(line)


@pytest.mark.parametrize("line", ["p. 3 of the report", "3 organisations", "No. 3"])
def test_a_number_of_something_else(line: str) -> None:
    assert words.PAGE_NUMBER.search(line) is None


@pytest.mark.parametrize("word", ["our", "their", "its"])
def test_another_small_word_is_no_article(word: str) -> None:
    assert not re.fullmatch(words.ARTICLES, word)


def test_as_well_as_joins_names_alone() -> None:
    assert re.fullmatch(words.BEHIND_NAMES, "as well as")
    assert "as well as" not in words.AND_OR


@pytest.mark.parametrize(
    ("text", "language", "parted"),
    [
        ("H.E. Mr. Don Pramudwinai", "en-US", ("H.E. Mr.", "Don Pramudwinai")),
        ("Don Felipe", "es", ("Don", "Felipe")),
        ("M. Jean Roi", "en", ("M.", "Jean Roi")),
        ("M. K. Roe", "en", ("", "M. K. Roe")),
        ("M. J. Roi", "fr", ("M.", "J. Roi")),
        ("Son Excellence Jean Roi", "en", ("Son Excellence", "Jean Roi")),
        ("Mme Marie Roi", "en", ("Mme", "Marie Roi")),
        ("Don Felipe", "und", ("Don", "Felipe")),
        ("THE RT. HON. SIR ANN ROE", "en", ("THE RT. HON. SIR", "ANN ROE")),
        ("HE MR BAN", "en", ("HE MR", "BAN")),
        ("ANN ROE", "en", ("", "ANN ROE")),
    ],
)
def test_a_form_of_honour_is_of_the_language_of_its_letter(
    text: str, language: str, parted: tuple[str, str]
) -> None:
    assert words.split_honorific(text, language) == parted
