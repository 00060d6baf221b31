"""The people whom a document may name, and what its merge fields print of them.

A person whose consent does not cover the document is left out here, so that no writer can name them.
"""

from __future__ import annotations

from collections.abc import Iterable

from letterkit.assemble.assembly import Assembly
from letterkit.blocks.documents import DocumentFile
from letterkit.blocks.models import Person
from letterkit.diagnostics import Location
from letterkit.language.dates import PartialDate, completed_years
from letterkit.language.names import plain
from letterkit.library.index import Block
from letterkit.text.fields import PersonField

People = dict[str, Block[Person]]
"""People by the names of their blocks."""


def people_of_text(
    assembly: Assembly[DocumentFile], names: Iterable[str], asked_from: Location
) -> People:
    """The people whom a text names. It cannot do without one: who may not be named is LK214."""
    people = _known(assembly, names, asked_from)
    for block in people.values():
        if not _may_be_named(assembly, block):
            message = "this document may not name a person whom this text names"
            assembly.report("LK214", message, asked_from, "take the reference out")
    return {name: block for name, block in people.items() if _may_be_named(assembly, block)}


def report_unconfirmed(assembly: Assembly[DocumentFile], text: str, place: Location) -> None:
    """LK214 where a text has a name of an imported letter of which nobody has said yet whose it is."""
    if not assembly.rules.consent:
        return
    unconfirmed = assembly.shared("unconfirmed", lambda: assembly.consents.unconfirmed)
    words = f" {plain(text)} " if unconfirmed else ""
    for name in unconfirmed:
        if f" {plain(name)} " in words or (not name.isascii() and name in text):
            message = (
                "this document may not name somebody whom this text names: nobody has said who it is"
            )
            hint = "say it in the reading of the old letter, and ask for consent; or take the name out"
            assembly.report("LK214", message, place, hint)
            return


def people_of_entry(
    assembly: Assembly[DocumentFile], names: Iterable[str], asked_from: Location
) -> People:
    """The people of a list's entry without those who may not be named. Saying so is for the checks."""
    people = _known(assembly, names, asked_from)
    return {name: block for name, block in people.items() if _may_be_named(assembly, block)}


def _known(assembly: Assembly[DocumentFile], names: Iterable[str], asked_from: Location) -> People:
    found = ((name, assembly.get(Person, name, asked_from)) for name in names)
    return {name: block for name, block in found if block is not None}


def _may_be_named(assembly: Assembly[DocumentFile], person: Block[Person]) -> bool:
    return not assembly.rules.consent or assembly.consents.allows(person, assembly.kind.audiences)


def person_field(person: Person, date: PartialDate) -> PersonField:
    """What merge fields print of a person, as things stood on the last day of `date`."""
    day = date.last_day
    event = person.status_on(day)
    return PersonField(
        name=person.name,
        native_name=person.native_name or "",
        also_known_as=person.also_known_as,
        described_as=person.described_as or "",
        nationality=person.nationality or "",
        status=event.status or "" if event else "",
        status_since=event.date if event else None,
        years=completed_years(event.date, day) if event else 0,
        age=person.age_on(day),
    )
