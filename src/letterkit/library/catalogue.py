"""What there is in a workspace, as rows for `letterkit list` and as a page for `letterkit show`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

from msgspec import Struct

from letterkit.blocks.base import BlockModel
from letterkit.blocks.documents import Composition, Dialogue, DocumentFile
from letterkit.blocks.kinds import DOCUMENTS, KIND_BY_MODEL
from letterkit.blocks.models import (
    Address,
    Framing,
    IndividualSigner,
    Issue,
    Organisation,
    Person,
    Provenance,
)
from letterkit.diagnostics import Diagnostic, Location
from letterkit.files.reading import BLOCK
from letterkit.library.index import Block, Library
from letterkit.library.usage import LetterUse, Uses, uses
from letterkit.library.where import Where, values_of
from letterkit.library.workspace import Workspace

COLUMNS = {
    "dialogues": ("name", "dialogue", "host city", "first day", "last day"),
    "campaigns": ("campaign", "occasion", "date", "documents"),
    "blocks": ("block", "title", "verified"),
    "people": ("name", "person", "also known as", "described as", "verified"),
    "cases": ("name", "person", "status", "since", "verified", "consent"),
    "organisations": ("name", "organisation", "signs", "verified"),
    "signers": ("name", "signer", "title", "affiliation", "verified"),
    "addresses": ("name", "office", "last known holder", "fax", "verified"),
    "issues": ("name", "title", "ask", "as of", "verified"),
    "framing": ("name", "title", "as of", "verified"),
}
"""What is listed of each topic."""
TOPICS = tuple(COLUMNS)
USAGE = ("block", "title", "letters", "final", "last")
"""What is listed of the use of blocks: in how many letters, in how many final ones, the date of
the last."""
UNUSED = ("block", "verified", "named by")
"""What is listed of blocks that no letter is made of, and what still names them."""

Row = tuple[str, ...]


class Listing(Struct, frozen=True):
    """Rows of words below the names of their columns."""

    columns: Row
    rows: tuple[Row, ...]


def table(
    workspace: Workspace, topic: str, library: Library, on: dt.date, where: Where | None = None
) -> tuple[Listing, list[Diagnostic]]:
    """The rows of a topic, one of `TOPICS`, as things stood on that day, and what could not be read.

    Of addresses only those that `where` means, if it is given.
    """
    match topic:
        case "campaigns":
            return _campaigns(workspace, library)
        case "cases":
            return _cases(library, on)
        case "blocks":
            blocks, problems = library.load_all()
            rows = tuple((block.reference, block.title, _verified(block)) for block in blocks)
            return Listing(COLUMNS[topic], rows), problems
    model, row = _KINDS[topic]
    blocks, problems = library.readable(model)
    if where is not None:
        blocks = [b for b in blocks if where.holds(values_of(b.name, cast("Address", b.model), on))]
    return Listing(COLUMNS[topic], tuple((block.name, *row(block)) for block in blocks)), problems


def usage(
    workspace: Workspace, topic: str, library: Library, *, unused: bool
) -> tuple[Listing, list[Diagnostic]]:
    """How much the blocks of a topic are used, or those that no letter is made of."""
    blocks, problems = library.load_all()
    used, told = uses(workspace, library)
    wanted = [
        block for block in blocks if topic in ("blocks", block.kind.folder, _ALSO.get(block.kind.folder))
    ]
    if unused:
        named = _naming(blocks)
        rows = [
            (block.reference, _verified(block), ", ".join(named.get(block.reference, ())))
            for block in wanted
            if block.reference not in used
        ]
        return Listing(UNUSED, tuple(rows)), [*problems, *told]
    return Listing(USAGE, tuple(_usage(block, used) for block in wanted)), [*problems, *told]


# A topic that is another view of a kind's blocks.
_ALSO = {"people": "cases"}


def _usage(block: Block[Any], used: Uses) -> Row:
    letters = used.get(block.reference, ())
    final = sum(use.final for use in letters)
    last = max((use.date for use in letters), default="")
    return block.reference, block.title, str(len(letters)), str(final), last


def _naming(blocks: Iterable[Block[BlockModel]]) -> dict[str, dict[str, None]]:
    """The blocks that name each block, in the library alone."""
    found: dict[str, dict[str, None]] = {}
    for block in blocks:
        for reference in block.references():
            named = f"{KIND_BY_MODEL[reference.model].folder}/{reference.name}"
            found.setdefault(named, {})[block.reference] = None
    return found


def _issue(block: Block[Issue]) -> Row:
    return block.model.title, block.model.ask, str(block.model.as_of or ""), _verified(block)


def _framing(block: Block[Framing]) -> Row:
    return block.model.title, str(block.model.as_of or ""), _verified(block)


def _dialogue(block: Block[Dialogue]) -> Row:
    dialogue = block.model
    return dialogue.name, dialogue.host_city or "", str(dialogue.from_ or ""), str(dialogue.to or "")


def _person(block: Block[Person]) -> Row:
    person = block.model
    return person.name, ", ".join(person.also_known_as), person.described_as or "", _verified(block)


def _organisation(block: Block[Organisation]) -> Row:
    signer = max(block.model.signers, key=lambda s: s.from_.first_day, default=None)
    return block.model.name, signer.name if signer else "", _verified(block)


def _signer(block: Block[IndividualSigner]) -> Row:
    signer = block.model
    by_language = (signer.title or {}, signer.affiliation or {})
    return signer.name, *(next(iter(texts.values()), "") for texts in by_language), _verified(block)


def _address(block: Block[Address]) -> Row:
    holder = max(block.model.holders, key=lambda h: h.from_, default=None)
    fax = ", ".join(fax.number for fax in block.model.fax if fax.withdrawn is None)
    return block.model.office, holder.name if holder else "", fax, _verified(block)


# The topics that are one kind of block: the model, and what stands after a block's name.
_KINDS: Mapping[str, tuple[type[BlockModel], Callable[[Block[Any]], Row]]] = {
    "dialogues": (Dialogue, _dialogue),
    "people": (Person, _person),
    "organisations": (Organisation, _organisation),
    "signers": (IndividualSigner, _signer),
    "addresses": (Address, _address),
    "issues": (Issue, _issue),
    "framing": (Framing, _framing),
}


def _cases(library: Library, on: dt.date) -> tuple[Listing, list[Diagnostic]]:
    """Every person's status on the day, since when, when last verified, and who may name the person."""
    rows: list[Row] = []
    blocks, problems = library.load_all()
    for block in blocks:
        person = block.model
        if isinstance(person, Person):
            event = person.status_on(on)
            status, since = (event.status or "", str(event.date)) if event else ("unknown", "")
            verified = _verified(block) or "never"
            rows.append((block.name, person.name, status, since, verified, person.consent))
    return Listing(COLUMNS["cases"], tuple(rows)), problems


