"""A reading as a text that a person corrects, and back: a row a line, its role in the margin.

    == letter (en)
    3         date         | 3 March 2014
    5-7       to         ? | Oda Kvist ; Minister ; Ministry of Ports
    9         text         | A paragraph goes on
                           | where the margin is empty.

What was written is read back as it was. A role that is written into an empty margin begins a row there;
a margin that is emptied joins the line to the row above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct, field

from letterkit.diagnostics import Diagnostic, Location, did_you_mean
from letterkit.importer.reading import OF_PEOPLE, Head, LetterReading, ReadRow, Role, Sure, folded
from letterkit.values import replace

FILE = "reading.txt"
"""What the file is called."""
_SIGNS = {Sure.SURE: "", Sure.LIKELY: "~", Sure.LOOK: "?"}
_SURE = {sign: sure for sure, sign in _SIGNS.items()}
_LINE = re.compile(
    r"\s*(?:(?P<first>\d+)(?:-(?P<last>\d+))?(?=[\s|]))?\s*(?P<role>[^\s|?~\d][^\s|?~]*)?\s*(?P<sure>[?~])?\s*"
    r"\| ?(?P<text>.*)$"
)
_HEAD = re.compile(
    r"==\s*(?P<kind>letter|press-release|people)(?P<again>,? continued)?"
    r"\s*(?:\((?P<language>[\w-]+)\))?\s*$"
)
_OF = re.compile(r"reading of (?P<source>.*?)(?: sent (?P<day>\d{4}-\d\d-\d\d))?$")
_HELP = """\
# What each line of the letter is. The word before the stroke is its role: change it where it is wrong,
# save, and run  letterkit import --again NAME  . A ? asks you to look, a ~ says likely. An empty margin
# goes on with the line above; write a role there and a part of its own begins.
#
# Roles: letterhead headline date via to fax contact re dear text heading lead-in ask more case quote
#        close signs signed-by group cc enclosed note skip
# to:    person ; title ; organisation ; line of the address ; …
# signs: person ; title ; organisation   or an organisation alone   or a person with a lone ; behind
# Words in {braces} belong to no field. What is `note`, `contact`, `group` or `skip` does not print.
# signed-by: a sentence of a release; the names of those who signed stand in {braces}.
"""
_PEOPLE_HELP = """\
# Who is named. A ? or ~ means that nobody has said yet that this is a person whom the letter is about:
# no file is made for them, and no new letter may name them. Take the ? away once you are sure; write
# `name` for somebody else, and take the line out where it is nobody's name. More names of one person:
# after a ;
"""


def to_text(reading: LetterReading) -> str:
    """The text of a reading."""
    day = f" sent {reading.day}" if reading.day else ""
    lines = [f"reading of {' '.join(reading.source.split())}{day}", *_HELP.splitlines()]
    seen: set[int] = set()
    for document, rows in groupby(reading.rows, key=lambda row: row.document):
        head = reading.heads[document]
        again = ", continued" if document in seen else f" ({head.language})"
        seen.add(document)
        lines += ["", f"== {head.kind}{again}", *(line for row in rows for line in _row(row))]
    lines += ["", "== people", *_PEOPLE_HELP.splitlines()]
    lines += (line for person in reading.people for line in _row(person))
    return "".join(f"{line}\n" for line in lines)


def _row(row: ReadRow) -> Iterator[str]:
    """A row's lines, its words as wide as can be read."""
    margin = f"{row.at.lines:<9} {row.role:<10} {_SIGNS[row.sure]:1} |"
    for text in folded(row.text) or [""]:
        yield f"{margin} {text}".rstrip()
        margin = f"{'':<23}|"


