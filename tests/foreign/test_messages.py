"""Messages as the words and the files in them."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest

from importer.readers.files import MAIL
from letterkit.foreign.messages import is_message, read_message
from letterkit.importer.sources import read_content


def test_a_mail_is_known_by_its_head() -> None:
    assert is_message(MAIL + b"\nDear Sir,")
    assert not is_message(b"To: Jane Roe\nFrom: John Doe\nDate: today\nSubject: a memorandum\n\nText")


def test_a_mail_gives_body_and_attachments() -> None:
    message = EmailMessage()
    message["From"], message["Date"] = "a@b.example", "Wed, 02 May 2018 09:14:00 +0200"
    message.set_content("> Dear Sir,\n> yes.\n")
    message.add_attachment(b"Dear Madam,", maintype="text", subtype="plain", filename="letter.txt")
    found = read_message(bytes(message))
    assert [(file.name, file.content) for file in found.files] == [("letter.txt", b"Dear Madam,")]
    assert (found.media, found.words) == ("text", "> Dear Sir,\n> yes.\n")
    assert found.day == "2018-05-02"


@pytest.mark.parametrize(
    ("plain", "media"), [("See the page.", "html"), ("We write to you. " * 9, "text")]
)
def test_a_page_is_taken_where_the_plain_text_is_but_a_part_of_it(plain: str, media: str) -> None:
    message = EmailMessage()
    message.set_content(plain)
    message.add_alternative(f"<p>{'We write to you. ' * 9}</p>", subtype="html")
    assert read_message(bytes(message)).media == media


def test_a_style_sheet_and_spaces_are_no_text_of_a_page() -> None:
    message = EmailMessage()
    message.set_content("We agree.")
    sheet = f"<style><!-- {'p { margin: 0 } ' * 200} --></style>"
    message.add_alternative(f"{sheet}{' ' * 999}<p>We agree.&nbsp;</p>", subtype="html")
    assert read_message(bytes(message)).media == "text"


def test_a_page_of_marks_that_never_end_takes_no_longer_than_its_length() -> None:
    message = EmailMessage()
    message.set_content("We agree.")
    message.add_alternative("< " * 500_000, subtype="html")
    began = time.process_time()
    read_message(bytes(message))
    assert time.process_time() - began < 3


def test_a_page_is_in_the_encoding_that_its_header_names() -> None:
    message = EmailMessage()
    message.set_content('<meta charset="cp1252"><p>Dear Mr Łukasz Żak,', subtype="html", charset="utf-8")
    [read], _ = read_content(MAIL + bytes(message), "a.eml")
    assert [line.text for line in read.source.lines if line.text] == ["Dear Mr Łukasz Żak,"]


def test_files_of_a_message_within_a_message_are_its_files() -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner.set_content("See the letter.")
    inner.add_attachment(b"Dear Madam,", maintype="text", subtype="plain", filename="C:\\letters\\a.txt")
    outer.set_content("Forwarded.")
    outer.add_attachment(inner)
    found = read_message(bytes(outer))
    assert (found.words, [file.name for file in found.files]) == ("Forwarded.\n", ["a.txt"])


def test_a_mail_without_text() -> None:
    data = MAIL + b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA"
    assert read_message(data).words == ""
    assert [problem.code for problem in read_content(data, "a.eml")[1]] == ["LK702"]


def test_a_day_that_no_calendar_has_is_none() -> None:
    data = b"From: a@b.example\nDate: Mon, 1 Jan " + b"9" * 40 + b" 00:00:00 +0000\n\nDear Minister,\n"
    found = read_message(data)
    assert (found.words, found.day) == ("Dear Minister,\n", "")
