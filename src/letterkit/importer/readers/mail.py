"""An e-mail → the texts in it: its body, and the attachments that can be letters.

The standard library takes the message apart. The header lines of a forwarded message, and marks of
quotation, are taken off; attached files are read like any other file.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage, MIMEPart

from letterkit.foreign import UnreadableError
from letterkit.foreign.characters import cleaned, text_of
from letterkit.mail import Attachment

_OF_MACHINES = {"message-id", "mime-version", "received", "content-type", "return-path"}
_HEADER = _OF_MACHINES | {"from", "to", "subject", "date", "delivered-to"}
_TAG = re.compile(r"<[^>]{0,2000}>")
_QUOTED = re.compile(r"^(?:>\s?)+", re.MULTILINE)
# What Python's own reader of messages makes of odd ones: a year of forty digits is an OverflowError.
_ODD = (AssertionError, AttributeError, RecursionError, TypeError)
_MISTAKES = (ArithmeticError, LookupError, ValueError, *_ODD)


def pieces(data: bytes) -> tuple[list[Attachment], str]:
    """The body of a message, which has no name, and its attachments; and the day on which it was sent,
    ISO 8601, empty where the header says none. Raises UnreadableError.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        found = list(_pieces(message))
    except _MISTAKES as error:
        raise UnreadableError("damaged") from error
    if not found:
        raise UnreadableError("damaged")
    try:
        moment = message["Date"].datetime
    except _MISTAKES:
        moment = None
    return found, moment.date().isoformat() if isinstance(moment, datetime) else ""


def is_mail(data: bytes) -> bool:
    """Whether the bytes begin with the header of a message."""
    head = data[:4096].decode("latin-1")
    known = _HEADER & {name.lower() for name in re.findall(r"^([A-Za-z-]+):\s", head, re.MULTILINE)}
    return re.match(r"[A-Za-z][A-Za-z0-9-]*:\s", head) is not None and (
        len(known) >= 3 and not known.isdisjoint(_OF_MACHINES)
    )


def _pieces(message: EmailMessage) -> Iterator[Attachment]:
    body = _body(message)
    if body is not None:
        media = body.get_content_type()
        text = text_of(body)
        text = _QUOTED.sub("", text) if media == "text/plain" else text
        yield Attachment("", media, text.encode())
    for part in message.iter_attachments():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            name = cleaned(part.get_filename() or "attachment")
            yield Attachment(name, part.get_content_type(), content)


def _body(message: EmailMessage) -> MIMEPart | None:
    """The plain text of a message; its HTML where the plain text is but a part of it."""
    body = message.get_body(preferencelist=("plain", "html"))
    html = message.get_body(preferencelist=("html",))
    if body is None or html is None or body is html:
        return body
    return html if len(text_of(body)) < 0.4 * len(_TAG.sub("", text_of(html))) else body
