"""Merge fields: sandboxed Jinja inside a block's text.

Text may use fields, filters, `if` and `for`, and nothing else: no calls, no attributes that begin with
an underscore, no arithmetic, no include. What a field is called is known beforehand (`FIELDS`), so a
mistake is found in the file, before any letter is made. A value never brings markup with it: it is
escaped for Markdown as it is put in, and no value contains a line break.

Dates, lists and numbers are written as the letter's language writes them, by Babel from Unicode CLDR.
"""

from __future__ import annotations

import datetime as dt
import re
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from babel.numbers import format_decimal
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from letterkit.blocks.values import WithValue
from letterkit.diagnostics import Diagnostic, Location, did_you_mean
from letterkit.language.dates import PartialDate, date_text, days_text
from letterkit.language.lists import list_text
from letterkit.language.locales import locale_of
from letterkit.language.numbers import ordinal_text, words_text
from letterkit.text.markdown import MAX_TEXT, Locate, escape

MAX_LOOPS = 2
MAX_LINES = 10_000
MAX_FIELDS = 1_000

# What a merge field can be. The classes are the documentation of docs/merge-fields.md.


@dataclass(frozen=True, slots=True)
class PersonField:
    """A person's names and what was true on the letter's date. Alone it prints the name."""

    name: str
    native_name: str
    also_known_as: tuple[str, ...]
    described_as: str
    nationality: str
    status: str
    status_since: PartialDate | None
    years: int
    age: int | None

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class AddresseeField:
    """An official who is written to. Alone it prints the form of the salutation."""

    name: str
    full_name: str
    salutation: str
    office: str
    organisation: str

    def __str__(self) -> str:
        return self.salutation


@dataclass(frozen=True, slots=True)
class SignatoryField:
    """An organisation that signs. Alone it prints the organisation's name."""

    organisation: str
    person: str
    title: str

    def __str__(self) -> str:
        return self.organisation


@dataclass(frozen=True, slots=True)
class DialogueField:
    """The dialogue. Alone it prints its name."""

    name: str
    short_name: str
    host_city: str
    host_country: str
    first_day: PartialDate
    last_day: PartialDate
    year: int

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class LetterField:
    """The letter: the one being made, or the one that a press release is about."""

    date: PartialDate
    language: str


@dataclass(frozen=True, slots=True)
class DocumentField:
    """The document that is being made: a letter, or a press release about one. Alone, its kind."""

    kind: str
    date: PartialDate
    language: str

    def __str__(self) -> str:
        return self.kind


@dataclass(frozen=True, slots=True)
class IssuerField:
    """The organisation that issues a press release; empty in a letter. Alone, its name."""

    name: str
    about: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Fields:
    """All fields that a block's text can use, besides `with` and `people`."""

    dialogue: DialogueField
    letter: LetterField
    addressees: tuple[AddresseeField, ...]
    cases: tuple[PersonField, ...]
    signatories: tuple[SignatoryField, ...]
    document: DocumentField
    issuer: IssuerField


_FIELD_TYPES = get_type_hints(Fields)


@dataclass(frozen=True, slots=True)
class Names:
    """A mapping whose keys are known only block by block: `with` and `people`."""

    keys: tuple[str, ...]
    value: object


@dataclass(frozen=True, slots=True)
class Merged:
    """A text with its fields filled in, and for each line the line of the block's text it is from."""

    text: str
    lines: tuple[int, ...]

    def locate(self, locate: Locate) -> Locate:
        """Places in this text, given the places in the block's text."""
        same = tuple(range(1, len(self.lines) + 1)) == self.lines

        def here(line: int, column: int) -> Location:
            index = min(line, len(self.lines)) - 1
            return locate(self.lines[index] if index >= 0 else 1, column if same else 1)

        return here


def check(
    text: str, locate: Locate, with_: Sequence[str] = (), people: Sequence[str] = ()
) -> list[Diagnostic]:
    """What is wrong with the merge fields of a text, before any letter is made of it.

    `with_` and `people` are the keys of the block's own values and the names of its people.
    """
    return _parse(text, text, locate, "en", with_, people)[1]


def _parse(
    text: str,
    marked: str,
    locate: Locate,
    language: str,
    with_: Sequence[str],
    people: Sequence[str],
) -> tuple[nodes.Template | None, list[Diagnostic]]:
    """Jinja's tree of the text (`marked` is the same with line marks), and what is wrong with it."""
    if "{" not in text:
        return nodes.Template([]), []
    try:
        tree = _tree(marked, language)
    except TemplateSyntaxError as error:
        return None, [_syntax_error(error, text, locate)]
    known = {
        **_FIELD_TYPES,
        "with": Names(tuple(with_), str),
        "people": Names(tuple(_field_name(name) for name in people), PersonField),
    }
    return tree, _Checker(text, locate).check(tree, known)


