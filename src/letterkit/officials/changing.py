"""What a file changes of an office, as edits of its block: holders, and what reaches who holds it now.

Nothing is deleted. A room or number that was a former holder's is withdrawn with its date and reason; who
left gets a last day. All else in the file stays byte for byte.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from msgspec import Struct, field

from letterkit.blocks.changes import value_at
from letterkit.blocks.edits import YamlFile
from letterkit.blocks.offices import Address, Holder
from letterkit.blocks.yaml import Steps, Value
from letterkit.language.addresses import postal
from letterkit.library.checked import Source, dated, sourced
from letterkit.library.index import Block
from letterkit.officials.succession import Ending, Succession
from letterkit.officials.terms import Seat, Term, Whereabouts

# Before which of an office's keys a new one stands: the order of docs/blocks.md.
_ORDER = (
    "office",
    "organisation",
    "names",
    "chamber",
    "state",
    "district",
    "class",
    "address",
    "country",
    "country_name",
    "postal",
    "former_addresses",
    "fax",
    "email",
    "holders",
)
_HOLDER = ("name", "id", "party", "honorific", "salutation", "from", "to", "sources")


_SOURCE = ("title", "publisher", "url", "date")
_NUMBER = ("number", "from", "withdrawn", "reason")


class OfficeFact(Struct, frozen=True):
    """One thing that a file changes, or says otherwise than the library.

    `what` is new, came, went, term, party, seat, address, fax, e-mail or kept; `who` the person;
    `date` the day
    from which on it holds; `said` the same in words.
    """

    block: str
    what: str
    who: str
    date: dt.date | None
    said: str


class OfficeFile(Struct):
    """A block's file as it becomes, edit by edit, and what was changed."""

    block: Block[Address]
    file: YamlFile
    facts: list[OfficeFact] = field(default_factory=list)

    @property
    def office(self) -> Address:
        """The office as it was read."""
        return self.block.model

    def note(self, what: str, who: str, date: dt.date | None, said: str) -> None:
        """Remember what was changed."""
        self.facts.append(OfficeFact(self.block.name, what, who, date, said))

    def value(self, *path: str | int) -> Value:
        """What stands at a path now."""
        return value_at(self.file.document.value, path)

    def set(self, path: Steps, key: str, value: Value, order: tuple[str, ...]) -> None:
        """Give a mapping a key, where it belongs, or the key another text."""
        there = self.value(*path)
        keys = [*there] if isinstance(there, dict) else []
        if key in keys:
            self.file = self.file.then(self.file.replace((*path, key), str(value)))
            return
        before = order[: order.index(key)] if key in order else ()
        after = next((each for each in reversed(keys) if each in before), None)
        self.file = self.file.then(self.file.add(path, key, value, after=after))

    def add_source(self, path: Steps, source: Source) -> None:
        """Name a source; one that is named already gets its new date."""
        known = self.value(*path, "sources") if "sources" in _mapping(self.value(*path)) else None
        for i, each in enumerate(known if isinstance(known, list) else []):
            if isinstance(each, dict) and each.get("title") == source.title and source.date:
                if each.get("date") != source.date:
                    self.set(
                        (*path, "sources", i), "date", source.date, ("title", "publisher", "url", "date")
                    )
                return
        self.file = self.file.then(sourced(self.file, path, source))


def _mapping(value: Value) -> dict[str, Value]:
    return value if isinstance(value, dict) else {}


def changed(
    block: Block[Address], found: Succession, seat: Seat, source: Source, on: dt.date
) -> OfficeFile:
    """The block's file with what a file says of the office. Raises LetterkitError: see `YamlFile`."""
    edit = OfficeFile(block, YamlFile(block.path, block.document))
    _name_seat(edit, seat)
    for ending in found.ended:
        _end(edit, ending, found, source, on)
    for index, term in found.known.items():
        if term.is_serving(on):
            _complete(edit, index, term)
    for term in found.came:
        _add(edit, term)
    _hand_over(edit, found, on, is_personal=bool(block.model.chamber or seat.chamber))
    for kept in found.kept:
        edit.note("kept", block.model.holders[kept.holder].name, None, kept.message)
    return edit


def _hand_over(edit: OfficeFile, found: Succession, on: dt.date, *, is_personal: bool) -> None:
    """How to reach the office: of a seat what was of the member who left goes; then what is new comes."""
    left = _left_on(edit.office, found, on)
    if is_personal and left is not None:
        _withdraw(edit, found, *left)
    if found.serving is not None:
        _reach(edit, found.serving, left[1] if left else on, on)


def _name_seat(edit: OfficeFile, seat: Seat) -> None:
    """Which seat of which chamber it is, where the block does not say it."""
    if not seat.chamber or edit.office.chamber:
        return
    for key in ("chamber", "state", "district", "class"):
        if value := seat.keys.get(key):
            edit.set((), key, value, _ORDER)
    edit.note("seat", "", None, f"it is of the {seat.chamber}")


