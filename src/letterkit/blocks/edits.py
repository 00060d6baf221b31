"""Changes to an author's file that leave everything else in it as it is.

An edit is a span of the file and the text that takes its place. Who wants one names what is to change, by
its path in the document; what stands outside the span stays byte for byte: comments, order, quoting, line
ends. `apply` carries out the edits of several files, all or none: it puts them together, reads the result
back and compares every value, key and comment before a file is touched.

An edit that could not be read back is refused. So is a file that was changed since it was read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from letterkit.blocks import placement, styles
from letterkit.blocks.changes import (
    Change,
    CommentChanged,
    EntryAdded,
    EntryRemoved,
    KeyRenamed,
    TextReplaced,
    changed,
    children,
    same,
    value_at,
)
from letterkit.blocks.placement import Piece
from letterkit.blocks.spans import Part, Span, Style, comments, parts
from letterkit.blocks.yaml import Document, Steps, Value, decode, unprintable
from letterkit.diagnostics import Diagnostic, LetterkitError, Location
from letterkit.files.plan import Plan

_SCHEMA = re.compile(r"#\s*yaml-language-server:\s*\$schema=(?P<path>[^\s/:][^\s:]*)(?!\S)")


class TextEdit(Struct, frozen=True):
    """A span of a file, the text that takes its place, and what the file says differently then."""

    file: YamlFile
    span: Span
    text: str
    changes: tuple[Change, ...]

    @property
    def location(self) -> Location:
        """Where the first value that it changes stands."""
        return self.file.document.key_location(self.changes[0].path)


class YamlFile(Struct, frozen=True, dict=True):
    """A file of an author's as it was read, and the edits that can be made to it.

    Every method returns edits and changes nothing. Text that another program would take for a number, a
    truth value or nothing comes into quotation marks, unless it is given as a `BareWord`. The methods
    raise LetterkitError, with the place, where nothing stands at the path, or nothing of that kind, or
    where the file could not be read back.
    """

    path: Path
    document: Document

    @cached_property
    def parts(self) -> dict[Steps, Part]:
        """Every value with its spans."""
        return parts(self.document)

    def replace(self, path: Steps, text: str) -> TextEdit:
        """Give the value at the path another text, in the style of the old one where that can hold it.

        Below a `|` or `>` the line ends after the text's last line are left out, as in reading.
        """
        part = self._part(path)
        if part.style in (Style.BLOCK, Style.FLOW):
            raise self._refused(path, "it has values of its own; only a single one can be replaced")
        self._require_printable(path, text)
        if part.style in (Style.LITERAL, Style.FOLDED):
            text = text.rstrip("\n")
        ways = placement.scalars(self.document.text, part, text)
        return self._readable(ways, TextReplaced(path, text))

    def rename(self, path: Steps, key: str) -> TextEdit:
        """Give the value at the path another key."""
        part = self._part(path)
        if part.key is None:
            raise self._refused(path, "it has no key")
        self._require_printable(path, key)
        ways = placement.keys(self.document.text, part, part.key, key)
        return self._readable(ways, KeyRenamed(path, key))

    def insert(self, path: Steps, index: int, value: Value) -> TextEdit:
        """Put an item into the list at the path, before the one with that index, or at its end."""
        found = self._value(path)
        if not isinstance(found, list | None):
            raise self._refused(path, "it is no list")
        change = EntryAdded(path, min(index, len(found or ())), None, value)
        return self._added(change, "-", styles.between_brackets(value))

    def add(self, path: Steps, key: str, value: Value, after: str | None = None) -> TextEdit:
        """Put a key into the mapping at the path, after another one; without one, at the beginning."""
        found = self._value(path)
        if not isinstance(found, dict | None):
            raise self._refused(path, "it has no keys")
        keys = [*(found or ())]
        if after is not None and after not in keys:
            raise self._refused(path, f"it has no key '{after}'")
        change = EntryAdded(path, 0 if after is None else keys.index(after) + 1, key, value)
        return self._added(change, f"{styles.key(key)}:", styles.pair(key, value))

    def remove(self, *paths: Steps) -> list[TextEdit]:
        """Take entries away, with their lines and what comments stand on these; one edit for neighbours.

        A list or mapping that loses them all is written `[]` or `{}`.
        """
        for path in paths:
            self._part(path)
        edits = []
        for holder in dict.fromkeys(path[:-1] for path in paths):
            siblings = self._siblings(holder)
            runs = _runs([path in paths for path in siblings])
            edits += [self._removed(holder, siblings, first, last) for first, last in runs]
        return edits

    def then(self, *edits: TextEdit) -> YamlFile:
        """The file as it is after edits of it, to be edited further. Raises LetterkitError."""
        content, problems = edited(edits)
        document, _ = decode(content, self.document.file)
        if problems or document is None:
            raise LetterkitError(str(problems[0]), status=1)
        return YamlFile(self.path, document)

    def schema_seen_from(self, target: Path) -> list[TextEdit]:
        """The editor's path to the schema, as it must be where the file goes; none where it has none."""
        text = self.document.text
        for span in comments(text, self.parts):
            if match := _SCHEMA.match(span.of(text)):
                schema = os.path.normpath(self.path.parent / match["path"])
                new = Path(os.path.relpath(schema, target.parent)).as_posix()
                start, end = (span.start + index for index in match.span("path"))
                return [TextEdit(self, Span(start, end), new, (CommentChanged(),))]
        return []

    def _added(self, change: EntryAdded, before: str, brackets: str) -> TextEdit:
        path, position = change.path, change.position
        self._require_printable(path, {change.key or "": change.value})
        siblings = [self.parts[sibling] for sibling in self._siblings(path)]
        text, holder = self.document.text, self.parts[path]
        # A literal would take in a comment below it that is indented as far.
        ways = (styles.entry(before, change.value, literals=literals) for literals in (True, False))
        pieces = (placement.insertion(text, holder, siblings, position, way, brackets) for way in ways)
        return self._readable(pieces, change)

    def _removed(self, path: Steps, siblings: Sequence[Steps], first: int, last: int) -> TextEdit:
        if not path and last - first + 1 == len(siblings):
            raise self._refused(siblings[first], "nothing would be left in the file")
        text, inside = self.document.text, [self.parts[sibling] for sibling in siblings]
        piece = placement.removal(text, self.parts[path], inside, first, last)
        return self._readable([piece], *map(EntryRemoved, siblings[first : last + 1]))

    def _part(self, path: Steps) -> Part:
        if not path or path not in self.parts:
            raise self._refused(path, "nothing stands there")
        return self.parts[path]

    def _value(self, path: Steps) -> Value:
        if path not in self.parts:
            raise self._refused(path, "nothing stands there")
        return value_at(self.document.value, path)

    def _siblings(self, path: Steps) -> list[Steps]:
        return [(*path, step) for step, _ in children(self._value(path))]

    def _require_printable(self, path: Steps, value: Value) -> None:
        if isinstance(value, str) and (character := unprintable(value)):
            name = f"U+{ord(character):04X}"
            raise self._refused(path, f"the new text has a character that cannot be printed ({name})")
        for step, inner in children(value):
            self._require_printable(path, str(step))
            self._require_printable(path, inner)

    def _refused(self, path: Steps, why: str) -> LetterkitError:
        name = ".".join(map(str, path)) or "the file"
        place = self.document.location(path)
        return LetterkitError(f"{place}: '{name}' cannot be changed: {why}", status=1)

    def _readable(self, ways: Iterable[Piece], *changes: Change) -> TextEdit:
        """The first of several ways to make a change that reads back as it is meant."""
        why = ""
        for span, text in ways:
            edit = TextEdit(self, span, text, changes)
            _, problems = edited([edit])
            if not problems:
                return edit
            why = problems[0].message
        raise self._refused(changes[0].path, why)


