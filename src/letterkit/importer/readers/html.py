"""HTML and Markdown → lines: headings, lists, tables and breaks as structure, furniture marked as such.

Furniture is what says itself that it is, by its element, its role or its class; it is kept and marked as
chrome, so that nothing is lost. Scripts, styles and comments are no text. Word files are read by way of
such a page too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct, field

from letterkit.foreign import UnreadableError
from letterkit.foreign.characters import cleaned
from letterkit.importer.parts import MAX_LINES, SourceLine, SourceRegion, SourceText
from letterkit.importer.readers.text import marked
from letterkit.values import replace

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_LONG_CELL = 120  # characters: a cell as long is a text of its own
_LONG = 1500  # characters: what calls itself furniture may hold a letter all the same
_NO_TEXT = _tags(
    "script style noscript template svg math head iframe object embed canvas audio video select option"
    " datalist"
)
_BLOCKS = _tags(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th"
    " thead tr ul summary menu"
)
# What a browser leaves room above, and what it leaves room below.
_APART_ABOVE = _tags("p table blockquote h1 h2 h3 div section")
_APART_BELOW = _APART_ABOVE | _tags("ul ol h4 h5 h6 article address dl header")
_HEADINGS = _tags("h1 h2 h3 h4 h5 h6")
_SET_IN = _tags("ul ol blockquote dd")
_FURNITURE = _tags("nav footer aside form button input dialog menu")
_ROLES = _tags("navigation banner contentinfo search complementary dialog menu menubar toolbar")
# Words of the class or the identifier of an element that is furniture.
_NAMES = _tags(
    "nav navbar navigation menu breadcrumb breadcrumbs crumbs tools sidebar share sharing social related"
    " footer cookie cookies newsletter subscribe comment comments tag tags banner promo advert pagination"
    " advertisement pager skip widget donate popup modal toolbar masthead site-header sr screen"
)
# What another reader says of an element: the mark of its first line, its heading's level, its region. No
# page can say it, because no attribute of HTML is so called.
MARK, HEADING, REGION = "{letterkit}mark", "{letterkit}heading", "{letterkit}region"
_HIDDEN = re.compile(r"display\s*:\s*none")
_PLACE = SourceLine(0, "")


class _PageWalk(Struct):
    """Where the walk through a page is: the lines so far, and the line that is being filled.

    A line stands in a `place`: a line without words, which has what the elements around it say of it.
    """

    lines: list[SourceLine] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    paragraph: int = 0
    marker: str = ""
    preformatted: int = 0  # elements within one another that are
    counted: Counter[_Element] = field(default_factory=Counter)  # items of a list


def read_html(name: str, text: str) -> SourceText:
    """The lines of a page that has been decoded and cleaned (see `characters`).

    Raises UnreadableError.
    """
    page = _parsed(text)
    if page is None:
        return SourceText(name, ())
    body = page.find("body")
    return SourceText(name, lines_of(page if body is None else body), page.get("lang"))


def words_of_page(text: str, without: str) -> str:
    """The words of such a page, a paragraph for each of its blocks, without the elements that an XPath
    names. What stands in none of its words is left to the browser: the marks of lists, lines of tables.

    Raises UnreadableError.
    """
    page = _parsed(text)
    if page is None:
        return ""
    for element in page.xpath(without):
        if element is not page:
            element.drop_tree()
    for item in page.iter("li"):
        item.tag = "div"
    for cell in page.iter("td", "th"):
        cell.tag, cell.tail = "span", f" {cell.tail or ''}"
    return "\n\n".join(line.whole for line in lines_of(page) if line.whole)


def _parsed(text: str) -> HtmlElement | None:
    """The root of a page; None of what holds nothing. Raises UnreadableError."""
    import lxml.html
    from lxml import etree

    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text)  # lxml takes no text that names its encoding
    try:
        parser = lxml.html.HTMLParser(huge_tree=False)
        page = lxml.html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise UnreadableError("deep")  # what is within more is not in the tree
    return page


def read_markdown(name: str, text: str) -> SourceText:
    """The lines of a Markdown text that has been decoded and cleaned; each line of its own is one. The
    marks of emphasis and links are gone, raw HTML counts as text.
    """
    from markdown_it import MarkdownIt

    page = MarkdownIt("commonmark", {"breaks": True, "html": False}).enable("table").render(text)
    return read_html(name, page)


def lines_of(page: _Element) -> tuple[SourceLine, ...]:
    """The lines of a page, which may be made of another file. Raises UnreadableError for too many."""
    walk = _PageWalk()
    _element(walk, page, _PLACE)
    _flush(walk, _PLACE)
    if len(walk.lines) > MAX_LINES:
        raise UnreadableError("long")
    rows = enumerate(_with_rows(walk.lines), 1)
    return tuple(replace(line, number=number) for number, line in rows)


def _with_rows(lines: Iterable[SourceLine]) -> Iterator[SourceLine]:
    """The cells of a table's row as one line; where one is long or of several lines, cell by cell.

    Lines out of tables stay as they are; those in one lose their `cell`.
    """
    for place, group in groupby(lines, key=lambda line: line.cell and line.cell[:2]):
        row = list(group)
        columns = [line.cell for line in row]
        if place is None:
            yield from row
        elif len(set(columns)) == len(columns) and all(len(line.text) <= _LONG_CELL for line in row):
            text = " | ".join((row[0].text, *(line.whole for line in row[1:])))
            yield replace(row[0], text=text, cell=None, indent=0)
        else:
            for _, cell in groupby(row, key=lambda line: line.cell):
                yield from (replace(line, cell=None) for line in cell)
                yield SourceLine(0, "", row[0].paragraph)


def _element(walk: _PageWalk, element: _Element, place: SourceLine) -> None:
    """What stands in an element; of those within one another lxml reads no more than 256."""
    if len(walk.lines) > MAX_LINES or not _has_text(element):
        return
    block = element.tag in _BLOCKS
    if block or element.tag == "br":
        _flush(walk, place, broken=not block)
    walk.preformatted += element.tag == "pre"
    inner = _begin(walk, element, place) if block else place
    _text(walk, element.text, inner)
    for number, child in enumerate(element):
        if element.tag == "tr":
            inner = replace(inner, cell=(0, inner.paragraph or 0, number))
        _element(walk, child, inner)
        _text(walk, child.tail, inner)
    if block:
        _flush(walk, inner)
        walk.paragraph += 1
        walk.marker = ""
        if element.tag in _APART_BELOW:
            _blank(walk, inner)
    walk.preformatted -= element.tag == "pre"


def _has_text(element: _Element) -> bool:
    """Whether what is in an element is shown as text: no comment, script or what is hidden."""
    if not isinstance(element.tag, str) or element.tag in _NO_TEXT or element.get("hidden") is not None:
        return False
    return _HIDDEN.search(element.get("style") or "") is None


def _begin(walk: _PageWalk, element: _Element, place: SourceLine) -> SourceLine:
    """What a block says of the lines in it."""
    tag, mark = element.tag, element.get(MARK)
    walk.paragraph += 1
    if tag in _APART_ABOVE:
        _blank(walk, place)
    walk.marker = mark or (_mark(walk, element) if tag == "li" else walk.marker)
    region = SourceRegion.CHROME if _is_furniture(element) else place.region
    return replace(
        place,
        paragraph=walk.paragraph,
        heading=int(element.get(HEADING) or (tag[1] if tag in _HEADINGS else place.heading)),
        indent=place.indent + 2 * (tag in _SET_IN or bool(mark)),
        region=SourceRegion(element.get(REGION) or region),
    )


def _mark(walk: _PageWalk, item: _Element) -> str:
    """The mark of a list item, which the page leaves to the browser."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "•"
    start = parent.get("start") or "1"
    number = int(start) if re.fullmatch(r"[0-9]{1,5}", start) else 1
    walk.counted[parent] += 1
    return f"{number + walk.counted[parent] - 1}."


