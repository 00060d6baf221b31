"""The lines above a salutation → the rows of a letter's head: date, addressees, reference, letterhead.

An inside address is a block of lines: who, what they are, whose; what is left are its postal lines. Above
it stands who writes, or a title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from letterkit.importer import fax, shapes, words
from letterkit.importer.dates import date_line, find_date, month_line
from letterkit.importer.entry import ParagraphEntry
from letterkit.importer.fields import parted
from letterkit.importer.reading import ReadRow, Role, Sure, aside, fields_of, joined, written

_FAR = 12  # columns: an indent by which a line is set to the middle or to the right
_LONG_TITLE = 5  # words from which a line above an address is more likely a title than a name
_LABELLED = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+)?\s?[:：]\s+\S")
_OF_FIELDS = {"subject": Role.RE, "date": Role.DATE, "cc": Role.CC}


def read_head(entries: Sequence[ParagraphEntry]) -> None:
    """Give the entries of a head their rows."""
    memo = sum(bool(entry.free and words.HEAD_FIELD.match(entry.text)) for entry in entries) > 1
    for entry in entries:
        if entry.free:
            _read_label(entry, memo=memo)
    _read_label_above(entries)
    dated = next((i for i, entry in enumerate(entries) if entry.role is Role.DATE), -1)
    for first, block in _blocks(entries):
        _settle(block, entries[first - 1] if first else None, above_date=dated > first)
    _merge(entries)
    _choose(entries)
    _above(entries)


# Lines that say what they are


def _read_label(entry: ParagraphEntry, *, memo: bool) -> None:
    """Take a line that says itself what it is."""
    text = entry.text
    match = words.HEAD_FIELD.match(text) if memo else None
    meaning = words.HEAD_FIELDS[match["field"].lower()] if match else ""
    found = find_date(text) if len(text) < 60 else None
    if words.REFERENCE.match(text):
        entry.take(Role.RE, Sure.SURE)
    elif meaning in _OF_FIELDS:
        entry.take(_OF_FIELDS[meaning], Sure.SURE)
    elif meaning == "mail":
        entry.take(Role.DATE if found else Role.SKIP, Sure.LIKELY)
    elif match and meaning == "from" and match["value"]:
        _take_senders(entry, match)
    elif said := _said(text, found):
        entry.take(*said)


def _said(text: str, dated: tuple[str, int, int] | None) -> tuple[Role, Sure] | None:
    """What a line says itself that it is; None where it says nothing."""
    if words.COPY.match(text):
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
    if shapes.is_contact(text):
        return Role.CONTACT, Sure.LIKELY
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


def _read_label_above(entries: Sequence[ParagraphEntry]) -> None:
    """A line right above the salutation that a word and a colon begin is the reference line."""
    last = next((entry for entry in reversed(entries) if entry.free), None)
    if last and _LABELLED.match(last.text) and not words.ADDRESSED_TO.match(last.text):
        label, _, subject = last.text.replace("：", ":").partition(":")
        if not any(map(str.isalpha, subject)):
            last.take(Role.NOTE, Sure.LOOK)  # how many pages there are
            return
        last.take(Role.RE, Sure.LIKELY)
        text = f"{aside(f'{label}:')} {written(subject)}"
        last.rows = [ReadRow(Role.RE, text, last.first, last.last, Sure.LIKELY)]


# Blocks of lines


def _blocks(entries: Sequence[ParagraphEntry]) -> list[tuple[int, list[ParagraphEntry]]]:
    """The lines that are left, those together between which nothing stands; each with its place."""
    found: list[tuple[int, list[ParagraphEntry]]] = []
    for i, entry in enumerate(entries):
        above = entries[i - 1] if i else None
        if not entry.free:
            continue
        together = above is not None and above.free and entry.paragraph.blank_before == 0
        if together and above is not None and above.paragraph.cell == entry.paragraph.cell:
            found[-1][1].append(entry)
        else:
            found.append((i, [entry]))
    return found


def _settle(block: list[ParagraphEntry], above: ParagraphEntry | None, *, above_date: bool) -> None:
    """What a block is: addressees, a letterhead, a title, text."""
    label = words.ADDRESSED_TO.match(block[0].text)
    if above and above.listed_to and not shapes.is_prose(block[0].text):
        block[0].listed_to = True
        _take_addressees(block, 0)
    elif label and not words.OPEN_LETTER.search(block[0].text):
        _take_addressees(block, label.end())
    elif any(entry.paragraph.heading or words.OPEN_LETTER.search(entry.text) for entry in block):
        _take_title(block)
    elif _is_title(block):
        letterhead = above_date and all(entry.text.isupper() for entry in block)
        _take_title(block, Role.LETTERHEAD if letterhead else Role.HEADLINE)
    elif _has_addressee(block) or (_is_postal(block) and not above_date):
        _take_addressees(block, 0)
    else:
        _take_others(block, above_date=above_date)


def _take_title(block: Sequence[ParagraphEntry], role: Role = Role.HEADLINE) -> None:
    """Take a title; of many lines those alone that say that they are one."""
    for entry in block:
        title = entry.paragraph.heading or len(block) <= 4 or words.OPEN_LETTER.search(entry.text)
        sure = Sure.LIKELY if title and role is Role.HEADLINE else Sure.LOOK
        entry.take(role if title else Role.SKIP, sure)


def _take_others(block: Sequence[ParagraphEntry], *, above_date: bool) -> None:
    for entry in block:
        if shapes.is_prose(entry.text):
            entry.take(Role.NOTE, Sure.LOOK)
        elif above_date or block[0].paragraph.indent >= _FAR:
            entry.take(Role.LETTERHEAD, Sure.LOOK)
        else:
            _take_addressees([entry], 0, sure=Sure.LOOK)


def _is_title(block: Sequence[ParagraphEntry]) -> bool:
    """Whether a few lines are a title: the first is longer than a name, and nobody is addressed."""
    if len(block) > 4 or _has_addressee(block) or any(shapes.is_postal(entry.text) for entry in block):
        return False
    prose = any(shapes.is_prose(entry.text) for entry in block)
    return len(block[0].text.split()) >= _LONG_TITLE and not prose


def _is_postal(block: Sequence[ParagraphEntry]) -> bool:
    return len(block) > 1 and any(shapes.is_postal(entry.text) for entry in block)


def _has_addressee(block: Sequence[ParagraphEntry]) -> bool:
    """Whether a line names somebody with a form of honour, or an office."""
    return any(
        _is_honoured(entry.text) or shapes.titled(entry.text) or _is_office(entry.text) for entry in block
    )


def _is_honoured(text: str) -> bool:
    head = shapes.at_commas(text)[0]
    return bool(words.split_honorific(head)[0]) and shapes.has_name_shape(head)


def _is_office(text: str) -> bool:
    return shapes.is_title(text) and not shapes.is_prose(text) and len(text) < 90


# Addressees


@dataclass(slots=True)
class _Addressee:
    """An addressee while its lines are read; the texts are `written`."""

    first: int
    last: int
    before: str = ""
    person: str = ""
    title: str = ""
    organisation: str = ""
    lines: list[str] = field(default_factory=list)
    sure: Sure = Sure.SURE
    parted: bool = False  # at commas

    @property
    def name(self) -> str:
        """The person without forms of honour."""
        return words.split_honorific(f"{self.person} ")[1]

    def row(self) -> ReadRow:
        """Its row of the reading."""
        if "," in self.title and "{" not in self.title and not self.organisation:
            _, *office = parted(fields_of(self.title)[0])
            if all(office):  # no line below says whose the office is
                (self.title, self.organisation), self.parted = office, True
        fields = joined((self.person, self.title, self.organisation, *self.lines))
        sure = Sure.LOOK if self._is_open() else self.sure
        return ReadRow(Role.TO, f"{self.before} {fields}".strip(), self.first, self.last, sure)

    def _is_open(self) -> bool:
        """Whether its lines could be parted otherwise.

        A line without a figure may be an organisation's, two forms of honour may be one and a title, and
        what commas part may be parted elsewhere.
        """
        unnamed = not self.organisation and bool(self.lines) and not any(map(str.isdigit, self.lines[0]))
        return unnamed or self.parted or len(words.split_honorific(self.person)[0].split()) > 2


def _take_addressees(block: Sequence[ParagraphEntry], label: int, sure: Sure = Sure.SURE) -> None:
    """Read a block's lines as addressees; the rows go to the first line of each."""
    found: list[tuple[_Addressee, ParagraphEntry]] = []
    for i, entry in enumerate(block):
        before, text = "", entry.whole
        if i == 0 and label:
            text = entry.text[label:]
            before = aside(entry.whole[: len(entry.whole) - len(text)])
            entry.listed_to = not text.strip()
        entry.take(Role.TO, sure)
        entry.rows = []
        if not found or not text.strip() or _begins(found[-1][0], text):
            found.append((_Addressee(entry.first, entry.last, before, sure=sure), entry))
        if text.strip():
            _read_line(found[-1][0], text)
            found[-1][0].last = entry.last
    for addressee, entry in found:
        entry.rows = [addressee.row()]


