"""Eleven ways to spoil a PDF that a validator must notice: each breaks one promise of the file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import TypeAlias

import pikepdf


def _elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """The structure elements of a kind."""
    found = (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary))
    return [each for each in found if each.get("/S") == kind]


def _metadata(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    text = pdf.Root.Metadata.read_bytes()
    assert old in text
    pdf.Root.Metadata.write(text.replace(old, new))


def no_language(pdf: pikepdf.Pdf) -> None:
    """ISO 14289-1, 7.2."""
    del pdf.Root.Lang


def no_title(pdf: pikepdf.Pdf) -> None:
    """ISO 14289-1, 7.1."""
    _metadata(pdf, b"dc:title", b"dc:titre")


def title_not_shown(pdf: pikepdf.Pdf) -> None:
    """ISO 14289-1, 7.1: a viewer's window says the title, not the file's name."""
    del pdf.Root.ViewerPreferences


def no_claim(pdf: pikepdf.Pdf) -> None:
    """ISO 14289-1, 5."""
    _metadata(pdf, b'pdfuaid:part="1"', b"")


def property_not_described(pdf: pikepdf.Pdf) -> None:
    """ISO 19005-3, 6.6.2.3.3."""
    _metadata(pdf, b"<pdfaProperty:name>fax<", b"<pdfaProperty:name>telex<")


def words_outside(pdf: pikepdf.Pdf) -> None:
    """ISO 14289-1, 7.1: content in neither the structure nor an artifact."""
    page = pdf.pages[1]
    content = page.Contents.read_bytes()
    spoilt = re.sub(rb"/Span\s*<</MCID 10>>\s*BDC", b"/Span BMC", content, count=1)
    assert spoilt != content
    page.Contents.write(spoilt)


def no_colours(pdf: pikepdf.Pdf) -> None:
    """ISO 19005-3, 6.2.3: what is meant by a colour."""
    del pdf.Root.OutputIntents


def glyphs_without_text(pdf: pikepdf.Pdf) -> None:
    """ISO 19005-3, 6.2.11.7.2."""
    for font in pdf.pages[0].Resources.Font.values():
        del font.ToUnicode


def item_outside_list(pdf: pikepdf.Pdf) -> None:
    """ISO 14289-1, 7.2: a list's label and body in a paragraph."""
    _elements(pdf, "/LI")[0].S = pikepdf.Name("/P")


def level_left_out(pdf: pikepdf.Pdf) -> None:
    """ISO 14289-1, 7.4.2."""
    _elements(pdf, "/H1")[0].S = pikepdf.Name("/H3")


def attachment_of_no_kind(pdf: pikepdf.Pdf) -> None:
    """ISO 19005-3, 6.8: in what relation a file stands to the document."""
    del pdf.attachments["letter.json"].obj.AFRelationship


Mutant: TypeAlias = Callable[[pikepdf.Pdf], None]
MUTANTS: tuple[Mutant, ...] = (
    no_language,
    no_title,
    title_not_shown,
    no_claim,
    property_not_described,
    words_outside,
    no_colours,
    glyphs_without_text,
    item_outside_list,
    level_left_out,
    attachment_of_no_kind,
)


def spoilt(content: bytes, mutant: Mutant) -> bytes:
    """The PDF with one thing broken."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        mutant(pdf)
        pdf.save(out, static_id=True)
    return out.getvalue()
