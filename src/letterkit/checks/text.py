"""How a text is typed: quotation marks, words and spaces twice, placeholders left over.

Merge fields are covered before anything is looked at. The rules about quotation marks and doubled words
are those of English: other languages set their marks, and repeat their words ("nous nous"), otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from letterkit.checks.subject import Subject
from letterkit.checks.texts import AuthorText, covered, is_english, names, printed
from letterkit.diagnostics import Diagnostic, Severity
from letterkit.language.dates import month_names
from letterkit.language.foreign import covered_marks, unmarked
from letterkit.language.loader import ENGLISH

# What a rule found: the code, what it says, and where.
Found = tuple[str, str, int]

_HINTS = {
    "LK321": "add the other one of the pair",
    "LK322": "delete one of them",
    "LK323": "delete one of them",
    "LK324": "type them one way",
    "LK316": "delete the mark; emphasis, links and merge fields belong in the block's text",
    "LK317": "write the language's tag, such as fr, la or zh-Hant",
    "LK325": "write what should stand there",
}
_ERRORS = ("LK316", "LK317", "LK325")
_HINT_OF_NAME = "delete the mark: names, offices, addresses and titles have none"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Looks at every text that the document prints."""
    english = is_english(subject)
    for text in printed(subject):
        raw = () if text.merges else _raw_marks(text)
        for code, message, offset in chain(raw, find(text.words, english=english)):
            severity = Severity.ERROR if code in _ERRORS else Severity.WARNING
            yield Diagnostic(code, message, text.place(offset), _HINTS[code], severity)
    for text in names(subject):
        for code, message, offset in _raw_marks(text):
            hint = _HINTS[code] if code != "LK316" else _HINT_OF_NAME
            yield Diagnostic(code, message, text.place(offset), hint, Severity.ERROR)


def find(words: str, *, english: bool = True) -> Iterator[Found]:
    """What is wrong with the typing of a text."""
    own = covered(words)
    yield from chain(_spaces(own), _placeholders(own))
    if english:
        yield from chain(_unpaired(own), _doubled(own), _mixed(own))


# LK316

_RAW_MARK = re.compile(
    r"\*\*?(?=[^\s*])[^*\n]+(?<=\S)\*\*?|(?<!\w)_(?=[^\s_])[^_\n]+(?<=\S)_(?!\w)|\[[^\]\n]+\]\([^)\n]*\)"
    r"|\{?\{[^{}\n]*\}\}?|\{%|\[\^[^\]\n]+\]|~~[^~\n]*~~|~~|(?<!~)~[^~\s]+~(?!~)|\^[^\^\s]+\^"
    r"|==(?=\S)[^=\n]+(?<=\S)==|</?[a-z][^<>\n]*>|`|&[a-z]+;|^#+ ",
    re.IGNORECASE,
)


# Of one line's marks no more are told.
_MOST = 20


def _raw_marks(text: AuthorText) -> Iterator[Found]:
    """Marks in a title or another part that has none, and prints them as they stand."""
    words = covered_marks(text.words) if text.in_languages else text.words
    wrong = dict(unmarked(words).wrong[:_MOST]) if text.in_languages else {}
    for offset, error in wrong.items():
        meant = f"; did you mean '{error.suggestion}'?" if error.suggestion else ""
        yield "LK317", f"there is no language '{error}'{meant}", offset
    for match in islice(_RAW_MARK.finditer(words), _MOST):
        if not any(match.start() < offset < match.end() for offset in wrong):
            yield "LK316", f"'{match[0]}', which would print as it stands", match.start()


# LK323

_LIST_MARK = re.compile(r"^ *(?:[-*+]|\d+[.)]) +", re.MULTILINE)
# Beside the strokes of a table spaces only line up.
_TWO_SPACES = re.compile(r"(?<=[^\s|])  +(?=[^\s|])")


def _spaces(own: str) -> Iterator[Found]:
    after_marks = {match.end() for match in _LIST_MARK.finditer(own)}
    for match in _TWO_SPACES.finditer(own):
        if match.end() not in after_marks:
            yield "LK323", "two spaces", match.start()


# LK325

_MARKS = re.compile(
    r"\b(?:TK)+\b|\b(?:TODO|FIXME|TBD|TBC)\b|\?{3,}|_{3,}|\blorem ipsum\b"
    r"|(?P<numeral>\bX{2,}(?:st|nd|rd|th)?\b)"
    r"|\[(?:(?:insert|add|fill in|check|confirm|to be|to come|to follow|your|tbd|tbc|tk|xx+)\b[^\]\n]*"
    r"|(?:(?:the|full|first|last|family) )?(?:name|date|place|city|country|title|number|amount|year|"
    r"month|day|organi[sz]ation|signatory|signer|addressee|office|salutation|case|quote|link|source)s?"
    r"(?: (?:here|of [^\]\n]*))?|\?+| )\](?!\()",
    re.IGNORECASE,
)
_IN_CAPITALS = re.compile(r"(?:TK)+|TODO|FIXME|TBD|TBC|X{2,}(?:st|nd|rd|th)?")
# Capitalised words that are no name of whom a Roman numeral counts.
_NO_NAMES = frozenset(
    ("The", "A", "An", "In", "On", "At", "By", "For", "From", "To", "Of", "And", "Our", "We", "This")
)
_NAME_BEFORE = re.compile(r"\b([A-Z][\w'’-]+)\s+$")


