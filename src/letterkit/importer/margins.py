"""Running heads and page numbers: lines of a page that are no part of its text.

They stand between a page's last line and the next one's first, and interrupt a sentence, or are repeated
from page to page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from letterkit.importer.parts import SourceLine, SourceRegion
from letterkit.importer.wrapping import continues_sentence, ends_sentence, has_small_words

_PAGE = re.compile(
    r"^\W{0,3}(?:(?:page|seite|p[aá]gina|pág\.?|p\.|página|第)\s*)?\d{1,3}(?:\s*(?:of|/|de|von|sur|"
    r"out of)\s*\d{1,3})?"
    r"(?:\s*页|\s*頁)?\W{0,3}$",
    re.IGNORECASE,
)
_PAGE_WORD = re.compile(r"\b(?:page|seite|p[aá]gina)\s+\d{1,3}\b", re.IGNORECASE)
_PAGE_END = re.compile(r"\S\s{3,}\d{1,3}$")


@dataclass(frozen=True, slots=True)
class _Group:
    """Lines that may be a page's foot and the next one's head, and the lines around them.

    `numbered` says of each whether it has a page's number, `repeated` whether it stands elsewhere too.
    `alone`: between blank lines.
    """

    texts: tuple[str, ...]
    numbered: tuple[bool, ...]
    repeated: tuple[bool, ...]
    before: SourceLine
    after: SourceLine | None
    alone: bool

    @property
    def is_known(self) -> bool:
        """Whether each line is a number, or repeated."""
        return all(n or r for n, r in zip(self.numbered, self.repeated, strict=True))

    @property
    def has_prose(self) -> bool:
        """Whether a line without a number reads like the text itself."""
        pairs = zip(self.texts, self.numbered, strict=True)
        return any(has_small_words(text) for text, numbered in pairs if not numbered)

    @property
    def is_at_page_end(self) -> bool:
        """Whether a page ends here, as the file says."""
        return self.after is not None and self.before.page != self.after.page

    @property
    def breaks_sentence(self) -> bool:
        """Whether a sentence goes on below it that began above."""
        if self.after is None or len(self.before.text) <= 30:
            return False
        return not ends_sentence(self.before.text) and continues_sentence(self.after.text)


def without_margins(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines, those marked that are no text but a page's number or running head."""
    found = _margins(lines)
    return [
        replace(line, region=SourceRegion.MARGIN) if i in found else line for i, line in enumerate(lines)
    ]


def _margins(lines: Sequence[SourceLine]) -> set[int]:
    """Where these stand among the lines, from 0."""
    filled = [i for i, line in enumerate(lines) if line.text or line.marker]
    seen = Counter(_shape(line.text) for line in lines if line.text)
    found: set[int] = set()
    for group in _short_groups(lines, filled):
        if _is_margin(_group(lines, filled, group, seen)):
            found.update(filled[i] for i in group)
    return found


def _shape(text: str) -> str:
    """What running heads have in common: the words, whatever the number."""
    return re.sub(r"\d+", "#", text.strip().lower())


def _short_groups(lines: Sequence[SourceLine], filled: Sequence[int]) -> Iterator[list[int]]:
    """Runs of at most four lines that may be a page's foot and the next one's head."""
    for start in range(1, len(filled)):
        for size in range(1, 5):
            group = list(range(start, min(start + size, len(filled))))
            if len(group) < size or any(len(_whole(lines[filled[i]])) > 100 for i in group):
                break
            yield group


def _whole(line: SourceLine) -> str:
    return f"{line.marker} {line.text}".strip()


def _group(
    lines: Sequence[SourceLine], filled: Sequence[int], group: Sequence[int], seen: Mapping[str, int]
) -> _Group:
    """The lines of a group, which has the numbers of lines among those that are `filled`."""
    texts = tuple(_whole(lines[filled[i]]) for i in group)
    return _Group(
        texts,
        tuple(any(p.search(text) for p in (_PAGE, _PAGE_WORD, _PAGE_END)) for text in texts),
        tuple(seen.get(_shape(text), 0) > 1 for text in texts),
        lines[filled[group[0] - 1]],
        lines[filled[group[-1] + 1]] if group[-1] + 1 < len(filled) else None,
        _stands_alone(lines, filled[group[0]]),
    )


def _stands_alone(lines: Sequence[SourceLine], i: int) -> bool:
    above = lines[i - 1] if i else None
    below = lines[i + 1] if i + 1 < len(lines) else None
    return (above is None or not above.text) and (below is None or not below.text)


def _is_margin(group: _Group) -> bool:
    if group.numbered == (True,):
        return group.alone or group.is_at_page_end
    if group.has_prose:
        return False
    if group.is_at_page_end and group.is_known:
        return True
    if not group.breaks_sentence or any(map(continues_sentence, group.texts)):
        return False
    return group.is_known or (any(group.numbered) and len(group.texts) <= 3)
