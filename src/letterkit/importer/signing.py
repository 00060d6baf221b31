"""The lines below a close → the rows of those who sign, their fields parted.

What a line names, its shape says, and where that is open the lines around it do: who stands above and
below, in which block, under which heading, in which column. No line is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from letterkit.importer import shapes, words
from letterkit.importer.columns import column_starts, split_columns
from letterkit.importer.dates import find_date
from letterkit.importer.listed import is_run, names_of_run
from letterkit.importer.parts import SourceLine
from letterkit.importer.reading import Role, Row, Sure, aside, joined, signs, written
from letterkit.importer.shapes import Shape

_DASH = re.compile(r"(?P<left>.*\S)(?P<dash>\s+(?:[–—-]|--)\s+)(?P<right>\S.*)")
_SLASH = re.compile(r"(?P<left>\S.*?\S)\s+/\s+(?P<right>\S.*)")
_BRACKETS = re.compile(r"(?P<left>[^()]{3,90}?)\s*\((?P<inside>[^()]{2,120})\)[.,;]?")
_SIGNED = re.compile(r"(?:/s/|\(?signed\)?:?|s/)\s+(?=\S)", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<number>\d{1,3}[.)]?)\s{1,8}(?=\S)")
_BY = re.compile(r"(?P<organisation>[^:,]{3,90}):\s+(?P<rest>[A-ZÀ-Ž][^:]{4,120})")
_RUNS_ON = re.compile(r"(?:,|\b(?:and|of|the|for|&|et|de|des|y|und|für|in|on|du|la)|[-–/])$")
_SHARED = re.compile(rf"(?P<one>\S.*?)\s+(?P<link>{words.AND}|&)\s+(?P<other>\S.*)")
_SUFFIX = re.compile(
    r"(?:Inc|Ltd|LLC|LLP|PLC|Co|Corp|e\.?\s?V|GmbH|A[IS]+BL|A\.?C|S\.?A|USA?|U\.S\.A?|UK)\.?"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the signatures: its words, the mark of its list, its lines, whether it stands apart."""

    text: str
    first: int
    last: int
    apart: bool
    mark: str = ""
    column: int = 0
    indent: int = 0
    cells: tuple[str, ...] = ()


@dataclass(slots=True)
class _Signer:
    """Somebody who signs, while the lines are read; each text is `written`."""

    person: str = ""
    title: str = ""
    organisation: str = ""
    rest: str = ""
    mark: str = ""
    first: int = 0
    last: int = 0
    sure: Sure = Sure.SURE

    def row(self) -> Row:
        text = f"{self.mark} {signs(self.person, self.title, self.organisation, self.rest)}".strip()
        return Row(Role.SIGNS, text, self.first, self.last, self.sure)


def signing_rows(lines: Sequence[SourceLine]) -> list[Row]:
    """The rows of the lines of a signature block."""
    items = _with_scripts(list(_whole(_items(lines))))
    rows: list[Row] = []
    usual: Shape | None = None
    for headed, group in groupby(_headings(items), key=lambda pair: pair[0]):
        found = [item for _, item in group]
        if headed:
            rows += [Row(Role.GROUP, _marked(item), item.first, item.last, Sure.LIKELY) for item in found]
            usual = _usual(found[-1].text)
        else:
            rows += _Block(found, usual).rows()
    return rows


def _marked(item: Item) -> str:
    return f"{item.mark} {item.text}".strip()


# Lines and columns


def _items(lines: Sequence[SourceLine]) -> Iterator[Item]:
    """The lines in reading order: one column after the other, the cells of a table's row together."""
    filled = [line for line in lines if line.text or line.marker]
    numbers = {line.number for line in filled}
    starts = column_starts(filled)
    by_column: dict[int, list[Item]] = {}
    for line in filled:
        apart = line.number - 1 not in numbers
        cells = _cells(line)
        if cells or len(starts) < 2:
            mark, text = line.marker, " ".join(cells) if cells else line.text
            by_column.setdefault(0, []).append(
                Item(text, line.number, line.number, apart, mark, 0, line.indent, cells)
            )
            continue
        for column, text in split_columns(replace(line, text=_marked_line(line)), starts):
            by_column.setdefault(column, []).append(
                Item(text, line.number, line.number, apart, "", column, starts[column])
            )
    for column in sorted(by_column):
        yield from _apart_in_column(by_column[column])


