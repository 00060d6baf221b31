"""Providers that make a fax of an e-mail: the form in which each wants its messages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from letterkit.blocks.sender import DELIVERY_FILE, GatewaySetting
from letterkit.diagnostics import Diagnostic, Location, did_you_mean


class Profile(Struct, frozen=True):
    """A provider's form: what its messages are addressed to, their subject, and what they carry."""

    title: str
    to: str
    subject: str
    attach: Literal["pdf", "tiff"]

    def filled(self, setting: GatewaySetting, number: str, subject: str) -> tuple[str, str]:
        """The address and the subject of a message for a number in E.164 form."""
        values = {
            "digits": number.removeprefix("+"),
            "number": number,
            "domain": setting.domain or "",
            "address": setting.address or "",
            "subject": subject,
        }
        return self.to.format(**values), self.subject.format(**values)


@cache
def profiles() -> Mapping[str, Profile]:
    """Every profile there is, by its name."""
    import yaml

    text = Path(__file__).with_name("gateways.yaml").read_text(encoding="utf-8")
    return {name: Profile(**entry) for name, entry in yaml.safe_load(text).items()}


def takes_pdf(setting: GatewaySetting) -> bool:
    """Whether the messages carry the letter itself."""
    profile = profiles().get(setting.profile)
    return profile is not None and profile.attach == "pdf"


def problems_of(setting: GatewaySetting, place: Location) -> list[Diagnostic]:
    """LK632 where the setting names no profile that there is, or lacks what its profile needs."""
    profile = profiles().get(setting.profile)
    if profile is None:
        known = ", ".join(profiles())
        hint = did_you_mean(setting.profile, profiles()) or f"there are: {known}"
        message = f"no provider's profile is named '{setting.profile}'"
        return [Diagnostic("LK632", message, place, hint)]
    return [
        Diagnostic(
            "LK632",
            f"the profile '{setting.profile}' needs a '{key}'",
            place,
            f"enter it below 'gateway' in {DELIVERY_FILE}",
        )
        for key in ("domain", "address")
        if f"{{{key}}}" in profile.to and not getattr(setting, key)
    ]
