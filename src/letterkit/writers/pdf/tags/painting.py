"""Painting pages with the marks that their structure needs: ISO 32000-1, 14.6 and 14.7.4.

WeasyPrint marks every box as a "Span" and every line it draws as an artifact that says nothing more.
Here each box gets a number in the structure or is an artifact that says of which kind it is; a space is
printed at a line's end, where there is none to see; and every glyph that is a space copies as one.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from letterkit.writers.pdf.tags.elements import Artifact, Printed
from letterkit.writers.pdf.tags.reading import Structure
from letterkit.writers.pdf.tags.spaces import plain

if TYPE_CHECKING:
    from weasyprint import Document

# Glyphs that several characters share, or that nobody searches for, copy as the ordinary character.
_ORDINARY = {
    "\u00a0": " ",
    "\u2007": " ",
    "\u202f": " ",
    "\u2011": "-",
    "\u00ad": None,
    "\u200b": None,
}
_COPIED = str.maketrans(_ORDINARY)
_GLYPHS = re.compile(rb"<([0-9a-f]+)>")
_FONT = re.compile(rb"/(\w+) ([\d.]+) Tf")


def with_marks(document: Document, structure: Structure) -> Document:
    """The document with pages that are painted with the marks of its structure."""
    pages = [TaggedPage(page, number, structure) for number, page in enumerate(document.pages)]
    return document.copy(pages)


def artifact(stream: Any, what: Artifact) -> None:
    """Begin an artifact in a stream; `stream.end_marked_content()` ends it."""
    import pydyf

    role = {"Subtype": f"/{what.role}"} if what.role else {}
    stream.begin_marked_content("Artifact", pydyf.Dictionary({"Type": f"/{what.kind}", **role}))


class TaggedPage:
    """A page that marks its content while it is painted; in all else it is the page."""

    def __init__(self, page: Any, number: int, structure: Structure) -> None:
        self._page = page
        self._printed = structure.printed[number]
        self._artifacts = structure.artifacts[number]
        # What WeasyPrint makes its own structure from: nothing, so that it makes none.
        self._page_box = page._page_box.copy_with_children([])  # noqa: SLF001

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)

    def marks(self, stream: Any) -> Marks:
        """What marks the content of a stream that the page is painted into."""
        return Marks(stream, self._printed, self._artifacts)

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint the page into a PDF's stream; `scale` is points for a CSS pixel."""
        self.marks(stream)
        self._page.paint(stream, scale)
        for font in stream._fonts.values():  # noqa: SLF001
            for glyph, text in font.to_unicode.items():
                if not text.isalpha():
                    font.to_unicode[glyph] = text.translate(_COPIED)


