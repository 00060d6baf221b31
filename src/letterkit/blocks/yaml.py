"""YAML text → plain values, with the line and column of every one.

A value is a mapping, a list, a word or nothing: no scalar is turned into a number, a date or a truth
value here (`NO` stays a word, `01234` keeps its zero); that is for the model, which knows what it
asked for. Refused, each with its place: duplicate keys, anchors, aliases, tags, tabs, characters that
cannot be printed, text that is not UTF-8, files over 1 MB, nesting beyond 20 levels.

The parser is libyaml (PyYAML's C parser), read event by event, not node by node: so an alias is seen
before it is followed, and a bomb of brackets is stopped at the 21st.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from letterkit.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from yaml.events import Event, ScalarEvent

MAX_BYTES = 1_000_000
MAX_DEPTH = 20

Steps = tuple[str | int, ...]
Value = dict[str, "Value"] | list["Value"] | str | None

# C0 and C1 controls, the private-use areas (letterkit marks lines with them), noncharacters.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
    "\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]"
)
# What ends a line in YAML or in Unicode, and is none in a letter's text; and the byte order mark.
_SPACES = {**dict.fromkeys(map(ord, "\t\x0b\x0c\x85\u2028\u2029\r"), " "), 0xFEFF: None}
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: its first character, and for a scalar how its text maps to lines."""

    line: int
    column: int
    text_line: int
    text_column: int
    by_line: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One file's value and the place of each of its parts.

    A path is a tuple of keys and indices: ("history", 0, "date"). `text` is all that the file holds, with
    its byte order mark and its line ends: encoded as UTF-8 it is the file. Where each part of it begins
    and ends, `spans` tells whoever changes it; nobody who only reads pays for that.
    """

    file: str
    value: dict[str, Value]
    places: dict[Steps, Place] = field(repr=False)
    keys: dict[Steps, Place] = field(repr=False)
    text: str = field(repr=False)

    def location(self, path: Steps = ()) -> Location:
        """The value at `path`, or its nearest parent that stands in the file."""
        while path and path not in self.places:
            path = path[:-1]
        place = self.places[path]
        return Location(self.file, place.line, place.column)

    def key_location(self, path: Steps) -> Location:
        """The key of the value at `path`; the value itself where it has no key (a list's item)."""
        place = self.keys.get(path)
        return Location(self.file, place.line, place.column) if place else self.location(path)

    def text_location(self, path: Steps, line: int, column: int = 1) -> Location:
        """Line `line`, column `column` (from 1) of the text at `path`, as a place in the file.

        Exact for literal scalars (`text: |`) and for text that stands on one line; elsewhere the
        beginning of the value.
        """
        place = self.places.get(path)
        if place is None or (line > 1 and not place.by_line):
            return self.location(path)
        return Location(self.file, place.text_line + line - 1, place.text_column + column - 1)

    def locator(self, path: Steps) -> Callable[[int, int], Location]:
        """`text_location` for one text: a function of line and column."""
        return partial(self.text_location, path)


def read(path: Path, shown_as: str) -> tuple[Document | None, list[Diagnostic]]:
    """Read a YAML file. `shown_as` is its path in messages. Returns None where nothing is usable."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        return None, [Diagnostic("LK110", reason, Location(shown_as, 1, 1))]
    return decode(raw, shown_as)


def decode(raw: bytes, shown_as: str) -> tuple[Document | None, list[Diagnostic]]:
    """Read what a YAML file holds. See `read`."""
    if len(raw) > MAX_BYTES:
        return None, [Diagnostic("LK107", "more than 1 MB", Location(shown_as, 1, 1))]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = without_mark(raw[: error.start].decode("utf-8"))
        place = _offset(before, len(before))
        return None, [Diagnostic("LK106", "not UTF-8 text", Location(shown_as, *place))]
    return parse(text, shown_as)


def parse(text: str, shown_as: str) -> tuple[Document | None, list[Diagnostic]]:
    """Parse YAML text. See `read`."""
    body = without_mark(text)
    problems = list(_bad_characters(body, shown_as))
    if problems:
        return None, problems
    return _Builder(text, body, shown_as).build()


def events(body: str) -> Iterator[Event]:
    """The parser's events for a text without a byte order mark; their marks count characters of it.

    Raises yaml.YAMLError.
    """
    found: Iterator[Event] = yaml.parse(body, Loader=_LOADER)
    return found


def without_mark(text: str) -> str:
    """A text without the byte order mark at its beginning."""
    return text.lstrip("\ufeff")


def unprintable(text: str) -> str | None:
    """The first character of a text that no file may hold, or None."""
    match = _UNPRINTABLE.search(text)
    return match.group() if match else None


def without_unprintable(text: str) -> str:
    """A text as a file may hold it: tabs are spaces, and what cannot be printed is gone."""
    return _UNPRINTABLE.sub("", text.translate(_SPACES))


def _bad_characters(text: str, file: str) -> Iterator[Diagnostic]:
    if "\t" in text:
        place = _offset(text, text.index("\t"))
        yield Diagnostic("LK105", "a tab character", Location(file, *place), "use spaces")
    if match := _UNPRINTABLE.search(text):
        place = _offset(text, match.start())
        yield _unprintable(match.group(), Location(file, *place))


def _unprintable(character: str, location: Location) -> Diagnostic:
    return Diagnostic("LK109", f"a character that cannot be printed (U+{ord(character):04X})", location)


def _offset(text: str, index: int) -> tuple[int, int]:
    before = text[:index]
    return before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1


def _start(event: Event) -> tuple[int, int]:
    """Line and column of the event, from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _end_line(event: Event) -> int:
    mark = event.end_mark
    return mark.line + 1 if mark else 1


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


class _UnreadableError(Exception):
    """Parsing cannot go on."""


class _Builder:
    """Turns the parser's events into one Document."""

    def __init__(self, text: str, body: str, file: str) -> None:
        self.text = text
        self.lines = body.splitlines()
        self.file = file
        self.events = events(body)
        self.problems: list[Diagnostic] = []
        self.places: dict[Steps, Place] = {}
        self.keys: dict[Steps, Place] = {}

    def build(self) -> tuple[Document | None, list[Diagnostic]]:
        value: Value = None
        try:
            event = self._next()
            while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
                event = self._next()
            if not isinstance(event, yaml.StreamEndEvent):
                value = self._value(event, ())
                self._end()
        except yaml.MarkedYAMLError as error:
            self.problems.append(self._syntax(error))
        except yaml.YAMLError as error:
            self._report("LK101", str(error).splitlines()[0], 1, 1)
        except _UnreadableError:
            pass
        if not self.problems and not isinstance(value, dict):
            self._report("LK111", "no block: expected `key: value` lines", 1, 1)
        if self.problems or not isinstance(value, dict):
            return None, self.problems
        return Document(self.file, value, self.places, self.keys, self.text), []

    def _end(self) -> None:
        event = self._next()
        while not isinstance(event, yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                self._report("LK101", "a second document", *_start(event))
                raise _UnreadableError
            event = self._next()

    def _next(self) -> Event:
        return next(self.events)

    def _report(self, code: str, message: str, line: int, column: int, hint: str | None = None) -> None:
        self.problems.append(Diagnostic(code, message, Location(self.file, line, column), hint))

    def _syntax(self, error: yaml.MarkedYAMLError) -> Diagnostic:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        line = min(line, max(len(self.lines), 1))
        message = f"not valid YAML: {error.problem or error.context}"
        if error.context and error.problem:
            message += f" ({error.context})"
        hint = None
        if "mapping values are not allowed" in message:
            hint = "put text that contains ': ' into quotation marks, or below a `|`"
        return Diagnostic("LK101", message, Location(self.file, line, column), hint)

    def _value(self, event: Event, path: Steps) -> Value:
        """The value that begins with `event`."""
        line, column = _start(event)
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            self._report("LK103", f"an alias, '*{anchor}'", line, column)
            return None
        if anchor:
            self._report("LK103", f"an anchor, '&{anchor}'", line, column)
        if tag is not None:
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            self._report("LK104", f"a tag, '{shown}'", line, column)
        if isinstance(event, yaml.ScalarEvent):
            self.places[path] = self._scalar_place(event)
            return self._scalar(event)
        self.places[path] = Place(line, column, line, column)
        if len(path) >= MAX_DEPTH:
            self._report("LK108", f"nested more than {MAX_DEPTH} levels deep", line, column)
            raise _UnreadableError
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _sequence(self, path: Steps) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Steps) -> dict[str, Value]:
        mapping: dict[str, Value] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            line, column = _start(event)
            if not isinstance(event, yaml.ScalarEvent):
                self._report("LK101", "a key must be a single word", line, column)
                raise _UnreadableError
            key = event.value
            self._check_printable(event)
            if key == "<<" and event.implicit[0]:
                self._report("LK103", "a merge key, '<<'", line, column)
            self.keys.setdefault((*path, key), Place(line, column, line, column))
            if key in mapping:
                first = self.keys[(*path, key)].line
                self._report("LK102", f"'{key}' stands twice; first on line {first}", line, column)
            mapping[key] = self._value(self._next(), (*path, key))
        return mapping

    def _scalar(self, event: ScalarEvent) -> str | None:
        plain = event.style is None or event.style == ""
        if plain and event.implicit[0] and event.value in ("", "~", "null"):
            return None
        self._check_printable(event)
        if event.style in ("|", ">"):
            return str(event.value).rstrip("\n")
        return str(event.value)

    def _check_printable(self, event: ScalarEvent) -> None:
        """An escape such as "\\e" brings in what `_bad_characters` could not see."""
        if match := _UNPRINTABLE.search(event.value):
            self.problems.append(_unprintable(match.group(), Location(self.file, *_start(event))))

    def _scalar_place(self, event: ScalarEvent) -> Place:
        """Where the scalar's text begins: for a literal the line below the `|`, at its indent."""
        line, column = _start(event)
        if event.style not in ("|", ">"):
            quoted = event.style in ("'", '"')
            return Place(line, column, line, column + quoted)
        below = self.lines[line : _end_line(event)]
        first = next((i for i, text in enumerate(below) if text.strip()), 0)
        text = next((line for line in event.value.split("\n") if line.strip()), "")
        indent = _indent(below[first]) - _indent(text) if below else 0
        return Place(line, column, line + 1, indent + 1, by_line=event.style == "|")
