"""The words by which the parts of a letter are known, in all the languages that have a file.

What the words are says `letterkit/language/<tag>.yaml`, under `reading:`; here they become patterns, each
for all languages together, because an old letter mixes them. All run in linear time. A language file that
is wrong is a LetterkitError when this module is imported.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import attrgetter

from letterkit.language import loader
from letterkit.language.definition import ReadingWords
from letterkit.language.known_names import name_kinds
from letterkit.language.names import heading_articles
from letterkit.language.patterns import any_of


def _readings(*, spaced: bool) -> tuple[ReadingWords, ...]:
    named = ((name.partition("-")[0], loader.load(name).reading) for name in loader.names())
    return tuple(reading for language, reading in named if (language in loader.SPACELESS) is not spaced)


_SPACED, _UNSPACED = _readings(spaced=True), _readings(spaced=False)
_ALL = (*_SPACED, *_UNSPACED)


def _of(*names: str, among: tuple[ReadingWords, ...] = _ALL) -> tuple[str, ...]:
    """What the languages have under these names, each once; `delivery.by` is a name within another."""
    lists = (attrgetter(name)(reading) for name in names for reading in among)
    return tuple(dict.fromkeys(word for words in lists for word in words))


def _any(*names: str, among: tuple[ReadingWords, ...] = _ALL) -> str:
    """A regular expression for any of the patterns under these names."""
    return any_of(_of(*names, among=among))


def _edged(*names: str) -> str:
    """A regular expression for any of these, whole words where the language parts its words."""
    return rf"\b{_any(*names, among=_SPACED)}\b|{_any(*names, among=_UNSPACED)}"


def _compiled(expression: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A regular expression made of patterns in the files. Raises LetterkitError for one that is wrong."""
    try:
        return re.compile(expression, flags)
    except re.error:
        loader.check_patterns()
        raise


# People, offices and organisations

_INITIAL = re.compile(r"[^\W\d_]\.\s")


@lru_cache(16)
def _honorific_and_space(*languages: str) -> re.Pattern[str]:
    """A form of honour before a name, with the space behind it, in these languages; else in all."""
    named = ((name.partition("-")[0], name) for name in loader.names())
    among = tuple(loader.load(name).reading for tag, name in named if tag in languages) or _ALL
    alone, before = _any("honorifics", among=among), _any("titles_before_names", among=among)
    return _compiled(rf"(?:{alone}|{before}(?=\s))\.?(?=[\s,]|$)[\s,]*", re.NOFLAG)


HONORIFIC_AND_SPACE = _honorific_and_space()
HONORIFIC_BEHIND = _compiled(
    rf"(?P<name>[\u4e00-\u9fff·]{{2,8}}?)(?P<honorific>{_any('honorifics_after_names')})", re.NOFLAG
)

TITLE_WORDS = frozenset(_of("titles", among=_SPACED))
CJK_TITLES = _of("titles", among=_UNSPACED)
ORGANISATION_WORDS = frozenset(_of("organisation_words", among=_SPACED))
CJK_ORGANISATIONS = _of("organisation_words", among=_UNSPACED)
JOINING_WORDS = frozenset(("&", "+", *_of("joining_words")))
AFTER_NAME = _compiled(rf",?\s+{_any('after_names')}\.?$", re.NOFLAG)

# How people are named and spoken of: 'Ann de Poe, also known as Nan, who …', 'the lawyer Ann Poe'.
NAME_PARTICLES = _of("name_particles")
PARTICLES_ON_LINES = frozenset(_of("name_particles", "name_particles_on_lines"))
OTHER_NAMES = _any("other_names")
DETERMINERS = _any("determiners")
ARTICLES = any_of(sorted(heading_articles()))
INTRODUCING = _any("introducing")
DESCRIBING = _any("describing")
BEHIND_NAMES = _any("telling", "describing", "said", "and_words", "and_between_names", among=_SPACED)
PLACE_WORDS = _any("place_words")
OFFICIALS = _any("officials")
SMALL_WORDS = _any("small_words")
PREFIXES = frozenset(_of("prefixes"))

# Words that join the items of a list, to stand in a pattern between word edges: `and|or|et|ou`.
AND_OR = "|".join(_of("and_words", "or_words", among=_SPACED))

