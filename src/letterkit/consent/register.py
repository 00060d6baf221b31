"""Whom a document may not name, and where a text names one of them: one pass, however many they are.

The words of a text are put together, from each word on, as far as the longest name goes, and looked up in
one table of spellings. So the time for a text grows with its length and hardly with the number of people.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cache, cached_property
from itertools import accumulate, pairwise

from msgspec import Struct

from letterkit.consent.declined import stems, without_ending
from letterkit.consent.eye import SeenWord, letters, words
from letterkit.consent.spellings import (
    Sort,
    Spelling,
    also_names,
    as_it_stands,
    is_family_first,
    spellings,
    title_words,
    titles_behind,
)
from letterkit.language import loader
from letterkit.values import replace

WITHHELD = "[name withheld]"
"""What stands in a review draft where a name does not."""
# Names whose letters are fewer may be other words when they are written as one: An Na, Anna.
_SURE = 7
# So many letters of a text begin a spelling before the table is asked.
_BEGINNING = 3
# Endings that languages put to names: Liu Xiaobos, Novákovi. A shorter name is another name with them.
_ENDING = 2
_STEM = 4


class PersonNames(Struct, frozen=True):
    """A person by every name there is of the person. `native_name` tells how names are put together."""

    names: tuple[str, ...]
    native_name: str | None = None


class Sureness(IntEnum):
    """Whether a text names somebody: perhaps, by a family name alone; or surely."""

    PERHAPS = 1
    SURELY = 2


class Named(Struct, frozen=True):
    """Where a text names somebody: its characters from `start` to `end`, and how sure that is."""

    start: int
    end: int
    sureness: Sureness


class _Met(Struct, frozen=True):
    """A spelling that was met in a text, whether it is a whole name, and whose it is."""

    start: int
    end: int
    sureness: Sureness
    whole: bool
    whose: _Whose


class _Role(IntEnum):
    """Who somebody is in a document, by how much it explains that the name stands there."""

    BARRED = 0
    KNOWN = 1
    LISTED = 2


class _Whose(Struct, frozen=True):
    """A person: the role, and which of those it is."""

    role: _Role
    number: int


_Table = Mapping[str, tuple[tuple[Spelling, _Whose], ...]]


class Register(Struct, frozen=True, dict=True):
    """Those whom a document may not name, and what explains that one of their names stands there.

    Those who are `listed` in it may have the same name. What its officials and signers are `known` by
    explains a part of a name, or a shorter name. `words` may stand for a reason that somebody gave.
    """

    barred: tuple[PersonNames, ...] = ()
    listed: tuple[PersonNames, ...] = ()
    known: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @cached_property
    def _found(self) -> dict[str, tuple[Named, ...]]:
        """Where the texts that were looked through name somebody."""
        return {}

    def named(self, text: str) -> tuple[Named, ...]:
        """Where a text names one of the barred, from its beginning on; no two places overlap."""
        if not self.barred or not text:
            return ()
        if text not in self._found:
            self._found[text] = tuple(_without_overlaps(self._met(text), len(text)))
        return self._found[text]

    def names(self, text: str) -> bool:
        """Whether a text surely names one of the barred."""
        return any(found.sureness is Sureness.SURELY for found in self.named(text))

    def may_name(self, text: str) -> bool:
        """Whether anything in a text reads as one of the barred, whatever might explain it."""
        if not self.barred or not text:
            return False
        seen = words(text)
        met = (each for i in range(len(seen)) for each in self._around(seen, i))
        return any(each.whose.role is _Role.BARRED for each in met)

    def without_those_in(self, texts: Iterable[str]) -> Register:
        """The register without those whom these texts may name: they were published already."""
        met = (met.whose for text in texts for met in (self._met(text) if self.barred else ()))
        there = {whose.number for whose in met if whose.role is _Role.BARRED}
        barred = tuple(person for i, person in enumerate(self.barred) if i not in there)
        return replace(self, barred=barred)

    def withheld(self, text: str) -> str:
        """The text without the names that surely stand there."""
        end, kept = 0, []
        for found in self.named(text):
            if found.sureness is Sureness.SURELY:
                kept += [text[end : found.start], WITHHELD]
                end = found.end
        return "".join((*kept, text[end:]))

    # The search

    def _met(self, text: str) -> Iterator[_Met]:
        seen = words(text)
        for i, word in enumerate(seen):
            if word.letters[:_BEGINNING] in self._beginnings:
                yield from self._from(seen, i)
                yield from self._in_a_case(seen, i)
            if len(word.letters) > _SURE:
                yield from self._inside(word)

    def _around(self, seen: Sequence[SeenWord], i: int) -> Iterator[_Met]:
        """The same at a word, however it begins: what others are known by adds no name of the barred."""
        yield from self._from(seen, i)
        yield from self._in_a_case(seen, i)
        yield from self._inside(seen[i])

    def _from(self, seen: Sequence[SeenWord], i: int) -> Iterator[_Met]:
        """The spellings that begin with a word: with every word behind it, and without initials."""
        every: list[SeenWord] = []
        some: list[SeenWord] = []
        row = short = ""
        spaced = False
        for j in range(i, min(len(seen), i + 2 * self._longest)):
            word = seen[j]
            every.append(word)
            row += word.letters
            yield from self._looked_up(seen, (i, j), every, row)
            spaced = spaced or word.spaced
            if i < j and len(word.letters) == 1 and word.capital:
                continue
            some.append(replace(word, spaced=spaced))
            short, spaced = short + word.letters, False
            if len(short) > self._longest + _ENDING:
                return
            if len(some) < len(every):
                yield from self._looked_up(seen, (i, j), some, short)

    def _looked_up(
        self, seen: Sequence[SeenWord], at: tuple[int, int], used: Sequence[SeenWord], row: str
    ) -> Iterator[_Met]:
        """The spellings that these words are, the last of them with an ending or without."""
        for cut in range(_ENDING + 1):
            stem = row[: len(row) - cut]
            if cut and (len(used[-1].letters) - cut < _STEM or len(stem) < _SURE):
                return
            for spelling, whose in self._table.get(stem, ()):
                if cut and spelling.sort is not Sort.WHOLE:
                    continue
                sureness = _sureness(spelling, seen, at, used)
                if sureness is not None:
                    whole = spelling.sort is Sort.WHOLE
                    yield _Met(used[0].start, used[-1].end, sureness, whole, whose)

    def _in_a_case(self, seen: Sequence[SeenWord], i: int) -> Iterator[_Met]:
        """Whose family name a word is with an ending, behind the given name or a title."""
        word, before = seen[i], seen[max(0, i - 1)]
        given = set(without_ending(before.letters)) if i and word.spaced and before.capital else set()
        for family in without_ending(word.letters) if word.capital else ():
            is_titled = family != word.letters and _has_title(seen, i)
            for stem, whose in self._stems.get(family, ()):
                if stem in given:
                    yield _Met(before.start, word.end, Sureness.SURELY, False, whose)
                elif is_titled:
                    yield _Met(word.start, word.end, Sureness.SURELY, False, whose)

    def _inside(self, word: SeenWord) -> Iterator[_Met]:
        """Whose whole name stands inside a longer word, as in an address: freejanedoe."""
        row, found = word.letters, set[_Whose]()
        for i in range(len(row) - _SURE + 1):
            if row[i : i + _BEGINNING] not in self._beginnings:
                continue
            for j in range(i + _SURE, min(len(row), i + self._longest) + 1):
                for spelling, whose in self._table.get(row[i:j], ()) if j - i < len(row) else ():
                    if spelling.sort is Sort.WHOLE and spelling.ends:
                        found.add(whose)
        for whose in found:
            yield _Met(word.start, word.end, Sureness.SURELY, True, whose)

    # What is looked up

    @cached_property
    def _table(self) -> _Table:
        table: dict[str, set[tuple[Spelling, _Whose]]] = {}
        for whose, found in self._spelt():
            for spelling in found:
                table.setdefault(spelling.letters, set()).add((spelling, whose))
        return {row: tuple(found) for row, found in table.items()}

    def _spelt(self) -> Iterator[tuple[_Whose, Iterable[Spelling]]]:
        for role, people in ((_Role.BARRED, self.barred), (_Role.LISTED, self.listed)):
            for number, person in enumerate(people):
                yield _Whose(role, number), _spellings(person)
        for role, texts in ((_Role.KNOWN, self.known), (_Role.LISTED, self.words)):
            yield _Whose(role, -1), [each for text in texts if (each := as_it_stands(text))]

    @cached_property
    def _stems(self) -> Mapping[str, Collection[tuple[str, _Whose]]]:
        """Stems of given names, and whose, by those of the family names."""
        found: dict[str, set[tuple[str, _Whose]]] = {}
        for whose, names in self._named():
            for given, family in (each for name in names for each in stems(name)):
                found.setdefault(family, set()).add((given, whose))
        return found

    def _named(self) -> Iterator[tuple[_Whose, Iterable[str]]]:
        for role, people in ((_Role.BARRED, self.barred), (_Role.LISTED, self.listed)):
            for number, person in enumerate(people):
                if not is_family_first(person.native_name):
                    yield _Whose(role, number), person.names
        yield _Whose(_Role.KNOWN, -1), self.known
        yield _Whose(_Role.LISTED, -1), self.words

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        rows = (row[:_BEGINNING] for row in self._table)
        return frozenset(row[:n] for row in rows for n in range(1, len(row) + 1))

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._table), default=0)


def _spellings(person: PersonNames) -> set[Spelling]:
    first = is_family_first(person.native_name)
    return {each for name in person.names for each in spellings(name, family_first=first)}


def _sureness(
    spelling: Spelling, seen: Sequence[SeenWord], at: tuple[int, int], used: Sequence[SeenWord]
) -> Sureness | None:
    """How surely the words used, between those two of all, are that spelling; None for other words."""
    if not _is_parted_like(spelling, used):
        return None
    match spelling.sort:
        case Sort.WHOLE if spelling.ends:
            return _of_words(spelling, used)
        case Sort.WHOLE:
            return _of_word(spelling, used, seen[at[1] + 1 : at[1] + 2])
        case Sort.INITIALS:
            return Sureness.SURELY if all(word.capital for word in used) else None
        case Sort.GIVEN if _goes_on(seen, at[1]):
            return None
        case Sort.TITLED | Sort.GIVEN:
            titled = _has_title(seen, at[0]) or _has_title_behind(seen, at[1])
            return Sureness.SURELY if titled and any(word.capital for word in used) else None
        case Sort.FAMILY:
            is_name = used[0].capital and spelling.letters not in _common_words()
            return Sureness.PERHAPS if is_name else None


def _is_parted_like(spelling: Spelling, used: Sequence[SeenWord]) -> bool:
    """Whether words end where the spelling's do."""
    parted, spaced = _ends(used)
    # Spaces stand where the name's do, or in more places, as in spaced-out letters, or in fewer.
    if not (spelling.ends <= spaced or spaced <= spelling.ends):
        return False
    if spelling.sort is Sort.INITIALS:
        return spelling.ends <= parted
    return spelling.ends <= parted or len(spelling.letters) >= _SURE


