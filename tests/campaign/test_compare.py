"""Both sides as they are found: in git, in another campaign, with their own library and templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from campaign.conftest import listed, since
from conftest import released
from letterkit import letter as lt
from letterkit.campaign.compare import Request, compare, write_redlines
from letterkit.campaign.render import Order
from letterkit.diagnostics import LetterkitError
from letterkit.redline import accept, content, reject
from redline.trees import marked

if TYPE_CHECKING:
    from conftest import Repository, Small

CAMPAIGN = "campaigns/talks/campaign.yaml"
OPENING = "seeds/framing/opening.yaml"
MINISTER = "seeds/addresses/minister.yaml"
RELEASE = """\
dialogue: 2020-talks
date: 2020-04-21
issuer: rights-now
headline: A call for a release
to: [minister]
body:
  - framing: opening
signatures: joint
"""


def letter(small: Small) -> lt.Letter:
    """The letter as it is."""
    made, _ = small.assemble()
    assert made is not None
    return made


def test_the_working_tree_and_a_revision(repository: Repository) -> None:
    small, old = repository.small, letter(repository.small)
    small.change(OPENING, "we write to you", "we turn to you")
    compared = since(small)
    assert listed(compared) == ["words changed"]
    made = compared.redlines["letter"].tree
    assert content(reject(made)) == content(released(old).tree)
    assert content(accept(made)) == content(released(letter(small)).tree)
    assert made.comparison is not None
    old_side, new_side = made.comparison.old, made.comparison.new
    assert old_side.revision is not None
    assert old_side.revision.endswith("(2020-03-02)")
    assert new_side.revision is None
    assert old_side.digest != new_side.digest


def test_two_revisions(repository: Repository) -> None:
    small = repository.small
    repository.git("tag", "v1")
    small.change(OPENING, "we write to you", "we turn to you")
    repository.commit("Turn")
    repository.git("tag", "v2")
    small.change(OPENING, "we turn to you", "we speak to you")
    compared = since(small, "v1", until="v2")
    assert marked(compared.redlines["letter"].tree) == ["-write", "+turn"]
    assert marked(since(small, "v2").redlines["letter"].tree) == ["-turn", "+speak"]


def test_the_old_side_has_its_own_library(repository: Repository) -> None:
    small = repository.small
    small.change(MINISTER, "Ada B. Lovelace", "Grace Hopper")
    small.change(MINISTER, "Minister Lovelace", "Minister Hopper")
    assert listed(since(small)) == ["office-holder changed", "salutation changed"]


def test_the_working_tree_stays_as_it_is(repository: Repository) -> None:
    small = repository.small
    small.change(OPENING, "we write to you", "we turn to you")
    before = repository.git("status", "--porcelain")
    since(small)
    assert repository.git("status", "--porcelain") == before


def test_two_campaigns(small: Small) -> None:
    small.write("campaigns/later/campaign.yaml", (small.root / CAMPAIGN).read_text(encoding="utf-8"))
    small.change("campaigns/later/campaign.yaml", "date: 2020-04-20", "date: 2020-05-01")
    compared = compare(Request(small.workspace, "later", against="talks"))
    assert listed(compared) == ["date changed"]
    comparison = compared.redlines["letter"].tree.comparison
    assert comparison is not None
    assert (comparison.old.campaign, comparison.new.campaign) == ("talks", "later")


def test_another_campaign_in_a_revision(repository: Repository) -> None:
    """So that a campaign whose folder was renamed can be followed."""
    small = repository.small
    repository.git("mv", "campaigns/talks", "campaigns/geneva")
    small.change(OPENING, "we write to you", "we turn to you")
    with pytest.raises(LetterkitError, match="geneva"):
        compare(Request(small.workspace, "geneva", "HEAD"))
    repository.commit("Rename")
    with pytest.raises(LetterkitError, match="the campaign geneva was named talks"):
        compare(Request(small.workspace, "geneva", "HEAD~1"))
    compared = compare(Request(small.workspace, "geneva", "HEAD~1", against="talks"))
    assert listed(compared) == ["words changed"]


def test_no_repository(small: Small, no_git_settings: None) -> None:
    with pytest.raises(LetterkitError, match="git"):
        since(small)


def test_a_revision_without_the_campaign(repository: Repository) -> None:
    small = repository.small
    text = (small.root / CAMPAIGN).read_text(encoding="utf-8")
    small.write("campaigns/later/campaign.yaml", text)
    repository.commit("Begin another")
    with pytest.raises(LetterkitError, match="did not exist in HEAD~1"):
        compare(Request(small.workspace, "later", "HEAD~1"))


def test_an_old_side_that_cannot_be_made(repository: Repository) -> None:
    small = repository.small
    small.change(OPENING, "dialogue.host_city", "dialogue.city")
    repository.commit("Break")
    small.change(OPENING, "dialogue.city", "dialogue.host_city")
    compared = since(small)
    assert compared.redlines == {}
    assert [(p.code, str(p.location)) for p in compared.problems] == [("LK301", f"HEAD:{OPENING}:3:36")]


def test_documents_that_only_one_side_has(repository: Repository) -> None:
    small = repository.small
    small.write("campaigns/talks/press-release.yaml", RELEASE)
    compared = since(small)
    assert set(compared.redlines) == {"letter"}
    assert compared.missing == ("press-release",)
    with pytest.raises(LetterkitError, match="talks has no press release in HEAD"):
        compare(Request(small.workspace, "talks", "HEAD", documents=("press-release",)))
    repository.commit("Release")
    (small.root / "campaigns/talks/press-release.yaml").unlink()
    with pytest.raises(LetterkitError, match=r"talks has no press release\n"):
        compare(Request(small.workspace, "talks", "HEAD", documents=("press-release",)))


def test_a_press_release(repository: Repository) -> None:
    small = repository.small
    small.write("campaigns/talks/press-release.yaml", RELEASE)
    repository.commit("Release")
    small.change("campaigns/talks/press-release.yaml", "A call", "An urgent call")
    small.change("campaigns/talks/press-release.yaml", "headline", "embargo: 2020-04-22\nheadline")
    compared = since(small)
    assert listed(compared, "press-release") == ["headline changed", "embargo added"]
    assert listed(compared) == []


def test_templates_that_differ_are_listed(repository: Repository) -> None:
    small = repository.small
    small.write("templates/letter.css", "p { color: black }\n")
    small.write("templates/press-release.html.jinja", "not the letter's\n")
    repository.commit("Style")
    assert listed(since(small, "HEAD~1")) == ["template added"]
    small.write("templates/letter.css", "p { color: #000 }\n")
    compared = since(small)
    assert listed(compared) == ["template changed"]
    comparison = compared.redlines["letter"].tree.comparison
    assert comparison is not None
    assert comparison.changes[0].causes == ("template",)
    assert comparison.changes[0].file == "templates/letter.css"
    (small.root / "templates/letter.css").unlink()
    assert listed(since(small)) == ["template removed"]


# Files


def test_the_files_of_a_redline(repository: Repository) -> None:
    small = repository.small
    small.change(OPENING, "we write to you", "we turn to you")
    order = Order(small.workspace, "talks", formats=("txt", "html", "json"))
    rendered = write_redlines(since(small), order)
    assert [path.name for path in rendered.written] == [
        "letter-redline.txt",
        "letter-redline.html",
        "letter-redline.json",
    ]
    again = write_redlines(since(small), order)
    assert (again.written, again.unchanged) == ((), rendered.written)


def test_nothing_is_written_where_nothing_differs(repository: Repository) -> None:
    small = repository.small
    rendered = write_redlines(since(small), Order(small.workspace, "talks", formats=("txt",)))
    assert (rendered.written, rendered.unchanged) == ((), ())
    assert not (small.root / "campaigns/talks/out").exists()


def test_a_file_of_somebody_elses_is_not_overwritten(repository: Repository) -> None:
    small = repository.small
    small.change(OPENING, "we write to you", "we turn to you")
    kept = small.write("campaigns/talks/out/letter-redline.txt", "mine\n")
    order = Order(small.workspace, "talks", formats=("txt",))
    assert [p.code for p in write_redlines(since(small), order).problems] == ["LK503"]
    assert kept.read_text(encoding="utf-8") == "mine\n"


def test_a_template_that_fails_writes_nothing(repository: Repository) -> None:
    small = repository.small
    small.write("templates/letter.html.jinja", "{{ nothing.there }}")
    order = Order(small.workspace, "talks", formats=("txt", "html"))
    rendered = write_redlines(since(small), order)
    assert [p.code for p in rendered.problems] == ["LK504"]
    assert rendered.written == ()
