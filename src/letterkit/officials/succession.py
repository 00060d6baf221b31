"""Who came and who went: the terms of an office in a file, beside the holders in its block.

Pure: it reads nothing and changes nothing. What a file does not say is not made up. A term that
the library
has closed before the file's day is history, and stays unless somebody asks for its correction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct, field

from letterkit.blocks.offices import Address, Holder
from letterkit.language.names import name_words, person_as_read
from letterkit.officials.terms import Term

# A term that begins so soon after another one of the same person goes on.
_SAME_TERM = dt.timedelta(days=31)
# One who leaves may be said to have gone on the day after the next one came.
_HAND_OVER = dt.timedelta(days=1)


class Ending(Struct, frozen=True):
    """The last day of a holder, by index, and the term that says it; None where nobody says the day.

    Then it is that of the successor, or of the file.
    """

    holder: int
    day: dt.date
    term: Term | None


class Kept(Struct, frozen=True):
    """What a file says otherwise than the library, and is left: the holder's index, and in words."""

    holder: int
    message: str


class Succession(Struct):
    """What the file changes of an office's holders.

    `known` are the holders whom it names, by index. `serving` is who holds the office on its day.
    """

    came: list[Term] = field(default_factory=list)
    ended: list[Ending] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    known: dict[int, Term] = field(default_factory=dict)
    serving: Term | None = None
    left_out: list[tuple[Term, str]] = field(default_factory=list)


def compared(
    office: Address,
    terms: Sequence[Term],
    on: dt.date,
    *,
    vacant: Term | None = None,
    is_covered: bool = False,
    correct: bool = False,
) -> Succession:
    """What the terms of an office change in it, as of a day.

    `is_covered` says that whoever holds the office on that day is among the terms; `vacant` that nobody
    does. With `correct`, history too is as the file has it.
    """
    found = Succession()
    if clash := _clash(terms, on):
        found.left_out.append(clash)
        return found
    in_order = sorted(terms, key=lambda term: term.begin or dt.date.min)
    unknown = [term for term in in_order if not _recognised(term, office.holders, found)]
    _add_comers(office, unknown, on, found)
    found.serving = _serving(found, on)
    for index, holder in enumerate(office.holders):
        if _was_checked_after(office, holder, on):
            _keep(index, holder, found)
        elif index in found.known:
            _end(index, holder, found, on, correct=correct)
        elif _may_serve(holder, on):
            _end_unnamed(index, holder, found, on, vacant=vacant, is_covered=is_covered)
    return found


def _serving(found: Succession, on: dt.date) -> Term | None:
    """Whose term of those in the file it is on a day."""
    serving = [term for term in (*found.known.values(), *found.came) if term.is_serving(on)]
    return max(serving, key=lambda term: term.begin or dt.date.min, default=None)


def _clash(terms: Sequence[Term], on: dt.date) -> tuple[Term, str] | None:
    """Two people who both hold the office on the day, neither of whom came after the other."""
    serving = [term for term in terms if term.begin and term.is_serving(on)]
    if not serving:
        return None
    last = max(serving, key=lambda term: term.begin or on)
    for term in serving:
        if not _is_one_person(term, last) and _is_beside(term, last):
            names = f"{_called(term)} and {_called(last)}"
            return last, f"two people hold {last.seat.office or last.seat.block} on {on}: {names}"
    return None


def _is_beside(term: Term, last: Term) -> bool:
    """Whether a term goes on in the last one, longer than a hand-over takes."""
    if last.begin is None or term.begin == last.begin:
        return True
    return term.end is not None and term.end > last.begin + _HAND_OVER


def _is_one_person(term: Term, other: Term) -> bool:
    if term.known_by or not other.name:
        return term.known_by == other.known_by
    return is_same_person(term, other.name, other.id)


def _called(term: Term) -> str:
    return term.name or "-".join(term.known_by)


def is_same_person(term: Term, name: str, id_: str | None) -> bool:
    """Whether a term is that of the person of this name, known to a data set as `id_`."""
    if term.id and id_ and term.id.partition(" ")[0] == id_.partition(" ")[0]:
        return term.id == id_
    if term.name and person_as_read(term.name) == person_as_read(name):
        return True
    words = name_words(name)
    return (
        bool(term.known_by)
        and term.known_by[0] in words
        and len(words) > 1
        and all(_is_part(word, term.known_by) for word in words)
    )


def _is_part(word: str, parts: Sequence[str]) -> bool:
    """Whether a word of a name is among an id's parts, or the initial of one."""
    return word in parts or (len(word) == 1 and any(part.startswith(word) for part in parts))


