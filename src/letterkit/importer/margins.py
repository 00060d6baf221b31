"""Running heads and page numbers: lines of a page that are no part of its text.

They stand between a page's last line and the next one's first, and interrupt a sentence, or are repeated
from page to page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from letterkit.importer.parts import SourceLine, SourceRegion
from letterkit.importer.wrapping import continues_sentence, ends_sentence, has_small_words

_NUMBER = re.compile(
    r"^\W{0,3}(?:(?:page|seite|p[aá]gina|pág\.?|p\.|página|第)\s*)?\d{1,3}(?:\s*(?:of|/|de|von|sur|"
    r"out of)\s*\d{1,3})?(?:\s*页|\s*頁)?\W{0,3}$"
    r"|\b(?:page|seite|p[aá]gina)\s+\d{1,3}\b|\S\s{3,}\d{1,3}$",
    re.IGNORECASE,
)
_MOST = 4  # lines of a page's foot and the next one's head together
_LONGEST = 100  # characters of each


def without_margins(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines, those marked that are no text but a page's number or running head."""
    filled = [(i, line) for i, line in enumerate(lines) if line.text or line.marker]
    seen = Counter(_words(line) for _, line in filled)
    found: set[int] = set()
    for start, end in _short_groups([line for _, line in filled]):
        before, after = filled[start - 1][1], filled[end][1] if end < len(filled) else None
        group = [line for _, line in filled[start:end]]
        first = filled[start][0]
        alone = not lines[first - 1].text and not (first + 1 < len(lines) and lines[first + 1].text)
        if _is_margin(group, before, after, seen, alone=alone):
            found.update(i for i, _ in filled[start:end])
    return [
        replace(line, region=SourceRegion.MARGIN) if i in found else line for i, line in enumerate(lines)
    ]


def _whole(line: SourceLine) -> str:
    return f"{line.marker} {line.text}".strip()


def _words(line: SourceLine) -> str:
    """What running heads have in common: the words, whatever the number."""
    return re.sub(r"\d+", "#", line.text.strip().lower())


def _short_groups(filled: Sequence[SourceLine]) -> Iterator[tuple[int, int]]:
    """Runs of a few short lines that may be a page's foot and the next one's head."""
    for start in range(1, len(filled)):
        for end in range(start + 1, min(start + _MOST, len(filled)) + 1):
            if len(_whole(filled[end - 1])) > _LONGEST:
                break
            yield start, end


def _is_margin(
    group: Sequence[SourceLine],
    before: SourceLine,
    after: SourceLine | None,
    seen: Mapping[str, int],
    *,
    alone: bool,
) -> bool:
    """Whether lines between two others are a page's end; `alone`: the first is between blank lines."""
    numbered = [_NUMBER.search(_whole(line)) is not None for line in group]
    ends_page = after is not None and before.page != after.page
    if numbered == [True]:
        return alone or ends_page
    if any(has_small_words(line.text) and not n for line, n in zip(group, numbered, strict=True)):
        return False
    known = all(n or seen[_words(line)] > 1 for line, n in zip(group, numbered, strict=True))
    if ends_page and known:
        return True
    broken = len(before.text) > 30 and not ends_sentence(before.text) and after is not None
    if not broken or after is None or not continues_sentence(after.text):
        return False
    return not any(continues_sentence(_whole(line)) for line in group) and (
        known or (any(numbered) and len(group) < _MOST)
    )
