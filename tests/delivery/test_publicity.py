"""What the press gets, and what may be published when."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes
from email.policy import SMTP

import pytest

from conftest import Small
from letterkit.blocks.sender import Sender
from letterkit.delivery.model import Channel
from letterkit.delivery.order import DeliveryOrder
from letterkit.delivery.publicity import for_press, for_web
from letterkit.delivery.settings import Settings

RELEASE = """\
dialogue: 2020-talks
date: 2020-04-21
embargo: 2020-04-22
issuer: rights-now
headline: A call for a release
to: [minister]
body:
  - framing: opening
signatures: joint
"""
PRESS = "Desk@example.org"
SENDER = Settings(Sender(name="Coalition", email="letters@example.org"))


def order(small: Small, day: int = 21) -> DeliveryOrder:
    small.write("campaigns/talks/press-release.yaml", RELEASE)
    small.change(
        "campaigns/talks/campaign.yaml",
        "to: [minister]",
        f"to: [minister]\ndeliver: {{press: [{PRESS}]}}",
    )
    return DeliveryOrder(small.workspace, "talks", dt.date(2020, 4, day))


def test_the_press_is_told_of_the_embargo(small: Small) -> None:
    asked = order(small)
    made = for_press(asked.checked("press-release"), SENDER, asked)
    (delivery,) = made.deliveries
    assert (delivery.key.channel, delivery.key.destination) == (Channel.PRESS, PRESS.lower())
    message = message_from_bytes(made.files[delivery.file], policy=SMTP)
    assert message["Subject"] == "Embargoed until April 22, 2020 – A call for a release"
    assert message["To"] == PRESS
    body = message.get_body(("plain",))
    assert body is not None
    assert "Embargoed until April\u00a022, 2020" in body.get_content()
    assert [part.get_filename() for part in message.iter_attachments()] == ["press-release.pdf"]


def test_without_a_sender_there_is_no_message_to_the_press(small: Small) -> None:
    asked = order(small)
    made = for_press(asked.checked("press-release"), Settings(Sender()), asked)
    assert ([each.code for each in made.problems], made.deliveries) == (["LK631"], ())


@pytest.mark.parametrize(("day", "codes"), [(21, ["LK633"]), (22, [])])
def test_nothing_is_for_the_web_while_it_is_kept_back(small: Small, day: int, codes: list[str]) -> None:
    asked = order(small, day)
    (delivery,) = for_web(asked.checked("press-release"), asked).deliveries
    assert [each.code for each in delivery.in_the_way] == codes
