"""Blocks of people and organisations that no letter has, in the forms that letters have.

The people, offices and organisations are those of read letters, put together anew; what is learned from
the blocks is the form: what stands in a line, what divides it, what goes on below.
"""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from letterkit.importer.reading import ReadRow, Role, fields_of
from letterkit.importer.seen_words import NamingLine
from letterkit.importer.word_classes import tokens
from letterkit.language.countries import country_names

Piece = tuple[str, str]  # words, and the letter of their field; X for none
_OF = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
_MARK = re.compile(r"^(?:[•●*–—-]|\(?\d+[.)]|\(?[a-z][.)])\s+")


class Pool(NamedTuple):
    """What blocks are made of."""

    people: list[str]
    titles: list[str]
    groups: list[str]


class Party(NamedTuple):
    """Who is named in a made block."""

    person: str
    title: str
    group: str
    of: str  # the words between title and group
    place: str
    language: str
    state: bool = False  # an office of state: no group


def pool_of(rows: Iterable[ReadRow]) -> Pool:
    """The people, titles and organisations in rows."""
    people, titles, groups = [], [], []
    for row in rows:
        fields = fields_of(row.text.replace("\\;", ";"))
        if len(fields) == 1 and row.role is Role.SIGNS:
            groups.append(fields[0])
        else:
            person, title, group, *_ = (*fields, "", "")
            people.append(person)
            titles.append(title)
            groups.append(group)
    clean = [[_MARK.sub("", one).strip(" ,;:.-") for one in some] for some in (people, titles, groups)]
    return Pool(*([one for one in some if one and len(one) < 110] for some in clean))


def invented_blocks(
    pool: Pool, count: int, seed: int = 1
) -> list[tuple[Role, list[NamingLine], list[str]]]:
    """So many blocks, each with the labels of its words."""
    rng = random.Random(seed)  # noqa: S311  # no secret
    return [
        _addresses(pool, rng) if rng.random() < 0.38 else _signatures(pool, rng) for _ in range(count)
    ]


# Who


def _person(pool: Pool, rng: random.Random, *, stately: bool = False) -> str:
    name = rng.choice(pool.people)
    words = name.split()
    if rng.random() < 0.5 and len(words) > 1:
        other = rng.choice(pool.people).split()
        name = " ".join([*words[:-1], other[-1]])
    if rng.random() < 0.35:
        name = (
            f"{rng.choice(_OF['honorifics_of_state'] if stately else _OF['honorifics'])} {name}".strip()
        )
    if rng.random() < 0.3:
        name += rng.choice(_OF["behind_names"])
    if rng.random() < 0.12:
        first, _, last = name.rpartition(" ")
        name = f"{first} {last.upper()}"
    return name if rng.random() > 0.04 else name.upper()


def _country(rng: random.Random, language: str) -> str:
    return rng.choice([name for name, _ in country_names(language)])


def _party(pool: Pool, rng: random.Random, language: str, *, stately: bool = False) -> Party:
    title = rng.choice(_OF["titles"][language]) if rng.random() < 0.5 else rng.choice(pool.titles)
    state = stately and rng.random() < 0.6
    if state:
        title = rng.choice(_OF["offices"][language])
        if rng.random() < 0.6:
            title += " " + rng.choice(_OF["states"][language]).format(_country(rng, language))
    if rng.random() < 0.1:
        title = title.lower()
    city, country = rng.choice(_OF["places"]), _country(rng, language)
    place = rng.choice((city, country, country, f"{city}, {country}"))
    return Party(
        _person(pool, rng, stately=stately),
        title,
        rng.choice(pool.groups),
        rng.choice(_OF["links"][language]),
        place,
        language,
        state,
    )


# Lines


class _Made(NamedTuple):
    lines: list[list[Piece]]
    mark: str = ""
    cells: bool = False


def _one_line(kind: str, party: Party) -> list[Piece]:
    """A line that names a party, by the letters of a kind; other characters stand for themselves."""
    fields = {"P": party.person, "T": party.title, "O": party.group, "of": party.of, "L": party.place}
    found: list[Piece] = []
    for word in kind.split("~"):
        letter = {"of": "X", "L": "X"}.get(word, word if word in "PTO" else "X")
        found.append((fields.get(word, word), letter))
    return found


def _some(rng: random.Random, kinds: Mapping[str, int]) -> str:
    """One of the forms, by how often each comes."""
    return rng.choices(list(kinds), list(kinds.values()))[0]


