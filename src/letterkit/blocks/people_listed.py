"""A campaign's list of names of which nobody has said yet whose they are: no new letter may name them.

An import writes it: one name a line, remarks after a #. A person's file, once there is one, counts
instead.
"""

from __future__ import annotations

CANDIDATES_FILE = "candidates.txt"


def names_listed(text: str) -> list[str]:
    """The names in the text of such a file."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return [line for line in lines if line and not line.startswith("#")]
