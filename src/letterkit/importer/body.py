"""The paragraphs of a body → which ask for something, which lead up to asks, which tell of a case.

A list is what its lead-in says it is, or what its items say. Without a list, each paragraph that asks is
an ask. All that is left is text, and prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from letterkit.importer import shapes, words
from letterkit.importer.entry import ParagraphEntry
from letterkit.importer.quotations import is_quotation, unquoted
from letterkit.importer.reading import Role, Sure
from letterkit.importer.sentences import last_sentence, sentences

_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d|following|these|below|as follows)\b",
    re.IGNORECASE,
)
_CITES = re.compile(r"[\W\d¹²³⁰-⁹]{1,6}(?:https?:|www\.|See\b|Ibid|Id\.|Cf)")
_CALL = re.compile(r"\[(\d{1,2})\]|[a-z][.,](\d{1,2})(?=\s|$)")
_NUMBERED = re.compile(r"(?P<number>\d{1,2})\s+[A-ZÀ-Ž“\"]")
_WE = re.compile(
    r"(?:we|our|i|nous|notre|wir|unser|nosotros|nuestr\w+|as\s|thank|in\s|for\s)\b", re.IGNORECASE
)
_SIGNERS = r"[Uu]ndersigned|[Ss]ignator(?:y|ies)|soussigné\w+|firmantes|Unterzeichn\w+"
_OF_THINGS = re.compile(r"\b(?:those|these|any|all)\s+(?:that|which|who)\s*[:：]$")
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
        names = "|".join([_SIGNERS, *(re.escape(name) for name in senders if len(name) > 3)])
        self.senders = re.compile(rf"(?:{names})\b[^.;:!?]{{0,60}}$")

    def read(self) -> None:
        """All of them."""
        self._take_notes()
        self._take_quotations_and_headings()
        listed = [self._take_list(lead, items) for lead, items in self._lists()]
        if not any(listed):
            self._take_prose()
        for entry in self.entries:
            if entry.free:
                told = _begins_with_name(entry.text) and words.HARMED.search(entry.text)
                entry.take(Role.TEXT, Sure.LIKELY if told else Sure.SURE)

    # What asks

    def asks(self, text: str) -> bool:
        """Whether a paragraph asks for something."""
        return any(map(self._asks_in, sentences(unquoted(text))))

    def _asks_in(self, sentence: str) -> bool:
        duty, told = words.DUTIES.search(sentence), words.ASKS_TOLD.search(sentence)
        if self.release:
            return bool(duty or told or words.ASKS.search(sentence))
        if duty or self._says_so(sentence):
            return True
        return bool(told and self.senders.search(sentence[: told.start()]))

    # Notes, quotations, headings

    def _take_notes(self) -> None:
        """Footnotes, by their words or by the number of a call above; and what is numbered below them."""
        calls: set[str] = set()
        noted = False
        for i, entry in enumerate(self.entries):
            number = _NUMBERED.match(entry.text)
            numbered = entry.paragraph.marker[:1].isdigit()
            below = self.entries[i + 1 : i + 2]
            heads = words.ENDS.fullmatch(entry.text.rstrip(":： ")) is not None
            heads = heads and any(one.paragraph.marker[:1].isdigit() for one in below)
            if _CITES.match(entry.whole) or (number and number["number"] in calls):
                entry.take(Role.NOTE, Sure.LIKELY)
            elif heads or (noted and numbered):
                entry.take(Role.NOTE, Sure.LOOK)
            noted = not entry.free and (heads or numbered)
            calls.update(match[1] or match[2] for match in _CALL.finditer(entry.text))

    def _take_quotations_and_headings(self) -> None:
        for i, entry in enumerate(self.entries):
            if not entry.free:
                continue
            if self.release and is_quotation(entry.text):
                said = words.SAID.search(unquoted(entry.text)) is not None
                entry.take(Role.QUOTE, Sure.SURE if said else Sure.LIKELY)
            elif _is_heading(entry, self.entries[i + 1 : i + 2]):
                entry.take(Role.HEADING, Sure.SURE if entry.paragraph.heading else Sure.LIKELY)

    # Lists

    def _lists(self) -> Iterator[tuple[ParagraphEntry | None, list[ParagraphEntry]]]:
        """What leads up to each list, and its items."""
        i = 0
        while i < len(self.entries):
            if self.entries[i].free and self.entries[i].paragraph.marker:
                begin, end = i, self._marked(i)
            else:
                begin, end = i + 1, self._unmarked(i + 1) if self._leads(i) else i + 1
            if end > begin:
                yield self.entries[begin - 1] if begin else None, list(self.entries[begin:end])
            i = max(end, i + 1)

    def _leads(self, i: int) -> bool:
        return self.entries[i].free and self.entries[i].text.endswith(_COLONS)

    def _marked(self, begin: int) -> int:
        """Where items with marks end; a paragraph between two numbers goes on with the one above."""
        end, kind = begin + 1, _kind_of_mark(self.entries[begin].paragraph.marker)
        for i in range(end, len(self.entries)):
            if not self.entries[i].free:
                break
            if self.entries[i].paragraph.marker:
                end = i + 1
                continue
            marks = [e.paragraph.marker for e in self.entries[i + 1 : i + 4] if e.paragraph.marker]
            numbered = bool(marks) and kind == _kind_of_mark(marks[0]) == "number"
            if self._leads(i) or not numbered or marks[0].strip("(). ") == "1":
                break
        return end

    def _unmarked(self, begin: int) -> int:
        """Where the paragraphs end that are a lead-in's items, though nothing marks them."""
        end = begin
        for i in range(begin, len(self.entries)):
            entry = self.entries[i]
            said = _WE.match(entry.text) or shapes.is_close_sentence(entry.text)
            if not entry.free or entry.paragraph.marker or self._leads(i) or said:
                break
            end = i + 1
            if self.entries[begin].text.endswith(_ITEM_END) and not entry.text.endswith(_ITEM_END):
                break
        return end if end - begin > 1 else begin

    def _take_list(self, lead: ParagraphEntry | None, items: Sequence[ParagraphEntry]) -> bool:
        """Take a list and what leads up to it; whether its items ask."""
        said = lead.text if lead and lead.role in (None, Role.HEADING) else ""
        asked, ends = self._leads_to_asks(said), said.endswith(_COLONS)
        cases = _are_cases(items)
        if not cases and not asked and not self._ask_themselves(items):
            other = any(self.asks(e.text) or _begins_with_name(e.text) for e in items)
            for entry in items:
                entry.take(Role.TEXT, Sure.LOOK if other else Sure.SURE)
            return False
        if lead and lead.free and (ends if cases else asked):
            lead.take(Role.LEAD_IN, Sure.LIKELY if cases else Sure.SURE)
        if not cases:
            self._take_asks(items)
        for entry in items:
            if entry.free:
                entry.take(Role.CASE, Sure.LIKELY)
        return not cases

    def _ask_themselves(self, items: Sequence[ParagraphEntry]) -> bool:
        asking = sum(self._asks_in(entry.text) for entry in items if entry.paragraph.marker)
        return len(items) > 1 and asking * 5 >= 3 * len(items)

    def _leads_to_asks(self, said: str) -> bool:
        last = last_sentence(said)
        if _OF_THINGS.search(said):  # the items tell of what the lead-in itself asks about
            return False
        if words.ASK_HEADING.fullmatch(said.rstrip(":：. ")):
            return True
        asking = self._asks_in(last) or words.ASKS_TOLD.search(last) is not None
        if said.endswith(_COLONS) or not shapes.is_sentence(said):
            return asking or (bool(_ASKING_NOUN.search(last)) and not words.HARMED.search(last))
        return asking and _COUNTED.search(last) is not None

    def _take_asks(self, items: Sequence[ParagraphEntry]) -> None:
        """Items as asks; what is set in below one, or without a mark among marked ones, goes on with
        it.
        """
        first = items[0].paragraph
        for entry in items:
            mark = entry.paragraph.marker
            inner = entry.paragraph.indent > first.indent + 1
            if first.marker and (inner or _kind_of_mark(mark) != _kind_of_mark(first.marker)):
                case = bool(mark) and _begins_with_name(entry.text)
                entry.take(Role.CASE if case else Role.MORE, Sure.LIKELY)
            else:
                entry.take(Role.ASK, Sure.SURE)

    # Paragraphs

    def _take_prose(self) -> None:
        """Paragraphs that ask; one that only says why the letter is written, where no other does."""
        found = [e for e in self.entries if e.free and shapes.is_prose(e.text) and self.asks(e.text)]
        firm = [entry for entry in found if not self._only_says_why(entry.text)]
        for entry in firm or found:
            said = map(self._says_so, sentences(unquoted(entry.text)))
            sure = any(said) and entry not in self.entries[:2]  # a letter begins by saying why
            entry.take(Role.ASK, Sure.SURE if sure else Sure.LIKELY)

    def _says_so(self, sentence: str) -> bool:
        """Whether a sentence asks in so many words, and does not only say what must be."""
        return bool(words.ASKS.search(sentence) and not words.COURTESY.search(sentence))

    def _only_says_why(self, text: str) -> bool:
        return all(words.PURPOSE.search(one) for one in sentences(text) if self._asks_in(one))


