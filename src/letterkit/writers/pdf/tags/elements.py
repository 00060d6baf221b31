"""The structure of a PDF's content: elements in elements, and at their ends the words that are printed.

ISO 32000-1, 14.7 and 14.8. It spans all pages: what begins on one and ends on the next is one element.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from msgspec import Struct, field


class Printed(Struct, eq=False):
    """Words or a picture, printed by one of WeasyPrint's boxes on one page, counted from 0.

    `space` says that a space follows which is not printed: a line ends there. `reading` is what the words
    say where that cannot be told from their glyphs. `content` is where they are in the file once they are
    painted: the content stream and the number of the marked content in it.
    """

    box: Any
    page: int
    space: bool = False
    reading: str | None = None
    content: tuple[Any, int] | None = None


class Artifact(Struct, frozen=True):
    """What is printed but no part of what the document says: ISO 32000-1, 14.8.2.2, table 330.

    `role` is its subtype there; "LineNum" is ISO 32000-2's, table 363.
    """

    kind: str = "Layout"
    role: str | None = None


class LinkArea(Struct, eq=False):
    """A part of a link that can be pressed: one of WeasyPrint's boxes on one page."""

    box: Any
    page: int


class Element(Struct, eq=False):
    """A structure element; `kind` is a standard type of ISO 32000-1, 14.8.4.

    `language` is that of its words where it is known, `source` the HTML element that it was made from;
    `keys` and `attributes` are what the file says of it besides (14.7.2 and 14.8.5, these by owner).
    """

    kind: str
    parent: Element | None = None
    language: str | None = None
    source: Any = None
    keys: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    kids: list[Kid] = field(default_factory=list)

    def add(self, kind: str, language: str | None, source: Any) -> Element:
        """A new element at the end of this one."""
        made = Element(kind, self, language, source)
        self.kids.append(made)
        return made

    def around(self) -> Iterator[Element]:
        """This element and those that it is in, from the inside out."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def walk(self) -> Iterator[Kid]:
        """This element and all that is in it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()
            else:
                yield kid

    def printed(self) -> Iterator[Printed]:
        """Everything printed in it, in reading order."""
        return (kid for kid in self.walk() if isinstance(kid, Printed))


Kid: TypeAlias = Element | Printed | LinkArea
