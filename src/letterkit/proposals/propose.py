"""A reading → the files of blocks that it would be, a dialogue and a campaign among them.

Every word of the reading prints, or is listed as not printed; where the campaign cannot be made of its
blocks that is LK722, and there is nothing to write. What the letter does not say (since when somebody
holds an office, where a dialogue takes place, whether a person agrees to be named again) is left open.
"""

from __future__ import annotations

import itertools
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from letterkit.assemble import assemble_document
from letterkit.blocks.kinds import DOCUMENTS, MAIN_DOCUMENT
from letterkit.blocks.people_listed import CANDIDATES_FILE
from letterkit.blocks.yaml import without_unprintable
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, ordered
from letterkit.files.journal import digest
from letterkit.files.reading import BLOCK, read_text
from letterkit.importer import reading_text
from letterkit.importer.documents import documents_of
from letterkit.importer.parts import Imported, Proposed, SourceText
from letterkit.importer.reading import (
    BODY,
    WITH_FIELDS,
    LetterReading,
    ReadRow,
    Role,
    Sure,
    fields_of,
    pieces_of,
)
from letterkit.language.names import slug
from letterkit.library.index import Library
from letterkit.library.workspace import CAMPAIGNS, IMPORTED
from letterkit.proposals.draft import draft
from letterkit.proposals.files import ProposalFiles
from letterkit.proposals.likeness import KnownBlocks
from letterkit.proposals.marks import MARKS_FILE, marks_text
from letterkit.values import replace
from letterkit.writers.text import to_text

MADE_FILE = "made.txt"
"""What the files of a proposal held when they were made: a digest and a name a line."""
NOT_PRINTED_FILE = "not-printed.txt"
_NEVER_PRINTED = (Role.SKIP, Role.NOTE, Role.GROUP)  # whatever else the letter says
_CANDIDATES = """\
# Names in this letter of which nobody has said yet whether they are people it is about: no new letter
# may name them. Say it in reading.txt, and run  letterkit import --again {name}  ; or take a line out
# that is nobody's name."""


class Proposal(Struct, frozen=True):
    """What the text of a file would be in the library: nothing, where `problems` has an error.

    `files` are named from the proposal's folder, `blocks` are by document; `listed` words do not print.
    """

    name: str
    reading: LetterReading
    documents: Sequence[Imported]
    files: Mapping[str, str]
    blocks: Sequence[Sequence[Proposed]]
    listed: int
    problems: tuple[Diagnostic, ...] = ()


class ProposalNames(Struct):
    """The names of proposals in use: what lies beside `into` has them, or they were given. A name that is
    `wanted` goes before what a letter would be called.
    """

    into: Path
    wanted: str = ""
    given: set[str] = field(default_factory=set)

    def choose(self, usual: str, source: str) -> tuple[str, Path | None]:
        """The name, or with a number a new one; and the folder of what came from that source before.

        Raises LetterkitError where the name that is wanted is taken.
        """
        usual = self.wanted or usual
        numbered = (f"{usual}-{number}" if number > 1 else usual for number in itertools.count(1))
        taken = list(itertools.takewhile(self.is_taken, numbered))
        if taken and self.wanted not in {"", *self.given}:
            message = f"{self.wanted} exists; nothing was imported"
            raise LetterkitError(message, "choose another name", status=1)
        name = f"{usual}-{len(taken) + 1}" if taken else usual
        self.given.add(name)
        folders = itertools.chain(*map(self._folders, taken))
        return name, next((folder for folder in folders if self._is_from(folder, source)), None)

    def is_taken(self, name: str) -> bool:
        """Whether something has the name."""
        return name in self.given or any(map(os.path.lexists, self._folders(name)))

    def _folders(self, name: str) -> tuple[Path, Path]:
        return self.into / IMPORTED / name, self.into.parent / CAMPAIGNS / name

    def _is_from(self, folder: Path, source: str) -> bool:
        """Whether the reading in a folder says on its first line that it is of that source."""
        with suppress(OSError):
            text = read_text(folder / reading_text.FILE, self.into.parent, BLOCK)
            return text.split("\n", 1)[0].partition(" sent ")[0] == f"reading of {source}"
        return False


def propose(
    source: SourceText, reading: LetterReading, known: KnownBlocks, names: ProposalNames
) -> Proposal:
    """What a source would be by its reading; LK722 where a word of it stands in no row, LK723 where it
    was imported before. Raises LetterkitError where the name that is wanted is taken.
    """
    problems: list[Diagnostic] = []
    came = Counter(piece for line in source.lines for piece in pieces_of(line.whole))
    if lost := came - Counter(piece for word in reading.words for piece in pieces_of(word)):
        message = f"{lost.total()} words stand nowhere in the reading: {' '.join(list(lost)[:5])}"
        problems.append(_lost(source.name, message))
    file = reading.source.replace("\\", "/").rpartition("/")[2]  # folders are nobody else's
    reading = replace(reading, source=" ".join(without_unprintable(file).split()))
    documents = documents_of(reading)
    name, earlier = names.choose(_name(reading.source, documents), reading.source)
    if earlier:
        message = f"imported before: see {earlier.relative_to(names.into.parent).as_posix()}"
        hint = "delete that folder to import the file anew"
        problems.append(Diagnostic("LK723", message, Location(source.name, 1, 1), hint))
    made = proposal(reading, documents, known, name)
    marks = {MARKS_FILE: marks_text(source.marks)} if source.marks else {}
    return replace(made, files={**made.files, **marks}, problems=(*problems, *made.problems))