def _apart_in_column(items: Sequence[Item]) -> Iterator[Item]:
    """What stands apart where the column has no line in between."""
    last = None
    for item in items:
        yield replace(item, apart=last is None or item.first - last > 1)
        last = item.first


def _marked_line(line: SourceLine) -> str:
    return f"{line.marker} {line.text}".strip()


def _cells(line: SourceLine) -> tuple[str, ...]:
    """The cells of a row that is a table's: parted by strokes, or begun by its number or ended by a
    place.
    """
    text = line.text.strip("| ")
    if "|" in text:
        return tuple(shapes.outside(text.split("|")))
    wide = shapes.outside(re.split(r"\s{2,}|\t+", text))
    if len(wide) > 1 and (wide[0].isdigit() or line.marker) and len(wide) < 6:
        return tuple(wide)
    if len(wide) == 2 and shapes.is_place(wide[1]) and not shapes.is_place(wide[0]):
        return tuple(wide)
    return ()


def _whole(items: Iterable[Item]) -> Iterator[Item]:
    """Lines that go on in the next one put together."""
    held: Item | None = None
    items = list(items)
    ended = sum(item.text.endswith(";") for item in items) * 5 >= 2 * len(items) and len(items) > 2
    for item in items:
        open_ = (
            ended and held is not None and not re.search(r"[;.]$|\band$", held.text) and not item.apart
        )
        if held is not None and (_goes_on(held, item) or open_):
            held = replace(held, text=f"{held.text} {_marked(item)}", last=item.last)
            continue
        if held is not None:
            yield held
        held = item
    if held is not None:
        yield held


def _goes_on(held: Item, item: Item) -> bool:
    if item.apart or item.mark or item.cells or held.column != item.column:
        return False
    if held.mark and item.indent >= held.indent + 2:
        return True
    if item.text[0] == "(":
        return not shapes.has_name_shape(held.text)
    if item.text[0].islower() and len(held.text) > 25 and not re.match(r"\S+\.\w", item.text):
        return not shapes.has_name_shape(held.text)
    return _RUNS_ON.search(held.text) is not None and len(held.text) > 20


def _with_scripts(items: list[Item]) -> list[Item]:
    """Names that stand below each other in two scripts, one line each, are one signatory's."""
    other = [bool(re.match(r"\W*[\u3040-\u9fff\u0400-\u04ff\u0600-\u06ff]", item.text)) for item in items]
    pairs = [i for i in range(1, len(items)) if other[i] and not other[i - 1]]
    if len(pairs) < 2 or len(pairs) < sum(other) - 1 or sum(other) > len(items) // 2 + 1:
        return items
    kept: list[Item] = []
    for i, item in enumerate(items):
        if i in pairs:
            above = kept[-1]
            kept[-1] = replace(above, text=f"{above.text}\x00{item.text}", last=item.last)
        else:
            kept.append(item)
    return kept


# Headings among those who sign


def _headings(items: Sequence[Item]) -> Iterator[tuple[bool, Item]]:
    marked = sum(bool(item.mark or item.cells) for item in items) > len(items) // 2
    for i, item in enumerate(items):
        below = items[i + 1] if i + 1 < len(items) else None
        yield _is_heading(item, below, marked=marked), item


def _is_heading(item: Item, below: Item | None, *, marked: bool) -> bool:
    """Whether a line is a heading: by its words, or because the entries below have marks and it has
    none.
    """
    if item.cells:
        return all(len(cell) < 20 and _is_column_name(cell) for cell in item.cells)
    if shapes.heads_signatures(item.text) or (item.text.endswith((":", "：")) and below is not None):
        return True
    if below is None or item.mark or not item.apart or len(item.text.split()) > 6:
        return False
    if item.text.isupper() and below.apart and not below.text.isupper() and " " in item.text:
        return True
    return marked and bool(below.mark) and len(item.text.split()) < 6


def _is_column_name(cell: str) -> bool:
    plain = cell.strip(" *#.").lower()
    return plain in _COLUMN_NAMES or shapes.heads_signatures(plain)


