"""What is seen of a paragraph alone: the shapes of its words, and what they say.

Nothing here decides anything. Each mark is a word that `guess` looks up in the learned weights: `prose`
that a paragraph reads like running text. What is seen around it is in `placed`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from letterkit.importer import fax, shapes
from letterkit.importer.parts import SourceParagraph
from letterkit.importer.quotations import is_quotation, unquoted
from letterkit.language import words
from letterkit.language.countries import regions
from letterkit.language.written_dates import date_line, find_date

Marks = set[str]
WORD = "word:"
"""What a mark begins with that is one of a paragraph's words."""

_LINE = 150  # characters: what is longer names nobody alone

_LABEL = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+)?\s?[:：](?:\s+\S|$)")
_NOTE = re.compile(r"(?P<mark>[\[(]\d{1,3}[\])]|\d{1,3}\]|\*{1,3}|[¹²³]|\d{1,3}\s)\s*\S")
# Up to which a paragraph about somebody names them.
_HEAD = re.compile(rf"\s*[,(:;–—\[]|\s+-\s+|\.\s|\s+(?={words.BEHIND_NAMES}\b)")
# How the first paragraph of a press release begins: place and date, and a dash.
_DATELINE = re.compile(
    r"(?:\([^()]{2,80}\)\s*(?:[–—:-]|--)|[A-ZÀ-Ž][\w .,'’-]{2,50}?\s*(?:[–—]|--))\s*\S"
)

_CELLS = re.compile(r"\W*\|\W*|\s+")
_WORD = re.compile(r"[^\W\d_]+")


def _takes_leave(text: str) -> bool:
    """Whether a short line reads like a close, whatever its words: mostly small ones, and a comma."""
    letters, small = shapes.cases(text)
    return text.endswith((",", "，")) and 2 <= letters <= 12 and 2 * small > letters


def _heads_group(text: str) -> bool:
    """Whether a line may head some of those who sign: 'International', 'West Africa'."""
    plain = text.strip(" *#-:.").lower()
    return words.GROUP_HEADING.fullmatch(plain) is not None or plain in regions()


_WHOLE: dict[str, Callable[[str], object]] = {
    "prose": shapes.is_prose,
    "dear": shapes.is_salutation,
    "close": shapes.is_close,
    "closes": shapes.is_close_sentence,
    "heads": shapes.heads_signatures,
    "foot-heading": shapes.ends_text,
    "sentence": shapes.is_sentence,
    "contact": shapes.is_contact,
    "postal": shapes.is_postal,
    "place": shapes.is_place,
    "title": shapes.is_title,
    "group": shapes.has_organisation_word,
    "name": shapes.has_name_shape,
    "quoted": is_quotation,
    "dated": date_line,
    "fax": fax.is_fax_line,
    "label": _LABEL.match,
    "told": _DATELINE.match,
    "upper": str.isupper,
    "copy": words.COPY.match,
    "enclosed": words.ENCLOSURE.match,
    "delivery": words.DELIVERY.match,
    "reference": words.REFERENCE.match,
    "addressed": words.ADDRESSED_TO.match,
    "open-letter": words.OPEN_LETTER.match,
    "release": words.RELEASE_LABEL.fullmatch,
    "furniture": words.FURNITURE.match,
    "page-link": lambda text: len(text) < _LINE and words.PAGE_LINK.search(text),
    "demand": words.DEMANDS.match,
    "region": _heads_group,
    "columns": lambda text: words.COLUMN_NAMES.issuperset(_CELLS.split(text.lower().strip(" *#.:|"))),
    "leave": _takes_leave,
    "mail": words.EMAIL.search,
    "link": words.URL.search,
    "signed-by": words.SIGNED_BY.search,
    "behalf": re.compile(words.ON_BEHALF_OF).search,
    "cites": words.CITES.search,
    "street": lambda text: shapes.is_postal(text) and any(map(str.isdigit, text)),
    "bracket": re.compile(r"\(").search,
    "dash": re.compile(r"\s[–—-]\s").search,
    "semicolon": re.compile(";").search,
}
_SAID = {
    "asks": words.ASKS,
    "asks-told": words.ASKS_TOLD,
    "duty": words.DUTIES,
    "harmed": words.HARMED,
    "we": words.WE,
    "you": words.YOU,
}


