"""The review draft: a letter that ten organisations can talk about.

Every page says that it is a draft, and which; every line of the body has a number, every block its name
beside it and in the outline. Before the first page stands the review sheet: which file each stretch of
lines comes from, and what the checks found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from letterkit import letter as lt
from letterkit.diagnostics import Diagnostic
from letterkit.diagnostics.printing import summary
from letterkit.letter.agreed import agreed
from letterkit.writers.html import packaged_template
from letterkit.writers.pdf.layout import VARIANT, Laid
from letterkit.writers.pdf.lines import PrintedLine
from letterkit.writers.pdf.places import PrintedPlaces, anchor_of, places_of
from letterkit.writers.pdf.review import Review
from letterkit.writers.pdf.sheets import Labels, with_sheet
from letterkit.writers.pdf.stylesheets import page_of

if TYPE_CHECKING:
    from weasyprint import Document, Page


_IN_ROW = 20  # files


class Stretch(Struct, frozen=True):
    """Printed lines in a row, on one page and from one file; `entry` asks for that file in a list."""

    lines: tuple[PrintedLine, ...]
    entry: str | None = None

    @property
    def first(self) -> PrintedLine:
        """Its first line."""
        return self.lines[0]

    @property
    def place(self) -> str:
        """'page 2, lines 6–10'; outside the body 'page 1, date'."""
        return places_of(self.lines)

    @property
    def file(self) -> str:
        """The file it comes from and the line there; empty where a template does not tell."""
        return f"{self.first.file}:{self.first.line}" if self.first.file else ""

    @property
    def anchor(self) -> str:
        """The name of its place in the PDF."""
        return anchor_of(self.first)


class PlacedFinding(Struct, frozen=True):
    """A finding, the page and lines that it is about where that can be told, and the entry of a list that
    asks for its file.
    """

    diagnostic: Diagnostic
    place: str | None
    anchor: str | None
    entry: str | None


def with_review(laid: Laid, document: Document, review: Review) -> tuple[Document, int]:
    """The laid-out document as a review draft, and how many pages of review sheet come first."""
    version = _version(laid.tree, review)
    sheet = _sheet(laid, document, review, version) if review.has_sheet else []
    labels = Labels("DRAFT", version, "review sheet", names_blocks=review.round is None)
    return with_sheet(document, laid.lines, sheet, labels)


def _version(tree: lt.Document, review: Review) -> str:
    """What people call the version by: 'revision v2-3-g1a2b3c4+ · text 5d6e7f80 · June 2016'.

    What goes round is called as the Word file is that goes with it: 'Round 2 · text 5d6e7f80'. Without a
    sheet the pages leave out the text's digest: what has them tells it beside them, and a page that stays
    as it is would look another with every word that changes elsewhere.
    """
    if review.round is not None:
        return f"Round {review.round} · text {agreed(tree).digest[:8]}"
    revision = f"revision {_plain(review.revision)}" if review.revision else ""
    digest = f"text {agreed(tree).digest[:8]}" if review.has_sheet else ""
    date = review.date or tree.date.text
    return " · ".join(part for part in (revision, digest, date) if part)


def _plain(name: str) -> str:
    """A revision's name in characters that every font has."""
    return name.encode("ascii", "replace").decode()


def _sheet(laid: Laid, document: Document, review: Review, version: str) -> list[Page]:
    """The pages of the review sheet."""
    places, entries = PrintedPlaces(laid.tree, laid.lines), _entries(laid.tree)
    page = packaged_template("review-sheet.html.jinja", laid.assets).render(
        document=laid.tree,
        version=version,
        rows=list(_rows(_stretches(laid.lines, entries))),
        findings=[_placed(diagnostic, places, entries) for diagnostic in review.findings],
        summary=summary(review.findings),
    )
    sheet = page_of(page).render(font_config=document.font_config, pdf_variant=VARIANT)
    return list(sheet.pages)


def _entries(tree: lt.Document) -> dict[str, str]:
    """The entry of a list that asks for each file of a person, as 'seeds/case-lists/named.yaml:3'.

    The names of people's files print nowhere: the entry, where the name stands, leads to the file.
    """
    found: dict[str, str] = {}
    for case in lt.walk(tree):
        if isinstance(case, lt.Case):
            for node in lt.walk(case):
                if node.origin.file != case.origin.file:
                    found.setdefault(node.origin.file, f"{case.origin.file}:{case.origin.line}")
    return found


def _stretches(lines: Iterable[PrintedLine], entries: Mapping[str, str]) -> list[Stretch]:
    def source(line: PrintedLine) -> tuple[object, ...]:
        return line.page, line.part, line.block, line.file

    groups = (tuple(group) for _, group in groupby(lines, source))
    stretches = (Stretch(group, entries.get(group[0].file or "")) for group in groups)
    return [stretch for stretch in stretches if stretch.first.block or stretch.first.file]


def _rows(stretches: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """The stretches in rows of a table: what one block has in one place, such as its signatures, is one.

    A row stays whole on its page, so that it has no more than `_IN_ROW`.
    """
    for _, group in groupby(stretches, lambda stretch: (stretch.place, stretch.first.block)):
        alike = list(group)
        yield from (alike[i : i + _IN_ROW] for i in range(0, len(alike), _IN_ROW))


def _placed(diagnostic: Diagnostic, places: PrintedPlaces, entries: Mapping[str, str]) -> PlacedFinding:
    """The finding with its place, if it has one."""
    lines = places.lines_from(diagnostic.location)
    entry = entries.get(diagnostic.location.file)
    if not lines:
        return PlacedFinding(diagnostic, None, None, entry)
    return PlacedFinding(diagnostic, places_of(lines), anchor_of(lines[0]), entry)
