"""Countries: blocks that speak of another country than the dialogue is with.

Between whom a dialogue is, its `between:` says, or its name together with the countries of the offices
written to. Where neither tells of two, nothing is looked at. The words by which a text speaks of a
country are in the language's file: names, people, some heads of state. Case lists are not looked at:
people are held, tried and taken in other countries too.
"""

from __future__ import annotations

from collections.abc import Iterator

from letterkit.blocks.documents import Dialogue
from letterkit.blocks.models import Address, Prose
from letterkit.checks.subject import Subject
from letterkit.checks.texts import AuthorText, covered, given, is_english, texts
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


def check(subject: Subject) -> Iterator[Diagnostic]:
    """LK414, once for each block that speaks more of other countries than of the dialogue's."""
    parties = _parties(subject)
    if len(parties) < _TWO:
        return
    own = _with_their_own(parties)
    for block in subject.blocks(Prose):
        yield from _of_block(subject, block, own)


def _parties(subject: Subject) -> frozenset[str]:
    """Between whom the dialogue is; nobody where its name says nothing of it."""
    dialogue = next(subject.blocks(Dialogue), None)
    if dialogue is None:
        return frozenset()
    if dialogue.model.between:
        return frozenset(dialogue.model.between)
    own = subject.block.model.language
    languages = (own,) if is_english(subject) else (own, ENGLISH)  # the name may stand in English alone
    spoken = ({c for c, _, _ in countries_spoken_of(dialogue.model.name, each)} for each in languages)
    named = max(spoken, key=len)
    if len(named) == 1:  # a visit to a country: the other one is that of the officials
        named |= {block.model.country for block in subject.blocks(Address) if block.model.country}
    host = country_meant(dialogue.model.host_country or "") if len(named) >= _TWO else None
    return frozenset(named | {host} if host else named)


def _with_their_own(parties: frozenset[str]) -> frozenset[str]:
    """The parties with the members of the European Union, and what belongs to China."""
    own = set(parties)
    if EUROPEAN_UNION in parties:
        own |= EU_MEMBERS
    elif parties & EU_MEMBERS:
        own.add(EUROPEAN_UNION)
    return frozenset(own | _WITH_CHINA if "CN" in parties else own)


def _of_block(subject: Subject, block: Block[Prose], own: frozenset[str]) -> Iterator[Diagnostic]:
    """A block that says more of others. A merge field of the dialogue or the officials counts as own."""
    language = subject.block.model.language
    others: dict[str, Location] = {}
    balance = 0
    for text in _texts(subject, block):
        fields = text.words.count("{{ dialogue") + text.words.count("{{ addressees")
        balance += fields
        for code, start, _ in countries_spoken_of(covered(text.words), language):
            balance += 1 if code in own else -1
            if code not in own:
                others.setdefault(code, text.place(start))
    if others and balance < 0:
        names = ", ".join(country_name(code, "en") for code in others)
        message = f"{block.reference} speaks of {names}, and the dialogue is with others"
        hint = "take the block out, or write it anew; `between:` in the dialogue says who takes part"
        yield Diagnostic("LK414", message, next(iter(others.values())), hint, Severity.WARNING)


def _texts(subject: Subject, block: Block[Prose]) -> Iterator[AuthorText]:
    yield from texts(block)
    yield from (text for text in given(subject) if text.document is block.document)
