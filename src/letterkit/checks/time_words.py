"""Words that age: what is true of one letter's date and stays in the block when it is used again.

The rules know English, and are made to be silent on good prose rather than to find everything: what
stands in quotation marks or in emphasis is somebody's words or a title, a capital inside a sentence
makes a name ("the Last Secretary"), and a merge field is never a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from letterkit.blocks.kinds import document_kind
from letterkit.blocks.models import Prose
from letterkit.checks.subject import Subject
from letterkit.checks.texts import (
    COVER,
    cover,
    covered,
    given,
    is_english,
    printed,
)
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.language.dates import day_names, month_names
from letterkit.language.loader import ENGLISH
from letterkit.language.numbers import english_numbers, ordinal_text
from letterkit.language.sentences import begins_sentence, sentence_around
from letterkit.library.index import Block

# What a rule found: the code, and where the words begin and end.
Found = tuple[str, int, int]

_MESSAGES = {
    "LK451": "'{}' means another time when the text is used again",
    "LK452": "'{}' is true of one occasion only",
    "LK453": "'{}' is wrong after a year",
    "LK454": "'{}' is before the letter's year, yet spoken of as to come",
}
_HINTS = {
    "LK451": "write the date or year, or a merge field",
    "LK452": "make it a value under `with:`, such as {{ with.session | ordinal }}",
    "LK453": "write the date it began, or take it from the person's history",
    "LK454": "check that it still holds",
}
_WITH_HINT = (
    "give each letter its own value under `with:` in the campaign; where it is right, `ignore:` keeps it"
)
# A merge field of one of the block's own values, alone or as an ordinal.
_NUMBER_FIELD = re.compile(r"\{\{\s*with\.(?P<key>\w+)\s*(?P<ordinal>\|\s*ordinal\s*)?\}\}")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Looks at every text that the document prints, if the document is in English."""
    if not is_english(subject):
        return
    for text in printed(subject):
        for code, start, end in find(text.words, subject.block.model.date.year):
            words = " ".join(text.words[start:end].split())
            if words == "today" and document_kind(subject.block.model).speaks_of_today:
                continue  # what was "said today" was said on the day in the release's first line
            hint = _WITH_HINT if "with" in text.path else _HINTS[code]
            yield _ages_at(code, words, text.place(start), hint)
    for block in subject.blocks(Prose):
        yield from _numbers(subject, block)


def _numbers(subject: Subject, block: Block[Prose]) -> Iterator[Diagnostic]:
    """LK452 where a block's own number makes an occasion in its text: `session: 31`, the 31st session.

    A number that the document gives is this letter's own, which is what LK452 asks for.
    """
    own = {text.path[1]: text for text in given(subject) if text.document is block.document}
    for match in _NUMBER_FIELD.finditer(block.model.text):
        value = own.get(match["key"])
        if value is None or not value.words.isdigit():
            continue
        number = ordinal_text(value.words, ENGLISH) if match["ordinal"] else value.words
        words = block.model.text[: match.start()] + number + block.model.text[match.end() :]
        for code, start, end in find(words, subject.block.model.date.year):
            if start <= match.start() < end:
                said = covered(" ".join(words[start:end].split())).replace(COVER, "")
                yield _ages_at(code, said, value.place(0), _WITH_HINT)


def _ages_at(code: str, words: str, place: Location, hint: str) -> Diagnostic:
    return Diagnostic(code, _MESSAGES[code].format(words), place, hint, Severity.WARNING)


@lru_cache(1024)
def find(words: str, year: int) -> tuple[Found, ...]:
    """The words that age in a text of a letter of that year.

    While a page is looked at, most texts stay as they were from one save to the next.
    """
    own = _QUOTED.sub(lambda match: cover(match.group()), covered(words))
    rules = chain(_time_words(own), _occasions(own), _ages(own), _durations(own), _years(own, year))
    return tuple(
        (code, start, end)
        for code, start, end in rules
        if not words[start].isupper() or begins_sentence(own, start)
    )


_QUOTED = re.compile(
    r"“[^“”]*(?:“[^“”]*”[^“”]*)*”|(?<!\w)\"[^\"]*\"|(?<!\w)‘[^‘\n]*’(?!\w)|(?<![\w*])\*(?![\s*])[^*]+\*(?!\*)|(?<!\w)_[^_]+_(?!\w)"
)


def _words(*alternatives: str) -> str:
    """A pattern for any of these; a space in it is any space, also a line's end."""
    return f"(?:{'|'.join(alternatives)})".replace(" ", r"\s+")


def _one_of(*words: str) -> str:
    """A pattern for any of these single words."""
    return f"(?:{'|'.join(' '.join(words).split())})"


