"""Inputs that cannot be written down in a row: archives, documents, what is generated.

Each public function returns a file's bytes; a row calls it by `made_by`.
"""

from __future__ import annotations

import zipfile
from io import BytesIO


def word_bomb(megabytes: int) -> bytes:
    """A Word file whose text unpacks to so many megabytes of spaces."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", " " * (megabytes << 20))
    return file.getvalue()
