"""What partners send back is taken in by what it is: mails with files, replies and text."""

from __future__ import annotations

import json
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from conftest import Small
from letterkit.diagnostics import LetterkitError
from letterkit.language.moments import Moment
from letterkit.partners.approvals.addresses import doubt_about
from letterkit.partners.approvals.records import records as approvals
from letterkit.partners.intake import TakenIn, keep_all, take_in
from letterkit.partners.received.apart import FileRefusedError
from letterkit.partners.received.mail_parts import own_words, read_mail, unquoted
from letterkit.partners.received.receive import Asked, refused
from letterkit.partners.received.record import records
from letterkit.partners.replies.mail_form import form_head
from letterkit.partners.rounds.record import rounds
from letterkit.values import replace
from partners.circulating.test_circulate import sent
from partners.received.test_receive import TEXT, with_part

ENTERED = Moment.parse("2020-04-12 09:00 UTC")
PASTED = """\
Hi Ben, we would say:

Dear Minister Lovelace,
Before Bilateral Talks in Geneva we turn to you.
1. Ask for the release of those named here:
- Jane Doe, a writer, who has been in prison since 2018.
Respectfully,
"""


def mail(words: str, files: dict[str, bytes] | None = None, **headers: str) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    given = {"From": "Ann <ann@example.com>", "Message-ID": "<a@example.com>", **headers}
    for name, value in given.items():
        made[name.replace("_", "-")] = value
    made.set_content(words)
    for name, content in (files or {}).items():
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made


@pytest.fixture
def asked(circulated: Small) -> Asked:
    return Asked(circulated.workspace, "talks", "2020-04-12")


def took(asked: Asked, folder: Path, made: EmailMessage) -> TakenIn:
    file = folder / "answer.eml"
    file.write_bytes(made.as_bytes())
    return take_in(asked, file)


def answer(circulated: Small) -> bytes:
    """The Word file of the round with words changed in it."""
    sent_file = circulated.root / "campaigns/talks/rounds/1/letter-round-1.docx"
    return with_part(sent_file.read_bytes(), TEXT, b"we write to you", b"we turn to you")


def reply(circulated: Small, organisation: str, text: str = "") -> bytes:
    [kept] = rounds(circulated.workspace, "talks")
    told = {
        "format": "letterkit-reply/1",
        "campaign": "talks",
        "document": "letter",
        "text": text or kept.record.text,
        "organisation": organisation,
        "name": "Ann",
        "answer": "approve",
    }
    return json.dumps(told).encode()


def test_a_mail_with_a_word_file_and_a_remark(asked: Asked, tmp_path: Path, circulated: Small) -> None:
    files = {"back.docx": answer(circulated), "logo.png": b"\x89PNG"}
    dkim = "mx.example.org; dkim=pass header.d=example.com"
    made = mail("Paragraph 2 is too long.\n", files, Authentication_Results=dkim)
    [file] = took(asked, tmp_path, made).files
    record = file.record
    assert (record.file, record.sender, file.ending) == ("back.docx", "acme", ".docx")
    assert [(each.went, each.came) for each in record.changes] == [("write", "turn")]
    assert [(each.kind, each.words) for each in record.others] == [
        ("remark", "Paragraph 2 is too long."),
        ("attachment", "logo.png"),
    ]
    assert record.mail is not None
    assert (record.mail.id, record.mail.sender) == ("<a@example.com>", "ann@example.com")
    assert record.mail.dkim.startswith("pass example.com")


def test_a_letter_pasted_into_a_mail(asked: Asked, tmp_path: Path) -> None:
    [file] = took(asked, tmp_path, mail(PASTED)).files
    [change] = file.record.changes
    assert (change.went, change.came) == ("write", "turn")
    assert change.place is not None
    assert change.place.block == "framing/opening"
    assert [each.kind for each in file.record.others] == ["not pasted", "words around the text"]
    assert file.ending == ".eml"


def test_a_mail_with_nothing_but_words_is_a_remark(asked: Asked, tmp_path: Path) -> None:
    taken = took(asked, tmp_path, mail("We approve text 807607e7. Fine!\n"))
    [file] = taken.files
    assert file.record.changes == ()
    assert [each.kind for each in file.record.others] == ["remark"]
    [told] = taken.remarks
    assert told.startswith("it says “We approve text 807607e7. Fine!”; nothing was entered")


