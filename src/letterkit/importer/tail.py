"""The tail of a letter: copies, enclosures, postscripts and notes below the signatures, and the rest."""

from __future__ import annotations

from letterkit.importer import chrome, release, words
from letterkit.importer.copies import read_copies
from letterkit.importer.dates import date_line
from letterkit.importer.document import FoundDocument
from letterkit.importer.entries import ParagraphEntry, is_note, is_prose, is_sentence
from letterkit.importer.parts import Role


def read_notations(found: FoundDocument, end: int) -> None:
    """Copies, enclosures, postscripts and notes, wherever they stand below entry `end`."""
    i = end
    while i < len(found.entries):
        entry = found.entries[i]
        match = words.COPY.match(entry.text) or words.COPY_BARE.match(entry.text)
        if entry.free and match:
            i = read_copies(found, i, match.end())
            continue
        if entry.free:
            _read_notation(found, entry)
        i += 1


def _read_notation(found: FoundDocument, entry: ParagraphEntry) -> None:
    if match := words.ENCLOSURE.match(entry.text):
        entry.take(Role.ENCLOSURE, 0.9)
        if rest := entry.text[match.end() :].strip():
            found.enclosures.append(rest)
    elif words.POSTSCRIPT.match(entry.text):
        entry.take(Role.POSTSCRIPT, 0.8)
    elif is_note(entry.text) and len(entry.text.split()) > 2:
        entry.take(Role.FOOTNOTE, 0.8)


def read_rest(found: FoundDocument, first: int) -> None:
    """What is left of a letter from entry `first` on: what is enclosed, about us, furniture."""
    last: Role | None = None
    annexed = False
    for entry in found.entries[first:]:
        if not entry.free:
            annexed = annexed or entry.role is Role.ENCLOSURE
            last = None
        elif annexed and not chrome.is_furniture(entry.text):
            entry.take(Role.ENCLOSURE, 0.6)
        else:
            last = _read_line(found, entry, last)


def _read_line(found: FoundDocument, entry: ParagraphEntry, last: Role | None) -> Role | None:
    """One paragraph below a letter; `last` is what the one above it opened, and so is the result."""
    text = entry.text
    if found.date is None and (iso := date_line(text)):
        entry.take(Role.DATE, 0.7)
        found.date = iso
    elif role := release.closes(entry):
        entry.take(role, 0.75)
        return role
    elif last in (Role.LEARN_MORE, Role.CONTACT) and not is_prose(text):
        entry.take(last, 0.6)
    elif len(text) < 140 and not is_sentence(text) and not is_prose(text):
        entry.take(Role.CHROME, 0.6)
    else:
        entry.take(Role.UNPLACED, 0.4)
    return last
