"""What is seen of each paragraph of a letter: its words' shapes, its layout, what stands around it.

Nothing here decides anything. Each mark is a word that `guess` looks up in the learned weights: `prose`
that a paragraph reads like running text, `-1:prose` that the one above it does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from letterkit.importer import fax, shapes, words
from letterkit.importer.dates import date_line, find_date, month_line
from letterkit.importer.entry import ParagraphEntry
from letterkit.importer.listed import is_run
from letterkit.importer.parts import SourceParagraph
from letterkit.importer.quotations import is_quotation, unquoted
from letterkit.importer.sentences import last_sentence

_Marks = set[str]
_NEAR = 60  # lines of a block that are looked at together
_LINE = 150  # characters: what is longer names nobody alone

WE = re.compile(
    r"\b(?:we|our|us|undersigned|i|nous|notre|nos|nosotros|nuestr\w+|wir|unsere?\w*|nós|noss\w+)\b"
    r"|我們|我们|本會",
    re.IGNORECASE,
)
_YOU = re.compile(
    r"\b(?:you|your|vous|votre|vos|usted|ustedes|sie|ihnen|ihre?\w*|excellency|excelencia)\b", re.IGNORECASE
)
_LABEL = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+)?\s?[:：](?:\s+\S|$)")
_NOTE = re.compile(r"(?:\[?\d{1,3}\]|\*{1,3}|[¹²³]|\d{1,3}\s)\s*\S")
_HEAD = re.compile(
    r"\s*[,(:;–—\[]|\s+-\s+|\.\s|\s+(?=(?:is|was|were|has|had|who|and|says)\b)"
)  # up to which a paragraph about somebody names them
_DIVIDED = re.compile(r"\s*[,;(–—|]\s*|\s+-\s+")
DATELINE = re.compile(r"(?:\([^()]{2,80}\)\s*(?:[–—:-]|--)|[A-ZÀ-Ž][\w .,'’-]{2,50}?\s*(?:[–—]|--))\s*\S")
"""How the first paragraph of a press release begins: place and date, and a dash."""

_WHOLE: dict[str, Callable[[str], object]] = {
    "prose": shapes.is_prose,
    "dear": shapes.is_salutation,
    "close": shapes.is_close,
    "closes": shapes.is_close_sentence,
    "heads": shapes.heads_signatures,
    "ends": shapes.ends_text,
    "sentence": shapes.is_sentence,
    "contact": shapes.is_contact,
    "postal": shapes.is_postal,
    "place": shapes.is_place,
    "title": shapes.is_title,
    "group": shapes.has_organisation_word,
    "name": shapes.has_name_shape,
    "quoted": is_quotation,
    "run": is_run,
    "dated": date_line,
    "month": month_line,
    "fax": fax.is_fax_line,
    "label": _LABEL.match,
    "told": DATELINE.match,
    "upper": str.isupper,
    "copy": lambda text: words.COPY.match(text) or words.COPY_BARE.match(text),
    "enclosed": words.ENCLOSURE.match,
    "postscript": words.POSTSCRIPT.match,
    "delivery": words.DELIVERY.match,
    "reference": words.REFERENCE.match,
    "addressed": words.ADDRESSED_TO.match,
    "open-letter": words.OPEN_LETTER.match,
    "opens": words.OPEN_LETTER.search,
    "release": words.RELEASE_LABEL.fullmatch,
    "furniture": words.FURNITURE.match,
    "mail": words.EMAIL.search,
    "link": words.URL.search,
    "phone": words.PHONE.search,
    "signed-by": words.SIGNED_BY.search,
    "behalf": re.compile(words.ON_BEHALF_OF).search,
    "bracket": re.compile(r"\(").search,
    "dash": re.compile(r"\s[–—-]\s").search,
    "semicolon": re.compile(";").search,
}
_SAID: dict[str, re.Pattern[str]] = {
    "asks": words.ASKS,
    "asks-told": words.ASKS_TOLD,
    "duty": words.DUTIES,
    "harmed": words.HARMED,
    "said": words.SAID,
    "courtesy": words.COURTESY,
    "purpose": words.PURPOSE,
    "we": WE,
    "you": _YOU,
}
_AROUND = frozenset(
    "prose dear close heads sentence contact postal title group name dated honour fax heading ends: ends; "
    "item:number item:bullet item:letter item: asks duty asks-told harmed cell begins-name is:person is:organisation "
    "is:title is:either copy addressed upper we quoted label".split()
)
_OF_ZONE = frozenset(
    "prose is:person is:title is:organisation is:either honour group title postal place contact upper name "
    "item:bullet item:number item: sentence we dated-short ends: ends, cell heading copy label mail link quoted".split()
)
_OF_BLOCK = frozenset("honour title postal group prose contact dated is:person dear close copy addressed fax".split())


def _step(number: float, *steps: float) -> int:
    return bisect_right(steps, number)


def marks(entries: Sequence[ParagraphEntry], told: Sequence[bool] = ()) -> list[_Marks]:
    """What is seen of each. `told` says which stand in a press release."""
    alone = [_alone(entry) for entry in entries]
    found = [set(one) for one in alone]
    _zones(alone, found, told)
    _layout(entries, found)
    _blocks(entries, alone, found)
    _lists(entries, alone, found)
    for i, one in enumerate(found):
        for way in (-2, -1, 1, 2):
            there = alone[i + way] & _AROUND if 0 <= i + way < len(alone) else {"none"}
            one.update(f"{way:+}{mark}" for mark in there)
    return found


# A paragraph alone


def _alone(entry: ParagraphEntry) -> _Marks:
    text, paragraph = entry.text, entry.paragraph
    found = {mark for mark, looks in _WHOLE.items() if looks(text)}
    said = unquoted(text)
    found |= {mark for mark, pattern in _SAID.items() if pattern.search(said)}
    last = last_sentence(said)
    found |= {f"last-{mark}" for mark in ("asks", "asks-told", "duty") if _SAID[mark].search(last)}
    found |= set(_size(text)) | set(_edges(text)) | set(_naming(text))
    found.add(f"item:{kind_of_mark(paragraph.marker)}")
    found.add(f"lines{min(len(paragraph.lines), 3)}")
    if paragraph.heading:
        found.add("heading")
    if paragraph.cell:
        found.add("cell")
    if not any(map(str.isalnum, entry.whole)):
        found.add("blank")
    if _NOTE.match(entry.whole):
        found.add("numbered")
    if words.ASK_HEADING.fullmatch(text.rstrip(":：. ")):
        found.add("ask-heading")
    if (field := words.HEAD_FIELD.match(text)) is not None:
        found.add(f"field:{words.HEAD_FIELDS[field['field'].lower()]}")
    if not date_line(text) and find_date(text):
        found.add("dated-short" if len(text) < 60 else "dated-within")
    both = [(a, b) for a in ("asks", "asks-told", "duty") for b in ("we", "you", "courtesy", "purpose", "ends:")]
    return found | {f"{a}&{b}" for a, b in both if a in found and b in found}


def kind_of_mark(marker: str) -> str:
    """The kind of a list item's mark: number, letter, bullet, or nothing."""
    inner = marker.strip("().、． ")
    return "" if not marker else "number" if inner.isdigit() else "letter" if inner.isalnum() else "bullet"


