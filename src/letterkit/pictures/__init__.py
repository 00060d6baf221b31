"""Pictures that authors bring, such as a logo: looked at before anything draws them, and cleaned.

What is drawn is all that is kept: no script, no reference to another file, nothing of the program that
made the picture, of its author or of the folder it lay in. What would draw otherwise than it looks is
refused, with what to do.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

MAX_BYTES = 1_000_000
"""A logo is a few kilobytes; more is a photograph, or a mistake."""


class Picture(Struct, frozen=True):
    """A picture that is safe to draw: its media type (RFC 6838), its file's content, its own size.

    Width and height have no unit: what counts is how they relate.
    """

    media: Literal["image/svg+xml", "image/png"]
    content: bytes
    width: float
    height: float


class UnfitPictureError(ValueError):
    """A picture that no letter can have: why, what to do, and on which line of its file, from 1."""

    def __init__(self, message: str, hint: str, line: int = 1) -> None:
        super().__init__(message)
        self.hint = hint
        self.line = line


def read_picture(name: str, content: bytes) -> Picture:
    """The picture in a file of that name, `.svg` or `.png`. Raises UnfitPictureError."""
    if len(content) > MAX_BYTES:
        message = f"more than {MAX_BYTES:,} bytes, which are too many for a picture in a letter"
        raise UnfitPictureError(message, "make it smaller, or simpler")
    if name.endswith(".png"):
        from letterkit.pictures.png import read_png

        return read_png(content)
    from letterkit.pictures.svg import read_svg

    return read_svg(content)
