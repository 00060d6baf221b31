"""How people bear a word as a name."""

from __future__ import annotations

import pytest

from letterkit.language.known_names import name_kinds


@pytest.mark.parametrize("word", ["Amina", "Wolfgang", "JOÃO", "Anne-Marie", "Ngozi"])
def test_a_given_name_is_known(word: str) -> None:
    assert "given" in name_kinds(word)


@pytest.mark.parametrize("word", ["Kiprop", "Hernández", "Müller", "Nguyễn", "OKAFOR"])
def test_a_family_name_is_known(word: str) -> None:
    assert "family" in name_kinds(word)


@pytest.mark.parametrize("word", ["Committee", "Syndicat", "Menschenrechte"])
def test_what_nobody_is_called_is_unknown(word: str) -> None:
    assert name_kinds(word) == ["unknown"]


@pytest.mark.parametrize("word", ["amina", "", "12", "(Amina"])
def test_what_begins_with_no_capital_is_no_name(word: str) -> None:
    assert name_kinds(word) == []
