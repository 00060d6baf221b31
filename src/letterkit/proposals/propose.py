"""An imported document → the files of blocks that it would be, a dialogue and a campaign among them.

Everything that came in is put somewhere: into a block, among what was left out, or among what found no
place; where a word is missing, or the campaign does not print the body word for word, that is LK722 and
there is nothing to write. What the letter does not say (since when somebody holds an office, where a
dialogue takes place, whether a person agrees to be named again) is left open, never filled in.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from letterkit.assemble import assemble_document
from letterkit.blocks.kinds import DOCUMENTS, MAIN_DOCUMENT
from letterkit.diagnostics import Diagnostic, Location, has_errors
from letterkit.files.reading import BLOCK, read_text
from letterkit.importer.parts import Imported, Proposed, ReadPart, Role, SourceText
from letterkit.language.names import slug
from letterkit.library.index import Library
from letterkit.library.workspace import CAMPAIGNS, IMPORTED
from letterkit.proposals.documents import has_body
from letterkit.proposals.draft import draft
from letterkit.proposals.files import ProposalFiles, imported_from
from letterkit.proposals.likeness import KnownBlocks

UNPLACED_FILE = "unplaced.txt"
LEFT_OUT_FILE = "left-out.txt"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many words of a file ended in blocks, were left out as chrome, and found no place."""

    blocks: int = 0
    left_out: int = 0
    unplaced: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.blocks + self.left_out + self.unplaced


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file, or one of several letters in it, would be in the library.

    `files` are named from the proposal's folder. Where `problems` has an error nothing may be written.
    """

    name: str
    source: str
    documents: tuple[Imported, ...]
    files: Mapping[str, str]
    blocks: tuple[tuple[Proposed, ...], ...]  # by document
    counts: Counts
    problems: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class ProposalNames:
    """The names of proposals that are in use: by what lies beside `into`, and by each other.

    A name that is `wanted` goes before what a letter would be called.
    """

    into: Path
    given: set[str] = field(default_factory=set)
    wanted: str = ""

    def free(self, usual: str) -> str:
        """The name, or the name with the first number that makes it a new one."""
        name = next(name for name in self._numbered(usual) if not self.is_taken(name))
        self.given.add(name)
        return name

    def before(self, usual: str, source: str) -> Path | None:
        """The folder that holds what was imported from that source before."""
        for name in self._numbered(usual):
            folders = [folder for folder in self._folders(name) if folder.exists()]
            for folder in folders:
                if any(_is_from(folder / kind.file, self.into.parent, source) for kind in DOCUMENTS):
                    return folder
            if not folders and name not in self.given:
                return None
        return None

    def _numbered(self, usual: str) -> Iterator[str]:
        name = self.wanted or usual
        yield from (name if n == 1 else f"{name}-{n}" for n in range(1, 10_000))

    def is_taken(self, name: str) -> bool:
        """Whether something has the name."""
        return name in self.given or any(map(os.path.lexists, self._folders(name)))

    def _folders(self, name: str) -> tuple[Path, Path]:
        return self.into / IMPORTED / name, self.into.parent / CAMPAIGNS / name


def _is_from(file: Path, inside: Path, source: str) -> bool:
    """Whether a campaign's file says, on its second line, that it was imported from that source."""
    with suppress(OSError):
        lines = read_text(file, inside, BLOCK).splitlines()
        return any(line.startswith(imported_from(source)) for line in lines[:2])
    return False


def propose(
    source: SourceText, documents: Sequence[Imported], known: KnownBlocks, names: ProposalNames
) -> tuple[list[Proposal], list[Diagnostic]]:
    """What the documents of a source would be; and LK722 where its words do not add up."""
    proposals: list[Proposal] = []
    problems: list[Diagnostic] = []
    for together in _together(documents):
        usual = _name(source, together)
        if earlier := names.before(usual, _file_name(source.name)):
            problems.append(_again(source.name, earlier.relative_to(names.into.parent).as_posix()))
        proposals.append(_proposal(source, together, known, names.free(usual)))
    counted = sum(proposal.counts.total for proposal in proposals)
    if proposals and counted != source.words:
        message = f"{source.words} words came in, and {counted} were accounted for"
        problems.append(_lost(source.name, 1, message))
    return proposals, problems


def _file_name(name: str) -> str:
    """A file's name without its folders, which are nobody else's."""
    return name.replace("\\", "/").rpartition("/")[2]


def _again(file: str, folder: str) -> Diagnostic:
    message = f"imported before: see {folder}"
    hint = "delete that folder to import the file anew"
    return Diagnostic("LK723", message, Location(file, 1, 1), hint)


