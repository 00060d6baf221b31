"""The paragraphs of a press release → their roles: its head, its text, who signed, what stands below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letterkit.importer import shapes, words
from letterkit.importer.body import read_body
from letterkit.importer.dates import date_line
from letterkit.importer.entry import ParagraphEntry
from letterkit.importer.letters import sign
from letterkit.importer.listed import is_run, is_text, names_of_run
from letterkit.importer.reading import ReadRow, Role, Sure, fields_of

DATELINE = re.compile(r"(?:\([^()]{2,80}\)\s*(?:[–—:-]|--)|[A-ZÀ-Ž][\w .,'’-]{2,50}?\s*(?:[–—]|--))\s*\S")
"""How the first paragraph begins: place and date, and a dash."""
_OTHERS = re.compile(r",?\s*(?:among(?:st)?\s+others|and\s+others)\.?$")
_Entries = Sequence[ParagraphEntry]


def read_release(free: _Entries) -> None:
    """Give the entries of a press release their roles."""
    first = _text_begins(free)
    _read_head(free[:first])
    end = _text_ends(free, first)
    for entry in free[end:]:
        told = shapes.is_prose(entry.text) or shapes.ends_text(entry.text)
        entry.take(Role.NOTE, Sure.LIKELY if told else Sure.LOOK)
    body = free[first:end]
    signed = (i for i, e in enumerate(body) if e.free and shapes.heads_signatures(e.text))
    if (at := next(signed, None)) is not None:
        sign([entry for entry in body[at:] if not is_text(entry.text)])
    for entry in body:
        if entry.free and (said := _who_signed(entry.text)):
            entry.take(Role.SIGNED, Sure.LIKELY)
            entry.rows = [ReadRow(Role.SIGNED, said, entry.first, entry.last, Sure.LIKELY)]
    read_body(body, release=True, senders=())


def _text_begins(free: _Entries) -> int:
    """Where the running text begins: at its dateline, or below the label, the date and the title."""
    texts = [i for i, entry in enumerate(free) if shapes.is_prose(entry.text)]
    if line := next((i for i in texts if DATELINE.match(free[i].text)), None):
        return line
    labels = (i for i, entry in enumerate(free) if words.RELEASE_LABEL.fullmatch(entry.text))
    dated = (i for i, entry in enumerate(free) if date_line(entry.text))
    above = max(next(labels, -1), next(dated, -1))
    return next((i for i in texts if i > above), texts[0] if texts else len(free))


def _text_ends(free: _Entries, first: int) -> int:
    """Where it gives way to notes for editors, numbers to call, links."""
    for i in range(first + 1, len(free)):
        below = shapes.ends_text(free[i].text) and not free[i].paragraph.marker
        if below or shapes.is_end_mark(free[i].whole):
            return i
    return max((i + 1 for i in range(first, len(free)) if is_text(free[i].text)), default=len(free))


def _read_head(head: _Entries) -> None:
    for entry in head:
        if date_line(entry.text):
            entry.take(Role.DATE, Sure.SURE)
        elif (
            words.RELEASE_LABEL.fullmatch(entry.text)
            or shapes.ends_text(entry.text)
            or shapes.is_contact(entry.text)
        ):
            entry.take(Role.NOTE, Sure.LIKELY)
    _take_headline(head)
    for entry in [entry for entry in head if entry.role is Role.DATE][:-1]:
        entry.take(Role.SKIP, Sure.LOOK)
    for entry in head:
        if entry.free:
            entry.take(Role.SKIP, Sure.LOOK)


def _take_headline(head: _Entries) -> None:
    """The title: a heading of the file, or the last line that is one, with the long lines above it."""
    free = [(i, entry) for i, entry in enumerate(head) if entry.free]
    marked = [i for i, entry in free if entry.paragraph.heading in (1, 2)]
    titles = [i for i, entry in free if len(entry.text.split()) > 3 and not entry.paragraph.marker]
    chosen = next(iter(marked or reversed(titles)), None)
    if chosen is None:
        return
    head[chosen].take(Role.HEADLINE, Sure.LIKELY)
    for i in range(chosen - 1, -1, -1):
        long = len(head[i].text) > 0.6 * len(head[chosen].text) and not head[i].paragraph.marker
        if not head[i].free or head[i + 1].paragraph.blank_before or not long:
            return
        head[i].take(Role.HEADLINE, Sure.LIKELY)


def _who_signed(text: str) -> str:
    """A paragraph that says who signed, the names in braces; empty where it says it of nobody."""
    match = words.SIGNED_BY.search(text)
    rest = _OTHERS.sub("", text[match.end() :].split(". ", maxsplit=1)[0]) if match else ""
    if not is_run(rest):
        return ""
    said = text
    for field in names_of_run(rest):
        name = fields_of(field)[0]
        if name[:1].isupper():
            said = re.sub(rf"(?<![{{\w]){re.escape(name)}(?!\w)", lambda m: f"{{{m[0]}}}", said, count=1)
    return said if said.count("{") > 1 else ""
