"""A file's bytes → the texts in it and their readings: which reader reads it, and what cannot be read.

The content decides, and not the name: a Word file that calls itself .txt is read as a Word file, and
refused until it is renamed. Whatever cannot be read is a diagnostic; no input raises anything else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path, PurePath
from typing import Protocol

from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.files.reading import OLD_LETTER, read_named
from letterkit.importer.formats import CALLED, Format, format_called, format_of, is_old_office, is_other
from letterkit.importer.parts import MAX_CHARACTERS, MAX_LINES, Read, SourceText
from letterkit.importer.readers import UnreadableError
from letterkit.importer.readers.characters import cleaned, decode, decoded_as, is_spoilt
from letterkit.importer.readers.mail import pieces
from letterkit.importer.reading import Role
from letterkit.values import replace

_LETTER = 200  # characters: no letter is shorter
_PROSE = (Role.TEXT, Role.ASK, Role.QUOTE)
_BY_BYTES = ("docx", "pdf")
"""Formats whose readers take bytes; the others take a text that has been decoded and cleaned."""

Texts = tuple[list[Read], list[Diagnostic]]
"""The texts of a file, and what is to be said of it."""
People = Mapping[str, str] | None


class ContentReader(Protocol):
    """What takes a file's content apart: `read_content`, or the same in another process."""

    def __call__(self, data: bytes, name: str, people: People, /) -> Texts:
        """The texts of a file, and what is to be said of it."""


def read_texts(
    data: Path | bytes, name: str, people: People = None, read: ContentReader | None = None
) -> Texts:
    """The texts of a file and their readings: one, or a message's and its attachments'.

    `name` is how messages and origins call the file. `people` are the names of the persons in the
    library, in small letters, and the names of their files; cases are matched with them. What `read` is
    given is a stranger's: see `apart`.
    """
    if isinstance(data, Path):
        try:
            data = read_named(data, OLD_LETTER)
        except OSError as error:
            return [], [_unopened(error, name)]
    if len(data) > OLD_LETTER.largest:
        return [], [_unread("large", name)]
    if not data.strip():
        return [], [_problem("LK702", name, "the file is empty")]
    return (read or read_content)(data, name, people)


def read_content(data: bytes, name: str, people: People = None) -> Texts:
    """The texts of a file that has been opened. See `read_texts`."""
    return _read(data, name, people, nested=False)


def _read(data: bytes, name: str, people: People, *, nested: bool) -> Texts:
    """The texts of a file; `nested`: of one in a mail, where no further mail is read."""
    called = format_called(name)
    found = format_of(data, called)
    if found is None:
        return [], [_no_letter(name, data)]
    said: list[Diagnostic] = []
    if is_other(found, called):
        say = _warning if nested else _problem  # nobody can rename what lies in a mail
        said.append(say("LK708", name, f"the file is {CALLED[found]}, whatever its name says"))
    if found == "mail" and nested:
        return [], said
    read, problems = _mail(data, name, people) if found == "mail" else _text(found, data, name, people)
    return read, [*said, *problems, *(_remarks(read, name) if read else [])]


# What is said of a file


def _problem(code: str, name: str, message: str, hint: str | None = None) -> Diagnostic:
    return Diagnostic(code, message, Location(name, 1, 1), hint)


def _warning(code: str, name: str, message: str) -> Diagnostic:
    return Diagnostic(code, message, Location(name, 1, 1), None, Severity.WARNING)


def _unopened(error: OSError, name: str) -> Diagnostic:
    code = getattr(error, "code", "")
    if code == "LK107":
        return _unread("large", name)
    hint = "name a file, or give it on standard input: letterkit import -" if code == "LK117" else None
    return _problem("LK701", name, f"cannot be read: {error.strerror or error}", hint)


_UNREAD = {
    "pages": ("LK703", "more than five hundred pages", None),
    "long": ("LK703", "more text than five hundred pages hold", None),
    "scan": (
        "LK704",
        "the PDF holds pictures of pages, and no text",
        "run it through OCRmyPDF first: ocrmypdf scan.pdf letter.pdf",
    ),
    "encrypted": ("LK705", "encrypted", "take the password off and save it again"),
}


def _unread(why: str, name: str, found: Format = "text") -> Diagnostic:
    """What is said of a file that could not be taken apart."""
    if why == "large":
        most = f"larger than {OLD_LETTER.largest // 1_000_000} MB"
        return _problem("LK703", name, "unpacks to more than any letter" if found == "docx" else most)
    damaged = ("LK706", f"the {CALLED[found].rpartition('a ')[2]} is damaged", None)
    code, message, hint = _UNREAD.get(why, damaged)
    return _problem(code, name, message, hint)


