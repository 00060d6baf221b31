"""Who is named in a letter's text: candidates, of whom a person says whether they are people.

A name is capitalised words that can be one, or one that the library knows. Whoever is said to be held,
harmed or at risk is a person whom the letter is about, as far as can be told; every other name is listed
too, so that consent is asked for whoever turns out to be somebody. Nothing is sure but what is known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from letterkit.importer import shapes
from letterkit.importer.reading import BODY, ReadRow, Role, Sure, joined, written
from letterkit.language import words
from letterkit.language.names import name_words, plain
from letterkit.language.patterns import any_of
from letterkit.language.sentences import sentences

_CAP = r"[^\W\d_a-zß-öø-ÿ\u3040-\u9fff][\w'’ʼ´`‘-]*"
_INITIAL = r"[A-ZÀ-Ž]\."
_NAME = re.compile(
    rf"(?<![\w’'-])(?:{_INITIAL}\s)*{_CAP}(?P<within>\s*\((?:[a-z.]+\s+){{1,3}}(?P<other>{_CAP})\))?"
    rf"(?:\s+(?:(?:{any_of(words.NAME_PARTICLES)}|{_INITIAL})\s+){{0,3}}{_CAP})+"
)
_BESIDE = re.compile(
    rf"\s*[,(\[]\s*{words.OTHER_NAMES}[:\s]+(?P<also>[^,;()\[\]]{{2,80}})\s*(?=[,)\]])"
    r"|\s*[(\[](?P<native>[^()\[\]A-Za-z0-9]{2,40})[)\]]|\s+(?P<bare>[\u3400-\u9fff]{2,5})(?=[\s,;:.(]|$)",
    re.IGNORECASE,
)
_NEAR = 90  # characters on either side of a name in which harm is told of it
_DESCRIBED = re.compile(
    rf"\b{words.INTRODUCING}\s(?:[a-zà-ÿ][\w-]+\s){{0,3}}(?!{words.SMALL_WORDS}\s)[a-zà-ÿ]{{4,}}\s$"
)
_APPOSITION = re.compile(rf"\s*[,(]\s*(?:{words.DESCRIBING}|{words.INTRODUCING}|\d\d)\b")
_ACTS = re.compile(rf"(?:\b{words.PLACE_WORDS}|{words.OFFICIALS})\s+$")
_THING = re.compile(rf"\b{words.DETERMINERS}\s+$")
_MOST = 400


class _Named(Struct):
    """Somebody named: every form of the name, the row where first, whether harm is told of them."""

    row: ReadRow
    names: list[str]
    harmed: bool = False


# Its branches are how a name is told from those of others, each a line.
def people_in(
    rows: Sequence[ReadRow], known: Collection[str], besides: Iterable[str], language: str
) -> tuple[ReadRow, ...]:
    """The list of people of a reading's rows, in a language (its BCP 47 tag).

    `known` are the names in the library, in small letters. `besides` are those who get the letter, with
    the lines of their address, who sign it or are quoted in it.
    """
    others = {plain(shapes.bare_name(words.split_honorific(name, language)[1])) for name in besides}
    found: dict[tuple[str, ...], _Named] = {}
    for row, names, harmed in _mentions([row for row in rows if row.role in BODY], known, language):
        if plain(names[0]) not in others or names[0].lower() in known:
            one = found.setdefault(_key(names[0]), _Named(row, [names[0]]))
            one.names += [name for name in names[1:] if found.get(_key(name)) is not one]
            one.harmed = one.harmed or harmed
            for name in names:
                found.setdefault(_key(name), one)
    everybody = list({id(one): one for one in found.values()}.values())
    return tuple(_row(one, known) for one in everybody[:_MOST])


def _row(one: _Named, known: Collection[str]) -> ReadRow:
    is_known = any(name.lower() in known for name in one.names)
    role = Role.PERSON if one.harmed or is_known else Role.NAME
    text, line = joined(map(written, one.names)), one.row.first
    return ReadRow(role, text, line, line, Sure.SURE if is_known else Sure.LOOK, one.row.document)


# Its branches are the ways in which somebody can be named.
def _mentions(
    rows: Sequence[ReadRow], known: Collection[str], language: str
) -> Iterator[tuple[ReadRow, list[str], bool]]:
    """Who is named in each row, by all names there, and whether harm is told there of them."""
    again = _named_again("".join(row.text for row in rows))
    for row in rows:
        harmful = words.HARMED.search(row.text) is not None
        for sentence in sentences(row.text):
            names_in = _names_in(sentence, language)
            named = _named_together(sentence, names_in, harmful=harmful, is_case=row.role is Role.CASE)
            yield from ((row, names, harmed) for names, harmed in named)
        for match in words.CJK_PERSON.finditer(row.text) if harmful else ():
            if match["name"] in again:
                yield row, [match["name"]], True
        low = row.text.lower()
        for name in (name for name in known if len(name) > 3 and name in low):
            yield row, [row.text[low.index(name) :][: len(name)]], False


def _named_again(text: str) -> set[str]:
    """The Chinese names that come more than once: other characters behind what somebody is seldom do."""
    names = {match["name"] for match in words.CJK_PERSON.finditer(text)}
    all_threes = map("".join, zip(text, text[1:], text[2:], strict=False)) if names else ()
    return {name for name, times in Counter(filter(names.__contains__, all_threes)).items() if times > 1}


# Its branches are what may be told of each.
def _named_together(
    sentence: str, named: Iterable[tuple[int, int, list[str]]], *, harmful: bool, is_case: bool
) -> Iterator[tuple[list[str], bool]]:
    """Who is named in a sentence, and of whom harm is told: who is named beside them is harmed too.

    Of whoever acts or speaks harm is told at the head of a case alone.
    """
    found = []
    for start, end, names in named:
        before, after = sentence[max(0, start - _NEAR) : start], sentence[end : end + _NEAR]
        suffers = not (words.SAID.match(after[:30].lstrip(" ,")) or _ACTS.search(before))
        told = suffers and _tells(before, after, harmful=harmful)
        found.append((names, told or (is_case and start < 40), suffers))
    harm = any(told and suffers for _, told, suffers in found)
    yield from ((names, told or (harm and suffers)) for names, told, suffers in found)


def _tells(before: str, after: str, *, harmful: bool) -> bool:
    """Whether harm is told around a name; with `harmful`, whether it is said who that is."""
    behind = [match.end() for match in words.HARMED.finditer(before)]
    if words.HARMED.search(after) or (behind and "," not in before[behind[-1] :]):
        return True
    said = any(word.lower() in words.PERSONS for word in re.findall(r"[\w-]+", before[-50:])[-3:])
    return harmful and bool(said or _DESCRIBED.search(before) or _APPOSITION.match(after))


def _key(name: str) -> tuple[str, ...]:
    """What names of one person have in common: the first word and the last."""
    found = name_words(name)
    return (*found[:1], *found[1:][-1:])


def _names_in(sentence: str, language: str) -> Iterator[tuple[int, int, list[str]]]:
    """Where names stand in a sentence, each with the other names beside it."""
    for match in _NAME.finditer(sentence):
        whole = _without_opening(match[0], language)
        start = match.end() - len(whole)
        name = re.sub(r"['’]s$", "", whole)
        end = start + len(name)
        others = []
        if match["within"]:
            name = name.replace(match["within"], "")
            others.append(f"{match['other']} {name.rpartition(' ')[2]}")
        if not _can_be_name(name, sentence[max(0, start - _NEAR) : start]):
            continue
        if beside := _BESIDE.match(sentence, end):
            end = beside.end()
            others.append((beside["also"] or beside["native"] or beside["bare"]).strip(" “”\"'"))
        yield start, end, [name, *others]


def _without_opening(text: str, language: str) -> str:
    """A name without the capitalised word that begins its sentence, what somebody is, or is called."""
    while " " in text:
        first, _, rest = text.partition(" ")
        plain = first.strip(".").lower()
        if plain not in words.OPENING_WORDS and plain not in words.PERSONS:
            return words.split_honorific(text, language)[1]
        text = rest.strip()
    return text


def _can_be_name(text: str, before: str) -> bool:
    last = text.rpartition(" ")[2]
    other = shapes.has_organisation_word(text) or shapes.is_place(text) or shapes.is_title(text)
    called = words.STREET.fullmatch(last) or last.lower() in words.PLACES_CALLED
    thing = _THING.search(before) or called
    return " " in text and shapes.has_name_shape(text) and not other and not thing
