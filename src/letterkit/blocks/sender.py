"""Who sends letters, and with what: `delivery.yaml` of the workspace.

No password stands in it: see docs/delivery.md.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from letterkit.blocks.base import BlockModel
from letterkit.blocks.values import (
    MAX_ADDRESS_LINES,
    Country,
    Domain,
    Email,
    Name,
    TelephoneNumber,
    UserName,
    Words,
    problem,
)

DELIVERY_FILE = "delivery.yaml"


class GatewaySetting(BlockModel):
    """A provider that makes a fax of an e-mail: the form of its addresses, and its domain."""

    profile: Name
    domain: Domain | None = None
    address: Email | None = None


class SmtpSetting(BlockModel):
    """The server that takes our mail. `security` is TLS from the start, or by STARTTLS at once."""

    host: Domain
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    security: Literal["tls", "starttls"] = "tls"
    user: UserName | None = None


class HylafaxSetting(BlockModel):
    """The HylaFAX server, which is reached on this machine: its protocol encrypts nothing."""

    host: Literal["localhost", "127.0.0.1", "::1"] = "localhost"
    port: Annotated[int, Field(ge=1, le=65535)] = 4559
    user: UserName = "letterkit"


class Sender(BlockModel):
    """Who sends, and with what: the workspace's `delivery.yaml`."""

    name: Words | None = None
    fax: TelephoneNumber | None = None
    telephone: TelephoneNumber | None = None
    email: Email | None = None
    country: Country | None = None
    address: tuple[Words, ...] = Field(default=(), max_length=MAX_ADDRESS_LINES)
    resolution: Literal["fine", "standard"] = "fine"
    coding: Literal["mh", "mmr"] = "mh"
    window: Literal["us-10", "din-5008-a", "din-5008-b", "c5-6"] | None = None
    fold_marks: bool = True
    labels: Literal["avery-5160", "l7163"] | None = None
    gateway: GatewaySetting | None = None
    smtp: SmtpSetting | None = None
    hylafax: HylafaxSetting = HylafaxSetting.model_construct()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.smtp or self.gateway) and not self.email:
            raise problem("LK202", "e-mail needs the address it comes from", "enter 'email'")
        return self