def _is_furniture(element: _Element) -> bool:
    """Whether an element says that it is; a whole text may stand in what calls itself a widget."""
    if element.tag in _FURNITURE or element.get("role") in _ROLES:
        return True
    if element.tag in ("body", "main", "article", "html"):
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}"[:500].lower()
    named = names != " " and not _NAMES.isdisjoint((*names.split(), *re.split(r"[\s_-]+", names)))
    return named and not (sum(map(len, element.itertext())) > _LONG and element.find(".//p") is not None)


def _text(walk: _PageWalk, text: str | None, place: SourceLine) -> None:
    lines = (text or "").split("\n") if walk.preformatted else [re.sub(r"\s+", " ", text or "")]
    for number, line in enumerate(lines):
        if number:
            _flush(walk, place)
        walk.text.append(line)


def _flush(walk: _PageWalk, place: SourceLine, *, broken: bool = False) -> None:
    """The line that was being filled is at its end; an empty one that was `broken` off is blank."""
    cells = cleaned("".join(walk.text)).split("\t")
    text, walk.text = "\t".join(" ".join(cell.split()) for cell in cells).strip(), []
    if text:
        marker, walk.marker = walk.marker, ""
        if not marker and not place.heading:
            marker, text = marked(text)
        walk.lines.append(replace(place, text=text, marker=marker, paragraph=walk.paragraph))
    elif broken or walk.preformatted:
        _blank(walk, place)


def _blank(walk: _PageWalk, place: SourceLine) -> None:
    """A blank line, where there is none yet; there is none in a table, nor in what is no body."""
    body = place.cell is None and place.region is not SourceRegion.MARGIN
    if body and walk.lines and walk.lines[-1].text:
        walk.lines.append(SourceLine(0, "", walk.paragraph))
