"""The process that reads old letters (see `limits.process`). Started by `apart`, never by people."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.json import encode

from letterkit.diagnostics import Diagnostic
from letterkit.importer.parts import Read
from letterkit.limits import process


class Answer(Struct, frozen=True):
    """What came of a file: the texts in it, what is to be said of it, and `failure`: what reading it
    broke off for, in one word.
    """

    read: tuple[Read, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    failure: str = ""


def answered(asked: tuple[str, Mapping[str, str] | None], data: bytes) -> bytes:
    """An `Answer` as JSON. Asked are the file's name and the names of people: see `sources`."""
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
