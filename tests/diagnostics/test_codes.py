"""Every code is explained, and every code that is explained is used."""

from __future__ import annotations

import re

import pytest

from conftest import REPOSITORY
from letterkit.diagnostics.codes import CODES

SOURCES = sorted((REPOSITORY / "src").rglob("*.py"))


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained_in_whole_sentences(code: str) -> None:
    entry = CODES[code]
    assert re.fullmatch(r"LK[1-7]\d\d", code)
    assert entry.title
    assert not entry.title.endswith(".")
    assert entry.meaning.endswith(".")
    assert entry.mend.endswith((".", "?", "`", "}}"))


def test_the_codes_stand_in_order() -> None:
    assert list(CODES) == sorted(CODES)


def test_the_codes_used_are_the_codes_explained() -> None:
    rooms = [file.read_text(encoding="utf-8") for file in SOURCES if file.name != "codes.py"]
    assert {code for text in rooms for code in re.findall(r'"(LK\d{3})"', text)} == set(CODES)
