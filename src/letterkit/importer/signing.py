"""The lines below a close → the rows of those who sign, their fields parted.

What a line names, its shape says, and where that is open the lines around it do: who stands above and
below, in which block, under which heading, in which column. No line is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from letterkit.importer import shapes, words
from letterkit.importer.columns import column_starts, split_columns
from letterkit.importer.parts import SourceLine
from letterkit.importer.reading import ReadRow, Role, Sure, written
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
        begins = [
            i
            for i, item in enumerate(items)
            if i == 0 or item.apart or item.column != items[i - 1].column
        ]
        self.runs = list(zip(begins, [*begins[1:], len(items)], strict=True))
        placed, keys = _have_places(items), columns_of(items)
        self.read = [read_line(item, placed=placed, keys=keys) for item in items]
        self.shapes: list[Shape] = [one.shape for one in self.read]
        self.counts = Counter(self.shapes)
        self._unpart()
        self.stacked = self._is_stacked()
        for begin, end in self.runs:
            self._settle(begin, end)

    def _unpart(self) -> None:
        """A line parted at a comma names one organisation where nearly all do, or below a title."""
        groups = self.counts["organisation"]
        for begin, end in self.runs:
            for i in range(begin, end):
                one = self.read[i]
                parted = len(one.found) == 1 and one.shape == "person" and "," in one.text
                if not parted or words.split_honorific(one.text)[0]:
                    continue
                below = 2 <= i - begin <= 3 and self.shapes[i - 1] == "title" and not self.items[i].mark
                if below or (not one.found[0].title and groups * 5 > 3 * len(self.read)):
                    signer = replace(one.signer, person="", title="", organisation="", sure=Sure.LIKELY)
                    self.read[i] = SignedLine(one.text, "organisation", signer, others=one.others)
                    self.shapes[i] = "organisation"

    def _is_stacked(self) -> bool:
        """Whether most runs are a few lines, the first of which can be a person and the last none."""
        runs = [(b, e) for b, e in self.runs if e - b > 1]
        like = sum(
            self.shapes[b] in ("either", "person") and self.shapes[e - 1] in ("organisation", "title")
            for b, e in runs
            if e - b <= 4
        )
        return len(runs) > 1 and like * 3 >= 2 * len(runs)

    def _settle(self, begin: int, end: int) -> None:
        """What the open lines of a run name: what the lines around them leave, else what most do."""
        most = self.usual or self._most(begin, end)
        few = end - begin <= 4
        for i in range(begin, end):
            if self.shapes[i] != "either":
                continue
            above = self.shapes[i - 1] if i > begin else None
            near = i + 1 < len(self.shapes) and (i + 1 < end or end - begin == 1)
            if near and self.shapes[i + 1] == "title":
                self.shapes[i] = "person"
            elif few and (above == "title" or (above == "person" and self.stacked)):
                self.shapes[i] = "organisation"
            elif few and i == begin and end - begin > 1 and self.stacked:
                self.shapes[i] = "person"
            else:
                self.shapes[i] = most

    def _most(self, begin: int, end: int) -> Shape:
        here = Counter(self.shapes[begin:end]) if end - begin > 1 else self.counts
        groups = here["organisation"]
        return "organisation" if groups * 4 > here["either"] and groups >= here["person"] else "person"

    def rows(self) -> list[ReadRow]:
        """The rows of the block."""
        found: list[PartedSigner] = []
        group_first = self._group_first()
        for i, one in enumerate(self.read):
            if one.shape == "place":
                continue
            if found and self._joins(found[-1], i, group_first=group_first):
                _join(found[-1], one, self.shapes[i])
            else:
                found += one.signers(self.shapes[i])
        others = [row for one in self.read for row in one.others]
        rows = [*(signer.row() for signer in found), *others]
        return sorted(rows, key=lambda row: row.first) if others else rows

    def _group_first(self) -> bool:
        """Whether an organisation stands above who signs for it."""
        pairs = Counter(
            (self.shapes[a], self.shapes[a + 1])
            for begin, end in self.runs
            for a in range(begin, end - 1)
            if not (self.read[a].found and self.read[a + 1].found)
        )
        above = pairs["organisation", "person"]
        below = pairs["person", "organisation"] + pairs["person", "title"]
        return above > below and pairs["organisation", "organisation"] * 2 < above

    def _joins(self, last: PartedSigner, i: int, *, group_first: bool) -> bool:
        """Whether a line goes on with who signed above it."""
        item, one, shape = self.items[i], self.read[i], self.shapes[i]
        if item.mark or item.cells or (i and item.column != self.items[i - 1].column):
            return False
        if shape == "title" and not one.signer.person:
            return bool(last.person) and not last.title and (not item.apart or self._is_alone(i))
        if item.apart:
            return False
        if shape == "person" and not ("," in one.text and not one.found):
            return group_first and not last.person and bool(last.organisation)
        return bool(last.person) and not last.organisation and not one.signer.person

    def _is_alone(self, i: int) -> bool:
        """Whether a line and the one above it both stand between blank lines."""
        return self.items[i - 1].apart and (i + 1 >= len(self.items) or self.items[i + 1].apart)


def _join(signer: PartedSigner, one: SignedLine, shape: Shape) -> None:
    """A further line of who signed above."""
    more = replace(one.found[0]) if one.found else one.signers(shape)[0]
    if signer.person and not one.found and "," in one.text and not signer.title:
        first, *rest = shapes.at_commas(one.text)
        more.title, more.organisation = office_fields([first, *rest])
        if not more.title and rest and " " not in first:
            more.title, more.organisation = written(first), written(", ".join(rest))
    signer.last = more.last
    signer.rest = " ".join(filter(None, (signer.rest, more.rest)))
    signer.person = signer.person or more.person
    signer.title = signer.title or more.title
    signer.organisation = signer.organisation or more.organisation
    if not one.found and (shape == "title" or signer.sure is Sure.SURE):
        signer.sure = Sure.LIKELY


def _have_places(items: Sequence[SigningItem]) -> bool:
    """Whether a place stands behind most names, with a dash between."""
    matches = [_DASH.fullmatch(item.text) for item in items]
    found = [match for match in matches if match and len(match["right"]) < 40]
    placed = sum(shapes.is_place(match["right"]) for match in found)
    people = any(is_person(match["left"]) and shapes.is_title(match["right"]) for match in found)
    return len(found) > 2 and len(found) * 2 >= len(items) and placed * 3 >= len(found) and not people
