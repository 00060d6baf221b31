"""A source's lines → its reading: what each line is, guessed from where it stands and how it looks.

The salutation is the hinge of a letter: above it is its head, below it its body, down to the close and
those who sign. A press release tells of others and quotes them. Where one file holds both, each line goes
to one of them. No line is dropped: what nothing fits is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from letterkit.importer import shapes, words
from letterkit.importer.body import read_body
from letterkit.importer.dates import date_line
from letterkit.importer.documents import documents_of
from letterkit.importer.entry import ParagraphEntry
from letterkit.importer.furniture import mark_furniture
from letterkit.importer.heading import read_head
from letterkit.importer.listed import is_run, names_of_run
from letterkit.importer.naming import people_in
from letterkit.importer.paragraphs import paragraphs
from letterkit.importer.parts import SourceLine, SourceParagraph, SourceRegion, SourceText
from letterkit.importer.quotations import is_quotation, unquoted
from letterkit.importer.reading import (
    WITH_FIELDS,
    FoundKind,
    Head,
    LetterReading,
    ReadRow,
    Role,
    Sure,
    fields_of,
    pieces_of,
    written,
)
from letterkit.importer.signing import signing_rows
from letterkit.language.detection import language_of

_WE = re.compile(
    r"\b(?:we|our|us|undersigned|nous|notre|nos|nosotros|nuestr\w+|wir|unsere?\w*|i write)\b"
    r"|我們|我们|本會",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?:\([^()]{2,80}\)\s*(?:[–—:-]|--)|[A-ZÀ-Ž][\w .,'’-]{2,50}?\s*(?:[–—]|--))\s*\S"
)
_END_MARK = re.compile(r"\W*(?:#+|-\s?30\s?-|###|ENDS?)\W*$")
_BELOW = (words.COPY, words.COPY_BARE, words.ENCLOSURE, words.POSTSCRIPT)
_OTHERS = re.compile(r",?\s*(?:among(?:st)?\s+others|and\s+others)\.?$")


def guess(source: SourceText, people: Mapping[str, str] | None = None) -> LetterReading:
    """The reading of a source. `people` are the names in the library, in small letters, and their
    files.
    """
    entries = [part for one in paragraphs(source) for part in _parted(one)]
    mark_furniture(entries)
    guesser = _Guesser(source, entries)
    heads = guesser.read()
    rows = _with_all_words([row for entry in entries for row in _rows(entry)], source)
    reading = LetterReading(source.name, heads, rows)
    return replace(reading, people=people_in(rows, people, _named_besides(reading)))


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
            rows.insert(
                at, ReadRow(Role.NOTE, " ".join(lost), line.number, line.number, Sure.LOOK, document)
            )
    return tuple(rows)


def _named_besides(reading: LetterReading) -> list[str]:
    """Those who get the letter, sign it or are quoted in it."""
    found: list[str] = []
    for document in documents_of(reading):
        found += [one.name for one in document.addressees]
        found += [one.person for one in document.signatories]
        found += [one.speaker for one in document.quotations]
    return found


def _parted(paragraph: SourceParagraph) -> list[ParagraphEntry]:
    """A salutation and the paragraph that begins in its line, each for itself."""
    at = shapes.inline_salutation(paragraph.text)
    if not at:
        return [ParagraphEntry(paragraph)]
    texts = (paragraph.text[:at].strip(), paragraph.text[at:].strip())
    return [ParagraphEntry(replace(paragraph, text=text, blank_before=i)) for i, text in enumerate(texts)]


def _rows(entry: ParagraphEntry) -> list[ReadRow]:
    if entry.rows is not None:
        return [replace(row, document=entry.document) for row in entry.rows]
    role = entry.role or Role.TEXT
    if role is not Role.CASE and not any(c.isalnum() for c in entry.whole):
        role = Role.SKIP
    text = " ".join(entry.whole.split())
    text = written(text) if role in WITH_FIELDS else text
    return [ReadRow(role, text, entry.first, entry.last, entry.sure, entry.document)]


# The documents


class _Guesser:
    """The paragraphs of a source, and the documents that they are found to be."""

    def __init__(self, source: SourceText, entries: list[ParagraphEntry]) -> None:
        self.source = source
        self.entries = entries
        self.places = {id(entry): i for i, entry in enumerate(entries)}

    def read(self) -> tuple[Head, ...]:
        """Give every entry its role and its document; the documents."""
        free = [entry for entry in self.entries if entry.free]
        dear = self._salutation(free)
        if dear is not None and self._is_release_above(free[:dear]):
            return self._release_with_letter(free, dear)
        if dear is None and self._is_release(free):
            self._read_release(free)
            return (self._head("press-release"),)
        self._read_letter(free, dear)
        return (self._head("letter", self._first_version(free, dear)),)

    def _head(self, kind: FoundKind, text: str | None = None) -> Head:
        if text is None:
            text = "\n".join(entry.text for entry in self.entries)
        return Head(kind, language_of(text, self.source.language))

    def _first_version(self, free: Sequence[ParagraphEntry], dear: int | None) -> str:
        """The text as far as a second salutation: below it a letter may be there in another language."""
        stop = len(free)
        if dear is not None:
            later = (i for i in range(dear + 4, len(free)) if self._opens(free, i))
            stop = next(later, stop)
        return "\n".join(entry.text for entry in free[:stop])

    def _salutation(self, free: Sequence[ParagraphEntry]) -> int | None:
        return next((i for i in range(len(free)) if self._opens(free, i)), None)

    def _opens(self, free: Sequence[ParagraphEntry], i: int) -> bool:
        """Whether a line is a salutation that has a letter below it."""
        if free[i].paragraph.marker or not shapes.is_salutation(free[i].text):
            return False
        return any(shapes.is_prose(e.text) or len(e.text) > 100 for e in free[i + 1 : i + 7])

    # Letter or release

    def _is_release_above(self, above: Sequence[ParagraphEntry]) -> bool:
        """Whether what stands above a salutation is a press release: a label or a dateline, and prose."""
        prose = [entry for entry in above if shapes.is_prose(entry.text)]
        told = [e for e in prose if _DATELINE.match(e.text) or is_quotation(e.text)]
        labelled = any(words.RELEASE_LABEL.fullmatch(entry.text) for entry in above)
        return bool(told) or (labelled and bool(prose))

    def _is_release(self, free: Sequence[ParagraphEntry]) -> bool:
        """Whether a text without a salutation tells of others, and does not speak for its senders."""
        prose = [entry for entry in free if shapes.is_prose(entry.text)]
        labelled = any(words.RELEASE_LABEL.fullmatch(entry.text) for entry in free)
        if labelled or any(_END_MARK.fullmatch(entry.whole) for entry in free):
            return True
        speaks = sum(bool(_WE.search(unquoted(entry.text))) for entry in prose)
        quotes = sum(is_quotation(e.text) for e in prose)
        told = sum(bool(words.ASKS_TOLD.search(unquoted(entry.text))) for entry in prose)
        dated = any(_DATELINE.match(entry.text) for entry in prose[:2])
        listed = any(words.ADDRESSED_TO.match(entry.text) for entry in free)
        first = next((i for i, e in enumerate(free) if shapes.is_prose(e.text)), len(free))
        closed = any(shapes.is_close(e.text) for e in free) or any(
            words.OPEN_LETTER.match(e.text) for e in free[:first]
        )
        if listed or closed:
            return False
        if quotes and (told or dated or speaks <= 1):
            return speaks < len(prose) - quotes or dated
        return (dated or told > 0) and speaks * 3 < max(len(prose), 2)

    # A release

    def _release_with_letter(self, free: Sequence[ParagraphEntry], dear: int) -> tuple[Head, ...]:
        begin = self._letter_begins(free, dear)
        end = self._letter_ends(free, dear)
        letter = free[begin:end]
        first, last = self.entries.index(letter[0]), self.entries.index(letter[-1])
        for entry in self.entries[first : last + 1]:
            entry.document = 1
        around = [*free[:begin], *free[end:]]
        self._read_letter(letter, dear - begin)
        self._read_release(around)
        told = "\n".join(entry.text for entry in around)
        return (
            self._head("press-release", told),
            self._head("letter", "\n".join(e.text for e in letter)),
        )

    def _letter_begins(self, free: Sequence[ParagraphEntry], dear: int) -> int:
        """Where the head of the letter in a release begins: below the last prose."""
        last = max((i for i in range(dear) if shapes.is_prose(free[i].text)), default=-1)
        begin = last + 1
        while begin < dear and (_ends(free[begin].text) or free[begin].text.endswith((":", "…"))):
            begin += 1
        return begin

    def _letter_ends(self, free: Sequence[ParagraphEntry], dear: int) -> int:
        """Where the letter in a release ends: below its signatures."""
        begin, end = self._signatures(free, dear + 1)
        return end if end > begin else len(free)

    def _read_release(self, free: Sequence[ParagraphEntry]) -> None:
        texts = [i for i, entry in enumerate(free) if shapes.is_prose(entry.text)]
        labels = [i for i, entry in enumerate(free) if words.RELEASE_LABEL.fullmatch(entry.text)]
        first = self._text_begins(free, texts, labels)
        self._read_release_head(free[:first])
        end = self._tail(free, first)
        for entry in free[end:]:
            entry.take(
                Role.NOTE, Sure.LIKELY if shapes.is_prose(entry.text) or _ends(entry.text) else Sure.LOOK
            )
        self._signed_in_release(free[first:end])
        for entry in free[first:end]:
            if entry.free and (said := _who_signed(entry.text)):
                entry.take(Role.SIGNED, Sure.LIKELY)
                entry.rows = [ReadRow(Role.SIGNED, said, entry.first, entry.last, Sure.LIKELY)]
        read_body(free[first:end], release=True, senders=())

    def _text_begins(
        self, free: Sequence[ParagraphEntry], texts: Sequence[int], labels: Sequence[int]
    ) -> int:
        """Where the running text begins: below the label, the date and the title."""
        dated = [i for i, entry in enumerate(free) if date_line(entry.text)]
        lines = [i for i in texts if _DATELINE.match(free[i].text)]
        above = max([*labels[:1], *dated[:1]], default=-1)
        if lines and (not texts or lines[0] - texts[0] < 12):
            return lines[0]
        return next((i for i in texts if i > above), texts[0] if texts else len(free))

    def _read_release_head(self, head: Sequence[ParagraphEntry]) -> None:
        for entry in head:
            if date_line(entry.text):
                entry.take(Role.DATE, Sure.SURE)
            elif (
                words.RELEASE_LABEL.fullmatch(entry.text)
                or _ends(entry.text)
                or shapes.is_contact(entry.text)
            ):
                entry.take(Role.NOTE, Sure.LIKELY)
        self._headline([entry for entry in head if entry.free], head)
        dates = [entry for entry in head if entry.role is Role.DATE]
        for entry in dates[:-1]:
            entry.take(Role.SKIP, Sure.LOOK)
        for entry in head:
            if entry.free:
                entry.take(Role.SKIP, Sure.LOOK)

    def _headline(self, free: Sequence[ParagraphEntry], head: Sequence[ParagraphEntry]) -> None:
        """The title: a heading of the file, or the last line above the date or the text that is one."""
        marked = [entry for entry in free if entry.paragraph.heading == 1 or entry.paragraph.heading == 2]
        titles = [
            e
            for e in free
            if len(e.text.split()) > 3 and not e.paragraph.marker and not shapes.is_prose(e.text)
        ]
        chosen = marked[0] if marked else titles[-1] if titles else None
        if chosen is None:
            return
        chosen.take(Role.HEADLINE, Sure.LIKELY)
        at = list(head).index(chosen)
        for entry in reversed(head[:at]):
            long = len(entry.text) > 0.6 * len(chosen.text) and not entry.paragraph.marker
            below = head[list(head).index(entry) + 1]
            if not entry.free or below.paragraph.blank_before or not long:
                break
            entry.take(Role.HEADLINE, Sure.LIKELY)

    def _tail(self, free: Sequence[ParagraphEntry], first: int) -> int:
        """Where a release gives way to notes for editors, numbers to call, links."""
        for i in range(first + 1, len(free)):
            if _END_MARK.fullmatch(free[i].whole) or (
                _ends(free[i].text) and not free[i].paragraph.marker
            ):
                return i
        last = max((i for i in range(first, len(free)) if _is_text(free[i])), default=len(free) - 1)
        return last + 1

    def _signed_in_release(self, body: Sequence[ParagraphEntry]) -> None:
        """Those who signed, listed below 'Signed by:'."""
        for i, entry in enumerate(body):
            if entry.free and shapes.heads_signatures(entry.text):
                listed = [one for one in body[i:] if not shapes.is_prose(one.text) or is_run(one.text)]
                self._sign(listed)
                return

    # A letter

    def _read_letter(self, free: Sequence[ParagraphEntry], dear: int | None) -> None:
        start = self._body_begins(free, dear)
        begin, end = self._signatures(free, start)
        head = free[: start if dear is None else dear]
        if dear is not None:
            for entry in free[dear:start]:
                entry.take(Role.DEAR, Sure.SURE if entry is free[dear] else Sure.LIKELY)
        self._read_letter_head(head)
        self._sign([entry for entry in free[begin:end] if entry.free])
        self._read_below(free[end:])
        self._close(free[start:begin])
        self._subject(free, start, dear)
        self._second_version(free[start:begin])
        read_body(free[start:begin], release=False, senders=self._senders(free))

    def _subject(self, free: Sequence[ParagraphEntry], start: int, dear: int | None) -> None:
        """A lone line between the salutation and the text says what the letter is about."""
        if dear is None or start + 1 >= len(free) or any(entry.role is Role.RE for entry in free[:start]):
            return
        entry, below = free[start], free[start + 1]
        short = (
            len(entry.text) < 120
            and not shapes.is_prose(entry.text)
            and not shapes.is_sentence(entry.text)
        )
        if entry.free and short and not entry.paragraph.marker and shapes.is_prose(below.text):
            entry.take(Role.RE, Sure.LIKELY)

    def _senders(self, free: Sequence[ParagraphEntry]) -> list[str]:
        rows = [row for entry in free for row in entry.rows or () if row.role is Role.SIGNS]
        return [field for row in rows for field in fields_of(row.text) if field]

    def _body_begins(self, free: Sequence[ParagraphEntry], dear: int | None) -> int:
        if dear is not None:
            start = dear + 1
            while start < len(free) and self._goes_on(free[start]):
                start += 1
            return start
        listed = [
            i
            for i, entry in enumerate(free)
            if words.ADDRESSED_TO.match(entry.text) and len(entry.text) < 160
        ]
        after = listed[0] if listed else -1
        texts = [i for i, entry in enumerate(free) if shapes.is_prose(entry.text) and i > after]
        return texts[0] if texts else len(free)

    def _goes_on(self, entry: ParagraphEntry) -> bool:
        """Whether a line below a salutation is one more line of it."""
        if shapes.is_prose(entry.text) or entry.paragraph.marker:
            return False
        return shapes.is_salutation(entry.text) or (
            len(entry.text) < 90 and entry.text.endswith((",", ":"))
        )

    def _read_letter_head(self, head: Sequence[ParagraphEntry]) -> None:
        """The head from where the letter begins; what stands above it on a page is no part of it."""
        begin = self._page_above(head)
        for entry in head[:begin]:
            entry.take(Role.SKIP, Sure.LOOK)
        read_head(head[begin:])

    def _page_above(self, head: Sequence[ParagraphEntry]) -> int:
        """Where a web page's own lines end above a letter: at its title, if lists and dates stand
        above it.
        """
        dates = [i for i, entry in enumerate(head) if date_line(entry.text)]
        titles = [i for i, entry in enumerate(head) if _is_title_line(entry)]
        for i in titles:
            above = head[:i]
            odd = sum(
                bool(e.paragraph.marker) or len(e.text.split()) < 4 or bool(date_line(e.text))
                for e in above
            )
            marks = sum(bool(entry.paragraph.marker) for entry in above)
            paged = marks > 1 or sum(d < i for d in dates) > (0 if any(d > i for d in dates) else 1)
            if above and odd * 2 >= len(above) and paged:
                return i
        return 0

    def _read_below(self, below: Sequence[ParagraphEntry]) -> None:
        """What stands below the signatures: copies, enclosures, notes, furniture."""
        current: Role | None = None
        for entry in below:
            if not entry.free:
                continue
            text = entry.text
            if words.COPY.match(text) or words.COPY_BARE.match(text):
                current = Role.CC
            elif words.ENCLOSURE.match(text):
                current = Role.ENCLOSED
            elif (
                words.POSTSCRIPT.match(text)
                or shapes.is_prose(text)
                or _ends(text)
                or shapes.is_contact(text)
            ):
                current = None
                entry.take(Role.CONTACT if shapes.is_contact(text) else Role.NOTE, Sure.LIKELY)
                continue
            elif current and entry.paragraph.blank_before and not entry.paragraph.marker:
                current = None
            if current:
                entry.take(current, Sure.SURE if entry.paragraph.blank_before else Sure.LIKELY)
            else:
                entry.take(Role.NOTE, Sure.LOOK)

    # Close and signatures

    def _signatures(self, free: Sequence[ParagraphEntry], start: int) -> tuple[int, int]:
        """Where the signatures begin, and where they end."""
        begin = self._signed_from(free, start)
        end = begin
        for i in range(begin, len(free)):
            if not self._may_sign(free, i, begin):
                break
            end = i + 1
        return begin, end

    def _signed_from(self, free: Sequence[ParagraphEntry], start: int) -> int:
        closes = [
            i
            for i in range(start, len(free))
            if (shapes.is_close(free[i].text) or shapes.heads_signatures(free[i].text))
            and (
                is_run(free[min(i + 1, len(free) - 1)].text)
                or not any(map(_is_text, free[i + 1 : i + 3]))
            )
        ]
        if closes:
            last = closes[0]
            for later in closes[1:]:
                if later - last < 4 and not any(_is_text(e) for e in free[last + 1 : later]):
                    last = later if shapes.is_close(free[later].text) else last
            return last + (
                not shapes.heads_signatures(free[last].text) or shapes.is_close(free[last].text)
            )
        texts = [i for i in range(start, len(free)) if _is_text(free[i])]
        taken = [i for i in texts if shapes.is_close_sentence(free[i].text)]
        if taken and taken[-1] + 1 < len(free):
            return taken[-1] + 1
        return self._bare(free, start)

    def _bare(self, free: Sequence[ParagraphEntry], start: int) -> int:
        """Signatures without a close: the short lines below the last paragraph that is followed by
        any.
        """
        best, size = len(free), 0
        i = start
        while i < len(free):
            run = i
            while run < len(free) and not _is_text(free[run]) and not _is_other_end(free[run]):
                run += 1
            texts = [e for e in free[i:run] if len(e.text.split()) > 0]
            listed = any(is_run(e.text) for e in texts)
            marks = sum(bool(e.paragraph.marker) for e in texts)
            heading = run < len(free) and run - i == 1 and _is_text(free[run])
            if (
                texts
                and (run - i > size or listed)
                and not heading
                and (marks * 2 < len(texts) or run == len(free))
            ):
                best, size = i, run - i
            i = max(run, i + 1)
        return best

    def _may_sign(self, free: Sequence[ParagraphEntry], i: int, begin: int) -> bool:
        entry = free[i]
        text = entry.text
        if any(pattern.match(text) for pattern in _BELOW) and not shapes.heads_signatures(text):
            return False
        if _END_MARK.fullmatch(entry.whole) or (_ends(text) and i > begin):
            return False
        if i > begin and shapes.is_contact(text) and words.URL.search(text):
            return False
        if not any(c.isalnum() for c in entry.whole) or (i > begin and self._breaks_off(free, i)):
            return False
        if i > begin and shapes.is_salutation(text) and any(_is_text(e) for e in free[i + 1 : i + 4]):
            return False
        if _is_text(entry) and not is_run(text) and not (";" in text and i == begin):
            return False
        return not re.match(r"(?:\*{1,3}|\[?\d{1,3}\])\s*\S", text) or i == begin

    def _breaks_off(self, free: Sequence[ParagraphEntry], i: int) -> bool:
        """Whether furniture stands above a line that is no page's foot or head."""
        between = self.entries[self.places[id(free[i - 1])] + 1 : self.places[id(free[i])]]
        return any(entry.paragraph.region is SourceRegion.BODY for entry in between)

    def _sign(self, entries: Sequence[ParagraphEntry]) -> None:
        """Take the lines of the signatures, as they stand in the source."""
        if not entries:
            return
        numbers = {line.number for entry in entries for line in entry.paragraph.lines}
        whole = any(line.paragraph is not None for entry in entries for line in entry.paragraph.lines)
        lines = (
            self._lines_of(entries) if whole else [x for x in self.source.lines if x.number in numbers]
        )
        rows = signing_rows(lines)
        for entry in entries:
            entry.take(Role.SIGNS, Sure.SURE)
            entry.rows = []
        entries[0].rows = rows

    def _lines_of(self, entries: Sequence[ParagraphEntry]) -> list[SourceLine]:
        return [line for entry in entries for line in entry.paragraph.lines]

    def _close(self, above: Sequence[ParagraphEntry]) -> None:
        """The close above the signatures: one line, or a sentence and a line."""
        taken = 0
        for entry in reversed(above):
            if not entry.free:
                continue
            if shapes.heads_signatures(entry.text) and not shapes.is_close(entry.text):
                entry.take(Role.GROUP, Sure.LIKELY)
            elif shapes.is_close(entry.text) or (not taken and shapes.is_close_sentence(entry.text)):
                entry.take(Role.CLOSE, Sure.SURE)
                taken += 1
            else:
                return
            if taken > 1:
                return

    def _second_version(self, body: Sequence[ParagraphEntry]) -> None:
        """Where the letter stands there once more in another language: its salutation and close are
        text.
        """
        for i, entry in enumerate(body):
            if entry.free and i > 2 and shapes.is_close(entry.text):
                entry.take(Role.CLOSE, Sure.LOOK)
                for later in body[i + 1 :]:
                    if later.role is Role.CLOSE:
                        later.take(Role.TEXT, Sure.LOOK)
                return


