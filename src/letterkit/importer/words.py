"""The words by which the parts of a letter are known, in all the languages that have a file.

What the words are says `letterkit/language/<tag>.yaml`, under `reading:`; here they become patterns, each
for all languages together, because an old letter mixes them. Only words that any letter of the genre may
use: no name of an organisation, an office-holder or a case is among them. All patterns are matched
against one line or paragraph and run in linear time. A language file that is wrong is a LetterkitError
when this module is imported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from letterkit.language import loader
from letterkit.language.countries import country_names
from letterkit.language.definition import ReadingWords
from letterkit.language.locales import locale_of
from letterkit.language.patterns import any_of


def _readings(*, spaced: bool) -> tuple[ReadingWords, ...]:
    named = ((name.partition("-")[0], loader.load(name).reading) for name in loader.names())
    return tuple(reading for language, reading in named if (language in loader.SPACELESS) is not spaced)


_SPACED, _UNSPACED = _readings(spaced=True), _readings(spaced=False)
_ALL = (*_SPACED, *_UNSPACED)


def _of(
    pick: Callable[[ReadingWords], Iterable[str]], readings: tuple[ReadingWords, ...] = _ALL
) -> tuple[str, ...]:
    """What `pick` takes from each of the languages, each once."""
    return tuple(dict.fromkeys(word for reading in readings for word in pick(reading)))


def _any(pick: Callable[[ReadingWords], Iterable[str]], readings: tuple[ReadingWords, ...] = _ALL) -> str:
    """A regular expression for any of the patterns that `pick` takes."""
    return any_of(_of(pick, readings))


def _compiled(expression: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A regular expression made of patterns in the files. Raises LetterkitError for one that is wrong."""
    try:
        return re.compile(expression, flags)
    except re.error:
        loader.check_patterns()
        raise


# People, offices and organisations

_HONORIFICS = (
    rf"(?:{_any(lambda reading: reading.honorifics)}"
    rf"|{_any(lambda reading: reading.titles_before_names)}(?=\s))\.?(?=[\s,]|$)"
)
HONORIFIC = _compiled(_HONORIFICS)
HONORIFIC_AND_SPACE = _compiled(rf"{_HONORIFICS}[\s,]*")
HONORIFIC_BEHIND = _compiled(
    r"(?P<name>[\u4e00-\u9fff·]{2,8}?)"
    rf"(?P<honorific>{_any(lambda reading: reading.honorifics_after_names)})"
)

TITLE_WORDS = frozenset(_of(lambda reading: reading.titles, _SPACED))
CJK_TITLES = _of(lambda reading: reading.titles, _UNSPACED)
ORGANISATION_WORDS = frozenset(_of(lambda reading: reading.organisation_words, _SPACED))
CJK_ORGANISATIONS = _of(lambda reading: reading.organisation_words, _UNSPACED)

# Words that join the items of a list, to stand in a pattern between word edges: `and|et|y|und`.
AND = "|".join(_of(lambda reading: reading.and_words, _SPACED))
AND_OR = "|".join(_of(lambda reading: (*reading.and_words, *reading.or_words), _SPACED))

# Words by which a line is a postal line: streets, boxes, rooms.
STREET = _compiled(rf"\b{_any(lambda reading: reading.streets)}\b\.?", re.IGNORECASE)
STREET_COMPOUND = _compiled(rf"\w{_any(lambda reading: reading.street_endings)}\b", re.IGNORECASE)
POSTCODE = re.compile(
    r"\b\d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|"
    r"\b\d{4}\s?[A-Z]{2}\b|"
    r"\b[A-Z]{1,3}-\d{4,5}\b|\b\d{3}-\d{4}\b|\b\d{3}\s\d{2}\b|\b\d{6}\b|^\s*\d{4}\s+[A-Z]\w+"
)

# The parts of a letter

ADDRESSED_TO = _compiled(rf"^{_any(lambda reading: reading.addressed_to)}\s*[:：]\s*")

