"""The letter on the partner's page: the paragraphs of its Word file as HTML, each a passage with its key.

A redline shows what came and went in the same paragraphs: what went is hidden where the page shows the
letter as it reads now, so that one text serves both. Every word is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from letterkit import letter as lt
from letterkit.partners.received.sent import words_of
from letterkit.partners.received.word import LINE_END
from letterkit.partners.replies.passages import keys_of
from letterkit.writers.docx.blocks import (
    Block,
    Moved,
    WordParagraph,
    WordRow,
    WordTable,
    every_paragraph,
)
from letterkit.writers.docx.frame import blocks_of
from letterkit.writers.docx.lists import BULLETS, DASHES, Lists
from letterkit.writers.docx.runs import Run, inline
from letterkit.writers.docx.tracking import Tracked

_FIRST_HEADING = 3
"""The level of a letter's first heading: above it are the page's title and "The letter"."""
_LAST_HEADING = 6
_STYLES = {"Emphasis": Markup("<em>{}</em>"), "Strong": Markup("<strong>{}</strong>")}
_FATES = {
    Tracked.CAME: Markup("<ins>{}</ins>"),
    Tracked.CAME_FROM_ELSEWHERE: Markup("<ins>{}</ins>"),
    Tracked.WENT: Markup("<del>{}</del>"),
    Tracked.WENT_ELSEWHERE: Markup("<del>{}</del>"),
}


class LetterSheet:
    """A document, or a redline of one, as it stands on the page: the markup of its text and of its notes,
    and the keys of its passages.
    """

    def __init__(self, document: lt.Document) -> None:
        self._lists = Lists()
        blocks = blocks_of(document, self._lists)
        self.keys = keys_of(_texts(blocks))
        self._left = iter(self.keys)
        self._notes: list[Markup] = []
        self._open: list[int] = []
        self._counts: dict[int, int] = {}
        self._joined: list[Run] = []
        self.text = Markup("\n").join(self._blocks(blocks)) + self._close(0)
        self.notes = tuple(self._notes)

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[Markup]:
        for block in blocks:
            match block:
                case Moved():
                    yield from self._blocks(block.blocks)
                case WordTable():
                    yield self._close(block.indent) + self._table(block)
                case WordParagraph(numbering=None):
                    yield self._close(block.indent) + self._paragraph(block)
                case WordParagraph():
                    yield self._item(block) + self._paragraph(block)

    # Lists

    def _close(self, depth: int) -> Markup:
        """The ends of the lists deeper than that."""
        ends = Markup("")
        while len(self._open) > depth:
            ends += Markup("</li></{}>").format(_tag(self._open.pop()))
        return ends

    def _item(self, paragraph: WordParagraph) -> Markup:
        """What begins an item: its list where that begins too, and the end of the item before."""
        assert paragraph.numbering is not None  # noqa: S101  # only items come here
        number, level = paragraph.numbering.list, paragraph.numbering.level
        begin = self._close(level + 1)
        if len(self._open) > level and self._open[level] != number:
            begin += self._close(level)
        if len(self._open) > level:
            begin += Markup("</li>")
        while len(self._open) <= level:
            between = Markup("<li>") if len(self._open) < level else Markup("")
            begin += (
                Markup("<{}{}>").format(_tag(number), _class("dashes" * (number == DASHES))) + between
            )
            self._open.append(number)
        return begin + Markup("<li{}{}>").format(self._value(paragraph, number), _fate(paragraph.kind))

    def _value(self, paragraph: WordParagraph, number: int) -> Markup:
        """The number that an item of an ordered list prints; one that went has none."""
        if number in (BULLETS, DASHES) or not paragraph.kind.is_new:
            return Markup("")
        start = self._lists.ordered[number - DASHES - 1][0]
        self._counts[number] = self._counts.get(number, start - 1) + 1
        return Markup(' value="{}"').format(self._counts[number])

    # Tables

    def _table(self, table: WordTable) -> Markup:
        if not table.is_data:
            cells = (self._cell(cell.paragraphs) for row in table.rows for cell in row.cells)
            filled = (Markup('<div class="cell">{}</div>').format(cell) for cell in cells if cell)
            return Markup('<div class="cells">{}</div>').format(Markup("").join(filled))
        rows = Markup("\n").join(map(self._row, table.rows))
        return Markup('<div class="wide" tabindex="0" role="region"><table>{}</table></div>').format(rows)

    def _row(self, row: WordRow) -> Markup:
        tag = Markup("th scope=col") if row.is_header else Markup("td")
        cells = (
            Markup("<{}{}>{}</{}>").format(
                tag, _class(cell.alignment), self._cell(cell.paragraphs), tag[:2]
            )
            for cell in row.cells
        )
        return Markup("<tr{}>{}</tr>").format(_fate(row.kind), Markup("").join(cells))

    def _cell(self, paragraphs: Iterable[WordParagraph]) -> Markup:
        return Markup("").join(map(self._paragraph, paragraphs))

    # Paragraphs

    def _paragraph(self, paragraph: WordParagraph) -> Markup:
        """A passage, or what went; nothing where nothing prints, or the next one goes on with it."""
        if paragraph.end is Tracked.WENT and paragraph.kind.is_new:
            self._joined += [*paragraph.runs, Run("¶", Tracked.WENT)]
            return Markup("")
        runs, self._joined = [*self._joined, *paragraph.runs], []
        words = self.words(runs)
        if not words:
            return Markup("")
        tag, name = _element(paragraph.style)
        inner = Markup("<{0}>{1}</{0}>").format(tag, words)
        if not any(run.kind.is_new and run.text.strip() for run in runs):
            is_gone = not paragraph.kind.is_new
            return Markup("<div{}>{}</div>").format(_class(name, "went" * is_gone), inner)
        key = next(self._left)
        passage = Markup('<div{} id="p-{}" data-passage="{}">{}</div>')
        return passage.format(_class("passage", name), key, key, inner)

    def words(self, runs: Sequence[Run]) -> Markup:
        """Runs as HTML: those of one link in one element, and those of one change."""
        made = Markup("")
        for link, linked in groupby(runs, key=lambda run: run.link):
            words = Markup("")
            for kind, alike in groupby(linked, key=lambda run: run.kind):
                inner = Markup("").join(map(self._run, alike))
                words += _FATES[kind].format(inner) if kind in _FATES and inner else inner
            around = Markup('<a href="{}" rel="noreferrer">{}</a>')
            made += around.format(link, words) if link and words else words
        return made

    def _run(self, run: Run) -> Markup:
        if run.note is not None:
            return self._call(run.note, run.kind)
        if run.picture is not None:
            return Markup("")  # it would weigh more than the page; the Word file and the PDF have it
        words = Markup("<br>").join(map(escape, run.text.split("\n")))
        for style in run.styles:
            words = _STYLES.get(style, Markup("{}")).format(words)
        return Markup('<span lang="{}">{}</span>').format(run.language, words) if run.language else words

    def _call(self, note: lt.Footnote, kind: Tracked) -> Markup:
        """The call of a note, and the note kept for the letter's end."""
        number = len(self._notes) + 1
        self._notes.append(Markup(""))
        self._notes[number - 1] = self.words(inline(note.children, kind))
        call = Markup('<sup class="call"><a id="call-{0}" href="#note-{0}">{1}</a></sup>')
        return call.format(number, note.label or number)


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    """The words of each passage, in their order; two paragraphs that were joined are one."""
    before = ""
    for paragraph in every_paragraph(blocks):
        text = before + words_of(paragraph)
        before = ""
        if paragraph.end is Tracked.WENT and paragraph.kind.is_new:
            before = text
        elif text.replace(LINE_END, " ").strip():
            yield text


def _tag(number: int) -> str:
    return "ul" if number in (BULLETS, DASHES) else "ol"


def _class(*names: str) -> Markup:
    named = " ".join(filter(None, names))
    return Markup(' class="{}"').format(named) if named else Markup("")


def _fate(kind: Tracked) -> Markup:
    return _class("" if kind.is_new else "went")


_NAMES = {
    "Letterhead": "head",
    "LetterheadLine": "headline",
    "InsideAddress": "line",
    "DeliveryNotation": "line",
    "ReferenceLine": "reference",
    "Quote": "quote",
    "Signature": "line",
    "SignatoryTitle": "line",
    "NotationItem": "line",
}


def _element(style: str) -> tuple[str, str]:
    """The element of a paragraph with that style, and the class of what is around it."""
    if style == "Title":
        return f"h{_FIRST_HEADING}", ""
    if style.startswith("Heading"):
        return f"h{min(int(style[-1]) + _FIRST_HEADING - 1, _LAST_HEADING)}", ""
    plain = style.removesuffix("End").removesuffix("First")
    first = " first" if style.endswith("First") else ""
    return "p", _NAMES.get(plain, "") + first