def _begins(addressee: _Addressee, text: str) -> bool:
    """Whether a line begins the next addressee of a block that holds several."""
    pieces = shapes.at_commas(text)
    if _is_honoured(text):
        return bool(addressee.name or addressee.lines)
    full = addressee.person and (addressee.title or addressee.organisation) and not addressee.lines
    listed = len(pieces) > 1 and shapes.has_name_shape(pieces[0]) and shapes.is_title(pieces[1])
    return bool(full and listed)


def _read_line(addressee: _Addressee, text: str) -> None:
    """Enter a line as what it is: who, what they are, whose, where."""
    if addressee.lines:
        addressee.lines.append(written(text))
    elif _read_who(addressee, text):
        return
    elif not addressee.title and shapes.is_title(text) and len(text) < 110:
        addressee.title = written(text)
    elif not addressee.organisation and not _is_where(addressee, text):
        addressee.organisation = written(text)
        if not shapes.has_organisation_word(text):
            addressee.sure = Sure.LIKELY if addressee.person else Sure.LOOK
    else:
        addressee.lines.append(written(text))


def _read_who(addressee: _Addressee, text: str) -> bool:
    """Enter a line that names somebody, or goes on with a form of honour; whether it is one."""
    honorific, name = words.split_honorific(f"{text} ")
    pieces = shapes.at_commas(text)
    if addressee.person:
        goes_on = not addressee.name and shapes.has_name_shape(text)
        addressee.person += f" {written(text)}" if goes_on else ""
        return goes_on
    if honorific and not name:
        addressee.person = written(text)
    elif honorific and not addressee.title and "," not in name and shapes.is_title(name):
        addressee.title = f"{aside(honorific)} {written(name)}"
    elif not honorific and not addressee.title and (titled := shapes.titled(text)):
        addressee.title, addressee.person = map(written, titled)
        addressee.sure = Sure.LIKELY
    elif _is_name(pieces[0], honoured=bool(honorific)):
        _enter_person(addressee, text, pieces)
    else:
        return False
    return True


