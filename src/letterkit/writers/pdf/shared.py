"""The objects of a PDF that a letter's copies have alike, put down once, and each copy's file.

What is the same lies first in the file, compressed once; behind it each copy has its own objects, the
table of all (ISO 32000-1, 7.5.8) and the number that tells it from others (14.4): a digest of it all.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct

from letterkit.writers.pdf.finishing import LEVEL, with_clear_end

_HEAD = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
# How a stream in zlib's form begins (RFC 1950, 2.2), and its last, empty block (RFC 1951, 3.2.6).
_HEADER = b"\x78\x9c"
_LAST = b"\x03\x00"
_WIDTHS = (1, 4, 2)  # octets of the table's columns
_PIECES = 1024
# To begin with the largest window takes longer than to compress a line; for little, four kilobytes do.
_LITTLE, _SMALL = 2048, (12, 5)


class OwnObject(Struct, frozen=True):
    """An object of one copy's: of a stream its entries and its content in pieces, else its data alone.

    What is `kept` is compressed once where copies have the same piece.
    """

    data: bytes
    pieces: tuple[bytes, ...] | None = None
    compress: bool = True
    kept: bool = False

    def written(self) -> bytes:
        """The object as it stands in a file."""
        if self.pieces is None:
            return self.data
        content = b"".join(self.pieces)
        packed = b""
        if self.compress:
            packed = b"/Filter /FlateDecode"
            content = _joined(self.pieces, content) if self.kept else zlib.compress(content, LEVEL)
        entries = self.data.removesuffix(b">>") + packed
        return b"%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(content), content)


def _joined(pieces: Iterable[bytes], content: bytes) -> bytes:
    """Pieces that are compressed each by itself as one stream of zlib's (RFC 1950)."""
    end = zlib.adler32(content).to_bytes(4, "big")
    return b"".join((_HEADER, *map(_compressed, pieces), _LAST, end))


@lru_cache(_PIECES)
def _compressed(piece: bytes) -> bytes:
    """A piece in whole blocks, which refer to nothing before them."""
    window, memory = _SMALL if len(piece) <= _LITTLE else (zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL)
    made = zlib.compressobj(LEVEL, zlib.DEFLATED, -window, memory)
    return made.compress(piece) + made.flush(zlib.Z_FULL_FLUSH)


class SharedObjects:
    """The finished objects of a PDF that all copies have; `root` is the catalogue's number, `info` that
    of the information dictionary. `count` tells how many objects there are with those of a copy.
    """

    def __init__(self, objects: Sequence[Any], count: int, root: int, info: int) -> None:
        self._info, self._root, self._count = info, root, count
        table = bytearray(sum(_WIDTHS) * (count + 2))
        table[5:7] = b"\xff\xff"  # the first of the free ones: ISO 32000-1, 7.5.4
        parts, position = [_HEAD], len(_HEAD)
        for each in (each for each in objects if each.free != "f" and not each.compressible):
            position += _put(parts, table, position, each.number, each.data)
        packed = [each for each in objects if each.free != "f" and each.compressible]
        for place, each in enumerate(packed):
            _enter(table, each.number, (2, count, place))
        _put(parts, table, position, count, _object_stream(packed))
        self._head, self._table = b"".join(parts), bytes(table)
        self._digest = hashlib.md5(self._head, usedforsecurity=False)

    def with_own(self, own: Mapping[int, OwnObject]) -> bytes:
        """The file of a copy with these objects of its own, by their numbers."""
        parts, table, position = [self._head], bytearray(self._table), len(self._head)
        for number, each in own.items():
            position += _put(parts, table, position, number, each.written())
        digest = self._digest.copy()
        for part in parts[1:]:
            digest.update(part)
        number = self._count + 1
        _enter(table, number, (1, position, 0))
        entries = (
            b"<</Type /XRef/Index [0 %d]/W [%d %d %d]/Size %d/Root %d 0 R/Info %d 0 R/ID [<%b><%b>]>>"
        ) % (
            *(number + 1, *_WIDTHS, number + 1, self._root, self._info),
            *(digest.hexdigest().encode(),) * 2,
        )
        _put(parts, bytearray(table), position, number, OwnObject(entries, (bytes(table),)).written())
        parts.append(b"startxref\n%d\n%%%%EOF\n" % position)
        return b"".join(parts)


def _object_stream(objects: Sequence[Any]) -> bytes:
    """The data of a stream that holds these objects (ISO 32000-1, 7.5.7)."""
    places, position = list[int](), 0
    for each in objects:
        places += (each.number, position)
        position += len(each.data) + 1
    index = " ".join(map(str, places)).encode()
    entries = b"<</Type /ObjStm/N %d/First %d>>" % (len(objects), len(index) + 1)
    return OwnObject(entries, (b"\n".join((index, *(each.data for each in objects))),)).written()


def _put(parts: list[bytes], table: bytearray, position: int, number: int, data: bytes) -> int:
    """Put an object behind the others, and enter its place; how many octets it takes."""
    _enter(table, number, (1, position, 0))
    parts.append(with_clear_end(b"%d 0 obj\n%b\nendobj" % (number, data)) + b"\n")
    return len(parts[-1])


def _enter(table: bytearray, number: int, values: tuple[int, int, int]) -> None:
    row = b"".join(v.to_bytes(width, "big") for v, width in zip(values, _WIDTHS, strict=True))
    table[len(row) * number : len(row) * (number + 1)] = row
