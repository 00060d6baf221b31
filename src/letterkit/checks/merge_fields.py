"""Merge fields: every field, filter and statement in every text of the library is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from letterkit import interpolate
from letterkit.diagnostics import Diagnostic
from letterkit.library import Block, Library
from letterkit.model import CaseList, Part, Person, Prose
from letterkit.source import Steps

_Text = tuple[Steps, str, Iterable[str], Iterable[str]]


def check(library: Library) -> Iterator[Diagnostic]:
    """Yields the problems of each text, whether or not a letter uses it."""
    for block in library.load_all():
        for path, text, with_, people in _texts(block):
            locate = block.document.locator(path)
            yield from interpolate.check(text, locate, tuple(with_), tuple(people))


def _texts(block: Block[Part]) -> Iterator[_Text]:
    """The texts of a block, each with the names of the values and people it may use."""
    match block.model:
        case Prose() as prose:
            yield ("text",), prose.text, prose.with_, prose.people
        case CaseList() as cases:
            yield ("lead_in",), cases.lead_in or "", (), cases.people
            yield ("closing",), cases.closing or "", (), cases.people
            for i, entry in enumerate(cases.cases):
                people = (entry.person,) if entry.person else entry.people
                yield ("cases", i, "text"), entry.text or "", (), people
        case Person() as person:
            for i, account in enumerate(person.accounts):
                yield ("accounts", i, "text"), account.text, (), (block.name,)
