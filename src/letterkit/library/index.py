"""The blocks of a workspace, and the documents of its campaigns, looked up by name.

Blocks lie in `seeds/<folder of the kind>/<name>.yaml`; a campaign's own `blocks/` shadow them. Nothing is
read before it is asked for, so that a colleague's half-written block stops nobody else's letter.

Whatever reads gives two things: what could be read, and the problems met on the way. A library keeps no
problem for later; whoever needs none leaves them where they are.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Generic, TypeVar, cast

from msgspec import Struct, field

from letterkit.authored import Origin, Owner
from letterkit.blocks.base import BlockModel
from letterkit.blocks.dated import on_date
from letterkit.blocks.documents import Dialogue, DocumentFile, LetterFile
from letterkit.blocks.kinds import KIND_BY_MODEL, KINDS, DocumentKind, Kind
from letterkit.blocks.models import (
    Person,
)
from letterkit.blocks.offices import Address
from letterkit.blocks.translations import in_language
from letterkit.blocks.validation import validate
from letterkit.blocks.values import is_name
from letterkit.blocks.yaml import Document, parse, read
from letterkit.diagnostics import Diagnostic, Location, did_you_mean
from letterkit.files.inside import is_utf8
from letterkit.files.listing import entries
from letterkit.files.reading import problem_of
from letterkit.language.dates import PartialDate
from letterkit.language.foreign import without_marks
from letterkit.library import strays
from letterkit.library.references import Reference, references_in
from letterkit.library.workspace import SEEDS, Workspace
from letterkit.values import replace

Model = TypeVar("Model", bound=BlockModel)
Model_co = TypeVar("Model_co", bound=BlockModel, covariant=True)


class Block(Struct, Generic[Model_co], frozen=True):
    """A block as it was read: kind and name, its file and whose that is, its model, and the places."""

    kind: Kind | DocumentKind
    name: str
    path: Path
    model: Model_co
    document: Document
    owner: Owner

    @property
    def reference(self) -> str:
        """The block's full name, such as `issues/religious-freedom`."""
        return f"{self.kind.folder}/{self.name}"

    @property
    def title(self) -> str:
        """What people call it: its title, name, office or speaker; empty where it has none."""
        return title_of(self.document)

    def location(self, *path: str | int) -> Location:
        """Where the value at `path` stands."""
        return self.document.location(path)

    def origin(self, *path: str | int) -> Origin:
        """The origin of a node that is made of the value at `path`."""
        place = self.document.location(path)
        return Origin(place.file, place.line, place.column, self.owner)

    def in_language(self, language: str) -> Block[Model_co]:
        """The block with its words in that language, as far as it has them."""
        model, document = in_language(self.model, self.document, language)
        return replace(self, model=model, document=document) if model is not self.model else self

    def in_letter(self, language: str, date: PartialDate) -> Block[Model_co]:
        """The block as a letter in that language and of that date has it."""
        block = self.in_language(language)
        model, document = on_date(block.model, block.document, date, language)
        return replace(block, model=model, document=document) if model is not block.model else block

    def references(self) -> Iterator[Reference]:
        """Every name that stands in the block, with the model that a block of that name has."""
        return references_in(self.model)


_TITLES = ("name", "title", "office", "speaker")


def title_of(document: Document) -> str:
    """What people call the block that a file holds, whether or not it is a right one."""
    values = (document.value.get(key) for key in _TITLES)
    return without_marks(next((value for value in values if isinstance(value, str)), ""))


class MailRecipient(Struct, frozen=True):
    """One of those whom a letter is mailed to: the office with who holds it, as a block that may stand in
    no file of the library, and the cells of a table's own columns.

    `asked` is what filters can ask, `own` among it; both are by the names of merge fields. `places` say
    for each field of the recipient's, where the source can have it, where that is: the place, and in
    words.
    """

    block: Block[Address]
    asked: Mapping[str, str]
    own: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, tuple[Location, str]] = field(default_factory=dict)

    @property
    def is_of_library(self) -> bool:
        """Whether the office is a block of the library, and not a row of a table."""
        return not self.places

    def place(self, name: str) -> tuple[Location, str]:
        """Where a field is, or would be: the place, and in words."""
        here = self.block.location()
        return self.places.get(name) or (here, f"{here.file}, line {here.line}")


_Read = tuple[Block[BlockModel] | None, tuple[Diagnostic, ...]]
Blocks = tuple[list[Block[BlockModel]], list[Diagnostic]]
"""Blocks that could be read, and what is wrong with the others."""


class _Listing(Struct):
    """The files of a kind by the names of their blocks, and LK209 for those that are no block's.

    Where a folder of the kind cannot be read, none of them is given.
    """

    paths: dict[str, Path] = field(default_factory=dict)
    misnamed: list[Diagnostic] = field(default_factory=list)
    is_readable: bool = True


