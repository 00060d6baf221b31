"""Old letters are read in a process of their own, with limits of time and memory: `limits.process`."""

from __future__ import annotations

from msgspec.json import encode

from letterkit.diagnostics import Diagnostic
from letterkit.importer.parts import Read
from letterkit.importer.sources import People, Texts, read_content, unread
from letterkit.limits import process


class ApartReader(process.ApartProcess):
    """Reads files apart. As a context manager it ends its process."""

    def __init__(self) -> None:
        super().__init__("letterkit.importer.apart")

    def read(self, data: bytes, name: str, people: People = None) -> Texts:
        """The texts of a file, and what is to be said of it. See `sources.read_texts`."""
        name = name.encode("utf-8", "replace").decode()
        try:
            return self.answer((name, people), data, tuple[list[Read], list[Diagnostic]])
        except process.NoAnswerError as error:
            return [], [unread(error.args[0], name)]


if __name__ == "__main__":
    process.serve(lambda asked, data: encode(read_content(data, *asked)))
