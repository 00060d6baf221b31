"""One line of a signature block: its fields, and whether it is a person, a title or an organisation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from letterkit.importer import names, words

LineKind = Literal["person", "title", "organisation", "full", "place"]
"""What a line names; `full` is a person with what they are or whom they sign for."""

_OF_BODY = re.compile(
    r"^(?:(?:on\s+behalf\s+of|for|pour|por|für)\s+)?(?P<organisation>[^:,]{3,90})\s*:\s+(?P<rest>[A-ZÀ-"
    r"Ž][^:]{4,120})$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"^(?:/s/|\(signed\)|signed:?|s/)\s*", re.IGNORECASE)
_DASH = re.compile(r"\s+(?:[–—|-]|--)\s+|\s*\|\s*|\t+|\s{3,}")
_BRACKETS = re.compile(r"^(?P<name>[^()]{3,80}?)\s*\((?P<inside>[^()]{2,120})\)$")
_ACRONYM = re.compile(r"[A-Z][A-Za-z&.\-/]{1,11}")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_SUFFIX = re.compile(
    r"(?:Inc|Ltd|LLC|LLP|PLC|Co|Corp|e\.?\s?V|GmbH|AISBL|ASBL|A\.?C|S\.?A|N\.?V|B\.?V|USA|U\.S\.A|US|"
    r"U\.S|UK|U\.K|DC|D\.C)\.?$"
)
_AFTER_NAME = re.compile(r"(?:Ph\.?D|M\.?D|Esq|MEP|MP|Jr|Sr|JD|OBE|QC|KC|SJ|SC)\b\.?$")
_DIVISION = re.compile(
    r"\b(?:Division|Program(?:me)?|Department|Section|Unit|Office|Desk|Region|Bureau|Projects?|Policy|"
    r"Advocacy|Affairs|Campaigns?|Board|Programs)$"
)
_COLUMN = re.compile(
    r"(?:organi[sz]ations?|groups?|ngos?|names?|signator(?:y|ies)|persons?|titles?|positions?|offices?|"
    r"functions?|roles?|affiliations?|country|countries|city|place|"
    r"organisations?|noms?|fonctions?|pays|nombres?|organización|cargo|país|organisation|funktion|land|"
    r"組織|组织|姓名|職務|职务|№|no\.?|#)"
)


def without_mark(text: str) -> str:
    """A line without the '/s/' or '(signed)' that stands for a signature."""
    return _SIGNED.sub("", text)


def fields(text: str) -> list[str]:
    """The fields of a line: at dashes and tabs, else at commas outside brackets. At least one."""
    text = without_mark(text).strip("| ")
    found = [piece.strip() for piece in _DASH.split(text) if piece.strip()]
    if len(found) > 1:
        return found
    joined: list[str] = []
    for piece in names.pieces(text):
        if joined and (is_suffix(piece) or _AFTER_NAME.match(piece)):
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(piece)
    return joined or [text]


def is_suffix(text: str) -> bool:
    """Whether it belongs to the organisation before the comma: 'Inc.', 'e.V.', 'USA'."""
    return _SUFFIX.match(text) is not None


def is_division(text: str) -> bool:
    """Whether it ends as a part of an organisation does: '…, Asia Division'."""
    return _DIVISION.search(text) is not None


def is_table_head(text: str) -> bool:
    """Whether a line names the columns of a table of signatures."""
    cells = [cell.strip(" *").lower() for cell in _DASH.split(text) if cell.strip(" *")]
    return len(cells) > 1 and all(_COLUMN.fullmatch(cell) for cell in cells)


def kind_of(text: str, usual: LineKind | None) -> LineKind:
    """What a line names; `usual` is what a line of its block names where it could be either."""
    if body_and_person(text) or _is_bracketed_person(text):
        return "full"
    return _kind_by_fields(fields(text)) or _kind_by_words(text) or _kind_by_shape(text, usual)


def _kind_by_fields(pieces: Sequence[str]) -> LineKind | None:
    """What a line of several fields names, where the fields say it."""
    if len(pieces) == 1:
        return None
    rest = ", ".join(pieces[1:])
    if names.person(pieces[0]) >= 0.7 and not _AFTER_NAME.match(rest):
        if names.title(rest) >= 0.8 and not has_organisation(pieces[1:]):
            return "person"  # "Imogen Tansley, Director", with the organisation below
        return "full"
    return "full" if later_person(pieces) is not None else None


def _kind_by_words(text: str) -> LineKind | None:
    """What a line names, where one of its words says it."""
    person, body, title = names.person(text), names.organisation(text), names.title(text)
    if title >= 0.8 and title > person:
        return "title"
    if body >= 0.9 and body > person:
        return "organisation"
    return "place" if names.postal(text) >= 0.8 and body < 0.8 else None


def _kind_by_shape(text: str, usual: LineKind | None) -> LineKind:
    person, body = names.person(text), names.organisation(text)
    if usual in ("person", "organisation") and max(person, body) < 0.9:
        return usual
    return "person" if person >= 0.9 or person > body else "organisation"


def body_and_person(text: str) -> tuple[str, str] | None:
    """'On behalf of the Watch: Jane Roe, Chair' → the organisation, and what follows it."""
    match = _OF_BODY.match(text)
    if match and names.person(fields(match["rest"])[0]) >= 0.7:
        return match["organisation"].strip(), match["rest"]
    return None


def in_brackets(text: str) -> tuple[str, str] | None:
    """'Person (Organisation)' → what stands before the brackets, and in them."""
    match = _BRACKETS.match(text)
    return (match["name"], match["inside"]) if match else None


def _is_bracketed_person(text: str) -> bool:
    """Whether a line is 'Person (Organisation)'."""
    found = in_brackets(text)
    if found is None or names.person(found[0]) < 0.7:
        return False
    return not is_acronym(found[1]) and not is_place_or_foreign(found[1])


def is_acronym(text: str) -> bool:
    """Whether it can be the short name of an organisation."""
    return _ACRONYM.fullmatch(text) is not None


def is_place_or_foreign(text: str) -> bool:
    """Whether it is a place, or in another script: beside a name, no organisation."""
    return text.lower() in words.places() or not _LATIN.search(text)


def has_organisation(pieces: Sequence[str]) -> bool:
    """Whether one of the fields after a name is an organisation."""
    last = pieces[-1]
    return names.title(last) < 0.8 and (len(pieces) == 1 or not is_division(last))


def later_person(pieces: Sequence[str]) -> int | None:
    """Which field is the person in 'Organisation, Person, Title'."""
    if names.organisation(pieces[0]) < 0.65:
        return None
    for i in range(1, len(pieces)):
        if (
            names.person(pieces[i]) >= 0.7
            and (i + 1 == len(pieces) or names.title(pieces[i + 1]) >= 0.8)
            and pieces[i].lower() not in words.places()
        ):
            return i
    return None
