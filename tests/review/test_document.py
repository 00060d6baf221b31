"""A document under review, and its views."""

from __future__ import annotations

from conftest import Repository, Small
from letterkit.campaign.render import Order
from letterkit.review.document import CLEAN, DRAFT, REDLINE, read_document

OPENING = "seeds/framing/opening.yaml"


def test_a_passage_that_only_the_earlier_letter_has_is_told_as_that(repository: Repository) -> None:
    small = repository.small
    small.change("campaigns/talks/campaign.yaml", "  - framing: opening\n", "")
    reviewed = read_document(Order(small.workspace, "talks", ("letter",)), "letter")
    gone = [p for p in reviewed.view(REDLINE, "HEAD").passages.by_key.values() if p.was]
    assert [(p.group, p.was) for p in gone] == [("framing/opening", f"{OPENING}:3")]


def test_a_passage_keeps_its_key_while_another_is_edited(small: Small) -> None:
    order = Order(small.workspace, "talks", ("letter",))
    before = read_document(order, "letter").view(CLEAN).passages.by_key
    small.change(OPENING, "text: |\n", "text: |\n  A word before.\n\n")
    after = read_document(order, "letter").view(CLEAN).passages.by_key
    assert set(before) < set(after)
    assert set(after) - set(before) == {"framing-opening-2"}


def test_the_draft_and_the_clean_view_are_of_one_layout(small: Small) -> None:
    order = Order(small.workspace, "talks", ("letter",))
    reviewed = read_document(order, "letter")
    draft, clean = reviewed.view(DRAFT), reviewed.view(CLEAN)
    assert draft.printed is not None
    assert clean.printed is not None
    assert draft.printed.lines is clean.printed.lines
    assert draft.printed.painted != clean.printed.painted
    again = read_document(order, "letter").view(CLEAN)
    assert again.printed == clean.printed