def _end(edit: OfficeFile, ending: Ending, found: Succession, source: Source, on: dt.date) -> None:
    holder = edit.office.holders[ending.holder]
    path: Steps = ("holders", ending.holder)
    edit.set(path, "to", ending.day.isoformat(), _HOLDER)
    if ending.term is not None:
        edit.add_source(path, ending.term.source)
        said = f"until {ending.day}"
    else:
        # Honest about what the day is: nobody published it.
        edit.add_source(
            path,
            Source(
                f"{source.title} (not named there any more)", source.publisher, source.url, source.date
            ),
        )
        is_next = any(term.begin == ending.day for term in (*found.came, *found.known.values()))
        whose = "the successor's first day" if is_next else "the day of the file"
        said = f"until {ending.day}, {whose}: the file does not say when"
    was = f", instead of {holder.to}" if holder.to else ""
    what = "term" if ending.day >= on and ending.term is not None else "went"
    edit.note(what, holder.name, ending.day, f"{said}{was}")


def _complete(edit: OfficeFile, index: int, term: Term) -> None:
    """The party, and what the data set knows the holder by."""
    holder = edit.office.holders[index]
    if term.id and holder.id is None:
        edit.set(("holders", index), "id", term.id, _HOLDER)
        edit.note("id", holder.name, None, term.id)
    if term.party and term.party != holder.party:
        edit.set(("holders", index), "party", term.party, _HOLDER)
        was = f", instead of {holder.party}" if holder.party else ""
        edit.note("party", holder.name, None, f"{term.party}{was}")


def holder_entry(term: Term) -> dict[str, Value]:
    """A holder as the entry of a block. Somebody whose form of address nobody says has the name."""
    values: dict[str, Value] = {
        "name": term.name,
        "id": term.id,
        "party": term.party,
        "honorific": term.honorific,
        "salutation": term.salutation or term.name,
        "from": term.begin.isoformat() if term.begin else "",
        "to": term.end.isoformat() if term.end else "",
        "sources": [term.source.entry()],
    }
    return {key: value for key, value in values.items() if value}


def _add(edit: OfficeFile, term: Term) -> None:
    """The new holder, at the end where the first one stands first, else at the beginning."""
    holders, entry = edit.office.holders, holder_entry(term)
    there = edit.value("holders") if "holders" in edit.file.document.value else None
    if isinstance(there, list):
        is_newest_first = len(holders) > 1 and holders[0].from_ > holders[-1].from_
        edit.file = edit.file.then(
            edit.file.insert(("holders",), 0 if is_newest_first else len(there), entry)
        )
    else:
        edit.set((), "holders", [entry], _ORDER)
    edit.note("came", term.name, term.begin, _term_in_words(term))


def _term_in_words(term: Term) -> str:
    until = f" until {term.end}" if term.end else ""
    party = f", {term.party}" if term.party else ""
    return f"from {term.begin}{until}{party}"


def _left_on(office: Address, found: Succession, on: dt.date) -> tuple[Holder, dt.date] | None:
    """Who held the office before whoever holds it now, and when the change was; None without one."""
    gone = [(office.holders[each.holder], each.day) for each in found.ended if each.day <= on]
    if found.serving in found.came and found.serving is not None and found.serving.begin:
        before = [holder for holder in office.holders if holder.from_ < found.serving.begin]
        last = max(before, key=lambda holder: holder.from_, default=None)
        return (last, found.serving.begin) if last else None
    return max(gone, key=lambda each: each[1], default=None) if found.serving is None else None


# What reaches who holds the office


def _withdraw(edit: OfficeFile, found: Succession, former: Holder, day: dt.date) -> None:
    """Numbers and addresses of a member who left, which are not those of the next one."""
    contact = found.serving.contact if found.serving else Whereabouts()
    reason = f"it was that of {former.name}"
    _withdraw_numbers(edit, contact, former, day, reason)
    emails = [each.address for each in edit.office.email if each.withdrawn is None]
    if emails and contact.email not in emails:
        _withdraw_emails(edit, day, reason)
        edit.note("e-mail", former.name, day, f"{', '.join(emails)} withdrawn: {reason}")


def _withdraw_numbers(
    edit: OfficeFile, contact: Whereabouts, former: Holder, day: dt.date, reason: str
) -> None:
    still = {_digits(number) for number in contact.fax or ()}
    for i, fax in enumerate(edit.office.fax):
        if fax.withdrawn is None and _digits(fax.number) not in still:
            edit.set(("fax", i), "withdrawn", day.isoformat(), _NUMBER)
            edit.set(("fax", i), "reason", reason, _NUMBER)
            edit.note("fax", former.name, day, f"{fax.number} withdrawn: {reason}")


