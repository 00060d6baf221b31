"""What a written file says to somebody who unpacks it."""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2


def readable(content: bytes) -> bytes:
    """A file's content with all that is packed in it.

    A PDF's streams, attachments and text strings, a zip's members.
    """
    parts = [content]
    if content.startswith(b"%PDF"):
        parts += _pdf_parts(content)
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    return b"\n".join(parts)


def _pdf_parts(content: bytes) -> Iterator[bytes]:
    with pikepdf.open(BytesIO(content)) as pdf:
        for found in pdf.objects:
            if isinstance(found, pikepdf.Stream):
                with contextlib.suppress(pikepdf.PdfError):
                    yield found.read_bytes()
            yield " ".join(_strings(found, 0)).encode("utf-8", "replace")
    document = pypdfium2.PdfDocument(content)
    for page in document:
        yield page.get_textpage().get_text_bounded().encode("utf-8", "replace")
    document.close()


def _strings(found: pikepdf.Object, depth: int) -> Iterator[str]:
    """The text strings that an object of a PDF holds itself."""
    if isinstance(found, pikepdf.String):
        yield str(found)
    elif depth < 4 and isinstance(found, pikepdf.Array):
        for item in found:
            if isinstance(item, pikepdf.Object) and not item.is_indirect:
                yield from _strings(item, depth + 1)
    elif depth < 4 and isinstance(found, pikepdf.Dictionary):
        for item in found.values():
            if isinstance(item, pikepdf.Object) and not item.is_indirect:
                yield from _strings(item, depth + 1)
