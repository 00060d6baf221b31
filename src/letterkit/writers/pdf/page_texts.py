"""The words on the pages of a PDF that may be anybody's, read in a process of its own.

What a file does to the library that takes it apart, it does to that process: a page may unpack to
gigabytes, or repeat itself without end in code that nobody can interrupt. As a program this module reads
a PDF from its input and writes a list of strings, one a page, as JSON; null where it is no PDF.
"""

from __future__ import annotations

import json
import sys

from letterkit.limits import TooMuchWorkError, process


def page_texts(content: bytes) -> list[str] | None:
    """The words of each page; None where it cannot be opened. Raises TooMuchWorkError."""
    try:
        found: list[str] | None = process.answer(__name__, given=content)
    except process.NoAnswerError:
        raise TooMuchWorkError from None
    return found


def main() -> None:
    """Read the PDF that comes in."""
    process.limit_memory()
    process.limit_time()
    sys.stdout.write(json.dumps(texts_here(sys.stdin.buffer.read())))


def texts_here(content: bytes) -> list[str] | None:
    """The same without limits, in this process: of a PDF that letterkit has just made."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            return [page.get_textpage().get_text_range() for page in pdf]
    except pypdfium2.PdfiumError:
        return None


if __name__ == "__main__":
    main()
