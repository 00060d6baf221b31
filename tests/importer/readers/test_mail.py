"""E-mails as the texts in them."""

from __future__ import annotations

import pytest

from importer.readers.files import MAIL
from letterkit.foreign.messages import read_message
from letterkit.importer.readers.mail import body_of, is_mail
from letterkit.importer.sources import read_content


def test_a_mail_is_known_by_its_head() -> None:
    assert is_mail(MAIL + b"\nDear Sir,")
    assert not is_mail(b"To: Jane Roe\nFrom: John Doe\nDate: today\nSubject: a memorandum\n\nText")


def test_a_mail_gives_body_and_attachments() -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["Date"] = "a@b.example", "Wed, 02 May 2018 09:14:00 +0200"
    message.set_content("> Dear Sir,\n> yes.\n")
    message.add_attachment(b"Dear Madam,", maintype="text", subtype="plain", filename="letter.txt")
    found = read_message(bytes(message))
    assert [(file.name, file.content) for file in found.files] == [("letter.txt", b"Dear Madam,")]
    assert body_of(found) == ("text", "Dear Sir,\nyes.\n")
    assert found.day == "2018-05-02"


@pytest.mark.parametrize(
    ("plain", "media"), [("See the page.", "html"), ("We write to you. " * 9, "text")]
)
def test_a_page_is_taken_where_the_plain_text_is_but_a_part_of_it(plain: str, media: str) -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message.set_content(plain)
    message.add_alternative(f"<p>{'We write to you. ' * 9}</p>", subtype="html")
    assert body_of(read_message(bytes(message)))[0] == media


def test_a_mail_without_text() -> None:
    data = MAIL + b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA"
    assert body_of(read_message(data)) == ("text", "")
    assert [problem.code for problem in read_content(data, "a.eml")[1]] == ["LK702"]


def test_a_day_that_no_calendar_has_is_none() -> None:
    data = b"From: a@b.example\nDate: Mon, 1 Jan " + b"9" * 40 + b" 00:00:00 +0000\n\nDear Minister,\n"
    found = read_message(data)
    assert (found.plain, found.day) == ("Dear Minister,\n", "")
