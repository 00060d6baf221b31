"""A reply becomes what a Word file of hers would have come to, and an event; or it is refused."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from conftest import Repository, Small
from letterkit.diagnostics import LetterkitError
from letterkit.language.moments import Moment
from letterkit.letter import Letter
from letterkit.letter.agreed import agreed
from letterkit.partners.approvals.records import records as approvals
from letterkit.partners.received.receive import Asked, CameAs
from letterkit.partners.received.record import REPLY, records
from letterkit.partners.received.sent import paragraphs_sent
from letterkit.partners.replies.mail_form import reply_in_mail
from letterkit.partners.replies.passages import SentPassage, passages_of
from letterkit.partners.replies.receiving import ReceivedReply, keep_replies, receive_reply
from letterkit.partners.replies.reply import Reply, ReplyRefusedError, parse_reply

DAY = "2020-05-04"
NOW = Moment.parse("2020-05-04 10:00 UTC")


def replied(small: Small, **more: Any) -> dict[str, Any]:
    """A reply of Rights Now to the small letter, with these members."""
    letter, _ = small.assemble()
    assert letter is not None
    return {
        "format": "letterkit-reply/1",
        "campaign": "talks",
        "document": "letter",
        "text": agreed(letter).digest,
        "organisation": "rights-now",
        "name": "Ana Example",
        "answer": "none",
        **more,
    }


def passage(small: Small, words: str) -> SentPassage:
    letter, _ = small.assemble()
    assert letter is not None
    return next(each for each in passages_of(letter) if words in each.text)


def taken(small: Small, data: dict[str, Any], **asked: Any) -> ReceivedReply:
    content = json.dumps(data).encode()
    call = Asked(small.workspace, "talks", DAY, **asked)
    return receive_reply(call, parse_reply(content), CameAs("answer.json", content, REPLY))


def kept(small: Small, *replies: ReceivedReply) -> list[Path]:
    return keep_replies(Asked(small.workspace, "talks", DAY), replies, NOW)


def test_a_wording_and_a_comment_stand_where_she_wrote_them(small: Small) -> None:
    opening, release = passage(small, "we write to you"), passage(small, "Ask for the release")
    data = replied(
        small,
        rewordings=[{"passage": opening.key, "now": opening.text.replace("write", "turn")}],
        comments=[{"passage": release.key, "words": "the release", "comment": "Of whom?"}],
    )
    before = small.assemble()
    record = taken(small, data).file.record
    [change], [comment] = record.changes, record.comments
    assert (change.kind, change.went, change.came) == ("words changed", "write", "turn")
    assert change.place is not None
    assert change.place.block == "framing/opening"
    assert [each.author for each in change.by] == ["Ana Example"]
    assert comment.place is not None
    assert (comment.place.block, comment.words) == ("issues/release", "the release")
    assert (comment.text, comment.author) == ("Of whom?", "Ana Example")
    assert (record.sender, record.others) == ("rights-now", ())
    written = kept(small, taken(small, data))
    assert list(records(small.workspace, "talks")) == [record]
    assert [path.name for path in written] == [f"{record.name}.json"]  # no table of approvals begins
    assert json.loads(written[0].with_suffix(".reply.json").read_text(encoding="utf-8")) == data
    again = taken(small, data)
    assert again.file.is_known
    assert kept(small, again) == []
    assert small.assemble() == before


def test_an_empty_line_divides_and_nothing_takes_away(small: Small) -> None:
    opening, release = passage(small, "we write to you"), passage(small, "Ask for the release")
    now = opening.text.replace(" we write", "\n\nwe write")
    data = replied(
        small,
        rewordings=[{"passage": opening.key, "now": now}, {"passage": release.key, "now": ""}],
    )
    kinds = [each.kind for each in taken(small, data).file.record.changes]
    assert kinds == ["paragraph split", "paragraph removed"]


@pytest.mark.parametrize(
    ("more", "event"),
    [
        ({"answer": "approve"}, "approved"),
        ({"answer": "condition", "note": "soften it", "about": ["Ask for the release"]}, "approved-if"),
        ({"answer": "decline", "note": "The board\nsaid no."}, "declined"),
    ],
)
def test_an_answer_is_entered_with_the_file_as_evidence(
    more: dict[str, Any], event: str, small: Small
) -> None:
    if "about" in more:
        more = {**more, "about": [passage(small, words).key for words in more["about"]]}
    read = taken(small, replied(small, **more))
    kept(small, read)
    [entered] = approvals(small.workspace, "talks").of("rights-now", "letter")
    assert (entered.event, entered.by) == (event, "Ana Example")
    assert entered.evidence is not None
    assert entered.evidence.file == "answer.json"
    assert entered.evidence.sha256 == read.file.record.sha256
    if event == "approved-if":
        assert (entered.condition, entered.blocks) == ("soften it", ("issues/release",))
    if event == "declined":
        assert entered.reason == "The board said no."


def test_a_comment_is_entered_where_approvals_are_kept(small: Small) -> None:
    yes = taken(small, replied(small, answer="approve"))
    kept(small, yes, yes)
    kept(small, taken(small, replied(small, note="One more thing.")))
    events = approvals(small.workspace, "talks").of("rights-now", "letter")
    assert [each.event for each in events] == ["approved", "commented"]


def test_an_answer_is_to_the_text_that_she_saw(repository: Repository, small: Small) -> None:
    data = replied(small, answer="approve")
    small.change("seeds/framing/opening.yaml", "we write to you", "we turn to you")
    repository.commit("Say it otherwise")
    kept(small, taken(small, data))
    [entered] = approvals(small.workspace, "talks").of("rights-now", "letter")
    assert entered.text == data["text"]


@pytest.mark.parametrize(
    ("more", "asked", "said"),
    [
        ({"campaign": "other"}, {}, "answers to the campaign other"),
        ({}, {"sender": "acme"}, "from rights-now, and not from acme"),
        ({"organisation": "nobody"}, {}, "no organisation or individual is named 'nobody'"),
        ({"text": "0" * 64}, {}, "which talks never had in a round or a commit"),
        ({"document": "press-release"}, {}, "there is none"),
        ({"comments": [{"passage": "00000000", "comment": "x"}]}, {}, "does not have"),
    ],
)
def test_a_reply_to_something_else_is_refused(
    more: dict[str, Any], asked: dict[str, Any], said: str, repository: Repository, small: Small
) -> None:
    data = replied(small, **{"answer": "approve", **more})
    with pytest.raises(LetterkitError, match=said):
        taken(small, data, **asked)


def test_the_passages_are_those_of_the_word_file(letter_2016: tuple[Small, Letter]) -> None:
    letter = letter_2016[1]
    passages, sent = passages_of(letter), paragraphs_sent(letter)
    assert [each.text for each in passages] == [each.text for each in sent]
    assert len({each.key for each in passages}) == len(passages)
    parts = {part.name for part in agreed(letter).parts}
    assert {each.part for each in passages} == {*parts, None} - {
        name for name in parts if name.startswith("addressee")
    }


def test_random_wordings_come_back_in_their_paragraphs(letter_2016: tuple[Small, Letter]) -> None:
    """Each wording's change is told at the paragraph that she worded, and no other."""
    from letterkit.partners.replies.receiving import _read_back

    rng = random.Random(7)  # noqa: S311  # edits, no secrets
    passages = {each.key: each for each in passages_of(letter_2016[1])}
    long = [each for each in passages.values() if len(each.text.split()) > 8]
    numbers = {key: number for number, key in enumerate(passages)}
    for _ in range(6):
        chosen = rng.sample(long, 5)
        wordings = []
        for each in chosen:
            words = each.text.split(" ")
            words[rng.randrange(len(words))] = rng.choice(["", "newly", "newly said words"])
            wordings.append({"passage": each.key, "now": " ".join(words)})
        reply = Reply.model_validate(
            {
                "format": "letterkit-reply/1",
                "campaign": "c",
                "document": "letter",
                "text": "0" * 64,
                "organisation": "o",
                "name": "Ana",
                "answer": "none",
                "rewordings": wordings,
            }
        )
        read = _read_back(reply, passages)
        assert {each.paragraph for each in read.changes} == {numbers[each.key] for each in chosen}
        assert all([mark.author for mark in each.marks] == ["Ana"] for each in read.changes)


