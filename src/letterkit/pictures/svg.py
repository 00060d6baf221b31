"""SVG (W3C, Scalable Vector Graphics 1.1 and 2) → a picture that is safe to draw.

SVG is a language for pages: it can run, fetch, animate and multiply. A logo needs shapes, colours and
where they are. What is on the list here is kept, what a program wrote for itself falls away, and whatever
else an author could miss is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from letterkit.pictures import Picture, UnfitPictureError

SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_COLOURS = {"linearGradient", "radialGradient", "stop", "pattern", "style"}
_DRAWN = frozenset({"svg", "g", "defs", "symbol", "use", "clipPath", "mask", *_SHAPES, *_COLOURS})
# What is said of a picture beside it, and not drawn.
_NOT_DRAWN = frozenset({"metadata", "title", "desc"})
_SAID = frozenset({"role", "lang", "version", "baseProfile", "enable-background"})
_REFUSED: Mapping[str, tuple[str, str]] = {
    "script": ("a script", "take it out; a letter runs nothing"),
    "foreignObject": ("a page in the picture", "save it as plain SVG, without HTML in it"),
    "image": ("another picture inside", "use that one itself, as PNG"),
    "text": ("words as text", "turn them into shapes first (Inkscape: Path, Object to Path)"),
    "filter": ("a filter", "draw it without blur and shadow, or save it as PNG"),
    "a": ("a link", "take the link off the shape"),
}
_PLAIN = "save it as plain or optimised SVG (Inkscape: File, Save As, Plain SVG)"
MAX_DEPTH = 50
"""Elements inside one another, and references from one to the next."""
MAX_DRAWN = 20_000
"""Elements that are drawn, each as often as it is used. Logos have a few hundred."""
_URL = re.compile(r"url\(\s*['\"]?([^'\")\s]*)", re.IGNORECASE)
_STYLE_REFUSED = re.compile(r"@|\\|expression|behavior|javascript", re.IGNORECASE)
_LARGEST = 1_000_000
_NUMBER = re.compile(r"\s*([0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*(px|pt|pc|mm|cm|in)?\s*", re.IGNORECASE)


def read_svg(content: bytes) -> Picture:
    """The picture with nothing in it but what is drawn. Raises UnfitPictureError."""
    from lxml import etree

    root = _root(content)
    ids: dict[str, Any] = {}
    for element in list(_elements(root)):
        _clean(element)
        if name := element.get("id"):
            ids.setdefault(name, element)
    _Counting(ids, _of_classes(root)).drawn(root, 0)
    width, height = _size(root)
    etree.cleanup_namespaces(root, top_nsmap={None: SVG, "xlink": _XLINK})
    return Picture("image/svg+xml", etree.tostring(root, encoding="utf-8"), width, height)


def _root(content: bytes) -> Any:
    """The root of the file, read without looking anything up."""
    from lxml import etree

    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnfitPictureError("not an SVG in UTF-8", _PLAIN) from None
    if "<!ENTITY" in text:
        line = text[: text.index("<!ENTITY")].count("\n") + 1
        raise UnfitPictureError("it declares abbreviations of its own (an entity)", _PLAIN, line)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise UnfitPictureError("not an SVG that can be read", _PLAIN, line) from None
    if root.tag != f"{{{SVG}}}svg":
        raise UnfitPictureError("no SVG: its first element is another", _PLAIN, root.sourceline or 1)
    return root


def _elements(element: Any, depth: int = 0) -> Iterator[Any]:
    """The elements that are drawn; what a program wrote for itself is taken out."""
    if depth > MAX_DEPTH:
        raise UnfitPictureError("its parts lie too deep in one another", _PLAIN, element.sourceline or 1)
    yield element
    for child in list(element):
        name = child.tag.removeprefix(f"{{{SVG}}}") if isinstance(child.tag, str) else ""
        if name in _NOT_DRAWN or not str(child.tag).startswith(f"{{{SVG}}}"):
            element.remove(child)
        elif name in _DRAWN:
            yield from _elements(child, depth + 1)
        else:
            what, hint = _REFUSED.get(name, (f"<{name}>, which letterkit does not draw", _PLAIN))
            raise UnfitPictureError(f"it holds {what}", hint, child.sourceline or 1)


def _clean(element: Any) -> None:
    """Keep an element's own attributes, and refuse those that run or fetch."""
    line = element.sourceline or 1
    element.tail = None
    if element.tag == f"{{{SVG}}}style":
        _check_style(element.text or "", line)
    else:
        element.text = None
    for name, value in list(element.attrib.items()):
        if name in ("href", f"{{{_XLINK}}}href"):
            if not value.startswith("#"):
                raise UnfitPictureError(f"it refers to another file ('{value[:40]}')", _PLAIN, line)
        elif name.startswith(("{", "data-", "aria-")) or name in _SAID:
            del element.attrib[name]
        elif name.lower().startswith("on"):
            raise UnfitPictureError("it holds a script", "take it out; a letter runs nothing", line)
        else:
            _check_style(value, line)


