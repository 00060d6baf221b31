"""The lines above a salutation → the rows of a letter's head: date, addressees, reference, letterhead.

A line that says itself what it is is that. The rest stands in blocks: a title, who writes, to whom; of
the last, `fields` finds who they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from letterkit.importer import fax, shapes, words
from letterkit.importer.dates import date_line, find_date, month_line
from letterkit.importer.entry import ParagraphEntry
from letterkit.importer.fields import AddressSearch, FoundParty, parted
from letterkit.importer.pieces import LinePiece, pieces_of_address
from letterkit.importer.reading import ReadRow, Role, Sure, aside, fields_of, joined, written
from letterkit.values import replace

_FAR = 12  # columns: an indent by which a line is set to the middle or to the right
_SURE = 1.2  # by how much the next reading is worse than a sure one
_MOST = 200  # lines of addresses that are looked at together
_LONG_TITLE = 5  # words from which a line above an address is more likely a title than a name
_LABELLED = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+)?\s?[:：]\s+\S")
_OF_FIELDS = {"subject": Role.RE, "date": Role.DATE, "cc": Role.CC}
_Entries = Sequence[ParagraphEntry]


def read_head(entries: _Entries) -> None:
    """Give the entries of a head their rows."""
    memo = sum(bool(entry.free and words.HEAD_FIELD.match(entry.text)) for entry in entries) > 1
    for entry in entries:
        if entry.free:
            _read_label(entry, memo=memo)
    _read_copies(entries)
    _read_label_above(entries)
    dated = next((i for i, entry in enumerate(entries) if entry.role is Role.DATE), -1)
    for first, block in _blocks(entries):
        if first == 0 and _is_first_title(block):
            block[0].take(Role.HEADLINE, Sure.LIKELY)
        else:
            _settle(block, entries[first - 1] if first else None, above_date=dated > first)
    _choose(entries)
    _above(entries)
    _part([entry for entry in entries if entry.role is Role.TO])


# Lines that say what they are


def _read_label(entry: ParagraphEntry, *, memo: bool) -> None:
    """Take a line that says itself what it is."""
    text = entry.text
    match = words.HEAD_FIELD.match(text) if memo else None
    meaning = words.HEAD_FIELDS[match["field"].lower()] if match else ""
    if words.REFERENCE.match(text):
        entry.take(Role.RE, Sure.SURE)
    elif meaning in _OF_FIELDS:
        entry.take(_OF_FIELDS[meaning], Sure.SURE)
    elif meaning == "mail":
        entry.take(Role.DATE if find_date(text) else Role.SKIP, Sure.LIKELY)
    elif match and meaning == "from" and match["value"]:
        _take_senders(entry, match)
    elif said := _said(text):
        entry.take(*said)


def _said(text: str) -> tuple[Role, Sure] | None:
    """What a line says itself that it is; None where it says nothing."""
    if words.COPY.match(text) or words.COPY_BARE.match(text):
        return Role.CC, Sure.SURE
    if date_line(text) or month_line(text):
        return Role.DATE, Sure.SURE
    if fax.is_fax_line(text):
        beside = re.sub(r"[\d\W]+", " ", text[: words.FAX.search(text).start()]).split()  # type: ignore[union-attr]
        return Role.FAX, Sure.LOOK if len(beside) > 3 else Sure.SURE
    if words.DELIVERY.match(text) and len(text) < 120:
        return Role.VIA, Sure.SURE
    if words.RELEASE_LABEL.fullmatch(text):
        return Role.NOTE, Sure.LIKELY
    if shapes.is_contact(text) and not _has_name(words.EMAIL.sub("", text)):
        return Role.CONTACT, Sure.LIKELY
    dated = find_date(text) if len(text) < 60 else None
    return (Role.DATE, Sure.LOOK) if dated and dated[1] < 30 and not shapes.is_prose(text) else None


def _take_senders(entry: ParagraphEntry, match: re.Match[str]) -> None:
    """The senders of a memorandum, parted at semicolons; whoever has sent a mail signs below it."""
    if words.EMAIL.search(match["value"]):
        entry.take(Role.SKIP, Sure.LIKELY)
        return
    entry.take(Role.SIGNS, Sure.LOOK)
    pieces = filter(None, re.split(r"\s*;\s*", match["value"]))
    texts = [written(piece) for piece in pieces]
    texts[0] = f"{aside(entry.text[: match.start('value')])} {texts[0]}"
    entry.rows = [ReadRow(Role.SIGNS, text, entry.first, entry.last, Sure.LOOK) for text in texts]


def _read_copies(entries: _Entries) -> None:
    """The lines below a lone 'cc' are who gets a copy, up to the next blank line or label."""
    for i, entry in enumerate(entries):
        if entry.free and words.COPY_BARE.fullmatch(entry.text):
            entry.take(Role.CC, Sure.SURE)
        above = entries[i - 1] if i else None
        if entry.free and above and above.role is Role.CC:
            lone = not words.COPY_BARE.fullmatch(above.text) and not words.COPY.fullmatch(above.text)
            if not (entry.paragraph.blank_before and lone) and not shapes.is_prose(entry.text):
                entry.take(Role.CC, Sure.SURE)


def _read_label_above(entries: _Entries) -> None:
    """A line right above the salutation that a word and a colon begin is the reference line."""
    last = next((entry for entry in reversed(entries) if entry.free), None)
    if last and _LABELLED.match(last.text) and not words.ADDRESSED_TO.match(last.text):
        label, _, subject = last.text.replace("：", ":").partition(":")
        last.take(Role.RE, Sure.LIKELY)
        text = f"{aside(f'{label}:')} {written(subject)}"
        last.rows = [ReadRow(Role.RE, text, last.first, last.last, Sure.LIKELY)]


# Blocks of lines


def _blocks(entries: _Entries) -> list[tuple[int, list[ParagraphEntry]]]:
    """The lines that are left, those together between which nothing stands; each with its place."""
    found: list[tuple[int, list[ParagraphEntry]]] = []
    for i, entry in enumerate(entries):
        above = entries[i - 1] if i else None
        if not entry.free:
            continue
        told = above is not None and shapes.is_prose(above.text) == shapes.is_prose(entry.text)
        together = told and above is not None and above.free and not entry.paragraph.blank_before
        if together and above is not None and above.paragraph.cell == entry.paragraph.cell:
            found[-1][1].append(entry)
        else:
            found.append((i, [entry]))
    return found


def _settle(block: list[ParagraphEntry], above: ParagraphEntry | None, *, above_date: bool) -> None:
    """What a block is: addressees, a letterhead, a title, text."""
    label = _label(block[0].text)
    told = shapes.is_prose(block[0].text)
    if (above and above.listed_to and not told) or (
        label and not words.OPEN_LETTER.search(block[0].text)
    ):
        block[0].listed_to = not label or label.end() >= len(block[0].text)
        _take_all(block, Role.TO, Sure.SURE)
    elif any(entry.paragraph.heading or words.OPEN_LETTER.search(entry.text) for entry in block):
        _take_title(block)
    elif _is_title(block):
        letterhead = above_date and all(entry.text.isupper() for entry in block)
        _take_title(block, Role.LETTERHEAD if letterhead else Role.HEADLINE)
    elif _has_addressee(block) or (_is_postal(block) and not above_date):
        _take_all(block, Role.TO, Sure.SURE if _has_addressee(block) else Sure.LIKELY)
    elif told:
        _take_all(block, Role.NOTE, Sure.LOOK)
    else:
        letterhead = above_date or block[0].paragraph.indent >= _FAR
        sure = Sure.SURE if letterhead and _is_postal(block) else Sure.LOOK
        _take_all(block, Role.LETTERHEAD if letterhead else Role.TO, sure)


def _label(text: str) -> re.Match[str] | None:
    """The words that say to whom it goes: 'To:', or alone in their line."""
    return words.ADDRESSED_TO.match(text if len(text) > 3 else f"{text}:")


def _take_all(block: Iterable[ParagraphEntry], role: Role, sure: Sure) -> None:
    for entry in block:
        entry.take(role, sure)


def _take_title(block: _Entries, role: Role = Role.HEADLINE) -> None:
    """Take a title; of many lines those alone that say that they are one."""
    for entry in block:
        title = entry.paragraph.heading or len(block) <= 4 or words.OPEN_LETTER.search(entry.text)
        sure = Sure.LIKELY if title and role is Role.HEADLINE else Sure.LOOK
        entry.take(role if title else Role.SKIP, sure)


def _is_title(block: _Entries) -> bool:
    """Whether a few lines are a title: the first is longer than a name, and nobody is addressed."""
    if len(block) > 4 or _has_addressee(block) or any(shapes.is_postal(entry.text) for entry in block):
        return False
    prose = any(shapes.is_prose(entry.text) for entry in block)
    return len(block[0].text.split()) >= _LONG_TITLE and not prose


def _is_first_title(block: _Entries) -> bool:
    """Whether a lone line above all others is a title: long, with small words, and nobody's name."""
    found = block[0].text.split()
    small = sum(word[0].islower() for word in found) > 1
    addressed = _is_honoured(block[0].text) or _label(block[0].text) or shapes.is_prose(block[0].text)
    return len(block) == 1 and len(found) >= _LONG_TITLE and small and not addressed


