"""Messages (RFC 5322): a letter to an office, a fax to a gateway, a draft to those who decide on it.

The same content gives the same bytes: date, Message-ID and boundaries follow from it. The Message-ID is
what a message is looked up by where nobody knows whether the server took it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from msgspec import Struct

_POLICY = SMTP.clone(cte_type="7bit", max_line_length=76)
_NOON = dt.time(12, tzinfo=dt.UTC)
_NO_DOMAIN = "letterkit.invalid"
"""Of a Message-ID where nobody is known to send: a name that is never given away (RFC 2606, 2)."""

Mailbox = tuple[str, str]
"""A name, which may be empty, and an address."""


class Attachment(Struct, frozen=True):
    """A file with a message: its name, its kind (RFC 6838) and content."""

    name: str
    media: str
    content: bytes


class Words(Struct, frozen=True):
    """What a message says: its subject, the words for everybody, and where there are any as HTML."""

    subject: str
    text: str
    html: str | None = None


def message(
    identity: str,
    sender: Mailbox | None,
    to: Mailbox | None,
    on: dt.date,
    words: Words,
    *files: Attachment,
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """A message as it is sent, lines ended by CRLF; `identity` begins its Message-ID, `headers` are more.

    Without a sender or an addressee the mail program asks for them. Raises ValueError where an address is
    none.
    """
    digest = _digest(identity, sender, to, words, files)
    made = EmailMessage(policy=_POLICY)
    for name, box in (("From", sender), ("To", to)):
        if box is not None:
            made[name] = _address(*box)
    made["Subject"] = " ".join(words.subject.split())
    made["Date"] = format_datetime(dt.datetime.combine(on, _NOON))
    domain = sender[1].rpartition("@")[2] if sender is not None else _NO_DOMAIN
    made["Message-ID"] = f"<{identity}.{digest[:16]}@{domain}>"
    for name, value in (headers or {}).items():
        made[name] = value
    _fill(made, words, files)
    for number, part in enumerate(part for part in made.walk() if part.is_multipart()):
        part.set_boundary(f"=_letterkit_{digest[16:40]}_{number}")
    return made.as_bytes()


def _fill(made: EmailMessage, words: Words, files: Iterable[Attachment]) -> None:
    """Put the words and the files into a message."""
    made.set_content(words.text, cte="quoted-printable")
    if words.html is not None:
        made.add_alternative(words.html, subtype="html", cte="quoted-printable")
    for file in files:
        main, _, sub = file.media.partition("/")
        made.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)


def message_id(content: bytes) -> str:
    """The Message-ID of a message that was made here."""
    from email import message_from_bytes

    return str(message_from_bytes(content, policy=_POLICY)["Message-ID"])


def _address(name: str, address: str) -> Address:
    user, _, domain = address.rpartition("@")
    return Address(" ".join(name.split()), user, domain)


def _digest(
    identity: str,
    sender: Mailbox | None,
    to: Mailbox | None,
    words: Words,
    files: tuple[Attachment, ...],
) -> str:
    told = hashlib.sha256(repr((identity, sender, to, words)).encode())
    for file in files:
        told.update(hashlib.sha256(file.content).digest())
    return told.hexdigest()
