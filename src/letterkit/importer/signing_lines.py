"""One line of a signature block → whom it names, its fields parted.

A line is divided where writers divide it: at the strokes of a table, at dashes, a slash, a colon,
brackets, 'on behalf of', commas. What each piece names, its shape says; the order of the pieces says the
rest. A line that is not divided is looked at as a whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from letterkit.importer import shapes, words
from letterkit.importer.dates import find_date
from letterkit.importer.listed import is_run, names_of_run
from letterkit.importer.reading import ReadRow, Role, Sure, aside, signs, written
from letterkit.importer.shapes import Shape

_DIVIDED = re.compile(
    rf"(?P<dash>\s+(?:[–—-]|--|/)\s+)|(?P<colon>:\s+(?=[A-ZÀ-Ž]))"
    rf"|(?P<behalf>\s*[,–—-]?\s*\b(?!for\b|pour\b|por\b|für\b){words.ON_BEHALF_OF}\s+)"
    r"|\s*(?P<bracket>\()(?=[^()]{2,120}\)[.,;]?$)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:\d{1,3}[.)]?\s{1,8}|(?:/s/|\(?signed\)?:?|s/)\s+)(?=\S)", re.IGNORECASE)
_SHARED = re.compile(rf"(?P<one>\S.*?)\s+(?P<link>{words.AND}|&)\s+(?P<other>\S.*)")
_SUFFIX = re.compile(
    r"(?:Inc|Ltd|LLC|LLP|PLC|Co|Corp|e\.?\s?V|GmbH|A[IS]+BL|A\.?C|S\.?A|USA?|U\.S\.A?|UK)\.?"
)


@dataclass(frozen=True, slots=True)
class SigningItem:
    """A line of the signatures: its words, the mark of its list, its lines, whether it stands apart."""

    text: str
    first: int
    last: int
    apart: bool
    mark: str = ""
    column: int = 0
    indent: int = 0
    cells: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """Its words, with the mark."""
        return f"{self.mark} {self.text}".strip()


@dataclass(slots=True)
class PartedSigner:
    """Somebody who signs, while the lines are read; each text is `written`."""

    person: str = ""
    title: str = ""
    organisation: str = ""
    rest: str = ""
    mark: str = ""
    first: int = 0
    last: int = 0
    sure: Sure = Sure.SURE

    def row(self) -> ReadRow:
        """Its row of the reading."""
        text = f"{self.mark} {signs(self.person, self.title, self.organisation, self.rest)}".strip()
        sure = Sure.LOOK if self.title and not self.person else self.sure
        return ReadRow(Role.SIGNS, text, self.first, self.last, sure)


@dataclass(slots=True)
class SignedLine:
    """What one line says by itself.

    `found` are those who sign in it, where it has fields of its own. `others` are rows of what is no
    signature; a line of nothing else is a `place`.
    """

    text: str
    shape: Shape
    signer: PartedSigner
    found: tuple[PartedSigner, ...] = ()
    others: tuple[ReadRow, ...] = ()

    def signers(self, shape: Shape) -> list[PartedSigner]:
        """Who signs in it, its shape being settled."""
        if self.found:
            return list(self.found)
        sure = self.signer.sure
        if self.shape in ("either", "title"):
            sure = Sure.LOOK if self.shape == "either" else Sure.LIKELY
        key = shape if shape in ("person", "title") else "organisation"
        return [replace(self.signer, **{key: written(self.text)}, sure=sure)]  # type: ignore[arg-type]


class _LinePiece(NamedTuple):
    """A piece of a line, and what divides it from the one before."""

    text: str
    mark: str
    kind: str


def read_line(item: SigningItem, *, placed: bool, keys: Sequence[str]) -> SignedLine:
    """What a line names. `placed`: places stand behind dashes; `keys`: what a table's columns hold."""
    text, _, beside = item.text.partition("\x00")
    signer = PartedSigner("", "", "", aside(beside), item.mark, item.first, item.last)
    if other := _other(item):
        return SignedLine(text, "place", signer, others=(other,))
    if item.cells:
        return _of_cells(text, signer, item.cells, keys)
    while match := _BEFORE.match(text):
        signer.mark, text = f"{signer.mark} {aside(match[0])}".strip(), text[match.end() :]
    others: tuple[ReadRow, ...] = ()
    dated = find_date(text)
    if dated and dated[2] >= len(text.rstrip(" .")):
        others = (ReadRow(Role.DATE, text[dated[1] :], item.first, item.last, Sure.LIKELY),)
        text = text[: dated[1]].rstrip(" ,")
    line = _of_text(text, signer, placed=placed)
    line.others = others
    return line


