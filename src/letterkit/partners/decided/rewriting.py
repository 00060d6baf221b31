"""Words to be changed in a paragraph → what the values that it was made of are to say.

These are attempts: whether the document then says what it is to say, `carrying_out` proves. An attempt
fails here only where no place is known, or where a merge field would be written or cut.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from letterkit.blocks.yaml import Steps, Value
from letterkit.partners.decided.present import PresentParagraph, SourceFiles, Typed, span_of
from letterkit.partners.decided.words import follows_closely
from letterkit.partners.received.sides import END
from letterkit.partners.received.word import LINE_END
from letterkit.text.escaping import escape_lines

Values = dict[tuple[str, Steps], str | None]
"""What the values at paths of files are to say; None of those that are to go."""
# The key of a document's body that asks for a block, by the folder of its kind.
_ENTRIES = {"framing": "framing", "case-lists": "cases"}
# Words that would be read as a merge field, or as a mark of letterkit's own.
_UNWRITABLE = re.compile(r"\{[{%#]|[" + LINE_END + "]")


class NoPlaceError(Exception):
    """Nobody knows where the words would have to be written."""


class Rewording(Struct, frozen=True):
    """Words of the paragraph as it is now, from `start` to before `end`, that give way to a text.

    A `¶` in the text begins a new paragraph. Where `joins`, the paragraph goes on with the next one.
    `glued` is on which side the text stands without a space; None where that is not known.
    """

    start: int
    end: int
    text: str
    joins: bool = False
    glued: str | None = None

    @property
    def follows_closely(self) -> bool:
        """Whether it stands behind a word without a space."""
        return follows_closely(self.text) if self.glued is None else self.glued in ("before", "both")

    @property
    def is_followed_closely(self) -> bool:
        """Whether a word stands behind it without a space."""
        return self.glued in ("behind", "both")


class _Cut(NamedTuple):
    """Characters of a value's text that give way to a text."""

    start: int
    end: int
    text: str


def reworded(
    paragraph: PresentParagraph,
    rewordings: Iterable[Rewording],
    following: PresentParagraph | None = None,
) -> Values:
    """What the values of a paragraph say with other words. Raises NoPlaceError."""
    cuts: dict[tuple[str, Steps], list[_Cut]] = defaultdict(list)
    for each in rewordings:
        (file, path), cut = _cut(paragraph, each, following)
        cuts[file, path].append(cut)
    return {where: _with(_value(paragraph.sources, where), own) for where, own in cuts.items()}


def _value(sources: SourceFiles, where: tuple[str, Steps]) -> str:
    source = sources.file(where[0])
    if source is None:
        raise NoPlaceError
    return source.text(where[1])


def _with(value: str, cuts: Iterable[_Cut]) -> str:
    for start, end, text in sorted(cuts, reverse=True):
        value = value[:start] + text + value[end:]
    return value


def _cut(
    paragraph: PresentParagraph, change: Rewording, following: PresentParagraph | None
) -> tuple[tuple[str, Steps], _Cut]:
    """The value to change, and which of its characters give way to which."""
    text = _written(change.text)
    if change.joins:
        typed, cut = _joined(paragraph, change, following, text)
    elif change.start == change.end:
        typed, cut = _inserted(paragraph, change, text)
    else:
        typed, cut = _replaced(paragraph, change, text)
    where = {(each.file, each.path) for each in typed}
    if len(where) != 1:
        raise NoPlaceError
    (only,) = where
    value = _value(paragraph.sources, only)
    start, end = cut.start, cut.end
    if not cut.text:
        start, end = _with_space(value, start, end, is_last=change.end == len(paragraph.words))
    elif text.endswith("\n"):  # what follows begins a paragraph
        end += len(value[end:]) - len(value[end:].lstrip(" \n"))
    if "{" in value[start:end] or "}" in value[start:end]:
        raise NoPlaceError
    return only, _Cut(start, end, cut.text)


def _replaced(paragraph: PresentParagraph, change: Rewording, text: str) -> tuple[list[Typed], _Cut]:
    typed = [_typed(paragraph, k) for k in range(change.start, change.end)]
    value = _value(paragraph.sources, (typed[0].file, typed[0].path))
    start, end = _with_marks(value, typed[0].start, typed[-1].end)
    if not text or change.glued is None:
        return typed, _Cut(start, end, text)
    before, behind = value[:start], value[end:]
    if change.follows_closely:
        start = len(before.rstrip(" \n"))
    elif change.start and not before.endswith((" ", "\n", "*", "_")):
        text = f" {text}"
    if change.is_followed_closely:
        end += len(behind) - len(behind.lstrip(" \n"))
    elif change.end < len(paragraph.words) and not behind.startswith((" ", "\n", "*", "_")):
        text = f"{text} "
    return typed, _Cut(start, end, text)


def _with_marks(value: str, start: int, end: int) -> tuple[int, int]:
    """Characters that go with the marks of emphasis that would have lost their other half."""
    within = value[start:end]
    behind, before = re.match(r"[*_]+", value[end:]), re.search(r"[*_]+$", value[:start])
    if behind and behind[0] in within:
        end += len(behind[0])
    if before and before[0] in within:
        start -= len(before[0])
    return start, end


