"""Names of persons in a sentence: capitalised words that can be a name, and other names beside them.

Whether somebody so named is a case is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from letterkit.importer import case_words, names, words

_OTHER_NAME = re.compile(
    r"\s*[,(\[]\s*(?:(?:aka|a\.k\.a\.?|also\s+known\s+as|better\s+known\s+as|"
    r"(?:also\s+)?known\s+(?:\w+\s+){0,8}?(?:as|by(?:\s+(?:his|her|their|the))?\s+(?:pen\s*name|"
    r"pseudonym|nickname|name))|alias|pen\s*name|pseudonym|real\s+name|birth\s+name|"
    r"née?|dite?s?|connue?\s+sous\s+le\s+nom\s+de|conocid[oa]\s+como|genannt|bekannt\s+als|"
    r"nickname[d]?|whose\s+(?:pen|real|birth)\s*name\s+is|formerly|or|in\s+Chinese|"
    r"in\s+Tibetan)[:\s]+)\s*"
    r"(?P<names>[^,;()\[\]]{2,80})\s*[,)\]]",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*\((?P<names>[A-ZÀ-Ž][\w'’-]+(?:\s[A-ZÀ-Ž][\w'’-]+){1,3})\)")
_NATIVE = re.compile(
    r"\s*[(\[](?P<names>[^()\[\]A-Za-z0-9]{2,40})[)\]]|\s+(?P<bare>[\u3400-\u9fff]{2,5})(?=[\s,;:.(]|$)"
)
_IN_NAME = re.compile(
    r"(?P<first>[A-Z][\w'’-]+)\s*\((?:aka|a\.k\.a\.?|also(?:\s+known\s+as)?|"
    r"or)\s+(?P<other>[A-Z][\w'’-]+)\)\s+(?P<last>[A-Z][\w'’-]+)"
)
_TOKEN = re.compile(r"[^\s,;:()“”\"«»\[\]—–/]+")
_GERMAN_ARTICLES = frozenset(("der", "den", "die", "des", "dem"))
_GERMAN_SMALL_WORDS = """
der die das den dem des ein eine einen einer ihr ihre ihren sein seine seinen unser unsere auch
noch wir sie er
"""
_GERMAN_SMALL = frozenset(_GERMAN_SMALL_WORDS.split())
_ARTICLE_BEFORE = re.compile(
    r"(?:^|\s)(?:[Dd](?:er|ie|en|em|es)|[Ee]in(?:e[rmn]?)?|[Ii]hr(?:e[rmn]?)?|[Ss]ein(?:e[rmn]?)?|"
    r"[Uu]nser(?:e[rmn]?)?)\s+$"
)
_ABBREVIATED_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof|Rev|Fr|Mme|Sra?|St|Hon|Lt|Col|Gen)\.")
_ROMAN_NUMBER = re.compile(r"[IVXLC]+\s+[a-z]")
# Words of `NOT_NAMES` that are names too.
_MONTHS = ("may", "march", "june", "april", "august")
_AMBIGUOUS_WORDS = "may june april august an so he you it her such do no all there"
_AMBIGUOUS = frozenset(_AMBIGUOUS_WORDS.split())


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A name in a sentence: its words, where they stand, other names beside it."""

    name: str
    start: int
    end: int
    also: tuple[str, ...]
    honoured: bool
    called: bool = False  # after a German article and noun: "die Anwältin"


def names_in(sentence: str) -> list[NamedPerson]:
    """The names of persons in a sentence, in order."""
    found = list(_around_brackets(sentence))
    taken = [(name.start, name.end) for name in found]
    for start, end in _runs(sentence):
        overlaps = any(start < stop and begin < end for begin, stop in taken)
        if not overlaps and (one := _named(sentence, start, end)):
            found.append(one)
    return sorted(_without_others(found), key=lambda name: name.start)


def _around_brackets(sentence: str) -> Iterator[NamedPerson]:
    """'Peter (aka Petrus) Roe'."""
    for match in _IN_NAME.finditer(sentence):
        name = f"{match['first']} {match['last']}"
        if names.person(name) >= 0.7:
            other = f"{match['other']} {match['last']}"
            yield NamedPerson(name, match.start(), match.end(), (other,), False)


def _without_others(found: Sequence[NamedPerson]) -> list[NamedPerson]:
    """Without the names that are another's other name."""
    also = {other for name in found for other in name.also}
    return [name for name in found if name.name not in also]


