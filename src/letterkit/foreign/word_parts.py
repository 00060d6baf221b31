"""The parts of a Word file: the archive taken apart, within limits, and its XML.

A file that unpacks to more than `MAX_BYTES` is refused. No entity is resolved, and nothing is fetched.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection
from typing import TYPE_CHECKING

from letterkit.foreign import UnreadableError
from letterkit.limits import archives

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYTES = 60_000_000
MAX_PARTS = 200
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WANTED = frozenset(
    f"word/{name}.xml" for name in ("document", "numbering", "styles", "footnotes", "endnotes")
)
MARGINS = ("word/header", "word/footer")  # how the names of these parts begin


def unpacked(data: bytes, also: Collection[str] = ()) -> dict[str, bytes]:
    """The parts of a Word file that hold text, or say how it looks, by their names; and `also` these.

    Raises UnreadableError.
    """
    wanted = _WANTED.union(also)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [n for n in archive.namelist() if n in wanted or n.startswith(MARGINS)]
            archive.getinfo("word/document.xml")
            return archives.unpacked(archive, names, MAX_PARTS, MAX_BYTES)
    except archives.LargeArchiveError as error:
        raise UnreadableError("large") from error
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, LookupError, ValueError) as error:
        raise UnreadableError("damaged") from error
    except RuntimeError as error:  # of zipfile, for a password too
        unknown = isinstance(error, NotImplementedError)
        raise UnreadableError("damaged" if unknown else "encrypted") from error


def parsed(data: bytes) -> _Element:
    """The root element of a part. Raises UnreadableError."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise UnreadableError("damaged") from error


def is_hidden(run: _Element) -> bool:
    """Whether a run of characters is there for nobody to see."""
    vanish = run.find(f"{W}rPr/{W}vanish") if run.tag == f"{W}r" else None
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false", "off")


def value(element: _Element, name: str) -> str | None:
    """What the child of that name says (`w:val`); None without one."""
    child = element.find(f"{W}{name}")
    return child.get(f"{W}val") if child is not None else None
