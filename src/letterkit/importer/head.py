"""The head of a letter: letterhead, date, inside addresses, delivery and reference lines, headline."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from letterkit.importer import addresses, fax, names, release, words
from letterkit.importer.copies import read_copies
from letterkit.importer.dates import date_line, month_line
from letterkit.importer.document import FoundDocument
from letterkit.importer.entries import ParagraphEntry, groups, is_prose, is_sentence, take_all
from letterkit.importer.headline import find_headline, take_headline
from letterkit.importer.memo import read_memo
from letterkit.importer.parts import Role

_INTRODUCES = re.compile(r"(?:text|letter)\b.*:$")
_WORD = re.compile(r"[\w'’-]{3,}")
# What a salutation says besides a name.
_CALLED = ("dear", "and", "the", "mr", "mrs", "secretary", "minister", "president")


def head_start(entries: Sequence[ParagraphEntry], salutation: int) -> int:
    """Where a letter's head begins inside another document.

    Going up from the salutation, as long as lines belong to a head.
    """
    at = salutation
    for i in range(salutation - 1, -1, -1):
        entry = entries[i]
        if entry.role is Role.CHROME:
            continue
        if not _belongs(entry):
            break
        at = i
    return at


def _belongs(entry: ParagraphEntry) -> bool:
    """Whether a paragraph can be of a letter's head, and not of the text around the letter."""
    text = entry.text
    if not entry.free or is_prose(text) or not addresses.is_address_line(entry):
        return False
    return not release.dateline(text) and not _INTRODUCES.search(text) and _is_head_line(text)


def _is_head_line(text: str) -> bool:
    if date_line(text) or words.REFERENCE.match(text) or words.DELIVERY.match(text):
        return True
    return addresses.sort_of(text) != "other" or len(text.split()) <= 4


def read_head(found: FoundDocument, start: int) -> None:
    """Read what stands above entry `start`, the salutation or where the body begins."""
    head = [_unmarked(entry) for entry in found.entries[:start] if entry.free]
    head = read_memo(found, head)
    for entry in head:
        _read_head_line(found, entry)
    for i, entry in enumerate(found.entries[:start]):
        if entry.free and (match := words.COPY.match(entry.text)):
            read_copies(found, i, match.end())
    _continue_reference(found, head)
    _read_blocks(found, head)
    if not found.subject:
        _read_bare_reference(found, head)
    _leave([entry for entry in head if entry.free])


def read_reference_below(found: FoundDocument, first: int) -> None:
    """The reference line stands below the salutation in British letters: at entry `first`."""
    for entry in found.entries[first : first + 2]:
        if entry.free and (match := words.REFERENCE.match(entry.text)) and len(entry.text) < 250:
            _refer(found, entry, match.end())
            return
        if entry.free and is_prose(entry.text):
            return


def _unmarked(entry: ParagraphEntry) -> ParagraphEntry:
    """A line of the head that begins like a list item: '7. juni-plassen 1'."""
    one = entry.paragraph
    if one.marker:
        entry.paragraph = replace(one, text=f"{one.marker} {one.text}", marker="")
    return entry


def _read_head_line(found: FoundDocument, entry: ParagraphEntry) -> None:
    """A line above the salutation that says itself what it is."""
    if iso := date_line(entry.text):
        entry.take(Role.DATE, 0.95)
        found.date = iso if found.date is None or len(found.date) < len(iso) else found.date
    elif month := month_line(entry.text):
        entry.take(Role.DATE, 0.7)
        found.date = found.date or month
    elif match := words.REFERENCE.match(entry.text):
        _refer(found, entry, match.end())
    elif release.is_label(entry.text):
        entry.take(Role.CHROME, 0.6)


def _leave(left: Sequence[ParagraphEntry]) -> None:
    """What nobody has taken of a head: short lines are furniture, the rest is unplaced."""
    for entry in left:
        if len(entry.text) < 140 and not is_sentence(entry.text):
            entry.take(Role.CHROME, 0.5)
        else:
            entry.take(Role.UNPLACED, 0.3)


# The reference line


def _refer(found: FoundDocument, entry: ParagraphEntry, end: int) -> None:
    entry.take(Role.REFERENCE, 0.95)
    found.subject = entry.text[end:].strip()


def _continue_reference(found: FoundDocument, head: Sequence[ParagraphEntry]) -> None:
    """A reference line that goes on in the next line."""
    for before, entry in itertools.pairwise(head):
        if (
            before.role is Role.REFERENCE
            and entry.free
            and not entry.paragraph.blank_before
            and len(entry.text) < 120
        ):
            entry.take(Role.REFERENCE, 0.8)
            found.subject += f" {entry.text}"


