"""What `inspect` says of the personal names and numbers in a PDF, wherever in it they are."""

from __future__ import annotations

import io
import json
import zlib
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


# PDFs of anybody's


def _with(tmp_path: Path, name: str, content: bytes) -> Path:
    """A PDF of one blank page with that attachment."""
    file = tmp_path / "strange.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        (tmp_path / name).write_bytes(content)
        pdf.attachments[name] = pikepdf.AttachedFileSpec.from_filepath(pdf, tmp_path / name)
        pdf.save(file)
    return file


@pytest.mark.parametrize(
    "content",
    [b"[]", b"null", b'{"addressees": 5}', b'{"addressees": [{}]}', b"[" * 100_000, b"\xff"],
)
def test_delivery_data_of_another_shape(tmp_path: Path, content: bytes) -> None:
    inspection, problems = inspect(_with(tmp_path, "delivery.json", content))
    assert inspection is None
    assert [problem.code for problem in problems] == ["LK507"]
    assert "delivery.json" in problems[0].message


def test_digits_without_end_are_no_number(tmp_path: Path) -> None:
    """They took half a minute, and then more."""
    file = _with(tmp_path, "x.json", b"9" * 100_000 + b" +1 202-224-3121 a@b.org")
    more = found(file)
    assert (more.numbers, more.emails) == (["+12022243121"], ["a@b.org"])


def test_an_attachment_that_unpacks_to_gigabytes(tmp_path: Path) -> None:
    inspection, problems = inspect(_with(tmp_path, "x.json", b" " * 300_000_000))
    assert (inspection, [problem.code for problem in problems]) == (None, ["LK507"])


def test_a_page_that_unpacks_to_gigabytes(tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        content = pikepdf.Stream(pdf, b"")
        content.write(zlib.compress(b"q Q " * 75_000_000, 1), filter=pikepdf.Name.FlateDecode)
        page.obj.Contents = content
        pdf.save(file)
    inspection, problems = inspect(file)
    assert (inspection, [problem.code for problem in problems]) == (None, ["LK507"])


def test_what_is_no_pdf_is_said_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7\n")
    _, (problem,) = inspect(tmp_path / "x.pdf")
    assert "BytesIO" not in problem.message
