"""Inside addresses: lines → to whom the letter goes, with title, organisation, lines and fax numbers.

A letterhead has lines of the same sorts, and a fax number that is nobody's to send to. It is told by what
addressees have and senders don't: a form of honour, an office of state, a place below the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from letterkit.importer import fax, names, words
from letterkit.importer.entries import ParagraphEntry, is_sentence
from letterkit.importer.parts import FoundAddressee, Role
from letterkit.language.countries import country_mentioned

Sort = Literal["person", "title", "body", "postal", "fax", "contact", "delivery", "other"]

_COMMA = re.compile(r",\s+")
_BODY_HEAD = re.compile(
    r"(?:the\s+|u\.?s\.?\s+|united\s+states\s+)?(?:[A-Z]\w+\s+){0,2}(?:Department|Ministry|Office|"
    r"Embassy|Commission|Parliament|Senate|Congress|Council|Government|White\s+House)\b",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,4}})\s?(?P<honorific>{words.HONORIFICS_AFTER_NAMES})"
)
_OPEN_ENDS = ("of", "for", "the", "and", "de", "la", "du", "des", "to", "&", "für", "der")
_CARE_OF = re.compile(r"c/o|att", re.IGNORECASE)
_CONTACT = re.compile(
    r"^\s*(?:e-?mail|email|courriel|correo|website|web|url|internet)\b\s*[:：]", re.IGNORECASE
)


@dataclass(slots=True)
class _Address:
    """An addressee in the making."""

    entries: list[ParagraphEntry] = field(default_factory=list)
    name: str = ""
    honorific: str = ""
    title: str = ""
    organisation: str = ""
    lines: list[str] = field(default_factory=list)
    faxes: list[str] = field(default_factory=list)
    email: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing names an addressee."""
        return not (self.name or self.title or self.organisation or self.lines)

    @property
    def wants_title(self) -> bool:
        """Whether nothing but a name has come."""
        return bool(self.name) and not (self.title or self.organisation)

    @property
    def posted(self) -> bool:
        """Whether it has come to its postal lines."""
        return bool(self.lines)


def sort_of(text: str) -> Sort:
    """What a line of an address is, taken by itself."""
    if fax.is_fax_line(text):
        return "fax"
    if re.search(r"[\u4e00-\u9fff]", text):
        return _sort_of_chinese(text)
    if words.DELIVERY.match(text) and len(text) < 100:
        return "delivery"
    if _is_contact(text):
        return "contact"
    body = words.ADDRESSED_TO.sub("", text)
    if _is_honoured(body):
        return "person"
    if re.match(r"(?i)c/o\b", text) or names.postal(body) >= 0.5:
        return "postal"
    return _sort_of_words(body)


def _is_contact(text: str) -> bool:
    patterns = (words.EMAIL, words.URL, words.PHONE)
    return any(pattern.search(text) for pattern in patterns) or _CONTACT.match(text) is not None


def _sort_of_words(body: str) -> Sort:
    """Person, title or body, by the words alone."""
    first = _COMMA.split(body)[0]
    if _titled_name(body):
        return "person"
    if names.title(body) >= 0.8:
        return "title"
    if names.public_body(first):
        return "body"
    if names.person(first) >= 0.7:
        return "person"
    if names.public_body(body) or names.organisation(body) >= 0.65:
        return "body"
    return "postal" if names.postal(body) else "other"


def _is_honoured(body: str) -> bool:
    """Whether a line begins with a form of honour, and goes on with a name or not at all."""
    honorific, rest = names.split_honorific(body)
    if not honorific or not rest:
        return bool(honorific)
    if names.person(body.split(",", maxsplit=1)[0]) >= 0.7:
        return True
    return len(rest.split()) == 1 and rest.lower() not in words.TITLE_WORDS


def _sort_of_chinese(text: str) -> Sort:
    if _CHINESE.fullmatch(text):
        return "person"
    if re.search(r"\d\s?[号號]|[路街]\s?\d", text):
        return "postal"
    if any(word in text for word in words.CJK_TITLES) and len(text) < 40:
        return "title"
    return (
        "person" if names.person(text) >= 0.7 else "body" if names.organisation(text) >= 0.65 else "other"
    )


def is_address_line(entry: ParagraphEntry) -> bool:
    """Whether a line can stand in an inside address or a letterhead."""
    text = entry.text
    return not (
        len(text) > 120 or entry.paragraph.marker or (is_sentence(text) and len(text.split()) > 8)
    )