def _is_where(addressee: _Addressee, text: str) -> bool:
    """Whether a line that can be postal is: a house has a figure, or somebody stands above it."""
    beside = addressee.person or addressee.title or any(c.isdigit() for c in text)
    return bool(beside) and shapes.is_postal(text)


def _is_name(text: str, *, honoured: bool) -> bool:
    shape = shapes.shape_of(text) if shapes.has_name_shape(text) else "organisation"
    return (honoured and shape != "organisation") or (
        shape in ("person", "either") and not shapes.is_place(text)
    )


def _enter_person(addressee: _Addressee, text: str, pieces: Sequence[str]) -> None:
    if len(pieces) == 2 and shapes.POST_NOMINAL.fullmatch(pieces[1]):
        addressee.person = f"{written(pieces[0])} {aside(', ' + pieces[1])}"
    elif len(pieces) > 1:
        addressee.person, addressee.title, addressee.organisation = parted(text)
        addressee.parted = True
    else:
        addressee.person = written(text)
        if not words.split_honorific(text)[0] and addressee.sure is Sure.SURE:
            addressee.sure = Sure.LIKELY


# The head as a whole


def _merge(entries: Sequence[ParagraphEntry]) -> None:
    """An office that stands apart below its holder's name is one addressee with it."""
    rows = [entry for entry in entries if entry.rows or entry.role is not Role.TO]
    for above, entry in pairwise(rows):
        if not (above.role is entry.role is Role.TO and above.rows and entry.rows):
            continue
        one, other = above.rows[-1], entry.rows[0]
        person, (name, *office) = fields_of(one.text), fields_of(other.text)
        title = person[1] if len(person) > 1 else ""
        if person[0] and not any(person[2:]) and not name and office and not (title and office[0]):
            where = [""] if len(office) > 1 and shapes.is_postal(office[1]) else []
            head = [one.text.split(" ; ")[0], written(title or office[0])]
            text = joined([*head, *map(written, [*where, *office[1:]])])
            sure = max(one.sure, other.sure, key=list(Sure).index)
            above.rows[-1] = ReadRow(Role.TO, text, one.first, other.last, sure)
            entry.rows = entry.rows[1:]


