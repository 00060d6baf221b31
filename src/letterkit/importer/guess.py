"""A source's lines → its reading: what each line is, as letters of its form have it.

What is seen of each paragraph (`placed`) is weighed as it was learned from letters that people have read:
in which document it stands (`kinds.json`), and what it is there (`roles.json`). How likely the likeliest
role is says how sure the guess is. No line is dropped: each has one role, and where words are in no row
after all, they get one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from letterkit.importer import shapes
from letterkit.importer.chain import Chain, Likely, learned
from letterkit.importer.furniture import mark_furniture
from letterkit.importer.naming import people_in
from letterkit.importer.naming_lines import naming_lines
from letterkit.importer.paragraphs import paragraphs
from letterkit.importer.parting import party_rows, with_names_in_braces
from letterkit.importer.parts import SourceParagraph, SourceText
from letterkit.importer.placed import marks, within
from letterkit.importer.quotations import speaker_in
from letterkit.importer.reading import (
    ASIDE,
    FoundKind,
    Head,
    LetterReading,
    ReadRow,
    Role,
    Sure,
    aside,
    fields_of,
    named_within,
    pieces_of,
    written,
)
from letterkit.language import words
from letterkit.language.detection import language_of
from letterkit.values import replace

_SURE = 0.99  # of what is likelier, few are wrong in letters that nothing was learned from
_LIKELY = 0.987
_LEAST = 1e-9  # how likely the roles besides a quotation's are together
_FURNITURE = 0.7  # how likely all roles that do not print must be before a line is taken for furniture
_MISSED = 0.2  # how likely all that names somebody or demands something may be for that
_UNPRINTED = (Role.SKIP, *ASIDE)
_NAMED = (Role.TO, Role.SIGNS, Role.SIGNED, Role.CASE, Role.ASK, Role.MORE, Role.CC)
_ORDERS = ("letter", "press-release", "press-release letter", "press-release letter press-release")
"""The kinds of the documents in a file; a release goes on below the letter that it holds."""
_NEVER = 1e9
_LABELLED = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+)?\s?[:：]\s+(?=\S)")
_Entries = Sequence[SourceParagraph]


def guess(source: SourceText, people: Mapping[str, str] | None = None) -> LetterReading:
    """The reading of a source. `people` are the names in the library, in small letters, and their
    files.
    """
    entries = entries_of(source)
    free = [entry for entry in entries if entry.role is None]
    seen = marks(free)
    kinds = kinds_in(seen, learned("kinds.json"))
    documents = list(dict.fromkeys(kinds)) or ["letter"]
    _number(entries, kinds, documents)
    read = learned("roles.json").read(list(map(within, kinds, seen)))
    for entry, likely, kind in zip(free, read, kinds, strict=True):
        _take(entry, likeliest(likely, is_told=kind == "press-release"))
    heads = tuple(
        Head(kind, _language([entry for entry in entries if entry.document == number], source))
        for number, kind in enumerate(documents)
    )
    rows = _with_all_words(list(_rows(entries)), source)
    tag = heads[0].language
    named = people_in(rows, people or {}, _named_besides(rows, tag), tag)
    return LetterReading(source.name, heads, rows, named)


def entries_of(source: SourceText) -> list[SourceParagraph]:
    """The paragraphs of a source, those taken that are furniture by where they stand."""
    entries = [part for one in paragraphs(source) for part in _parted(one)]
    mark_furniture(entries)
    return entries


def _parted(paragraph: SourceParagraph) -> list[SourceParagraph]:
    """A salutation and the paragraph that begins in its line, each for itself."""
    at = shapes.inline_salutation(paragraph.text)
    if not at:
        return [paragraph]
    texts = (paragraph.text[:at].strip(), paragraph.text[at:].strip())
    return [replace(paragraph, text=text, blank_before=i) for i, text in enumerate(texts)]


def likeliest(likely: Sequence[Likely], *, is_told: bool) -> Likely:
    """The likeliest role: in a letter nobody is quoted as in a press release, and what may well print, or
    name somebody or demand something, is not left out: nobody misses a line that is not there.
    """
    among = [one for one in likely if is_told or one.label != Role.QUOTE]
    total = max(_LEAST, sum(one.probability for one in among))
    left_out = sum(one.probability for one in among if one.label in _UNPRINTED)
    named = sum(one.probability for one in among if one.label in _NAMED)
    doubtful = among[0].label == Role.SKIP and left_out < _FURNITURE * total
    if doubtful or (among[0].label in (Role.SKIP, Role.NOTE) and named > _MISSED * total):
        among = [one for one in among if one.label not in _UNPRINTED]
    return Likely(among[0].label, min(1.0, among[0].probability / total))


def _take(entry: SourceParagraph, likely: Likely) -> None:
    """Give an entry its likeliest role."""
    role, probability = Role(likely.label), likely.probability
    kept = role not in (Role.NOTE, Role.SKIP)  # what does not print is sure by where it stands alone
    sure = Sure.SURE if kept and probability > _SURE else Sure.LIKELY
    if probability < _LIKELY or (not kept and shapes.is_prose(entry.text)):
        sure = Sure.LOOK
    if role is Role.SIGNED:
        text, of_names = with_names_in_braces(entry.text)
        role, entry.text = (role, text) if named_within(text) else (Role.TEXT, entry.text)
        sure = max(sure, of_names, key=list(Sure).index)
    entry.take(role, sure)


# The documents


def kinds_in(seen: Sequence[Collection[str]], weights: Chain) -> list[FoundKind]:
    """In which kind of document each paragraph stands, by what is seen of it."""
    said = weights.read_whole([(tuple(one),) for one in seen], _after)
    return ["letter" if one.label == "letter" else "press-release" for one in said]


def _after(before: str, label: str) -> tuple[str, float]:
    """The documents down to a paragraph, in their order; what it costs where no file has them so."""
    documents = before if before.endswith(label) else f"{before} {label}".strip()
    return documents, 0.0 if documents in _ORDERS else _NEVER


def _number(entries: _Entries, kinds: Sequence[FoundKind], heads: Sequence[FoundKind]) -> None:
    """Give each entry the number of its document; furniture has that of what stands above it."""
    free, number = iter(kinds), 0
    for entry in entries:
        if entry.role is None:
            number = heads.index(next(free))
        entry.document = number


def _language(entries: _Entries, source: SourceText) -> str:
    """The language of a document, down to a second salutation: below it may be the same in another."""
    dear = [i for i, entry in enumerate(entries) if entry.role is Role.DEAR]
    end = next((i for i in dear if i > dear[0] + 3), len(entries))
    return language_of("\n".join(entry.text for entry in entries[:end]), source.language)


# The rows


def _rows(entries: _Entries) -> Iterator[ReadRow]:
    for (role, document), run in groupby(entries, key=lambda entry: (entry.role, entry.document)):
        group = list(run)
        rows = _named(group, role) if role in (Role.TO, Role.SIGNS) else map(_row, group)
        yield from (replace(row, document=document) for row in rows)


def _row(entry: SourceParagraph) -> ReadRow:
    """The row of what has no fields; of a subject the label alone is none."""
    text = " ".join(entry.whole.split())
    role = entry.role or Role.TEXT
    if role is Role.RE:
        label = None if words.REFERENCE.match(text) else _LABELLED.match(text)
        at = label.end() if label else 0
        text = f"{aside(text[:at])} {written(text[at:])}".strip()
    elif role is not Role.CASE and not any(map(str.isalnum, text)):
        role = Role.SKIP
    numbers = [line.number for line in entry.lines]  # the last one may stand in an earlier column
    return ReadRow(role, text, numbers[0], max(numbers), entry.sure)


def _named(group: _Entries, role: Role) -> Iterator[ReadRow]:
    """The rows of entries that name somebody, each no surer than their own roles."""
    order = list(Sure).index
    doubts: dict[int, Sure] = {}
    for entry in group:
        for line in entry.lines:
            doubts[line.number] = max(entry.sure, doubts.get(line.number, Sure.SURE), key=order)
    lines = naming_lines([line for entry in group for line in entry.lines], role)
    for row in party_rows(lines, role):
        roles = (doubts.get(number, Sure.SURE) for number in range(row.first, row.last + 1))
        yield replace(row, sure=max((row.sure, *roles), key=order))


def _with_all_words(rows: list[ReadRow], source: SourceText) -> tuple[ReadRow, ...]:
    """The rows, and whatever words of the source stand in none of them: nothing is lost, whoever
    erred.
    """
    there = Counter(piece for row in rows for word in row.words for piece in pieces_of(word))
    for line in source.lines:
        lost = []
        for word in line.whole.split():
            pieces = Counter(pieces_of(word))
            if all(there[piece] >= count for piece, count in pieces.items()):
                there.subtract(pieces)
            else:
                lost.append(word)
        if lost:
            at = next((i for i, row in enumerate(rows) if row.first > line.number), len(rows))
            document = rows[min(at, len(rows) - 1)].document if rows else 0
            row = ReadRow(Role.NOTE, " ".join(lost), line.number, line.number, Sure.LOOK, document)
            rows.insert(at, row)
    return tuple(rows)


def _named_besides(rows: Sequence[ReadRow], language: str) -> Iterator[str]:
    """Those who get a letter, with the lines of their address, who sign it or are quoted in it."""
    for row in rows:
        if row.role is Role.TO:
            yield from fields_of(row.text)
        elif row.role is Role.SIGNS and len(fields := fields_of(row.text)) > 1:
            yield fields[0]
        elif row.role is Role.QUOTE:
            yield speaker_in(row.text, language)[0]
