"""What people's files allow today, for one campaign: who may be named in what.

The library's file counts, whatever a copy in a campaign says: of a final letter it alone, of a draft the
stricter of the two. A file that cannot be read allows nothing, and its names are looked for as far as
they can be made out. What a campaign may do in spite of all that stands in its `consent.yaml`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from msgspec import Struct

from letterkit.authored import Owner
from letterkit.blocks.base import BlockModel
from letterkit.blocks.campaign_files import CONSENT_FILE
from letterkit.blocks.kinds import KIND_BY_MODEL
from letterkit.blocks.models import Consent, Person
from letterkit.blocks.people_listed import CANDIDATES_FILE, names_listed
from letterkit.blocks.validation import validate
from letterkit.blocks.yaml import Document, read
from letterkit.consent import PersonNames
from letterkit.consent.eye import letters
from letterkit.diagnostics import Diagnostic, Severity, has_errors
from letterkit.files.reading import BLOCK, problem_of, read_text
from letterkit.library.finals import read_record
from letterkit.library.index import Block, Library
from letterkit.library.workspace import Workspace

if TYPE_CHECKING:
    from letterkit.blocks.exceptions import ConsentException

_ORDER: tuple[Consent, ...] = ("none", "letter", "public")
_PEOPLE = KIND_BY_MODEL[Person]


class _Known(Struct, frozen=True):
    """A person as the files of today tell: the block's name, every name, and what the file allows."""

    block: str
    person: PersonNames
    consent: Consent


def _letters_of(people: Iterable[_Known]) -> set[str]:
    """What the people's names read as. Chinese ones need a converter that takes eight milliseconds to
    load, so that nobody asks without a name to compare.
    """
    return {letters(name) for each in people for name in each.person.names}


def is_person(block: Block[BlockModel]) -> TypeGuard[Block[Person]]:
    """Whether it is a person's block."""
    return isinstance(block.model, Person)


