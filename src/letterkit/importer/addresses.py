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

_TITLE_BEFORE_NAME = re.compile(r"\s+")
_COMMA = re.compile(r",\s+")
_BODY_HEAD = re.compile(
    r"(?:the\s+|u\.?s\.?\s+|united\s+states\s+)?(?:[A-Z]\w+\s+){0,2}(?:Department|Ministry|Office|"
    r"Embassy|Commission|Parliament|Senate|Congress|Council|Government|White\s+House)\b",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,4}})\s?(?P<honorific>{words.HONORIFICS_AFTER_NAMES})"
)
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
        return not (self.name or self.title or self.organisation or self.lines)

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
    if any(p.search(text) for p in (words.EMAIL, words.URL, words.PHONE)) or _CONTACT.match(text):
        return "contact"
    body = words.ADDRESSED_TO.sub("", text)
    if _is_honoured(body):
        return "person"
    if re.match(r"(?i)c/o\b", text) or names.postal(body) >= 0.5:
        return "postal"
    return _sort_of_words(body)


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
    sorts = [sort_of(entry.text) for entry in group]
    texts = [entry.text for entry in group]
    if not sorts:
        return 0.0
    honoured = any(names.split_honorific(words.ADDRESSED_TO.sub("", text))[0] for text in texts)
    score = 0.35 * honoured + 0.3 * any(words.ADDRESSED_TO.match(text) for text in texts)
    score += 0.3 * ("person" in sorts) + 0.25 * ("title" in sorts) + 0.25 * ("postal" in sorts)
    score += 0.25 * any(names.public_body(text) for text in texts) + 0.2 * (
        "fax" in sorts or "delivery" in sorts
    )
    score -= 0.4 * any(words.URL.search(text) for text in texts)
    score -= 0.4 * any(words.PHONE.search(text) for text in texts if not honoured)
    if len(group) == 1 and not honoured and not words.ADDRESSED_TO.match(texts[0]):
        score -= 0.3
    if "person" not in sorts and "title" not in sorts and not any(map(names.public_body, texts)):
        score -= 0.4
    return max(0.0, min(1.0, score))


def read(groups: Sequence[Sequence[ParagraphEntry]]) -> list[FoundAddressee]:
    """The addressees that groups of lines name, in order; the entries get their roles."""
    found: list[_Address] = []
    waiting: list[str] = []  # fax lines before any address
    for group in groups:
        for entry in group:
            sort = sort_of(entry.text)
            if sort in ("fax", "delivery"):
                entry.take(Role.DELIVERY, 0.9)
                begins = (entry is group[0] and len(group) > 1) or not found
                (waiting if begins else found[-1].faxes).append(entry.text)
                continue
            entry.take(Role.ADDRESS, 0.85)
            if not found or _begins(found[-1], entry, sort, entry is group[0]):
                found.append(_Address())
            if waiting:
                found[-1].faxes += waiting
                waiting = []
            _add(found[-1], entry, sort)
    if waiting and found:
        found[-1].faxes += waiting
    return [_addressee(address) for address in found if not address.empty]


def _begins(last: _Address, entry: ParagraphEntry, sort: Sort, first: bool) -> bool:
    """Whether a line begins the next addressee."""
    if last.empty:
        return False
    if words.ADDRESSED_TO.match(entry.text) and last.name and not re.match(r"(?i)c/o|att", entry.text):
        return True
    if sort == "person":
        honoured = bool(names.split_honorific(entry.text)[0]) or _titled_name(entry.text) is not None
        if honoured or first:
            return bool(last.name) or last.posted or bool(last.faxes)
        return bool(last.faxes and last.posted)
    if not first:
        return bool(last.faxes and last.posted and sort in ("title", "body"))
    if sort == "title":
        return bool(last.title or last.posted)
    return sort == "body" and bool(last.posted)


def _add(address: _Address, entry: ParagraphEntry, sort: Sort) -> None:
    address.entries.append(entry)
    text = words.ADDRESSED_TO.sub("", entry.text).strip().rstrip(",;")
    if chinese := _CHINESE.fullmatch(text):
        address.name, address.honorific = chinese["name"], chinese["honorific"]
        return
    if not text:
        return
    if sort == "contact":
        if found := words.EMAIL.search(text):
            address.email = address.email or found[0]
        return
    if sort == "person" and not address.name:
        _add_person(address, text)
    elif sort == "title" and not address.posted:
        _add_title(address, text)
    elif (
        sort in ("body", "other") and not address.posted and not address.organisation and sort != "other"
    ):
        address.organisation = text
    elif (
        sort == "other"
        and not address.posted
        and not address.organisation
        and address.name
        and not address.title
        and names.title(text)
    ):
        address.title = text
    elif (
        sort in ("body", "other", "person")
        and not address.posted
        and address.organisation
        and _goes_on(address.organisation)
    ):
        address.organisation += f" {text}"
    else:
        address.lines.append(text)


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
        if len(tokens) <= size:
            continue
        title, name = " ".join(tokens[:-size]), " ".join(tokens[-size:])
        if names.person(name) >= 0.7 and names.title(title) >= 0.8 and not _is_open(title):
            return title, name
    if (
        len(tokens) == 2
        and tokens[0].lower() in words.TITLE_WORDS
        and tokens[1].lower() not in words.TITLE_WORDS
        and names.person(f"X. {tokens[1]}") >= 0.9
        and not words.places() & {tokens[1].lower()}
    ):
        return tokens[0], tokens[1]
    return None


def _is_open(title: str) -> bool:
    """Whether a title still wants a noun: 'Minister of', 'President of the'."""
    return title.rsplit(maxsplit=1)[-1].lower() in (
        "of",
        "for",
        "the",
        "and",
        "de",
        "la",
        "du",
        "des",
        "to",
        "&",
        "für",
        "der",
        "des",
    )


def _addressee(address: _Address) -> FoundAddressee:
    country = country_mentioned([*address.lines, address.organisation, address.title])
    numbers = tuple(number for line in address.faxes for number in fax.numbers(line, country))
    sure = (
        0.6
        + 0.1 * bool(address.name)
        + 0.1 * bool(address.lines)
        + 0.1 * bool(address.title or address.organisation)
    )
    lines = address.lines
    return FoundAddressee(
        address.name,
        address.honorific,
        address.title,
        address.organisation,
        tuple(lines),
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
