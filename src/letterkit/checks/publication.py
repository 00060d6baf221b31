"""What stands against publishing a document beside names: contact data in texts.

The finished tree is searched, so that nothing gets by through a merge field or a line that letterkit
does not look into elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from letterkit import letter as lt
from letterkit.blocks.models import Address
from letterkit.checks.subject import Subject
from letterkit.diagnostics import Diagnostic, Location

# As it is, or as it is written where programs are not to find it: "name (at) example [dot] org".
_EMAIL = re.compile(
    r"[\w.+-]+(?:@|\s?[(\[{]\s?(?:at|@)\s?[)\]}]\s?)[\w-]+(?:(?:\.|\s?[(\[{]\s?(?:dot|\.)\s?[)\]}]\s?)[\w-]+)+"
    r"|[\w.+-]+ at [\w-]+(?: dot [\w-]+)+",
    re.IGNORECASE,
)
# A number with the sign for abroad, in figures; and any at all behind a word for telephone or fax.
_ABROAD = re.compile(r"(?<![\w.,/-])00 ?[1-9]\d{0,2}[ ().\-/]{1,2}\d[\d ().\-/]{4,16}\d(?!\w)")
_CALLED = re.compile(
    r"(?:[\s.]{0,2}(?:no|nr|numbers?|n°|№)(?!\w))?[\s.:]{0,3}"
    r"((?!(?:19|20)\d\d[-–/])\(?\d[\d ().\-/–]{4,20}\d)(?!\w)",
    re.IGNORECASE,
)
# A number as it is dialled inside a country, with the 0 before it: "020 7946 0958". A date is none.
_INSIDE = re.compile(
    r"(?<![\w.,/-])(?!0\d[.-]\d\d[.-](?:19|20)\d\d)\(?0[1-9]\d{0,4}\)?(?:[ .-]\d{2,8}){1,4}(?![\w/-])"
)
_DIGITS = range(9, 12)
# The number of a law or a case.
_CITED = re.compile(r"\b(?:nos?|nr|n°|№|law|case|file|docket|ISBN|ISSN)\.?:?\s?$", re.IGNORECASE)
_YEAR = re.compile(r"-(?:19|20)\d\d\b")
_URL = re.compile(r"https?://\S+")
# A line of an address without a figure may well be the name of a city or of a ministry.
_FIGURE = re.compile(r"\d")
# What a program reads and nobody else: no words of the document.
_TECHNICAL = frozenset({"type", "format", "iso", "block", "blocks", "campaign", "dialogue", "language"})


def contact_data(
    subject: Subject, published: lt.Document, left_out: Iterable[str]
) -> Iterator[Diagnostic]:
    """LK475: e-mail addresses, telephone and fax numbers, and the lines of address that were left out."""
    lines = [_plain(line) for line in left_out if _FIGURE.search(line)]
    countries = {block.model.country for block in subject.blocks(Address)}
    regions = [None, *sorted(country for country in countries if country)]
    for text, place in _texts(published):
        for found in dict.fromkeys(_contacts(text, lines, regions)):
            message = f"a copy to publish would carry '{found}'"
            hint = "take it out; where the public is to have it, say so with `ignore:` in this file"
            yield Diagnostic("LK475", message, place, hint)


def _contacts(text: str, lines: Iterable[str], regions: Iterable[str | None]) -> Iterator[str]:
    import phonenumbers

    yield from _EMAIL.findall(text)
    for region in regions:
        # Without a country's code, only what is set in groups as numbers are there.
        groups = phonenumbers.Leniency.STRICT_GROUPING if region else phonenumbers.Leniency.VALID
        for found in phonenumbers.PhoneNumberMatcher(_URL.sub(" ", text), region, groups):
            yield str(found.raw_string)
    for match in _ABROAD.finditer(text):
        if any(phonenumbers.PhoneNumberMatcher(f"+{match[0][2:].lstrip()}", None)):
            yield match[0]
    yield from _called(text)
    yield from _dialled_inside(text)
    yield from (line for line in lines if line.casefold() in text.casefold())


def _called(text: str) -> Iterator[str]:
    """Numbers of no country in particular, by the word before them."""
    from letterkit.language import words  # which makes patterns of all languages' words

    for word in (words.FAX, words.OTHER_NUMBER):
        for match in word.finditer(text):
            if number := _CALLED.match(text, match.end()):
                yield number[1]


def _dialled_inside(text: str) -> Iterator[str]:
    for match in _INSIDE.finditer(text):
        cited = _CITED.search(text[: match.start()]) or _YEAR.search(match[0])
        if not cited and sum(map(str.isdigit, match[0])) in _DIGITS:
            yield match[0]


def _texts(document: lt.Document) -> Iterator[tuple[str, Location]]:
    """Every text of the document with its place; a paragraph's words in one."""
    for node in lt.walk(document):
        place = Location(node.origin.file, node.origin.line, node.origin.column)
        if isinstance(node, lt.Paragraph | lt.Heading | lt.Case | lt.TableCell):
            yield _plain(lt.plain_text(node)), place
        for name, value in lt.values_of(node):
            for item in () if name in _TECHNICAL else value if isinstance(value, tuple) else (value,):
                if isinstance(item, str):
                    yield _plain(item), place


def _plain(text: str) -> str:
    """The text with ordinary spaces, and figures and signs in their ordinary width (Unicode's NFKC)."""
    return " ".join(unicodedata.normalize("NFKC", text).split())