def _size(text: str) -> Iterator[str]:
    found = text.split()
    letters = [word for word in found if word[0].isalpha()]
    yield f"long{_step(len(text), 1, 15, 30, 50, 80, 120, 200, 400, 800)}"
    yield f"words{_step(len(found), 1, 2, 3, 4, 6, 9, 14, 25, 50)}"
    yield f"commas{min(text.count(','), 4)}"
    yield f"digits{_step(sum(map(str.isdigit, text)) / max(len(text), 1), 0.001, 0.1, 0.3, 0.5)}"
    if letters:
        capital = sum(word[0].isupper() for word in letters) / len(letters)
        yield f"capital{_step(capital, 0.15, 0.3, 0.5, 0.7, 0.99)}"
        if all(word[0].isupper() or word.lower() in shapes.SMALL_WORDS for word in letters):
            yield "title-case"


def _edges(text: str) -> Iterator[str]:
    first, last = text[:1], text[-1:]
    yield f"ends{last if last in '.,:;?!)' else 'digit' if last.isdigit() else ''}"
    small, upper, digit = first.islower(), first.isupper(), first.isdigit()
    yield f"begins-{'small' if small else 'capital' if upper else 'digit' if digit else first[:1]}"


def _naming(text: str) -> Iterator[str]:
    """What a short paragraph names, and what its pieces do; whether a longer one begins with a name."""
    head = _HEAD.split(text, maxsplit=1)[0]
    if head != text and shapes.has_name_shape(head) and shapes.shape_of(head) in ("person", "either"):
        yield "begins-name"
    if len(text) >= _LINE:
        return
    yield f"is:{shapes.shape_of(text)}"
    honorific, rest = words.split_honorific(text)
    if honorific:
        yield "honour"
        yield f"honour-{'name' if shapes.has_name_shape(rest) else 'alone' if not rest else 'other'}"
    pieces = [piece for piece in _DIVIDED.split(text) if piece]
    if len(pieces) > 1:
        yield f"first:{shapes.shape_of(pieces[0])}"
        yield f"second:{shapes.shape_of(pieces[1])}"
        yield f"last:{'place' if shapes.is_place(pieces[-1]) else shapes.shape_of(pieces[-1])}"


