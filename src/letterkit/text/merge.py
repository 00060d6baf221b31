"""Merge fields: sandboxed Jinja inside a block's text.

Text may use fields, filters, `if` and `for`, and nothing else. What a field is called is known beforehand
(`fields.FIELDS`), so a mistake is found in the file, before any letter is made. A value never brings
markup with it: it is escaped for Markdown as it is put in, and no value contains a line break.
"""

from __future__ import annotations

import datetime as dt
import re
import traceback
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from jinja2 import Environment, StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.exceptions import TemplateError
from jinja2.lexer import TOKEN_COMMENT_BEGIN, TOKEN_FLOAT, TOKEN_INTEGER
from jinja2.sandbox import ImmutableSandboxedEnvironment
from msgspec import structs

from letterkit.blocks.values import WithValue
from letterkit.diagnostics import Diagnostic, Location, has_errors
from letterkit.language.dates import PartialDate, date_text
from letterkit.language.lists import list_text
from letterkit.limits import working_at
from letterkit.text.agreed import may_tell, without_signing
from letterkit.text.amount import MAX_TEXT, Excess, excess_of_fields, excess_of_text
from letterkit.text.checker import ANY_RECIPIENT, RecipientNames, check_fields, unknown_filter
from letterkit.text.escaping import escape
from letterkit.text.fields import BlankFieldError, Fields, PersonField, RecipientField, field_name
from letterkit.text.filters import JINJA_FILTERS, filters_in
from letterkit.text.lines import AFTER_FULL_STOP, MergedText, mark_lines, take_marks
from letterkit.text.markdown import Locate

_LESS = "divide it, or write the words themselves"
_JINJA_TESTS = ("defined", "undefined", "none")
# A letter that is made again, for its next draft or for its history, has most of its texts as before.
_TEXTS = 1024
# A field and filters, of which each may have another field as its argument, and how many of these a text
# has that is looked at by them alone. None of them has more than `amount.MAX_PARTS`.
_PATH = r"[a-z_]+(?:\.[a-z_][a-z_0-9]*){0,9}"
_PLAIN = re.compile(rf"\{{\{{ *{_PATH} *(?:\| *[a-z_]+ *(?:\( *{_PATH} *\) *)?){{0,3}}\}}\}}")
_FEW = 20


def check(
    text: str, locate: Locate, with_: Sequence[str] = (), people: Sequence[str] = ()
) -> list[Diagnostic]:
    """What is wrong with the merge fields of a text, before any letter is made of it.

    `with_` and `people` are the keys of the block's own values and the names of its people.
    """
    return _checked(text, locate, "en", with_, people)


def merge(
    text: str,
    locate: Locate,
    values: Fields,
    with_: Mapping[str, WithValue] | None = None,
    people: Mapping[str, PersonField] | None = None,
) -> tuple[MergedText | None, list[Diagnostic]]:
    """Fill in the merge fields. Returns None where anything is wrong with them.

    `with_` are the block's own values, and `people` what is printed of its people, by their names.
    """
    if "{" not in text:
        return MergedText(text, tuple(range(1, text.count("\n") + 2))), []
    with_, people = with_ or {}, people or {}
    language = values.letter.language
    lacking = [name for name in values.__struct_fields__ if getattr(values, name) is None]
    names = _names_of(values.recipient)
    problems = _checked(text, locate, language, tuple(with_), tuple(people), lacking, names)
    if has_errors(problems):
        return None, problems
    context = _context(values, with_, people)
    with working_at(lambda: locate(1, 1)):
        if plain := _plainly_filled(text, language, context):
            return plain, problems
        merged, told = _filled(_template(text, language), context, locate)
    return merged, [*problems, *told]


def _names_of(recipient: RecipientField) -> RecipientNames:
    """The fields of the recipient that a text may use."""
    return RecipientNames(tuple(recipient.values), "placeholders" if recipient.is_open else "unknown")


def merge_agreed(
    text: str,
    locate: Locate,
    values: Fields,
    with_: Mapping[str, WithValue] | None = None,
    people: Mapping[str, PersonField] | None = None,
) -> MergedText | None:
    """A text that `merge` can fill in, as organisations agree to it: see `text.agreed`.

    None where it tells neither who signs nor when, or where what else it says cannot be told apart.
    """
    if not may_tell(text):
        return None
    template = _agreed_template(text, values.letter.language)
    if template is None:
        return None
    merged, _ = _filled(template, _context(values, with_, people), locate)
    return merged


@lru_cache(_TEXTS)
def _agreed_template(text: str, language: str) -> Template | None:
    """A text without what tells who signs, when and to whom; None where it tells nothing of that."""
    tree = _parsed(text, language)
    return _environment(language).from_string(tree) if without_signing(tree) else None


