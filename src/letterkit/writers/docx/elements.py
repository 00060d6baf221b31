"""Paragraphs and tables → WordprocessingML, with tracked changes, notes, pictures and languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct, field

from letterkit import letter as lt
from letterkit.language.scripts import language_of_words, words_in_other_scripts
from letterkit.values import replace
from letterkit.writers.docx.blocks import Block, Cell, Moved, WordParagraph, WordRow, WordTable
from letterkit.writers.docx.lists import STEP
from letterkit.writers.docx.markup import TWIPS, R, W, root, serialised, text, w
from letterkit.writers.docx.package import Package
from letterkit.writers.docx.pictures import drawing, png_of
from letterkit.writers.docx.runs import Run, inline
from letterkit.writers.docx.scripts import WordLanguage, word_language
from letterkit.writers.docx.tracking import Tracked, Tracker
from letterkit.writers.filling import width_of

_DOCUMENT, _NOTES = "word/document.xml", "word/footnotes.xml"
_CELL_END = "CellEnd"
# Twentieths of a point: between two cells, and for a character of 10 points.
_CELL_GAP, _CHARACTER = 260, 105


class Elements(Struct):
    """Makes the elements of one document, in the order in which they stand.

    `width` is that of its text, in twentieths of a point.
    """

    language: str
    width: int
    package: Package
    tracker: Tracker
    notes: list[Any] = field(default_factory=list)
    pictures: int = 0
    part: str = _DOCUMENT

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Any]:
        """The elements of some blocks."""
        for block in blocks:
            match block:
                case WordParagraph():
                    yield self.paragraph(block)
                case WordTable():
                    yield self.table(block)
                case Moved():
                    yield from self.moved(block)

    def moved(self, block: Moved) -> Iterator[Any]:
        """What moved, between two marks whose name is the same at both places."""
        tag = f"{block.kind.value}Range"
        start = self.tracker.element(f"{tag}Start", name=f"move{block.number}")
        yield start
        yield from self.blocks(block.blocks)
        yield w(f"{tag}End", id=start.get(f"{{{W}}}id"))

    # Paragraphs

    def paragraph(self, paragraph: WordParagraph) -> Any:
        """A paragraph, with what became of its end."""
        properties = w("pPr", w("pStyle", val=paragraph.style))
        if paragraph.keep_next:
            properties.append(w("keepNext"))
        is_right_to_left = word_language(self.language).is_right_to_left
        properties.extend(_place(paragraph, is_right_to_left=is_right_to_left))
        end = paragraph.end or paragraph.kind
        if end is not Tracked.KEPT:
            properties.append(w("rPr", self.tracker.element(end.value)))
        return w("p", properties, *self.runs(paragraph.runs))

    def runs(self, runs: Iterable[Run]) -> Iterator[Any]:
        """The elements of some runs: those of one link in one, those of one change in one."""
        for link, linked in groupby(runs, key=lambda run: run.link):
            made = list(self._tracked(linked))
            if link is None:
                yield from made
            else:
                hyperlink = w("hyperlink", *made)
                hyperlink.set(
                    f"{{{R}}}id", self.package.of(self.part).to("hyperlink", link, outside=True)
                )
                yield hyperlink

    def _tracked(self, runs: Iterable[Run]) -> Iterator[Any]:
        for kind, alike in groupby(runs, key=lambda run: run.kind):
            if kind is Tracked.KEPT:
                yield from (element for run in alike for element in self._run(run))
            else:
                around = self.tracker.element(kind.value)
                around.extend(element for run in alike for element in self._run(run))
                yield around

    def _run(self, run: Run) -> Iterator[Any]:
        if run.picture is not None:
            self.pictures += 1
            relation = self.package.picture(self.part, png_of(run.picture))
            yield w("r", drawing(run.picture, relation, self.pictures))
        elif run.note is not None:
            call = w("footnoteReference", id=self._note(run.note, run.kind))
            yield w("r", w("rPr", w("rStyle", val="FootnoteReference")), call)
        else:
            for words, language in self._by_language(run):
                yield _characters(replace(run, text=words), language, self.language)

    def _by_language(self, run: Run) -> Iterator[tuple[str, WordLanguage | None]]:
        """The words, and of those in another language or script than the document's which it is."""
        of_run = word_language(run.language) if run.language else None
        at = 0
        for match in words_in_other_scripts(run.language or self.language).finditer(run.text):
            if match.start() > at:
                yield run.text[at : match.start()], of_run
            yield match[0], word_language(language_of_words(match[0]))
            at = match.end()
        if at < len(run.text):
            yield run.text[at:], of_run

    # Notes

    def _note(self, note: lt.Footnote, kind: Tracked) -> int:
        """Keep a note; its number in the part of notes."""
        number = len(self.notes) + 1
        self.notes.append(None)
        around = kind.without_moves
        here, self.part = self.part, _NOTES
        label = w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteRef"))
        words = self.runs((Run(" ", around), *inline(note.children, around)))
        paragraph = w("p", w("pPr", w("pStyle", val="FootnoteText")), label, *words)
        self.part = here
        self.notes[number - 1] = w("footnote", paragraph, id=number)
        return number

    def notes_part(self) -> bytes:
        """The part word/footnotes.xml: two lines that part notes from text, and the notes."""
        part = root("footnotes")
        for number, tag in ((-1, "separator"), (0, "continuationSeparator")):
            line = w("p", w("pPr", w("pStyle", val="FootnoteText")), w("r", w(tag)))
            part.append(w("footnote", line, type=tag, id=number))
        part.extend(self.notes)
        return serialised(part)

    # Tables

    def table(self, table: WordTable) -> Any:
        """A table as wide as the text, its columns alike; one of data as wide as its words need."""
        indent = table.indent * STEP
        widths = _widths(table, self.width - indent)
        kind = "TableData" if table.is_data else "TableColumns"
        width = w("tblW", w=0, type="auto") if table.is_data else w("tblW", w=self.width, type="dxa")
        layout = w("tblLayout", type="autofit" if table.is_data else "fixed")
        properties = w("tblPr", w("tblStyle", val=kind), width)
        if word_language(self.language).is_right_to_left:
            properties.insert(1, w("bidiVisual"))
        if indent:
            properties.append(w("tblInd", w=indent, type="dxa"))
        properties.append(layout)
        grid = w("tblGrid", *(w("gridCol", w=each) for each in widths))
        return w("tbl", properties, grid, *(self._row(row, widths) for row in table.rows))

    def _row(self, row: WordRow, widths: Sequence[int]) -> Any:
        properties = w("trPr", w("cantSplit"))
        if row.is_header:
            properties.append(w("tblHeader"))
        kind = row.kind.without_moves
        if kind is not Tracked.KEPT:
            properties.append(self.tracker.element(kind.value))
        cells = zip(row.cells, widths, strict=True)
        return w("tr", properties, *(self._cell(cell, width, row) for cell, width in cells))

    def _cell(self, cell: Cell, width: int, row: WordRow) -> Any:
        made = w("tc", w("tcPr", w("tcW", w=width, type="dxa")))
        *others, last = cell.paragraphs or (WordParagraph(_CELL_END, ()),)
        for paragraph in (*others, last):
            paragraph.keep_next = paragraph.keep_next or row.keep_next
            paragraph.alignment = cell.alignment
            made.append(self.paragraph(paragraph))
        if (last.end or last.kind) is not Tracked.KEPT:
            # The end of a cell's last paragraph is the cell's: tracked, Word is said to wait for ever.
            made.append(self.paragraph(WordParagraph(_CELL_END, ())))
        return made


