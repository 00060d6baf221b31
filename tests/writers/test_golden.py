"""The golden letters: every output must be the committed one, and no file may be left over.

`LETTERKIT_REWRITE=1` rewrites them; look at the difference in git before committing it.
"""

from __future__ import annotations

import json
import os
import re
from functools import partial
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml

from conftest import REPOSITORY, Small, released
from documents import from_json
from geometry import geometry
from letterkit.assemble import assemble_document
from letterkit.blocks.schemas import FOLDER
from letterkit.campaign import schemas
from letterkit.campaign.publication import public_copy
from letterkit.campaign.sources import assets_of
from letterkit.checks import check_document
from letterkit.library.index import Library
from letterkit.writers import Assets, as_printed, fragment, pdf, write
from letterkit.writers.json import schema, to_json

if TYPE_CHECKING:
    from pathlib import Path

    from letterkit.letter import Document, Letter
    from letterkit.library.workspace import Workspace

GOLDEN = REPOSITORY / "tests" / "golden"
FORMATS = ("html", "json", "txt")
PRINTED = "2016-sed"
DIALOGUES = ("2009-visit", "2013-visit", "2015-sed", "2016-sed")


@pytest.mark.parametrize("dialogue", DIALOGUES)
def test_the_documents_are_the_golden_ones(starter: Small, dialogue: str) -> None:
    workspace = starter.workspace
    made = {}
    for name in workspace.documents(dialogue):
        tree, problems = assemble_document(Library(workspace, dialogue), dialogue, name)
        assert problems == []
        assert tree is not None
        for form in FORMATS:
            content, problems = write(form, released(tree), assets_of(workspace))
            assert problems == []
            # The style sheet is the same in every page, and looked at in the PDF.
            made[f"{name}.{form}"] = re.sub(rb"<style>.*?</style>", b"", content or b"", flags=re.DOTALL)
        made |= published(workspace, dialogue, name)
        if dialogue == PRINTED:
            made |= printed(tree, assets_of(workspace))
    folder = GOLDEN / dialogue
    if os.environ.get("LETTERKIT_REWRITE"):
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in made.items():
            (folder / file).write_bytes(content)
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(kept) == sorted(made)
    for file, content in made.items():
        assert kept[file] == content, file


def published(workspace: Workspace, campaign: str, name: str) -> dict[str, bytes]:
    """The copies to publish, and the fragment for a web page."""
    tree, problems = public_copy(check_document(Library(workspace, campaign), campaign, name))
    assert problems == []
    assert tree is not None
    forms = ("txt", "json") if campaign == PRINTED else ("txt",)
    written = {
        f"{name}-public.{form}": (as_printed.write if form == "json" else partial(write, form))(
            released(tree), assets_of(workspace)
        )
        for form in forms
    }
    written[f"{name}-fragment.html"] = fragment.write(released(tree), assets_of(workspace))
    assert [problems for _, problems in written.values() if problems] == []
    return {file: content or b"" for file, (content, _) in written.items()}


def printed(tree: Document, assets: Assets) -> dict[str, bytes]:
    """The words of the review draft and of the clean PDF, each with its place on the page."""
    laid = pdf.lay_out(released(tree), assets)
    draft, problems = pdf.finish(laid, pdf.Review((), "v2-3-g1a2b3c4", "2016-05-20"))
    clean, others = pdf.finish(laid)
    assert problems + others == []
    contents = {"draft.lines.txt": draft, "clean.lines.txt": clean}
    return {name: geometry(content or b"").encode() for name, content in contents.items()}


def test_every_dialogue_has_its_golden_documents() -> None:
    dialogues = {path.stem for path in (REPOSITORY / "seeds" / "dialogues").iterdir()}
    assert dialogues == set(DIALOGUES) == {path.name for path in GOLDEN.iterdir()} - {"redlines"}


def test_the_tree_survives_json_and_follows_its_schema(letter_2016: tuple[Small, Letter]) -> None:
    _, letter = letter_2016
    text = to_json(letter)
    assert from_json(text) == letter
    jsonschema.validate(json.loads(text), schema())


def test_the_committed_schemas_are_current() -> None:
    """`letterkit schema --write` brings them up to date."""
    folder = REPOSITORY / FOLDER
    kept = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert kept == schemas.files()


class _AsAnEditorReads(yaml.SafeLoader):
    """YAML as a language server reads it: numbers are numbers, but a date is a word."""


_AsAnEditorReads.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)


@pytest.mark.parametrize(
    "file",
    sorted((REPOSITORY / "seeds").rglob("*.yaml")),
    ids=lambda file: f"{file.parent.name}/{file.stem}",
)
def test_an_editor_finds_no_mistake_in_a_seed(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    named = text.splitlines()[0].partition("$schema=")[2]
    content = json.loads((file.parent / named).resolve().read_text(encoding="utf-8"))
    jsonschema.validate(yaml.load(text, Loader=_AsAnEditorReads), content)  # noqa: S506
