"""HTML → lines: headings, lists, tables and line breaks as structure, furniture marked as such.

Where the main content is, readability-lxml says; what it leaves out is kept and marked as chrome, so that
nothing is lost. Scripts, styles and comments are no text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from letterkit.importer.parts import MAX_LINES, SourceLine, SourceRegion, SourceText
from letterkit.importer.readers.characters import cleaned
from letterkit.importer.readers.text import marked

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAST_MAIN = 0.3  # of a page's words, in what is taken for its main content
MAX_DEPTH = 240  # elements within elements; more is no page that anybody reads
_NO_TEXT_WORDS = """
script style noscript template svg math head iframe object embed canvas audio video select option
datalist
"""
_NO_TEXT = frozenset(_NO_TEXT_WORDS.split())
_BLOCKS_WORDS = """
address article aside blockquote body center dd details dialog div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td
tfoot th thead tr ul summary menu
"""
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
# What a browser leaves room above, and what it leaves room below.
_APART_ABOVE = frozenset(("p", "table", "blockquote", "h1", "h2", "h3", "div", "section"))
_APART_BELOW_WORDS = """
p ul ol table blockquote h1 h2 h3 h4 h5 h6 div section article address dl header
"""
_APART_BELOW = frozenset(_APART_BELOW_WORDS.split())
_FURNITURE_WORDS = """
nav footer aside form button input dialog menu
"""
_FURNITURE = frozenset(_FURNITURE_WORDS.split())
_ROLES_WORDS = """
navigation banner contentinfo search complementary dialog menu menubar toolbar
"""
_ROLES = frozenset(_ROLES_WORDS.split())
_NAMES = re.compile(
    r"(?:^|[-_ ])(?:nav(?:bar|igation)?|menu|breadcrumbs?|sidebar|share|sharing|social|related|footer|"
    r"cookies?|newsletter|subscribe|comments?|tags?|"
    r"banner|promo|advert\w*|pagination|pager|skip(?:-link)?|widget|donate|popup|modal|toolbar|"
    r"site-header|masthead|most-(?:viewed|read|popular)|sr-only|screen-reader\w*)(?:$|[-_ ])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none")
_BOLD = frozenset(("b", "strong"))


@dataclass(slots=True)
class _PageWalk:
    """Where the walk through a page is: the lines so far, and the line that is being filled."""

    lines: list[SourceLine] = field(default_factory=list)
    elements: list[HtmlElement | None] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    paragraph: int = 0
    marker: str = ""
    heading: int = 0
    indent: int = 0
    cell: tuple[int, int, int] | None = None
    region: SourceRegion = SourceRegion.BODY
    preformatted: bool = False
    tables: int = 0
    row: int = 0  # of its table, from 0
    counted: dict[HtmlElement, int] = field(default_factory=dict)  # items of a list, rows of a table


def read_html(name: str, text: str) -> SourceText:
    """The lines of a page that has been decoded."""
    import lxml.html
    from lxml import etree

    try:
        page = lxml.html.document_fromstring(
            _without_declaration(text), parser=lxml.html.HTMLParser(huge_tree=False)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return SourceText(name, "html", ())
    body = page.find("body")
    walk = _PageWalk()
    _element(walk, page if body is None else body, 0)
    _flush(walk)
    if len(walk.lines) > MAX_LINES:
        return SourceText(name, "html", tuple(walk.lines))
    lines = _with_main(text, walk)
    return SourceText(name, "html", tuple(_numbered(lines)), page.get("lang"))


def _without_declaration(text: str) -> str:
    """lxml takes no text that says in which encoding it is."""
    return re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text)


def _element(walk: _PageWalk, element: HtmlElement, depth: int) -> None:
    if depth > MAX_DEPTH or len(walk.lines) > MAX_LINES or not _has_text(element):
        return
    before = (walk.heading, walk.indent, walk.region, walk.cell, walk.preformatted, walk.row)
    if element.tag in _BLOCKS:
        _flush(walk)
        _begin(walk, element)
    if element.tag == "br":
        _flush(walk)
    _text(walk, element.text, element)
    for number, child in enumerate(element):
        _enter(walk, element, number)
        _element(walk, child, depth + 1)
        _text(walk, child.tail, element)
    if element.tag in _BLOCKS:
        _end(walk, element)
    walk.heading, walk.indent, walk.region, walk.cell, walk.preformatted, walk.row = before


def _has_text(element: HtmlElement) -> bool:
    """Whether what is in an element is shown as text: no comment, script or what is hidden."""
    if not isinstance(element.tag, str) or element.tag in _NO_TEXT or element.get("hidden") is not None:
        return False
    return _HIDDEN.search(element.get("style") or "") is None


def _end(walk: _PageWalk, element: HtmlElement) -> None:
    """A block's last line is at its end; below many of them room is left."""
    _flush(walk)
    walk.paragraph += 1
    if element.tag in _APART_BELOW:
        _blank(walk)