def _is_postal(block: _Entries) -> bool:
    return len(block) > 1 and any(shapes.is_postal(entry.text) for entry in block)


def _has_addressee(block: _Entries) -> bool:
    """Whether a line names somebody with a form of honour, or an office."""
    return any(_has_name(entry.text) or _is_office(entry.text) for entry in block)


def _has_name(text: str) -> bool:
    return _is_honoured(text) or shapes.titled(text) is not None or _is_listed(text)


def _is_listed(text: str) -> bool:
    """'Jane Roe, Minister of Justice'"""
    name, *office = shapes.at_commas(text)
    return bool(office) and shapes.has_name_shape(name) and shapes.is_title(office[0])


def _is_honoured(text: str) -> bool:
    head = shapes.at_commas(text)[0]
    return bool(words.split_honorific(head)[0]) and shapes.has_name_shape(head)


def _is_office(text: str) -> bool:
    return shapes.is_title(text) and not shapes.is_prose(text) and len(text) < 90


# Addressees


def _part(entries: _Entries) -> None:
    """Find who they are to whom it goes: the row of each goes to its first line."""
    group: list[ParagraphEntry] = []
    for entry in entries:
        if group and (len(group) == _MOST or not _follows(group[-1], entry)):
            _part_group(group)
            group = []
        group.append(entry)
    if group:
        _part_group(group)


