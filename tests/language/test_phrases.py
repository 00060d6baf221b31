"""phrases: the words that letterkit puts into a letter, in each language that has them."""

from __future__ import annotations

import pytest
from msgspec import structs

from letterkit.language import loader
from letterkit.language.phrases import has_phrases, phrases
from letterkit.values import replace


def test_a_language_without_a_file_gets_the_english_labels() -> None:
    assert phrases("xx") == phrases("fi-FI") == replace(phrases("en-US"), dear=None, close=None)
    assert not has_phrases("fi")
    assert has_phrases("pt-BR")


@pytest.mark.parametrize(
    ("language", "reference", "page"),
    [
        ("en-GB", "Re:", "Page 1 of 2"),
        ("de-AT", "Betreff:", "Seite 1 von 2"),
        ("es", "Asunto:", "Página 1 de 2"),
        ("fr-CA", "Objet\u00a0:", "Page 1 sur 2"),
        ("zh-CN", "事由：", "第 1 页，共 2 页"),
        ("zh", "事由：", "第 1 页，共 2 页"),
        ("zh-TW", "主旨：", "第 1 頁，共 2 頁"),
        ("zh-HK", "主旨：", "第 1 頁，共 2 頁"),
    ],
)
def test_the_words_of_a_language(language: str, reference: str, page: str) -> None:
    assert phrases(language).reference == reference
    assert phrases(language).page.format(page=1, pages=2) == page


def test_a_salutation_that_follows_rank_and_gender_is_not_guessed() -> None:
    assert [phrases(language).dear for language in ("de", "es", "fr")] == [None, None, None]
    assert phrases("en").dear == "Dear {names},"


def test_a_close_that_follows_rank_is_not_guessed() -> None:
    assert [phrases(language).close for language in ("de", "es", "fr", "ja")] == [None] * 4
    assert (phrases("en-GB").close, phrases("zh-TW").close) == ("Respectfully,", "此致敬禮！")


@pytest.mark.parametrize("name", [name for name in loader.names() if loader.load(name).phrases])
def test_every_phrase_can_be_completed(name: str) -> None:
    values = dict.fromkeys(("names", "date", "what", "name", "page", "pages"), "X")
    filled = [text.format(**values) for text in structs.astuple(phrases(name)) if text]
    assert all(text.strip() and "{" not in text for text in filled)