def _group_line(party: Party, rng: random.Random, form: int) -> list[Piece]:
    """An organisation alone, with what stands behind its name."""
    if form == 0:
        return [(party.group, "O")]
    if form == 1:
        return [(f"{party.group}, {party.place}", "O")]
    if form == 2:
        return [(f"{party.group} ({party.place})", "O")]
    short = "".join(word[0] for word in party.group.split() if word[0].isupper()) or "NET"
    if form == 3:
        return [(f"{party.group} ({short})", "O")]
    if form == 4:
        return (
            [(f"{short} – {party.group}", "O")]
            if rng.random() < 0.5
            else [(f"{party.group} – {short}", "O")]
        )
    return [(party.place, "X"), (": ", "X"), (party.group, "O")]


def _mark(kind: str, number: int) -> str:
    return {"bullet": "•", "dash": "-", "number": f"{number}."}.get(kind, "")


def _signatures(pool: Pool, rng: random.Random) -> tuple[Role, list[NamingLine], list[str]]:
    style = rng.choices(("groups", "single", "stacks", "cells", "run"), (4, 7, 7, 2, 1))[0]
    made = _signing(style, pool, rng)
    if style == "run":
        return Role.SIGNS, *_running(made, rng)
    if style in ("single", "groups") and rng.random() < 0.08:
        return Role.SIGNS, *_beside(made)
    every = rng.random() < (0.5 if style == "stacks" else 0.3)
    spread = 1 if style == "stacks" and rng.random() < 0.15 else 0
    before = rng.choice(_OF["before_names"]) if rng.random() < 0.08 else ""
    width = rng.choice((0, 0, 0, 45, 60, 75))
    return Role.SIGNS, *_lines(
        made,
        every=every,
        width=width,
        before=before,
        spread=spread,
        torn=style == "stacks" and rng.random() < 0.05,
    )


def _signing(style: str, pool: Pool, rng: random.Random) -> list[_Made]:
    """Some who sign, most of them in one form."""
    language = rng.choice(_OF["languages"])
    count = rng.choice((1, 1, 2, 3, 5, 8) if style == "stacks" else (1, 2, 2, 3, 4, 5, 8, 12, 20))
    marks = rng.choice(("", "", "", "bullet", "number", "dash")) if style in ("groups", "single") else ""
    kinds = _OF["forms"].get(style, _OF["forms"]["single"])
    usual, forms = _some(rng, kinds), rng.sample(range(6), 2)
    made = []
    for i in range(count):
        party = _party(pool, rng, language, stately=rng.random() < 0.1)
        kind = usual if rng.random() < 0.75 else _some(rng, kinds)
        if style == "run":
            lines = [[(party.group, "O")]]
        elif style == "groups" or (style == "single" and rng.random() < 0.15):
            lines = [_group_line(party, rng, rng.choice((0, 0, *forms)))]
        else:
            lines = [_one_line(part, party) for part in kind.split("|")]
        made.append(_Made(lines, _mark(marks, i + 1), style == "cells"))
    return made


def _addresses(pool: Pool, rng: random.Random) -> tuple[Role, list[NamingLine], list[str]]:
    language = rng.choice(_OF["languages"])
    count = rng.choice((1, 1, 1, 1, 2, 2, 3, 5, 8))
    usual = _some(rng, _OF["forms"]["addresses"])
    made = []
    for i in range(count):
        party = _party(pool, rng, language, stately=True)
        kind = usual if rng.random() < 0.8 else _some(rng, _OF["forms"]["addresses"])
        parts = [part for part in kind.split("|") if part != "O" or not party.state or rng.random() < 0.5]
        lines = [_address_line(part, party, rng) for part in parts or ["T"]]
        if not i and rng.random() < 0.25:
            head = rng.choice(_OF["labels"])
            lines = (
                [[(head, "X")], *lines]
                if rng.random() < 0.4
                else [[(f"{head} ", "X"), *lines[0]], *lines[1:]]
            )
        made.append(_Made(lines, ""))
    return Role.TO, *_lines(
        made,
        every=rng.random() < 0.75,
        width=rng.choice((0, 0, 0, 0, 45)),
        spread=rng.choice((0, 0, 0, 0, 1)),
        torn=rng.random() < 0.1,
    )


def _address_line(part: str, party: Party, rng: random.Random) -> list[Piece]:
    if part == "A":
        return [(rng.choice(_OF["streets"]), "A")]
    if part == "B":
        return [(rng.choice(_OF["towns"]) if rng.random() < 0.7 else party.place, "A")]
    return _one_line(part, party)


# Labels


