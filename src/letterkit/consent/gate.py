"""The gate between a finished document and every writer: what leaves the house names nobody who may not
be named.

Writers take what has passed it and nothing else: a `Released`, which is made here alone. Whatever an
output carries is in the tree or is told beside it. The names of people's files stand in no output: in a
released document they are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from msgspec import Struct

from letterkit import letter as lt
from letterkit.consent.alike import AlikeParts
from letterkit.consent.carried import PERSON, Carried, CarriedWords, carried, rewritten
from letterkit.consent.register import WITHHELD, Register, Sureness
from letterkit.diagnostics import Diagnostic, Location, Severity, has_errors
from letterkit.values import replace

Tree = TypeVar("Tree", bound=lt.Document)
Tree_co = TypeVar("Tree_co", bound=lt.Document, covariant=True)

# The same in the words of a finding, and as a merge field names it.
_IN_WORDS = re.compile(r"(?P<where>\bpeople[/.])[a-z0-9][a-z0-9_-]*(?:\.yaml)?")


class Released(Struct, Generic[Tree_co], frozen=True):
    """A document that may be written: it names nobody whom it may not name, and no person's file.

    `people` has what each person's file, and block, is called in it.
    """

    tree: Tree_co
    register: Register
    people: Mapping[str, str]

    def __repr__(self) -> str:
        # The register names those who are withheld.
        return f"{type(self).__name__}({self.tree!r})"

    def shown(self, found: Diagnostic) -> Diagnostic:
        """A finding as an output may show it."""
        shown = unnamed(screened(found, self.register))
        file = self.people.get(found.location.file, shown.location.file)
        return replace(shown, location=replace(shown.location, file=self.register.withheld(file)))

    def screened(self, found: Diagnostic) -> Diagnostic:
        """A finding without the names of those whom the document may not name."""
        return screened(found, self.register)

    def at_home(self, found: Diagnostic) -> Diagnostic:
        """A finding about the released document, at the place that its author knows."""
        files = {shown: file for file, shown in self.people.items()}
        place = replace(found.location, file=files.get(found.location.file, found.location.file))
        return replace(found, location=place)


def release(
    document: Tree,
    register: Register,
    beside: Iterable[Carried] = (),
    alike: AlikeParts | None = None,
) -> tuple[Released[Tree] | None, list[Diagnostic]]:
    """The document to be written, or None where it, or what stands `beside` it, names one of the barred;
    and what was found: LK447 for a name, LK448 where it may be one. `alike` are the parts of a letter,
    where the document is a copy of it.
    """
    named = named_in(document, register, alike)
    found = [*named, *named_beside(beside, register)]
    return (None if has_errors(found) else _released(document, register, named, alike)), found


def withhold(
    document: Tree, register: Register, beside: Iterable[Carried] = ()
) -> tuple[Released[Tree] | None, list[Diagnostic]]:
    """The document for a review draft, without the names; None where what stands `beside` it has one,
    which nothing can take out.
    """
    found = named_beside(beside, register)
    if has_errors(found):
        return None, found
    named = named_in(document, register)
    return _released(document, register, named), [*named, *found]


def named_in(
    document: lt.Document, register: Register, alike: AlikeParts | None = None
) -> list[Diagnostic]:
    """LK447 and LK448 for each place of the document that names one of the barred.

    A person of a case list is told at the entry that asks for the person, not in the person's own file.
    """
    if not register.barred:
        return []
    searched = (w for w in carried(document, alike) if alike is None or alike.may_name(w.text))
    every = dict.fromkeys(found for words in searched for found in _found(words, register))
    told = set(_files_of_listed(document, register)) if every else ()
    return [found for found in every if found.location.file not in told]


def _files_of_listed(document: lt.Document, register: Register) -> Iterator[str]:
    """The files of people whom case lists name, and may not."""
    for case in lt.walk(document):
        if isinstance(case, lt.Case) and any(map(register.names, case.people)):
            files = (node.origin.file for node in lt.walk(case))
            yield from (file for file in files if PERSON.fullmatch(file))


def named_beside(beside: Iterable[Carried], register: Register) -> list[Diagnostic]:
    """The same for each of these strings."""
    if not register.barred:
        return []
    every = (CarriedWords((each,)) for each in beside)
    return list(dict.fromkeys(found for words in every for found in _found(words, register)))


def _found(words: CarriedWords, register: Register) -> Iterator[Diagnostic]:
    text = words.text
    for named in register.named(text):
        piece = words.at(named.start)
        line = piece.line + (text.count("\n", 0, named.start) if len(words.pieces) == 1 else 0)
        place = Location(piece.file, line, piece.column if line == piece.line else 1)
        if named.sureness is Sureness.SURELY:
            message = "this names a person who may not be named here"
            yield Diagnostic("LK447", message, place, "take the name out, however it is spelt")
        else:
            message = "this may be the family name of a person who may not be named here"
            hint = "take it out if it means the person"
            yield Diagnostic("LK448", message, place, hint, Severity.WARNING)


def screened(found: Diagnostic, register: Register) -> Diagnostic:
    """A finding without the names of those whom the document may not name."""
    if not register.barred:
        return found
    return replace(
        found,
        message=register.withheld(found.message),
        hint=register.withheld(found.hint) if found.hint else found.hint,
        title=None if found.title and register.named(found.title) else found.title,
    )


def unnamed(found: Diagnostic) -> Diagnostic:
    """A finding that tells of people's files by their folder alone."""
    person = PERSON.fullmatch(found.location.file)
    place = replace(found.location, file=f"{person['folder']}people") if person else found.location
    message, hint = (_IN_WORDS.sub(r"\g<where>…", text) for text in (found.message, found.hint or ""))
    return replace(found, message=message, hint=hint or None, location=place)


# What is released


def _released(
    document: Tree,
    register: Register,
    found: Iterable[Diagnostic],
    alike: AlikeParts | None = None,
) -> Released[Tree]:
    """The document with people's files counted; `found` is what names somebody in it."""
    people: dict[str, str] = {}
    numbers: dict[str, int] = {}

    def named(name: str) -> str:
        person = PERSON.fullmatch(name)
        if person is None or name in people.values():
            return name
        number = numbers.setdefault(person["name"], len(numbers) + 1)
        return people.setdefault(name, f"{person['folder']}people/{number}")

    # Beside a name that is withheld, a family name alone says whose it is.
    withheld = {Sureness.SURELY}
    if has_errors(found):
        withheld.add(Sureness.PERHAPS)

    def cut(text: str) -> list[tuple[int, int]]:
        if alike is not None and not alike.may_name(text):
            return []
        return [(each.start, each.end) for each in register.named(text) if each.sureness in withheld]

    return Released(rewritten(document, cut, WITHHELD, named, alike), register, people)
