"""The review draft: a letter that ten organisations can talk about.

Every page says that it is a draft, and which; every line of the body has a number, every block its name
beside it and in the outline. Before the first page stands the review sheet: which file each stretch of
lines comes from, and what the checks found. All of it is added to pages that are laid out already, so
that the letter breaks its lines and pages as it will without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from letterkit import letter as lt
from letterkit.diagnostics import Diagnostic, Location
from letterkit.diagnostics.printing import summary
from letterkit.writers import Assets
from letterkit.writers.html import review_sheet
from letterkit.writers.pdf.lines import BODY, POINT, PrintedLine, printed_lines
from letterkit.writers.pdf.margins import Name, Sheet, mark
from letterkit.writers.text import text_digest

if TYPE_CHECKING:
    from weasyprint import Document, Page
    from weasyprint.text.fonts import FontConfiguration


@dataclass(frozen=True, slots=True)
class Review:
    """What a draft says besides the letter.

    `findings` gives what the checks found in a document of so many pages. `revision` names the version of
    the workspace, None outside git; `date` is that version's, as printed, or else the document's own.
    Without `has_sheet` there is no review sheet, for a page that has all of it beside the letter.
    """

    findings: Callable[[int], Sequence[Diagnostic]]
    revision: str | None = None
    date: str | None = None
    has_sheet: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """Printed lines in a row, on one page and from one file."""

    lines: tuple[PrintedLine, ...]

    @property
    def first(self) -> PrintedLine:
        """Its first line."""
        return self.lines[0]

    @property
    def place(self) -> str:
        """'page 2, lines 6–10'; outside the body 'page 1, date'."""
        return _places(self.lines)

    @property
    def file(self) -> str:
        """The file it comes from and the line there; empty where a template does not tell."""
        return f"{self.first.file}:{self.first.line}" if self.first.file else ""

    @property
    def anchor(self) -> str:
        """The name of its place in the PDF."""
        return _anchor(self.first)


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding, and the page and lines that it is about where that can be told."""

    diagnostic: Diagnostic
    place: str | None
    anchor: str | None


def review_draft(
    document: Document,
    tree: lt.Document,
    assets: Assets,
    review: Review,
    configuration: FontConfiguration,
) -> tuple[Document, int]:
    """The laid-out document as a review draft, and how many pages of review sheet come first."""
    lines = printed_lines(document)
    version = _version(tree, review)
    sheet = _sheet(lines, len(document.pages), tree, assets, review, configuration)
    lead_to(document, lines)
    margins = [Sheet((), (), (version, "review sheet")) for _ in sheet]
    margins += margins_of(lines, len(document.pages), version)
    pages = mark(document.copy([*sheet, *document.pages]), margins, configuration)
    return document.copy(pages), len(sheet)


def _sheet(
    lines: Sequence[PrintedLine],
    pages: int,
    tree: lt.Document,
    assets: Assets,
    review: Review,
    configuration: FontConfiguration,
) -> list[Page]:
    """The pages of the review sheet."""
    from weasyprint import HTML

    if not review.has_sheet:
        return []
    finder = Finder(tree, lines)
    diagnostics = review.findings(pages)
    html = review_sheet(
        tree,
        assets,
        version=_version(tree, review),
        stretches=_stretches(lines),
        findings=[finder.finding(diagnostic) for diagnostic in diagnostics],
        summary=summary(diagnostics),
    )
    sheet = HTML(string=html).render(font_config=configuration, pdf_variant="pdf/a-3a")
    return list(sheet.pages)


def _version(tree: lt.Document, review: Review) -> str:
    """What people call the version by: 'revision v2-3-g1a2b3c4+ · text 5d6e7f80 · June 2016'."""
    revision = f"revision {_plain(review.revision)}" if review.revision else ""
    digest = f"text {text_digest(tree)[:8]}"
    date = review.date or tree.date.text
    return " · ".join(part for part in (revision, digest, date) if part)


def _plain(name: str) -> str:
    """A revision's name in characters that every font has."""
    return name.encode("ascii", "replace").decode()


