"""The words on the pages of a PDF that may be anybody's, read in a process of its own.

What a file does to the library that takes it apart, it does to that process: a page may unpack to
gigabytes, or repeat itself without end in code that nobody can interrupt. As a program this module reads
a PDF from its input and writes a list of strings, one a page, as JSON; null where it is no PDF.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress

from letterkit.limits import TooMuchWorkError

SECONDS = 4
"""Seconds of the processor's that the pages may take; those of a letter of 100 pages take a quarter."""
PATIENCE = 9.0
"""Seconds by the clock, for a system that cannot limit the processor's."""
MEMORY = 480_000_000
"""Bytes of address space that the process may have."""


def page_texts(content: bytes) -> list[str] | None:
    """The words of each page; None where it cannot be opened. Raises TooMuchWorkError."""
    # -P: a program of the folder that one stands in is not taken for one of Python's.
    command = [sys.executable, "-P", "-m", __name__]
    try:
        done = subprocess.run(  # noqa: S603  # Python itself
            command, input=content, capture_output=True, timeout=PATIENCE, check=True
        )
        found: list[str] | None = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise TooMuchWorkError from None
    return found


def main() -> None:
    """Read the PDF that comes in."""
    _limit()
    sys.stdout.write(json.dumps(texts_here(sys.stdin.buffer.read())))


def texts_here(content: bytes) -> list[str] | None:
    """The same without limits, in this process: of a PDF that letterkit has just made."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            return [page.get_textpage().get_text_range() for page in pdf]
    except pypdfium2.PdfiumError:
        return None


def _limit() -> None:
    """Time, memory and core dumps, where the system has such limits (setrlimit(2))."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        for kind, most in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_CPU, SECONDS),
            (resource.RLIMIT_AS, MEMORY),
        ):
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))


if __name__ == "__main__":
    main()
