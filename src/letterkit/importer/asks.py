"""The body of a letter: which paragraphs ask for something, which lead up to asks, which are neither.

A list is what its lead-in says it is: what "we urge you to" introduces are asks, what "we are concerned
that" introduces are findings, and a list of people is a case list. Without a lead-in that says so, the
items themselves are looked at. A letter without a list of asks has them in its paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from letterkit.importer import names
from letterkit.importer.asking import (
    announces_asks,
    asks_firmly,
    begins_with_person,
    is_ask,
    is_lead_in,
    is_ordinal_ask,
    is_purpose,
    is_wish,
    leads_to_asks,
    runs_on,
)
from letterkit.importer.body_lists import before, has_headings, lists, sections
from letterkit.importer.entries import ParagraphEntry, below
from letterkit.importer.parts import FoundAsk, ListStyle, Role
from letterkit.importer.sentences import last_sentence

_CASE_LIST = re.compile(
    r"\b(?:following\s+(?:\w+\s+){0,4}(?:persons?|people|individuals|prisoners|detainees|cases|"
    r"defenders|activists|journalists|lawyers|writers|bloggers)|"
    r"(?:cases|names|list)\s+of\b|by\s+name|those\s+(?:detained|imprisoned|named)|are\s+(?:detained|"
    r"imprisoned|held)|in\s+(?:detention|prison)|"
    r"behind\s+bars|cas\s+suivants|casos\s+siguientes|personnes\s+suivantes|siguientes\s+personas|"
    r"folgende\w*\s+(?:personen|gefangenen?))\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\b(?:sign(?:ed|atories)|endorsed)\b", re.IGNORECASE)
_BACKGROUND = re.compile(
    r"(?:background|context|introduction|overview|findings|situation|what\s+we\s+(?:have\s+)?(?:found|"
    r"documented|know|saw)|the\s+facts|recent\s+developments|our\s+concerns|hintergrund|contexte|"
    r"contexto|antecedentes)\b",
    re.IGNORECASE,
)


class Body:
    """The body's entries, and the asks found in them."""

    def __init__(
        self, entries: Sequence[ParagraphEntry], language: str, *, release: bool = False
    ) -> None:
        self.entries = entries
        self.language = language.split("-", maxsplit=1)[0]
        self.release = release
        self.asks: list[list[ParagraphEntry]] = []

    def read(self) -> list[FoundAsk]:
        """Give every entry its role; the asks in order."""
        for lead, items in lists(self.entries):
            self._list(lead, items)
        for find in (self._plain, self._headed, self._prose):
            if not self.asks:
                find()
        for entry in self.entries:
            if entry.free:
                entry.take(Role.FRAMING, 0.8)
        self.asks.sort(key=lambda ask: (ask[0].paragraph.first, ask[0].paragraph.last))
        return [_found(number, ask) for number, ask in enumerate(self.asks)]

    # Lists with marks

    def _list(self, lead: ParagraphEntry | None, items: list[list[ParagraphEntry]]) -> None:
        if has_headings(items):
            return
        role, sure = self._role_of(lead, [item[0].text for item in items])
        if lead is not None and lead.free:
            lead.take(Role.LEAD_IN, sure)
        style: ListStyle = (
            "numbered" if any(c.isalnum() for c in items[0][0].paragraph.marker) else "bulleted"
        )
        for item in items:
            for entry in item:
                entry.take(role, sure)
                entry.style = style
            if role is Role.ASK:
                self.asks.append(item)

    def _role_of(self, lead: ParagraphEntry | None, texts: Sequence[str]) -> tuple[Role, float]:
        """What the items of a list are, and how sure that is."""
        introduction = lead.text if lead is not None else ""
        said = last_sentence(introduction)
        if _SIGNED.search(said) and sum(names.organisation(t) >= 0.65 for t in texts) >= 0.6 * len(texts):
            return Role.SIGNED_BY, 0.8
        named = sum(map(begins_with_person, texts))
        if named >= 0.6 * len(texts) and (named > 1 or _CASE_LIST.search(said)):
            return Role.CASE, 0.85
        wanted = sum(is_wish(text, self.language) for text in texts) / len(texts)
        asked = leads_to_asks(introduction, wanted)
        return (Role.ASK, asked) if asked else (Role.FRAMING, 0.7)

    # Paragraphs after a lead-in, without marks

    def _plain(self) -> None:
        """'We urge you to:' and a paragraph for each ask."""
        for i, entry in enumerate(self.entries):
            if not entry.free or not is_lead_in(entry.text):
                continue
            found = list(self._wishes(below(self.entries, i)))
            if len(found) < 2:
                continue
            entry.take(Role.LEAD_IN, 0.85)
            for wish in found:
                wish.take(Role.ASK, 0.75)
                self.asks.append([wish])

    def _wishes(self, entries: Iterable[ParagraphEntry]) -> Iterator[ParagraphEntry]:
        above = ""
        for entry in entries:
            wanted = is_wish(entry.text, self.language) or runs_on(entry.text, above)
            if not entry.free or not wanted or entry.paragraph.heading:
                return
            above = entry.text
            yield entry

    # Headings with the paragraphs below them

    def _headed(self) -> None:
        found = [one for one in sections(self.entries) if not _BACKGROUND.match(one[0].text)]
        if len(found) < 2:
            return
        lead = self._announcing(found[0][0])
        asking = list(filter(_section_asks, found))
        if len(asking) < max(1 if lead else 2, 0.5 * len(found)):
            return
        for section in found if lead else asking:
            self._take_section(section)
        if lead is not None and lead.free:
            lead.take(Role.LEAD_IN, 0.7)

    def _announcing(self, heading: ParagraphEntry) -> ParagraphEntry | None:
        """The entry above the first heading, where it says that asks follow."""
        above = before(self.entries, heading)
        return above if above is not None and announces_asks(above.text) else None

    def _take_section(self, section: list[ParagraphEntry]) -> None:
        section[0].take(Role.ASK_HEADING, 0.8)
        for entry in section[1:]:
            entry.take(Role.ASK, 0.75)
            entry.style = "headed"
        self.asks.append(section)

    # Running text

    def _prose(self) -> None:
        found = self._asking()
        firm = [entry for entry in found if self.release or not is_purpose(entry.text)]
        for entry in firm or found:
            entry.take(Role.ASK, 0.6)
            entry.style = "prose"
            self.asks.append([entry])

    def _asking(self) -> list[ParagraphEntry]:
        """The paragraphs that ask, and where there are such, those that count asks."""
        free = [entry for entry in self.entries if entry.free]
        asking = [is_ask(entry.text, told=self.release) for entry in free]
        counted = any(asking)
        each = zip(free, asking, strict=True)
        return [entry for entry, asks in each if asks or (counted and is_ordinal_ask(entry.text))]


def _found(number: int, entries: list[ParagraphEntry]) -> FoundAsk:
    """An ask of one or several entries, which get its number."""
    for entry in entries:
        entry.ask = number
    said = [entry for entry in entries if entry.role is not Role.ASK_HEADING]
    heading = next((e.text for e in entries if e.role is Role.ASK_HEADING), "")
    return FoundAsk(
        "\n\n".join(entry.text for entry in said),
        said[0].style,
        entries[0].paragraph.first,
        entries[-1].paragraph.last,
        min(entry.confidence for entry in said),
        heading,
    )


def _section_asks(section: Sequence[ParagraphEntry]) -> bool:
    """Whether the paragraphs below a heading ask, and do not tell of the person whom it names."""
    heading, below = section[0].text, section[1:]
    if begins_with_person(heading) and below and below[0].text.startswith(heading):
        return False
    return asks_firmly(" ".join(entry.text for entry in below))
