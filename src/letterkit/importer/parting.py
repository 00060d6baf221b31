"""Lines that name people and organisations → who they are, their fields parted.

Each word is given a field, as was learned from letters that people have read (`fields.json`): a person,
a title, an organisation, a line of an address, or none; and whether somebody new or a new field begins
with it. How likely the least likely of a party's words is says how sure the reading is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from letterkit.importer.chain import learned
from letterkit.importer.reading import ReadRow, Role, Sure, aside, joined, signs, written
from letterkit.importer.seen_words import NamedWord, NamingLine, words_of

NONE = "X"
"""The label of a word that belongs to no field. The others are a field's letter (person, title,
organisation, address) and what begins with the word: somebody new, a field, nothing (it goes on)."""
_SURE = 0.95  # of what is likelier, 1 of 20 is wrong in letters that nothing was learned from
_LIKELY = 0.8
_WRONG = 6.0  # what it costs that a party has a field twice, or goes on with one that it has not
_DIVIDES = re.compile(r"[,;:，；、\s]*(?:[–—|/·•-]+\s[,;:，；、\s]*)*")  # read from either end
_TOGETHER = 400  # lines that are looked at together
_LONGEST = 12_000  # characters of a line: a thousand organisations in running text
_MOST = 3000  # lines whose fields are looked for; no letter has so many


class FoundParty(Struct):
    """Somebody named: the words in their order, each with its field; how likely it is all of them."""

    words: list[tuple[str, NamedWord]]
    probability: float = 1.0


def party_rows(lines: Sequence[NamingLine], role: Role) -> list[ReadRow]:
    """The rows of lines that name who signs, or to whom a letter goes."""
    if len(lines) > _MOST or any(len(line.text) > _LONGEST for line in lines):
        texts = (f"{line.mark} {written(line.text)} {aside(line.beside)}".strip() for line in lines)
        return [
            ReadRow(role, text, line.first, line.last, Sure.LOOK)
            for text, line in zip(texts, lines, strict=True)
        ]
    rows = []
    for begin in range(0, len(lines), _TOGETHER):
        some = lines[begin : begin + _TOGETHER]
        rows += [_row(party, some, role) for party in parties(some, role)]
    return rows


def parties(lines: Sequence[NamingLine], role: Role) -> list[FoundParty]:
    """Who is named, in order."""
    named, seen = words_of(lines, role)
    if not named:
        return []
    found: list[FoundParty] = []
    beside: list[NamedWord] = []  # of no field, and no word of a field before them in their line
    for word, (label, probability) in zip(
        named, learned("fields.json").read_whole(seen, _after), strict=True
    ):
        if label == NONE and (not found or beside or found[-1].words[-1][1].line != word.line):
            beside.append(word)
            continue
        if label[1:] == "N" or not found:
            here = [each for each in beside if each.line == word.line or not found]
            if found:
                found[-1].words += [(NONE, each) for each in beside if each not in here]
                found[-1].probability = min(found[-1].probability, probability)
            found.append(FoundParty([]))
            beside = here
        found[-1].words += [*((NONE, each) for each in beside), (label, word)]
        found[-1].probability = min(found[-1].probability, probability)
        beside = []
    if beside:
        found = found or [FoundParty([], 0.0)]
        found[-1].words += [(NONE, each) for each in beside]
    return found


# The labels


def _after(before: str, label: str) -> tuple[str, float]:
    """The fields of a party behind a word, the last one last; what it costs where no party is so."""
    if label == NONE:
        return before, 0.0
    field, begins = label[0], label[1]
    if begins == "N":
        return field, 0.0
    wrong = not before or before[-1] != field
    if begins == "B":
        wrong = not before or (field in before and field != "A") or (before[-1] == "A" != field)
    return "".join(sorted(set(before) - {field})) + field, _WRONG * wrong


# The rows


def _row(party: FoundParty, lines: Sequence[NamingLine], role: Role) -> ReadRow:
    fields = _fields(party, lines)
    places = sorted({word.line for _, word in party.words})
    person, title, organisation, *address = (_written(parts) for parts in fields)
    beside = " ".join(aside(lines[i].beside) for i in places if lines[i].beside)
    if role is Role.SIGNS:
        text = signs(person, title, " ".join(filter(None, (organisation, *address))), beside)
    else:
        text = joined((person, title, organisation, *address))
    begins = party.words[0][1].begin == 0
    text = f"{lines[places[0]].mark if begins else ''} {text}".strip()
    first, last = min(lines[i].first for i in places), max(lines[i].last for i in places)
    return ReadRow(role, text, first, last, _sure(party.probability))


def _sure(probability: float) -> Sure:
    return Sure.SURE if probability > _SURE else Sure.LIKELY if probability > _LIKELY else Sure.LOOK


class _FieldPart(NamedTuple):
    """Words as they stand: of a field, or of none; whether their line ends with them."""

    text: str
    beside: bool
    ends: bool = False


def _fields(party: FoundParty, lines: Sequence[NamingLine]) -> list[list[_FieldPart]]:
    """The parts of person, title, organisation and lines of the address; what belongs to none of them
    stands in the field before it.
    """
    fields: list[list[_FieldPart]] = [[], [], []]
    said = next((label for label, _ in party.words if label != NONE), "O")
    at = "PTO".find(said[0])
    held: list[_FieldPart] = []
    for i, (label, run) in enumerate(_runs(party)):
        line = lines[run[0].line]
        text = line.text[run[0].begin : run[-1].end]
        ends = run[-1].end == len(line.text)
        if i and line.mark and run[0].begin == 0:
            held.append(_FieldPart(line.mark, True))
        if label == NONE:
            held.append(_FieldPart(text, True, ends))
        else:
            at = "PTO".find(label[0])
            if at < 0 and (label[1] != "C" or len(fields) < 4):
                fields.append([])
            fields[at] += [*held, _FieldPart(text, False, ends)]
            held = []
            continue
        if i:
            fields[at] += held
            held = []
    fields[max(at, 0)] += held
    return fields


def _runs(party: FoundParty) -> Iterator[tuple[str, list[NamedWord]]]:
    """The words that stand together in one line and field, with the label of the first."""
    run: list[NamedWord] = []
    first = ""
    for label, word in party.words:
        goes_on = run and run[-1].line == word.line and label[0] == first[0] and label[1:] in ("C", "")
        if run and not goes_on:
            yield first, run
            run = []
        first = first if run else label
        run.append(word)
    if run:
        yield first, run


def _written(parts: Sequence[_FieldPart]) -> str:
    """A field's text: what belongs to no field in braces, as what divides it from others."""
    texts = [i for i, part in enumerate(parts) if not part.beside]
    whole = " ".join(parts[i].text for i in texts)
    less = whole.count("(") - whole.count(")")
    found = []
    for i, (text, beside, ends) in enumerate(parts):
        bare = "" if beside else _bare(text, less, begins=i == texts[0], ends=i == texts[-1])
        at = text.index(bare)
        found += [
            aside(_divider(text[:at])),
            written(bare),
            aside(_divider(text[at + len(bare) :], ends=ends)),
        ]
    return " ".join(filter(None, found))


def _divider(text: str, *, ends: bool = False) -> str:
    """What is worth keeping of the marks and words between fields: a comma only at the end of a line."""
    if any(map(str.isalnum, text)):
        return text.strip(" ,")
    return text.strip(" ()" if ends else " ,()")


def _undivided(text: str) -> str:
    """A text without the marks before it that part it from what stands there."""
    divides = _DIVIDES.match(text)
    return text[divides.end() :] if divides else text


def _bare(text: str, less: int, *, begins: bool, ends: bool) -> str:
    """A field's words without what divides them from others. `less`: how many more brackets are opened
    in the field than closed.
    """
    if not any(map(str.isalnum, text)):
        return text
    bare = _undivided(text) if begins else text
    bare = _undivided(bare[::-1])[::-1] if ends else bare
    if begins and ends and bare[:1] == "(" and bare.find(")") == len(bare) - 1:
        return bare[1:-1]
    if begins and less > 0 and bare[:1] == "(":
        return bare[1:]
    return bare[:-1] if ends and less < 0 and bare[-1:] == ")" else bare
