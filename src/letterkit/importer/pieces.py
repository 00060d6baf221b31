"""The pieces of a line that names somebody; how much each looks like a person, a title, an organisation.

A line is divided where writers divide it: at dashes, a slash, a colon, brackets, 'on behalf of', commas.
The weights were set by hand, on letters with true readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from letterkit.importer import shapes, words

_DIVIDED = re.compile(
    r"(?P<dash>\s+(?:[–—-]|--|/)\s+(?!(?:for|pour|por|für)\s(?!the\b)(?-i:[a-zà-ž])))|(?P<colon>:\s+(?=[A-ZÀ-Ž]))"
    rf"|(?P<behalf>\s*[,–—-]?\s*\b(?!for\b|pour\b|por\b|für\b){words.ON_BEHALF_OF}\s+)"
    r"|(?P<bracket>\s*\((?=[^()]{2,120}\)[.,;]?$))|(?P<comma>\s*[,，]\s*)",
    re.IGNORECASE,
)
_MOST = 20  # marks in a line beyond which it is text, and divided no further
_SUFFIX = re.compile(
    r"(?:Inc|Ltd|LLC|LLP|PLC|Co|Corp|e\.?\s?V|GmbH|A[IS]+BL|A\.?C|S\.?A|USA?|U\.S\.A?|UK)\.?"
)
_SURNAME = re.compile(r"(?:[A-ZÀ-Ž][\w.’'-]* ){1,4}?[A-ZÀ-Ž’'-]{3,} (?=[A-ZÀ-Ž][\w’-]*[a-zà-ž])")
_FOR = re.compile(rf"{words.ON_BEHALF_OF}\s+", re.IGNORECASE)
_SHARED = re.compile(rf"(?P<one>\S.*?)\s+(?:{words.AND}|&)\s+(?P<other>\S.*)")
_AFTER_NAME = re.compile(rf"\w{shapes.AFTER_NAME.pattern}")


class LinePiece(NamedTuple):
    """A piece of a line: where, how it is divided from the one before, what it looks like."""

    line: int
    begin: int
    end: int
    after: int  # where the next one begins
    kind: str
    likeness: Mapping[str, float]

    def goes_to(self, other: LinePiece) -> bool:
        """Whether another follows it in its line."""
        return self.line == other.line and self.after == other.begin


def pieces_of_row(number: int, text: str, cells: Sequence[str], *, one: bool) -> list[LinePiece]:
    """The pieces of a table's row; `one`: it has a number, so it is one signatory's."""
    found = pieces_of_line(number, text, cells)
    return [piece._replace(kind="column") if one and piece.kind == "cell" else piece for piece in found]


def pieces_of_line(number: int, text: str, cells: Sequence[str] = (), begin: int = 0) -> list[LinePiece]:
    """The pieces of a line from `begin`, or of a table's cells, which stand in the text in order."""
    found = list(_of_cells(text, cells) if cells else _of_text(text, begin))
    nexts = [begin for begin, *_ in found[1:]]
    return [
        LinePiece(number, begin, end, after, kind, like)
        for (begin, end, kind, like), after in zip(found, [*nexts, len(text)], strict=True)
    ]


_Found = tuple[int, int, str, dict[str, float]]


def _of_cells(text: str, cells: Sequence[str]) -> Iterator[_Found]:
    at = 0
    for i, cell in enumerate(cells):
        at = text.index(cell, at)
        yield at, at + len(cell), "cell" if i else "line", likeness(cell, "cell")
        at += len(cell)


def _of_text(text: str, begin: int) -> Iterator[_Found]:
    kind = "line"
    if match := _FOR.match(text, begin):  # 'On behalf of the Watch'
        begin, kind = match.end(), "for"
    marks = [m for m in _DIVIDED.finditer(text, begin) if begin + 1 < m.start() and m.end() < len(text)]
    names = (
        len(marks) > 2 and all(m["dash"] for m in marks) and _can_be_group(text[begin : marks[0].start()])
    )
    for match in marks[:_MOST]:
        if not _within_brackets(text, match.start()):
            yield from _parted(text, begin, match.start(), kind)
            begin, kind = match.end(), "new" if names else match.lastgroup or ""
            named = _AFTER_NAME.search(text[: match.start()])
            if kind == "bracket" and named:  # a member of parliament, and where of
                yield begin, len(text), kind, _like(X=4)
                return
    yield from _parted(text, begin, len(text), kind)


