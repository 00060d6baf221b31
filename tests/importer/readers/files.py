"""Files made for the tests, and a look at the lines that are read of them."""

from __future__ import annotations

import io
import zipfile
from html import escape

from letterkit.importer.parts import SourceLine, SourceText

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MAIL = (
    b"From: a@b.example\nTo: c@d.example\nSubject: x\nDate: Wed, 02 May 2018 09:14:00 "
    b"+0200\nMIME-Version: 1.0\n"
)


def word(body: str, **parts: str) -> bytes:
    """A Word file with this body, and other parts by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return file.getvalue()


def p(text: str, properties: str = "") -> str:
    """A paragraph."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{escape(text)}</w:t></w:r></w:p>"
    )


def pdf(html: str, style: str = "") -> bytes:
    """A PDF of a page."""
    import weasyprint

    made = weasyprint.HTML(
        string=f"<style>@page {{ size: letter; margin: 2cm }} {style}</style>{html}"
    ).write_pdf()
    assert isinstance(made, bytes)
    return made


def blank_pdf(pages: int = 1, password: str = "") -> bytes:
    """A PDF without text."""
    import pikepdf

    made, file = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page()
    made.save(file, encryption=pikepdf.Encryption(owner=password, user=password) if password else None)
    return file.getvalue()


def texts(source: SourceText) -> list[str]:
    """The lines that are not blank."""
    return [line.text for line in source.lines if line.text]


def line_of(source: SourceText, text: str) -> SourceLine:
    """The line that begins so."""
    return next(line for line in source.lines if line.text.startswith(text))
