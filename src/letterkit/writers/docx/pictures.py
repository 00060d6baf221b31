"""Pictures in a Word file: each a part of the package, as PNG, with its words for who does not see it."""

from __future__ import annotations

import base64
import io
from typing import Any

from lxml import etree

from letterkit import letter as lt
from letterkit.writers.docx.markup import EMU, R, legal, w

_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_DOTS = 300
"""Dots an inch of a drawing made of lines, which not every reader of Word files can draw by itself."""


def png_of(image: lt.Image) -> bytes:
    """The picture as PNG; one of lines is drawn at its size."""
    if image.media == "image/png":
        return base64.b64decode(image.content)
    from letterkit.writers.pdf.drawing import drawn

    held = io.BytesIO()
    drawn(image, _DOTS).save(held, "PNG", optimize=True)
    return held.getvalue()


def drawing(image: lt.Image, relation: str, number: int) -> Any:
    """The element that shows a picture, by its relation and its number in the document."""
    size = {"cx": str(round(image.width * EMU)), "cy": str(round(image.height * EMU))}
    about = {"id": str(number), "name": f"Picture {number}", "descr": legal(image.alt)}
    inline = _made(_WP, "inline", distT="0", distB="0", distL="0", distR="0")
    inline.append(_made(_WP, "extent", **size))
    inline.append(_made(_WP, "docPr", **about))
    graphic = etree.SubElement(inline, f"{{{_A}}}graphic", nsmap={"a": _A})
    data = etree.SubElement(graphic, f"{{{_A}}}graphicData", uri=_PIC)
    picture = etree.SubElement(data, f"{{{_PIC}}}pic", nsmap={"pic": _PIC})
    picture.append(_made(_PIC, "nvPicPr", _made(_PIC, "cNvPr", **about), _made(_PIC, "cNvPicPr")))
    blip = _made(_A, "blip")
    blip.set(f"{{{R}}}embed", relation)
    picture.append(_made(_PIC, "blipFill", blip, _made(_A, "stretch", _made(_A, "fillRect"))))
    frame = _made(_A, "xfrm", _made(_A, "off", x="0", y="0"), _made(_A, "ext", **size))
    shape = _made(_A, "prstGeom", _made(_A, "avLst"), prst="rect")
    picture.append(_made(_PIC, "spPr", frame, shape))
    return w("drawing", inline)


def _made(space: str, tag: str, *children: Any, **attributes: str) -> Any:
    element = etree.Element(f"{{{space}}}{tag}")
    for name, value in attributes.items():
        element.set(name, value)
    element.extend(children)
    return element
