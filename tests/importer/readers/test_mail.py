"""E-mails as the texts in them."""

from __future__ import annotations

import pytest

from importer.readers.files import MAIL
from letterkit.foreign import UnreadableError
from letterkit.importer.readers.mail import is_mail, pieces


def test_a_mail_is_known_by_its_head() -> None:
    assert is_mail(MAIL + b"\nDear Sir,")
    assert not is_mail(b"To: Jane Roe\nFrom: John Doe\nDate: today\nSubject: a memorandum\n\nText")


def test_a_mail_gives_body_and_attachments() -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["Date"] = "a@b.example", "Wed, 02 May 2018 09:14:00 +0200"
    message.set_content("> Dear Sir,\n> yes.\n")
    message.add_attachment(b"Dear Madam,", maintype="text", subtype="plain", filename="letter.txt")
    found, day = pieces(bytes(message))
    assert [piece.name for piece in found] == ["", "letter.txt"]
    assert found[0].content == b"Dear Sir,\nyes.\n"
    assert day == "2018-05-02"


def test_a_mail_without_text() -> None:
    with pytest.raises(UnreadableError):
        pieces(b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA")


def test_a_day_that_no_calendar_has_is_none() -> None:
    data = b"From: a@b.example\nDate: Mon, 1 Jan " + b"9" * 40 + b" 00:00:00 +0000\n\nDear Minister,\n"
    found, day = pieces(data)
    assert ([piece.name for piece in found], day) == ([""], "")