def _context(
    values: Fields, with_: Mapping[str, WithValue] | None, people: Mapping[str, PersonField] | None
) -> dict[str, object]:
    """What each name in a text stands for."""
    context: dict[str, object] = structs.asdict(values)
    context["with"] = with_ or {}
    context["people"] = {field_name(name): person for name, person in (people or {}).items()}
    return context


_NUMBERS = (TOKEN_INTEGER, TOKEN_FLOAT)
_HIDDEN = "delete them, or put the remark behind a # outside of the text"


def _checked(
    text: str,
    locate: Locate,
    language: str,
    with_: Sequence[str],
    people: Sequence[str],
    lacking: Sequence[str] = (),
    recipient: RecipientNames = ANY_RECIPIENT,
) -> list[Diagnostic]:
    """What is wrong with the merge fields of a text; `lacking` are those that the document has not."""
    if "{" not in text:
        return []
    known = tuple(with_), tuple(people)
    if not lacking and _is_plain(text, *known, recipient):
        return []
    if _is_text_right(text, language, *known, tuple(lacking), recipient):
        return []
    return _read(text, locate, language, with_, people, lacking, recipient)


def _is_plain(
    text: str,
    with_: tuple[str, ...],
    people: tuple[str, ...],
    recipient: RecipientNames,
) -> bool:
    """Whether a text has only fields like `{{ a.b | c(d.e) }}`, and each of them is right by itself.

    Most texts have no others, and most fields stand in many: so they need not be read text by text.
    """
    found = _plain_fields(text)
    return bool(found) and all(_is_right(field, with_, people, recipient) for field in found)


@lru_cache(_TEXTS)
def _plain_fields(text: str) -> tuple[str, ...]:
    """The fields of a text that has few, and only such; none of any other."""
    found = tuple(_PLAIN.findall(text))
    is_plain = text.count("{") == 2 * len(found) and len(found) <= _FEW
    return found if is_plain and "\r" not in text and excess_of_text(text) is None else ()


@lru_cache(_TEXTS)
def _is_right(
    field: str,
    with_: tuple[str, ...],
    people: tuple[str, ...],
    recipient: RecipientNames,
) -> bool:
    return not check_fields(_plain_tree(field), field, _nowhere, with_, people, (), recipient)


def _plain_tree(field: str) -> nodes.Template:
    """Jinja's tree of such a field, as its parser has it; but a `none` is a name."""
    path, filters = _parts(field)
    node = _path_tree(path)
    for name, argument in filters:
        arguments = [_path_tree(argument)] if argument else []
        node = nodes.Filter(node, name, arguments, [], None, None, lineno=1)
    return nodes.Template([nodes.Output([node], lineno=1)], lineno=1)


def _path_tree(path: str) -> nodes.Expr:
    name, *members = path.split(".")
    node: nodes.Expr = nodes.Name(name, "load", lineno=1)
    for member in members:
        node = nodes.Getattr(node, member, "load", lineno=1)
    return node


