"""The lines below a close → the rows of those who sign, their fields parted.

Lines are taken in reading order: one column after the other, the cells of a table's row together. What
no signature can be gets a row of its own; of the rest `fields` finds who is named. No line is left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from letterkit.importer import shapes, words
from letterkit.importer.columns import column_starts, split_columns
from letterkit.importer.dates import find_date
from letterkit.importer.fields import FoundParty, Search
from letterkit.importer.listed import is_run, names_of_run
from letterkit.importer.parts import SourceLine
from letterkit.importer.pieces import LinePiece, pieces_of_row
from letterkit.importer.reading import ReadRow, Role, Sure, aside, signs, written
from letterkit.values import replace

_RUNS_ON = re.compile(r"(?:,|(?<!\S)(?:and|of|the|for|&|et|de|des|y|und|für|in|on|du|la)|[-–/])$")
_BEFORE = re.compile(r"(?:\d{1,3}[.)]?\s{1,8}|(?:/s/|\(?signed\)?:?|s/)\s+)(?=\S)", re.IGNORECASE)
_SURE = 1.9  # by how much the next reading is worse than a sure one, measured: 1 of 60 is wrong
_MOST = 3000  # lines whose fields are looked for


class SigningItem(Struct, frozen=True):
    """A line of the signatures: its words, the mark of its list, its lines, whether it stands apart.

    `beside` belongs to no field: the same name in another script, a number.
    """

    text: str
    first: int
    last: int
    apart: bool
    mark: str = ""
    column: int = 0
    indent: int = 0
    cells: tuple[str, ...] = ()
    beside: str = ""

    @property
    def whole(self) -> str:
        """Its words, with the mark."""
        return f"{self.mark} {self.text}".strip()


def signing_rows(lines: Sequence[SourceLine]) -> list[ReadRow]:
    """The rows of the lines of a signature block."""
    items = _with_scripts(list(_whole(_items(lines))))
    rows: list[ReadRow] = []
    for headed, group in groupby(_headings(items), key=lambda pair: pair[0]):
        found = [item for _, item in group]
        if headed:
            rows += [ReadRow(Role.GROUP, item.whole, item.first, item.last) for item in found]
        else:
            rows += _block_rows(found)
    return rows


# Lines and columns


def _items(lines: Sequence[SourceLine]) -> Iterator[SigningItem]:
    """The lines in reading order: one column after the other, the cells of a table's row together."""
    filled = [line for line in lines if line.text or line.marker]
    numbers = {line.number for line in filled}
    starts = column_starts(filled)
    by_column: dict[int, list[SigningItem]] = {}
    held = Counter(line.paragraph for line in filled)
    several = max(held.values(), default=0) > 1 and None not in held
    last = None
    for line in filled:
        apart = line.number - 1 not in numbers or (several and line.paragraph != last)
        last = line.paragraph
        cells = _cells(line)
        if cells or len(starts) < 2:
            number = cells[0] if cells and cells[0].strip(" .)").isdigit() else ""
            cells = cells[bool(number) :]
            text = " ".join(cells) if cells else line.text
            item = SigningItem(text, line.number, line.number, apart, line.marker, 0, line.indent)
            by_column.setdefault(0, []).append(replace(item, cells=cells, beside=number))
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
        yield replace(item, apart=item.apart or last is None or item.first - last > 1)
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
    if held.text.count("(") > held.text.count(")") and item.text.count(")") > item.text.count("("):
        return True
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
            kept[-1] = replace(above, beside=item.text, last=item.last)
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
    if below and item.text.isupper() and not below.text.isupper() and len(item.text.split()) > 2:
        return True
    if below is None or item.mark or not item.apart or len(item.text.split()) > 6:
        return False
    if item.text.isupper() and below.apart and not below.text.isupper() and " " in item.text:
        return True
    return marked and bool(below.mark) and len(item.text.split()) < 6


def _is_column_name(cell: str) -> bool:
    plain = cell.strip(" *#.").lower()
    return plain in words.COLUMN_NAMES or shapes.heads_signatures(plain)


# Who they are


