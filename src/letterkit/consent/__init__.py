"""Who may not be named, and the gate that no output passes which names them.

A pure room: it knows the tree and people's names, and neither files nor the library. It refuses to guess:
whatever reads as a barred name stops what leaves the house, and a draft for review withholds it.
"""

from __future__ import annotations

from letterkit.consent.alike import AlikeParts
from letterkit.consent.carried import Carried
from letterkit.consent.gate import (
    Released,
    named_beside,
    named_in,
    release,
    screened,
    unnamed,
    withhold,
)
from letterkit.consent.register import WITHHELD, PersonNames, Register

__all__ = [
    "WITHHELD",
    "AlikeParts",
    "Carried",
    "PersonNames",
    "Register",
    "Released",
    "named_beside",
    "named_in",
    "release",
    "screened",
    "unnamed",
    "withhold",
]
