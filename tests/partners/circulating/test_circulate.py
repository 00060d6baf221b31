"""A round: who gets what, what the mails say, what is kept, and when nothing goes round."""

from __future__ import annotations

import email.policy
import hashlib
from email.message import EmailMessage

import pytest

from conftest import Small, files_below
from letterkit.diagnostics import LetterkitError
from letterkit.language.moments import Moment
from letterkit.partners.approvals import recording
from letterkit.partners.approvals.evidence import said
from letterkit.partners.approvals.parties import party_named
from letterkit.partners.approvals.records import records
from letterkit.partners.approvals.standing import sign_on
from letterkit.partners.circulating.circulate import Circulation, RoundOrder, begin, put_together
from letterkit.partners.received.apart import text_of
from letterkit.partners.rounds.record import rounds

UNTIL = Moment.parse("2020-04-30 17:00 Europe/Brussels")
ENTERED = Moment.parse("2020-06-01 12:00 UTC")
OPENING = "seeds/framing/opening.yaml"


def order(small: Small, day: str = "2020-04-10", **more: object) -> RoundOrder:
    sender = ("Rights Now", "letters@example.org")
    whole = {"document": "letter", "until": UNTIL, "sender": sender, **more}
    return RoundOrder(small.workspace, "talks", sent=Moment.parse(day), recorded=ENTERED, **whole)  # type: ignore[arg-type]


def sent(small: Small, day: str = "2020-04-10", **more: object) -> Circulation:
    """A round that was begun."""
    made = put_together(order(small, day, **more))
    assert not made.problems
    begin(made)
    return made


def answered(small: Small, what: str, name: str, day: str) -> None:
    made = sign_on(small.workspace, "talks", "letter")
    party = party_named(made.library, name)
    by = recording.Said("Max", said("by telephone"), Moment.parse(day), ENTERED)
    if what == "no":
        recording.decline(made, party, by, None)
    else:
        recording.approve(made, party, by, condition="soften it" if what == "if" else None)


def add_member(small: Small, name: str, more: str = "") -> None:
    text = f"name: {name.title()}\n{more}signers:\n  - {{name: Bo Ek, title: Director, from: 2018}}\n"
    small.write(f"seeds/organisations/{name}.yaml", text)
    small.change("seeds/signatures/joint.yaml", "  - rights-now\n", f"  - rights-now\n  - {name}\n")


