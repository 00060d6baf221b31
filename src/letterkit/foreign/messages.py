"""A message (RFC 5322) → its words, and the files in it.

The standard library takes it apart. Where that makes a mistake with an odd one, the message is damaged.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from typing import Literal

from msgspec import Struct

from letterkit.foreign import UnreadableError
from letterkit.foreign.characters import cleaned, decode, decoded_as

_OF_MACHINES = {"message-id", "mime-version", "received", "content-type", "return-path"}
_HEADER = _OF_MACHINES | {"from", "to", "subject", "date", "delivered-to"}
# What is no word of a page: its style sheets, its marks and spaces.
_NO_WORD = re.compile(r"<style\b[^<]*(?:<!--[^<]*)?|<[^<>]{0,2000}>|&nbsp;|\s+", re.IGNORECASE)
_MORE = 2.5  # times the plain text's words: a page with more says what the plain text does not
_LONGEST = 200  # characters of a file's name, of which the last are kept
# What Python's own reader of messages makes of odd ones: a year of forty digits is an OverflowError.
_ODD = (AssertionError, AttributeError, RecursionError, TypeError)
_MISTAKES = (ArithmeticError, LookupError, ValueError, *_ODD)


class AttachedFile(Struct, frozen=True):
    """A file in a message, by its name alone."""

    name: str
    content: bytes


class ForeignMessage(Struct, frozen=True):
    """What a message holds: its words as plain text, or as a page where that is a part of them at most.

    `plain` is its plain text, whichever of them its words are.
    `day` is when it was sent, ISO 8601, empty where the header says none; `answers` are the messages that
    it answers, by their Message-IDs.
    """

    media: Literal["text", "html"]
    words: str
    plain: str
    files: tuple[AttachedFile, ...]
    subject: str
    answers: tuple[str, ...]
    day: str


def read_message(data: bytes) -> ForeignMessage:
    """Take a message apart. Raises UnreadableError."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        plain, html = message.get_body(("plain",)), message.get_body(("html",))
        files = tuple(_files(message, plain, html))
    except _MISTAKES as error:
        raise UnreadableError("damaged") from error
    answers = f"{_header(message, 'In-Reply-To')} {_header(message, 'References')}"
    return ForeignMessage(
        *_body(_text(plain), _text(html)),
        files,
        _header(message, "Subject"),
        tuple(re.findall(r"<[^<>\s]{3,300}>", answers)),
        _day(message),
    )


def is_message(data: bytes) -> bool:
    """Whether the bytes begin with the header of a message."""
    head = data[:4096].decode("latin-1")
    known = _HEADER & {name.lower() for name in re.findall(r"^([A-Za-z-]+):\s", head, re.MULTILINE)}
    return re.match(r"[A-Za-z][A-Za-z0-9-]*:\s", head) is not None and (
        len(known) >= 3 and not known.isdisjoint(_OF_MACHINES)
    )


def _body(plain: str, html: str) -> tuple[Literal["text", "html"], str, str]:
    """The words of a message, after which of its texts they are, and before its plain one."""
    is_part = _has_words(html, _MORE * len(_NO_WORD.sub("", plain)))
    return ("html", html, plain) if is_part else ("text", plain, plain)


def _has_words(page: str, characters: float) -> bool:
    """Whether the words of a page have more characters than that; it is read no further."""
    count, at = 0, 0
    for match in _NO_WORD.finditer(page):
        count += match.start() - at
        if count > characters:
            return True
        at = match.end()
    return count + len(page) - at > characters


def _files(message: EmailMessage, *bodies: MIMEPart | None) -> Iterator[AttachedFile]:
    """The files of a message, also of one that is attached to it."""
    for part in message.walk():
        name = part.get_filename()
        if part in bodies or part.is_multipart() or not name:
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            yield AttachedFile(cleaned(re.sub(r".*[/\\]", "", name))[-_LONGEST:], content)


def _text(part: MIMEPart | None) -> str:
    """The text of a part, cleaned; empty where it holds other parts."""
    raw = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(raw, bytes):
        return ""
    text = decoded_as(raw, part.get_content_charset() or "utf-8")
    return cleaned(text if text is not None else decode(raw) or "")


def _header(message: EmailMessage, name: str) -> str:
    """What a header says; nothing where it is odd."""
    try:
        return cleaned(str(message[name] or ""))
    except _MISTAKES:
        return ""


def _day(message: EmailMessage) -> str:
    try:
        moment = message["Date"].datetime
    except _MISTAKES:
        return ""
    return moment.date().isoformat() if isinstance(moment, datetime) else ""