_COLUMN_NAMES_WORDS = """
organisation organization organisations organizations group groups ngo name names signatory
signatories person title position office function role affiliation country city place no nr number
№ nom fonction pays nombre organización cargo país funktion land name/title 組織 组织 姓名 職務 职务
"""
_COLUMN_NAMES = frozenset(_COLUMN_NAMES_WORDS.split())


def _usual(heading: str) -> Shape | None:
    plain = heading.strip(" :：.*#")
    if words.INDIVIDUALS_HEADING.fullmatch(plain):
        return "person"
    grouped = words.ORGANISATIONS_HEADING.fullmatch(plain) or shapes.has_organisation_word(plain)
    return "organisation" if grouped else None


# Who they are


class _Block:
    """Lines without a heading between them, and who they are."""

    def __init__(self, items: Sequence[Item], usual: Shape | None) -> None:
        self.items = items
        self.usual = usual
        self.countries = _have_places(items)
        self.is_stacked: bool | None = None
        keys = _columns(items)
        self.read = [_read(item, countries=self.countries, keys=keys) for item in items]
        self._demote()
        self.shapes = self._settled()

    def _demote(self) -> None:
        """A line that has a person's form before a comma, where all others are organisations, is one
        too; and
        so is one below a person and a title.
        """
        groups = sum(one.shape == "organisation" for one in self.read)
        for begin, end in _runs(self.items):
            for i in range(begin, end):
                one = self.read[i]
                bare = one.full and one.shape == "person" and not one.several and "," in one.text
                if not bare or words.split_honorific(one.text)[0]:
                    continue
                below = (
                    2 <= i - begin <= 3 and self.read[i - 1].shape == "title" and not self.items[i].mark
                )
                if below or (not one.signer.title and groups * 5 > 3 * len(self.read)):
                    plain = replace(one.signer, person="", title="", organisation="", sure=Sure.LIKELY)
                    self.read[i] = _Line(one.text, "organisation", plain)

    def _settled(self) -> list[Shape]:
        """What each line names; an open one is what its block, or else most lines, say."""
        known = [one.shape for one in self.read]
        self.counts = Counter(known)
        for begin, end in _runs(self.items):
            self._settle(known, begin, end)
        return known

    def _settle(self, known: list[Shape], begin: int, end: int) -> None:
        for i in range(begin, end):
            below = known[i + 1] if i + 1 < len(known) else None
            near = i + 1 < len(known) and (i + 1 < end or end - begin == 1)
            if known[i] == "either" and below == "title" and near and not self.read[i + 1].full:
                known[i] = "person"
        block = known[begin:end]
        if "title" in block or "person" in block:
            self._settle_stack(known, begin, end)
        most = self.usual or self._most(known, begin, end)
        for i in range(begin, end):
            if known[i] == "either":
                known[i] = most

    def _settle_stack(self, known: list[Shape], begin: int, end: int) -> None:
        """In a block of a person, a title and an organisation, what is below a title is no person."""
        for i in range(begin + 1, end):
            below = known[i - 1] == "title" or (known[i - 1] == "person" and self._stacked())
            if known[i] == "either" and below and end - begin <= 4:
                known[i] = "organisation"

    def _most(self, known: Sequence[Shape], begin: int, end: int) -> Shape:
        here = Counter(known[begin:end]) if end - begin > 1 else self.counts
        groups, people = here["organisation"], here["person"]
        if end - begin == 2 and known[begin] == "either" and known[begin + 1] == "organisation":
            return "person" if self._stacked() else "organisation"
        if end - begin <= 4 and known[begin] == "either" and self._stacked():
            return "person"
        return "organisation" if groups * 4 > here["either"] and groups >= people else "person"

    def _stacked(self) -> bool:
        """Whether most blocks are a few lines of which the first can be a person and the last no
        person.
        """
        if self.is_stacked is None:
            self.is_stacked = self._looks_stacked()
        return self.is_stacked

    def _looks_stacked(self) -> bool:
        runs = [(b, e) for b, e in _runs(self.items) if e - b > 1]
        like = [self.read[b].shape in ("either", "person") for b, e in runs if e - b <= 4]
        ends = [self.read[e - 1].shape in ("organisation", "title") for b, e in runs if e - b <= 4]
        both = sum(a and z for a, z in zip(like, ends, strict=True))
        return len(runs) > 1 and both * 3 >= 2 * len(runs)

    def rows(self) -> list[Row]:
        """The rows of the block."""
        found: list[_Signer] = []
        others: list[Row] = []
        group_first = self._group_first()
        for i, one in enumerate(self.read):
            if one.other is not None:
                others.append(one.other)
                continue
            if not found or not self._joins(found[-1], i, group_first=group_first):
                found += one.signers(self.shapes[i])
                continue
            _join(found[-1], one, self.shapes[i])
        rows = [signer.row() for signer in found]
        rows += [row for one in self.read for row in one.more]
        return (
            sorted([*rows, *others], key=lambda row: row.first) if others or rows[len(found) :] else rows
        )

    def _group_first(self) -> bool:
        """Whether an organisation stands above who signs for it."""
        pairs = [
            (self.shapes[a], self.shapes[b])
            for begin, end in _runs(self.items)
            for a, b in pairwise(range(begin, end))
            if not (self.read[a].full and self.read[b].full)
        ]
        above = sum(a == "organisation" and b == "person" for a, b in pairs)
        below = sum(a == "person" and b in ("organisation", "title") for a, b in pairs)
        groups = sum(a == b == "organisation" for a, b in pairs)
        return above > below and groups * 2 < above

    def _joins(self, last: _Signer, i: int, *, group_first: bool) -> bool:
        """Whether a line goes on with who signed above it."""
        item, shape = self.items[i], self.shapes[i]
        if item.mark or item.cells or (i and item.column != self.items[i - 1].column):
            return False
        one = self.read[i]
        alone = self._alone(i)
        if shape == "title" or (one.full and one.signer.title and not one.signer.person):
            fresh = bool(last.person) and not last.title
            return fresh and (not item.apart or alone)
        if item.apart:
            return False
        if "," in one.text and not one.full and len(shapes.at_commas(one.text)[0].split()) < 3:
            return bool(last.person) and not last.organisation
        if shape == "organisation":
            return bool(last.person) and not last.organisation and not one.signer.person
        if shape == "place":
            return True
        return group_first and shape == "person" and not last.person and bool(last.organisation)

    def _alone(self, i: int) -> bool:
        """Whether a line and the one above both stand between blank lines."""
        before = i > 0 and self.items[i - 1].apart
        after = i + 1 >= len(self.items) or self.items[i + 1].apart
        return before and after


