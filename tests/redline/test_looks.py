"""A redline of letters that look otherwise: it is of words, and the contact has words."""

from __future__ import annotations

from collections.abc import Callable

from conftest import Edited, Small, released
from letterkit.campaign.sources import assets_of
from letterkit.redline import accept, reject
from letterkit.writers import write
from pictures.samples import JOINT, LOGO, RIGHTS_NOW, dressed, styled


def test_looks_are_no_change(ready: Callable[[], Edited], small: Small) -> None:
    dressed(small)
    edited = ready()
    edited.now.write("images/logo.svg", LOGO.replace("M22", "M23"))
    edited.now.change(RIGHTS_NOW, "    signature: {image: images/muster.png}\n", "")
    styled(edited.now, "{size: 13}")
    assert edited.changes() == []


def test_the_contact_is(ready: Callable[[], Edited], small: Small) -> None:
    dressed(small)
    edited = ready()
    edited.now.change(JOINT, "Ana Muster", "Eva Muster")
    edited.now.change(JOINT, "office@coalition.example", "talks@coalition.example")
    (change,) = edited.changes()
    assert change.what == "letterhead changed"
    tree = edited.redline()
    text = (write("txt", released(tree), assets_of(small.workspace))[0] or b"").decode()
    assert "[-Ana-]{+Eva+} Muster" in text or "[-Ana Muster-]{+Eva Muster+}" in text
    html = (write("html", released(tree), assets_of(small.workspace))[0] or b"").decode()
    assert "mailto:" not in html
    assert "<ins" in html
    old, new = reject(tree), accept(tree)
    assert (old.letterhead.contact.email, new.letterhead.contact.email) == (  # type: ignore[union-attr]
        "office@coalition.example",
        "talks@coalition.example",
    )


def test_a_contact_that_came(edited: Edited) -> None:
    edited.now.change(JOINT, "title: Joint\n", "title: Joint\ncoalition: {name: Ours}\n")
    before = edited.changes()
    edited.now.change(JOINT, "{name: Ours}", "{name: Ours, contact_person: Ana Muster}")
    more = [change.what for change in edited.changes()]
    assert more == [change.what for change in before] + ["letterhead added"] or "letterhead added" in more
