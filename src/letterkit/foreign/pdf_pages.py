"""A PDF → the runs of characters on its pages: where each stands, and whether it is part of the text.

What a file marks as an artifact is none: running heads, page numbers, numbers of lines (ISO 32000-1,
14.8.2.2).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from msgspec import Struct

from letterkit.foreign import UnreadableError

GAP = 1.6  # of a run's height: what parts it from a word in another column
_MOST_PAGES = 500
_MOST_CHARACTERS = 200_000  # of a page
# Points, from the corner of a page: ISO 32000-1, annex C lets none be longer than 14,400.
_FARTHEST = 20_000.0
_LONGEST_NAME = 64  # bytes of UTF-16: "Artifact" and its end are 18
_MOST_MARKS = 8  # around a text
_DEEPEST = 4  # form within form

# Left, bottom, right and top in points from the lower left.
_Box = tuple[float, float, float, float]
# A character, its box, and whether it is an artifact; a line's end and the page's have no box.
_Drawn = tuple[str, _Box | None, bool]


class Run(Struct):
    """Characters that stand in one row, their box in points from the lower left, and whether the file
    says that they are no part of its text.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    is_artifact: bool = False

    @property
    def height(self) -> float:
        """How high its characters are, in points."""
        return self.top - self.bottom

    def takes(self, box: _Box) -> bool:
        """Whether a character stands in the same row, and near the end."""
        left, bottom, _, top = box
        height = top - bottom
        near = -3 * height <= left - self.right <= GAP * height
        return near and abs(bottom - self.bottom) <= 0.6 * height

    def add(self, character: str, box: _Box) -> None:
        """One character more; a space takes no room."""
        self.text += character
        if not character.isspace():
            self.left, self.bottom = min(self.left, box[0]), min(self.bottom, box[1])
            self.right, self.top = max(self.right, box[2]), max(self.top, box[3])


def pages_of(data: bytes, most: int) -> list[list[Run]]:
    """The runs of each page of a PDF, as drawn. `most` is how many characters a file may hold.

    Raises UnreadableError.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    pages: list[list[Run]] = []
    characters = 0
    try:
        with closing(PdfDocument(data)) as document:
            if len(document) > _MOST_PAGES:
                raise UnreadableError("pages")
            for number in range(len(document)):
                pages.append(list(_runs(document[number])))
                characters += sum(len(run.text) for run in pages[-1])
                if characters > most:
                    raise UnreadableError("long")
    except PdfiumError as error:
        raise UnreadableError("encrypted" if "password" in str(error).lower() else "damaged") from error
    if not any(pages):
        raise UnreadableError("scan")
    return pages


def _runs(page: Any) -> Iterator[Run]:
    """The runs of a page: characters that follow each other in one row, no wide gap between them."""
    run: Run | None = None
    for character, box, is_artifact in _drawn_on(page):
        goes_on = run and box and run.takes(box) and is_artifact == run.is_artifact
        if run and (box is None or not (character.isspace() or goes_on)):
            run.text = " ".join(run.text.split())
            yield run
            run = None
        if run and box:
            run.add(character, box)
        elif box and not character.isspace():
            run = Run(character, *box, is_artifact=is_artifact)


def _drawn_on(page: Any) -> Iterator[_Drawn]:
    """The characters of a page of PDFium's, as drawn; closes the page."""
    from pypdfium2.raw import FPDFText_GetTextObject, FPDFText_GetUnicode

    with closing(page), closing(page.get_textpage()) as text:
        artifacts = frozenset(_artifacts(page))
        for i in range(min(text.count_chars(), _MOST_CHARACTERS)):
            character = chr(FPDFText_GetUnicode(text, i))
            if character in "\r\n\0":
                yield character, None, False
                continue
            # A damaged file has characters at infinity, or at no place.
            edges = (edge if abs(edge) < _FARTHEST else 0.0 for edge in text.get_charbox(i, loose=True))
            left, bottom, right, top = edges
            is_artifact = bool(artifacts) and _address(FPDFText_GetTextObject(text, i)) in artifacts
            # What PDFium makes of a hyphen at a line's end.
            character = "-" if character in "\x02\ufffe" else character
            yield character, (left, bottom, right, top), is_artifact
        yield "", None, False


def _artifacts(within: Any, depth: int = 0, *, marked: bool = False) -> Iterator[int | None]:
    """The addresses of the texts that are marked as artifacts, on a page or in a form that is drawn on
    it; of all there where the form itself is `marked`.
    """
    from pypdfium2 import raw

    count = raw.FPDFFormObj_CountObjects if depth else raw.FPDFPage_CountObjects
    get = raw.FPDFFormObj_GetObject if depth else raw.FPDFPage_GetObject
    for i in range(count(within)):
        of = get(within, i)
        kind = raw.FPDFPageObj_GetType(of)
        is_text = kind == raw.FPDF_PAGEOBJ_TEXT
        if is_text or (kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST):
            is_artifact = marked or "Artifact" in _marks(of)
            if is_text and is_artifact:
                yield _address(of)
            elif not is_text:
                yield from _artifacts(of, depth + 1, marked=is_artifact)


def _address(of: Any) -> int | None:
    """Where PDFium holds an object; None for none."""
    return ctypes.cast(of, ctypes.c_void_p).value


def _marks(of: Any) -> Iterator[str]:
    """The names of the marks that the content of a page puts on one of its objects."""
    from pypdfium2.raw import FPDFPageObj_CountMarks, FPDFPageObj_GetMark, FPDFPageObjMark_GetName

    for i in range(min(FPDFPageObj_CountMarks(of), _MOST_MARKS)):
        name = (ctypes.c_ushort * (_LONGEST_NAME // 2))()
        length = ctypes.c_ulong()
        if FPDFPageObjMark_GetName(FPDFPageObj_GetMark(of, i), name, _LONGEST_NAME, length):
            yield bytes(name)[: max(0, length.value - 2)].decode("utf-16-le", "replace")
