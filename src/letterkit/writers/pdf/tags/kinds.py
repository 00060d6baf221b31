"""Which structure element HTML's elements and boxes make: ISO 32000-1, 14.8.4, tables 333 to 338."""

from __future__ import annotations

import re
from typing import Any

from letterkit.writers.pdf.tags.elements import Element
from letterkit.writers.pdf.tags.spaces import plain

_BLOCKS = {
    "p": "P",
    "pre": "P",
    "figcaption": "P",
    "address": "Div",
    "blockquote": "BlockQuote",
    "ul": "L",
    "ol": "L",
    "menu": "L",
    "dl": "L",
    "li": "LI",
    "dt": "LI",
    "dd": "LI",
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
}
# What groups others, and says nothing to whoever listens.
_GROUPS = frozenset(
    (
        "article",
        "aside",
        "body",
        "div",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "main",
        "nav",
        "section",
    )
)
HEADINGS = frozenset(f"H{level}" for level in range(1, 7))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
NOTES = "Notes"
"""The foot of a page, whose notes go to where they are called."""
INLINE = frozenset(("Span", "Link", "Reference"))
"""The elements within a text."""
TEXT = INLINE | HEADINGS | {"P", "LBody", "Lbl", "TH", "TD", "Note", "Caption"}
"""The elements that words can stand in."""


def tag_of(box: Any) -> str:
    """The name of the element that a box is of; '::before' of what a style sheet adds before one."""
    name, pseudo, which = str(box.element_tag).partition("::")
    return pseudo + which or name


def block_kind(box: Any, tag: str, around: Element) -> str | None:
    """The kind of element that a block makes in the one around it; none where it only groups others, and
    for what is no block.
    """
    if around.kind == NOTES:
        return "Note"
    if heading_level(box.element) is not None:
        return "H"
    if tag == "section" and "ask" in classes(box.element):
        return "Sect"
    if tag not in _BLOCKS and (tag in _GROUPS or not _is_placed(box, around)):
        return None
    kind = _BLOCKS.get(tag, "P")
    return "Div" if kind == "P" and any(map(_is_block, getattr(box, "children", ()))) else kind


def _is_placed(box: Any, around: Element) -> bool:
    """Whether words are a block for their place alone, such as an address's line: they are a paragraph,
    so that they are read apart from their neighbours. A heading and its label are one; pictures are none.
    """
    from weasyprint.formatting_structure import boxes

    is_apart = around.kind not in TEXT or around.kind in ("LBody", "TD", "TH")
    return is_apart and _is_block(box) and not isinstance(box, boxes.ReplacedBox)


def _is_block(box: Any) -> bool:
    from weasyprint.formatting_structure import boxes

    return isinstance(box, boxes.BlockLevelBox) and box.is_in_normal_flow()


def classes(element: Any) -> list[str]:
    """The classes of an HTML element."""
    names: str = element.get("class") or ""
    return names.split()


def heading_level(element: Any) -> int | None:
    """The level of a heading; an element may be one by its role (WAI-ARIA 1.2, heading)."""
    if element.tag in _HEADINGS:
        return int(element.tag[1])
    if element.get("role") == "heading":
        level = element.get("aria-level", "")
        return int(level) if re.fullmatch("[1-9]", level) else 2
    return None


def cell(box: Any, around: Element) -> dict[str, Any]:
    """The attributes of a table's cell: what its header is of, and what it spans (14.8.5.7)."""
    found: dict[str, Any] = {}
    if tag_of(box) == "th":
        by_place = "col" if any(e.kind == "THead" for e in around.around()) else "row"
        is_row = box.element.get("scope", by_place).startswith("row")
        found["Scope"] = "/Row" if is_row else "/Column"
    for key, name in (("ColSpan", "colspan"), ("RowSpan", "rowspan")):
        if (span := getattr(box, name, 1)) > 1:
            found[key] = span
    return found


def numbering(element: Element) -> str:
    """How a list's items are marked (14.8.5.5), by its first mark."""
    mark = next((words for words in map(_mark, element.kids) if words), "").strip(" .()[]:")
    if not mark:
        return "None"
    case = "Upper" if mark.isupper() else "Lower"
    if re.fullmatch("[ivxlcdm]{2,}|i", mark, re.IGNORECASE):
        return f"{case}Roman"
    if re.fullmatch("[a-z]", mark, re.IGNORECASE):
        return f"{case}Alpha"
    return "Decimal" if mark.isdecimal() or element.source.tag == "ol" else "Disc"


def _mark(item: object) -> str:
    """The words of an item's mark."""
    label = item.kids[0] if isinstance(item, Element) and item.kids else None
    return words(label) if isinstance(label, Element) and label.kind == "Lbl" else ""


def words(element: Element) -> str:
    """What an element says, as it is printed."""
    pieces = ((printed, getattr(printed.box, "text", "")) for printed in element.printed())
    text = "".join(text + (" " if printed.space else "") for printed, text in pieces)
    return plain(text).strip()


def is_seen(box: Any) -> bool:
    """Whether words can be seen."""
    return bool(plain(box.text).strip()) and box.style["visibility"] == "visible"


def alternative(element: Any) -> str | None:
    """What a picture shows, in words; empty where it only decorates, none where it does not say."""
    name = str(element.tag)
    if name.endswith("}svg"):
        title = element.find("{http://www.w3.org/2000/svg}title")
        text = element.get("aria-label") or (title.text if title is not None else None)
        hidden = element.get("aria-hidden") == "true" or element.get("role") == "presentation"
        return "" if hidden else text
    text = element.get("alt")
    return str(text) if text is not None else None
