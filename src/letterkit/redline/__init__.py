"""Two letters → one that shows what changed: a Letter whose nodes carry their changes.

`redline` compares, `accept` and `reject` lead back to either letter, `printed` serves the writers.
Nothing is laid out here, read from git or written: that is for others.
"""

from __future__ import annotations

from letterkit.campaign.causes import Causes, Source
from letterkit.redline.compare import redline
from letterkit.redline.marks import Notation, numbers_printed, printed
from letterkit.redline.resolve import accept, content, reject
from letterkit.redline.summary import Summary, summary

__all__ = [
    "Causes",
    "Notation",
    "Source",
    "Summary",
    "accept",
    "content",
    "numbers_printed",
    "printed",
    "redline",
    "reject",
    "summary",
]
