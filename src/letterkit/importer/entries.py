"""A paragraph while its document is read: what it is taken for so far, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from letterkit.importer.parts import ListStyle, ReadPart, Role, SourceParagraph

_SENTENCE_END = re.compile(r"[.!?。！？…]['\"”’»)\]\d]*$")
_EAST_ASIAN_STOP = re.compile(r"[。，；：]")
_NOTE = re.compile(
    r"^(?:\[\d{1,3}\]|\d{1,3}\s+(?=(?:See|Ibid|Id\.|http|www|“|\"|Cf)|[A-Z].{8,400}[.)]$)|"
    r"[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\*{1,3}\s?(?=[A-Z]))"
)


@dataclass(slots=True)
class ParagraphEntry:
    """A paragraph and its role; None while nothing is known of it."""

    paragraph: SourceParagraph
    role: Role | None = None
    confidence: float = 0.0
    style: ListStyle = ""
    ask: int | None = None

    @property
    def text(self) -> str:
        """Its words, without a list's mark."""
        return self.paragraph.text

    @property
    def free(self) -> bool:
        """Whether nothing is known of it yet."""
        return self.role is None

    def take(self, role: Role, confidence: float) -> None:
        """Give it a role."""
        self.role, self.confidence = role, confidence

    def part(self) -> ReadPart:
        """What it is in the end."""
        one = self.paragraph
        role = self.role or Role.UNPLACED
        return ReadPart(
            role,
            one.text,
            one.first,
            one.last,
            round(self.confidence, 2),
            one.marker,
            self.style,
            one.heading,
            one.indent,
            self.ask,
        )


def is_sentence(text: str) -> bool:
    """Whether it ends as a sentence does."""
    return _SENTENCE_END.search(text) is not None


def is_prose(text: str) -> bool:
    """Whether it is running text: a sentence or more, and not a name, a title or an address."""
    if _is_east_asian_prose(text):
        return True
    words = text.split()
    if len(words) < 7:
        return False
    if not _has_small_letters(words):
        return len(words) > 40
    return len(text) > 110 or is_sentence(text) or text.endswith((":", ";", ","))


def _is_east_asian_prose(text: str) -> bool:
    """The same of Chinese and Japanese, which put no spaces between words."""
    written = len(text) > 40 and any("\u3040" <= c <= "\u9fff" for c in text)
    return written and _EAST_ASIAN_STOP.search(text) is not None


def _has_small_letters(words: Sequence[str]) -> bool:
    """Whether many of the words begin with a small letter, as in a sentence."""
    letters = [word for word in words if word[0].isalpha()]
    return bool(letters) and sum(word[0].islower() for word in letters) >= 0.4 * len(letters)


def is_note(text: str) -> bool:
    """Whether a paragraph begins with the mark of a footnote."""
    return _NOTE.match(text) is not None


def below(entries: Sequence[ParagraphEntry], i: int) -> Iterator[ParagraphEntry]:
    """The entries below one, of which most callers want the first: none is copied."""
    return (entries[at] for at in range(i + 1, len(entries)))


def groups(entries: Iterable[ParagraphEntry]) -> Iterator[list[ParagraphEntry]]:
    """Runs of entries without a blank line between them."""
    group: list[ParagraphEntry] = []
    for entry in entries:
        if group and (entry.paragraph.blank_before or entry.paragraph.cell != group[-1].paragraph.cell):
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


def divided(entry: ParagraphEntry, end: int) -> tuple[ParagraphEntry, ParagraphEntry]:
    """An entry as two: the first `end` characters of its text, and the rest. Both keep all its lines."""
    one = entry.paragraph
    first = replace(one, text=one.text[:end].strip())
    rest = replace(one, text=one.text[end:].strip(), marker="", blank_before=1)
    return ParagraphEntry(first), ParagraphEntry(rest)


def take_all(entries: Sequence[ParagraphEntry], role: Role, confidence: float) -> None:
    """Give all of them a role."""
    for entry in entries:
        entry.take(role, confidence)