_DIGITS, _TEENS = _one_of(*english_numbers()[:9]), _one_of(*english_numbers()[9:19])
_TENS = _one_of("twenty thirty forty fifty sixty seventy eighty ninety")
_TYPED = rf"(?:{_TENS}(?:-{_DIGITS})?|{_TEENS}|{_DIGITS})"
_NUMBER = rf"(?:\d{{1,3}}|{_TYPED})"
_ABOUT = _words(
    *("more than", "less than", "fewer than", "at least", "almost", "nearly", "about", "around"),
    *("over", "just over", "some", "the past", "the last"),
)
_SEVERAL = _words(_NUMBER, "several", "a few", "few", "many", "a couple of", "a", "an", "half a")
_MONTH, _DAY = _one_of(*month_names(ENGLISH)), _one_of(*day_names(ENGLISH))


# LK451

_RELATIVE = re.compile(
    _words(
        # "the last year of his sentence" and "this fall in rank" are no points in time
        r"\b(?:last|this|next|past|coming) (?:week|weekend|month|quarter|year|decade)(?!\w|-)(?! of\b)",
        r"\b(?:last|this|next) (?:spring|summer|autumn|winter|fall)\b(?! (?:in|of|from)\b)",
        rf"\b(?:last|past|next|coming) (?:{_NUMBER}|few|several|couple of) (?:week|month|year|decade)s\b",
        r"\b(?:past|coming) (?:days|weeks|months|years)\b",
        r"\b(?:in|over|during|within) (?:the )?(?:most )?recent (?:days|weeks|months|years|decades)\b",
        rf"\b(?:(?:{_ABOUT} )?{_SEVERAL} )?(?:day|week|month|year)s? ago\b",
        rf"\b(?:{_ABOUT} )?{_SEVERAL} (?:decade|generation)s? ago\b",
        r"\bnot long ago\b",
        r"\b(?:(?:more|most|until) )?(?:recently|lately)\b",
        r"\b(?:currently|presently|nowadays|upcoming)\b",
        r"\b(?:today|yesterday|tomorrow|tonight)\b",
        r"\b(?:right now|until now|up to now|as of now|from now on|at present)\b",
        r"\bat the (?:present )?moment\b(?! (?:of|when|that|in|he|she|they|the)\b)",
        r"(?<!\bup[\s-])\bto date\b(?! (?:the|a|an|his|her|its|their|back|from|it|them)\b)(?!-)",
        r"\bso far\b(?! (?:as|from|away|apart|beyond|off|out|removed)\b)",
    ),
    re.IGNORECASE,
)
_NAMED = re.compile(rf"\b(?:[Ll]ast|[Tt]his|[Nn]ext)\s+(?:{_MONTH}|{_DAY})\b(?!\s+\d)")
# "gone so far", and "the next year he was moved", told of a time long gone, are no time words.
_GONE_SO_FAR = re.compile(r"\b(?:go|goes|going|gone|went|in)\s+so\s+far$", re.IGNORECASE)
_TOLD = re.compile(r"\bthe\s+(?:next|coming)\s+[a-z]+(?<!s)$", re.IGNORECASE)


def _time_words(own: str) -> Iterator[Found]:
    for match in chain(_RELATIVE.finditer(own), _NAMED.finditer(own)):
        said = own[max(0, match.start() - 12) : match.end()]
        if not (_GONE_SO_FAR.search(said) or _TOLD.search(said)):
            yield "LK451", match.start(), match.end()


# LK452

_THIRD = _one_of(
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth"
)
_ORDINAL = rf"(?:\d+(?:st|nd|rd|th)|(?:{_TENS}-)?(?:first|second|{_THIRD}))"
_KIND = (
    r"(?:(?:[A-Z][\w.&–-]*|&|and|annual|biannual|regular|special|plenary|periodic|bilateral|joint|formal|"
    r"high-level|human|rights|legal|experts?|strategic|economic|security)\s+){0,6}"
)
_OCCASION = r"(?:[Ss]essions?|[Rr]ounds?|[Dd]ialogues?|[Mm]eetings?|[Ss]ummits?|[A-Z]+&[A-Z]+)"
_OCCASIONS = re.compile(
    rf"\b{_ORDINAL}\s+{_KIND}(?:{_OCCASION}|[Aa]nniversary)\b"
    rf"|\b(?:[Ff]inal|[Ll]ast)\s+{_KIND}{_OCCASION}\b"
    r"|\b(?:final|last)\s+year\s+of\s+(?:the|this|your|President|(?:his|her|their)\s+"
    r"(?:term|presidency|mandate|tenure))\b"
)