def is_address(group: Sequence[ParagraphEntry]) -> float:
    """How likely a group of lines is an inside address, from 0 to 1."""
    sorts = {sort_of(entry.text) for entry in group}
    texts = [entry.text for entry in group]
    if not texts:
        return 0.0
    honoured = any(map(_has_honorific, texts))
    public = any(map(names.public_body, texts))
    score = 0.35 * honoured + 0.3 * any(map(words.ADDRESSED_TO.match, texts))
    score += 0.3 * ("person" in sorts) + 0.25 * ("title" in sorts) + 0.25 * ("postal" in sorts)
    score += 0.25 * public + 0.2 * (not sorts.isdisjoint(("fax", "delivery")))
    score -= 0.4 * any(map(words.URL.search, texts))
    score -= 0.4 * (any(map(words.PHONE.search, texts)) and not honoured)
    if len(texts) == 1 and not honoured and not words.ADDRESSED_TO.match(texts[0]):
        score -= 0.3
    if sorts.isdisjoint(("person", "title")) and not public:
        score -= 0.4
    return max(0.0, min(1.0, score))


def _has_honorific(text: str) -> bool:
    return bool(names.split_honorific(words.ADDRESSED_TO.sub("", text))[0])


def read(groups: Sequence[Sequence[ParagraphEntry]]) -> list[FoundAddressee]:
    """The addressees that groups of lines name, in order; the entries get their roles."""
    found = _Addressees()
    for group in groups:
        for entry in group:
            sort = sort_of(entry.text)
            first = entry is group[0]
            if sort in ("fax", "delivery"):
                entry.take(Role.DELIVERY, 0.9)
                found.add_delivery(entry.text, above=first and len(group) > 1)
            else:
                entry.take(Role.ADDRESS, 0.85)
                found.add_line(entry, sort, first)
    return [_addressee(address) for address in found.finished() if not address.empty]


class _Addressees:
    """The addressees of a block so far, and the fax lines that stand above the next."""

    def __init__(self) -> None:
        self.addresses: list[_Address] = []
        self.waiting: list[str] = []

    def add_delivery(self, text: str, *, above: bool) -> None:
        """A fax line: of the addressee before it, or `above` one of the addressee that follows."""
        waits = above or not self.addresses
        (self.waiting if waits else self.addresses[-1].faxes).append(text)

    def add_line(self, entry: ParagraphEntry, sort: Sort, first: bool) -> None:
        """Another line. `first` says that it is the first of its group."""
        if not self.addresses or _begins(self.addresses[-1], entry, sort, first):
            self.addresses.append(_Address())
        self._hand_over()
        _add(self.addresses[-1], entry, sort)

    def finished(self) -> list[_Address]:
        """All addressees, in order."""
        if self.addresses:
            self._hand_over()
        return self.addresses

    def _hand_over(self) -> None:
        self.addresses[-1].faxes += self.waiting
        self.waiting = []


def _begins(last: _Address, entry: ParagraphEntry, sort: Sort, first: bool) -> bool:
    """Whether a line begins the next addressee. `first` says that it is the first of its group."""
    if last.empty:
        return False
    if words.ADDRESSED_TO.match(entry.text) and last.name and not _CARE_OF.match(entry.text):
        return True
    if sort == "person":
        return _person_begins(last, entry.text, first)
    return sort in ("title", "body") and _office_begins(last, sort, first)


def _person_begins(last: _Address, text: str, first: bool) -> bool:
    """Whether a person is the next addressee, and not the one to whose office the lines before belong."""
    honoured = bool(names.split_honorific(text)[0]) or _titled_name(text) is not None
    if honoured or first:
        return bool(last.name or last.faxes) or last.posted
    return bool(last.faxes) and last.posted


def _office_begins(last: _Address, sort: Sort, first: bool) -> bool:
    """Whether a title or a body is the next addressee's."""
    if not first:
        return bool(last.faxes) and last.posted
    return last.posted or (sort == "title" and bool(last.title))


def _add(address: _Address, entry: ParagraphEntry, sort: Sort) -> None:
    address.entries.append(entry)
    text = words.ADDRESSED_TO.sub("", entry.text).strip().rstrip(",;")
    if chinese := _CHINESE.fullmatch(text):
        address.name, address.honorific = chinese["name"], chinese["honorific"]
    elif sort == "contact":
        found = words.EMAIL.search(text)
        address.email = address.email or (found[0] if found else "")
    elif text:
        _add_text(address, text, sort)


