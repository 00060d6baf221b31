"""Whom a copy of a mailing goes to: what merge fields print of that one, and which passages are meant.

A letter that is no mailing's copy prints placeholders where only a mailing knows the words, and all its
passages: so organisations agree to everything that a copy may say.
"""

from __future__ import annotations

from collections.abc import Mapping

from letterkit import letter as lt
from letterkit.assemble.assembly import Assembly
from letterkit.blocks.documents import DocumentFile, Occasion
from letterkit.blocks.models import Address
from letterkit.blocks.yaml import Steps
from letterkit.diagnostics import Diagnostic, LetterkitError, Severity
from letterkit.library.index import MailRecipient
from letterkit.library.where import KEYS, values_of, where
from letterkit.text.fields import NO_RECIPIENT, RECIPIENT, BlankField, RecipientField


def recipient_field(
    assembly: Assembly[DocumentFile], occasion: Occasion, addressees: tuple[lt.Addressee, ...]
) -> RecipientField:
    """What merge fields print of whom a copy goes to; of an ordinary letter, of its one addressee."""
    recipient = assembly.library.recipient
    if len(addressees) != 1:
        return NO_RECIPIENT
    (addressee,) = addressees
    name = assembly.file.to[0]
    block, _ = assembly.library.get(Address, name, assembly.block.location("to"))
    if block is None:
        return NO_RECIPIENT
    day = occasion.addressed_on(assembly.date).first_day
    asked = recipient.asked if recipient is not None else values_of(block.name, block.model, day)
    values = _values(assembly, asked, addressee)
    if recipient is None:
        return RecipientField({k: v for k, v in values.items() if v}, "[{what}]", is_open=True)
    own = {key: assembly.typeset(text) for key, text in recipient.own.items()}
    return RecipientField({key: _or_blank(recipient, key, v) for key, v in {**own, **values}.items()})


def _values(
    assembly: Assembly[DocumentFile], asked: Mapping[str, str], addressee: lt.Addressee
) -> dict[str, str]:
    """The fields that every recipient has, by their names; empty where nothing is known."""
    printed = {
        "name": addressee.name,
        "full_name": addressee.full_name,
        "salutation": addressee.salutation,
        "office": addressee.office,
        "organisation": addressee.organisation,
    }
    return {key: printed.get(key, assembly.typeset(asked.get(key, ""))) for key in RECIPIENT}


def _or_blank(recipient: MailRecipient, key: str, value: str) -> object:
    """The value; where it is empty, what tells where it is missing as soon as a text prints it."""
    if value:
        return value
    place, words = recipient.place(key)
    return BlankField(f"{words}: nothing is there, and a text prints 'recipient.{key}'", place)


def is_meant(assembly: Assembly[DocumentFile], only: str, path: Steps) -> bool:
    """Whether an entry of the body is for whom the copy goes to. LK320 where its filter cannot be read.

    In a letter that is no mailing's copy every entry prints, which is told (LK319).
    """
    assembly.personal.append(only)
    recipient, place = assembly.library.recipient, assembly.block.location(*path)
    keys = (*KEYS, *recipient.own) if recipient is not None else None
    try:
        wanted = where(only, keys, "only")
    except LetterkitError as error:
        assembly.report("LK320", error.message, place, error.hint)
        return True
    if recipient is None:
        message = "it prints here for everybody: only a mailing leaves it out"
        hint = "letterkit mail leaves it out of the copies of those who are not meant"
        assembly.problems.append(Diagnostic("LK319", message, place, hint, Severity.WARNING))
        return True
    return wanted.holds(recipient.asked)
