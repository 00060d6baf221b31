"""The golden letters: every output must be the committed one, and no file may be left over.

`LETTERKIT_REWRITE=1` rewrites them; look at the difference in git before committing it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import jsonschema

from conftest import REPOSITORY, Small
from letterkit import schemas
from letterkit.writers import Assets, write
from letterkit.writers.json import from_json, schema, to_json

if TYPE_CHECKING:
    from letterkit.letter import Letter

GOLDEN = REPOSITORY / "tests" / "golden" / "2016-sed"
FORMATS = ("html", "json", "txt")


def test_the_2016_letter_is_the_golden_one(letter_2016: tuple[Small, Letter]) -> None:
    small, letter = letter_2016
    made = {}
    for name in FORMATS:
        content, problems = write(name, letter, Assets.of(small.workspace))
        assert problems == []
        made[f"letter.{name}"] = content
    if os.environ.get("LETTERKIT_REWRITE"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        for file, content in made.items():
            (GOLDEN / file).write_bytes(content or b"")
    kept = {path.name: path.read_bytes() for path in GOLDEN.iterdir()}
    assert kept == made


def test_the_tree_survives_json_and_follows_its_schema(letter_2016: tuple[Small, Letter]) -> None:
    _, letter = letter_2016
    text = to_json(letter)
    assert from_json(text) == letter
    import json

    jsonschema.validate(json.loads(text), schema())


def test_the_committed_schemas_are_current() -> None:
    """`letterkit schema --write` brings them up to date."""
    folder = REPOSITORY / schemas.FOLDER
    kept = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert kept == schemas.files()
