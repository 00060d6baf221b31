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
_WE = re.compile(
    r"(?:we|our|i|nous|notre|wir|unser|nosotros|nuestr\w+|as\s|thank|in\s|for\s)\b", re.IGNORECASE
)
_ITEM_END = (";", ",", "; and", "and", "；", "、")
_ASKING_NOUN = re.compile(
    r"\b(?:steps|measures|requests|recommendations|actions|points)\b", re.IGNORECASE
)


def read_body(entries: Sequence[ParagraphEntry], *, release: bool, senders: Sequence[str]) -> None:
    """Give the free entries of a body their roles. `senders` are the names of those who sign."""
    body = _Body([entry for entry in entries if entry.free], release=release, senders=senders)
    body.read()


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
        self._notes()
        if self.release:
            self._quotations()
        self._headings()
        for lead, items in self._lists():
            self._list(lead, items)
        if not self.listed:
            self._sections()
        if not self.listed:
            self._prose()
        for entry in self.entries:
            if entry.free:
                doubtful = self.asks(entry.text) and not self.listed
                entry.take(Role.TEXT, Sure.LIKELY if doubtful else Sure.SURE)

    # What asks

    def asks(self, text: str) -> bool:
        """Whether a paragraph asks for something."""
        if not shapes.is_prose(text):
            return False
        return any(self._asks_in(sentence) for sentence in sentences(unquoted(_opened(text))))

    def _asks_in(self, sentence: str) -> bool:
        if self.release:
            return (
                words.DUTIES.search(sentence) is not None
                or words.ASKS_TOLD.search(sentence) is not None
                or words.ASKS.search(sentence) is not None
            )
        if words.COURTESY.search(sentence) and not words.DUTIES.search(sentence):
            return False
        if words.ASKS.search(sentence) or words.DUTIES.search(sentence):
            return True
        told = words.ASKS_TOLD.search(sentence)
        return bool(told and self.senders and self.senders.search(sentence[: told.start()]))

    def _only_says_why(self, text: str) -> bool:
        """Whether a paragraph asks only in saying why the letter is written."""
        found = [sentence for sentence in sentences(text) if self._asks_in(sentence)]
        return bool(found) and all(words.PURPOSE.search(sentence) for sentence in found)

    # Parts of the body

    def _notes(self) -> None:
        for entry in self.entries:
            if _NOTE.match(entry.whole) or (entry.paragraph.marker and words.URL.match(entry.text)):
                entry.take(Role.NOTE, Sure.LIKELY)
        noted = [i for i, entry in enumerate(self.entries) if entry.role is Role.NOTE]
        for i in noted:
            below = self.entries[i + 1 :]
            for entry in below:
                if (
                    not entry.paragraph.marker[:1].isdigit()
                    or not self.entries[i].paragraph.marker[:1].isdigit()
                ):
                    break
                entry.take(Role.NOTE, Sure.LOOK)

    def _quotations(self) -> None:
        for entry in self.entries:
            if entry.free and not entry.paragraph.marker and is_quotation(entry.text):
                said = words.SAID.search(unquoted(entry.text)) is not None
                entry.take(Role.QUOTE, Sure.SURE if said else Sure.LIKELY)

    def _headings(self) -> None:
        for i, entry in enumerate(self.entries):
            if not entry.free or i + 1 >= len(self.entries):
                continue
            if entry.paragraph.heading or _reads_like_heading(entry, self.entries[i + 1]):
                entry.take(Role.HEADING, Sure.SURE if entry.paragraph.heading else Sure.LIKELY)

    # Lists

    def _lists(self) -> list[tuple[int, list[int]]]:
        """Where lists stand: the lead-in's place, and those of their items."""
        found: list[tuple[int, list[int]]] = []
        i = 0
        while i < len(self.entries):
            if self.entries[i].free and self.entries[i].paragraph.marker:
                items, i = self._marked(i)
                found.append((items[0] - 1, items))
            elif self._leads(i) and (items := self._unmarked(i + 1)):
                found.append((i, items))
                i = items[-1] + 1
            else:
                i += 1
        return found

    def _marked(self, begin: int) -> tuple[list[int], int]:
        """Items with marks; a paragraph between two of them goes on with the one above."""
        items, i = [begin], begin + 1
        while i < len(self.entries):
            entry = self.entries[i]
            if entry.free and entry.paragraph.marker:
                items += range(items[-1] + 1, i + 1)
            elif not self._within(items[0], i):
                break
            i += 1
        return items, items[-1] + 1

    def _within(self, first: int, i: int) -> bool:
        """Whether a paragraph without a mark stands between items: the next mark goes on with the
        list.
        """
        entry = self.entries[i]
        if not entry.free or self._leads(i):
            return False
        kind = _kind_of_mark(self.entries[first].paragraph.marker)
        for later in self.entries[i + 1 : i + 4]:
            if later.paragraph.marker:
                mark = later.paragraph.marker
                return (
                    kind == "number"
                    and _kind_of_mark(mark) == kind
                    and not re.fullmatch(r"\W*1\W*", mark)
                )
        return False

    def _leads(self, i: int) -> bool:
        entry = self.entries[i]
        return entry.free and entry.text.endswith((":", "：")) and len(entry.text) > 20

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

    def _list(self, lead: int, items: list[int]) -> None:
        said = self.entries[lead].text if lead >= 0 else ""
        last = last_sentence(said)
        free = lead >= 0 and self.entries[lead].role in (None, Role.HEADING)
        asked = free and self._leads_to_asks(said, last)
        found = [self.entries[i] for i in items]
        if asked and _RELATIVE.search(said):
            self.entries[lead].take(Role.ASK, Sure.LOOK)
            for entry in found:
                entry.take(Role.MORE, Sure.LOOK)
        elif _are_cases(found, said):
            if free and self.entries[lead].free and said.endswith((":", "：")):
                self.entries[lead].take(Role.LEAD_IN, Sure.LIKELY)
            for entry in found:
                entry.take(Role.CASE, Sure.LIKELY)
        elif asked or self._ask_themselves(found):
            if free and self.entries[lead].free and asked:
                self.entries[lead].take(Role.LEAD_IN, Sure.SURE)
            self._take_asks(found, Sure.SURE if asked and said.endswith((":", "：")) else Sure.LIKELY)

    def _leads_to_asks(self, said: str, last: str) -> bool:
        if words.ASK_HEADING.fullmatch(said.rstrip(":：. ")):
            return True
        open_end = said.endswith((":", "：")) or not shapes.is_sentence(said)
        asking = self._asks_in(last) or words.ASKS_TOLD.search(last) is not None
        if open_end:
            return asking or (bool(_ASKING_NOUN.search(last)) and not words.HARMED.search(last))
        return asking and _COUNTED.search(last) is not None

    def _ask_themselves(self, items: Sequence[ParagraphEntry]) -> bool:
        asking = sum(self._asks_in(entry.text) for entry in items if entry.paragraph.marker)
        return len(items) > 1 and asking * 5 >= 3 * len(items)

    def _take_asks(self, items: Sequence[ParagraphEntry], sure: Sure) -> None:
        """Items as asks; what is set in below one, or without a mark among marked ones, goes on with
        it.
        """
        self.listed = True
        marked = bool(items[0].paragraph.marker)
        indent = items[0].paragraph.indent
        for entry in items:
            inner = entry.paragraph.marker and entry.paragraph.indent > indent + 1
            other = _kind_of_mark(entry.paragraph.marker) != _kind_of_mark(items[0].paragraph.marker)
            if marked and (not entry.paragraph.marker or inner or other):
                case = bool(entry.paragraph.marker) and _begins_with_name(entry.text)
                entry.take(Role.CASE if case else Role.MORE, Sure.LIKELY)
            else:
                entry.take(Role.ASK, sure)

    # Sections and paragraphs

    def _sections(self) -> None:
        """Sections under headings, most of which ask for something."""
        heads = [i for i, entry in enumerate(self.entries) if entry.role is Role.HEADING]
        ends = [*heads[1:], len(self.entries)] if heads else []
        found = []
        for begin, end in zip(heads, ends, strict=True):
            texts = [entry for entry in self.entries[begin + 1 : end] if entry.free]
            found.append((texts, any(self.asks(entry.text) for entry in texts)))
        asking = [texts for texts, asks in found if asks]
        if len(asking) < 2 or len(asking) * 2 < len(found):
            return
        self.listed = True
        for section in asking:
            texts = self._without_end(section) if section is found[-1][0] else section
            for i, entry in enumerate(texts):
                entry.take(Role.MORE if i else Role.ASK, Sure.LIKELY)

    def _without_end(self, texts: list[ParagraphEntry]) -> list[ParagraphEntry]:
        """The last section without what ends the letter."""
        while len(texts) > 1 and (words.COURTESY.search(texts[-1].text) or not self.asks(texts[-1].text)):
            texts = texts[:-1]
        return texts

    def _prose(self) -> None:
        found = [entry for entry in self.entries if entry.free and self.asks(entry.text)]
        firm = [entry for entry in found if not self._only_says_why(entry.text)]
        for entry in firm or found:
            entry.take(Role.ASK, Sure.LIKELY)


