"""values: every value is a Struct, and what says nothing about a value makes no difference."""

from __future__ import annotations

import re
from typing import ClassVar

import pytest

from conftest import REPOSITORY
from letterkit.diagnostics.json import json_schema, json_text, read_json
from letterkit.library.finals import FinalRecord
from letterkit.values import Comparable, replace

SOURCES = REPOSITORY / "src" / "letterkit"


class Noted(Comparable, frozen=True):
    """Words, and a note on them."""

    aside: ClassVar = ("note",)

    words: str
    note: str = ""


class NotedAgain(Noted, frozen=True):
    """The same in another type."""


def test_what_is_aside_makes_no_difference() -> None:
    assert Noted("a", "b") == Noted("a", "c")
    assert hash(Noted("a", "b")) == hash(Noted("a", "c"))
    assert Noted("a", "b") != Noted("b", "b")


def test_values_of_two_types_are_not_equal() -> None:
    assert Noted("a") != NotedAgain("a")


def test_a_value_is_replaced_and_never_changed() -> None:
    noted = Noted("a", "b")
    assert replace(noted, words="c").note == "b"
    with pytest.raises(AttributeError):
        noted.words = "c"  # type: ignore[misc]


@pytest.mark.parametrize("content", [b"{", b'{"text": 1}', b"[" * 100_000, b"\xff"])
def test_a_record_of_another_form_is_a_value_error(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_json(content, FinalRecord)


def test_a_schema_follows_structs_within_structs() -> None:
    schema = json_schema(list[FinalRecord], "records")
    assert set(schema["$defs"]["FinalRecord"]["required"]) == set(FinalRecord.__struct_fields__)
    assert json_text([Noted("a")], indent=1) == '[\n {\n  "words": "a",\n  "note": ""\n }\n]\n'


def test_no_value_is_a_dataclass() -> None:
    """Each takes 0.4 ms of every command that loads its module."""
    made = {
        str(path.relative_to(SOURCES))
        for path in SOURCES.rglob("*.py")
        if re.search(r"^@dataclass", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert made == set()
