"""The members of the U.S. Congress, from github.com/unitedstates/congress-legislators (CC0): its
legislators-current and legislators-historical files, in YAML or JSON.

Forms of address: "Models of Address and Salutation", International Trade Administration, U.S.
Department of
Commerce, has "The Honorable" and "Dear Senator Name", "Dear Representative Name". It has none for the
six who come from no state; their title stands in the same place, which needs no guess at Mr. or Ms.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from letterkit.diagnostics import Diagnostic, Location
from letterkit.library.checked import Source
from letterkit.officials.plain_yaml import Found, PlainEntry
from letterkit.officials.states import DELEGATES, RESIDENT_COMMISSIONERS, STATES
from letterkit.officials.terms import Records, Seat, Term, Whereabouts, day
from letterkit.officials.unread import UnreadError, left_out

HONORIFIC = "The Honorable"
# From one term in a seat to the next of the same person lie twelve days at most, since 1975 (the file).
_ONE_TERM = dt.timedelta(days=31)
# Fewer members than this are no whole Congress: 100 and 435 seats, of which some are always vacant.
_WHOLE = {"senate": 90, "house": 400}
_WASHINGTON = re.compile(
    r"(?P<room>.*?),? Washington,? D\.?C\.?,? (?P<zip>\d{5}(?:-\d{4})?)", re.IGNORECASE
)
_NUMBER = re.compile(r"\(?(\d{3})\)?[-. ](\d{3})[-. ](\d{4})")


def is_of_congress(found: Found) -> bool:
    """Whether a file has the form of congress-legislators: a list of people with terms."""
    first = found[0] if isinstance(found, list) and found else None
    return isinstance(first, PlainEntry) and {"name", "terms"} <= first.keys()


def read_congress(found: Found, file: str, on: dt.date) -> Records:
    """The terms of everybody in the file. Raises UnreadError where it is of another form."""
    if not isinstance(found, list) or not is_of_congress(found):
        raise UnreadError("it is no list of people with 'name' and 'terms'", Location(file, 1, 1))
    source = Source(
        f"congress-legislators: {file.rpartition('/')[2]}",
        "the @unitedstates project",
        "https://github.com/unitedstates/congress-legislators",
        on.isoformat(),
    )
    terms: list[Term] = []
    problems: list[Diagnostic] = []
    for person in found:
        if isinstance(person, PlainEntry):
            made, told = _of_person(person, file, source, on)
            terms += made
            problems += told
    return Records(terms, on, _covered(terms, on), problems=problems)


def _covered(terms: Sequence[Term], on: dt.date) -> frozenset[tuple[str, ...]]:
    serving = [term.seat.chamber for term in terms if term.is_serving(on)]
    return frozenset(("US", each) for each, members in _WHOLE.items() if serving.count(each) >= members)


def _of_person(
    person: PlainEntry, file: str, source: Source, on: dt.date
) -> tuple[list[Term], list[Diagnostic]]:
    """A term for each time that somebody held a seat, from one election to the next."""
    place = Location(file, person.line, 1)
    name = _name(person.entry("name"))
    if not name:
        return [], [left_out("this entry has no name", place)]
    found: list[tuple[Seat, dt.date, dt.date, PlainEntry]] = []
    problems: list[Diagnostic] = []
    for entry in person.entries("terms"):
        begin, end, seat = day(entry.word("start")), day(entry.word("end")), _seat(entry)
        if begin is None or end is None or end < begin:
            why = f"a term of {name} has no dates that can be read"
            problems.append(left_out(why, Location(file, entry.line, 1)))
        elif seat is not None:
            found.append((seat, begin, end, entry))
        elif end >= on:
            why = f"a term of {name} is of no seat in Congress that is known"
            problems.append(left_out(why, Location(file, entry.line, 1)))
    return [_term(person, name, run, file, source) for run in _runs(found)], problems


_Found = tuple[Seat, dt.date, dt.date, PlainEntry]


def _runs(found: Sequence[_Found]) -> Iterator[list[_Found]]:
    """The terms in one seat that follow each other, together."""
    in_order = sorted(found, key=lambda each: (each[0].key, each[1]))
    for _, of_seat in groupby(in_order, key=lambda each: each[0].key):
        run: list[_Found] = []
        for each in of_seat:
            if run and each[1] - run[-1][2] > _ONE_TERM:
                yield run
                run = []
            run.append(each)
        yield run


def _term(person: PlainEntry, name: str, run: Sequence[_Found], file: str, source: Source) -> Term:
    seat, _, end, last = run[-1]
    return Term(
        seat=seat,
        name=name,
        begin=run[0][1],
        end=end,
        place=Location(file, person.line, 1),
        source=source,
        honorific=HONORIFIC,
        salutation=f"{_title(seat)} {_family(person.entry('name'), name)}",
        party=last.word("party"),
        id=f"bioguide {bioguide}" if (bioguide := person.entry("id").word("bioguide")) else "",
        contact=_contact(last),
    )


def _name(names: PlainEntry) -> str:
    """The name that the member goes by in public; else the parts of it in their order."""
    if full := names.word("official_full"):
        return full
    parts = (names.word(key) for key in ("first", "middle", "last", "suffix"))
    return " ".join(part for part in parts if part) if names.word("last") else ""


def _family(names: PlainEntry, name: str) -> str:
    """The family name: of two, the first alone where the member's public name has no more."""
    words = names.word("last").split()
    for count in range(len(words), 0, -1):
        family = " ".join(words[:count])
        if re.search(rf"(?<!\w){re.escape(family)}(?!\w)", name):
            return family
    return names.word("last") or name


def _seat(entry: PlainEntry) -> Seat | None:
    """The seat of a term; None where there is none such today."""
    state, kind = entry.word("state"), entry.word("type")
    if kind == "sen" and state in STATES:
        number = entry.word("class")
        return Seat(
            f"Senator from {STATES[state]}",
            "United States Senate",
            "US",
            "senate",
            state,
            class_=number,
            name=f"us-senate-{state.lower()}-{number}",
        )
    of = {**STATES, **DELEGATES, **RESIDENT_COMMISSIONERS}.get(state)
    if kind != "rep" or of is None:
        return None
    district = entry.word("district").removeprefix("-")
    is_one_of_many = district not in ("", "0")
    return Seat(
        f"{_title_from(state)} from {of}{f', District {district}' if is_one_of_many else ''}",
        "U.S. House of Representatives",
        "US",
        "house",
        state,
        district if is_one_of_many else "",
        name=f"us-house-{state.lower()}{f'-{district}' if is_one_of_many else ''}",
    )


def _title(seat: Seat) -> str:
    return "Senator" if seat.chamber == "senate" else _title_from(seat.state)


def _title_from(state: str) -> str:
    if state in RESIDENT_COMMISSIONERS:
        return "Resident Commissioner"
    return "Delegate" if state in DELEGATES else "Representative"


def _contact(entry: PlainEntry) -> Whereabouts:
    """The room in Washington and the fax number of the member's last term, and of no earlier one."""
    address, number = entry.word("address"), _NUMBER.fullmatch(entry.word("fax"))
    if match := _WASHINGTON.fullmatch(address):
        lines: tuple[str, ...] = (match["room"], f"Washington, DC {match['zip']}")
    else:
        lines = (address,) if address else ()
    return Whereabouts(lines, (f"+1 {'-'.join(number.groups())}",) if number else ())
