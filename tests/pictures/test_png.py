"""PNG: the pixels are kept, and nothing else; what is no picture for a letter is refused."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from letterkit.pictures import Picture, UnfitPictureError, read_picture


def png(mode: str = "RGBA", size: tuple[int, int] = (8, 4), **options: Any) -> bytes:
    """A PNG of that kind."""
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, "PNG", **options)
    return buffer.getvalue()


def read(content: bytes) -> Picture:
    """What is kept of it."""
    return read_picture("images/logo.png", content)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_the_kinds_there_are(mode: str) -> None:
    kept = read(png(mode))
    assert (kept.media, kept.width, kept.height) == ("image/png", 8, 4)
    assert Image.open(io.BytesIO(kept.content)).size == (8, 4)


def test_nothing_of_its_author_is_kept() -> None:
    said = PngInfo()
    said.add_text("Author", "Ana Muster")
    said.add_itxt("XML:com.adobe.xmp", "<x>Ana Muster</x>")
    kept = read(png(pnginfo=said, dpi=(300, 300), exif=b"Exif\x00\x00MM\x00*Ana Muster"))
    assert b"Muster" not in kept.content
    chunks = {kept.content[i : i + 4] for i in chunk_places(kept.content)}
    assert chunks == {b"IHDR", b"IDAT", b"IEND"}


def chunk_places(content: bytes) -> list[int]:
    """Where the names of the chunks stand."""
    places, at = [], 8
    while at < len(content):
        places.append(at + 4)
        at += 12 + struct.unpack(">I", content[at : at + 4])[0]
    return places


def huge() -> bytes:
    """A few bytes that say they are a picture of 50,000 pixels a side."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        png()[:40],
        png()[:50],
        png("I;16"),
        png(size=(4_001, 1)),
        huge(),
        jpeg(),
        b"x" * 1_000_001,
    ],
)
def test_what_is_no_picture_for_a_letter(content: bytes) -> None:
    with pytest.raises(UnfitPictureError) as caught:
        read(content)
    assert caught.value.hint


def test_an_animation_is_refused() -> None:
    buffer = io.BytesIO()
    frames = [Image.new("L", (8, 8), shade) for shade in (0, 255)]
    frames[0].save(buffer, "PNG", save_all=True, append_images=frames[1:])
    with pytest.raises(UnfitPictureError, match="animation"):
        read(buffer.getvalue())