ITEM_WORDS = _any("item_words")
_PAGE, _ALONE = _any("page_numbers.word"), _any("page_numbers.word", "page_numbers.alone")
_BEHIND = rf"(?:\s*(?:{_any('page_numbers.of')}|/)\s*\d{{1,3}})?(?:\s*{_any('page_numbers.behind')})?"
PAGE_NUMBER = _compiled(
    rf"^\W{{0,3}}(?:{_ALONE}\s*)?\d{{1,3}}{_BEHIND}\W{{0,3}}$|\b{_PAGE}\s+\d{{1,3}}\b|\S\s{{3,}}\d{{1,3}}$"
)

# Words by which a line is a postal line: streets, boxes, rooms.
STREET = _compiled(rf"\b{_any('streets', among=_SPACED)}\b\.?")
CJK_STREET = _compiled(_any("streets", among=_UNSPACED), re.NOFLAG)
STREET_COMPOUND = _compiled(rf"\w{_any('street_endings')}\b")
POSTCODE = re.compile(
    r"\b\d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|"
    r"\b\d{4}\s?[A-Z]{2}\b|"
    r"\b[A-Z]{1,3}-\d{4,5}\b|\b\d{3}-\d{4}\b|\b\d{3}\s\d{2}\b|\b\d{6}\b|^\s*\d{4}\s+[A-Z]\w+"
)

# The parts of a letter

ADDRESSED_TO = _compiled(rf"^{_any('addressed_to')}\s*[:：]\s*", re.NOFLAG)

# The fields at the head of a memorandum or a mail, each with what it means: `betreff` is a subject.
_MEANINGS = {"recipient": "to", "sender": "from", "reference": "subject", "copies": "cc"}
HEAD_FIELDS = {
    word: _MEANINGS.get(name, name)
    for name in ("mail", "recipient", "sender", "date", "subject", "reference", "copies")
    for word in _of(f"head_fields.{name}")
}
HEAD_FIELD = re.compile(
    rf"\*{{0,2}}(?P<field>{any_of(HEAD_FIELDS)})\s?[:：]\*{{0,2}}\s*(?P<value>.*)", re.IGNORECASE
)

DEAR = _compiled(_any("dear"), re.NOFLAG)
SALUTATION = _compiled(_any("dear", "salutations"))
SALUTATION_ALONE = _compiled(_any("salutations_alone"))
# Without "Dear": a title that is called on, and nothing else in the line.
CALLED = _compiled(rf"{_any('titles_called_on')}\b[^.;]{{0,70}}[:,]$", re.NOFLAG)
# Before a paragraph that begins in its line.
INLINE_SALUTATION = _compiled(
    rf"{_any('dear', 'salutations_alone')}[^.;!?:]{{0,110}}?[:,]\s+(?=[A-ZÀ-Ž“\"«][^:,]{{0,40}}\s)",
    re.NOFLAG,
)

CLOSING = _compiled(_any("closings"))
# A French or Spanish close is a whole sentence.
CLOSING_SENTENCE = _compiled(_any("closing_sentences"))

_COUNTED = r"(?:\s*\(\d+\)|,?\s+(?:[a-z]+\s+){0,2}\d{1,2}\b.{0,25})?\s*[:：.]?"  # or as of a day
_WHO_HEADINGS = _any("individuals_headings", "organisations_headings")
SIGNATURES_HEADING = _compiled(
    rf"{_any('signatories_headings')}{_COUNTED}|{_WHO_HEADINGS}\s*(?:\([^)]{{0,80}}\))?\s*[:：.]?"
)
GROUP_HEADING = _compiled(rf"{_any('group_headings')}{_COUNTED}")
COLUMN_NAMES = frozenset(_of("column_names"))