def step(number: float, *steps: float) -> int:
    """How many of the steps, in order, a number has reached: a mark needs a size, not a figure."""
    return bisect_right(steps, number)


def seen_alone(entry: SourceParagraph) -> Marks:
    """What is seen of a paragraph without those around it."""
    text = entry.text
    found = {mark for mark, looks in _WHOLE.items() if looks(text)}
    said = unquoted(text)
    found |= {mark for mark, pattern in _SAID.items() if pattern.search(said)}
    found |= {*_size(text), *_edges(text), *_naming(text), *_form(entry), *_known(text)}
    found |= {f"{WORD}{word}" for word in _WORD.findall(text.casefold())}
    return found


def _form(entry: SourceParagraph) -> Iterator[str]:
    """What a paragraph is in its file, and the mark it begins with."""
    text = entry.text
    yield f"item:{kind_of_mark(entry.marker)}"
    yield f"lines{min(len(entry.lines), 3)}"
    yield f"bars{min(text.count(' | '), 3)}"
    if entry.heading:
        yield "heading"
    if entry.cell:
        yield "cell"
    if not any(map(str.isalnum, entry.whole)):
        yield "blank"
    if note := _NOTE.match(entry.whole if entry.marker[:1] in ("[", "(") else text):
        first = note["mark"][0]
        yield from ("numbered", f"note{'0' if first.isdigit() else first}")


def _known(text: str) -> Iterator[str]:
    """What its words are known for: a head's field, a day, a heading above asks."""
    if words.ASK_HEADING.fullmatch(text.rstrip(":：. ")):
        yield "ask-heading"
    if (field := words.HEAD_FIELD.match(text)) is not None:
        yield f"field:{words.HEAD_FIELDS[field['field'].lower()]}"
    if not date_line(text) and find_date(text):
        yield "dated-short" if len(text) < 60 else "dated-within"


def kind_of_mark(marker: str) -> str:
    """The kind of a list item's mark: number, letter, bullet, or nothing."""
    inner = marker.strip("().、． ")
    if inner.isalnum():
        return "number" if inner.isdigit() else "letter"
    return "bullet" if marker else ""


def _size(text: str) -> Iterator[str]:
    found = text.split()
    letters = [word for word in found if word[0].isalpha()]
    yield f"long{step(len(text), 1, 15, 30, 50, 80, 120, 200, 400, 800)}"
    yield f"words{step(len(found), 1, 2, 3, 4, 6, 9, 14, 25, 50)}"
    yield f"commas{min(text.count(','), 4)}"
    yield f"digits{step(sum(map(str.isnumeric, text)) / max(len(text), 1), 0.001, 0.1, 0.3, 0.5)}"
    if letters:
        capital = sum(word[0].isupper() for word in letters) / len(letters)
        yield f"capital{step(capital, 0.15, 0.3, 0.5, 0.7, 0.99)}"
        if all(word[0].isupper() or word.lower() in words.JOINING_WORDS for word in letters):
            yield "title-case"


def _edges(text: str) -> Iterator[str]:
    first, last = text[:1], text[-1:]
    yield f"ends{last if last in '.,:;?!)' else 'digit' if last.isdigit() else ''}"
    small, upper, digit = first.islower(), first.isupper(), first.isdigit()
    yield f"begins-{'small' if small else 'capital' if upper else 'digit' if digit else first[:1]}"


def _naming(text: str) -> Iterator[str]:
    """What a short paragraph names; whether a longer one begins with a name."""
    head = _HEAD.split(text, maxsplit=1)[0]
    if head != text and shapes.has_name_shape(head) and shapes.shape_of(head) in ("person", "either"):
        yield "begins-name"
    if len(text) < _LINE:
        yield f"is:{shapes.shape_of(text)}"
        if words.split_honorific(text)[0]:
            yield "honour"
