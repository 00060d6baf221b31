"""What somebody named with `--to` → the recipients: a table, public data, or offices of the library."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field

from letterkit.blocks.kinds import KIND_BY_MODEL
from letterkit.blocks.offices import Address
from letterkit.blocks.places import Place
from letterkit.blocks.validation import validate
from letterkit.blocks.yaml import Document, Value
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, Severity, did_you_mean
from letterkit.files.reading import as_text, problem_of, read_named
from letterkit.letter import Owner
from letterkit.library.index import Block, Library, MailRecipient
from letterkit.library.where import KEYS, Where, values_of, where
from letterkit.library.workspace import SEEDS
from letterkit.mailing.repeats import without_repeats
from letterkit.mailing.table import TableReading, read_rows
from letterkit.officials.changing import new_office
from letterkit.officials.reading import OFFICE_HOLDERS, OfficialFile, read_officials
from letterkit.officials.terms import Term, block_name
from letterkit.tables import ENDINGS
from letterkit.values import replace

EVERYBODY = "addresses"
"""What stands for all offices of the library: the folder that they are in."""
_OFFICES = KIND_BY_MODEL[Address]
_ENDINGS = (*ENDINGS, ".yml", ".json")
# An entry of congress-legislators has its terms before anything else is long.
_TERMS = re.compile(rb"^\s+terms:|\"terms\"\s*:", re.MULTILINE)
_BEGINNING = 20_000
# A list of blocks: nothing but names.
_LISTED = re.compile(r"\s*-\s+(?:addresses/)?(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)\s*(?:#.*)?")
_IDLE = re.compile(r"\s*(?:#.*|---\s*)?")


class MailedTo(Struct, frozen=True):
    """Whom to write to: what was named, the filter, and how a table is to be read.

    `on` is the day by which an office must be held.
    """

    to: tuple[str, ...]
    on: dt.date
    where: str = ""
    reading: TableReading = field(default_factory=TableReading)


class Recipients(Struct, frozen=True):
    """Those who can be written to, in the order of their source; and what was found.

    `own` are the names of a table's own columns.
    """

    found: tuple[MailRecipient, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    own: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def read_recipients(library: Library, named: MailedTo) -> Recipients:
    """The recipients of a mailing. Raises LetterkitError where what was named is neither file nor block,
    the filter cannot be read, or nobody is meant.
    """
    read = _together([_of(library, named, name) for name in named.to])
    filter_ = where(named.where, (*KEYS, *read.own))
    meant = [each for each in read.found if filter_.holds(each.asked)]
    if not meant and not read.problems:
        raise _nobody(named, filter_, len(read.found))
    left, repeats = without_repeats(meant)
    problems = (*read.problems, *repeats)
    return replace(read, found=tuple(_named_apart(left)), problems=problems)


def _together(parts: Sequence[Recipients]) -> Recipients:
    """What several sources gave."""
    return Recipients(
        found=tuple(each for part in parts for each in part.found),
        problems=tuple(each for part in parts for each in part.problems),
        own=tuple(dict.fromkeys(name for part in parts for name in part.own)),
        remarks=tuple(said for part in parts for said in part.remarks),
    )


def _nobody(named: MailedTo, filter_: Where, count: int) -> LetterkitError:
    said = ", ".join(named.to)
    if not count:
        hint = f"a term counts that holds on {named.on}; see docs/mailing.md"
        return LetterkitError(f"nobody in {said} can be written to", hint, status=1)
    keys = ", ".join(condition.key for condition in filter_.conditions)
    message = f"--where leaves none of the {count} in {said}"
    return LetterkitError(message, f"look at what it asks for: {keys}", status=1)


def is_file(name: str) -> bool:
    """Whether what was named with `--to` is a file, there or not, and no block."""
    return Path(name).suffix.lower() in _ENDINGS or Path(name).is_file()


def _of(library: Library, named: MailedTo, name: str) -> Recipients:
    if is_file(name):
        return _of_file(library, named, Path(name))
    if name.rstrip("/") in (EVERYBODY, f"{SEEDS}/{EVERYBODY}"):
        return _of_blocks(library, named, library.names(_OFFICES))
    return _of_blocks(library, named, [each.strip() for each in name.split(",") if each.strip()])


def _of_file(library: Library, named: MailedTo, path: Path) -> Recipients:
    try:
        data = read_named(path, OFFICE_HOLDERS)
    except OSError as error:
        return Recipients(problems=(problem_of(error, path.name),))
    if path.suffix.lower() in (".yaml", ".yml", ".json"):
        if _TERMS.search(data[:_BEGINNING]):
            return _of_terms(named, path, data)
        if names := _listed(data, path):
            return _of_blocks(library, named, names, path.name)
    rows = read_rows(library.workspace, data, path.name, named.reading, named.on)
    return Recipients(tuple(rows.found), tuple(rows.problems), own=rows.own, remarks=rows.remarks)


# Offices of the library


def _listed(data: bytes, path: Path) -> list[str]:
    """The names of blocks in a file that is a list of them and nothing else."""
    try:
        lines = as_text(data, path).split("\n")
    except OSError:
        return []
    kept = [line for line in lines if not _IDLE.fullmatch(line)]
    found = [_LISTED.fullmatch(line) for line in kept]
    return [match["name"] for match in found if match] if all(found) else []


def _of_blocks(library: Library, named: MailedTo, names: Sequence[str], file: str = "") -> Recipients:
    found: list[MailRecipient] = []
    problems: list[Diagnostic] = []
    there_are = set(library.names(_OFFICES))
    for name in (each.removeprefix(f"{EVERYBODY}/") for each in names):
        if name not in there_are:
            hint = did_you_mean(name, there_are) or "a table's name ends in .csv, .xlsx or .yaml"
            message = f"{file or '--to'}: there is no file and no office '{name}'"
            raise LetterkitError(message, hint, status=2)
        block, told = library.get(Address, name, Location(file or "--to", 1, 1))
        problems += told
        if block is not None:
            found.append(MailRecipient(block, values_of(name, block.model, named.on)))
    return Recipients(tuple(found), tuple(problems))


# Public data


def _of_terms(named: MailedTo, path: Path, data: bytes) -> Recipients:
    """Those who serve on the day, by congress-legislators; the others are counted."""
    records, problems = read_officials([OfficialFile(path.name, data, named.on)], named.on)
    if records is None:
        return Recipients(problems=tuple(problems))
    serving = [term for term in records.terms if term.is_serving(named.on)]
    made = [_of_term(term, named.on) for term in serving]
    told = [*problems, *records.problems]
    found = [each for each in made if isinstance(each, MailRecipient)]
    told += [each for each in made if isinstance(each, Diagnostic)]
    left = len(records.terms) - len(serving)
    remarks = (f"{path.name}: {left} terms of others do not run on {named.on}",) if left else ()
    return Recipients(tuple(found), tuple(told), remarks=remarks)


def _of_term(term: Term, on: dt.date) -> MailRecipient | Diagnostic:
    value = new_office(term.seat, term, on)
    name = block_name(term.seat)
    document = document_at(term.place, value)
    model, problems = validate(Address, document)
    if model is None or not name:
        why = problems[0].message if problems else "its seat has no name"
        message = f"{term.name} is left out: {why}"
        return Diagnostic("LK762", message, term.place, None, Severity.ERROR)
    path = Path(f"{SEEDS}/{_OFFICES.folder}/{name}.yaml")
    block = Block(_OFFICES, name, path, model, document, Owner.LIBRARY)
    words = f"{term.place.file}, line {term.place.line}, {term.name}"
    asked = values_of(name, model, on)
    return MailRecipient(block, asked, places=dict.fromkeys(asked, (term.place, words)))


def document_at(place: Location, value: dict[str, Value]) -> Document:
    """A block that stands in no file of its own: every part of it is at that place of another."""
    here = Place(place.line, place.column, place.line, place.column)
    return Document(place.file, value, {(): here}, {}, "")


# Names


def _named_apart(recipients: Sequence[MailRecipient]) -> Iterator[MailRecipient]:
    """The recipients with names of their own: those of one name get what tells them apart.

    The names are those of files, and the same in each run whatever rows came or went between them.
    """
    counts = Counter(each.block.name for each in recipients)
    for each in recipients:
        if counts[each.block.name] == 1:
            yield each
        else:
            name = f"{each.block.name}-{_digits(each)}"
            yield replace(each, block=replace(each.block, name=name))


def _digits(recipient: MailRecipient) -> str:
    """Six digits that tell namesakes apart: of the office, and how it is reached."""
    told = [dict(recipient.asked), recipient.block.document.value]
    words = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()[:6]
