"""Countries: blocks that speak of another country than the dialogue is with, or the letter is about.

Between whom a dialogue is, its `between:` says, or its name together with the countries of the offices
written to; so with an occasion and its `countries:`. Where neither tells of two, nothing is looked at.
What a block is about, its `about:` says; else its words do. Those by which a text speaks of a country are
in the language's file: names, people, some heads of state. Case lists are looked at only where they have
an `about:`: people are held, tried and taken in other countries too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from letterkit.blocks.about import About
from letterkit.blocks.documents import Dialogue, Occasion
from letterkit.blocks.models import Address, CaseListBlock, Prose
from letterkit.checks.subject import Subject
from letterkit.checks.texts import AuthorText, covered, given, texts
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.language.countries import (
    EU_MEMBERS,
    EUROPEAN_UNION,
    countries_spoken_of,
    country_meant,
    country_name,
)
from letterkit.language.loader import ENGLISH
from letterkit.library.index import Block

# What is told of China is told of these too, and of them letters to China speak.
_WITH_CHINA = frozenset(("HK", "MO", "TW"))
_TWO = 2
_FIELDS_OF_OWN = re.compile(r"\{\{ (?:dialogue|occasion|addressees)")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """LK414, once for each block that speaks more of other countries than of the dialogue's."""
    if subject.occasion is None:
        return
    offices = [block.model.country for block in subject.blocks(Address) if block.model.country]
    parties = parties_of(subject.occasion, subject.block.model.language, offices)
    if len(parties) < _TWO:
        return
    own = with_their_own(parties)
    for block in subject.blocks(Prose):
        said = block.model.about
        yield from _said(block, said, own) if said else _of_block(subject, block, own)
    for cases in subject.blocks(CaseListBlock):
        yield from _said(cases, cases.model.about, own) if cases.model.about else ()


def parties_of(occasion: Occasion, language: str, offices: Iterable[str]) -> frozenset[str]:
    """Between whom a dialogue is, or whom an occasion concerns; nobody where nothing says it.

    `language` is the document's, `offices` the countries of those written to.
    """
    if isinstance(occasion, Dialogue) and occasion.between:
        return frozenset(occasion.between)
    if occasion.parties:  # a country; the other one is that of the officials
        return frozenset((*occasion.parties, *offices))
    named = countries_in(occasion.name, language)
    if len(named) == 1:  # so with a visit to one
        named |= frozenset(offices)
    host = country_meant(occasion.host or "") if len(named) >= _TWO else None
    return named | {host} if host else named


def countries_in(name: str, language: str) -> frozenset[str]:
    """The countries that the name of an occasion speaks of; it may stand in English alone."""
    is_english = language.partition("-")[0] == ENGLISH
    languages = (language,) if is_english else (language, ENGLISH)
    by_language = (countries_spoken_of(name, each) for each in languages)
    return max((frozenset(code for code, _, _ in spoken) for spoken in by_language), key=len)


def with_their_own(parties: frozenset[str]) -> frozenset[str]:
    """The parties with the members of the European Union, and what belongs to China."""
    own = set(parties)
    if EUROPEAN_UNION in parties:
        own |= EU_MEMBERS
    elif parties & EU_MEMBERS:
        own.add(EUROPEAN_UNION)
    return frozenset(own | _WITH_CHINA if "CN" in parties else own)


def _said(block: Block[Any], about: About, own: frozenset[str]) -> Iterator[Diagnostic]:
    """A block that says itself to be about other countries alone."""
    if about.countries and own.isdisjoint(about.countries):
        yield _of_others(block, about.countries, block.location("about", "countries"))


def _of_others(block: Block[Any], others: Iterable[str], place: Location) -> Diagnostic:
    names = ", ".join(country_name(code, "en") for code in others)
    message = f"{block.reference} speaks of {names}, and the letter is about others"
    hint = "take the block out, or write it anew; `between:` in the dialogue, or `countries:` in the "
    hint += "letter's occasion, says who takes part"
    return Diagnostic("LK414", message, place, hint, Severity.WARNING)


def _of_block(subject: Subject, block: Block[Prose], own: frozenset[str]) -> Iterator[Diagnostic]:
    """A block that says more of others. A merge field of the dialogue or the officials counts as own."""
    language = subject.block.model.language
    others: dict[str, Location] = {}
    balance = 0
    for text in _texts(subject, block):
        fields = len(_FIELDS_OF_OWN.findall(text.words))
        balance += fields
        for code, start, _ in countries_spoken_of(covered(text.words), language):
            balance += 1 if code in own else -1
            if code not in own:
                others.setdefault(code, text.place(start))
    if others and balance < 0:
        yield _of_others(block, others, next(iter(others.values())))


def _texts(subject: Subject, block: Block[Prose]) -> Iterator[AuthorText]:
    yield from texts(block)
    yield from (text for text in given(subject) if text.document is block.document)
