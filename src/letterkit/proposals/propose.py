"""A reading → the files of blocks that it would be, a dialogue and a campaign among them.

Every word of the reading prints, or is listed as not printed; where the campaign cannot be made of its
blocks that is LK722, and there is nothing to write. What the letter does not say (since when somebody
holds an office, where a dialogue takes place, whether a person agrees to be named again) is left open.
"""

from __future__ import annotations

import itertools
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.blocks.kinds import DOCUMENTS, MAIN_DOCUMENT
from letterkit.blocks.people_listed import CANDIDATES_FILE
from letterkit.blocks.yaml import without_unprintable
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, has_errors
from letterkit.files.journal import digest
from letterkit.files.reading import BLOCK, read_text
from letterkit.importer import reading_text
from letterkit.importer.documents import documents_of
from letterkit.importer.parts import Imported, Proposed, SourceText
from letterkit.importer.reading import LetterReading, Sure, fields_of, pieces_of
from letterkit.language.names import slug
from letterkit.library.index import Library
from letterkit.library.workspace import CAMPAIGNS, IMPORTED
from letterkit.proposals.draft import draft
from letterkit.proposals.files import ProposalFiles
from letterkit.proposals.likeness import KnownBlocks
from letterkit.proposals.marks import MARKS_FILE, marks_text
from letterkit.proposals.printed import NOT_PRINTED_FILE, Counts, sorted_by_print
from letterkit.values import replace
from letterkit.writers.text import to_text

MADE_FILE = "made.txt"
"""What the files of a proposal held when they were made: a digest and a name a line."""
_CANDIDATES = """\
# Names in this letter of which nobody has said yet whether they are people it is about: no new letter
# may name them. Say it in reading.txt, and run  letterkit import --again {name}  ; or take a line out
# that is nobody's name.
"""


class Proposal(Struct, frozen=True):
    """What the text of a file would be in the library.

    `files` are named from the proposal's folder. Where `problems` has an error nothing may be written.
    """

    name: str
    reading: LetterReading
    documents: tuple[Imported, ...]
    files: Mapping[str, str]
    blocks: tuple[tuple[Proposed, ...], ...]  # by document
    counts: Counts
    problems: tuple[Diagnostic, ...] = ()

    @property
    def doubtful(self) -> int:
        """How many rows of the reading somebody should look at."""
        rows = (*self.reading.rows, *self.reading.people)
        return sum(row.sure is Sure.LOOK for row in rows)


class ProposalNames(Struct):
    """The names of proposals that are in use: by what lies beside `into`, and by each other.

    A name that is `wanted` goes before what a letter would be called.
    """

    into: Path
    given: set[str] = field(default_factory=set)
    wanted: str = ""

    def choose(self, usual: str, source: str) -> tuple[str, Path | None]:
        """The name, or it with the first number that makes it a new one; and the folder that holds what
        was imported from that source before.
        """
        earlier: Path | None = None
        name = usual = self.wanted or usual
        numbers = itertools.count(2)
        while self.is_taken(name):
            same = (folder for folder in self._folders(name) if self._is_from(folder, source))
            earlier = earlier or next(same, None)
            name = f"{usual}-{next(numbers)}"
        self.given.add(name)
        return name, earlier

    def is_taken(self, name: str) -> bool:
        """Whether something has the name."""
        return name in self.given or any(map(os.path.lexists, self._folders(name)))

    def require_free(self, wanted: str) -> None:
        """Raises LetterkitError where something has that name; no name is always free."""
        if wanted and self.is_taken(wanted):
            raise LetterkitError(
                f"{wanted} exists; nothing was imported", "choose another name", status=1
            )

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
    was imported before.
    """
    problems: list[Diagnostic] = []
    came = Counter(piece for line in source.lines for piece in pieces_of(f"{line.marker} {line.text}"))
    if lost := came - Counter(piece for word in reading.words for piece in pieces_of(word)):
        message = f"{lost.total()} words stand nowhere in the reading: {' '.join(list(lost)[:5])}"
        problems.append(_lost(source.name, message))
    of = reading.source.replace("\\", "/").rpartition("/")[2]  # folders are nobody else's
    reading = _printable(replace(reading, source=" ".join(of.split())))
    documents = documents_of(reading)
    name, earlier = names.choose(_name(reading.source, documents), reading.source)
    if earlier:
        message = f"imported before: see {earlier.relative_to(names.into.parent).as_posix()}"
        hint = "delete that folder to import the file anew"
        problems.append(Diagnostic("LK723", message, Location(source.name, 1, 1), hint))
    made = proposal(reading, known, name, documents)
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
    first = next((d for d in documents if d.kind == MAIN_DOCUMENT.name), documents[0])
    addressee = next((a.organisation or a.title or a.name for a in first.addressees), "")
    texts = (first.subject, first.headline, addressee, stem)
    about = next((found for text in texts if (found := slug(text, most=32))), "")
    return "-".join(filter(None, (first.date or "undated", first.kind, about)))


def proposal(
    reading: LetterReading, known: KnownBlocks, name: str, documents: tuple[Imported, ...] | None = None
) -> Proposal:
    """What a reading would be under that name: its blocks are a function of it, and of the library.

    `documents` are those of the reading, where they are known already.
    """
    documents = documents_of(reading) if documents is None else documents
    made = draft(reading.source, documents, known, name)
    trees, problems = _trees(made, reading.source)
    counts, listed = sorted_by_print(reading, map(to_text, trees))
    files = {**made.files, **_candidates(reading, name)}
    if listed:
        files[NOT_PRINTED_FILE] = listed
    made_of = "".join(f"{digest(text.encode())}  {file}\n" for file, text in sorted(files.items()))
    files[MADE_FILE] = made_of
    files[reading_text.FILE] = reading_text.to_text(reading)
    blocks = tuple(map(tuple, made.proposed))
    return Proposal(name, reading, documents, files, blocks, counts, tuple(problems))


def _printable(reading: LetterReading) -> LetterReading:
    """The reading without characters that no file may hold."""
    rows, people = (
        tuple(replace(row, text=without_unprintable(row.text)) for row in rows)
        for rows in (reading.rows, reading.people)
    )
    return replace(reading, source=without_unprintable(reading.source), rows=rows, people=people)


def _candidates(reading: LetterReading, name: str) -> dict[str, str]:
    """The file of the names of which nobody has said yet whose they are; none where there is none."""
    people = [person for person in reading.people if person.sure is not Sure.SURE]
    names = dict.fromkeys(one for person in people for one in fields_of(person.text) if one)
    text = _CANDIDATES.format(name=name) + "".join(f"{one}\n" for one in names)
    return {CANDIDATES_FILE: text} if names else {}


def _trees(made: ProposalFiles, source: str) -> tuple[list[lt.Document], list[Diagnostic]]:
    """The documents made of their blocks before anything is written; what stands against it as LK722."""
    workspace = made.known.library.workspace
    folder = workspace.campaign_folder(made.name)
    drafts = {folder / file: text for file, text in made.files.items()}
    trees: list[lt.Document] = []
    said: list[Diagnostic] = []
    for kind in (kind for kind in DOCUMENTS if kind.file in made.files):
        library = Library(workspace, made.name, like=made.known.library, drafts=drafts)
        tree, problems = assemble_document(library, made.name, kind.name)
        errors = [problem for problem in problems if has_errors([problem])]
        if tree is None or errors:
            first = f": {errors[0]}" if errors else ""
            said.append(_lost(source, f"the {kind.name} cannot be made of its blocks{first}"))
        else:
            trees.append(tree)
    return trees, said
