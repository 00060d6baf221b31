"""Old letters are read in a process of their own, with limits of time and memory (see `limits.process`).

What it answers is held to the types that it must have, because it has worked on a stranger's file.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.json import encode

from letterkit.diagnostics import Diagnostic, Location
from letterkit.diagnostics.json import read_json
from letterkit.importer.parts import Read
from letterkit.limits import process

MISTAKE = "the file cannot be taken apart"
"""What is said of a file that its reader makes a mistake with."""
_TOO_MUCH = {
    "time": "reading it takes longer than reading any letter",
    "memory": "reading it takes too much memory",
    "crash": "reading it breaks off: it needs too much memory, or makes its reader crash",
}


class Answer(Struct, frozen=True):
    """What came of a file: the texts in it, what is to be said of it, and `failure`: what reading it
    broke off for, in one word.
    """

    read: tuple[Read, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    failure: str = ""


class ApartReader(process.ApartProcess):
    """Reads files apart. As a context manager it ends its process."""

    def __init__(self) -> None:
        super().__init__("letterkit.importer.apart")

    def read(
        self, data: bytes, name: str, people: Mapping[str, str] | None = None
    ) -> tuple[list[Read], list[Diagnostic]]:
        """The texts of a file, and what is to be said of it. See `sources.read_texts`."""
        name = name.encode("utf-8", "replace").decode()
        try:
            answer = read_json(self.answer((name, people), data), Answer)
        except process.NoAnswerError as error:
            answer = Answer(failure="time" if error.is_late else "crash")
        except ValueError:
            answer = Answer(failure="crash")
        if not answer.failure:
            return list(answer.read), list(answer.problems)
        self.end()  # nobody knows what it left behind
        mistake = ("LK706", f"{MISTAKE} ({answer.failure})")
        too_much = _TOO_MUCH.get(answer.failure)
        code, message = ("LK711", too_much) if too_much else mistake
        hint = "open it in the program that made it, save the letter alone, and import that"
        return [], [Diagnostic(code, message, Location(name, 1, 1), hint)]


def answered(asked: tuple[str, Mapping[str, str] | None], data: bytes) -> bytes:
    """An `Answer` as JSON, in that process. Asked are the file's name and the names of people."""
    from letterkit.importer.sources import read_content

    try:
        read, problems = read_content(data, *asked)
    except MemoryError:
        return encode(Answer(failure="memory"))
    except Exception as error:  # noqa: BLE001  # whatever a file does to its reader is about the file
        return encode(Answer(failure=type(error).__name__))
    return encode(Answer(tuple(read), tuple(problems)))


if __name__ == "__main__":
    process.serve(answered)
