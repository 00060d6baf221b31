"""definition: what the file of a language may hold is what the documentation says."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest

from conftest import REPOSITORY
from letterkit.language.definition import (
    AddressForms,
    Delivery,
    HeadFields,
    LanguageFile,
    Phrases,
    ReadingWords,
    SpacesBefore,
    Unbroken,
)
from letterkit.language.phrases import phrases

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

GUIDE = (REPOSITORY / "docs" / "languages.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "section",
    [LanguageFile, Phrases, SpacesBefore, Unbroken, AddressForms, Delivery, HeadFields, ReadingWords],
)
def test_every_key_is_documented(section: type[DataclassInstance]) -> None:
    assert [key.name for key in fields(section) if f"`{key.name}`" not in GUIDE] == []


def test_no_key_is_documented_that_is_none() -> None:
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", GUIDE, re.MULTILINE)
    keys = {key for row in rows for key in re.findall(r"`(\w+)`", row)}
    known: set[Any] = {key.name for part in (LanguageFile, Phrases, ReadingWords) for key in fields(part)}
    assert keys <= known


@pytest.mark.parametrize("key", [key.name for key in fields(Phrases)])
def test_the_english_phrases_are_those_of_the_guide(key: str) -> None:
    shown = re.search(rf"^\| `{key}` \| .*? \| (.*?) \|$", GUIDE, re.MULTILINE)
    assert shown is not None
    assert shown[1] == getattr(phrases("en"), key)
