"""A source's lines → its reading: what each line is, guessed from where it stands and how it looks.

The salutation is the hinge of a letter: above it is its head, below it its body, down to the close and
those who sign. A press release tells of others and quotes them. Where one file holds both, each line goes
to one of them. No line is dropped: what nothing fits is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from letterkit.importer import shapes, words
from letterkit.importer.dates import date_line
from letterkit.importer.entry import ParagraphEntry
from letterkit.importer.furniture import mark_furniture
from letterkit.importer.letters import read_letter, signatures
from letterkit.importer.naming import people_in
from letterkit.importer.paragraphs import paragraphs
from letterkit.importer.parts import SourceLine, SourceParagraph, SourceText
from letterkit.importer.quotations import is_quotation, speaker_in, unquoted
from letterkit.importer.reading import (
    WITH_FIELDS,
    Head,
    LetterReading,
    ReadRow,
    Role,
    Sure,
    fields_of,
    pieces_of,
    written,
)
from letterkit.importer.releases import DATELINE, read_release
from letterkit.language.detection import language_of
from letterkit.values import replace

_WE = re.compile(
    r"\b(?:we|our|us|undersigned|nous|notre|nos|nosotros|nuestr\w+|wir|unsere?\w*|i write)\b"
    r"|我們|我们|本會",
    re.IGNORECASE,
)
_MESSAGE = 3  # paragraphs of a message above the letter that it passes on
_Entries = Sequence[ParagraphEntry]


def guess(source: SourceText, people: Mapping[str, str] | None = None) -> LetterReading:
    """The reading of a source. `people` are the names in the library, in small letters, and their
    files.
    """
    lines = {line.number: line for line in source.lines}
    entries = [part for one in paragraphs(source) for part in _parted(one, lines)]
    mark_furniture(entries)
    heads = _read(entries, source)
    rows = _with_all_words([row for entry in entries for row in _rows(entry)], source)
    return LetterReading(source.name, heads, rows, people_in(rows, people, _named_besides(rows)))


def _parted(paragraph: SourceParagraph, lines: Mapping[int, SourceLine]) -> list[ParagraphEntry]:
    """A salutation and the paragraph that begins in its line, each for itself."""
    at = shapes.inline_salutation(paragraph.text)
    if not at:
        return [ParagraphEntry(paragraph, [lines[line.number] for line in paragraph.lines])]
    texts = (paragraph.text[:at].strip(), paragraph.text[at:].strip())
    return [ParagraphEntry(replace(paragraph, text=text, blank_before=i)) for i, text in enumerate(texts)]


# The documents


def _read(entries: list[ParagraphEntry], source: SourceText) -> tuple[Head, ...]:
    """Give every entry its role and its document; the documents."""
    free = [entry for entry in entries if entry.free]
    dear = _salutation(free)
    whole = "\n".join(entry.text for entry in entries)
    if dear is not None and _is_release_above(free[:dear]):
        begin, end = _letter_begins(free, dear), signatures(free, dear + 1)[1]
        letter, around = free[begin:end], [*free[:begin], *free[end:]]
        first, last = entries.index(letter[0]), entries.index(letter[-1])
        for entry in entries[first : last + 1]:
            entry.document = 1
        read_letter(letter, dear - begin)
        read_release(around)
        told, said = ("\n".join(entry.text for entry in part) for part in (around, letter))
        return (
            Head("press-release", language_of(told, source.language)),
            Head("letter", language_of(said, source.language)),
        )
    if dear is None and _is_release(free):
        read_release(free)
        return (Head("press-release", language_of(whole, source.language)),)
    read_letter(free, dear)
    if dear is not None:  # below a second salutation it may be there in another language
        stop = next((i for i in range(dear + 4, len(free)) if _opens(free, i)), len(free))
        whole = "\n".join(entry.text for entry in free[:stop])
    return (Head("letter", language_of(whole, source.language)),)


def _salutation(free: _Entries) -> int | None:
    """Where the salutation of the letter is: an addressee's title may look like one above it, and a
    message in which the letter is sent on has its own; that is a note.
    """
    opening = [i for i in range(len(free)) if _opens(free, i)]
    for first, second in pairwise(opening):
        between = free[first + 1 : second]
        told = [i for i, entry in enumerate(between) if shapes.is_prose(entry.text)]
        head = [i for i, entry in enumerate(between) if _begins_head(entry.text)]
        if told and len(told) <= _MESSAGE and head and head[0] > told[-1]:
            for entry in free[first : first + 1 + head[0]]:
                entry.take(Role.NOTE, Sure.LOOK)
        elif told or not between:
            return first
    return opening[-1] if opening else None


def _begins_head(text: str) -> bool:
    """Whether a line can only stand above a salutation: a date alone, the title of an open letter."""
    return bool(date_line(text)) or (
        words.OPEN_LETTER.match(text) is not None and not shapes.is_prose(text)
    )


def _opens(free: _Entries, i: int) -> bool:
    """Whether a line is a salutation that has a letter below it."""
    if free[i].paragraph.marker or not shapes.is_salutation(free[i].text):
        return False
    return any(shapes.is_prose(e.text) or len(e.text) > 100 for e in free[i + 1 : i + 7])


def _is_release_above(above: _Entries) -> bool:
    """Whether what stands above a salutation is a press release: a label or a dateline, and prose."""
    prose = [entry for entry in above if shapes.is_prose(entry.text)]
    labelled = any(words.RELEASE_LABEL.fullmatch(entry.text) for entry in above)
    told = any(DATELINE.match(e.text) or is_quotation(e.text) for e in prose)
    return told or (labelled and bool(prose))


def _is_release(free: _Entries) -> bool:
    """Whether a text without a salutation tells of others, and does not speak for its senders."""
    prose = [entry.text for entry in free if shapes.is_prose(entry.text)]
    if any(words.RELEASE_LABEL.fullmatch(e.text) or shapes.is_end_mark(e.whole) for e in free):
        return True
    return not _is_addressed(free) and _tells(prose)


def _is_addressed(free: _Entries) -> bool:
    """Whether a text says to whom it goes, or takes leave of them."""
    first = next((i for i, e in enumerate(free) if shapes.is_prose(e.text)), len(free))
    titled = any(words.OPEN_LETTER.match(e.text) for e in free[:first])
    return titled or any(words.ADDRESSED_TO.match(e.text) or shapes.is_close(e.text) for e in free)


def _tells(prose: Sequence[str]) -> bool:
    """Whether paragraphs tell of others: they are dated, quote, say who asks, and seldom say 'we'."""
    speaks = sum(bool(_WE.search(unquoted(text))) for text in prose)
    quotes = sum(map(is_quotation, prose))
    told = any(words.ASKS_TOLD.search(unquoted(text)) for text in prose)
    dated = any(map(DATELINE.match, prose[:2]))
    if quotes and (told or dated or speaks <= 1):
        return speaks < len(prose) - quotes or dated
    return (dated or told) and speaks * 3 < max(len(prose), 2)


def _letter_begins(free: _Entries, dear: int) -> int:
    """Where the head of the letter in a release begins: below the last prose, and what announces it."""
    begin = max((i + 1 for i in range(dear) if shapes.is_prose(free[i].text)), default=0)
    while begin < dear and (shapes.is_sentence(free[begin].text) or shapes.ends_text(free[begin].text)):
        begin += 1
    return begin


# The rows


def _rows(entry: ParagraphEntry) -> list[ReadRow]:
    if entry.rows is not None:
        return [replace(row, document=entry.document) for row in entry.rows]
    role = entry.role or Role.TEXT
    if role is not Role.CASE and not any(c.isalnum() for c in entry.whole):
        role = Role.SKIP
    text = " ".join(entry.whole.split())
    text = written(text) if role in WITH_FIELDS else text
    return [ReadRow(role, text, entry.first, entry.last, entry.sure, entry.document)]


def _with_all_words(rows: list[ReadRow], source: SourceText) -> tuple[ReadRow, ...]:
    """The rows, and whatever words of the source stand in none of them: nothing is lost, whoever
    erred.
    """
    there = Counter(piece for row in rows for word in row.words for piece in pieces_of(word))
    for line in source.lines:
        lost = []
        for word in f"{line.marker} {line.text}".split():
            pieces = Counter(pieces_of(word))
            if pieces <= there:
                there -= pieces
            else:
                lost.append(word)
        if lost:
            at = next((i for i, row in enumerate(rows) if row.first > line.number), len(rows))
            document = rows[min(at, len(rows) - 1)].document if rows else 0
            row = ReadRow(Role.NOTE, " ".join(lost), line.number, line.number, Sure.LOOK, document)
            rows.insert(at, row)
    return tuple(rows)


def _named_besides(rows: Sequence[ReadRow]) -> Iterator[str]:
    """Those who get a letter, with the lines of their address, who sign it or are quoted in it."""
    for row in rows:
        if row.role is Role.TO:
            yield from fields_of(row.text)
        elif row.role is Role.SIGNS and len(fields := fields_of(row.text)) > 1:
            yield fields[0]
        elif row.role is Role.QUOTE:
            yield speaker_in(row.text)[0]
