"""WordprocessingML's elements (ECMA-376, part 1, 17), as lxml makes them."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = {"w": W, "r": R}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What XML 1.0 holds no character of (section 2.2).
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Lengths: a twentieth of a point, and the unit of drawings (ECMA-376, part 1, 20.1.2.1).
TWIPS = 20
EMU = 12_700


def w(tag: str, *children: Any, **attributes: object) -> Any:
    """An element of that name with its attributes; one named after a word of Python's ends in `_`."""
    element = etree.Element(f"{{{W}}}{tag}")
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name.rstrip('_')}", legal(str(value)))
    element.extend(children)
    return element


def root(tag: str) -> Any:
    """The outermost element of a part."""
    return etree.Element(f"{{{W}}}{tag}", nsmap=_NAMES)


def text(words: str, tag: str = "t") -> Any:
    """Characters as they are, spaces at their ends among them."""
    element = w(tag)
    element.text = legal(words)
    element.set(_SPACE, "preserve")
    return element


def legal(words: str) -> str:
    """The characters without those that no XML can hold."""
    return _NO_XML.sub("", words)


def serialised(element: Any) -> bytes:
    """A part's bytes, the same for the same element."""
    made: bytes = etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
