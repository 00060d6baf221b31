"""A block's Markdown → letter nodes.

CommonMark without HTML, images and code: paragraphs, emphasis, lists, quotations, headings, links to web
and mail addresses; tables, footnotes, and words of another language, `[mot juste]{lang=fr}`. What else
stands in the text is a diagnostic, never dropped in silence, and so is what Markdown would take otherwise
than it looks. Depth and length are limited, because the renderer's time is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from markdown_it.common.normalize_url import normalizeLinkText
from markdown_it.rules_block.table import escapedSplit
from markdown_it.tree import SyntaxTreeNode

from letterkit import letter as lt
from letterkit.blocks.documents import Links
from letterkit.diagnostics import Diagnostic, Location
from letterkit.language.locales import UnknownLanguageError, checked_tag
from letterkit.language.typography import keep_together, space_before, spaced
from letterkit.limits import working_at
from letterkit.text.amount import MAX_TEXT
from letterkit.text.parser import REFUSED, parser
from letterkit.text.surprises import surprises

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_DEPTH = 6
_MOST_LEVELS = 50  # of marks in one paragraph, that a tree is made of to say where they are too deep
MAX_COLUMNS = 12
MAX_PARAGRAPH = 20_000

Locate = Callable[[int, int], Location]

_LINK = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
_UNUSED = {
    "code_inline": ("code", "use quotation marks; to print ` write \\`"),
    "code_block": ("an indented block of code", "begin the line further left"),
    "fence": ("a fenced block of code", "delete the line of ``` and the words in it"),
    "hr": ("a horizontal line", "delete it; a heading can stand in its place"),
}


class Manner(NamedTuple):
    """How a text is read.

    What is `exact` keeps its characters: no quotation mark, dash or space is turned into another. A text
    of `one_line` has no lists, headings or tables.
    """

    exact: bool = False
    one_line: bool = False
    links: Links = "words"
    owner: lt.Owner = lt.Owner.LIBRARY


AS_PROSE = Manner()
"""A library's text of paragraphs, whose links print as their words."""


def parse(
    text: str, locate: Locate, language: str, manner: Manner = AS_PROSE
) -> tuple[tuple[lt.BodyNode, ...], list[Diagnostic]]:
    """Read Markdown. `locate` gives the place in the file of a line and column of `text` (from 1)."""
    too_long = _too_long(text, locate)
    if too_long:
        return (), too_long
    with working_at(lambda: locate(1, 1)):
        return _parsed(text, locate, language, manner)


