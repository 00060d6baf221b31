"""A message (RFC 5322) → its words, as plain text and as a page, and the files in it.

The standard library takes it apart. Where that makes a mistake with an odd one, the message is damaged.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage, MIMEPart

from msgspec import Struct

from letterkit.foreign import UnreadableError
from letterkit.foreign.characters import cleaned, decode, decoded_as

_LONGEST = 200  # characters of a file's name, of which the last are kept
# What Python's own reader of messages makes of odd ones: a year of forty digits is an OverflowError.
_ODD = (AssertionError, AttributeError, RecursionError, TypeError)
_MISTAKES = (ArithmeticError, LookupError, ValueError, *_ODD)


class AttachedFile(Struct, frozen=True):
    """A file in a message, by its name alone."""

    name: str
    content: bytes


class ForeignMessage(Struct, frozen=True):
    """What a message holds. `plain` and `html` say the same where it has both; either may be empty.

    `day` is when it was sent, ISO 8601, empty where the header says none; `answers` are the messages that
    it answers, by their Message-IDs.
    """

    plain: str
    html: str
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
        _text(plain),
        _text(html),
        files,
        _header(message, "Subject"),
        tuple(re.findall(r"<[^<>\s]{3,300}>", answers)),
        _day(message),
    )


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
