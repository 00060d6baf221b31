"""A file's bytes → the texts in it and their readings: which reader reads it, and what cannot be read.

The content decides, and not the name: a Word file that calls itself .txt is read as a Word file, and
refused until it is renamed. Whatever cannot be read is a diagnostic; no input raises anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path, PurePath
from typing import Literal

from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.files.reading import OLD_LETTER, read_named
from letterkit.foreign import UnreadableError
from letterkit.foreign.characters import cleaned, decode, decoded_as, is_spoilt
from letterkit.foreign.messages import is_message, read_message
from letterkit.importer.parts import MAX_CHARACTERS, MAX_LINES, Read, SourceText
from letterkit.importer.reading import Role
from letterkit.values import replace

Format = Literal["text", "markdown", "html", "pdf", "docx", "mail"]
# What people call each format, and the ends of its files' names.
_FORMATS: Mapping[Format, tuple[str, tuple[str, ...]]] = {
    "text": ("text", (".txt", ".text")),
    "markdown": ("Markdown", (".md", ".markdown")),
    "html": ("HTML", (".html", ".htm", ".xhtml")),
    "pdf": ("a PDF", (".pdf",)),
    "docx": ("a Word file", (".docx",)),
    "mail": ("an e-mail", (".eml",)),
}
_LETTER = 200  # characters: no letter is shorter
_LONGEST = 4 * MAX_CHARACTERS  # characters of a page with all its marks
_PROSE = (Role.TEXT, Role.ASK, Role.QUOTE)
_QUOTED = re.compile(r"^(?:>\s?)+", re.MULTILINE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", re.IGNORECASE)

Texts = tuple[list[Read], list[Diagnostic]]
"""The texts of a file, and what is to be said of it."""
People = Mapping[str, str] | None
ContentReader = Callable[[bytes, str, People], Texts]
"""What takes a file's content apart: `read_content`, or the same in another process."""


def read_texts(
    data: Path | bytes, name: str, people: People = None, read: ContentReader | None = None
) -> Texts:
    """The texts of a file and their readings: one, or a message's and its attachments'.

    `name` is how messages and origins call the file. `people` are the names of the persons in the
    library, in small letters, and the names of their files; cases are matched with them. What `read` is
    given is a stranger's: see `apart`.
    """
    try:
        content = read_named(data, OLD_LETTER) if isinstance(data, Path) else data
    except OSError as error:
        code = getattr(error, "code", "")
        if code == "LK107":
            return [], [unread("size", name)]
        hint = "name a file, or give it on standard input: letterkit import -"
        message = f"cannot be read: {error.strerror or error}"
        return [], [_said("LK701", message, name, hint=hint if code == "LK117" else None)]
    if len(content) > OLD_LETTER.largest:
        return [], [unread("size", name)]
    return (read or read_content)(content, name, people)


def read_content(data: bytes, name: str, people: People = None, *, nested: bool = False) -> Texts:
    """The texts of a file that was opened: see `read_texts`. In a mail (`nested`) no mail is read."""
    called = format_called(name)
    found = format_of(data, called)
    if found is None:
        return [], [unread("office" if data.startswith(_OLD_OFFICE) else "unknown", name)]
    said: list[Diagnostic] = []
    texts: list[Read] = []
    if called not in (None, found):
        # Nobody can rename what lies in a mail.
        severity = Severity.WARNING if nested else Severity.ERROR
        message = f"the file is {_FORMATS[found][0]}, whatever its name says"
        said.append(_said("LK708", message, name, severity))
    try:
        if found != "mail":
            is_binary = found in ("docx", "pdf")
            content = data if is_binary else _decoded(found, data, name, said)
            texts = [_text(found, content, name, people)]
        elif not nested:
            texts = _mail(data, name, people, said)
    except UnreadableError as error:
        said.append(unread(error.args[0], name, found))
    return texts, [*said, *_remarks(texts, name)]


def _text(found: Format, content: bytes | str, name: str, people: People) -> Read:
    """What one reader reads, of a text the characters. Raises UnreadableError."""
    from letterkit.importer.guess import guess

    reader = "html" if found == "markdown" else found
    read = getattr(import_module(f"letterkit.importer.readers.{reader}"), f"read_{found}")
    source: SourceText = read(name, content)
    characters = sum(len(line.text) + len(line.marker) for line in source.lines)
    if characters > MAX_CHARACTERS or len(source.lines) > MAX_LINES:
        raise UnreadableError("long")
    return Read(source, guess(source, people))


def _decoded(found: Format, data: bytes, name: str, said: list[Diagnostic]) -> str:
    """The characters of a text or a page, cleaned. Raises UnreadableError."""
    # A page may say itself in which encoding it is.
    charset = _CHARSET.search(data[:4096]) if found == "html" else None
    text = decoded_as(data, charset[1].decode("ascii")) if charset else None
    text = decode(data) if text is None else text
    if text is None:
        raise UnreadableError("unknown")
    if is_spoilt(text):
        message = "characters spoilt by a wrong encoding were put right"
        said.append(_said("LK709", message, name, Severity.WARNING))
    if len(text) > _LONGEST:
        raise UnreadableError("long")
    text = cleaned(text)
    if not text.strip():
        raise UnreadableError("empty")
    return text