def _lost(file: str, line: int, message: str) -> Diagnostic:
    hint = "this is a mistake in letterkit; nothing of the file was written"
    return Diagnostic("LK722", message, Location(file, max(line, 1), 1), hint)


def _together(documents: Sequence[Imported]) -> list[tuple[Imported, ...]]:
    """A letter and the press release around it make one campaign; any other document its own."""
    groups: list[list[Imported]] = []
    for document in documents:
        fits = (group for group in groups if all(other.kind != document.kind for other in group))
        group = next(fits, None)
        if group is None:
            groups.append([document])
        else:
            group.append(document)
    return [tuple(group) for group in groups]


def _name(source: SourceText, documents: tuple[Imported, ...]) -> str:
    """Date, kind and what it is about: the same whatever format the letter was saved in."""
    first = next((d for d in documents if d.kind == MAIN_DOCUMENT.name), documents[0])
    addressee = next((a.organisation or a.title or a.name for a in first.addressees), "")
    stem = _file_name(source.name).rpartition(".")[0]
    candidates = (first.subject, first.headline, addressee, stem)
    about = next((found for text in candidates if (found := slug(text, most=32))), "")
    return "-".join(filter(None, (first.date or "undated", first.kind, about)))


def _proposal(
    source: SourceText, documents: tuple[Imported, ...], known: KnownBlocks, name: str
) -> Proposal:
    made = draft(_file_name(source.name), documents, known, name)
    placed = {id(part) for part in made.placed}
    unplaced = [part for document in documents for part in _without_place(document)]
    left_out = [part for document in documents for part in document.chrome]
    counts = Counts(_words_placed(documents, placed), _words(left_out), _words(unplaced))
    files = {**made.files, **_listed(UNPLACED_FILE, unplaced), **_listed(LEFT_OUT_FILE, left_out)}
    accounted = placed | set(map(id, (*unplaced, *left_out)))
    problems = (*_not_placed(source, documents, accounted), *_not_printed(made, known, source))
    blocks = tuple(map(tuple, made.proposed))
    return Proposal(name, source.name, documents, files, blocks, counts, problems)


def _without_place(document: Imported) -> tuple[ReadPart, ...]:
    """What no block takes: all of a document that has no body, and so is no letter."""
    if has_body(document):
        return document.unplaced
    return tuple(part for part in document.parts if part.role is not Role.CHROME)


def _words_placed(documents: Iterable[Imported], placed: set[int]) -> int:
    return _words(part for part in _all(documents) if id(part) in placed)


def _words(parts: Iterable[ReadPart]) -> int:
    return sum(len(part.words) for part in parts)


def _all(documents: Iterable[Imported]) -> Iterable[ReadPart]:
    return (part for document in documents for part in document.parts)


def _listed(name: str, parts: Sequence[ReadPart]) -> dict[str, str]:
    """The file of that name with lines such as `12-14  text`; no file where there are no parts.

    A line says where in the source a text stood.
    """
    rows = [f"{_lines_of(part):<9} {' '.join(part.words)}".rstrip() for part in parts]
    return {name: "".join(f"{row}\n" for row in rows)} if rows else {}


def _lines_of(part: ReadPart) -> str:
    """'12-14', or '12'."""
    return f"{part.first}-{part.last}" if part.last > part.first else str(part.first)


def _not_placed(
    source: SourceText, documents: tuple[Imported, ...], known: set[int]
) -> Iterable[Diagnostic]:
    """LK722 for every part that no file took."""
    for part in _all(documents):
        if id(part) not in known:
            message = f"{len(part.words)} words ({part.role}) found no block"
            yield _lost(source.name, part.first, message)


def _not_printed(made: ProposalFiles, known: KnownBlocks, source: SourceText) -> Iterable[Diagnostic]:
    """What stands against making the documents again of their blocks, before anything is written."""
    workspace = known.library.workspace
    folder = workspace.campaign_folder(made.name)
    drafts = {folder / file: text for file, text in made.files.items()}
    for kind in DOCUMENTS:
        if kind.file in made.files:
            library = Library(workspace, made.name, like=known.library, drafts=drafts)
            tree, problems = assemble_document(library, made.name, kind.name)
            errors = [problem for problem in problems if has_errors([problem])]
            if tree is None or errors:
                first = f": {errors[0]}" if errors else ""
                yield _lost(source.name, 1, f"the {kind.name} cannot be made of its blocks{first}")