def _runs(items: Sequence[Item]) -> list[tuple[int, int]]:
    """Where lines stand that no blank line parts."""
    begins = [
        i for i, item in enumerate(items) if i == 0 or item.apart or item.column != items[i - 1].column
    ]
    return list(zip(begins, [*begins[1:], len(items)], strict=True))


def _join(signer: _Signer, one: _Line, shape: Shape) -> None:
    """A further line of who signed above."""
    more = one.signer
    signer.last = more.last
    signer.rest = " ".join(filter(None, (signer.rest, more.rest)))
    if signer.person and not one.full and "," in one.text:
        title, *rest = shapes.at_commas(one.text)
        if signer.title:
            signer.organisation = written(one.text)
            return
        signer.title, signer.organisation = office_fields([title, *rest])
        if not signer.title and len(title.split()) == 1:
            signer.title, signer.organisation = written(title), written(", ".join(rest))
    elif shape == "person" and not one.full:
        signer.person = written(one.text)
    elif shape == "title" and not one.full:
        signer.title = written(one.text)
        signer.sure = Sure.LIKELY
    elif shape == "place":
        signer.rest = f"{signer.rest} {aside(one.text)}".strip()
    elif one.full:
        signer.person = signer.person or more.person
        signer.title = signer.title or more.title
        signer.organisation = signer.organisation or more.organisation
    else:
        signer.organisation = written(one.text)
    if signer.sure is Sure.SURE and shape == "organisation" and not one.full:
        signer.sure = Sure.LIKELY


# One line


@dataclass(slots=True)
class _Line:
    """What one line says by itself. `full`: it has fields of its own. `other`: it is no signature."""

    text: str
    shape: Shape
    signer: _Signer
    full: bool = False
    other: Row | None = None
    more: tuple[Row, ...] = ()
    several: tuple[_Signer, ...] = ()

    def signers(self, shape: Shape) -> list[_Signer]:
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


