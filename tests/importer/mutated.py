"""Letters with lines lost, doubled and joined: what prints and what is listed are the source's words.

    python tests/importer/mutated.py 5000

The words are counted in the rendered text and in not-printed.txt, never in the blocks. Prints each letter
that loses a word, and how many were tried; the tests try a few.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

from letterkit import letter as lt
from letterkit.importer.reading import pieces_of
from letterkit.importer.sources import read_content
from letterkit.library.workspace import SEEDS, Workspace
from letterkit.proposals import propose
from letterkit.proposals.intake import Input, take_in
from letterkit.writers.text import to_text

HERE = Path(__file__).parent
SOURCES = sorted(
    file
    for folder in ("letters", "forms")
    for file in (HERE / folder).iterdir()
    if file.suffix in (".txt", ".md", ".html") and file.name != "README.md"
)
PIECES = [
    "; ",
    " ; ",
    "{x}",
    "\\",
    "| a | b |",
    "{{ y }}",
    "• ",
    "1. ",
    "- ",
    "# ",
    "劉曉波",
    "Re: ",
    "cc: ",
    "(",
    "“",
]


CASES: list[Callable[[str], str]] = [str.upper, str.lower, str.title, str.strip]


def mutated(lines: list[str], chance: random.Random) -> list[str]:
    """The lines of a letter with some lost, doubled, joined, broken, moved, or with something in them."""
    for _ in range(chance.randrange(1, 9)):
        at = chance.randrange(len(lines))
        words = lines[at].split(" ")
        cut = chance.randrange(len(words) + 1)
        match chance.randrange(8):
            case 0:
                del lines[at]
            case 1:
                lines.insert(chance.randrange(len(lines)), lines[at])
            case 2:
                lines[at : at + 2] = [" ".join(lines[at : at + 2])]
            case 3:
                lines[at : at + 1] = [" ".join(words[:cut]), " ".join(words[cut:])]
            case 4:
                lines.insert(chance.randrange(len(lines)), lines.pop(at))
            case 5:
                lines[at] = " ".join([*words[:cut], chance.choice(PIECES), *words[cut:]])
            case 6:
                lines[at] = chance.choice(CASES)(lines[at])
            case _:
                lines[at : at + 1] = [lines[at], ""]
        lines = lines or [""]
    return lines


def lost_in(file: Path, seed: int, workspace: Workspace) -> list[str]:
    """What a mutated letter loses between its file and its rendered text: words, or a whole document."""
    lines = file.read_bytes().split(b"\n")
    text = [line.decode("utf-8", "surrogateescape") for line in lines]
    data = "\n".join(mutated(text, random.Random(seed))).encode("utf-8", "surrogateescape")  # noqa: S311
    printed: list[str] = []

    def kept(document: lt.Document) -> str:
        printed.append(to_text(document))
        return printed[-1]

    with patch.object(propose, "to_text", kept):
        (taken,) = take_in([Input(file.name, data)], workspace, workspace.root / SEEDS, read=read_content)
    problems = [str(p) for p in taken.problems if p.code == "LK722"]
    there = Counter(piece for text in printed for piece in pieces_of(text))
    for proposal in taken.proposals:
        listed = proposal.files.get("not-printed.txt", "").splitlines()
        there.update(piece for line in listed for piece in pieces_of(line[21:]))
    source = Counter(
        piece
        for read in taken.read
        for line in read.source.lines
        for piece in pieces_of(f"{line.marker} {line.text}")
    )
    return [*problems, *(source - there)]


def losses(count: int, workspace: Workspace) -> Iterator[str]:
    """The letters that lose something, of so many that are tried."""
    for seed in range(count):
        file = SOURCES[seed % len(SOURCES)]
        if lost := lost_in(file, seed, workspace):
            yield f"{file.name}, seed {seed}: {' '.join(lost)[:300]}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for part in ("seeds", "campaigns"):
            (Path(folder) / part).mkdir()
        tried, bad = int(sys.argv[1]), 0
        for said in losses(tried, Workspace(Path(folder))):
            bad += 1
            print(said, flush=True)
        print(f"{tried} letters, {bad} lose something")
