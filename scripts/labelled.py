"""Letters with true readings, and weights learned from them: what the learners share."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from letterkit.importer.chain import Chain, learned
from letterkit.importer.parts import SourceText
from letterkit.importer.reading import LetterReading
from letterkit.importer.reading_text import from_text
from letterkit.importer.sources import read_texts
from weights import Row, learned_further

T = TypeVar("T")
_ROOT = Path(__file__).parent.parent
OWN = _ROOT / "tests" / "importer"
"""Where the letters are that any learner learns from."""
OWN_TIMES = 8
"""How often each of these is learned from: among so many others, what tests hold must come out too."""
FOLDS = 6
"""How often weights are learned to check what is learned."""
KNOWN = 6
"""Letters that a word must stand in to say something."""
ROUNDS = 80
"""In how many steps weights are looked for at most."""
_PACKAGE = _ROOT / "src" / "letterkit" / "importer"
_FORMATS = (".txt", ".html", ".docx", ".pdf", ".eml", ".md")


def letters(folders: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """The letters of the tests and of folders, each with its true reading."""
    for reading in sorted((OWN / "forms").glob("*.reading")):
        yield next(one for one in reading.parent.glob(f"{reading.stem}.*") if one != reading), reading
    for reading in sorted((OWN / "readings").glob("*.txt")):
        found = (OWN / "letters").glob(f"{reading.stem}.*")
        yield next(one for one in found if one.suffix != ".yaml"), reading
    for folder in folders:
        for reading in sorted(folder.glob("*.true.txt")):
            name = reading.name.removesuffix(".true.txt")
            beside = (reading.with_name(name + suffix) for suffix in _FORMATS)
            yield next(one for one in beside if one.exists()), reading


def read_with_truth(letter: Path, reading: Path) -> tuple[SourceText, LetterReading]:
    """The lines of a letter, and its true reading. Ends the program where one cannot be read."""
    texts, problems = read_texts(letter, letter.name)
    true, said = from_text(reading.read_text(encoding="utf-8"), letter.name)
    if not texts or true is None:
        raise SystemExit(f"{letter}: {[*problems, *said]}")
    return texts[0].source, true


def _asked_for(description: str | None) -> argparse.Namespace:
    """What a learner is asked on the command line: `folders`, and whether to `check` instead of learn."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--check", action="store_true")
    return parser.parse_args()


def rare_words(letters: Iterable[Iterable[str]], begins: tuple[str, ...]) -> set[str]:
    """Of all that is seen of each letter, the marks that are words of few of them: these are names, which
    say nothing of others, and which nobody is to find among the weights.
    """
    counted = Counter(mark for marks in letters for mark in set(marks) if mark.startswith(begins))
    return {mark for mark, count in counted.items() if count < KNOWN}


def learn(rows: Sequence[Row], rare: Collection[str], name: str, pull: float) -> Chain:
    """The package's weights of that name, learned further from rows: see `weights`."""
    return learned_further(learned(name), rows, rare, pull=pull, rounds=ROUNDS)


def write_weights(chain: Chain, name: str, least: float) -> None:
    """Weights as JSON into the package (see `importer.chain`); of marks those that are so much."""
    seen = {
        mark: {label: round(weight, 2) for label, weight in weights.items() if abs(weight) >= least}
        for mark, weights in sorted(chain.seen.items())
    }
    steps = {one: {label: round(by, 2) for label, by in row.items()} for one, row in chain.steps.items()}
    rest = json.dumps({"labels": chain.labels, "steps": steps})
    lines = (
        f"{json.dumps(mark, ensure_ascii=False)}: {json.dumps(to)}" for mark, to in seen.items() if to
    )
    text = rest[:-1] + ', "seen": {\n' + ",\n".join(lines) + "\n}}\n"
    (_PACKAGE / name).write_text(text, encoding="utf-8")


def left_out(
    among: Sequence[T], name: Callable[[T], str], learned: Callable[[Sequence[T]], Chain]
) -> Iterator[tuple[Chain, list[T]]]:
    """Weights that were learned without some of these, and those; each is left out once, with all that
    have its name. One without a name is always learned from.
    """
    names = sorted({name(one) for one in among} - {""}, key=lambda each: crc32(each.encode()))
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        yield (
            learned([one for one in among if name(one) not in out]),
            [o for o in among if name(o) in out],
        )


def learn_or_check(
    description: str | None,
    labelled: Callable[[Sequence[Path]], Sequence[T]],
    check: Callable[[Sequence[T]], None],
    learned: Callable[[Sequence[T]], Chain],
    name: str,
    least: float,
) -> None:
    """What a learner does with the letters in the folders that it is given on the command line."""
    asked = _asked_for(description)
    among = labelled(asked.folders)
    if asked.check:
        check(among)
    else:
        write_weights(learned(among), name, least)
