"""definition: what the file of a language may hold is what the documentation says."""

from __future__ import annotations

import re

import pytest
from msgspec import Struct

from conftest import REPOSITORY
from letterkit.language.definition import (
    AddressForms,
    Delivery,
    HeadFields,
    LanguageFile,
    PageNumbers,
    Phrases,
    ReadingWords,
    SpacesBefore,
    Unbroken,
)
from letterkit.language.phrases import phrases

GUIDE = (REPOSITORY / "docs" / "languages.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "section",
    [
        LanguageFile,
        Phrases,
        SpacesBefore,
        Unbroken,
        AddressForms,
        Delivery,
        HeadFields,
        PageNumbers,
        ReadingWords,
    ],
)
def test_every_key_is_documented(section: type[Struct]) -> None:
    assert [key for key in section.__struct_fields__ if f"`{key}`" not in GUIDE] == []


def test_no_key_is_documented_that_is_none() -> None:
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", GUIDE, re.MULTILINE)
    keys = {key for row in rows for key in re.findall(r"`(\w+)`", row)}
    known = {key for part in (LanguageFile, Phrases, ReadingWords) for key in part.__struct_fields__}
    assert keys <= known


@pytest.mark.parametrize("key", Phrases.__struct_fields__)
def test_the_english_phrases_are_those_of_the_guide(key: str) -> None:
    shown = re.search(rf"^\| `{key}` \| .*? \| (.*?) \|$", GUIDE, re.MULTILINE)
    assert shown is not None
    assert shown[1] == getattr(phrases("en"), key)