def _withdraw_emails(edit: OfficeFile, day: dt.date, reason: str) -> None:
    entries: list[Value] = []
    for each in edit.office.email:
        values: dict[str, Value] = {
            "address": each.address,
            "from": str(each.from_ or ""),
            "withdrawn": str(each.withdrawn or day),
            "reason": each.reason or ("" if each.withdrawn else reason),
        }
        entries.append({key: value for key, value in values.items() if value})
    _rewrite(edit, "email", entries)


def _rewrite(edit: OfficeFile, key: str, value: Value) -> None:
    """Give the file's key another list or mapping in the place of the old one."""
    keys = [*edit.file.document.value]
    after = keys[keys.index(key) - 1] if keys.index(key) else None
    edit.file = edit.file.then(edit.file.add((), _FOR_NOW, value, after=after))
    for each in edit.file.remove((key,)):
        edit.file = edit.file.then(each)
    edit.file = edit.file.then(edit.file.rename((_FOR_NOW,), key))


_FOR_NOW = "letterkit_new"


def _reach(edit: OfficeFile, term: Term, since: dt.date, on: dt.date) -> None:
    """The address, numbers and e-mail address of who holds the office now, where the file has them."""
    contact = term.contact
    if contact.address and not _is_same(contact.address, edit.office.address):
        _move(edit, contact.address, since)
    _add_numbers(edit, term, on)
    if contact.email and contact.email not in {each.address for each in edit.office.email}:
        _add_email(edit, contact.email)
        edit.note("e-mail", term.name, on, contact.email)


def _add_numbers(edit: OfficeFile, term: Term, on: dt.date) -> None:
    known = {_digits(fax.number) for fax in edit.office.fax if fax.withdrawn is None}
    for number in term.contact.fax or ():
        if _digits(number) not in known:
            entry: Value = {
                "number": number,
                "verified": on.isoformat(),
                "sources": [term.source.entry()],
            }
            _append(edit, "fax", entry)
            edit.note("fax", term.name, on, number)


def _add_email(edit: OfficeFile, address: str) -> None:
    if not edit.office.email:
        edit.set((), "email", address, _ORDER)
        return
    if not isinstance(edit.value("email"), list):
        _rewrite(edit, "email", [edit.value("email")])
    _append(edit, "email", address)


def _append(edit: OfficeFile, key: str, entry: Value) -> None:
    there = edit.value(key) if key in edit.file.document.value else None
    if isinstance(there, list):
        edit.file = edit.file.then(edit.file.insert((key,), len(there), entry))
    else:
        edit.set((), key, [entry], _ORDER)


def _is_same(theirs: tuple[str, ...], ours: tuple[str, ...]) -> bool:
    return postal(" ".join(theirs)) == postal(" ".join(ours))


def _move(edit: OfficeFile, address: tuple[str, ...], since: dt.date) -> None:
    """Another address: the old one is kept with the day on which it was given up."""
    new: Value = [*address]
    if not edit.office.address:
        edit.set((), "address", new, _ORDER)
    else:
        _rewrite(edit, "address", new)
        former: dict[str, Value] = {"address": [*edit.office.address]}
        if edit.office.country:
            former["country"] = edit.office.country
        former["withdrawn"] = since.isoformat()
        if "postal" in edit.file.document.value:  # it repeats the old address
            former["postal"] = edit.value("postal")
            for each in edit.file.remove(("postal",)):
                edit.file = edit.file.then(each)
        _append(edit, "former_addresses", former)
    edit.note("address", "", since, ", ".join(address))


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def verified(edit: OfficeFile, on: dt.date) -> None:
    """Give the block the file's day as the one on which its facts were checked, where that is later."""
    before = edit.office.verified
    if before is None or before.last_day < on:
        edit.file = edit.file.then(dated(edit.file, (), on.isoformat()))
        edit.note("verified", "", on, f"instead of {before}" if before else "for the first time")


def new_office(seat: Seat, term: Term, on: dt.date) -> dict[str, Value]:
    """A block for an office that the library does not have, with who holds it."""
    contact = term.contact
    fax: list[Value] = [
        {"number": number, "verified": on.isoformat(), "sources": [term.source.entry()]}
        for number in contact.fax or ()
    ]
    values: dict[str, Value] = {
        **seat.keys,
        "address": [*(contact.address or ())],
        "country": seat.country,
        "fax": fax,
        "email": contact.email,
        "holders": [holder_entry(term)],
        "verified": on.isoformat(),
        "sources": [term.source.entry()],
    }
    return {key: value for key, value in values.items() if value}


def lines_of(values: dict[str, Value]) -> Iterator[str]:
    """The lines of a new file."""
    from letterkit.blocks.styles import entry

    yield "# yaml-language-server: $schema=../../schemas/address.json"
    for key, value in values.items():
        yield from entry(f"{key}:", value)