REFERENCE = _compiled(rf"{_any('references')}\s*\.?\s*[:：]\s*(?=\S)", re.NOFLAG)
COPY = _compiled(
    rf"{_any('copies')}\s*[:：]|{_any('copies_without_colon')}[:.]?(?:$|\s+(?=[A-Z]))", re.NOFLAG
)
ENCLOSURE = _compiled(rf"{_any('enclosures')}(?:\s*\(\d+\))?\s*(?:[:：.]|$)")
DELIVERY = _compiled(
    rf"(?:{_any('delivery.sent')}\s+)?{_any('delivery.by')}\s+{_any('delivery.means')}\b"
)
FAX = _compiled(_any("fax"))
PHONE = _compiled(
    rf"(?:^|\b){_any('telephone', 'telephone_in_contacts', among=_SPACED)}"
    rf"\b\.?\s*{_any('telephone_numbers')}?\s*[:+(\d]|{_any('telephone', among=_UNSPACED)}"
)
# On a line that has a fax number: what follows is a number for something else.
OTHER_NUMBER = _compiled(rf"\b{_any('telephone', 'telephone_beside_fax', among=_SPACED)}\b\.?\s*[:+(]?")
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
URL = re.compile(r"(?:https?://|www\.)\S{3,}")

# What a letter asks, and of whom it tells

WE = _compiled(_edged("we"))
YOU = _compiled(_edged("you"))
ASKS = _compiled(_any("asks"))
ASKS_TOLD = _compiled(_any("asks_told"), re.NOFLAG)
DEMANDS = _compiled(_any("demands"))
DUTIES = _compiled(_any("duties"), re.NOFLAG)
ASK_HEADING = _compiled(_any("ask_headings"))
SAID = _compiled(_edged("said"), re.NOFLAG)
HARMED = _compiled(_edged("harmed"))
OPENING_WORDS = frozenset(_of("opening_words"))
PLACES_CALLED = frozenset(_of("places_called"))
PERSONS = frozenset(_of("persons", among=_SPACED))
CJK_PERSON = _compiled(rf"{_any('persons', among=_UNSPACED)}(?P<name>[\u4e00-\u9fff]{{3}})", re.NOFLAG)
TITLE_OF = _compiled(
    rf"(?P<title>.{{2,90}}?)\s+(?P<link>{_any('title_links')}\s*)(?P<rest>[A-ZÀ-Ž«\"“].*)", re.NOFLAG
)
ON_BEHALF_OF = _any("on_behalf")
OPEN_LETTER = _compiled(_any("open_letters"))
RELEASE_LABEL = _compiled(rf"\W*{_any('release_labels')}\W*")
PAGE_LINK = _compiled(_any("page_links"))
FURNITURE = _compiled(_any("furniture"))
SIGNED_BY = _compiled(_any("signed_by"))
CITES = _compiled(
    rf"https?://|§|\((?:19|20)\d\d\)|\b[A-Z]{{1,4}}/[\w/.]{{0,40}}\d|{_any('cites')}"
)  # a source: a page, an article, a document's sign
ENDS_GO_ON = _compiled(rf"[^:]{{0,23}}:|[：,]|\s{_any('ends_go_on')}")
ENDS = _compiled(rf"(?:{_any('ends', among=_SPACED)})(?!\w)|{_any('ends', among=_UNSPACED)}")


def split_honorific(text: str, language: str = "und") -> tuple[str, str]:
    """'The Honorable', 'John F. Kerry'; an empty string where there is none. Several may follow.

    `language` is the text's, as a BCP 47 tag. Where it is known, a form of honour of a language that is
    neither it nor English is none if people are given it as a name ('Don' of 'Don Beyer'), or where it is
    one of two initials ('M. K. Roe').
    """
    end = 0
    said = text.title() if text.isupper() and len(text.title()) == len(text) else text
    while match := HONORIFIC_AND_SPACE.match(text, end) or HONORIFIC_AND_SPACE.match(said, end):
        if match.end() == end or _is_of_name(match, language.partition("-")[0].lower()):
            break
        end = match.end()
    before, rest = text[:end].strip(" ,"), text[end:].strip()
    behind = HONORIFIC_BEHIND.fullmatch(rest) if not before else None
    return (behind["honorific"], behind["name"]) if behind else (before, rest)


def _is_of_name(form: re.Match[str], tag: str) -> bool:
    """Whether a form of honour may be part of the name instead: see `split_honorific`."""
    word = form[0].strip(" .,")
    if tag == "und" or " " in word or _honorific_and_space(tag, "en").match(form.string, form.start()):
        return False
    is_initial = len(word) == 1 and _INITIAL.match(form.string, form.end()) is not None
    return is_initial or "given" in name_kinds(word)
