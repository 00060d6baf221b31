"""Reads the files of the languages, `language/<tag>.yaml`, and says what is wrong with one.

Such a file is a part of letterkit, but made to be written by people who know the language and no Python:
a key that is unknown, missing or of the wrong form is a `LetterkitError` that names file, line and key.
All values are text (a `no` stays a word). A file is read once, and what it says is kept between runs.
"""

from __future__ import annotations

import hashlib
import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_type_hints

import yaml
from msgspec import Struct, field, structs

from letterkit.diagnostics import LetterkitError, did_you_mean
from letterkit.files.kept import kept_values
from letterkit.language import definition
from letterkit.language.definition import (
    Form,
    LanguageFile,
    Takes,
)
from letterkit.language.locales import UnknownLanguageError, script_of
from letterkit.language.patterns import regular_expression

FOLDER = Path(__file__).parent
ENGLISH = "en"
# The order in which languages are tried where a text could be in several; others come after these.
_FIRST = ("en", "fr", "es", "de", "zh", "pt", "it", "nl", "ru")
_HINT = "what each key means: docs/languages.md"
# Languages that write no space between words: a word of theirs has no edges to look for.
SPACELESS = frozenset({"bo", "ja", "km", "lo", "my", "th", "zh"})
_PLURALS = ("zero", "one", "two", "few", "many", "other")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def names() -> tuple[str, ...]:
    """The languages that have a file, as their BCP 47 tags: `en`, `zh-Hant`."""
    found = sorted(file.stem for file in FOLDER.glob("*.yaml"))
    return tuple(sorted(found, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST)))


@cache
def load(name: str) -> LanguageFile:
    """The file of that name, one of `names()`. Raises LetterkitError where it does not hold."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    digest = hashlib.sha256(b"\0".join((text.encode(), *_readers()))).hexdigest()[:32]
    shown_as = f"{FOLDER.name}/{name}.yaml"
    found: LanguageFile = kept_values("language", digest, lambda: read(text, shown_as), LanguageFile)
    return found


@cache
def _readers() -> tuple[bytes, ...]:
    """What a file is read by: with another reader what is kept of it would be another."""
    return tuple(Path(module).read_bytes() for module in (definition.__file__, __file__))


@cache
def of_tag(tag: str) -> LanguageFile | None:
    """The file for a language tag: of the tag itself, its language in its script, or its language."""
    language = tag.partition("-")[0]
    known = names()
    if any(name.startswith(f"{language}-") for name in known):
        candidates: Iterable[str] = (tag, f"{language}-{_script(tag)}", language)
    else:
        candidates = (language,)
    return next((load(name) for name in candidates if name in known), None)


def english() -> LanguageFile:
    """The file that stands in for what another language lacks."""
    return load(ENGLISH)


def every() -> tuple[LanguageFile, ...]:
    """All files, in the order of `names()`."""
    return tuple(load(name) for name in names())


@cache
@cache
def read_languages() -> tuple[str, ...]:
    """The languages in which the parts of a letter can be told apart, in the order of `names()`."""
    return tuple(name for name in names() if load(name).reading.is_complete)


def _script(tag: str) -> str | None:
    """The script that a tag implies; None where no such language is known."""
    try:
        return script_of(tag)
    except UnknownLanguageError:
        return None


def read(text: str, shown_as: str) -> LanguageFile:
    """A file's text. `shown_as` is its path in messages. Raises LetterkitError with all that is wrong."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        message = f"{shown_as}{place}: not valid YAML: {error.problem}"
        raise LetterkitError(message, _HINT) from None
    except yaml.YAMLError as error:
        raise LetterkitError(f"{shown_as}: {str(error).splitlines()[0]}", _HINT) from None
    reader = _FileReader(shown_as)
    values = reader.section(node, LanguageFile, "the file") if node else {}
    if reader.problems:
        raise LetterkitError("\n".join(reader.problems), _HINT)
    return LanguageFile(**values)


def check_patterns() -> None:
    """Raises LetterkitError for the first pattern of a file that is no regular expression."""
    for name in names():
        for key, pattern in _patterns(load(name)):
            try:
                re.compile(regular_expression(pattern))
            except re.error as error:
                message = f"{FOLDER.name}/{name}.yaml: '{key}': not a pattern, '{pattern}': {error.msg}"
                raise LetterkitError(message, _HINT) from None


def _patterns(section: Any) -> Iterator[tuple[str, str]]:
    """The patterns of a section and of those within it, each with its key."""
    kind: Any = type(section)  # mypy takes a type with fields for one that has no hash
    for name, key in _keys(kind).items():
        value = getattr(section, name)
        if isinstance(value, Struct):
            yield from _patterns(value)
        elif key.form is Form.PATTERNS:
            yield from ((name, pattern) for pattern in value)
        elif key.form is Form.PATTERNS_BY_COUNTRY:
            yield from ((name, pattern) for patterns in value.values() for pattern in patterns)


class _Key(Struct, frozen=True):
    """What stands at a key: a section, or a value of a form; whether it may be empty, or left out."""

    section: type[Any] | None
    form: Form | Takes | None
    may_be_empty: bool
    is_needed: bool


@cache
def _keys(kind: Any) -> Mapping[str, _Key]:
    """The keys of a section, from the types of its fields."""
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: _key(hints[field.name], field.required) for field in structs.fields(kind)}


