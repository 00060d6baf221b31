"""others: both sides of a merge in templates, style sheets and records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letterkit.campaign.render import Order, render
from letterkit.checks import check
from letterkit.library import others

if TYPE_CHECKING:
    from conftest import Small

BOTH = "{\n<<<<<<< HEAD\n  a\n=======\n  b\n>>>>>>> other\n}\n"


@pytest.mark.parametrize(
    ("file", "makes_the_letter"),
    [
        ("templates/letter.css", True),
        ("templates/letter.txt.jinja", True),
        ("campaigns/talks/final.json", True),
        ("campaigns/talks/blocks/framing/unused.yaml", True),
        ("campaigns/other/final.json", False),
        ("seeds/imported/old/campaign.yaml", False),
    ],
)
def test_any_file_is_looked_at(small: Small, file: str, makes_the_letter: bool) -> None:
    small.write(file, BOTH)
    (problem,) = others.in_workspace(small.workspace)
    assert (problem.code, str(problem.location)) == ("LK113", f"{file}:2:1")
    assert problem in check(small.workspace)
    assert bool(others.in_campaign(small.workspace, "talks")) == makes_the_letter


def test_no_letter_is_made_with_such_a_template(small: Small) -> None:
    small.write("templates/letter.txt.jinja", BOTH)
    rendered = render(Order(small.workspace, "talks", formats=("txt",)))
    assert rendered.written == ()
    assert "LK113" in [problem.code for problem in rendered.problems]


@pytest.mark.parametrize("file", ["campaigns/talks/out/letter.txt", "docs/git.md"])
def test_what_no_letter_is_made_of_is_left_alone(small: Small, file: str) -> None:
    small.write(file, BOTH)
    assert others.in_workspace(small.workspace) == []


def test_a_file_that_is_no_text_is_left_alone(small: Small) -> None:
    (small.root / "templates").mkdir()
    (small.root / "templates" / "logo.png").write_bytes(b"\xff\n<<<<<<< HEAD\n=======\n>>>>>>> x\n")
    assert others.in_workspace(small.workspace) == []
