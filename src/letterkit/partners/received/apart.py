"""A partner's file is taken apart in a process of its own, with limits of time and memory: `worker`."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from msgspec import Struct, convert

from letterkit.limits import process
from letterkit.partners.received.mail_parts import MailFile, MailParts

WORKER = "letterkit.partners.received.worker"
"""The program that reads."""


class FileRefusedError(Exception):
    """The file gives nothing; why, in one word, as `args[0]`."""


class By(Struct, frozen=True):
    """Who made a tracked change, and when, as the file says it."""

    author: str
    date: str


class FoundChange(Struct, frozen=True):
    """A change: see `changes.TextChange`."""

    kind: str
    paragraph: int
    word: int
    went: str
    came: str
    behind: int | None
    by: tuple[By, ...]
    glued: str | None = None


class FoundRemark(Struct, frozen=True):
    """A comment: the paragraph sent that it is on, if any, and the words there."""

    number: str
    paragraph: int | None
    words: str
    author: str
    date: str
    text: str
    answers: str | None
    is_done: bool


class WordCounts(Struct, frozen=True):
    """The ledger: words sent, those that went and came, and those of the file."""

    sent: int
    went: int
    came: int
    back: int

    @property
    def changed(self) -> int:
        """Words that went or came."""
        return self.went + self.came


class Found(Struct, frozen=True):
    """What a file does to the text that was sent, and what of it is no text, as (kind, words)."""

    changes: tuple[FoundChange, ...]
    remarks: tuple[FoundRemark, ...]
    others: tuple[tuple[str, str], ...]
    margins: tuple[str, ...]
    counts: WordCounts


def text_of(data: bytes) -> str | None:
    """The digest of the text that a file says it has, or its beginning. Raises FileRefusedError."""
    text = _asked({"asked": "text"}, data).get("text")
    return str(text) if text is not None else None


def found_in(data: bytes, texts: Sequence[str], author: str, date: str) -> Found:
    """What a file does to these paragraphs; author and date are of our own tracked changes in it.

    Raises FileRefusedError.
    """
    own = {"author": author, "date": date}
    return _found(_asked({"asked": "file", "texts": list(texts), "own": own}, data))


def found_in_pasted(text: str, texts: Sequence[str]) -> Found:
    """What a pasted text does to these paragraphs. Raises FileRefusedError."""
    return _found(_asked({"asked": "pasted", "texts": list(texts)}, text.encode("utf-8", "replace")))


def parts_of_mail(data: bytes) -> MailParts:
    """What a mail holds. Raises FileRefusedError."""
    told = _asked({"asked": "mail"}, data)
    files = (MailFile(each["name"], base64.b64decode(each["content"])) for each in told["files"])
    return MailParts(told["words"], told["subject"], tuple(told["answers"]), tuple(files))


def _found(answer: dict[str, Any]) -> Found:
    return convert(answer, Found)


def _asked(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = process.answer(WORKER, request, data)
    except process.NoAnswerError as error:
        raise FileRefusedError(error.args[0]) from None
    if "failure" in answer:
        raise FileRefusedError(answer["failure"])
    return answer
