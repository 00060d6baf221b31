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
from letterkit.importer.reading import ReadRow, Role, Sure, aside, fields_of, joined, written
from letterkit.importer.signing_lines import person_fields

_FAR = 12  # columns: an indent by which a line is set to the middle or to the right
_LONG_TITLE = 5  # words from which a line above an address is more likely a title than a name


def read_head(entries: Sequence[ParagraphEntry]) -> None:
    """Give the entries of a head their rows."""
    _read_labels(entries)
    _read_label_above(entries)
    blocks = _blocks(entries)
    dated = next((i for i, entry in enumerate(entries) if entry.role is Role.DATE), -1)
    places = {id(entry): i for i, entry in enumerate(entries)}
    for block in blocks:
        place = places[id(block[0])]
        _settle(block, entries, place, above_date=dated > place)
    _merge(entries)
    _promote(entries)
    _above(entries)


# Lines that say what they are


def _read_labels(entries: Sequence[ParagraphEntry]) -> None:
    fields = [entry for entry in entries if entry.free and words.HEAD_FIELD.match(entry.text)]
    memo = len(fields) > 1
    for entry in entries:
        if not entry.free:
            continue
        text = entry.text
        if words.REFERENCE.match(text):
            entry.take(Role.RE, Sure.SURE)
        elif memo and (match := words.HEAD_FIELD.match(text)) and _read_field(entry, match):
            continue
        elif said := _said_of(text):
            entry.take(*said)


def _said_of(text: str) -> tuple[Role, Sure] | None:
    """What a line says itself that it is; None where it says nothing."""
    if words.COPY.match(text):
        return Role.CC, Sure.SURE
    if date_line(text) or month_line(text):
        return Role.DATE, Sure.SURE
    if fax.is_fax_line(text):
        return Role.FAX, Sure.SURE
    if words.DELIVERY.match(text) and len(text) < 120:
        return Role.VIA, Sure.SURE
    if words.RELEASE_LABEL.fullmatch(text):
        return Role.NOTE, Sure.LIKELY
    if shapes.is_contact(text):
        return Role.CONTACT, Sure.LIKELY
    found = find_date(text) if len(text) < 60 else None
    return (Role.DATE, Sure.LOOK) if found and found[1] < 30 and not shapes.is_prose(text) else None


def _read_label_above(entries: Sequence[ParagraphEntry]) -> None:
    """A line right above the salutation that a word and a colon begin is the reference line."""
    last = next((entry for entry in reversed(entries) if entry.free), None)
    labelled = last is not None and re.match(r"[^\W\d_]+(?:\s[^\W\d_]+)?\s?[:：]\s+\S", last.text)
    if last is not None and labelled and not words.ADDRESSED_TO.match(last.text):
        label, _, subject = last.text.replace("：", ":").partition(":")
        last.take(Role.RE, Sure.LIKELY)
        text = f"{aside(f'{label}:')} {written(subject)}"
        last.rows = [ReadRow(Role.RE, text, last.first, last.last, Sure.LIKELY)]


def _read_field(entry: ParagraphEntry, match: re.Match[str]) -> bool:
    """Take a field of a memorandum's head; whether it is one besides 'To:'."""
    meaning, value = words.HEAD_FIELDS[match["field"].lower()], match["value"]
    label = aside(entry.text[: match.start("value")])
    if meaning == "subject":
        entry.take(Role.RE, Sure.SURE)
    elif meaning == "date":
        entry.take(Role.DATE, Sure.SURE)
    elif meaning == "cc":
        entry.take(Role.CC, Sure.SURE)
    elif meaning == "mail":
        entry.take(Role.SKIP, Sure.LIKELY)
    elif meaning == "from" and value:
        pieces = re.split(r"\s*;\s*", value)
        entry.rows = [
            ReadRow(
                Role.SIGNS,
                f"{label if i == 0 else ''} {written(piece)}".strip(),
                entry.first,
                entry.last,
                Sure.LOOK,
            )
            for i, piece in enumerate(pieces)
            if piece
        ]
        entry.take(Role.SIGNS, Sure.LOOK)
    else:
        return False
    return True


# Blocks of lines


def _blocks(entries: Sequence[ParagraphEntry]) -> list[list[ParagraphEntry]]:
    """The lines that are left, those together between which nothing stands."""
    found: list[list[ParagraphEntry]] = []
    for i, entry in enumerate(entries):
        if not entry.free:
            continue
        above = entries[i - 1] if i else None
        together = above is not None and above.free and entry.paragraph.blank_before == 0
        together = together and _same_column(above, entry) if above else together
        if together and found:
            found[-1].append(entry)
        else:
            found.append([entry])
    return found


def _same_column(above: ParagraphEntry | None, entry: ParagraphEntry) -> bool:
    return above is not None and above.paragraph.cell == entry.paragraph.cell


