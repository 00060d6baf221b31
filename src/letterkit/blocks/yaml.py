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
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from msgspec import Struct

from letterkit.blocks import slips
from letterkit.blocks.conflicts import conflicts
from letterkit.blocks.places import Place, Places, Steps, beginning, end_line, place, start
from letterkit.blocks.slips import Slip
from letterkit.diagnostics import Diagnostic, Location
from letterkit.files.reading import BLOCK, problem_of, read_file

if TYPE_CHECKING:
    from yaml.events import Event, ScalarEvent

__all__ = [
    "MAX_DEPTH",
    "Document",
    "Steps",
    "Value",
    "decode",
    "events",
    "parse",
    "read",
    "unprintable",
    "without_mark",
    "without_unprintable",
]

MAX_DEPTH = 20

Value = dict[str, "Value"] | list["Value"] | str | None

# C0 and C1 controls, the private-use areas (letterkit marks lines with them), noncharacters, tags; and
# what makes a line read otherwise than it is written (Unicode Standard Annex 9; CVE-2021-42574). Marks
# that only say which way a neighbour runs (U+200E, U+200F, U+061C) are in ordinary Arabic texts.
_TURNING = "\u202a-\u202e\u2066-\u2069"
_UNPRINTABLE = (
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f{_TURNING}\ud800-\udfff"
    "\ue000-\uf8ff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
# What ends a line in YAML or in Unicode, and is none in a letter's text; and the byte order mark.
_SPACES = {**dict.fromkeys(map(ord, "\t\x0b\x0c\x85\u2028\u2029\r"), " "), 0xFEFF: None}
_TO_BE_QUOTED = "put a value that begins with {} into quotation marks"
# What most keys are, and no slip is.
_PLAIN_KEY = re.compile(r"[a-z_]+").fullmatch
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Document(Struct, frozen=True):
    """One file's value and the place of each of its parts.

    A path is a tuple of keys and indices: ("history", 0, "date"). `text` is all that the file holds, with
    its byte order mark and its line ends: encoded as UTF-8 it is the file. Where each part of it begins
    and ends, `spans` tells whoever changes it; nobody who only reads pays for that.
    """

    file: str
    value: dict[str, Value]
    places: Mapping[Steps, Place]
    keys: Mapping[Steps, Place]
    text: str

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

    def beginning(self, path: Steps) -> str:
        """The character of the file that the value at `path` begins with, or its nearest parent."""
        place = self.location(path)
        lines = without_mark(self.text).split("\n")
        return lines[place.line - 1][place.column - 1 : place.column] if place.line <= len(lines) else ""

    def locator(self, path: Steps) -> Callable[[int, int], Location]:
        """`text_location` for one text: a function of line and column."""
        return partial(self.text_location, path)


def read(path: Path, inside: Path, shown_as: str) -> tuple[Document | None, list[Diagnostic]]:
    """Read a YAML file that lies in the folder `inside`. `shown_as` is its path in messages.

    Returns None where nothing is usable.
    """
    try:
        raw = read_file(path, inside, BLOCK)
    except OSError as error:
        return None, [problem_of(error, shown_as)]
    return decode(raw, shown_as)


def decode(raw: bytes, shown_as: str) -> tuple[Document | None, list[Diagnostic]]:
    """Read what a YAML file holds. See `read`."""
    if len(raw) > BLOCK.largest:
        return None, [Diagnostic("LK107", "more than 1 MB", Location(shown_as, 1, 1))]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = without_mark(raw[: error.start].decode("utf-8"))
        where = Location(shown_as, *_offset(before, len(before)))
        message, hint = _encoded_otherwise(raw, error.start)
        return None, [Diagnostic("LK106", message, where, hint)]
    return parse(text, shown_as)


def parse(text: str, shown_as: str) -> tuple[Document | None, list[Diagnostic]]:
    """Parse YAML text. See `read`."""
    body = without_mark(text)
    # Of a file that holds both sides of a merge nothing else is worth saying.
    problems = conflicts(body, shown_as) or list(_bad_characters(body, shown_as))
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
    match = _first_unprintable(text)
    return match.group() if match else None


def _first_unprintable(text: str) -> re.Match[str] | None:
    # All of `_UNPRINTABLE` are unprintable for Python too, which looks at a text ten times as fast.
    return None if text.replace("\n", "").isprintable() else re.search(_UNPRINTABLE, text)


def without_unprintable(text: str) -> str:
    """A text as a file may hold it: tabs are spaces, and what cannot be printed is gone."""
    return re.sub(_UNPRINTABLE, "", text.translate(_SPACES))


_SAVE_AS_UTF8 = "save it again with the encoding UTF-8 (in Windows' Notepad: Save as, Encoding)"


def _encoded_otherwise(raw: bytes, start: int) -> tuple[str, str]:
    """What is said of a file that is not UTF-8, with the character that its author sees there."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "not UTF-8 text but UTF-16, which some programs call Unicode", _SAVE_AS_UTF8
    character = raw[start : start + 1].decode("cp1252", "replace")
    seen = (
        f", where it seems to say '{character}'"
        if character.isprintable() and character != "\ufffd"
        else ""
    )
    return f"not UTF-8 text but an older encoding such as Windows-1252{seen}", _SAVE_AS_UTF8


def _bad_characters(text: str, file: str) -> Iterator[Diagnostic]:
    for line in _with_tabs(text):
        hint = "type spaces instead, two for each step; many editors do so for the Tab key"
        yield Diagnostic(
            "LK105", "a tab, which YAML does not take for space", Location(file, *line), hint
        )
    for slip in () if text.isascii() else slips.odd_indents(text):
        where = Location(file, *_offset(text, slip.offset))
        yield Diagnostic(slip.code, slip.message, where, slip.hint)
    if match := _first_unprintable(text):
        place = _offset(text, match.start())
        yield _unprintable(match.group(), Location(file, *place))


def _with_tabs(text: str) -> Iterator[tuple[int, int]]:
    """Line and column of the first tab in each line."""
    if "\t" in text:
        lines = enumerate(text.split("\n"), 1)
        yield from ((number, line.index("\t") + 1) for number, line in lines if "\t" in line)


def _unprintable(character: str, location: Location) -> Diagnostic:
    number = f"U+{ord(character):04X}"
    if re.match(f"[{_TURNING}]", character):
        message = f"an unseen mark that turns the direction of writing ({number})"
        return Diagnostic(
            "LK109", message, location, "delete it: the words after it would read otherwise"
        )
    return Diagnostic("LK109", f"a character that cannot be printed ({number})", location)


def _offset(text: str, index: int) -> tuple[int, int]:
    before = text[:index]
    return before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1


class _UnreadableError(Exception):
    """Parsing cannot go on."""


class _Builder:
    """Turns the parser's events into one Document."""

    def __init__(self, text: str, body: str, file: str) -> None:
        self.text = text
        self.body = body
        self.lines = body.splitlines()
        self.file = file
        self._next: Callable[[], Event] = _LOADER(body).get_event
        self.problems: list[Diagnostic] = []
        self.has_comments = "#" in body
        self.values: dict[Steps, Event] = {}
        self.keys: dict[Steps, Event] = {}

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
            from letterkit.blocks import syntax  # for files that cannot be read alone, here and below

            self._give_up(syntax.explained(error, self.lines, self.file))
        except yaml.YAMLError as error:
            self._report("LK101", str(error).splitlines()[0], 1, 1)
        except _UnreadableError:
            pass
        if not self.problems and not isinstance(value, dict):
            self.problems.append(self._no_block())
        if self.problems or not isinstance(value, dict):
            return None, self.problems
        places = Places(self.values, partial(place, lines=self.lines))
        return Document(self.file, value, places, Places(self.keys, beginning), self.text), []

    def _end(self) -> None:
        event = self._next()
        while not isinstance(event, yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                hint = (
                    "a file holds one block: delete the line ---, or put what follows into its own file"
                )
                self._report("LK101", "a second block in one file", *start(event), hint)
                raise _UnreadableError
            event = self._next()

    def _report(self, code: str, message: str, line: int, column: int, hint: str | None = None) -> None:
        self.problems.append(Diagnostic(code, message, Location(self.file, line, column), hint))

    def _give_up(self, problem: Diagnostic) -> None:
        """What was seen in that line before is half of what is wrong with it."""
        line = problem.location.line
        self.problems = [p for p in self.problems if p.location.line != line] + [problem]

    def _no_block(self) -> Diagnostic:
        """Why a file that could be read has no keys."""
        first = next((i for i, line in enumerate(self.lines, 1) if line.strip(" ") and line[0] != "#"), 0)
        from letterkit.blocks import syntax

        slip = syntax.explained_by_lines([first], self.lines, self.file)
        where = Location(self.file, 1, 1)
        return slip or Diagnostic("LK111", "no block: expected `key: value` lines", where)

    def _slip(self, slip: Slip | None, line: int, column: int) -> None:
        """A slip, if there is one, that is so many columns further on in the line."""
        if slip is not None:
            where = Location(self.file, line, column + slip.offset)
            self.problems.append(Diagnostic(slip.code, slip.message, where, slip.hint))

    def _cut_off(self, event: Event, path: Steps) -> None:
        """What a comment after the value cuts off from it."""
        mark = event.end_mark
        if mark is None or not self.has_comments:
            return
        plain = event.value if isinstance(event, yaml.ScalarEvent) and not event.style else None
        key = self.keys.get(path)
        column = start(key)[1] if key else start(event)[1] - 2
        if slip := slips.cut_off(self.body, mark.index, plain, column):
            place = _offset(self.body, mark.index + slip.offset)
            self.problems.append(
                Diagnostic(slip.code, slip.message, Location(self.file, *place), slip.hint)
            )

    def _value(self, event: Event, path: Steps) -> Value:
        """The value that begins with `event`."""
        self.values[path] = event
        if isinstance(event, yaml.ScalarEvent) and event.anchor is None is event.tag:
            return self._scalar(event, path)
        line, column = start(event)
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            del self.values[path]
            self._report("LK103", f"an alias, '*{anchor}'", line, column, _TO_BE_QUOTED.format("*"))
            return None
        if anchor:
            self._report("LK103", f"an anchor, '&{anchor}'", line, column, _TO_BE_QUOTED.format("&"))
        if tag is not None:
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            self._report("LK104", f"a tag, '{shown}'", line, column, _TO_BE_QUOTED.format("!"))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
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
        self._end_of_brackets(event, path)
        return items

    def _mapping(self, path: Steps) -> dict[str, Value]:
        mapping: dict[str, Value] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self.problems.append(self._no_key(*start(event)))
                raise _UnreadableError
            key = event.value
            here = (*path, key)
            first = self.keys.setdefault(here, event)
            if not _PLAIN_KEY(key):
                self._check_key(event)
            if key in mapping:
                message = f"'{key}' stands twice; first on line {start(first)[0]}"
                self._report("LK102", message, *start(event))
            mapping[key] = self._value(self._next(), here)
        self._end_of_brackets(event, path)
        return mapping

    def _check_key(self, event: ScalarEvent) -> None:
        self._check_printable(event)
        if not event.style:
            self._slip(slips.of_key(event.value), *start(event))
        if event.value == "<<" and event.implicit[0]:
            self._report("LK103", "a merge key, '<<'", *start(event))

    def _end_of_brackets(self, event: Event, path: Steps) -> None:
        """What a comment cuts off behind a `]` or `}`; other lists and mappings end where no mark is."""
        if event.start_mark and event.end_mark and event.start_mark.index < event.end_mark.index:
            self._cut_off(event, path)

    def _no_key(self, line: int, column: int) -> Diagnostic:
        """A key that is a list or a mapping: mostly a merge field that stands without quotation marks."""
        from letterkit.blocks import syntax

        slip = syntax.explained_by_lines([line], self.lines, self.file)
        return slip or Diagnostic(
            "LK101", "a key must be a single word", Location(self.file, line, column)
        )

    def _scalar(self, event: ScalarEvent, path: Steps) -> str | None:
        plain = event.style is None or event.style == ""
        if event.style not in ("|", ">"):
            self._cut_off(event, path)
        if plain and event.implicit[0] and event.value in ("", "~", "null"):
            return None
        self._check_printable(event)
        if plain:
            self._check_plain(event)
        if event.style in ("|", ">"):
            return str(event.value).rstrip("\n")
        return str(event.value)

    def _check_plain(self, event: ScalarEvent) -> None:
        """What stands without quotation marks, and was meant otherwise."""
        if not event.value.isascii():
            self._slip(slips.of_value(event.value), *start(event))
        line, end = start(event)[0], end_line(event)
        if end > line and (found := slips.swallowed(self.lines[line:end])):
            self._slip(found[1], line + found[0] + 1, 1)

    def _check_printable(self, event: ScalarEvent) -> None:
        """An escape such as "\\e" brings in what `_bad_characters` could not see."""
        if event.style == '"' and (match := _first_unprintable(event.value)):
            self.problems.append(_unprintable(match.group(), Location(self.file, *start(event))))
