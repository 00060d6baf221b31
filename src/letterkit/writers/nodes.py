"""Body and inline nodes → HTML elements, every word escaped: what the templates' filters make of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup, escape
from msgspec import Struct

from letterkit import letter as lt
from letterkit.changes import Deleted, Divided, Inserted, Joined
from letterkit.writers.languages import IN_LANGUAGE


def change_of(item: lt.Node) -> Markup:
    """The class of an item or row, where it is not one of the letter's as it is now."""
    match item.change:
        case Inserted() | Divided():
            return Markup(' class="inserted"')
        case Joined():
            return Markup(' class="joined"')
        case Deleted(moved=moved):
            return Markup(' class="{}"').format("moved-away" if moved else "deleted")
    return Markup("")


class NodeMarkup(Struct, frozen=True):
    """Makes elements of nodes: for the PDF where it is `paged`, else for a page to read on a screen."""

    paged: bool

    def at(self, node: lt.Node) -> Markup:
        """What a node's element says of where the node came from."""
        if not self.paged:
            return Markup("")
        place = f' data-at="{escape(node.origin.file)}:{node.origin.line}"'
        return Markup(place)  # noqa: S704  # put together by hand, for it is done for every node

    def body(self, nodes: Sequence[lt.BodyNode]) -> Markup:
        """Paragraphs, headings, lists, quotations and tables."""
        return Markup("\n").join(self._block(node) for node in nodes)

    def inline(self, nodes: Sequence[lt.Inline], within: str | None = None) -> Markup:
        """Words; those that are marked with another language than what is around them in one element."""
        words = Markup("")
        for language, run in groupby(nodes, key=_language):
            inside = Markup("").join(self._word(node, language) for node in run)
            is_other = language is not None and language != within
            words += IN_LANGUAGE.format(language, inside) if is_other else inside
        return words

    def notes(self, document: lt.Document) -> Markup:
        """The document's notes at its end; on paper they stand at the foot of their pages instead."""
        notes = [] if self.paged else lt.footnotes(document)
        if not notes:
            return Markup("")
        words = Markup('<p id="note-{0}"><a href="#call-{0}">{1}</a> {2}</p>')
        lines = (words.format(note.number, note.label, self.inline(note.children)) for note in notes)
        return Markup('<section class="notes" role="doc-endnotes">\n{}\n</section>\n').format(
            Markup("\n").join(lines)
        )

    def _block(self, node: lt.BodyNode) -> Markup:
        at = self.at
        match node:
            case lt.Paragraph():
                return Markup("<p{}>{}</p>").format(at(node), self.inline(node.children))
            case lt.Heading():
                # The reference line is the page's only <h1>, the title of a headed ask an <h2>.
                level = node.level + 1
                return Markup("<h{0}{1}>{2}</h{0}>").format(level, at(node), self.inline(node.children))
            case lt.Quotation():
                return Markup("<blockquote>{}</blockquote>").format(self.body(node.children))
            case lt.List():
                return self._list(node)
            case lt.Table():
                return self._table(node)

    def _list(self, node: lt.List) -> Markup:
        items = Markup("").join(
            Markup("<li{}{}>{}</li>").format(self.at(item), change_of(item), self.body(item.children))
            for item in node.items
        )
        if not node.ordered:
            return Markup("<ul>{}</ul>").format(items)
        # The number is in the style sheet's counter: see letter.css.
        begin = Markup(' style="counter-reset: item {0} old {0}"').format(node.start - 1)
        start = begin if node.start != 1 else Markup("")
        return Markup("<ol{}>{}</ol>").format(start, items)

    def _table(self, node: lt.Table) -> Markup:
        """A table whose header's cells have their scope, so that a reader can tell what a cell is of."""
        head = self._row(node, node.header, Markup("th scope=col"), Markup("th"))
        rows = (self._row(node, row, Markup("td"), Markup("td")) for row in node.rows)
        table = Markup("<table{}{}>\n<thead>{}</thead>\n<tbody>\n{}\n</tbody>\n</table>")
        return table.format(self.at(node), change_of(node), head, Markup("\n").join(rows))

    def _row(self, node: lt.Table, row: lt.TableRow, begin: Markup, end: Markup) -> Markup:
        cells = (
            Markup("<{}{}>{}</{}>").format(begin, _alignment(how), self.inline(cell.children), end)
            for cell, how in zip(row.cells, node.alignment, strict=True)
        )
        return Markup("<tr{}{}>{}</tr>").format(self.at(row), change_of(row), Markup("").join(cells))

    def _word(self, node: lt.Inline, language: str | None) -> Markup:
        match node:
            case lt.Text():
                return escape(node.text)
            case lt.LineBreak():
                return Markup("<br>")
            case lt.Emphasis():
                return Markup("<em>{}</em>").format(self.inline(node.children, language))
            case lt.Strong():
                return Markup("<strong>{}</strong>").format(self.inline(node.children, language))
            case lt.Link():
                words = self.inline(node.children, language)
                return Markup('<a href="{}">{}</a>').format(node.target, words)
            case lt.Footnote():
                return self._footnote(node)

    def _footnote(self, node: lt.Footnote) -> Markup:
        """The call, and on paper the note by it."""
        call = Markup(
            '<sup class="call"><a id="call-{0}" href="#note-{0}" role="doc-noteref">{1}</a></sup>'
        ).format(node.number, node.label)
        if not self.paged:
            return call
        note = Markup('<span class="note" id="note-{}"{}><span class="label">{}</span> {}</span>')
        return call + note.format(node.number, self.at(node), node.label, self.inline(node.children))


def _language(node: lt.Inline) -> str | None:
    """The language that all words of a node are marked with; None where they are not in one.

    A note stands elsewhere, and says its own.
    """
    if isinstance(node, lt.Footnote):
        return None
    texts = (each for each in lt.walk(node) if isinstance(each, lt.Text))
    languages = {text.foreign for text in texts}
    return languages.pop() if len(languages) == 1 else None


def _alignment(alignment: lt.Alignment) -> Markup:
    return Markup(' class="{}"').format(alignment) if alignment != "left" else Markup("")
