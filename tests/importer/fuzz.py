"""A coverage-guided search for bytes that the importer answers with anything but diagnostics.

    pip install atheris
    python tests/importer/fuzz.py tests/importer/letters -max_total_time=600

Each input goes the whole way of `letterkit import --dry-run`: read, parsed, proposed, put together again.
Atheris is no dependency of letterkit.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-not-found, unused-ignore]

with atheris.instrument_imports(include=["letterkit"]):
    # What the importer loads only when it is needed must be there now, to be watched.
    import letterkit.importer.guess
    import letterkit.importer.readers.docx
    import letterkit.importer.readers.html
    import letterkit.importer.readers.pdf  # noqa: F401
    from letterkit.importer.sources import read_content
    from letterkit.library.index import Library
    from letterkit.library.workspace import Workspace
    from letterkit.proposals.intake import Input, take_in

NAMES = ("letter", "letter.txt", "letter.md", "letter.html", "letter.eml", "letter.pdf", "letter.docx")


def one_input(data: bytes) -> None:
    """The last byte chooses the file's name; the words of what is read must add up."""
    name = NAMES[data[-1] % len(NAMES)] if data else NAMES[0]
    (taken,) = take_in([Input(name, data[:-1])], WORKSPACE, WORKSPACE.root / "seeds", read=read_content)
    lost = [str(p) for p in taken.problems if p.code == "LK722"]
    assert not lost, lost


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for part in ("seeds", "campaigns"):
            (Path(folder) / part).mkdir()
        WORKSPACE = Workspace(Path(folder))
        Library(WORKSPACE).load_all()
        atheris.Setup(sys.argv, one_input)
        atheris.Fuzz()
