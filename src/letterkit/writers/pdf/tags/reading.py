"""Laid-out pages → the structure of what they say.

WeasyPrint's boxes are walked page by page; an element of HTML makes one structure element, however many
boxes and pages it is printed on. WeasyPrint's own structure begins anew on every page, and leaves lists
without their marks and lines without the spaces between them (its issues 2903 and 1836).
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from letterkit.values import replace
from letterkit.writers.pdf.tags import kinds
from letterkit.writers.pdf.tags.elements import Artifact, Element, LinkArea, Printed
from letterkit.writers.pdf.tags.spaces import is_apart, source_text, unhyphenated

if TYPE_CHECKING:
    from weasyprint import Document, Page

_HEADER, _FOOTER = "Header", "Footer"


class Structure(Struct):
    """The structure of a document's pages.

    `printed` has the words and pictures of each page by their boxes, `artifacts` the boxes of each page
    that are printed as artifacts.
    """

    root: Element
    printed: list[dict[Any, Printed]] = field(default_factory=list)
    artifacts: list[dict[Any, Artifact]] = field(default_factory=list)


def structure_of(document: Document) -> Structure:
    """The structure of laid-out pages; nothing is painted or written."""
    structure = Structure(Element("Document", language=document.metadata.lang))
    parts = dict.fromkeys(_html(page) for page in document.pages)
    # The sheet before a draft is a document of its own, and may be in another language.
    roots = {
        html: structure.root.add("Part", html.get("lang"), html) if len(parts) > 1 else structure.root
        for html in parts
    }
    reader = _PageReader(structure)
    for number, page in enumerate(document.pages):
        html = _html(page)
        reader.read(page, _Where(roots[html], html.get("lang"), number, html))
    for part in roots.values():
        _set_levels(part)
    return structure


def _set_levels(part: Element) -> None:
    """Let each heading be at most one level below the one before it (ISO 14289-1, 7.4.2)."""
    levels: list[int] = []
    for each in part.walk():
        if isinstance(each, Element) and each.kind in kinds.HEADINGS and any(each.printed()):
            level = int(each.kind[1:])
            while levels and levels[-1] >= level:
                levels.pop()
            levels.append(level)
            each.kind = f"H{len(levels)}"


def _html(page: Page) -> Any:
    """The root element of the HTML that a page was laid out from."""
    return page._page_box.children[0].element  # noqa: SLF001  # as in `lines`


class _Where(Struct, frozen=True):
    """Where one is: in which element, language, page, block and line. With `artifact` nothing here is a
    part of the document.
    """

    element: Element
    language: str | None
    page: int
    block: Any
    line: Any = None
    artifact: Artifact | None = None


class _PageReader:
    """Makes the elements of each page, and knows those of the pages before.

    `own` has the element that the words of an HTML element stand in, `links` its link, `last` the last
    words of each text with their block and line, `called` the text after which each note comes, `names`
    those of the notes.
    """

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.own: dict[Any, Element] = {}
        self.links: dict[Any, Element] = {}
        self.begun: dict[Element, int] = {}
        self.implicit: set[Element] = set()
        self.last: dict[Element, tuple[Printed, Any, Any]] = {}
        self.called: dict[str, Element] = {}
        self.names: set[str] = set()
        self.sources: dict[Any, str] = {}

    def read(self, page: Page, where: _Where) -> None:
        """Add a page."""
        self.structure.printed.append({})
        self.structure.artifacts.append({})
        for box in page._page_box.children:  # noqa: SLF001  # as in `lines`
            self.walk(box, where)

    def walk(self, box: Any, where: _Where) -> None:
        """Add a box and what is in it."""
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.absolute import AbsolutePlaceholder

        if isinstance(box, AbsolutePlaceholder):
            box = box._box  # noqa: SLF001  # as WeasyPrint's own tags
        if isinstance(box, boxes.TextBox):
            self.text(box, where)
        elif isinstance(box, boxes.ReplacedBox):
            self.picture(box, self.inside(box, where))
        else:
            where = self.inside(box, where)
            for child in getattr(box, "children", ()):
                self.walk(child, where)

    def inside(self, box: Any, where: _Where) -> _Where:
        """Where the inside of a box is."""
        from weasyprint.formatting_structure import boxes

        if isinstance(box, boxes.LineBox):
            return replace(where, line=box)
        if isinstance(box, boxes.FootnoteAreaBox):
            return replace(where, element=Element(kinds.NOTES, where.element))
        if where.artifact is None:
            where = replace(where, artifact=self.artifact(box, where))
        is_root = box.element is None or box.element.tag == "html"
        return where if is_root or where.artifact is not None else self.entered(box, where)

    def entered(self, box: Any, where: _Where) -> _Where:
        """Where the inside of a box of an HTML element is."""
        from weasyprint.formatting_structure import boxes

        if isinstance(box, boxes.BlockContainerBox):
            where = replace(where, block=box.element)
        tag = kinds.tag_of(box)
        if tag.startswith("::"):
            return replace(where, element=self.added(tag, box, where))
        where = replace(where, language=box.element.get("lang", where.language))
        where = replace(where, element=self.element(box, tag, where))
        if box.link or any(e.kind == "Link" for e in where.element.around()):
            where = replace(where, element=self.link(box, where))
        return where

    def artifact(self, box: Any, where: _Where) -> Artifact | None:
        """What a box is where it is no part of the document: in a margin, fixed, or a header again."""
        from weasyprint.formatting_structure import boxes

        if isinstance(box, boxes.MarginBox):
            at = box.at_keyword
            return Artifact(
                "Pagination", _HEADER if "@top" in at else _FOOTER if "@bottom" in at else None
            )
        if box.style["position"] == "fixed":
            return Artifact("Pagination")
        if isinstance(box, boxes.TableRowGroupBox) and self.is_repeated(box, where):
            return Artifact("Pagination", _HEADER if box.is_header else _FOOTER)
        return None

    def is_repeated(self, group: Any, where: _Where) -> bool:
        """Whether the head or foot of a table has been on a page before."""
        made = self.own.get(group.element) if group.is_header or group.is_footer else None
        return made is not None and self.begun[made] < where.page

    # Elements

    def element(self, box: Any, tag: str, where: _Where) -> Element:
        """The element that what is in a box belongs to: its own, or else the one around it."""
        if box.element in self.own:
            return self.own[box.element]
        kind = kinds.block_kind(box, tag, where.element)
        match kind:
            case None:
                made = self.inline(box, tag, where)
            case "H":
                made = self.heading(box, where)
            case "LI":
                made = self.item(box, tag, where)
            case "Note":
                made = self.note(box, where)
            case _:
                made = self.add(box, kind, where)
        if kind in ("TH", "TD") and (attributes := kinds.cell(box, made)):
            made.attributes["Table"] = attributes
        if made is not where.element:
            self.own[box.element] = made
        return made

    def add(self, box: Any, kind: str, where: _Where) -> Element:
        """A new element at the end of the one that one is in."""
        made = where.element.add(kind, where.language, box.element)
        self.begun[made] = where.page
        return made

    def item(self, box: Any, tag: str, where: _Where) -> Element:
        """The body of a list's item, or its label where it is a term; a list is made where none is."""
        parent = where.element
        if parent.kind != "L":
            parent = self.add(box, "L", where)
        last = parent.kids[-1] if parent.kids else None
        item = last if tag == "dd" and isinstance(last, Element) else None
        item = item or self.add(box, "LI", replace(where, element=parent))
        return self.add(box, "Lbl" if tag == "dt" else "LBody", replace(where, element=item))

    def added(self, tag: str, box: Any, where: _Where) -> Element:
        """The element of what a style sheet adds: a list's mark, or words like those around it."""
        body = next((e for e in where.element.around() if e.kind == "LBody"), None)
        item = body.parent if body is not None and not any(body.printed()) else None
        if tag not in ("::before", "::marker") or item is None:
            return where.element
        first = item.kids[0]
        if isinstance(first, Element) and first is not body:
            return first
        item.kids.insert(0, label := Element("Lbl", item, where.language, box.element))
        return label

    def heading(self, box: Any, where: _Where) -> Element:
        """A heading. One that begins a paragraph comes before it; one amidst it is words like others."""
        around = where.element
        if around.kind in kinds.TEXT - {"P", "LBody", "TD", "TH"} or (
            around.kind == "P" and any(around.printed())
        ):
            return around
        level = min(kinds.heading_level(box.element) or 1, 6)
        parent = around.parent if around.kind == "P" and around.parent is not None else around
        made = self.add(box, f"H{level}", replace(where, element=parent))
        if parent is not around:
            parent.kids.remove(around)
            parent.kids.append(around)
        return made

    def part(self, where: _Where) -> Element:
        """The part of the document that one is in, or else the document."""
        around = list(where.element.around())
        return next((e for e in around if e.kind == "Part"), around[-1])

    def inline(self, box: Any, tag: str, where: _Where) -> Element:
        """Words that say something of themselves: a language, a note, or that they came or went."""
        element = box.element
        if tag in ("ins", "del"):
            made = self.add(box, "Span", replace(where, element=self.flow(where)))
            word = "deleted" if tag == "del" else "inserted"
            made.keys["ActualText"] = f"[{word}: {source_text(element).strip()}] "
            return made
        if element.get("role") == "doc-noteref":
            made = self.add(box, "Reference", replace(where, element=self.flow(where)))
            self.called.setdefault(str(element.get("href", "")).removeprefix("#"), _text_of(made))
            return made
        if where.element.kind == "Note" and "label" in kinds.classes(element):
            return self.add(box, "Lbl", where)
        return where.element

    def note(self, box: Any, where: _Where) -> Element:
        """A note, after the paragraph that calls it, or else in its cell or item; each has a name of its
        own (ISO 14289-1, 7.9).
        """
        name = box.element.get("id") or "note"
        caller = self.called.get(name, self.part(where))
        parent = caller.parent if caller.kind in kinds.HEADINGS | {"P"} else caller
        made = self.add(box, "Note", replace(where, element=parent or caller))
        made.keys["ID"] = name if name not in self.names else f"{name}-{len(self.names)}"
        self.names.add(made.keys["ID"])
        if parent is caller and caller in self.last:
            self.last[caller][0].space = True
        elif parent is not None and parent is not caller:
            notes = takewhile(_is_note, parent.kids[parent.kids.index(caller) + 1 :])
            parent.kids.insert(parent.kids.index(caller) + 1 + len(list(notes)), parent.kids.pop())
        return made

    def link(self, box: Any, where: _Where) -> Element:
        """The link that a box is a part of, with the area of the page that leads there."""
        link = next((e for e in where.element.around() if e.kind == "Link"), None)
        if link is None:
            link = self.links.get(box.element)
        if link is None:
            link = self.links[box.element] = self.add(
                box, "Link", replace(where, element=self.flow(where))
            )
        link.kids.append(LinkArea(box, where.page))
        return link if link.source is box.element else where.element

    def flow(self, where: _Where) -> Element:
        """The element that words can stand in, in their language: the one they are in, or a new one."""
        element = where.element
        is_text = element.kind in kinds.TEXT
        if is_text and element.language == where.language:
            return element
        last = element.kids[-1] if element.kids else None
        if isinstance(last, Element) and last in self.implicit and _is_same(last, where):
            return last
        made = element.add("Span" if is_text else "P", where.language, where.block)
        self.implicit.add(made)
        return made

    # What is printed

    def text(self, box: Any, where: _Where) -> None:
        """Words, and whether there is a space before them."""
        if where.artifact is not None:
            self.structure.artifacts[where.page][box] = where.artifact
        elif kinds.is_seen(box):
            element = self.flow(where)
            text = _text_of(element)
            if text in self.last:
                self.join(box, where, element)
            printed = Printed(box, where.page)
            element.kids.append(printed)
            self.last[text] = printed, where.block, where.line
            self.structure.printed[where.page][box] = printed
        elif box.text.isspace() and _text_of(where.element) in self.last:
            before, *_ = self.last[_text_of(where.element)]
            before.space = before.space or not before.box.text[-1].isspace()

    def join(self, box: Any, where: _Where, element: Element) -> None:
        """See to the end of the words before: where a new line or block begins, and between words that
        stand side by side without a space and are not one word.
        """
        text = _text_of(element)
        before, block, line = self.last[text]
        words = before.box.text
        if block is not where.block or _is_of_its_own(element, before.box, box):
            before.space = before.space or is_apart(words, box.text, "")
        if line is where.line or before.space:
            return
        source = self.source(text)
        whole = unhyphenated(words, source, before.box.style["hyphenate_character"])
        if whole is not None:
            before.reading = whole
        else:
            before.space = is_apart(words, box.text, source)

    def source(self, text: Element) -> str:
        """What was written in a text."""
        if text.source not in self.sources:
            self.sources[text.source] = source_text(text.source)
        return self.sources[text.source]

    def picture(self, box: Any, where: _Where) -> None:
        """A picture with what it shows in words; one that only decorates is no part of the document."""
        alternative = kinds.alternative(box.element)
        if where.artifact is not None or alternative == "":
            self.structure.artifacts[where.page][box] = where.artifact or Artifact()
            return
        figure = self.add(box, "Figure", where)
        if alternative is not None:
            figure.keys["Alt"] = alternative
        printed = Printed(box, where.page)
        figure.kids.append(printed)
        self.structure.printed[where.page][box] = printed


def _text_of(element: Element) -> Element:
    """The text that an element is in or is: a paragraph, a heading, a cell."""
    return next(e for e in element.around() if e.kind not in kinds.INLINE)


def _is_same(element: Element, where: _Where) -> bool:
    """Whether one is still in the block and language that an element was made for."""
    return element.source is where.block and element.language == where.language


def _is_note(kid: Any) -> bool:
    return isinstance(kid, Element) and kid.kind == "Note"


def _is_of_its_own(element: Element, before: Any, box: Any) -> bool:
    """Whether words are apart from those before: a note's call, and what came for what went."""
    if str(box.element_tag).endswith("::footnote-call"):
        return True
    is_call = any(e.kind == "Reference" for e in element.around()) and before.element is not box.element
    return is_call or (before.element.tag, box.element.tag) == ("del", "ins")