def test_a_reply_in_a_mail_is_entered_with_the_mail_as_evidence(
    asked: Asked, tmp_path: Path, circulated: Small
) -> None:
    [read] = took(asked, tmp_path, mail("See attached.\n", {"r.json": reply(circulated, "acme")})).replies
    assert read.answer.known.entry["mail"] == "<a@example.com>"
    assert [each.words for each in read.file.record.others] == ["See attached."]
    text = rounds(circulated.workspace, "talks")[0].record.text
    form = f"We approve text {text[:8]}.\n{form_head('talks', 'letter', 'acme')}Ann\n[end]\n"
    [read] = took(asked, tmp_path, mail(form)).replies
    assert read.answer.reply.answer == "approve"


def test_a_reply_with_anothers_name_is_refused(asked: Asked, tmp_path: Path, circulated: Small) -> None:
    with pytest.raises(LetterkitError, match="is an answer from rights-now, and not from acme"):
        took(asked, tmp_path, mail("Hi.\n", {"r.json": reply(circulated, "rights-now")}))


def test_a_mail_whose_signature_failed_is_refused(asked: Asked, tmp_path: Path) -> None:
    made = mail(PASTED, Authentication_Results="mx.example.org; dkim=fail header.d=example.com")
    with pytest.raises(LetterkitError, match=r"the signature of answer\.eml failed"):
        took(asked, tmp_path, made)


def test_whose_a_mail_is_follows_from_the_mail_that_it_answers(
    asked: Asked, tmp_path: Path, circulated: Small
) -> None:
    [kept] = rounds(circulated.workspace, "talks")
    ours = {each.to: each.mail for each in kept.record.sent}
    unknown = mail(PASTED, From="x@example.net", In_Reply_To=ours["rights-now"])
    [file] = took(asked, tmp_path, unknown).files
    assert file.record.sender == "rights-now"
    taken = took(asked, tmp_path, mail(PASTED, From="x@example.net"))
    assert taken.files[0].record.sender is None
    assert taken.remarks[0].startswith("nobody is known by the address x@example.net")


def test_a_file_of_another_campaign_in_a_mail_is_refused(
    asked: Asked, tmp_path: Path, circulated: Small
) -> None:
    content = with_part(
        answer(circulated), "docProps/core.xml", b"urn:letterkit:text:", b"urn:letterkit:text:00"
    )
    with pytest.raises(LetterkitError, match="which no round of talks had"):
        took(asked, tmp_path, mail("Hi.\n", {"other.docx": content}))


def test_everything_of_a_mail_is_kept_or_nothing_and_is_known_again(small: Small, tmp_path: Path) -> None:
    sent(small)
    asked = Asked(small.workspace, "talks", "2020-04-12", "rights-now")
    made = mail("Hi.\n", {"b.docx": answer(small), "r.json": reply(small, "rights-now")})
    taken = took(asked, tmp_path, made)
    keep_all(asked, taken, ENTERED)
    assert len(list(records(small.workspace, "talks"))) == 2
    [*_, last] = approvals(small.workspace, "talks").events["rights-now"]
    assert (last.event, last.evidence and last.evidence.mail) == ("approved", "<a@example.com>")
    assert all(each.is_known for each in took(asked, tmp_path, made).every)


def test_whose_a_file_is_can_be_said_later(small: Small, tmp_path: Path) -> None:
    sent(small)
    asked = Asked(small.workspace, "talks", "2020-04-12")
    unknown = mail("We would rather wait.", From="x@elsewhere.example")
    keep_all(asked, took(asked, tmp_path, unknown), ENTERED)
    assert [each.sender for each in records(small.workspace, "talks")] == [None]
    named = replace(asked, sender="rights-now")
    assert len(keep_all(named, took(named, tmp_path, unknown), ENTERED)) == 1
    other = replace(asked, sender="acme")
    assert keep_all(other, took(other, tmp_path, unknown), ENTERED) == []
    assert [each.sender for each in records(small.workspace, "talks")] == ["rights-now"]


def test_the_page_itself_is_no_answer(asked: Asked, circulated: Small) -> None:
    page = circulated.root / "campaigns/talks/rounds/1/letter-round-1-acme.html"
    with pytest.raises(
        LetterkitError, match=r"it is a page, and no answer stands in it\n.*Save my answer"
    ):
        take_in(asked, page)


