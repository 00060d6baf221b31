"""Old letters are read in a process of their own, with limits of time and memory (see `limits.process`).

What it answers is held to the types that it must have, because it has worked on a stranger's file.
"""

from __future__ import annotations

from msgspec.json import encode

from letterkit.diagnostics import Diagnostic, Location
from letterkit.diagnostics.json import read_json
from letterkit.importer.parts import Read
from letterkit.importer.sources import SAVE_ALONE, People, Texts, read_content, unread
from letterkit.limits import process

MISTAKE = "the file cannot be taken apart"
"""What is said of a file that its reader makes a mistake with."""


class ApartReader(process.ApartProcess):
    """Reads files apart. As a context manager it ends its process."""

    def __init__(self) -> None:
        super().__init__("letterkit.importer.apart")

    def read(self, data: bytes, name: str, people: People = None) -> Texts:
        """The texts of a file, and what is to be said of it. See `sources.read_texts`."""
        name = name.encode("utf-8", "replace").decode()
        try:
            answer = self.answer((name, people), data)
            texts, said = read_json(answer, tuple[list[Read], list[Diagnostic]])
        except process.NoAnswerError as error:
            texts, said = [], [unread("time" if error.is_late else "crash", name)]
        except ValueError:
            texts, said = [], [unread("crash", name)]
        if any(one.hint == SAVE_ALONE for one in said):
            self.end()  # nobody knows what it left behind
        return texts, said


def answered(asked: tuple[str, People], data: bytes) -> bytes:
    """Texts as JSON, in that process. Asked are the file's name and the names of people."""
    name, people = asked
    try:
        return encode(read_content(data, name, people))
    except MemoryError:
        said = unread("memory", name)
    except Exception as error:  # noqa: BLE001  # whatever a file does to its reader is about the file
        message = f"{MISTAKE} ({type(error).__name__})"
        said = Diagnostic("LK706", message, Location(name, 1, 1), SAVE_ALONE)
    return encode(([], [said]))


if __name__ == "__main__":
    process.serve(answered)
