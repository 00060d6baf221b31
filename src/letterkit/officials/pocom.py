"""Principal officers of the U.S. Department of State, from github.com/HistoryAtState/pocom (CC0).

A file such as positions-principals/secretary.xml names people by ids, `kerry-john-forbes`, which are no
names: capitals, accents, particles and what somebody is called are lost. A person whom the library has
is known by the parts of the name; the name of another one stands in the person's own file,
people/k/kerry-john-forbes.xml, which is given beside. XML with a document type is refused, so that
nothing
is expanded or fetched.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from letterkit.diagnostics import Diagnostic, Location
from letterkit.library.checked import Source
from letterkit.officials.congress import HONORIFIC
from letterkit.officials.terms import Records, Seat, Term, day
from letterkit.officials.unread import UnreadError, left_out

if TYPE_CHECKING:
    from lxml.etree import _Element

# What stands before the family name, as coalitions' letters have it (the seed letters of 2009 to 2016:
# "Dear Secretary Kerry"). Of the other officers of the department no such form is known here.
_TITLES = {"secretary": "Secretary"}
_DATES = ("last-modified-date", "started/date", "ended/date")


def read_xml(content: bytes, file: str) -> _Element:
    """The root of a file. Raises UnreadError where it is no XML, or has a document type."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise UnreadError("it is no whole XML file", Location(file, line, 1)) from None
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise UnreadError("it has a document type, which no file of pocom has", Location(file, 1, 1))
    return root


def person_of(root: _Element) -> tuple[str, str, str] | None:
    """A person's id, name and family name, where the file is a person's."""
    if root.tag != "person":
        return None
    family, given = _word(root, "persName/surname"), _word(root, "persName/forename")
    name = " ".join(part for part in (given, family, _word(root, "persName/genName")) if part)
    return (_word(root, "id"), name, family) if family and given else None


def is_of_office(root: _Element) -> bool:
    """Whether a file is that of an office."""
    return bool(root.tag == "principal-position")


def read_office(
    root: _Element, file: str, on: dt.date | None, people: Mapping[str, tuple[str, str]]
) -> Records:
    """The terms of an office; `people` has name and family name by id.

    Without `on` it is of the newest date that is in it.

    Raises UnreadError where no date is known.
    """
    dates = (day(_word(each, ".")) for path in _DATES for each in root.iterfind(f".//{path}"))
    as_of = on or max(filter(None, dates), default=None)
    if as_of is None:
        raise UnreadError("it says nowhere of which day it is", Location(file, 1, 1), "say it: --on DATE")
    seat = Seat(_word(root, "names/singular"), "U.S. Department of State", "US", name=_name_of_file(root))
    source = Source(
        f"Principal officers: {seat.office} (data set pocom, {file.rpartition('/')[2]})",
        "Office of the Historian, U.S. Department of State",
        "https://github.com/HistoryAtState/pocom",
        as_of.isoformat(),
    )
    terms: list[Term] = []
    problems: list[Diagnostic] = []
    for each in root.iterfind("principals/principal"):
        term, told = _term(each, seat, file, source, people)
        terms += [term] if term else []
        problems += told
    return Records(terms, as_of, problems=problems)


def _name_of_file(root: _Element) -> str:
    words = _word(root, "names/singular").lower().split()
    return "-".join(("us", *words))


def _term(
    each: _Element, seat: Seat, file: str, source: Source, people: Mapping[str, tuple[str, str]]
) -> tuple[Term | None, list[Diagnostic]]:
    place = Location(file, int(each.sourceline or 1), 1)
    person = _word(each, "person-id")
    name, family = people.get(person, ("", ""))
    begin, end = day(_word(each, "started/date")), day(_word(each, "ended/date"))
    if not person or begin is None:
        return None, [left_out(f"a term of {person or 'somebody'} without a day of beginning", place)]
    title = _TITLES.get(_word(each, "role-title-id"))
    term = Term(
        seat=seat,
        name=name,
        begin=begin,
        end=end,
        place=place,
        source=source,
        honorific=HONORIFIC,
        salutation=f"{title} {family}" if title and family else "",
        known_by=tuple(part for part in person.split("-") if part),
    )
    return term, []


def _word(root: _Element, path: str) -> str:
    found = root if path == "." else root.find(path)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""