# The fields at the head of a memorandum or a mail, each with what it means: `betreff` is a subject.
HEAD_FIELDS = {
    **dict.fromkeys(_of(lambda reading: reading.head_fields.mail), "mail"),
    **dict.fromkeys(_of(lambda reading: reading.head_fields.recipient), "to"),
    **dict.fromkeys(_of(lambda reading: reading.head_fields.sender), "from"),
    **dict.fromkeys(_of(lambda reading: reading.head_fields.date), "date"),
    **dict.fromkeys(_of(lambda reading: reading.head_fields.subject), "subject"),
    **dict.fromkeys(_of(lambda reading: reading.head_fields.reference), "subject"),
    **dict.fromkeys(_of(lambda reading: reading.head_fields.copies), "cc"),
}
HEAD_FIELD = re.compile(
    rf"\*{{0,2}}(?P<field>{any_of(HEAD_FIELDS)})\s?[:：]\*{{0,2}}\s*(?P<value>.*)", re.IGNORECASE
)

SALUTATION = _compiled(_any(lambda reading: reading.salutations), re.IGNORECASE)
# Without "Dear": a title that is called on, and nothing else in the line.
CALLED = _compiled(rf"{_any(lambda reading: reading.titles_called_on)}\b[^.;]{{0,70}}[:,]$")

# The same before a name: 'Senator …'.
CALLED_ON = _compiled(
    r"(?:(?:Associate|Assistant|Former|Vice|Deputy)\s+)?"
    rf"(?:{_any(lambda reading: reading.titles_called_on)}|{_HONORIFICS})\s+"
)

CLOSING = _compiled(_any(lambda reading: reading.closings), re.IGNORECASE)
# A French or Spanish close is a whole sentence.
CLOSING_SENTENCE = _compiled(_any(lambda reading: reading.closing_sentences), re.IGNORECASE)

_COUNTED = r"(?:\s*\(\d+\))?\s*[:：.]?"
SIGNATORIES_HEADING = _compiled(
    rf"{_any(lambda reading: reading.signatories_headings)}{_COUNTED}", re.IGNORECASE
)
INDIVIDUALS_HEADING = _compiled(
    rf"{_any(lambda reading: reading.individuals_headings)}\s*(?:\([^)]{{0,80}}\))?\s*[:：.]?",
    re.IGNORECASE,
)
ORGANISATIONS_HEADING = _compiled(
    rf"{_any(lambda reading: reading.organisations_headings)}\s*[:：.]?", re.IGNORECASE
)

REFERENCE = _compiled(rf"{_any(lambda reading: reading.references)}\s*\.?\s*[:：]\s*(?=\S)")
COPY = _compiled(rf"{_any(lambda reading: reading.copies)}\s*[:：]")
COPY_BARE = _compiled(
    rf"{_any(lambda reading: reading.copies_without_colon)}(?:\s+to)?[:.]?\s+(?=[A-Z])"
    r"|(?:cc|CC|Cc|c\.c\.)[:.]?$"
)
ENCLOSURE = _compiled(
    rf"{_any(lambda reading: reading.enclosures)}(?:\s*\(\d+\))?\s*(?:[:：.]|$)", re.IGNORECASE
)
POSTSCRIPT = _compiled(rf"{_any(lambda reading: reading.postscripts)}\s*[:.–—]?\s+(?=\S)")
DELIVERY = _compiled(
    rf"(?:{_any(lambda reading: reading.delivery.sent)}\s+)?"
    rf"{_any(lambda reading: reading.delivery.by)}\s+{_any(lambda reading: reading.delivery.means)}\b",
    re.IGNORECASE,
)
FAX = _compiled(_any(lambda reading: reading.fax), re.IGNORECASE)
PHONE = _compiled(
    rf"(?:^|\b){_any(lambda reading: (*reading.telephone, *reading.telephone_in_contacts), _SPACED)}"
    rf"\b\.?\s*(?:no\.?|number)?\s*[:+(\d]|{_any(lambda reading: reading.telephone, _UNSPACED)}",
    re.IGNORECASE,
)
# On a line that has a fax number: what follows is a number for something else.
OTHER_NUMBER = _compiled(
    rf"\b{_any(lambda reading: (*reading.telephone, *reading.telephone_beside_fax), _SPACED)}"
    r"\b\.?\s*[:+(]?",
    re.IGNORECASE,
)
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
URL = re.compile(r"(?:https?://|www\.)\S{3,}")


