"""A file's bytes → the texts in it and their readings: which reader reads it, and what cannot be read.

The content decides, and not the name: a Word file that calls itself .txt is read as a Word file, and
refused until it is renamed. Whatever cannot be read is a diagnostic; no input raises anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Protocol

from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.files.reading import OLD_LETTER, read_named
from letterkit.importer.documents import with_day
from letterkit.importer.formats import CALLED, Format, format_called, format_of, is_old_office, is_other
from letterkit.importer.parts import MAX_CHARACTERS, MAX_LINES, SourceText
from letterkit.importer.readers.characters import cleaned, decode, decoded_as, is_spoilt
from letterkit.importer.readers.mail import MailError, Piece, pieces, sent_on
from letterkit.importer.reading import Role
from letterkit.importer.transfer import Read

_LETTER = 200  # characters: no letter is shorter


Texts = tuple[list[Read], list[Diagnostic]]
"""The texts of a file, and what is to be said of it."""


Reader = Callable[[bytes, str], tuple[SourceText | None, list[Diagnostic]]]
"""What reads one format: the bytes and the name of a file → its lines."""


class ContentReader(Protocol):
    """What takes a file's content apart: `read_content`, or the same in another process."""

    def __call__(self, data: bytes, name: str, people: Mapping[str, str] | None, /) -> Texts:
        """The texts of a file, and what is to be said of it."""


def read_content(data: bytes, name: str, people: Mapping[str, str] | None = None) -> Texts:
    """The texts of a file that has been opened. See `read_texts`."""
    return _read(data, name, people, nested=False)


def read_texts(
    data: Path | bytes,
    name: str,
    people: Mapping[str, str] | None = None,
    read: ContentReader = read_content,
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
            return [], [_unreadable(error, name)]
    if len(data) > OLD_LETTER.largest:
        return [], [_too_large(name)]
    if not data.strip():
        return [], [_problem("LK702", name, "the file is empty")]
    return read(data, name, people)


def _unreadable(error: OSError, name: str) -> Diagnostic:
    code = getattr(error, "code", "")
    if code == "LK107":
        return _too_large(name)
    hint = "name a file, or give it on standard input: letterkit import -" if code == "LK117" else None
    return _problem("LK701", name, f"cannot be read: {error.strerror or error}", hint)


def _too_large(name: str) -> Diagnostic:
    return _problem("LK703", name, f"larger than {OLD_LETTER.largest // 1_000_000} MB")


def _too_long(name: str) -> Diagnostic:
    return _problem("LK703", name, "more text than five hundred pages hold")


def _problem(code: str, name: str, message: str, hint: str | None = None) -> Diagnostic:
    return Diagnostic(code, message, Location(name, 1, 1), hint)


def _warning(code: str, name: str, message: str) -> Diagnostic:
    return Diagnostic(code, message, Location(name, 1, 1), None, Severity.WARNING)


def _read(
    data: bytes, name: str, people: Mapping[str, str] | None, *, nested: bool
) -> tuple[list[Read], list[Diagnostic]]:
    called = format_called(name)
    found = format_of(data, called)
    if found is None:
        return [], [_no_letter(name, data)]
    said: list[Diagnostic] = []
    if is_other(found, called):
        say = _warning if nested else _problem  # nobody can rename what lies in a mail
        said.append(say("LK708", name, f"the file is {CALLED[found]}, whatever its name says"))
    if found == "mail":
        texts, problems = _mail(data, name, people) if not nested else ([], [])
        return texts, [*said, *problems]
    read, problems = _read_text(_READERS[found], data, name, people)
    return read, [*said, *problems, *(_remarks(read, name) if read else [])]


def _read_text(
    reader: Reader, data: bytes, name: str, people: Mapping[str, str] | None
) -> tuple[list[Read], list[Diagnostic]]:
    """The letters in what one reader reads."""
    from letterkit.importer.guess import guess

    source, problems = reader(data, name)
    if source is None:
        return [], problems
    characters = sum(len(line.text) + len(line.marker) for line in source.lines)
    if characters > MAX_CHARACTERS or len(source.lines) > MAX_LINES:
        return [], [*problems, _too_long(name)]
    return [Read(source, guess(source, people))], problems


def _no_letter(name: str, data: bytes) -> Diagnostic:
    if is_old_office(data):
        hint = "open it in a word processor, take any password off, and save it as .docx"
        return _problem("LK701", name, "an old or encrypted Office file", hint)
    hint = "letters are read from .txt, .md, .html, .pdf, .docx and .eml files"
    return _problem("LK701", name, "neither text nor a format that letterkit reads", hint)


def _text(data: bytes, name: str) -> tuple[SourceText | None, list[Diagnostic]]:
    from letterkit.importer.readers.text import read_text

    return _decoded(data, name, read_text)


def _markdown(data: bytes, name: str) -> tuple[SourceText | None, list[Diagnostic]]:
    from letterkit.importer.readers.markdown import read_markdown

    return _decoded(data, name, read_markdown)


def _html(data: bytes, name: str) -> tuple[SourceText | None, list[Diagnostic]]:
    from letterkit.importer.readers.html import read_html

    return _decoded(_reencoded(data), name, read_html)


def _reencoded(data: bytes) -> bytes:
    """A page as UTF-8, where it says itself in which other encoding it is."""
    said = re.search(
        rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", data[:4096], re.IGNORECASE
    )
    if said is None or said[1].lower() in (b"utf-8", b"utf8"):
        return data
    text = decoded_as(data, said[1].decode("ascii"))
    return text.encode("utf-8", errors="replace") if text is not None else data


def _decoded(
    data: bytes, name: str, reader: Callable[[str, str], SourceText]
) -> tuple[SourceText | None, list[Diagnostic]]:
    raw = decode(data)
    if raw is None:
        return None, [_no_letter(name, data)]
    said = []
    if is_spoilt(raw):
        said.append(_warning("LK709", name, "characters spoilt by a wrong encoding were put right"))
    if len(raw) > 4 * MAX_CHARACTERS:
        return None, [_too_long(name)]
    text = cleaned(raw)
    if not text.strip():
        return None, [_problem("LK702", name, "the file is empty")]
    return reader(name, text), said


def _docx(data: bytes, name: str) -> tuple[SourceText | None, list[Diagnostic]]:
    from letterkit.importer.readers.docx import read_docx
    from letterkit.importer.readers.docx_parts import DocxError

    try:
        return read_docx(name, data), []
    except DocxError as error:
        if error.args[0] == "large":
            return None, [_problem("LK703", name, "unpacks to more than any letter")]
        if error.args[0] == "encrypted":
            return None, [_problem("LK705", name, "encrypted", "take the password off and save it again")]
        return None, [_problem("LK706", name, "the Word file is damaged")]


def _pdf(data: bytes, name: str) -> tuple[SourceText | None, list[Diagnostic]]:
    from letterkit.importer.readers.pdf import MAX_PAGES, PdfError, read_pdf

    try:
        return read_pdf(name, data), []
    except PdfError as error:
        reason = error.args[0]
    if reason == "scan":
        hint = "run it through OCRmyPDF first: ocrmypdf scan.pdf letter.pdf"
        return None, [_problem("LK704", name, "the PDF holds pictures of pages, and no text", hint)]
    if reason == "encrypted":
        return None, [_problem("LK705", name, "encrypted", "take the password off and save it again")]
    if reason == "pages":
        return None, [_problem("LK703", name, f"more than {MAX_PAGES} pages")]
    if reason == "large":
        return None, [_too_long(name)]
    return None, [_problem("LK706", name, "the PDF is damaged")]


_READERS: dict[Format, Reader] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "docx": _docx,
    "pdf": _pdf,
}


