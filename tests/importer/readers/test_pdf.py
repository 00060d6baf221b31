"""PDFs as lines, by where their words stand."""

from __future__ import annotations

import pytest

from importer.readers.files import drawn_pdf, line_of, pdf, texts
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


def _drawn(text: str, height: int, *, artifact: bool = False) -> bytes:
    """A line on a page, so many points from its foot."""
    said = b"BT /F 10 Tf 60 %d Td (%s) Tj ET " % (height, text.encode())
    return b"/Artifact <</Type/Pagination>> BDC " + said + b"EMC " if artifact else said


def test_what_a_tagged_pdf_says_is_no_part_of_its_text_stands_apart() -> None:
    pages = [
        _drawn("Rights Now, 1 Main Street" if page == 1 else "Rights Now", 760, artifact=True)
        + _drawn(f"Page {page} of the letter goes on for quite a few words,", 700)
        + _drawn("of which one or the other stands on a second line.", 688)
        + _drawn(f"{page} of 3", 40, artifact=True)
        for page in (1, 2, 3)
    ]
    source = read_pdf("x.pdf", drawn_pdf(*pages))
    body = [line.text for line in source.lines if line.region is SourceRegion.BODY and line.text]
    # What the first page has at its top may be the head of a letter.
    assert (body[0], len(body)) == ("Rights Now, 1 Main Street", 1 + 2 * 3)
    beside = [line for line in source.lines if line.region is SourceRegion.MARGIN and line.text]
    margins = [(line.page, line.text) for line in beside]
    assert margins == [(1, "1 of 3"), (2, "Rights Now 2 of 3"), (3, "Rights Now 3 of 3")]


def test_what_is_marked_on_one_page_alone_may_be_text_and_stands_below_it() -> None:
    """Who signs in the foot of the last page is not lost; what stands beside the lines is."""
    text = [
        _drawn(f"Line {i} of the letter goes on for quite a few words.", 700 - 12 * i) for i in range(9)
    ]
    foot = _drawn("Ann Roe, Director, Rights Now", 60, artifact=True)
    beside = b"/Artifact BMC BT /F 10 Tf 10 700 Td (block) Tj ET EMC "
    source = read_pdf("x.pdf", drawn_pdf(b"".join(text), b"".join(text) + foot + beside))
    body = [line.text for line in source.lines if line.region is SourceRegion.BODY and line.text]
    assert (body[-1], len(body)) == ("Ann Roe, Director, Rights Now", 2 * len(text) + 1)
    assert line_of(source, "block").region is SourceRegion.MARGIN


def test_a_pdf_that_says_so_of_most_of_its_text_is_not_believed() -> None:
    lines = [_drawn("The letter stands here and goes on.", 700 - 12 * i, artifact=True) for i in range(9)]
    source = read_pdf("x.pdf", drawn_pdf(b"".join(lines) + _drawn("Draft", 40)))
    assert {line.region for line in source.lines} == {SourceRegion.BODY}


@pytest.mark.parametrize(("data", "reason"), [(b"%PDF-1.7 nonsense", "damaged")])
def test_pdfs_that_cannot_be_read(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read_pdf("x.pdf", data)


def test_words_at_no_place_are_still_words() -> None:
    """A place of the size that a float cannot hold: 9 × 9 × 9 …"""
    content = b"BT /F 10 Tf (far) Tj " + b"9 9 9 9 9 9 cm (away) Tj " * 60 + b"ET"
    source = read_pdf("x.pdf", drawn_pdf(content))
    assert "away" in "".join(texts(source))