def _mail(data: bytes, name: str, people: People, said: list[Diagnostic]) -> list[Read]:
    """The letters in a message: in its body, and in the files attached to it. Raises UnreadableError.

    A body that cannot be read is not worth a word, nor an attachment that is no letter by its name.
    """
    message = read_message(data)
    texts: list[Read] = []
    words = _QUOTED.sub("", message.words) if message.media == "text" else message.words
    if words.strip() and len(words) <= _LONGEST:
        with suppress(UnreadableError):
            body = _text(message.media, words, name, people)
            texts.append(replace(body, reading=replace(body.reading, day=message.day)))
    for file in message.files:
        if format_called(file.name):
            read, problems = read_content(file.content, f"{name}/{file.name}", people, nested=True)
            texts += read
            said += problems
    if not texts:
        raise UnreadableError("wordless")
    return texts


# Formats

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # a file of before 2007, or an encrypted one
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|div|p|"
    r"article|table|meta|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN = re.compile(r"^(?:#{1,6}\s+\S|\*\*[^*\n]{1,200}\*\*\s*$|\|\s?:?-{3,})", re.MULTILINE)
_ELEMENTS = re.compile(r"<(?:p|div|br|td)\b")
_MOST_HEADINGS = 2  # and other marks of Markdown, in a text that is none


def format_called(name: str) -> Format | None:
    """The format that a file's name says; None where it says none that is read."""
    ending = PurePath(name).suffix.lower()
    return next((found for found, (_, endings) in _FORMATS.items() if ending in endings), None)


def format_of(data: bytes, called: Format | None) -> Format | None:
    """What the bytes are; None where they are nothing that is read.

    What the name says decides where the content may be either.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):  # a zip
        return "docx" if b"word/" in data[:200_000] or called == "docx" else None
    if data.startswith(_OLD_OFFICE):
        return None
    if is_message(data):
        return "mail"
    text = decode(data[:400_000])
    return _format_of_text(text, called) if text is not None else None


def _format_of_text(text: str, called: Format | None) -> Format:
    if _HTML.match(text[:6000]) or (called == "html" and _ELEMENTS.search(text[:20_000])):
        return "html"
    if called in ("markdown", "text"):
        return called
    return "markdown" if len(_MARKDOWN.findall(text[:50_000])) > _MOST_HEADINGS else "text"


# What is said of a file

_SAVE_AGAIN = "open it in a word processor, take any password off, and save it as .docx"
_SAVE_ALONE = "open it in the program that made it, save the letter alone, and import that"
MISTAKE = "the file cannot be taken apart"
"""What is said of a file that its reader makes a mistake with."""
_UNREAD: Mapping[str, tuple[str, str, str | None]] = {
    "office": ("LK701", "an old or encrypted Office file", _SAVE_AGAIN),
    "unknown": (
        "LK701",
        "neither text nor a format that letterkit reads",
        "letters are read from .txt, .md, .html, .pdf, .docx and .eml files",
    ),
    "empty": ("LK702", "the file is empty", None),
    "wordless": ("LK702", "the e-mail holds no text", None),
    "size": ("LK703", f"larger than {OLD_LETTER.largest // 1_000_000} MB", None),
    "large": ("LK703", "unpacks to more than any letter", None),
    "pages": ("LK703", "more than five hundred pages", None),
    "long": ("LK703", "more text than five hundred pages hold", None),
    "deep": ("LK703", "more elements within one another than the page of any letter", None),
    "scan": (
        "LK704",
        "the PDF holds pictures of pages, and no text",
        "run it through OCRmyPDF first: ocrmypdf scan.pdf letter.pdf",
    ),
    "encrypted": ("LK705", "encrypted", "take the password off and save it again"),
    "damaged": ("LK706", "the {} is damaged", None),
    "time": ("LK711", "reading it takes longer than reading any letter", _SAVE_ALONE),
    "memory": ("LK711", "reading it takes too much memory", _SAVE_ALONE),
    "crash": (
        "LK711",
        "reading it breaks off: it needs too much memory, or makes its reader crash",
        _SAVE_ALONE,
    ),
}


def _said(
    code: str, message: str, name: str, severity: Severity = Severity.ERROR, hint: str | None = None
) -> Diagnostic:
    return Diagnostic(code, message, Location(name, 1, 1), hint, severity)


def unread(why: str, name: str, found: Format = "text") -> Diagnostic:
    """What is said of a file that could not be taken apart, for a reason of `UnreadableError`'s or
    `process.NoAnswerError`'s.
    """
    code, message, hint = _UNREAD.get(why, ("LK706", f"{MISTAKE} ({why})", _SAVE_ALONE))
    called = _FORMATS[found][0].removeprefix("a ").removeprefix("an ")
    return _said(code, message.format(called), name, hint=hint)


def _remarks(texts: list[Read], name: str) -> list[Diagnostic]:
    """What a reader of the result should know: no letter was found, or its language is not known."""
    from letterkit.language.loader import read_languages

    heads = (head.language for text in texts if text.reading.rows for head in text.reading.heads)
    strange = [one for one in heads if one.partition("-")[0] not in read_languages()]
    said = [_said("LK710", _strange(one), name, Severity.WARNING) for one in strange]
    if texts and not any(map(_is_letter, texts)):
        # What is long, and in a language that nobody here reads, may be a letter all the same.
        long = sum(len(line.text) for text in texts for line in text.source.lines) >= _LETTER
        severity = Severity.WARNING if strange and long else Severity.ERROR
        said.insert(0, _said("LK707", "nothing in it reads like a letter", name, severity))
    return said


def _strange(language: str) -> str:
    known = language != "und"
    shown = f"the language '{language}'" if known else "no language that letterkit knows"
    return f"in {shown}: its parts may not be told apart"


def _is_letter(text: Read) -> bool:
    from letterkit.importer.shapes import is_prose

    rows = text.reading.rows  # a wrapped text whose lines were not joined has a salutation all the same
    return any(row.role is Role.DEAR or (row.role in _PROSE and is_prose(row.text)) for row in rows)
