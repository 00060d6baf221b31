"""What became of a delivery: a file in a campaign's `deliveries/`, to which events are appended."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from letterkit.blocks.base import BlockModel
from letterkit.blocks.values import Instant, Words

What = Literal[
    "intended",
    "not-submitted",
    "submitted",
    "accepted",
    "handed-over",
    "delivered",
    "failed",
    "unknown",
]
"""What happened. Before the network is touched it is `intended`; what follows says what is known."""


class DeliveryEvent(BlockModel):
    """Something that happened to a delivery, and when, by the sender's clock.

    `via` is the way it went, `job` the name it has there, `detail` what was said, `sha256` the file that
    went, `reason` why it went again.
    """

    at: Instant
    what: What
    via: Words | None = None
    job: Words | None = None
    detail: Words | None = None
    sha256: Words | None = None
    reason: Words | None = None


class DeliveryRecord(BlockModel):
    """A delivery: its key, and its events in the order in which they were written down."""

    document: Words
    recipient: Words
    channel: Literal["fax", "post", "email", "press", "web"]
    destination: Words
    events: Annotated[tuple[DeliveryEvent, ...], Field(min_length=1)]
