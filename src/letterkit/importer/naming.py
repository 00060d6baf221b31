"""Who is named in a letter's text: candidates, of whom a person says whether they are people.

A name is capitalised words that can be one, or one that the library knows. Whoever is said to be held,
harmed or at risk is a person whom the letter is about, as far as can be told; every other name is listed
too, so that consent is asked for whoever turns out to be somebody. Nothing is sure but what is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from letterkit.importer import shapes, words
from letterkit.importer.reading import BODY, ReadRow, Role, Sure, joined, written
from letterkit.importer.sentences import sentences

_CAP = r"[^\W\d_a-zß-öø-ÿ\u3040-\u9fff][\w'’ʼ´`‘-]*"
_SMALL = r"(?:de|da|do|dos|del|della|di|du|la|van|von|der|den|al|bin|ibn|bint|ben|ould|abu|y|e|el|al)"
_INITIAL = r"[A-ZÀ-Ž]\."
_NAME = re.compile(
    rf"(?<![\w’'-])(?:(?:{_INITIAL}\s)*{_CAP})(?:\s+(?:{_SMALL}\s+){{0,2}}(?:{_INITIAL}(?:\s{_INITIAL})*\s+)?{_CAP})+"
)
_IN_NAME = re.compile(
    rf"(?P<first>{_CAP})\s*\((?:aka|a\.k\.a\.?|also(?:\s+known\s+as)?|or)\s+(?P<other>{_CAP})\)\s+(?P<last>{_CAP})"
)
_ALSO = re.compile(
    r"\s*[,(\[]\s*(?:(?:aka|a\.k\.a\.?|also\s+known\s+as|better\s+known\s+as|known\s+as|alias|pen\s*name|pseudonym|"
    r"real\s+name|née?|dite?|connue?\s+sous\s+le\s+nom\s+de|conocid[oa]\s+como|genannt|bekannt\s+als)[:\s]+)"
    r"(?P<names>[^,;()\[\]]{2,80})\s*[,)\]]",
    re.IGNORECASE,
)
_NATIVE = re.compile(
    r"\s*[(\[](?P<names>[^()\[\]A-Za-z0-9]{2,40})[)\]]|\s+(?P<bare>[\u3400-\u9fff]{2,5})(?=[\s,;:.(]|$)"
)
_STARTS = re.compile(
    r"(?:Saint|The|A|An|This|That|These|Those|In|On|At|By|For|From|With|As|If|When|While|Since|After|Before|Although|"
    r"Because|And|But|Or|Nor|So|Yet|We|You|I|He|She|They|It|Our|Your|His|Her|Their|Its|Among|During|Under|Over|"
    r"Like|Both|Two|Three|No|Not|Also|Release|Free|Mr|Mrs|Ms|Dr|Mme|M|Sr|Sra|Le|La|Les|El|Los|Las|Der|Die|Das|Im|Am|"
    r"Lawyers?|Journalists?|Writers?|Activists?|Prisoners?|Nurses?|Doctors?|To|Of|Dear|Monsieur|Madame|Señora?|Herr|"
    r"Frau|Friends|Sobre|Para|Con|En|Por|Dans|Pour|Avec)\.?\s+"
)
_NEAR = 90  # characters on either side of a name in which harm is told of it
_BY = re.compile(r"\b(?:by|under|told|said|to|with)\s+(?:[A-Z]\w+\s+)?$")
_DESCRIBED = re.compile(
    r"\b(?:the|an?|his|her|their|our|la|el|le|der|die|un|une|ein|eine)\s(?:[a-zà-ÿ][\w-]+\s){0,3}"
    r"(?!of|for|on|by|with|and|or|as|that|rule|de|du)[a-zà-ÿ]{4,}\s$"
)
_PLACED = re.compile(r"\b(?:in|at|near|from|into|dans|en|à|bei|aus)\s+(?:the\s+)?$")
_OFFICE = re.compile(
    r"(?:President|Premier|Minister|Chancellor|Secretary|Ambassador|Governor|Judge|Director|King|Pope)\s+$"
)
_LISTED = re.compile(r"\s*(?:,|;|、|,?\s*(?:and|et|y|und|or|&)\b)\s*(?:[a-zà-ÿ][\w'’-]*\s+){0,6}$")
_OF = re.compile(
    r"(?:of|for|de|del|von|des|der|d['’]|that\s+of)\s+(?:the\s+|la\s+)?(?:[a-zà-ÿ][\w'’“”-]*\s+){0,6}$"
)
_MOST = 400
_OF_PLACES_WORDS = """
prison jail court street square province county region river dialogue summit act law code article
prize award day war school hospital camp island islands mountain valley agreement treaty covenant
convention declaration
"""
_OF_PLACES = frozenset(_OF_PLACES_WORDS.split())


@dataclass(slots=True)
class _Named:
    """Somebody named: every form of the name, where first, whether harm is told of them."""

    name: str
    line: int
    document: int
    others: list[str] = field(default_factory=list)
    harmed: bool = False
    known: bool = False

    @property
    def keys(self) -> set[tuple[str, ...]]:
        return {_key(name) for name in (self.name, *self.others)}


def people_in(
    rows: Sequence[ReadRow], known: Mapping[str, str] | None, besides: Iterable[str]
) -> tuple[ReadRow, ...]:
    """The list of people of a reading's rows.

    `known` are the names in the library, in small letters. `besides` are those who get the letter, sign
    it
    or are quoted in it.
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