class Consents:
    """What people's files allow, as one campaign's library sees it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._home = Library(library.workspace, like=library)
        self._unread: list[Diagnostic] = []

    @property
    def workspace(self) -> Workspace:
        """The workspace whose files these are."""
        return self._library.workspace

    def of(self, block: Block[Person]) -> Consent:
        """What may name the person of that block, today and in this campaign."""
        allowed = self._by_file(block)
        there_are = (each for each in self.exceptions if each.person == block.name)
        exceptions = (each.allows for each in there_are if each.allows is not None)
        return max((allowed, *exceptions), key=_ORDER.index)

    def allows(self, block: Block[Person], audiences: Collection[Consent]) -> bool:
        """Whether a document that goes to these audiences may name the person."""
        return self.of(block) in audiences

    def barred(self, audiences: Collection[Consent]) -> tuple[PersonNames, ...]:
        """Everybody whom a document that goes to these audiences may not name."""
        return tuple(known.person for known in self._people if known.consent not in audiences)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words that may stand though they hold a name."""
        return tuple(each.words for each in self.exceptions if each.words)

    @property
    def exceptions(self) -> tuple[ConsentException, ...]:
        """What the campaign may do in spite of people's files; none where its file cannot be read."""
        return self._exceptions[0]

    @cached_property
    def problems(self) -> list[Diagnostic]:
        """What keeps one from knowing whom a document may not name: LK449, and what is wrong with the
        file of exceptions.
        """
        _ = self._people  # reads the lists of names
        unreadable = (problem for _, problem in self._unreadable if problem)
        return [*self._exceptions[1], *unreadable, *self._unread]

    def differing(self) -> Iterator[Diagnostic]:
        """LK496, a warning, for each copy of a person's file that allows something else than the file."""
        for block in self._readable(self._library):
            shared = self._shared(block)
            if shared is not None and shared != block.model.consent:
                message = "this copy of a person's file has another consent than the library's file"
                hint = "the library's counts; bring the copy into line, or delete it"
                place = block.location("consent")
                yield Diagnostic("LK496", message, place, hint, Severity.WARNING)

    # By the files

    def _by_file(self, block: Block[Person]) -> Consent:
        own, shared = block.model.consent, self._shared(block)
        if self._is_final:
            if shared is None and block.owner is not Owner.LIBRARY and self._is_copied(block):
                return "none"
            return shared or own
        return min((own, shared or own), key=_ORDER.index)

    def _shared(self, block: Block[Person]) -> Consent | None:
        """What the library allows for a campaign's own block: by the block's name, else by the person's.
        None where the block is the library's, or the library does not know the person.
        """
        if block.owner is Owner.LIBRARY:
            return None
        if block.name in self._home.names(_PEOPLE):
            there, _ = self._home.load(_PEOPLE, block.name)
            return there.model.consent if there and isinstance(there.model, Person) else "none"
        own = set(map(letters, block.model.names))
        same = [
            each.model.consent
            for each in self._readable(self._home)
            if not own.isdisjoint(map(letters, each.model.names))
        ]
        return min(same, key=_ORDER.index, default=None)

    @cached_property
    def _is_final(self) -> bool:
        campaign = self._library.campaign
        return campaign is not None and self._library.workspace.is_final(campaign)

    def _is_copied(self, block: Block[Person]) -> bool:
        """Whether `finalize` copied the block from the library, or nobody knows that it did not."""
        campaign = self._library.campaign
        record = read_record(self._library.workspace, campaign) if campaign is not None else None
        if record is None or record.copied is None:
            return True
        return f"blocks/{block.reference}.yaml" in record.copied

    # Everybody

    @cached_property
    def _people(self) -> list[_Known]:
        found: dict[str, _Known] = {}
        for block in self._readable(self._library):
            found[block.name] = _Known(block.name, _person(block.model), self.of(block))
        for block in self._readable(self._home):
            # A copy may lack one of the names.
            seen = found.get(block.name)
            person = _person(block.model, seen.person.names if seen else ())
            found[block.name] = _Known(block.name, person, seen.consent if seen else self.of(block))
        people = [*found.values(), *self._made_out_besides(list(found.values()))]
        return [*people, *self._unconfirmed(people)]

    @cached_property
    def unconfirmed(self) -> tuple[str, ...]:
        """The names of imported letters of which nobody has said yet whose they are."""
        listed = (known.person.names for known in self._people if known.block.endswith(CANDIDATES_FILE))
        return tuple(name for names in listed for name in names)

    def _unconfirmed(self, people: list[_Known]) -> Iterator[_Known]:
        """The names in imported letters of which nobody has said whose they are; files of people go
        before.
        """
        workspace = self.workspace
        own = self._library.campaign
        campaigns = dict.fromkeys((*workspace.campaign_names(), *([own] if own else [])))
        paths = (workspace.campaign_folder(campaign) / CANDIDATES_FILE for campaign in campaigns)
        listed = [(path, name) for path in paths for name in names_listed(self._text_of(path))]
        known = _letters_of(people) if listed else set()
        for path, name in listed:
            if letters(name) and letters(name) not in known:
                known.add(letters(name))
                yield _Known(workspace.shown(path), PersonNames((name,)), _ORDER[0])

    def _text_of(self, path: Path) -> str:
        """The text of a list of names; empty where there is none. One that cannot be read is a
        problem.
        """
        if not path.exists():
            return ""
        self._library.files.add(path)
        try:
            return read_text(path, self.workspace.root, BLOCK)
        except OSError as error:
            self._unread.append(problem_of(error, self.workspace.shown(path)))
            return ""

    def _made_out_besides(self, people: list[_Known]) -> Iterator[_Known]:
        """Those of files that are not right, unless a right one has the name."""
        names = _letters_of(people) if self._unreadable else set()
        for known, _ in self._unreadable:
            if known is not None and names.isdisjoint(map(letters, known.person.names)):
                yield known

    def _readable(self, library: Library) -> list[Block[Person]]:
        return library.readable(Person)[0]

    @cached_property
    def _unreadable(self) -> list[tuple[_Known | None, Diagnostic | None]]:
        """Files among those of people that are no right ones: whom they name, else LK449."""
        found: dict[str, tuple[_Known | None, Diagnostic | None]] = {}
        for library in (self._library, self._home):
            for problem in library.readable(Person)[1]:
                file = problem.location.file
                if file not in found and not file.endswith("/"):
                    found[file] = self._made_out(problem)
        return list(found.values())

    def _made_out(self, problem: Diagnostic) -> tuple[_Known | None, Diagnostic | None]:
        file = problem.location.file
        document, _ = read(self.workspace.root / file, self.workspace.root, file)
        names = list(_names(document)) if document is not None else []
        if document is not None and names:
            consent = document.value.get("consent")
            allowed = next((each for each in _ORDER if each == consent), _ORDER[0])
            return _Known(file, PersonNames(tuple(names)), allowed), None
        if not has_errors([problem]):  # a note that lies among the files
            return None, None
        message = "nobody can tell whom this file bars from being named"
        return None, Diagnostic("LK449", message, problem.location, "put the file right, or take it away")

    # Exceptions

    @cached_property
    def _exceptions(self) -> tuple[tuple[ConsentException, ...], list[Diagnostic]]:
        campaign, workspace = self._library.campaign, self._library.workspace
        if campaign is None:
            return (), []
        path = workspace.campaign_folder(campaign) / CONSENT_FILE
        if not path.exists():
            return (), []
        from letterkit.blocks.exceptions import ConsentExceptions  # which few campaigns have

        self._library.files.add(path)
        document, problems = read(path, workspace.root, workspace.shown(path))
        if document is None:
            return (), problems
        model, problems = validate(ConsentExceptions, document)
        return (model.exceptions if model else ()), problems


def _person(model: Person, more: tuple[str, ...] = ()) -> PersonNames:
    return PersonNames(tuple(dict.fromkeys((*model.names, *more))), model.native_name)


def _names(document: Document) -> Iterator[str]:
    """The names in a person's file that is not right otherwise."""
    translations = document.value.get("translations")
    parts = translations.values() if isinstance(translations, dict) else ()
    for part in (document.value, *(part for part in parts if isinstance(part, dict))):
        for key in ("name", "native_name", "also_known_as"):
            value = part.get(key)
            texts = value if isinstance(value, list) else [value]
            yield from (text for text in texts if isinstance(text, str) and letters(text))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(letters(value))