@lru_cache(_TEXTS)
def _parts(field: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The path of such a field, and its filters, each with the path that is its argument, or nothing."""
    path, *filters = field[2:-2].split("|")
    called = (each.partition("(") for each in filters)
    return path.strip(), tuple((name.strip(), argument.strip(" )")) for name, _, argument in called)


@lru_cache(_TEXTS)
def _is_text_right(
    text: str,
    language: str,
    with_: tuple[str, ...],
    people: tuple[str, ...],
    lacking: tuple[str, ...],
    recipient: RecipientNames,
) -> bool:
    """Whether nothing is wrong with a text, which all copies of a letter have alike."""
    return not _read(text, _nowhere, language, with_, people, lacking, recipient)


def _nowhere(line: int, column: int) -> Location:
    return Location("", line, column)


def _read(
    text: str,
    locate: Locate,
    language: str,
    with_: Sequence[str],
    people: Sequence[str],
    lacking: Sequence[str] = (),
    recipient: RecipientNames = ANY_RECIPIENT,
) -> list[Diagnostic]:
    """What is wrong with the merge fields of a text, all of which is read."""
    try:
        excess = _excess(text, language)
        if excess is not None:
            return [Diagnostic(excess.code, excess.what, locate(excess.line, 1), _LESS)]
        for line, kind, value in _tokens(text, language):
            if kind == TOKEN_COMMENT_BEGIN:
                message = "{# and #} hide the words between them, which nobody would miss"
                return [Diagnostic("LK303", message, locate(line, 1), _HIDDEN)]
            if kind in _NUMBERS and not value.isascii():
                message = f"cannot read the merge field: '{value}' is no number to it"
                return [Diagnostic("LK302", message, locate(line, 1), "write it with the digits 0 to 9")]
        tree = _tree(text, language)
    except TemplateSyntaxError as error:
        return [_syntax_error(error, text, locate)]
    return check_fields(tree, text, locate, with_, people, lacking, recipient)


def _plainly_filled(text: str, language: str, context: Mapping[str, object]) -> MergedText | None:
    """A text of such fields, filled in as its template would be, which takes a millisecond to compile.

    None for any other text, and where a value does not fit: that the template tells, with its line.
    """
    if not _plain_fields(text):
        return None
    try:
        merged = _PLAIN.sub(
            lambda field: _put_in(_value(field[0], language, context), language), _marked(text)
        )
    except _FAILURES:
        return None
    return take_marks(merged) if len(merged) <= MAX_TEXT else None


def _value(field: str, language: str, context: Mapping[str, object]) -> object:
    """What a field and its filters come to, by Jinja's own rules."""
    environment = _environment(language)
    path, filters = _parts(field)
    value = _at(path, environment, context)
    for name, argument in filters:
        arguments = [_at(argument, environment, context)] if argument else []
        value = environment.call_filter(name, value, arguments)
    return value


def _at(path: str, environment: Environment, context: Mapping[str, object]) -> object:
    name, *members = path.split(".")
    value = context[name]
    for member in members:
        value = environment.getattr(value, member)
    return value


@lru_cache(_TEXTS)
def _marked(text: str) -> str:
    """A text of such fields with its lines marked, as `_parsed` has them."""
    return mark_lines(_plain_tokens(text))


def _plain_tokens(text: str) -> Iterator[tuple[int, str, str]]:
    """Jinja's tokens of such a text, but that a field is one: line, kind and characters."""
    line = 1
    for number, piece in enumerate(re.split(f"({_PLAIN.pattern})", text)):
        if piece:
            yield line, "variable_begin" if number % 2 else "data", piece
            line += piece.count("\n")


# What a merge field raises that does not fit its value.
_FAILURES = (TemplateError, ValueError, TypeError, LookupError, ArithmeticError)


def _filled(
    template: Template, context: Mapping[str, object], locate: Locate
) -> tuple[MergedText | None, list[Diagnostic]]:
    """The template with its values: LK305 where one does not fit, LK311 where the text is too long, and
    LK661 where it prints what is empty in the recipients' table.
    """
    try:
        merged = _limited(template.generate(context))
    except BlankFieldError as error:
        asked = locate(_failed_line(error), 1)
        hint = f"fill it in; or the text, {asked.file}:{asked.line}, asks for it first: {{% if … %}}"
        return None, [Diagnostic("LK661", str(error), error.place, hint)]
    except _FAILURES as error:
        location = locate(_failed_line(error), 1)
        return None, [Diagnostic("LK305", f"a merge field failed: {error}", location)]
    if merged is None:
        message = f"the text grows to more than {MAX_TEXT:,} characters"
        return None, [Diagnostic("LK311", message, locate(1, 1))]
    return take_marks(merged), []


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


# Jinja


@lru_cache
def _environment(language: str) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        optimized=False,  # which takes longer than it saves
        finalize=lambda value: _put_in(value, language),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in JINJA_FILTERS}
    environment.filters.update(filters_in(language))
    environment.tests = {name: environment.tests[name] for name in _JINJA_TESTS}
    return environment


@lru_cache(_TEXTS)
def _excess(text: str, language: str) -> Excess | None:
    """What there is too much of in a text. Raises TemplateSyntaxError."""
    return excess_of_text(text) or excess_of_fields(_tokens(text, language))


def _tokens(text: str, language: str) -> Iterator[tuple[int, str, str]]:
    return _environment(language).lexer.tokeniter(text, None)


@lru_cache(_TEXTS)
def _tree(text: str, language: str) -> nodes.Template:
    """The tree of a text, which nobody may change."""
    return _parsed(text, language)


def _parsed(text: str, language: str) -> nodes.Template:
    """The tree of a text, its lines marked: see `lines`."""
    return _environment(language).parse(mark_lines(_tokens(text, language)))


@lru_cache(_TEXTS)
def _template(text: str, language: str) -> Template:
    return _environment(language).from_string(_tree(text, language))


def _put_in(value: object, language: str) -> str:
    """A value as it is put into the text, marked where its full stop may end the sentence too."""
    text = escape(_printed(value, language))
    return text + AFTER_FULL_STOP if text.endswith(".") else text


def _printed(value: object, language: str) -> str:
    if isinstance(value, PartialDate | dt.date):
        return date_text(value, language)
    if isinstance(value, list | tuple):
        return list_text(value, language)
    return str(value)


# What Jinja cannot read or fill in


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
        return unknown_filter(name, locate(line, content.find(name) + 1))
    if unknown := re.match(r"Encountered unknown tag '(.*?)'", message):
        return Diagnostic("LK303", f"'{unknown.group(1)}' is not allowed", locate(line, column))
    return Diagnostic("LK302", f"cannot read the merge field: {message}", locate(line, column))