def _ends(used: Sequence[SeenWord]) -> tuple[set[int], set[int]]:
    """After how many letters a word ends, and after how many a space stands."""
    parted, spaced, count = set[int](), set[int](), 0
    for word, following in pairwise(used):
        count += len(word.letters)
        parted.add(count)
        if following.spaced:
            spaced.add(count)
    return parted, spaced


def _of_words(spelling: Spelling, used: Sequence[SeenWord]) -> Sureness | None:
    """A whole name of several words: 'so long' is no So Long, and 'they may, Rose' perhaps May Rose."""
    small = [word.letters for word in used if not word.capital and len(word.letters) > 1]
    if len(spelling.letters) < _SURE and not _common_words().isdisjoint(small):
        return None
    return Sureness.PERHAPS if small and _are_words(used) else Sureness.SURELY


def _are_words(used: Sequence[SeenWord]) -> bool:
    """Whether all are words as well as names, and stand apart as words do."""
    return any(word.spaced for word in used[1:]) and all(w.letters in _also_names() for w in used)


def _of_word(spelling: Spelling, used: Sequence[SeenWord], behind: Sequence[SeenWord]) -> Sureness | None:
    """A whole name of one word, which may be a word like others, or begin a name of more."""
    if _is_alone(used[0]):
        return Sureness.SURELY
    if any(word.spaced for word in used[1:]):
        return None
    if not used[0].capital:
        return Sureness.PERHAPS if spelling.letters not in _common_words() else None
    goes_on = any(word.spaced and word.capital for word in behind)
    return Sureness.PERHAPS if goes_on else Sureness.SURELY


