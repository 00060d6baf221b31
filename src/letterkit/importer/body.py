"""The paragraphs of a body → which ask for something, which lead up to asks, which tell of a case.

A list is what its lead-in says it is. Without a list, or sections under headings, each paragraph that
asks is an ask. All that is left is text, and prints.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from letterkit.importer import shapes, words
from letterkit.importer.entry import ParagraphEntry
from letterkit.importer.quotations import is_quotation, unquoted
from letterkit.importer.reading import Role, Sure
from letterkit.importer.sentences import last_sentence, sentences

_RELATIVE = re.compile(r"\b(?:that|which|who|those|qui|que|die)\s*[:：]$")
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d|following|these|below|as follows)\b.{0,60}",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:\[\d{1,3}\]|\(?\d{1,3}[.)]?|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\*{1,3})\s*(?=(?:https?:|www\.|See\b|Ibid|Id\.|Cf))"
)
_CALL = re.compile(r"\[(\d{1,2})\]|[a-z][.,](\d{1,2})(?=\s|$)")
_NUMBERED = re.compile(r"(?P<number>\d{1,2})\s+[A-ZÀ-Ž“\"]")
_WE = re.compile(
    r"(?:we|our|i|nous|notre|wir|unser|nosotros|nuestr\w+|as\s|thank|in\s|for\s)\b", re.IGNORECASE
)
_ITEM_END = (";", ",", "; and", "and", "；", "、")
_COLONS = (":", "：")
_ASKING_NOUN = re.compile(
    r"\b(?:steps|measures|requests|recommendations|actions|points)\b", re.IGNORECASE
)


def read_body(entries: Sequence[ParagraphEntry], *, release: bool, senders: Sequence[str]) -> None:
    """Give the free entries of a body their roles. `senders` are the names of those who sign."""
    _Body([entry for entry in entries if entry.free], release=release, senders=senders).read()


class _Body:
    """A body's entries, and how it is asked in them."""

    def __init__(
        self, entries: Sequence[ParagraphEntry], *, release: bool, senders: Sequence[str]
    ) -> None:
        self.entries = entries
        self.release = release
        self.listed = False  # whether the asks stand in a list or under headings
        names = "|".join(re.escape(name) for name in senders if len(name) > 3)
        self.senders = re.compile(rf"(?:{names})\b[^.;:!?]{{0,60}}$") if names else None

    def read(self) -> None:
        """All of them."""
        self._take_notes()
        for i, entry in enumerate(self.entries):
            if entry.free and self.release and not entry.paragraph.marker and is_quotation(entry.text):
                said = words.SAID.search(unquoted(entry.text)) is not None
                entry.take(Role.QUOTE, Sure.SURE if said else Sure.LIKELY)
            elif entry.free and _is_heading(entry, self.entries[i + 1 : i + 2]):
                entry.take(Role.HEADING, Sure.SURE if entry.paragraph.heading else Sure.LIKELY)
        for lead, items in self._lists():
            self._take_list(lead, items)
        if not self.listed:
            self._take_sections()
        if not self.listed:
            self._take_prose()
        for entry in self.entries:
            if entry.free:
                told = _begins_with_name(entry.text) and words.HARMED.search(entry.text)
                doubtful = told or (self.asks(entry.text) and not self.listed)
                entry.take(Role.TEXT, Sure.LIKELY if doubtful else Sure.SURE)

    # What asks

    def asks(self, text: str) -> bool:
        """Whether a paragraph asks for something."""
        asking = map(self._asks_in, sentences(unquoted(_opened(text))))
        return shapes.is_prose(text) and any(asking)

    def _asks_in(self, sentence: str) -> bool:
        duty, told = words.DUTIES.search(sentence), words.ASKS_TOLD.search(sentence)
        if self.release:
            return bool(duty or told or words.ASKS.search(sentence))
        if duty or (words.ASKS.search(sentence) and not words.COURTESY.search(sentence)):
            return True
        return bool(told and self.senders and self.senders.search(sentence[: told.start()]))

    # Notes

    def _take_notes(self) -> None:
        """Footnotes, by their words or by the number of a call above; and what is numbered below them."""
        calls: set[str] = set()
        noted = False
        for entry in self.entries:
            number = _NUMBERED.match(entry.text)
            called = number is not None and number["number"] in calls
            linked = entry.paragraph.marker and words.URL.match(entry.text)
            if _NOTE.match(entry.whole) or called or linked:
                entry.take(Role.NOTE, Sure.LIKELY)
            elif noted and entry.paragraph.marker[:1].isdigit():
                entry.take(Role.NOTE, Sure.LOOK)
            noted = not entry.free and entry.paragraph.marker[:1].isdigit()
            calls.update(match[1] or match[2] for match in _CALL.finditer(entry.text))

    # Lists

    def _lists(self) -> list[tuple[int, list[int]]]:
        """Where lists stand: the lead-in's place, and those of their items."""
        found: list[tuple[int, list[int]]] = []
        i = 0
        while i < len(self.entries):
            if self.entries[i].free and self.entries[i].paragraph.marker:
                items = self._marked(i)
                found.append((items[0] - 1, items))
                i = items[-1] + 1
            elif self._leads(i) and (items := self._unmarked(i + 1)):
                found.append((i, items))
                i = items[-1] + 1
            else:
                i += 1
        return found

    def _leads(self, i: int) -> bool:
        entry = self.entries[i]
        return entry.free and entry.text.endswith(_COLONS) and len(entry.text) > 20

    def _marked(self, begin: int) -> list[int]:
        """Items with marks; a paragraph between two of them goes on with the one above."""
        items = [begin]
        for i in range(begin + 1, len(self.entries)):
            entry = self.entries[i]
            if entry.free and entry.paragraph.marker:
                items += range(items[-1] + 1, i + 1)
            elif not self._within(begin, i):
                break
        return items

    def _within(self, first: int, i: int) -> bool:
        """Whether a paragraph without a mark stands between items: the next number goes on with them."""
        if not self.entries[i].free or self._leads(i):
            return False
        marks = [e.paragraph.marker for e in self.entries[i + 1 : i + 4] if e.paragraph.marker]
        kinds = {_kind_of_mark(mark) for mark in (self.entries[first].paragraph.marker, *marks[:1])}
        return bool(marks) and kinds == {"number"} and not re.fullmatch(r"\W*1\W*", marks[0])

    def _unmarked(self, begin: int) -> list[int]:
        """Paragraphs below a lead-in that are its items, though nothing marks them."""
        items: list[int] = []
        for i in range(begin, len(self.entries)):
            entry = self.entries[i]
            if not entry.free or entry.paragraph.marker or self._leads(i):
                break
            ended = items and not self.entries[items[-1]].text.rstrip().endswith(_ITEM_END)
            opened = items and self.entries[items[0]].text.rstrip().endswith(_ITEM_END)
            if _WE.match(entry.text) or (ended and opened) or len(entry.text) > 700:
                break
            items.append(i)
        return items if len(items) > 1 else []

    def _take_list(self, lead: int, items: list[int]) -> None:
        above = self.entries[lead] if lead >= 0 else None
        said = above.text if above else ""
        asked = above is not None and above.role in (None, Role.HEADING) and self._leads_to_asks(said)
        found = [self.entries[i] for i in items]
        if above is not None and asked and _RELATIVE.search(said):
            above.take(Role.ASK, Sure.LOOK)
            self._take_all(found, Role.MORE, Sure.LOOK)
        elif _are_cases(found):
            if above is not None and above.free and said.endswith(_COLONS):
                above.take(Role.LEAD_IN, Sure.LIKELY)
            self._take_all(found, Role.CASE, Sure.LIKELY)
        elif asked or self._ask_themselves(found):
            if above is not None and above.free and asked:
                above.take(Role.LEAD_IN, Sure.SURE)
            self._take_asks(found, Sure.SURE if asked and said.endswith(_COLONS) else Sure.LIKELY)
        else:
            self._take_all(found, Role.TEXT, Sure.LOOK)

    def _take_all(self, found: Sequence[ParagraphEntry], role: Role, sure: Sure) -> None:
        for entry in found:
            entry.take(role, sure)

    def _ask_themselves(self, items: Sequence[ParagraphEntry]) -> bool:
        asking = sum(self._asks_in(entry.text) for entry in items if entry.paragraph.marker)
        return len(items) > 1 and asking * 5 >= 3 * len(items)

    def _leads_to_asks(self, said: str) -> bool:
        last = last_sentence(said)
        if words.ASK_HEADING.fullmatch(said.rstrip(":：. ")):
            return True
        asking = self._asks_in(last) or words.ASKS_TOLD.search(last) is not None
        if said.endswith(_COLONS) or not shapes.is_sentence(said):
            return asking or (bool(_ASKING_NOUN.search(last)) and not words.HARMED.search(last))
        return asking and _COUNTED.search(last) is not None

    def _take_asks(self, items: Sequence[ParagraphEntry], sure: Sure) -> None:
        """Items as asks; what is set in below one, or without a mark among marked ones, goes on with
        it.
        """
        self.listed = True
        first = items[0].paragraph
        for entry in items:
            mark = entry.paragraph.marker
            inner = mark and entry.paragraph.indent > first.indent + 1
            if first.marker and (inner or _kind_of_mark(mark) != _kind_of_mark(first.marker)):
                case = bool(mark) and _begins_with_name(entry.text)
                entry.take(Role.CASE if case else Role.MORE, Sure.LIKELY)
            else:
                entry.take(Role.ASK, sure)

    # Sections and paragraphs

    def _take_sections(self) -> None:
        """Sections under headings, most of which ask for something; the last one ends where it does."""
        heads = [i for i, entry in enumerate(self.entries) if entry.role is Role.HEADING]
        ends = [*heads[1:], len(self.entries)]
        sections = [
            [e for e in self.entries[i:end] if e.free] for i, end in zip(heads, ends, strict=False)
        ]
        asking = [texts for texts in sections if any(self.asks(entry.text) for entry in texts)]
        if len(asking) < 2 or len(asking) * 2 < len(sections):
            return
        self.listed = True
        for texts in asking:
            last = texts is sections[-1]
            while last and (words.COURTESY.search(texts[-1].text) or not self.asks(texts[-1].text)):
                if len(texts) == 1:
                    break
                texts.pop()
            for i, entry in enumerate(texts):
                entry.take(Role.MORE if i else Role.ASK, Sure.LIKELY)

    def _take_prose(self) -> None:
        """Paragraphs that ask; one that only says why the letter is written, where no other does."""
        found = [entry for entry in self.entries if entry.free and self.asks(entry.text)]
        firm = [entry for entry in found if not self._only_says_why(entry.text)]
        for entry in firm or found:
            entry.take(Role.ASK, Sure.LIKELY)

    def _only_says_why(self, text: str) -> bool:
        return all(words.PURPOSE.search(one) for one in sentences(text) if self._asks_in(one))