def merge(
    text: str,
    locate: Locate,
    values: Fields,
    with_: Mapping[str, WithValue] | None = None,
    people: Mapping[str, PersonField] | None = None,
) -> tuple[Merged | None, list[Diagnostic]]:
    """Fill in the merge fields. Returns None where anything is wrong with them."""
    if "{" not in text:
        return Merged(text, tuple(range(1, text.count("\n") + 2))), []
    if (count := text.count("\n")) > MAX_LINES:
        return None, [Diagnostic("LK311", f"a text of {count:,} lines", locate(1, 1))]
    if (count := text.count("{{") + text.count("{%")) > MAX_FIELDS:
        return None, [Diagnostic("LK311", f"a text with {count:,} merge fields", locate(1, 1))]
    with_, people = with_ or {}, people or {}
    language = values.letter.language
    try:
        marked = _mark_lines(text, language)
    except TemplateSyntaxError as error:
        return None, [_syntax_error(error, text, locate)]
    tree, problems = _parse(text, marked, locate, language, tuple(with_), tuple(people))
    if tree is None or problems:
        return None, problems
    context = {field.name: getattr(values, field.name) for field in fields(values)}
    context["with"] = with_
    context["people"] = {_field_name(name): person for name, person in people.items()}
    try:
        merged = _limited(_template(marked, language).generate(context))
    except (TemplateError, ValueError, TypeError, LookupError) as error:
        location = locate(_failed_line(error), 1)
        return None, [Diagnostic("LK305", f"a merge field failed: {error}", location)]
    if merged is None:
        message = f"the text grows to more than {MAX_TEXT:,} characters"
        return None, [Diagnostic("LK311", message, locate(1, 1))]
    return _take_marks(merged), []


def _limited(pieces: Iterator[str]) -> str | None:
    """The pieces together; None, without going on, once they are longer than any text may be."""
    found: list[str] = []
    length = 0
    for piece in pieces:
        found.append(piece)
        length += len(piece)
        if length > MAX_TEXT:
            return None
    return "".join(found)


_FILTERS: Mapping[str, Callable[[str], Callable[..., object]]] = {
    "date": lambda language: lambda value: date_text(_is_a(PartialDate | dt.date, value), language),
    "days": lambda language: lambda value: _days(_is_a(DialogueField, value), language),
    "list": lambda language: lambda value: list_text(_is_a(list | tuple, value), language),
    "number": lambda language: lambda value: format_decimal(_number(value), locale=locale_of(language)),
    "ordinal": lambda language: lambda value: ordinal_text(value, language),
    "words": lambda language: lambda value: words_text(value, language),
}
_JINJA_FILTERS = ("default", "first", "join", "last", "length", "lower", "upper")
FILTERS = (*_FILTERS, *_JINJA_FILTERS)
_JINJA_TESTS = ("defined", "undefined", "none")


_FILTER_TAKES = {DialogueField: "the dialogue", list | tuple: "a list"}


def _is_a(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"this filter takes {_FILTER_TAKES.get(kind, 'a date')}, not '{value}'")
    return value


def _number(value: object) -> Decimal:
    with suppress(InvalidOperation):
        number = Decimal(str(value))
        if number.is_finite():
            return number
    raise ValueError(f"this filter takes a number, not '{value}'")


def _days(dialogue: DialogueField, language: str) -> str:
    return days_text(dialogue.first_day, dialogue.last_day, language)


@lru_cache
def _environment(language: str) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=lambda value: escape(_printed(value, language)),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _JINJA_FILTERS}
    environment.filters.update({name: make(language) for name, make in _FILTERS.items()})
    environment.tests = {name: environment.tests[name] for name in _JINJA_TESTS}
    return environment


# A letter that is made again, for its next draft or for its history, has most of its texts as before.
_TEXTS = 1024


@lru_cache(_TEXTS)
def _tree(marked: str, language: str) -> nodes.Template:
    return _environment(language).parse(marked)


@lru_cache(_TEXTS)
def _template(marked: str, language: str) -> Template:
    return _environment(language).from_string(_tree(marked, language))


def _printed(value: object, language: str) -> str:
    if isinstance(value, PartialDate | dt.date):
        return date_text(value, language)
    if isinstance(value, list | tuple):
        return list_text(value, language)
    return str(value)


