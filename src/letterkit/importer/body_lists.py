"""How the body of a letter is set: lists with their lead-ins, and headings with paragraphs below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from letterkit.importer import names
from letterkit.importer.asking import is_courtesy
from letterkit.importer.entries import ParagraphEntry, below, is_prose, is_sentence
from letterkit.importer.parts import Role

_TO_THE_READER = re.compile(r"(?:We|Our|Your Excellency|In\s+conclusion|Finally|Nothing|None)\b")


def lists(
    entries: Sequence[ParagraphEntry],
) -> Iterator[tuple[ParagraphEntry | None, list[list[ParagraphEntry]]]]:
    """Runs of marked entries with what stands before them; an item's further paragraphs with the item."""
    i = 0
    while i < len(entries):
        if not entries[i].paragraph.marker or not entries[i].free:
            i += 1
            continue
        start, i = i, i + 1
        while i < len(entries) and _in_list(entries, i, start):
            i += 1
        items = _items(entries[start:i])
        if len(items) > 1 or not names.title(items[0][0].text):
            yield before(entries, entries[start]), items


def _items(entries: Sequence[ParagraphEntry]) -> list[list[ParagraphEntry]]:
    """The items of a list, each with what stands below it."""
    items = [[entries[0]]]
    for entry in entries[1:]:
        if entry.free and entry.paragraph.marker and not _is_sub(entries[0], entry):
            items.append([entry])
        elif entry.free:
            items[-1].append(entry)
    return items


def _is_sub(first: ParagraphEntry, entry: ParagraphEntry) -> bool:
    """Whether an item is below another: deeper, or of letters or bullets below figures."""
    deeper = entry.paragraph.indent > first.paragraph.indent + 1
    return deeper and _mark_kind(entry.paragraph.marker) != _mark_kind(first.paragraph.marker)


def _mark_kind(marker: str) -> str:
    if any(c.isdigit() for c in marker):
        return "figure"
    return "letter" if any(c.isalpha() for c in marker) else marker


def _in_list(entries: Sequence[ParagraphEntry], i: int, start: int) -> bool:
    """Whether an entry goes on with the list that began at `start`."""
    entry, first = entries[i], entries[start]
    if not entry.free:
        return i + 1 < len(entries) and _in_list(entries, i + 1, start)
    deeper = entry.paragraph.indent - first.paragraph.indent
    if entry.paragraph.marker:
        same = _mark_kind(entry.paragraph.marker) == _mark_kind(first.paragraph.marker)
        return same or deeper > 0
    if entry.paragraph.heading:
        return False
    return deeper > 1 or _is_between_figures(entries, i, start)


def _is_between_figures(entries: Sequence[ParagraphEntry], i: int, start: int) -> bool:
    """Whether a paragraph stands between two numbers of one list; it belongs to the first of them."""
    if _mark_kind(entries[start].paragraph.marker) != "figure" or entries[i].text.endswith(":"):
        return False
    ahead = next((e for e in entries[i + 1 : i + 4] if e.paragraph.marker), None)
    return ahead is not None and _figure(ahead) == _figure(_last_marked(entries, i)) + 1


def _last_marked(entries: Sequence[ParagraphEntry], i: int) -> ParagraphEntry:
    return next(entry for entry in reversed(entries[:i]) if entry.paragraph.marker)


def _figure(entry: ParagraphEntry) -> int:
    digits = re.sub(r"\D", "", entry.paragraph.marker)
    return int(digits) if digits else -10


def before(entries: Sequence[ParagraphEntry], entry: ParagraphEntry) -> ParagraphEntry | None:
    """The entry above another, a page's furniture left out."""
    at = next(i for i, other in enumerate(entries) if other is entry)
    return next((entries[i] for i in range(at - 1, -1, -1) if entries[i].role is not Role.CHROME), None)


def has_headings(items: Sequence[Sequence[ParagraphEntry]]) -> bool:
    """Whether the marks of a list are those of headings: '1. Mandate', with paragraphs below."""
    if any(_is_long_or_sentence(item[0].text) for item in items):
        return False
    return all(len(item) > 1 for item in items[:-1]) and len(items) > 1


def _is_long_or_sentence(text: str) -> bool:
    return len(text.split()) > 9 or is_sentence(text) or text.endswith((";", ","))


def sections(entries: Sequence[ParagraphEntry]) -> list[list[ParagraphEntry]]:
    """Headings, each with the paragraphs up to the next; below one that stands above others, if any."""
    below = _below_overall_heading(entries)
    marked = [i for i in range(len(below)) if _is_heading(below, i)]
    ends = [*marked[1:], _section_end(below, marked[-1])] if marked else []
    each = ([e for e in below[i:end] if e.free] for i, end in zip(marked, ends, strict=True))
    return [section for section in each if len(section) > 1]


def _below_overall_heading(entries: Sequence[ParagraphEntry]) -> Sequence[ParagraphEntry]:
    above = next((i for i in range(len(entries)) if _is_above_headings(entries, i)), None)
    return entries if above is None else entries[above + 1 :]


def _is_above_headings(entries: Sequence[ParagraphEntry], i: int) -> bool:
    """Whether an entry is a heading with other headings below it, such as 'What you can do'."""
    entry = entries[i]
    below = next((j for j in range(i + 1, len(entries)) if entries[j].free), None)
    short = len(entry.text.split()) <= 12 and not is_sentence(entry.text) and not entry.paragraph.marker
    return entry.free and short and below is not None and _is_heading(entries, below)


def _section_end(entries: Sequence[ParagraphEntry], start: int) -> int:
    """The last section ends where the letter turns to the reader again."""
    for i in range(start + 2, len(entries)):
        if is_courtesy(entries[i].text) or _TO_THE_READER.match(entries[i].text):
            return i
    return min(len(entries), start + 2)


def _is_heading(entries: Sequence[ParagraphEntry], i: int) -> bool:
    """Whether an entry is a heading in the body: short, no sentence, with text below it."""
    entry, mark = entries[i], entries[i].paragraph.marker
    if not entry.free or i + 1 >= len(entries) or (mark and not any(map(str.isalnum, mark))):
        return False
    if entry.paragraph.heading:
        return True
    after = next((e for e in below(entries, i) if e.free), None)
    return _can_be_heading(entry.text) and after is not None and is_prose(after.text)


def _can_be_heading(text: str) -> bool:
    if len(text) > 90 or len(text.split()) > 12:
        return False
    return not is_sentence(text) and not text.endswith((",", ";"))
