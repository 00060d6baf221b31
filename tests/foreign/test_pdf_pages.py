"""What is drawn on a PDF's pages, and which of it is no part of its text."""

from __future__ import annotations

import io
import time

import pikepdf
import pytest

from importer.readers.files import drawn_pdf
from letterkit.foreign import UnreadableError
from letterkit.foreign.pdf_pages import pages_of

MOST = 10_000  # characters


def artifacts(data: bytes) -> dict[str, bool]:
    """Each run of the first page, and whether it is an artifact."""
    return {run.text: run.is_artifact for run in pages_of(data, MOST)[0]}


def text(words: str, height: int) -> bytes:
    """A line so many points from the foot of a page."""
    return b"BT /F 10 Tf 60 %d Td (%s) Tj ET " % (height, words.encode())


def in_a_form(page: bytes, form: bytes) -> bytes:
    """A PDF of a page, and a form /X that it may draw."""
    with pikepdf.open(io.BytesIO(drawn_pdf(page))) as file:
        resources = file.pages[0].Resources
        stream = pikepdf.Stream(file, form)
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        stream.BBox, stream.Resources = pikepdf.Array([0, 0, 600, 800]), resources
        resources.XObject = pikepdf.Dictionary(X=file.make_indirect(stream))
        made = io.BytesIO()
        file.save(made)
    return made.getvalue()


def test_what_is_marked_as_an_artifact_is_one() -> None:
    page = (
        text("letter", 700)
        + b"/Artifact BMC "
        + text("page one", 40)
        + b"EMC /P <</MCID 0>> BDC "
        + text("paragraph", 600)
        + b"EMC /Span BMC /Artifact BMC "
        + text("within", 500)
        + b"EMC EMC"
    )
    assert artifacts(drawn_pdf(page)) == {
        "letter": False,
        "page one": True,
        "paragraph": False,
        "within": True,
    }


@pytest.mark.parametrize(
    ("page", "form"),
    [
        (b"/Artifact BMC /X Do EMC", text("head", 760)),
        (b"/X Do", b"/Artifact BMC " + text("head", 760) + b"EMC"),
    ],
)
def test_a_form_may_be_an_artifact_or_hold_one(page: bytes, form: bytes) -> None:
    made = in_a_form(page + b" " + text("letter", 700), form)
    assert artifacts(made) == {"head": True, "letter": False}


def test_marks_within_marks_take_no_longer_than_what_is_drawn() -> None:
    page = b"/A BMC " * 1000 + b"BT /F 10 Tf 60 700 Td " + b"(a) Tj " * 4000 + b"ET"
    begun = time.process_time()
    pages_of(drawn_pdf(page), MOST)
    assert time.process_time() - begun < 3


def test_more_characters_than_a_file_may_hold_are_too_many() -> None:
    with pytest.raises(UnreadableError, match="long"):
        pages_of(drawn_pdf(text("a" * 100, 700)), 99)
