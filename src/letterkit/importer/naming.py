"""Who is named in a letter's text: candidates, of whom a person says whether they are people.

A name is capitalised words that can be one, or one that the library knows. Whoever is said to be held,
harmed or at risk is a person whom the letter is about, as far as can be told; every other name is listed
too, so that consent is asked for whoever turns out to be somebody. Nothing is sure but what is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from letterkit.importer import shapes, words
from letterkit.importer.reading import BODY, ReadRow, Role, Sure, joined, written
from letterkit.importer.sentences import sentences

_CAP = r"[^\W\d_a-zß-öø-ÿ\u3040-\u9fff][\w'’ʼ´`‘-]*"
_SMALL = r"(?:de|da|do|dos|del|della|di|du|la|van|von|der|den|al|bin|ibn|bint|ben|ould|abu|y|e|el|al)"
_INITIAL = r"[A-ZÀ-Ž]\."
_NAME = re.compile(
    rf"(?<![\w’'-])(?:{_INITIAL}\s)*{_CAP}(?:\s+(?:(?:{_SMALL}|{_INITIAL})\s+){{0,3}}{_CAP})+"
)
_IN_NAME = re.compile(
    rf"(?P<first>{_CAP})\s*\((?:aka|a\.k\.a\.?|also(?:\s+known\s+as)?|or)\s+(?P<other>{_CAP})\)\s+(?P<last>{_CAP})"
)
_BESIDE = re.compile(
    r"\s*[,(\[]\s*(?:(?:aka|a\.k\.a\.?|also\s+known\s+as|better\s+known\s+as|known\s+as|alias|pen\s*name|pseudonym|"
    r"real\s+name|née?|dite?|connue?\s+sous\s+le\s+nom\s+de|conocid[oa]\s+como|genannt|bekannt\s+als)[:\s]+)"
    r"(?P<also>[^,;()\[\]]{2,80})\s*(?=[,)\]])"
    r"|\s*[(\[](?P<native>[^()\[\]A-Za-z0-9]{2,40})[)\]]|\s+(?P<bare>[\u3400-\u9fff]{2,5})(?=[\s,;:.(]|$)",
    re.IGNORECASE,
)
_NEAR = 90  # characters on either side of a name in which harm is told of it
_DESCRIBED = re.compile(
    r"\b(?:the|an?|his|her|their|our|la|el|le|der|die|un|une|ein|eine)\s(?:[a-zà-ÿ][\w-]+\s){0,3}"
    r"(?!of|for|on|by|with|and|or|as|that|rule|de|du)[a-zà-ÿ]{4,}\s$"
)
_APPOSITION = re.compile(r"\s*[,(]\s*(?:who|whose|an?|the|aged|\d\d|her|his|qui|un|une|el|la)\b")
_ACTS = re.compile(
    r"(?:\b(?:in|at|near|from|into|dans|en|à|bei|aus)\s+(?:the\s+)?|(?:President|Premier|Minister|Chancellor|"
    r"Secretary|Ambassador|Governor|Judge|Director|King|Pope)\s+)$"
)
_THING = re.compile(r"\b(?:the|The|a|an|this|its|their|our|your|la|le|der|die|das|el)\s+$")
_MOST = 400


class _Named(Struct):
    """Somebody named: every form of the name, where first, whether harm is told of them."""

    name: str
    line: int
    document: int
    others: list[str] = field(default_factory=list)
    harmed: bool = False
    known: bool = False

    def is_called(self, key: tuple[str, ...]) -> bool:
        """Whether a name is one of theirs, but perhaps for what is between its ends."""
        keys = [_key(name) for name in (self.name, *self.others)]
        ends = [(one[0], one[-1]) for one in keys if len(one) > 1]
        return key in keys or (len(key) > 1 and (key[0], key[-1]) in ends)


def people_in(
    rows: Sequence[ReadRow], known: Mapping[str, str] | None, besides: Iterable[str]
) -> tuple[ReadRow, ...]:
    """The list of people of a reading's rows.

    `known` are the names in the library, in small letters. `besides` are those who get the letter, with
    the lines of their address, who sign it or are quoted in it.
    """
    others = {_key(shapes.bare_name(words.split_honorific(name)[1])) for name in besides if name}
    found = _Finder(known or {}, others)
    text = "".join(row.text for row in rows if row.role in BODY)
    for row in rows:
        if row.role in BODY:
            found.read(row, text)
    return tuple(
        ReadRow(
            Role.PERSON if one.harmed or one.known else Role.NAME,
            joined([written(name) for name in (one.name, *one.others)]),
            one.line,
            one.line,
            Sure.SURE if one.known else Sure.LOOK,
            one.document,
        )
        for one in found.people[:_MOST]
    )


class _Finder(Struct):
    """The people found so far; those of the library, and who is named besides."""

    known: Mapping[str, str]
    besides: set[tuple[str, ...]]
    people: list[_Named] = field(default_factory=list)

    def read(self, row: ReadRow, text: str) -> None:
        """Find those whom a row names; `text` is that of all rows."""
        harmful = words.HARMED.search(row.text) is not None
        for sentence in sentences(row.text):
            self._read_sentence(row, sentence, harmful=harmful)
        low = row.text.lower()
        for name in self.known:
            there = len(name) > 3 and name in low
            if there and not any(name in (n.lower() for n in (p.name, *p.others)) for p in self.people):
                found = row.text[low.index(name) :][: len(name)]
                self.people.append(_Named(found, row.first, row.document, known=True))
        if harmful and words.CJK_PERSONS:
            roles = "|".join(map(re.escape, words.CJK_PERSONS))
            for match in re.finditer(rf"(?:{roles})([\u4e00-\u9fff]{{3}})", row.text):
                if text.count(match[1]) > 1:
                    self._enter(match[1], (), row).harmed = True

    def _read_sentence(self, row: ReadRow, sentence: str, *, harmful: bool) -> None:
        """Find those whom a sentence names; who is named beside somebody harmed is harmed too."""
        harm = [match.span() for match in words.HARMED.finditer(sentence)]
        together: list[_Named] = []
        for start, end, name, others in _names_in(sentence):
            if _key(name) in self.besides:
                continue
            one = self._enter(name, others, row)
            acts = _acts(sentence, start, end)
            told = not acts and _tells_of(sentence, start, end, harm, harmful=harmful)
            one.harmed = one.harmed or told or (row.role is Role.CASE and start < 40)
            if not acts:
                together.append(one)
        harmed = bool(harm) and any(one.harmed for one in together)
        for one in together:
            one.harmed = one.harmed or harmed

    def _enter(self, name: str, others: Sequence[str], row: ReadRow) -> _Named:
        """The person of that name."""
        one = next((one for one in self.people if one.is_called(_key(name))), None)
        if one is None:
            known = any(form.lower() in self.known for form in (name, *others))
            one = _Named(name, row.first, row.document, known=known)
            self.people.append(one)
        one.others += [other for other in others if not one.is_called(_key(other))]
        return one


def _key(name: str) -> tuple[str, ...]:
    return tuple(re.sub(r"['’]s$", "", word.strip(".,").lower()) for word in name.split())


def _names_in(sentence: str) -> Iterator[tuple[int, int, str, list[str]]]:
    """Where names stand in a sentence, and the other names beside them."""
    taken: set[int] = set()
    for match in _IN_NAME.finditer(sentence):
        taken.update(range(*match.span()))
        name = f"{match['first']} {match['last']}"
        yield *match.span(), name, [f"{match['other']} {match['last']}"]
    for match in _NAME.finditer(sentence):
        whole = _without_opening(match[0])
        start = match.end() - len(whole)
        text = re.sub(r"['’]s$", "", whole)
        if start in taken or not _can_be_name(text, sentence[max(0, start - _NEAR) : start]):
            continue
        end = start + len(text)
        if beside := _BESIDE.match(sentence, end):
            other = beside["also"] or beside["native"] or beside["bare"]
            yield start, beside.end(), text, [other.strip(" “”\"'")]
        else:
            yield start, end, text, []


def _without_opening(text: str) -> str:
    """A name without the capitalised word that begins its sentence, what somebody is, or is called."""
    while " " in text:
        first, _, rest = text.partition(" ")
        plain = first.strip(".").lower()
        if plain not in words.OPENING_WORDS and plain not in words.PERSONS:
            return words.split_honorific(text)[1]
        text = rest.strip()
    return text


def _can_be_name(text: str, before: str) -> bool:
    last = text.rpartition(" ")[2]
    other = shapes.has_organisation_word(text) or shapes.is_place(text) or shapes.is_title(text)
    called = words.STREET.fullmatch(last) or last.lower() in words.PLACES_CALLED
    thing = _THING.search(before) or called
    return " " in text and shapes.has_name_shape(text) and not other and not thing


def _tells_of(
    sentence: str, start: int, end: int, harm: Sequence[tuple[int, int]], *, harmful: bool
) -> bool:
    """Whether a sentence tells beside a name that somebody is held, harmed or at risk.

    In a row that tells so elsewhere (`harmful`), whether it says who that is.
    """
    before, after = sentence[max(0, start - _NEAR) : start], sentence[end : end + _NEAR]
    for begin, stop in harm:
        behind = 0 <= start - stop <= _NEAR and "," not in sentence[stop:start]
        if behind or end <= begin <= end + _NEAR:
            return True
    said = any(word.lower() in words.PERSONS for word in re.findall(r"[\w-]+", before[-50:])[-3:])
    who = said or _DESCRIBED.search(before) or _APPOSITION.match(after)
    return harmful and bool(who)


def _acts(sentence: str, start: int, end: int) -> bool:
    """Whether somebody named there acts or speaks, or the name is where something is."""
    said = words.SAID.match(sentence[end : end + 30].lstrip(" ,"))
    return bool(said or _ACTS.search(sentence[max(0, start - _NEAR) : start]))
