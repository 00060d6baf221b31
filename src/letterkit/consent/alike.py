"""The parts that all copies of a letter have alike: searched once, for whoever may be named in them.

A copy differs from the others in whom it goes to. Its officials explain a name that stands there, and
never bar one. So a part in which nobody barred is read, whoever else may be meant, is the same for the
gate in every copy; any other is looked at in each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from letterkit import letter as lt
from letterkit.consent.carried import PERSON, Named, carried_of, named_in_part
from letterkit.consent.register import Register


class AlikeParts:
    """The parts of a letter, by themselves, for the gate of its copies."""

    def __init__(self, letter: lt.Document, register: Register) -> None:
        self.barred = register.barred
        self._strict = Register(self.barred)
        parts = [part for part in lt.children(letter) if not self._names_somebody(part)]
        self._parts = {id(part): part for part in parts}
        self._people = {id(part): tuple(_people(part)) for part in parts}
        self._made: dict[tuple[int, tuple[str, ...]], lt.Node] = {}

    def _names_somebody(self, part: lt.Node) -> bool:
        return any(self.may_name(words.text) for words in carried_of(part))

    def may_name(self, text: str) -> bool:
        """Whether anything in a text reads as one of the barred, whoever else may be meant by it."""
        return self._strict.may_name(text)

    def is_clean(self, part: object) -> bool:
        """Whether it is one of the parts, in which nobody barred may be named."""
        return id(part) in self._parts

    def rewritten(self, part: lt.Node, named: Named, make: Callable[[], lt.Node]) -> lt.Node:
        """A clean part with the names of files as `named` has them: what `make` gives, made once."""
        key = id(part), tuple(map(named, self._people[id(part)]))
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]


def _people(part: lt.Node) -> Iterator[str]:
    """The names of people's files and blocks in a part, in their order, each once."""
    return (name for name in dict.fromkeys(named_in_part(part)) if PERSON.fullmatch(name))