class _Finder:
    """The people found so far."""

    def __init__(self, known: Mapping[str, str], besides: set[tuple[str, ...]]) -> None:
        self.known = known
        self.besides = besides
        self.people: list[_Named] = []

    def read(self, row: ReadRow, text: str) -> None:
        """Find those whom a row names; `text` is that of all rows."""
        near = words.HARMED.search(row.text) is not None
        for sentence in sentences(row.text):
            together: list[_Named] = []
            before: tuple[int, _Named] | None = None
            harm = [match.span() for match in words.HARMED.finditer(sentence)]
            for start, end, name, others in _names_in(sentence):
                if _key(name) in self.besides:
                    continue
                one = self._enter(name, others, row)
                told = row.role is Role.CASE and start < 40
                told = told or _tells_of(sentence, start, end, harm)
                told = told or (near and _is_described(sentence[:start], sentence[end:]))
                if (
                    not told
                    and before
                    and before[1].harmed
                    and _LISTED.fullmatch(sentence[before[0] : start])
                ):
                    told = True
                one.harmed = one.harmed or told
                if not _acts(sentence[:start], sentence[end:]):
                    together.append(one)
                before = end, one
            if harm and any(one.harmed for one in together):
                for one in together:
                    one.harmed = True
        for name in self.known:
            if (
                len(name) > 3
                and name in row.text.lower()
                and not any(name in _low(p) for p in self.people)
            ):
                at = row.text.lower().index(name)
                self.people.append(
                    _Named(row.text[at : at + len(name)], row.first, row.document, known=True)
                )
        self._read_chinese(row, text)

    def _enter(self, name: str, others: Sequence[str], row: ReadRow) -> _Named:
        """The person of that name: one whose name has the same ends is the same."""
        key = _key(name)
        for one in self.people:
            if any(_same(key, other) for other in one.keys):
                one.others += [o for o in others if _key(o) not in one.keys]
                return one
        known = any(form.lower() in self.known for form in (name, *others))
        self.people.append(_Named(name, row.first, row.document, list(others), known=known))
        return self.people[-1]

    def _read_chinese(self, row: ReadRow, text: str) -> None:
        roles = "|".join(map(re.escape, words.CJK_PERSONS))
        if not roles or not re.search(r"[\u4e00-\u9fff]", row.text) or not words.HARMED.search(row.text):
            return
        for match in re.finditer(rf"(?:{roles})([\u4e00-\u9fff]{{3}})", row.text):
            if text.count(match[1]) > 1:
                self._enter(match[1], (), row).harmed = True


