"""What there is in a workspace, as rows for `letterkit list` and as a page for `letterkit show`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from letterkit.blocks.documents import Composition, Dialogue
from letterkit.blocks.kinds import DOCUMENTS, KIND_BY_MODEL, KINDS
from letterkit.blocks.models import Address, BlockModel, Issue, Organisation, Person, Provenance
from letterkit.diagnostics import Location
from letterkit.library.index import Block, Library
from letterkit.library.workspace import Workspace

COLUMNS = {
    "dialogues": ("name", "dialogue", "host city", "first day", "last day"),
    "campaigns": ("campaign", "dialogue", "date", "documents"),
    "blocks": ("block", "title", "verified"),
    "people": ("name", "person", "also known as", "described as", "verified"),
    "cases": ("name", "person", "status", "since", "verified", "consent"),
    "organisations": ("name", "organisation", "signs", "verified"),
    "addresses": ("name", "office", "last known holder", "fax", "verified"),
}
"""What is listed of each topic."""
TOPICS = tuple(COLUMNS)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words below the names of their columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table(workspace: Workspace, topic: str, library: Library, on: dt.date) -> Table:
    """The rows of a topic, one of `TOPICS`, as things stood on that day.

    Problems of what is read stay with the library.
    """
    if topic == "campaigns":
        return _campaigns(workspace, library)
    if topic == "cases":
        return _cases(library, on)
    if topic == "blocks":
        rows = [(b.reference, _title(b), _verified(b)) for b in library.load_all()]
        return Table(COLUMNS[topic], tuple(rows))
    kind = next(kind for kind in KINDS if kind.folder == topic)
    loaded = (library.load(kind, name) for name in library.names(kind))
    blocks = [block for block in loaded if block is not None]
    return Table(COLUMNS[topic], tuple((b.name, *_row(b)) for b in blocks))


def _row(block: Block[BlockModel]) -> tuple[str, ...]:
    match block.model:
        case Dialogue() as d:
            return d.name, d.host_city or "", str(d.from_ or ""), str(d.to or "")
        case Person() as p:
            return p.name, ", ".join(p.also_known_as), p.described_as or "", _verified(block)
        case Organisation() as o:
            signer = max(o.signers, key=lambda s: s.from_.first_day, default=None)
            return o.name, signer.name if signer else "", _verified(block)
        case Address() as a:
            holder = max(a.holders, key=lambda h: h.from_, default=None)
            fax = ", ".join(fax.number for fax in a.fax)
            return a.office, holder.name if holder else "", fax, _verified(block)
    return (_title(block),)


def _cases(library: Library, on: dt.date) -> Table:
    """Every person's status on the day, since when, when last verified, and who may name the person."""
    rows = []
    for block in library.load_all():
        person = block.model
        if isinstance(person, Person):
            event = person.status_on(on)
            status, since = (event.status or "", str(event.date)) if event else ("unknown", "")
            verified = _verified(block) or "never"
            rows.append((block.name, person.name, status, since, verified, person.consent))
    return Table(COLUMNS["cases"], tuple(rows))


def _campaigns(workspace: Workspace, library: Library) -> Table:
    rows = []
    for name in workspace.campaign_names():
        block = next(filter(None, (library.document(kind, name) for kind in DOCUMENTS)), None)
        if block is not None:
            documents = ", ".join(d.replace("-", " ") for d in workspace.documents(name))
            rows.append((name, block.model.dialogue, str(block.model.date), documents))
    return Table(COLUMNS["campaigns"], tuple(rows))


def _title(block: Block[BlockModel]) -> str:
    model = block.model
    for key in ("title", "name", "office"):
        if value := getattr(model, key, None):
            return str(value)
    return ""


def _verified(block: Block[BlockModel]) -> str:
    model = block.model
    return str(model.verified) if isinstance(model, Provenance) and model.verified else ""


@dataclass(frozen=True, slots=True)
class BlockFact:
    """Something that a block says of itself: 'verified', '2016-06'. There may be several sources."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class BlockUse:
    """A block or campaign that names the block, and where."""

    name: str
    location: Location

    def __str__(self) -> str:
        return f"{self.name} ({self.location})"


@dataclass(frozen=True, slots=True)
class BlockPage:
    """A block as a reader wants it: what it is, what it says of itself, its file's text, who uses it."""

    reference: str
    file: str
    facts: tuple[BlockFact, ...]
    content: str
    used_by: tuple[BlockUse, ...]


def page(workspace: Workspace, block: Block[BlockModel], library: Library) -> BlockPage:
    """The page of a block."""
    uses = _uses(workspace, block, library)
    return BlockPage(
        reference=block.reference,
        file=block.document.file,
        facts=tuple(BlockFact(name, value) for name, value in _facts(block)),
        content=block.path.read_text(encoding="utf-8-sig"),
        used_by=tuple(dict.fromkeys(uses)),
    )


def _facts(block: Block[BlockModel]) -> Iterator[tuple[str, str]]:
    model = block.model
    yield "kind", block.kind.name
    yield "title", _title(block)
    if isinstance(model, Issue):
        yield "ask", model.ask
    if isinstance(model, Provenance):
        yield "verified", str(model.verified) if model.verified else "never"
        for source in model.sources:
            parts = (source.title, source.publisher, str(source.date or ""), source.url)
            yield "source", ", ".join(part for part in parts if part)
        for origin in model.origin:
            ask = f"ask {origin.ask}" if origin.ask else origin.part
            yield "origin", ", ".join(part for part in (origin.seed, ask) if part)


def _uses(workspace: Workspace, block: Block[BlockModel], library: Library) -> Iterator[BlockUse]:
    """The blocks and campaigns that name this one, with the place."""
    names = workspace.campaign_names()
    documents = (library.document(kind, name) for kind in DOCUMENTS for name in names)
    for user in (*library.load_all(), *documents):
        if user is None:
            continue
        for reference in user.references():
            if KIND_BY_MODEL[reference.model] is block.kind and reference.name == block.name:
                reader = user.name if isinstance(user.model, Composition) else user.reference
                yield BlockUse(reader, user.location(*reference.path))
