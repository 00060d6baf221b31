"""The document as it is now: each printed word with the place in the workspace where somebody typed it.

The words of a paragraph are found again in the values that it was made of, in order. A word that is in
none of them was printed by a merge field, or set by letterkit itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from letterkit import letter as lt
from letterkit.blocks.changes import value_at
from letterkit.blocks.edits import YamlFile
from letterkit.blocks.spans import Style
from letterkit.blocks.yaml import Steps, parse, without_mark
from letterkit.changes.sequences import matches
from letterkit.files.reading import BLOCK
from letterkit.library.workspace import Workspace
from letterkit.partners.decided.words import plain, words_of
from letterkit.partners.received.sent import SentParagraph, paragraphs_sent
from letterkit.redline.words import tokens

FIELD = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


class Typed(Struct, frozen=True):
    """Where a word was typed: the file, the path of the value, the characters of the value's text."""

    file: str
    path: Steps
    start: int
    end: int


class _Region(Struct, frozen=True):
    """The lines of a value, from 1, that a paragraph was made of."""

    file: str
    path: Steps
    first: int
    last: int


class SourceFiles:
    """The files that a document was made of, each read once. `drafts` are those that nobody has written
    yet.
    """

    def __init__(self, workspace: Workspace, drafts: Mapping[Path, str]) -> None:
        self.workspace = workspace
        self.drafts = drafts
        self._files: dict[str, SourceFile | None] = {}

    def file(self, name: str) -> SourceFile | None:
        """The file of that path from the workspace's root; None where it cannot be read as a block's."""
        if name not in self._files:
            self._files[name] = self._read(name)
        return self._files[name]

    def _read(self, name: str) -> SourceFile | None:
        path = self.workspace.root / name
        if path.suffix != ".yaml":
            return None
        try:
            text = self.drafts[path] if path in self.drafts else self.workspace.text(path, BLOCK)
        except (OSError, ValueError):
            return None
        document, _ = parse(text, name)
        return SourceFile(YamlFile(path, document)) if document is not None else None


class SourceFile(Struct, frozen=True, dict=True):
    """A file of an author's, whose values are found by the place of their words."""

    file: YamlFile

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins, in characters of the file's text."""
        text = self.file.document.text
        ahead = len(text) - len(without_mark(text))
        starts = [ahead]
        for line in text[ahead:].split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        return starts

    def value_at(self, line: int, column: int) -> Steps | None:
        """The path of the single value that has something at that place; None where none has."""
        if not 0 < line < len(self._starts):
            return None
        place = self._starts[line - 1] + column - 1
        for path, part in self.file.parts.items():
            is_single = part.style not in (Style.BLOCK, Style.FLOW)
            if is_single and part.value.start <= place <= part.value.end:
                return path
        return None

    def shares(self, path: Steps, words: Sequence[str]) -> bool:
        """Whether a value has one of these words."""
        return not set(words).isdisjoint(words_of(self.text(path)))

    def likest(self, words: Sequence[str]) -> Steps | None:
        """The path of the single value that has most of these words, and at least half; None of none."""
        wanted = set(words)
        singles = (
            p for p, part in self.file.parts.items() if part.style not in (Style.BLOCK, Style.FLOW)
        )
        scores = [(len(wanted.intersection(words_of(self.text(path)))), path) for path in singles]
        most = max((score for score, _ in scores), default=0)
        return (
            next((p for score, p in scores if score == most), None) if 2 * most >= len(wanted) else None
        )

    def text(self, path: Steps) -> str:
        """The value at a path, as text."""
        return str(value_at(self.file.document.value, path) or "")

    def line_of(self, path: Steps, line: int) -> int:
        """Which line of a value's text, from 1, a line of the file is; 1 where that cannot be told."""
        place = self.file.document.places[path]
        return line - place.text_line + 1 if place.by_line else 1

    def is_by_line(self, path: Steps) -> bool:
        """Whether each line of the value is a line of the file."""
        return self.file.document.places[path].by_line


