"""The ways out: each takes a parcel and says what became of it, and nothing else opens a connection.

What a transport raises decides whether a delivery may be tried again. NotSubmittedError says that surely
nothing went out. Whatever else happens once the first byte was on its way leaves it unknown.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, Protocol

from msgspec import Struct

from letterkit.delivery.model import PreparedDelivery

NAMES = ("hylafax", "smtp", "maildir", "folder")


class Parcel(Struct, frozen=True):
    """What is submitted: the delivery, its file's content, and the name of this attempt.

    `not_before` is when a call may begin; None for at once.
    """

    delivery: PreparedDelivery
    content: bytes
    tag: str
    not_before: dt.datetime | None = None


class Receipt(Struct, frozen=True):
    """What is known of a parcel: what happened, the name it has there, and what was said."""

    what: Literal["submitted", "accepted", "handed-over", "delivered", "failed"]
    job: str | None = None
    detail: str | None = None


class NotSubmittedError(Exception):
    """Surely nothing went out: the delivery may be tried again."""


class Transport(Protocol):
    """A way out."""

    @property
    def name(self) -> str:
        """What it is called after `--via`."""

    @property
    def calls(self) -> bool:
        """Whether it calls numbers, and may be told when."""

    def file_for(self, delivery: PreparedDelivery) -> str | None:
        """Which file of the delivery it takes; None where the delivery cannot go this way."""

    def submit(self, parcel: Parcel) -> Receipt:
        """Submit it. Raises NotSubmittedError where surely nothing went out; any other exception leaves
        that unknown.
        """

    def look_up(self, tag: str) -> Receipt | None:
        """What became of an attempt; None where that cannot be told. Raises OSError."""