def _widths(table: WordTable, room: int) -> list[int]:
    """How wide the columns are: alike, or of data as wide as their words, where there is room."""
    if not table.is_data:
        return [room // table.columns] * table.columns
    columns = zip(*(row.cells for row in table.rows), strict=True)
    wanted = [_CELL_GAP + _CHARACTER * max(map(_length, column)) for column in columns]
    return [round(each * min(1, room / sum(wanted))) for each in wanted]


def _length(cell: Cell) -> int:
    """The characters of a cell's longest line; one of an East Asian letter is two wide."""
    lines = "".join(run.text for each in cell.paragraphs for run in each.runs).split("\n")
    return max(map(width_of, lines))


def _place(paragraph: WordParagraph, *, is_right_to_left: bool) -> Iterator[Any]:
    """Where a paragraph stands, in the order that the schema has (ECMA-376, part 1, 17.3.1.26)."""
    if paragraph.numbering is not None:
        level, of = paragraph.numbering.level, paragraph.numbering.list
        yield w("numPr", w("ilvl", val=level), w("numId", val=of))
    if is_right_to_left:
        yield w("bidi")
    if paragraph.before is not None:
        yield w("spacing", before=round(paragraph.before * TWIPS))
    if paragraph.indent and paragraph.numbering is None:
        yield w("ind", left=paragraph.indent * STEP)
    if paragraph.alignment != "left":
        yield w("jc", val=paragraph.alignment)


def _characters(run: Run, language: WordLanguage | None, document: str) -> Any:
    """A run of characters with its properties, in the schema's order (ECMA-376, part 1, 17.3.2.28)."""
    properties = w("rPr")
    style = "Hyperlink" if run.link is not None else next(iter(run.styles), None)
    if style is not None:
        properties.append(w("rStyle", val=style))
    properties.extend(_font(language, document))
    properties.extend(w(tag) for tag in _marks(run.styles, style))
    properties.extend(_language(language))
    return w("r", *([properties] if len(properties) else []), *_text(run))


def _font(language: WordLanguage | None, document: str) -> Iterator[Any]:
    if language is not None and language.font is not None:
        font = language.font
        yield w("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)
    elif language is None and word_language(document).is_east_asian:
        # Its quotation marks and dashes are also Latin's: here they are as wide as its letters.
        yield w("rFonts", hint="eastAsia")


def _marks(styles: Sequence[str], style: str | None) -> Iterator[str]:
    """What the one character style that a run has does not set."""
    if style != "Strong" and "Strong" in styles:
        yield from ("b", "bCs")
    if style != "Emphasis" and "Emphasis" in styles:
        yield from ("i", "iCs")


def _language(language: WordLanguage | None) -> Iterator[Any]:
    if language is None:
        return
    if language.tag is None:
        yield w("noProof")
    if language.is_right_to_left:
        yield w("rtl")
    if language.is_complex:
        yield w("cs")
    if language.tag is not None:
        yield w("lang", **{language.slot: language.tag})


def _text(run: Run) -> Iterator[Any]:
    """The characters; lines that end in them, and places where a column begins."""
    tag = "delText" if run.kind is Tracked.WENT else "t"
    for i, line in enumerate(run.text.split("\n")):
        if i:
            yield w("br")
        for j, words in enumerate(line.split("\t")):
            if j:
                yield w("tab")
            if words:
                yield text(words, tag)