def mail_of(made: Circulation, name: str) -> EmailMessage:
    [parcel] = [each for each in made.parcels if each.to.party.key == name]
    found = email.message_from_bytes(parcel.mail, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def body_of(mail: EmailMessage) -> str:
    body = mail.get_body()
    assert body is not None
    return " ".join(body.get_content().split())


def test_what_went_out_is_kept_and_each_is_invited(small: Small) -> None:
    add_member(small, "acme", "contact: {name: Ann Example, email: ann@example.com}\n")
    made = sent(small)
    [kept] = rounds(small.workspace, "talks")
    assert {each.to for each in kept.record.sent} == {"rights-now", "acme"}
    for name, digest in kept.record.files.items():
        assert hashlib.sha256((kept.folder / name).read_bytes()).hexdigest() == digest
    mail = mail_of(made, "acme")
    attached = {
        str(part.get_filename()): part.get_payload(decode=True) for part in mail.iter_attachments()
    }
    assert attached == {name: (kept.folder / name).read_bytes() for name in attached}
    assert set(attached) == {
        "letter-round-1.docx",
        "letter-round-1.pdf",
        "letter-round-1-acme.html",
    }
    assert mail["Message-ID"] in {each.mail for each in kept.record.sent}
    assert (mail["To"], mail["X-Unsent"]) == ("Ann Example <ann@example.com>", "1")
    words = body_of(mail)
    assert "Dear Ann Example," in words
    assert "5:00 PM Central European Summer Time (Brussels) (2020-04-30 15:00 UTC)" in words
    assert f"We approve text {kept.record.text[:8]}. We approve" in words
    for events in records(small.workspace, "talks").events.values():
        assert [(e.event, e.text, str(e.until)) for e in events] == [
            ("invited", kept.record.text, str(UNTIL))
        ]


def test_each_sees_the_changes_since_the_text_that_she_knows(small: Small) -> None:
    add_member(small, "acme")
    add_member(small, "borders")
    first = sent(small).sign_on.text.digest
    answered(small, "yes", "acme", "2020-04-11")
    small.change(OPENING, "we write to you", "we turn to you")
    second = sent(small, "2020-04-12", only=("rights-now", "acme")).sign_on.text.digest
    small.change(OPENING, "we turn to you", "we call on you")
    add_member(small, "courts")
    answered(small, "no", "borders", "2020-04-13")
    made = put_together(order(small, "2020-04-14"))
    since = {each.to.party.key: each.files[0].since for each in made.parcels}
    assert since == {"rights-now": second, "acme": first, "courts": None}
    assert [(each.party.key, each.why) for each in made.left_out] == [
        ("borders", "is not asked any more: declined")
    ]
    assert f"Acme approved text {first[:8]}." in body_of(mail_of(made, "acme"))
    assert "We ask whether Courts signs it." in body_of(mail_of(made, "courts"))
    [redline] = [each.files[0] for each in made.parcels if each.to.party.key == "acme"]
    assert text_of(redline.content) == made.sign_on.text.digest


def test_a_condition_is_told(small: Small) -> None:
    sent(small)
    answered(small, "if", "rights-now", "2020-04-11")
    small.change(OPENING, "we write to you", "we turn to you")
    made = put_together(order(small, "2020-04-12"))
    assert "on this condition: soften it." in body_of(mail_of(made, "rights-now"))


def test_who_agrees_gets_nothing_unless_she_is_named(small: Small) -> None:
    answered(small, "yes", "rights-now", "2020-04-09")
    with pytest.raises(LetterkitError, match=r"nobody to send.*\n.*rights-now: agrees to this text"):
        put_together(order(small))
    assert len(put_together(order(small, only=("rights-now",))).parcels) == 1


def test_the_mail_has_the_letters_language(small: Small) -> None:
    small.change(
        "campaigns/talks/campaign.yaml",
        "dialogue:",
        "language: de\nsalutation: Sehr geehrte Frau Lovelace\ndialogue:",
    )
    [parcel] = put_together(order(small)).parcels
    mail = email.message_from_bytes(parcel.mail, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    assert "Bitte antworten Sie bis 30. April 2020" in body_of(mail)
    assert mail["Subject"].startswith("Runde 1, text ")


def test_nothing_goes_round_twice_without_being_asked_to(small: Small) -> None:
    first = sent(small)
    with pytest.raises(LetterkitError, match="which went round in round 1 already"):
        put_together(order(small, "2020-04-12"))
    assert put_together(order(small, "2020-04-12", again=True)).number == first.number + 1


def test_the_same_round_is_the_same_bytes(small: Small) -> None:
    one, two = put_together(order(small)), put_together(order(small))
    assert [parcel.mail for parcel in one.parcels] == [parcel.mail for parcel in two.parcels]
    assert (one.files, one.text) == (two.files, two.text)


def test_where_a_file_is_in_the_way_nothing_is_written(small: Small) -> None:
    made = put_together(order(small))
    small.write("campaigns/talks/out/round-1-rights-now.eml", "mine")
    before = files_below(small.root / "campaigns")
    with pytest.raises(LetterkitError, match="LK503"):
        begin(made)
    assert files_below(small.root / "campaigns") == before


def test_a_file_saved_meanwhile_stops_the_round(small: Small) -> None:
    made = put_together(order(small))
    small.change(OPENING, "we write to you", "we turn to you")
    with pytest.raises(LetterkitError, match="was saved meanwhile"):
        begin(made)
    assert rounds(small.workspace, "talks") == []


def test_a_final_text_goes_round_no_more(small: Small) -> None:
    small.write("campaigns/talks/final.json", "{}")
    with pytest.raises(LetterkitError, match="was finalized"):
        put_together(order(small))


def test_a_mail_that_would_name_somebody_is_not_made(small: Small) -> None:
    small.write("seeds/people/jo-roe.yaml", "name: Jo Roe\nconsent: none\nverified: 2020-04\n")
    add_member(small, "acme", "contact: {name: Jo Roe, email: jo@example.com}\n")
    made = put_together(order(small))
    assert made.problems
    with pytest.raises(LetterkitError, match="LK447"):
        begin(made)
    assert rounds(small.workspace, "talks") == []
