"""A reply file is anybody's: whatever it holds, it is a reply or it is refused."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from letterkit.partners.replies.reply import LARGEST, Reply, ReplyRefusedError, is_reply, parse_reply

WHOLE: dict[str, Any] = {
    "format": "letterkit-reply/1",
    "campaign": "2016-sed",
    "document": "letter",
    "text": "5d6e7f80" * 8,
    "organisation": "acme",
    "name": "Maya Tenzin, Director",
    "email": "maya@example.org",
    "answer": "condition",
    "note": "if ask 3 names her",
    "about": ["3f2a1b9c"],
    "comments": [{"passage": "3f2a1b9c", "words": "urge", "comment": "Why “urge”?\n刘晓波"}],
    "rewordings": [{"passage": "1a2b3c4d", "now": "We ask."}],
}


def parsed(**more: Any) -> Reply:
    return parse_reply(json.dumps({**WHOLE, **more}).encode())


def test_a_whole_reply_is_read() -> None:
    reply = parsed()
    assert reply.model_dump(mode="json") == WHOLE
    assert reply.removed == 0


def test_unseen_characters_go_and_are_counted() -> None:
    reply = parsed(name="Maya\u202e Tenzin\x00\u200b", note="a\r\nb\u2028c\u200d\ud800")
    assert reply.name == "Maya Tenzin"
    assert reply.note == "a\nb\nc\u200d"
    assert reply.removed == 4


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"format": "letterkit-reply/2"}, "another version"),
        ({"answer": "yes"}, "'answer' is not as the page writes it"),
        ({"note": " "}, "does not say on which"),
        ({"name": "\u200b"}, "'name' is empty"),
        ({"name": "x" * 201}, "'name' is too long"),
        ({"text": "5D6E"}, "'text' is not as"),
        ({"organisation": "../acme"}, "'organisation' is not as"),
        ({"organisation": 7}, "'organisation' is not as"),
        ({"comments": [{"passage": "3f2a1b9c"}]}, "'comments', number 1, 'comment' is missing"),
        ({"comments": [{"passage": "3f2a1b9c", "comment": "x" * 20_001}]}, "is too long"),
        ({"rewordings": [{"passage": "3f2a1b9c", "now": ""}] * 2}, "two wordings of one passage"),
        ({"_removed": 3}, "'_removed' is nothing that the page writes"),
        ({"comments": [[[[[]]]]]}, "it is damaged"),
        ({"answer": "none", "note": "", "comments": [], "rewordings": []}, "it says nothing"),
    ],
)
def test_what_the_page_does_not_write_is_refused(more: dict[str, Any], said: str) -> None:
    with pytest.raises(ReplyRefusedError, match=said):
        parsed(**more)


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"null", b"\xff\xfe{}", b"[" * 50_000, b"9" * 9_999, b"NaN", b"{" + b" " * LARGEST],
    ids=["empty", "list", "null", "utf-16", "depth", "digits", "nan", "size"],
)
def test_what_is_no_reply_at_all_is_refused(content: bytes) -> None:
    with pytest.raises(ReplyRefusedError):
        parse_reply(content)


def damaged(seed: int) -> bytes:
    """The whole reply with bytes, or members, that were changed."""
    rng = random.Random(seed)  # noqa: S311  # damage, no secrets
    data = dict(WHOLE)
    for _ in range(rng.randrange(0, 3)):
        odd: list[Any] = [
            None,
            [],
            {},
            -1,
            1e400,
            True,
            "\u202e",
            "x" * 30_000,
            [[]],
            {"passage": []},
            [WHOLE],
        ]
        data[rng.choice([*WHOLE, "other"])] = rng.choice(odd)
    content = bytearray(
        json.dumps(data, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")
    )
    for _ in range(rng.randrange(0, 6)):
        at = rng.randrange(len(content))
        content[at : at + rng.randrange(0, 9)] = rng.randbytes(rng.randrange(0, 4))
    return bytes(content)


def refusals(number: int) -> int:
    """How many of so many damaged replies are refused."""
    refused = 0
    for seed in range(number):
        try:
            parse_reply(damaged(seed))
        except ReplyRefusedError:
            refused += 1
    return refused


def test_damaged_replies_raise_nothing_but_the_refusal() -> None:
    """40,000 were tried once, by hand."""
    assert 0.8 * 1_500 < refusals(1_500) < 1_500


def test_a_file_is_known_by_its_name_or_its_beginning() -> None:
    assert is_reply("answer.JSON", b"")
    assert is_reply("answer", json.dumps(WHOLE).encode())
    assert not is_reply("answer.docx", b"PK")
