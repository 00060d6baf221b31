"""Which passages of an earlier letter, or of the library, a new letter may take over unasked.

A passage that was written about another country is worse than none: it would put its cases and its laws
into a letter to somebody else. What a block is about, its `about:` says; else what its words speak of.
Where neither tells, it is taken over only between letters to the same counterpart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from letterkit.blocks.about import About
from letterkit.blocks.models import CaseListBlock, Issue, Person
from letterkit.checks.countries import with_their_own
from letterkit.checks.texts import covered, texts
from letterkit.language.countries import EUROPEAN_UNION, countries_spoken_of, country_name
from letterkit.library.index import Block, Library


class Counterpart(Struct, frozen=True):
    """Whom a letter is about: the countries of its occasion, and what such dialogues are called.

    `officials` are the countries of those it is written to.
    """

    parties: frozenset[str]
    kind: str | None = None
    officials: frozenset[str] = frozenset()

    @property
    def own(self) -> frozenset[str]:
        """The countries that its passages may speak of."""
        return with_their_own(self.parties)

    @property
    def others(self) -> frozenset[str]:
        """The same without the officials' own country, of which every letter to them speaks."""
        at_home = self.officials | (with_their_own(self.officials) & {EUROPEAN_UNION})
        return with_their_own(self.parties - at_home or self.parties)


class Reader(Struct, frozen=True):
    """Reads passages for a new letter. `before` is the counterpart of the letter they come from."""

    library: Library
    language: str
    new: Counterpart
    before: Counterpart | None = None

    @property
    def is_same(self) -> bool:
        """Whether both letters are to the same counterpart."""
        return self.before is not None and self.before.parties == self.new.parties

    def objection(self, block: Block[Any]) -> str | None:
        """Why a block is not taken over unasked; None where it is. An issue answers for its cases."""
        about: About | None = block.model.about
        if about is not None and (about.general or about.countries):
            reason = self._said(about)
        else:
            reason = (self._kind(about) if about else None) or self._spoken(block)
        return reason or self._cases(block)

    def _cases(self, block: Block[Any]) -> str | None:
        """The objection to the cases that an issue brings with it."""
        name = block.model.cases if isinstance(block.model, Issue) else None
        if name is None:
            return None
        named, _ = self.library.get(CaseListBlock, name, block.location("cases"))
        reason = self.objection(named) if named else None
        return f"its cases: {reason}" if reason else None

    def _said(self, about: About) -> str | None:
        others = [code for code in about.countries if code not in self.new.own]
        if others:
            return f"it is about {_names(others)}"
        return self._kind(about)

    def _kind(self, about: About) -> str | None:
        if about.dialogues and self.new.kind not in about.dialogues:
            return f"it is for another kind of dialogue: {', '.join(about.dialogues)}"
        return None

    def _spoken(self, block: Block[Any]) -> str | None:
        spoken = list(self._countries(block))
        others = [code for code in spoken if code not in self.new.own]
        own = len(spoken) - len(others)
        if others and len(others) > own:
            return f"it speaks of {_names(others)}"
        if self.is_same:
            return None
        earlier = self.before.own if self.before else frozenset()
        if not any(code in self.new.others - earlier for code in spoken):
            return "nothing says what countries it is about"
        return f"it speaks of {_names(others)} too" if others else None

    def _countries(self, block: Block[Any]) -> Iterator[str]:
        for words in _words(self.library, block):
            for code, _, _ in countries_spoken_of(covered(words), self.language):
                yield code


def _words(library: Library, block: Block[Any]) -> Iterator[str]:
    """The words of a block; of a case list those about its people too."""
    yield block.title
    yield from (text.words for text in texts(block))
    for reference in block.references() if isinstance(block.model, CaseListBlock) else ():
        if reference.model is Person:
            person, _ = library.get(Person, reference.name, block.location(*reference.path))
            if person is not None:
                yield from (text.words for text in texts(person))
                yield person.model.nationality or ""


def _names(codes: list[str]) -> str:
    return ", ".join(country_name(code, "en") for code in dict.fromkeys(codes))