def _read(item: Item, *, countries: bool, keys: Sequence[str]) -> _Line:
    mark = item.mark
    text, _, beside = item.text.partition("\x00")
    if match := None if item.cells else _NUMBER.match(text):
        mark, text = f"{mark} {aside(match['number'])}".strip(), text[match.end() :]
    rest = aside(beside) if beside else ""
    if match := _SIGNED.match(text):
        mark, text = f"{mark} {aside(text[: match.end()])}".strip(), text[match.end() :]
    signer = _Signer(rest=rest, mark=mark, first=item.first, last=item.last)
    other = _other(item)
    if other is not None:
        return _Line(text, "place", signer, other=other)
    if item.cells:
        return _of_cells(item, signer, keys)
    more: tuple[Row, ...] = ()
    dated = find_date(text)
    if dated and dated[2] >= len(text.rstrip(" .")) and dated[1] > 8:
        date = text[dated[1] :]
        text = text[: dated[1]].rstrip(" ,")
        more = (Row(Role.DATE, date, item.first, item.last, Sure.LIKELY),)
    line = _of_text(text, signer, countries=countries)
    line.more = more
    return line


def _other(item: Item) -> Row | None:
    """The row of a line that is surely no signature: how to reach somebody, a date."""
    text = _marked(item)
    where = any(c.isdigit() for c in text) and (words.STREET.search(text) or words.POSTCODE.search(text))
    if shapes.is_contact(text) or (where and not item.mark and not item.cells):
        return Row(Role.CONTACT, text, item.first, item.last, Sure.LIKELY)
    dated = find_date(text)
    if dated and dated[1] < 12 and dated[2] >= len(text) - 1:
        return Row(Role.DATE, text, item.first, item.last, Sure.LIKELY)
    found = item.text.split()
    small = sum(word[0].islower() for word in found)
    if len(found) > 4 and small * 2 >= len(found) and not re.search(r"[;|]", text):
        told = text.endswith(".") or re.match(rf"(?:{words.AND})\s", text)
        return Row(Role.NOTE, text, item.first, item.last, Sure.LOOK) if told else None
    return None


def _of_text(text: str, signer: _Signer, *, countries: bool) -> _Line:
    if is_run(text):
        pieces = names_of_run(text)
        found = [replace(signer, organisation=one, sure=Sure.LIKELY) for one in pieces]
        found[1:] = [replace(one, mark="") for one in found[1:]]
        return _Line(text, "organisation", signer, full=True, several=tuple(found))
    for part in (_by, _dashed, _slashed, _bracketed, _on_behalf, _with_commas):
        if line := part(text, signer, countries):
            return line
    if not any(c.isalnum() for c in text):
        return _Line(text, "place", signer)
    return _Line(text, shapes.shape_of(text), signer)


def _full(
    text: str, signer: _Signer, person: str, title: str, organisation: str, sure: Sure = Sure.SURE
) -> _Line:
    """A line with fields, which are `written`."""
    one = replace(signer, person=person, title=title, organisation=organisation, sure=sure)
    shape: Shape = "person" if person else "title" if title else "organisation"
    return _Line(text, shape, one, full=True)


def _by(text: str, signer: _Signer, countries: bool) -> _Line | None:
    """'The Watch: Jane Roe, Chair'."""
    match = _BY.fullmatch(text)
    if match is None or not _is_person(shapes.at_commas(match["rest"])[0]):
        return None
    organisation = match["organisation"]
    link = re.match(rf"(?:{words.ON_BEHALF_OF})\s+", organisation, re.IGNORECASE)
    name = organisation[link.end() :] if link else organisation
    person, title, _, extra = person_fields(match["rest"])
    before = f"{aside(link[0])} " if link else ""
    return _full(
        text, signer, person, title, f"{before}{written(name)} {aside(':')} {extra}", Sure.LIKELY
    )


def _is_person(text: str) -> bool:
    if match := words.CALLED_ON.match(text):
        return len(text[match.end() :].split()) > 1 and _is_person(text[match.end() :].strip())
    return shapes.has_name_shape(text) and shapes.shape_of(text) in ("person", "either")