def _can_be_group(text: str) -> bool:
    return likeness(text, "line")["P"] < 3


def _within_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _parted(text: str, begin: int, end: int, kind: str) -> Iterator[_Found]:
    """A piece, or two: a title and whose it is, two names, a name and what follows it."""
    said = text[begin:end]
    if kind not in ("line", "for") and (found := _titled(said, begin, end, kind)):
        yield from found
        return
    shared = _SHARED.fullmatch(said) if kind == "line" and text[end:].lstrip()[:1] == "(" else None
    if shared and all(_like_named(shared[one])["P"] > 0 for one in ("one", "other")):
        yield begin, begin + shared.end("one"), kind, likeness(shared["one"], kind)
        yield begin + shared.start("other"), end, "new", likeness(shared["other"], kind)
    elif kind == "line" and (at := _surname_ends(said)):
        yield begin, begin + at - 1, kind, _like(P=3, O=-2)
        yield begin + at, end, "comma", likeness(said[at:], "comma")
    else:
        yield begin, end, kind, likeness(said, kind)


def _titled(said: str, begin: int, end: int, kind: str) -> tuple[_Found, ...]:
    """'President of the Quay', 'CEO Harbour Bank' in two, where the second can be an organisation."""
    if kind != "bracket" and (at := shapes.title_ends(said)):
        like = _like_named(said[at:].rstrip(" ,"))  # no word says where the title ends
        like = {**like, "P": -4, "T": 0, "O": max(like["O"], 1.2)}
        return (begin, begin + at - 1, kind, _like(T=3, O=-3)), (begin + at, end, "comma", like)
    match = words.TITLE_OF.fullmatch(said)
    if match and (
        shapes.is_title(match["title"]) or (kind != "bracket" and match["title"][:1].islower())
    ):
        group = shapes.has_organisation_word(match["rest"]) or re.fullmatch(
            r"\S+\.\S+|[A-Z]{3,}", match["rest"]
        )
        link = match["link"].strip().lower()
        if group or not (link.startswith("for") or " " not in match["rest"] or kind == "bracket"):
            like = _like(T=0, O=2.5) if group else _like(T=1, O=0.8)
            title = (begin, begin + match.end("title"), kind, _like(T=3, O=-3))
            return title, (begin + match.start("rest"), end, "link", like)
    first, _, rest = said.partition(" ")
    titled = shapes.is_title(first.rstrip("s")) and not shapes.is_title(rest)
    if kind == "bracket" and rest[:1].isupper() and titled:
        title = (begin, begin + len(first), kind, _like(T=3))
        return title, (begin + len(first) + 1, end, "link", _like(O=2))
    return ()


def _surname_ends(said: str) -> int:
    """Where 'Ms Jane ROE Group of the Quay' goes on behind a surname in capitals; 0 where none is."""
    match = _SURNAME.match(said)
    rest = said[match.end() :] if match else ""
    told = shapes.is_title(rest) or shapes.has_organisation_word(rest)
    return match.end() if match and told and words.split_honorific(match[0])[0] else 0


def _like(**weights: float) -> dict[str, float]:
    """How much a piece is like each of the labels; little, where nothing is said."""
    return {"P": -4.0, "T": -3.0, "O": -4.0, "X": -9.0, **weights}


def likeness(text: str, kind: str) -> dict[str, float]:
    """How much a piece looks like a person, a title, an organisation, or like none of the fields."""
    plain = text.strip(" .,;()")
    if kind == "for" or kind == "behalf":
        return _like(O=5)
    if plain.isdigit():
        return _like(X=4)
    if kind == "comma" and is_suffix(text):
        return _like(P=0, O=0)
    if kind == "comma" and plain.isupper() and len(plain) < 3:
        return _like(O=0, X=2)  # Portland, OR
    if shapes.is_place(plain):
        place = {"dash": 2.5, "cell": 2.5, "comma": 1.5, "line": 1.5}.get(kind, -9)
        return _like(P=-2, O=-1 if place > 2 else 0.5, X=place)
    like = _like_named(plain) if text[:1] != "(" else _like(O=1.5, T=0)
    if kind == "comma" and plain.istitle() and plain.isalpha() and like["O"] < 3 and like["T"] < 2:
        return {**like, "X": 0.8}  # a word alone may be a city that nobody lists
    return {**like, "X": -2.5} if kind in ("dash", "cell") else like


