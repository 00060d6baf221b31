"""A source's paragraphs → the documents in it, in the terms of a business letter.

The salutation is the hinge of a letter: what stands above it is its head, what stands below is its body,
down to the close and the signatures. A press release has a dateline, speakers and no salutation. Where
one file holds both, each paragraph goes to one of them. What cannot be placed is kept as unplaced.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from letterkit.importer import chrome, memo, release, signatures, words
from letterkit.importer.closing import is_closing, signature_span
from letterkit.importer.document import FoundDocument
from letterkit.importer.entries import ParagraphEntry, is_note, is_prose
from letterkit.importer.head import head_start
from letterkit.importer.paragraphs import paragraphs
from letterkit.importer.parse_letter import parse_letter
from letterkit.importer.parse_release import parse_release
from letterkit.importer.parts import Imported, Role, SourceText
from letterkit.importer.salutation import find_salutation, parted
from letterkit.language.detection import language_of

_OPENS = re.compile(r"^(?:we|our|i)\b|\b(?:we|our\s+organi[sz]ations|the\s+undersigned)\b", re.IGNORECASE)
_OPENS_ABROAD = re.compile(r"\b(?:nous|nosotros|wir)\b|我們|我们")


def parse(source: SourceText, people: Mapping[str, str] | None = None) -> list[Imported]:
    """The documents of a source; one with everything unplaced where no letter is found.

    `people` are the names in the library, in small letters, and the names of their files.
    """
    entries = [part for one in paragraphs(source) for part in parted(ParagraphEntry(one))]
    chrome.mark(entries)
    start = find_salutation(entries)
    language = language_of(_first_version(entries, start), source.language)
    if start is None:
        return [_without_salutation(FoundDocument(source, entries, language, people))]
    head = head_start(entries, start)
    if not _is_release(entries[:head]):
        return [parse_letter(FoundDocument(source, entries, language, people), start)]
    end = _letter_end(entries, start)
    letter = FoundDocument(source, entries[head:end], language, people)
    around = FoundDocument(source, [*entries[:head], *entries[end:]], language, people)
    read = parse_letter(letter, start - head)
    return [parse_release(around), read]


def _first_version(entries: Sequence[ParagraphEntry], start: int | None) -> str:
    """The text as far as a second salutation: below it a letter may be there in another language."""
    stop = len(entries)
    if start is not None:
        below = find_salutation(entries[start + 3 :])
        stop = stop if below is None else start + 3 + below
    return " ".join(entry.text for entry in entries[:stop] if entry.free)


def _is_release(before: Sequence[ParagraphEntry]) -> bool:
    """Whether what stands above a letter's head is a press release."""
    free = [entry for entry in before if entry.free]
    return any(is_prose(entry.text) for entry in free) and release.weight(free) >= 3


def _letter_end(entries: Sequence[ParagraphEntry], salutation: int) -> int:
    """Where a letter inside another document ends: below its signatures, copies and notes."""
    at = max(signature_span(entries, salutation + 1))
    while at < len(entries) and _is_tail(entries[at]):
        at += 1
    return at


def _is_tail(entry: ParagraphEntry) -> bool:
    if not entry.free and entry.role is not Role.CHROME:
        return True
    text = entry.text
    return bool(words.COPY.match(text) or words.ENCLOSURE.match(text)) or is_note(text)


def _without_salutation(found: FoundDocument) -> Imported:
    """A letter or a press release without a salutation, or what is neither."""
    free = found.free
    if not any(is_prose(entry.text) for entry in free):
        return found.finished("letter")
    weight = release.weight(free)
    addressed = any(_addresses(entry.text) for entry in free[:8])
    if weight >= 3 and not addressed:
        return parse_release(found)
    if addressed or _has_letter(free):
        return parse_letter(found, None)
    return parse_release(found) if weight >= 1 else found.finished("letter")


def _addresses(text: str) -> bool:
    """Whether a line says to whom a letter goes, though it is no salutation of its own."""
    return words.SALUTATION.match(text) is not None or memo.is_field(text)


def _has_letter(entries: Sequence[ParagraphEntry]) -> bool:
    """Whether a text without a salutation is a letter all the same: addressed, or said by "we"."""
    texts = [entry.text for entry in entries]
    whole = " ".join(texts)
    if len(_OPENS.findall(whole)) >= 2 or _OPENS_ABROAD.search(whole):
        return True
    return any(map(_takes_leave, texts))


def _takes_leave(text: str) -> bool:
    if is_closing(text) or signatures.is_heading(text):
        return True
    return words.CLOSING_SENTENCE.search(text) is not None
