"""The paragraphs of a letter → their roles: head, salutation, body, close, who signs, what is below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letterkit.importer import shapes, words
from letterkit.importer.body import read_body
from letterkit.importer.dates import date_line
from letterkit.importer.entry import ParagraphEntry
from letterkit.importer.heading import read_head
from letterkit.importer.listed import is_run, is_text
from letterkit.importer.reading import Role, Sure, fields_of
from letterkit.importer.signing import signing_rows

_BELOW = (words.COPY, words.COPY_BARE, words.ENCLOSURE, words.POSTSCRIPT)
_NOTE_MARK = re.compile(r"(?:\*{1,3}|\[?\d{1,3}\])\s*\S")
_CITED = re.compile(r"\d{1,2}\s+[A-ZÀ-Ž“\"][^\n]*(?:\(\d{4}|\d{4}\)|https?:|www\.)")
_RULE = re.compile(r"[_.…\s]{4,}")  # above the name of somebody who signs by hand
_Entries = Sequence[ParagraphEntry]


def read_letter(free: _Entries, dear: int | None) -> None:
    """Give the entries of a letter their roles; `dear` is the place of its salutation."""
    start = _body_begins(free, dear)
    begin, end = signatures(free, start)
    if dear is not None:
        for entry in free[dear:start]:
            entry.take(Role.DEAR, Sure.SURE if entry is free[dear] else Sure.LIKELY)
    read_head(free[: start if dear is None else dear])
    sign([entry for entry in free[begin:end] if entry.free])
    _read_below(free[end:])
    body = free[start:begin]
    _close(body)
    if not any(entry.role is Role.RE for entry in free[:start]):
        _subject(body)
    rows = [row for entry in free for row in entry.rows or () if row.role is Role.SIGNS]
    senders = [field for row in rows for field in fields_of(row.text) if field]
    read_body(body, release=False, senders=senders)


# Head


def _body_begins(free: _Entries, dear: int | None) -> int:
    """Where the body begins: below the salutation, else at the first prose below 'To:'."""
    if dear is None:
        listed = (i for i, e in enumerate(free) if words.ADDRESSED_TO.match(e.text) and len(e.text) < 160)
        after = next(listed, -1)
        told = [shapes.is_prose(entry.text) and not date_line(entry.text) for entry in free]
        texts = (i for i in range(after + 1, len(free)) if told[i])
        return next(texts, len(free))
    start = dear + 1
    while (
        start < len(free) and not shapes.is_prose(free[start].text) and not free[start].paragraph.marker
    ):
        text = free[start].text
        if not shapes.is_salutation(text) and not (len(text) < 90 and text.endswith((",", ":"))):
            break
        start += 1
    return start


def _subject(body: _Entries) -> None:
    """A lone line between the salutation and the text says what the letter is about."""
    if body and body[0].free and words.REFERENCE.match(body[0].text):
        body[0].take(Role.RE, Sure.SURE)
        return
    if len(body) > 1 and body[0].free and not body[0].paragraph.marker and len(body[0].text) < 120:
        said = shapes.is_prose(body[0].text) or shapes.is_sentence(body[0].text)
        if not said and shapes.is_prose(body[1].text):
            body[0].take(Role.RE, Sure.LIKELY)


# Close and signatures


def signatures(free: _Entries, start: int) -> tuple[int, int]:
    """Where the signatures begin below `start`, and where they end."""
    begin = _signed_from(free, start)
    end = begin
    while end < len(free) and _may_sign(free, end, begin):
        end += 1
    return begin, end


def _signed_from(free: _Entries, start: int) -> int:
    """Below the first close, or heading of signatures, that no more text follows; else a bare list."""
    texts = [is_text(entry.text) for entry in free]
    closes = [
        i
        for i in range(start, len(free))
        if _is_end(free[i])
        and (not any(texts[i + 1 : i + 3]) or any(is_run(entry.text) for entry in free[i + 1 : i + 2]))
    ]
    if closes:
        last = closes[0]
        for later in closes[1:]:
            if (
                later - last < 4
                and not any(texts[last + 1 : later])
                and shapes.is_close(free[later].text)
            ):
                last = later
        return last + (shapes.is_close(free[last].text) or not shapes.heads_signatures(free[last].text))
    taken = [
        i + 1 for i in range(start, len(free)) if shapes.is_close_sentence(free[i].text) and texts[i]
    ]
    if taken and taken[-1] < len(free):
        return taken[-1]
    bare = _bare(free, start)
    return bare + (bare + 1 < len(free) and _takes_leave(free[bare].text))


def _takes_leave(text: str) -> bool:
    """Whether a short line reads like a close, whatever its words: small ones, and a comma."""
    found = text.split()
    small = sum(word[0].islower() for word in found)
    return text.endswith(",") and 1 < len(found) < 9 and small * 2 >= len(found)


def _is_end(entry: ParagraphEntry) -> bool:
    return shapes.is_close(entry.text) or shapes.heads_signatures(entry.text)


def _bare(free: _Entries, start: int) -> int:
    """Signatures without a close: the most short lines below a paragraph."""
    best, size, i = len(free), 0, start
    while i < len(free):
        run = i
        while run < len(free) and not is_text(free[run].text) and not _is_below(free[run]):
            run += 1
        lines = free[i:run]
        marks = sum(bool(entry.paragraph.marker) for entry in lines)
        heading = len(lines) == 1 and run < len(free) and is_text(free[run].text)
        listed = len(lines) > size or any(is_run(entry.text) for entry in lines)
        if lines and listed and not heading and (marks * 2 < len(lines) or run == len(free)):
            best, size = i, len(lines)
        i = max(run, i + 1)
    return best


def _is_below(entry: ParagraphEntry) -> bool:
    """Whether a line begins what stands below the signatures."""
    below = any(pattern.match(entry.text) for pattern in _BELOW)
    return below or shapes.ends_text(entry.text) or shapes.is_end_mark(entry.whole)


def _may_sign(free: _Entries, i: int, begin: int) -> bool:
    """Whether a line of the signatures goes on; what begins them may look like anything."""
    entry, text = free[i], free[i].text
    if _is_below(entry) and not (
        shapes.heads_signatures(text) or (i == begin and shapes.ends_text(text))
    ):
        return False
    if not any(c.isalnum() for c in entry.whole):
        below = next((one.text for one in free[i + 1 : i + 4] if not _RULE.fullmatch(one.whole)), "")
        return _RULE.fullmatch(entry.whole) is not None and shapes.has_name_shape(below)
    if i == begin:
        return not is_text(text) or ";" in text
    linked = shapes.is_contact(text) and words.URL.search(text)
    told = is_text(text) and not _is_described(free, i, begin)
    cited = _CITED.match(entry.whole) and not free[begin].whole[:1].isdigit()
    return not (entry.broken_off or linked or told or cited or _NOTE_MARK.match(text))


def _is_described(free: _Entries, i: int, begin: int) -> bool:
    """Whether a text is about one of those who sign: below a heading, with more of them below it."""
    headed = any(shapes.heads_signatures(entry.text) for entry in free[max(0, begin - 1) : begin + 1])
    below = [entry for entry in free[i + 1 : i + 3] if not is_text(entry.text) and not _is_below(entry)]
    return headed and bool(below)


def sign(entries: _Entries) -> None:
    """Take the lines of the signatures, as they stand in the source."""
    for entry in entries:
        entry.take(Role.SIGNS, Sure.SURE)
        entry.rows = []
    if entries:
        lines = {line.number: line for entry in entries for line in entry.lines}
        entries[0].rows = signing_rows([lines[number] for number in sorted(lines)])


def _close(above: _Entries) -> None:
    """The close above the signatures: one line, or a sentence and a line; what is one higher up ends the
    letter's version in another language.
    """
    taken = 0
    if above and above[-1].free and not shapes.is_close(above[-1].text) and _takes_leave(above[-1].text):
        above[-1].take(Role.CLOSE, Sure.LOOK)
    for entry in reversed(above):
        if shapes.heads_signatures(entry.text) and not shapes.is_close(entry.text):
            entry.take(Role.GROUP, Sure.SURE)
        elif taken < 2 and (
            shapes.is_close(entry.text) or (not taken and shapes.is_close_sentence(entry.text))
        ):
            entry.take(Role.CLOSE, Sure.SURE)
            taken += 1
        else:
            break
    first = next((e for e in above[3:] if e.free and shapes.is_close(e.text)), None)
    if first is not None:
        for entry in above:
            if entry.role is Role.CLOSE:
                entry.take(Role.TEXT, Sure.LOOK)
        first.take(Role.CLOSE, Sure.LOOK)


# Below


def _read_below(below: _Entries) -> None:
    """What stands below the signatures: copies, enclosures, more who sign, notes, furniture."""
    current: Role | None = None
    lone = False
    for i, entry in enumerate(below):
        if entry.free and shapes.heads_signatures(entry.text):
            end = next((j for j in range(i + 1, len(below)) if not _may_sign(below, j, i)), len(below))
            sign([one for one in below[i:end] if one.free])
        if not entry.free:
            continue
        role = _role_below(entry.text)
        if role in (Role.CC, Role.ENCLOSED):
            current = role
        elif role or (entry.paragraph.blank_before and not entry.paragraph.marker and not lone):
            current = None
        lone = words.COPY.fullmatch(entry.text) is not None  # those who get one stand below
        if role and not current:
            entry.take(role, Sure.LIKELY)
        elif current:
            entry.take(current, Sure.SURE)
        else:
            entry.take(Role.NOTE, Sure.LOOK)


def _role_below(text: str) -> Role | None:
    """What a line below the signatures says itself that it is."""
    if words.COPY.match(text) or words.COPY_BARE.match(text):
        return Role.CC
    if words.ENCLOSURE.match(text):
        return Role.ENCLOSED
    if words.POSTSCRIPT.match(text) or shapes.is_prose(text) or shapes.ends_text(text):
        return Role.NOTE
    return Role.CONTACT if shapes.is_contact(text) else None