class Library:
    """The blocks of a workspace as one campaign sees them (or none)."""

    def __init__(
        self,
        workspace: Workspace,
        campaign: str | None = None,
        like: Library | None = None,
        drafts: Mapping[Path, str] | None = None,
    ) -> None:
        """A library that is made `like` another of the workspace reads no file that one has read.

        `drafts` are the files of an imported letter that nobody has written yet.
        """
        self.workspace = workspace
        self.campaign = campaign
        self.recipient: MailRecipient | None = None
        self._loaded: dict[Path, _Read] = like._loaded if like else {}  # noqa: SLF001  # its own class
        self._titles: dict[str, str] = like._titles if like else {}  # noqa: SLF001
        self._own = (
            workspace.campaign_folder(campaign) / strays.OWN_BLOCKS if campaign is not None else None
        )
        self._drafts = drafts or {}
        self._listings: dict[Kind, _Listing] = {}
        self._read: dict[tuple[Kind | DocumentKind, str], _Read] = {}
        self.campaign_folder = self._own.parent if self._own is not None else None
        # Every file that was read for this library, right or wrong.
        self.files: set[Path] = set()

    def for_recipient(self, recipient: MailRecipient, letter: Block[LetterFile]) -> Library:
        """The same blocks as a mailing's copy of the letter sees them: it goes to that one alone."""
        block = recipient.block
        office = cast("Kind", block.kind)
        changes = {"to": (block.name,), "holders": {}}
        sent = replace(letter, model=letter.model.model_copy(update=changes))
        listing = self._listing(office)
        paths = {**listing.paths, block.name: block.path}
        for kind in KINDS:
            self._listing(kind)  # once for all copies
        made = copy.copy(self)
        made.recipient = recipient
        made._read = {  # noqa: SLF001  # its own class, as below
            **self._read,
            (letter.kind, letter.name): (cast("Block[BlockModel]", sent), ()),
            (office, block.name): (cast("Block[BlockModel]", block), ()),
        }
        made._listings = {**self._listings, office: replace(listing, paths=paths)}  # noqa: SLF001
        return made

    def forget(self, files: Iterable[Path]) -> None:
        """Drop what was read from these files, for the libraries that are made like this one."""
        for path in files:
            self._loaded.pop(path, None)

    # One block

    def get(
        self, model: type[Model], name: str, asked_from: Location
    ) -> tuple[Block[Model] | None, list[Diagnostic]]:
        """The block of that kind and name, and what is wrong with it.

        None where it cannot be read, or where there is none: LK204 or LK205 at `asked_from`. The files
        that are not read for their names (LK209), which could be meant, are told with it.
        """
        kind = KIND_BY_MODEL[model]
        listing = self._listing(kind)
        if name not in listing.paths and listing.is_readable:
            return None, [*listing.misnamed, *self._unknown(kind, name, asked_from)]
        return cast("tuple[Block[Model] | None, list[Diagnostic]]", self.load(kind, name))

    def load(self, kind: Kind, name: str) -> tuple[Block[BlockModel] | None, list[Diagnostic]]:
        """The block of that name, which there must be, and what is wrong with it. See `get`."""
        listing = self._listing(kind)
        if not listing.is_readable:
            return None, listing.misnamed
        block, problems = self._read_once(kind, name, listing.paths[name])
        return block, [*listing.misnamed, *problems]

    def document(
        self, kind: DocumentKind, campaign: str
    ) -> tuple[Block[DocumentFile] | None, list[Diagnostic]]:
        """A campaign's document, and what is wrong with its file; None where it has none.

        What else lies in the campaign's folder and is not read for its name (LK209) is told with it.
        """
        if self.recipient is not None and kind.model is LetterFile:
            sent, problems = self._read[kind, campaign]
            return cast("Block[DocumentFile] | None", sent), list(problems)
        folder = self.workspace.campaign_folder(campaign)
        path = folder / kind.file
        misnamed = list(strays.in_campaign(self.workspace, folder))
        if path not in self._drafts and not path.is_file():
            return None, misnamed
        block, problems = self._read_once(kind, campaign, path)
        return cast("Block[DocumentFile] | None", block), [*misnamed, *problems]

    def titled(self, problems: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The problems, each with the title of the block that its file holds, where that was read."""
        return [replace(p, title=self._titles.get(p.location.file) or p.title) for p in problems]

    # Several

    def names(self, kind: Kind) -> list[str]:
        """The names of the blocks of that kind, sorted."""
        return sorted(self._listing(kind).paths)

    def misnamed(self) -> list[Diagnostic]:
        """LK209 for every file and folder of the workspace that is not read for its name."""
        in_kinds = [problem for kind in KINDS for problem in self._listing(kind).misnamed]
        return [*strays.in_workspace(self.workspace), *in_kinds]

    def load_all(self) -> Blocks:
        """Every block there is."""
        return self._load_all(KINDS)

    def readable(self, model: type[Model]) -> tuple[list[Block[Model]], list[Diagnostic]]:
        """The blocks of that kind."""
        return cast(
            "tuple[list[Block[Model]], list[Diagnostic]]", self._load_all((KIND_BY_MODEL[model],))
        )

    def own(self) -> Blocks:
        """The campaign's own blocks."""
        if self._own is None or not self._own.is_dir():
            return [], []
        return self._load_all(KINDS, within=self._own)

    def find(self, name: str) -> Blocks:
        """The blocks of that name, in whichever kind; `issues/name` for one kind only."""
        folder, _, bare = name.rpartition("/")
        return self._load_all([kind for kind in KINDS if not folder or kind.folder == folder], bare)

    def used_by(self, document: Block[DocumentFile]) -> Blocks:
        """Every block that a document is made of, directly or through others, in order of first use.

        The dialogue counts, but not what its own recipes name.
        """
        found: dict[str, Block[BlockModel]] = {}
        problems: list[Diagnostic] = []
        waiting: list[Block[BlockModel]] = [cast("Block[BlockModel]", document)]
        while waiting:
            block = waiting.pop(0)
            for reference in () if isinstance(block.model, Dialogue) else block.references():
                place = block.location(*reference.path)
                used, told = self.get(reference.model, reference.name, place)
                problems += told
                if used is not None and used.reference not in found:
                    found[used.reference] = used
                    waiting.append(used)
        return list(found.values()), list(dict.fromkeys(problems))

    def _load_all(
        self, kinds: Iterable[Kind], name: str | None = None, within: Path | None = None
    ) -> Blocks:
        """The blocks of these kinds: all, or those of one name, or those whose files lie in a folder."""
        blocks: list[Block[BlockModel]] = []
        problems: list[Diagnostic] = []
        for kind in kinds:
            listing = self._listing(kind)
            problems += listing.misnamed
            if not listing.is_readable:
                continue
            for each, path in sorted(listing.paths.items()):
                if name in (None, each) and (within is None or path.parent.parent == within):
                    block, told = self._read_once(kind, each, path)
                    problems += told
                    blocks += [block] if block is not None else []
        return blocks, problems

    # Reading

    def _read_once(self, kind: Kind | DocumentKind, name: str, path: Path) -> _Read:
        if (kind, name) not in self._read:
            self.files.add(path)
            if path in self._drafts:  # another library's draft of that name is another text
                self._read[kind, name] = self._read_file(kind, name, path)
            else:
                if path not in self._loaded:
                    self._loaded[path] = self._read_file(kind, name, path)
                self._read[kind, name] = self._loaded[path]
        return self._read[kind, name]

    def _read_file(self, kind: Kind | DocumentKind, name: str, path: Path) -> _Read:
        shown = self.workspace.shown(path)
        is_draft = path in self._drafts
        if is_draft:
            document, problems = parse(self._drafts[path], shown)
        else:
            document, problems = read(path, self.workspace.root, shown)
        if document is None:
            return None, tuple(problems)
        if kind.model is not Person:  # who may not be named is not named by a finding
            self._titles[shown] = title_of(document)
        model, problems = validate(kind.model, document)
        if model is None:
            return None, tuple(self.titled(problems))
        owner = Owner.IMPORTED if is_draft else self.workspace.owner(path)
        return Block(kind, name, path, model, document, owner), ()

    def _listing(self, kind: Kind) -> _Listing:
        """The files of a kind. The campaign's own shadow the library's."""
        if kind not in self._listings:
            listing = _Listing()
            for folder in filter(None, (self.workspace.root / SEEDS, self._own)):
                self._scan(folder / kind.folder, listing)
                drafts = (path for path in self._drafts if path.parent == folder / kind.folder)
                listing.paths.update({path.stem: path for path in drafts})
            self._listings[kind] = listing
        return self._listings[kind]

    def _scan(self, folder: Path, listing: _Listing) -> None:
        try:
            paths = entries(folder, self.workspace.root)
        except OSError as error:
            listing.misnamed.append(problem_of(error, self.workspace.shown(folder)))
            listing.is_readable = False  # what it holds could stand before a block of the same name
            return
        for path in paths:
            file = path.name
            if file.startswith(".") or file == "README.md" or not is_utf8(path):
                continue
            name = file.removesuffix(".yaml")
            if name != file and is_name(name):
                listing.paths[name] = path
            else:
                listing.misnamed.append(strays.in_kind(self.workspace, path, paths))

    def _unknown(self, kind: Kind, name: str, asked_from: Location) -> list[Diagnostic]:
        """LK205 where a block of another kind has the name, else LK204; and LK209 of the other kinds."""
        others = [other for other in KINDS if other is not kind]
        misnamed = [problem for other in others for problem in self._listing(other).misnamed]
        having = [other for other in others if name in self._listing(other).paths]
        if having:
            message = f"'{name}' is no {kind.name}; there is a block of that name in "
            message += " and ".join(f"{other.folder}/" for other in having)
            return [*misnamed, Diagnostic("LK205", message, asked_from)]
        hint = did_you_mean(name, self._listing(kind).paths)
        hint = hint or f"letterkit list blocks shows what there is; it would be {kind.folder}/"
        return [*misnamed, Diagnostic("LK204", f"no {kind.name} is named '{name}'", asked_from, hint)]
