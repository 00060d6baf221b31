"""A document made into a copy to publish: without contact data, and with nobody who may not be in it.

Addressees keep their names, offices and organisations. Their postal addresses, fax numbers and e-mail
addresses go, the delivery notations that print them, the lines of the letterhead below the coalition's
name with whom to ask and how, and the pictures of signatures, which anybody could put below another text.
What an author typed into a text cannot be taken out: that is a problem at its place.
"""

from __future__ import annotations

from collections.abc import Iterable

from letterkit import letter as lt
from letterkit.checks import Checked
from letterkit.diagnostics import Diagnostic
from letterkit.values import replace


def public_copy(checked: Checked) -> tuple[lt.Document | None, list[Diagnostic]]:
    """The copy to publish, and what stands against publishing it: LK444 and LK475."""
    if checked.tree is None:
        return None, []
    tree = _without_contact_data(checked.tree)
    return tree, checked.against_publishing(tree, _contact_lines(checked.tree))


def _without_contact_data(document: lt.Document) -> lt.Document:
    if not isinstance(document, lt.Letter):
        return document  # a press release has none
    head = document.letterhead
    # Without a coalition's name the lines say how many sign: they are no address.
    head = replace(head, lines=(), contact=None) if head.name else head
    return replace(
        document,
        letterhead=head,
        addressees=tuple(map(named_only, document.addressees)),
        signatures=lt.map_nodes(document.signatures, _without_image),
    )


def _without_image(node: lt.Node) -> lt.Node:
    if isinstance(node, lt.Signatory):
        return replace(node, image=None)
    return lt.map_nodes(node, _without_image)


def named_only(addressee: lt.Addressee) -> lt.Addressee:
    """The addressee without contact data: name, office and organisation stay."""
    address = lt.PostalAddress(
        addressee.address.origin,
        lines=(),
        street="",
        locality="",
        region="",
        postal_code="",
        country="",
        country_name="",
    )
    return replace(addressee, address=address, fax=(), email=None, delivery=None)


def _contact_lines(document: lt.Document) -> Iterable[str]:
    """The lines of address that the copy leaves out, and that no text of it may have either."""
    if not isinstance(document, lt.Letter):
        return ()
    addresses = (addressee.address.lines for addressee in document.addressees)
    head = document.letterhead
    own = head.lines if head.name else ()
    asked = (head.contact.telephone, head.contact.email) if head.contact else ()
    return [line for lines in (*addresses, own, filter(None, asked)) for line in lines]