# Where it stands


def _zones(alone: Sequence[_Marks], found: Sequence[_Marks], told: Sequence[bool]) -> None:
    """Above or below the salutation, the text, the close: how letters go, whatever their words."""
    count = len(alone)
    prose = [i for i, one in enumerate(alone) if "prose" in one]
    first, last = (prose[0], prose[-1]) if prose else (count, count)
    dear = [i for i, one in enumerate(alone) if "dear" in one and _has_text(alone[i + 1 : i + 7])]
    ends = [i for i, one in enumerate(alone) if one & {"close", "heads"} and i > first]
    for i, one in enumerate(found):
        salutation = "none" if not dear else "above" if i < dear[0] else "at" if i in dear else "below"
        text = "above" if i < first else "within" if i <= last else "below"
        end = "none" if not ends else "above" if i < ends[0] else "at" if i == ends[-1] else (
            "between" if i < ends[-1] else "below"
        )
        kind = "release" if told and told[i] else "letter"
        places = {f"dear:{salutation}", f"text:{text}", f"end:{end}", f"dear:{salutation},text:{text}"}
        one |= places | {f"dear:{salutation},text:{text},end:{end}", kind}
        one |= {f"text:{text},end:{end}", f"{kind},text:{text}"}
        here = alone[i] & _OF_ZONE
        one |= {f"dear:{salutation},text:{text},{mark}" for mark in here} | {f"end:{end},{mark}" for mark in here}
        one |= {f"{kind},{mark}" for mark in alone[i] & {"asks", "asks-told", "duty", "quoted", "sentence"}}
        one.add(f"ahead{_step(count_after(prose, i), 1, 2, 3, 6)}")
        one.add(f"above{_step(len(prose) - count_after(prose, i), 1, 2, 3, 6)}")
        if dear and i > dear[-1]:
            one.add(f"behind-dear{min(i - dear[-1], 3)}")
        if dear and i < dear[0]:
            one.add(f"before-dear{min(dear[0] - i, 4)}")


def _has_text(below: Sequence[_Marks]) -> bool:
    return any("prose" in one for one in below)


def count_after(places: Sequence[int], at: int) -> int:
    """How many of the places, in order, are behind one."""
    return len(places) - bisect_right(places, at)


def _layout(entries: Sequence[ParagraphEntry], found: Sequence[_Marks]) -> None:
    texts = Counter(entry.text for entry in entries)
    paragraphs = [entry.paragraph for entry in entries]
    told = [p.indent for p, one in zip(paragraphs, found, strict=True) if "prose" in one]
    margin = min(told, default=0)
    for i, (one, here) in enumerate(zip(found, paragraphs, strict=True)):
        above: SourceParagraph | None = paragraphs[i - 1] if i else None
        below = paragraphs[i + 1].blank_before if i + 1 < len(paragraphs) else 9
        one |= {f"apart{min(here.blank_before, 2)}", f"below{min(below, 2)}", f"place{min(i, 4)}"}
        one.add(f"from-end{min(len(found) - i, 5)}")
        one.add(f"indent{_step(here.indent - margin, -1, 1, 2, 5, 12, 30)}")
        if above is not None:
            one.add(f"set-in{_step(here.indent - above.indent, -12, -1, 1, 2, 12)}")
        if texts[entries[i].text] > 1:
            one.add("again")


