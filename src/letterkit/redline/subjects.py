"""What a node of the letter, a value of one and a part of it are called in the list of changes."""

from __future__ import annotations

from collections.abc import Mapping

from letterkit import letter as lt
from letterkit.changes.kinds import ChangeKind, ChangeSubject, Deed

# The parts of the letter that are called otherwise than their fields.
_PARTS: Mapping[str, str] = {
    "reference": "reference line",
    "cc": "copies",
    "learn_more": "to learn more",
    "signatures": "signatures",
}
# The parts that are one line, or several of one kind.
_LINES: Mapping[str, ChangeSubject] = {
    "reference": ChangeSubject.REFERENCE_LINE,
    "salutation": ChangeSubject.SALUTATION,
    "close": ChangeSubject.CLOSE,
    "enclosures": ChangeSubject.ENCLOSURE,
    "cc": ChangeSubject.COPY,
    "headline": ChangeSubject.HEADLINE,
    "place": ChangeSubject.PLACE,
    "date": ChangeSubject.DATE,
    "embargo": ChangeSubject.EMBARGO,
}
_NODES: Mapping[type[lt.Node], ChangeSubject] = {
    lt.Contact: ChangeSubject.LETTERHEAD,
    lt.Addressee: ChangeSubject.ADDRESSEE,
    lt.FaxNumber: ChangeSubject.FAX_NUMBER,
    lt.Passage: ChangeSubject.PASSAGE,
    lt.Asks: ChangeSubject.ASKS,
    lt.Ask: ChangeSubject.ASK,
    lt.CaseList: ChangeSubject.CASE_LIST,
    lt.Case: ChangeSubject.CASE,
    lt.Quote: ChangeSubject.QUOTE,
    lt.Paragraph: ChangeSubject.PARAGRAPH,
    lt.Heading: ChangeSubject.HEADING,
    lt.List: ChangeSubject.LIST,
    lt.ListItem: ChangeSubject.LIST_ITEM,
    lt.Quotation: ChangeSubject.QUOTED_PASSAGE,
    lt.Table: ChangeSubject.TABLE,
    lt.TableRow: ChangeSubject.TABLE_ROW,
    lt.Signatory: ChangeSubject.SIGNATORY,
    lt.SignatureGroup: ChangeSubject.SIGNATURE_GROUP,
    lt.Reading: ChangeSubject.READING,
}
# What differs where a value of a node does; other values nobody reads in the letter.
_VALUES: Mapping[tuple[type[lt.Node], str], ChangeSubject] = {
    (lt.Letter, "language"): ChangeSubject.LANGUAGE,
    (lt.Letter, "paper"): ChangeSubject.PAPER,
    (lt.Letter, "addresses"): ChangeSubject.LAYOUT,
    (lt.PressRelease, "language"): ChangeSubject.LANGUAGE,
    (lt.PressRelease, "paper"): ChangeSubject.PAPER,
    (lt.PressRelease, "issuer"): ChangeSubject.ISSUER,
    (lt.Letterhead, "name"): ChangeSubject.LETTERHEAD,
    (lt.Letterhead, "lines"): ChangeSubject.LETTERHEAD,
    (lt.Letterhead, "members"): ChangeSubject.LETTERHEAD,
    **{
        (lt.Contact, name): ChangeSubject.LETTERHEAD
        for name in ("person", "telephone", "email", "website")
    },
    (lt.Addressee, "name"): ChangeSubject.OFFICE_HOLDER,
    (lt.Addressee, "honorific"): ChangeSubject.OFFICE_HOLDER,
    (lt.Addressee, "salutation"): ChangeSubject.OFFICE_HOLDER,
    (lt.Addressee, "office"): ChangeSubject.OFFICE,
    (lt.Addressee, "organisation"): ChangeSubject.OFFICE_ORGANISATION,
    (lt.Addressee, "email"): ChangeSubject.EMAIL,
    (lt.Addressee, "delivery"): ChangeSubject.DELIVERY_NOTATION,
    (lt.PostalAddress, "lines"): ChangeSubject.ADDRESS,
    (lt.FaxNumber, "e164"): ChangeSubject.FAX_NUMBER,
    (lt.FaxNumber, "text"): ChangeSubject.FAX_NUMBER,
    (lt.Signatory, "organisation"): ChangeSubject.SIGNATORY,
    (lt.Signatory, "person"): ChangeSubject.SIGNATORY_PERSON,
    (lt.Signatory, "native_name"): ChangeSubject.SIGNATORY_PERSON,
    (lt.Signatory, "title"): ChangeSubject.SIGNATORY_TITLE,
    (lt.Signatory, "affiliation"): ChangeSubject.SIGNATORY_AFFILIATION,
    (lt.Signatory, "note"): ChangeSubject.SIGNATORY_NOTE,
    (lt.SignatureGroup, "heading"): ChangeSubject.SIGNATURE_HEADING,
    (lt.SignatureBlock, "columns"): ChangeSubject.LAYOUT,
    (lt.Asks, "style"): ChangeSubject.ASK_STYLE,
    (lt.List, "ordered"): ChangeSubject.LIST_STYLE,
    (lt.List, "start"): ChangeSubject.LIST_STYLE,
    (lt.Table, "alignment"): ChangeSubject.TABLE_STYLE,
    (lt.Heading, "level"): ChangeSubject.HEADING_LEVEL,
    (lt.Reading, "title"): ChangeSubject.READING,
    (lt.Reading, "url"): ChangeSubject.READING,
}
# What has another name now, and is the same.
_RENAMED = (ChangeSubject.OFFICE, ChangeSubject.OFFICE_ORGANISATION, ChangeSubject.SIGNATORY)
# The value of an ask that is printed in each style; in others neither is.
_PRINTED_OF_ASK: Mapping[str, str] = {"headed": "title", "short": "summary"}


def name_of_part(part: str) -> str:
    """A part of the letter, given by its field's name, in words."""
    return _PARTS.get(part, part.replace("_", " "))


def subject_of(node: lt.Node, part: str) -> ChangeSubject:
    """What a change of the whole node is of; a line is called as the part of the letter it is in."""
    return _LINES[part] if isinstance(node, lt.Line | lt.DateLine) else _NODES[type(node)]


def kind_of_value(node: lt.Node, name: str, part: str, style: str) -> ChangeKind | None:
    """The kind of change where this value of a node differs; None where nobody reads it.

    `style` is that of the asks which hold the node, empty where none do.
    """
    if isinstance(node, lt.Line | lt.DateLine):
        return ChangeKind(_LINES[part], Deed.CHANGED)
    if isinstance(node, lt.Ask):
        is_printed = _PRINTED_OF_ASK.get(style) == name
        return ChangeKind(ChangeSubject.WORDS, Deed.CHANGED) if is_printed else None
    subject = _VALUES.get((type(node), name))
    if subject is None:
        return None
    return ChangeKind(subject, Deed.RENAMED if subject in _RENAMED else Deed.CHANGED)