def _other(item: SigningItem) -> ReadRow | None:
    """The row of a line that is surely no signature: how to reach somebody, a date, a sentence."""
    text, role, sure = item.whole, None, Sure.LIKELY
    where = any(c.isdigit() for c in text) and (words.STREET.search(text) or words.POSTCODE.search(text))
    dated = find_date(text)
    small = sum(word[0].islower() for word in text.split())
    if not any(map(str.isalnum, text)):
        role = Role.SKIP  # where somebody signed by hand
    elif shapes.is_contact(text) or (where and not item.mark and not item.cells):
        role = Role.CONTACT
    elif dated and dated[1] < 12 and dated[2] >= len(text) - 1:
        role = Role.DATE
    elif small > 2 and small * 2 >= len(item.text.split()) and not re.search(r"[;|]", text):
        told = text.endswith(".") or re.match(rf"(?:{words.AND})\s", text)
        role, sure = (Role.NOTE, Sure.LOOK) if told else (None, sure)
    return ReadRow(role, text, item.first, item.last, sure) if role else None


def is_person(text: str) -> bool:
    """Whether a few words can be a person's name, perhaps with an office before it."""
    if match := words.CALLED_ON.match(text):
        return len(text[match.end() :].split()) > 1 and is_person(text[match.end() :].strip())
    return shapes.has_name_shape(text) and shapes.shape_of(text) in ("person", "either")


# A line of text


def _of_text(text: str, signer: PartedSigner, *, placed: bool) -> SignedLine:
    if is_run(text):
        found = [replace(signer, organisation=one, sure=Sure.LIKELY) for one in names_of_run(text)]
        found[1:] = [replace(one, mark="") for one in found[1:]]
        return SignedLine(text, "organisation", signer, tuple(found))
    pieces = _pieces(text)
    last = pieces[-1]
    if last.kind == "dash" and (
        shapes.is_place(last.text) or (placed and last.text[:1].isupper() and len(last.text) < 40)
    ):
        signer.rest = f"{aside(f'{last.mark.strip()} {last.text}')} {signer.rest}".strip()
        return _of_text(text[: -len(last.mark) - len(last.text)], signer, placed=False)
    return _of_pieces(text, pieces, signer) or SignedLine(text, shapes.shape_of(text), signer)


def _pieces(text: str) -> list[_LinePiece]:
    """Where a line is divided; by commas alone where nothing stronger divides it."""
    found, begin, mark, kind = [], 0, "", ""
    for match in _DIVIDED.finditer(text):
        inside = match["bracket"] and "," in text[: match.start()]
        if match.start() < 3 or inside:
            continue
        found.append(_LinePiece(text[begin : match.start()], mark, kind))
        begin, mark, kind = match.end(), match[0], match.lastgroup or ""
    end = text[begin:]
    return [*found, _LinePiece(end.rstrip(".,;)") if kind == "bracket" else end, mark, kind)]


def _of_pieces(text: str, pieces: Sequence[_LinePiece], signer: PartedSigner) -> SignedLine | None:
    """A line with fields; None where its pieces say nothing by themselves."""
    first = shapes.at_commas(pieces[0].text)
    if len(pieces) == 1:
        return _at_commas(text, first, signer)
    if pieces[1].kind == "colon":
        return _by(text, pieces, signer)
    if several := _several(text, pieces, signer):
        return several
    small = (
        pieces[1].text[:1].islower() and pieces[1].kind == "dash" and not shapes.is_title(pieces[1].text)
    )
    person = is_person(first[0]) and not shapes.is_place(pieces[1].text) and not small
    return _of_person(text, pieces, signer) if person and pieces[1].text[:1].isalpha() else None


def _of_person(text: str, pieces: Sequence[_LinePiece], signer: PartedSigner) -> SignedLine:
    """'Jane Roe – Chair – The Watch', 'Jane Roe (The Watch)', 'Jane Roe on behalf of the Watch'."""
    first, second = shapes.at_commas(pieces[0].text), pieces[1]
    if second.kind == "behalf":
        mark = aside(second.mark.strip(" ,"))
        title = f"{written(', '.join(first[1:]))} {mark}" if first[1:] else ""
        return _full(text, signer, first[0] if title else (first[0], mark), title, written(second.text))
    if second.kind == "bracket" and shapes.bare_name(first[0]) != first[0]:
        signer.rest = f"{aside(f'({second.text})')} {signer.rest}".strip()  # a member, and where of
        return _full(text, signer, first[0], "", "", Sure.LIKELY)
    marks = " ".join(aside(piece.mark) for piece in pieces[1:] if piece.kind == "dash")
    if len(pieces) > 2:
        rest = " ".join(written(piece.text) for piece in pieces[2:])
        return _full(text, signer, (first[0], marks), written(second.text), rest, Sure.LIKELY)
    title, organisation = office_fields([*first[1:], *shapes.at_commas(second.text)])
    return _full(text, signer, (first[0], marks), title, organisation, Sure.LIKELY)


