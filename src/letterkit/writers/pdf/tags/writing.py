"""The structure of a document → the structure tree of its PDF: ISO 32000-1, 14.7.

WeasyPrint has made the tree's root and an empty document by then; they are filled.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from letterkit.writers.pdf.lines import POINT
from letterkit.writers.pdf.messages import LOGGER
from letterkit.writers.pdf.tags import kinds
from letterkit.writers.pdf.tags.elements import Element, Kid, LinkArea, Printed
from letterkit.writers.pdf.tags.spaces import source_text

# A cell without words is a cell all the same.
_MAY_BE_EMPTY = frozenset(("TH", "TD"))


def write_structure(root: Element, pdf: Any) -> None:
    """Write the structure of a document whose pages are painted into its PDF, otherwise finished."""
    _Writer(pdf).write(root)


class _Writer:
    """Writes elements; `numbers` is what a reader looks up in the tree of parents (14.7.4.4)."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.root = self.object(pdf.catalog["StructTreeRoot"])
        self.parents: dict[Any, dict[int, bytes]] = {}
        self.ids: list[tuple[str, bytes]] = []
        self.pressed: list[tuple[bytes, Any]] = []

    def object(self, reference: bytes) -> Any:
        """The object that a reference means."""
        return self.pdf.objects[int(reference.split()[0])]

    def write(self, root: Element) -> None:
        """Write the tree."""
        import pydyf

        document = self.object(self.root["K"][0])
        document["K"] = pydyf.Array(self.kids(root, document.reference, None))
        self.write_parents()
        if self.ids:
            names = pydyf.Array()
            for name, reference in sorted(self.ids):
                names += [pydyf.String(name), reference]
            self.root["IDTree"] = pydyf.Dictionary({"Names": names})

    def write_parents(self) -> None:
        """Let a reader find the element of any content and of any link."""
        import pydyf

        numbers = self.object(self.root["ParentTree"])["Nums"]
        by_key = dict(zip(numbers[::2], numbers[1::2], strict=True))
        keys = {page["Contents"]: page["StructParents"] for page in self.pages()}
        for stream, elements in self.parents.items():
            if stream.reference not in keys:
                stream.extra["StructParents"] = keys[stream.reference] = len(by_key)
            array = pydyf.Array(elements.get(number, "null") for number in range(max(elements) + 1))
            by_key[keys[stream.reference]] = array
        for reference, annotation in self.pressed:
            annotation["StructParent"] = len(by_key)
            by_key[len(by_key)] = reference
        numbers[:] = [item for key in sorted(by_key) for item in (key, by_key[key])]
        self.root["ParentTreeNextKey"] = len(by_key)

    def pages(self) -> list[Any]:
        """The pages of the PDF."""
        return [self.object(reference) for reference in self.pdf.page_references]

    def element(self, element: Element, parent: bytes, around: Element) -> bytes | None:
        """Write an element, if there is anything in it; its reference."""
        import pydyf

        page = next((printed.page for printed in element.printed()), None)
        if page is None and element.kind not in _MAY_BE_EMPTY:
            return None
        entry = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{self.kind(element)}", "P": parent})
        if page is not None:
            entry["Pg"] = self.pdf.page_references[page]
        self.pdf.add_object(entry)
        self.describe(element, entry, around)
        entry["K"] = pydyf.Array(self.kids(element, entry.reference, page))
        return bytes(entry.reference)

    def describe(self, element: Element, entry: Any, around: Element) -> None:
        """What an element says of itself (14.7.2)."""
        import pydyf

        if element.language and element.language != around.language:
            entry["Lang"] = pydyf.String(element.language)
        if element.kind == "Span" and element.kids and all(map(_reads_otherwise, element.kids)):
            element.keys.setdefault("ActualText", _spoken(element.kids))
        for key, value in element.keys.items():
            entry[key] = pydyf.String(value)
        if element.kind == "Note":
            self.ids.append((element.keys["ID"], entry.reference))
        if attributes := self.attributes(element):
            entry["A"] = attributes[0] if len(attributes) == 1 else pydyf.Array(attributes)

    def kind(self, element: Element) -> str:
        """The element's type; a link that leads nowhere is words like others."""
        areas = (kid for kid in element.kids if isinstance(kid, LinkArea))
        is_dead = element.kind == "Link" and not any(self.annotation(area) for area in areas)
        return "Span" if is_dead else element.kind

    def annotation(self, area: LinkArea) -> Any:
        """What WeasyPrint has made of a part of a link in this PDF, if anything."""
        annotation = area.box.link_annotation
        objects = self.pdf.objects
        is_here = annotation is not None and annotation.number < len(objects)
        return annotation if is_here and objects[annotation.number] is annotation else None

    def attributes(self, element: Element) -> list[Any]:
        """The attributes of an element, by owner (14.8.5)."""
        import pydyf

        found = dict(element.attributes)
        if element.kind == "L":
            found["List"] = {"ListNumbering": f"/{kinds.numbering(element)}"}
        if element.kind == "Figure":
            found["Layout"] = {"BBox": self.area(next(element.printed()))}
            if "Alt" not in element.keys:
                name = element.source.get("src", element.source.tag)
                LOGGER.error('the picture %s does not say in words what it shows: alt="…"', name)
        return [pydyf.Dictionary({"O": f"/{owner}", **values}) for owner, values in found.items()]

    def area(self, printed: Printed) -> Any:
        """Where a picture is on its page, in points from the bottom left."""
        import pydyf

        box = printed.box
        top = self.pages()[printed.page]["MediaBox"][3]
        left, upper = box.content_box_x() * POINT, top - box.content_box_y() * POINT
        return pydyf.Array([left, upper - box.height * POINT, left + box.width * POINT, upper])

    def kids(self, element: Element, reference: bytes, page: int | None) -> list[Any]:
        """What is in an element, written; what reads otherwise than it is printed says so in a span."""
        written: list[Any] = []
        is_said = "ActualText" in element.keys
        for reads, group in groupby(element.kids, _reads_otherwise):
            kids: list[Kid] = list(group)
            if reads and not is_said:
                kids = [Element("Span", element, element.language, element.source, kids=kids)]
            written += [self.kid(kid, element, reference, page) for kid in kids]
        return [kid for kid in written if kid is not None]

    def kid(self, kid: Kid, element: Element, reference: bytes, page: int | None) -> Any:
        """One kid of an element, if there is anything in it."""
        if isinstance(kid, Element):
            return self.element(kid, reference, element)
        if isinstance(kid, LinkArea):
            return self.pressable(kid, element, reference)
        return self.content(kid, reference, page)

    def content(self, printed: Printed, reference: bytes, page: int | None) -> Any:
        """What leads from an element to what is printed (14.7.4.2)."""
        import pydyf

        if printed.content is None:
            return None
        stream, number = printed.content
        self.parents.setdefault(stream, {})[number] = reference
        on_page = self.object(self.pdf.page_references[printed.page])
        other: dict[str, Any] = {}
        if printed.page != page:
            other["Pg"] = on_page.reference
        if on_page["Contents"] != stream.reference:
            other["Stm"] = stream.reference
        return pydyf.Dictionary({"Type": "/MCR", **other, "MCID": number}) if other else number

    def pressable(self, area: LinkArea, element: Element, reference: bytes) -> Any:
        """What leads from a link's element to its area, which says the link's words."""
        import pydyf

        annotation = self.annotation(area)
        if annotation is None:
            return None
        said = source_text(element.source).strip() or _alternative(element)
        annotation["Contents"] = pydyf.String(said or annotation["Contents"].string)
        self.pressed.append((reference, annotation))
        target = pydyf.Dictionary(
            {"Type": "/OBJR", "Obj": annotation.reference, "Pg": self.pdf.page_references[area.page]}
        )
        self.pdf.add_object(target)
        return target.reference


def _reads_otherwise(kid: Kid) -> bool:
    return isinstance(kid, Printed) and kid.reading is not None


def _spoken(kids: Sequence[Any]) -> str:
    """What words say that cannot be told from their glyphs."""
    return "".join(kid.reading + (" " if kid.space else "") for kid in kids)


def _alternative(element: Element) -> str:
    """What the pictures in an element show, in words."""
    figures = (kid for kid in element.walk() if isinstance(kid, Element) and kid.kind == "Figure")
    return " ".join(figure.keys.get("Alt", "") for figure in figures).strip()
