"""The texts an author wrote, with their places: what the checks of words and merge fields read.

Here too stands what such a check must not take for the author's words: merge fields, the targets of
links and the marks of languages are covered, character by character, so that every word left keeps its
line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from msgspec import Struct
from pydantic import BaseModel

from letterkit.blocks.base import BlockModel
from letterkit.blocks.documents import Dialogue, DocumentFile
from letterkit.blocks.models import (
    Address,
    CaseListBlock,
    Issue,
    Organisation,
    Person,
    Prose,
    Signatures,
)
from letterkit.blocks.values import WithValue
from letterkit.blocks.yaml import Document, Steps
from letterkit.checks.subject import Subject
from letterkit.diagnostics import Location
from letterkit.language.loader import ENGLISH
from letterkit.language.locales import Tag
from letterkit.library.index import Block

# Stands for every covered character: neither a word nor a space.
COVER = "\ufffc"

# Between the brackets a string may hold any character. No pattern here looks further than to the next
# of its own marks, so that a text of nothing but brackets costs no more time than another.
_INSIDE = r"""(?:'[^'\n]*'|"[^"\n]*"|[^{}'"])*"""
_COVERED = re.compile(
    rf"\{{\{{{_INSIDE}\}}\}}|\{{%{_INSIDE}%\}}|\{{#[^{{}}]*#\}}|(?<=\]\()[^()\s]+(?=\))|https?://[^\s)]+"
    r"|(?<=\])\{[^{}\n]*\}"
)


class AuthorText(Struct, frozen=True):
    """One text of a file; `with_` and `people` are the names its merge fields may use.

    What stands on a line of its own and is printed as it is (an issue's title) takes none: `merges`.
    Such a line may yet mark the language of its words where `in_languages`.
    """

    document: Document
    path: Steps
    words: str
    with_: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    merges: bool = True
    in_languages: bool = False

    def place(self, offset: int) -> Location:
        """Where the character at `offset` stands in the file."""
        before = self.words[:offset]
        line, column = before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
        return self.document.text_location(self.path, line, column)


def texts(block: Block[BlockModel]) -> Iterator[AuthorText]:
    """Every text that stands in the file of a block or document and is printed."""
    return (text for text in _all(block) if text.words and text.path in block.document.places)


def _all(block: Block[BlockModel]) -> Iterator[AuthorText]:
    document = block.document
    for path, words in block.model.printed_lines():
        # An entry in its short form has no key of its own.
        here = path if path in document.places or len(path) == 1 else path[:-1]
        merges, is_issue = isinstance(block.model, DocumentFile), isinstance(block.model, Issue)
        yield AuthorText(document, here, words, merges=merges, in_languages=is_issue)
    match block.model:
        case Prose() as prose:
            yield AuthorText(document, ("text",), prose.text, tuple(prose.with_), prose.people)
        case CaseListBlock() as cases:
            yield from _of_case_list(document, cases)
        case Person() as person:
            for i, account in enumerate(person.accounts):
                yield AuthorText(document, ("accounts", i, "text"), account.text, people=(block.name,))
        case Organisation(about=str(about)):
            yield AuthorText(document, ("about",), about)


def _of_case_list(document: Document, cases: CaseListBlock) -> Iterator[AuthorText]:
    yield AuthorText(document, ("lead_in",), cases.lead_in or "", people=cases.people)
    yield AuthorText(document, ("closing",), cases.closing or "", people=cases.people)
    for i, entry in enumerate(cases.cases):
        people = (entry.person,) if entry.person else entry.people
        yield AuthorText(document, ("cases", i, "text"), entry.text or "", people=people)


def printed(subject: Subject) -> Iterator[AuthorText]:
    """The texts that a document prints: of a person's accounts only the one of its date.

    The values that it or its blocks give under `with:` are among them.
    """
    yield from given(subject)
    day = subject.block.model.date.last_day
    for block in (cast("Block[BlockModel]", subject.block), *subject.used):
        for text in texts(block):
            if isinstance(block.model, Person) and text.path[0] == "accounts":
                account = block.model.accounts[int(text.path[1])]
                if account is not block.model.account_on(day):
                    continue
            yield text


