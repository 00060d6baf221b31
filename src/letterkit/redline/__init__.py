"""Two letters → one that shows what changed: a Letter whose nodes carry their changes.

`redline` compares, `accept` and `reject` lead back to either letter, `printed` serves the writers.
Nothing is laid out here, read from git or written: that is for others, and so is why letters differ.
"""

from __future__ import annotations

from letterkit.redline.compare import Redline, redline
from letterkit.redline.differences import Aspect, Difference
from letterkit.redline.marks import Notation, numbers_printed, printed
from letterkit.redline.resolve import accept, content, reject
from letterkit.redline.summary import Summary, summary

__all__ = [
    "Aspect",
    "Difference",
    "Notation",
    "Redline",
    "Summary",
    "accept",
    "content",
    "numbers_printed",
    "printed",
    "redline",
    "reject",
    "summary",
]
