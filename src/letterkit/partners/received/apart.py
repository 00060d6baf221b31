"""A partner's file is taken apart and compared in a process of its own (see `limits.process`)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, TypeVar

from msgspec import Raw
from msgspec.json import encode

from letterkit.diagnostics.json import read_json
from letterkit.foreign import UnreadableError
from letterkit.foreign.messages import ForeignMessage
from letterkit.foreign.word_changes import By
from letterkit.limits import process
from letterkit.partners.received.alignment import AnotherTextError
from letterkit.partners.received.changes import Found, UnbalancedError, compared
from letterkit.partners.received.mail_parts import read_mail
from letterkit.partners.received.pasted import read_pasted
from letterkit.partners.received.word import identity, read_word

Form = TypeVar("Form")

_READER = "letterkit.partners.received.apart"  # this module as a program


class FileRefusedError(Exception):
    """The file gives nothing; why, in one word, as `args[0]`."""


def text_of(data: bytes) -> str | None:
    """The digest of the text that a file says it has, or its beginning. Raises FileRefusedError."""
    return _asked(("text",), data, str) or None


def found_in(data: bytes, texts: Sequence[str], own: By) -> Found:
    """What a file does to these paragraphs; `own` are our own tracked changes in it.

    Raises FileRefusedError.
    """
    return _asked(("file", texts, own.author, own.date), data, Found)


def found_in_pasted(text: str, texts: Sequence[str]) -> Found:
    """What a pasted text does to these paragraphs. Raises FileRefusedError."""
    return _asked(("pasted", texts), text.encode("utf-8", "replace"), Found)


def mail_in(data: bytes) -> ForeignMessage:
    """A mail, with the words that are its own. Raises FileRefusedError."""
    return _asked(("mail",), data, ForeignMessage)


def _asked(asked: tuple[object, ...], data: bytes, form: type[Form]) -> Form:
    try:
        failure, found = process.answer(_READER, asked, data, tuple[str, Raw])
    except process.NoAnswerError as error:
        raise FileRefusedError(error.args[0]) from None
    if not failure:
        with suppress(ValueError):
            return read_json(bytes(found), form)
    raise FileRefusedError(failure or "crash")


# In the other process


def answered(asked: Sequence[Any], data: bytes) -> tuple[str, object]:
    """Why the file gives nothing, in one word, or nothing; and what is found in it."""
    try:
        return "", _found(asked, data)
    except UnreadableError as error:
        return str(error.args[0]), None
    except AnotherTextError:
        return "another", None
    except UnbalancedError:
        return "unbalanced", None


def _found(asked: Sequence[Any], data: bytes) -> str | ForeignMessage | Found:
    match asked:
        case ("mail",):
            return read_mail(data)
        case ("text",):
            return identity(data) or ""
        case ("pasted", texts):
            return read_pasted(texts, data.decode("utf-8", "replace"))
        case (_, texts, author, date):
            return compared(texts, read_word(data, By(author, date)))
    raise ValueError(asked)


if __name__ == "__main__":
    process.serve(lambda asked, data: encode(answered(asked, data)))