def _dashed(text: str, signer: _Signer, countries: bool) -> _Line | None:
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
    if not _is_person(fields[0]) or not right[:1].isalpha():
        return None
    dash = aside(match["dash"])
    if len(fields) > 2:
        rest = " ".join(written(field) for field in fields[2:])
        person = f"{written(fields[0])} {' '.join([dash] * (len(fields) - 1))}"
        return _full(text, signer, person, written(fields[1]), rest)
    title, organisation = office_fields(shapes.at_commas(right))
    return _full(text, signer, f"{written(left)} {dash}", title, organisation, Sure.LIKELY)


def _slashed(text: str, signer: _Signer, countries: bool) -> _Line | None:
    match = _SLASH.fullmatch(text)
    if match is None or not _is_person(match["left"]):
        return None
    title, organisation = office_fields(shapes.at_commas(match["right"]))
    return _full(text, signer, f"{written(match['left'])} {aside('/')}", title, organisation, Sure.LIKELY)


def _bracketed(text: str, signer: _Signer, countries: bool) -> _Line | None:
    match = _BRACKETS.fullmatch(text)
    if match is None:
        return None
    left, inside = match["left"], match["inside"]
    if re.fullmatch(r"[A-Z][A-Za-z&.\-/]{1,11}", inside) and shapes.shape_of(left) == "organisation":
        return None
    shared = _SHARED.fullmatch(left)
    if shared and _is_person(shared["one"]) and _is_person(shared["other"]):
        title, organisation = office_fields([inside])
        one = _full(
            text, signer, written(shared["one"]), title, f"{organisation} {aside(shared['link'])}"
        )
        two = _full(
            text, replace(signer, mark="", rest=""), written(shared["other"]), title, organisation
        )
        one.several = (replace(one.signer, sure=Sure.LOOK), replace(two.signer, sure=Sure.LOOK))
        return one
    if not _is_person(left) or not re.match(r"[A-Za-zÀ-ɏ]", inside) or shapes.is_place(inside):
        return None
    title, organisation = office_fields(shapes.at_commas(inside))
    return _full(text, signer, written(left), title, organisation, Sure.LIKELY)


def _on_behalf(text: str, signer: _Signer, countries: bool) -> _Line | None:
    match = words.ON_BEHALF.fullmatch(text)
    if match is None or match["link"].strip(" ,").lower() in ("for", "for the", "pour", "por", "für die"):
        return None
    pieces = shapes.at_commas(match["person"])
    if not pieces or not _is_person(pieces[0]):
        return None
    title = ", ".join(pieces[1:])
    person = f"{written(pieces[0])} {'' if title else aside(match['link'])}"
    title = f"{written(title)} {aside(match['link'])}" if title else ""
    return _full(text, signer, person, title, written(match["rest"]))


def _with_commas(text: str, signer: _Signer, countries: bool) -> _Line | None:
    pieces = shapes.at_commas(text)
    if len(pieces) < 2 or all(map(_is_suffix, pieces[1:])):
        return None
    if _is_person(pieces[0]):
        person, title, organisation, extra = person_fields(text)
        if not title and not organisation:
            return None if not extra else _full(text, signer, f"{person} {extra}", "", "")
        return _full(text, signer, person, title, f"{organisation} {extra}".strip())
    if shapes.is_title(pieces[0]) and not _is_person(pieces[-1]):
        title, organisation = office_fields(pieces)
        return _full(text, signer, "", title, organisation)
    return _organisation_first(text, pieces, signer)


def _organisation_first(text: str, pieces: Sequence[str], signer: _Signer) -> _Line | None:
    """'Organisation, Person, Title'."""
    for i in range(1, len(pieces)):
        named = shapes.shape_of(pieces[i]) in ("person", "either") and _is_person(pieces[i])
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


def _columns(items: Sequence[Item]) -> list[str]:
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


def _of_cells(item: Item, signer: _Signer, keys: Sequence[str]) -> _Line:
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


def _have_places(items: Sequence[Item]) -> bool:
    """Whether a place stands behind most names, with a dash between."""
    matches = [_DASH.fullmatch(item.text) for item in items]
    found = [match for match in matches if match and len(match["right"]) < 40]
    if len(found) < 3 or len(found) * 2 < len(items):
        return False
    placed = sum(shapes.is_place(match["right"]) for match in found)
    people = sum(_is_person(match["left"]) and shapes.is_title(match["right"]) for match in found)
    return placed * 3 >= len(found) and not people