def _no_letter(name: str, data: bytes) -> Diagnostic:
    if is_old_office(data):
        hint = "open it in a word processor, take any password off, and save it as .docx"
        return _problem("LK701", name, "an old or encrypted Office file", hint)
    hint = "letters are read from .txt, .md, .html, .pdf, .docx and .eml files"
    return _problem("LK701", name, "neither text nor a format that letterkit reads", hint)


# One text


def _text(found: Format, data: bytes, name: str, people: People) -> Texts:
    """The letters in what one reader reads."""
    from letterkit.importer.guess import guess

    said: list[Diagnostic] = []
    try:
        source = _lines(found, data, name, said)
    except UnreadableError as error:
        return [], [*said, _unread(error.args[0], name, found)]
    if source is None:
        return [], said
    characters = sum(len(line.text) + len(line.marker) for line in source.lines)
    if characters > MAX_CHARACTERS or len(source.lines) > MAX_LINES:
        return [], [*said, _unread("long", name)]
    return [Read(source, guess(source, people))], said


def _lines(found: Format, data: bytes, name: str, said: list[Diagnostic]) -> SourceText | None:
    """What the reader of the format reads; None, and why in `said`. Raises UnreadableError."""
    read = getattr(import_module(f"letterkit.importer.readers.{found}"), f"read_{found}")
    if found in _BY_BYTES:
        source: SourceText = read(name, data)
        return source
    raw = decode(_reencoded(data) if found == "html" else data)
    if raw is None:
        said.append(_no_letter(name, data))
        return None
    if is_spoilt(raw):
        said.append(_warning("LK709", name, "characters spoilt by a wrong encoding were put right"))
    if len(raw) > 4 * MAX_CHARACTERS:
        raise UnreadableError("long")
    text = cleaned(raw)
    if not text.strip():
        said.append(_problem("LK702", name, "the file is empty"))
        return None
    decoded: SourceText = read(name, text)
    return decoded


def _reencoded(data: bytes) -> bytes:
    """A page as UTF-8, where it says itself in which other encoding it is."""
    said = re.search(
        rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", data[:4096], re.IGNORECASE
    )
    if said is None or said[1].lower() in (b"utf-8", b"utf8"):
        return data
    text = decoded_as(data, said[1].decode("ascii"))
    return text.encode("utf-8", errors="replace") if text is not None else data


# A message


def _mail(data: bytes, name: str, people: People) -> Texts:
    """The letters in a message: in its body, and in the files attached to it.

    A body that cannot be read is not worth a word, nor an attachment that is no letter by its name.
    """
    try:
        found, day = pieces(data)
    except UnreadableError as error:
        return [], [_unread(error.args[0], name, "mail")]
    texts: list[Read] = []
    said: list[Diagnostic] = []
    for piece in found:
        if not piece.name:
            read, problems = _text(
                "html" if piece.media == "text/html" else "text", piece.data, name, people
            )
            read = [replace(one, reading=replace(one.reading, day=day)) for one in read]
            said += problems if read else []
        elif format_called(piece.name) is not None:
            inner = f"{name}/{PurePath(piece.name).name}"
            read, problems = _read(piece.data, inner, people, nested=True)
            said += problems
        else:
            continue
        texts += read
    return texts, said if texts else [*said, _problem("LK702", name, "the e-mail holds no text")]


# What was read


def _remarks(texts: list[Read], name: str) -> list[Diagnostic]:
    """What a reader of the result should know: no letter was found, or its language is not known."""
    from letterkit.language.loader import read_languages

    heads = [head.language for text in texts if text.reading.rows for head in text.reading.heads]
    strange = [one for one in heads if one.split("-", maxsplit=1)[0] not in read_languages()]
    said = [_strange(one, name) for one in strange]
    if not any(map(_has_prose, texts)):
        # What is long, and in a language that nobody here reads, may be a letter all the same.
        long = sum(len(line.text) for text in texts for line in text.source.lines) >= _LETTER
        say = _warning if strange and long else _problem
        said.insert(0, say("LK707", name, "nothing in it reads like a letter"))
    return said


def _has_prose(text: Read) -> bool:
    from letterkit.importer.shapes import is_prose

    return any(row.role in _PROSE and is_prose(row.text) for row in text.reading.rows)


def _strange(language: str, name: str) -> Diagnostic:
    known = language != "und"
    shown = f"the language '{language}'" if known else "no language that letterkit knows"
    return _warning("LK710", name, f"in {shown}: its parts may not be told apart")
