"""Press releases: the same blocks told to the public, and the files of a campaign with two documents."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from conftest import REPOSITORY, Small
from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.campaign.begin import new_campaign
from letterkit.campaign.render import Order, render
from letterkit.campaign.sources import assets_of
from letterkit.cli import app
from letterkit.diagnostics import LetterkitError
from letterkit.library.index import Library
from letterkit.writers import pdf, write
from letterkit.writers.json import from_json, to_json

if TYPE_CHECKING:
    from pathlib import Path

RELEASE = "campaigns/2020-talks/press-release.yaml"


@pytest.fixture
def both(tmp_path: Path) -> Small:
    """The workspace of docs/blocks.md, which has a letter and a press release."""
    small = Small(tmp_path / "both")
    text = (REPOSITORY / "docs" / "blocks.md").read_text(encoding="utf-8")
    for path, content in re.findall(r"```yaml\n# (\S+)\n(.*?)```", text, re.DOTALL):
        small.write(path, content)
    return small


def made(small: Small) -> lt.PressRelease:
    """The press release, which has no problems."""
    tree, problems = assemble_document(
        Library(small.workspace, "2020-talks"), "2020-talks", "press-release"
    )
    assert problems == []
    assert isinstance(tree, lt.PressRelease)
    return tree


def words(small: Small, form: str = "txt") -> str:
    """The press release as text, on one line."""
    content, problems = write(form, made(small), assets_of(small.workspace))
    assert problems == []
    return " ".join((content or b"").decode().replace("\u00a0", " ").split())


def test_what_it_says(both: Small) -> None:
    assert words(both) == (
        "Rights Now Coalition asks for the release of journalists (Geneva) – April 21, 2020 "
        "A coalition of one wrote to Foreign Secretary Example on April 20, 2020. It asks them to: "
        "Talks that pass over journalists in prison are worth little, said Ana Muster, director of "
        "Rights Now. • Ask for the release of imprisoned journalists "
        "To learn more About the talks <https://talks.example> About Rights Now "
        "Rights Now works for people who are in prison for their opinions."
    )


def test_its_asks_are_short_and_a_letters_are_whole(both: Small) -> None:
    (asks,) = (section for section in made(both).body if isinstance(section, lt.Asks))
    assert asks.style == "short"
    page = words(both, "html")
    assert "Ask for the release of imprisoned journalists</p>" in page
    assert "as Maria Beispiel was" not in page


def test_a_quotation_knows_its_speaker(both: Small) -> None:
    (quote,) = (section for section in made(both).body if isinstance(section, lt.Quote))
    assert (quote.speaker, quote.speaker_title, quote.organisation, quote.date) == (
        "Ana Muster",
        "Director",
        "Rights Now",
        "2020-04-20",
    )


def test_an_embargo_prints(both: Small) -> None:
    both.change(RELEASE, "place: Geneva", "embargo: 2020-04-22\nplace: Geneva")
    assert "Rights Now Embargoed until April 22, 2020 Coalition asks" in words(both)
    assert "Embargoed until" in words(both, "html")


def test_only_who_may_be_named_in_public_is_named(both: Small) -> None:
    both.change(
        RELEASE, "  - asks: [journalists]\n", "  - asks: [journalists]\n  - cases: journalists-2020\n"
    )
    assert "Juan Ejemplo" in words(both)
    both.change("seeds/people/juan-ejemplo.yaml", "consent: public", "consent: letter")
    assert "Ejemplo" not in words(both)
    assert "juan" not in to_json(made(both))
    tree, _ = assemble_document(Library(both.workspace, "2020-talks"), "2020-talks", "letter")
    assert tree is not None
    assert "Juan Ejemplo" in to_json(tree)


def test_the_tree_survives_json(both: Small) -> None:
    assert from_json(to_json(made(both))) == made(both)


def test_the_pdf_carries_its_tree_and_no_addresses(both: Small) -> None:
    content, problems = pdf.write(made(both), assets_of(both.workspace))
    assert problems == []
    with pikepdf.open(io.BytesIO(content or b"")) as document:
        assert list(document.attachments) == ["press-release.json"]
        metadata = document.Root.Metadata.read_bytes().decode()
    assert "<letterkit:fax>" not in metadata
    assert "<letterkit:digest>" in metadata


# A campaign with two documents


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


def test_a_dialogue_without_the_recipe(small: Small) -> None:
    with pytest.raises(LetterkitError, match="has no recipe for a press release"):
        new_campaign(small.workspace, "2020", "other", ("press-release",))


def test_the_release_is_added_to_a_letter_that_is_there(tmp_path: Path) -> None:
    small = Small(tmp_path / "starter")
    for file in sorted((REPOSITORY / "seeds").rglob("*.yaml")):
        small.write(file.relative_to(REPOSITORY).as_posix(), file.read_text(encoding="utf-8"))
    (small.root / "campaigns").mkdir()
    new_campaign(small.workspace, "2013").write()
    new_campaign(small.workspace, "2013", documents=("press-release",)).write()
    assert small.workspace.documents("2013-visit") == ["letter", "press-release"]
    with pytest.raises(LetterkitError, match="exists"):
        new_campaign(small.workspace, "2013", documents=())


@pytest.mark.parametrize(("consent", "published"), [("public", True), ("letter", False)])
def test_a_copy_to_publish_names_only_who_may_be_named_in_public(
    small: Small, consent: str, published: bool
) -> None:
    jane = "seeds/people/jane-doe.yaml"
    small.change(jane, "consent: public", f"consent: {consent}")
    rendered = render(Order(small.workspace, "talks", strip_metadata=True))
    assert bool(rendered.written) is published
    refused = [(problem.code, str(problem.location)) for problem in rendered.problems]
    assert refused == ([] if published else [("LK444", f"{jane}:1:1")])
    assert render(Order(small.workspace, "talks")).problems == []


# Drafts and finals


def pages(content: bytes | None) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


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
    assert "seeds/people/jane-doe.yaml" in told
    assert "Jane" not in (small.root / "campaigns/talks/out/letter.txt").read_text(encoding="utf-8")