def given(subject: Subject) -> Iterator[AuthorText]:
    """The values under `with:` that print: those of the document, and those of blocks that it keeps."""
    for block in subject.blocks(Prose):
        path, values = _values_for(subject.block.model, block)
        document, people = subject.block.document, block.model.people
        own = {key: value for key, value in block.model.with_.items() if key not in values}
        for place, origin, some in ((path, document, values), ((), block.document, own)):
            for key, value in some.items():
                yield from _of_value(origin, (*place, "with", key), value, people)


def _values_for(file: DocumentFile, block: Block[Prose]) -> tuple[Steps, Mapping[str, WithValue]]:
    """What the document gives a block under `with:`, and where the entry stands that names the block."""
    for i, entry in enumerate(file.body):
        if block.reference in (f"framing/{entry.framing}", f"quotations/{entry.quotation}"):
            return ("body", i), entry.with_
        for j, ask in enumerate(entry.asks):
            if block.reference == f"issues/{ask.issue}":
                return ("body", i, "asks", j), ask.with_
    return (), {}


def _of_value(
    document: Document, path: Steps, value: WithValue, people: tuple[str, ...]
) -> Iterator[AuthorText]:
    entries = (
        [(path, value)] if isinstance(value, str) else [((*path, i), v) for i, v in enumerate(value)]
    )
    for here, words in entries:
        if words and here in document.places:
            yield AuthorText(document, here, words, people=people, merges=False)


# What of these files prints as a name stands under these keys, at any depth.
_WITH_NAMES = (Address, Dialogue, DocumentFile, Organisation, Person, Signatures)
_PARTS = ("holders", "signers", "coalition", "learn_more", "occasion")
_NAMES = (
    *("name", "honorific", "native_name", "short_name", "office", "organisation"),
    *("address", "country_name", "host_city", "host_country", "lines"),
)


def names(subject: Subject) -> Iterator[AuthorText]:
    """Names, offices, titles, addresses and what there is to read, which print as they stand."""
    for block in subject.files():
        if isinstance(block.model, _WITH_NAMES):
            for path, words in _names(block.model, ()):
                # An entry in its short form has no key of its own.
                here = path if path in block.document.places else path[:-1]
                if here in block.document.places:
                    marked = path[0] == "learn_more"
                    yield AuthorText(block.document, here, words, merges=False, in_languages=marked)


def _names(part: BaseModel, path: Steps) -> Iterator[tuple[Steps, str]]:
    """The names in a part of a file, and in the parts of that, each with its path."""
    named, parts = _keys(type(part), is_whole=not path)
    for key in named:
        value = getattr(part, key)
        for step, words in _entries(value) if not isinstance(value, str) else [((), value)]:
            if isinstance(words, str):
                yield (*path, key, *step), words
    for key in parts:
        value = getattr(part, key)
        for step, inner in _entries(value) if not isinstance(value, BaseModel) else [((), value)]:
            if isinstance(inner, BaseModel):
                yield from _names(inner, (*path, key, *step))


@cache
def _keys(kind: type[BaseModel], *, is_whole: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which keys of a kind of file, or of a part of one, hold names, and which hold such parts."""
    named = _NAMES if is_whole else (*_NAMES, "title", "salutation")  # a block's own title does not print
    has = {*kind.model_fields, *(key for key in (*named, *_PARTS) if hasattr(kind, key))}
    return tuple(key for key in named if key in has), tuple(key for key in _PARTS if key in has)


def _entries(value: object) -> Iterator[tuple[Steps, object]]:
    """The entries of a list or of a mapping, each with its step."""
    if isinstance(value, tuple):
        yield from (((i,), entry) for i, entry in enumerate(value))
    elif isinstance(value, Mapping):
        yield from (((key,), entry) for key, entry in value.items())


def is_english(subject: Subject) -> bool:
    """Whether rules about English words apply to the document."""
    return Tag.parse(subject.block.model.language).language == ENGLISH


def covered(words: str) -> str:
    """The words of the same length without merge fields and the targets of links."""
    return _COVERED.sub(lambda match: cover(match.group()), words)


def cover(words: str) -> str:
    """As many covered characters, on as many lines."""
    return re.sub(r"[^\n]", COVER, words)
