"""The body of a document before its asks are looked for: where it begins, and headings within it."""

from __future__ import annotations

from collections.abc import Sequence

from letterkit.importer import chrome, memo
from letterkit.importer.entries import ParagraphEntry, is_prose
from letterkit.importer.parts import Role


def body_start(entries: Sequence[ParagraphEntry]) -> int:
    """Where the running text begins, where no salutation says it."""
    for i, entry in enumerate(entries):
        prose = is_prose(entry.text) and len(entry.text) > 60
        if entry.free and prose and not memo.is_field(entry.text):
            return i
    return len(entries)


def free_headings(entries: Sequence[ParagraphEntry]) -> None:
    """A word of a menu that stands between two paragraphs is a heading there."""
    for before, entry, after in zip(entries, entries[1:], entries[2:], strict=False):
        between = is_prose(before.text) and is_prose(after.text) and before.free and after.free
        if between and entry.role is Role.CHROME and chrome.may_be_heading(entry.text):
            entry.role = None
