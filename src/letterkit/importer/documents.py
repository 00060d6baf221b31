"""A reading → its documents, in the terms of a letter: a pure function of its rows.

Every field is what the roles and the separators of the rows say. Only within a row is anything looked
for: a date in `date`, numbers in `fax`, a form of honour before the first field of `to`, the marks of a
quotation and who said it in `quote`; and where nobody is written `to`, who is called by name in `dear`.
Of two who sign in one line, joined by an `{and}`, the first has the office of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from letterkit.importer import fax, shapes
from letterkit.importer.parting import party_rows
from letterkit.importer.parts import FoundAddressee, FoundCase, FoundSignatory, Imported, ReadPart
from letterkit.importer.quotations import quoted_in
from letterkit.importer.readers.text import LONE_MARK
from letterkit.importer.reading import (
    BODY,
    WITH_FIELDS,
    FoundAt,
    Head,
    LetterReading,
    ReadRow,
    Role,
    Sure,
    fields_of,
    named_within,
)
from letterkit.importer.seen_words import NamingLine
from letterkit.language import words
from letterkit.language.countries import country_mentioned
from letterkit.language.names import names_within, plain
from letterkit.language.sentences import sentences
from letterkit.language.written_dates import find_date
from letterkit.values import replace

_MARKED = {*BODY, Role.NOTE} - {Role.HEADING, Role.SIGNED}  # may begin with the mark of a list's item
_ENDS_ASK = {*BODY} - {Role.MORE, Role.CASE}
_IN_PASSING = {*BODY} - {Role.CASE}  # say of somebody what they say among other things
_JOINTLY = 40  # who sign in one line for the same organisation, at most
_AND = re.compile(rf"(?<!\w)(?:{words.AND_OR}|&)(?!\w)", re.IGNORECASE)
_JOINED = re.compile(rf"\{{\W*{_AND.pattern}\W*\}}", re.IGNORECASE)
_DATELINE = re.compile(r"\(?(?P<said>[^()–—]{2,80}?)\)?\s*(?:[–—-]|--)\s")


def documents_of(reading: LetterReading) -> tuple[Imported, ...]:
    """The documents of a reading, in the order in which they begin."""
    numbered = (_ReadDocument(reading, number, head) for number, head in enumerate(reading.heads))
    return tuple(document.done() for document in numbered if document.rows)


class _ReadDocument:
    """The rows of one document, and what is found in them."""

    def __init__(self, reading: LetterReading, number: int, head: Head) -> None:
        self.reading = reading
        self.head = head
        self.rows = [row for row in reading.rows if row.document == number and row.words]
        self.parts = tuple(_parts(self.rows))

    def done(self) -> Imported:
        """The document."""
        (day, place), tag = self._dateline(), self.head.language
        dates = (find_date(row.text) for row in self._of(Role.DATE))
        subject = " ".join(" ".join(fields_of(row.text)).strip() for row in self._of(Role.RE))
        return Imported(
            source=self.reading.source,
            kind=self.head.kind,
            parts=self.parts,
            date=next((hit[0] for hit in dates if hit), None) or day or self.reading.day or None,
            language=tag,
            headline=self._text(Role.HEADLINE),
            subject=_unlabelled(subject, words.REFERENCE),
            salutation=self._text(Role.DEAR),
            closing=self._text(Role.CLOSE),
            place=place,
            addressees=tuple(self._addressees()),
            cases=tuple(self._cases()),
            signatories=tuple(self._signatories()),
            quotations=tuple(quoted_in(part, tag) for part in self.parts if part.role is Role.QUOTE),
            cc=tuple(self._listed(Role.CC, words.COPY)),
            enclosures=tuple(self._listed(Role.ENCLOSED, words.ENCLOSURE)),
        )

    def _of(self, *roles: Role) -> list[ReadRow]:
        return [row for row in self.rows if row.role in roles]

    def _text(self, role: Role) -> str:
        return " ".join(row.text for row in self._of(role))

    def _dateline(self) -> tuple[str | None, str]:
        """The date and place with which a press release's first paragraph begins."""
        first = next((row.text for row in self._of(*BODY)), "")
        match = _DATELINE.match(first) if self.head.kind == "press-release" else None
        said = match["said"] if match else ""
        day, at, _ = find_date(said) or (None, None, None)
        return day, said[:at].strip(" ,")

    def _addressees(self) -> Iterator[FoundAddressee]:
        found, tag = self._addressed(), self.head.language
        each = (_addressee(*one, tag) for one in found if any(fields_of(one[0][0].text)))
        yield from each if found or self.head.kind != "letter" else self._called()

    def _addressed(self) -> list[tuple[list[ReadRow], list[ReadRow]]]:
        """Each `to`, with the numbers below it; above it, where the first number stands above all."""
        rows = self._of(Role.TO, Role.FAX, Role.VIA, Role.CONTACT)
        ahead = next((row.role for row in rows if row.role in (Role.TO, Role.FAX)), None) is Role.FAX
        above_it = (Role.VIA, Role.FAX) if ahead else (Role.VIA,)
        found: list[tuple[list[ReadRow], list[ReadRow]]] = []
        above: list[ReadRow] = []
        for row in rows:
            if row.role is not Role.TO:
                (above if not found or row.role in above_it else found[-1][1]).append(row)
            elif found and not any(fields_of(row.text)[:3]):  # further lines of the address
                found[-1][0].append(row)
            else:
                found.append(([row], above))
                above = []
        return found

    def _called(self) -> Iterator[FoundAddressee]:
        """Who is called by name where no line says to whom it goes; a lone word, if it comes again."""
        labels = ((Role.DEAR, words.SALUTATION), (Role.HEADLINE, words.OPEN_LETTER))
        said = ((row, label) for role, label in labels for row in self._of(role) if label.match(row.text))
        again = {w.strip(".,;:!?") for row in self.rows if row.role is not Role.DEAR for w in row.words}
        texts = ((row, _unlabelled(row.text, label)) for row, label in said)
        who = (one for text in texts for one in _named_in(*text, self.head.language))
        yield from islice((one for one in who if one.name or one.organisation in again), 1)

    def _cases(self) -> Iterator[FoundCase]:
        lines = {line for row in self.rows for line in range(row.first, row.last + 1)}
        for person in self.reading.people:
            names = [name for name in fields_of(person.text) if name]
            if person.role is Role.PERSON and person.first in lines and names:
                told = self._said_of(names)
                yield FoundCase(person.at, names[0], tuple(names[1:]), told, person.sure is Sure.SURE)

    def _said_of(self, names: Sequence[str]) -> str:
        """What the letter says of a person: their case, else the sentences of the first part of the body
        that names them, else all of another part.
        """
        known = [*map(plain, names)]
        naming = [p for p in self.parts if p.role not in WITH_FIELDS and names_within(p.text, known)]
        first = min(naming, key=lambda p: (p.role not in BODY, p.role is not Role.CASE), default=None)
        if first is None or first.role not in _IN_PASSING:
            return first.text if first else names[0]
        return " ".join(s for s in sentences(first.text) if names_within(s, known)) or first.text

    def _signatories(self) -> Iterator[FoundSignatory]:
        rows = self._of(Role.SIGNS, Role.SIGNED)
        for i, row in enumerate(rows):
            if row.role is Role.SIGNED:
                yield from (FoundSignatory(row.at, name) for name in named_within(row.text))
            elif any(fields := fields_of(_unmarked(row.text)[1])):
                person, title, *organisation = fields if fields[1:] else ["", "", *fields]
                at = row.at
                if not any((title, *organisation)):
                    sure, title, organisation = _shared(rows[i : i + _JOINTLY])
                    at = FoundAt(row.first, row.last, sure)
                yield FoundSignatory(at, ", ".join(filter(None, organisation)), person, title)

    def _listed(self, role: Role, label: re.Pattern[str]) -> Iterator[str]:
        for row in self._of(role):
            pieces = _unmarked(_unlabelled(row.text, label))[1].split(";")
            yield from (one for piece in pieces if (one := piece.strip(" ,")))


