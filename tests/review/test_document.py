"""A document under review, and its views."""

from __future__ import annotations

from conftest import Repository, Small
from letterkit import letter as lt
from letterkit.campaign.render import Order
from letterkit.review.document import CLEAN, DRAFT, REDLINE, KeptLibrary, document_of, read_document

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


def test_a_kept_library_reads_again_what_was_saved(small: Small) -> None:
    order = Order(small.workspace, "talks", ("letter",))
    kept = KeptLibrary(order)
    before = document_of(kept.now(), order, "letter", None)
    small.change(OPENING, "text: |\n", "text: |\n  A word before.\n\n")
    after = document_of(kept.now(), order, "letter", None)
    assert lt.text_words(after.tree.body)[:3] == ["A", "word", "before."]
    assert before.tree != after.tree
    read = {block.path: block for block in before.checked.named_blocks()}
    again = {block.path: block for block in after.checked.named_blocks()}
    assert [path.name for path in again if again[path].document is not read[path].document] == [
        "opening.yaml"
    ]