def _is_alone(word: SeenWord) -> bool:
    """Whether a word is one letter of a script in which every letter is one."""
    return not word.letters.isascii() and len(word.letters) == 1


def _goes_on(seen: Sequence[SeenWord], j: int) -> bool:
    """Whether another word with a capital follows, with nothing but a space between."""
    return any(
        word.capital and word.spaced and word.start == seen[j].end + 1 for word in seen[j + 1 : j + 2]
    )


def _has_title(seen: Sequence[SeenWord], i: int) -> bool:
    """Whether a title stands before a word: 'Ms. Doe', 'г-н Doe'."""
    before = (seen[max(0, i - k) : i] for k in (1, 2))
    return any("".join(word.letters for word in title) in _titles() for title in before if title)


def _has_title_behind(seen: Sequence[SeenWord], j: int) -> bool:
    """Whether one stands behind it: 刘先生, Doe-san."""
    behind = [word.letters for word in seen[j + 1 : j + 3]]
    return any(behind[: len(title)] == title for title in _titles_behind())


@cache
def _titles() -> frozenset[str]:
    return title_words()


@cache
def _titles_behind() -> tuple[list[str], ...]:
    return titles_behind()


@cache
def _common_words() -> frozenset[str]:
    """Short words of all languages that a name may look like: an, so, he, long."""
    own = (
        word
        for language in loader.every()
        for word in (*language.articles, *language.reading.small_words)
    )
    return frozenset(map(letters, (*own, *_COMMON.split())))