def _parts(rows: Sequence[ReadRow]) -> Iterator[ReadPart]:
    """The parts of a document's rows; those of an ask, and the heading above it, have its number."""
    number, is_open, headed = -1, False, False
    for row, after in zip(rows, [*rows, None][1:], strict=True):
        heads = row.role is Role.HEADING and after is not None and after.role is Role.ASK
        if heads or row.role is Role.ASK:
            number, is_open = number + (not headed), True
        elif row.role in _ENDS_ASK:
            is_open = False
        headed = heads
        marker, text = _unmarked(row.text) if row.role in _MARKED else ("", " ".join(row.words))
        yield ReadPart(row.role, text, row.at, marker, number if is_open and row.role in BODY else None)


def _shared(rows: Sequence[ReadRow]) -> tuple[Sure, str, list[str]]:
    """Title and organisation of 'Ann Poe and Ned Roe, Directors, Watch' for her of whom the first row has
    the name alone: what the row has that an `{and}` joins to hers, in the same line; how sure both are.
    'Director and Editor' are titles of one each, and not hers.
    """
    for row in takewhile(lambda row: (row.role, row.first) == (Role.SIGNS, rows[0].first), rows[1:]):
        _, title, *organisation = [*fields_of(row.text), ""]
        if _JOINED.match(row.text):
            title = "" if _AND.search(title) else title
            return max(row.sure, rows[0].sure, key=[*Sure].index), title, organisation
        if any((title, *organisation)):
            break
    return rows[0].sure, "", []