def _field_name(name: str) -> str:
    return name.replace("-", "_")


# Line marks: a private-use character before each piece of a line, which `source` lets no author
# write, tells after the merge which line of the block's text a line came from.

_FIRST_MARK = 0xF0000
_MARK = re.compile("[\U000f0000-\U000fffff]")


@lru_cache(_TEXTS)
def _mark_lines(text: str, language: str) -> str:
    marked: list[str] = []
    only_tags = True
    for line, kind, value in _environment(language).lexer.tokeniter(text, None):
        if kind == "data":
            marked.append(_mark_data(value, line))
            only_tags = (only_tags or "\n" in value) and not value.rpartition("\n")[2].strip()
        elif kind == "variable_begin":
            marked.append(chr(_FIRST_MARK + line) + value)
            only_tags = False
        elif value in ("%}\n", "#}\n"):
            # Jinja drops the line's end after a tag; where words stand before it, a mark keeps it.
            marked.append(value if only_tags else f"{value[:-1]}{chr(_FIRST_MARK + line)}\n")
            only_tags = True
        else:
            marked.append(value)
    return "".join(marked)


def _mark_data(data: str, line: int) -> str:
    """Marks the lines of literal text; blank ones stay blank, or paragraphs would run together."""
    pieces = data.split("\n")
    marks = (chr(_FIRST_MARK + line + n) if piece.strip() else "" for n, piece in enumerate(pieces))
    return "\n".join(mark + piece for mark, piece in zip(marks, pieces, strict=True))


def _take_marks(merged: str) -> Merged:
    """The text without its marks, and without the lines that tags and empty values leave behind."""
    contents: list[str] = []
    lines: list[int] = []
    line = 1
    for marked in merged.split("\n"):
        marks = _MARK.findall(marked)
        line = ord(marks[0]) - _FIRST_MARK if marks else line + bool(lines)
        content = _MARK.sub("", marked)
        if content.strip() or not marks:
            contents.append(content)
            lines.append(line)
    return Merged("\n".join(contents), tuple(lines) or (1,))