def _kind_of_mark(mark: str) -> str:
    inner = mark.strip("().、． ")
    return "number" if inner.isdigit() else "letter" if inner.isalnum() else mark


def _is_heading(entry: ParagraphEntry, below: Sequence[ParagraphEntry]) -> bool:
    """Whether a short line without an end stands above a paragraph, or the file says that it is one."""
    text = entry.text
    if not below or entry.paragraph.heading:
        return bool(below)
    plain = text[:1].isupper() and not shapes.is_sentence(text) and not text.endswith(",")
    short = len(text.split()) <= 12 and not shapes.is_prose(text)
    prose = below[0].free and shapes.is_prose(below[0].text) and not below[0].paragraph.marker
    return plain and short and prose


def _begins_with_name(text: str) -> bool:
    """Whether an item begins with a person's name: 'Name (aka …), …', 'Mr. Name: …'."""
    head = re.split(
        r"\s*[,(:;–—\[]|\s+-\s+|\.\s|\s+(?=(?:is|was|were|has|had|who|and|says)\b)", text, maxsplit=1
    )[0]
    return shapes.has_name_shape(head) and shapes.shape_of(head) in ("person", "either")


def _are_cases(items: Sequence[ParagraphEntry]) -> bool:
    """Whether most items begin with somebody's name."""
    named = sum(_begins_with_name(entry.text) for entry in items)
    return len(items) > 1 and named * 3 >= 2 * len(items)