def _full(
    text: str,
    signer: PartedSigner,
    person: str | tuple[str, str],
    title: str,
    organisation: str,
    sure: Sure = Sure.SURE,
) -> SignedLine:
    """A line with fields, which are `written`, but for the person; with what stands beside the name."""
    name, beside = (person, "") if isinstance(person, str) else person
    name = f"{written(name)} {beside}".strip()
    one = replace(signer, person=name, title=title, organisation=organisation, sure=sure)
    shape: Shape = "person" if name else "title" if title else "organisation"
    return SignedLine(text, shape, one, (one,))


def _by(text: str, pieces: Sequence[_LinePiece], signer: PartedSigner) -> SignedLine | None:
    """'The Watch: Jane Roe, Chair'; 'For the Watch: Jane Roe'."""
    if len(pieces) > 2 or not is_person(shapes.at_commas(pieces[1].text)[0]) or "," in pieces[0].text:
        return None
    link = re.match(rf"(?:{words.ON_BEHALF_OF})\s+", pieces[0].text, re.IGNORECASE)
    at = link.end() if link else 0
    said = f"{aside(pieces[0].text[:at])} {written(pieces[0].text[at:])} {aside(':')}".strip()
    name, title, organisation = person_fields(pieces[1].text)
    return _full(
        text, signer, name, title, said if not organisation else f"{said} {organisation}", Sure.LIKELY
    )


def _several(text: str, pieces: Sequence[_LinePiece], signer: PartedSigner) -> SignedLine | None:
    """'Jane Roe and John Doe (The Watch)' are two, who sign for the same; 'A - B - C - D' are four."""
    if (
        len(pieces) > 3
        and {piece.kind for piece in pieces[1:]} == {"dash"}
        and not is_person(pieces[0].text)
    ):
        names = [f"{aside(piece.mark)} {written(piece.text)}".strip() for piece in pieces]
        listed = [replace(signer, organisation=name, sure=Sure.LOOK) for name in names]
        return SignedLine(text, "organisation", signer, tuple(listed))
    shared = _SHARED.fullmatch(pieces[0].text) if pieces[1].kind == "bracket" else None
    if not shared or not (is_person(shared["one"]) and is_person(shared["other"])):
        return None
    title, organisation = office_fields([pieces[1].text])
    one = replace(signer, person=written(shared["one"]), title=title, organisation=organisation)
    two = replace(one, person=written(shared["other"]), mark="", rest=aside(shared["link"]))
    found = (replace(one, sure=Sure.LOOK), replace(two, sure=Sure.LOOK))
    return SignedLine(text, "person", signer, found)


def _at_commas(text: str, pieces: Sequence[str], signer: PartedSigner) -> SignedLine | None:
    """'Jane Roe, Chair, The Watch'; 'Chair, The Watch'; 'The Watch, Jane Roe, Chair'."""
    if len(pieces) < 2 or all(map(_is_suffix, pieces[1:])):
        return None
    if is_person(pieces[0]):
        return _full(text, signer, *person_fields(text))
    if shapes.is_title(pieces[0]) and not is_person(pieces[-1]):
        return _full(text, signer, "", *office_fields(pieces))
    for i in range(1, len(pieces)):
        titled = i + 1 < len(pieces) and shapes.is_title(pieces[i + 1])
        honoured = i + 1 == len(pieces) and words.split_honorific(pieces[i])[0]
        if is_person(pieces[i]) and (titled or honoured):
            title = written(", ".join(pieces[i + 1 :]))
            return _full(text, signer, pieces[i], title, written(", ".join(pieces[:i])), Sure.LIKELY)
    return None


# Offices


def _is_suffix(text: str) -> bool:
    """Whether it belongs to what stands before the comma: 'Inc.', 'Ph.D.'"""
    return _SUFFIX.fullmatch(text) is not None or shapes.POST_NOMINAL.fullmatch(text) is not None


def _with_suffixes(pieces: Sequence[str]) -> list[str]:
    whole: list[str] = []
    for piece in pieces:
        if whole and _is_suffix(piece):
            whole[-1] = f"{whole[-1]}, {piece}"
        else:
            whole.append(piece)
    return whole


def person_fields(text: str) -> tuple[str, str, str]:
    """'Jane Roe, Ph.D., Chair, The Watch' → name, and title and organisation as `written`."""
    name, *rest = _with_suffixes(shapes.at_commas(text))
    return (name, *(office_fields(rest) if rest else ("", "")))