def _begin(walk: _PageWalk, element: HtmlElement) -> None:
    """What a block says of the lines in it."""
    tag = element.tag
    walk.paragraph += 1
    if tag in _APART_ABOVE:
        _blank(walk)
    if len(tag) == 2 and tag[0] == "h" and "1" <= tag[1] <= "6":
        walk.heading = int(tag[1])
    elif tag in ("ul", "ol", "blockquote", "dd"):
        walk.indent += 2
    elif tag == "li":
        walk.marker = _mark(walk, element)
    elif tag == "table":
        walk.tables += 1
    elif tag == "pre":
        walk.preformatted = True
    if _is_furniture(element):
        walk.region = SourceRegion.CHROME


def _mark(walk: _PageWalk, item: HtmlElement) -> str:
    """The mark of a list item, which the page leaves to the browser."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "•"
    start = parent.get("start") or "1"
    number = int(start) if re.fullmatch(r"[0-9]{1,5}", start) else 1
    return f"{number + _place_among(walk, item)}."


def _place_among(walk: _PageWalk, element: HtmlElement) -> int:
    """How many of its kind stand before an item or row, in the same list or table."""
    parent = element.getparent()
    place = walk.counted.get(parent, 0)
    walk.counted[parent] = place + 1
    return place


def _is_furniture(element: HtmlElement) -> bool:
    if element.tag in _FURNITURE or element.get("role") in _ROLES:
        return True
    if element.tag in ("body", "main", "article", "html"):
        return False
    return _NAMES.search(
        f"{element.get('class') or ''} {element.get('id') or ''}"[:500]
    ) is not None and not _holds_letter(element)


def _holds_letter(element: HtmlElement) -> bool:
    """A page's whole text may stand in something that calls itself a banner or widget."""
    return len(element.text_content()) > 1500 and element.find(".//p") is not None


def _enter(walk: _PageWalk, element: HtmlElement, number: int) -> None:
    if element.tag == "tr":
        if number == 0:
            walk.row = _place_among(walk, element)
        walk.cell = (walk.tables, walk.row, number)


def _text(walk: _PageWalk, text: str | None, element: HtmlElement) -> None:
    if not text:
        return
    if walk.preformatted:
        first, *rest = cleaned(text).split("\n")
        walk.text.append(first)
        for line in rest:
            _flush(walk)
            walk.text.append(line)
        return
    plain = re.sub(r"\s+", " ", cleaned(text).replace("\n", " "))
    walk.text.append(plain)
    if plain.strip():
        walk.bold.append(element.tag in _BOLD or any(a.tag in _BOLD for a in _near(element)))
        if not walk.elements or len(walk.elements) == len(walk.lines):
            walk.elements.append(element)


def _near(element: HtmlElement) -> Iterator[HtmlElement]:
    parent = element.getparent()
    while parent is not None and parent.tag not in _BLOCKS:
        yield parent
        parent = parent.getparent()


