"""A workspace made new: what it holds, and that no folder in use is touched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from conftest import REPOSITORY
from letterkit import checks
from letterkit.blocks.kinds import KINDS
from letterkit.campaign import schemas
from letterkit.campaign.starter import new_example, new_workspace, own_templates
from letterkit.diagnostics import LetterkitError
from letterkit.library.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


def test_it_holds_the_library_the_guides_and_the_schemas(tmp_path: Path) -> None:
    new_workspace(tmp_path / "ours").write()
    root = tmp_path / "ours"
    assert Workspace.find(root) == Workspace(root)
    assert checks.check(Workspace(root)) == []
    for file in (REPOSITORY / "seeds").rglob("*.yaml"):
        assert (root / file.relative_to(REPOSITORY)).read_bytes() == file.read_bytes()
    kept = {file.name: file.read_text(encoding="utf-8") for file in (root / "schemas").iterdir()}
    assert kept == schemas.files()


def test_what_is_referred_to_is_there(tmp_path: Path) -> None:
    """By findings, by other guides, and by the guide to what a letter looks like."""
    new_workspace(tmp_path).write()
    guides = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "docs").glob("*.md")}
    code = "".join(file.read_text(encoding="utf-8") for file in (REPOSITORY / "src").rglob("*.py"))
    named = set(re.findall(r"docs/([\w-]+\.md)", code))
    named |= {name for text in guides.values() for name in re.findall(r"\]\(([\w-]+\.md)", text)}
    assert named <= guides.keys()
    own_templates(Workspace(tmp_path)).write()
    told = set(re.findall(r"`([\w-]+\.html\.jinja)`", guides["pdf.md"]))
    assert told <= {file.name for file in (tmp_path / "templates").iterdir()}
    pictures = set(re.findall(r"\]\((looks/[\w-]+\.png)\)", guides["looks.md"]))
    assert len(pictures) == 8
    assert [name for name in pictures if not (tmp_path / "docs" / name).is_file()] == []
    wheel = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    assert [name for name in guides if f'"docs/{name}"' not in wheel] == []


def test_templates_come_where_they_are_asked_for(tmp_path: Path) -> None:
    new_workspace(tmp_path / "plain").write()
    assert not list((tmp_path / "plain").rglob("*.jinja"))
    new_workspace(tmp_path / "ours", templates=True).write()
    root = tmp_path / "ours"
    for file in (root / "templates").iterdir():
        assert file.read_bytes() == (REPOSITORY / "templates" / file.name).read_bytes()
    assert own_templates(Workspace(root)).files == {}
    (root / "templates" / "letter.css").write_text("mine", encoding="utf-8")
    (root / "templates" / "parts.html.jinja").unlink()
    plan = own_templates(Workspace(root))
    assert list(plan.files) == [root / "templates" / "parts.html.jinja"]
    plan.write()
    assert (root / "templates" / "letter.css").read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    new_workspace(tmp_path).write()
    assert (tmp_path / "campaigns" / "README.md").is_file()


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    for place in (tmp_path, tmp_path / "notes.txt"):
        with pytest.raises(LetterkitError, match="exists and is not empty") as caught:
            new_workspace(place)
        assert caught.value.status == 1
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


def test_an_empty_library_teaches_what_belongs_into_each_folder(tmp_path: Path) -> None:
    new_workspace(tmp_path / "ours", empty=True).write()
    root = tmp_path / "ours"
    assert list((root / "seeds").rglob("*.yaml")) == []
    assert checks.check(Workspace(root)) == []
    for kind in KINDS:
        page = (root / "seeds" / kind.folder / "README.md").read_text(encoding="utf-8")
        assert f"```yaml\n# seeds/{kind.folder}/" in page
        for target in re.findall(r"\]\(([^)#:]+)", page):
            assert (root / "seeds" / kind.folder / target).is_file(), target


def test_the_example_is_a_letter_made(tmp_path: Path) -> None:
    begun = new_example(tmp_path / "ours")
    assert not begun.is_refused
    assert (tmp_path / "ours/campaigns/2016-sed/out/letter.pdf").is_file()
    with pytest.raises(LetterkitError, match="not empty"):
        new_example(tmp_path / "ours")
