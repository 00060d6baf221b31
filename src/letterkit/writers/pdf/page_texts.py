"""The words on the pages of a PDF that may be anybody's, read in a process of its own.

What a file does to the library that takes it apart, it does to that process: a page may unpack to
gigabytes, or repeat itself without end in code that nobody can interrupt. As a program this module
answers with a list of strings, one a page; none where it is no PDF.
"""

from __future__ import annotations

import json

from letterkit.limits import TooMuchWorkError, process


def page_texts(content: bytes) -> list[str] | None:
    """The words of each page; None where it cannot be opened. Raises TooMuchWorkError."""
    try:
        return process.answer(__name__, None, content, list[str]) or None
    except process.NoAnswerError:
        raise TooMuchWorkError from None


def texts_here(content: bytes) -> list[str] | None:
    """The same without limits, in this process: of a PDF that letterkit has just made."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            return [page.get_textpage().get_text_range() for page in pdf]
    except pypdfium2.PdfiumError:
        return None


if __name__ == "__main__":
    process.serve(lambda _, content: json.dumps(texts_here(content) or []).encode())