def _low(person: _Named) -> list[str]:
    return [name.lower() for name in (person.name, *person.others)]


def _key(name: str) -> tuple[str, ...]:
    return tuple(re.sub(r"['’]s$", "", word.strip(".,").lower()) for word in name.split())


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names are one but for what is between their ends."""
    return one == other or (
        len(one) > 1 and len(other) > 1 and (one[0], one[-1]) == (other[0], other[-1])
    )


def _names_in(sentence: str) -> Iterator[tuple[int, int, str, list[str]]]:
    """Where names stand in a sentence, and the other names beside them."""
    parted = {match.start(): match for match in _IN_NAME.finditer(sentence)}
    for match in parted.values():
        name = f"{match['first']} {match['last']}"
        yield match.start(), match.end(), name, [f"{match['other']} {match['last']}"]
    for match in _NAME.finditer(sentence):
        if any(m.start() <= match.start() < m.end() for m in parted.values()):
            continue
        start, text = _without_start(match.start(), match[0])
        text = re.sub(r"['’]s$", "", text)
        if not _can_be_name(text, sentence[:start], sentence[match.end() :]):
            continue
        end = start + len(text)
        others = []
        if also := _ALSO.match(sentence, end):
            others.append(also["names"].strip(" “”\"'"))
            end = also.end() - 1
        elif (native := _NATIVE.match(sentence, end)) and (said := native["names"] or native["bare"]):
            others.append(said.strip())
            end = native.end()
        yield start, end, text, others


def _without_start(start: int, text: str) -> tuple[int, str]:
    """A name without the capitalised word that begins its sentence, or a form of honour."""
    while match := _STARTS.match(text):
        start, text = start + match.end(), text[match.end() :]
    honorific, rest = words.split_honorific(text)
    return start + len(text) - len(rest) if honorific else start, rest if honorific else text


def _can_be_name(text: str, before: str, after: str) -> bool:
    if len(text.split()) < 2 or not shapes.has_name_shape(text) or shapes.has_organisation_word(text):
        return False
    if shapes.is_place(text) or shapes.is_title(text):
        return False
    last = text.rsplit(maxsplit=1)[-1]
    if words.STREET.fullmatch(last) or last.lower() in _OF_PLACES:
        return False
    thing = re.search(r"\b(?:the|The|a|an|this|its|their|our|your|la|le|der|die|das|el)\s+$", before)
    inside = re.search(r"\b(?:in|at|near|from|of)\s+(?:the\s+)?$", before) and re.match(
        r"\s+(?:Province|Prison)", after
    )
    return not thing and not inside and not any(c.isdigit() for c in text)


def _tells_of(sentence: str, start: int, end: int, harm: Sequence[tuple[int, int]]) -> bool:
    """Whether a sentence tells that somebody is held, harmed or at risk: beside the name."""
    if not harm:
        return False
    before = sentence[:start]
    if _acts(before, sentence[end:]):
        return False
    near = any(
        end <= h[0] <= end + _NEAR or (0 <= start - h[1] <= _NEAR and "," not in sentence[h[1] : start])
        for h in harm
    )
    return near or _role_before(before) or _DESCRIBED.search(before) is not None


def _acts(before: str, after: str) -> bool:
    """Whether somebody named there acts or speaks, or the name is where something is."""
    if _BY.search(before) and not _OF.search(before):
        return True
    return bool(
        _OFFICE.search(before) or _PLACED.search(before) or words.SAID.match(after[:30].lstrip(" ,"))
    )


def _is_described(before: str, after: str) -> bool:
    """Whether a sentence says beside a name who that is."""
    if _acts(before, after):
        return False
    apposition = re.match(r"\s*[,(]\s*(?:who|whose|an?|the|aged|\d\d|her|his|qui|un|une|el|la)\b", after)
    return bool(apposition or _role_before(before) or _DESCRIBED.search(before))


def _role_before(before: str) -> bool:
    near = re.findall(r"[\w-]+", before[-50:])[-3:]
    return any(word.lower() in words.PERSONS for word in near)