def _block_rows(items: Sequence[SigningItem]) -> list[ReadRow]:
    """The rows of lines without a heading between them."""
    rows: list[ReadRow] = []
    named: list[SigningItem] = []
    apart = False
    for item in items:
        taken = _other_rows(item)
        rows += taken or ()
        apart = apart or item.apart
        if not taken:
            bare, dated = _bare(replace(item, apart=apart))
            rows += dated
            named.append(bare)
            apart = False
    if len(named) > _MOST:  # no letter has so many
        texts = ((f"{one.mark} {written(one.text)} {aside(one.beside)}".strip(), one) for one in named)
        rows += [ReadRow(Role.SIGNS, text, one.first, one.last, Sure.LOOK) for text, one in texts]
    elif named:
        rows += _named_rows(named)
    return sorted(rows, key=lambda row: row.first) if len(rows) > len(named) else rows


def _other_rows(item: SigningItem) -> list[ReadRow]:
    """The rows of a line that is no single signature: how to reach somebody, a date, a sentence; or of
    one that names many.
    """
    text, role, sure = item.whole, None, Sure.LIKELY
    where = any(c.isdigit() for c in text) and (words.STREET.search(text) or words.POSTCODE.search(text))
    dated = find_date(text)
    small = sum(word[0].islower() for word in text.split())
    if placed := _placed(item):
        return placed
    if is_run(item.text):
        names = names_of_run(item.text)
        return [
            ReadRow(
                Role.SIGNS, f"{item.mark} {name}".strip() if not i else name, item.first, item.last, sure
            )
            for i, name in enumerate(names)
        ]
    if not any(map(str.isalnum, text)) or (text.isdigit() and not item.cells):
        role = Role.SKIP  # where somebody signed by hand, or a page's number
    elif text[0] in ">→»":
        role = Role.SKIP  # a link
    elif shapes.is_contact(text) or (where and not item.mark and not item.cells):
        role = Role.CONTACT
    elif dated and dated[1] < 12 and dated[2] >= len(text) - 1:
        role = Role.DATE
    elif small > 2 and small * 2 >= len(item.text.split()) and not re.search(r"[;|]", text):
        told = text.endswith(".") or words.URL.search(text) or re.match(rf"(?:{words.AND})\s", text)
        role, sure = (Role.NOTE, Sure.LOOK) if told else (None, sure)
    return [ReadRow(role, text, item.first, item.last, sure)] if role else []


def _placed(item: SigningItem) -> list[ReadRow]:
    """The rows of those of one country: 'Norway: Harbour Watch, The Quay'."""
    label, colon, rest = item.text.partition(": ")
    if not colon or item.cells or not shapes.is_place(label):
        return []
    first, *others = [written(name) for name in shapes.at_commas(rest)]
    names = [f"{item.mark} {aside(f'{label}:')} {first}".strip(), *others]
    return [ReadRow(Role.SIGNS, name, item.first, item.last, Sure.LIKELY) for name in names]


def _bare(item: SigningItem) -> tuple[SigningItem, list[ReadRow]]:
    """A line without a number before it and a date behind it, which has a row of its own."""
    mark, text, rows = item.mark, item.text, []
    while match := _BEFORE.match(text) if not item.cells else None:
        mark, text = f"{mark} {aside(match[0])}".strip(), text[match.end() :]
    dated = find_date(text)
    if dated and dated[1] > 3 and dated[2] >= len(text.rstrip(" .")):
        rows = [ReadRow(Role.DATE, text[dated[1] :], item.first, item.last, Sure.LIKELY)]
        text = text[: dated[1]].rstrip(" ,")
    return replace(item, text=text, mark=mark), rows


def _named_rows(items: Sequence[SigningItem]) -> list[ReadRow]:
    lines = [item.text for item in items]
    pieces = _alike(
        [pieces_of_row(i, item.text, item.cells, one=bool(item.beside)) for i, item in enumerate(items)]
    )
    alone = [
        bool(item.mark or item.cells) or (i > 0 and item.column != items[i - 1].column)
        for i, item in enumerate(items)
    ]
    spread = all(item.apart for item in items)  # then a blank line says nothing
    apart = [item.apart and not spread for item in items]
    found = Search(lines, pieces, alone, apart, *_patterns(items, pieces)).named()
    for one, other in pairwise(found):  # 'Jane Roe and John Doe (The Watch)' sign for the same
        if other.fields.get("P", pieces)[0].kind == "new":
            one.fields.update({label: other.fields[label] for label in "TO" if label in other.fields})
    return [_row(one, items, lines) for one in found]


