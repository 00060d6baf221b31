"""One line of a signature block → whom it names, its fields parted.

A line is tried as each form that letters have: 'Organisation: Person', dashes, a stroke, brackets, 'on
behalf of', commas, the cells of a table. What is none of them is looked at as a whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from letterkit.importer import shapes, words
from letterkit.importer.dates import find_date
from letterkit.importer.listed import is_run, names_of_run
from letterkit.importer.reading import ReadRow, Role, Sure, aside, joined, signs, written
from letterkit.importer.shapes import Shape

_DASH = re.compile(r"(?P<left>.*\S)(?P<dash>\s+(?:[–—-]|--)\s+)(?P<right>\S.*)")
_SLASH = re.compile(r"(?P<left>\S.*?\S)\s+/\s+(?P<right>\S.*)")
_BRACKETS = re.compile(r"(?P<left>[^()]{3,90}?)\s*\((?P<inside>[^()]{2,120})\)[.,;]?")
_SIGNED = re.compile(r"(?:/s/|\(?signed\)?:?|s/)\s+(?=\S)", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<number>\d{1,3}[.)]?)\s{1,8}(?=\S)")
_BY = re.compile(r"(?P<organisation>[^:,]{3,90}):\s+(?P<rest>[A-ZÀ-Ž][^:]{4,120})")
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
        text = f"{self.mark} {signs(self.person, self.title, self.organisation, self.rest)}".strip()
        return ReadRow(Role.SIGNS, text, self.first, self.last, self.sure)


@dataclass(slots=True)
class SignedLine:
    """What one line says by itself. `full`: it has fields of its own. `other`: it is no signature."""

    text: str
    shape: Shape
    signer: PartedSigner
    full: bool = False
    other: ReadRow | None = None
    more: tuple[ReadRow, ...] = ()
    several: tuple[PartedSigner, ...] = ()

    def signers(self, shape: Shape) -> list[PartedSigner]:
        """Who signs in it, its shape being settled."""
        if self.several:
            return list(self.several)
        if self.full:
            return [self.signer]
        value = written(self.text)
        open_ = self.shape == "either"
        sure = Sure.LOOK if open_ else Sure.LIKELY if self.shape == "title" else self.signer.sure
        key = "person" if shape == "person" else "title" if shape == "title" else "organisation"
        return [replace(self.signer, **{key: value}, sure=sure)]  # type: ignore[arg-type]


def read_line(item: SigningItem, *, countries: bool, keys: Sequence[str]) -> SignedLine:
    mark = item.mark
    text, _, beside = item.text.partition("\x00")
    if match := None if item.cells else _NUMBER.match(text):
        mark, text = f"{mark} {aside(match['number'])}".strip(), text[match.end() :]
    rest = aside(beside) if beside else ""
    if match := _SIGNED.match(text):
        mark, text = f"{mark} {aside(text[: match.end()])}".strip(), text[match.end() :]
    signer = PartedSigner(rest=rest, mark=mark, first=item.first, last=item.last)
    other = _other(item)
    if other is not None:
        return SignedLine(text, "place", signer, other=other)
    if item.cells:
        return _of_cells(item, signer, keys)
    more: tuple[ReadRow, ...] = ()
    dated = find_date(text)
    if dated and dated[2] >= len(text.rstrip(" .")) and dated[1] > 8:
        date = text[dated[1] :]
        text = text[: dated[1]].rstrip(" ,")
        more = (ReadRow(Role.DATE, date, item.first, item.last, Sure.LIKELY),)
    line = _of_text(text, signer, countries=countries)
    line.more = more
    return line


def _other(item: SigningItem) -> ReadRow | None:
    """The row of a line that is surely no signature: how to reach somebody, a date."""
    text = item.whole
    where = any(c.isdigit() for c in text) and (words.STREET.search(text) or words.POSTCODE.search(text))
    if shapes.is_contact(text) or (where and not item.mark and not item.cells):
        return ReadRow(Role.CONTACT, text, item.first, item.last, Sure.LIKELY)
    dated = find_date(text)
    if dated and dated[1] < 12 and dated[2] >= len(text) - 1:
        return ReadRow(Role.DATE, text, item.first, item.last, Sure.LIKELY)
    found = item.text.split()
    small = sum(word[0].islower() for word in found)
    if len(found) > 4 and small * 2 >= len(found) and not re.search(r"[;|]", text):
        told = text.endswith(".") or re.match(rf"(?:{words.AND})\s", text)
        return ReadRow(Role.NOTE, text, item.first, item.last, Sure.LOOK) if told else None
    return None


def _of_text(text: str, signer: PartedSigner, *, countries: bool) -> SignedLine:
    if is_run(text):
        pieces = names_of_run(text)
        found = [replace(signer, organisation=one, sure=Sure.LIKELY) for one in pieces]
        found[1:] = [replace(one, mark="") for one in found[1:]]
        return SignedLine(text, "organisation", signer, full=True, several=tuple(found))
    for part in (_by, _dashed, _slashed, _bracketed, _on_behalf, _with_commas):
        if line := part(text, signer, countries):
            return line
    if not any(c.isalnum() for c in text):
        return SignedLine(text, "place", signer)
    return SignedLine(text, shapes.shape_of(text), signer)


def _full(
    text: str, signer: PartedSigner, person: str, title: str, organisation: str, sure: Sure = Sure.SURE
) -> SignedLine:
    """A line with fields, which are `written`."""
    one = replace(signer, person=person, title=title, organisation=organisation, sure=sure)
    shape: Shape = "person" if person else "title" if title else "organisation"
    return SignedLine(text, shape, one, full=True)


def _by(text: str, signer: PartedSigner, countries: bool) -> SignedLine | None:
    """'The Watch: Jane Roe, Chair'."""
    match = _BY.fullmatch(text)
    if match is None or not is_person(shapes.at_commas(match["rest"])[0]):
        return None
    organisation = match["organisation"]
    link = re.match(rf"(?:{words.ON_BEHALF_OF})\s+", organisation, re.IGNORECASE)
    name = organisation[link.end() :] if link else organisation
    person, title, _, extra = person_fields(match["rest"])
    before = f"{aside(link[0])} " if link else ""
    return _full(
        text, signer, person, title, f"{before}{written(name)} {aside(':')} {extra}", Sure.LIKELY
    )


def is_person(text: str) -> bool:
    if match := words.CALLED_ON.match(text):
        return len(text[match.end() :].split()) > 1 and is_person(text[match.end() :].strip())
    return shapes.has_name_shape(text) and shapes.shape_of(text) in ("person", "either")


def _dashed(text: str, signer: PartedSigner, countries: bool) -> SignedLine | None:
    match = _DASH.fullmatch(text)
    if match is None:
        return None
    left, right = match["left"], match["right"]
    tail = aside(f"{match['dash'].strip()} {right}")
    if shapes.is_place(right) or (countries and right[:1].isupper() and len(right) < 40):
        line = _of_text(left, signer, countries=False)
        line.signer.rest = f"{tail} {line.signer.rest}".strip()
        return line
    fields = shapes.outside(re.split(r"\s+(?:[–—-]|--)\s+", text))
    if not is_person(fields[0]) or not right[:1].isalpha():
        return None
    dash = aside(match["dash"])
    if len(fields) > 2:
        rest = " ".join(written(field) for field in fields[2:])
        person = f"{written(fields[0])} {' '.join([dash] * (len(fields) - 1))}"
        return _full(text, signer, person, written(fields[1]), rest)
    title, organisation = office_fields(shapes.at_commas(right))
    return _full(text, signer, f"{written(left)} {dash}", title, organisation, Sure.LIKELY)


def _slashed(text: str, signer: PartedSigner, countries: bool) -> SignedLine | None:
    match = _SLASH.fullmatch(text)
    if match is None or not is_person(match["left"]):
        return None
    title, organisation = office_fields(shapes.at_commas(match["right"]))
    return _full(text, signer, f"{written(match['left'])} {aside('/')}", title, organisation, Sure.LIKELY)


def _bracketed(text: str, signer: PartedSigner, countries: bool) -> SignedLine | None:
    match = _BRACKETS.fullmatch(text)
    if match is None:
        return None
    left, inside = match["left"], match["inside"]
    if re.fullmatch(r"[A-Z][A-Za-z&.\-/]{1,11}", inside) and shapes.shape_of(left) == "organisation":
        return None
    shared = _SHARED.fullmatch(left)
    if shared and is_person(shared["one"]) and is_person(shared["other"]):
        title, organisation = office_fields([inside])
        one = _full(
            text, signer, written(shared["one"]), title, f"{organisation} {aside(shared['link'])}"
        )
        two = _full(
            text, replace(signer, mark="", rest=""), written(shared["other"]), title, organisation
        )
        one.several = (replace(one.signer, sure=Sure.LOOK), replace(two.signer, sure=Sure.LOOK))
        return one
    if not is_person(left) or not re.match(r"[A-Za-zÀ-ɏ]", inside) or shapes.is_place(inside):
        return None
    title, organisation = office_fields(shapes.at_commas(inside))
    return _full(text, signer, written(left), title, organisation, Sure.LIKELY)


def _on_behalf(text: str, signer: PartedSigner, countries: bool) -> SignedLine | None:
    match = words.ON_BEHALF.fullmatch(text)
    if match is None or match["link"].strip(" ,").lower() in ("for", "for the", "pour", "por", "für die"):
        return None
    pieces = shapes.at_commas(match["person"])
    if not pieces or not is_person(pieces[0]):
        return None
    title = ", ".join(pieces[1:])
    person = f"{written(pieces[0])} {'' if title else aside(match['link'])}"
    title = f"{written(title)} {aside(match['link'])}" if title else ""
    return _full(text, signer, person, title, written(match["rest"]))


def _with_commas(text: str, signer: PartedSigner, countries: bool) -> SignedLine | None:
    pieces = shapes.at_commas(text)
    if len(pieces) < 2 or all(map(_is_suffix, pieces[1:])):
        return None
    if is_person(pieces[0]):
        person, title, organisation, extra = person_fields(text)
        if not title and not organisation:
            return None if not extra else _full(text, signer, f"{person} {extra}", "", "")
        return _full(text, signer, person, title, f"{organisation} {extra}".strip())
    if shapes.is_title(pieces[0]) and not is_person(pieces[-1]):
        title, organisation = office_fields(pieces)
        return _full(text, signer, "", title, organisation)
    return _organisation_first(text, pieces, signer)


def _organisation_first(text: str, pieces: Sequence[str], signer: PartedSigner) -> SignedLine | None:
    """'Organisation, Person, Title'."""
    for i in range(1, len(pieces)):
        named = shapes.shape_of(pieces[i]) in ("person", "either") and is_person(pieces[i])
        titled = i + 1 < len(pieces) and shapes.is_title(pieces[i + 1])
        if named and (titled or (words.split_honorific(pieces[i])[0] and i + 1 == len(pieces))):
            organisation = written(", ".join(pieces[:i]))
            title = written(", ".join(pieces[i + 1 :]))
            return _full(text, signer, written(pieces[i]), title, organisation, Sure.LIKELY)
    return None


def _is_suffix(text: str) -> bool:
    """Whether it belongs to what stands before the comma: 'Inc.', 'Ph.D.'"""
    return _SUFFIX.fullmatch(text) is not None or shapes.POST_NOMINAL.fullmatch(text) is not None


def person_fields(text: str) -> tuple[str, str, str, str]:
    """'Jane Roe, Ph.D., Chair, The Watch' → name, title, organisation, what belongs to none;
    `written`.
    """
    pieces = shapes.at_commas(text)
    name = [pieces[0]]
    rest = pieces[1:]
    while rest and shapes.POST_NOMINAL.fullmatch(rest[0]):
        name.append(rest.pop(0))
    title, organisation = office_fields(rest) if rest else ("", "")
    return written(", ".join(name)), title, organisation, ""


def office_fields(pieces: Sequence[str]) -> tuple[str, str]:
    """'Chair', 'The Watch' → title and organisation, `written`."""
    pieces = _with_suffixes(pieces)
    if len(pieces) == 1:
        return _one_office(pieces[0])
    if shapes.is_title(pieces[0]) and (parted := _parted_office(pieces[0])):
        title, organisation = parted
        extra = aside(f", {', '.join(pieces[1:])}")
        if all(_is_dropped(piece) for piece in pieces[1:]):
            return title, f"{organisation} {extra}"
    ahead = next((i for i, piece in enumerate(pieces) if _is_group(piece)), None)
    titled = any(map(shapes.is_title, pieces))
    if ahead == 0:
        tail = next((i for i in range(1, len(pieces)) if shapes.is_title(pieces[i])), len(pieces))
        return written(", ".join(pieces[tail:])), written(", ".join(pieces[:tail]))
    if ahead is None and not titled and not pieces[0][:1].islower():
        return "", written(", ".join(pieces))
    if ahead is None:
        ahead = len(pieces) - (not shapes.is_title(pieces[-1]))
    return _title_first(pieces, ahead)


def _title_first(pieces: Sequence[str], ahead: int) -> tuple[str, str]:
    """The title of the pieces before `ahead`; of several, as far as they are titles."""
    if shapes.is_title(pieces[0]) and ahead > 1:
        ahead = next((i for i in range(1, ahead) if not shapes.is_title(pieces[i])), ahead)
        if ahead < len(pieces) and shapes.shape_of(pieces[ahead]) == "title":
            ahead += 1
    return written(", ".join(pieces[:ahead])), written(", ".join(pieces[ahead:]))


def _with_suffixes(pieces: Sequence[str]) -> list[str]:
    whole: list[str] = []
    for piece in pieces:
        if whole and _is_suffix(piece):
            whole[-1] = f"{whole[-1]}, {piece}"
        else:
            whole.append(piece)
    return whole


def _is_group(text: str) -> bool:
    return shapes.has_organisation_word(text) and not shapes.is_title(text)


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
    described = not rest or (
        rest.split()[0].islower() and rest.split()[0] not in ("of", "for", "and", "de")
    )
    return (written(text), "") if described and not grouped else ("", written(text))


def _parted_office(text: str) -> tuple[str, str] | None:
    """'President of the Quay' → 'President {of the}', 'Quay', where what follows can be an
    organisation.
    """
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
    """What each column of a table holds, where its rows agree: 'person', 'title', 'organisation' or
    ''.
    """
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
    if cell.strip(". ").isdigit() or shapes.is_place(cell):
        return ""
    return shapes.shape_of(cell)


def _of_cells(item: SigningItem, signer: PartedSigner, keys: Sequence[str]) -> SignedLine:
    """The cells of a table's row: what their columns hold, else what they look like; a number and a
    place are
    none of the fields.
    """
    if len(keys) == len(item.cells):
        named = {key: written(cell) for key, cell in zip(keys, item.cells, strict=True) if key}
        beside = " ".join(cell for key, cell in zip(keys, item.cells, strict=True) if not key)
        signer = replace(signer, rest=" ".join(filter(None, (aside(beside), signer.rest))))
        person, title, organisation = (named.get(key, "") for key in ("person", "title", "organisation"))
        return _full(item.text, signer, person, title, organisation, Sure.LIKELY)
    found: dict[str, str] = {"person": "", "title": "", "organisation": ""}
    rest: list[str] = []
    for cell in item.cells:
        shape = shapes.shape_of(cell)
        if cell.strip(". ").isdigit() or (shapes.is_place(cell) and any(found.values())):
            rest.append(cell)
            continue
        if shape == "either":
            shape = "person" if found["organisation"] and not found["person"] else "organisation"
            if not found["organisation"] and len(item.cells) > 2 and not item.cells[0].isdigit():
                shape = "person"
        key: str = shape if shape in found else "organisation"
        if found[key]:
            key = (
                next((other for other in found if not found[other]), "") if key != "organisation" else ""
            )
        if key:
            found[key] = written(cell)
        else:
            rest.append(cell)
    signer = replace(signer, rest=" ".join(filter(None, (aside(" ".join(rest)), signer.rest))))
    line = _full(item.text, signer, found["person"], found["title"], found["organisation"], Sure.LIKELY)
    if item.text.count("|") or "|" in item.text:
        line.signer.rest = joined([line.signer.rest])
    return line