def from_text(text: str, file: str) -> tuple[LetterReading | None, list[Diagnostic]]:
    """The reading that a text says; None, and LK725 with their places, where it says none."""
    reader = _ReadingText(file)
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            reader.line(number, line.rstrip("\r"))
    if not reader.rows and not reader.problems:
        hint = "take it from git, or import the letter anew"
        reader.wrong(1, 1, "there is no line of a letter in it", hint)
    if reader.problems:
        return None, reader.problems
    rows, people = tuple(reader.rows), tuple(reader.people)
    return LetterReading(reader.source, tuple(reader.heads), rows, people, reader.day), []


def _lines(match: re.Match[str], above: ReadRow | None) -> tuple[int, int]:
    """The lines in the margin; where it has none, those of the row above, which was parted."""
    if match["first"]:
        first = int(match["first"][:9])
        return first, max(first, int((match["last"] or "0")[:9]))
    return (above.first, above.last) if above else (1, 1)


class _ReadingText(Struct):
    """A reading in the making, and what is wrong with its text."""

    file: str
    source: str = ""
    day: str = ""
    heads: list[Head] = field(default_factory=list)
    rows: list[ReadRow] = field(default_factory=list)
    people: list[ReadRow] = field(default_factory=list)
    document: int = 0
    in_people: bool = False
    problems: list[Diagnostic] = field(default_factory=list)

    def line(self, number: int, line: str) -> None:
        """Take in a line."""
        if (of := _OF.match(line)) and not self.source and not self.heads:
            self.source, self.day = of["source"], of["day"] or ""
        elif line.startswith("=="):
            self._begin(number, line)
        elif match := _LINE.match(line):
            self._row(number, match)
        else:
            hint = "write it as: 12  text  | words of the letter; begin a remark of your own with #"
            self.wrong(number, 1, "there is no stroke | between the margin and the words", hint)

    def _begin(self, number: int, line: str) -> None:
        match = _HEAD.match(line)
        if match is None:
            hint = "write == letter (en), == press-release (en) or == people"
            self.wrong(number, 1, "this begins no document", hint)
            return
        kind = match["kind"]
        self.in_people = kind == "people"
        same = [i for i, head in enumerate(self.heads) if head.kind == kind]
        if match["again"] and same:
            self.document = same[-1]
        elif not self.in_people:
            if same:
                hint = f"write == {kind}, continued; a second one belongs into a file of its own"
                self.wrong(number, 1, f"there is a {kind.replace('-', ' ')} already", hint)
            self.document, language = len(self.heads), match["language"] or "und"
            self.heads.append(Head("letter" if kind == "letter" else "press-release", language))

    def _row(self, number: int, match: re.Match[str]) -> None:
        rows = self.people if self.in_people else self.rows
        text = " ".join(match["text"].split())
        above = rows[-1] if rows else None
        if match["role"]:
            if not (self.in_people or self.heads or rows):
                self.wrong(number, 1, "this belongs to no document", "write == letter (en) above it")
            first, last = _lines(match, above)
            role, sure = self._role(number, match), _SURE[match["sure"] or ""]
            rows.append(ReadRow(role, text, first, last, sure, self.document))
        elif above and above.document == self.document:
            rows[-1] = replace(above, text=f"{above.text} {text}".strip())
        else:
            hint = "write the role into the margin: the first line of a document has one"
            self.wrong(number, 1, "this goes on with nothing", hint)

    def _role(self, number: int, match: re.Match[str]) -> Role:
        """The role in the margin; text for one that is not known."""
        said = match["role"]
        known = [role for role in Role if (role in OF_PEOPLE) is self.in_people]
        if said.lower() in known:
            return Role(said.lower())
        hint = did_you_mean(said.lower(), known) or f"there are: {', '.join(known)}"
        self.wrong(number, match.start("role") + 1, f"no role is called '{said}'", hint)
        return Role.TEXT

    def wrong(self, number: int, column: int, message: str, hint: str) -> None:
        """Note what is wrong at a place of the text."""
        self.problems.append(Diagnostic("LK725", message, Location(self.file, number, column), hint))