@cache
def countries() -> frozenset[str]:
    """The names of the world's countries, lower case, in the languages that letters are read in."""
    known = loader.read_languages()
    languages = (name for name in loader.names() if name.partition("-")[0] in known)
    names = (name for language in languages for name, _ in country_names(language))
    others = _of(lambda reading: (*sum(reading.countries.values(), ()), *reading.other_countries))
    return frozenset(name.lower() for name in (*names, *others))


@cache
def places() -> frozenset[str]:
    """Names of cities, as babel's time zones give them, and of countries; lower case."""
    from babel.core import get_global

    zones = locale_of(loader.ENGLISH).time_zones
    cities = {str(zone["city"]).lower() for zone in zones.values() if "city" in zone}
    cities |= {key.rsplit("/", 1)[-1].replace("_", " ").lower() for key in get_global("zone_territories")}
    others = _of(lambda reading: (*sum(reading.cities.values(), ()), *reading.other_cities))
    return frozenset(cities) | frozenset(city.lower() for city in others) | countries()


# What a letter asks, and of whom it tells

ASKS = _compiled(_any(lambda reading: reading.asks), re.IGNORECASE)
ASKS_TOLD = _compiled(_any(lambda reading: reading.asks_told))
DUTIES = _compiled(_any(lambda reading: reading.duties))
ASK_HEADING = _compiled(_any(lambda reading: reading.ask_headings), re.IGNORECASE)
COURTESY = _compiled(_any(lambda reading: reading.courtesies), re.IGNORECASE)
PURPOSE = _compiled(_any(lambda reading: reading.purposes), re.IGNORECASE)
SAID = _compiled(
    rf"\b{_any(lambda reading: reading.said, _SPACED)}\b|{_any(lambda reading: reading.said, _UNSPACED)}"
)
HARMED = _compiled(
    rf"\b{_any(lambda reading: reading.harmed, _SPACED)}\b"
    rf"|{_any(lambda reading: reading.harmed, _UNSPACED)}",
    re.IGNORECASE,
)
OPENING_WORDS = frozenset(_of(lambda reading: reading.opening_words))
PLACES_CALLED = frozenset(_of(lambda reading: reading.places_called))
PERSONS = frozenset(_of(lambda reading: reading.persons, _SPACED))
CJK_PERSONS = _of(lambda reading: reading.persons, _UNSPACED)
TITLE_OF = _compiled(
    r"(?P<title>.{2,90}?)\s+"
    rf"(?P<link>{_any(lambda reading: reading.title_links)}\s*)(?P<rest>[A-ZÀ-Ž«\"“].*)"
)
ON_BEHALF_OF = _any(lambda reading: reading.on_behalf)
ON_BEHALF = _compiled(
    r"(?P<person>.{3,90}?)"
    rf"(?P<link>\s*[,–—-]?\s*\b{ON_BEHALF_OF}\s+)(?P<rest>\S.*)",
    re.IGNORECASE,
)
OPEN_LETTER = _compiled(rf"{_any(lambda reading: reading.open_letters)}", re.IGNORECASE)
RELEASE_LABEL = _compiled(rf"\W*{_any(lambda reading: reading.release_labels)}\W*", re.IGNORECASE)
FURNITURE = _compiled(_any(lambda reading: reading.furniture), re.IGNORECASE)
SIGNED_BY = _compiled(_any(lambda reading: reading.signed_by), re.IGNORECASE)
ENDS = _compiled(
    rf"(?:{_any(lambda reading: reading.ends, _SPACED)})(?!\w)"
    rf"|{_any(lambda reading: reading.ends, _UNSPACED)}",
    re.IGNORECASE,
)


def split_honorific(text: str) -> tuple[str, str]:
    """'The Honorable', 'John F. Kerry'; an empty string where there is none. Several may follow."""
    end = 0
    while match := HONORIFIC_AND_SPACE.match(text, end):
        if match.end() == end:
            break
        end = match.end()
    before, rest = text[:end].strip(" ,"), text[end:].strip()
    behind = HONORIFIC_BEHIND.fullmatch(rest) if not before else None
    return (behind["honorific"], behind["name"]) if behind else (before, rest)