@cache
def _also_names() -> frozenset[str]:
    """Words that are names as well: with a small letter and a space they are words, most likely."""
    return _common_words() | also_names()


_COMMON = """
an so he she we us it its is as at in on or and to too do go no not now yes may can will long any all her
his him you your our they them this that who how what when where why but for from with by be been are was
has had have son man men hope young king day more most many much one two three dear
"""


def _without_overlaps(met: Iterable[_Met], length: int) -> Iterator[Named]:
    """The places, the surest and longest first, without those that another's name explains."""
    every = list(met)
    explained = _Explained(each for each in every if each.whose.role and each.sureness is Sureness.SURELY)
    taken: list[Named] = []
    covered = bytearray(length)
    barred = (each for each in every if each.whose.role is _Role.BARRED)
    for each in sorted(barred, key=lambda m: (-m.sureness, m.start - m.end, m.start)):
        if explained.holds(each) or any(covered[each.start : each.end]):
            continue
        covered[each.start : each.end] = b"\1" * (each.end - each.start)
        taken.append(Named(each.start, each.end, each.sureness))
    yield from sorted(taken, key=lambda named: named.start)


class _Explained:
    """Where names stand that may: each explains a shorter name inside it, and one that says no less."""

    def __init__(self, others: Iterable[_Met]) -> None:
        self._same: dict[tuple[int, int], _Role] = {}
        ends: dict[int, int] = {}
        for each in others:
            span = each.start, each.end
            self._same[span] = max(each.whose.role, self._same.get(span, _Role.BARRED))
            ends[each.start] = max(each.end, ends.get(each.start, 0))
        self._starts = sorted(ends)
        # How far the names reach that begin there or before.
        self._ends = list(accumulate((ends[start] for start in self._starts), max))

    def holds(self, each: _Met) -> bool:
        """Whether the name at its place is explained."""
        role = self._same.get((each.start, each.end), _Role.BARRED)
        if role is _Role.LISTED or (role is _Role.KNOWN and not each.whole):
            return True
        before, upto = bisect_left(self._starts, each.start), bisect_right(self._starts, each.start)
        return (before > 0 and self._ends[before - 1] >= each.end) or (
            upto > 0 and self._ends[upto - 1] > each.end
        )
