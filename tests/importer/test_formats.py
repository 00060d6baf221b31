"""Which format bytes are: the content decides, and the name where the content may be either."""

from __future__ import annotations

import pytest

from importer.readers.files import MAIL, p, word
from letterkit.importer.sources import Format, format_called, format_of

PAGE = b"<!doctype html><p>Dear Sir,</p>"
PIECE = b"Dear Sir, <br> we write."
HEADINGS = b"# One\n\n# Two\n\n# Three\n"


@pytest.mark.parametrize(
    ("data", "called", "found"),
    [
        (b"Dear Sir,", None, "text"),
        (b"Dear Sir,", "markdown", "markdown"),
        (b"Dear Sir,", "html", "text"),
        (PIECE, "html", "html"),
        (PIECE, None, "text"),
        (PAGE, "text", "html"),
        (HEADINGS, None, "markdown"),
        (HEADINGS, "text", "text"),
        (b"\n%PDF-1.7", "text", "pdf"),
        (word(p("Dear Sir,")), None, "docx"),
        (b"PK\x03\x04 a table", None, None),
        (MAIL + b"\nDear Sir,", "text", "mail"),
        (b"\xd0\xcf\x11\xe0 an old file", "docx", None),
        (bytes(range(256)), None, None),
    ],
)
def test_the_format_of_bytes(data: bytes, called: Format | None, found: Format | None) -> None:
    assert format_of(data, called) == found


def test_a_name_says_a_format_by_its_ending() -> None:
    assert format_called("Letters/Of 2011.HTM") == "html"
    assert format_called("letter") is None
