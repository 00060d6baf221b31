"""Prose is told from names."""

from __future__ import annotations

from letterkit.importer.entries import is_prose


def test_prose_is_told_from_names() -> None:
    assert is_prose("We write to you about the people who were arrested in the spring.")
    assert not is_prose("International Federation for Human Rights (FIDH)")