def _failed_line(error: BaseException) -> int:
    """The template's line that raised: Jinja rewrites the traceback to speak of its own lines."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == "<template>"]
    return next((line for line in reversed(lines) if line), 1)


def _syntax_error(error: TemplateSyntaxError, text: str, locate: Locate) -> Diagnostic:
    line = error.lineno
    lines = text.split("\n")
    content = lines[line - 1] if line <= len(lines) else ""
    opening = re.search(r"\{[{%#]", content)
    column = opening.start() + 1 if opening else 1
    message = error.message or "not a merge field"
    if filter_name := re.match(r"No filter named '(.*)'", message):
        name = filter_name.group(1)
        return _unknown_filter(name, locate(line, content.find(name) + 1))
    if unknown := re.match(r"Encountered unknown tag '(.*?)'", message):
        return Diagnostic("LK303", f"'{unknown.group(1)}' is not allowed", locate(line, column))
    return Diagnostic("LK302", f"cannot read the merge field: {message}", locate(line, column))


def _unknown_filter(name: str, location: Location) -> Diagnostic:
    hint = did_you_mean(name, FILTERS) or f"filters: {', '.join(FILTERS)}"
    return Diagnostic("LK304", f"unknown filter '{name}'", location, hint)


_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Const,
    nodes.Filter,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.If,
    nodes.CondExpr,
    nodes.Concat,
)
_UNKNOWN = object()


class _Checker:
    """Walks Jinja's tree with the type of every field in hand."""

    def __init__(self, text: str, locate: Locate) -> None:
        self.lines = text.split("\n")
        self.locate = locate
        self.problems: list[Diagnostic] = []

    def check(self, tree: nodes.Template, known: Mapping[str, object]) -> list[Diagnostic]:
        self.statements(tree.body, dict(known), 0)
        return self.problems

    def report(self, code: str, message: str, node: nodes.Node, near: str, hint: str = "") -> None:
        line = node.lineno
        content = self.lines[line - 1] if line <= len(self.lines) else ""
        match = re.search(rf"(?<![\w.]){re.escape(near)}(?!\w)", content)
        column = match.start() + 1 if match else max(content.find(near), 0) + 1
        self.problems.append(Diagnostic(code, message, self.locate(line, column), hint or None))

    def refuse(self, node: nodes.Node) -> None:
        names = {nodes.Call: "a call", nodes.Include: "'include'", nodes.Import: "'import'"}
        what = names.get(type(node), f"'{type(node).__name__.lower()}'")
        near = {nodes.Call: "(", nodes.Include: "include"}.get(type(node), "{")
        self.report("LK303", f"{what} is not allowed in a block's text", node, near)

    def statements(self, body: Sequence[nodes.Node], known: dict[str, object], loops: int) -> None:
        for node in body:
            if isinstance(node, nodes.For):
                self.loop(node, known, loops)
            elif isinstance(node, nodes.If):
                self.type_of(node.test, known)
                self.statements(node.body, known, loops)
                self.statements(node.elif_, known, loops)
                self.statements(node.else_, known, loops)
            elif isinstance(node, nodes.Output):
                for part in node.nodes:
                    if not isinstance(part, nodes.TemplateData):
                        self.type_of(part, known)
            else:
                self.refuse(node)

    def loop(self, node: nodes.For, known: dict[str, object], loops: int) -> None:
        if loops >= MAX_LOOPS or node.recursive or not isinstance(node.target, nodes.Name):
            self.report("LK303", "a loop of this kind is not allowed", node, "for")
            return
        item = _item_type(self.type_of(node.iter, known))
        inner = {**known, node.target.name: item, "loop": _UNKNOWN}
        if node.test:
            self.type_of(node.test, inner)
        self.statements(node.body, inner, loops + 1)
        self.statements(node.else_, known, loops)

    def type_of(self, node: nodes.Node, known: Mapping[str, object]) -> object:
        """The type of an expression, reporting what is unknown in it or not allowed."""
        match node:
            case nodes.Name(name=name):
                if name in known:
                    return known[name]
                self.unknown(name, known, node, name)
            case nodes.Getattr(node=inner, attr=name):
                return self.member(node, inner, name, known)
            case nodes.Getitem(node=inner, arg=nodes.Const(value=str(name))):
                return self.member(node, inner, name, known)
            case nodes.Getitem(node=inner, arg=nodes.Const(value=int())):
                return _item_type(self.type_of(inner, known))
            case nodes.Filter(name=name):
                return self.filtered(node, known)
            case _ if isinstance(node, _ALLOWED):
                for child in node.iter_child_nodes():
                    self.type_of(child, known)
            case _:
                self.refuse(node)
        return _UNKNOWN

    def filtered(self, node: nodes.Filter, known: Mapping[str, object]) -> object:
        if node.name not in FILTERS:
            content = self.lines[node.lineno - 1]
            column = content.find(node.name) + 1
            self.problems.append(_unknown_filter(node.name, self.locate(node.lineno, column)))
        types = [self.type_of(child, known) for child in node.iter_child_nodes()]
        return _item_type(types[0]) if node.name in ("first", "last") and types else _UNKNOWN

    def member(
        self, node: nodes.Node, inner: nodes.Node, name: str, known: Mapping[str, object]
    ) -> object:
        owner = self.type_of(inner, known)
        if name.startswith("_"):
            self.report("LK303", f"'{name}' is not allowed in a block's text", node, name)
            return _UNKNOWN
        members = _members(owner)
        if members is None:
            return _UNKNOWN
        if name in members:
            return members[name]
        self.unknown(f"{_path(inner)}.{name}", members, node, name)
        return _UNKNOWN

    def unknown(self, field: str, known: Mapping[str, object], node: nodes.Node, name: str) -> None:
        hint = did_you_mean(name, known) or f"known here: {', '.join(known) or 'nothing'}"
        path = field if "." in field else name
        near = path if any(path in line for line in self.lines) else name
        self.report("LK301", f"unknown merge field '{field}'", node, near, hint)


def _members(owner: object) -> Mapping[str, object] | None:
    """The fields of a type; None where they are not known. A plain value has none."""
    if owner is _UNKNOWN:
        return None
    if isinstance(owner, Names):
        return dict.fromkeys(owner.keys, owner.value)
    if get_origin(owner) in (Union, UnionType):
        inner = [_members(part) for part in get_args(owner) if part is not type(None)]
        return inner[0] if inner else None
    if isinstance(owner, type) and is_dataclass(owner) and owner is not PartialDate:
        return _hints(owner)
    return {}


@lru_cache
def _hints(owner: type) -> Mapping[str, object]:
    return get_type_hints(owner)


def _item_type(owner: object) -> object:
    arguments = get_args(owner) if get_origin(owner) is tuple else ()
    return arguments[0] if arguments else _UNKNOWN


def _path(node: nodes.Node) -> str:
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Getattr(node=inner, attr=name):
            return f"{_path(inner)}.{name}"
        case nodes.Getitem(node=inner, arg=nodes.Const(value=value)):
            return f"{_path(inner)}[{value!r}]"
    return "…"