def _mail(
    data: bytes, name: str, people: Mapping[str, str] | None
) -> tuple[list[Read], list[Diagnostic]]:
    """The letters in a message: in its body, and in the files attached to it."""
    try:
        found = pieces(data)
    except MailError:
        return [], [_problem("LK706", name, "the e-mail cannot be taken apart")]
    sent = sent_on(data)
    texts: list[Read] = []
    said: list[Diagnostic] = []
    for piece in found:
        read, problems = _body(piece, name, people) if piece.is_body else _attached(piece, name, people)
        texts += [_sent(one, sent) for one in read] if piece.is_body else read
        said += problems
    if not texts:
        return [], [*said, _problem("LK702", name, "the e-mail holds no text")]
    return texts, [*said, *_remarks(texts, name)]


def _body(
    piece: Piece, name: str, people: Mapping[str, str] | None
) -> tuple[list[Read], list[Diagnostic]]:
    """The letters in a message's own text; one that cannot be read is not worth a word."""
    reader = _READERS["html" if piece.media == "text/html" else "text"]
    read, problems = _read_text(reader, piece.data, name, people)
    return read, problems if read else []


def _attached(
    piece: Piece, name: str, people: Mapping[str, str] | None
) -> tuple[list[Read], list[Diagnostic]]:
    """The letters in a file attached to a message; nothing of one that by its name is no letter."""
    if format_called(piece.name) is None:
        return [], []
    return _read(piece.data, f"{name}/{PurePath(piece.name).name}", people, nested=True)


def _sent(read: Read, day: str | None) -> Read:
    """The same, dated by the message where the letter is not."""
    return replace(read, reading=with_day(read.reading, day))


def _remarks(texts: list[Read], name: str) -> list[Diagnostic]:
    """What a reader of the result should know: no letter was found, or its language is not known."""
    heads = [head for text in texts if text.reading.rows for head in text.reading.heads]
    strange = [head for head in heads if not _is_known(head.language)]
    said = []
    if not any(map(_says_something, texts)):
        # What is long, and in a language that nobody here reads, may be a letter all the same.
        say = _warning if strange and sum(map(_length, texts)) >= _LETTER else _problem
        said.append(say("LK707", name, "nothing in it reads like a letter"))
    return [*said, *(_strange(one.language, name) for one in strange)]


def _says_something(read: Read) -> bool:
    """Whether there is prose that can be a letter's."""
    from letterkit.importer.shapes import is_prose

    body = (row for row in read.reading.rows if row.role in (Role.TEXT, Role.ASK, Role.QUOTE))
    return any(is_prose(row.text) for row in body)


def _is_known(language: str) -> bool:
    from letterkit.language.loader import read_languages

    return language.split("-", maxsplit=1)[0] in read_languages()


def _length(read: Read) -> int:
    """How many characters a text has."""
    return sum(len(line.text) for line in read.source.lines)


def _strange(language: str, name: str) -> Diagnostic:
    known = language != "und"
    shown = f"the language '{language}'" if known else "no language that letterkit knows"
    return _warning("LK710", name, f"in {shown}: its parts may not be told apart")
