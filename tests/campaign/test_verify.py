"""verify: which final letter a PDF is, and whether it is unchanged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pikepdf
import pytest

from letterkit.campaign.finalize import finalize
from letterkit.campaign.render import Order, render
from letterkit.campaign.verify import Verdict, Verification, schema, verify

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Letterkit, Small

SENT = "campaigns/talks/final/letter.pdf"


@pytest.fixture
def sent(small: Small) -> Small:
    """The small workspace with its letter sent."""
    assert finalize(small.workspace, "talks").problems == []
    return small


def found(small: Small, path: Path) -> Verification:
    """What is found of a PDF."""
    verified, problems = verify(small.workspace, path)
    assert problems == []
    assert verified is not None
    return verified


def saved_again(small: Small, name: str, *, bare: bool = False) -> Path:
    """The PDF that was sent as another program saves it, with or without what is inside."""
    path = small.root / name
    with pikepdf.open(small.root / SENT) as pdf:
        if bare:
            for attached in list(pdf.attachments):
                del pdf.attachments[attached]
            del pdf.Root.Metadata
        pdf.save(path)
    return path


PUBLIC = "campaigns/talks/out/letter-public.pdf"


def published(small: Small) -> Path:
    """The copy to publish as it is now."""
    made = render(Order(small.workspace, "talks", public=True, force=True))
    assert made.problems == []
    return small.root / PUBLIC


def test_the_copy_to_publish(sent: Small) -> None:
    verified = found(sent, published(sent))
    assert (verified.verdict, verified.campaign, verified.public) == (Verdict.UNCHANGED, "talks", True)
    assert verified.kept is None
    with pikepdf.open(sent.root / PUBLIC) as pdf:
        pdf.save(sent.root / "again.pdf")
    again = found(sent, sent.root / "again.pdf")
    assert (again.verdict, again.document, again.public) == (Verdict.SAME_WORDS, "letter", True)


def test_a_copy_to_publish_that_was_changed(small: Small) -> None:
    small.change("seeds/framing/opening.yaml", "we write", "we humbly write")
    other = published(small).read_bytes()
    small.change("seeds/framing/opening.yaml", "we humbly write", "we write")
    assert finalize(small.workspace, "talks").problems == []
    (small.root / "other.pdf").write_bytes(other)
    verified = found(small, small.root / "other.pdf")
    assert (verified.verdict, verified.campaign, verified.public) == (Verdict.CHANGED, "talks", True)


def test_a_letter_that_may_not_be_published_has_no_copy(small: Small) -> None:
    small.change("seeds/people/jane-doe.yaml", "consent: public", "consent: letter")
    assert finalize(small.workspace, "talks").problems == []
    record = json.loads((small.root / "campaigns/talks/final.json").read_text("utf-8"))
    assert (record["public"], record["public_words"]) == ({}, {})


def test_a_copy_of_what_was_sent(sent: Small) -> None:
    copy = sent.root / "from-a-partner.pdf"
    copy.write_bytes((sent.root / SENT).read_bytes())
    verified = found(sent, copy)
    assert verified.is_fine
    assert (verified.campaign, verified.document, verified.kept) == ("talks", "letter", SENT)
    assert len(verified.text or "") == 64


@pytest.mark.parametrize("bare", [False, True])
def test_other_bytes_with_the_same_words(sent: Small, bare: bool) -> None:
    verified = found(sent, saved_again(sent, "again.pdf", bare=bare))
    assert verified.verdict is Verdict.SAME_WORDS
    assert not verified.is_fine
    assert (verified.campaign, verified.document, verified.kept) == ("talks", "letter", SENT)


def test_a_letter_made_from_other_words(sent: Small) -> None:
    record = sent.root / "campaigns/talks/final.json"
    kept = record.read_bytes()
    record.unlink()
    sent.change("campaigns/talks/blocks/framing/opening.yaml", "we write to you", "we beg of you")
    made = render(Order(sent.workspace, "talks", clean=True)).written[0]
    record.write_bytes(kept)
    verified = found(sent, made)
    assert verified.verdict is Verdict.CHANGED
    assert (verified.here or "").startswith("beg of you.")
    assert (verified.there or "").startswith("write to you.")


def test_words_that_were_changed_on_the_page_alone(sent: Small) -> None:
    """The tree inside says still what was sent; the pages do not."""
    path = sent.root / "forged.pdf"
    with pikepdf.open(sent.root / SENT) as pdf:
        pdf.pages.append(pdf.pages[0])
        pdf.save(path)
    verified = found(sent, path)
    assert verified.verdict is Verdict.CHANGED
    assert (verified.there, (verified.here or "")[:6]) == ("", "Rights")


def test_drafts_before_and_after(small: Small) -> None:
    (draft,) = render(Order(small.workspace, "talks")).written
    before = found(small, draft)
    assert (before.verdict, before.campaign, before.text) == (Verdict.DRAFT, "talks", None)
    finalize(small.workspace, "talks")
    after = found(small, draft)
    assert (after.verdict, after.campaign, after.text) == (Verdict.DRAFT, "talks", None)


def test_what_was_sent_is_called_no_draft_once_its_record_is_deleted(sent: Small) -> None:
    (sent.root / "campaigns/talks/final.json").unlink()
    verified = found(sent, sent.root / SENT)
    assert (verified.verdict, verified.campaign) == (Verdict.UNKNOWN, "talks")


def test_a_pdf_of_somebody_elses(sent: Small) -> None:
    path = sent.root / "foreign.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    verified = found(sent, path)
    assert (verified.verdict, verified.campaign) == (Verdict.UNKNOWN, None)


def test_what_is_kept_and_was_spoilt_proves_nothing(sent: Small) -> None:
    saved = saved_again(sent, "again.pdf", bare=True)
    (sent.root / SENT).write_bytes(saved.read_bytes())
    assert found(sent, saved).verdict is Verdict.UNKNOWN


# The command


def test_the_exit_status_and_the_json(letterkit: Letterkit) -> None:
    small = letterkit.small
    finalize(small.workspace, "talks")
    good, other = small.root / SENT, saved_again(small, "again.pdf")
    assert letterkit("verify", str(good)).status == 0
    assert letterkit("verify", str(other)).status == 1
    for path, verdict in ((good, "unchanged"), (other, "same words")):
        told = json.loads(letterkit("verify", str(path), "--format", "json").out)
        jsonschema.validate(told, schema())
        assert told["verdict"] == verdict


def test_what_is_no_pdf(letterkit: Letterkit) -> None:
    file = letterkit.small.write("notes.txt", "words\n")
    assert letterkit("verify", str(file)).findings == [("LK507", f"{file}:1:1")]
    answer = letterkit("verify", str(file.with_name("none.pdf")))
    assert (answer.status, answer.findings) == (1, [("LK110", f"{file.with_name('none.pdf')}:1:1")])
