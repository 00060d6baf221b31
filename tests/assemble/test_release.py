"""Press releases: the same blocks told to the public, and the files of a campaign with two documents."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest

from conftest import REPOSITORY, Small, released
from documents import from_json
from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.campaign.begin import new_campaign
from letterkit.campaign.sources import assets_of
from letterkit.diagnostics import LetterkitError
from letterkit.library.index import Library
from letterkit.writers import pdf, write
from letterkit.writers.json import to_json

if TYPE_CHECKING:
    from pathlib import Path

RELEASE = "campaigns/2020-talks/press-release.yaml"


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
    content, problems = write(form, released(made(small)), assets_of(small.workspace))
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


def test_an_embargo_to_the_hour_prints_with_its_place(both: Small) -> None:
    both.change(RELEASE, "place: Geneva", "embargo: 2020-04-22 06:30 Asia/Tokyo\nplace: Geneva")
    told = "Embargoed until April\u00a022, 2020, 6:30\u00a0AM Japan Standard Time (Tokyo)"
    release = made(both)
    assert release.embargo is not None
    assert (release.embargo.iso, release.embargo.text) == ("2020-04-22T06:30+09:00", told)
    assert told.replace("\u00a0", " ") in words(both).replace("\u00a0", " ")


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
    content, problems = pdf.write(released(made(both)), assets_of(both.workspace))
    assert problems == []
    with pikepdf.open(io.BytesIO(content or b"")) as document:
        assert list(document.attachments) == ["press-release.json"]
        metadata = document.Root.Metadata.read_bytes().decode()
    assert "<letterkit:fax>" not in metadata
    assert "<letterkit:digest>" in metadata


# A campaign with two documents


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