def _runs(sentence: str) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words with nothing but spaces and small particles between them."""
    run: list[re.Match[str]] = []
    last_end = -1
    for match in _TOKEN.finditer(sentence):
        token = match[0]
        adjoining = last_end >= 0 and sentence[last_end : match.start()].isspace()
        if run and not adjoining:
            yield from _run(run)
            run = []
        if _is_name_word(token) or (run and token in names.PARTICLES - _GERMAN_ARTICLES):
            run.append(match)
        else:
            yield from _run(run)
            run = []
        last_end = match.end()
        if run and _ends_run(token):
            yield from _run(run)
            run = []
    yield from _run(run)


def _is_name_word(token: str) -> bool:
    bare = token.rstrip(".!?'’")
    return bool(bare) and names.NAME_WORD.match(token.rstrip(".!?")) is not None and not bare.isdigit()


def _ends_run(token: str) -> bool:
    if token.endswith(("’s", "'s", "’", "'")):
        return True
    stopped = token.endswith((".", "!", "?")) and len(token) > 3
    return stopped and not _ABBREVIATED_TITLE.fullmatch(token)


def _run(run: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    while run and run[-1][0].lower() in names.PARTICLES and run[-1][0][0].islower():
        run = run[:-1]
    if run:
        yield run[0].start(), run[-1].end()


def _named(sentence: str, start: int, end: int) -> NamedPerson | None:
    """The name in a stretch of capitalised words, if one is left without what leads to it."""
    text = re.sub(r"(?:['’]s|['’])$", "", sentence[start:end].rstrip(".!?"))
    first = not sentence[:start].strip()
    tokens = list(dropwhile(lambda token: _is_leader(token[0], first), re.finditer(r"\S+", text)))
    if not tokens:
        return None
    before = sentence[: start + tokens[0].start()]
    called = len(tokens) > 2 and _ARTICLE_BEFORE.search(before) is not None
    at = tokens[1 if called else 0].start()
    honorific, rest = names.split_honorific(text[at:])
    name = names.bare_name(rest)
    if not _may_be_name(name):
        return None
    begin = start + text.index(rest, at)
    also, after = _also(sentence, begin + len(name))
    return NamedPerson(name, begin, after, also, bool(honorific), called)


def _is_leader(token: str, first: bool) -> bool:
    """Whether a capitalised word before a name is none of it: 'Writer', 'Swedish', 'Since'.

    `first` says that the stretch of words begins the sentence.
    """
    word = token.lower().strip(".’'")
    if case_words.ROLE.fullmatch(word) or word in words.peoples() or word in case_words.NOT_NAMES:
        return word not in _MONTHS or first
    if first and (word in _GERMAN_SMALL or word.endswith("ly")):
        return True
    return word in words.TITLE_WORDS or word in ("hong", "kong")


def _may_be_name(name: str) -> bool:
    """Whether words can be a person's name, and are no place, number or other thing."""
    lower = [token.lower().strip(".’'") for token in name.split()]
    if len(lower) < 2 or _ROMAN_NUMBER.match(name):
        return False
    if not _AMBIGUOUS.issuperset(case_words.NOT_NAMES.intersection(lower)):
        return False
    if (lower[-1] in words.places() and len(lower) < 3) or " ".join(lower) in words.places():
        return False
    return names.person(name) >= 0.7


def _also(sentence: str, end: int) -> tuple[tuple[str, ...], int]:
    """Other names right after a name, and where they end."""
    also: list[str] = []
    while match := _other_name(sentence, end):
        groups = match.groupdict()
        said = groups.get("names") or groups.get("bare") or ""
        pieces = (piece.strip(" “”\"'") for piece in re.split(r"\s*(?:/|,|、|\bor\b)\s*", said))
        also += filter(None, pieces)
        end = match.end() - (1 if match[0].endswith(",") else 0)
    return tuple(also), end


def _other_name(sentence: str, end: int) -> re.Match[str] | None:
    """'… (aka Dieu Cay)', '… 刘晓波'; in brackets alone, a name that can be a person's."""
    if match := _OTHER_NAME.match(sentence, end) or _NATIVE.match(sentence, end):
        return match
    match = _BRACKETED.match(sentence, end)
    return match if match and names.person(match["names"]) >= 0.7 else None
