"""How a person's name may be spelt where it says who the person is.

A whole name counts in any order of its words, with initials for given names, without what stands between
the first word and the last, and without titles, brackets and 'Jr.'. Of its words the family name and the
given name alone say it behind a title ('Ms. Doe', 刘先生); a family name with nothing before it may be
anybody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import permutations

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
_HAN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_HYPHENS = re.compile("[-\u2010-\u2015]")
# So many words of a name are put into every order; of a longer one the first or the last goes to the
# other end.
_EVERY_ORDER = 3
# Chinese family names of two characters, the commonest (Bai jia xing).
_TWO = re.compile("欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|司徒|端木|皇甫|尉迟|尉遲|公孙|公孫|慕容|令狐")


class Sort(Enum):
    """What a spelling says: who it is; that, behind a title; that, with its initials; or perhaps."""

    WHOLE = auto()
    TITLED = auto()
    INITIALS = auto()
    FAMILY = auto()


@dataclass(frozen=True, slots=True)
class Spelling:
    """The letters of a spelling in one row, where in it words end, and what it says.

    `ends` counts the letters up to the end of each word but the last.
    """

    letters: str
    ends: frozenset[int]
    sort: Sort


def spellings(name: str, *, family_first: bool) -> set[Spelling]:
    """The spellings of a name. `family_first` says that the family name is known to stand first."""
    found: set[Spelling] = set()
    for form in {*_forms(name)}:
        found.update(_of_form(form, family_first=family_first))
    return found


def as_it_stands(text: str) -> Spelling | None:
    """Words as they are spelt, and in no other way; None where there are none."""
    parts = tuple(row for part in text.split() if (row := letters(part)))
    return _spelling(parts, Sort.WHOLE) if parts else None


def is_family_first(native_name: str | None) -> bool:
    """Whether the family name stands first, told by the name in its script: Chinese, Japanese, Korean."""
    return bool(native_name and _HAN.search(native_name))


def _forms(name: str) -> Iterator[tuple[str, ...]]:
    """The words of a name as it may be meant: with what is in brackets and without, without titles."""
    # One word in brackets says what somebody is as often as what somebody is called.
    inside = (text for text in inside_brackets(name) if len(text.split()) > 1 or _HAN.search(text))
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
    for some in {read, long, (read[0], read[-1])}:
        yield from (_spelling(order, Sort.WHOLE) for order in _orders(some) if len(some) > 1)
    yield from _with_initials(parts, family_first=family_first)
    for i in range(1, len(read)):
        halves = (read[:i], read[i:])
        yield from (_spelling(some, Sort.TITLED) for some in halves if len("".join(some)) > 1)
    for name in (read[-1], *(read[:1] if family_first else ())):
        yield Spelling(name, frozenset(), Sort.FAMILY)


def _of_one_word(word: str) -> Iterator[Spelling]:
    """A name of one word; one in characters begins with the family name."""
    read = letters(word)
    yield Spelling(read, frozenset(), Sort.WHOLE)
    if _HAN.match(word):
        first = word[:2] if _TWO.match(word) and len(word) > 2 else word[:1]
        yield Spelling(letters(first), frozenset(), Sort.TITLED)
    else:
        yield Spelling(read, frozenset(), Sort.TITLED)


def _orders(read: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if len(read) <= _EVERY_ORDER:
        yield from permutations(read)
    else:
        yield from (read, (read[-1], *read[:-1]), (*read[1:], read[0]))


def _with_initials(parts: tuple[str, ...], *, family_first: bool) -> Iterator[Spelling]:
    """The family name with the initials of the others: J. Doe, Doe J., W.K. Lam."""
    # Only a family name that is known to be the first is taken for one there: 'Jane D.' hides a name.
    ends = [(parts[-1], parts[:-1]), *([(parts[0], parts[1:])] if family_first else [])]
    for family, given in ends:
        name = letters(family)
        each = [letters(part)[:1] for word in given for part in _HYPHENS.split(word) if letters(part)]
        by_word = tuple(letters(word)[:1] for word in given)
        for initials in {tuple(each), by_word, tuple(each[:1])} if len(name) > 1 else ():
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
господину г-н г-жа доктор профессор товарищ адвокат пан пані gospodin gospođa bay bayan
"""
_BEHIND = """
先生 女士 小姐 太太 夫人 律师 律師 教授 博士 老师 老師 さん 氏 様 씨 님 선생 san sensei bey hanım
"""
