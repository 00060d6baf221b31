"""The files that somebody names → what they say of offices, whatever their form.

The form is told by what a file holds. A file says of which day it is, or the one who calls does;
else it is the
day on which the file was last changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field

from letterkit.blocks.yaml import without_mark
from letterkit.diagnostics import Diagnostic, Location
from letterkit.files.reading import FileKind, as_text, problem_of, read_named
from letterkit.limits import TooMuchWorkError, limited_work
from letterkit.officials.congress import read_congress
from letterkit.officials.plain_yaml import read_plain
from letterkit.officials.pocom import is_of_office, person_of, read_office, read_xml
from letterkit.officials.table import read_holders
from letterkit.officials.terms import Records, Term
from letterkit.officials.unread import UnreadError

# legislators-historical.yaml has 10 MB in 2026.
OFFICE_HOLDERS = FileKind("a file of office-holders", 40_000_000)
SECONDS = 60.0
"""Seconds of the processor's that all files of one call may take together."""


class OfficialFile(Struct, frozen=True):
    """A file as it was named, what it holds, and the day on which it was last changed."""

    name: str
    content: bytes
    changed: dt.date


class _Found(Struct):
    """What was read of all files so far."""

    on: dt.date | None
    file: str = ""
    people: dict[str, tuple[str, str]] = field(default_factory=dict)
    records: list[Records] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def opened(paths: Iterable[Path]) -> tuple[list[OfficialFile], list[Diagnostic]]:
    """The files at these paths, and what is wrong with the others."""
    found: list[OfficialFile] = []
    problems: list[Diagnostic] = []
    for path in paths:
        try:
            content = read_named(path, OFFICE_HOLDERS)
            changed = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone().date()
            found.append(OfficialFile(path.as_posix(), content, changed))
        except OSError as error:
            problems.append(problem_of(error, path.as_posix()))
    return found, problems


def read_officials(
    files: Iterable[OfficialFile], on: dt.date | None
) -> tuple[Records | None, list[Diagnostic]]:
    """What the files say together, of the newest of their days; None where one of them is not read.

    `on` is the day of which all of them speak, where somebody says it.
    """
    found = _Found(on)
    try:
        with limited_work(SECONDS):
            offices = [each for each in files if not _read_person(each, found)]
            for file in offices:
                _read_one(file, found)
    except TooMuchWorkError:
        place = Location(found.file, 1, 1)
        found.problems.append(UnreadError("reading it takes too much work", place).problem)
    if found.problems or not found.records:
        return None, found.problems
    return _together(found.records), found.problems


def _read_person(file: OfficialFile, found: _Found) -> bool:
    """Take over the name in a person's file of pocom; whether it was one."""
    found.file = file.name
    if not file.content.lstrip().startswith(b"<") or b"<person>" not in file.content[:2000]:
        return False
    try:
        person = person_of(read_xml(file.content, file.name))
    except UnreadError as error:
        found.problems.append(error.problem)
        return True
    if person is None:
        return False
    found.people[person[0]] = person[1:]
    return True


def _read_one(file: OfficialFile, found: _Found) -> None:
    found.file = file.name
    try:
        found.records.append(_records(file, found.on, found.people))
    except UnreadError as error:
        found.problems.append(error.problem)


def _records(file: OfficialFile, on: dt.date | None, people: Mapping[str, tuple[str, str]]) -> Records:
    as_of = on or file.changed
    beginning = file.content[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if beginning.startswith(b"<"):
        root = read_xml(file.content, file.name)
        if is_of_office(root):
            return read_office(root, file.name, on, people)
        raise UnreadError("it is XML, but no office of pocom", Location(file.name, 1, 1))
    ending = file.name.rpartition(".")[2].lower()
    if ending in ("yaml", "yml", "json") or beginning.startswith((b"- ", b"[", b"---")):
        return read_congress(read_plain(_text(file), file.name), file.name, as_of)
    return read_holders(file.content, file.name, as_of)


def _text(file: OfficialFile) -> str:
    try:
        return without_mark(as_text(file.content, Path(file.name)))
    except OSError:
        raise UnreadError("it is not UTF-8 text", Location(file.name, 1, 1)) from None


def _together(records: list[Records]) -> Records:
    """What several files say, each term once."""
    terms: dict[tuple[object, ...], Term] = {}
    for each in records:
        for term in each.terms:
            terms.setdefault((*term.seat.key, term.id or term.name, term.begin, term.end), term)
    return Records(
        list(terms.values()),
        max(each.on for each in records),
        frozenset().union(*(each.covered for each in records)),
        {key: term for each in records for key, term in each.vacant.items()},
        [problem for each in records for problem in each.problems],
    )