def _patterns(
    items: Sequence[SigningItem], pieces: Sequence[LinePiece]
) -> tuple[float, list[dict[str, float]]]:
    """How likely it is that a line goes on with who signs above it: more where all stand in such runs.
    And what those are whose line says it of nobody: what most around it are.
    """
    first = {piece.line: piece.likeness for piece in reversed(pieces)}
    heads = [first[i] for i in range(len(items))]
    begins = [
        i for i, item in enumerate(items) if not i or item.apart or item.column != items[i - 1].column
    ]
    runs = [heads[begin:end] for begin, end in zip(begins, [*begins[1:], len(items)], strict=True)]
    stacks = list(map(_is_stack, runs))
    several = sum(len(run) > 1 for run in runs)
    titled = len(items) < 5 and any(like["T"] >= 2 for like in heads)
    often = (several > 1 or titled) and sum(stacks) * 3 >= several * 2 > 0
    groups, group, person = _are_groups(heads), {"O": 1.0}, {"P": 0.3}
    weights = []
    for run, stack in zip(runs, stacks, strict=True):
        grouped = not (often and stack) and (_are_groups(run) if len(run) > 1 else groups)
        weights += [group if grouped else person] * len(run)
    return 0.5 if often else -0.4 if len(items) < 5 else -1.2, weights


def _is_stack(run: Sequence[Mapping[str, float]]) -> bool:
    """Whether a few lines can be one signature: a name among them, and lines that are none."""
    return len(run) <= 4 and 0 < sum(like["P"] > 0 for like in run) < len(run)


def _are_groups(run: Sequence[Mapping[str, float]]) -> bool:
    """Whether most of those are organisations of which it can be told."""
    people = sum(like["P"] >= 3 for like in run)
    either = sum(like["P"] == 1 for like in run)
    groups = sum(like["O"] >= 1.5 for like in run)
    return groups * 4 > either and groups >= people


def _alike(rows: Sequence[list[LinePiece]]) -> list[LinePiece]:
    """The pieces; what stands at the same place of many lines divided alike is likely the same."""
    places: dict[tuple[str, ...], list[list[LinePiece]]] = defaultdict(list)
    for row in rows:
        places[tuple(piece.kind for piece in row)].append(row)
    result = []
    for row in rows:
        same = places[tuple(piece.kind for piece in row)]
        if len(row) < 2 or len(same) < 3 or all(p.kind in ("line", "comma", "link", "new") for p in row):
            result += row
            continue
        for i, piece in enumerate(row):
            mean = {k: sum(one[i].likeness[k] for one in same) / len(same) for k in piece.likeness}
            result.append(
                piece._replace(likeness={k: (piece.likeness[k] + 3 * mean[k]) / 4 for k in mean})
            )
    return result


def _row(named: FoundParty, items: Sequence[SigningItem], lines: Sequence[str]) -> ReadRow:
    two = False
    for piece in named.fields.get("T", [])[1:]:  # a second office, in a line of its own, is no field
        if piece.kind == "line":
            two = True
            for label in "TO":
                same = [one for one in named.fields[label] if one.line == piece.line]
                named.fields["X"] += same
                named.fields[label] = [one for one in named.fields[label] if one not in same]
    pieces = [piece for label in named.fields for piece in named.fields[label]]
    first, last = min(p.line for p in pieces), max(p.line for p in pieces)
    person, title, organisation = (named.text(label, lines) for label in "PTO")
    beside = [aside(items[i].beside) for i in range(first, last + 1) if items[i].beside]
    rest = " ".join(filter(None, [named.text("X", lines), *beside]))
    text = f"{items[first].mark} {signs(person, title, organisation, rest)}".strip()
    honoured = not person and words.split_honorific(organisation)[0] != ""  # a name and no more?
    sure = Sure.LOOK if two or honoured or (title and not person) else named.sure(_SURE)
    if sure is Sure.SURE and _may_be_two(person):
        sure = Sure.LIKELY
    return ReadRow(Role.SIGNS, text, items[first].first, items[last].last, sure)


def _may_be_two(person: str) -> bool:
    """Whether a name could be two that stand in one line: four words, none of them small or short."""
    found = words.split_honorific(person)[1].split()
    return len(found) == 4 and all(len(word) > 3 and word[0].isupper() for word in found)