def _occasions(own: str) -> Iterator[Found]:
    for match in _OCCASIONS.finditer(own):
        # The first of anything stays the first, and "a third meeting" is one more, not the third.
        if re.match(r"first\b", match.group()) or re.search(
            r"\b[Aa]\s+$", own[max(0, match.start() - 9) : match.start()]
        ):
            continue
        yield "LK452", match.start(), match.end()


# LK453

_AGE = rf"(?:[1-9]\d|{_TYPED})"
_AGES = re.compile(
    rf"\b(?P<old>{_AGE}[ -]years?[ -]olds?|{_AGE} years of age)\b"
    rf"|\b(?P<aged>[Aa]ged\s+{_AGE})\b(?!\s+(?:to|and|or)\b)"
    rf"|(?:\b(?!Article|Section|Rule|Chapter|Number|Th|It)[A-Z][a-z]+|\bs?he|\bwho|{COVER})\s+"
    rf"(?P<being>(?:is|turns)\s+(?:now\s+)?{_AGE})(?=\s*[,.;:)]|\s+and\b|\s*$)"
    rf"|[A-Z{COVER}][\w{COVER}]{{1,60}},\s(?P<bare>[1-9]\d)(?=,\s+[a-z])"
)


def _ages(own: str) -> Iterator[Found]:
    for match in _AGES.finditer(own):
        kind = match.lastgroup or ""
        yield "LK453", match.start(kind), match.end(kind)


_FOR_YEARS = re.compile(
    rf"\bfor\s+(?:{_ABOUT}\s+)?(?:{_NUMBER}|a|several|many)\s+(?:full\s+|long\s+|whole\s+)?"
    r"(?:day|week|month|year|decade)s?\b(?!\s+(?:of|in\s+prison)\b)",
    re.IGNORECASE,
)
# Whether what lasted "for eight years" still lasts is said by the verb before it: "has been held" ages,
# "was held" and "had been held" do not, and a sentence of eight years remains one of eight years.
_VERBS = re.compile(
    r"\b(?P<lasting>(?:has|have)(?:n['’]t)?(?:\s+had)?)\b"
    r"|\b(?:had|was|were|would|will|may|might|can|could|should|must|sentenced|valid|asks?|asked|calls?)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:prison|jail|detention|exile|custody|confinement|missing|held|detained|"
    r"imprisoned|behind\s+bars)\s+$"
)


def _durations(own: str) -> Iterator[Found]:
    for match in _FOR_YEARS.finditer(own):
        before, after = sentence_around(own, match.start(), match.end())
        verbs = list(_VERBS.finditer(before)) or list(_VERBS.finditer(after))[:1]
        lasting = verbs[-1]["lasting"] if verbs else _HELD.search(before)
        if lasting:
            yield "LK453", match.start(), match.end()


# LK454

_PLANNED = re.compile(
    r"\b(?:will|shall|plans?|planning|planned|upcoming|expected|expects?|intends?|scheduled|going\s+to)\b"
)
_TO_COME = _words(
    *("will", "shall", "(?:plans?|intends?|expects?) to", "(?:is|are) planning"),
    "(?:is|are) (?:expected|scheduled|planned|going|to)",
)
# No plan for the year where something done stands between: "will keep the promise it made in 2013".
_DONE = _one_of(
    r"that which who what when as it they he she made held was were had took gave said did began "
    r"came went saw kept since after before from for \w+ed"
)
_GAP = rf"(?:(?!{_DONE}\b)[\w{COVER}'’-]+\s+)"
_DRAFT = _one_of(
    "draft planned proposed upcoming bill plan proposal review round session dialogue meeting summit "
    "visit talks budget elections?"
)
_YEARS = re.compile(
    rf"\b[Tt]his\s+(?P<this>\d{{4}})\s+[a-z]"
    rf"|\b(?i:the|a|its|their|your|our)\s+(?P<draft>\d{{4}})\s+{_DRAFT}\b"
    rf"|\b[Ii]n\s+(?P<then>\d{{4}}),?\s+{_GAP}{{1,5}}?{_TO_COME}\b"
    rf"|\b{_TO_COME}\s+{_GAP}{{0,5}}(?:in|by|during)\s+(?P<until>\d{{4}})\b(?![-–])"
)


def _years(own: str, year: int) -> Iterator[Found]:
    for match in _YEARS.finditer(own):
        kind = match.lastgroup or ""
        if not 1900 <= int(match[kind]) < year:
            continue
        sentence = match.group().join(sentence_around(own, match.start(), match.end()))
        if kind == "this" or _PLANNED.search(sentence):
            yield "LK454", match.start(kind), match.end(kind)