def _follows(above: ParagraphEntry, entry: ParagraphEntry) -> bool:
    """Whether an addressee may go on in a line: nothing else stands between them."""
    last = max(line.number for line in above.paragraph.lines)
    together = entry.first - last <= 1 + entry.paragraph.blank_before
    known = above.sure is not Sure.LOOK or entry.sure is not Sure.LOOK
    return above.paragraph.cell == entry.paragraph.cell and together and known


def _part_group(group: _Entries) -> None:
    lines = [entry.whole for entry in group]
    pieces: list[LinePiece] = []
    labelled: list[bool] = []
    for i, line in enumerate(lines):
        label = _label(line)
        labelled.append(label is not None or (i > 0 and labelled[-1] and not pieces))
        pieces += pieces_of_address(i, line, label.end() if label else 0)
        group[i].rows = []
    if not pieces:  # a label alone
        group[0].rows = [ReadRow(Role.TO, aside(" ".join(lines)), group[0].first, group[-1].last)]
        return
    apart = [entry.paragraph.blank_before > 0 for entry in group]
    found = AddressSearch(lines, pieces, labelled, apart, 0, [{}] * len(lines)).named()
    for i, named in enumerate(found):
        row = _row(named, group, lines)
        if i == 0 and pieces[0].line:
            before = aside(" ".join(lines[: pieces[0].line]))
            row = replace(row, text=f"{before} {row.text}", first=group[0].first)
        at = next(entry for entry in group if entry.last >= row.first)
        at.rows = [*(at.rows or ()), row]


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


# The head as a whole


def _choose(entries: _Entries) -> None:
    """The title and the date that are the letter's: a page may have others above them."""
    titles = [entry for entry in entries if entry.role is Role.HEADLINE]
    sure = [e for e in titles if e.paragraph.heading or words.OPEN_LETTER.search(e.text)]
    chosen = sure[0] if sure else titles[-1] if titles else None
    begun = False
    for entry in titles:
        begun = (
            begun or entry is chosen or (not sure and titles[-1].first - entry.first < len(titles) + 1)
        )
        if not begun:
            entry.take(Role.SKIP, Sure.LOOK)
    for entry in [entry for entry in entries if entry.role is Role.DATE][:-1]:
        entry.take(Role.NOTE, Sure.LOOK)


def _above(entries: _Entries) -> None:
    """A lone line between the addressees and the salutation says what the letter is about; a fax number
    above all of them, not said to be sent to, is the sender's.
    """
    to = [i for i, entry in enumerate(entries) if entry.role is Role.TO]
    for entry in entries[: to[0]] if to else ():
        if entry.role is Role.FAX and not words.DELIVERY.match(entry.text):
            entry.take(Role.CONTACT, Sure.LIKELY)
    last = entries[-1] if entries else None
    subject = any(entry.role is Role.RE for entry in entries)
    if last is None or subject or not to or not last.paragraph.blank_before or to[0] == len(entries) - 1:
        return
    lone = last.role is Role.TO and last.sure is Sure.LOOK and len(last.text.split()) > 4
    if last.role is Role.HEADLINE or lone:
        last.take(Role.RE, Sure.LIKELY)
