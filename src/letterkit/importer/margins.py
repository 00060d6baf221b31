"""Running heads and page numbers: lines of a page that are no part of its text.

They stand between a page's last line and the next one's first, and interrupt a sentence, or are repeated
from page to page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from letterkit.importer.parts import SourceLine, SourceRegion
from letterkit.importer.wrapping import continues_sentence, ends_sentence, has_small_words
from letterkit.values import replace

_NUMBER = re.compile(
    r"^\W{0,3}(?:(?:page|seite|p[aá]gina|pág\.?|p\.|página|第)\s*)?\d{1,3}(?:\s*(?:of|/|de|von|sur|"
    r"out of)\s*\d{1,3})?(?:\s*页|\s*頁)?\W{0,3}$"
    r"|\b(?:page|seite|p[aá]gina)\s+\d{1,3}\b|\S\s{3,}\d{1,3}$",
    re.IGNORECASE,
)
_MOST = 3  # lines of a page's foot and the next one's head together
_LONGEST = 100  # characters of each
_LINE = 30  # characters: as long is the line that they interrupt


def without_margins(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines, those marked that are no text but a page's number or running head."""
    filled = [line for line in lines if line.text or line.marker]
    found = {line.number for group in _margins(filled) for line in group}
    return [replace(line, region=SourceRegion.MARGIN) if line.number in found else line for line in lines]


def _margins(filled: Sequence[SourceLine]) -> Iterator[Sequence[SourceLine]]:
    """Runs of a few short lines that are a page's foot and the next one's head."""
    seen = Counter(map(_words, filled))
    for start in range(1, len(filled)):
        for end in range(start + 1, min(start + _MOST, len(filled)) + 1):
            text = _whole(filled[end - 1])
            if len(text) > _LONGEST or (has_small_words(text) and not _NUMBER.search(text)):
                break
            after = filled[end] if end < len(filled) else None
            if _is_margin(filled[start:end], filled[start - 1], after, seen):
                yield filled[start:end]


def _is_margin(
    group: Sequence[SourceLine], before: SourceLine, after: SourceLine | None, seen: Mapping[str, int]
) -> bool:
    """Whether lines between two others are a page's end."""
    numbered = [_NUMBER.search(_whole(line)) is not None for line in group]
    known = all(n or seen[_words(line)] > 1 for n, line in zip(numbered, group, strict=True))
    if len(group) == 1 and numbered[0] and _is_apart(before, group[0]) and _is_apart(group[0], after):
        return True
    if after is None or not any((known, *numbered)):
        return False
    return (known and before.page != after.page) or _interrupts(group, before, after)


def _is_apart(line: SourceLine, after: SourceLine | None) -> bool:
    """Whether a blank line stands between two."""
    return after is None or after.number > line.number + 1


def _whole(line: SourceLine) -> str:
    return f"{line.marker} {line.text}".strip()


def _words(line: SourceLine) -> str:
    """What running heads have in common: the words, whatever the number."""
    return re.sub(r"\d+", "#", line.text.strip().lower())


def _interrupts(group: Sequence[SourceLine], before: SourceLine, after: SourceLine) -> bool:
    """Whether lines stand between the two halves of a sentence, and are no part of it."""
    broken = len(before.text) > _LINE and not ends_sentence(before.text)
    within = any(continues_sentence(_whole(line)) for line in group)
    return broken and continues_sentence(after.text) and not within