def _opened(text: str) -> str:
    """A paragraph of a letter that is quoted whole has a mark before it and none behind it."""
    return text[1:] if text[:1] in '“"«„' and not re.search(r"[”\"»“]", text[1:]) else text


def _kind_of_mark(mark: str) -> str:
    inner = mark.strip("().、． ")
    return "number" if inner.isdigit() else "letter" if inner.isalnum() else mark


def _is_heading(entry: ParagraphEntry, below: Sequence[ParagraphEntry]) -> bool:
    """Whether a short line without an end stands above a paragraph, or the file says that it is one."""
    text = entry.text
    prose = [e for e in below if e.free and shapes.is_prose(e.text) and not e.paragraph.marker]
    plain = text[:1].isupper() and not shapes.is_sentence(text) and not text.endswith(",")
    short = 1 <= len(text.split()) <= 12 and not shapes.is_prose(text)
    return bool(below) and (bool(entry.paragraph.heading) or (short and plain and bool(prose)))


def _begins_with_name(text: str) -> bool:
    """Whether an item begins with a person's name: 'Name (aka …), …', 'Mr. Name: …'."""
    head = re.split(
        r"\s*[,(:;–—\[]|\s+-\s+|\.\s|\s+(?=(?:is|was|were|has|had|who|and|says)\b)", text, maxsplit=1
    )[0]
    named = bool(head) and len(head) < 60 and shapes.has_name_shape(head)
    return named and shapes.shape_of(head) in ("person", "either")


def _are_cases(items: Sequence[ParagraphEntry]) -> bool:
    """Whether most items begin with somebody's name."""
    named = sum(_begins_with_name(entry.text) for entry in items)
    return len(items) > 1 and named * 3 >= 2 * len(items)
