"""The close of a letter, and where its signatures begin and end.

A close is known by its words, and counts where signatures follow it. Without one, the longest run of
lines that read like signatures is taken for them.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from itertools import islice

from letterkit.importer import names, release, signature_lists, signatures, words
from letterkit.importer.dates import date_line
from letterkit.importer.document import FoundDocument
from letterkit.importer.entries import ParagraphEntry, below, is_note, is_prose, is_sentence
from letterkit.importer.parts import Role, SourceRegion
from letterkit.importer.salutation import find_salutation

_BELOW = (words.COPY, words.COPY_BARE, words.ENCLOSURE, words.POSTSCRIPT)


def is_closing(text: str) -> bool:
    """Whether a line is a complimentary close, perhaps in two languages: 'Sincerely / Atentamente'."""
    plain = text.strip().rstrip(",.!:;，。： ")
    if len(plain) > 90:
        return False
    if " / " in plain:
        return any(is_closing(half) for half in plain.split(" / "))
    if words.CLOSING.fullmatch(plain):
        return not (is_sentence(text) and len(plain.split()) > 5)
    return False


def _is_closing_sentence(text: str) -> bool:
    """Whether a paragraph thanks or takes leave, as the last one above signatures may."""
    if len(text) >= 400 or not text.endswith((".", ",")):
        return False
    return words.CLOSING_SENTENCE.search(text) is not None


def signature_span(entries: Sequence[ParagraphEntry], first: int) -> tuple[int, int]:
    """Where the signatures begin (below the close, where there is one), and where they end.

    `first` is where the body begins: no close stands there.
    """
    closings = [i for i in range(first + 1, len(entries)) if entries[i].free and _closes_at(entries, i)]
    begin = _last_of_first(entries, closings) + 1 if closings else _bare_signatures(entries, first)
    return begin, _signature_end(entries, begin)


def _last_of_first(entries: Sequence[ParagraphEntry], closings: Sequence[int]) -> int:
    """The last of the lines that make up the first close: a sentence, and 'Sincerely' below it."""
    at = closings[0]
    for later in closings[1:]:
        if later - at < 4 and not any(is_prose(entry.text) for entry in entries[at + 1 : later]):
            at = later
    return at


def _closes_at(entries: Sequence[ParagraphEntry], i: int) -> bool:
    text = entries[i].text
    after = list(islice((e for e in below(entries, i) if e.role is not Role.CHROME), 3))
    signed = bool(after) and signatures.likeness(after[0].text) >= 0.5 and not _is_body(after[0])
    if is_closing(text):
        return signed or not any(map(_is_body, after))
    return signed and (signatures.is_heading(text) or _is_closing_sentence(text))


def _is_body(entry: ParagraphEntry) -> bool:
    return is_prose(entry.text) and not signature_lists.is_list(entry.text)


# Signatures without a close


def _bare_signatures(entries: Sequence[ParagraphEntry], first: int) -> int:
    """Signatures without a close: the longest run of lines that read like them, after the last prose."""
    best, best_score = len(entries), 0.0
    i = first
    while i < len(entries):
        if not _may_sign(entries, i):
            i += 1
            continue
        end = _run_end(entries, i)
        score = _run_score([entry for entry in entries[i:end] if entry.free])
        if score > best_score:
            best, best_score = i, score
        i = end
    return best


def _run_end(entries: Sequence[ParagraphEntry], begin: int) -> int:
    """Where a run of lines that may be signatures ends; a line of furniture does not break it."""
    for i in range(begin, len(entries)):
        bridged = entries[i].role is Role.CHROME and i + 1 < len(entries) and _may_sign(entries, i + 1)
        if not bridged and not _may_sign(entries, i):
            return i
    return len(entries)


def _run_score(run: Sequence[ParagraphEntry]) -> float:
    """How much a run of lines reads like signatures; 0 where it cannot be them."""
    if len(run) == 1 and not signature_lists.is_list(run[0].text):
        return 0.0
    score = sum(signatures.likeness(entry.text) for entry in run)
    # Asks have marks more often than signatures have.
    least = 0.75 if any(entry.paragraph.marker for entry in run) else 0.55
    return score if score >= least * len(run) else 0.0


def _may_sign(entries: Sequence[ParagraphEntry], i: int) -> bool:
    if not entries[i].free or _is_other(entries[i]) or _is_heading_between(entries, i):
        return False
    return signatures.likeness(entries[i].text) >= 0.35


def _is_other(entry: ParagraphEntry) -> bool:
    """Whether a line is surely something else than a signature."""
    text = entry.text
    if (entry.paragraph.heading or text.endswith((":", "?"))) and not signatures.is_heading(text):
        return True
    if _is_body(entry) or is_note(text) or date_line(text):
        return True
    return bool(words.COPY.match(text) or words.URL.search(text) or release.closes(entry))


def _is_heading_between(entries: Sequence[ParagraphEntry], i: int) -> bool:
    """Whether a line is a heading between two paragraphs."""
    if i == 0 or not is_prose(entries[i - 1].text):
        return False
    after = next((entry for entry in below(entries, i) if entry.free), None)
    if after is None or not _is_body(after):
        return False
    return not is_sentence(entries[i].text) and names.title(entries[i].text) < 0.8


# Where signatures end


def _signature_end(entries: Sequence[ParagraphEntry], begin: int) -> int:
    """Where signatures give way to copies, notes, furniture or prose."""
    end = begin
    misses = 0
    for i in range(begin, len(entries)):
        entry = entries[i]
        if entry.role is Role.CHROME:
            if end > begin and _breaks_off(entries, i):
                break
            continue
        if _ends_signatures(entry):
            break
        if signatures.likeness(entry.text) >= 0.3:
            end, misses = i + 1, 0
            continue
        misses += 1
        if misses > 2 or (entry.paragraph.blank_before >= 2 and end > begin):
            break
    return end


def _breaks_off(entries: Sequence[ParagraphEntry], i: int) -> bool:
    """Whether signatures end at a line of furniture: no page's foot, and no heading of more below it."""
    if entries[i].paragraph.region is SourceRegion.MARGIN:
        return False
    return not any(signatures.is_heading(entry.text) for entry in entries[i + 1 : i + 3] if entry.free)


