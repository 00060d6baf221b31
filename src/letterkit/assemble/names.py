"""The names that no line of a document may break: of people, organisations, offices and dialogues.

They are those of the blocks that it was made from and of its own parts, as far as its words have them. A
person whom it does not name is not among them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from letterkit import letter as lt
from letterkit.blocks.documents import Dialogue
from letterkit.blocks.models import Address, IndividualSigner, Organisation, Person, QuotationBlock
from letterkit.language.names import one_apostrophe
from letterkit.library.index import Block
from letterkit.values import replace

# The nodes whose own words print, and the fields that hold them.
_PRINTED: Mapping[type[lt.Node], tuple[str, ...]] = {
    lt.Text: ("text",),
    lt.Line: ("text",),
    lt.Letterhead: ("name", "members"),
    lt.Addressee: ("full_name", "office", "organisation"),
    lt.Signatory: ("person", "native_name", "title", "affiliation", "organisation", "note"),
    lt.SignatureGroup: ("heading",),
    lt.Ask: ("title", "summary"),
    lt.Reading: ("title",),
    lt.PressRelease: ("issuer",),
}


class _ToldPart(Struct, frozen=True):
    """What a part prints, the names that it has of its own, and whether it has notes."""

    words: str
    names: tuple[str, ...]
    has_notes: bool

    @classmethod
    def of(cls, part: lt.Node) -> _ToldPart:
        """A part, looked through once."""
        nodes = list(lt.walk(part))
        words = one_apostrophe(" ".join(word for node in nodes for word in _own_words(node)))
        names = tuple(one_apostrophe(name) for node in nodes for name in _of_part(node))
        return cls(words, names, any(isinstance(node, lt.Footnote) for node in nodes))


class NamesOfParts:
    """What the parts of a document print and name; those of a mailing's copies are looked at once.

    `alike` are the parts that the copies have alike.
    """

    def __init__(self, alike: Iterable[object] = ()) -> None:
        self._alike = {id(part): part for part in alike}
        self._known: dict[int, _ToldPart] = {}

    def of(self, part: lt.Node) -> _ToldPart:
        """What is told of a part."""
        if id(part) in self._known:
            return self._known[id(part)]
        told = _ToldPart.of(part)
        if id(part) in self._alike:
            self._known[id(part)] = told
        return told


def with_names(document: lt.Document, blocks: Collection[Block[Any]], parts: NamesOfParts) -> lt.Document:
    """The document with the names of these blocks and of its parts that stand in its words, each once;
    and with its notes numbered.
    """
    told = [parts.of(part) for part in lt.children(document)]
    words = " ".join((*_own_words(document), *(each.words for each in told)))
    of_parts = (name for each in told for name in each.names)
    every = dict.fromkeys((*of_parts, *map(one_apostrophe, _of_blocks(blocks))))
    names = tuple(name for name in every if name and name in words)
    named = replace(document, names=names, people_named=_people_among(names, blocks))
    return lt.numbered(named) if any(each.has_notes for each in told) else named


def _people_among(names: Collection[str], blocks: Iterable[Block[Any]]) -> tuple[str, ...]:
    """Those of the names that are of people whose cases the document speaks of."""
    people = (block.model for block in blocks if isinstance(block.model, Person))
    known = dict.fromkeys(one_apostrophe(name) for person in people for name in person.names)
    return tuple(name for name in known if name in names)


def _own_words(node: lt.Node) -> Iterator[str]:
    for value in (getattr(node, field) for field in _PRINTED.get(type(node), ())):
        yield from value if isinstance(value, tuple) else (value or "",)


def _of_part(node: lt.Node) -> Iterator[str]:
    match node:
        case lt.Addressee():
            yield from (node.name, node.full_name, node.salutation, node.office, node.organisation)
        case lt.Signatory():
            yield from (node.person or "", node.native_name or "", node.organisation)
            yield node.affiliation or ""
        case lt.Letterhead():
            yield from (node.name or "", *node.members)


def _of_blocks(blocks: Iterable[Block[Any]]) -> Iterator[str]:
    for block in blocks:
        match block.model:
            case Person() as person:
                yield from (person.name, person.native_name or "", *person.also_known_as)
            case Organisation() as organisation:
                yield from (organisation.name, organisation.short_name or "")
                yield from (signer.name for signer in organisation.signers)
            case IndividualSigner() as signer:
                yield signer.name
            case Address() as address:
                yield from (address.office, address.organisation or "")
                yield from (holder.name for holder in address.holders)
            case Dialogue() as dialogue:
                yield from (dialogue.name, dialogue.short_name or "")
                yield from (dialogue.host_city or "", dialogue.host_country or "")
            case QuotationBlock() as quotation:
                yield quotation.speaker
