"""Signatories in running text: 'A, B, Inc., the C and D' → the names.

A list is divided at its semicolons, else at its commas, except at those that belong to a name
("…, Inc.").
"""

from __future__ import annotations

import re

from letterkit.importer import names, words
from letterkit.importer.signature_lines import fields, is_suffix

_LONGEST_LIST = 12_000  # characters; a thousand organisations in running text
_AMONG = re.compile(r",?\s*(?:among|amongst)\s+others\.?$|\s+and\s+others\.?$", re.IGNORECASE)
_ARTICLE = re.compile(
    r"^(?:and\s+|&\s+|as\s+well\s+as\s+)?(?:the|l['’]|la|le|les|el|los|las|die|der|das)\s*(?=[A-ZÀ-Ž])"
)
_AND = re.compile(r"^(?:and|&|et|y|und|as\s+well\s+as)\s+")
_OPEN_END = re.compile(
    r"\b(?:for|of|on|against|pour|para|für|to|without|in)(?:\s+\w+){1,2}$"
)  # "Centre for Law" may go on ("… and Democracy"); what does not is told by its second half
_SERIES = re.compile(r"\b(?:for|of|on|pour|para)(?:\s+[\w'’]+){1,3}$")
_ONE_MORE = re.compile(r"^\w+(?:\s+(?:and|&|et|y)\s+\w+)")


def is_list(text: str) -> bool:
    """Whether a line names several signatories: by semicolons, or by many commas without a person."""
    if len(text) > _LONGEST_LIST:
        return False
    if ";" in text:
        pieces = listed(text)
        return _can_be_names(pieces, 2) and sum(map(_is_name, pieces)) >= 0.7 * len(pieces)
    pieces = _parted(text)
    return _can_be_names(pieces, 3) and _are_organisations(pieces)


def _can_be_names(pieces: list[str], least: int) -> bool:
    """Whether there are enough of them, each as short as a name and not in small letters."""
    return len(pieces) >= least and not any(
        len(piece.split()) > 14 or piece[0].islower() for piece in pieces
    )


def _is_name(text: str) -> bool:
    return text[0].isupper() and max(names.organisation(text), names.person(fields(text)[0])) >= 0.6


def _are_organisations(pieces: list[str]) -> bool:
    """Whether most are organisations, and none a person's title."""
    if names.person(pieces[0]) >= 0.7 and len(pieces) == 3:
        return False
    if any(names.title(piece) >= 0.8 for piece in pieces):
        return False
    return sum(names.organisation(piece) >= 0.6 for piece in pieces) >= 0.6 * len(pieces)


def listed(text: str) -> list[str]:
    """The names of a list in running text."""
    text = _AMONG.sub("", text.strip()).strip()
    text = text.rstrip(";,: ") if text.endswith(("Inc.", "e.V.", "Ltd.")) else text.rstrip(".;,: ")
    pieces = [piece.strip() for piece in text.split(";")] if ";" in text else _parted(text)
    return [name for piece in pieces if (name := _ARTICLE.sub("", _without_and(piece)).strip())]


def _without_and(text: str) -> str:
    return _AND.sub("", text.strip())


def _parted(text: str) -> list[str]:
    """Divided at the commas outside brackets; what belongs to the name before it is put back."""
    raw = names.pieces(text)
    raw = [*raw[:-1], *_last(raw[-1])] if raw else []
    pieces: list[str] = []
    for piece in raw:
        if pieces and _belongs(pieces[-1], piece):
            pieces[-1] = f"{pieces[-1]}, {piece}"
        else:
            pieces.append(piece)
    return pieces


def _last(piece: str) -> list[str]:
    """'A and the B' are two where both can be an organisation; 'Justice and Memory' is one."""
    if piece.startswith(("and ", "& ", "et ", "y ", "und ")):
        return [piece]
    for match in re.finditer(r"\s+(?:and|et|y|und|as well as)\s+", piece):
        left, right = piece[: match.start()], piece[match.end() :]
        if _ARTICLE.match(right) or (_is_whole(left) and _is_whole(right)):
            return [left, right]
    return [piece]


def _is_whole(text: str) -> bool:
    """Whether it can be an organisation's name alone: two words at least, or an acronym."""
    if _OPEN_END.search(text) and not text.endswith(")"):
        return False
    return len(text.split()) >= 2 or text.isupper()


def _belongs(before: str, piece: str) -> bool:
    """Whether a piece goes on with the name before the comma: '…, Inc.', 'for Peace, Law and Order'."""
    bare = _without_and(piece)
    if is_suffix(bare) or bare.rstrip(".").lower() in words.places():
        return True
    series = _SERIES.search(before[-60:]) or " " not in before
    capital = before.rsplit(maxsplit=1)[-1][0].isupper()
    return bool(series and _ONE_MORE.match(bare) and capital and not before.endswith(")"))
