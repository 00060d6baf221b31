"""Learn how lines that name somebody are parted: letters with true readings → `importer/fields.json`.

    python scripts/learn_fields.py FOLDER…            # learns the weights further
    python scripts/learn_fields.py --check FOLDER…    # how many words are wrong in letters left out

A folder holds letters, and beside each its true reading, as `letterkit import` writes it and a person has
put it right: NAME.txt and NAME.true.txt. The letters of `tests/importer`, and the forms of its
`named.yaml`, are always among them. What else the weights were learned from is told in `learn_roles`;
the first of them from blocks besides that were invented of the people and bodies in those letters.
Needs `pip install letterkit[learn]`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from pathlib import Path
from typing import NamedTuple

import yaml

from labelled import (
    OWN,
    OWN_TIMES,
    learn,
    learn_or_check,
    left_out,
    letters,
    rare_words,
    read_with_truth,
)
from letterkit.importer.chain import Chain
from letterkit.importer.naming_lines import naming_lines
from letterkit.importer.paragraphs import paragraphs
from letterkit.importer.parting import NONE
from letterkit.importer.parts import SourceText
from letterkit.importer.readers.text import read_text
from letterkit.importer.reading import ReadRow, Role
from letterkit.importer.seen_words import TOLD, WORD, NamingLine, words_of
from letterkit.importer.shapes import shape_of
from letterkit.importer.word_classes import tokens
from weights import Row

WEIGHTS = "fields.json"
LEAST = 0.02  # weight that is kept
PULL = 250.0  # of the weights that the package has; see `weights`
TOLD_TIMES = 5  # sentences that say who signed are learned from as often: they are few
_FORM = "named "  # what a block of `named.yaml` is called, before its number
_PIECE = re.compile(r"(?P<escaped>\\[{};\\])|(?P<aside>\{(?:[^{}\\]|\\.)*\})|(?P<end>(?<!\S);(?!\S))")


class Block(NamedTuple):
    """Lines of one letter that stand together, and the true label of each word."""

    letter: str
    role: Role
    lines: list[NamingLine]
    labels: list[str]


def blocks_of(letter: Path, reading: Path) -> Iterator[Block]:
    """The blocks of a letter that name addressees or signatories."""
    source, true = read_with_truth(letter, reading)
    run: list[ReadRow] = []
    for row in (*true.rows, None):
        if run and (row is None or row.role is not run[0].role):
            yield from _block(str(reading), source, run)
            run = []
        if row is not None and row.role in (Role.TO, Role.SIGNS):
            run.append(row)
        elif row is not None and row.role is Role.SIGNED:
            yield _sentence(str(reading), row)


def _sentence(letter: str, row: ReadRow) -> Block:
    """A sentence that says who signed: the names that stand in braces are a person's or a body's, by
    their shape.
    """
    parts = re.split(r"(?<!\\)\{((?:[^{}\\]|\\.)*)\}", " ".join(row.text.split()))
    plain = [re.sub(r"\\([{};\\])", r"\1", part) for part in parts]  # every second one is a name
    ends = list(accumulate(map(len, plain)))
    text, labels, before = "".join(plain), [], 0
    for match in tokens(text):
        number = bisect_right(ends, match.start() if len(match[0]) < 3 else match.end() - 2)
        is_person = shape_of(plain[number].strip(" ,.")) in ("person", "either")
        field = "P" if is_person else "O"
        begins = "C" if number == before else "N"
        labels.append(f"{field}{begins}" if number % 2 else NONE)
        before = number
    return Block(letter, row.role, [NamingLine(text, row.first, apart=True)], labels)


def _block(letter: str, source: SourceText, rows: list[ReadRow]) -> Iterator[Block]:
    numbers = {n for row in rows for n in range(row.first, row.last + 1)}
    parted = [line for one in paragraphs(source) for line in one.lines if line.number in numbers]
    lines = naming_lines(parted, rows[0].role)
    if lines:
        yield Block(letter, rows[0].role, lines, _labels(lines, rows))


# True labels


def _normal(word: str) -> str:
    return re.sub(r"\W+", "", word).casefold() or word


def _fields(row: ReadRow) -> Iterator[tuple[str, int]]:
    """The words of a row, each with the number of its field; -1 for what belongs to none."""
    at, field = 0, 0
    for match in [*_PIECE.finditer(row.text), None]:
        if match is not None and match["escaped"]:
            continue
        said = row.text[at : match.start() if match else None]
        yield from ((word, field) for word in _words(said))
        if match is not None:
            at = match.end()
            yield from ((word, -1) for word in _words(match["aside"] or ""))
            field += not match["aside"]


def _words(text: str) -> list[str]:
    return [match[0] for match in tokens(re.sub(r"\\([{};\\])", r"\1", text))]


def _labels(lines: Sequence[NamingLine], rows: Sequence[ReadRow]) -> list[str]:
    """The true label of each word; a word that stands in no row has none of the fields."""
    there = [(i, _normal(match[0])) for i, line in enumerate(lines) for match in tokens(line.text)]
    found: list[tuple[int, int] | None] = [None] * len(there)
    for number, row in enumerate(rows):
        span = [k for k, (i, _) in enumerate(there) if row.first <= lines[i].number <= row.last]
        for field, said in sorted(_segments(row), key=lambda one: -len(one[1])):
            begin = 0
            while begin < len(said):
                at, count = _place(said[begin:], span, there, found)
                for k in span[at : at + count]:
                    found[k] = (number, field)
                begin += max(count, 1)
    alone = [
        row.role is Role.SIGNS and max(f for _, f in _fields(row)) <= 0 and not _ended(row)
        for row in rows
    ]
    labels = list(_named(found, alone))
    return _whole_titles(lines, labels) if rows[0].role is Role.TO else labels


_LINK = re.compile(
    r"(?:of|for|de|del|do|da|des|du|der|van|von|für)(?: (?:the|la|las|los|den|der))?|of the",
    re.IGNORECASE,
)


def _whole_titles(lines: Sequence[NamingLine], labels: list[str]) -> list[str]:
    """'President of the Harbour Council' is one title in an address, as readers may take it."""
    at = 0
    for line in lines:
        texts = [match[0] for match in tokens(line.text)]
        here = labels[at : at + len(texts)]
        for j in range(1, len(here)):
            if here[j] != "OB":
                continue
            k = j
            while k and here[k - 1] == "X":
                k -= 1
            if 0 < k < j and here[k - 1][0] == "T" and _LINK.fullmatch(" ".join(texts[k:j])):
                end = next((m for m in range(j, len(here)) if here[m] not in ("OB", "OC")), len(here))
                here[k:end] = ["TC"] * (end - k)
        labels[at : at + len(texts)] = here
        at += len(texts)
    return labels


def _segments(row: ReadRow) -> list[tuple[int, list[str]]]:
    """The words of a row that stand together in a field."""
    grouped = groupby(_fields(row), key=lambda one: one[1])
    return [(field, [_normal(word) for word, _ in some]) for field, some in grouped]


def _place(
    said: Sequence[str], span: Sequence[int], there: Sequence[tuple[int, str]], found: Sequence[object]
) -> tuple[int, int]:
    """Where in a span most words from the first stand together that no field has; and how many."""
    best = (0, 0)
    for at in range(len(span)):
        count = 0
        while (
            count < len(said) and at + count < len(span)
            and found[span[at + count]] is None and there[span[at + count]][1] == said[count]
        ):  # fmt: skip
            count += 1
        best = max(best, (at, count), key=lambda one: one[1])
    return best


def _ended(row: ReadRow) -> bool:
    return any(match["end"] for match in _PIECE.finditer(row.text))


def _named(found: Sequence[tuple[int, int] | None], alone: Sequence[bool]) -> Iterator[str]:
    begun: set[int] = set()
    known: set[tuple[int, int]] = set()
    for one in found:
        if one is None or one[1] < 0:
            yield "X"
            continue
        row, field = one
        letter = "O" if alone[row] else "PTOA"[min(field, 3)]
        yield letter + ("N" if row not in begun else "C" if one in known else "B")
        begun.add(row)
        known.add(one)


def forms() -> Iterator[Block]:
    """The blocks of `named.yaml`."""
    for number, one in enumerate(yaml.safe_load((OWN / "named.yaml").read_text(encoding="utf-8"))):
        role = next(role for role in (Role.SIGNS, Role.TO, Role.SIGNED) if role in one)
        if role is Role.SIGNED:
            yield _sentence(f"{_FORM}{number}", ReadRow(role, one["rows"][0], 1, 1))
            continue
        source = read_text("named", one[role].rstrip("\n"))
        rows = [ReadRow(role, row, 1, len(source.lines)) for row in one["rows"]]
        yield from _block(f"{_FORM}{number}", source, rows)


# Learning


def seen_of(lines: Sequence[NamingLine], role: Role) -> list[list[str]]:
    """What is seen of each word."""
    return [[mark for group in groups for mark in group] for groups in words_of(lines, role)[1]]


def learned(blocks: Sequence[Block]) -> Chain:
    """The weights that these blocks teach."""
    own = [(block, seen_of(block.lines, block.role)) for block in blocks]
    by_letter: dict[str, set[str]] = defaultdict(set)
    for block, seen in own:
        by_letter[block.letter].update(mark for one in seen for mark in one)
    rows = [Row(seen, block.labels) for block, seen in own for _ in range(_times(block))]
    rare = rare_words(by_letter.values(), (WORD, f"{TOLD}{WORD}"))
    return learn(rows, rare, WEIGHTS, PULL)


def _times(block: Block) -> int:
    """How often a block is learned from."""
    return (OWN_TIMES if _is_own(block) else 1) * (TOLD_TIMES if block.role is Role.SIGNED else 1)


def _is_own(block: Block) -> bool:
    return str(OWN) in block.letter or block.letter.startswith(_FORM)


def labelled(folders: Sequence[Path]) -> list[Block]:
    """The blocks of all letters, and the forms."""
    return [*(block for one in letters(folders) for block in blocks_of(*one)), *forms()]


def check(blocks: Sequence[Block]) -> None:
    """How many words are wrong in letters that were left out."""
    wrong = count = 0
    for weights, out in left_out(blocks, lambda one: "" if _is_own(one) else one.letter, learned):
        for block in out:
            said = [likely[0].label for likely in weights.read(seen_of(block.lines, block.role))]
            wrong += sum(one != true for one, true in zip(said, block.labels, strict=True))
            count += len(said)
    print(f"{wrong} of {count} words are wrong: {wrong / count:.1%}")


if __name__ == "__main__":
    learn_or_check(__doc__, labelled, check, learned, WEIGHTS, LEAST)
