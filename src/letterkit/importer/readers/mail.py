"""Which files are e-mails; of an e-mail the text that may be a letter, without marks of quotation."""

from __future__ import annotations

import re
from typing import Literal

from letterkit.foreign.messages import ForeignMessage

_OF_MACHINES = {"message-id", "mime-version", "received", "content-type", "return-path"}
_HEADER = _OF_MACHINES | {"from", "to", "subject", "date", "delivered-to"}
_TAG = re.compile(r"<[^>]{0,2000}>")
_QUOTED = re.compile(r"^(?:>\s?)+", re.MULTILINE)


def is_mail(data: bytes) -> bool:
    """Whether the bytes begin with the header of a message."""
    head = data[:4096].decode("latin-1")
    known = _HEADER & {name.lower() for name in re.findall(r"^([A-Za-z-]+):\s", head, re.MULTILINE)}
    return re.match(r"[A-Za-z][A-Za-z0-9-]*:\s", head) is not None and (
        len(known) >= 3 and not known.isdisjoint(_OF_MACHINES)
    )


def body_of(message: ForeignMessage) -> tuple[Literal["text", "html"], str]:
    """The plain text of a message; its HTML where the plain text is but a part of it."""
    if len(message.plain) < 0.4 * len(_TAG.sub("", message.html)):
        return "html", message.html
    return "text", _QUOTED.sub("", message.plain)
