"""A block's Markdown → letter nodes.

CommonMark without HTML, images and code: paragraphs, emphasis, lists, quotations, headings and links to
web and mail addresses. Whatever else stands in the text is a diagnostic, never dropped in silence.
Depth and length are limited, because the renderer's time is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from letterkit import letter as lt
from letterkit.diagnostics import Diagnostic, Location
from letterkit.language.typography import apostrophes, dashes, keep_together, quotes

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore

MAX_DEPTH = 6
MAX_PARAGRAPH = 20_000
MAX_TEXT = 200_000

Locate = Callable[[int, int], Location]

_LINK = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
_ESCAPED = re.compile(r"([\\`*_{}\[\]()<>&#+\-.!|~=:])")
# What CommonMark or Jinja could take for a mark, anywhere and at the beginning of a line.
_MARKS = re.compile(r"[\\`*_\[\]{}<]|(?<=\{)[%#]|&(?=[#\w])")
_BEGINS_A_BLOCK = re.compile(
    r"^(?P<before> *\d{0,9})(?P<mark>(?<=\d)[.)](?=\s|$)|(?<!\d)[-+=>~#])", re.MULTILINE
)
_UNUSED = {
    "code_inline": "code",
    "code_block": "an indented block of code",
    "fence": "a fenced block of code",
    "hr": "a horizontal line",
}


def escape(value: str) -> str:
    """A value as Markdown that prints as exactly that value, on one line."""
    return _ESCAPED.sub(r"\\\1", " ".join(value.split()))


def escape_lines(text: str) -> str:
    """Words as Markdown and Jinja that print as exactly those words: the marks alone are escaped."""
    return _BEGINS_A_BLOCK.sub(r"\g<before>\\\g<mark>", _MARKS.sub(r"\\\g<0>", text))


def parse(
    text: str,
    locate: Locate,
    language: str,
    *,
    exact: bool = False,
    owner: lt.Owner = lt.Owner.LIBRARY,
) -> tuple[tuple[lt.BodyNode, ...], list[Diagnostic]]:
    """Read Markdown. `locate` gives the place in the file of a line and column of `text` (from 1).

    What is `exact` keeps its characters: no quotation mark, dash or space is turned into another. `owner`
    says whose file the text is from.
    """
    too_long = _too_long(text, locate)
    if too_long:
        return (), too_long
    tokens = (_exact_parser() if exact else _parser(language.partition("-")[0])).parse(text)
    reader = _Reader(text, locate, owner, str if exact else keep_together)
    nodes = reader.body(SyntaxTreeNode(tokens).children, 0, 1)
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


@lru_cache
def _parser(language: str) -> MarkdownIt:
    options = {"typographer": True, "quotes": quotes(language)}
    parser = MarkdownIt("commonmark", options)
    parser.enable("smartquotes").disable("reference")
    parser.core.ruler.after("smartquotes", "dashes", _dashes)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # checked in _Reader.link
    return parser


@lru_cache
def _exact_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").disable("reference")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # checked in _Reader.link
    return parser


def _dashes(state: StateCore) -> None:
    """Runs before escaped characters join the text around them, and so leaves those alone."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = dashes(apostrophes(child.content))


class _Reader:
    """Turns markdown-it's tree into letter nodes, and collects what a letter does not use."""

    def __init__(self, text: str, locate: Locate, owner: lt.Owner, spaced: Callable[[str], str]) -> None:
        self.text_lines = text.splitlines()
        self.locate = locate
        self.owner = owner
        self.spaced = spaced
        self.problems: list[Diagnostic] = []

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
        self.unused(node, line)
        return None

    def list_item(self, node: SyntaxTreeNode, depth: int, line: int) -> lt.ListItem:
        line = _line_of(node, line)
        return lt.ListItem(self.origin(line), self.body(node.children, depth + 1, line))

    def inline(self, node: SyntaxTreeNode, line: int) -> tuple[lt.Inline, ...]:
        """The words of one paragraph; a new line in the file begins a new Text node."""
        self.line = line
        return self.words(node.children, 0)

    def words(self, nodes: Sequence[SyntaxTreeNode], depth: int) -> tuple[lt.Inline, ...]:
        found: list[lt.Inline] = []
        for i, node in enumerate(nodes):
            if node.type == "softbreak":
                space = self.space_between(nodes[i - 1] if i else node, nodes[i + 1 :])
                found.append(lt.Text(self.origin(self.line), space))
                self.line += 1
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
                return [lt.Text(origin, self.spaced(node.content))] if node.content else []
            case "hardbreak":
                self.line += 1
                return [lt.LineBreak(origin)]
            case "em":
                return [lt.Emphasis(origin, self.words(node.children, depth + 1))]
            case "strong":
                return [lt.Strong(origin, self.words(node.children, depth + 1))]
            case "link":
                return self.link(node, depth)
        self.unused(node, self.line)
        return []

    def space_between(self, before: SyntaxTreeNode, after: Sequence[SyntaxTreeNode]) -> str:
        """The space that a line's end in the file stands for; it may be one that must not break."""
        if before.type != "text" or not after or after[0].type != "text":
            return " "
        last, first = before.content[-20:], after[0].content[:20]
        return self.spaced(f"{last} {first}")[len(last)]

    def link(self, node: SyntaxTreeNode, depth: int) -> list[lt.Inline]:
        target = str(node.attrs.get("href", ""))
        if not _LINK.fullmatch(target):
            shown = target if len(target) < 60 else target[:59] + "…"
            self.report("LK307", f"a link to '{shown}'", self.line)
            return []
        if node.attrs.get("title"):
            self.report("LK309", "a link with a title, which letters do not use", self.line)
        origin = self.origin(self.line)
        return [lt.Link(origin, target, self.words(node.children, depth + 1))]

    def unused(self, node: SyntaxTreeNode, line: int) -> None:
        if node.type in ("html_block", "html_inline"):
            shown = node.content.strip().splitlines()[0][:40]
            self.report("LK306", f"HTML: {shown}", line, shown)
        elif node.type == "image":
            self.report("LK308", f"an image: {node.attrs.get('src', '')}"[:80], line, "![")
        else:
            what = _UNUSED.get(node.type, f"a {node.type} of level {node.tag[1:]}")
            self.report("LK309", f"{what}, which letters do not use", line)

    def report(self, code: str, message: str, line: int, near: str = "") -> None:
        text = self.text_lines[line - 1] if line <= len(self.text_lines) else ""
        column = text.find(near) + 1 if near and near in text else 1
        problem = Diagnostic(code, message, self.locate(line, column))
        if problem not in self.problems:
            self.problems.append(problem)

    def origin(self, line: int) -> lt.Origin:
        place = self.locate(line, 1)
        return lt.Origin(place.file, place.line, place.column, self.owner)


def _line_of(node: SyntaxTreeNode, otherwise: int) -> int:
    return node.map[0] + 1 if node.map else otherwise