def _placeholders(own: str) -> Iterator[Found]:
    for match in _MARKS.finditer(own):
        found = match.group()
        if found[0].isalpha() and not _IN_CAPITALS.fullmatch(found) and "lorem" not in found.lower():
            continue
        name = _NAME_BEFORE.search(own[max(0, match.start() - 40) : match.start()])
        if match["numeral"] and name and name[1] not in {*_NO_NAMES, *month_names(ENGLISH)}:
            continue  # a Roman numeral: "John XX"
        yield "LK325", f"a placeholder, '{found}'", match.start()


# LK321

_PARAGRAPH = re.compile(r"(?:(?!\n[ ]*\n|\n *(?:[-*+]|\d+[.)]) ).)+", re.DOTALL)


def _unpaired(own: str) -> Iterator[Found]:
    paragraphs = list(_PARAGRAPH.finditer(own))
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1].group().lstrip() if number + 1 < len(paragraphs) else ""
        for offset in chain(_double(paragraph.group()), _single(paragraph.group())):
            mark = paragraph.group()[offset]
            if mark in '"“' and following.startswith(mark):
                continue  # a quotation of several paragraphs opens each of them (Chicago 13.32)
            yield "LK321", f"a quotation mark without its partner: {mark}", paragraph.start() + offset


def _double(paragraph: str) -> Iterator[int]:
    """The double marks without a partner: straight ones open where a word may begin."""
    waiting: list[int] = []
    for match in re.finditer('["“”]', paragraph):
        mark, offset = match.group(), match.start()
        in_straight = bool(waiting) and paragraph[waiting[-1]] == '"'
        if mark == "“" or (mark == '"' and not in_straight and _may_open(paragraph, offset)):
            waiting.append(offset)
        elif waiting:  # a mark of the other style closes too: that they are mixed is said elsewhere
            waiting.pop()
        elif not (mark == '"' and paragraph[offset - 1 : offset].isdigit()):  # 6"
            yield offset
    yield from waiting


def _may_open(paragraph: str, offset: int) -> bool:
    before, after = paragraph[offset - 1 : offset] if offset else "", paragraph[offset + 1 : offset + 2]
    return (not before or before.isspace() or before in "([{—–-/‘'“*_") and bool(after.strip())


# An apostrophe at the head of a word is no mark: 'em, '90s.
_OPENING = re.compile(r"(?<![\w”\"’'.,;:!?)\]])(?:'(?=\w)|‘)(?!(?:\d\ds?|em|tis|twas|til|cause|n)\b)")
_CLOSING = re.compile(r"(?<=[^\s(\[])['’](?!\w)")


def _single(paragraph: str) -> Iterator[int]:
    """The single marks opened and never closed. One that only closes may be a possessive's."""
    closing = [match.start() for match in _CLOSING.finditer(paragraph)]
    for match in _OPENING.finditer(paragraph):
        later = [offset for offset in closing if offset > match.start()]
        if later:
            closing.remove(later[0])
        else:
            yield match.start()


# LK322

_TWICE = re.compile(
    r"(?<![\w'’-])([^\W\d_]+(?:['’][a-z]+)?)(?:[ ]+|[ ]*\n[ ]*)(\1)(?![\w'’-])(?:\s+\1(?![\w'’-]))*",
    re.IGNORECASE,
)
_MEANT = frozenset({"had", "very", "far"})


def _doubled(own: str) -> Iterator[Found]:
    for match in _TWICE.finditer(own):
        first, second = match.groups()
        is_name = first[0].isupper() and second[0].isupper()
        if not is_name and first.lower() not in _MEANT:
            yield "LK322", f"'{second}' stands twice", match.start(2)


# LK324


def _mixed(own: str) -> Iterator[Found]:
    for marks in (re.finditer(r'(?<!\d)"|[“”]', own), _OPENING.finditer(own)):
        first = _first_of_each_style(marks)
        if len(first) > 1:
            yield "LK324", "straight and curly quotation marks in one text", max(first.values())
            return


def _first_of_each_style(marks: Iterable[re.Match[str]]) -> dict[bool, int]:
    """Where the first straight mark (True) and the first curly one (False) stand."""
    first: dict[bool, int] = {}
    for match in marks:
        first.setdefault(match.group() in "\"'", match.start())
    return first