class _Line(NamedTuple):
    """A line: its pieces, whether it stands apart, the numbers of those with which somebody begins."""

    pieces: list[Piece]
    apart: bool = False
    mark: str = ""
    celled: bool = False
    begins: frozenset[int] = frozenset()


def _running(made: Sequence[_Made], rng: random.Random) -> tuple[list[NamingLine], list[str]]:
    """All in one line, or in a few that are filled."""
    between = rng.choice((", ", "; ", ", ", " - ", " | ", " · "))
    pieces: list[Piece] = []
    begins = set()
    for i, one in enumerate(made):
        if i:
            last = i == len(made) - 1 and between in (", ", "; ") and rng.random() < 0.6
            pieces.append(
                (rng.choice((" and ", ", and ", " und ", " y ", " and the ")) if last else between, "X")
            )
        begins.add(len(pieces))
        pieces += one.lines[0]
    line = _Line(pieces, apart=True, begins=frozenset(begins))
    return _labelled(_wrapped(line, rng.choice((0, 0, 70, 90))))


def _beside(made: Sequence[_Made]) -> tuple[list[NamingLine], list[str]]:
    """Two in a line, a gap between them, as columns of a PDF may come out."""
    found: list[_Line] = []
    for one, *others in (made[i : i + 2] for i in range(0, len(made), 2)):
        pieces = list(one.lines[0])
        begins = {0}
        for other in others:
            begins.add(len(pieces) + 1)
            pieces += [("    ", "X"), *other.lines[0]]
        found.append(_Line(pieces, not found, begins=frozenset(begins)))
    return _labelled(found)


def _lines(
    made: Sequence[_Made],
    *,
    every: bool,
    width: int,
    before: str = "",
    spread: int = 0,
    torn: bool = False,
) -> tuple[list[NamingLine], list[str]]:
    """One below the other; `every`: each stands apart. `before` is what stands before each name;
    `torn`: the second line of each stands apart too.
    """
    found = []
    for i, one in enumerate(made):
        apart = not i or every
        if one.cells:
            parts = [piece for line in one.lines for piece in (*line, ("\t", "X"))][:-1]
            found.append(_Line(parts, apart, one.mark, celled=True, begins=frozenset({0})))
            continue
        for j, line in enumerate(one.lines):
            said = [(before.format(i + 1), "X"), *line] if before and not j and not one.mark else line
            begins = frozenset({0} if not j else ())
            far = (apart and not j) or (torn and j == 1)
            found += _wrapped(_Line(said, far, one.mark if not j else "", begins=begins), width)
    return _labelled(found)


def _wrapped(line: _Line, width: int) -> list[_Line]:
    """A line in several, none of them wider."""
    text = "".join(said for said, _ in line.pieces)
    if not width or len(text) <= width:
        return [line]
    found: list[_Line] = []
    end = 0
    for part in textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False):
        begin = text.index(part, end)
        end = begin + len(part)
        pieces: list[Piece] = []
        begins: set[int] = set()
        at = 0
        for number, (said, letter) in enumerate(line.pieces):
            some = said[max(begin - at, 0) : max(end - at, 0)]
            if some:
                if number in line.begins and at >= begin:
                    begins.add(len(pieces))
                pieces.append((some, letter))
            at += len(said)
        first = not found
        found.append(
            _Line(pieces, line.apart and first, line.mark if first else "", begins=frozenset(begins))
        )
    return found


def _labelled(lines: Sequence[_Line], spread: int = 0) -> tuple[list[NamingLine], list[str]]:
    """The lines with the labels of their words. `spread`: blank lines between them, and where one stands
    apart one more.
    """
    found, labels = [], []
    begun: set[str] = set()
    new = False
    number = 0
    for line in lines:
        number += 1 + (spread + line.apart if spread else 0)
        text = "".join(said for said, _ in line.pieces)
        owners = [(letter, i) for i, (said, letter) in enumerate(line.pieces) for _ in said]
        waiting = sorted(line.begins)
        for match in tokens(text):
            at = next((k for k in range(*match.span()) if text[k].isalnum()), match.start())
            letter, piece = owners[at]
            while waiting and waiting[0] <= piece:
                new, begun = True, set()
                waiting.pop(0)
            if letter == "X":
                labels.append("X")
                continue
            labels.append(letter + ("N" if new else "C" if letter in begun else "B"))
            begun.add(letter)
            new = False
        cells = tuple(part.strip() for part in text.split("\t")) if line.celled else ()
        plain = text.strip().replace("\t", " ")
        if plain:
            found.append(NamingLine(plain, number, line.apart or spread > 0, line.mark, 0, cells))
        begun.discard("A")  # each line of an address is one
    return found, labels
