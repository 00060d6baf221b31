"""Word files that cannot be taken apart."""

from __future__ import annotations

import io
import zipfile

import pytest

from importer.readers.files import word
from letterkit.foreign import UnreadableError
from letterkit.importer.readers.docx import read_docx


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"PK\x03\x04nonsense", "damaged"), (word("<w:p>"), "damaged"), (b"", "damaged")],
)
def test_word_files_that_cannot_be_read(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read_docx("x.docx", data)


def test_a_word_file_that_unpacks_to_too_much() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 61_000_000)
    with pytest.raises(UnreadableError, match="large"):
        read_docx("x.docx", file.getvalue())