def _settle(
    block: list[ParagraphEntry], entries: Sequence[ParagraphEntry], first: int, *, above_date: bool
) -> None:
    """What a block is: addressees, a letterhead, a title, text."""
    label = words.ADDRESSED_TO.match(block[0].text)
    if label is not None and not words.OPEN_LETTER.search(block[0].text):
        _take_addressees(block, label.end())
        return
    if first and _is_listed_to(entries, first):
        _take_addressees(block, 0)
        return
    if any(entry.paragraph.heading for entry in block) or _is_title_block(block):
        for entry in block:
            title = entry.paragraph.heading or len(block) <= 4 or words.OPEN_LETTER.search(entry.text)
            entry.take(Role.HEADLINE if title else Role.SKIP, Sure.LIKELY if title else Sure.LOOK)
        return
    if _is_address(block) and not (above_date and not _has_addressee(block)):
        _take_addressees(block, 0)
        return
    for entry in block:
        if shapes.is_prose(entry.text):
            entry.take(Role.NOTE, Sure.LOOK)
        elif above_date or block[0].paragraph.indent >= _FAR:
            entry.take(Role.LETTERHEAD, Sure.LOOK)
        else:
            _take_addressees([entry], 0, sure=Sure.LOOK)


def _is_listed_to(entries: Sequence[ParagraphEntry], at: int) -> bool:
    """Whether a line stands in a list below a lone 'To:'."""
    for i in range(at - 1, -1, -1):
        above = entries[i]
        if above.listed_to:
            entries[at].listed_to = not shapes.is_prose(entries[at].text)
            return entries[at].listed_to
        return False
    return False


def _is_title_block(block: Sequence[ParagraphEntry]) -> bool:
    """Whether lines are a title: 'An open letter to …', or a few lines longer than names."""
    text = " ".join(entry.text for entry in block)
    if words.OPEN_LETTER.search(text):
        return len(text) < 400
    if len(block) > 4 or _is_address(block) or any(shapes.is_postal(entry.text) for entry in block):
        return False
    found = block[0].text.split()
    return len(found) >= _LONG_TITLE and not any(shapes.is_prose(entry.text) for entry in block)


def _is_address(block: Sequence[ParagraphEntry]) -> bool:
    """Whether a block reads like an inside address: somebody, or an office, and where."""
    if _has_addressee(block):
        return True
    postal = sum(shapes.is_postal(entry.text) for entry in block)
    return postal > 0 and len(block) > 1


def _has_addressee(block: Sequence[ParagraphEntry]) -> bool:
    return _has_person(block) or any(
        shapes.is_title(entry.text) and not shapes.is_prose(entry.text) and len(entry.text) < 90
        for entry in block
    )


def _has_person(block: Sequence[ParagraphEntry]) -> bool:
    for entry in block:
        head = shapes.at_commas(entry.text)[:1]
        honoured = head and words.split_honorific(head[0])[0] and shapes.has_name_shape(head[0])
        if honoured or _titled(entry.text):
            return True
    return False


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

    def row(self) -> ReadRow:
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
    before = ""
    for i, entry in enumerate(block):
        text = entry.text[label:] if i == 0 and label else entry.whole
        if i == 0 and label:
            before = aside(entry.whole[: len(entry.whole) - len(text)])
            entry.listed_to = not text.strip()
        entry.take(Role.TO, sure)
        if not text.strip():
            found.append((_Addressee(entry.first, entry.last, before), entry))
            before = ""
            continue
        if not found or _begins(found[-1][0], text):
            found.append((_Addressee(entry.first, entry.last, before, sure=sure), entry))
            before = ""
        _read_line(found[-1][0], text)
        found[-1][0].last = entry.last
        if entry is not found[-1][1]:
            entry.rows = []
    for addressee, entry in found:
        entry.rows = [addressee.row()]


def _begins(addressee: _Addressee, text: str) -> bool:
    """Whether a line begins the next addressee of a block that holds several."""
    head = shapes.at_commas(text)[:1] or [""]
    named = bool(words.split_honorific(head[0])[0]) and shapes.has_name_shape(head[0])
    if named:
        return bool(words.split_honorific(addressee.person)[1] or addressee.lines)
    full = addressee.person and (addressee.title or addressee.organisation) and not addressee.lines
    listed = len(shapes.at_commas(text)) > 1 and shapes.has_name_shape(head[0])
    return bool(full and listed and shapes.is_title(shapes.at_commas(text)[1]))


def _read_line(addressee: _Addressee, text: str) -> None:
    """Enter a line as what it is: who, what they are, whose, where."""
    pieces = shapes.at_commas(text)
    postal = shapes.is_postal(text)
    honoured = bool(words.split_honorific(text)[0])
    if honoured and not words.split_honorific(text)[1] and not addressee.person:
        addressee.person = written(text)
    elif (
        addressee.person
        and not words.split_honorific(addressee.person)[1]
        and shapes.has_name_shape(text)
    ):
        addressee.person = f"{addressee.person} {written(text)}"
    elif not honoured and not addressee.person and not addressee.title and _titled(text):
        _enter_titled(addressee, text)
    elif (
        not addressee.person and not addressee.lines and _is_name(pieces[0], addressee, honoured=honoured)
    ):
        _enter_person(addressee, text, pieces)
    elif not addressee.title and not addressee.lines and shapes.is_title(text) and len(text) < 110:
        addressee.title = written(text)
    elif (
        not addressee.organisation and not addressee.lines and not (postal and _is_where(addressee, text))
    ):
        _enter_organisation(addressee, text)
    else:
        addressee.lines.append(written(text))