def _who_signed(text: str) -> str:
    """A paragraph that says who signed, the names in braces; empty where it says it of nobody."""
    match = words.SIGNED_BY.search(text)
    if match is None or not is_run(_OTHERS.sub("", text[match.end() :].split(". ", maxsplit=1)[0])):
        return ""
    rest = _OTHERS.sub("", text[match.end() :].split(". ", maxsplit=1)[0])
    said = text
    for field in names_of_run(rest):
        name = next(iter(fields_of(field)), "")
        if name[:1].isupper():
            said = re.sub(rf"(?<![{{\w]){re.escape(name)}(?!\w)", lambda m: f"{{{m[0]}}}", said, count=1)
    return said if said.count("{") > 1 else ""


def _ends(text: str) -> bool:
    """Whether a line begins what stands below a text: 'Notes to editors', 'Contact:', 'Links'."""
    match = words.ENDS.match(text.lstrip("*# "))
    if match is None:
        return False
    rest = text.lstrip("*# ")[match.end() :]
    return (
        len(text) < 60
        or ":" in rest[:24]
        or rest[:1] in (":", "：", ",")
        or rest.lower().startswith((" contact", " please"))
    )


def _is_text(entry: ParagraphEntry) -> bool:
    return shapes.is_prose(entry.text) and not is_run(entry.text)


def _is_other_end(entry: ParagraphEntry) -> bool:
    text = entry.text
    return (
        any(pattern.match(text) for pattern in _BELOW)
        or _ends(text)
        or _END_MARK.fullmatch(text) is not None
    )


def _is_title_line(entry: ParagraphEntry) -> bool:
    found = len(entry.text.split())
    if entry.paragraph.heading in (1, 2):
        return True
    return (
        found >= 5
        and not entry.paragraph.marker
        and not shapes.is_prose(entry.text)
        and not shapes.is_postal(entry.text)
    )
