"""What a finished PDF's text layer says, character by character, for the tests of geometry."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import pypdfium2
from msgspec import Struct


class Character(Struct, frozen=True):
    """A printed character: its page from 1, whether a space comes before it, the start of its baseline
    and the sides of its ink, in points from the top left corner.
    """

    page: int
    text: str
    spaced: bool
    x: float
    baseline: float
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Character, by: float = 0.3) -> bool:
        """Whether the ink of two characters on a page meets by more than so many points."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return self.page == other.page and across > by and down > by


def characters(content: bytes) -> list[Character]:
    """Every printed character of a PDF, in the order of its content; spaces are left out."""
    found: list[Character] = []
    for number, page in enumerate(pypdfium2.PdfDocument(content), 1):
        found += _characters(page, number)
    return found


def _characters(page: Any, number: int) -> Iterator[Character]:
    text, height = page.get_textpage(), page.get_size()[1]
    x, y = ctypes.c_double(), ctypes.c_double()
    spaced = False
    for i in range(text.count_chars()):
        character = text.get_text_range(i, 1)
        if not character.strip():
            spaced = True
            continue
        pypdfium2.raw.FPDFText_GetCharOrigin(text, i, x, y)
        left, bottom, right, top = text.get_charbox(i)
        ink = (left, height - top, right, height - bottom)
        # PDFium has characters of its own for a hyphen at the end of a line.
        character = "-" if character in "\x02\ufffe" else character
        yield Character(number, character, spaced, x.value, height - y.value, *ink)
        spaced = False


def runs(found: Iterable[Character]) -> list[tuple[Character, str]]:
    """Characters that stand side by side, with the first of them; a gap of a word's width begins anew."""
    found = list(found)
    made: list[tuple[Character, str]] = []
    for before, this in pairwise([None, *found]):
        assert this is not None
        if before is not None and made and _goes_on(before, this):
            space = " " if this.spaced else ""
            made[-1] = (made[-1][0], made[-1][1] + space + this.text)
        else:
            made.append((this, this.text))
    return made


def _goes_on(before: Character, this: Character) -> bool:
    same = before.page == this.page and abs(before.baseline - this.baseline) < 0.5
    # The letters of a ligature share its ink.
    return same and -8 < this.left - before.right < 8


def geometry(content: bytes) -> str:
    """Every run of a PDF: page, start and baseline in whole points, text; one a line."""
    return "".join(
        f"{first.page} {first.x:4.0f} {first.baseline:4.0f} {text}\n"
        for first, text in runs(characters(content))
    )
