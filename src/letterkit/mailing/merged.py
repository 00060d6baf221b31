"""All copies in one PDF, for a printer: pages alone, without what each copy tells a program.

Fonts and pictures that are the same in all are in it once, so that it is not much larger than its pages.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf


def merged(copies: Iterable[bytes], language: str, *, two_sided: bool) -> bytes:
    """The pages of these PDFs one after the other. Where they are printed `two_sided`, an empty page
    follows each copy that would else end on the front of a sheet.
    """
    import pikepdf

    whole = pikepdf.new()
    known: dict[bytes, pikepdf.Object] = {}
    for content in copies:
        with pikepdf.open(io.BytesIO(content)) as copy:
            first = len(whole.pages)
            whole.pages.extend(copy.pages)
            for page in whole.pages[first:]:
                _share(page, known)
            if two_sided and len(copy.pages) % 2:
                box = [float(each) for each in copy.pages[-1].mediabox]
                whole.add_blank_page(page_size=(box[2] - box[0], box[3] - box[1]))
    whole.Root.Lang = pikepdf.String(language)
    out = io.BytesIO()
    whole.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _share(page: pikepdf.Page, known: dict[bytes, pikepdf.Object]) -> None:
    """Let a page use the fonts and pictures that an earlier copy has brought, and forget its tags."""
    for key in ("/StructParents", "/Tabs", "/Annots"):
        if key in page:
            del page[key]
    resources = page.obj.get("/Resources")
    for kind in ("/Font", "/XObject"):
        entries = resources.get(kind) if resources is not None else None
        if entries is not None:
            for name, found in list(entries.items()):
                entries[name] = known.setdefault(_digest(found), found)


def _digest(value: pikepdf.Object, depth: int = 6) -> bytes:
    """What tells an object from others: all that it holds."""
    import pikepdf

    told = hashlib.sha256(type(value).__name__.encode())
    if isinstance(value, pikepdf.Stream):
        told.update(value.read_raw_bytes())
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream) and depth:
        for key, inner in sorted(value.items()):
            told.update(key.encode() + _digest(inner, depth - 1))
    elif isinstance(value, pikepdf.Array) and depth:
        for inner in value.as_list():
            told.update(_digest(inner, depth - 1))
    else:
        told.update(repr(value).encode())
    return told.digest()
