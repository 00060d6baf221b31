"""How a person's name may be spelt where it says who the person is.

A whole name counts in any order of its words, with initials for given names, without titles, brackets and
'Jr.', and any two words of a long one say it too: Juan Carlos García López is Juan García, and Jane
Doe-Smith Jane Doe. Where the family name stands first they do not, for there the others are syllables.
Each word alone says it behind a title ('Ms. Doe', 刘先生); a family name with nothing before it may be
anybody's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum, auto
from itertools import combinations, permutations

from msgspec import Struct

from letterkit.consent.eye import letters, words
from letterkit.language.names import (
    AFTER_NAME,
    TITLES,
    in_front,
    inside_brackets,
    one_line,
    without_brackets,
)

_BETWEEN = re.compile(r"[\s,;/]+")
# Compiled where a name is not in Latin letters: that takes two milliseconds.
_HAN = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"
_HYPHENS = re.compile("[-\u2010-\u2015]")
# So many words of a name are put into every order; of a longer one the last go to the head.
_EVERY_ORDER = 3
# So many words of a name may each be left out.
_EACH_OUT = 5
# Names in fewer letters than these are no part of a longer one, nor is such a part of one with a hyphen.
_PART = 6
_HALF = 3
# What belongs to the word behind it, in names of the languages that letterkit writes, and of Arabic.
_PARTICLES = frozenset(
    re.findall(
        r"\w+",
        """
de del della di da das do dos du d des la las le les lo los el al as ash an ad ul und y e i van von vom zu
zum zur der den ter ten bin ibn bint ben abu abd af av
""",
    )
)
_ARTICLE = re.compile("(?:al|el|ad|an|ar|as|ash|at|az|ul)[-\u2010-\u2015'\u2019](?=.{3})", re.IGNORECASE)
# Letters with marks, as they are written where the marks cannot be typed, and such spellings without.
_WITHOUT_MARKS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
    | {"Å": "Aa", "Ø": "Oe", "Æ": "Ae"}
)
_TYPED_UMLAUT = re.compile(r"(?<=[aouAOU])e(?=[b-df-hj-np-tv-z])")
# Chinese family names of two characters, the commonest (Bai jia xing).
_TWO = re.compile("欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|司徒|端木|皇甫|尉迟|尉遲|公孙|公孫|慕容|令狐")


class Sort(Enum):
    """What a spelling says: who it is; that, behind a title; that, where no other name follows either;
    that, with its initials; or perhaps.
    """

    WHOLE = auto()
    TITLED = auto()
    GIVEN = auto()
    INITIALS = auto()
    FAMILY = auto()


class Spelling(Struct, frozen=True):
    """The letters of a spelling in one row, where in it words end, and what it says.

    `ends` counts the letters up to the end of each word but the last.
    """

    letters: str
    ends: frozenset[int]
    sort: Sort


def spellings(name: str, *, family_first: bool) -> set[Spelling]:
    """The spellings of a name. `family_first` says that the family name is known to stand first."""
    found: set[Spelling] = set()
    written = {variant for form in forms(name) for variant in _typed(form)}
    if not family_first:
        written = {half for form in written for half in _halves(form)}
    for form in written:
        found.update(_of_form(form, family_first=family_first))
    return found


def _typed(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words as they are, as 'Mueller' for 'Müller', and the other way about."""
    yield parts
    composed = [unicodedata.normalize("NFC", part) for part in parts]
    yield tuple(part.translate(_WITHOUT_MARKS) for part in composed)
    yield tuple(_TYPED_UMLAUT.sub("", part) for part in composed)


