"""The lines that say to whom a letter goes → a row for each addressee, its fields parted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from letterkit.importer import shapes, words
from letterkit.importer.entry import ParagraphEntry
from letterkit.importer.fields import AddressSearch, FoundParty, parted
from letterkit.importer.pieces import LinePiece, pieces_of_address
from letterkit.importer.reading import ReadRow, Role, Sure, aside, fields_of, joined, written
from letterkit.values import replace

_SURE = 1.2  # by how much the next reading is worse than a sure one
_MOST = 200  # lines of addresses that are looked at together
_Entries = Sequence[ParagraphEntry]


def address_rows(entries: _Entries) -> Iterator[ReadRow]:
    """The rows of entries that stand below each other."""
    group: list[ParagraphEntry] = []
    for entry in entries:
        if group and (len(group) == _MOST or not _follows(group[-1], entry)):
            yield from _group_rows(group)
            group = []
        group.append(entry)
    if group:
        yield from _group_rows(group)


def _label(text: str) -> re.Match[str] | None:
    """The words that say to whom it goes: 'To:', or alone in their line."""
    return words.ADDRESSED_TO.match(text if len(text) > 3 else f"{text}:")


def _follows(above: ParagraphEntry, entry: ParagraphEntry) -> bool:
    """Whether an addressee may go on in a line: nothing else stands between them."""
    last = max(line.number for line in above.paragraph.lines)
    together = entry.first - last <= 1 + entry.paragraph.blank_before
    return above.paragraph.cell == entry.paragraph.cell and together


def _group_rows(group: _Entries) -> Iterator[ReadRow]:
    lines = [entry.whole for entry in group]
    pieces: list[LinePiece] = []
    labelled: list[bool] = []
    for i, line in enumerate(lines):
        label = _label(line)
        labelled.append(label is not None or (i > 0 and labelled[-1] and not pieces))
        pieces += pieces_of_address(i, line, label.end() if label else 0)
    if not pieces:  # a label alone
        yield ReadRow(Role.TO, aside(" ".join(lines)), group[0].first, group[-1].last, group[0].sure)
        return
    apart = [entry.paragraph.blank_before > 0 for entry in group]
    found = AddressSearch(lines, pieces, labelled, apart, 0, [{}] * len(lines)).named()
    for i, named in enumerate(found):
        row = _row(named, group, lines)
        if i == 0 and pieces[0].line:
            before = aside(" ".join(lines[: pieces[0].line]))
            row = replace(row, text=f"{before} {row.text}", first=group[0].first)
        yield row


def _row(named: FoundParty, group: _Entries, lines: Sequence[str]) -> ReadRow:
    found = sorted({piece.line for pieces in named.fields.values() for piece in pieces})
    person, title, organisation = (named.text(label, lines) for label in "PTO")
    if len(named.fields["P"]) > 1 and named.fields["P"][1].kind == "comma":  # 'Jane Roe, P.C.'
        name, *behind = shapes.at_commas(person)
        person = f"{name} {aside(', ' + ', '.join(behind))}"
    sure = max(_sure(named, lines), *(group[i].sure for i in found), key=list(Sure).index)
    if "," in title and "{" not in title and not organisation:
        _, *office = parted(fields_of(title)[0])
        if all(office):  # no line below says whose the office is
            (title, organisation), sure = office, Sure.LOOK
    where = [written(lines[piece.line][piece.begin : piece.end]) for piece in named.fields["A"]]
    text = joined((person, title, organisation, *where))
    return ReadRow(Role.TO, text, group[found[0]].first, group[found[-1]].last, sure)


def _sure(named: FoundParty, lines: Sequence[str]) -> Sure:
    """How sure an addressee is; what could be a line of the address or an organisation is not."""
    where, organised = named.fields["A"], bool(named.fields["O"])
    last = max(piece.line for pieces in named.fields.values() for piece in pieces)
    plain = bool(where) and not any(map(str.isdigit, lines[where[0].line]))
    if lines[last].endswith(",") or (plain and not organised):
        return Sure.LOOK
    either = organised and len(where) == 1
    alone = not where and not named.fields["P"]
    sure = named.sure(_SURE)
    return Sure.LIKELY if (either or alone) and sure is Sure.SURE else sure