def _opened(text: str) -> str:
    """A paragraph of a letter that is quoted whole has a mark before it and none behind it."""
    first = text[:1]
    closed = len(re.findall(r"[”\"»“]", text[1:]))
    return text[1:] if first in '“"«„' and not closed else text


def _kind_of_mark(mark: str) -> str:
    if not mark:
        return ""
    inner = mark.strip("().、． ")
    if inner.isdigit():
        return "number"
    return "letter" if inner.isalnum() else mark


def _reads_like_heading(entry: ParagraphEntry, below: ParagraphEntry) -> bool:
    """Whether a short line without an end stands above a paragraph."""
    text = entry.text
    found = text.split()
    if (
        not 1 <= len(found) <= 12
        or shapes.is_sentence(text)
        or text.endswith(",")
        or not text[:1].isupper()
    ):
        return False
    prose = below.free and shapes.is_prose(below.text) and not below.paragraph.marker
    return prose and (not shapes.is_prose(text))


def _begins_with_name(text: str) -> bool:
    """Whether an item begins with a person's name: 'Name (aka …), …', 'Mr. Name: …'."""
    head = re.split(
        r"\s*[,(:;–—\[]|\s+-\s+|\.\s|\s+(?=(?:is|was|were|has|had|who|and|says)\b)", text, maxsplit=1
    )[0]
    return (
        bool(head)
        and len(head) < 60
        and shapes.has_name_shape(head)
        and shapes.shape_of(head)
        in (
            "person",
            "either",
        )
    )


def _are_cases(items: Sequence[ParagraphEntry], lead: str) -> bool:
    named = sum(_begins_with_name(entry.text) for entry in items)
    return named * 3 >= 2 * len(items) and len(items) > 1 and bool(named)
