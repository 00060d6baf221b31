"""Who may not be named any more is named in no redline, whatever the earlier text says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.conftest import listed, since
from letterkit.campaign.compare import Request, compare
from letterkit.consent import WITHHELD

if TYPE_CHECKING:
    from conftest import Repository, Small

CAMPAIGN = "campaigns/talks/campaign.yaml"
OPENING = "seeds/framing/opening.yaml"
NAMED = "seeds/case-lists/named.yaml"
JANE = "seeds/people/jane-doe.yaml"


def test_a_case_whose_consent_was_withdrawn_is_withheld(repository: Repository) -> None:
    small = repository.small
    small.change(JANE, "consent: public", "consent: none")
    compared = since(small)
    assert listed(compared) == ["case no longer listed"]
    assert "Jane" not in repr(compared.redlines)
    assert "jane" not in repr(compared.redlines)
    assert WITHHELD in repr(compared.redlines)


def test_nor_is_one_named_whom_the_library_no_longer_knows(repository: Repository) -> None:
    small = repository.small
    text = (small.root / JANE).read_text(encoding="utf-8")
    (small.root / JANE).unlink()
    small.write("seeds/people/joe-roe.yaml", text.replace("Jane Doe", "Joe Roe"))
    small.change(NAMED, "jane-doe", "joe-roe")
    compared = since(small)
    assert "Jane" not in repr(compared.redlines)
    assert compared.problems == []


def test_a_person_whose_file_was_renamed_may_still_be_named(repository: Repository) -> None:
    small = repository.small
    (small.root / JANE).rename(small.root / "seeds/people/jane-b-doe.yaml")
    small.change(NAMED, "jane-doe", "jane-b-doe")
    compared = since(small)
    assert "Jane Doe" in repr(compared.redlines)
    assert compared.problems == []


def test_consent_withdrawn_now_holds_between_two_revisions(repository: Repository) -> None:
    small = repository.small
    small.change(OPENING, "we write to you", "we turn to you")
    repository.commit("Turn")
    small.change(JANE, "consent: public", "consent: none")
    compared = since(small, "HEAD~1", until="HEAD")
    assert listed(compared) == ["words changed"]
    assert "Jane" not in repr(compared.redlines)


def test_a_sentence_that_names_the_person_is_refused(repository: Repository) -> None:
    small = repository.small
    small.change(OPENING, "we write to you", "we write\n  of Jane\n  Doe to you")
    repository.commit("Name")
    small.change(OPENING, "we write\n  of Jane\n  Doe to you", "we write to you")
    small.change(JANE, "consent: public", "consent: none")
    compared = since(small)
    assert compared.redlines == {}
    assert [(p.code, p.location.file) for p in compared.problems] == [("LK447", f"HEAD:{OPENING}")]
    assert "Jane" not in "".join(map(str, compared.problems))


def test_consent_as_it_is_now_holds_for_another_campaign(small: Small) -> None:
    """Which keeps its own copy of the person's file, as a finalized one does."""
    text = (small.root / JANE).read_text(encoding="utf-8")
    small.write("campaigns/talks/blocks/people/jane-doe.yaml", text)
    small.write("campaigns/later/campaign.yaml", (small.root / CAMPAIGN).read_text(encoding="utf-8"))
    request = Request(small.workspace, "later", against="talks")
    assert "Jane Doe" in repr(compare(request).redlines)
    small.change(JANE, "consent: public", "consent: none")
    compared = compare(request)
    assert compared.problems == []
    assert "Jane" not in repr(compared.redlines)
