"""A source's lines → its reading: what each line is, as letters of its form have it.

What is seen of each paragraph (`seen`) is weighed as it was learned from letters that people have read
(`roles.json`); how likely the likeliest role is says how sure the guess is. No line is dropped: each has
one role, and where words are in no row after all, they get one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, takewhile

from letterkit.importer import shapes
from letterkit.importer.chain import Likely, learned
from letterkit.importer.furniture import mark_furniture
from letterkit.importer.listed import is_run, names_of_run
from letterkit.importer.naming import people_in
from letterkit.importer.naming_lines import naming_lines
from letterkit.importer.paragraphs import paragraphs
from letterkit.importer.parting import party_rows
from letterkit.importer.parts import SourceParagraph, SourceText
from letterkit.importer.placed import marks
from letterkit.importer.quotations import is_quotation, speaker_in, unquoted
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
    pieces_of,
    written,
)
from letterkit.importer.seen import DATELINE
from letterkit.language import words
from letterkit.language.detection import language_of
from letterkit.values import replace

_SURE = 0.99  # of what is likelier, few are wrong in letters that nothing was learned from
_LIKELY = 0.985
_LEAST = 1e-9  # how likely the roles besides a quotation's are together
_FURNITURE = 0.7  # how likely all roles that do not print must be before a line is taken for furniture
_UNPRINTED = (Role.SKIP, *ASIDE)
_FOOT = (Role.SIGNS, Role.GROUP, Role.CLOSE, Role.CC, Role.ENCLOSED)
_LABELLED = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+)?\s?[:：]\s+(?=\S)")
_Entries = Sequence[SourceParagraph]


def guess(source: SourceText, people: Mapping[str, str] | None = None) -> LetterReading:
    """The reading of a source. `people` are the names in the library, in small letters, and their
    files.
    """
    entries = entries_of(source)
    free = [entry for entry in entries if entry.role is None]
    told = told_of(free)
    read = learned("roles.json").read(marks(free, told))
    for entry, likely, is_told in zip(free, read, told, strict=True):
        _take(entry, likeliest(likely, is_told=is_told))
    heads = _documents(entries, free, told, source)
    rows = _with_all_words(list(_rows(entries)), source)
    return LetterReading(source.name, heads, rows, people_in(rows, people or {}, _named_besides(rows)))


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
    """The likeliest role: in a letter nobody is quoted as in a press release, and what may well print is
    not left out. A line too many is a word to change; nobody misses a line that is not there.
    """
    among = [one for one in likely if is_told or one.label != Role.QUOTE]
    total = max(_LEAST, sum(one.probability for one in among))
    left_out = sum(one.probability for one in among if one.label in _UNPRINTED)
    if among[0].label == Role.SKIP and left_out < _FURNITURE * total:
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
        said = _who_signed(entry.text)
        role, entry.text = (role, said) if said else (Role.TEXT, entry.text)
    entry.take(role, sure)


# The documents


def told_of(free: _Entries) -> list[bool]:
    """Which stand in a press release: all above the letter in it, or all where there is no letter."""
    dear = _salutations(free)
    above = free[: dear[0]] if dear else free
    is_release = _is_release(above, has_letter=bool(dear))
    begin = _begin_of_letter(above) if dear else len(free)
    return [is_release and i < begin for i in range(len(free))]


def _salutations(free: _Entries) -> list[int]:
    """Where salutations stand that have a letter below them."""
    dear = (i for i, one in enumerate(free) if not one.marker and shapes.is_salutation(one.text))
    return [i for i in dear if any(shapes.is_prose(one.text) for one in free[i + 1 : i + 7])]


def _begin_of_letter(above: _Entries) -> int:
    """Where the letter begins that a press release holds, of what stands above its salutation."""
    begin = max((i for i, one in enumerate(above, 1) if shapes.is_prose(one.text)), default=0)
    texts = (one.text for one in above[begin:])
    told = takewhile(lambda text: shapes.is_sentence(text) or shapes.ends_text(text), texts)
    return begin + len(list(told))


def _is_release(text: _Entries, *, has_letter: bool) -> bool:
    """Whether a text is a press release: it is called so, or is dated or quotes. One that has no letter
    below it tells of others then, and neither says to whom it goes nor speaks for its senders.
    """
    if any(words.RELEASE_LABEL.fullmatch(one.text) for one in text):
        return True
    prose = [one.text for one in text if shapes.is_prose(one.text)]
    dated = map(DATELINE.match, prose if has_letter else prose[:2])
    tells = any(map(is_quotation, prose)) or any(dated)
    return tells and (has_letter or not (_is_addressed(text) or _speaks(prose)))


def _is_addressed(free: _Entries) -> bool:
    """Whether a text says to whom it goes, or takes leave of them."""
    first = next((i for i, e in enumerate(free) if shapes.is_prose(e.text)), len(free))
    titled = any(words.OPEN_LETTER.match(e.text) for e in free[:first])
    return titled or any(words.ADDRESSED_TO.match(e.text) or shapes.is_close(e.text) for e in free)


def _speaks(prose: Sequence[str]) -> bool:
    """Whether paragraphs say 'we', more than one in four, beside what they quote."""
    said = sum(bool(words.WE.search(unquoted(text))) for text in prose)
    return said > max(1, len(prose) // 4)


def _documents(
    entries: _Entries, free: _Entries, told: Sequence[bool], source: SourceText
) -> tuple[Head, ...]:
    """The documents; the entries of a letter within a press release are given its number."""
    kinds: list[FoundKind] = ["press-release"] * any(told)
    if not kinds or not all(told):
        kinds.append("letter")
    if len(kinds) > 1:
        for entry in _of_letter(entries, free, told.index(False)):
            entry.document = 1
    said = ["\n".join(one.text for one in entries if one.document == i) for i in range(len(kinds))]
    if len(kinds) == 1:
        said = [_first_version(free) or said[0]]
    languages = (language_of(text, source.language) for text in said)
    return tuple(map(Head, kinds, languages))


def _of_letter(entries: _Entries, free: _Entries, begin: int) -> _Entries:
    """The entries of a letter that begins within a press release: up to the foot below who signs."""
    foot = next((i for i in range(begin, len(free)) if free[i].role is Role.SIGNS), len(free))
    end = next((i for i in range(foot, len(free)) if free[i].role not in _FOOT), len(free))
    return entries[entries.index(free[begin]) : entries.index(free[end - 1]) + 1]


def _first_version(free: _Entries) -> str:
    """What stands above a second salutation: below it a letter may be there in another language."""
    dear = _salutations(free)
    end = next((i for i in dear[1:] if i > dear[0] + 3), 0)
    return "\n".join(entry.text for entry in free[:end])


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


def _who_signed(text: str) -> str:
    """A paragraph that says who signed, the names in braces; empty where it says it of nobody."""
    match = words.SIGNED_BY.search(text)
    rest = words.AND_OTHERS.sub("", text[match.end() :].split(". ", maxsplit=1)[0]) if match else ""
    if not is_run(rest):
        return ""
    said = text
    for name in names_of_run(rest):
        if name[:1].isupper():
            said = re.sub(rf"(?<![{{\w]){re.escape(name)}(?!\w)", lambda m: f"{{{m[0]}}}", said, count=1)
    return said if said.count("{") > 1 else ""


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


def _named_besides(rows: Sequence[ReadRow]) -> Iterator[str]:
    """Those who get a letter, with the lines of their address, who sign it or are quoted in it."""
    for row in rows:
        if row.role is Role.TO:
            yield from fields_of(row.text)
        elif row.role is Role.SIGNS and len(fields := fields_of(row.text)) > 1:
            yield fields[0]
        elif row.role is Role.QUOTE:
            yield speaker_in(row.text)[0]