def _flush(walk: _PageWalk) -> None:
    """The line that was being filled is at its end."""
    text = " ".join("".join(walk.text).split())
    walk.text = []
    if not text:
        return
    marker, walk.marker = walk.marker, ""
    if not marker and not walk.heading:
        marker, text = marked(text)
    bold = bool(walk.bold) and all(walk.bold)
    walk.bold = []
    walk.elements += [None] * (len(walk.lines) + 1 - len(walk.elements))
    walk.lines.append(
        SourceLine(
            0,
            text,
            walk.paragraph,
            marker,
            walk.heading,
            bold,
            walk.indent,
            walk.cell,
            region=walk.region,
        )
    )


def _blank(walk: _PageWalk) -> None:
    if walk.lines and walk.lines[-1].text and walk.cell is None:
        walk.elements += [None] * (len(walk.lines) + 1 - len(walk.elements))
        walk.lines.append(SourceLine(0, "", walk.paragraph))


def _numbered(lines: list[SourceLine]) -> Iterator[SourceLine]:
    for number, line in enumerate(_rows(lines), 1):
        yield replace(line, number=number)


def _rows(lines: list[SourceLine]) -> Iterator[SourceLine]:
    """The cells of a table's row as one line, as in a text; a cell of several lines stays."""
    row: list[SourceLine] = []
    for line in [*lines, None]:
        if row and (line is None or line.cell is None or line.cell[:2] != row[0].cell[:2]):  # type: ignore[index]
            yield from _row(row)
            row = []
        if line is None:
            return
        if line.cell is None:
            yield line
        else:
            row.append(line)


def _row(cells: list[SourceLine]) -> Iterator[SourceLine]:
    columns = [line.cell for line in cells]
    if len(set(columns)) < len(columns) or any(len(line.text) > 120 for line in cells):
        for i, line in enumerate(cells):
            if i and line.cell != cells[i - 1].cell:
                yield SourceLine(0, "", line.paragraph)
            yield replace(line, cell=None)
        yield SourceLine(0, "", cells[-1].paragraph)
        return
    text = " | ".join(line.text for line in cells)
    yield replace(cells[0], text=text, cell=None)


# The main content


def _with_main(text: str, walk: _PageWalk) -> list[SourceLine]:
    """The lines, those outside the part of the page that holds the main content marked as chrome."""
    holder = _holder(text, walk)
    if holder is None:
        return walk.lines
    inside = set(holder.iter())
    elements = itertools.chain(walk.elements, itertools.repeat(None))
    return [
        replace(line, region=SourceRegion.CHROME) if _is_outside(line, element, inside) else line
        for line, element in zip(walk.lines, elements, strict=False)
    ]


def _is_outside(line: SourceLine, element: HtmlElement | None, inside: set[HtmlElement]) -> bool:
    return bool(line.text) and not line.heading and element is not None and element not in inside


def _holder(text: str, walk: _PageWalk) -> HtmlElement | None:
    """The element that holds the main content; None where that is not most of the page's words."""
    main = _main_texts(text)
    found = [
        i
        for i, line in enumerate(walk.lines)
        if line.region is SourceRegion.BODY and _key(line.text) in main
    ]
    words = [len(line.text.split()) for line in walk.lines]
    if sum(words[i] for i in found) < _LEAST_MAIN * sum(words):
        return None
    return _common(walk, found)


def _main_texts(text: str) -> set[str]:
    import logging

    import lxml.html
    from readability import Document

    logging.getLogger("readability").setLevel(logging.CRITICAL)
    try:
        summary = Document(_without_declaration(text)).summary(html_partial=True)
        content = lxml.html.fromstring(summary)
    except Exception:  # noqa: BLE001  # whatever it cannot judge is judged by what stands around it
        return set()
    return {key for piece in content.itertext() for line in piece.split("\n") if (key := _key(line))}


def _key(text: str) -> str:
    return " ".join(cleaned(text).split())[:80]


def _common(walk: _PageWalk, found: list[int]) -> HtmlElement | None:
    """The smallest element that holds all of these lines."""
    elements = [
        element for i in found if i < len(walk.elements) and (element := walk.elements[i]) is not None
    ]
    if len(elements) < 2:
        return None
    above = [[*list(reversed([*element.iterancestors()])), element] for element in elements]
    common = None
    for level in zip(*above, strict=False):
        if any(one is not level[0] for one in level):
            break
        common = level[0]
    return common
