"""What a campaign's documents are made from."""

from __future__ import annotations

from conftest import REPOSITORY, Small
from letterkit.campaign.sources import assets_of, digest
from letterkit.library.workspace import packaged


def test_the_wheel_and_the_checkout_find_their_templates() -> None:
    assert (packaged("templates") / "letter.css").is_file()
    assert packaged("seeds") == REPOSITORY / "seeds"


def test_what_letters_are_made_from_changes_the_digest_and_nothing_else_does(small: Small) -> None:
    before = digest(small.workspace, "talks")
    for path in ("notes.txt", "campaigns/talks/out/letter.pdf", "seeds/imported/other/letter.yaml"):
        small.write(path, "x")
    assert digest(small.workspace, "talks") == before
    found = {before}
    for path in (
        "seeds/framing/other.yaml",
        "campaigns/talks/blocks/framing/opening.yaml",
        "campaigns/talks/press-release.yaml",
        "templates/letter.css",
        "fonts/own.ttf",
    ):
        small.write(path, "x")
        found.add(digest(small.workspace, "talks"))
    assert len(found) == 6
    assert digest(small.workspace, "talks", "an option") not in found


def test_an_imported_letter_is_made_from_its_own_proposals(small: Small) -> None:
    small.write("seeds/imported/old/campaign.yaml", "x")
    before = digest(small.workspace, "old")
    small.write("seeds/imported/old/blocks/framing/opening.yaml", "x")
    assert digest(small.workspace, "old") != before


def test_the_workspaces_templates_come_before_the_packaged_ones(small: Small) -> None:
    assets = assets_of(small.workspace)
    assert assets.templates == (small.root / "templates", packaged("templates"))
    assert assets.fonts == small.root / "fonts"


def test_a_campaigns_own_templates_come_before_the_workspaces(small: Small) -> None:
    own = small.root / "campaigns/talks/templates"
    assert assets_of(small.workspace, "talks").templates[:2] == (own, small.root / "templates")
    before = digest(small.workspace, "talks")
    small.write("campaigns/talks/templates/letter.css", "p { color: #000 }\n")
    assert digest(small.workspace, "talks") != before