def _add_text(address: _Address, text: str, sort: Sort) -> None:
    if sort == "person" and not address.name:
        _add_person(address, text)
    elif address.posted or not _add_above_street(address, text, sort):
        address.lines.append(text)


def _add_above_street(address: _Address, text: str, sort: Sort) -> bool:
    """Enter a title or an organisation, which stand above the postal lines; False for another line."""
    if sort == "title":
        _add_title(address, text)
    elif sort == "body" and not address.organisation:
        address.organisation = text
    elif sort == "other" and address.wants_title and names.title(text):
        address.title = text
    elif sort in ("body", "other", "person") and _goes_on(address.organisation):
        address.organisation += f" {text}"
    else:
        return False
    return True


def _goes_on(text: str) -> bool:
    return text.endswith((",", " and", " of", " for", " &", " the"))


def _add_title(address: _Address, text: str) -> None:
    pieces = _COMMA.split(text)
    if len(pieces) > 1 and not address.organisation and _BODY_HEAD.match(pieces[-1]):
        text, address.organisation = ", ".join(pieces[:-1]), pieces[-1]
    address.title = f"{address.title}, {text}" if address.title else text


def _add_person(address: _Address, text: str) -> None:
    """'The Honorable John F. Kerry', 'Secretary of State John Kerry', 'Jane Roe, Minister of Justice'."""
    honorific, rest = names.split_honorific(text)
    address.honorific = address.honorific or honorific
    name, *after = _COMMA.split(rest) if rest else [""]
    while after and re.fullmatch(
        r"(?:Jr|Sr|MEP|MP|M\.P|P\.?C|Ph\.?D|M\.?D|QC|KC|OBE|CBE|Esq)\.?", after[0]
    ):
        after.pop(0)
    if titled := _titled_name(name):
        address.title, name = titled
    address.name = names.bare_name(name)
    if after:
        _add_after_name(address, after)


def _add_after_name(address: _Address, pieces: Sequence[str]) -> None:
    if names.title(", ".join(pieces)) < 0.8 and names.title(pieces[0]) < 0.8:
        address.organisation = ", ".join(pieces)
        return
    end = 1
    while end < len(pieces) and names.title(pieces[end]) >= 0.8:
        end += 1
    address.title = ", ".join(pieces[:end])
    address.organisation = ", ".join(pieces[end:])


def _titled_name(text: str) -> tuple[str, str] | None:
    """'Secretary of State Hillary Clinton' → its title and name."""
    if names.title(text) < 0.8:
        return None
    tokens = text.split()
    for size in (3, 2, 4):
        title, name = " ".join(tokens[:-size]), " ".join(tokens[-size:])
        if title and names.person(name) >= 0.7 and names.title(title) >= 0.8 and not _is_open(title):
            return title, name
    return _title_and_surname(tokens)


def _title_and_surname(tokens: Sequence[str]) -> tuple[str, str] | None:
    """'Secretary Clinton' → its title and name."""
    if len(tokens) != 2:
        return None
    title, name = tokens
    titled = title.lower() in words.TITLE_WORDS and name.lower() not in words.TITLE_WORDS
    if titled and names.person(f"X. {name}") >= 0.9 and name.lower() not in words.places():
        return title, name
    return None


def _is_open(title: str) -> bool:
    """Whether a title still wants a noun: 'Minister of', 'President of the'."""
    return title.rsplit(maxsplit=1)[-1].lower() in _OPEN_ENDS


def _addressee(address: _Address) -> FoundAddressee:
    country = country_mentioned([*address.lines, address.organisation, address.title])
    numbers = tuple(number for line in address.faxes for number in fax.numbers(line, country))
    sure = (
        0.6
        + 0.1 * bool(address.name)
        + 0.1 * bool(address.lines)
        + 0.1 * bool(address.title or address.organisation)
    )
    return FoundAddressee(
        address.name,
        address.honorific,
        address.title,
        address.organisation,
        tuple(address.lines),
        numbers,
        address.email,
        address.entries[0].paragraph.first,
        address.entries[-1].paragraph.last,
        round(sure, 2),
    )


def shared_faxes(addressees: Sequence[FoundAddressee]) -> Iterator[FoundAddressee]:
    """The addressees, no fax number given twice to one of them."""
    for addressee in addressees:
        yield replace(addressee, fax=tuple(dict.fromkeys(addressee.fax)))