def _halves(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words, and with one half alone of a family name like Doe-Smith or al-Doe."""
    yield parts
    *given, family = parts
    halves = [half for half in _HYPHENS.split(family) if half]
    if len(halves) > 1 and all(len(half) >= _HALF and half[0].isupper() for half in halves):
        yield from ((*given, half) for half in halves)
    if bare := _ARTICLE.sub("", family, count=1):
        yield (*given, bare)


def as_it_stands(text: str) -> Spelling | None:
    """Words as they are spelt, and in no other way; None where there are none."""
    parts = tuple(row for part in text.split() if (row := letters(part)))
    return _spelling(parts, Sort.WHOLE) if parts else None


def is_family_first(native_name: str | None) -> bool:
    """Whether the family name stands first, told by the name in its script: Chinese, Japanese, Korean."""
    return bool(native_name and _has_han(native_name))


def _has_han(text: str) -> bool:
    """Whether there is a character of these scripts in a text."""
    return not text.isascii() and re.search(_HAN, text) is not None


def forms(name: str) -> Iterator[tuple[str, ...]]:
    """The words of a name as it may be meant: with what is in brackets and without, without titles."""
    # One word in brackets says what somebody is as often as what somebody is called.
    inside = (text for text in inside_brackets(name) if len(text.split()) > 1 or _has_han(text))
    for text in (one_line(name), without_brackets(name), *inside):
        parts = _parts(TITLES.sub("", in_front(text) if text.count(",") == 1 else text))
        if len(letters("".join(parts))) > 1:
            yield tuple(parts)


def _parts(name: str) -> list[str]:
    """The words of a name without 'Jr.', 'PhD' and the like."""
    parts = [part for part in _BETWEEN.split(name) if letters(part)]
    while len(parts) > 2 and AFTER_NAME.fullmatch(parts[-1]):
        parts.pop()
    return parts


def _of_form(parts: tuple[str, ...], *, family_first: bool) -> Iterator[Spelling]:
    if len(parts) == 1:
        yield from _of_one_word(parts[0])
        return
    read = tuple(map(letters, parts))
    long = tuple(part for part in read if len(part) > 1)
    for some in {read, long, (read[0], read[-1]), *(() if family_first else _some_of(read))}:
        yield from (_spelling(order, Sort.WHOLE) for order in _orders(some) if len(some) > 1)
    yield from _with_initials(parts, family_first=family_first)
    yield from _behind_a_title(read, family_first=family_first)
    for name in (read[-1], *(read[:1] if family_first else ())):
        yield Spelling(name, frozenset(), Sort.FAMILY)


def _behind_a_title(read: tuple[str, ...], *, family_first: bool) -> Iterator[Spelling]:
    """Each word, and each run of words, which says it behind a title: Ms. Jane, but not Ms. Jane Roe."""
    whole = len(read)
    for i, j in combinations(range(whole + 1), 2):
        some = read[i:j]
        # The last word of a long name may be the mother's, and the one before it the family name.
        is_given = not family_first and j <= max(1, whole - 2)
        if some != read and some[-1] not in _PARTICLES and len("".join(some)) > 1:
            yield _spelling(some, Sort.GIVEN if is_given else Sort.TITLED)


def _some_of(read: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The parts of a name, two words or more, each with the particles before it and without: of
    'Ana María de la Cruz' also Ana Cruz, and María de la Cruz.
    """
    units: list[tuple[str, ...]] = []
    particles: tuple[str, ...] = ()
    for word in read:
        if word in _PARTICLES:
            particles += (word,)
        elif len(word) > 1:
            units.append((*particles, word))
            particles = ()
    few = units if len(units) <= _EACH_OUT else units[-_EACH_OUT:]
    for n in range(2, len(few) + 1):
        for some in combinations(few, n):
            for form in {sum(some, ()), tuple(unit[-1] for unit in some)}:
                if len("".join(form)) >= _PART:
                    yield form


def _of_one_word(word: str) -> Iterator[Spelling]:
    """A name of one word; one in characters begins with the family name."""
    read = letters(word)
    yield Spelling(read, frozenset(), Sort.WHOLE)
    if _has_han(word[:1]):
        first = word[:2] if _TWO.match(word) and len(word) > 2 else word[:1]
        yield Spelling(letters(first), frozenset(), Sort.TITLED)
    else:
        yield Spelling(read, frozenset(), Sort.TITLED)


def _orders(read: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if len(read) <= _EVERY_ORDER:
        yield from permutations(read)
    else:
        yield from (read[i:] + read[:i] for i in range(len(read)))


def _with_initials(parts: tuple[str, ...], *, family_first: bool) -> Iterator[Spelling]:
    """The family name with the initials of the others: J. Doe, Doe J., W.K. Lam."""
    # Only a family name that is known to be the first is taken for one there: 'Jane D.' hides a name.
    ends = [(parts[-1], parts[:-1]), *([(parts[0], parts[1:])] if family_first else [])]
    for family, given in ends:
        name = letters(family)
        each = [letters(part)[:1] for word in given for part in _HYPHENS.split(word) if letters(part)]
        by_word = tuple(letters(word)[:1] for word in given)
        written = {tuple(each), by_word, tuple(each[:1]), ("".join(each),)}
        for initials in written if len(name) > 1 else ():
            yield _spelling((*initials, name), Sort.INITIALS)
            yield _spelling((name, *initials), Sort.INITIALS)


def _spelling(parts: tuple[str, ...], sort: Sort) -> Spelling:
    ends, count = set[int](), 0
    for part in parts[:-1]:
        count += len(part)
        ends.add(count)
    return Spelling("".join(parts), frozenset(ends), sort)


def title_words() -> frozenset[str]:
    """The titles that a name may follow, as they are read."""
    return frozenset(letters(title) for title in _TITLES.split())


def titles_behind() -> tuple[list[str], ...]:
    """The titles that follow a name, each as the words that it is read as: 先生, さん, Doe-san, Bey."""
    return tuple([word.letters for word in words(title)] for title in _BEHIND.split())


def also_names() -> frozenset[str]:
    """English words that people are called by as well."""
    return frozenset(_ALSO_NAMES.split())


_ALSO_NAMES = """
rose mark price grace faith justice church christian joy mercy charity prudence patience honor honour
liberty law laws case cases ward power powers bell bush brown black white green gray grey wood woods field
fields stone rivers lake hill bond banks cash grant page read reed book wise good best bright sharp strong
short little small rich poor noble free freedom swift moody april june summer winter storm frost snow rain
days knight bishop pope abbot priest judge major general marshal chance frank drew sue pat bill jack art
guy ray dawn eve ivy lily iris daisy violet olive pearl ruby amber crystal sandy dean earl duke baron
prince chase hunter fisher baker cook carter cooper mason miller potter shepherd smith walker weaver
singer speaker porter parson house homes hall park street lane bridge gates drake crane hawk wolf lamb fox
bird fish swan dove peace love sweet sky sun moon star wells
"""
# In the languages that letterkit writes, and of the people that letters are about. German, Polish and so
# on have theirs in the cases that stand before a name.
_TITLES = """
mr mrs ms mx miss mister madam madame sir dame lord lady messrs dr drs doctor prof professor rev reverend
fr father brother sister mother bishop archbishop cardinal pastor imam sheikh shaykh sheik mullah
ayatollah rabbi hajji haji lama geshe rinpoche khenpo tulku ven venerable daw ko thich hon judge justice
attorney lawyer barrister advocate journalist editor writer poet blogger activist defender
monsieur m mme mlle mlles maître maitre me docteur professeur père frère sœur abbé avocat avocate
herr herrn frau fräulein doktor professorin pfarrer pater bruder schwester anwalt anwältin
señor señora señorita sr sra srta don doña doctora profesor profesora padre hermana abogado abogada
senhor senhora dom dona doutor doutora signor signora signore signorina dott dottssa avv suor fra
heer mevrouw meneer mevr dhr pan pana panu pani panią paní páně ksiądz pán slečna
magistr mgr ing judr mudr phdr herrar fru fröken господин госпожа господина госпоже
господину госпожи госпожу госпожой г-н г-на г-ну г-ном г-жа г-жи г-же г-жу г-жой
 доктор профессор товарищ адвокат пан пані gospodin gospođa bay bayan
"""
_BEHIND = """
先生 女士 小姐 太太 夫人 律师 律師 教授 博士 老师 老師 さん 氏 様 씨 님 선생 san sensei bey hanım
"""
