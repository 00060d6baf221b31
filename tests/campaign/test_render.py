"""A campaign's documents rendered: which files come of it, drafts and finals."""

from __future__ import annotations

import datetime as dt

import pytest

from conftest import Small
from letterkit.campaign.render import Order, render
from letterkit.cli import app
from letterkit.diagnostics import LetterkitError
from letterkit.past import changed
from letterkit.past.revisions import Revision
from writers.pdf.samples import pages


def test_both_are_rendered_or_one(both: Small) -> None:
    rendered = render(Order(both.workspace, "2020-talks", formats=("pdf", "txt")))
    assert rendered.problems == []
    names = [path.name for path in rendered.written]
    assert names == ["letter.pdf", "letter.txt", "press-release.pdf", "press-release.txt"]
    rendered = render(Order(both.workspace, "2020-talks", ("press-release",), force=True))
    assert [path.name for path in (*rendered.written, *rendered.unchanged)] == ["press-release.pdf"]


def test_a_document_that_is_not_there(small: Small) -> None:
    with pytest.raises(LetterkitError, match="talks has no press release"):
        render(Order(small.workspace, "talks", ("press-release",)))


@pytest.mark.parametrize(("consent", "published"), [("public", True), ("letter", False)])
def test_a_copy_to_publish_names_only_who_may_be_named_in_public(
    small: Small, consent: str, published: bool
) -> None:
    jane = "seeds/people/jane-doe.yaml"
    small.change(jane, "consent: public", f"consent: {consent}")
    rendered = render(Order(small.workspace, "talks", public=True))
    assert bool(rendered.written) is published
    refused = [(problem.code, str(problem.location)) for problem in rendered.problems]
    assert refused == ([] if published else [("LK447", "seeds/case-lists/named.yaml:3:5")])
    assert render(Order(small.workspace, "talks")).problems == []


# Drafts and finals


def test_a_final_is_refused_while_an_error_stands(small: Small) -> None:
    small.change("seeds/addresses/minister.yaml", "from: 2019-01-01", "from: 2021-01-01")
    draft = render(Order(small.workspace, "talks"))
    (file,) = draft.written
    assert "LK421" in {finding.code for finding in draft.findings}
    assert "Review sheet" in pages(file.read_bytes())[0]
    before = file.read_bytes()
    final = render(Order(small.workspace, "talks", final=True))
    assert final.written == final.unchanged == ()
    assert "LK421" in {finding.code for finding in final.findings}
    assert file.read_bytes() == before


def test_an_error_is_told_even_quietly_and_without_a_sheet(
    small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    """A person is left out of every format; that must not happen in silence."""
    small.change("seeds/people/jane-doe.yaml", "consent: public", "consent: none")
    arguments = ["-q", "-w", str(small.root), "render", "talks", "--format", "txt"]
    app(arguments, standalone_mode=False)
    told = capsys.readouterr().err
    assert "LK444" in told
    assert "seeds/case-lists/named.yaml:3:5" in told
    assert "jane" not in told.lower()
    assert "Jane" not in (small.root / "campaigns/talks/out/letter.txt").read_text(encoding="utf-8")


# Drafts and clean copies


@pytest.fixture
def revision(monkeypatch: pytest.MonkeyPatch) -> list[Revision | None]:
    """What git says, to be changed by the test."""
    said: list[Revision | None] = [None]
    monkeypatch.setattr(changed, "described", lambda workspace: (said[0], []))
    return said


def test_a_new_revision_makes_the_draft_again_and_nothing_else(
    small: Small, revision: list[Revision | None]
) -> None:
    draft = Order(small.workspace, "talks")
    others = (
        Order(small.workspace, "talks", clean=True),
        Order(small.workspace, "talks", public=True),
        Order(small.workspace, "talks", formats=("html", "txt"), folder=small.root / "elsewhere"),
    )
    for order in (draft, *others):
        assert render(order).written
        assert render(order).unchanged
    revision[0] = Revision("v1", dt.date(2020, 4, 1))
    (file,) = render(draft).written
    assert f"revision v1 · text" in pages(file.read_bytes())[1]  # noqa: F541
    assert "2020-04-01" in pages(file.read_bytes())[1]
    for order in others:
        assert render(order).written == ()


def test_a_clean_copy_never_takes_the_drafts_place(small: Small) -> None:
    folder = small.root / "campaigns/talks/out"
    assert render(Order(small.workspace, "talks")).written == (folder / "letter.pdf",)
    assert render(Order(small.workspace, "talks", clean=True)).written == (folder / "letter-clean.pdf",)
    draft, clean = ((folder / name).read_bytes() for name in ("letter.pdf", "letter-clean.pdf"))
    assert "DRAFT" in pages(draft)[0]
    assert "DRAFT" not in pages(clean)[0]
    assert render(Order(small.workspace, "talks", final=True, clean=True, force=True)).written == (
        folder / "letter.pdf",
    )
    assert (folder / "letter.pdf").read_bytes() == clean


def test_the_command_line_says_where_the_findings_are(
    small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    small.change("seeds/addresses/minister.yaml", "from: 2019-01-01", "from: 2021-01-01")
    arguments = ["-w", str(small.root), "render", "talks", "--force"]
    app(arguments, standalone_mode=False)
    assert "in the draft, on its review sheet and with: letterkit check talks" in capsys.readouterr().err
    app([*arguments, "--clean"], standalone_mode=False)
    told = capsys.readouterr().err
    assert "LK421" in told
    assert "review sheet" not in told


def test_a_draft_says_how_long_its_letter_is(small: Small) -> None:
    """What shows only in the laid-out pages is found too: LK474, of a letter over four pages."""
    words = "  and so we write to you again about the very same matter\n\n" * 150
    small.write("seeds/framing/opening.yaml", f"title: Opening\ntext: |\n{words}")
    draft = render(Order(small.workspace, "talks"))
    said = [(found.code, str(found.location)) for found in draft.findings if found.code == "LK474"]
    assert said == [("LK474", "campaigns/talks/campaign.yaml:5:3")]
    assert "LK474" in pages(draft.written[0].read_bytes())[0]
    assert render(Order(small.workspace, "talks", clean=True)).findings == [
        found for found in draft.findings if found.code != "LK474"
    ]