def _choose(entries: Sequence[ParagraphEntry]) -> None:
    """The title and the date that are the letter's: a page may have others above them."""
    titles = [entry for entry in entries if entry.role is Role.HEADLINE]
    sure = [e for e in titles if e.paragraph.heading or words.OPEN_LETTER.search(e.text)]
    chosen = sure[0] if sure else titles[-1] if titles else None
    begun = False
    for entry in titles:
        begun = begun or entry is chosen or (not sure and _is_near(entry, titles))
        if not begun:
            entry.take(Role.SKIP, Sure.LOOK)
    for entry in [entry for entry in entries if entry.role is Role.DATE][:-1]:
        entry.take(Role.NOTE, Sure.LOOK)


def _is_near(entry: ParagraphEntry, titles: Sequence[ParagraphEntry]) -> bool:
    """Whether a line of a title stands right above its last one."""
    between = titles[-1].first - entry.first
    return between < 8 and between <= sum(title.last - title.first + 1 for title in titles)


def _above(entries: Sequence[ParagraphEntry]) -> None:
    """A lone line between the addressees and the salutation says what the letter is about; a fax number
    above all of them, not said to be sent to, is the sender's.
    """
    to = [i for i, entry in enumerate(entries) if entry.role is Role.TO]
    for entry in entries[: to[0]] if to else ():
        if entry.role is Role.FAX and not words.DELIVERY.match(entry.text):
            entry.take(Role.CONTACT, Sure.LIKELY)
    last = entries[-1] if entries else None
    subject = any(entry.role is Role.RE for entry in entries)
    if last is None or subject or not to or last.paragraph.blank_before == 0 or to[0] == len(entries) - 1:
        return
    if (last.role in (Role.HEADLINE, Role.TO) and last.rows is None) or _is_lone_office(last):
        last.rows = None
        last.take(Role.RE, Sure.LIKELY)


def _is_lone_office(entry: ParagraphEntry) -> bool:
    """Whether an entry was taken for an addressee for want of anything better."""
    row = entry.rows[0] if entry.role is Role.TO and entry.rows else None
    nobody = row is not None and row.sure is Sure.LOOK and not fields_of(row.text)[0]
    return nobody and len(entry.text.split()) > 4
