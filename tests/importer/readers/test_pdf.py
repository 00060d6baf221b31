"""PDFs as lines, by where their words stand."""

from __future__ import annotations

import pytest

from importer.readers.files import line_of, pdf, texts
from letterkit.foreign import UnreadableError
from letterkit.importer.parts import SourceRegion
from letterkit.importer.readers.pdf import read_pdf


def test_a_pdf_in_two_columns_is_read_column_by_column() -> None:
    prose = "".join(
        f"<p>Sentence {word} of the letter goes on for quite a few words and then ends.</p>"
        for word in ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
    source = read_pdf("x.pdf", pdf(f"<div style='columns: 2'>{prose}</div>"))
    assert " ".join(" ".join(texts(source)).split()).index("Sentence two") < " ".join(
        texts(source)
    ).index("Sentence ten")


def test_a_pdf_knows_its_footnotes() -> None:
    body = "<p>" + "The letter goes on and on about the law and its uses. " * 20 + "</p>"
    note = "<div style='font-size: 6pt'>1 See the report of the Committee, page 7.</div>"
    source = read_pdf("x.pdf", pdf(body + note))
    found = line_of(source, "See")
    assert (found.region, found.marker) == (SourceRegion.NOTE, "1")


def test_addresses_beside_one_another_stay_apart() -> None:
    row = (
        "<table style='width: 100%'><tr><td>Jane Roe<br>1 Main Street</td><td>John "
        "Doe<br>2 High Street</td></tr></table>"
    )
    source = read_pdf("x.pdf", pdf(row))
    assert "Jane Roe   " in texts(source)[0]
    assert texts(source)[0].endswith("John Doe")


@pytest.mark.parametrize(("data", "reason"), [(b"%PDF-1.7 nonsense", "damaged")])
def test_pdfs_that_cannot_be_read(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read_pdf("x.pdf", data)


def test_words_at_no_place_are_still_words() -> None:
    """A place of the size that a float cannot hold: 9 × 9 × 9 …"""
    content = b"BT /F 10 Tf (far) Tj " + b"9 9 9 9 9 9 cm (away) Tj " * 60 + b"ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>>>>>"
        ),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % row for row in enumerate(objects, 1))
    source = read_pdf("x.pdf", b"%PDF-1.5\n" + body + b"trailer<</Root 1 0 R>>\n")
    assert "away" in "".join(texts(source))
