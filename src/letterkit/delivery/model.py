"""A delivery: one document to one recipient, by one channel, to one destination."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct, field

from letterkit import letter as lt
from letterkit.diagnostics import Diagnostic, has_errors


class Channel(StrEnum):
    """How a document reaches its recipient."""

    FAX = "fax"
    POST = "post"
    EMAIL = "email"
    PRESS = "press"
    WEB = "web"


class Key(Struct, frozen=True):
    """What makes two deliveries the same one: the content does not, so that nothing goes out twice
    because a comma was changed.

    `document` is the campaign's and the document's name, `recipient` an office's block, or for the press
    and the web the address once more. `destination` is canonical: a number in E.164 form, an e-mail
    address in small letters, a postal address on one line.
    """

    document: str
    recipient: str
    channel: Channel
    destination: str

    @property
    def id(self) -> str:
        """A name for files: who and how for people, then 12 digits of the key's SHA-256."""
        key = [self.document, self.recipient, self.channel.value, self.destination]
        digest = hashlib.sha256(json.dumps(key, ensure_ascii=False).encode()).hexdigest()[:12]
        who = re.sub(r"[^a-z0-9]+", "-", self.recipient.rpartition("/")[2].lower()).strip("-")
        return f"{who[:60] or 'recipient'}-{self.channel.value}-{digest}"


class PreparedDelivery(Struct, frozen=True):
    """A delivery as it was prepared: its key, who it is for, its file and what is in the way.

    `file` and `mail` are paths from the folder of deliveries; `mail` is the message of an e-mail, or to
    a gateway that makes a fax of it. `pages` are those that arrive, 0 where there are none.
    """

    key: Key
    name: str
    office: str
    organisation: str
    file: str
    sha256: str
    pages: int
    mail: str | None = None
    in_the_way: tuple[Diagnostic, ...] = ()

    @property
    def id(self) -> str:
        """See `Key.id`."""
        return self.key.id

    @property
    def is_blocked(self) -> bool:
        """Whether it may not be sent as it is."""
        return has_errors(self.in_the_way)


class Prepared(Struct, frozen=True):
    """What was prepared: the deliveries, the files from the folder of deliveries, and what was found.

    `kept` are the names of those files that lie there already, and are not written.
    """

    deliveries: tuple[PreparedDelivery, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    kept: frozenset[str] = frozenset()


def digest_of(content: bytes) -> str:
    """SHA-256 of a file, in hexadecimal, as `sha256sum` prints it."""
    return hashlib.sha256(content).hexdigest()


def one_line(lines: Iterable[str]) -> str:
    """A postal address as a destination: its lines with a comma between, spaces evened out."""
    return ", ".join(" ".join(line.split()) for line in lines if line.strip())


def post_destination(address: lt.PostalAddress) -> str:
    """The destination of a letter by post."""
    return one_line((*address.lines, address.country))