FORM = """\
Dear Ann,
here it is.

We approve text {text} if …
Letter: talks, letter
Organisation: rights-now
Name: Ana Example
[note] the ask is softened,
and nothing else
[about] {key}
[{key}] Of whom?

Of all?
[end]
--
Ana
"""


def test_the_mail_form_says_the_same(small: Small) -> None:
    release = passage(small, "Ask for the release")
    text = replied(small)["text"]
    reply = reply_in_mail(FORM.format(text=text[:8], key=release.key))
    assert reply is not None
    assert (reply.answer, reply.note) == ("condition", "the ask is softened, and nothing else")
    assert reply.about == (release.key,)
    assert [each.comment for each in reply.comments] == ["Of whom?\n\nOf all?"]
    assert reply.around == "Dear Ann,\nhere it is.\n\n--\nAna"
    asked = Asked(small.workspace, "talks", DAY)
    read = receive_reply(asked, reply, CameAs("answer.eml", b"mail", ".eml"))
    others = {each.kind: each.words for each in read.file.record.others}
    assert others["words around the form"] == "Dear Ann, here it is. -- Ana"
    assert read.answer.parts == ("issues/release",)


def test_a_mail_without_the_form_is_none() -> None:
    assert reply_in_mail("We approve text 5d6e7f80.\n\nKind regards") is None
    with pytest.raises(ReplyRefusedError, match="'name' is empty"):
        reply_in_mail("We approve text 5d6e7f80.\nLetter: talks, letter\nOrganisation: acme\nName:")
    named = reply_in_mail(
        "We approve text 5d6e7f80.\nLetter: talks, letter\nOrganisation: acme", "Ana Example"
    )
    dots = "we approve text 5d6e7f80 if...\nLetter: talks, letter\nOrganisation: acme\nName: Ana\nPlease."
    condition = reply_in_mail(dots)
    assert condition is not None
    assert (condition.answer, condition.note) == ("condition", "Please.")
    assert named is not None
    assert named.name == "Ana Example"