def _is_where(addressee: _Addressee, text: str) -> bool:
    """Whether a line that can be postal is: a house has a figure, or somebody stands above it."""
    return bool(addressee.person or addressee.title) or any(c.isdigit() for c in text)


def _is_name(text: str, addressee: _Addressee, *, honoured: bool) -> bool:
    if not shapes.has_name_shape(text):
        return False
    shape = shapes.shape_of(text)
    return (honoured and shape != "organisation") or (
        shape in ("person", "either") and not shapes.is_place(text)
    )


def _enter_person(addressee: _Addressee, text: str, pieces: Sequence[str]) -> None:
    if len(pieces) == 1:
        addressee.person = written(text)
    elif len(pieces) == 2 and shapes.POST_NOMINAL.fullmatch(pieces[1]):
        addressee.person = f"{written(pieces[0])} {aside(', ' + pieces[1])}"
    else:
        name, title, organisation = person_fields(text)
        name = written(name)
        addressee.parted = True
        addressee.person, addressee.title, addressee.organisation = name, title, organisation
    if not words.split_honorific(text)[0] and len(pieces) == 1:
        addressee.sure = Sure.LIKELY if addressee.sure is Sure.SURE else addressee.sure


def _titled(text: str) -> tuple[str, str] | None:
    """'Prime Minister Hugh Carnforth' → the title, the name."""
    tokens = text.split()
    if len(tokens) > 9:
        return None
    linked = any(token.lower() in ("of", "for", "de", "des") for token in tokens[1:4])
    for i in range(len(tokens) - 2, 0, -1):
        title, name = " ".join(tokens[:i]), " ".join(tokens[i:])
        last = tokens[i - 1].strip(".").lower()
        ends = last in words.TITLE_WORDS or (
            linked and tokens[i - 1][0].isupper() and shapes.is_title(title)
        )
        if ends and tokens[i].lower() not in words.TITLE_WORDS and _is_plain_name(name):
            return title, name
    return None


def _is_plain_name(text: str) -> bool:
    return (
        shapes.has_name_shape(text)
        and not shapes.has_organisation_word(text)
        and not shapes.is_place(text)
    )


def _enter_titled(addressee: _Addressee, text: str) -> None:
    found = _titled(text)
    if found is not None:
        addressee.title, addressee.person = written(found[0]), written(found[1])
        addressee.sure = Sure.LIKELY


def _enter_organisation(addressee: _Addressee, text: str) -> None:
    addressee.organisation = written(text)
    if not shapes.has_organisation_word(text):
        addressee.sure = Sure.LOOK if not addressee.person else Sure.LIKELY


def _merge(entries: Sequence[ParagraphEntry]) -> None:
    """An office that stands apart below its holder's name is one addressee with it."""
    rows = [entry for entry in entries if entry.rows or entry.role is not Role.TO]
    for above, entry in pairwise(rows):
        if not (above.role is entry.role is Role.TO and above.rows and entry.rows):
            continue
        one, other = above.rows[-1], entry.rows[0]
        person, rest = fields_of(one.text), fields_of(other.text)
        if person[0] and not any(person[2:]) and not rest[0] and len(rest) > 1:
            title = person[1] if len(person) > 1 else ""
            if title and rest[1]:
                continue
            where = [""] if len(rest) > 2 and shapes.is_postal(rest[2]) else []
            fields = [one.text.split(" ; ")[0], title or rest[1], *where, *rest[2:]]
            text = joined([fields[0], *map(written, fields[1:])])
            above.rows[-1] = ReadRow(
                Role.TO, text, one.first, other.last, max(one.sure, other.sure, key=str)
            )
            entry.rows = entry.rows[1:]


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


def _promote(entries: Sequence[ParagraphEntry]) -> None:
    """A date that is not the letter's: where several lines hold one, the last above the address
    counts.
    """
    titles = [entry for entry in entries if entry.role is Role.HEADLINE]
    sure = [e for e in titles if e.paragraph.heading or words.OPEN_LETTER.search(e.text)]
    chosen = sure[0] if sure else titles[-1] if titles else None
    begun = False
    for entry in titles:
        begun = begun or entry is chosen or (not sure and _is_near(entry, titles))
        if not begun:
            entry.take(Role.SKIP, Sure.LOOK)
    dates = [entry for entry in entries if entry.role is Role.DATE]
    for entry in dates[:-1]:
        entry.take(Role.NOTE, Sure.LOOK)


def _is_near(entry: ParagraphEntry, titles: Sequence[ParagraphEntry]) -> bool:
    """Whether a line of a title stands right above its last one."""
    between = titles[-1].first - entry.first
    return between < 8 and len(titles) < 9 and between <= sum(t.last - t.first + 1 for t in titles)