def _lost(file: str, message: str) -> Diagnostic:
    hint = "this is a mistake in letterkit; nothing of the file was written"
    return Diagnostic("LK722", message, Location(file, 1, 1), hint)


def _name(source: str, documents: Sequence[Imported]) -> str:
    """Date, kind and what it is about: the same whatever format the letter was saved in."""
    stem = source.rpartition(".")[0]
    if not documents:
        return slug(stem, most=32) or "undated"
    first = min(documents, key=lambda document: document.kind != MAIN_DOCUMENT.name)
    addressee = next((a.organisation or a.title or a.name for a in first.addressees), "")
    texts = (first.subject, first.headline, addressee, stem)
    about = next((found for text in texts if (found := slug(text, most=32))), "")
    return "-".join(filter(None, (first.date or "undated", first.kind, about)))


def proposal(
    reading: LetterReading, documents: Sequence[Imported], known: KnownBlocks, name: str
) -> Proposal:
    """What a reading of these documents would be under that name: a function of it and of the library."""
    made = draft(reading.source, documents, known, name)
    texts, problems = _printed(made)
    listed, not_there = _not_printed(reading, texts)
    # The names of which nobody has said yet whose they are.
    open_ones = (fields_of(person.text) for person in reading.people if person.sure is not Sure.SURE)
    names = dict.fromkeys(filter(None, itertools.chain(*open_ones)))
    candidates = "".join(f"{line}\n" for line in (_CANDIDATES.format(name=name), *names) if names)
    files = {**made.files, NOT_PRINTED_FILE: not_there, CANDIDATES_FILE: candidates}
    files = {file: text for file, text in sorted(files.items()) if text}
    files[MADE_FILE] = "".join(f"{made_line(f, text.encode())}\n" for f, text in files.items())
    files[reading_text.FILE] = reading_text.to_text(reading)
    return Proposal(name, reading, documents, files, made.proposed, listed, tuple(problems))


def made_line(file: str, content: bytes) -> str:
    """The line of a file in MADE_FILE."""
    return f"{digest(content)}  {file}"


def _printed(made: ProposalFiles) -> tuple[list[str], list[Diagnostic]]:
    """The documents as they print, made before anything is written; what stands against it as LK722."""
    workspace = made.known.library.workspace
    folder = workspace.campaign_folder(made.name)
    drafts = {folder / file: text for file, text in made.files.items()}
    library = Library(workspace, made.name, like=made.known.library, drafts=drafts)
    texts: list[str] = []
    said: list[Diagnostic] = []
    for kind in (kind for kind in DOCUMENTS if kind.file in made.files):
        tree, problems = assemble_document(library, made.name, kind.name)
        if tree is None:
            why = "".join(f": {one}" for one in ordered(problems)[:1])
            said.append(_lost(made.source, f"the {kind.name} cannot be made of its blocks{why}"))
        else:
            texts.append(to_text(tree))
    return texts, said


# Which words print: looked for in the rendered documents, never in their files. What does not print is
# listed, word for word, so that both together are the words of the source.


class _Printed:
    """Printed texts; what was found in them once is not found again."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.left = f" {' '.join(piece for text in texts for piece in pieces_of(text))} "

    def take(self, text: str) -> bool:
        """Take the words of a text where they stand in a row; whether they do."""
        before, self.left = self.left, self.left.replace(f" {' '.join(pieces_of(text))} ", " \n ", 1)
        return before != self.left or not pieces_of(text)


def _not_printed(reading: LetterReading, texts: Iterable[str]) -> tuple[int, str]:
    """How many words of a reading do not print, and their list. What prints once counts once, and first
    for the body.
    """
    there = _Printed(texts)
    rows = sorted(enumerate(reading.rows), key=lambda each: each[1].role not in BODY)
    missing = sorted((number, _missing(row, there)) for number, row in rows)
    each = ((reading.rows[number], words) for number, words in missing if words)
    lines = (f"{row.at.lines:<9} {row.role:<10} {' '.join(words)}\n" for row, words in each)
    return sum(len(words) for _, words in missing), "".join(lines)


def _missing(row: ReadRow, there: _Printed) -> list[str]:
    """The words of a row that do not print: it is looked for whole, its fields or its words."""
    if row.role in _NEVER_PRINTED:
        return row.words
    texts = fields_of(row.text) if row.role in WITH_FIELDS else [" ".join(row.words)]
    found = list(filter(there.take, texts))
    if not found and row.role in BODY:
        found = list(filter(there.take, row.words))
    left = row.words
    for word in " ".join(found).split():
        with suppress(ValueError):
            left.remove(word)
    return [word for word in left if row.role not in WITH_FIELDS or pieces_of(word)]
