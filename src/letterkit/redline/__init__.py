"""Two letters → one that shows what changed: a Letter whose nodes carry their changes.

`redline` compares, `accept` and `reject` lead back to either letter, `printed` serves the writers. It lays
nothing out, reads nothing from git and writes no file; `comparison` does.
"""

from __future__ import annotations

from letterkit.redline.causes import Causes, Source
from letterkit.redline.compare import redline
from letterkit.redline.marks import Notation, printed
from letterkit.redline.resolve import accept, content, reject

__all__ = ["Causes", "Notation", "Source", "accept", "content", "printed", "redline", "reject"]