def _campaigns(workspace: Workspace, library: Library) -> tuple[Listing, list[Diagnostic]]:
    """Every campaign, with the occasion and date of the first of its documents that can be read."""
    rows: list[Row] = []
    problems: list[Diagnostic] = []
    for name in workspace.campaign_names():
        for kind in DOCUMENTS:
            block, told = library.document(kind, name)
            problems += told
            if block is not None:
                documents = ", ".join(d.replace("-", " ") for d in workspace.documents(name))
                rows.append((name, _occasion(block.model), str(block.model.date), documents))
                break
    return Listing(COLUMNS["campaigns"], tuple(rows)), problems


def _occasion(document: DocumentFile) -> str:
    """The dialogue's name in the library, or the occasion in the document's own words."""
    return document.dialogue or (document.occasion.name if document.occasion else "")


def _verified(block: Block[Any]) -> str:
    model = block.model
    return str(model.verified) if isinstance(model, Provenance) and model.verified else ""


class BlockFact(Struct, frozen=True):
    """Something that a block says of itself: 'verified', '2016-06'. There may be several sources."""

    name: str
    value: str


class BlockUse(Struct, frozen=True):
    """A block or campaign that names the block, and where."""

    name: str
    location: Location

    def __str__(self) -> str:
        return f"{self.name} ({self.location})"


class BlockPage(Struct, frozen=True):
    """A block as a reader wants it: what it is, what it says of itself, its file's text, who uses it.

    `used_by` are the blocks and campaigns that name it, `letters` the campaigns that are made of
    it, directly
    or through others, the newest first.
    """

    reference: str
    file: str
    facts: tuple[BlockFact, ...]
    content: str
    used_by: tuple[BlockUse, ...]
    letters: tuple[LetterUse, ...]


def page(workspace: Workspace, block: Block[BlockModel], library: Library) -> BlockPage:
    """The page of a block. Whatever cannot be read is not known to use it."""
    naming = _uses(workspace, block, library)
    used, _ = uses(workspace, library)
    return BlockPage(
        reference=block.reference,
        file=block.document.file,
        facts=tuple(BlockFact(name, value) for name, value in _facts(block)),
        content=workspace.text(block.path, BLOCK),
        used_by=tuple(dict.fromkeys(naming)),
        letters=used.get(block.reference, ()),
    )


def _facts(block: Block[BlockModel]) -> Iterator[tuple[str, str]]:
    yield "kind", block.kind.name
    yield "title", block.title
    if isinstance(block.model, Issue):
        yield "ask", block.model.ask
    if isinstance(block.model, Provenance):
        yield from _provenance(block.model)


def _provenance(model: Provenance) -> Iterator[tuple[str, str]]:
    yield "verified", str(model.verified) if model.verified else "never"
    for source in model.sources:
        parts = (source.title, source.publisher, str(source.date or ""), source.url)
        yield "source", ", ".join(part for part in parts if part)
    for origin in model.origin:
        ask = f"ask {origin.ask}" if origin.ask else origin.part
        yield "origin", ", ".join(part for part in (origin.seed, ask) if part)


def _uses(workspace: Workspace, block: Block[BlockModel], library: Library) -> Iterator[BlockUse]:
    """The blocks and campaigns that name this one, with the place."""
    blocks, _ = library.load_all()
    names = workspace.campaign_names()
    documents = (library.document(kind, name)[0] for kind in DOCUMENTS for name in names)
    for user in (*blocks, *documents):
        if user is None:
            continue
        for reference in user.references():
            if KIND_BY_MODEL[reference.model] is block.kind and reference.name == block.name:
                reader = user.name if isinstance(user.model, Composition) else user.reference
                yield BlockUse(reader, user.location(*reference.path))
