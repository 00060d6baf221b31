"""Learn what the lines of a letter are: letters with true readings → `importer/roles.json`.

    python scripts/learn_roles.py FOLDER…            # learns the weights further
    python scripts/learn_roles.py --check FOLDER…    # how many roles are wrong in letters left out

A folder holds letters, and beside each its true reading, as `letterkit import` writes it and a
person has put it right: NAME.txt and NAME.true.txt. The letters of `tests/importer` are always
among them. The weights that the package has go on from what they are (`weights`), so the letters that
they were learned from need not be there. These were, besides those of the tests, 1,936 letters in five
languages; after them 2,599 more in seven, many of them made after pages of the web, in their forms and
with words of their own; 51 short ones of the kinds that import failed on; and the five seeds. They name
people who never agreed to be in this repository. Needs `pip install letterkit[learn]`.

Of each letter others are made: without a close or a salutation, with the copies above it, without blank
lines or marks, with what other letters have (`common_parts`), so that no one sign alone decides.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from common_parts import Part, with_common_parts
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
from letterkit.importer.guess import entries_of
from letterkit.importer.parts import SourceParagraph
from letterkit.importer.placed import marks, within
from letterkit.importer.reading import FoundKind, ReadRow, pieces_of
from letterkit.importer.seen import WORD
from letterkit.language import words
from letterkit.values import replace
from weights import Row

WEIGHTS = "roles.json"
OTHERS = 2  # made of each letter
MISTAKEN = 0.05  # of these, whose kind is another
LEAST = 0.02  # weight that is kept
PULL = 60.0  # of the weights that the package has; see `weights`

# How often the parts of a letter are left out of another made of it.
LEFT_OUT = {
    "close": 0.25, "dear": 0.15, "re": 0.3, "date": 0.3, "letterhead": 0.4, "headline": 0.3, "via": 0.5,
    "skip": 0.4, "note": 0.4, "contact": 0.4, "group": 0.2, "heading": 0.3,
}  # fmt: skip
# How often a part is moved beside the salutation: by how many places behind it.
MOVED = {"cc": (0.5, 0), "re": (0.25, 1), "date": (0.15, 0)}


class Labelled(NamedTuple):
    """A letter, and those made of it."""

    name: str
    own: bool
    row: Row
    others: list[Row]


def parts_of(letter: Path, reading: Path) -> list[Part]:
    """The paragraphs of a letter with the roles of its true reading."""
    source, true = read_with_truth(letter, reading)
    free = [entry for entry in entries_of(source) if entry.role is None]
    parts, kind = [], true.heads[0].kind
    for entry in free:
        role, document = _place_of(entry, true.rows) or ("text", None)
        kind = kind if document is None else true.heads[document].kind
        parts.append(Part(entry, role, kind))
    return parts


def _place_of(entry: SourceParagraph, rows: Sequence[ReadRow]) -> tuple[str, int] | None:
    """The role and the document of the row that has most of its words."""
    numbers = {line.number for line in entry.lines}
    said = Counter(pieces_of(entry.whole))
    shared: Counter[tuple[str, int]] = Counter()
    for row in rows:
        if any(row.first <= number <= row.last for number in numbers):
            most = sum((Counter(pieces_of(row.text)) & said).values()) * 100 + 1
            shared[str(row.role), row.document] += most
    return shared.most_common(1)[0][0] if shared else None


def another(parts: Sequence[Part], chance: random.Random) -> list[Part]:
    """Another letter, made of the parts of one."""
    left = [role for role, often in LEFT_OUT.items() if chance.random() < often]
    kept = [part for part in parts if part.role not in left]
    for role, (often, behind) in MOVED.items():
        moved = [part for part in kept if part.role == role]
        rest = [part for part in kept if part.role != role]
        dear = next((i for i, part in enumerate(rest) if part.role == "dear"), None)
        known = role != "cc" or any(map(_says_copy, moved))  # else nothing tells them from addressees
        if moved and known and dear is not None and chance.random() < often:
            kept = [*rest[: dear + behind], *moved, *rest[dear + behind :]]
    apart: Callable[[Part], int] = chance.choice(
        [
            lambda part: part.entry.blank_before,
            lambda part: part.entry.blank_before,
            lambda _: 1,
            lambda part: int(part.role in ("text", "dear", "date")),
        ]
    )
    kept = with_common_parts(kept, chance)
    plain = chance.random() < 0.25
    return [part._replace(entry=_changed(part, apart(part), plain=plain)) for part in kept]


def _says_copy(part: Part) -> bool:
    text = part.entry.text
    return words.COPY.match(text) is not None


def _changed(part: Part, apart: int, *, plain: bool) -> SourceParagraph:
    marker = "" if plain else part.entry.marker
    return replace(part.entry, blank_before=apart, marker=marker)


def row_of(parts: Sequence[Part], kinds: Sequence[FoundKind]) -> Row:
    """What is seen of the parts, which are said to stand in documents of these kinds; and their roles."""
    seen = map(within, kinds, marks([part.entry for part in parts]))
    return Row([sorted(one) for one in seen], [part.role for part in parts])


def kinds_of(parts: Sequence[Part]) -> list[FoundKind]:
    """The kinds of the documents in which the parts stand."""
    return [part.kind for part in parts]


def _mistaken(kinds: Sequence[FoundKind], chance: random.Random) -> list[FoundKind]:
    """Kinds as they are found: now and then another than the true one."""
    if chance.random() >= MISTAKEN:
        return list(kinds)
    return ["letter" if kind == "press-release" else "press-release" for kind in kinds]


def labelled(folders: Sequence[Path]) -> list[Labelled]:
    """All letters, with the others made of them."""
    chance = random.Random(1)  # noqa: S311  # the same each time
    found = []
    for letter, reading in letters(folders):
        parts = parts_of(letter, reading)
        others = list(filter(None, (another(parts, chance) for _ in range(OTHERS))))
        rows = [row_of(other, _mistaken(kinds_of(other), chance)) for other in others]
        own = OWN in reading.parents
        found.append(Labelled(letter.name, own, row_of(parts, kinds_of(parts)), rows))
    return found


def learned(among: Sequence[Labelled]) -> Chain:
    """The weights that these letters teach."""
    rare = rare_words((chain.from_iterable(letter.row.seen) for letter in among), (WORD,))
    rows = [
        row
        for letter in among
        for row in (*[letter.row] * (OWN_TIMES if letter.own else 1), *letter.others)
    ]
    return learn(rows, rare, WEIGHTS, PULL)


def check(among: Sequence[Labelled]) -> None:
    """How many roles are wrong in letters that were left out, and how many of those are unlikely."""
    found: list[tuple[float, bool]] = []
    for weights, out in left_out(among, lambda one: "" if one.own else one.name, learned):
        for letter in out:
            said = (likely[0] for likely in weights.read(letter.row.seen))
            pairs = zip(said, letter.row.labels, strict=True)
            found += [(one.probability, one.label == true) for one, true in pairs]
    wrong = [probability for probability, right in found if not right]
    print(f"{len(wrong)} of {len(found)} roles are wrong: {len(wrong) / len(found):.1%}")
    for bound in (0.5, 0.8, 0.9, 0.95, 0.97, 0.99):
        below = sum(probability < bound for probability, _ in found) / len(found)
        caught = sum(probability < bound for probability in wrong) / max(len(wrong), 1)
        print(f"below {bound}: {below:.0%} of all, {caught:.0%} of the wrong")


if __name__ == "__main__":
    learn_or_check(__doc__, labelled, check, learned, WEIGHTS, LEAST)
