"""The press release: whether it says of the letter what is so, and whether its embargo can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from letterkit import letter as lt
from letterkit.blocks.documents import ReleaseFile
from letterkit.blocks.models import Framing, QuotationBlock
from letterkit.checks.subject import Subject
from letterkit.checks.texts import AuthorText, covered, is_english, printed
from letterkit.diagnostics import Diagnostic
from letterkit.language.dates import month_names
from letterkit.language.loader import ENGLISH
from letterkit.language.numbers import english_numbers
from letterkit.library.index import Block

# With these the number may leave out the one who speaks: "Rights Now and nine organizations".
_BESIDES = {"and", "with", "plus"}


def check(subject: Subject) -> Iterator[Diagnostic]:
    """LK481 to LK483, for a press release."""
    block = subject.block
    # What is looked at here, an issuer, a headline and an embargo, only a press release's file has.
    if not isinstance(block.model, ReleaseFile):
        return
    yield from _signatories(subject)
    yield from _counts(subject, block.model)
    embargo, date = block.model.embargo, block.model.date
    # The release has a day and no place: both days are those of the embargo's place.
    if embargo is not None and embargo.day < date.first_day:
        message = f"the embargo ({embargo}) is over before the press release's date ({date})"
        yield Diagnostic("LK483", message, block.location("embargo"))


def _signatories(subject: Subject) -> Iterator[Diagnostic]:
    """LK481: who signs the letter and who signs the release, as sets."""
    if subject.tree is None or subject.about is None:
        return
    here, there = (_signed(document.signatures) for document in (subject.tree, subject.about))
    said = [f"{_named(here, there)} did not sign the letter"] if here.keys() - there.keys() else []
    said += [f"{_named(there, here)} signed the letter only"] if there.keys() - here.keys() else []
    if said:
        yield Diagnostic("LK481", "; ".join(said), subject.block.location("signatures"))


def _signed(signatures: lt.SignatureBlock) -> dict[str, str]:
    """Who signs, by the block, or the name of an individual who has none."""
    return {s.block or s.person or "": s.organisation or s.person or "" for s in signatures.everyone}


def _named(some: dict[str, str], others: dict[str, str]) -> str:
    """The names of those among `some` who are not among `others`."""
    return ", ".join(name.replace("\xa0", " ") for block, name in some.items() if block not in others)


def _counts(subject: Subject, release: ReleaseFile) -> Iterator[Diagnostic]:
    """LK482: every number of organisations that is typed."""
    if subject.about is None or not is_english(subject):
        return
    signed = {each.block for each in subject.about.signatures.everyone if not each.is_individual}
    issuer_signed = f"organisations/{release.issuer}" in signed
    for text in _texts(subject, release):
        words = covered(text.words)
        for match in _counted().finditer(words):
            right = _right_counts(words, match, len(signed), issuer_signed=issuer_signed)
            if right and _value(match["number"]) not in right:
                message = f"'{' '.join(match.group().split())}', but {len(signed)} signed the letter"
                yield Diagnostic("LK482", message, text.place(match.start()))


def _texts(subject: Subject, release: ReleaseFile) -> Iterator[AuthorText]:
    """What the release says itself: its headline, framings and quotations, and the words given to them.

    Issues and case lists speak of other organisations as often as of those that sign.
    """
    blocks: Iterable[Block[Framing] | Block[QuotationBlock]] = (
        *subject.blocks(Framing),
        *subject.blocks(QuotationBlock),
    )
    files = {block.document.file for block in blocks}
    for text in printed(subject):
        if text.path == ("headline",) or (text.path == ("text",) and text.document.file in files):
            yield text
    for i, entry in enumerate(release.body):
        for key, value in entry.with_.items():
            if isinstance(value, str):
                yield AuthorText(subject.block.document, ("body", i, "with", key), value)


def _right_counts(words: str, match: re.Match[str], signed: int, *, issuer_signed: bool) -> set[int]:
    """What the number may be; nothing where it does not count the signatories."""
    before = re.search(r"(\w+)\s+$", words[max(0, match.start() - 40) : match.start()])
    word = before[1].casefold() if before else ""
    others = re.search(r"\bother\b", match["kind"], re.IGNORECASE) is not None
    if word in _no_count() or (_value(match["number"]) == 1 and not others):
        return set()
    if others and issuer_signed:
        return {signed - 1}
    return {signed, signed - 1} if others or word in _BESIDES else {signed}


def _value(number: str) -> int:
    return int(number) if number.isdigit() else english_numbers().index(number.casefold()) + 1


@cache
def _no_count() -> frozenset[str]:
    """After these the number is no count of them all: "more than nine groups", "June 9", "Article 19"."""
    words = (
        *("than", "over", "least", "most", "nearly", "almost", "about", "around", "approximately"),
        *("some", "to", "or", "between", "first", "last", "top", "these", "those", "article"),
        *("section", "chapter"),
    )
    return frozenset((*words, *(month.casefold() for month in month_names(ENGLISH))))


@cache
def _counted() -> re.Pattern[str]:
    """A number of organisations, as a release says it: 'nine human rights groups'."""
    return re.compile(
        rf"""
        (?<![\w.,$€£–-])                              # no part of a longer number, word or amount
        (?P<number>\d{{1,3}}|{"|".join(english_numbers())})
        (?P<kind>(?:\s+(?:other|human|human-rights|rights|civil|society|advocacy|international|
                          leading|fellow|member|signatory|non-?governmental))*)
        \s+(?:organi[sz]ations?|groups?|NGOs?)
        (?!\w|-|\s+of\b)                              # "three groups of prisoners"
        """,
        re.VERBOSE | re.IGNORECASE,
    )