def _runs(wanted: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The first and the last index of each run of those that are wanted."""
    first = None
    for index, is_wanted in enumerate([*wanted, False]):
        if is_wanted and first is None:
            first = index
        elif not is_wanted and first is not None:
            yield first, index - 1
            first = None


def apply(edits: Iterable[TextEdit], root: Path) -> list[Diagnostic]:
    """Carry out edits of any number of files, all or none. Returns why none was; nothing where all were.

    `root` is the workspace that they lie in, under whose lock they are written.

    Raises LetterkitError, with every file as before, where one was changed since it was read, or where
    the disk refuses.
    """
    plan, problems = planned(edits, root)
    if plan is not None:
        plan.write()
    return problems


def planned(edits: Iterable[TextEdit], root: Path) -> tuple[Plan | None, list[Diagnostic]]:
    """The same without the writing: what the files are to hold, or what is wrong with the edits."""
    by_file: dict[Path, list[TextEdit]] = {}
    for edit in edits:  # a link and its file are one file
        by_file.setdefault(edit.file.path.resolve(), []).append(edit)
    files: dict[Path, str | bytes] = {}
    problems: list[Diagnostic] = []
    for path, of_file in by_file.items():
        files[path], found = edited(of_file)
        problems += found
    if problems or not files:
        return None, problems
    before = {path: of_file[0].file.document.text.encode() for path, of_file in by_file.items()}
    return Plan(root, files, before), []


def edited(edits: Sequence[TextEdit]) -> tuple[bytes, list[Diagnostic]]:
    """What a file holds after edits of it, and what is wrong with that."""
    file = edits[0].file
    text = file.document.text
    in_order = sorted(edits, key=lambda edit: edit.span)
    problems = list(_clashes(in_order, text))
    if problems:
        return text.encode(), problems
    content = _with(text, in_order).encode()
    return content, _misread(file, in_order, content)


def _clashes(edits: Sequence[TextEdit], text: str) -> Iterator[Diagnostic]:
    for edit in edits:
        if edit.file.document.text != text:
            yield _problem(edit, "the edits are of two states of the file")
    for first, second in pairwise(edits):
        if second.span.start < first.span.end:
            yield _problem(second, f"two edits overlap; the other one is at {first.location}")


def _with(text: str, edits: Iterable[TextEdit], start: int = 0, end: int | None = None) -> str:
    """The text from `start` to `end`, with those edits, in order, that lie within."""
    pieces, done = [], start
    for edit in edits:
        pieces += [text[done : edit.span.start], edit.text]
        done = edit.span.end
    return "".join([*pieces, text[done:end]])


def _problem(edit: TextEdit, message: str) -> Diagnostic:
    return Diagnostic("LK112", message, edit.location)


def _misread(file: YamlFile, edits: Sequence[TextEdit], content: bytes) -> list[Diagnostic]:
    """What the new content says otherwise than the old content with the edits' changes."""
    document, problems = decode(content, file.document.file)
    if document is None:
        return [_problem(edits[0], f"the file could not be read any more: {problems[0].message}")]
    changes = [change for edit in edits for change in edit.changes]
    if not same(document.value, changed(file.document.value, changes)):
        return [_problem(edits[0], "something else would change with it")]
    found = [span.of(document.text) for span in comments(document.text, parts(document))]
    if found != list(_comments_meant(file, edits)):
        return [_problem(edits[0], "a comment would change with it")]
    return []


def _comments_meant(file: YamlFile, edits: Sequence[TextEdit]) -> Iterator[str]:
    """The comments that are to stand in the file after the edits."""
    text = file.document.text
    for start, end in comments(text, file.parts):
        around = [e for e in edits if e.span.start <= start and end <= e.span.end]
        if not any(isinstance(edit.changes[0], EntryRemoved) for edit in around):
            own = [e for e in edits if e.changes == (CommentChanged(),) and start < e.span.start < end]
            yield _with(text, own, start, end)
