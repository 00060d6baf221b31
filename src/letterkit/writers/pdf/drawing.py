"""A picture drawn as dots, at its size on white paper: for whoever cannot take lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from letterkit import letter as lt
from letterkit.writers.pdf.assets import held_only

if TYPE_CHECKING:
    from PIL.Image import Image


def drawn(node: lt.Image, dots: float) -> Image:
    """The picture, with so many dots an inch."""
    import pypdfium2
    from weasyprint import CSS, HTML

    style = (
        f"@page {{ size: {node.width}pt {node.height}pt; margin: 0 }} body {{ margin: 0; font-size: 0 }}"
    )
    held = f'<img src="{node.url}" style="width: {node.width}pt; height: {node.height}pt">'
    content: Any = HTML(string=held, url_fetcher=held_only()).write_pdf(stylesheets=[CSS(string=style)])
    with pypdfium2.PdfDocument(content) as pdf:
        image: Image = pdf[0].render(scale=dots / 72).to_pil().convert("RGB")
    return image
