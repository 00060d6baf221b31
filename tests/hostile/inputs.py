"""Inputs that cannot be written down in a row: archives, documents, what is generated.

Each public function returns a file's bytes; a row calls it by `made_by`.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO


def word_bomb(megabytes: int) -> bytes:
    """A Word file whose text unpacks to so many megabytes of spaces."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", " " * (megabytes << 20))
    return file.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WORDS = "<w:p><w:r><w:t>some words</w:t></w:r></w:p>"


def word_tables(levels: int) -> bytes:
    """A Word file with tables within tables."""
    open_, close = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return _word(open_ * levels + _WORDS + close * levels)


def word_paragraphs(times: int) -> bytes:
    """A Word file of very many paragraphs."""
    return _word(_WORDS * times)


def word_list(level: str, times: int = 3) -> bytes:
    """A Word file with items of a list, at a level that Word may not know."""
    item = (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "<w:r><w:t>an item</w:t></w:r></w:p>"
    )
    numbering = (
        f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{level}">'
        '<w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    return _word(item * times, numbering)


def _word(body: str, numbering: str = "") -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        if numbering:
            archive.writestr("word/numbering.xml", numbering)
    return file.getvalue()


def pdf_pages(pages: int, lines: int) -> bytes:
    """A PDF whose pages all have the same content: so many lines of text."""
    content = b"BT /F 9 Tf 9 700 Td 9 TL " + b"(some words of a line) Tj T* " * lines + b"ET"
    return _pdf(pages, content)


def pdf_forms(levels: int) -> bytes:
    """A PDF with a form that draws the next one twice, and so on."""
    return _pdf(1, b"/X0 Do", levels)


def pdf_unpacking(megabytes: int) -> bytes:
    """A PDF whose page unpacks to so many megabytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(megabytes)) + packer.flush()
    return _pdf(1, packed, packed=True)


def _pdf(pages: int, content: bytes, levels: int = 0, *, packed: bool = False) -> bytes:
    forms = b"".join(b"/X%d %d 0 R" % (i, 6 + i) for i in range(levels + 1))
    resources = b"<</Font<</F 3 0 R>>/XObject<<%s>>>>" % forms
    kids = b"5 0 R " * pages
    drawn = [b"/X%d Do /X%d Do" % (i + 1, i + 1) for i in range(levels)] + [b"BT /F 9 Tf (x) Tj ET"]
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources " + resources
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        _stream(content, b"/Filter/FlateDecode" if packed else b""),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources %s>>" % resources,
        *(_stream(each, form) for each in drawn),
    ]
    parts = [b"%d 0 obj\n%s\nendobj\n" % (n, part) for n, part in enumerate(objects, 1)]
    return b"%PDF-1.5\n" + b"".join(parts) + b"trailer <</Root 1 0 R>>\n%%EOF"


def _stream(content: bytes, entries: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def mail(header: str = "", times: int = 1, within: str = "") -> bytes:
    """A message with a header field as often, and with parts `within` one another as often."""
    parts = "".join(within.replace("%", str(i)) for i in range(times)) if within else ""
    lines = f"{header * times}\n" if header else ""
    start = "From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nMessage-ID: <1@x>\n"
    return f"{start}{lines}{parts}\n\nDear Minister,\n\nWe ask for her release.\n".encode()


def svg_uses(levels: int) -> bytes:
    """A drawing whose groups each use the one before ten times."""
    uses = [f"<use xlink:href='#a{i}'/>" * 10 for i in range(levels)]
    groups = "".join(f"<g id='a{i}'>{each}</g>" for i, each in enumerate(uses, 1))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" '
        f"height=\"9\"><defs><rect id='a0' width='1' height='1'/>{groups}</defs>"
        f"<use xlink:href='#a{levels}'/></svg>"
    ).encode()
