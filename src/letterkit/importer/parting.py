"""Lines that name people and organisations → who they are, their fields parted.

Each word is given a field, as was learned from letters that people have read (`fields.json`): a person,
a title, an organisation, a line of an address, or none; and whether somebody new or a new field begins
with it. How likely the least likely of a party's words is says how sure the reading is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from letterkit.importer.chain import learned
from letterkit.importer.reading import ReadRow, Role, Sure, aside, joined, signs, written
from letterkit.importer.seen_words import NamedWord, NamingLine, words_of

NONE = "X"
"""The label of a word that belongs to no field. The others are a field's letter (person, title,
organisation, address) and what begins with the word: somebody new, a field, nothing (it goes on)."""
_SURE = 0.98  # of what is likelier, few are wrong in letters that nothing was learned from
_LIKELY = 0.975
_WRONG = 6.0  # what it costs that a party has a field twice, or goes on with one that it has not
_DIVIDES = re.compile(r"[,;:，；、\s]*(?:[–—|/·•-]+\s[,;:，；、\s]*)*")  # read from either end
_OPEN, _SHUT = "\x02", "\x03"  # no text of a source has these
_BRACES = str.maketrans(_OPEN + _SHUT, "{}")
_TOGETHER = 400  # lines that are looked at together
_LONGEST = 12_000  # characters of a line: a thousand organisations in running text
_MOST = 3000  # lines whose fields are looked for; no letter has so many


class FoundParty(NamedTuple):
    """Somebody named: the words in their order, each with its field; how likely it is all of them."""

    words: list[tuple[str, NamedWord]]
    probability: float


def party_rows(lines: Sequence[NamingLine], role: Role) -> list[ReadRow]:
    """The rows of lines that name who signs, or to whom a letter goes."""
    if len(lines) > _MOST or any(len(line.text) > _LONGEST for line in lines):
        return [_unparted(line, role) for line in lines]
    rows = []
    for begin in range(0, len(lines), _TOGETHER):
        some = lines[begin : begin + _TOGETHER]
        rows += [_row(party, some, role) for party in parties(some, role)]
    return rows


def _unparted(line: NamingLine, role: Role) -> ReadRow:
    text = f"{line.mark} {written(line.text)} {aside(line.beside)}".strip()
    return ReadRow(role, text, line.number, line.number, Sure.LOOK)


def parties(lines: Sequence[NamingLine], role: Role) -> Iterator[FoundParty]:
    """Who is named, in order."""
    named, seen = words_of(lines, role)
    said = learned("fields.json").read_whole(seen, _after)
    for begin, end in pairwise([*_begins(lines, named, [label for label, _ in said]), len(named)]):
        of_fields = (one.probability for one in said[begin:end] if one.label != NONE)
        words = [(one.label, word) for one, word in zip(said[begin:end], named[begin:end], strict=True)]
        yield FoundParty(words, min(of_fields, default=0.0))


def _begins(lines: Sequence[NamingLine], named: Sequence[NamedWord], labels: Sequence[str]) -> list[int]:
    """Where somebody new begins: with words of no field that stand before the name in its line. Nobody
    begins within brackets that the line above has opened.
    """
    found: list[int] = []
    for i, label in enumerate(labels):
        if label[1:] == "N" and not _is_within_brackets(lines, named[i]):
            begin = i
            while begin and labels[begin - 1] == NONE and named[begin - 1].line == named[i].line:
                begin -= 1
            found.append(begin)
    if found and set(labels[: found[0]]) <= {NONE}:
        return [0, *found[1:]]
    return [0, *found] if named else []


def _is_within_brackets(lines: Sequence[NamingLine], word: NamedWord) -> bool:
    """Whether a word begins its line, and the one above has opened brackets that it has not closed."""
    above = lines[word.line - 1].text if word.line and not word.begin else ""
    return above.count("(") > above.count(")")


def with_names_in_braces(text: str) -> tuple[str, Sure]:
    """A sentence that says who signed, with their names in braces (see `reading.named_within`)."""
    line = NamingLine(text, 1, apart=True)
    found = list(parties([line], Role.SIGNED)) if len(text) <= _LONGEST else []
    for party in reversed(found):
        named = next((run for label, run in _runs(party) if label != NONE), None)
        said = text[named[0].begin : named[-1].end] if named else ""
        if named and any(map(str.isalnum, said)):
            at_end = named[-1].end == len(text)  # of the sentence, whose full stop is not the name's
            name = _bare(said.rstrip(".") if at_end else said, 0, begins=True, ends=True)
            begin = text.index(name, named[0].begin)
            text = f"{text[:begin]}{_OPEN}{name}{_SHUT}{text[begin + len(name) :]}"
    sure = _sure(min((party.probability for party in found), default=0.0))
    return written(text).translate(_BRACES), sure


# The labels


@cache
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
    fields = _fields(party, lines, role)
    places = sorted({word.line for _, word in party.words})
    person, title, organisation, *address = (_written(parts) for parts in fields)
    beside = " ".join(aside(lines[i].beside) for i in places if lines[i].beside)
    if role is Role.SIGNS:
        text = signs(person, title, " ".join(filter(None, (organisation, *address))), beside)
    else:
        text = joined((person, title, organisation, *address))
    begins = party.words[0][1].begin == 0
    text = f"{lines[places[0]].mark if begins else ''} {text}".strip()
    numbers = [lines[i].number for i in places]
    return ReadRow(role, text, min(numbers), max(numbers), _sure(party.probability))


def _sure(probability: float) -> Sure:
    return Sure.SURE if probability > _SURE else Sure.LIKELY if probability > _LIKELY else Sure.LOOK


class _FieldPart(NamedTuple):
    """Words as they stand: of a field, or of none; whether their line ends with them."""

    text: str
    beside: bool
    ends: bool = False


def _fields(party: FoundParty, lines: Sequence[NamingLine], role: Role) -> list[list[_FieldPart]]:
    """The parts of person, title, organisation and lines of the address; what belongs to none of them
    stands in the field before it: a `{To:}` before all of them, a `{for the}` before who signs.
    """
    fields: list[list[_FieldPart]] = [[], [], []]
    first = next((label[0] for label, _ in party.words if label != NONE), "O")
    at = "PTO".find(first) if role is Role.SIGNS else 0
    for i, (label, run) in enumerate(_runs(party)):
        line, begin, end = lines[run[0].line], run[0].begin, run[-1].end
        if label != NONE:
            at = "PTO".find(label[0])
            if at < 0 and (label[1] != "C" or len(fields) < 4):
                fields.append([])
        if i and line.mark and begin == 0:
            fields[at].append(_FieldPart(line.mark, True))
        fields[at].append(_FieldPart(line.text[begin:end], label == NONE, end == len(line.text)))
    return fields


def _runs(party: FoundParty) -> Iterator[tuple[str, list[NamedWord]]]:
    """The words that stand together in one line and field, with the label of the first."""
    begins = [0]
    for i, ((before, above), (label, word)) in enumerate(pairwise(party.words), 1):
        if above.line != word.line or before[0] != label[0] or label[1:] not in ("C", ""):
            begins.append(i)
    for begin, end in pairwise([*begins, len(party.words)]):
        yield party.words[begin][0], [word for _, word in party.words[begin:end]]


def _written(parts: Sequence[_FieldPart]) -> str:
    """A field's text: what belongs to no field in braces, as what divides it from others."""
    texts = [i for i, part in enumerate(parts) if not part.beside]
    whole = " ".join(parts[i].text for i in texts)
    less = whole.count("(") - whole.count(")")
    found = []
    for i, (text, beside, ends) in enumerate(parts):
        bare = "" if beside else _bare(text, less, begins=i == texts[0], ends=i == texts[-1])
        at = text.index(bare)
        before, behind = text[:at], text[at + len(bare) :]
        found += [aside(_divider(before)), written(bare), aside(_divider(behind, ends=ends))]
    return " ".join(filter(None, found))


def _divider(text: str, *, ends: bool = False) -> str:
    """What is worth keeping of the marks and words between fields: a comma only at the end of a line."""
    if any(map(str.isalnum, text)):
        return text.strip(" ,;")
    return text.strip(" ;()" if ends else " ,;()")


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
    whole = begins and ends and bare[0] == "(" and bare.find(")") == len(bare) - 1
    opened = whole or (begins and less > 0 and bare[0] == "(")
    closed = whole or (ends and less < 0 and bare[-1] == ")")
    return bare[opened : len(bare) - closed]
