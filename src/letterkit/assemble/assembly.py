"""One document that is being assembled: what the parts of it are made from, and where problems go."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar, cast

from msgspec import Struct, field

from letterkit.assemble.rules import Rules, rules_for
from letterkit.blocks.base import BlockModel
from letterkit.blocks.documents import DocumentFile, Links
from letterkit.blocks.kinds import DocumentKind, document_kind
from letterkit.blocks.translations import words_in
from letterkit.blocks.values import language_among
from letterkit.diagnostics import Diagnostic, Location, has_errors
from letterkit.language.dates import PartialDate
from letterkit.language.definition import Phrases
from letterkit.language.foreign import Unmarked, unmarked
from letterkit.language.locales import Tag
from letterkit.language.phrases import phrases
from letterkit.language.telephones import telephone
from letterkit.language.typography import NBSP, typeset
from letterkit.letter import ForeignWords, Origin
from letterkit.library.consent import Consents
from letterkit.library.index import Block, Library

File_co = TypeVar("File_co", bound=DocumentFile, covariant=True)
Model = TypeVar("Model", bound=BlockModel)


Made = TypeVar("Made")
Alike = dict[Hashable, tuple[object, tuple[Block[Any], ...]]]
"""What is the same in all copies of a mailing, with the blocks that it was made of."""


class DialledNumber(NamedTuple):
    """A number in E.164 form (ITU-T E.164), and as it prints."""

    e164: str
    text: str


class Assembly(Struct, Generic[File_co], frozen=True):
    """A document's library, its file and rules, what people allow, the problems and blocks met so far."""

    library: Library
    block: Block[File_co]
    rules: Rules
    consents: Consents
    problems: list[Diagnostic] = field(default_factory=list)
    made_from: list[Block[Any]] = field(default_factory=list)
    # The texts met so far that ask whom the document goes to; and what copies of a mailing share.
    personal: list[str] = field(default_factory=list)
    alike: Alike | None = None

    @classmethod
    def of(cls, library: Library, block: Block[File_co], alike: Alike | None = None) -> Assembly[File_co]:
        """The document of that file, with no problem yet. `alike` is what copies of a mailing share."""
        return cls(library, block, rules_for(block.model), Consents(library), alike=alike)

    def shared(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives; of copies of a mailing made once, as long as it does not depend on whom a
        copy goes to. What is found of it is told of the first copy alone, an error of each.
        """
        if self.alike is None:
            return make()
        if key in self.alike:
            made, blocks = self.alike[key]
            self.made_from.extend(blocks)
            return cast("Made", made)
        asked, used, told = len(self.personal), len(self.made_from), len(self.problems)
        made = make()
        if len(self.personal) == asked and not has_errors(self.problems[told:]):
            self.alike[key] = made, tuple(self.made_from[used:])
        return made

    def alike_parts(self) -> Iterator[object]:
        """What has been made so far, and copies of a mailing share: parts, alone or with their block."""
        for made, _ in (self.alike or {}).values():
            yield from made if isinstance(made, tuple) else (made,)

    @property
    def file(self) -> File_co:
        """What the document's file says."""
        return self.block.model

    @property
    def kind(self) -> DocumentKind:
        """The kind of document."""
        return document_kind(self.file)

    @property
    def date(self) -> PartialDate:
        """The document's date, by which it is asked what is true."""
        return self.file.date

    @property
    def language(self) -> str:
        """The document's language, such as `en-US`."""
        return self.file.language

    @property
    def country(self) -> str | None:
        """The country that the language names (ISO 3166-1), where it names one."""
        return Tag.parse(self.language).country

    @property
    def links(self) -> Links:
        """How links print: as the file says it, else as its kind of document has it."""
        return (self.file.links or self.kind.links) if self.rules.addresses_told else "words"

    @property
    def words(self) -> Phrases:
        """What letterkit itself says in the document's language."""
        return phrases(self.language)

    def report(self, code: str, message: str, location: Location, hint: str | None = None) -> None:
        """Keep a problem."""
        self.problems.append(Diagnostic(code, message, location, hint))

    def get(self, model: type[Model], name: str, asked_from: Location) -> Block[Model] | None:
        """The block of that kind and name, as a letter of the document's language and date has it.

        What is wrong with it, or that there is none, is reported.
        """
        block, problems = self.library.get(model, name, asked_from)
        self.problems.extend(problems)
        if block is None:
            return None
        self.made_from.append(block.in_letter(self.language, self.date))
        return self.made_from[-1]

    def foreign(self, block: Block[Any]) -> str | None:
        """The language of a block's words where it is another than the document's."""
        said = words_in(block.model, self.language)
        return said if said and language_among((said,), self.language) is None else None

    def origin(self, *path: str | int) -> Origin:
        """The origin of a node that is made of the value at `path` of the document's file."""
        return self.block.origin(*path)

    def line(self, text: str) -> tuple[str, tuple[ForeignWords, ...]]:
        """A title or an ask as it prints, and those of its words that are marked with their language."""
        found = unmarked(text) if self.rules.typeset else Unmarked(text, (), ())
        words = tuple(ForeignWords(self.typeset(each), language) for each, language in found.words)
        return self.typeset(found.text), words

    def number(self, number: str) -> DialledNumber:
        """A telephone or fax number, printed as it is dialled in the document's country."""
        found = telephone(number)
        printed = found.national if found.region == self.country else found.international
        return DialledNumber(found.e164, printed.replace(" ", NBSP))

    def typeset(self, text: str) -> str:
        """Text of one line as it prints."""
        return typeset(text, self.language) if self.rules.typeset else text


def report_repeats(assembly: Assembly[DocumentFile], named: Iterable[tuple[str, Location]]) -> None:
    """LK210 for each block that stands twice. `named` are full names, with the places that name them."""
    if not assembly.rules.once:
        return
    first: dict[str, Location] = {}
    for reference, place in named:
        before = first.setdefault(reference, place)
        if before is not place:
            assembly.report("LK210", f"{reference} stands twice; first on line {before.line}", place)
