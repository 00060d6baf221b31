"""True readings of our letters: with the roles right every field is right, and few had to be put right.

`readings/` has for each letter the reading that a person made of the first one. `forms/` has letters of
other forms with theirs: a parliament's, a trade union's, a fax, a mail.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from importer.score import load_truth, score
from letterkit.importer.documents import documents_of
from letterkit.importer.reading import LetterReading, Role, Sure, fields_of
from letterkit.importer.reading_text import from_text
from letterkit.importer.results import to_json
from letterkit.importer.sources import read_texts

HERE = Path(__file__).parent
TRUE = sorted((HERE / "readings").glob("*.txt"))
FORMS = sorted((HERE / "forms").glob("*.reading"))
MOST_EDITS = 0.08  # of the lines of all letters
LEAST_MARKED = 0.9  # of the wrong lines: those with a ~ or a ?


def true_reading(file: Path) -> LetterReading:
    found, problems = from_text(file.read_text(encoding="utf-8"), file.name)
    assert found is not None, [str(problem) for problem in problems]
    return found


def truth_of(file: Path) -> dict[str, object]:
    return load_truth(HERE / "letters" / f"{file.stem}.yaml")


@pytest.mark.parametrize("file", TRUE, ids=lambda file: file.stem)
def test_every_field_is_right_where_the_roles_are(file: Path) -> None:
    documents = json.loads(to_json((one, (), ()) for one in documents_of(true_reading(file))))
    found = score(documents, truth_of(file))
    assert found.errors == []
    assert found.overall.f1 == 1


def by_line(reading: LetterReading) -> dict[int, tuple[Role, tuple[str, ...]]]:
    """What each line is: its role, and of a row with fields how they are parted."""
    lines: dict[int, tuple[Role, tuple[str, ...]]] = {}
    for row in reading.rows:
        parted = row.role in (Role.TO, Role.SIGNS, Role.RE)
        said = tuple(fields_of(row.text)) if parted else ()
        for line in range(row.first, row.last + 1):
            known = lines.get(line, (row.role, ()))
            lines[line] = (known[0], (*known[1], *said))
    return lines


def marked_lines(reading: LetterReading) -> set[int]:
    rows = (row for row in reading.rows if row.sure is not Sure.SURE)
    return {line for row in rows for line in range(row.first, row.last + 1)}


def letter_of(file: Path) -> Path:
    """The letter that a true reading is of."""
    if file.suffix == ".reading":
        return next(one for one in file.parent.glob(f"{file.stem}.*") if one != file)
    return HERE / "letters" / str(truth_of(file)["letter"])


@pytest.mark.parametrize("files", [TRUE, FORMS], ids=["letters", "forms"])
def test_few_lines_have_to_be_put_right_and_they_are_marked(files: list[Path]) -> None:
    lines, wrong, marked = 0, 0, 0
    for file in files:
        letter = letter_of(file)
        (read, *_), _ = read_texts(letter, letter.name)
        first, true = by_line(read.reading), by_line(true_reading(file))
        bad = {line for line in true if true[line] != first.get(line)}
        lines += len(true)
        wrong += len(bad)
        marked += len(bad & marked_lines(read.reading))
    print(f"{wrong} of {lines} lines to correct, {marked} of them marked")
    assert wrong <= MOST_EDITS * lines
    assert marked >= LEAST_MARKED * wrong