def _blocks(entries: Sequence[ParagraphEntry], alone: Sequence[_Marks], found: Sequence[_Marks]) -> None:
    """What the lines without a blank one between them are together, and what the first of them is."""
    begin = 0
    copied = -9
    for i, entry in enumerate(entries):
        if entry.paragraph.blank_before:
            begin = i
        last = min(len(entries), i + _NEAR)
        end = next((j for j in range(i + 1, last) if entries[j].paragraph.blank_before), last)
        one = found[i]
        one |= {f"block{_step(end - begin, 1, 2, 3, 5, 8, 15)}", f"in-block{min(i - begin, 3)}"}
        one.add(f"block-left{min(end - 1 - i, 3)}")
        for other in alone[max(begin, i - _NEAR) : end]:
            one |= {f"block:{mark}" for mark in other & _OF_BLOCK}
        if i > begin:
            one |= {f"top:{mark}" for mark in alone[begin] & _AROUND}
        if "copy" in alone[i]:
            copied = i
        elif alone[i] & {"prose", "dear"} or (entry.paragraph.blank_before and copied != i - 1):
            copied = -9
        elif copied >= 0:
            one.add("copied")


def _lists(entries: Sequence[ParagraphEntry], alone: Sequence[_Marks], found: Sequence[_Marks]) -> None:
    """What leads up to a paragraph, and the list whose item it is."""
    lead = -99
    for i, one in enumerate(found):
        if i - lead < 14:
            said = alone[lead]
            kind = "asks" if said & {"asks", "last-asks-told", "ask-heading"} else "harm" if "harmed" in said else "other"
            shape = "item" if entries[i].paragraph.marker else "prose" if "prose" in one else "short"
            one |= {f"led:{kind}", f"led:{kind}{min(i - lead, 3)}", f"led:{kind},{shape}"}
            if "begins-small" in one:
                one.add(f"led:{kind},small")
        if "ends:" in alone[i]:
            lead = i
        elif alone[i] & {"close", "heads"}:
            lead = -99
    for begin, end in _runs(entries):
        _list(begin, end, entries, alone, found)


def _runs(entries: Sequence[ParagraphEntry]) -> Iterator[tuple[int, int]]:
    """Where items of lists stand below each other."""
    begin = 0
    while begin < len(entries):
        end = begin
        while end < len(entries) and entries[end].paragraph.marker:
            end += 1
        if end > begin:
            yield begin, end
        begin = max(end, begin + 1)


def _list(
    begin: int, end: int, entries: Sequence[ParagraphEntry], alone: Sequence[_Marks], found: Sequence[_Marks]
) -> None:
    run = alone[begin:end]
    first = entries[begin].paragraph
    of_all = {f"items{_step(end - begin, 1, 2, 3, 6, 12)}"}
    for mark in ("begins-name", "asks", "duty", "prose", "begins-small", "is:organisation", "is:person"):
        share = sum(mark in one for one in run) / len(run)
        of_all.add(f"items:{mark}{_step(share, 0.01, 0.34, 0.6, 0.9)}")
    lead = alone[begin - 1] if begin else set[str]()
    of_all |= {f"list:{mark}" for mark in lead & (_AROUND | {"last-asks", "last-asks-told", "last-duty", "ask-heading"})}
    if "ends:" in lead and lead & {"last-asks", "last-asks-told", "ask-heading"}:
        of_all.add("list-of-asks")
    for i in range(begin, end):
        found[i] |= of_all
        here = entries[i].paragraph
        if kind_of_mark(here.marker) != kind_of_mark(first.marker):
            found[i].add("other-item")
        if here.indent > first.indent + 1:
            found[i].add("inner-item")