def _check_style(text: str, line: int) -> None:
    """Refuse a rule or value that reaches out of the picture."""
    for target in _URL.findall(text):
        if not target.startswith("#"):
            raise UnfitPictureError(f"it refers to another file ('{target[:40]}')", _PLAIN, line)
    if _STYLE_REFUSED.search(text):
        raise UnfitPictureError("its style does more than colour shapes", _PLAIN, line)


def _of_classes(root: Any) -> list[str]:
    """The elements that the picture's own style sheets refer to, by their ids."""
    sheets = root.iter(f"{{{SVG}}}style")
    return [target[1:] for sheet in sheets for target in _URL.findall(sheet.text or "")]


class _Counting:
    """Counts what is drawn, each element as often as it is referred to."""

    def __init__(self, ids: Mapping[str, Any], of_classes: list[str]) -> None:
        self.ids = ids
        self.of_classes = of_classes
        self._known: dict[Any, int] = {}
        self._within: set[Any] = set()

    def drawn(self, element: Any, depth: int) -> int:
        """How many elements drawing this one draws. Raises UnfitPictureError where they are too many."""
        if element in self._known:
            return self._known[element]
        line = element.sourceline or 1
        if element in self._within or depth > 2 * MAX_DEPTH:
            raise UnfitPictureError("its parts refer to one another in a circle", _PLAIN, line)
        self._within.add(element)
        others = [*element, *(self.ids[name] for name in self._named(element) if name in self.ids)]
        count = 1 + sum(self.drawn(other, depth + 1) for other in others)
        self._within.remove(element)
        if count > MAX_DRAWN:
            message = f"it draws more than {MAX_DRAWN:,} shapes, counting how often each is used"
            raise UnfitPictureError(message, "simplify it, or save it as PNG", line)
        self._known[element] = count
        return count

    def _named(self, element: Any) -> Iterator[str]:
        """The ids that an element refers to; by a class it may be any of its style sheet's."""
        for name, value in element.attrib.items():
            if name.endswith("href"):
                yield value[1:]
            yield from (target[1:] for target in _URL.findall(value))
        if element.get("class"):
            yield from self.of_classes


def _size(root: Any) -> tuple[float, float]:
    """Width and height; a picture without a view box gets the one that it has by its size."""
    box = _numbers(re.split(r"[\s,]+", (root.get("viewBox") or "").strip()))
    if len(box) != 4:
        matches = (_NUMBER.fullmatch(root.get(name) or "") for name in ("width", "height"))
        box = [0, 0, *(float(match[1]) for match in matches if match)]
        root.set("viewBox", " ".join(f"{value:g}" for value in box))
    if len(box) != 4 or not all(0 < size < _LARGEST for size in box[2:]):
        raise UnfitPictureError("it does not say how large it is", _PLAIN)
    width, height = box[2:]
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    return width, height


def _numbers(words: list[str]) -> list[float]:
    """The words as numbers; none where one is no number."""
    try:
        return [float(word) for word in words]
    except ValueError:
        return []
