"""What an item or a paragraph asks for, or tells of."""

from __future__ import annotations

import pytest

from letterkit.importer.asking import begins_with_person


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Ana Ruiz, a teacher", True),
        ("Li Mei (aka May): poet", True),
        ("Release Ana Ruiz", False),
        ("Human Rights Watch", False),
    ],
)
def test_items_that_begin_with_a_person(text: str, is_one: bool) -> None:
    assert begins_with_person(text) is is_one
