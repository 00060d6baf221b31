"""The message of a delivery: it says which delivery it is of, so that it is looked up by that."""

from __future__ import annotations

import datetime as dt

from letterkit import mail
from letterkit.delivery.model import Key


def message(
    key: Key,
    sender: mail.Mailbox,
    to: mail.Mailbox,
    on: dt.date,
    words: mail.Words,
    *files: mail.Attachment,
) -> bytes:
    """A message as it is sent. Raises ValueError where an address is none: see `mail.message`."""
    headers = {"X-Letterkit-Delivery": key.id}
    return mail.message(key.id, sender, to, on, words, *files, headers=headers)