def _like_named(plain: str) -> dict[str, float]:
    shape = shapes.shape_of(plain)
    honorific, rest = words.split_honorific(plain)
    called = words.CALLED_ON.match(plain)
    names = [rest if honorific else "", plain[called.end() :] if called else ""]
    if honorific and (titled := shapes.titled(rest)):
        names.append(titled[1])
    for name in names:
        if shapes.has_name_shape(name) and shapes.shape_of(name) in ("person", "either"):
            return _like(P=3, O=-2)
    if shape == "title" or shapes.is_title(rest):
        return _like(T=2, O=1) if shapes.has_organisation_word(plain) else _like(T=3, O=-1)
    if shape == "person":
        return _like(P=3, O=-2)
    if shape == "either":
        return _like(P=1, T=-2, O=0.5)
    if shapes.has_organisation_word(plain) or plain.isupper() or re.search(r"\.\w", plain):
        return _like(O=3)
    if plain[:1].islower():
        return _like(T=2, O=-1)
    return _like(T=0.5, O=1.5) if " " in plain else _like(T=1.2, O=1)


def is_suffix(text: str) -> bool:
    """Whether it belongs to what stands before the comma: 'Inc.', 'Ph.D.'"""
    plain = text.strip()
    return _SUFFIX.fullmatch(plain) is not None or shapes.POST_NOMINAL.fullmatch(plain) is not None


# Addresses


def pieces_of_address(number: int, text: str, begin: int) -> list[LinePiece]:
    """The pieces of a line of an address, from `begin`: mostly the line is one."""
    mail = words.EMAIL.search(text, begin)
    said = text[begin : mail.start() if mail else None].strip(" ,<(")
    if not said:
        return []
    begin = text.index(said, begin)
    postal = shapes.is_postal(said) or said.lower().startswith("c/o ")
    head, *office = (_like_named(piece) for piece in shapes.at_commas(said))
    listed = office and head["P"] > 0 and (office[0]["T"] >= 2 or (head["P"] == 3 and not postal))
    if listed or any(like["P"] == 3 for like in office):
        found = pieces_of_line(number, text, begin=begin)
        return [one._replace(likeness={**one.likeness, "A": -9.0}) for one in found]
    cuts = _cuts(text, said, begin, postal=postal)
    ends = [*(at for at, *_ in cuts[1:]), begin + len(said)]
    afters = [*ends[:-1], len(text)]
    return [
        LinePiece(number, at, end, after, kind, like)
        for (at, kind, like), end, after in zip(cuts, ends, afters, strict=True)
    ]


def _cuts(text: str, said: str, begin: int, *, postal: bool) -> list[tuple[int, str, dict[str, float]]]:
    """Where the pieces of an undivided line begin: a title and a name, what follows a form of honour."""
    honorific, rest = words.split_honorific(f"{said} ")
    if honorific and not rest:
        like = _like(P=3, T=2.5 if shapes.is_title(said) else -3)
        return [(begin, "line", {**like, "H": 1.0, "A": -9})]
    if not (honorific or postal) and (titled := shapes.titled(said)):
        at = text.rindex(titled[1])
        return [(begin, "line", {**_like(T=3), "A": -9}), (at, "link", {**_like(P=3), "A": -9})]
    if honorific and shapes.is_title(rest) and "," not in rest:
        return [(text.index(rest, begin), "line", {**_like(T=3, O=0), "A": -9})]
    return [(begin, "line", _like_address(said, postal=postal))]


def _like_address(said: str, *, postal: bool) -> dict[str, float]:
    if said.split(maxsplit=1)[0] in shapes.SMALL_WORDS and not postal:  # the line above goes on
        return {**_like(T=1, O=1), "A": 0}
    like = _like_named(said)
    if " " not in said and like["P"] < 0 and like["T"] < 2 and like["O"] < 3:
        return {**like, "T": -1.0, "A": 1.0}  # a city, or the word that ends an address: 'Presente'
    parted = "," in said and like["O"] < 3
    if parted or postal:
        like.update(P=-4.0 if parted else like["P"], O=min(like["O"], 0.5))
    return {
        **like,
        "A": 3.0 if postal else 2.0 if any(map(str.isdigit, said)) else 1.0 if parted else -0.5,
    }
