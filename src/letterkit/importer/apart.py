"""Old letters are read in a process of their own, with limits of time and memory (see `worker`).

What it answers is held to the types that it must have, because it has worked on a stranger's file.
"""

from __future__ import annotations

from collections.abc import Mapping

from letterkit.diagnostics import Diagnostic, Location
from letterkit.diagnostics.json import read_json
from letterkit.importer.parts import Read
from letterkit.importer.worker import Answer
from letterkit.limits.process import ApartProcess, NoAnswerError

MISTAKE = "the file cannot be taken apart"
"""What is said of a file that its reader makes a mistake with."""
_TOO_MUCH = {
    "time": "reading it takes longer than reading any letter",
    "memory": "reading it takes too much memory",
    "crash": "reading it breaks off: it needs too much memory, or makes its reader crash",
}


class ApartReader(ApartProcess):
    """Reads files apart. As a context manager it ends its process."""

    def __init__(self) -> None:
        super().__init__("letterkit.importer.worker")

    def read(
        self, data: bytes, name: str, people: Mapping[str, str] | None = None
    ) -> tuple[list[Read], list[Diagnostic]]:
        """The texts of a file, and what is to be said of it. See `sources.read_texts`."""
        name = name.encode("utf-8", "replace").decode()
        answer = self._answer((name, people), data)
        if not answer.failure:
            return list(answer.read), list(answer.problems)
        self.end()  # nobody knows what it left behind
        mistake = ("LK706", f"{MISTAKE} ({answer.failure})")
        too_much = _TOO_MUCH.get(answer.failure)
        code, message = ("LK711", too_much) if too_much else mistake
        hint = "open it in the program that made it, save the letter alone, and import that"
        return [], [Diagnostic(code, message, Location(name, 1, 1), hint)]

    def _answer(self, asked: tuple[str, Mapping[str, str] | None], data: bytes) -> Answer:
        try:
            return read_json(self.answer(asked, data), Answer)
        except NoAnswerError as error:
            return Answer(failure="time" if error.is_late else "crash")
        except ValueError:
            return Answer(failure="crash")
