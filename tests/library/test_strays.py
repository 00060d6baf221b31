"""strays: files and folders whose names nothing reads, each with the name it should have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.checks import check
from letterkit.diagnostics import Diagnostic, LetterkitError, Severity
from letterkit.library import strays
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace

if TYPE_CHECKING:
    from conftest import Small


def told(problems: list[Diagnostic]) -> list[tuple[str, str | None]]:
    """File and hint of each problem, all of which must be LK209."""
    assert {(problem.code, problem.severity) for problem in problems} <= {("LK209", Severity.WARNING)}
    return [(problem.location.file, problem.hint) for problem in problems]


def test_the_small_workspace_has_none(small: Small) -> None:
    assert told(Library(small.workspace).misnamed()) == []


@pytest.mark.parametrize(
    ("file", "stray", "hint"),
    [
        ("seeds/organization/north.yaml", "seeds/organization/", "rename it to organisations/"),
        ("seeds/Issues/north.yaml", "seeds/Issues/", "rename it to issues/"),
        ("seeds/case_lists/north.yaml", "seeds/case_lists/", "rename it to case-lists/"),
        ("campaign/x/campaign.yaml", "campaign/", "move what is in it into campaigns/"),
        ("Templates/letter.css", "Templates/", "rename it to templates/"),
        ("seeds/people/Ana María.YAML", "seeds/people/Ana María.YAML", "rename it to ana-maria.yaml"),
        ("seeds/people/ana.yaml.txt", "seeds/people/ana.yaml.txt", "rename it to ana.yaml"),
        ("seeds/people/ana.txt", "seeds/people/ana.txt", "rename it to ana.yaml, if it is a block"),
        (
            "seeds/people/jane-doe.yml",
            "seeds/people/jane-doe.yml",
            "jane-doe.yaml is there too: keep one of them, under that name",
        ),
        (
            "seeds/people/ana.yaml.orig",
            "seeds/people/ana.yaml.orig",
            "it looks like a copy: delete it, or move it out of the workspace",
        ),
        (
            "seeds/people/north/ana.yaml",
            "seeds/people/north/",
            "move its files up into seeds/people/; folders are not looked into",
        ),
        (
            "campaigns/spring.yaml",
            "campaigns/spring.yaml",
            "put it into campaigns/spring/, named campaign.yaml",
        ),
        ("campaigns/new/campaign.yml", "campaigns/new/campaign.yml", "rename it to campaign.yaml"),
        ("campaigns/new/block/framing/a.yaml", "campaigns/new/block/", "rename it to blocks/"),
    ],
)
def test_a_name_that_nothing_reads(small: Small, file: str, stray: str, hint: str) -> None:
    small.write(file, "title: T")
    assert told(Library(small.workspace).misnamed()) == [(stray, hint)]
    assert (stray, hint) in told([p for p in check(small.workspace) if p.code == "LK209"])


@pytest.mark.parametrize("name", ["opening.yaml", "opening.yml", "opening.yaml.txt"])
def test_a_block_beside_the_folders(small: Small, name: str) -> None:
    small.write(f"seeds/{name}", "title: T")
    ((file, hint),) = told(Library(small.workspace).misnamed())
    assert file == f"seeds/{name}"
    assert hint is not None
    assert hint.startswith("move it into the folder of its kind: dialogues/, addresses/")


def test_a_folder_that_is_like_none(small: Small) -> None:
    small.write("seeds/letters/a.yaml", "title: T")
    ((_, hint),) = told(Library(small.workspace).misnamed())
    assert hint is not None
    assert hint.startswith("the folders of blocks are ")


@pytest.mark.parametrize(
    "file",
    [
        "seeds/README.md",
        "seeds/notes.md",
        "seeds/.gitkeep",
        "scripts/x.sh",
        "docs/x.md",
        "campaigns/talks/notes.docx",
        "campaigns/talks/left-out.txt",
        "seeds/notes.txt",
        "campaigns/talks/out/letter.yaml",
        "campaigns/README.md",
    ],
)
def test_what_may_lie_there(small: Small, file: str) -> None:
    small.write(file, "x")
    library = Library(small.workspace, "talks")
    assert told(library.misnamed()) == []
    assert told(library.document(DOCUMENT_KINDS["letter"], "talks")[1]) == []


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        ("press_release.yaml", "rename it to press-release.yaml"),
        ("campaign.yml", "campaign.yaml is there too: keep one of them, under that name"),
        ("summary.yaml", None),
        ("blocks/organization/x.yaml", "rename it to organisations/"),
        ("Blocks/framing/x.yaml", "rename it to blocks/"),
    ],
)
def test_a_campaign_s_own_files_are_told_with_its_documents(
    small: Small, file: str, hint: str | None
) -> None:
    small.write(f"campaigns/talks/{file}", "title: T")
    _, problems = Library(small.workspace, "talks").document(DOCUMENT_KINDS["letter"], "talks")
    assert [hint for _, hint in told(problems)] == [hint]


def test_a_workspace_with_one_folder_misspelt(tmp_path: Path) -> None:
    for name in ("seeds", "campaign"):
        (tmp_path / name).mkdir()
    with pytest.raises(LetterkitError) as caught:
        Workspace.find(tmp_path)
    assert caught.value.hint == "rename campaign/ to campaigns/"


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert list(strays.in_campaign(Workspace(tmp_path), tmp_path / "none")) == []
