"""Learn which paragraphs are a letter's, which a release's: true readings → `importer/kinds.json`.

    python scripts/learn_kinds.py FOLDER…            # learns the weights further
    python scripts/learn_kinds.py --check FOLDER…    # how many are wrong in letters left out

What a folder holds, and what the weights were learned from, is told in `learn_roles`; of each letter the
same others are made. Needs `pip install letterkit[learn]`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from common_parts import Part
from labelled import OWN, OWN_TIMES, learn, learn_or_check, left_out, letters, rare_words
from learn_roles import OTHERS, another, kinds_of, parts_of
from letterkit.importer.chain import Chain
from letterkit.importer.guess import kinds_in
from letterkit.importer.placed import marks
from letterkit.importer.seen import WORD
from weights import Row

WEIGHTS = "kinds.json"
LEAST = 0.02  # weight that is kept
PULL = 10.0  # of the weights that the package has; see `weights`


class Labelled(NamedTuple):
    """A letter, and those made of it: what is seen of their parts, and the kinds of their documents."""

    name: str
    own: bool
    rows: list[Row]


def row_of(parts: Sequence[Part]) -> Row:
    """What is seen of the parts, and the kinds of the documents in which they stand."""
    return Row([sorted(one) for one in marks([part.entry for part in parts])], kinds_of(parts))


def labelled(folders: Sequence[Path]) -> list[Labelled]:
    """All letters, with the others made of them."""
    chance = random.Random(1)  # noqa: S311  # the same each time
    found = []
    for letter, reading in letters(folders):
        parts = parts_of(letter, reading)
        others = filter(None, (another(parts, chance) for _ in range(OTHERS)))
        found.append(Labelled(letter.name, OWN in reading.parents, [*map(row_of, [parts, *others])]))
    return found


def learned(among: Sequence[Labelled]) -> Chain:
    """The weights that these letters teach."""
    rare = rare_words((chain.from_iterable(letter.rows[0].seen) for letter in among), (WORD,))
    rows = [row for letter in among for row in letter.rows * (OWN_TIMES if letter.own else 1)]
    return learn(rows, rare, WEIGHTS, PULL)


def check(among: Sequence[Labelled]) -> None:
    """Of how many letters that were left out the documents are others than the true ones."""
    parts = wrong = count = mistaken = 0
    for weights, out in left_out(among, lambda one: "" if one.own else one.name, learned):
        for row in (letter.rows[0] for letter in out):
            found = kinds_in(row.seen, weights)
            others = sum(one != true for one, true in zip(found, row.labels, strict=True))
            parts, wrong = parts + len(found), wrong + others
            count, mistaken = count + 1, mistaken + bool(others)
    print(f"{wrong} of {parts} paragraphs, in {mistaken} of {count} letters")


if __name__ == "__main__":
    learn_or_check(__doc__, labelled, check, learned, WEIGHTS, LEAST)
