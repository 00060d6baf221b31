"""The kinds of change that a redline lists: of what, and what became of it, in the words printed.

The words are English in every letter: a redline is for the coalition, not for the addressee.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class ChangeSubject(StrEnum):
    """What a change is of: a part of the letter, a node, or one of its values."""

    WORDS = "words"
    CASE_WORDS = "case’s words"
    # The document as a whole
    LANGUAGE = "language"
    PAPER = "paper"
    LAYOUT = "layout"
    ISSUER = "issuer"
    TEMPLATE = "template"
    # Parts of one line
    REFERENCE_LINE = "reference line"
    SALUTATION = "salutation"
    CLOSE = "close"
    HEADLINE = "headline"
    PLACE = "place"
    DATE = "date"
    EMBARGO = "embargo"
    ENCLOSURE = "enclosure"
    COPY = "copy"
    # Letterhead and inside address
    LETTERHEAD = "letterhead"
    ADDRESSEE = "addressee"
    OFFICE_HOLDER = "office-holder"
    OFFICE = "office"
    OFFICE_ORGANISATION = "office’s organisation"
    ADDRESS = "address"
    FAX_NUMBER = "fax number"
    EMAIL = "e-mail address"
    DELIVERY_NOTATION = "delivery notation"
    # The body
    PASSAGE = "passage"
    ASKS = "asks"
    ASK = "ask"
    ASK_STYLE = "style of the asks"
    CASE_LIST = "case list"
    CASE = "case"
    QUOTE = "quotation"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    HEADING_LEVEL = "heading’s level"
    LIST = "list"
    LIST_STYLE = "style of a list"
    LIST_ITEM = "list item"
    QUOTED_PASSAGE = "quoted passage"
    TABLE = "table"
    TABLE_ROW = "table’s row"
    TABLE_STYLE = "style of a table"
    # What stands at the end
    SIGNATORY = "signatory"
    SIGNATORY_PERSON = "signatory’s person"
    SIGNATORY_TITLE = "signatory’s title"
    SIGNATORY_AFFILIATION = "signatory’s affiliation"
    SIGNATORY_NOTE = "signatory’s note"
    SIGNATURE_GROUP = "group of signatories"
    SIGNATURE_HEADING = "heading of signatories"
    READING = "reading"


class Deed(StrEnum):
    """What became of it."""

    ADDED = "added"
    REMOVED = "removed"
    NO_LONGER_LISTED = "no longer listed"
    REPLACED = "replaced"
    MOVED = "moved"
    MOVED_AND_REWRITTEN = "moved and rewritten"
    CHANGED = "changed"
    RENAMED = "renamed"
    DIVIDED = "divided"
    JOINED = "joined"
    RECAST = "set in another form"


class ChangeKind(NamedTuple):
    """A kind of change; as text the words that are printed, such as "fax number changed"."""

    subject: ChangeSubject
    deed: Deed

    def __str__(self) -> str:
        return f"{self.subject} {self.deed}"


KIND_BY_WORDS: Mapping[str, ChangeKind] = {
    str(kind): kind for kind in (ChangeKind(subject, deed) for subject in ChangeSubject for deed in Deed)
}
"""The kind of change that words say which were printed."""
