"""translations: a block in a language has that language's words, and their places."""

from __future__ import annotations

from typing import TypeVar

from letterkit.blocks.base import BlockModel
from letterkit.blocks.models import (
    Framing,
    Person,
)
from letterkit.blocks.translations import in_language, languages, words_in
from letterkit.blocks.validation import validate
from letterkit.blocks.yaml import Document, parse

Model = TypeVar("Model", bound=BlockModel)
FRAMING = """\
title: Hope
language: en
text: |
  We hope.
translations:
  es:
    text: |
      Esperamos.
  zh-Hant: {title: 希望, text: 我們希望。}
"""
PERSON = """\
name: Zoe Vzorova
described_as: a poet
accounts:
  - as_of: 2019
    text: who is ill
    translations:
      es: {text: que está enferma}
translations:
  es: {described_as: poeta}
consent: public
"""


def read(model: type[Model], text: str) -> tuple[Model, Document]:
    document, problems = parse(text, "b.yaml")
    assert document is not None
    assert not problems
    block, problems = validate(model, document)
    assert block is not None, problems
    return block, document


def test_the_words_and_their_places() -> None:
    block, document = in_language(*read(Framing, FRAMING), "es-MX")
    assert (block.title, block.text) == ("Hope", "Esperamos.")
    assert str(document.text_location(("text",), 1, 3)) == "b.yaml:8:9"
    assert str(document.location(("title",))) == "b.yaml:1:8"


def test_another_script_is_another_language() -> None:
    block, document = read(Framing, FRAMING)
    assert in_language(block, document, "zh-TW")[0].title == "希望"
    assert in_language(block, document, "zh-CN") == (block, document)
    assert in_language(block, document, "en-GB") == (block, document)


def test_the_parts_of_a_block() -> None:
    block, document = in_language(*read(Person, PERSON), "es")
    assert (block.name, block.described_as) == ("Zoe Vzorova", "poeta")
    assert block.accounts[0].text == "que está enferma"
    assert str(document.location(("accounts", 0, "text"))) == "b.yaml:7:18"


def test_what_a_block_says_of_its_languages() -> None:
    block, _ = read(Framing, FRAMING)
    assert [words_in(block, tag) for tag in ("es-419", "zh-HK", "fr", "en")] == [
        "es-419",
        "zh-HK",
        "en",
        "en",
    ]
    assert list(languages(read(Person, PERSON)[0])) == ["es", "es"]


def test_a_person_is_known_by_the_names_of_all_languages() -> None:
    text = PERSON.replace("{described_as: poeta}", "{name: Zoé Vzorová}")
    assert list(read(Person, text)[0].names) == ["Zoe Vzorova", "Zoé Vzorová"]