def _unmarked(text: str) -> tuple[str, str]:
    """The mark of a list item, if a word of its own at the beginning is one, and the rest."""
    first, _, rest = text.partition(" ")
    return (first, rest) if rest and LONE_MARK.fullmatch(first) else ("", text)


def _unlabelled(text: str, label: re.Pattern[str]) -> str:
    match = label.match(text)
    return text[match.end() :].strip() if match else text


def _addressee(rows: Sequence[ReadRow], beside: Sequence[ReadRow], language: str) -> FoundAddressee:
    """Whom a row names, and the further lines of the address; what is theirs beside it."""
    person, title, organisation, *lines = [*fields_of(rows[0].text), "", "", ""]
    lines += (field for row in rows[1:] for field in fields_of(row.text))
    honorific, name = words.split_honorific(person, language)
    numbers, email = _reached_by(beside, [*lines, organisation, title])
    last = max(one.last for one in (*rows, *beside) if one.first >= rows[0].first)
    return FoundAddressee(
        FoundAt(rows[0].first, last, rows[0].sure),
        name or honorific,
        honorific if name else "",
        title,
        organisation,
        tuple(filter(None, lines)),
        numbers,
        email,
    )


def _reached_by(rows: Sequence[ReadRow], address: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The fax numbers, read as of the country that the address suggests, and the e-mail address."""
    by_fax = [row.text for row in rows if row.role is not Role.CONTACT]
    country = (country_mentioned(address) if by_fax else None) or ""
    mails = words.EMAIL.findall(" ".join(row.text for row in rows if row.role is Role.CONTACT))
    return tuple(n for text in by_fax for n in fax.numbers(text, country)), next(iter(mails), "")


def _named_in(row: ReadRow, said: str, language: str) -> Iterator[FoundAddressee]:
    """'Minister Oda Kvist' → title and name; a lone word is an organisation; a title alone is nobody."""
    text = said.strip(" .,:;!")
    for party in party_rows([NamingLine(text, row.first, apart=True)], Role.TO):
        whole = [replace(party, first=row.first, last=row.last, sure=Sure.LIKELY)]
        found = _addressee(whole, [], language)
        if shapes.has_name_shape(fields_of(party.text)[0]) or found.organisation == text:
            yield found