def _stretches(lines: Iterable[PrintedLine]) -> list[Stretch]:
    def source(line: PrintedLine) -> tuple[object, ...]:
        return line.page, line.part, line.block, line.file

    stretches = (Stretch(tuple(group)) for _, group in groupby(lines, source))
    return [stretch for stretch in stretches if stretch.first.block or stretch.first.file]


# What the review sheet says of a finding


class Finder:
    """Tells where the place of a finding is printed."""

    def __init__(self, tree: lt.Document, lines: Sequence[PrintedLine]) -> None:
        self.lines = lines
        self.passages: dict[_Source, _Source] = {}
        for node in lt.walk(tree):
            if isinstance(node, lt.Paragraph | lt.Heading | lt.Case):
                # A case says in print where its words are from, not the list that names it.
                printed = node.children[-1] if isinstance(node, lt.Case) else node
                for inside in lt.walk(node):
                    self.passages.setdefault(_source(inside), _source(printed))

    def finding(self, diagnostic: Diagnostic) -> PlacedFinding:
        """The finding with its place, if it has one."""
        about = self.about(diagnostic.location)
        return PlacedFinding(
            diagnostic, _places(about) if about else None, _anchor(about[0]) if about else None
        )

    def about(self, location: Location) -> Sequence[PrintedLine]:
        """The lines printed from a place: those of its passage; else of its block; else of its file.

        A campaign's file has a word on everything, so there only the very line counts.
        """
        place = location.file, location.line
        place = self.passages.get(place, place)
        passage = [line for line in self.lines if (line.file, line.line) == place]
        blocks = [line for line in self.lines if line.block]
        block = [line for line in blocks if location.file.endswith(f"/{line.block}.yaml")]
        return passage or block or [line for line in blocks if line.file == location.file]


# A file, and a line in it.
_Source = tuple[str, int]


def _source(node: lt.Node) -> _Source:
    return node.origin.file, node.origin.line


def _places(lines: Sequence[PrintedLine]) -> str:
    first, last = lines[0], lines[-1]
    if first.page != last.page:
        return f"{place_of(first)}, to {place_of(last)}"
    if first.number and last.number and first.number != last.number:
        return f"page {first.page}, lines {first.number}–{last.number}"
    return place_of(first)


def place_of(line: PrintedLine) -> str:
    """'page 2, line 14'; outside the body 'page 1, date'."""
    return f"page {line.page}, {f'line {line.number}' if line.number else line.part}"


def _anchor(line: PrintedLine) -> str:
    return place_of(line).replace(", ", "-").replace(" ", "-")


# What the pages get


def lead_to(document: Document, lines: Sequence[PrintedLine]) -> None:
    """Let the outline lead to where each block begins, and links to every line."""
    blocks: set[str] = set()
    for page in document.pages:
        page.bookmarks.clear()
    for line in lines:
        page = document.pages[line.page - 1]
        left, top, right, bottom = (x / POINT for x in (line.left, line.top, line.right, line.bottom))
        page.anchors.setdefault(_anchor(line), (left, top, right, bottom))
        if line.block and line.block not in blocks:
            blocks.add(line.block)
            page.bookmarks.append((1, line.block, (left, top), "open"))


def margins_of(
    lines: Sequence[PrintedLine], count: int, version: str, band: str = "DRAFT"
) -> Iterator[Sheet]:
    """What the margins of each page get: its lines' numbers, its blocks' names, and the version."""
    for number in range(1, count + 1):
        on_page = [line for line in lines if line.page == number]
        foot = (version, f"page {number} of {count}")
        yield Sheet(on_page, list(_names(on_page)), foot, band)


def _names(lines: Sequence[PrintedLine]) -> Iterator[Name]:
    """Each block's name where its lines begin on the page, or go on after another block's."""
    before = None
    for line in lines:
        if line.block and line.block != before:
            yield Name(line.block, line, left=_has_neighbour(line, lines))
        before = line.block


def _has_neighbour(line: PrintedLine, lines: Iterable[PrintedLine]) -> bool:
    """Whether another block stands to the right of the line: then its name goes to the left."""
    if line.part == BODY:
        return False
    return any(
        other.block != line.block and other.left > line.right and abs(other.baseline - line.baseline) < 1
        for other in lines
    )
