"""Which format the bytes of a file are, by their content: a name may say what it likes."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from letterkit.importer.readers.characters import decode
from letterkit.importer.readers.mail import is_mail

Format = Literal["text", "markdown", "html", "pdf", "docx", "mail"]
CALLED: dict[Format, str] = {
    "text": "text",
    "markdown": "Markdown",
    "html": "HTML",
    "pdf": "a PDF",
    "docx": "a Word file",
    "mail": "an e-mail",
}
_ENDINGS: dict[Format, tuple[str, ...]] = {
    "text": (".txt", ".text"),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm", ".xhtml"),
    "pdf": (".pdf",),
    "docx": (".docx",),
    "mail": (".eml",),
}
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
    return next((found for found, endings in _ENDINGS.items() if ending in endings), None)


def format_of(data: bytes, called: Format | None) -> Format | None:
    """What the bytes are; None where they are nothing that is read.

    What the name says decides where the content may be either.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):  # a zip
        return "docx" if b"word/" in data[:200_000] or called == "docx" else None
    if is_old_office(data):
        return None
    if is_mail(data):
        return "mail"
    text = decode(data[:400_000])
    return _format_of_text(text, called) if text is not None else None


def is_old_office(data: bytes) -> bool:
    """Whether the bytes are an Office file in the format before 2007, or an encrypted one."""
    return data.startswith(b"\xd0\xcf\x11\xe0")


def _format_of_text(text: str, called: Format | None) -> Format:
    if _HTML.match(text[:6000]) or (called == "html" and _ELEMENTS.search(text[:20_000])):
        return "html"
    if called in ("markdown", "text"):
        return called
    return "markdown" if len(_MARKDOWN.findall(text[:50_000])) > _MOST_HEADINGS else "text"


def is_other(found: Format, called: Format | None) -> bool:
    """Whether a name says another format than the content; Markdown is text too."""
    return called is not None and called != found and {called, found} != {"text", "markdown"}