def _recognised(term: Term, holders: Sequence[Holder], found: Succession) -> bool:
    """Whether a term is that of a holder whom the library has; it is then among the known."""
    for index, holder in enumerate(holders):
        if index not in found.known and is_same_person(term, holder.name, holder.id):
            begin, end = term.begin or dt.date.min, term.end or dt.date.max - _SAME_TERM
            last = min(holder.to or dt.date.max, dt.date.max - _SAME_TERM)
            if begin <= last + _SAME_TERM and holder.from_ <= end + _SAME_TERM:
                found.known[index] = term
                return True
    return False


def _add_comers(office: Address, unknown: Sequence[Term], on: dt.date, found: Succession) -> None:
    """Who came after those whom the library has; of an office without holders, who serves now."""
    newest = max(office.holders, key=lambda holder: holder.from_, default=None)
    for term in unknown:
        is_now = term.is_serving(on) or (term.begin is not None and term.begin > on)
        if term.begin is not None and (newest is None or term.begin > newest.from_):
            if newest is not None or is_now:
                _add_comer(term, found)
        elif is_now:
            _say_why_not(term, office, newest, found)


def _add_comer(term: Term, found: Succession) -> None:
    if term.name:
        found.came.append(term)
    else:
        found.left_out.append((term, f"'{_called(term)}' is an id, and no name"))


def _say_why_not(term: Term, office: Address, newest: Holder | None, found: Succession) -> None:
    """Somebody holds the office in the file who did not come after the last whom the library has."""
    if term.begin is None:
        found.left_out.append((term, f"{_called(term)} has no day of beginning"))
    elif newest is not None:
        message = f"the file has {_called(term)} here since {term.begin}"
        found.kept.append(Kept(office.holders.index(newest), message))


def _next_begin(holder: Holder, found: Succession) -> dt.date | None:
    """When the next one came after a holder, of those whom the file names."""
    after = (term.begin for term in (*found.came, *found.known.values()) if term.begin)
    return min((begin for begin in after if begin > holder.from_), default=None)


def _was_checked_after(office: Address, holder: Holder, on: dt.date) -> bool:
    """Whether somebody looked at the holder, or at the whole office, after the day of the file."""
    dates = (office.verified, *(source.date for source in holder.sources))
    return any(date is not None and date.first_day > on for date in dates)


def _keep(index: int, holder: Holder, found: Succession) -> None:
    """Say where an older file says otherwise than what was checked since."""
    term = found.known.get(index)
    if term is not None and term.end != holder.to and (term.end is not None or holder.to is None):
        message = f"{holder.name} was checked after the day of the file, which says {term.end}"
        found.kept.append(Kept(index, message))


def _end(index: int, holder: Holder, found: Succession, on: dt.date, *, correct: bool) -> None:
    """The last day of a holder whom the file names."""
    term = found.known[index]
    if term.begin is not None and holder.from_ < term.begin:
        message = f"{holder.name} is entered from {holder.from_}; the file says {term.begin}"
        found.kept.append(Kept(index, message))
    if term.end is None:
        _end_openly(index, holder, found, on)
        return
    was = holder.to
    is_history = was is not None and was < on and term.end < on
    if term.end == was or term.end < holder.from_:
        return
    if is_history and not correct:
        message = f"{holder.name} is entered until {was}; the file says {term.end}"
        found.kept.append(Kept(index, message))
    else:
        found.ended.append(Ending(index, term.end, term))


def _end_openly(index: int, holder: Holder, found: Succession, on: dt.date) -> None:
    """A holder of whom the file names no last day: until the next one came, if there is one."""
    after = _next_begin(holder, found)
    if after is not None and holder.to is None:
        found.ended.append(Ending(index, after, None))
    elif after is None and holder.to is not None and holder.to < on:
        message = f"{holder.name} is entered until {holder.to}; the file has no last day"
        found.kept.append(Kept(index, message))


def _may_serve(holder: Holder, on: dt.date) -> bool:
    """Whether the library says that somebody holds the office on a day."""
    return holder.from_ <= on and (holder.to is None or on <= holder.to)


def _end_unnamed(
    index: int, holder: Holder, found: Succession, on: dt.date, *, vacant: Term | None, is_covered: bool
) -> None:
    """The last day of a holder whom the file does not name, and who still serves in the library."""
    after = _next_begin(holder, found)
    if after is not None:
        day = after
    elif vacant is not None:
        day = vacant.end or vacant.begin or on
    elif is_covered:
        day = on
    else:
        return
    if holder.to is None or day < holder.to:
        found.ended.append(Ending(index, max(day, holder.from_), vacant))
