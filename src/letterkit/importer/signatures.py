"""Signature blocks: lines → organisations, persons and their titles.

A signatory is one line or several, in any order: the kind of each line is told by its words, and where
two readings are possible, by what the block's other lines are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from letterkit.importer import names, words
from letterkit.importer.entries import ParagraphEntry, groups, is_prose
from letterkit.importer.parts import FoundSignatory
from letterkit.importer.signature_lines import LineKind, fields, is_table_head, kind_of, without_mark
from letterkit.importer.signature_lists import is_list, listed
from letterkit.importer.signers import Line, SignatoryFields, of_line, of_lines, one_each

_RULE = re.compile(r"^[\s_\-–—=*.#~]+$")
_OF_ORGANISATIONS = re.compile(r"organi[sz]|group|ngo", re.IGNORECASE)


def is_heading(text: str) -> bool:
    """Whether a line only says that signatures follow, or of what sort."""
    plain = text.strip().strip("*#_ ")
    return any(
        pattern.fullmatch(plain)
        for pattern in (
            words.SIGNATORIES_HEADING,
            words.INDIVIDUALS_HEADING,
            words.ORGANISATIONS_HEADING,
        )
    )


def likeness(text: str) -> float:
    """How likely a line stands in a signature block."""
    if is_list(text):
        return 0.8
    if len(text) > 180 or _RULE.match(text) or words.URL.search(text) or not any(map(_begins_name, text)):
        return 0.0
    if is_heading(text):
        return 0.9
    return max(names.person(fields(text)[0]), names.organisation(text), names.title(text))


def _begins_name(character: str) -> bool:
    """Whether it is a capital, or a letter of a script that has none."""
    return character.isalpha() and not character.islower()


def read(entries: Sequence[ParagraphEntry]) -> list[FoundSignatory]:
    """The signatories that a block's lines name, in order."""
    usual = _usual(entries)
    runs = (_signers(lines, announced or usual) for lines, announced in _runs(entries))
    found = [signer.signatory() for signers in runs for signer in signers]
    return [one for one in found if one.organisation or one.person]


def in_prose(text: str, first: int, last: int) -> list[FoundSignatory]:
    """The signatories of a list in running text: 'A, B, Inc., the C and D'."""
    return [
        FoundSignatory(organisation=name, first=first, last=last, confidence=0.85)
        if names.person(name) < 0.9
        else FoundSignatory(person=name, first=first, last=last, confidence=0.6)
        for name in listed(text)
    ]


def _runs(entries: Sequence[ParagraphEntry]) -> Iterator[tuple[list[ParagraphEntry], LineKind | None]]:
    """Lines without a blank line or a heading between them, and what a heading above them announced."""
    announced: LineKind | None = None
    for group in groups(entries):
        lines: list[ParagraphEntry] = []
        for entry in group:
            plain = entry.text.strip("*#_| ")
            if _names_nobody(entry.text, plain):
                continue
            if is_heading(plain):
                yield lines, announced
                lines, announced = [], _announced(plain)
            else:
                lines.append(entry)
        yield lines, announced


def _names_nobody(text: str, plain: str) -> bool:
    """Whether a line is a rule, a table's head, a remark or running text. `plain` is without marks."""
    if is_table_head(plain) or _RULE.match(text) or not any(map(_begins_name, text)):
        return True
    return _is_remark(text) or (is_prose(text) and not is_list(text))


def _is_remark(text: str) -> bool:
    """Whether a line is a short sentence, such as that affiliations are given for identification."""
    tokens = text.split()
    small = sum(token[0].islower() for token in tokens)
    return len(tokens) >= 4 and text.endswith(".") and small >= 0.6 * len(tokens)


def _announced(heading: str) -> LineKind | None:
    """What the lines below a heading name, where it says that."""
    if words.INDIVIDUALS_HEADING.fullmatch(heading):
        return "person"
    if words.ORGANISATIONS_HEADING.fullmatch(heading) or _OF_ORGANISATIONS.search(heading):
        return "organisation"
    return None


def _usual(entries: Sequence[ParagraphEntry]) -> LineKind | None:
    """What a line of this block is where it could be a person or an organisation."""
    lines = list(_alike(entries))
    single = [line for line in lines if len(fields(line)) == 1]
    if any(names.title(line) >= 0.8 for line in single):
        return None
    people = sum(map(_names_person, lines))
    bodies = sum(names.organisation(line) >= 0.65 for line in single)
    if bodies == people:
        return None
    return "organisation" if bodies > people else "person"


def _alike(entries: Sequence[ParagraphEntry]) -> Iterator[str]:
    """The lines that are no fields of one signatory, being alone or too many together."""
    for group in groups(entries):
        if len(group) == 1 or len(group) > 4:
            yield from (e.text for e in group if not is_heading(e.text) and not is_prose(e.text))


def _names_person(line: str) -> bool:
    if len(fields(line)) == 1:
        return names.person(line) >= 0.7
    return kind_of(line, None) in ("full", "person")


def _signers(entries: Sequence[ParagraphEntry], usual: LineKind | None) -> list[SignatoryFields]:
    """The signatories of lines without a blank line or a heading between them."""
    lines = _lines(entries)
    if len(lines) == 1 and len(lines[0][1]) > 1:
        return [of_line(*lines[0], usual)]
    kinds = [kind_of(text, usual) for _, text in lines]
    if one_each(lines, kinds):
        return [of_line(entry, text, usual) for entry, text in lines]
    return of_lines(lines, kinds, usual)


def _lines(entries: Sequence[ParagraphEntry]) -> list[Line]:
    """Line by line; a list in one line is as many lines."""
    if sum(entry.text.endswith(";") for entry in entries) > 1:
        whole = " ".join(entry.text for entry in entries)
        return [(entries[0], piece.strip(" .")) for piece in whole.split(";") if piece.strip(" .")]
    return [(entry, name) for entry in entries for name in _names_on(entry.text)]


def _names_on(text: str) -> list[str]:
    """The names on a line, of which there may be several."""
    text = without_mark(text).strip()
    heading = words.SIGNATORIES_HEADING.match(text)
    if heading and text[: heading.end()].rstrip().endswith((":", "：")):
        text = text[heading.end() :].strip()
    if not text:
        return []
    return listed(text) if is_list(text) else [text]
