"""JSON for other programs: how every result is written, and how its JSON Schema is made.

It stands in the lowest room because every room above prints results, problems being the first of them.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

DRAFT = "https://json-schema.org/draft/2020-12/schema"
"""The edition of JSON Schema that every schema of letterkit is written in."""


def json_text(value: object) -> str:
    """A result as JSON, in lines indented by two spaces; a dataclass becomes an object of its fields."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=asdict) + "\n"


def parsed_json(content: str | bytes) -> Any:
    """What a record or an attachment holds that somebody may have changed.

    Raises ValueError where it is no JSON, or has more brackets within one another than Python follows.
    """
    try:
        return json.loads(content)
    except RecursionError:
        raise ValueError("brackets nested too deep") from None


def json_schema(form: Any, title: str) -> dict[str, Any]:
    """The JSON Schema of what `json_text` makes of a `form`: a dataclass, or a list of them.

    Every field is required and no other member allowed; a dataclass' docstring is its description.
    """
    from pydantic import TypeAdapter

    described = TypeAdapter(form).json_schema(mode="serialization")
    for part in (described, *described.get("$defs", {}).values()):
        if "properties" in part:
            part["additionalProperties"] = False
    described.pop("title", None)
    return {"$schema": DRAFT, "title": title, **described}
