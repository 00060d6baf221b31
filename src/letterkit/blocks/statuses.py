"""What can have happened to a person; apart from the models, which take long to load."""

from __future__ import annotations

from typing import Literal

Status = Literal[
    "detained",
    "disappeared",
    "house-arrest",
    "arrested",
    "charged",
    "sentenced",
    "imprisoned",
    "released",
    "exiled",
    "died",
]
