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

import difflib
import re
from collections.abc import Iterator

from letterkit.diagnostics import Diagnostic, Location
from letterkit.importer.reading import (
    OF_PEOPLE,
    FoundKind,
    Head,
    LetterReading,
    ReadRow,
    Role,
    Sure,
    folded,
)
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
    current = None
    for row in reading.rows:
        if row.document != current:
            current, head = row.document, reading.heads[row.document]
            again = ", continued" if current in seen else f" ({head.language})"
            lines += ["", f"== {head.kind}{again}"]
            seen.add(current)
        lines += _row(row)
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
        reader.line(number, line.rstrip("\r"))
    if not reader.rows and not reader.problems:
        hint = "take it from git, or import the letter anew"
        reader.wrong(1, 1, "there is no line of a letter in it", hint)
    if reader.problems:
        return None, reader.problems
    rows, people = tuple(reader.rows), tuple(reader.people)
    return LetterReading(reader.source, tuple(reader.heads), rows, people, reader.day), []


class _ReadingText:
    """A reading in the making, and what is wrong with its text."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.source = ""
        self.day = ""
        self.heads: list[Head] = []
        self.rows: list[ReadRow] = []
        self.people: list[ReadRow] = []
        self.document = -1
        self.in_people = False
        self.problems: list[Diagnostic] = []

    def line(self, number: int, line: str) -> None:
        """Take in a line."""
        if not line.strip() or line.startswith("#"):
            return
        if (of := _OF.match(line)) and not self.source and not self.heads:
            self.source, self.day = of["source"], of["day"] or ""
        elif line.startswith("=="):
            self._begin(number, line)
        elif (match := _LINE.match(line)) is None:
            hint = "write it as: 12  text  | words of the letter; begin a remark of your own with #"
            self.wrong(number, 1, "there is no stroke | between the margin and the words", hint)
        else:
            self._row(number, match)

    def _begin(self, number: int, line: str) -> None:
        match = _HEAD.match(line)
        if match is None:
            hint = "write == letter (en), == press-release (en) or == people"
            self.wrong(number, 1, "this begins no document", hint)
            return
        self.in_people = match["kind"] == "people"
        if self.in_people:
            return
        same = [i for i, head in enumerate(self.heads) if head.kind == match["kind"]]
        if match["again"] and same:
            self.document = same[-1]
            return
        if same:
            hint = f"write == {match['kind']}, continued; a second one belongs into a file of its own"
            self.wrong(number, 1, f"there is a {match['kind'].replace('-', ' ')} already", hint)
        kind: FoundKind = "press-release" if match["kind"] == "press-release" else "letter"
        self.heads.append(Head(kind, match["language"] or "und"))
        self.document = len(self.heads) - 1

    def _row(self, number: int, match: re.Match[str]) -> None:
        rows = self.people if self.in_people else self.rows
        text = " ".join(match["text"].split())
        if not match["role"]:
            if not rows or rows[-1].document != max(self.document, 0):
                hint = "write the role into the margin: the first line of a document has one"
                self.wrong(number, 1, "this goes on with nothing", hint)
            else:
                rows[-1] = replace(rows[-1], text=" ".join(f"{rows[-1].text} {text}".split()))
            return
        role = self._role(number, match)
        if self.document < 0 and not self.in_people:
            self.wrong(number, 1, "this belongs to no document", "write == letter (en) above it")
            self.document = 0
        first, last = (rows[-1].first, rows[-1].last) if rows else (1, 1)  # of a row that was parted
        if match["first"]:
            first = int(match["first"][:9])
            last = max(first, int((match["last"] or match["first"])[:9]))
        if role is not None:
            sure = _SURE[match["sure"] or ""]
            rows.append(ReadRow(role, text, first, last, sure, max(self.document, 0)))

    def _role(self, number: int, match: re.Match[str]) -> Role | None:
        """The role in the margin; None where it is none that is known."""
        said = match["role"]
        known = [role for role in Role if (role in OF_PEOPLE) is self.in_people]
        if said.lower() in known:
            return Role(said.lower())
        near = difflib.get_close_matches(said.lower(), known, 1)
        hint = f"did you mean '{near[0]}'?" if near else f"there are: {', '.join(known)}"
        self.wrong(number, match.start("role") + 1, f"no role is called '{said}'", hint)
        return None

    def wrong(self, number: int, column: int, message: str, hint: str) -> None:
        """Note what is wrong at a place of the text."""
        self.problems.append(Diagnostic("LK725", message, Location(self.file, number, column), hint))
