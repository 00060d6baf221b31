"""Signatories in running text: 'A, B, Inc., and the C' → the names, each as a field.

A list is divided at its semicolons, else at its commas, except at those that belong to a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from letterkit.importer import shapes, words
from letterkit.importer.reading import aside, written

_LONGEST = 12_000  # characters; a thousand organisations in running text
_WORDS = 14  # of the longest name
_LINK = re.compile(
    rf"^(?:(?:{words.AND}|&|as well as)\s+)?"
    r"(?:(?:the|l['’]|la|le|les|el|los|las|die|der|das)\s*(?=[A-ZÀ-Ž]))?",
)
_AND = re.compile(rf"\s+(?:{words.AND}|&|as well as)\s+")
_SERIES = re.compile(r"\b(?:for|of|on|pour|para)(?:\s+[\w'’]+){1,3}$")
_SUFFIX = re.compile(r"(?:Inc|Ltd|LLC|LLP|e\.?\s?V|GmbH|USA?|U\.S\.A?|UK)\.?")
_OPEN_END = re.compile(r"\b(?:for|of|on|against|pour|para|für|to|without|in)(?:\s+\w+){1,2}$")


def is_run(text: str) -> bool:
    """Whether a line names several organisations: by semicolons, or by many commas without a person."""
    if len(text) > _LONGEST:
        return False
    parted = ";" in text
    raw = text.split(";") if parted else shapes.at_commas(text)
    pieces = [piece.strip(" .") for piece in raw if piece.strip(" .")]
    if len(pieces) < (2 if parted else 4) or not all(map(_may_be_name, pieces)):
        return False
    grouped = sum(shapes.shape_of(piece) == "organisation" for piece in pieces)
    return parted or (grouped * 2 >= len(pieces) and not any(map(shapes.is_title, pieces)))


def _may_be_name(piece: str) -> bool:
    """Whether a piece is no longer than names are, and has no words of a sentence."""
    words = piece.split()
    tells = sum(word.isalpha() and word.islower() and len(word) > 3 for word in words) > 2
    return len(words) <= _WORDS and not _bare(piece)[:1].islower() and not tells


def names_of_run(text: str) -> list[str]:
    """The names of a list in running text, `written`, with the words between them aside."""
    end = "" if re.search(r"(?:Inc|e\.V|Ltd|Assn|U\.S\.A)\.$", text) else "."
    names = ((piece, _bare(piece)) for piece in _pieces(text.rstrip(f"{end};,: ")))
    return [f"{aside(piece.removesuffix(name))} {written(name)}".strip() for piece, name in names]


def _bare(piece: str) -> str:
    """A name without the words that join it to the list."""
    return _LINK.sub("", piece, count=1)


def _pieces(text: str) -> Iterator[str]:
    if ";" in text:
        yield from shapes.outside(text.split(";"))
        return
    whole: list[str] = []
    for piece in shapes.at_commas(text):
        if whole and _belongs(whole[-1], piece):
            whole[-1] = f"{whole[-1]}, {piece}"
        else:
            whole.append(piece)
    yield from whole[:-1]
    yield from _last(whole[-1])


def _last(piece: str) -> list[str]:
    """'A and the B' are two where both can be an organisation; 'Justice and Memory' is one."""
    for match in _AND.finditer(piece):
        left, right = piece[: match.start()], piece[match.end() :]
        article = re.match(r"(?:the|la|le|les|el|los|die|der|das)\s", right)
        if article or (_is_whole(left) and _is_whole(right)):
            return [left, piece[match.start() :].strip()]
    return [piece]


def _is_whole(text: str) -> bool:
    """Whether it can be an organisation's name alone: two words at least, or an acronym."""
    if _OPEN_END.search(text) and not text.endswith(")"):
        return False
    return len(text.split()) >= 2 or text.isupper()


def _belongs(before: str, piece: str) -> bool:
    """Whether a piece goes on with the name before the comma: '…, Inc.', 'for Peace, Law and Order'."""
    bare = _bare(piece)
    if _SUFFIX.fullmatch(bare) or shapes.is_place(bare):
        return True
    series = _SERIES.search(before[-60:]) or " " not in before
    return bool(series and re.match(rf"\w+(?:\s+(?:{words.AND}|&)\s+\w+)", bare) and before[-1] != ")")
