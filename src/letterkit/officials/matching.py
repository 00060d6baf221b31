"""Which block of the library is which office of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from letterkit.blocks.offices import Address, Holder
from letterkit.language.names import plain
from letterkit.library.index import Block
from letterkit.officials.succession import is_same_person
from letterkit.officials.terms import Seat, Term, seat_key


class Offices:
    """The offices of the library, by what tells them from others."""

    def __init__(self, blocks: Sequence[Block[Address]]) -> None:
        self.blocks = blocks
        self._by_key: dict[tuple[str, ...], list[Block[Address]]] = {}
        for block in blocks:
            for key in _keys(block):
                self._by_key.setdefault(key, []).append(block)

    def of(self, seat: Seat, terms: Sequence[Term]) -> list[Block[Address]]:
        """The blocks that may be the office: one; none where it is new; several where nobody can tell."""
        if found := self._by_key.get(seat.key):
            return found
        if seat.block:
            return []
        if seat.chamber:
            return self._of_people(seat, terms)
        office = plain(seat.office)
        return [
            block
            for block in self.blocks
            if _agree(block.model.country or "", seat.country)
            and any(
                plain(name) == office and _agree(plain(organisation), plain(seat.organisation))
                for name, organisation in _names(block.model)
            )
        ]

    def _of_people(self, seat: Seat, terms: Sequence[Term]) -> list[Block[Address]]:
        """The blocks without a chamber of their own that have one of these people for the same body."""
        return [
            block
            for block in self.blocks
            if not block.model.chamber
            and plain(block.model.organisation or "") == plain(seat.organisation)
            and any(_is_term_of(term, holder) for term in terms for holder in block.model.holders)
        ]


def _names(office: Address) -> Iterator[tuple[str, str]]:
    """What an office and its organisation are called, and were: a file may have the names of before."""
    yield office.office, office.organisation or ""
    for each in office.names:
        for name in _in_any_language(each.office) or [office.office]:
            for organisation in _in_any_language(each.organisation) or [office.organisation or ""]:
                yield name, organisation


def _in_any_language(name: str | dict[str, str] | None) -> list[str]:
    return [*name.values()] if isinstance(name, dict) else [name] if name else []


def _is_term_of(term: Term, holder: Holder) -> bool:
    """Whether a term is the same person's, and of the same time."""
    return (
        is_same_person(term, holder.name, holder.id)
        and term.begin is not None
        and (holder.to is None or term.begin <= holder.to)
        and (term.end is None or holder.from_ <= term.end)
    )


def _keys(block: Block[Address]) -> list[tuple[str, ...]]:
    office = block.model
    keys: list[tuple[str, ...]] = [("block", block.name)]
    country = office.country or ""
    if office.chamber:
        parts = (office.state, office.district, office.class_)
        keys.append(seat_key(country, office.chamber, *(part or "" for part in parts)))
    else:
        keys.append(("office", plain(office.office), plain(office.organisation or ""), country))
    return keys


def _agree(ours: str, theirs: str) -> bool:
    """Whether two say the same, or one of them nothing."""
    return not ours or not theirs or ours == theirs
