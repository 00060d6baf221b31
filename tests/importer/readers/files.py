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


def drawn_pdf(*contents: bytes) -> bytes:
    """A PDF of pages that are drawn so, in the operators of ISO 32000-1; its font is /F."""
    first = 4  # the number of the first page
    numbers = range(first, first + 2 * len(contents), 2)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (len(contents), b" ".join(b"%d 0 R" % number for number in numbers)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, content in zip(numbers, contents, strict=True):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % (number + 1)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % row for row in enumerate(objects, 1))
    return b"%PDF-1.5\n" + body + b"trailer<</Root 1 0 R>>\n"


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
