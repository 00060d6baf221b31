"""The pages of a fax → TIFF-F: RFC 3949, profile S (Modified Huffman) and profile F (MMR).

libtiff, through Pillow, codes the dots; the directory is written here, because Pillow's has several
strips, a photometric interpretation of its choice and no fill order of a fax. Little-endian; each page's
directory before its one strip.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from letterkit.delivery.fax.dots import ACROSS, DOWN, Resolution

if TYPE_CHECKING:
    import pikepdf
    from PIL.Image import Image

Coding: TypeAlias = Literal["mh", "mmr"]
"""Modified Huffman (ITU-T T.4), which every fax reads, or MMR (ITU-T T.6), which is half as long."""

# Tags of TIFF 6.0, and the types LONG, SHORT and RATIONAL.
_STRIP_OFFSETS, _STRIP_BYTE_COUNTS, _PHOTOMETRIC, _FILL_ORDER = 273, 279, 262, 266
_ROWS_PER_STRIP, _T4_OPTIONS, _T6_OPTIONS = 278, 292, 293
_SHORT, _LONG, _RATIONAL = 3, 4, 5
_TURNED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))  # the bits of each byte


class EncodedPage:
    """A page of a fax, coded: so that pages that several faxes share are coded once.

    `shown` is the same in the coding that a PDF has as it is, MMR with the first dot highest.
    """

    def __init__(self, dots: Image, coding: Coding) -> None:
        self.width, self.height, self.coding = dots.width, dots.height, coding
        self.strip = _strip(dots, coding)
        self.shown = (self.strip if coding == "mmr" else _strip(dots, "mmr")).translate(_TURNED)


def to_tiff(pages: Sequence[EncodedPage], resolution: Resolution) -> bytes:
    """The TIFF of these pages, the same bytes for the same dots."""
    out = bytearray(b"II*\0" + struct.pack("<I", 8))
    link = None
    for number, page in enumerate(pages):
        if link is not None:
            out[link : link + 4] = struct.pack("<I", len(out))
        directory, link = _directory(page, len(out), number, len(pages), resolution)
        out += directory + page.strip
        if len(out) % 2:
            out += b"\0"
    return bytes(out)


def _directory(
    page: EncodedPage, at: int, number: int, count: int, resolution: Resolution
) -> tuple[bytes, int]:
    """The directory of a page, to stand `at` that place, and where its link to the next stands."""
    is_mh = page.coding == "mh"
    entries = [
        (254, _LONG, 1, 2),  # NewSubfileType: one page of several
        (256, _LONG, 1, page.width),
        (257, _LONG, 1, page.height),
        (258, _SHORT, 1, 1),  # BitsPerSample
        (259, _SHORT, 1, 3 if is_mh else 4),  # Compression
        (_PHOTOMETRIC, _SHORT, 1, 0),  # white is zero
        (_FILL_ORDER, _SHORT, 1, 2),  # the first dot is the lowest bit
        (_STRIP_OFFSETS, _LONG, 1, None),
        (277, _SHORT, 1, 1),  # SamplesPerPixel
        (_ROWS_PER_STRIP, _LONG, 1, page.height),
        (_STRIP_BYTE_COUNTS, _LONG, 1, len(page.strip)),
        (282, _RATIONAL, 1, "across"),
        (283, _RATIONAL, 1, "down"),
        # One dimension, every line's end on a byte's; or no uncompressed mode.
        (_T4_OPTIONS, _LONG, 1, 4) if is_mh else (_T6_OPTIONS, _LONG, 1, 0),
        (296, _SHORT, 1, 2),  # ResolutionUnit: inch
        (297, _SHORT, 2, number | count << 16),  # PageNumber
    ]
    end = at + 2 + 12 * len(entries) + 4
    places = {"across": end, "down": end + 8, None: end + 16}
    head = struct.pack("<H", len(entries))
    for tag, kind, length, value in entries:
        known = value if isinstance(value, int) else places[value]
        head += struct.pack("<HHII", tag, kind, length, known)
    resolutions = struct.pack("<IIII", ACROSS, 1, DOWN[resolution], 1)
    return head + struct.pack("<I", 0) + resolutions, end - 4


def _strip(dots: Image, coding: Coding) -> bytes:
    from PIL import Image, ImageChops
    from PIL.TiffImagePlugin import TiffImageFile

    # Asked for white as zero, Pillow turns each dot by itself in Python: a third of a second.
    dots = ImageChops.invert(dots)
    tags = {_FILL_ORDER: 2, _ROWS_PER_STRIP: dots.height}
    if coding == "mh":
        tags[_T4_OPTIONS] = 4
    stream = io.BytesIO()
    compression = "group3" if coding == "mh" else "group4"
    one_strip = dots.height * ((dots.width + 7) // 8)
    dots.save(stream, "TIFF", compression=compression, tiffinfo=tags, strip_size=one_strip)
    coded = stream.getvalue()
    with Image.open(io.BytesIO(coded)) as written:
        found = cast(TiffImageFile, written).tag_v2
    (offset,), (length,) = found[_STRIP_OFFSETS], found[_STRIP_BYTE_COUNTS]
    return coded[offset : offset + length]


def preview(pages: Sequence[EncodedPage], resolution: Resolution) -> bytes:
    """A PDF of the pages as they arrive, at their size on paper: the same bytes for the same dots."""
    import pikepdf

    stream = io.BytesIO()
    with pikepdf.new() as document:
        for page in pages:
            _show(document, page, resolution)
        document.save(stream, deterministic_id=True)
    return stream.getvalue()


def _show(document: pikepdf.Pdf, page: EncodedPage, resolution: Resolution) -> None:
    """Add a page to a PDF: one picture, which ISO 32000-1, 7.4.6 takes as a fax has it."""
    from pikepdf import Dictionary, Name

    wide, high = page.width * 72 / ACROSS, page.height * 72 / DOWN[resolution]
    sheet = document.add_blank_page(page_size=(wide, high))
    picture = document.make_stream(page.shown)
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Width, picture.Height = page.width, page.height
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 1
    picture.Filter = Name.CCITTFaxDecode
    picture.DecodeParms = Dictionary(K=-1, Columns=page.width, Rows=page.height)
    sheet.Resources = Dictionary(XObject=Dictionary(Fax=picture))
    sheet.Contents = document.make_stream(f"q {wide:.4f} 0 0 {high:.4f} 0 0 cm /Fax Do Q".encode())
