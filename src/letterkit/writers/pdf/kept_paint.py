"""Pages that many copies of a letter have alike: painted once, and then kept (see `kept_pages`).

What is painted of a page that was kept are the same operators each time. With them are kept the glyphs
that they show, so that each file's fonts hold those of its own pages, in the order in which they come.
"""

from __future__ import annotations

from collections.abc import Hashable
from copy import copy
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from weasyprint import Document


_MOST = 200  # pages, of which each takes some ten thousand bytes


class KeptPaint:
    """What was painted of pages. `drawn` and `taken` count those that were, and those that were kept."""

    def __init__(self) -> None:
        self.drawn = self.taken = 0
        self._kept: dict[Hashable, _Painted | None] = {}

    def used(self, document: Document) -> Document:
        """The document with pages that are painted from what is kept."""
        return document.copy([_KeptPage(page, self) for page in document.pages])

    def paint(self, page: Any, stream: Any, scale: float) -> None:
        """Paint a page into a PDF's stream; `scale` is points for a CSS pixel."""
        alike = vars(page._page_box).get("alike")  # noqa: SLF001  # see `lines`
        if alike is not None and (alike, scale) not in self._kept:
            if len(self._kept) > _MOST:
                self._kept.clear()
            self._kept[alike, scale] = _painted(page, stream, scale)
            self.drawn += 1
        elif alike is not None:
            self.taken += 1
        painted = self._kept.get((alike, scale))
        if painted is not None:
            painted.add_to(stream)
        else:
            self.drawn += alike is None
            page.paint(stream, scale)


class _KeptPage:
    """A page that is painted from what is kept; in all else it is the page."""

    def __init__(self, page: Any, kept: KeptPaint) -> None:
        self._page, self._kept = page, kept

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint the page, as WeasyPrint's does."""
        self._kept.paint(self._page, stream, scale)


class _Painted(Struct, frozen=True):
    """A page's operators, and what they use: fonts with the glyphs, and degrees of transparency."""

    operators: bytes
    fonts: dict[Any, Any]
    alphas: dict[str, Any]

    def add_to(self, stream: Any) -> None:
        """Add them to a stream as if they were painted there."""
        stream.stream.append(self.operators)
        for name, alpha in self.alphas.items():
            stream._resources["ExtGState"].setdefault(name, alpha)  # noqa: SLF001
        for key, used in self.fonts.items():
            font = stream._fonts.get(key)  # noqa: SLF001
            if font is None:
                font = stream._fonts[key] = _unused(used)  # noqa: SLF001
            for glyph, text in used.to_unicode.items():
                font.to_unicode.setdefault(glyph, text)
            for glyph, width in used.widths.items():
                font.widths.setdefault(glyph, width)


def _painted(page: Any, stream: Any, scale: float) -> _Painted | None:
    """What is painted of a page; None where it uses more than fonts, which each file numbers itself."""
    import pydyf

    kinds = ("ExtGState", "XObject", "Pattern", "Shading")
    resources = pydyf.Dictionary({kind: pydyf.Dictionary() for kind in kinds})
    resources["ColorSpace"] = stream._resources["ColorSpace"]  # noqa: SLF001
    fonts: dict[Any, Any] = {}
    own = stream.clone(fonts=fonts, resources=resources, images={}, compress=False)
    own._ctm_stack = list(stream._ctm_stack)  # noqa: SLF001
    page.paint(own, scale)
    states, *others = (resources[kind] for kind in kinds)
    is_alone = not any(others) and all(name[0] in "aA" for name in states)
    if not is_alone or any(font.missing or font.bitmap for font in fonts.values()):
        return None
    operators = own.data.partition(b"stream\n")[2].removesuffix(b"\nendstream")
    return _Painted(operators, fonts, dict(states))


def _unused(font: Any) -> Any:
    """A font that has shown no glyph yet: a file takes out of it what it does not show."""
    made = copy(font)
    made.to_unicode, made.widths, made.missing = {}, {}, {}
    return made