@pytest.mark.parametrize(
    ("key", "address", "doubt"),
    [
        ("acme", "Ann@example.com", None),
        ("rights-now", "ann@example.com", "an address of acme; is it from rights-now"),
        ("acme", "x@elsewhere.example", "acme is known by ann@example.com"),
        ("rights-now", "x@elsewhere.example", None),
    ],
)
def test_a_mail_from_anothers_address_is_doubted(
    circulated: Small, key: str, address: str, doubt: str | None
) -> None:
    found = doubt_about(circulated.workspace, "talks", key, address)
    assert found == doubt if doubt is None else doubt in (found or "")


def test_pasted_text_in_a_file(asked: Asked, tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    for text in (PASTED, "".join(f"> {line}\n" for line in PASTED.splitlines())):
        file.write_text(text, encoding="utf-8")
        [one] = take_in(asked, file).files
        assert [each.came for each in one.record.changes] == ["turn"]
    file.write_text("Thank you.", encoding="utf-8")
    with pytest.raises(LetterkitError, match="too little of the text that was sent"):
        take_in(asked, file)


def test_without_a_round_nobody_knows_what_words_are_about(small: Small, tmp_path: Path) -> None:
    asked = Asked(small.workspace, "talks", "2020-04-12")
    with pytest.raises(
        LetterkitError, match="does not say which text it is about, and no round went out"
    ):
        took(asked, tmp_path, mail("Thank you.\n"))


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Yes.\n\nOn Monday Ann wrote:\n> No.\n", "Yes."),
        ("On Monday Ann wrote:\n> One?\nYes.\n> Two?\nNo.", "Yes.\nNo."),
        ("Ja.\nAm Mo., 4. Mai 2020 um 10:00 Uhr schrieb Ann\n<a@example.com>:\n> Nein.", "Ja."),
        ("Oui.\nLe lun. 4 mai 2020 à 10:00, Ann a écrit :\n> Non.", "Oui."),
        ("Yes.\n-----Original Message-----\nFrom: Ann\nNo.", "Yes."),
        ("Yes.\n-- \nAnn, Director", "Yes."),
        ("On Monday we wrote:\nthis.", ""),
    ],
)
def test_a_mails_own_words(text: str, own: str) -> None:
    assert own_words(text) == own


def test_a_saved_quotation_is_its_text() -> None:
    assert unquoted("> a\n>> b\nc") == "a\nb\nc"
    assert unquoted("> a\nb\nc") == "b\nc"


def test_a_mail_in_html_alone() -> None:
    made = EmailMessage(policy=SMTP)
    made["Subject"] = "Re"
    made.set_content(
        "<p>We like&nbsp;it.</p><div>Really<br>so.</div><blockquote>You wrote</blockquote>",
        subtype="html",
    )
    assert read_mail(made.as_bytes()).words == "We like it.\n\nReally\n\nso."


def test_words_of_a_page_are_without_marks_of_lists_and_lines_of_tables() -> None:
    made = EmailMessage(policy=SMTP)
    table = "<table><tr><td>Ann Jones</td><td>River Watch</td></tr></table>"
    made.set_content(f"<p>1. We ask</p><ol><li>One</li></ol><ul><li>Two</li></ul>{table}", subtype="html")
    assert read_mail(made.as_bytes()).words == "1. We ask\n\nOne\n\nTwo\n\nAnn Jones River Watch"


@pytest.mark.parametrize(
    "page", ["<div>" * 300 + "We agree. " * 9, "<br>x" * 60_000, "<p>We agree.</p>" * 200_000]
)
def test_a_page_that_cannot_be_read_gives_way_to_the_plain_text_and_keeps_the_files(page: str) -> None:
    made = mail("We agree.\n", {"letter.docx": b"PK"})
    next(made.iter_parts()).add_alternative(page, subtype="html")
    found = read_mail(made.as_bytes())
    assert (found.words, [file.name for file in found.files]) == ("We agree.", ["letter.docx"])


@pytest.mark.parametrize("why", ["deep", "long", "large", "memory", "time", "crash", "damaged"])
def test_why_a_file_is_refused_is_said_plainly(why: str) -> None:
    assert "cannot be taken apart" not in str(refused("a.docx", FileRefusedError(why)))


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 99, b"Content-Type: multipart/mixed\n\n--", b"a: b\n" * 999]
)
def test_no_mail_breaks_its_reader(data: bytes) -> None:
    assert read_mail(data).files == ()
