"""The lines below a close → the rows of those who sign, their fields parted.

What a line names, its shape says, and where that is open the lines around it do: who stands above and
below, in which block, under which heading, in which column. No line is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from letterkit.importer import shapes, words
from letterkit.importer.columns import column_starts, split_columns
from letterkit.importer.parts import SourceLine
from letterkit.importer.reading import ReadRow, Role, Sure, aside, written
from letterkit.importer.shapes import Shape
from letterkit.importer.signing_lines import (
    PartedSigner,
    SignedLine,
    SigningItem,
    columns_of,
    is_person,
    office_fields,
    read_line,
)

_DASH = re.compile(r"(?P<left>.*\S)(?P<dash>\s+(?:[–—-]|--)\s+)(?P<right>\S.*)")
_RUNS_ON = re.compile(r"(?:,|\b(?:and|of|the|for|&|et|de|des|y|und|für|in|on|du|la)|[-–/])$")


def signing_rows(lines: Sequence[SourceLine]) -> list[ReadRow]:
    """The rows of the lines of a signature block."""
    items = _with_scripts(list(_whole(_items(lines))))
    rows: list[ReadRow] = []
    usual: Shape | None = None
    for headed, group in groupby(_headings(items), key=lambda pair: pair[0]):
        found = [item for _, item in group]
        if headed:
            rows += [
                ReadRow(Role.GROUP, item.whole, item.first, item.last, Sure.LIKELY) for item in found
            ]
            usual = _usual(found[-1].text)
        else:
            rows += _Block(found, usual).rows()
    return rows


# Lines and columns


def _items(lines: Sequence[SourceLine]) -> Iterator[SigningItem]:
    """The lines in reading order: one column after the other, the cells of a table's row together."""
    filled = [line for line in lines if line.text or line.marker]
    numbers = {line.number for line in filled}
    starts = column_starts(filled)
    by_column: dict[int, list[SigningItem]] = {}
    for line in filled:
        apart = line.number - 1 not in numbers
        cells = _cells(line)
        if cells or len(starts) < 2:
            mark, text = line.marker, " ".join(cells) if cells else line.text
            by_column.setdefault(0, []).append(
                SigningItem(text, line.number, line.number, apart, mark, 0, line.indent, cells)
            )
            continue
        for column, text in split_columns(replace(line, text=_marked_line(line)), starts):
            by_column.setdefault(column, []).append(
                SigningItem(text, line.number, line.number, apart, "", column, starts[column])
            )
    for column in sorted(by_column):
        yield from _apart_in_column(by_column[column])


def _apart_in_column(items: Sequence[SigningItem]) -> Iterator[SigningItem]:
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


def _whole(items: Iterable[SigningItem]) -> Iterator[SigningItem]:
    """Lines that go on in the next one put together."""
    held: SigningItem | None = None
    items = list(items)
    ended = sum(item.text.endswith(";") for item in items) * 5 >= 2 * len(items) and len(items) > 2
    for item in items:
        open_ = (
            ended and held is not None and not re.search(r"[;.]$|\band$", held.text) and not item.apart
        )
        if held is not None and (_goes_on(held, item) or open_):
            held = replace(held, text=f"{held.text} {item.whole}", last=item.last)
            continue
        if held is not None:
            yield held
        held = item
    if held is not None:
        yield held


def _goes_on(held: SigningItem, item: SigningItem) -> bool:
    if item.apart or item.mark or item.cells or held.column != item.column:
        return False
    if held.mark and item.indent >= held.indent + 2:
        return True
    if item.text[0] == "(":
        return not shapes.has_name_shape(held.text)
    if item.text[0].islower() and len(held.text) > 25 and not re.match(r"\S+\.\w", item.text):
        return not shapes.has_name_shape(held.text)
    return _RUNS_ON.search(held.text) is not None and len(held.text) > 20


def _with_scripts(items: list[SigningItem]) -> list[SigningItem]:
    """Names that stand below each other in two scripts, one line each, are one signatory's."""
    other = [bool(re.match(r"\W*[\u3040-\u9fff\u0400-\u04ff\u0600-\u06ff]", item.text)) for item in items]
    pairs = [i for i in range(1, len(items)) if other[i] and not other[i - 1]]
    if len(pairs) < 2 or len(pairs) < sum(other) - 1 or sum(other) > len(items) // 2 + 1:
        return items
    kept: list[SigningItem] = []
    for i, item in enumerate(items):
        if i in pairs:
            above = kept[-1]
            kept[-1] = replace(above, text=f"{above.text}\x00{item.text}", last=item.last)
        else:
            kept.append(item)
    return kept


# Headings among those who sign


def _headings(items: Sequence[SigningItem]) -> Iterator[tuple[bool, SigningItem]]:
    marked = sum(bool(item.mark or item.cells) for item in items) > len(items) // 2
    for i, item in enumerate(items):
        below = items[i + 1] if i + 1 < len(items) else None
        yield _is_heading(item, below, marked=marked), item


def _is_heading(item: SigningItem, below: SigningItem | None, *, marked: bool) -> bool:
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

    def __init__(self, items: Sequence[SigningItem], usual: Shape | None) -> None:
        self.items = items
        self.usual = usual
        self.countries = _have_places(items)
        self.is_stacked: bool | None = None
        keys = columns_of(items)
        self.read = [read_line(item, countries=self.countries, keys=keys) for item in items]
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
                    self.read[i] = SignedLine(one.text, "organisation", plain)

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

    def rows(self) -> list[ReadRow]:
        """The rows of the block."""
        found: list[PartedSigner] = []
        others: list[ReadRow] = []
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

    def _joins(self, last: PartedSigner, i: int, *, group_first: bool) -> bool:
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


def _runs(items: Sequence[SigningItem]) -> list[tuple[int, int]]:
    """Where lines stand that no blank line parts."""
    begins = [
        i for i, item in enumerate(items) if i == 0 or item.apart or item.column != items[i - 1].column
    ]
    return list(zip(begins, [*begins[1:], len(items)], strict=True))


def _join(signer: PartedSigner, one: SignedLine, shape: Shape) -> None:
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


def _have_places(items: Sequence[SigningItem]) -> bool:
    """Whether a place stands behind most names, with a dash between."""
    matches = [_DASH.fullmatch(item.text) for item in items]
    found = [match for match in matches if match and len(match["right"]) < 40]
    if len(found) < 3 or len(found) * 2 < len(items):
        return False
    placed = sum(shapes.is_place(match["right"]) for match in found)
    people = sum(is_person(match["left"]) and shapes.is_title(match["right"]) for match in found)
    return placed * 3 >= len(found) and not people