def office_fields(pieces: Sequence[str]) -> tuple[str, str]:
    """'Chair', 'The Watch' → title and organisation, `written`."""
    pieces = _with_suffixes(pieces)
    if len(pieces) == 1:
        return _one_office(pieces[0])
    parted = _parted_office(pieces[0]) if shapes.is_title(pieces[0]) else None
    if parted and all(map(_is_dropped, pieces[1:])):
        return parted[0], f"{parted[1]} {aside(', '.join(pieces[1:]))}"
    titled = [shapes.is_title(piece) for piece in pieces]
    grouped = [shapes.has_organisation_word(p) and not t for p, t in zip(pieces, titled, strict=True)]
    ahead = grouped.index(True) if any(grouped) else len(pieces) - (not titled[-1])
    if ahead == 0:  # the organisation stands first
        ahead = titled.index(True) if any(titled) else len(pieces)
        return written(", ".join(pieces[ahead:])), written(", ".join(pieces[:ahead]))
    if not any(titled) and not any(grouped) and not pieces[0][:1].islower():
        return "", written(", ".join(pieces))
    if titled[0] and False in titled[:ahead]:
        ahead = titled.index(False)
    return written(", ".join(pieces[:ahead])), written(", ".join(pieces[ahead:]))


def _is_dropped(text: str) -> bool:
    """Whether a piece behind an organisation is where it is, and not a part of it."""
    return shapes.is_place(text) or (len(text.split()) == 1 and not shapes.has_organisation_word(text))


def _one_office(text: str) -> tuple[str, str]:
    if parted := _parted_office(text):
        return parted
    first, _, rest = text.partition(" ")
    if rest and shapes.is_title(first.rstrip("s")) and rest[:1].isupper() and not shapes.is_title(rest):
        return written(first), written(rest)
    if shapes.is_title(text) or text[:1].islower():
        return written(text), ""
    grouped = shapes.has_organisation_word(text) or text.isupper() or re.search(r"\.\w", text)
    link = rest.split()[0] if rest else "a"
    described = link.islower() and link not in ("of", "for", "and", "de")
    return (written(text), "") if described and not grouped else ("", written(text))


def _parted_office(text: str) -> tuple[str, str] | None:
    """'President of the Quay' → 'President {of the}', 'Quay', where that can be an organisation."""
    match = words.TITLE_OF.fullmatch(text)
    if match is None or not (shapes.is_title(match["title"]) or match["title"][:1].islower()):
        return None
    rest, link = match["rest"], match["link"].strip().lower()
    group = shapes.has_organisation_word(rest) or re.fullmatch(r"\S+\.\S+|[A-Z]{3,}", rest)
    if not group and (link.startswith("for") or len(rest.split()) < 2):
        return None
    return f"{written(match['title'])} {aside(match['link'])}", written(rest)


# A table


def columns_of(items: Sequence[SigningItem]) -> list[str]:
    """What each column of a table holds, as its rows agree: 'person', 'title', 'organisation' or ''."""
    rows = [item.cells for item in items if item.cells]
    width = max((len(row) for row in rows), default=0)
    rows = [row for row in rows if len(row) == width]
    if len(rows) < 3 or width < 2 or len(rows) * 2 < len(items):
        return []
    keys = [""] * width
    counts = [Counter(_shape_of_cell(row[i]) for row in rows) for i in range(width)]
    for key in ("title", "organisation", "person"):
        free = [i for i in range(width) if not keys[i]]
        best = max(free, key=lambda i: counts[i][key] + counts[i]["either"] / 2, default=None)
        if best is not None and counts[best][key] + counts[best]["either"] / 2 >= len(rows) / 3:
            keys[best] = key
    return keys


def _shape_of_cell(cell: str) -> str:
    return "" if cell.strip(". ").isdigit() or shapes.is_place(cell) else shapes.shape_of(cell)


def _of_cells(text: str, signer: PartedSigner, cells: Sequence[str], keys: Sequence[str]) -> SignedLine:
    """The cells of a table's row: what their columns hold, else each what it looks like.

    A number and a place are none of the fields.
    """
    found: dict[str, str] = {}
    rest: list[str] = []
    shaped = keys if len(keys) == len(cells) else list(map(_shape_of_cell, cells))
    for cell, shape in zip(cells, shaped, strict=True):
        open_ = [key for key in ("organisation", "person", "title") if key not in found]
        key = shape if shape != "either" or not open_ else open_[0]
        if key and key in open_:
            found[key] = written(cell)
        else:
            rest.append(cell)
    signer = replace(signer, rest=" ".join(filter(None, (aside(" ".join(rest)), signer.rest))))
    one = replace(signer, **found, sure=Sure.LIKELY)  # type: ignore[arg-type]
    return SignedLine(text, "person" if one.person else "organisation", one, (one,))
