"""Letter → JSON: the tree as it is, in a stable format with a schema."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from letterkit.letter import FORMAT, Letter
from letterkit.writers import Assets, Written


def write(letter: Letter, assets: Assets) -> Written:
    """The tree as JSON, UTF-8."""
    return to_json(letter).encode(), []


def to_json(letter: Letter) -> str:
    """The tree as JSON; the same letter gives the same text."""
    return json.dumps(asdict(letter), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Letter:
    """Read the tree back. Raises pydantic.ValidationError where it does not follow the schema."""
    from pydantic import TypeAdapter

    return TypeAdapter(Letter).validate_json(text)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the tree."""
    from pydantic import TypeAdapter

    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        **TypeAdapter(Letter).json_schema(),
    }
