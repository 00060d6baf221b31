"""Signatories in running text: 'A, B, Inc., and the C' → the names.

A list is divided at its semicolons, else at its commas, except at those that belong to a name.
"""

from __future__ import annotations

import re

from letterkit.importer import shapes
from letterkit.language import words

_LONGEST = 12_000  # characters; a thousand organisations in running text
_WORDS = 14  # of the longest name
_AND = rf"(?:{words.AND}|&)\s+"
_ARTICLE = rf"{words.ARTICLES}\s*(?=[A-ZÀ-Ž])"
_LINK = re.compile(rf"(?:{_AND})?(?:{_ARTICLE})?")
# 'A and the B' are two, and so are two names of several words; 'Justice and Memory' is one.
_TWO = re.compile(rf"(.+?)\s+{_AND}{_ARTICLE}(.+)|(\S+\s.+?)\s+{_AND}(\S+\s.+|[A-Z]+)")
# '… for Truth, Justice and Memory' goes on behind its comma, as '…, Inc.' does.
_SERIES = re.compile(rf".*\b{words.AIMS}(?:\s+[\w'’]+){{1,3}}, \w+\s+{_AND}\w[^,]*")


def is_run(text: str) -> bool:
    """Whether a line names several organisations: by semicolons, or by many commas without a person."""
    if len(text) > _LONGEST:
        return False
    parted = ";" in text
    pieces = list(filter(None, (piece.strip(" .") for piece in _divided(text))))
    if len(pieces) < (2 if parted else 4) or not all(map(_may_be_name, pieces)):
        return False
    grouped = sum(shapes.shape_of(piece) == "organisation" for piece in pieces)
    return parted or (grouped * 2 >= len(pieces) and not any(map(shapes.is_title, pieces)))


def _may_be_name(piece: str) -> bool:
    """Whether a piece is no longer than names are, and has no words of a sentence."""
    found = piece.split()
    tells = sum(word.isalpha() and word.islower() and len(word) > 3 for word in found) > 2
    return len(found) <= _WORDS and not _bare(piece)[:1].islower() and not tells


def _divided(text: str) -> list[str]:
    return shapes.outside(text.split(";")) if ";" in text else shapes.at_commas(text)


def _bare(piece: str) -> str:
    """A name without the words that join it to the list."""
    return _LINK.sub("", piece, count=1)


def names_of_run(text: str) -> list[str]:
    """The names of a list in running text, without the words between them."""
    names: list[str] = []
    for piece in _divided(text.rstrip(".;,: ")):
        name = _bare(piece)
        whole = f"{names[-1]}, {name}" if names else ""
        if whole and (
            words.LEGAL_FORM.fullmatch(name) or shapes.is_place(name) or _SERIES.fullmatch(whole)
        ):
            names[-1] = whole
        else:
            names.append(name)
    if names and (two := _TWO.fullmatch(names[-1])):
        names[-1:] = filter(None, two.groups())
    return names