def _ends_signatures(entry: ParagraphEntry) -> bool:
    text = entry.text
    if not entry.free or any(pattern.match(text) for pattern in _BELOW):
        return True
    if _is_body(entry) or is_note(text) or release.closes(entry):
        return True
    return date_line(text) is not None and not _names_person(text)


def _names_person(text: str) -> bool:
    """Whether a line begins with a person's name."""
    return names.person(text.split(",", maxsplit=1)[0]) >= 0.7


# The words of the close


def read_closing(found: FoundDocument, first: int, begin: int) -> None:
    """Take the close: the line above the signatures, and perhaps the one above that.

    `first` is where the body begins, `begin` where the signatures do.
    """
    _read_inner_closing(found, first)
    for entry in reversed(found.entries[first:begin]):
        if not entry.free:
            continue
        if _heads_signatures(entry.text):
            entry.take(Role.SIGNATURE, 0.8)
            continue
        if is_closing(entry.text) or _is_closing_sentence(entry.text):
            entry.take(Role.CLOSING, 0.95)
            found.closing = found.closing or entry.text
        return


def _read_inner_closing(found: FoundDocument, first: int) -> None:
    """Where the letter stands there once more in another language, the close of its first text."""
    second = find_salutation(found.entries[first + 1 :])
    if second is None:
        return
    for entry in itertools.islice(found.entries, first, first + 1 + second):
        if entry.free and is_closing(entry.text):
            entry.take(Role.CLOSING, 0.9)
            found.closing = entry.text


def _heads_signatures(text: str) -> bool:
    return signatures.is_heading(text) and not words.CLOSING.fullmatch(text.rstrip(",.: "))