def _read_bare_reference(found: FoundDocument, head: Sequence[ParagraphEntry]) -> None:
    """A line of its own between the address and the salutation says what the letter is about."""
    if not head or not head[-1].free or not found.addressees:
        return
    line = head[-1]
    if (
        line.paragraph.blank_before
        and 4 <= len(line.text.split()) <= 30
        and addresses.sort_of(line.text) in ("other", "body")
    ):
        line.take(Role.REFERENCE, 0.6)
        found.subject = line.text


# Letterhead, headline and inside addresses


def _read_blocks(found: FoundDocument, head: Sequence[ParagraphEntry]) -> None:
    """Letterhead, headline and inside addresses among the groups above the salutation."""
    free = [entry for entry in head if entry.free]
    headline = find_headline(free)
    wanted = _inside_addresses(found, free, headline)
    if headline is not None and not any(headline in block for block in wanted):
        take_headline(found, free, headline)
    found.addressees = list(addresses.shared_faxes(addresses.read(wanted)))


def _inside_addresses(
    found: FoundDocument, free: Sequence[ParagraphEntry], headline: ParagraphEntry | None
) -> list[list[ParagraphEntry]]:
    """The blocks of lines that are inside addresses; those of the senders are taken as letterhead."""
    blocks = _address_blocks(free)
    lowest = blocks[-1][0].paragraph.first if blocks else 0
    wanted: list[list[ParagraphEntry]] = []
    for block in blocks:
        lines = [entry for entry in block if entry is not headline]
        if not lines:
            continue
        signed = _names_signatory(found, lines)
        if _addressed(found, lines, lowest, signed) >= 0.4:
            wanted.append(lines)
        elif signed or _is_letterhead(lines):
            take_all(lines, Role.LETTERHEAD, 0.7)
    return wanted


def _names_signatory(found: FoundDocument, lines: Sequence[ParagraphEntry]) -> bool:
    """Whether a line is the name of an organisation that signs."""
    signing = {one.organisation.lower() for one in found.signatories if one.organisation}
    return any(entry.text.strip(" .,").lower() in signing for entry in lines)


def _addressed(found: FoundDocument, lines: Sequence[ParagraphEntry], lowest: int, signed: bool) -> float:
    """How much a block is an inside address, and not the senders' own.

    `lowest` is the line at which the last block of the head begins; `signed` says whether a line names
    an organisation that signs.
    """
    score = addresses.is_address(lines) + 0.3 * _is_called(lines, found.salutation)
    above = _stands_above_date(found, lines, lowest)
    honoured = any(names.split_honorific(entry.text)[0] for entry in lines)
    return score - (0.6 * signed + 0.25 * (above and not honoured))


def _stands_above_date(found: FoundDocument, lines: Sequence[ParagraphEntry], lowest: int) -> bool:
    """Whether a block stands above the date, and another below it, as a letterhead does."""
    dated = next((entry for entry in found.entries if entry.role is Role.DATE), None)
    return dated is not None and lowest > dated.paragraph.first > lines[0].paragraph.first


def _is_called(lines: Sequence[ParagraphEntry], salutation: str) -> bool:
    """Whether the salutation calls somebody whom the lines name."""
    called = {word for word in _WORD.findall(salutation.lower()) if word not in _CALLED}
    return any(called & set(_WORD.findall(entry.text.lower())) for entry in lines)


def _is_letterhead(lines: Sequence[ParagraphEntry]) -> bool:
    sorts = [addresses.sort_of(entry.text) for entry in lines]
    return "contact" in sorts or "fax" in sorts or ("postal" in sorts and "body" in sorts)


def _address_blocks(free: Sequence[ParagraphEntry]) -> list[list[ParagraphEntry]]:
    """The groups of lines that can be addresses; those that belong together as one block."""
    joined: list[list[ParagraphEntry]] = []
    for block in groups(free):
        if not all(map(addresses.is_address_line, block)):
            continue
        if joined and _is_one_address(joined[-1], block):
            joined[-1].extend(block)
        else:
            joined.append(block)
    return joined


def _is_one_address(above: Sequence[ParagraphEntry], block: Sequence[ParagraphEntry]) -> bool:
    """A name alone above its address, or a fax line of its own, with the block it belongs to."""
    upper = [addresses.sort_of(entry.text) for entry in above]
    lower = [addresses.sort_of(entry.text) for entry in block]
    if _is_name_alone(upper) and lower[0] in ("title", "body", "postal"):
        return True
    if _says_how(upper):
        return True
    has_fax = any(fax.is_fax_line(entry.text) for entry in above)
    return _says_how(lower) and "postal" in upper and not has_fax


def _says_how(sorts: Sequence[str]) -> bool:
    """Whether lines say by which way a letter goes, and nothing else."""
    return all(sort in ("fax", "delivery") for sort in sorts)


def _is_name_alone(sorts: Sequence[str]) -> bool:
    return len(sorts) <= 2 and sorts[0] == "person" and "postal" not in sorts and "body" not in sorts
