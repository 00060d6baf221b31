"""Which ways letters are delivered: the key `deliver:` of a campaign. Who sends them: `blocks.sender`."""

from typing import Literal

from pydantic import Field

from letterkit.blocks.base import BlockModel
from letterkit.blocks.values import Email, Name

Way = Literal["fax", "post", "email"]
"""How a letter reaches an official."""


class Deliver(BlockModel):
    """Which ways a campaign's documents go; all that the addresses have where nothing is said.

    `skip` has ways that one addressee is not written to by, `press` whom the release is sent to.
    """

    ways: tuple[Way, ...] = Field(default=("fax", "post", "email"))
    skip: dict[Name, tuple[Way, ...]] = Field(default={})
    press: tuple[Email, ...] = ()
    web: bool = False
