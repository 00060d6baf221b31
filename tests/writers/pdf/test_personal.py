"""What `inspect` says of the personal names and numbers in a PDF, wherever in it they are."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pytest

from letterkit.writers.pdf import personal
from letterkit.writers.pdf.inspection import Inspection, inspect


def found(path: Path) -> Inspection:
    """What is read of the file."""
    inspection, problems = inspect(path)
    assert problems == []
    assert inspection is not None
    return inspection


def test_addressees_signers_and_people_of_the_text(made: Path) -> None:
    names = found(made).names
    assert names[:2] == ["The Honorable John F. Kerry", "The Honorable Jacob J. Lew"]
    assert {"Ilham Tohti", "Yang Maodong", "Sharon Hom"} <= set(names)
    assert "Hu Shigen" not in names  # nobody whom the letter does not name
    assert len(names) == len(set(names))


def test_numbers_of_every_kind_of_place(made: Path, tmp_path: Path) -> None:
    file = tmp_path / "more.pdf"
    source = tmp_path / "note.txt"
    source.write_text("ana@example.org, (202) 224-3121")
    with pikepdf.open(made) as pdf:
        note = pikepdf.AttachedFileSpec.from_filepath(pdf, source)
        pdf.docinfo["/Subject"] = "call +44 20 7008 1500"
        pdf.attachments["note.txt"] = note
        pdf.save(file)
    more = found(file)
    assert set(more.numbers) - set(found(made).numbers) == {"+442070081500", "+12022243121"}
    assert more.emails == ["ana@example.org"]


def test_names_of_a_letter_that_an_older_letterkit_made() -> None:
    """It carried the whole tree, with names that its pages do not have."""
    tree = {
        "type": "letter",
        "body": [{"type": "case", "people": ["Jane Doe"], "blocks": ["people/jane-doe"]}],
    }
    assert personal.names_in({"letter.json": json.dumps(tree).encode()}) == ["Jane Doe"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff", b"[" * 100_000, b'{"people": 3, "office": null}']
)
def test_an_attachment_of_somebody_elses(content: bytes) -> None:
    assert personal.names_in({"x.json": content}) == []


def test_a_pdf_that_carries_nothing(tmp_path: Path) -> None:
    file = tmp_path / "blank.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        buffer = io.BytesIO()
        pdf.save(buffer)
    file.write_bytes(buffer.getvalue())
    blank = found(file)
    assert (blank.names, blank.numbers, blank.emails) == ([], [], [])
