"""A mailing to the hundred members of the U.S. Senate, from the public data where they are there."""

from __future__ import annotations

import pypdfium2
import pytest

from conftest import LEGISLATORS, Small
from letterkit.mailing.mail import mail
from letterkit.mailing.recipients import MailedTo, read_recipients

from .conftest import Mail


@pytest.mark.skipif(not LEGISLATORS.is_file(), reason="the public data are not here")
def test_every_senator_gets_a_letter_of_his_or_her_own(order: Mail, mailing: Small) -> None:
    mailing.change("seeds/dialogues/2020-talks.yaml", "2020-05-0", "2026-03-0")
    mailing.change("campaigns/talks/campaign.yaml", "date: 2020-04-20", "date: 2026-02-20")
    text = "For {{ recipient.state }}: {{ recipient.party }}, class {{ recipient.class }}."
    mailing.write("seeds/framing/committee.yaml", f"title: C\ntext: |\n  {text}\n")
    senate = order(str(LEGISLATORS), where="chamber=senate")
    named = MailedTo(senate.to, senate.addressed_on, senate.where)
    senators = read_recipients(senate.library, named).found
    assert 95 <= len(senators) <= 100
    made = mail(senate)
    assert [str(each) for each in made.problems] == []
    assert made.made == len(senators)
    assert made.whole <= 5
    for senator in senators:
        holder = senator.block.model.holders[0]
        with pypdfium2.PdfDocument(senate.output / f"{senator.block.name}.pdf") as pdf:
            words = " ".join(page.get_textpage().get_text_range() for page in pdf).replace("\r\n", " ")
        assert holder.name in words
        assert f"Dear {holder.salutation['']}" in words
        assert f"For {senator.asked['state']}: {holder.party}" in words
        others = (each.block.model.holders[0].salutation[""] for each in senators if each is not senator)
        assert not any(f"Dear {other}," in words for other in others if other != holder.salutation[""])