class Marks:
    """Marks what is painted into a stream, in the place of the stream's own methods.

    A group of a page, such as one that is half transparent, is a stream of its own, with its own numbers.
    """

    def __init__(self, stream: Any, printed: dict[Any, Printed], artifacts: dict[Any, Artifact]) -> None:
        self.stream, self.printed, self.artifacts = stream, printed, artifacts
        self.count = 0
        self.inside: list[tuple[int, int]] | None = None
        self.clone = stream.clone
        stream.marked, stream.artifact, stream.clone = self.marked, self.artifact, self.cloned

    def cloned(self, **changes: Any) -> Any:
        """Another stream for the same page, which is marked too."""
        stream = self.clone(**changes)
        if stream._tags is not None:  # noqa: SLF001
            Marks(stream, self.printed, self.artifacts)
        return stream

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Mark lines and areas of colour as such; within marked words they are set apart from them."""
        start = len(self.stream.stream)
        artifact(self.stream, Artifact())
        yield
        self.stream.end_marked_content()
        if self.inside is not None:
            self.inside.append((start, len(self.stream.stream)))

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """Mark what is printed of a box."""
        start = len(self.stream.stream)
        self.stream.stream.append(b"")  # so that what was painted before is not gone on with
        self.inside = []
        yield
        lines, self.inside = self.inside, None
        painted = self.stream.stream[start + 1 :]
        first, last = self.words(painted, [(a - start - 1, b - start - 1) for a, b in lines])
        before, words, after = painted[:first], painted[first:last], painted[last:]
        self.stream.stream[start:] = before
        printed = self.printed.get(box)
        if printed is None and box not in self.artifacts:
            # White space alone paints nothing.
            self.stream.stream += [item for item in words if item not in (b"BT", b"ET")]
        else:
            self.begin(box, tag, printed)
            self.stream.stream += self.finished(printed, words) if printed and tag == "Span" else words
            self.stream.end_marked_content()
        self.stream.stream += after

    def words(self, painted: list[Any], lines: list[tuple[int, int]]) -> tuple[int, int]:
        """Where the words begin and end among the lines that are drawn under, over and through them."""
        text = next((at for at, item in enumerate(painted) if item == b"BT"), 0)
        first = max((end for _, end in lines if end <= text), default=0)
        last = min((begin for begin, _ in lines if begin >= max(text, first)), default=len(painted))
        return first, last

    def begin(self, box: Any, tag: str, printed: Printed | None) -> None:
        """Begin the words of a box: a numbered part of the structure, or an artifact."""
        import pydyf

        if printed is None:
            artifact(self.stream, self.artifacts[box])
            return
        printed.content = self.stream, self.count
        says = {"MCID": self.count}
        text = getattr(box, "text", "")
        if _is_stacked(text):
            says["ActualText"] = pydyf.String(plain(text) + (" " if printed.space else ""))
        self.stream.begin_marked_content(tag, pydyf.Dictionary(says))
        self.count += 1

    # What words say

    def finished(self, printed: Printed, words: list[Any]) -> list[Any]:
        """Painted words with the space that follows them; and whether they say what was written."""
        fonts = {font.hash: font for font in self.stream._fonts.values()}  # noqa: SLF001
        shown, written = self.shown(words, fonts), plain(printed.box.text)
        if printed.reading is None and shown != written and _seen(shown) != _seen(written):
            printed.reading = written
        if not printed.space or shown[-1:].isspace() or b"ET" not in words:
            return words
        at = len(words) - 1 - words[::-1].index(b"ET")
        return [*words[:at], *_space(words, fonts), *words[at:]]

    def shown(self, words: list[Any], fonts: dict[str, Any]) -> str:
        """What the glyphs say one by one, as a program reads that knows nothing else."""
        found: list[str] = []
        font = None
        for item in words:
            if not isinstance(item, bytes):
                continue
            if setting := _FONT.match(item):
                font = fonts.get(setting[1].decode())
            elif item.endswith((b" TJ", b" Tj")) and font is not None and not font.bitmap:
                glyphs = bytes.fromhex(b"".join(_GLYPHS.findall(item)).decode())
                codes = struct.unpack(f">{len(glyphs) // 2}H", glyphs)
                found += [font.to_unicode.get(code, "") for code in codes]
        return "".join(found)


def _space(words: list[Any], fonts: dict[str, Any]) -> list[bytes]:
    """What prints a space after words: in their font where it has printed one yet, else in another."""
    settings = (_FONT.match(item) for item in words if isinstance(item, bytes))
    last = [fonts[setting[1].decode()] for setting in settings if setting][-1:]
    for font in (*last, *fonts.values()):
        for glyph, text in font.to_unicode.items():
            if not text.isalpha() and text.translate(_COPIED) == " ":
                setting = [] if font in last else [f"/{font.hash} 1 Tf".encode()]
                return [*setting, f"<{glyph:04x}> Tj".encode()]
    return []


def _is_stacked(text: str) -> bool:
    """Whether signs stand over or under letters, as in Tibetan: some readers take each for a word of its
    own. Where words run from right to left those read worse by their text than by their glyphs.
    """
    if text.isascii():
        return False
    has_signs = any(unicodedata.category(c) in ("Mn", "Mc") for c in text)
    return has_signs and not any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


def _seen(text: str) -> str:
    """The text to compare, without what leaves no mark on paper."""
    return plain("".join(c for c in text.translate(_COPIED) if unicodedata.category(c) != "Cf")).rstrip()