class PresentParagraph(Struct, frozen=True, dict=True):
    """A paragraph of the document as it is, and where it comes from."""

    sent: SentParagraph
    sources: SourceFiles

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, in plain form."""
        return words_of(self.sent.text)

    @cached_property
    def places(self) -> tuple[lt.Origin, ...]:
        """The places that its words were made from, each once, in their order."""
        nodes = lt.running_nodes(self.sent.node)
        texts = [each.origin for each in nodes if isinstance(each, lt.Text)]
        return tuple(dict.fromkeys(texts or [self.sent.node.origin]))

    @cached_property
    def regions(self) -> tuple[_Region, ...]:
        """The lines of values that it was made of."""
        found: dict[tuple[str, Steps], list[int]] = {}
        for place in self.places:
            source = self.sources.file(place.file)
            if source is None:
                continue
            path = source.value_at(place.line, place.column)
            if not self.is_of_text and not (path and source.shares(path, self.words)):
                path = source.likest(self.words) or path
            if path is not None:
                found.setdefault((place.file, path), []).append(source.line_of(path, place.line))
        return tuple(_Region(*value, min(lines), max(lines)) for value, lines in found.items())

    @cached_property
    def is_of_text(self) -> bool:
        """Whether it was made of an author's text, whose words know their lines."""
        return any(isinstance(each, lt.Text) for each in lt.running_nodes(self.sent.node))

    @cached_property
    def typed(self) -> dict[int, Typed]:
        """Index of a word → where it was typed, of those that somebody typed."""
        every = [
            (plain(text), place) for region in self.regions for text, place in self._typed_in(region)
        ]
        found = matches([text for text, _ in every], self.words)
        return {there: every[here][1] for here, there in found}

    def _typed_in(self, region: _Region) -> Iterator[tuple[str, Typed]]:
        source = self.sources.file(region.file)
        if source is None:
            return
        value = source.text(region.path)
        start, end = span_of(value, region.first, region.last)
        if not source.is_by_line(region.path):
            start, end = 0, len(value)
        words = FIELD.sub(lambda match: re.sub(r"\S", " ", match[0]), value)[start:end]
        for token in tokens(words):
            if token.text:
                place = Typed(region.file, region.path, start + token.start, start + token.end)
                yield token.text, place

    def has_typed(self, start: int, end: int) -> bool:
        """Whether one of these words was typed."""
        return not self.typed.keys().isdisjoint(range(start, end))

    def field_at(self, start: int, end: int) -> tuple[str, int, str] | None:
        """The file, the line and the merge field that printed one of these words; None where none did."""
        if end > start and all(k in self.typed for k in range(start, end)):
            return None
        before = self._first_typed(range(start - 1, -1, -1))
        behind = self._first_typed(range(end, len(self.words)))
        found = (self._field_in(region, before, behind) for region in self.regions)
        return next((each for each in found if each is not None), None)

    def _first_typed(self, numbers: Iterable[int]) -> Typed | None:
        """Where the first of these words that was typed stands."""
        return next((self.typed[k] for k in numbers if k in self.typed), None)

    def _field_in(
        self, region: _Region, before: Typed | None, behind: Typed | None
    ) -> tuple[str, int, str] | None:
        """The first merge field of a region that stands between two words that were typed."""
        source = self.sources.file(region.file)
        if source is None:
            return None
        value = source.text(region.path)
        low, high = span_of(value, region.first, region.last)
        own = (region.file, region.path)
        low = before.end if before and (before.file, before.path) == own else low
        high = behind.start if behind and (behind.file, behind.path) == own else high
        match = FIELD.search(value, low, max(low, high))
        if match is None:
            return None
        line = value.count("\n", 0, match.start()) + 1
        place = source.file.document.text_location(region.path, line)
        return region.file, place.line, " ".join(match[0].split())

    def nearest(self, start: int, end: int) -> Typed | None:
        """Where the first of these words that was typed stands, or the nearest one; None of none."""
        beside = [*range(start - 1, -1, -1), *range(end, len(self.words))]
        return self._first_typed([*range(start, end), *beside])

    def place_at(self, start: int, end: int) -> tuple[str, int]:
        """The file and line that words from `start` to before `end` come from, or those beside them."""
        found = self.nearest(start, end)
        source = self.sources.file(found.file) if found else None
        if found is None or source is None:
            return self.sent.place.file, self.sent.place.line
        line = source.text(found.path).count("\n", 0, found.start) + 1
        return found.file, source.file.document.text_location(found.path, line).line


def span_of(value: str, first: int, last: int) -> tuple[int, int]:
    """Where lines of a text, from 1, begin and end: before the last one's line end."""
    lines = value.split("\n")
    start = sum(len(line) + 1 for line in lines[: first - 1])
    return start, start + len("\n".join(lines[first - 1 : last]))


def present_paragraphs(document: lt.Document, sources: SourceFiles) -> list[PresentParagraph]:
    """The paragraphs of a document, in their order."""
    return [PresentParagraph(each, sources) for each in paragraphs_sent(document)]


def texts_of(paragraphs: Iterable[PresentParagraph]) -> list[tuple[str, ...]]:
    """What each says, in plain words."""
    return [each.words for each in paragraphs]
