"""By which rules a document is assembled: as it is being written, or as it was once published."""

from __future__ import annotations

from msgspec import Struct

from letterkit.blocks.documents import DocumentFile


class Rules(Struct, frozen=True):
    """What holds for a document. Each rule says what is done where it holds."""

    typeset: bool
    """Quotation marks, dashes and spaces are set as the language has them; else characters stay."""
    complete: bool
    """The date, the addressees, the signatories and the issuer must be there: without one, an error."""
    once: bool
    """A block that stands twice in the document is an error."""
    consent: bool
    """People are named only where their consent covers the document."""
    looked_up: bool
    """Who holds an office and who signs for an organisation is looked up in their files."""
    placeholders: bool
    """A placeholder, in brackets, prints where it is not known who holds the office or who signs."""
    abroad: bool
    """An address in another country than the letter's ends with its country."""
    full_stops: bool
    """What is said of a case ends with a full stop."""
    own_lines: bool
    """The reference line, the salutation and the close print even where the file says none."""
    addresses_told: bool
    """The address of a link prints where the document's file says so; else its words alone do."""
    introduced: bool
    """The document says who is behind it: a letterhead its members, a press release its issuer."""


AS_WRITTEN = Rules(
    typeset=True,
    complete=True,
    once=True,
    consent=True,
    looked_up=True,
    placeholders=True,
    abroad=True,
    full_stops=True,
    own_lines=True,
    addresses_told=True,
    introduced=True,
)
"""A document that is still to go out, or went out with letterkit."""

AS_PUBLISHED = Rules(
    typeset=False,
    complete=False,
    once=False,
    consent=False,
    looked_up=False,
    placeholders=False,
    abroad=False,
    full_stops=False,
    own_lines=False,
    addresses_told=False,
    introduced=False,
)
"""A document that went out before letterkit knew it, and prints as it was: its own characters, nothing
put in where something is unknown, and the people whom it named. In return its body must be the one that
was published: see `letterkit.assemble.body`.
"""


def rules_for(file: DocumentFile) -> Rules:
    """The rules of a document, from its file."""
    return AS_WRITTEN if file.published is None else AS_PUBLISHED
