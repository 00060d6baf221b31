"""What must be known of a new letter: the questions, the answers, and what is wrong with one.

An answer is looked at by itself, as soon as it is given, so that whoever is asked at a prompt may answer
again. None is what nobody was asked yet; what is left open on purpose is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from letterkit.blocks.base import BlockModel
from letterkit.blocks.documents import repeats
from letterkit.blocks.kinds import KIND_BY_MODEL
from letterkit.blocks.models import Address, Framing, Issue, Organisation, Signatures
from letterkit.blocks.values import short
from letterkit.diagnostics import LetterkitError, did_you_mean
from letterkit.language.countries import EUROPEAN_UNION, country_meant, is_country
from letterkit.language.dates import PartialDate
from letterkit.language.locales import UnknownLanguageError, checked_language
from letterkit.language.names import as_read, one_line
from letterkit.library.index import Library
from letterkit.values import replace


class Answers(Struct, frozen=True):
    """What is known of a new letter and its occasion, as it was typed."""

    name: str | None = None
    short_name: str | None = None
    city: str | None = None
    first_day: str | None = None
    last_day: str | None = None
    countries: tuple[str, ...] | None = None
    addresses: tuple[str, ...] | None = None
    signatures: str | None = None
    opening: tuple[str, ...] | None = None
    asks: tuple[str, ...] | None = None
    closing: tuple[str, ...] | None = None
    language: str | None = None
    date: str | None = None
    lead: str | None = None


class Question(Struct, frozen=True):
    """Something that must be known: its option, what is asked, what it means, and what is likely.

    Where nobody can be asked, what is likely is taken unless it is to be `said`; what may stay open is
    `optional`.
    """

    option: str
    text: str
    help: str
    default: str | None = None
    said: bool = False
    optional: bool = False


OPTIONS: Mapping[str, str] = {
    "--name": "name",
    "--short-name": "short_name",
    "--city": "city",
    "--from": "first_day",
    "--to": "last_day",
    "--country": "countries",
    "--address": "addresses",
    "--signatures": "signatures",
    "--opening": "opening",
    "--ask": "asks",
    "--closing": "closing",
    "--language": "language",
    "--date": "date",
    "--lead": "lead",
}
"""The options, and the fields of `Answers` that they are for."""
ALL = "all"
"""The answer by which all members of the library sign."""
NONE = "none"
"""The answer by which a part of the letter's body is left out."""
_LISTS = ("countries", "addresses", "opening", "asks", "closing")
_PARTS = ("opening", "asks", "closing")
# Which answers name blocks of the library.
_BLOCKS: Mapping[str, type[BlockModel]] = {
    "addresses": Address,
    "signatures": Signatures,
    "opening": Framing,
    "asks": Issue,
    "closing": Framing,
    "lead": Organisation,
}


def is_open(answers: Answers, question: Question) -> bool:
    """Whether nobody has answered the question yet."""
    return getattr(answers, OPTIONS[question.option]) is None


def answered(answers: Answers, option: str, text: str) -> Answers:
    """The answers with one more, as it was typed: several things with commas between them."""
    key = OPTIONS[option]
    value: object = one_line(text)
    if key == "signatures" and value == ALL:
        value = ""
    if key in _LISTS:
        value = listed(text)
    if key == "countries":
        value = tuple(map(_country, listed(text)))
    return replace(answers, **{key: value})  # type: ignore[arg-type]  # the value is of the field's kind


def with_likely(what: str, missing: Sequence[Question], answers: Answers) -> Answers:
    """The answers with those to the questions whose answer is likely, or may stay open.

    Raises LetterkitError about `what` is new, with all that are missing, where none is.
    """
    taken = [q for q in missing if q.optional or (q.default and not q.said)]
    if not taken:
        options = ", ".join(question.option for question in missing)
        told = (f"{q.option}: {q.text[0].lower()}{q.text[1:]}, {q.help}" for q in missing)
        raise LetterkitError(f"{what}; missing: {options}", "\n  ".join(told), status=2)
    for question in taken:
        answers = answered(answers, question.option, question.default or "")
    return answers


def listed(text: str) -> tuple[str, ...]:
    """The things that stand in a text with commas between them, each once."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _country(text: str) -> str:
    """A country's code, also where its name was typed."""
    code = text.upper()
    if is_country(code) or code == EUROPEAN_UNION:
        return code
    return EUROPEAN_UNION if as_read(text) == "europeanunion" else country_meant(text) or text


def wrong_answers(library: Library, answers: Answers) -> list[str]:
    """What is wrong with each answer, one after the other, with its option."""
    found = ((option, wrong(library, answers, option)) for option in OPTIONS)
    return [f"{option}: {what}" for option, what in found if what]


def wrong(library: Library, answers: Answers, option: str) -> str | None:
    """What is wrong with the answer to one question; None where nothing is, or it is open."""
    key = OPTIONS[option]
    value = getattr(answers, key)
    if not value:
        return None
    if key in _PARTS and value == (NONE,):
        return None
    if key in _BLOCKS:
        names = (value,) if isinstance(value, str) else value
        return _unknown(library, _BLOCKS[key], names)
    check = _CHECKS.get(key)
    return check(answers) if check else None


def _unknown(library: Library, model: type[BlockModel], names: Sequence[str]) -> str | None:
    kind = KIND_BY_MODEL[model]
    known = library.names(kind)
    for name in names:
        if name not in known:
            there = f"there are: {', '.join(known)}" if known else "there is none yet"
            return f"no {kind.name} is named '{short(name)}'; {did_you_mean(name, known) or there}"
    return None


def _short_name(answers: Answers) -> str | None:
    if answers.short_name and repeats(answers.short_name, answers.name or ""):
        return "that is the name; leave it out, or shorten it"
    return None


def _countries(answers: Answers) -> str | None:
    for code in answers.countries or ():
        if code != EUROPEAN_UNION and not is_country(code):
            return f"there is no country '{short(code)}'; write two capital letters, such as VN, or EU"
    return None


def _day(text: str | None) -> str | None:
    try:
        PartialDate.parse(text or "")
    except ValueError as error:
        return str(error)
    return None


def _last_day(answers: Answers) -> str | None:
    problem = _day(answers.last_day)
    if problem or not answers.first_day or _day(answers.first_day):
        return problem
    first, last = (PartialDate.parse(day or "") for day in (answers.first_day, answers.last_day))
    return f"it ends ({last}) before it begins ({first})" if last.last_day < first.first_day else None


def _language(answers: Answers) -> str | None:
    try:
        checked_language(answers.language or "")
    except UnknownLanguageError as error:
        return f"there is no language '{short(answers.language)}'" + (
            f"; did you mean '{error.suggestion}'?" if error.suggestion else "; such as en-GB or fr"
        )
    return None


_CHECKS: Mapping[str, Callable[[Answers], str | None]] = {
    "short_name": _short_name,
    "first_day": lambda answers: _day(answers.first_day),
    "last_day": _last_day,
    "countries": _countries,
    "language": _language,
    "date": lambda answers: _day(answers.date),
}
