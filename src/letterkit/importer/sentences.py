"""The sentences of a paragraph."""

from __future__ import annotations

import re

from letterkit.language.written_dates import is_month

_END = re.compile(
    r"(?<=[.!?…])(?:['\"”’»)\]]{0,2})(?:\[\d+\]|\d{1,2}(?=\s))?\s+(?=[\"“‘'«(\[]?[A-ZÀ-ŽА-Я])|"
    r"(?<=[。！？])"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Art|vs|Inc|Sen|Rep|Gen|Gov|Rev|Hon|Lt|Col|Mt|Jr|Sr|M|Fr|"
    r"etc|al|cf|U\.S|U\.K|U\.N|D\.C|p|pp|art|op|cit)|\b[A-Z])\.$"
)
_ORDINAL_NUMBER = re.compile(r"\b\d{1,2}\.$")  # the day of a German date


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, divided where one ends and the next begins with a capital."""
    pieces: list[str] = []
    begin = 0
    for match in _END.finditer(text):
        head = text[max(begin, match.start() - 12) : match.start()]
        if _ABBREVIATION.search(head):
            continue
        if _ORDINAL_NUMBER.search(head) and is_month(text[match.end() :]):
            continue
        pieces.append(text[begin : match.end()].strip())
        begin = match.end()
    pieces.append(text[begin:].strip())
    return [piece for piece in pieces if piece]