def _inserted(paragraph: PresentParagraph, change: Rewording, text: str) -> tuple[list[Typed], _Cut]:
    """Words that come behind the word before them, or before the first."""
    before = paragraph.typed.get(change.start - 1)
    if before is None:
        place = _typed(paragraph, change.start)
        space = "" if change.is_followed_closely or text.endswith("\n") else " "
        return [place], _Cut(place.start, place.start, f"{text}{space}")
    value = _value(paragraph.sources, (before.file, before.path))
    gap = _gap(value, before, paragraph.typed.get(change.start))
    if gap is not None and not text.startswith("\n"):
        return [before], _Cut(before.end, before.end + len(gap), _between(change, text, gap))
    # Behind the mark that ends an emphasis, which stands before a space or a point.
    closing = re.match(r"[*_]*(?=[\s.,;:!?)]|$)", value[before.end :])
    end = before.end + (closing.end() if closing else 0)
    space = "" if change.follows_closely or text.startswith("\n") else " "
    return [before], _Cut(end, end, f"{space}{text}")


def _gap(value: str, before: Typed, behind: Typed | None) -> str | None:
    """The space between two words of a value; None where more than that stands there."""
    if behind is None or (behind.file, behind.path) != (before.file, before.path):
        return None
    gap = value[before.end : behind.start]
    return None if gap.strip() else gap


def _between(change: Rewording, text: str, gap: str) -> str:
    """A text between two words, with the spaces that it needs; the one there was stays, behind it if both
    are needed.
    """
    if change.follows_closely:
        return text if change.is_followed_closely else f"{text}{gap or ' '}"
    if change.is_followed_closely or not (gap or change.glued is not None):
        return f"{gap or ' '}{text}"
    return f" {text}{gap or ' '}"


def _joined(
    paragraph: PresentParagraph, change: Rewording, following: PresentParagraph | None, text: str
) -> tuple[list[Typed], _Cut]:
    """The words that go at the paragraph's end, and its end, before the next one's first word."""
    if following is None or change.end != len(paragraph.words):
        raise NoPlaceError
    behind = _typed(following, 0)
    if change.start == change.end:
        before = _typed(paragraph, change.end - 1)
        return [before, behind], _Cut(before.end, behind.start, f" {text} " if text else " ")
    first = _typed(paragraph, change.start)
    return [first, behind], _Cut(first.start, behind.start, f"{text} " if text else "")


def _typed(paragraph: PresentParagraph, word: int) -> Typed:
    if word not in paragraph.typed:
        raise NoPlaceError
    return paragraph.typed[word]


def _written(text: str) -> str:
    """A text as Markdown; a paragraph's end as an empty line. Raises NoPlaceError."""
    if _UNWRITABLE.search(text):
        raise NoPlaceError
    pieces = (escape_lines(" ".join(piece.split())) for piece in text.split(END))
    return "\n\n".join(pieces)


def _with_space(value: str, start: int, end: int, *, is_last: bool) -> tuple[int, int]:
    """Words that go with the space before them; at the beginning with the one behind them."""
    before = re.search(r"[ \n]*$", value[:start])
    first = before.start() if before else start
    is_new_paragraph = "\n\n" in value[first:start] or first == 0
    if not is_new_paragraph:
        return first, end
    behind = re.match(r"[ \n]*", value[end:])
    return start, start if is_last else end + (behind.end() if behind else 0)


# Whole paragraphs


def without_block(file: str, sources: SourceFiles, block: str) -> Values:
    """A document's file without the entry of its body that asks for a block. Raises NoPlaceError."""
    source = sources.file(file)
    body = source.file.document.value.get("body") if source else None
    entries = _entries(body) if isinstance(body, list) else ()
    path = next((path for path, asked_for in entries if asked_for == block), None)
    if path is None:
        raise NoPlaceError
    return {(file, path): None}


def _entries(body: list[Value]) -> Iterator[tuple[Steps, str]]:
    """Each entry of a document's body that asks for one block, with the block's full name."""
    for i, entry in enumerate(body):
        if not isinstance(entry, dict):
            continue
        for folder, key in _ENTRIES.items():
            yield ("body", i), f"{folder}/{entry.get(key)}"
        asks = entry.get("asks")
        for j, ask in enumerate(asks if isinstance(asks, list) else []):
            is_only = isinstance(asks, list) and len(asks) == 1
            yield ("body", i) if is_only else ("body", i, "asks", j), f"issues/{_issue(ask)}"


def _issue(ask: Value) -> Value:
    """The name of the issue that an entry asks for."""
    return ask.get("issue") if isinstance(ask, dict) else ask


def without(paragraph: PresentParagraph) -> Values:
    """What the value says without a paragraph of its own lines. Raises NoPlaceError."""
    where, first, last = _lines(paragraph)
    lines = _value(paragraph.sources, where).split("\n")
    kept = [*lines[: first - 1], *lines[last:]]
    text = "\n".join(kept).strip("\n")
    if not text.strip():
        raise NoPlaceError
    return {where: re.sub(r"\n{3,}", "\n\n", text)}


def added_behind(paragraph: PresentParagraph, text: str) -> Values:
    """What the value says with a paragraph more behind this one. Raises NoPlaceError."""
    where, _, last = _lines(paragraph)
    value = _value(paragraph.sources, where)
    _, end = span_of(value, 1, last)
    return {where: f"{value[:end]}\n\n{_written(text)}{value[end:]}"}


def _lines(paragraph: PresentParagraph) -> tuple[tuple[str, Steps], int, int]:
    """The one value that a paragraph is made of, and its lines there."""
    if len(paragraph.regions) != 1:
        raise NoPlaceError
    (region,) = paragraph.regions
    source = paragraph.sources.file(region.file)
    if source is None or not source.is_by_line(region.path):
        raise NoPlaceError
    return (region.file, region.path), region.first, region.last
