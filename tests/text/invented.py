"""What an invented letter knows, and what its texts print."""

from __future__ import annotations

from collections.abc import Mapping

from letterkit.blocks.values import WithValue
from letterkit.diagnostics import Diagnostic, Location
from letterkit.language.dates import PartialDate
from letterkit.text.fields import (
    AddresseeField,
    DialogueField,
    DocumentField,
    Fields,
    IssuerField,
    LetterField,
    OccasionField,
    PersonField,
    SignatoriesField,
    SignatoryField,
)
from letterkit.text.merge import merge

FIRST, LAST = PartialDate(2020, 5, 4), PartialDate(2020, 5, 6)
JANE = PersonField(
    "Jane Doe", "珍", ("J. D.", "Jay"), "a writer", "", "detained", PartialDate(2018, 2), 2, 40
)
JOE = PersonField("Joe Roe", "", (), "", "Ruritanian", "", None, 0, None)


def fields(language: str = "en-US", people: tuple[PersonField, ...] = (JANE, JOE)) -> Fields:
    """What an invented letter knows."""
    return Fields(
        dialogue=DialogueField("Bilateral Talks", "the talks", "Geneva", "", FIRST, LAST, 2020),
        occasion=OccasionField("Bilateral Talks", FIRST, LAST),
        letter=LetterField(PartialDate(2020, 4), language),
        addressees=(
            AddresseeField("Ada Roe", "The Hon. Ada Roe", "Minister Roe", "Minister", "Ministry"),
            AddresseeField("Bo Poe", "Bo Poe", "Secretary Poe", "Secretary", "Office"),
        ),
        cases=people,
        signatories=SignatoriesField.of([SignatoryField("Rights Now", "Max Muster", "Director")], 2),
        document=DocumentField("letter", PartialDate(2020, 4), language),
        issuer=IssuerField("Rights Now", ""),
    )


def at(line: int, column: int) -> Location:
    """A text that begins on line 11, column 3 of its file."""
    return Location("f.yaml", line + 10, column + 2)


VALUES: Mapping[str, WithValue] = {"x": "X", "many": ["a", "b", "c"], "empty": "", "none": []}


def filled(text: str, language: str = "en-US") -> tuple[str, tuple[int, ...]]:
    """A text that must be right, filled in, and the lines it came from."""
    merged, problems = merge(text, at, fields(language), VALUES, {"jane-doe": JANE})
    assert problems == []
    assert merged is not None
    return merged.text, merged.lines


def told(problems: list[Diagnostic]) -> list[tuple[str, int, int]]:
    """Each problem with its place."""
    return [(problem.code, problem.location.line, problem.location.column) for problem in problems]
