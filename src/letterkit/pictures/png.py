"""PNG (ISO/IEC 15948) → a picture that is safe to draw."""

from __future__ import annotations

import io
import warnings

from letterkit.pictures import Picture, UnfitPictureError

MAX_SIDE = 4_000
"""Pixels. At a fax's 204 dots an inch a whole page is 1,728 wide."""
_HINT = "save it anew as PNG, 8 bits a channel, without animation"
# What Pillow raises for a file that is no PNG, or is spoilt.
_SPOILT = (OSError, ValueError, SyntaxError, EOFError, OverflowError, IndexError)


def read_png(content: bytes) -> Picture:
    """The picture without anything that is not drawn. Raises UnfitPictureError."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
                image.verify()  # what is cut off would be drawn as far as it goes
            with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
                return _drawn(image)
    except UnfitPictureError:
        raise
    except (*_SPOILT, Warning, Image.DecompressionBombError) as error:
        raise UnfitPictureError(f"not a PNG that can be read ({error})"[:120], _HINT) from None


def _drawn(image: object) -> Picture:
    from PIL import Image

    assert isinstance(image, Image.Image)  # noqa: S101  # Pillow has no type for what it opens
    width, height = image.size
    if max(width, height) > MAX_SIDE:
        message = f"{width} × {height} pixels are more than a letter can use"
        raise UnfitPictureError(message, f"make it smaller: at most {MAX_SIDE:,} pixels on a side")
    if getattr(image, "is_animated", False) or image.mode.startswith(("I", "F")):
        raise UnfitPictureError("an animation, or a picture of 16 bits a channel", _HINT)
    image.load()
    has_alpha = image.mode in ("LA", "RGBA", "PA") or "transparency" in image.info
    drawn = image.convert("RGBA" if has_alpha else "L" if image.mode in ("1", "L") else "RGB")
    drawn.info.clear()
    buffer = io.BytesIO()
    drawn.save(buffer, "PNG", optimize=True)
    return Picture("image/png", buffer.getvalue(), width, height)