def _key(hint: Any, is_needed: bool) -> _Key:
    parts = (hint, *get_args(hint))
    section = next((part for part in parts if isinstance(part, type) and issubclass(part, Struct)), None)
    if section is not None:
        return _Key(section, None, may_be_empty=False, is_needed=is_needed)
    base, form = get_args(hint)
    return _Key(None, form, NoneType in get_args(base), is_needed)


class _FileReader(Struct):
    """Turns the nodes of one file into values, and keeps what is wrong with them."""

    file: str
    problems: list[str] = field(default_factory=list)

    def report(self, node: yaml.Node, message: str) -> None:
        mark = node.start_mark
        self.problems.append(f"{self.file}:{mark.line + 1}:{mark.column + 1}: {message}")

    def section(self, node: yaml.Node, kind: Any, key: str) -> dict[str, Any]:
        """The values of a section's fields, those that are good."""
        keys, values = _keys(kind), {}
        for name, (at, value) in self.entries(node, key).items():
            if name in keys:
                values[name] = self.value(value, keys[name], name)
            else:
                hint = did_you_mean(name, keys) or f"known keys: {', '.join(keys)}"
                self.report(at, f"unknown key '{name}'; {hint}")
        missing = [f"'{name}'" for name, each in keys.items() if each.is_needed and name not in values]
        if missing and isinstance(node, yaml.MappingNode):
            self.report(node, f"missing in {key}: {', '.join(missing)}")
        return values

    def value(self, node: yaml.Node, expected: _Key, key: str) -> Any:
        """A value of the form that its field's type asks for; None where it is not of it."""
        if expected.section is not None:
            problems = len(self.problems)
            values = self.section(node, expected.section, f"'{key}'")
            return expected.section(**values) if len(self.problems) == problems else None
        if _is_empty(node):
            if not expected.may_be_empty:
                self.report(node, f"'{key}' is empty")
            return None
        if isinstance(expected.form, Takes):
            return self.phrase(node, expected.form.values, key)
        return _FORMS[expected.form](self, node, key)

    def entries(self, node: yaml.Node, key: str) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """The keys of a mapping, each with its own node and that of its value."""
        found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        if not isinstance(node, yaml.MappingNode):
            self.report(node, f"{key}: expected keys with values")
            return found
        for at, value in node.value:
            name = self.text(at, key)
            if name in found:
                self.report(at, f"'{name}' stands twice")
            found[name] = (at, value)
        return found

    def text(self, node: yaml.Node, key: str) -> str:
        if isinstance(node, yaml.ScalarNode) and not _is_empty(node):
            return str(node.value)
        self.report(node, f"'{key}': expected text")
        return ""

    def phrase(self, node: yaml.Node, values: tuple[str, ...], key: str) -> str:
        """A text with exactly these values between braces."""
        text = self.text(node, key)
        expected = " and ".join(f"{{{value}}}" for value in values) or "no braces"
        try:
            found = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        except ValueError:
            found = ["?"]
        if set(found) != set(values):
            self.report(node, f"'{key}': expected {expected} in it, found '{text}'")
        return text

    def words(self, node: yaml.Node, key: str) -> tuple[str, ...]:
        return tuple(self.text(node, key).split())

    def lines(self, node: yaml.Node, key: str) -> tuple[str, ...]:
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.text(item, key) for item in node.value)
        self.report(node, f"'{key}': expected a list")
        return ()

    def marks(self, node: yaml.Node, key: str) -> tuple[str, ...]:
        found = self.lines(node, key)
        if len(found) not in (0, 4):
            self.report(node, f"'{key}': expected four marks, the outer and the inner pair")
        return found

    def groups(self, node: yaml.Node, key: str) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(line.split()) for line in self.lines(node, key))

    def by_country(self, node: yaml.Node, key: str) -> Mapping[str, tuple[str, ...]]:
        found = {}
        for country, (at, value) in self.entries(node, f"'{key}'").items():
            if not re.fullmatch(r"[A-Z]{2}", country):
                self.report(at, f"'{key}': expected a country's two capital letters, found '{country}'")
            found[country] = self.lines(value, country)
        return found

    def by_plural(self, node: yaml.Node, key: str) -> Mapping[str, str]:
        found = {}
        for name, (at, value) in self.entries(node, f"'{key}'").items():
            plural, _, region = name.partition("-")
            if plural not in _PLURALS or (region and not re.fullmatch(r"[A-Z]{2}", region)):
                self.report(at, f"'{key}': expected one of {', '.join(_PLURALS)}; found '{name}'")
            found[name] = self.phrase(value, ("number",), name)
        if "other" not in found:
            self.report(node, f"missing in '{key}': 'other'")
        return found


_FORMS: Mapping[Form | None, Callable[[_FileReader, yaml.Node, str], Any]] = {
    Form.WORD: _FileReader.text,
    Form.WORDS: _FileReader.words,
    Form.LIST: _FileReader.lines,
    Form.PATTERNS: _FileReader.lines,
    Form.MARKS: _FileReader.marks,
    Form.GROUPS: _FileReader.groups,
    Form.BY_COUNTRY: _FileReader.by_country,
    Form.PATTERNS_BY_COUNTRY: _FileReader.by_country,
    Form.BY_PLURAL: _FileReader.by_plural,
}


def _is_empty(node: yaml.Node) -> bool:
    """Whether nothing stands where a value should."""
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    return plain and node.value in ("", "~", "null")