def _parsed(
    text: str, locate: Locate, language: str, manner: Manner
) -> tuple[tuple[lt.BodyNode, ...], list[Diagnostic]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # as the parser counts lines
    made = parser(language, exact=manner.exact, one_line=manner.one_line)
    env: dict[str, Any] = {}
    tokens = made.parse(text, env)
    if line := _too_deep(tokens):
        message = f"nested more than {MAX_DEPTH} levels deep"
        return (), [Diagnostic("LK310", message, locate(line, 1))]
    reader = _Reader(text, locate, manner, env, None if manner.exact else language)
    try:
        root = SyntaxTreeNode(tokens)
    except ValueError:  # markdown-it closed what it had not opened
        message = "marks within one another that cannot be told apart"
        return (), [Diagnostic("LK310", message, locate(1, 1))]
    nodes = reader.read(root, language)
    if not nodes and not reader.problems:
        reader.problems.append(Diagnostic("LK312", "the text is empty", locate(1, 1)))
    return nodes, reader.problems


def _too_long(text: str, locate: Locate) -> list[Diagnostic]:
    if len(text) > MAX_TEXT:
        return [Diagnostic("LK311", f"a text of {len(text):,} characters", locate(1, 1))]
    line = 1
    for paragraph in re.split(r"(\n[ ]*\n)", text):
        if len(paragraph) > MAX_PARAGRAPH:
            message = f"a paragraph of {len(paragraph):,} characters"
            return [Diagnostic("LK311", message, locate(line, 1))]
        line += paragraph.count("\n")
    return []


def _too_deep(tokens: Sequence[Token]) -> int:
    """The first line (from 1) with marks nested so deep that no tree can be made of them; else 0."""
    for token in tokens:
        if token.children and max(child.level for child in token.children) > _MOST_LEVELS:
            return token.map[0] + 1 if token.map else 1
    return 0


class _Reader:
    """Turns markdown-it's tree into letter nodes, and collects what a letter does not use."""

    def __init__(
        self, text: str, locate: Locate, manner: Manner, env: dict[str, Any], language: str | None
    ) -> None:
        """`language` is that by whose rules spaces are set; without one they stay as they are."""
        self.text_lines = text.split("\n")
        self.locate = cache(locate)
        self.manner = manner
        self.env = env
        self.language = language
        self.problems: list[Diagnostic] = []
        self.notes: dict[int, SyntaxTreeNode] = {}
        self.in_note = False
        self.foreign: str | None = None
        self.targets: set[str] = set()

    def read(self, root: SyntaxTreeNode, language: str) -> tuple[lt.BodyNode, ...]:
        """The nodes of the whole text."""
        children = list(root.children)
        if children and children[-1].type == "footnote_block":
            self.notes = {note.meta["id"]: note for note in children.pop().children}
        for refusal, line in self.env.get(REFUSED, ()):
            self.report(refusal.code, refusal.what, line, refusal.near, refusal.mend)
        if not self.manner.exact:
            for found in surprises(children, self.text_lines, language):
                self.report("LK315", found.what, found.line, found.near, found.mend)
        nodes = self.body(children, 0, 1)
        self.definitions()
        return nodes

    def body(self, nodes: Sequence[SyntaxTreeNode], depth: int, line: int) -> tuple[lt.BodyNode, ...]:
        found = (self.body_node(node, depth, _line_of(node, line)) for node in nodes)
        return tuple(node for node in found if node is not None)

    def body_node(self, node: SyntaxTreeNode, depth: int, line: int) -> lt.BodyNode | None:
        origin = self.origin(line)
        if depth > MAX_DEPTH:
            self.report("LK310", f"nested more than {MAX_DEPTH} levels deep", line)
            return None
        match node.type:
            case "paragraph":
                return lt.Paragraph(origin, self.inline(node.children[0], line))
            case "heading" if int(node.tag[1]) <= 3:
                return lt.Heading(origin, int(node.tag[1]), self.inline(node.children[0], line))
            case "bullet_list" | "ordered_list":
                ordered = node.type == "ordered_list"
                items = tuple(self.list_item(item, depth, line) for item in node.children)
                return lt.List(origin, ordered, int(node.attrs.get("start", 1)), items)
            case "blockquote":
                return lt.Quotation(origin, self.body(node.children, depth + 1, line))
            case "table":
                return self.table(node, line)
        self.unused(node, line)
        return None

    def list_item(self, node: SyntaxTreeNode, depth: int, line: int) -> lt.ListItem:
        line = _line_of(node, line)
        return lt.ListItem(self.origin(line), self.body(node.children, depth + 1, line))

    # Tables

    def table(self, node: SyntaxTreeNode, line: int) -> lt.Table:
        head, *bodies = node.children
        header = self.row(head.children[0], line)
        cells = head.children[0].children
        if len(cells) > MAX_COLUMNS:
            message = f"a table of {len(cells)} columns; letters hold up to {MAX_COLUMNS}"
            self.report("LK309", message, line, mend="divide it into two")
        rows = [row for body in bodies for row in body.children]
        for row in rows:
            self.check_row(_line_of(row, line), len(cells))
        made = tuple(self.row(row, _line_of(row, line)) for row in rows)
        return lt.Table(self.origin(line), tuple(map(_alignment, cells)), header, made)

    def row(self, node: SyntaxTreeNode, line: int) -> lt.TableRow:
        origin = self.origin(line)
        cells = (lt.TableCell(origin, self.inline(cell.children[0], line)) for cell in node.children)
        return lt.TableRow(origin, tuple(cells))

    def check_row(self, line: int, columns: int) -> None:
        """A row that Markdown would cut off, or that is none."""
        text = self.text_lines[line - 1].lstrip("> ").rstrip()
        parts = escapedSplit(text.removeprefix("|"))
        count = len(parts) - (parts[-1] == "")
        if count > columns:
            message = f"a row of {count} cells in a table of {columns} columns"
            self.report("LK309", message, line, text, "to print | in a cell write \\|")
        elif "|" not in text:
            message = "a line directly below a table, which would be a row of it"
            self.report("LK309", message, line, text, "leave an empty line after the table")

    # Words

    def inline(self, node: SyntaxTreeNode, line: int) -> tuple[lt.Inline, ...]:
        """The words of one paragraph; a new line in the file begins a new Text node."""
        self.line = line
        return self.words(node.children, 0)

    def words(self, nodes: Sequence[SyntaxTreeNode], depth: int) -> tuple[lt.Inline, ...]:
        found: list[lt.Inline] = []
        for i, node in enumerate(nodes):
            if node.type == "softbreak":
                if not _is_call(nodes[i + 1 : i + 2]):  # a call follows its word without a space
                    space = self.space_between(nodes[i - 1] if i else node, nodes[i + 1 :])
                    found.append(self.run(space))
                self.line += 1
            elif node.type == "text" and _is_call(nodes[i + 1 : i + 2]):
                found.extend(self.text(node.content.rstrip(" ")))
            else:
                found.extend(self.word(node, depth))
        return tuple(found)

    def word(self, node: SyntaxTreeNode, depth: int) -> list[lt.Inline]:
        origin = self.origin(self.line)
        if depth > MAX_DEPTH:
            self.report("LK310", f"nested more than {MAX_DEPTH} levels deep", self.line)
            return []
        match node.type:
            case "text":
                return self.text(node.content)
            case "hardbreak":
                self.line += 1
                return [lt.LineBreak(origin)]
            case "em":
                return [lt.Emphasis(origin, self.words(node.children, depth + 1))]
            case "strong":
                return [lt.Strong(origin, self.words(node.children, depth + 1))]
            case "link":
                return self.link(node, depth)
            case "footnote_ref":
                return self.footnote(node)
            case "span":
                return self.span(node, depth)
        self.unused(node, self.line)
        return []

    def span(self, node: SyntaxTreeNode, depth: int) -> list[lt.Inline]:
        """Words that are marked with their language; any other mark in the braces is refused."""
        language, around = str(node.attrs.get("lang", "")), self.foreign
        if problem := _wrong_with_mark(language, node.meta.get("insecure_attrs", ())):
            self.report("LK317", problem[0], self.line, language or "{", problem[1])
        else:
            self.foreign = checked_tag(language)
        words = self.words(node.children, depth + 1)
        self.foreign = around
        if not lt.running_text(lt.Paragraph(self.origin(self.line), words)).strip():
            message = "a mark of a language without words"
            self.report("LK317", message, self.line, "{", "write [words]{lang=fr}")
        return list(words)

    def space_between(self, before: SyntaxTreeNode, after: Sequence[SyntaxTreeNode]) -> str:
        """The space that a line's end in the file stands for; it may be one that must not break."""
        if before.type != "text" or not after or after[0].type != "text":
            return " "
        if self.language is None:
            return " "
        last, first = before.content[-20:], after[0].content[:20]
        if space_before(first, self.language) != " ":
            return ""  # it is set with the mark that begins the line
        return keep_together(f"{last} {first}")[len(last)]

    def text(self, words: str) -> list[lt.Inline]:
        set_ = spaced(words, self.foreign or self.language) if self.language else words
        return [self.run(set_)] if words else []

    def run(self, words: str) -> lt.Text:
        return lt.Text(self.origin(self.line), words, foreign=self.foreign)

    def link(self, node: SyntaxTreeNode, depth: int) -> list[lt.Inline]:
        target = str(node.attrs.get("href", ""))
        self.targets.add(target)
        if not _LINK.fullmatch(target):
            shown = target if len(target) < 60 else target[:59] + "…"
            mend = "write [words](https://…), or delete the brackets"
            self.report("LK307", f"a link to '{shown}'", self.line, self.link_near(target), mend)
            return []
        if node.attrs.get("title"):
            message = "a link with a title, which letters do not use"
            self.report("LK309", message, self.line, self.link_near(target), "delete the title")
        origin = self.origin(self.line)
        children = self.words(node.children, depth + 1)
        address = normalizeLinkText(target).removeprefix("mailto:")
        words = lt.running_text(lt.Paragraph(origin, children)).removeprefix("mailto:")
        if all(child.type == "text" and not child.content.strip() for child in node.children):
            near = self.link_near(target)
            self.report("LK309", "a link without words", self.line, near, "write [words](https://…)")
            return []
        if words == address or node.info == "auto":
            return [lt.Link(origin, target, children, told=True)]
        return self.link_in_words(lt.Link(origin, target, children), address)

    def link_near(self, target: str) -> str:
        """The brackets of a link to that address in its line; one bracket where they are not found."""
        line = self.text_lines[self.line - 1] if self.line <= len(self.text_lines) else ""
        written = (each for each in _LINK_WRITTEN.finditer(line) if each[1] == target)
        return next((each[0] for each in written), "[")

    def link_in_words(self, link: lt.Link, address: str) -> list[lt.Inline]:
        """A link whose words are not its address, which a letter on paper prints besides."""
        if self.manner.one_line:
            message = "a link, of which one line prints the words alone"
            near = self.link_near(link.target)
            self.report("LK309", message, self.line, near, "write the address itself")
        if self.manner.links == "words":
            return [link]
        origin = link.origin
        told = lt.Link(origin, link.target, link.children, told=True)
        printed = lt.Link(origin, link.target, (lt.Text(origin, address),), told=True)
        if self.in_note:
            return [told, lt.Text(origin, " ("), printed, lt.Text(origin, ")")]
        return [told, lt.Footnote(origin, (printed,))]

    # Notes

    def footnote(self, node: SyntaxTreeNode) -> list[lt.Inline]:
        """A call with its note, which is one paragraph."""
        label = node.meta.get("label")
        called = f"[^{label}]" if label else "^["
        paragraphs = self.paragraphs(node)
        if wrong := self.wrong_with_call(node, paragraphs):
            self.report("LK313", wrong[0].format(called), self.line, called, wrong[1])
            return []
        origin, line = self.origin(self.line), self.line
        self.in_note = True
        words = self.inline(paragraphs[0].children[0], _line_of(paragraphs[0], line))
        self.in_note, self.line = False, line if label else self.line
        return [lt.Footnote(origin, words)]

    def paragraphs(self, node: SyntaxTreeNode) -> list[SyntaxTreeNode]:
        """What the note of a call consists of; the parser keeps that of a note within another nowhere."""
        note = self.notes.get(node.meta["id"])
        return [child for child in note.children if child.type != "footnote_anchor"] if note else []

    def wrong_with_call(
        self, node: SyntaxTreeNode, paragraphs: Sequence[SyntaxTreeNode]
    ) -> tuple[str, str] | None:
        """What is wrong with a call or its note, and the mend."""
        if node.meta.get("subId"):
            return "the note {} is called a second time", "write a note for each call"
        if self.in_note or self.manner.one_line:
            where = "a note" if self.in_note else "a part of one line"
            return f"a note within {where}", "write it in the text"
        if [child.type for child in paragraphs] != ["paragraph"]:
            return "the note {} is not one paragraph", "write it as one paragraph"
        return None

    def definitions(self) -> None:
        """Notes that nothing calls, and addresses that no link uses: Markdown drops both in silence."""
        refs = self.env.get("footnotes", {}).get("refs", {})
        seen: set[str] = set()
        for number, line in enumerate(self.text_lines, 1):
            match = _DEFINITION.match(line)
            if match is None or f":{match[1]}" not in refs:
                continue
            label = f"[^{match[1]}]"
            if match[1] in seen:
                message = f"a second note {label}"
                self.report("LK313", message, number, label, "give it a name of its own")
            elif refs[f":{match[1]}"] < 0:
                message = f"a note that nothing calls, {label}"
                self.report("LK313", message, number, label, f"write {label} where its call belongs")
            seen.add(match[1])
        self.addresses()

    def addresses(self) -> None:
        used = self.targets
        for label, found in self.env.get("references", {}).items():
            if found["href"] not in used:
                self.report(
                    "LK309",
                    f"a line that reads as the address of a link, which no link uses: [{label.lower()}]",
                    found["map"][0] + 1,
                    mend="write \\[ for words in brackets; for a link write [words](https://…)",
                )
        for found in self.env.get("duplicate_refs", ()):
            message = f"a second address for the link [{found['label'].lower()}]"
            self.report("LK309", message, found["map"][0] + 1, mend="delete one of them")

    # Problems

    def unused(self, node: SyntaxTreeNode, line: int) -> None:
        if node.type in ("html_block", "html_inline"):
            shown = node.content.strip().splitlines()[0][:40]
            self.report("LK306", f"HTML: {shown}", line, shown)
        elif node.type == "image":
            self.report("LK308", f"an image: {node.attrs.get('src', '')}"[:80], line, "![")
        else:
            otherwise = f"a {node.type} of level {node.tag[1:]}", "write it with #, ## or ###"
            what, mend = _UNUSED.get(node.type, otherwise)
            near = node.markup if node.type == "code_inline" else ""
            self.report("LK309", f"{what}, which letters do not use", line, near, mend)

    def report(self, code: str, message: str, line: int, near: str = "", mend: str = "") -> None:
        text = self.text_lines[line - 1] if line <= len(self.text_lines) else ""
        column = text.find(near) + 1 if near and near in text else 1
        problem = Diagnostic(code, message, self.locate(line, column), mend or None)
        if problem not in self.problems:
            self.problems.append(problem)

    def origin(self, line: int) -> lt.Origin:
        place = self.locate(line, 1)
        return lt.Origin(place.file, place.line, place.column, self.manner.owner)


# The words of a link and its address; none of it looks further than to the next bracket.
_LINK_WRITTEN = re.compile(r"\[[^\[\]]*\]\(\s*<?([^\s()<>]*)")
_DEFINITION = re.compile(r"[\s>]*\[\^([^\]\s]+)\]:")


def _wrong_with_mark(language: str, others: Iterable[str]) -> tuple[str, str] | None:
    """What is wrong with what stands in the braces after words, and the mend."""
    mend = "after words in brackets nothing but their language stands in braces: [words]{lang=fr}"
    if others or not language:
        names = ", ".join(f"'{name}'" for name in others)
        return f"braces with {names or 'no language'}, which letters do not use", mend
    try:
        checked_tag(language)
    except UnknownLanguageError as error:
        suggested = f"did you mean '{error.suggestion}'?" if error.suggestion else mend
        return f"there is no language '{language}'", suggested
    return None


def _is_call(nodes: Sequence[SyntaxTreeNode]) -> bool:
    return bool(nodes) and nodes[0].type == "footnote_ref"


def _alignment(cell: SyntaxTreeNode) -> lt.Alignment:
    style = str(cell.attrs.get("style", "")).removeprefix("text-align:")
    return cast("lt.Alignment", style or "left")


def _line_of(node: SyntaxTreeNode, otherwise: int) -> int:
    return node.map[0] + 1 if node.map else otherwise
